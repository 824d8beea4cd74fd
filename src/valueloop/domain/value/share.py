"""Our share: a price as a part of the accepted value, and what the customer keeps."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.number import EXACT
from valueloop.domain.value.case import Sum


@dataclass(frozen=True)
class Share:
    """A price seen from both chairs.

    `part` is price / accepted value (None when there is none); `keeps`, `keeps_low` and `keeps_high` are the present
    value less the price; `margin` is the price less our floor (None when no floor is known).
    """

    price: Decimal
    part: Decimal | None
    keeps: Decimal
    keeps_low: Decimal
    keeps_high: Decimal
    margin: Decimal | None


def fixed_price(fraction: Decimal, value: Sum) -> Decimal:
    """The price by a fixed share: fraction × accepted value (present value); never below nought.

    >>> fixed_price(Decimal("0.25"), Sum(*[Decimal(200)] * 5))
    Decimal('50.00')
    """
    return max(Decimal(0), EXACT.multiply(fraction, value.present_value))


def at_price(price: Decimal, value: Sum, floor: Decimal | None) -> Share:
    """What a price, paid today, leaves to the customer and to us.

    >>> at_price(Decimal(50), Sum(*[Decimal(200)] * 5), Decimal(30)).keeps
    Decimal('150')
    """
    worth = value.present_value
    return Share(
        price,
        EXACT.divide(price, worth) if worth > 0 else None,
        EXACT.subtract(worth, price),
        EXACT.subtract(value.low, price),
        EXACT.subtract(value.high, price),
        None if floor is None else EXACT.subtract(price, floor),
    )
