"""The decision problem of an account: its prior and the chances of its moves, state by state."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import exp, log
from statistics import NormalDist

import numpy as np
import pytest

from valueloop.domain.loop.joint import Joint
from valueloop.domain.loop.payable import Payable
from valueloop.domain.plan.given import Costs, Loop, Question, Quote
from valueloop.domain.plan.matrices import decision

COSTS = Costs(walk=0.12, question=0.25, offer=2, question_hours=0.5, offer_hours=3, hour=60)
NOTHING_TIED = Joint.independent({})
CHANCES = {1: 0.3, 2: 0.6, 4: 0.9}
WORTH = {1: 20_000.0, 2: 50_000.0, 4: 5_000.0}
LOOP = Loop(CHANCES, WORTH, NOTHING_TIED, Payable(), COSTS)


def states(*needs: int) -> Iterator[tuple[int, frozenset[int], int]]:
    """Every state by its place: which needs are there, and the level that is paid."""
    for there in product((False, True), repeat=len(needs)):
        present = frozenset(need for need, yes in zip(needs, there, strict=True) if yes)
        for level in range(5):
            yield sum(yes << bit for bit, yes in enumerate(there)) * 5 + level, present, level


def test_needs_that_know_nothing_of_each_other_multiply() -> None:
    prior = decision(LOOP)[0].prior
    assert prior.shape == (40,)
    for at, present, _ in states(1, 2, 4):
        expected = 1 / 5
        for need, chance in CHANCES.items():
            expected *= chance if need in present else 1 - chance
        assert prior[at] == pytest.approx(expected)


def test_needs_that_an_offer_tied_keep_their_joint_belief() -> None:
    """The weights of needs 4 and 1 are any; need 2 stands beside them, need 3 has no money and is summed out."""
    weights = [float(1 + at * at % 17) for at in range(8 * 5)]
    joint = Joint((4, 3, 1), tuple(each / sum(weights) for each in weights))
    at_hand = replace(LOOP, chances={**CHANCES, 3: 0.5}, joint=joint)
    prior = decision(at_hand)[0].prior
    for at, present, level in states(1, 2, 4):
        four, one = 4 in present, 1 in present
        tied = sum(joint.weights[(four + 2 * three + 4 * one) * 5 + level] for three in (0, 1))
        assert prior[at] == pytest.approx(tied * (CHANCES[2] if 2 in present else 1 - CHANCES[2]))
    assert prior.sum() == pytest.approx(1)


def test_what_an_answer_taught_of_the_level_stays_where_none_of_its_needs_is_weighed() -> None:
    joint = Joint((3,), (0.1, 0.0, 0.0, 0.0, 0.0, 0.2, 0.3, 0.4, 0.0, 0.0))
    prior = decision(replace(LOOP, chances={1: 0.3, 3: 0.9}, joint=joint))[0].prior
    expected = [0.7 * each for each in (0.3, 0.3, 0.4, 0, 0)] + [0.3 * each for each in (0.3, 0.3, 0.4, 0, 0)]
    assert prior == pytest.approx(expected)


def test_a_question_is_answered_as_well_as_it_tells() -> None:
    question = Question(2, "boss", sensitivity=0.85, specificity=0.75)
    problem, what = decision(replace(LOOP, questions=[question]))
    [move] = problem.moves
    assert what == (question,)
    for at, present, _ in states(1, 2, 4):
        assert move.outcomes[:, at] == pytest.approx([0.85, 0.15] if 2 in present else [0.25, 0.75])
    assert (move.accept, move.margin, move.effort) == (None, 0, 30)
    assert move.survive == pytest.approx(exp(-0.12 * 0.25))


def taken(value: float, price: float, level: int) -> float:
    """Φ((ln κ + ln value − ln price) / blur), at the middle of each fifth."""
    if value == 0:
        return 0.002
    kappa = 0.4 * exp(0.5 * NormalDist().inv_cdf(0.1 + 0.2 * level))
    return min(max(NormalDist().cdf((log(kappa) + log(value) - log(price)) / 0.42), 0.002), 0.98)


def test_an_offer_is_taken_by_the_worth_of_the_needs_that_are_there() -> None:
    """Need 4 is not covered; 9 is not weighed, since nobody has guessed it."""
    quote = Quote("kit", (1, 2, 9), 15_000, 4_000)
    problem, what = decision(replace(LOOP, quotes=[quote]))
    [move] = problem.moves
    assert what == (quote,)
    assert move.accept is not None
    for at, present, level in states(1, 2, 4):
        value = 20_000 * (1 in present) + 50_000 * (2 in present)
        yes = taken(value, 15_000, level)
        assert move.accept[at] == pytest.approx(yes)
        unmet = min(max(1 - value / 70_000, 0.03), 0.97)  # of a refusal, how much speaks for want of a need
        no_need = 0.6 * unmet + 0.2  # four refusals in ten mean nothing, and say either
        assert move.outcomes[:, at] == pytest.approx([(1 - yes) * no_need, (1 - yes) * (1 - no_need)])
    assert (move.margin, move.effort) == (11_000, 180)
    assert move.survive == pytest.approx(exp(-0.12 * 2))


def test_in_every_state_something_comes_of_every_move() -> None:
    at_hand = replace(
        LOOP,
        questions=[Question(need, None, 0.85, 0.75) for need in CHANCES],
        quotes=[Quote("kit", (1, 2), 15_000, 0), Quote("kit", (1, 2), 300, 0), Quote("line", (4,), 2_000, 900)],
        payable=Payable(share=0.3, spread=0.8, blur=0.2, noise=0.1),
    )
    problem, _ = decision(at_hand)
    assert len(problem.moves) == 6
    for move in problem.moves:
        whole = move.outcomes.sum(axis=0) + (0 if move.accept is None else move.accept)
        assert whole == pytest.approx(np.ones(40))


def test_more_than_twelve_needs_are_too_many_and_what_is_left_out_is_not_asked_or_offered() -> None:
    numbers = range(1, 15)
    at_hand = Loop(
        dict.fromkeys(numbers, 0.5),
        {number: 1000.0 * number for number in numbers},
        NOTHING_TIED,
        Payable(),
        COSTS,
        [Question(number, None, 0.85, 0.75) for number in (1, 3)],
        [Quote("small", (1, 2), 300, 0), Quote("both", (2, 14), 3_000, 0)],
    )
    problem, what = decision(at_hand)
    assert problem.prior == pytest.approx(np.full(4096 * 5, 1 / 4096 / 5))
    assert what == (at_hand.questions[1], at_hand.quotes[1])
    accept = problem.moves[1].accept
    assert accept is not None
    assert accept[4095 * 5 + 2] == pytest.approx(taken(14_000, 3_000, 2)), "what is left out brings no money either"


def test_a_need_that_is_worth_nothing_is_no_part_of_the_problem() -> None:
    at_hand = replace(LOOP, worth={2: 50_000.0}, questions=[Question(1, None, 0.85, 0.75)])
    problem, what = decision(at_hand)
    assert problem.prior == pytest.approx([0.08] * 5 + [0.12] * 5)
    assert what == ()
