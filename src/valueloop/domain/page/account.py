"""Accounts and products, as lists and pages have them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.account import Phase
from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.page.standing import NeedStands
from valueloop.domain.parting import Kind


@dataclass(frozen=True)
class AccountView:
    """One account in a list; `parted` says how we parted from it, `rhythm` how many days may pass between touches."""

    name: str
    phase: Phase
    currency: str
    industry: str
    size: int | None
    region: str
    owner: str
    exposure: str | None
    exposed_by: str
    note: str
    parted: Kind | None = None
    rhythm: int | None = None


@dataclass(frozen=True)
class AccountPage:
    """One account, looked at whole."""

    account: AccountView
    people: tuple[Person, ...]
    needs: tuple[NeedStands, ...]
    patience: Decimal
    patience_start: Decimal
    last_touch: date | None
    open_steps: int
    deal: str | None
    accepted_per_year: Money
    potential_per_year: Money


@dataclass(frozen=True)
class ProductView:
    """One product in a list."""

    name: str
    cost: Money | None
    floor: Money | None
    meets: str
