"""The phase that what has happened shows, and the class of a head count."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.account import SIZES, Exposure, Phase, phase, size_class


@pytest.mark.parametrize(
    ("talked", "offered", "accepted", "won", "expected"),
    [
        (False, False, False, False, Phase.EXPERIENCE),
        (True, False, False, False, Phase.EXPERIENCE),
        (False, True, False, False, Phase.EXPERIENCE),
        (True, True, False, False, Phase.EVALUATE),
        (True, True, True, False, Phase.ANALYSE),
        (False, False, True, False, Phase.ANALYSE),
        (True, True, True, True, Phase.PURCHASE),
        (False, False, False, True, Phase.PURCHASE),
    ],
)
def test_the_phase_is_what_has_happened(
    talked: bool, offered: bool, accepted: bool, won: bool, expected: Phase
) -> None:
    assert phase(talked=talked, offered=offered, accepted=accepted, won=won) is expected


def test_no_event_ever_sets_an_account_back() -> None:
    order = list(Phase)
    for facts in itertools.product([False, True], repeat=4):
        here = order.index(phase(**dict(zip(("talked", "offered", "accepted", "won"), facts, strict=True))))
        for more in range(4):
            then = (*facts[:more], True, *facts[more + 1 :])
            there = order.index(phase(**dict(zip(("talked", "offered", "accepted", "won"), then, strict=True))))
            assert there >= here


def test_the_ways_to_have_met_us_are_three() -> None:
    assert [each.value for each in Exposure] == ["advertisement", "seen at another customer", "introduction"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [(None, 0), (0, 1), (9, 1), (10, 2), (49, 2), (50, 3), (249, 3), (250, 4), (999, 4), (1000, 5), (10**9, 5)],
)
def test_a_head_count_has_its_class(people: int | None, expected: int) -> None:
    assert size_class(people) == expected


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_people_are_never_a_smaller_class(one: int, other: int) -> None:
    assert size_class(min(one, other)) <= size_class(max(one, other))
    assert 1 <= size_class(one) <= len(SIZES) + 1
