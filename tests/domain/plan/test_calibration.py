"""Forecasts against what came of them: scores by hand, the base rate beside them, the fifths of the scale."""

from decimal import Decimal
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.plan.calibration import ENOUGH, Forecast, bins, scores

FORECASTS = st.lists(
    st.builds(Forecast, st.just("rain"), st.integers(0, 100).map(lambda each: Decimal(each) / 100), st.booleans()),
    min_size=1,
    max_size=60,
)


def rain(chance: str, happened: bool, source: str = "rain") -> Forecast:
    return Forecast(source, Decimal(chance), happened)


def test_the_scores_of_three_forecasts_by_hand() -> None:
    """The running base rate says ½, then 1½ / 2, then 1½ / 3."""
    [found] = scores([rain("0.8", True), rain("0.6", False), rain("0.3", False)])
    assert (found.source, found.count, found.mean) == ("rain", 3, Decimal("1.7") / 3)
    assert found.rate == Decimal(1) / 3
    assert float(found.brier) == pytest.approx((0.04 + 0.36 + 0.09) / 3, abs=1e-5)
    assert float(found.log) == pytest.approx(-(log(0.8) + log(0.4) + log(0.7)) / 3, abs=1e-5)
    assert float(found.base_brier) == pytest.approx((0.25 + 0.5625 + 0.25) / 3, abs=1e-5)
    assert float(found.base_log) == pytest.approx(-(log(0.5) + log(0.25) + log(0.5)) / 3, abs=1e-5)


def test_each_source_is_scored_by_itself_in_the_order_of_its_first_forecast() -> None:
    mixed = [rain("0.9", True, "b"), rain("0.2", True, "a"), rain("0.8", True, "b")]
    found = scores(mixed)
    assert [(each.source, each.count) for each in found] == [("b", 2), ("a", 1)]
    assert found[0] == scores([mixed[0], mixed[2]])[0]
    assert found[1] == scores([mixed[1]])[0]
    assert scores([]) == ()


def test_the_base_rate_knows_only_what_came_before() -> None:
    """It says ½, ¼ and a sixth in one order, ½, ¾ and ½ in the other; forecasts of ½ score the same in both."""
    [late] = scores([rain("0.5", each) for each in (False, False, True)])
    [early] = scores([rain("0.5", each) for each in (True, False, False)])
    assert (late.brier, late.log) == (early.brier, early.log)
    assert float(late.base_brier) == pytest.approx((0.5**2 + 0.25**2 + (1 - 1 / 6) ** 2) / 3, abs=1e-5)
    assert float(early.base_brier) == pytest.approx((0.5**2 + 0.75**2 + 0.5**2) / 3, abs=1e-5)


def test_a_forecast_that_was_sure_and_wrong_costs_much_and_not_everything() -> None:
    [found] = scores([rain("1", False), rain("0", True)])
    assert float(found.log) == pytest.approx(-log(1e-9), abs=1e-3)
    assert float(found.brier) == pytest.approx(1)


def test_thirty_forecasts_are_enough_to_say_something() -> None:
    assert ENOUGH == 30
    assert [scores([rain("0.5", True)] * count)[0].enough for count in (29, 30)] == [False, True]


def test_forecasts_are_sorted_into_fifths() -> None:
    found = bins([rain("0", False), rain("0.1", True), rain("0.2", True), rain("0.79", False), rain("1", True)])
    assert [(each.low, each.high, each.count, each.mean, each.rate) for each in found] == [
        (Decimal("0"), Decimal("0.2"), 2, Decimal("0.05"), Decimal("0.5")),
        (Decimal("0.2"), Decimal("0.4"), 1, Decimal("0.2"), Decimal(1)),
        (Decimal("0.6"), Decimal("0.8"), 1, Decimal("0.79"), Decimal(0)),
        (Decimal("0.8"), Decimal("1"), 1, Decimal(1), Decimal(1)),
    ]
    assert bins([]) == ()


@given(FORECASTS)
def test_every_forecast_is_in_one_fifth(forecasts: list[Forecast]) -> None:
    found = bins(forecasts)
    assert sum(each.count for each in found) == len(forecasts)
    assert all(each.low <= each.mean <= each.high for each in found)


@given(FORECASTS)
def test_who_knows_the_rate_beforehand_is_never_worse_than_who_learns_it(forecasts: list[Forecast]) -> None:
    """To say each time how often it will have come is the best that one unchanging chance can do."""
    rate = Decimal(sum(each.happened for each in forecasts)) / len(forecasts)
    [found] = scores([Forecast("rain", rate, each.happened) for each in forecasts])
    assert found.brier <= found.base_brier + Decimal("0.00001")
    assert found.log <= found.base_log + Decimal("0.00001")


@given(FORECASTS)
def test_scores_are_never_below_nought_and_brier_never_above_one(forecasts: list[Forecast]) -> None:
    [found] = scores(forecasts)
    assert 0 <= found.brier <= 1
    assert 0 <= found.base_brier <= 1
    assert min(found.log, found.base_log) >= 0
