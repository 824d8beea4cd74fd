"""What the planner found at an account: each move with what it is expected to bring and to cost, the best first."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Weighed:
    """One move, weighed: a question about `need`, or an offer of `product` at `price` that covers `covers`.

    `value` is what beginning with it is expected to bring in the end, less our effort; `yes` the chance of a yes (an
    answer, or a deal); `patience` what it spends, `leaves` the chance that the customer then walks away; `hours` ours.
    """

    value: Decimal
    yes: Decimal
    patience: Decimal
    leaves: Decimal
    hours: Decimal
    need: int | None = None
    person: str | None = None
    product: str | None = None
    price: Decimal | None = None
    covers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Branch:
    """What the plan does after one outcome of its first move (None: stop), and the chance of the outcome."""

    outcome: str
    chance: Decimal
    then: Weighed | None
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Outlook:
    """The moves at an account by their value, the best first, the one advised, and the plan that follows.

    `value` is that of the best plan (nought: to stop); `first` is the best move (None: stop), or a question that
    brings nearly as much and is better asked first; `offers_only` what offers alone would bring, without a
    question; `hours` what the next two moves take; `exact` whether the values are the optimum and not bounds of it.
    """

    currency: str
    value: Decimal
    offers_only: Decimal
    hours: Decimal
    exact: bool
    moves: tuple[Weighed, ...]
    first: Weighed | None
    plan: tuple[Branch, ...] = ()

    @property
    def rivals(self) -> tuple[Weighed, ...]:
        """The other moves, the best first, each need and each product once: at its best price."""
        seen = {(self.first.need, self.first.product)} if self.first else set()
        found = []
        for each in self.moves:
            if (each.need, each.product) not in seen:
                seen.add((each.need, each.product))
                found.append(each)
        return tuple(found)

    @property
    def per_hour(self) -> Decimal:
        """What an hour of the seller's time is expected to bring here."""
        return self.value / self.hours if self.hours else Decimal(0)
