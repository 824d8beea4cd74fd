"""Deals, as they are closed and as the pipeline has them."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.deal import State
from valueloop.domain.money import Money


@dataclass(frozen=True)
class Closed:
    """A deal as it was closed."""

    number: int
    state: State
    price: Money | None
    accepted: Money
    reason: str


@dataclass(frozen=True)
class DealView:
    """One deal in the pipeline; `price` is the agreed one, else that of the latest offer."""

    number: int
    account: str
    state: State
    opened: date
    closed: date | None
    price: Money | None
    accepted: Money
    potential: Money
    reason: str
