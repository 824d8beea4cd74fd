"""Our share, and what the customer keeps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.value.case import Sum
from valueloop.domain.value.share import Share, at_price, fixed_price

FIGURES = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)
PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)


def worth(present_value: Decimal, low: Decimal = Decimal(0), high: Decimal = Decimal(0)) -> Sum:
    return Sum(Decimal(1), Decimal(2), present_value, low, high)


@pytest.mark.parametrize(
    ("fraction", "value", "price"), [("0.25", 200, 50), ("0", 200, 0), ("1", 200, 200), ("0.5", -9, 0)]
)
def test_a_fixed_share_is_that_part_of_the_value_and_never_below_nought(fraction: str, value: int, price: int) -> None:
    assert fixed_price(Decimal(fraction), worth(Decimal(value))) == price


@given(PARTS, FIGURES)
def test_at_a_fixed_share_nobody_who_gains_pays_more_than_the_value(fraction: Decimal, value: Decimal) -> None:
    share = at_price(fixed_price(fraction, worth(value)), worth(value), None)
    assert share.price >= 0
    assert value < 0 or share.keeps >= 0
    assert share.part == (fraction if value > 0 else None)


@given(FIGURES, FIGURES)
def test_the_price_and_what_the_customer_keeps_add_up_to_the_value(price: Decimal, value: Decimal) -> None:
    assert at_price(price, worth(value), None).keeps + price == value


def test_a_price_is_seen_from_both_chairs() -> None:
    value = worth(Decimal(200), Decimal(40), Decimal(300))
    assert at_price(Decimal(50), value, Decimal(30)) == Share(
        Decimal(50), Decimal("0.25"), Decimal(150), Decimal(-10), Decimal(250), Decimal(20)
    )


def test_without_a_floor_there_is_no_margin_and_without_value_no_part() -> None:
    assert at_price(Decimal(50), worth(Decimal(200)), None).margin is None
    assert at_price(Decimal(50), worth(Decimal(0)), Decimal(60)).part is None
    assert at_price(Decimal(50), worth(Decimal(0)), Decimal(60)).margin == -10
