"""Patience: a signed ledger of what touches and refusals have spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from valueloop.domain.loop.response import Verdict
from valueloop.domain.touch import Kind


class Spending(Enum):
    """What spends patience: each kind of touch that we make, each kind of answer but a yes."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    REJECTED = "rejected"
    COUNTERED = "countered"
    SILENT = "silent"

    @property
    def words(self) -> str:
        """It as a person would say it."""
        answers = {"rejected": "a refused offer", "countered": "a counter-offer", "silent": "an offer without answer"}
        return answers.get(self.value, f"an outbound {self.value}")


# Judgement, not measurement: nobody has validated numbers for a customer's patience. docs/method/patience.md.
DEFAULT_COSTS: Mapping[Spending, Decimal] = {
    Spending.CALL: Decimal("0.7"),
    Spending.EMAIL: Decimal("0.3"),
    Spending.MEETING: Decimal("1"),
    Spending.VISIT: Decimal("1"),
    Spending.REJECTED: Decimal("2"),
    Spending.COUNTERED: Decimal("0.5"),
    Spending.SILENT: Decimal("0.5"),
}


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger: when, what for, how much (below nought when spent), and what was left."""

    day: date
    order: int
    kind: Spending
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


def touch_spends(kind: Kind, inbound: bool) -> Spending | None:
    """What a touch spends as, if anything: an inbound call and a note to oneself do not.

    >>> touch_spends(Kind.CALL, inbound=False)
    <Spending.CALL: 'call'>
    >>> touch_spends(Kind.NOTE, inbound=False) is None
    True
    """
    return None if inbound or kind is Kind.NOTE else Spending(kind.value)


def answer_spends(verdict: Verdict) -> Spending | None:
    """What an answer to an offer spends as, if anything."""
    return None if verdict is Verdict.ACCEPTED else Spending(verdict.value)


def ledger(start: Decimal, spent: Sequence[tuple[date, int, Spending]], costs: Mapping[Spending, Decimal]) -> Patience:
    """The patience left after these spendings, each given as (day, order within the day, kind).

    >>> ledger(Decimal(10), [(date(2026, 5, 3), 1, Spending.CALL)], DEFAULT_COSTS).left
    Decimal('9.3')
    """
    entries: list[Entry] = []
    left = start
    for day, order, kind in sorted(spent, key=lambda each: each[:2]):
        left -= costs[kind]
        entries.append(Entry(day, order, kind, -costs[kind], left))
    return Patience(start, tuple(entries))
