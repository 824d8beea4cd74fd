"""The offer ladder: the unused offer of the largest index, again and again, while it pays."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from domain.plan.markets import GOLDEN, TWOS, a_market, golden_problem, problems, row, rows
from valueloop.domain.plan import ladder as module
from valueloop.domain.plan.exact import optimum
from valueloop.domain.plan.ladder import Table, ladder
from valueloop.domain.plan.problem import Move, Problem, Vector, problem


def climbed(at: Problem, beliefs: Vector | None = None) -> list[float]:
    """What the ladder earns with all offers free, from the prior or from each of some beliefs."""
    starts = at.prior[None, :] if beliefs is None else beliefs
    found: list[float] = ladder(Table(at), starts, np.ones((len(starts), len(at.offers)), dtype=np.bool_)).tolist()
    return found


@pytest.mark.parametrize("instance", GOLDEN, ids=lambda each: str(each["id"]))
def test_the_golden_instances(instance: dict[str, Any]) -> None:
    assert climbed(golden_problem(instance)) == pytest.approx([instance["ladder"]], rel=1e-6)


def test_two_offers_as_by_hand() -> None:
    """Dear: 40 − 10 at once, index 30 / 0.7; cheap: 37.5 − 10, index 27.5 / 0.875. A refusal leaves 0.05 and 0.25."""
    dear = Move("dear", rows((0.2, 1)), row(0.8, 0), 100, 0.5, 10)
    cheap = Move("cheap", rows((0.1, 0.4)), row(0.9, 0.6), 50, 0.5, 10)
    at = problem([0.5, 0.5], [cheap, Move("ask", rows((1, 0), (0, 1))), dear])
    assert climbed(at) == pytest.approx([30 + 50 * (0.05 * 0.9 + 0.25 * 0.6) - 10 * 0.3])


def test_what_keeps_the_talk_going_comes_before_what_earns_more_at_once() -> None:
    """50 / 0.95 against 40 / 0.4: the other way round it would be 52."""
    rude = Move("rude", rows((0.5,)), row(0.5), 100, 0.1)
    kind = Move("kind", rows((0.6,)), row(0.4), 100, 1.0)
    assert climbed(problem([1], [rude, kind])) == pytest.approx([40 + 0.6 * 50])


def test_it_stops_where_no_offer_pays_any_more() -> None:
    """Who refuses the first would never take the second, which alone is worth 10."""
    first = Move("first", rows((0, 1)), row(1, 0), 100, 0.9, 10)
    second = Move("second", rows((0.2, 1)), row(0.8, 0), 100, 0.9, 30)
    assert climbed(problem([0.5, 0.5], [second, first])) == pytest.approx([40])
    assert climbed(problem([0.5, 0.5], [second])) == pytest.approx([10])


@pytest.mark.parametrize("effort", [50.0, 51.0])
def test_it_does_not_begin_where_no_offer_pays(effort: float) -> None:
    assert climbed(problem([1], [Move("offer", rows((0.5,)), row(0.5), 100, 1, effort)])) == [0]


@pytest.mark.parametrize("rungs", [0, 1, 4, module.RUNGS])
@pytest.mark.parametrize("more", [-1, 0, 2])
def test_it_has_so_many_rungs_at_most(monkeypatch: pytest.MonkeyPatch, rungs: int, more: int) -> None:
    monkeypatch.setattr(module, "RUNGS", rungs)
    offers = max(0, rungs + more)
    again = Move("again", rows((0.9,)), row(0.1), 100)
    tries = range(min(offers, rungs))
    assert climbed(problem([1], [again] * offers)) == pytest.approx([sum(10 * 0.9**rung for rung in tries)])


def test_who_leaves_in_a_state_hears_no_further_offer() -> None:
    first = Move("first", rows((0.5, 0.0)), row(0.5, 0.2), 100)
    second = Move("second", rows((0, 0)), row(0.5, 1), 10)
    assert climbed(problem([0.5, 0.5], [first, second])) == pytest.approx([35 + 10 * 0.25 * 0.5])


def test_an_offer_that_nobody_ever_takes_or_leaves_may_cost_any_sum() -> None:
    assert climbed(problem([1], [Move("never", rows((1,)), row(0), 100, 1, 2e8)])) == [0]


def test_no_offers_earn_nothing() -> None:
    assert climbed(problem([0.5, 0.5], [Move("ask", rows((1, 0), (0, 1)))])) == [0]
    assert climbed(problem([0.5, 0.5], [])) == [0]
    at = a_market(2, 3)
    assert ladder(Table(at), at.prior[None, :], np.zeros((1, 3), dtype=np.bool_)).tolist() == [0]


def test_from_no_beliefs_comes_nothing() -> None:
    assert climbed(a_market(2, 2), np.zeros((0, 4))) == []


def test_a_belief_without_mass_is_worth_nothing() -> None:
    assert climbed(a_market(2, 2), np.zeros((1, 4))) == [0]


def test_only_offers_that_are_free_are_made() -> None:
    at = a_market(3, 4)
    free = np.array([[True, True, False, False], [False, False, True, True]])
    found = ladder(Table(at), np.array([at.prior, at.prior]), free).tolist()
    parts = [climbed(problem(at.prior, at.moves[3:5])), climbed(problem(at.prior, at.moves[5:]))]
    assert found == pytest.approx([each for part in parts for each in part])


@pytest.mark.parametrize("cached", [1, 24, 300_000])
def test_many_beliefs_at_once_are_as_each_alone(monkeypatch: pytest.MonkeyPatch, cached: int) -> None:
    table, dice = Table(a_market(3, 6)), np.random.default_rng(1)
    beliefs, free = dice.dirichlet(np.ones(8), 20), dice.random((20, 6)) < 0.5
    alone = [ladder(table, beliefs[[at]], free[[at]])[0] for at in range(20)]
    assert len(set(alone)) > 10
    monkeypatch.setattr(module, "_CACHED", cached)
    assert ladder(table, beliefs, free) == pytest.approx(alone, rel=1e-12)


def test_the_beliefs_and_what_is_free_are_left_as_they_were() -> None:
    at = a_market(3, 6)
    beliefs, free = np.array([at.prior] * 3), np.ones((3, 6), dtype=np.bool_)
    ladder(Table(at), beliefs, free)
    assert (beliefs == at.prior).all()
    assert free.all()


@pytest.mark.parametrize(("states", "kind"), [(1000, np.float64), (1001, np.float32)])
def test_more_than_a_thousand_states_are_reckoned_in_single_precision(states: int, kind: type) -> None:
    table = Table(problem(np.ones(states), [Move("offer", np.ones((1, states)) / 2, np.ones(states) / 2, 1)]))
    parts = (table.prior, table.chances, table.rows, table.refused)
    assert {each.dtype for each in parts} == {np.dtype(kind)}


@settings(max_examples=60)
@given(problems(0, 4))
def test_it_never_earns_more_than_the_best_plan(at: Problem) -> None:
    (found,) = climbed(at)
    assert 0 <= found <= optimum(at).value * (1 + 1e-9) + 1e-9


@settings(max_examples=40)
@given(problems(0, 5), TWOS)
def test_it_grows_with_the_mass(at: Problem, factor: float) -> None:
    assert climbed(at, at.prior[None, :] * factor) == [each * factor for each in climbed(at)]
