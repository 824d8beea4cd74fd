"""Touches and steps, as given and as saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer
from valueloop.domain.touch import Kind, Outcome


@dataclass(frozen=True)
class TouchTyped:
    """A touch as the seller gives it: the day and moment already read.

    `asked` and `told` count our questions and our statements; `campaign` is the one that the touch was part of.
    """

    kind: Kind
    text: str
    day: date
    at: datetime | None
    people: Sequence[str] = ()
    inbound: bool = False
    outcome: Outcome | None = None
    learned: Sequence[tuple[str, Answer]] = ()
    next_step: str | None = None
    due: date | None = None
    hours: Decimal | None = None
    thanks: bool = False
    asked: int | None = None
    told: int | None = None
    campaign: str = ""


@dataclass(frozen=True)
class Logged:
    """A touch as it was saved, and the step that follows from it."""

    number: int
    kind: Kind
    day: date
    at: datetime | None
    people: tuple[str, ...]
    step: int | None
    next_step: str | None
    due: date | None


@dataclass(frozen=True)
class StepDone:
    """A step that was closed, and how many are still open."""

    number: int
    text: str
    account: str
    still_open: int
