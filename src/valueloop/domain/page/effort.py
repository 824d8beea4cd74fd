"""Effort against value, as its page has it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.effort import Finding
from valueloop.domain.money import Money


@dataclass(frozen=True)
class EffortGroup:
    """The people of a role or a department; the name is empty where none is recorded.

    `touches` (ours) and `inbound` (theirs) are sums of parts: a touch is shared evenly among those present. `hours` are
    of those of ours that were timed. `of_effort` and `of_worth` are parts of one, in steps of 0.0001.
    """

    name: str
    people: int
    touches: Decimal
    inbound: Decimal
    hours: Decimal
    of_effort: Decimal
    of_worth: Decimal
    worth: Money


@dataclass(frozen=True)
class EffortTable:
    """Effort against value by role or by department; `apart` is the part of the effort that would have to move."""

    groups: tuple[EffortGroup, ...]
    apart: Decimal
    finding: Finding


@dataclass(frozen=True)
class EffortCall:
    """Somebody to call: their part of the value is above their part of our effort.

    `last_touch` is the latest touch with them, whoever began it; None where there never was one.
    """

    person: str
    role: str
    department: str
    account: str
    worth: Money
    of_worth: Decimal
    of_effort: Decimal
    touches: Decimal
    inbound: Decimal
    last_touch: date | None


@dataclass(frozen=True)
class EffortView:
    """Effort against value over the accounts of one currency: money of two is never added.

    `touches` (ours) and `inbound` are with somebody, `unnamed` are ours with nobody named. `hours` is None where none
    were logged; `by_hours` says that all of ours were timed, so that effort is hours; else it is touches. `calls` are
    the first few to call, `more` how many others there are.
    """

    currency: str
    accounts: int
    touches: int
    inbound: int
    unnamed: int
    hours: Decimal | None
    by_hours: bool
    worth: Money
    roles: EffortTable
    departments: EffortTable
    calls: tuple[EffortCall, ...]
    more: int


@dataclass(frozen=True)
class EffortPage:
    """Effort against value at one account, or over all where somebody owns money, a view for each currency.

    `nobody` is yearly money that no person owns, by currency. `left_out` counts the other accounts that we touched,
    `left_out_touches` our touches there.
    """

    account: str | None
    views: tuple[EffortView, ...]
    nobody: tuple[Money, ...]
    left_out: int
    left_out_touches: int
