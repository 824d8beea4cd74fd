"""What is missing from a person's value map, and how what is on it is measured."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.unit import same_unit
from valueloop.domain.value_map import Better, Kind, Measure, Rung, a_unit, as_measure, gaps, read_figure
from valueloop.errors import Invalid


def test_an_empty_map_misses_all_kinds_in_the_order_of_asking() -> None:
    assert gaps([]) == (Kind.OBJECTIVE, Kind.METRIC, Kind.STRATEGY, Kind.ISSUE)


@given(st.lists(st.sampled_from(Kind)))
def test_a_kind_is_missing_or_there_and_never_both(kinds: list[Kind]) -> None:
    missing = gaps(kinds)
    assert set(missing) == set(Kind) - set(kinds)
    assert list(missing) == [kind for kind in Kind if kind in missing]


def test_the_rungs_of_an_entry_are_three() -> None:
    assert [each.value for each in Rung] == ["guess", "said", "confirmed"]


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_the_target_tells_which_way_is_better(now: Decimal, target: Decimal) -> None:
    better = Measure("%", now=now, target=target).better
    assert better == (None if now == target else Better.HIGHER if target > now else Better.LOWER)


def test_a_target_on_the_wrong_side_is_refused() -> None:
    with pytest.raises(Invalid, match="it is lower than now, but higher is better"):
        Measure("%", Better.HIGHER, Decimal(97), Decimal(94))
    assert Measure("%", Better.LOWER, Decimal(97), Decimal(94)).better is Better.LOWER


def test_what_nobody_has_said_of_a_measure_is_named_in_the_order_of_asking() -> None:
    assert Measure().unknown == ("the unit", "which way is better", "where it stands now", "the target")
    assert Measure("%", now=Decimal(1), target=Decimal(2)).unknown == ()


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("94 %", "94", "%"),
        ("94%", "94", "%"),
        ("12k bottles/hour", "12000", "bottles/hour"),
        ("-3", "-3", ""),
        ("1,200 h", "1200", "h"),
        ("5 m", "5", "m"),
        ("2M", "2000000", ""),
        ("3/week", "3", "/week"),
        ("3 stops / line / day", "3", "stops / line / day"),
    ],
)
def test_a_figure_is_read_with_the_unit_behind_it(text: str, figure: str, unit: str) -> None:
    assert read_figure(text, "now") == (Decimal(figure), unit)


@pytest.mark.parametrize("text", ["", "%", "about 94", "80.000", "one", "3 hour//", "3 /", "3 hour/"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_figure(text, "now")


@pytest.mark.parametrize("text", ["%", "stops a day", "hour/month", "n/a", "/week", ""])
def test_a_unit_of_a_metric_is_in_any_words(text: str) -> None:
    assert a_unit(f" {text} ") == text


@pytest.mark.parametrize("text", ["hour//", "hour/", "/", "a//b", "a/ /b", "hour / "])
def test_a_unit_with_nothing_behind_its_slash_is_none(text: str) -> None:
    with pytest.raises(Invalid, match="nothing stands behind its /"):
        a_unit(text)
    with pytest.raises(Invalid, match="nothing stands behind its /"):
        as_measure(text, None, "3", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("hours per month", "h/month", True),
        ("Stops a day", "stops a  day", True),
        ("%", "%", True),
        ("h", "h/month", False),
        ("%", "points", False),
        ("stops a day", "stop a day", False),
    ],
)
def test_two_spellings_are_one_unit(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same_unit(other, one) is same


def test_a_measure_is_read_as_typed() -> None:
    assert as_measure(None, None, None, None) == Measure()
    assert as_measure(" hours ", Better.LOWER, "3", None) == Measure("hours", Better.LOWER, Decimal(3))
    assert as_measure("%", None, "94 %", "97") == Measure("%", Better.HIGHER, Decimal(94), Decimal(97))
    with pytest.raises(Invalid, match="two units"):
        as_measure(None, None, "94 %", "97 points")
