"""Promises and defects: how a promise stands, and whether a defect was responded to or only reacted to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Word(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Stage(StrEnum):
    """How far a defect has been met."""

    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    MENDED = "mended"


class Met(StrEnum):
    """How a mended defect was met: by a plan that was kept, or by haste."""

    RESPONDED = "responded"
    REACTED = "reacted"


@dataclass(frozen=True)
class Step:
    """A step in meeting a defect; `due` is until when a plan is to mend it."""

    stage: Stage
    day: date
    due: date | None = None


@dataclass(frozen=True)
class Pace:
    """How many days may pass until a defect is acknowledged, and until its mending is planned."""

    acknowledge: int
    plan: int


def stage(steps: Sequence[Step]) -> Stage | None:
    """How far a defect has been met; None while nobody has acknowledged it.

    >>> stage([Step(Stage.ACKNOWLEDGED, date(2026, 6, 1)), Step(Stage.PLANNED, date(2026, 6, 2))])
    <Stage.PLANNED: 'planned'>
    """
    order = list(Stage)
    return max((each.stage for each in steps), key=order.index, default=None)


@dataclass(frozen=True)
class Owed:
    """What a defect asks for next, and by when; no day where the plan has none."""

    stage: Stage
    due: date | None


def owed(reported: date, steps: Sequence[Step], pace: Pace) -> Owed | None:
    """What a defect asks for next: None once it is mended.

    Acknowledged and planned within so many days of the report; mended by the day of the latest plan.

    >>> owed(date(2026, 6, 1), [Step(Stage.ACKNOWLEDGED, date(2026, 6, 1))], Pace(1, 5))
    Owed(stage=<Stage.PLANNED: 'planned'>, due=datetime.date(2026, 6, 6))
    """
    now = stage(steps)
    if now is None:
        return Owed(Stage.ACKNOWLEDGED, reported + timedelta(days=pace.acknowledge))
    if now is Stage.ACKNOWLEDGED:
        return Owed(Stage.PLANNED, reported + timedelta(days=pace.plan))
    if now is Stage.PLANNED:
        return Owed(Stage.MENDED, _latest([each for each in steps if each.stage is Stage.PLANNED]).due)
    return None


def _latest(plans: Sequence[Step]) -> Step:
    """The plan that holds: the latest by day, of one day the last one given."""
    return max(enumerate(plans), key=lambda each: (each[1].day, each[0]))[1]


def met(reported: date, steps: Sequence[Step], pace: Pace) -> Met | None:
    """How a defect was met, once it is mended: None before.

    Responded: it was acknowledged in time (a plan acknowledges too), a plan was made in time and before the mending,
    and the mending came by the latest plan's day. Anything else is a reaction, however quick it was.

    >>> steps = [Step(Stage.PLANNED, date(2026, 6, 2), date(2026, 6, 9)), Step(Stage.MENDED, date(2026, 6, 8))]
    >>> met(date(2026, 6, 1), steps, Pace(1, 5))
    <Met.RESPONDED: 'responded'>
    """
    mended = min((each.day for each in steps if each.stage is Stage.MENDED), default=None)
    if mended is None:
        return None
    plans = [each for each in steps if each.stage is Stage.PLANNED and each.day <= mended]
    if not plans:
        return Met.REACTED
    heard = min(each.day for each in steps if each.stage is not Stage.MENDED)
    in_time = heard <= reported + timedelta(days=pace.acknowledge) and min(
        each.day for each in plans
    ) <= reported + timedelta(days=pace.plan)
    until = _latest(plans).due
    kept = until is None or mended <= until
    return Met.RESPONDED if in_time and kept else Met.REACTED
