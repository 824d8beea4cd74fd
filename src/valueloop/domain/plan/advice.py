"""The next move: the simplest honest advice, until a planner weighs moves against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.loop.belief import FOUND, GONE


class MoveKind(StrEnum):
    """What the seller may do next, the most pressing first."""

    REPAIR = "repair"
    STEP = "step"
    ANSWER = "answer"
    CLOSE = "close"
    ASK = "ask"
    AGREE = "agree"
    OFFER = "offer"
    EXPLORE = "explore"


@dataclass(frozen=True)
class OpenStep:
    """A next step that is not done."""

    number: int
    what: str
    due: date | None


@dataclass(frozen=True)
class OpenOffer:
    """An offer on the table: waiting for an answer, or accepted and not yet a deal."""

    number: int
    what: str
    accepted: bool


@dataclass(frozen=True)
class LiveNeed:
    """A need as the next move sees it: chance, yearly money (0 when unknown or personal), whom it is for."""

    number: int
    name: str
    chance: Decimal
    verified: bool
    money: Decimal
    weight: Decimal
    person: str | None
    offered: bool


@dataclass(frozen=True)
class OpenLine:
    """A benefit line that nobody has accepted yet."""

    number: int
    name: str
    amount: Decimal
    person: str | None
    need: int | None


@dataclass(frozen=True)
class Situation:
    """What the next move is chosen from."""

    today: date
    patience_left: Decimal
    steps: Sequence[OpenStep] = ()
    offers: Sequence[OpenOffer] = ()
    needs: Sequence[LiveNeed] = ()
    lines: Sequence[OpenLine] = ()


@dataclass(frozen=True)
class Move:
    """One piece of advice: what to do, about which record, with whom."""

    kind: MoveKind
    about: str = ""
    number: int | None = None
    person: str | None = None
    due: date | None = None
    needs: tuple[int, ...] = ()


def next_move(at: Situation) -> Move:
    """The next move, by a fixed order of urgency.

    No patience left: repair. A step that is due. An offer without answer. An accepted offer: close. The need whose
    answer matters most (money × p × (1 − p), or weight where there is no money) and that nobody has been asked.
    A value line not accepted, of a need that is found. An offer on found needs that are not on the table. A step
    not yet due. Else: explore.

    >>> next_move(Situation(date(2026, 5, 3), Decimal(10))).kind
    <MoveKind.EXPLORE: 'explore'>
    """
    steps = sorted(at.steps, key=lambda each: (each.due is None, each.due or at.today, each.number))
    due = [step for step in steps if step.due is not None and step.due <= at.today]
    waiting = [offer for offer in at.offers if not offer.accepted]
    accepted = [offer for offer in at.offers if offer.accepted]
    if at.patience_left <= 0:
        return Move(MoveKind.REPAIR)
    if due:
        return Move(MoveKind.STEP, due[0].what, due[0].number, due=due[0].due)
    if waiting:
        return Move(MoveKind.ANSWER, waiting[0].what, waiting[0].number)
    if accepted:
        return Move(MoveKind.CLOSE, accepted[0].what, accepted[0].number)
    return _about_needs(at) or _rest(steps)


def _about_needs(at: Situation) -> Move | None:
    unasked = [need for need in at.needs if not need.verified and need.chance > GONE]
    if unasked:
        most = max(unasked, key=lambda each: (each.money * _doubt(each), each.weight * _doubt(each), -each.number))
        return Move(MoveKind.ASK, most.name, most.number, most.person)
    found = [need for need in at.needs if need.chance >= FOUND]
    worth_agreeing = {None, *(need.number for need in found)}
    lines = [line for line in at.lines if line.need in worth_agreeing]
    if lines:
        most_worth = max(lines, key=lambda each: (each.amount, -each.number))
        return Move(MoveKind.AGREE, most_worth.name, most_worth.number, most_worth.person)
    offerable = [need for need in found if not need.offered]
    if offerable:
        numbers = tuple(need.number for need in offerable)
        return Move(MoveKind.OFFER, offerable[0].name, person=offerable[0].person, needs=numbers)
    return None


def _doubt(need: LiveNeed) -> Decimal:
    return need.chance * (1 - need.chance)


def _rest(steps: Sequence[OpenStep]) -> Move:
    if steps:
        return Move(MoveKind.STEP, steps[0].what, steps[0].number, due=steps[0].due)
    return Move(MoveKind.EXPLORE)
