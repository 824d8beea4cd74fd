"""The interrupt queue: what is in it today, and in which order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.queue import HORIZON, Place, Waits, in_order, unanswered

TODAY = date(2026, 6, 15)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def place(
    account: int = 1, waits: Waits = Waits.PROMISE, since: int = -9, due: int | None = None, *, urgent: bool = False
) -> Place:
    return Place(account, waits, on(since), None if due is None else on(due), urgent)


@pytest.mark.parametrize(("due", "late"), [(None, 0), (0, 0), (1, 0), (-1, 1), (-30, 30)])
def test_late_is_counted_from_the_day_on_which_it_was_due(due: int | None, late: int) -> None:
    assert place(due=due).late(TODAY) == late


@pytest.mark.parametrize(
    ("waits", "due", "now"),
    [
        (Waits.DEFECT, None, True),
        (Waits.DEFECT, 90, True),
        (Waits.THANKS, 7, True),
        (Waits.THREAT, None, True),
        (Waits.PROMISE, None, False),
        (Waits.PROMISE, HORIZON.days, True),
        (Waits.PROMISE, HORIZON.days + 1, False),
        (Waits.DELIVERY, -1, True),
        (Waits.DELIVERY, None, False),
        (Waits.REVIEW, HORIZON.days, True),
        (Waits.REVIEW, HORIZON.days + 1, False),
        (Waits.BILL, 14, True),
        (Waits.OUTCOME, 14, True),
        (Waits.INVOICE, -1, True),
        (Waits.INVOICE, 0, False),
        (Waits.INVOICE, None, False),
    ],
)
def test_what_is_in_the_queue_today(waits: Waits, due: int | None, now: bool) -> None:
    assert place(waits=waits, due=due).now(TODAY) is now


def test_the_order_is_core_then_urgent_then_late_then_due_then_old() -> None:
    wanted = [
        place(2, due=9),
        place(1, urgent=True),
        place(1, due=-3),
        place(1, due=-1),
        place(1, due=2),
        place(1, due=3),
        place(1, since=-5),
        place(1, since=-4),
    ]
    found = in_order([(each, at) for at, each in reversed(list(enumerate(wanted)))], {2}, TODAY)
    assert [at for _, at in found] == list(range(len(wanted)))


def test_of_equals_the_first_stays_first() -> None:
    same = place()
    assert [what for _, what in in_order([(same, "a"), (same, "b")], (), TODAY)] == ["a", "b"]


places = st.builds(
    place,
    st.integers(1, 3),
    st.sampled_from(Waits),
    st.integers(-20, 0),
    st.none() | st.integers(-20, 20),
    urgent=st.booleans(),
)


@given(st.lists(places), st.sets(st.integers(1, 3)))
def test_nothing_is_lost_and_no_other_stands_before_a_core_customer(found: list[Place], core: set[int]) -> None:
    ordered = [each for each, _ in in_order([(each, None) for each in found], core, TODAY)]
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))
    whose = [each.account in core for each in ordered]
    assert whose == sorted(whose, reverse=True)


def test_a_touch_that_is_logged_late_is_no_answer() -> None:
    heard = (on(-5), 10)
    assert unanswered(heard, "Acme", [])
    assert unanswered(heard, "Acme", [(on(-6), 12, "Acme")])
    assert unanswered(heard, "Acme", [(on(-5), 9, "Acme")])
    assert not unanswered(heard, "Acme", [(on(-6), 12, "Acme"), (on(-5), 11, "Acme")])


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("reminded them of invoice 1", True),
        ("what acme's pump costs", False),
        ("against  ÁCME: our spares", False),
        ("the acmeist movement", True),
    ],
)
def test_an_answer_names_the_rival(text: str, waits: bool) -> None:
    assert unanswered((on(-5), 10), "Acme", [(on(-4), 11, text)]) is waits
