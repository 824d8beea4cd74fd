"""Learning from closed accounts: counts add up in any order, what says nothing teaches nothing."""

from collections import Counter
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.learning import (
    MOST_DECIBANS,
    POINTS,
    base_rate,
    bayes_factor,
    points,
    said,
    scale,
    walk_rate,
)

CHANCES = st.floats(0.001, 0.999)
DECIBANS = st.lists(st.integers(-MOST_DECIBANS, MOST_DECIBANS), max_size=30)


@given(CHANCES, CHANCES)
def test_a_bayes_factor_says_which_way_the_chance_moved(prior: float, posterior: float) -> None:
    found = bayes_factor(prior, posterior)
    assert -MOST_DECIBANS <= found <= MOST_DECIBANS
    if abs(found) > 1:
        assert (found > 0) == (posterior > prior)


def test_certainty_is_clipped() -> None:
    assert (bayes_factor(0.001, 0.999999), bayes_factor(0.999, 0.000001)) == (30, -30)


@given(DECIBANS)
def test_a_rate_stays_inside_and_the_order_of_accounts_does_not_matter(found: list[int]) -> None:
    one, other = base_rate(Counter(found)), base_rate(Counter(reversed(found)))
    assert one.mean == pytest.approx(other.mean)
    assert 0 < one.mean < 1
    assert one.accounts >= 0


@given(DECIBANS)
def test_an_account_that_was_not_asked_teaches_nothing(found: list[int]) -> None:
    assert base_rate(Counter(found)) == base_rate(Counter([*found, 0, 0, 0]))


@given(DECIBANS, st.integers(1, MOST_DECIBANS))
def test_evidence_for_raises_the_rate_and_against_lowers_it(found: list[int], more: int) -> None:
    counts = Counter(found)
    middle = base_rate(counts).mean
    assert base_rate(counts + Counter([more])).mean > middle - 1e-12
    assert base_rate(counts + Counter([-more])).mean < middle + 1e-12


@given(DECIBANS, DECIBANS)
def test_learning_from_two_heaps_is_learning_from_them_one_after_the_other(one: list[int], other: list[int]) -> None:
    assert base_rate(Counter(one) + Counter(other)) == base_rate(Counter([*one, *other]))


def test_many_sure_accounts_come_to_their_own_rate() -> None:
    assert base_rate({30: 300, -30: 700}).mean == pytest.approx(0.3, abs=0.01)
    assert base_rate({30: 300, -30: 700}).accounts == pytest.approx(999, abs=1)


def test_without_accounts_it_is_the_prior() -> None:
    assert base_rate({}).mean == pytest.approx(1.6 / 4.6, abs=0.005)
    assert base_rate({}).accounts == 0


@given(st.floats(0.01, 1), st.floats(0, 100), st.floats(0, 100))
def test_more_who_walk_raise_the_rate_and_more_patience_spent_lowers_it(
    usual: float, walked: float, spent: float
) -> None:
    assert walk_rate(usual, walked + 1, spent) > walk_rate(usual, walked, spent)
    assert walk_rate(usual, walked, spent + 1) < walk_rate(usual, walked, spent)
    assert walk_rate(usual, 0, 0) == pytest.approx(usual)


@given(st.floats(0.05, 1))
def test_the_grid_is_even_in_the_logarithm_and_holds_one(spread: float) -> None:
    grid = points(spread)
    assert len(grid) == POINTS
    assert grid[POINTS // 2] == 0
    assert grid[0] == -grid[-1] == pytest.approx(-2.5 * spread)


@given(st.floats(0.05, 1), st.floats(0.01, 1))
def test_equal_likelihoods_teach_nothing_of_a_scale(spread: float, chance: float) -> None:
    lesson = said(lambda _: chance, spread)
    assert set(lesson) == {0}
    assert scale(dict(enumerate(lesson)), 1, spread).mean == 0


def test_what_cannot_be_counts_as_next_to_impossible() -> None:
    assert said(lambda factor: 0.0 if factor > 1 else 0.5, 0.2)[-1] < -600_000


def test_a_scale_comes_to_where_the_likelihood_is_highest() -> None:
    def likely(factor: float) -> float:
        return exp(-0.5 * ((log(factor) - 0.2) / 0.1) ** 2)

    sums = {at: 50 * each for at, each in enumerate(said(likely, 0.25))}
    found = scale(sums, 50, 0.25)
    assert found.mean == pytest.approx(0.2, abs=0.08)
    assert found.spread < 0.07
    assert found.factor == pytest.approx(exp(found.mean))


@given(st.lists(st.integers(-5000, 5000), min_size=POINTS, max_size=POINTS))
def test_a_scale_stays_on_its_grid(sums: list[int]) -> None:
    found = scale(dict(enumerate(sums)), 3, 0.3)
    assert abs(found.mean) <= 0.75 + 1e-9
    assert found.spread >= 0
