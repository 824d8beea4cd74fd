"""Estimates: three figures that rise, and their mean."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate

FIGURES = st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents) / 100)
ESTIMATES = st.lists(FIGURES, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three)))


def of(low: str, likely: str, high: str) -> Estimate:
    return Estimate(Decimal(low), Decimal(likely), Decimal(high))


@pytest.mark.parametrize("figures", [("2", "1", "3"), ("1", "3", "2"), ("3", "2", "1")])
def test_figures_that_do_not_rise_are_no_estimate(figures: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="an estimate must rise"):
        of(*figures)


def test_one_number_is_certain_and_three_are_not() -> None:
    assert Estimate.exactly(Decimal(7)) == of("7", "7", "7")
    assert Estimate.exactly(Decimal(7)).certain
    assert not of("6", "7", "7").certain


def test_the_mean_of_a_known_quantity_is_that_quantity_exactly() -> None:
    known = Decimal("0.1234567890123456789012345678")
    assert Estimate.exactly(known).mean == known


@given(ESTIMATES)
def test_the_mean_is_a_third_of_the_sum_and_inside_the_range(estimate: Estimate) -> None:
    third = Fraction(estimate.low + estimate.likely + estimate.high) / 3
    assert abs(Fraction(estimate.mean) - third) <= Fraction(1, 10**14)
    assert estimate.low <= estimate.mean <= estimate.high


@given(ESTIMATES, st.integers(0, 1000).map(Decimal))
def test_times_multiplies_each_of_the_three(estimate: Estimate, factor: Decimal) -> None:
    expected = Estimate(estimate.low * factor, estimate.likely * factor, estimate.high * factor)
    assert estimate.times(factor) == expected
