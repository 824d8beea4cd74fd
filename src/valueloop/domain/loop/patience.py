"""Patience and goodwill: one signed ledger of what touches and refusals spend, and what kept promises earn back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from valueloop.domain.loop.response import Verdict
from valueloop.domain.touch import Kind


class Cause(Enum):
    """What moves the balance: each kind of touch that we make, each answer but a yes, and what we did for them.

    The value is the setting that says how much, without what stands before it.
    """

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    REJECTED = "rejected"
    COUNTERED = "countered"
    SILENT = "silent"
    BROKEN = "broken"
    DEFECT = "defect"
    SHORTFALL = "shortfall"
    KEPT = "kept"
    THANKS = "thanks"
    RESPONDED = "responded"
    REACTED = "reacted"
    REALISED = "realised"

    @property
    def words(self) -> str:
        """It as a person would say it."""
        return _WORDS.get(self, f"an outbound {self.value}")

    @property
    def earns(self) -> bool:
        """Whether it adds to the balance."""
        return self in (Cause.KEPT, Cause.THANKS, Cause.RESPONDED, Cause.REACTED, Cause.REALISED)

    @property
    def loss(self) -> bool:
        """Whether we let them down: a loss weighs more than a gain of the same size."""
        return self in (Cause.BROKEN, Cause.DEFECT, Cause.SHORTFALL)

    @property
    def key(self) -> str:
        """The setting that says how much it moves the balance."""
        return f"{'goodwill' if self.earns or self.loss else 'patience'}.{self.value}"


_WORDS = {
    Cause.REJECTED: "a refused offer",
    Cause.COUNTERED: "a counter-offer",
    Cause.SILENT: "an offer without answer",
    Cause.BROKEN: "a broken promise",
    Cause.DEFECT: "a defect",
    Cause.SHORTFALL: "value short of what was promised",
    Cause.KEPT: "a kept promise",
    Cause.THANKS: "a thank-you",
    Cause.RESPONDED: "a defect mended as planned",
    Cause.REACTED: "a defect mended without a plan that held",
    Cause.REALISED: "value realised as promised",
}

# Judgement, not measurement: nobody has validated numbers for a customer's patience. docs/method/patience.md.
DEFAULTS: Mapping[Cause, Decimal] = {
    Cause.CALL: Decimal("0.7"),
    Cause.EMAIL: Decimal("0.3"),
    Cause.MEETING: Decimal("1"),
    Cause.VISIT: Decimal("1"),
    Cause.REJECTED: Decimal("2"),
    Cause.COUNTERED: Decimal("0.5"),
    Cause.SILENT: Decimal("0.5"),
    Cause.BROKEN: Decimal("1"),
    Cause.DEFECT: Decimal("1"),
    Cause.SHORTFALL: Decimal("1"),
    Cause.KEPT: Decimal("1"),
    Cause.THANKS: Decimal("0.5"),
    Cause.RESPONDED: Decimal("1.5"),
    Cause.REACTED: Decimal("0.5"),
    Cause.REALISED: Decimal("1"),
}
LOSS = Decimal(2)  # how much more a loss weighs than a gain of the same size


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger: when, what for, how much (below nought when spent), and what was left."""

    day: date
    order: int
    kind: Cause
    amount: Decimal
    left: Decimal


@dataclass(frozen=True)
class Patience:
    """What an account began with, and every entry since."""

    start: Decimal
    entries: tuple[Entry, ...]

    @property
    def left(self) -> Decimal:
        """The balance; at nought or below we stop selling and repair."""
        return self.entries[-1].left if self.entries else self.start

    @property
    def spent_out(self) -> bool:
        """Whether none is left."""
        return self.left <= 0


def touch_moves(kind: Kind, *, inbound: bool, thanks: bool = False) -> Cause | None:
    """What a touch is to the balance, if anything: an inbound call and a note to oneself are nothing.

    A thank-you asks for nothing: it earns, and spends nothing.

    >>> touch_moves(Kind.CALL, inbound=False)
    <Cause.CALL: 'call'>
    >>> touch_moves(Kind.NOTE, inbound=False) is None
    True
    """
    if inbound or kind is Kind.NOTE:
        return None
    return Cause.THANKS if thanks else Cause(kind.value)


def answer_moves(verdict: Verdict) -> Cause | None:
    """What an answer to an offer is to the balance, if anything."""
    return None if verdict is Verdict.ACCEPTED else Cause(verdict.value)


def signed(amounts: Mapping[Cause, Decimal], loss: Decimal) -> dict[Cause, Decimal]:
    """What each cause adds to the balance: gains as they are, losses times `loss` below nought, the rest below nought.

    >>> signed({Cause.KEPT: Decimal(1), Cause.BROKEN: Decimal(1)}, Decimal(2))[Cause.BROKEN]
    Decimal('-2')
    """
    return {each: amount if each.earns else -amount * (loss if each.loss else 1) for each, amount in amounts.items()}


def ledger(start: Decimal, moved: Sequence[tuple[date, int, Cause]], amounts: Mapping[Cause, Decimal]) -> Patience:
    """The balance after these causes, each given as (day, order within the day, cause); `amounts` are signed.

    >>> ledger(Decimal(10), [(date(2026, 5, 3), 1, Cause.CALL)], signed(DEFAULTS, LOSS)).left
    Decimal('9.3')
    """
    entries: list[Entry] = []
    left = start
    for day, order, kind in sorted(moved, key=lambda each: each[:2]):
        left += amounts[kind]
        entries.append(Entry(day, order, kind, amounts[kind], left))
    return Patience(start, tuple(entries))
