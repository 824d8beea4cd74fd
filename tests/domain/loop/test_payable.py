"""What customers pay: five levels of it, the chance of a yes, and how likely each answer is."""

from math import isclose, log
from statistics import NormalDist, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import Answered, Paying
from valueloop.domain.loop.payable import LEVELS, Payable, Test
from valueloop.domain.loop.response import Reason, Verdict

NORMAL = NormalDist()
MONEY = st.floats(100, 1_000_000)
PARTS = st.floats(0.05, 0.95)
PAYING = st.builds(Paying, PARTS, st.floats(0.1, 1), st.floats(0.2, 1), st.floats(0, 1), PARTS)
ANSWERS = st.tuples(st.sampled_from(Verdict), st.none() | st.sampled_from(Reason))


def ours(paying: Paying) -> Payable:
    return Payable(paying.share, paying.spread, paying.blur, paying.noise, paying.silence)


@given(PAYING)
def test_the_levels_have_the_stated_median(paying: Paying) -> None:
    assert median(ours(paying).levels) == paying.share


@given(PAYING)
def test_the_logarithms_of_the_levels_are_quantiles_of_the_stated_spread(paying: Paying) -> None:
    levels = ours(paying).levels
    assert len(levels) == LEVELS
    parts = [NORMAL.cdf(log(level / paying.share) / paying.spread) for level in levels]
    assert parts == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9], abs=1e-9)


@given(PAYING, MONEY, MONEY)
def test_a_yes_is_as_likely_as_their_price_is_to_be_above_ours(paying: Paying, value: float, price: float) -> None:
    found = ours(paying).accepts(value, price)
    assert found == pytest.approx([paying.takes(value, price, level) for level in paying.levels()], abs=1e-12)


def test_at_their_own_price_a_yes_is_as_likely_as_not() -> None:
    payable = Payable()
    found = [payable.accepts(100_000, 100_000 * level)[at] for at, level in enumerate(payable.levels)]
    assert found == pytest.approx([0.5] * LEVELS)


@given(PAYING, MONEY, MONEY, st.floats(1.01, 10))
def test_a_yes_is_likelier_for_more_value_a_lower_price_and_a_customer_who_pays_more(
    paying: Paying, value: float, price: float, times: float
) -> None:
    payable = ours(paying)
    here = payable.accepts(value, price)
    assert list(here) == sorted(here)
    for better in (payable.accepts(value * times, price), payable.accepts(value, price / times)):
        assert all(more >= less for more, less in zip(better, here, strict=True))


@given(MONEY, MONEY, st.floats(0.01, 100))
def test_the_currency_does_not_matter(value: float, price: float, rate: float) -> None:
    assert Payable().accepts(value * rate, price * rate) == pytest.approx(Payable().accepts(value, price), abs=1e-9)


@pytest.mark.parametrize("price", [0.0, 1.0, 50_000.0])
def test_what_meets_no_need_is_hardly_ever_taken_whatever_it_costs(price: float) -> None:
    assert Payable().accepts(0.0, price) == (0.002,) * LEVELS


def test_what_meets_a_need_and_costs_nothing_is_all_but_taken() -> None:
    assert Payable().accepts(0.01, 0.0) == (0.98,) * LEVELS


@given(PAYING, MONEY, st.floats(0, 1), st.floats(0, 1))
def test_the_less_of_the_value_is_met_the_likelier_a_refusal_is_for_want_of_a_need(
    paying: Paying, full: float, one: float, other: float
) -> None:
    payable = ours(paying)
    least, most = sorted((one, other))
    assert payable.no_need(least * full, full) >= payable.no_need(most * full, full)
    noise = paying.noise
    assert isclose(payable.no_need(full, full), (1 - noise) * 0.03 + noise / 2)
    assert isclose(payable.no_need(0, full), (1 - noise) * 0.97 + noise / 2)
    assert isclose(payable.no_need(full / 2, full), 0.5)


def the_test(verdict: Verdict, reason: Reason | None = None, counter: float | None = None, *told: int) -> Test:
    return Test({1: 60_000.0, 2: 40_000.0}, 40_000.0, verdict, reason, counter, frozenset(told))


def test_an_offer_is_worth_what_the_needs_that_are_there_are_worth() -> None:
    found = the_test(Verdict.ACCEPTED)
    assert (found.full, found.value([]), found.value([2]), found.value([1, 2, 9])) == (100_000, 0, 40_000, 100_000)


@given(PAYING, ANSWERS, st.none() | MONEY, MONEY, st.sampled_from([0.0, 40_000.0, 60_000.0, 100_000.0]), st.booleans())
def test_an_answer_is_as_likely_as_the_model_says(
    paying: Paying,
    answer: tuple[Verdict, Reason | None],
    counter: float | None,
    price: float,
    value: float,
    told: bool,
) -> None:
    verdict, reason = answer
    worth = {1: 60_000.0, 2: 40_000.0}
    given_told = Test(worth, price, verdict, reason, counter, frozenset({1} if told else ()))
    by_hand = Answered(worth, price, verdict.value, reason and reason.value, counter, {1: 10.0} if told else {})
    expected = [by_hand.chance(value, level, paying) for level in paying.levels()]
    assert given_told.likelihood(value, ours(paying)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("value", [0.0, 40_000.0, 100_000.0])
def test_a_yes_and_the_two_kinds_of_refusal_are_all_there_is(value: float) -> None:
    payable = Payable()
    answers = (the_test(Verdict.ACCEPTED), *(the_test(Verdict.REJECTED, why) for why in (Reason.NO_NEED, Reason.PRICE)))
    sums = [sum(each) for each in zip(*(answer.likelihood(value, payable) for answer in answers), strict=True)]
    assert sums == pytest.approx([1.0] * LEVELS)
    unexplained = the_test(Verdict.REJECTED).likelihood(value, payable)
    assert unexplained == pytest.approx([1 - each for each in answers[0].likelihood(value, payable)])


@pytest.mark.parametrize("reason", [Reason.NO_NEED, Reason.PRICE])
def test_what_is_said_of_single_needs_takes_the_place_of_the_reason(reason: Reason) -> None:
    payable = Payable()
    said = the_test(Verdict.REJECTED, reason, None, 1).likelihood(40_000, payable)
    assert said == the_test(Verdict.REJECTED).likelihood(40_000, payable)
    assert said != the_test(Verdict.REJECTED, reason).likelihood(40_000, payable)


@pytest.mark.parametrize("reason", [each for each in Reason if each not in {Reason.NO_NEED, Reason.PRICE}])
def test_a_reason_that_lies_elsewhere_says_as_much_as_silence(reason: Reason) -> None:
    silent = the_test(Verdict.SILENT).likelihood(40_000, Payable())
    assert the_test(Verdict.REJECTED, reason).likelihood(40_000, Payable()) == silent


@pytest.mark.parametrize("counter", [None, 40_000.0, 50_000.0])
def test_a_counter_offer_that_is_not_lower_is_a_refusal_as_too_dear(counter: float | None) -> None:
    countered = the_test(Verdict.COUNTERED, None, counter).likelihood(60_000, Payable())
    assert countered == the_test(Verdict.REJECTED, Reason.PRICE).likelihood(60_000, Payable())


def test_a_counter_offer_is_a_yes_at_their_price_and_none_at_ours() -> None:
    payable = Payable()
    theirs, ours_ = payable.accepts(100_000, 25_000), payable.accepts(100_000, 40_000)
    expected = [a - b for a, b in zip(theirs, ours_, strict=True)]
    found = the_test(Verdict.COUNTERED, None, 25_000.0).likelihood(100_000, payable)
    assert found == pytest.approx(expected)
    assert max(found) == found[1], "of the five, it is the second that pays 31,000"
