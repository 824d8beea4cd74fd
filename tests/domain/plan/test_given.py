"""What the planner is given: which needs are weighed, what a move costs, which prices are weighed."""

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.plan.given import MOST, Costs, live, prices

AMOUNTS = st.integers(1, 10**7).map(float)


def test_the_needs_that_are_weighed_are_those_whose_answer_matters_most() -> None:
    chances = dict.fromkeys(range(1, 15), 0.5)
    worth = {number: 1000.0 * number for number in range(1, 15)}
    assert live(chances, worth) == tuple(range(3, 15)), "twelve, without the two that are worth least"
    chances[14] = 0.999  # 0.000999 × 14,000 = 14, where need 1 has 0.25 × 1,000
    assert live(chances, worth) == tuple(range(2, 14))
    assert len(live(chances, worth)) == MOST


def test_of_equal_needs_the_earlier_are_weighed() -> None:
    assert live(dict.fromkeys(range(20, 0, -1), 0.5), dict.fromkeys(range(1, 21), 9.0)) == tuple(range(1, 13))


def test_a_need_that_is_worth_nothing_is_not_weighed_and_a_sure_one_is() -> None:
    assert live({1: 0.5, 2: 0.5, 3: 1.0}, {1: 0.0, 3: 10.0}) == (3,)
    assert live({}, {}) == ()


def test_who_is_left_after_a_move_goes_down_with_what_it_spends() -> None:
    costs = Costs(walk=0.12, question=0.25, offer=2, question_hours=0.5, offer_hours=3, hour=60)
    assert costs.survives(2) == pytest.approx(exp(-0.24))
    assert costs.survives(1) ** 2 == pytest.approx(costs.survives(2)), "a move of two parts is survived as both of them"
    assert costs.survives(0) == 1
    assert replace(costs, walk=0.24).survives(1) == pytest.approx(costs.survives(2))


@pytest.mark.parametrize(
    ("usual", "floor", "refused", "weighed"),
    [
        (45_678, None, (), (27_000, 46_000, 64_000)),  # 27,407, 45,678 and 63,949, to two figures
        (45_678, 30_000, (), (30_000, 46_000, 64_000)),
        (45_678, 46_000, (), (46_000, 64_000)),
        (45_678, 99_123, (), (99_123,)),  # all three below the floor: the floor itself, to the cent
        (45_678, None, (64_000,), (27_000, 46_000)),
        (45_678, None, (46_000,), (27_000,)),
        (45_678, None, (27_000,), ()),
        (45_678, 30_000, (30_000,), ()),
        (45_678, None, (64_000, 46_000), ()),  # cut once already
        (45_678, None, (64_000, 64_000), ()),
        (0, 30_000, (), ()),
        (-1, None, (), ()),
        (0.5, None, (), (0.3, 0.5, 0.7)),
    ],
)
def test_the_prices_that_are_weighed(
    usual: float, floor: float | None, refused: tuple[float, ...], weighed: tuple[float, ...]
) -> None:
    assert prices(usual, floor, refused) == pytest.approx(weighed)


@given(AMOUNTS, st.none() | AMOUNTS, st.lists(AMOUNTS, max_size=3))
def test_no_price_is_below_the_floor_or_as_dear_as_a_refused_one(
    usual: float, floor: float | None, refused: list[float]
) -> None:
    found = prices(usual, floor, refused)
    assert list(found) == sorted(set(found))
    assert len(found) <= 3
    assert all(each >= (floor or 0) and all(each < dearer for dearer in refused) for each in found)
    assert not found or len(refused) < 2
    assert found or refused, "an offer that nobody refused has its price"
