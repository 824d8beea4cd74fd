"""Invoices: what is due of a deal's price and when, what is open of each, and what follows from realised value."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.number import EXACT
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.share import instalments, outcome_price, price_flows, rounded
from valueloop.domain.value.terms import Rule, Terms
from valueloop.errors import Invalid

NOUGHT = Decimal(0)
MOST_MONTHS, MOST_DAYS = 60, 1830
_EVERY = re.compile(r"(?P<count>\d{1,4})?\s*(?P<unit>d|days?|w|weeks?|m|mo|months?|q|quarters?|y|years?)", re.ASCII)
_IN = {"d": (0, 1), "w": (0, 7), "m": (1, 0), "q": (3, 0), "y": (12, 0)}
_FIRST_YEAR = {Timing.END: 12, Timing.MID: 6, Timing.START: 0}  # months until the money of year 1 flows


class InvoiceState(StrEnum):
    """How an invoice stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    CANCELLED = "cancelled"


class Age(StrEnum):
    """How long an open invoice has been overdue."""

    NOT_DUE = "not due"
    TO_30 = "1 to 30 days"
    TO_60 = "31 to 60 days"
    OVER_60 = "over 60 days"


@dataclass(frozen=True)
class Owed:
    """An invoice as it is reckoned with; a credit, which we owe them, is below nought, and so is what we paid of it."""

    amount: Decimal
    paid: Decimal
    due: date
    cancelled: bool = False

    @property
    def open(self) -> Decimal:
        """What is still to be paid; nothing of a cancelled one."""
        return NOUGHT if self.cancelled else EXACT.subtract(self.amount, self.paid)

    def overdue(self, today: date) -> int:
        """For how many days something is overdue to us: 0 on the day on which it is due, and of a credit."""
        return max(0, (today - self.due).days) if self.open > 0 else 0

    def state(self, today: date) -> InvoiceState:
        """How it stands today.

        >>> Owed(Decimal(100), Decimal(40), date(2026, 6, 1)).state(date(2026, 6, 2))
        <InvoiceState.OVERDUE: 'overdue'>
        """
        if self.cancelled:
            return InvoiceState.CANCELLED
        if not self.open:
            return InvoiceState.PAID
        return InvoiceState.OVERDUE if self.overdue(today) else InvoiceState.OPEN


def age(days: int) -> Age:
    """How long it has been overdue, as one of four classes.

    >>> age(0), age(30), age(31), age(61)
    (<Age.NOT_DUE: 'not due'>, <Age.TO_30: '1 to 30 days'>, <Age.TO_60: '31 to 60 days'>, <Age.OVER_60: 'over 60 days'>)
    """
    if days <= 0:
        return Age.NOT_DUE
    return Age.TO_30 if days <= 30 else Age.TO_60 if days <= 60 else Age.OVER_60


@dataclass(frozen=True)
class Every:
    """How far apart instalments are due: so many months, or so many days."""

    months: int = 0
    days: int = 0


MONTHLY, YEARLY = Every(months=1), Every(months=12)


def read_every(text: str) -> Every:
    """How far apart, as typed: `1m`, `3 months`, `quarter`, `2w`, `30d`, `1y`; at most five years.

    Raises:
        Invalid: it cannot be read, or is nothing, or too long.

    >>> read_every("3m"), read_every("2 weeks")
    (Every(months=3, days=0), Every(months=0, days=14))
    """
    found = _EVERY.fullmatch(text.strip().lower())
    if not found:
        raise Invalid("--every", text, "it is no span of time", "write 1m, 3m, 2w, 30d or 1y")
    months, days = (int(found["count"] or 1) * each for each in _IN[found["unit"][0]])
    if not months + days or months > MOST_MONTHS or days > MOST_DAYS:
        raise Invalid("--every", text, "it is not between a day and five years", "write 1m, 3m, 2w, 30d or 1y")
    return Every(months, days)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter.

    >>> str(months_later(date(2026, 1, 31), 1))
    '2026-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_days(first: date, every: Every, parts: int) -> tuple[date, ...]:
    """When each of so many parts is due, reckoned from the first: a 31st stays one where the month has it.

    >>> [str(each) for each in due_days(date(2026, 1, 31), MONTHLY, 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    return tuple(months_later(first, every.months * at) + timedelta(days=every.days * at) for at in range(parts))


def by_outcome(terms: Terms) -> bool:
    """Whether a part of the price follows from what is realised; a price that was asked stands for the rule."""
    return terms.rule is Rule.OUTCOME and terms.price is None


def depends(terms: Terms) -> bool:
    """Whether what they pay depends on what is realised: by outcome, or under a guarantee."""
    return by_outcome(terms) or terms.guarantee is not None


def at_first(terms: Terms, price: Decimal) -> Decimal:
    """What is owed whatever is realised: the base of the outcome rule, else the price agreed."""
    return terms.base if by_outcome(terms) else price


def yearly(terms: Terms, factors: Sequence[Decimal]) -> bool:
    """Whether the price is paid in equal parts, one a year."""
    return terms.per_year and len(factors) > 1


def parts_of(price: Decimal, terms: Terms, factors: Sequence[Decimal], currency: str) -> tuple[Decimal, ...]:
    """The amounts of a schedule, each in whole coins; `factors` are the discount factors, year 0 first.

    Paid at once: the price cut into the terms' instalments, which add up to it to the coin. Paid per year: the same
    amount each year, price / Σ factors(1…), whose present value is the price; in all it is more than the price. Parts
    of nought are left out.

    >>> [str(each) for each in parts_of(Decimal(100), Terms(instalments=3), (Decimal(1),), "EUR")]
    ['33.34', '33.33', '33.33']
    """
    if yearly(terms, factors):
        found = tuple(rounded(each, currency) for each in price_flows(price, terms, factors)[1:])
    else:
        found = instalments(price, terms.instalments, currency)
    return tuple(each for each in found if each)


def first_due(today: date, days: int, won: date, timing: Timing | None) -> date:
    """When the first part is due unless a day is named: so many days from today.

    A price paid per year (`timing` says when in a year its money flows) is due when year 1 is reckoned to flow, counted
    from the day of winning; but no sooner.

    >>> str(first_due(date(2026, 6, 15), 30, date(2026, 6, 1), Timing.END))
    '2027-06-01'
    """
    soonest = today + timedelta(days=days)
    return soonest if timing is None else max(soonest, months_later(won, _FIRST_YEAR[timing]))


@dataclass(frozen=True)
class Outcome:
    """What a price comes to once value is realised, in whole coins.

    `realised` is a present value, `first` what is owed whatever comes (the base, or the whole price), `back` what the
    guarantee gives back (None where there is none, or it cannot be judged yet), `price` what they owe in all, `before`
    the outcome parts that were invoiced already.
    """

    realised: Decimal
    first: Decimal
    back: Decimal | None
    price: Decimal
    before: Decimal

    @property
    def part(self) -> Decimal:
        """The part to be invoiced now; below nought a credit, which is never more than was owed."""
        return EXACT.subtract(EXACT.subtract(self.price, self.first), self.before)


def outcome(terms: Terms, price: Decimal, realised: Decimal, before: Decimal, currency: str, *, whole: bool) -> Outcome:
    """What a price comes to when so much value is realised.

    By outcome: base + clamp(f·max(0, realised − baseline), least, most); else the price agreed. Under a guarantee less
    min(that, max(0, guarantee − realised)), once the `whole` was measured: what nobody has measured yet is not value
    that failed to come.

    >>> outcome(Terms(guarantee=Decimal(90)), Decimal(40), Decimal(80), Decimal(0), "EUR", whole=True).part
    Decimal('-10.00')
    """
    due = outcome_price(terms, realised) if by_outcome(terms) else price
    back = None
    if terms.guarantee is not None and whole:
        back = min(due, max(NOUGHT, EXACT.subtract(terms.guarantee, realised)))
    in_all = rounded(EXACT.subtract(due, back or NOUGHT), currency)
    first = rounded(at_first(terms, price), currency)
    return Outcome(realised, first, None if back is None else rounded(back, currency), in_all, before)
