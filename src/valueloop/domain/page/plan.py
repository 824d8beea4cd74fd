"""The next move at one account and why, and the day's moves over all accounts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.plan.advice import Advice


@dataclass(frozen=True)
class NeedFacts:
    """A need as a next move speaks of it; `worth` is yearly, None where nobody put money on it."""

    number: int
    name: str
    direction: Direction
    chance: Decimal
    worth: Money | None


@dataclass(frozen=True)
class NextPage:
    """The next move at an account, what it stands on, and what no plan can be expected to bring more than.

    `supposed` is what was supposed to have been learned (nothing of it is stored). `value` is the present value of the
    needs that the move's offer covers.
    """

    account: str
    move: Advice
    patience: Decimal
    patience_start: Decimal
    needs: tuple[NeedFacts, ...]
    value: Money | None = None
    ceiling: Money | None = None
    supposed: str | None = None


@dataclass(frozen=True)
class DayMove:
    """The next move at one of the accounts, and what an hour of the seller's time is expected to bring there."""

    account: str
    move: Advice
    value: Money | None
    per_hour: Money | None
    patience: Decimal
    patience_start: Decimal


@dataclass(frozen=True)
class DayMoves:
    """The day's moves over all accounts, the most urgent and then the most rewarding first; and where to stop.

    `more` counts the accounts whose moves are not shown.
    """

    day: date
    moves: tuple[DayMove, ...]
    stop: tuple[str, ...]
    more: int
