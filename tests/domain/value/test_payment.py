"""How a price is paid: in year 0 or each year, in parts that add up to the coin, and what it does to the measures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.value.build import a_case, cost, decimals, near, save
from valueloop.domain.value.case import work
from valueloop.domain.value.flow import Timing, factors
from valueloop.domain.value.share import after_price, instalments, price_flows, rounded
from valueloop.domain.value.terms import Terms

NOW, YEARLY = Terms(), Terms(per_year=True)
CURRENCIES = st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3)])
PRICES = st.decimals(0, 10**12, places=6)
RATES = st.decimals("0", "1", places=4)


def test_a_price_is_paid_in_year_nought() -> None:
    assert price_flows(Decimal(90), NOW, decimals("1 0.8 0.64")) == decimals("90 0 0")


def test_or_each_year_in_equal_parts_that_are_worth_as_much_today() -> None:
    assert price_flows(Decimal(144), YEARLY, decimals("1 0.8 0.64")) == decimals("0 100 100")


def test_where_there_are_no_years_it_is_paid_now() -> None:
    assert price_flows(Decimal(90), YEARLY, decimals("1")) == decimals("90")
    result = work(a_case(save("50"), cost("20", once=True), years=0))
    assert after_price(result, Decimal(90), YEARLY).npv == -110


@given(PRICES, RATES, st.integers(1, 20), st.sampled_from(Timing))
def test_the_yearly_payments_have_the_price_as_their_present_value(
    price: Decimal, rate: Decimal, years: int, timing: Timing
) -> None:
    weights = factors(years, rate, timing)
    paid = price_flows(price, YEARLY, weights)
    assert len(set(paid[1:])) == 1
    assert paid[0] == 0
    worth = sum(Fraction(each) * Fraction(weight) for each, weight in zip(paid, weights, strict=True))
    assert abs(worth - Fraction(price)) <= Fraction(price) / 10**40


@pytest.mark.parametrize(
    ("price", "parts", "currency", "paid"),
    [
        ("100", 3, "EUR", "33.34 33.33 33.33"),
        ("100", 3, "JPY", "34 33 33"),
        ("100", 3, "KWD", "33.334 33.333 33.333"),
        ("100", 1, "EUR", "100.00"),
        ("0.02", 3, "EUR", "0.01 0.01 0.00"),
        ("0", 2, "EUR", "0.00 0.00"),
        ("10.005", 1, "EUR", "10.00"),
        ("10.015", 1, "EUR", "10.02"),
        ("0.5", 1, "JPY", "0"),
        ("1.0005", 2, "KWD", "0.500 0.500"),
        ("123456789012.345678", 2, "EUR", "61728394506.18 61728394506.17"),
    ],
)
def test_instalments_by_hand(price: str, parts: int, currency: str, paid: str) -> None:
    assert [str(each) for each in instalments(Decimal(price), parts, currency)] == paid.split()


@given(PRICES, st.integers(1, 120), CURRENCIES)
def test_instalments_add_up_to_the_coin(price: Decimal, parts: int, currency: tuple[str, int]) -> None:
    code, places = currency
    paid = instalments(price, parts, code)
    coin = Decimal(1).scaleb(-places)
    assert len(paid) == parts
    assert sum(map(Fraction, paid)) == Fraction(rounded(price, code))
    assert abs(Fraction(rounded(price, code)) - Fraction(price)) <= Fraction(coin) / 2
    assert all(each % coin == 0 and each.as_tuple().exponent == -places for each in paid)
    assert max(paid) - min(paid) <= coin
    assert list(paid) == sorted(paid, reverse=True)


@pytest.mark.parametrize("parts", [0, -1])
def test_a_price_is_paid_in_one_part_at_least(parts: int) -> None:
    with pytest.raises(ValueError, match="one part at least"):
        instalments(Decimal(100), parts, "EUR")


@pytest.mark.parametrize(
    ("price", "currency", "coins"),
    [
        ("10.005", "EUR", "10.00"),
        ("10.015", "EUR", "10.02"),
        ("0.5", "JPY", "0"),
        ("1.5", "JPY", "2"),
        ("7", "KWD", "7.000"),
    ],
)
def test_a_price_is_rounded_half_to_even(price: str, currency: str, coins: str) -> None:
    assert str(rounded(Decimal(price), currency)) == coins


def test_after_our_price_it_is_one_more_cost() -> None:
    result = work(a_case(save("120"), cost("100", once=True), years=2))
    before, after = result.measures, after_price(result, Decimal(50), NOW)
    assert (before.npv, before.roi, before.pv_costs) == decimals("140 1.4 100")
    assert (after.npv, after.pv_costs, after.pv_benefits) == decimals("90 150 240")
    assert after.roi == Decimal("0.6")
    assert after.payback == Decimal("1.25")
    assert after.irr is not None
    assert before.irr is not None
    assert after.irr < before.irr


def test_paid_each_year_it_costs_as_much_and_is_back_sooner() -> None:
    result = work(a_case(save("120"), cost("100", once=True), years=2, rate="0.25"))
    now, yearly = (after_price(result, Decimal(72), terms) for terms in (NOW, YEARLY))
    assert now.npv == yearly.npv
    assert now.pv_costs == yearly.pv_costs == 172
    assert near(now.payback, "172/120")
    assert near(yearly.payback, "100/70")  # 70 a year: 120 less 50
