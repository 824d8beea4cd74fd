"""The rhythm of touches: when one is due, by how much it is overdue."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.rhythm import Rhythm

DAY = date(2026, 6, 15)


def test_a_touch_is_due_so_many_days_after_the_last_one() -> None:
    runs = Rhythm(date(2026, 5, 1), date(2026, 1, 1), 30)
    assert (runs.due, runs.overdue(date(2026, 5, 31)), runs.overdue(DAY)) == (date(2026, 5, 31), 0, 15)


def test_who_was_never_touched_is_owed_one_since_the_beginning() -> None:
    runs = Rhythm(None, date(2026, 6, 1), 30)
    assert (runs.due, runs.overdue(DAY)) == (date(2026, 7, 1), -16)


@given(st.integers(0, 3650), st.integers(0, 3650))
def test_a_day_later_is_a_day_more(every: int, later: int) -> None:
    runs = Rhythm(DAY, DAY, every)
    assert runs.overdue(DAY + timedelta(days=later)) == later - every
