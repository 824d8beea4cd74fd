"""What is missing from a person's value map."""

from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.value_map import Kind, Rung, gaps


def test_an_empty_map_misses_all_kinds_in_the_order_of_asking() -> None:
    assert gaps([]) == (Kind.OBJECTIVE, Kind.METRIC, Kind.STRATEGY, Kind.ISSUE)


@given(st.lists(st.sampled_from(Kind)))
def test_a_kind_is_missing_or_there_and_never_both(kinds: list[Kind]) -> None:
    missing = gaps(kinds)
    assert set(missing) == set(Kind) - set(kinds)
    assert list(missing) == [kind for kind in Kind if kind in missing]


def test_the_rungs_of_an_entry_are_three() -> None:
    assert [each.value for each in Rung] == ["guess", "said", "confirmed"]
