"""When money is back, and every rate at which it is worth nought."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.value.flow import Timing, irr, payback, present_value

# Lightcast, SUNY Westchester, taxpayers' perspective: costs 71.2 now, benefits over 40 years, $ million.
# https://sunywcc.edu/CMS/wp-content/flipping-books/Economic-Impact/48
TAXPAYERS = """11.2 0.4 0.7 1.1 1.6 2.5 2.5 2.6 2.6 2.6 2.6 2.7 2.7 2.7 2.7 2.7 2.7 2.7 2.7 2.7 2.7 2.7 2.6 2.6 2.6 2.5
2.5 2.5 2.4 2.4 2.3 2.2 2.2 2.1 2.0 1.9 1.9 1.8 1.7 1.6""".split()

amounts = st.decimals(-(10**12), 10**12, places=2)
gains = st.decimals(0, 10**12, places=2)
timings = st.sampled_from(Timing)
flows = st.lists(amounts, max_size=15)


def money(text: str) -> list[Decimal]:
    return [Decimal(each) for each in text.split()]


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ("-100 50 50", "2"),
        ("-100 50 100", "1.5"),
        ("-100 400", "0.25"),
        ("0 -100 50 200", "2.25"),
        ("50 -100 25 50", "2.5"),
        ("-100 150 -100 200", "0.6666666667"),
        ("-100 -100 0 400", "2.5"),
        ("100 -100 50", "0"),
        ("0 0", "0"),
        ("5", "0"),
        ("", "0"),
        ("-100 50 49.99", None),
        ("-100", None),
        ("10 -100 50", None),
    ],
)
def test_payback(net: str, years: str | None) -> None:
    found = payback(money(net))
    assert (None if found is None else round(found, 10)) == (None if years is None else Decimal(years))


@given(flows)
def test_payback_is_where_the_line_through_the_sums_comes_back(net: list[Decimal]) -> None:
    sums = list(accumulate(map(Fraction, net)))
    below = [year for year, each in enumerate(sums) if each < 0]
    back = [year for year, (a, b) in enumerate(pairwise(sums)) if a < 0 <= b]
    found = payback(net)
    if not below:
        assert found == 0
    elif not back:
        assert found is None
    else:
        low, high = sums[back[0]], sums[back[0] + 1]
        assert found is not None
        assert abs(Fraction(found) - (back[0] + low / (low - high))) < Fraction("1e-40")


NET = [
    ("-100 110", "end", "0.1"),
    ("-100 110", "mid", "0.21"),
    ("-100 110", "start", ""),
    ("-100 230 -132", "end", "0.1 0.2"),
    ("-100 0 230 -132", "start", "0.1 0.2"),
    ("0 0 -100 230 -132", "end", "0.1 0.2"),
    ("-100 220 -121", "end", "0.1"),
    ("-100 50", "end", "-0.5"),
    ("-100 50", "mid", "-0.75"),
    ("-100 40 50", "start", "-0.1666666666666666666666666667"),
    ("-100 -10 121", "start", "0.1"),
    ("-100 100", "end", "0"),
    ("-1 1e9", "end", "999999999"),
    ("-100 1e-8", "end", "-0.9999999999"),
    ("100 110", "end", ""),
    ("-100 -10", "mid", ""),
    ("-100 0 0", "end", ""),
    ("-100 0 0", "mid", ""),
    ("-100 0 0", "start", ""),
    ("0 0 0", "end", ""),
    ("0 0 0", "start", ""),
    ("0 0 0", "mid", ""),
    ("7", "start", ""),
    ("", "end", ""),
    ("", "mid", ""),
    ("", "start", ""),
]


@pytest.mark.parametrize(("net", "timing", "rates"), NET)
def test_internal_rates_of_return(net: str, timing: str, rates: str) -> None:
    found = irr(money(net), Timing(timing))
    expected = money(rates)
    assert len(found) == len(expected), found
    assert all(abs(a - b) < Decimal("1e-15") for a, b in zip(found, expected, strict=True)), found


def test_a_rate_of_ten_per_cent_is_ten_to_the_last_digit() -> None:
    assert irr(money("-100 230 -132"), Timing.END) == (Decimal("0.1"), Decimal("0.2"))


def test_the_taxpayers_forty_years() -> None:
    benefits = money(" ".join(TAXPAYERS))
    net = [benefits[0] - Decimal("71.2"), *benefits[1:]]
    (rate,) = irr(net, Timing.END)
    assert len(net) == 40
    assert f"{rate:.2%}" == "2.07%"
    assert round(present_value(benefits, Decimal("0.002")), 2) == Decimal("96.42")
    assert round(present_value(net, Decimal("0.002")), 2) == Decimal("25.22")
    assert payback(net) == Decimal("25.32")


@given(flows, timings)
def test_at_a_rate_of_return_the_present_value_is_nought(net: list[Decimal], timing: Timing) -> None:
    found = irr(net, timing)
    assert list(found) == sorted(set(found))
    for rate in found:
        assert rate > -1
        size = present_value([abs(each) for each in net], rate, timing)
        assert abs(present_value(net, rate, timing)) <= size * Decimal("1e-12")


@given(flows, timings, st.lists(st.decimals("-0.9", 3, places=3), min_size=2, max_size=2, unique=True))
def test_no_rate_of_return_is_missed(net: list[Decimal], timing: Timing, between: list[Decimal]) -> None:
    low, high = sorted(between)
    crossings = sum(low < each < high for each in irr(net, timing))
    if present_value(net, low, timing) * present_value(net, high, timing) < 0:
        assert crossings >= 1


@given(st.decimals("1", 10**9, places=2), st.lists(gains, max_size=14).filter(any), timings)
def test_money_out_once_and_back_later_has_one_rate(price: Decimal, back: list[Decimal], timing: Timing) -> None:
    net = [-price, Decimal(0), *back]
    (rate,) = irr(net, timing)
    assert (rate >= 0) == (sum(net) >= 0)
