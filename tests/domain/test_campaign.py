"""The phase that an account was in when a campaign met it, whether it answered, and the table of both."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.account import Phase
from valueloop.domain.campaign import Moment, Response, Sent, Sign, answered, outcome, phase_on, tabled

DAY, NEXT = date(2026, 6, 1), date(2026, 6, 2)
STORY: list[tuple[Moment, Sign]] = [
    ((DAY, 1), Sign.TALKED),
    ((DAY, 3), Sign.OFFERED),
    ((DAY, 5), Sign.ACCEPTED),
    ((DAY, 7), Sign.RENTED),
    ((DAY, 9), Sign.WON),
    ((DAY, 11), Sign.DELIVERED),
    ((DAY, 13), Sign.ENDED),
]


@pytest.mark.parametrize(
    ("order", "phase"),
    [
        (1, Phase.EXPERIENCE),
        (2, Phase.EXPERIENCE),
        (4, Phase.EVALUATE),
        (6, Phase.ANALYSE),
        (8, Phase.RENT),
        (10, Phase.PURCHASE),
        (12, Phase.USE),
        (14, Phase.PURCHASE),
    ],
)
def test_the_phase_is_the_one_that_had_been_reached(order: int, phase: Phase) -> None:
    assert phase_on((DAY, order), STORY) is phase


@given(st.permutations(STORY), st.integers(0, 15))
def test_the_order_in_which_it_is_told_does_not_matter(told: list[tuple[Moment, Sign]], order: int) -> None:
    assert phase_on((DAY, order), told) is phase_on((DAY, order), STORY)


def test_an_answer_comes_in_the_touch_or_within_thirty_days() -> None:
    sent = (DAY, 4)
    assert answered(sent, [(DAY, 4)])
    assert answered(sent, [(date(2026, 7, 1), 9)])
    assert not answered(sent, [(DAY, 3), (date(2026, 7, 2), 9)])


def test_while_there_is_time_nobody_knows() -> None:
    assert outcome((DAY, 4), [], date(2026, 7, 1)) is None
    assert outcome((DAY, 4), [], date(2026, 7, 2)) is False
    assert outcome((DAY, 4), [(NEXT, 5)], NEXT) is True


def test_the_table_by_campaign_and_phase() -> None:
    sent = [
        Sent("Paper days", Phase.USE, True),
        Sent("spring", Phase.USE, None),
        Sent("paper days", Phase.EXPERIENCE, False),
        Sent("PAPER  days", Phase.USE, False),
    ]
    assert tabled(sent) == (
        Response("Paper days", Phase.EXPERIENCE, 1, 0, 0),
        Response("Paper days", Phase.USE, 2, 1, 0),
        Response("spring", Phase.USE, 1, 0, 1),
    )


def test_a_rate_is_told_from_five_on() -> None:
    assert Response("x", Phase.USE, 5, 2, 1).rate is None
    found = Response("x", Phase.USE, 6, 2, 1)
    assert (found.decided, found.rate) == (5, Decimal("0.4"))
