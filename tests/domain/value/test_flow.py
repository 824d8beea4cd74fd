"""Money over the years: discounting, ramps and delays, and what comes once."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.value.flow import Timing, factors, once, over_years, present_value

amounts = st.decimals(-(10**12), 10**12, places=2)
gains = st.decimals(0, 10**12, places=2)
rates = st.decimals("0", "2", places=4)
timings = st.sampled_from(Timing)
flows = st.lists(amounts, max_size=15)
delays = st.decimals(0, 60, places=1)


def money(text: str) -> list[Decimal]:
    return [Decimal(each) for each in text.split()]


def exactly(sequence: Sequence[Decimal], rate: Decimal, timing: Timing) -> Fraction:
    """The present value in fractions; not for the middle of the year."""
    early = 1 if timing is Timing.START else 0
    year = 1 + Fraction(rate)
    return sum((Fraction(flow) / year ** max(0, each - early) for each, flow in enumerate(sequence)), Fraction(0))


def test_a_timing_is_said_in_words() -> None:
    assert [f"{each}: {each.words}" for each in Timing] == [
        "end: at the end of each year",
        "mid: in the middle of each year",
        "start: at the start of each year",
    ]


def test_factors_by_timing() -> None:
    rate = Decimal("0.21")
    assert factors(0, rate, Timing.END) == tuple(money("1"))
    assert [round(each, 6) for each in factors(2, rate, Timing.END)] == money("1 0.826446 0.683013")
    assert [round(each, 6) for each in factors(2, rate, Timing.MID)] == money("1 0.909091 0.751315")
    assert [round(each, 6) for each in factors(2, rate, Timing.START)] == money("1 1 0.826446")
    assert factors(2, Decimal("-0.5"), Timing.END) == tuple(money("1 2 4"))


@pytest.mark.parametrize("rate", ["-1", "-1.5"])
def test_a_rate_of_total_loss_discounts_nothing(rate: str) -> None:
    with pytest.raises(ValueError, match="above -100 %"):
        factors(3, Decimal(rate), Timing.END)
    with pytest.raises(ValueError, match="above -100 %"):
        present_value([Decimal(1)], Decimal(rate))


def test_present_values() -> None:
    assert present_value(money("-100 60.5 60.5"), Decimal("0.1")) == 5
    assert present_value(money("-100 60.5 60.5"), Decimal("0.1"), Timing.START) == Decimal("15.5")
    assert present_value(money("-100 60.5 146.41"), Decimal("0.21"), Timing.MID) == 65
    assert present_value([], Decimal("0.1")) == 0


@given(flows, st.decimals("-0.9", 2, places=4), st.sampled_from([Timing.END, Timing.START]))
def test_a_present_value_has_forty_right_digits(net: list[Decimal], rate: Decimal, timing: Timing) -> None:
    size = exactly([abs(each) for each in net], rate, timing)
    assert abs(Fraction(present_value(net, rate, timing)) - exactly(net, rate, timing)) <= size / 10**40


@given(st.integers(0, 40), st.decimals("-0.9", 2, places=4))
def test_the_middle_of_a_year_lies_between_its_ends(years: int, rate: Decimal) -> None:
    each = zip(*(factors(years, rate, timing)[1:] for timing in Timing), strict=True)
    with localcontext(prec=50):
        assert all(abs(mid * mid - end * start) <= mid * mid * Decimal("1e-45") for end, mid, start in each)


@given(flows, timings)
def test_at_a_rate_of_nought_a_present_value_is_the_sum(net: list[Decimal], timing: Timing) -> None:
    assert present_value(net, Decimal(0), timing) == sum(net)


@given(gains, st.integers(0, 20), rates, timings)
def test_what_comes_later_is_never_worth_more(amount: Decimal, year: int, rate: Decimal, timing: Timing) -> None:
    sooner, later = (present_value(once(amount, 21, each), rate, timing) for each in (year, year + 1))
    assert later <= sooner


@given(st.lists(gains, max_size=15), rates)
def test_what_comes_sooner_in_the_year_is_worth_no_less(net: list[Decimal], rate: Decimal) -> None:
    end, mid, start = (present_value(net, rate, timing) for timing in Timing)
    assert start >= mid >= end


@pytest.mark.parametrize(
    ("ramp", "delay", "expected"),
    [
        ("1", "0", "0 120 120 120"),
        ("0.5 1", "0", "0 60 120 120"),
        ("0.25 0.5 1 0.75", "0", "0 30 60 120"),
        ("1", "6", "0 60 120 120"),
        ("0.5 1", "3", "0 45 105 120"),
        ("0.5 1", "15", "0 0 45 105"),
        ("0.5 1", "12", "0 0 60 120"),
        ("1", "1", "0 110 120 120"),
        ("1", "1.5", "0 105 120 120"),
        ("1", "36", "0 0 0 0"),
        ("1", "1e9", "0 0 0 0"),
    ],
)
def test_a_yearly_amount_ramps_up_and_may_be_late(ramp: str, delay: str, expected: str) -> None:
    assert over_years(Decimal(120), 3, money(ramp), Decimal(delay)) == tuple(money(expected))


def test_no_years_hold_year_nought_alone() -> None:
    assert over_years(Decimal(120), 0, [Decimal(1)], Decimal(3)) == tuple(money("0"))


def test_without_delay_not_the_last_digit_is_touched() -> None:
    third = Decimal("0." + "3" * 49 + "7")
    assert over_years(third, 2, [Decimal(1)], Decimal(0)) == (Decimal(0), third, third)


def test_a_ramp_has_a_figure_and_nothing_comes_too_soon() -> None:
    with pytest.raises(ValueError, match="at least one figure"):
        over_years(Decimal(1), 3, [], Decimal(0))
    with pytest.raises(ValueError, match="not below nought"):
        over_years(Decimal(1), 3, [Decimal(1)], Decimal(-1))


@given(amounts, st.integers(0, 15), delays)
def test_twelve_months_more_shift_by_one_year(amount: Decimal, years: int, delay: Decimal) -> None:
    soon = over_years(amount, years, [Decimal(1)], delay)
    late = over_years(amount, years + 1, [Decimal(1)], delay + 12)
    assert late == (0, *soon)


@given(gains, st.lists(st.decimals(0, 1, places=2), min_size=1, max_size=5), delays, delays)
def test_a_delay_never_brings_more_by_any_year(
    amount: Decimal, ramp: list[Decimal], one: Decimal, two: Decimal
) -> None:
    sooner, later = (over_years(amount, 10, sorted(ramp), each) for each in sorted([one, two]))
    with localcontext(prec=60):
        sums = zip(accumulate(sooner), accumulate(later), strict=True)
        assert all(less <= more + Decimal("1e-30") for more, less in sums)


def test_once_is_in_one_year() -> None:
    assert once(Decimal(7), 2, 0) == tuple(money("7 0 0"))
    assert once(Decimal(7), 2, 2) == tuple(money("0 0 7"))
    assert once(Decimal(7), 2, 3) == tuple(money("0 0 0"))
