"""Core customers and their privileges, as pages and answers have them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.core_customer import Out
from valueloop.domain.money import Money


@dataclass(frozen=True)
class CoreRow:
    """A customer in the rank: each part of the score from 0 to 1, and what it is from.

    `realised` is what it was measured to get a year, None where nobody has measured; `accepted` what it accepted a year
    in the deals won. `brought` accounts that it named became customers, `named` others did not yet. `out` says why it
    cannot be a core customer.
    """

    account: str
    core: bool
    out: Out | None
    score: Decimal
    value: Decimal
    goodwill: Decimal
    referrals: Decimal
    realised: Money | None
    accepted: Money
    left: Decimal
    start: Decimal
    brought: int
    named: int
    privileges: tuple[str, ...]


@dataclass(frozen=True)
class CorePage:
    """Customers ranked, the best first, and the rule: what each part weighs, and which part of them is core."""

    rows: tuple[CoreRow, ...]
    weigh_value: Decimal
    weigh_goodwill: Decimal
    weigh_referrals: Decimal
    part: Decimal


@dataclass(frozen=True)
class PrivilegeView:
    """A privilege of a customer, since when, and whether it is a core customer; `ended` while it is none any more."""

    number: int
    account: str
    core: bool
    text: str
    day: date
    ended: date | None
