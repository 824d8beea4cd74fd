"""What a day asks for."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.money import Money
from valueloop.domain.page.queue import QueueRow


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
    """An account that is owed a call: a customer, or one with an open deal, whose rhythm asks for it."""

    account: str
    last_touch: date | None
    quiet_days: int | None


@dataclass(frozen=True)
class TodayPage:
    """Today: due steps, offers without answer, accounts owed a call, what waits at customers; what the store holds."""

    day: date
    accounts: int
    open_deals: int
    due: tuple[StepView, ...]
    coming: tuple[StepView, ...]
    offers: tuple[OfferView, ...]
    owed: tuple[OwedView, ...]
    queue: tuple[QueueRow, ...] = ()
