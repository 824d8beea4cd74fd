"""How far a need has come: the furthest place it reached, and whether it is settled."""

import pytest

from valueloop.domain.loop.reach import Reach, Went


@pytest.mark.parametrize(
    ("reached", "furthest"),
    [
        ({Reach.GUESSED}, Reach.GUESSED),
        ({Reach.GUESSED, Reach.OFFERED}, Reach.OFFERED),
        ({Reach.GUESSED, Reach.PAID, Reach.WON}, Reach.PAID),
        (set(Reach), Reach.PAID),
    ],
)
def test_the_furthest_place_is_the_last_on_the_way(reached: set[Reach], furthest: Reach) -> None:
    assert Went(frozenset(reached), stopped=False).furthest is furthest


def test_a_need_is_settled_once_it_is_won_or_stopped() -> None:
    won = Went(frozenset({Reach.GUESSED, Reach.WON}), stopped=False)
    stopped, going = (Went(frozenset({Reach.GUESSED}), stopped=each) for each in (True, False))
    assert (won.won, won.settled) == (True, True)
    assert (stopped.won, stopped.settled) == (False, True)
    assert (going.won, going.settled) == (False, False)
