"""The tree of people: who is above whom, and the money rolled up through it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valueloop.domain.contact import Influence, Stance, above, rolled_up
from valueloop.errors import Refused

Chart = dict[int, int | None]


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    size = draw(st.integers(1, 12))
    return {
        person: draw(st.none() | st.integers(1, person - 1)) if person > 1 else None for person in range(1, size + 1)
    }


@st.composite
def charts_with_money(draw: st.DrawFn) -> tuple[Chart, dict[int, Decimal]]:
    chart = draw(charts())
    money = st.integers(-(10**9), 10**9).map(Decimal)
    return chart, draw(st.dictionaries(st.sampled_from(sorted(chart)), money))


def test_the_people_above_come_nearest_first() -> None:
    assert list(above(4, {1: None, 2: 1, 3: 2, 4: 3})) == [3, 2, 1]
    assert list(above(1, {1: None})) == []
    assert list(above(9, {1: None})) == []


@pytest.mark.parametrize("chart", [{1: 1}, {1: 2, 2: 1}, {1: 2, 2: 3, 3: 2}, {1: 2, 2: 3, 3: 1}])
def test_a_chart_that_leads_back_to_someone_is_refused(chart: Chart) -> None:
    with pytest.raises(Refused, match="nobody can report to themselves"):
        list(above(1, chart))


def test_nobody_is_ever_named_as_above_themselves() -> None:
    with pytest.raises(Refused):
        next(above(1, {1: 1}))


@settings(max_examples=50)
@given(charts_with_money())
def test_each_sum_is_counted_once_at_the_root(given_chart: tuple[Chart, dict[int, Decimal]]) -> None:
    chart, own = given_chart
    total = rolled_up(own, chart)
    roots = [person for person, boss in chart.items() if boss is None]
    assert sum((total[root] for root in roots), Decimal(0)) == sum(own.values(), Decimal(0))


@settings(max_examples=50)
@given(charts_with_money())
def test_each_person_carries_their_own_and_that_of_those_right_below(
    given_chart: tuple[Chart, dict[int, Decimal]],
) -> None:
    chart, own = given_chart
    total = rolled_up(own, chart)
    assert set(total) == set(chart)
    for person in chart:
        below = sum((total[each] for each, boss in chart.items() if boss == person), Decimal(0))
        assert total[person] == own.get(person, Decimal(0)) + below


def test_the_words_for_people_are_fixed() -> None:
    assert [each.value for each in Influence] == ["decides", "advises", "uses", "checks", "guides"]
    assert [each.value for each in Stance] == ["supports", "neutral", "opposes"]
