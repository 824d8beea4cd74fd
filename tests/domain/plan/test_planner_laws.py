"""Laws of planning: what holds for every market."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.plan.markets import TWOS, asks, problems, row, states, weights
from valueloop.domain.plan.ceiling import ceiling
from valueloop.domain.plan.exact import optimum
from valueloop.domain.plan.ladder import Table
from valueloop.domain.plan.lookahead import Look, look
from valueloop.domain.plan.planner import plan
from valueloop.domain.plan.problem import Move, Problem, problem

SOME = problems(3, 3, least=1)
Scaled = Callable[[Problem, float], Problem]
ANSWERS = st.lists(st.integers(0, 9), min_size=1, max_size=3).filter(any)


def looked(at: Problem) -> Look:
    """The lookahead at the prior, with all moves free."""
    table = Table(at)
    return look(table, table.prior, range(len(at.moves)))


def value(at: Problem) -> float:
    """The value of the best plan."""
    return optimum(at).value


def below(less: float, more: float) -> bool:
    """Whether it is so, but for rounding."""
    return less <= more + 1e-9 * (1 + abs(more))


def as_good(at: Problem, first: int | None) -> bool:
    """Whether it is best to begin so; of equals, rounding may decide."""
    found = optimum(at)
    return below(found.value, 0 if first is None else found.q[first])


def with_move(at: Problem, move: Move) -> Problem:
    """A problem with one more move, the last."""
    return problem(at.prior, [*at.moves, move])


def blind(at: Problem, answers: list[int], *, survive: float = 1.0, effort: float = 0.0) -> Move:
    """A question whose answers do not depend on the state: sensitivity is 1 − specificity."""
    chances = row(*answers)[:, None] / sum(answers)
    return Move("blind", chances.repeat(states(at), axis=1), survive=survive, effort=effort)


@settings(max_examples=60)
@given(problems(3, 3))
def test_to_stop_is_worth_nought_so_that_nothing_is_worth_less(at: Problem) -> None:
    found = optimum(at)
    assert found.value >= 0
    assert (found.first is None) == (found.value == 0)
    assert found.value == max([0.0, *found.q])


@settings(max_examples=60)
@given(SOME)
def test_ladder_lookahead_plan_ceiling(at: Problem) -> None:
    ahead, planned = looked(at), plan(at)
    assert 0 <= ahead.ladder <= ahead.value
    assert below(ahead.value, planned.value)
    assert planned.ladder == ahead.ladder
    assert planned.value <= planned.ceiling


@settings(max_examples=60)
@given(problems(2, 3), st.data())
def test_the_order_of_the_evidence_does_not_matter(at: Problem, data: st.DataObject) -> None:
    """Nor by which moves it came."""
    first, second = (data.draw(asks(at, leave=False)) for _ in range(2))
    one, two = (data.draw(st.sampled_from(list(each.outcomes))) for each in (first, second))
    assume((at.prior * one * two).any())
    there, back = (problem(at.prior * a * b, at.moves) for a, b in ((one, two), (two, one)))
    at_once = problem(at.prior * (one * two), at.moves)
    assert optimum(there).q == pytest.approx(optimum(back).q, rel=1e-9, abs=1e-9)
    assert optimum(there).q == pytest.approx(optimum(at_once).q, rel=1e-9, abs=1e-9)
    assert as_good(there, plan(back).first)


@settings(max_examples=40)
@given(problems(3, 3), st.data())
def test_the_order_of_the_moves_does_not_matter(at: Problem, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(at.moves))))
    shuffled = problem(at.prior, [at.moves[move] for move in order])
    before, after = optimum(at), optimum(shuffled)
    assert after.value == pytest.approx(before.value, rel=1e-9, abs=1e-9)
    assert after.q == pytest.approx([before.q[move] for move in order], rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(problems(2, 3), st.data())
def test_the_order_of_the_states_does_not_matter(at: Problem, data: st.DataObject) -> None:
    order = list(data.draw(st.permutations(range(states(at)))))
    moves = [
        replace(each, outcomes=each.outcomes[:, order], accept=None if each.accept is None else each.accept[order])
        for each in at.moves
    ]
    shuffled = problem(at.prior[order], moves)
    assert optimum(shuffled).q == pytest.approx(optimum(at).q, rel=1e-9, abs=1e-9)
    assert ceiling(shuffled) == pytest.approx(ceiling(at), rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(problems(2, 3), ANSWERS)
def test_a_free_question_that_tells_nothing_changes_nothing(at: Problem, answers: list[int]) -> None:
    found = optimum(with_move(at, blind(at, answers)))
    assert found.value == pytest.approx(value(at), rel=1e-9, abs=1e-9)
    assert found.q[-1] == pytest.approx(value(at), rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(problems(2, 3), ANSWERS, st.sampled_from([0.5, 1.0]), st.sampled_from([0.5, 10.0]))
def test_a_question_that_tells_nothing_gains_nothing_for_its_cost(
    at: Problem, answers: list[int], survive: float, effort: float
) -> None:
    useless = blind(at, answers, survive=survive, effort=effort)
    found = optimum(with_move(at, useless))
    assert found.value == pytest.approx(value(at), rel=1e-9, abs=1e-9)
    assert found.q[-1] == pytest.approx(survive * value(at) - effort * at.prior.sum(), rel=1e-9, abs=1e-9)
    assert found.first != len(at.moves)
    assert as_good(at, found.first)
    assert plan(with_move(at, useless)).first == found.first


@settings(max_examples=40)
@given(problems(2, 3), st.sampled_from([0.5, 1.0]), st.sampled_from([0.5, 10.0]), st.sampled_from([-5.0, 0.0, 100.0]))
def test_an_offer_that_nobody_takes_changes_nothing(at: Problem, survive: float, effort: float, margin: float) -> None:
    everyone = row(*[1.0] * states(at))
    found = optimum(with_move(at, Move("useless", everyone[None], everyone * 0, margin, survive, effort)))
    assert found.value == pytest.approx(value(at), rel=1e-9, abs=1e-9)
    assert found.first != len(at.moves)
    assert as_good(at, found.first)


@settings(max_examples=40)
@given(SOME)
def test_one_more_move_never_lowers_the_value(at: Problem) -> None:
    without = problem(at.prior, at.moves[:-1])
    assert below(value(without), value(at))
    assert all(below(less, more) for less, more in zip(optimum(without).q, optimum(at).q, strict=False))


@settings(max_examples=60)
@given(problems(2, 3), st.data())
def test_the_value_of_a_free_question_is_never_negative(at: Problem, data: st.DataObject) -> None:
    """To ask it at once is as good as anything else."""
    free = data.draw(asks(at, free=True))
    found = optimum(with_move(at, free))
    assert below(value(at), found.value)
    assert below(found.value, found.q[-1])


@settings(max_examples=40)
@given(problems(2, 3), st.data())
def test_to_know_the_state_is_worth_more_than_any_other_answer(at: Problem, data: st.DataObject) -> None:
    asked = data.draw(asks(at, leave=False))
    truth = replace(asked, outcomes=np.eye(states(at)))
    assert below(value(with_move(at, asked)), value(with_move(at, truth)))


@settings(max_examples=60)
@given(problems(3, 3), st.floats(0, 1))
def test_more_patience_never_lowers_the_value(at: Problem, share: float) -> None:
    patient = [replace(each, survive=each.survive + (1 - each.survive) * share) for each in at.moves]
    assert below(value(at), value(problem(at.prior, patient)))


@settings(max_examples=40)
@given(problems(3, 3), st.floats(0, 1))
def test_less_effort_never_lowers_the_value(at: Problem, share: float) -> None:
    easier = [replace(each, effort=each.effort * share) for each in at.moves]
    assert below(value(at), value(problem(at.prior, easier)))


def dearer(at: Problem, factor: float) -> Problem:
    """All money times a factor."""
    return problem(
        at.prior, [replace(each, margin=each.margin * factor, effort=each.effort * factor) for each in at.moves]
    )


def heavier(at: Problem, factor: float) -> Problem:
    """All mass times a factor."""
    return problem(at.prior * factor, at.moves)


@settings(max_examples=40)
@given(SOME, TWOS, st.sampled_from([dearer, heavier]))
def test_values_are_in_proportion_to_money_and_to_mass(at: Problem, factor: float, scaled: Scaled) -> None:
    """By a power of two to the last digit, so that equals stay equal, and the first move is the same."""
    there = scaled(at, factor)
    before, after = optimum(at), optimum(there)
    assert after.q == tuple(each * factor for each in before.q)
    assert (after.value, after.first) == (before.value * factor, before.first)
    ahead, far = looked(at), looked(there)
    assert far.q == {move: each * factor for move, each in ahead.q.items()}
    assert (far.value, far.ladder, far.best) == (ahead.value * factor, ahead.ladder * factor, ahead.best)
    planned, other = plan(at), plan(there)
    assert (other.value, other.first, other.ladder) == (planned.value * factor, planned.first, planned.ladder * factor)
    assert other.ceiling == pytest.approx(planned.ceiling * factor, rel=1e-9)


@settings(max_examples=40)
@given(problems(3, 3), st.floats(0.01, 1000), st.sampled_from([dearer, heavier]))
def test_values_are_in_proportion_by_any_factor(at: Problem, factor: float, scaled: Scaled) -> None:
    there = scaled(at, factor)
    assert value(there) == pytest.approx(value(at) * factor, rel=1e-9, abs=1e-9)
    assert as_good(at, optimum(there).first)


@settings(max_examples=40)
@given(problems(2, 3), st.data())
def test_the_values_of_two_priors_are_at_least_that_of_both_mixed(at: Problem, data: st.DataObject) -> None:
    """V is convex: to be told which of them holds is never worth less than nothing."""
    prior = row(*data.draw(weights(states(at)))) / 10
    other = problem(prior, at.moves)
    assert below(value(problem(at.prior + prior, at.moves)), value(at) + value(other))
