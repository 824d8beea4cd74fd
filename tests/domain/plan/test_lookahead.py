"""The lookahead: never worse than the ladder, never better than the optimum."""

from dataclasses import replace
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings

from domain.plan.markets import a_market, problems, row, rows
from valueloop.domain.plan import lookahead as module
from valueloop.domain.plan.exact import optimum
from valueloop.domain.plan.ladder import Table, ladder
from valueloop.domain.plan.lookahead import Look, look
from valueloop.domain.plan.problem import Move, Problem, Vector, problem

SOME = problems(3, 4, least=1)
SELL = Move("sell", rows((0, 1)), row(1, 0), 100, 0.5, 40)


def looked(at: Problem) -> Look:
    """The lookahead at the prior, with all moves free."""
    table = Table(at)
    return look(table, table.prior, range(len(at.moves)))


def parity(needs: int) -> Problem:
    """A question about each need; the offer is taken where an odd number is there, and pays where that is known."""
    there = np.array([[state >> need & 1 for state in range(2**needs)] for need in range(needs)], dtype=float)
    odd = reduce(np.logical_xor, there > 0).astype(float)
    asks = [Move(f"ask {need}", np.array([each, 1 - each]), effort=1) for need, each in enumerate(there)]
    return problem(np.ones(2**needs) / 2**needs, [*asks, Move("offer", (1 - odd)[None], odd, 100, 1, 60)])


@settings(max_examples=80)
@given(SOME)
def test_it_lies_between_the_ladder_and_the_optimum(at: Problem) -> None:
    found, best = looked(at), optimum(at)
    (straight,) = ladder(Table(at), at.prior[None, :], np.ones((1, len(at.offers)), dtype=np.bool_))
    assert found.ladder == straight
    assert straight <= found.value <= best.value * (1 + 1e-9) + 1e-9
    assert set(found.q) == set(range(len(at.moves)))
    assert all(found.q[move] <= value + abs(value) * 1e-9 + 1e-9 for move, value in enumerate(best.q))


@settings(max_examples=40)
@given(problems(2, 1, least=1))
def test_it_is_the_optimum_where_there_are_no_more_moves_than_it_looks_ahead(at: Problem) -> None:
    found, best = looked(at), optimum(at)
    assert found.value == pytest.approx(best.value, rel=1e-9, abs=1e-9)
    assert [found.q[move] for move in range(len(at.moves))] == pytest.approx(best.q, rel=1e-9, abs=1e-9)


def test_two_questions_that_say_something_only_together_are_found() -> None:
    assert looked(parity(2)).value == pytest.approx(-2 + 0.5 * 40)
    assert looked(parity(2)).best == 0


def test_three_questions_that_say_something_only_together_are_found_where_the_states_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert looked(parity(3)).value == pytest.approx(-3 + 0.5 * 40)
    monkeypatch.setattr(module, "SMALL", 7)
    assert looked(parity(3)).value == 0
    assert looked(parity(3)).best is None
    monkeypatch.setattr(module, "SMALL", 8)
    assert looked(parity(3)).best == 0


@pytest.mark.parametrize(("asks", "value"), [(0, 0), (1, -2 + 0.5 * 40)])
def test_after_an_outcome_only_the_best_moves_are_weighed(
    monkeypatch: pytest.MonkeyPatch, asks: int, value: float
) -> None:
    monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(module, "INNER_ASKS", asks)
    assert looked(parity(2)).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("accept", "idle", "value"),
    [(None, 2, 18), (None, 3, 0), (np.zeros(4), 1, 18), (np.zeros(4), 2, 0)],
    ids=["a third question", "a fourth question", "a second offer", "a third offer"],
)
def test_three_questions_and_two_offers_are_looked_at_further(
    monkeypatch: pytest.MonkeyPatch, accept: Vector | None, idle: int, value: float
) -> None:
    """What tells nothing and costs nothing comes before; an offer that nobody takes tells as much as a question."""
    monkeypatch.setattr(module, "SMALL", 0)
    at = parity(2)
    first = [Move("idle", np.ones((1, 4)), accept)] * idle
    told = [replace(each, accept=accept) for each in at.moves[:2]]
    assert looked(problem(at.prior, [*first, *told, at.moves[2]])).value == pytest.approx(value)


def test_it_says_what_each_move_is_worth_even_if_none_pays() -> None:
    found = looked(problem([0.5, 0.5], [Move("ask", rows((1, 0), (0, 1)), effort=5), replace(SELL, effort=60)]))
    assert found.q == pytest.approx({0: -5 + 0.5 * 40, 1: -10})
    assert found.value == pytest.approx(15)
    assert found.best == 0
    nothing = looked(problem([0.5, 0.5], [replace(SELL, effort=110)]))
    assert (nothing.q, nothing.value, nothing.best) == ({0: -60}, 0, None)


def test_only_moves_that_are_free_are_weighed() -> None:
    at = a_market(3, 3)
    table = Table(at)
    found = look(table, table.prior, [1, 4])
    alone = looked(problem(at.prior, [at.moves[1], at.moves[4]]))
    assert found == Look({1: alone.q[0], 4: alone.q[1]}, alone.ladder)


def test_with_no_move_left_it_is_best_to_stop() -> None:
    table = Table(a_market(2, 1))
    found = look(table, table.prior, ())
    assert (found, found.value, found.best) == (Look({}, 0.0), 0.0, None)


def test_with_no_moves_at_all_it_is_best_to_stop() -> None:
    assert looked(problem([0.5, 0.5], [])) == Look({}, 0.0)


def test_after_a_last_word_there_is_nothing_to_look_at() -> None:
    words = [Move("bluff", np.zeros((0, 2)), row(0.4, 0.2), margin) for margin in (10, 100)]
    assert looked(problem([0.5, 0.5], words)).q == pytest.approx({0: 3, 1: 30})


def test_a_belief_without_mass_is_worth_nothing() -> None:
    table = Table(a_market(2, 2))
    found = look(table, np.zeros(4), range(4))
    assert (found.value, found.best) == (0, None)


def test_the_first_of_equals_is_best() -> None:
    assert Look({3: 5.0, 1: 5.0, 2: 4.0}, 0.0).best == 1


def test_the_ladder_may_be_the_best_that_was_found() -> None:
    assert Look({0: 3.0}, 4.0).value == 4
    assert Look({0: -3.0}, -1.0).value == 0


def test_the_belief_is_left_as_it_was() -> None:
    at = a_market(3, 4)
    table, belief = Table(at), at.prior.copy()
    look(table, belief, range(7))
    assert (belief == at.prior).all()


def test_it_comes_within_two_percent_of_the_optimum_of_a_market() -> None:
    at = a_market(4, 5)
    assert looked(at).value >= 0.98 * optimum(at).value
    assert looked(at) == looked(at)
