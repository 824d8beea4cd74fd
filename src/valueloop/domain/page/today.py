"""What a day asks for, and the next move at one account."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.plan.advice import Move


@dataclass(frozen=True)
class NextPage:
    """The next move at an account; `worth` is the yearly money of the need it is about."""

    account: str
    move: Move
    worth: Money | None
    patience: Decimal
    patience_start: Decimal


@dataclass(frozen=True)
class StepView:
    """An open step."""

    number: int
    account: str
    text: str
    due: date | None
    overdue_days: int


@dataclass(frozen=True)
class OfferView:
    """An offer that waits for an answer."""

    number: int
    account: str
    product: str
    price: Money
    day: date
    waiting_days: int


@dataclass(frozen=True)
class OwedView:
    """An account that is owed a call: it has an open deal, and nobody has talked to it for long."""

    account: str
    last_touch: date | None
    quiet_days: int | None


@dataclass(frozen=True)
class TodayPage:
    """Today: due steps, offers without answer, accounts owed a call; and what the store holds."""

    day: date
    accounts: int
    open_deals: int
    due: tuple[StepView, ...]
    coming: tuple[StepView, ...]
    offers: tuple[OfferView, ...]
    owed: tuple[OwedView, ...]
