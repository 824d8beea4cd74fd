"""A decision problem is refused unless its matrices fit and its chances can be."""

import numpy as np
import pytest

from domain.plan.markets import row, rows
from valueloop.domain.plan.problem import Move, Vector, problem
from valueloop.errors import Invalid

HALF = (0.5, 0.5)
FAIR = rows((0.5, 0.5), (0.5, 0.5))
REFUSED = rows((0.3, 0.8))
TAKEN = row(0.7, 0.2)


@pytest.mark.parametrize(
    ("prior", "why"),
    [
        ([], "no mass"),
        ([0, 0], "no mass"),
        ([[0.5, 0.5]], "1 dimensions are meant, not 2"),
        (np.array(0.5), "1 dimensions are meant, not 0"),
        ([0.5, -0.1], "below nought"),
        ([0.5, float("nan")], "no number"),
        ([0.5, float("inf")], "no number"),
    ],
)
def test_a_prior_that_cannot_be_is_refused(prior: Vector, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        problem(prior, [Move("ask", FAIR)])


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (Move("ask", row(0.5, 0.5)), "'ask' .* 2 dimensions are meant, not 1"),
        (Move("ask", FAIR[None]), "2 dimensions are meant, not 3"),
        (Move("offer", REFUSED, TAKEN[None]), "'offer' .* 1 dimensions are meant, not 2"),
        (Move("offer", REFUSED, np.array(0.5)), "1 dimensions are meant, not 0"),
        (Move("ask", rows((0.5, 0.2, 0.1))), "not for 2 states"),
        (Move("ask", rows((0.5,), (0.5,))), "not for 2 states"),
        (Move("ask", np.zeros((2, 0))), "not for 2 states"),
        (Move("offer", REFUSED, row(0.7)), "not for 2 states"),
        (Move("offer", REFUSED, row(0.7, 0.2, 0.1)), "not for 2 states"),
        (Move("offer", rows((0.3,)), row(0.7)), "not for 2 states"),
        (Move("offer", np.zeros((0, 2)), row(0.7, 0.2, 0.1)), "not for 2 states"),
        (Move("ask", rows((0.5, -0.1))), "below nought"),
        (Move("ask", rows((0.5, float("nan")))), "no number"),
        (Move("offer", REFUSED, row(0.7, -0.2)), "below nought"),
        (Move("offer", REFUSED, row(float("nan"), 0.2)), "no number"),
        (Move("ask", rows((0.5, 0.5), (0.5, 0.6))), "more than one"),
        (Move("offer", REFUSED, row(0.7, 0.3)), "more than one"),
        (Move("offer", np.zeros((0, 2)), row(0.7, 1.1)), "more than one"),
        (Move("ask", FAIR, survive=1.01), "between 0 and 1"),
        (Move("ask", FAIR, survive=-0.01), "between 0 and 1"),
        (Move("ask", FAIR, survive=float("nan")), "between 0 and 1"),
        (Move("ask", FAIR, effort=-1), "below nought"),
        (Move("ask", FAIR, effort=float("nan")), "finite"),
        (Move("ask", FAIR, effort=float("inf")), "finite"),
        (Move("offer", REFUSED, TAKEN, float("nan")), "finite"),
        (Move("offer", REFUSED, TAKEN, float("inf")), "finite"),
    ],
)
def test_a_move_that_cannot_be_is_refused_by_name(move: Move, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        problem(HALF, [Move("before", FAIR), move])


def test_a_rounding_error_is_no_more_than_one() -> None:
    problem(HALF, [Move("offer", REFUSED, row(0.7 + 1e-6, 0.2))])


def test_lists_and_whole_numbers_become_doubles() -> None:
    given: list[list[int]] = [[1, 0], [0, 1]]
    at = problem([1, 3], [Move("ask", given, survive=1, effort=2)])  # type: ignore[arg-type]
    assert at.prior.tolist() == [1, 3]
    assert {at.prior.dtype, at.moves[0].outcomes.dtype} == {np.dtype(np.float64)}
    assert isinstance(at.moves[0].effort, float)


def test_a_move_after_which_no_talk_goes_on_has_no_outcomes_but_all_states() -> None:
    none: list[float] = []
    at = problem(HALF, [Move("last word", none, row(0.4, 0.1), 100)])  # type: ignore[arg-type]
    assert at.moves[0].outcomes.shape == (0, 2)


def test_a_loss_may_be_offered() -> None:
    assert problem(HALF, [Move("offer", REFUSED, TAKEN, -5)]).moves[0].margin == -5


def test_moves_are_asks_or_offers_by_what_may_be_taken() -> None:
    ask, offer = Move("ask", FAIR), Move("offer", REFUSED, TAKEN)
    at = problem(HALF, [ask, offer, ask, offer, offer])
    assert (at.asks, at.offers) == ([0, 2], [1, 3, 4])
    nothing = problem(HALF, [])
    assert (nothing.moves, nothing.asks, nothing.offers) == ((), [], [])


@pytest.mark.parametrize("prior", ["many", [object(), 1], [[1, 2], [3]]])
def test_what_is_no_table_of_numbers_is_refused(prior: object) -> None:
    with pytest.raises(Invalid, match="they are no table of numbers"):
        problem(prior, [])  # type: ignore[arg-type]
