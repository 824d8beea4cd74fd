"""Templates: what makes two entries the same, what is put together, what may be a customer's, what is asked first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.names import fold
from valueloop.domain.template import (
    Template,
    TemplateEntry,
    already,
    first_to_ask,
    gathered,
    says_the_same,
    theirs_alone,
)
from valueloop.domain.value_map import Better, Kind

ENTRY = TemplateEntry(Kind.ISSUE, "line stops")
TEXTS = st.sampled_from(["stops", "Stops", "line stops", "waste", "Wäste", "x"])
ENTRIES = st.builds(
    TemplateEntry,
    st.sampled_from(Kind),
    TEXTS,
    st.sampled_from(["", "%"]),
    st.none() | st.sampled_from(Better),
    st.lists(TEXTS, max_size=4).map(tuple),
    st.lists(TEXTS, max_size=4).map(tuple),
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Line stops", " line  STOPS", True),
        ("yield of the filling lines", "yield of the filling lines, 94 % today", True),
        ("yield", "overtime", False),
        ("spare parts come late", "spare parts of many makers", False),
        ("up", "up and down", False),  # no word of four letters: only the whole text tells
        ("", "yield", False),
        ("Überstunden am Samstag", "uberstunden, samstag", True),
        ("a b", "A B", True),
    ],
)
def test_what_says_the_same(one: str, other: str, same: bool) -> None:
    assert says_the_same(one, other) is same
    assert says_the_same(other, one) is same


def test_an_entry_is_there_only_under_its_own_kind_and_the_first_counts() -> None:
    there = [(Kind.METRIC, "line stops", 1), (Kind.ISSUE, "waste", 2), (Kind.ISSUE, "Line stops", 3)]
    assert already(ENTRY, there) == 3
    assert already(ENTRY, there[:2]) is None
    assert already(ENTRY, [(Kind.ISSUE, "the line stops at night", 7), *there]) == 7, "the first that says the same"


def test_entries_of_one_kind_and_text_are_put_together() -> None:
    made = gathered(
        [
            TemplateEntry(Kind.METRIC, "yield", "", None, ("two points", "calm"), ("pride",)),
            TemplateEntry(Kind.ISSUE, "yield"),
            TemplateEntry(Kind.METRIC, "Yield", "%", Better.HIGHER, ("Calm", "three"), ("Pride", "ease")),
        ]
    )
    assert made == (
        TemplateEntry(Kind.METRIC, "yield", "%", Better.HIGHER, ("two points", "calm", "three"), ("pride", "ease")),
        TemplateEntry(Kind.ISSUE, "yield"),
    )


def test_the_first_unit_and_way_stay() -> None:
    (made,) = gathered(
        [TemplateEntry(Kind.METRIC, "a", "%", Better.LOWER), TemplateEntry(Kind.METRIC, "A", "hour", Better.HIGHER)]
    )
    assert (made.unit, made.better) == ("%", Better.LOWER)


@given(st.lists(ENTRIES, max_size=6))
def test_gathered_again_nothing_changes_and_nothing_is_lost(entries: list[TemplateEntry]) -> None:
    made = gathered(entries)
    assert gathered(made) == made
    assert {(each.kind, fold(each.text)) for each in made} == {(each.kind, fold(each.text)) for each in entries}
    assert len({(each.kind, fold(each.text)) for each in made}) == len(made)
    for each in made:
        for texts, what in ((each.impacts, "impacts"), (each.personal, "personal")):
            same = [one for one in entries if (one.kind, fold(one.text)) == (each.kind, fold(each.text))]
            assert {fold(text) for text in texts} == {fold(text) for one in same for text in getattr(one, what)}
            assert len({fold(text) for text in texts}) == len(texts)


def test_what_may_be_a_customers_alone() -> None:
    made = Template(
        "t",
        "r",
        (
            TemplateEntry(Kind.OBJECTIVE, "a bottling line that runs", impacts=("line 3 runs", "it runs")),
            TemplateEntry(Kind.ISSUE, "Ms Adeyemi asks every day", personal=("Northgate's pride", "no call at night")),
            TemplateEntry(Kind.METRIC, "yield", impacts=("line 3 runs",)),
        ),
    )
    names = ["Northgate Bottling", "production manager", "Ms Adeyemi"]
    assert theirs_alone(made, names) == ("line 3 runs", "Ms Adeyemi asks every day", "Northgate's pride")
    assert theirs_alone(made, []) == ("line 3 runs",)


def test_objectives_are_asked_about_first_and_of_one_kind_the_earlier() -> None:
    stops, waste = TemplateEntry(Kind.STRATEGY, "stops"), TemplateEntry(Kind.STRATEGY, "waste")
    assert first_to_ask([ENTRY, stops, waste]) is stops
    assert first_to_ask([ENTRY, stops, TemplateEntry(Kind.OBJECTIVE, "calm")]) == TemplateEntry(Kind.OBJECTIVE, "calm")
    assert first_to_ask([]) is None
