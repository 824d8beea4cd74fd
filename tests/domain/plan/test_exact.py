"""The optimum: the golden instances, and recursion without the code under test."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from domain.plan.by_recursion import Best, best_plan
from domain.plan.markets import GOLDEN, a_market, golden_problem, problems, row, rows
from valueloop.domain.plan.exact import Optimum, nodes, optimum
from valueloop.domain.plan.problem import Move, Problem, problem

HALF = (0.5, 0.5)
SEE = Move("see", rows((1, 0), (0, 1)), survive=0.9, effort=4)
SELL = Move("sell", rows((0, 1)), row(1, 0), 100, 0.5, 40)


@pytest.mark.parametrize("instance", GOLDEN, ids=lambda each: str(each["id"]))
def test_the_golden_instances(instance: dict[str, Any]) -> None:
    at = golden_problem(instance)
    found = optimum(at)
    assert found.value == pytest.approx(instance["V_star"], rel=1e-9)
    names = [each.name for each in at.moves]
    assert dict(zip(names, found.q, strict=True)) == pytest.approx(instance["Q_first"], rel=1e-9)
    assert found.first is not None
    assert names[found.first] == instance["best_first"]


def alike(found: Optimum, best: Best) -> None:
    assert found.value == pytest.approx(best.value, rel=1e-9, abs=1e-9)
    assert found.q == pytest.approx(best.q, rel=1e-9, abs=1e-9)
    first = 0.0 if found.first is None else best.q[found.first]
    assert first == pytest.approx(best.value, rel=1e-9, abs=1e-9)


@settings(max_examples=60)
@given(problems(2, 2))
def test_it_is_the_best_of_all_plans(at: Problem) -> None:
    alike(optimum(at), best_plan(at))


@settings(max_examples=40)
@given(problems(3, 3))
def test_it_is_the_best_of_all_plans_with_more_moves(at: Problem) -> None:
    alike(optimum(at), best_plan(at, remember=True))


def test_it_is_the_best_of_all_plans_in_a_market_of_eight_moves() -> None:
    at = a_market(3, 5)
    alike(optimum(at), best_plan(at, remember=True))


def test_without_moves_nothing_is_earned() -> None:
    assert optimum(problem(HALF, [])) == Optimum(0.0, (), None)


def test_with_questions_alone_it_is_best_to_stop() -> None:
    found = optimum(problem(HALF, [SEE, SEE]))
    assert found == Optimum(0.0, (-4.0, -4.0), None)


def test_a_question_without_cost_is_not_asked_where_nothing_can_be_earned() -> None:
    assert optimum(problem(HALF, [Move("see", rows((1, 0), (0, 1)))])) == Optimum(0.0, (0.0,), None)


def test_offers_alone_as_by_hand() -> None:
    """Both: 60 at once, and 0.5 of 0.5 are left, who take the other's 30 of 50 less 10."""
    other = Move("other", rows((1, 0.4)), row(0, 0.6), 50, 0.5, 10)
    found = optimum(problem(HALF, [SELL, other]))
    assert found.q == pytest.approx((50 - 40 + 0.5 * 0.5 * (30 - 10), 15 - 10 + 0.5 * (50 - 40 * 0.7)))
    assert found.value == pytest.approx(16)
    assert found.first == 1


def test_a_move_after_which_no_talk_goes_on() -> None:
    """It is made last, or not at all."""
    bluff = Move("bluff", np.zeros((0, 2)), row(0.5, 0.5), 100, 1, 0)
    found = optimum(problem(HALF, [bluff, SELL]))
    assert found.q == pytest.approx((50, 10 + 0.5 * 0.5 * 50))
    assert optimum(problem(HALF, [bluff])) == Optimum(50.0, (50.0,), 0)
    assert optimum(problem(HALF, [Move("insult", np.zeros((0, 2)), effort=1)])) == Optimum(0.0, (-1.0,), None)


def test_the_first_of_equals_comes_first() -> None:
    assert optimum(problem(HALF, [SEE, SEE, SELL, SELL])).first == 0


def test_a_move_is_made_once() -> None:
    """Else the second of these offers would be as good as two."""
    maybe = Move("maybe", rows((0.5,)), row(0.5), 100)
    assert optimum(problem([1], [maybe])).value == 50
    assert optimum(problem([1], [maybe, maybe])).value == 75


def test_the_beliefs_are_counted() -> None:
    assert nodes([]) == 1
    assert nodes([SEE, SELL, Move("end", np.zeros((0, 2)))]) == 3 * 2 * 1
