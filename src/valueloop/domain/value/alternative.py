"""Indirect value: what our offer is worth against what else the customer may do, down to doing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from valueloop.domain.names import fold
from valueloop.domain.number import EXACT

NOTHING = "do nothing"


class Kind(StrEnum):
    """What sort of alternative it is; doing nothing is always one, and reckoned from the lines."""

    COMPETITOR = "competitor"
    INCUMBENT = "incumbent"
    THEMSELVES = "themselves"


@dataclass(frozen=True)
class Difference:
    """What we are better at, in present value; below nought where the alternative is; None where it is unknown."""

    name: str
    amount: Decimal | None


@dataclass(frozen=True)
class Alternative:
    """What the customer may do instead: its price, what a change from it to us costs them, and how we differ."""

    name: str
    price: Decimal = Decimal(0)
    kind: Kind = Kind.COMPETITOR
    switching: Decimal = Decimal(0)
    differences: tuple[Difference, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether it says no more than that the customer may do nothing, which is weighed in any case."""
        return fold(self.name) == NOTHING and not (self.price or self.switching or self.differences)


@dataclass(frozen=True)
class Worth:
    """What our offer is worth against one alternative: the price at which the customer would be as well off with it.

    `worth` is None where nothing is reckoned yet (doing nothing, without a value line). `unknown` are the differences
    that nobody has put a figure to; they are not in it. `kind` is None for doing nothing.
    """

    name: str
    kind: Kind | None
    price: Decimal
    positive: Decimal
    negative: Decimal
    switching: Decimal
    unknown: tuple[str, ...]
    worth: Decimal | None


def weigh(alternatives: Sequence[Alternative], value: Decimal | None) -> tuple[Worth, ...]:
    """Our worth against each alternative; the last is doing nothing, against which it is the lines' `value`.

    worth = price + positive differences − negative differences − switching.

    >>> known = (Difference("drier corn", Decimal("2.5")), Difference("yield", Decimal(-3)), Difference("safety", None))
    >>> weigh([Alternative("Enforce", Decimal(36), differences=known)], None)[0].worth
    Decimal('35.5')
    """
    found = []
    with localcontext(EXACT):
        for each in alternatives:
            if each.is_nothing:
                continue
            amounts = [one.amount for one in each.differences if one.amount is not None]
            positive = sum((one for one in amounts if one > 0), Decimal(0))
            negative = -sum((one for one in amounts if one < 0), Decimal(0))
            unknown = tuple(one.name for one in each.differences if one.amount is None)
            worth = each.price + positive - negative - each.switching
            found.append(Worth(each.name, each.kind, each.price, positive, negative, each.switching, unknown, worth))
    zero = Decimal(0)
    return (*found, Worth(NOTHING, None, zero, zero, zero, zero, (), value))


def next_best(worths: Sequence[Worth]) -> Worth | None:
    """The alternative against which we are worth the least: it caps the price. None where no worth is known.

    >>> next_best(weigh([Alternative("by hand", Decimal(50))], Decimal(40))).name
    'do nothing'
    """
    known = [each for each in worths if each.worth is not None]
    return min(known, key=lambda each: each.worth or Decimal(0), default=None)
