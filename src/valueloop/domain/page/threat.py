"""Threats, and who may leave us, as pages and answers have them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.threat import Figure, Keep


@dataclass(frozen=True)
class ThreatTyped:
    """A threat as the seller gives it: amounts, the person and the touch as typed; None is not known."""

    rival: str
    claim: str = ""
    value: str | None = None
    price: str | None = None
    switching: str | None = None
    person: str | None = None
    touch: int | None = None


@dataclass(frozen=True)
class ThreatView:
    """A rival at a customer, and the migration margin against it.

    `value`, `price` and `switching` are present values over the deal's horizon, null where not known; those in `taken`
    are from the alternative called `taken_from`. `unknown` are those that nobody knows. `surplus` is what the customer
    has left with us. The margin is what they lose by leaving, below nought what they gain; `margin_low` and
    `margin_high` bound it, null where nothing does, and are equal where all is known.
    """

    number: int
    account: str
    rival: str
    claim: str
    day: date
    ended: date | None
    person: str | None
    touch: int | None
    value: Money | None
    price: Money | None
    switching: Money | None
    taken: tuple[Figure, ...]
    taken_from: str | None
    unknown: tuple[Figure, ...]
    surplus: Money | None
    margin_low: Money | None
    margin_high: Money | None


@dataclass(frozen=True)
class ThreatEnded:
    """A threat that has ended: after so many days."""

    number: int
    account: str
    rival: str
    days: int


@dataclass(frozen=True)
class KeepView:
    """One thing that would keep a customer.

    `number` is that of the defect, the promise, the line or the threat, `text` its name. `amount`: of a line to raise,
    the present value that falls short; of a price to concede, what it takes at least.
    """

    how: Keep
    number: int | None = None
    text: str = ""
    amount: Money | None = None


@dataclass(frozen=True)
class CustomerStands:
    """How firmly a customer stands, from both chairs.

    `value` is what they have from us before our price, `surplus` after it; null where no line has a figure.
    `part_measured` is how much of the benefits was measured, of 1. `agreed` is what they agreed to pay, `to_pay` what
    is still open on invoices, `sent` the accounts that they named to us. `reviewed` is when anybody there was last
    asked about a need; `review_due` when that is due again, null where nobody ever was asked.
    """

    account: str
    surplus: Money | None
    value: Money | None
    part_measured: Decimal | None
    agreed: Money
    to_pay: Money
    sent: int
    threats: tuple[ThreatView, ...]
    reviewed: date | None
    review_due: date | None
    review_overdue: bool
    goodwill: Decimal
    goodwill_start: Decimal
    keeps: tuple[KeepView, ...]


@dataclass(frozen=True)
class ThreatsPage:
    """All customers, who may leave first; `review_days` is after how many days needs are to be looked at again."""

    day: date
    review_days: int
    customers: tuple[CustomerStands, ...]
