"""The phase that what has happened shows."""

import itertools

import pytest

from valueloop.domain.account import Exposure, Phase, phase


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
