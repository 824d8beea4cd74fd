"""Revenue as its page has it: each won deal with its three tests, and how much of each currency holds them."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.money import Money
from valueloop.domain.revenue import Holds, Profit, Reference, Repeat


@dataclass(frozen=True)
class RevenueDeal:
    """A won deal: what they get of it, what we do, and whether it is referenceable, scalable and profitable.

    `accepted` is what they get a year: what they accepted when the deal was won, and what was measured as it came;
    so many benefits were `measured`. `products` are those of its accepted offers. `left` is price − cost − our hours,
    None where the cost is not known; a price that depends on what is realised is there what it comes to. Behind each
    test stands what it went by: `reference`, `repeat`, `profit`.
    """

    number: int
    account: str
    closed: date | None
    products: tuple[str, ...]
    accepted: Money
    price: Money
    invoiced: Money
    paid: Money
    left: Money | None
    referenceable: Holds
    scalable: Holds
    profitable: Holds
    reference: Reference
    repeat: Repeat
    profit: Profit
    measured: int = 0


@dataclass(frozen=True)
class RevenueSum:
    """The won deals of one currency: their prices together, and the part of them that holds each test, and all."""

    currency: str
    deals: int
    accepted: Money
    price: Money
    invoiced: Money
    paid: Money
    referenceable: Money
    scalable: Money
    profitable: Money
    all_three: Money


@dataclass(frozen=True)
class RevenuePage:
    """The won deals over the store, the latest first, and their sums by currency."""

    deals: tuple[RevenueDeal, ...]
    sums: tuple[RevenueSum, ...]
