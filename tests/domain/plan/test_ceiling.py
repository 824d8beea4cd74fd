"""The ceiling: what no plan can earn more than."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from domain.plan.markets import GOLDEN, a_market, golden_problem, problems, row, rows
from valueloop.domain.plan import ceiling as module
from valueloop.domain.plan.ceiling import ceiling, clairvoyant
from valueloop.domain.plan.exact import optimum
from valueloop.domain.plan.problem import Move, Problem, Vector, problem

HALF = (0.5, 0.5)
SEE = Move("see", rows((1, 0), (0, 1)))
SELL = Move("sell", rows((0, 1)), row(1, 0), 100, 0.5, 40)
OTHER = Move("other", rows((1, 0)), row(0, 1), 80, 0.5, 30)


def loosest(at: Problem) -> float:
    """The bound of a seller who knows the state."""
    return float(at.prior @ clairvoyant(at))


@pytest.mark.parametrize("instance", GOLDEN, ids=lambda each: str(each["id"]))
def test_the_golden_instances(instance: dict[str, Any]) -> None:
    at = golden_problem(instance)
    assert ceiling(at) == pytest.approx(instance["UA_bound"], rel=1e-9)
    assert loosest(at) == pytest.approx(instance["clairvoyant_bound"], rel=1e-9)


@settings(max_examples=100)
@given(problems(3, 3, leave=False))
def test_it_lies_between_the_optimum_and_what_a_clairvoyant_earns(at: Problem) -> None:
    found = ceiling(at)
    assert optimum(at).value <= found * (1 + 1e-9) + 1e-9
    assert found <= loosest(at) * (1 + 1e-9) + 1e-9


@settings(max_examples=60)
@given(problems(3, 3))
def test_a_clairvoyant_earns_more_than_any_plan_even_where_some_leave_when_asked(at: Problem) -> None:
    assert optimum(at).value <= loosest(at) * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("outcomes", [np.zeros((0, 2)), rows((0.1, 0.1)), rows((0.1, 0), (0, 0.3))])
def test_a_question_that_drives_customers_away_does_not_lower_it(outcomes: Vector) -> None:
    """It is not asked: the best plan is to see, and then to sell."""
    at = problem(HALF, [Move("insult", outcomes), SEE, SELL])
    assert optimum(at).value == 30
    assert ceiling(at) >= 30


def test_it_holds_with_two_dozen_questions_that_may_not_be_answered() -> None:
    see = Move("see", rows((0.9, 0), (0, 0.9), (0.1, 0.1)))
    idle = Move("idle", rows((0.4, 0.4), (0.3, 0.3), (0.3, 0.3)))
    at_least = optimum(problem(HALF, [see, SELL])).value
    assert at_least > optimum(problem(HALF, [SELL])).value
    assert ceiling(problem(HALF, [see, *[idle] * 22, SELL])) >= at_least


def test_a_clairvoyant_offers_the_same_again_until_it_is_taken() -> None:
    """(0.5·100 − 10) / (1 − 0.8·0.5), and nothing where the offer does not pay, or the other one."""
    again = Move("again", rows((0.5, 0.9)), row(0.5, 0.1), 100, 0.8, 10)
    assert clairvoyant(problem(HALF, [again])) == pytest.approx([40 / 0.6, 0])
    once = Move("once", rows((0.2, 0.5)), row(0.8, 0.5), 100, 0, 30)
    assert clairvoyant(problem(HALF, [again, SEE, once])) == pytest.approx([40 / 0.6, 20])
    assert clairvoyant(problem(HALF, [replace(once, outcomes=np.zeros((0, 2)))])) == pytest.approx([50, 20])


def test_a_clairvoyant_does_not_try_for_ever_what_nobody_takes() -> None:
    never = Move("never", rows((1, 1)), row(0, 0), 100, 1, 10)
    assert clairvoyant(problem(HALF, [never])).tolist() == [0, 0]


def test_without_offers_nothing_can_be_earned() -> None:
    assert ceiling(problem(HALF, [])) == 0
    assert ceiling(problem(HALF, [SEE, SEE])) == 0


def test_without_questions_the_truth_is_told_after_the_first_refusal() -> None:
    """To sell earns 50 − 40, then half of the others' 50; the other 40 − 30, then half of the others' 60."""
    assert ceiling(problem(HALF, [SELL, OTHER])) == pytest.approx(10 + 0.5 * 0.5 * 60)
    assert loosest(problem(HALF, [SELL, OTHER])) == pytest.approx(0.5 * 60 + 0.5 * 50)
    assert ceiling(problem(HALF, [replace(SELL, effort=101)])) == 0


def test_the_patience_for_one_question_is_charged() -> None:
    """The larger of the chances that the talk goes on, and the smaller of the efforts; one tells all."""
    at = problem(HALF, [replace(SEE, survive=0.9, effort=3), replace(SEE, survive=0.7, effort=2), SELL, OTHER])
    assert ceiling(at) == pytest.approx(0.9 * (0.5 * 60 + 0.5 * 50) - 2)
    assert ceiling(replace(at, prior=at.prior * 10)) == pytest.approx(10 * ceiling(at))


def test_all_answers_are_seen_at_once() -> None:
    """Three unsure answers: after yes-yes-yes 0.064 and 0.008 of each half, and so on; offered where it pays."""
    unsure = Move("unsure", rows((0.8, 0.2), (0.2, 0.8)), survive=1)
    end = replace(SELL, outcomes=rows((0, 0)))
    yes = [0.5 * 0.8**count * 0.2 ** (3 - count) for count in range(4)]
    no = [0.5 * 0.2**count * 0.8 ** (3 - count) for count in range(4)]
    heard = sum(ways * max(0, 60 * yes[count] - 40 * no[count]) for count, ways in enumerate((1, 3, 3, 1)))
    assert ceiling(problem(HALF, [unsure] * 3 + [end])) == pytest.approx(heard)


def test_a_question_that_may_not_be_answered_is_relaxed_to_the_truth_about_it() -> None:
    """As if the customer always knew: no more, since the offers are as unsure."""
    asks = [Move("do you", rows((0.6, 0.1, 0.6, 0.1), (0.2, 0.7, 0.2, 0.7), (0.2, 0.2, 0.2, 0.2)), survive=0.9)]
    truth = [Move("truth", rows((1, 0, 1, 0), (0, 1, 0, 1)), survive=0.9)]
    unsure = Move("about the other", rows((0.8, 0.8, 0.3, 0.3), (0.2, 0.2, 0.7, 0.7)), survive=0.9)
    offer = Move("offer", rows((0.1, 0.8, 0.8, 1)), row(0.9, 0.2, 0.2, 0), 100, 0.5, 50)
    prior = (0.1, 0.2, 0.3, 0.4)
    for others in ([], [unsure]):
        relaxed = ceiling(problem(prior, [*asks, *others, offer]))
        assert relaxed == pytest.approx(ceiling(problem(prior, [*truth, *others, offer])))
        assert relaxed >= optimum(problem(prior, [*asks, *others, offer])).value


def test_two_relaxed_questions_tell_their_answers_together() -> None:
    """Neither alone tells the state; both do, and so every customer is offered what fits."""
    one = Move("one", rows((0.8, 0.1, 0.8, 0.1), (0.1, 0.8, 0.1, 0.8), (0.1, 0.1, 0.1, 0.1)))
    two = Move("two", rows((0.8, 0.8, 0.1, 0.1), (0.1, 0.1, 0.8, 0.8), (0.1, 0.1, 0.1, 0.1)))
    fits = [Move("offer", 1 - row[None], row, 100, 0, 60) for row in np.eye(4)]
    prior = np.ones(4) / 4
    assert ceiling(problem(prior, [one, two, *fits])) == pytest.approx(40)
    assert ceiling(problem(prior, [one, *fits])) == 0
    assert ceiling(problem(prior, [two, replace(one, effort=4), *fits])) == pytest.approx(40)


@pytest.mark.parametrize(("kinds", "relaxed"), [(8, True), (9, False)])
def test_only_a_question_that_tells_few_states_apart_is_relaxed(kinds: int, relaxed: bool) -> None:
    yes = np.linspace(0.1, 0.8, kinds)
    ask = Move("how many", np.array([yes, 0.9 - yes, np.full(kinds, 0.1)]))
    offer = Move("offer", 1 - np.eye(kinds)[:1], np.eye(kinds)[0], 100, 0, 20)
    at = problem(np.ones(kinds) / kinds, [ask, offer])
    assert (ceiling(at) == pytest.approx(80 / kinds)) is relaxed
    assert optimum(at).value <= ceiling(at)


def test_to_relax_a_question_never_lowers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at = a_market(3, 4)
    silent = [replace(ask, outcomes=np.concatenate([ask.outcomes * 0.8, np.full((1, 8), 0.2)])) for ask in at.moves[:3]]
    shy = problem(at.prior, [*silent, *at.moves[3:]])
    relaxed = ceiling(shy)
    monkeypatch.setattr(module, "_FEW", 0)
    assert optimum(shy).value < ceiling(shy) < relaxed < loosest(shy)


def test_where_it_is_too_much_work_the_looser_one_has_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions of two answers, four offers and eight states: 256 multiplications."""
    at = a_market(3, 4)
    tight = ceiling(at)
    monkeypatch.setattr(module, "MOST_WORK", 8 * 4 * 8)
    assert ceiling(at) == tight
    monkeypatch.setattr(module, "MOST_WORK", 8 * 4 * 8 - 1)
    assert ceiling(at) == loosest(at) > tight
