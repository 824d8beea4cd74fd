"""Goodwill: how the balance went, and what it can bear."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.goodwill import ASKS, Bears, asks, bears, course, highest
from valueloop.domain.loop.patience import DEFAULTS, LOSS, Cause, Patience, ledger, signed

DAY = date(2026, 6, 1)
AMOUNTS = signed(DEFAULTS, LOSS)


def after(*moved: tuple[int, Cause], start: str = "10") -> Patience:
    found = [(DAY + timedelta(days=days), order, cause) for order, (days, cause) in enumerate(moved)]
    return ledger(Decimal(start), found, AMOUNTS)


@pytest.mark.parametrize(
    ("left", "wanted"),
    [
        ("10", Bears.ALL),
        ("2.01", Bears.ALL),
        ("2", Bears.SOME),  # a refused offer would leave nought, and nought is spent
        ("0.31", Bears.SOME),
        ("0.3", Bears.NONE),
        ("0", Bears.SPENT),
        ("-1", Bears.SPENT),
    ],
)
def test_what_a_balance_can_bear(left: str, wanted: Bears) -> None:
    found = asks(Decimal(left), AMOUNTS)
    assert bears(Decimal(left), found) is wanted
    assert [each.cause for each in found] == list(ASKS)
    assert [each.left for each in found] == [Decimal(left) + AMOUNTS[each] for each in ASKS]


def test_an_ask_that_costs_nothing_is_borne() -> None:
    assert bears(Decimal("0.1"), asks(Decimal("0.1"), dict.fromkeys(Cause, Decimal(0)))) is Bears.ALL


def test_the_course_has_each_day_as_it_was_left_and_goes_to_today() -> None:
    found = after((0, Cause.MEETING), (0, Cause.MEETING), (3, Cause.KEPT))
    assert course(found, DAY + timedelta(days=9)) == (
        (DAY - timedelta(days=1), Decimal(1)),
        (DAY, Decimal("0.8")),
        (DAY + timedelta(days=3), Decimal("0.9")),
        (DAY + timedelta(days=9), Decimal("0.9")),
    )


def test_the_course_is_of_the_highest_point_and_never_below_nought() -> None:
    found = after((0, Cause.RESPONDED), (1, Cause.BROKEN), (2, Cause.BROKEN), start="2.5")
    assert highest(found) == 4
    assert [share for _, share in course(found, DAY)] == [Decimal("0.625"), Decimal(1), Decimal("0.5"), Decimal(0)]


def test_a_course_with_today_before_the_last_entry_ends_with_that_entry() -> None:
    assert course(after((5, Cause.CALL)), DAY)[-1] == (DAY + timedelta(days=5), Decimal("0.93"))


def test_nothing_moved_is_one_point() -> None:
    assert course(after(), DAY) == ((DAY, Decimal(1)),)
    assert highest(after()) == 10


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Cause)), max_size=30), st.integers(0, 40))
def test_a_course_is_in_order_and_within_the_scale(moved: list[tuple[int, Cause]], until: int) -> None:
    found = course(after(*moved), DAY + timedelta(days=until))
    days = [day for day, _ in found]
    assert days == sorted(set(days))
    assert all(0 <= share <= 1 for _, share in found)
