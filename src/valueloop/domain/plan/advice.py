"""The next move: what is urgent first, then what the planner finds best, then what is honest without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.loop.belief import FOUND, GONE
from valueloop.domain.money import Money
from valueloop.domain.plan.outlook import Outlook
from valueloop.domain.promise import Stage


class MoveKind(StrEnum):
    """What the seller may do next, the most pressing first."""

    PARTED = "parted"
    MEND = "mend"
    REPAIR = "repair"
    KEEP = "keep"
    STEP = "step"
    ANSWER = "answer"
    CLOSE = "close"
    ASK = "ask"
    AGREE = "agree"
    OFFER = "offer"
    EXPLORE = "explore"
    STOP = "stop"


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
class OpenDefect:
    """A defect that is not mended: how far it has been met, and until when the latest plan has it."""

    number: int
    what: str
    stage: Stage | None
    due: date | None


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
    """What the next move is chosen from; `parted` says how we parted from the account, None where we have not."""

    today: date
    patience_left: Decimal
    steps: Sequence[OpenStep] = ()
    offers: Sequence[OpenOffer] = ()
    needs: Sequence[LiveNeed] = ()
    lines: Sequence[OpenLine] = ()
    parted: str | None = None
    customer: bool = False
    defects: Sequence[OpenDefect] = ()
    promises: Sequence[OpenStep] = ()


@dataclass(frozen=True)
class Advice:
    """One piece of advice: what to do, about which record, with whom; `stage` is what a defect waits for."""

    kind: MoveKind
    about: str = ""
    number: int | None = None
    person: str | None = None
    due: date | None = None
    needs: tuple[int, ...] = ()
    product: str | None = None
    price: Money | None = None
    outlook: Outlook | None = None
    stage: Stage | None = None


def next_move(at: Situation, weigh: Callable[[], Outlook | None] = lambda: None) -> Advice:
    """The next move: what is urgent, in a fixed order; then what is weighed; then what is honest without weighing.

    An account that we have parted from: nothing, until it is taken up again. A defect whose mending nobody has planned,
    or whose plan is due. No patience left: repair. A promise that is due. A step that is due. An offer without answer.
    An accepted offer: close. Then the move that the planner finds best, asked for by `weigh` only here; where it is an
    offer, and a value line of a found need that it covers is not accepted: that acceptance first. Where the planner
    expects nothing of any move: stop (`about` says so of a customer: there is nothing to sell for now, which is no
    reason to part).

    Where nothing can be weighed: the need whose answer matters most (money × p × (1 − p), or weight where there is no
    money) and that nobody has been asked. A value line not accepted, of a need that is found. An offer on found needs
    that are not on the table. A step not yet due. Else: explore (`about` says so of a customer: look after them first).

    >>> next_move(Situation(date(2026, 5, 3), Decimal(10))).kind
    <MoveKind.EXPLORE: 'explore'>
    """
    steps = sorted(at.steps, key=lambda each: (each.due is None, each.due or at.today, each.number))
    due = [step for step in steps if step.due is not None and step.due <= at.today]
    waiting = [offer for offer in at.offers if not offer.accepted]
    accepted = [offer for offer in at.offers if offer.accepted]
    if at.parted is not None:
        return Advice(MoveKind.PARTED, at.parted)
    if (owed := _owed(at)) is not None:
        return owed
    if due:
        return Advice(MoveKind.STEP, due[0].what, due[0].number, due=due[0].due)
    if waiting:
        return Advice(MoveKind.ANSWER, waiting[0].what, waiting[0].number)
    if accepted:
        return Advice(MoveKind.CLOSE, accepted[0].what, accepted[0].number)
    outlook = weigh()
    if outlook is not None:
        return _weighed(at, outlook)
    return _about_needs(at) or _rest(at, steps)


_CUSTOMER = "customer"  # what there is to do, or not, is another thing at a customer


def _owed(at: Situation) -> Advice | None:
    """What we owe them before we ask for anything: to mend, to repair, to keep our word."""
    for each in at.defects:
        if each.stage is not Stage.PLANNED or (each.due is not None and each.due <= at.today):
            return Advice(MoveKind.MEND, each.what, each.number, due=each.due, stage=_NEXT[each.stage])
    if at.patience_left <= 0:
        return Advice(MoveKind.REPAIR)
    word = min((each for each in at.promises if each.due and each.due <= at.today), key=_by_day, default=None)
    return None if word is None else Advice(MoveKind.KEEP, word.what, word.number, due=word.due)


_NEXT = {None: Stage.ACKNOWLEDGED, Stage.ACKNOWLEDGED: Stage.PLANNED, Stage.PLANNED: Stage.MENDED}


def _by_day(step: OpenStep) -> tuple[date, int]:
    return step.due or date.max, step.number


def _weighed(at: Situation, outlook: Outlook) -> Advice:
    best = outlook.first
    if best is None:
        return Advice(MoveKind.STOP, _CUSTOMER if at.customer else "", outlook=outlook)
    if best.need is not None:
        name = next(need.name for need in at.needs if need.number == best.need)
        return Advice(MoveKind.ASK, name, best.need, best.person, outlook=outlook)
    found = {need.number for need in at.needs if need.chance >= FOUND}
    lines = [line for line in at.lines if line.need in found and line.need in best.covers]
    if lines:
        return replace(_agree(lines), outlook=outlook)
    price = None if best.price is None else Money(best.price, outlook.currency)
    product = best.product or ""
    return Advice(MoveKind.OFFER, product, needs=best.covers, product=product, price=price, outlook=outlook)


def _agree(lines: Sequence[OpenLine]) -> Advice:
    most_worth = max(lines, key=lambda each: (each.amount, -each.number))
    return Advice(MoveKind.AGREE, most_worth.name, most_worth.number, most_worth.person)


def _about_needs(at: Situation) -> Advice | None:
    unasked = [need for need in at.needs if not need.verified and need.chance > GONE]
    if unasked:
        most = max(unasked, key=lambda each: (each.money * _doubt(each), each.weight * _doubt(each), -each.number))
        return Advice(MoveKind.ASK, most.name, most.number, most.person)
    found = [need for need in at.needs if need.chance >= FOUND]
    worth_agreeing = {None, *(need.number for need in found)}
    lines = [line for line in at.lines if line.need in worth_agreeing]
    if lines:
        return _agree(lines)
    offerable = [need for need in found if not need.offered]
    if offerable:
        numbers = tuple(need.number for need in offerable)
        return Advice(MoveKind.OFFER, offerable[0].name, person=offerable[0].person, needs=numbers)
    return None


def _doubt(need: LiveNeed) -> Decimal:
    return need.chance * (1 - need.chance)


def _rest(at: Situation, steps: Sequence[OpenStep]) -> Advice:
    if steps:
        return Advice(MoveKind.STEP, steps[0].what, steps[0].number, due=steps[0].due)
    return Advice(MoveKind.EXPLORE, _CUSTOMER if at.customer else "")
