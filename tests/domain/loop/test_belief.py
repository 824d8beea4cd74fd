"""Belief: exact odds, whatever the order, each question counted once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.belief import Belief, Reading, inside, replay, speaks
from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Evidence, Ratios, Way, way

DAY = date(2026, 5, 3)
RATIOS = Ratios(DEFAULT_RATIOS)
CHANCES = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)
OBSERVATIONS = st.tuples(st.sampled_from(Channel), st.sampled_from(Answer))
Observed = tuple[Channel, Answer]


def in_turn(observed: list[Observed]) -> list[Evidence]:
    """Independent evidence, one question a day."""
    return [
        Evidence(channel, answer, DAY + timedelta(days=at), at, f"question {at}")
        for at, (channel, answer) in enumerate(observed)
    ]


def by_bayes(prior: Decimal, observed: list[Observed]) -> Fraction:
    in_favour = Fraction(prior) / (1 - Fraction(prior))
    for channel, answer in observed:
        yes, no = DEFAULT_RATIOS[channel]
        in_favour *= {Answer.YES: Fraction(yes), Answer.NO: Fraction(no), Answer.UNSURE: Fraction(1)}[answer]
    return in_favour / (1 + in_favour)


@given(CHANCES, st.lists(OBSERVATIONS, max_size=6))
def test_a_belief_is_prior_odds_times_the_ratios(prior: Decimal, observed: list[Observed]) -> None:
    chance = replay(prior, in_turn(observed), RATIOS).chance
    assert abs(Fraction(chance) - by_bayes(prior, observed)) <= Fraction(1, 10**40)


@given(CHANCES, st.lists(OBSERVATIONS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_independent_evidence_does_not_change_the_belief(
    prior: Decimal, observed: list[Observed], random: Random
) -> None:
    shuffled = random.sample(observed, len(observed))
    one, other = replay(prior, in_turn(observed), RATIOS), replay(prior, in_turn(shuffled), RATIOS)
    assert abs(one.chance - other.chance) <= Decimal("1e-40")


@given(CHANCES, st.lists(OBSERVATIONS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_evidence_is_handed_over_changes_nothing_at_all(
    prior: Decimal, observed: list[Observed], random: Random
) -> None:
    evidence = in_turn(observed)
    assert replay(prior, random.sample(evidence, len(evidence)), RATIOS) == replay(prior, evidence, RATIOS)


@given(CHANCES, st.lists(OBSERVATIONS, max_size=6))
def test_an_observation_that_is_equally_likely_either_way_teaches_nothing(
    prior: Decimal, observed: list[Observed]
) -> None:
    neutral = Ratios(dict.fromkeys(Channel, (Decimal(1), Decimal(1))))
    belief = replay(prior, in_turn(observed), neutral)
    assert belief.chance == prior
    assert all(reading.before == reading.after == prior for reading in belief.readings)


@given(CHANCES, st.lists(OBSERVATIONS, max_size=6), st.integers(0, 6), st.sampled_from(Channel))
def test_an_unsure_answer_anywhere_changes_no_belief(
    prior: Decimal, observed: list[Observed], at: int, channel: Channel
) -> None:
    with_unsure = [*observed[:at], (channel, Answer.UNSURE), *observed[at:]]
    assert replay(prior, in_turn(with_unsure), RATIOS).chance == replay(prior, in_turn(observed), RATIOS).chance


@given(CHANCES, st.lists(OBSERVATIONS, min_size=1, max_size=5), st.lists(OBSERVATIONS, max_size=3))
def test_the_same_question_again_counts_once_the_latest(
    prior: Decimal, asked: list[Observed], others: list[Observed]
) -> None:
    again = [
        Evidence(channel, answer, DAY - timedelta(days=9 - at), at, "ask 3")
        for at, (channel, answer) in enumerate(asked)
    ]
    belief = replay(prior, [*again, *in_turn(others)], RATIOS)
    assert belief.chance == replay(prior, [again[-1], *in_turn(others)], RATIOS).chance
    assert [reading.counts for reading in belief.readings] == [False] * (len(asked) - 1) + [True] * (1 + len(others))


def test_of_answers_on_one_day_the_later_recorded_counts() -> None:
    yes = Evidence(Channel.CALL, Answer.YES, DAY, 1, "ask 3")
    no = Evidence(Channel.CALL, Answer.NO, DAY, 2, "ask 3")
    belief = replay(Decimal("0.5"), [no, yes], RATIOS)
    assert [(each.evidence, each.counts) for each in belief.readings] == [(yes, False), (no, True)]
    assert belief.readings[0].ratio == 1
    assert round(belief.chance, 20) == Decimal("0.16666666666666666667")


@given(CHANCES, st.lists(OBSERVATIONS, max_size=6))
def test_the_readings_lead_from_the_prior_to_the_chance(prior: Decimal, observed: list[Observed]) -> None:
    belief = replay(prior, in_turn(observed), RATIOS)
    steps = [prior, *(reading.after for reading in belief.readings)]
    assert [reading.before for reading in belief.readings] == steps[:-1]
    assert belief.chance == steps[-1]
    for reading in belief.readings:
        assert (reading.after > reading.before) == (reading.ratio > 1)
        assert (reading.after < reading.before) == (reading.ratio < 1)


PRIORS = st.integers(1, 28).map(lambda places: Decimal(1).scaleb(-places))


@given(PRIORS | PRIORS.map(lambda least: 1 - least) | CHANCES, st.lists(OBSERVATIONS, max_size=40))
def test_no_bound_moves_a_chance_against_the_evidence(prior: Decimal, observed: list[Observed]) -> None:
    for reading in replay(prior, in_turn(observed), RATIOS).readings:
        assert reading.ratio < 1 or reading.after >= reading.before
        assert reading.ratio > 1 or reading.after <= reading.before


def test_the_same_record_twice_counts_once() -> None:
    yes = Evidence(Channel.CALL, Answer.YES, DAY, 1, "ask 3")
    belief = replay(Decimal("0.4"), [yes, yes], RATIOS)
    assert belief.chance == replay(Decimal("0.4"), [yes], RATIOS).chance
    assert [reading.counts for reading in belief.readings] == [False, True]


@pytest.mark.parametrize(
    ("answer", "chance"), [(Answer.YES, Decimal(1) - Decimal("1e-12")), (Answer.NO, Decimal("1e-12"))]
)
def test_no_amount_of_evidence_makes_a_belief_certain(answer: Answer, chance: Decimal) -> None:
    assert replay(Decimal("0.5"), in_turn([(Channel.OFFER, answer)] * 500), RATIOS).chance == chance


@pytest.mark.parametrize(
    ("observed", "verified"),
    [
        ([], False),
        ([(Channel.CALL, Answer.YES)], True),
        ([(Channel.CALL, Answer.NO)], True),
        ([(Channel.OFFER, Answer.YES)], True),
        ([(Channel.OFFER, Answer.UNSURE)], True),  # told of it with the answer to an offer
        ([(Channel.REFUSAL, Answer.NO)], True),
        ([(Channel.REFUSAL, Answer.UNSURE)], False),  # silence, or a refusal that is not for want of a need
        ([(Channel.REFUSAL, Answer.UNSURE), (Channel.EMAIL, Answer.NO)], True),
        ([(Channel.CALL, Answer.UNSURE)], True),
        ([(Channel.CALL, Answer.YES), (Channel.EMAIL, Answer.UNSURE)], True),
        ([(Channel.STATISTIC, Answer.YES), (Channel.ANALOGY, Answer.YES)], False),  # deduced is not asked
    ],
)
def test_a_need_is_verified_once_the_customer_has_spoken_to_it(observed: list[Observed], verified: bool) -> None:
    assert replay(Decimal("0.5"), in_turn(observed), RATIOS).verified is verified


@given(OBSERVATIONS)
def test_the_customer_speaks_to_a_need_when_asked_and_by_an_answer_that_is_about_it(observed: Observed) -> None:
    channel, answer = observed
    evidence = Evidence(channel, answer, DAY, 1, "question")
    elsewhere = channel is Channel.REFUSAL and answer is Answer.UNSURE
    assert speaks(evidence) is (way(channel) in (Way.ASK, Way.TEST) and not elsewhere)


def test_what_does_not_count_verifies_nothing() -> None:
    asked = Evidence(Channel.CALL, Answer.YES, DAY, 1, "ask 3")
    reading = Reading(asked, Decimal(1), counts=False, before=Decimal("0.5"), after=Decimal("0.5"))
    assert not Belief(Decimal("0.5"), (reading,), Decimal("0.5")).verified


def test_a_belief_without_evidence_is_its_prior() -> None:
    assert replay(Decimal("0.35"), [], RATIOS) == Belief(Decimal("0.35"), (), Decimal("0.35"))


@given(PRIORS | CHANCES, st.decimals(0, 1, places=20))
def test_a_chance_is_held_inside_its_bounds_and_left_alone_within_them(prior: Decimal, chance: Decimal) -> None:
    least, most = Decimal("1e-12"), 1 - Decimal("1e-12")
    held = inside(chance, prior)
    assert 0 < held < 1
    assert held == chance or chance < least or chance > most
