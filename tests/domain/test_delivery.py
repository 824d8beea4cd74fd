"""How far a delivery has come, and by how many days it or a review is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.delivery import LAST, Progress, late, next_review, overdue, progress

DAY = date(2026, 6, 15)
days = st.dates(date(1900, 1, 1), LAST)


@pytest.mark.parametrize(
    ("delivered", "accepted", "expected"),
    [
        (None, None, Progress.OPEN),
        (DAY, None, Progress.DELIVERED),
        (DAY, DAY, Progress.ACCEPTED),
        (None, DAY, Progress.ACCEPTED),
    ],
)
def test_a_delivery_is_as_far_as_it_was_taken(
    delivered: date | None, accepted: date | None, expected: Progress
) -> None:
    assert progress(delivered, accepted) is expected


@pytest.mark.parametrize(
    ("due", "delivered", "expected"),
    [
        (None, None, 0),
        (None, DAY, 0),
        (DAY, None, 0),
        (DAY - timedelta(1), None, 1),
        (DAY + timedelta(1), None, 0),
        (DAY - timedelta(9), DAY - timedelta(2), 7),
        (DAY - timedelta(9), DAY - timedelta(9), 0),
        (DAY - timedelta(9), DAY - timedelta(11), 0),
    ],
)
def test_a_delivery_is_late_by_the_days_after_its_due_day(
    due: date | None, delivered: date | None, expected: int
) -> None:
    assert late(due, delivered, DAY) == expected


@given(days, days, days)
def test_what_was_delivered_gets_no_later(due: date, delivered: date, today: date) -> None:
    assert late(due, delivered, today) == late(due, delivered, DAY) >= 0


@pytest.mark.parametrize(
    ("review", "ended", "expected"),
    [
        (None, None, 0),
        (DAY, None, 0),
        (DAY - timedelta(3), None, 3),
        (DAY - timedelta(3), DAY, 0),
        (DAY + timedelta(3), None, 0),
    ],
)
def test_a_review_is_overdue_while_it_runs(review: date | None, ended: date | None, expected: int) -> None:
    assert overdue(review, ended, DAY) == expected


def test_the_next_review_is_so_many_days_on_and_never_beyond_the_calendar() -> None:
    assert next_review(DAY, 180) == date(2026, 12, 12)
    assert next_review(DAY, 0) == DAY
    assert next_review(date(2999, 12, 1), 180) == LAST
    assert next_review(LAST, 180) == LAST
