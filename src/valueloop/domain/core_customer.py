"""Core customers: customers ranked by realised value, goodwill and referrals, and where the line is drawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from enum import StrEnum

from valueloop.domain.number import EXACT
from valueloop.domain.value.line import Effect
from valueloop.domain.value.realised import LineRealised


class Out(StrEnum):
    """Why a customer cannot be a core customer."""

    PARTED = "parted"  # unqualified, fired or lost, and not taken up again
    SPENT = "spent"  # no goodwill is left


@dataclass(frozen=True)
class Weights:
    """What each of the three weighs in the rank, and which part of the customers are core."""

    value: Decimal
    goodwill: Decimal
    referrals: Decimal
    part: Decimal


@dataclass(frozen=True)
class Customer:
    """An account with a won deal, as the rank looks at it.

    `realised` is what it gets a year, measured, in its currency; None where nobody has measured anything. `brought`
    counts the accounts that it named and that became customers, `named` the others that it named.
    """

    number: int
    currency: str
    realised: Decimal | None
    left: Decimal
    start: Decimal
    brought: int = 0
    named: int = 0
    parted: bool = False

    @property
    def out(self) -> Out | None:
        """Why it cannot be a core customer, if it cannot."""
        if self.parted:
            return Out.PARTED
        return Out.SPENT if self.left <= 0 else None

    @property
    def referrals(self) -> Decimal:
        """Its referrals: one that became a customer counts 1, any other a half.

        >>> Customer(1, "EUR", None, Decimal(5), Decimal(10), brought=1, named=3).referrals
        Decimal('2.5')
        """
        return self.brought + Decimal(self.named) / 2


@dataclass(frozen=True)
class Ranked:
    """A customer in the rank: each part of the score, from 0 to 1, the score, and whether it is a core customer."""

    customer: Customer
    value: Decimal
    goodwill: Decimal
    referrals: Decimal
    score: Decimal
    core: bool


def yearly(lines: Iterable[LineRealised]) -> Decimal | None:
    """What measured lines bring a customer a year, less what all yearly cost lines cost; None with nothing measured.

    Single amounts are no yearly value, and a benefit that nobody has measured counts nought; a cost that nobody has
    measured counts as it was promised.

    >>> yearly([]) is None
    True
    """
    total, measured = Decimal(0), False
    with localcontext(EXACT):
        for each in lines:
            measured = measured or each.realised is not None
            if each.promised.line.single:
                continue
            if each.promised.line.effect is Effect.COST:
                total -= (each.realised or each.promised).amount
            elif each.realised is not None:
                total += each.realised.amount
    return total if measured else None


def rank(customers: Sequence[Customer], weights: Weights) -> tuple[Ranked, ...]:
    """Customers, the best first: first those that may be core, then those that may not.

    score = w_value × (realised a year ÷ the most in the same currency) + w_goodwill × clamp(balance ÷ start, 0 to 1)
    + w_referrals × (referrals ÷ the most). Where nobody has realised or referred anything, that part is nought for all.
    Core are the best: `part` of those that may be, rounded down, at least one; never one whose score is nought. Of
    equal scores the one of longer standing (the lower number) goes first.

    >>> alone = Customer(1, "EUR", None, Decimal(5), Decimal(10))
    >>> found = rank([alone], Weights(Decimal("0.6"), Decimal("0.2"), Decimal("0.2"), Decimal("0.2")))
    >>> found[0].score, found[0].core
    (Decimal('0.10'), True)
    """
    most: dict[str, Decimal] = defaultdict(Decimal)
    for each in customers:
        most[each.currency] = max(most[each.currency], each.realised or Decimal(0))
    referred = max((each.referrals for each in customers), default=Decimal(0))
    found = []
    with localcontext(EXACT):
        for each in customers:
            value = _part(each.realised or Decimal(0), most[each.currency])
            goodwill = _part(each.left, each.start)
            brought = _part(each.referrals, referred)
            score = weights.value * value + weights.goodwill * goodwill + weights.referrals * brought
            found.append(Ranked(each, value, goodwill, brought, score, core=False))
    found.sort(key=lambda each: (each.customer.out is not None, -each.score, each.customer.number))
    many = core_places(sum(each.customer.out is None for each in found), weights.part)
    return tuple(
        _drawn(each, at < many and each.customer.out is None and each.score > 0) for at, each in enumerate(found)
    )


def core_places(eligible: int, part: Decimal) -> int:
    """How many customers are core of those that may be: that part, rounded down, at least one.

    >>> core_places(3, Decimal("0.2")), core_places(12, Decimal("0.2")), core_places(0, Decimal("0.2"))
    (1, 2, 0)
    """
    return min(eligible, max(1, int((eligible * part).to_integral_value(ROUND_FLOOR))))


def _part(amount: Decimal, whole: Decimal) -> Decimal:
    """An amount as a part of a whole, kept from 0 to 1; nought of nothing."""
    return max(Decimal(0), min(Decimal(1), amount / whole)) if whole > 0 else Decimal(0)


def _drawn(each: Ranked, core: bool) -> Ranked:
    return Ranked(each.customer, each.value, each.goodwill, each.referrals, each.score, core)
