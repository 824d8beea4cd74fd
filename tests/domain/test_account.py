"""The phase that what has happened shows, and the class of a head count."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.account import SIZES, Exposure, Phase, Signs, phase, size_class


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (Signs(), Phase.EXPERIENCE),
        (Signs(talked=True), Phase.EXPERIENCE),
        (Signs(offered=True), Phase.EXPERIENCE),
        (Signs(talked=True, offered=True), Phase.EVALUATE),
        (Signs(talked=True, offered=True, accepted=True), Phase.ANALYSE),
        (Signs(accepted=True), Phase.ANALYSE),
        (Signs(talked=True, offered=True, accepted=True, won=True), Phase.PURCHASE),
        (Signs(won=True), Phase.PURCHASE),
        (Signs(won=True, yearly=True), Phase.RENT),
        (Signs(won=True, delivered=True), Phase.USE),
        (Signs(won=True, yearly=True, delivered=True), Phase.USE),
        (Signs(talked=True, delivered=True), Phase.USE),
    ],
)
def test_the_phase_is_what_has_happened(signs: Signs, expected: Phase) -> None:
    assert phase(signs) is expected


def test_a_yearly_price_is_rent_only_once_a_deal_is_won() -> None:
    assert phase(Signs(talked=True, offered=True, yearly=True)) is Phase.EVALUATE


def test_no_event_ever_sets_an_account_back() -> None:
    order = list(Phase)
    for facts in itertools.product([False, True], repeat=6):
        here = order.index(phase(Signs(*facts)))
        for more in range(6):
            then = [each or at == more for at, each in enumerate(facts)]
            assert order.index(phase(Signs(*then))) >= here


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
