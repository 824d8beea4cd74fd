"""Dates as people type them: one day of the calendar, or a refusal."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.dates import MONTHS, WEEKDAYS, Toward, When, read_days, read_when
from valueloop.errors import Invalid

NOW = datetime(2026, 11, 20, 9, 30, 15, 99)  # noqa: DTZ001  # a Friday; the seller's own clock has no zone here
FIRST, LAST = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001
NOWS = st.datetimes(datetime(1950, 1, 1), datetime(2089, 12, 31))  # noqa: DTZ001
WAYS = st.sampled_from(Toward)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WHENS = st.builds(When, st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.none() | CLOCKS)


@pytest.mark.parametrize(
    ("typed", "past", "future"),
    [
        ("now", "2026-11-20 09:30", "2026-11-20 09:30"),
        ("today", "2026-11-20", "2026-11-20"),
        ("  ToDay ", "2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-19", "2026-11-19"),
        ("yesterday 14:00", "2026-11-19 14:00", "2026-11-19 14:00"),
        ("yesterday at 14:00", "2026-11-19 14:00", "2026-11-19 14:00"),
        ("yesterday, 9:05", "2026-11-19 09:05", "2026-11-19 09:05"),
        ("tomorrow", "2026-11-21", "2026-11-21"),
        ("14:00", "2026-11-20 14:00", "2026-11-20 14:00"),
        ("today 00:00", "2026-11-20 00:00", "2026-11-20 00:00"),
        ("23:59", "2026-11-20 23:59", "2026-11-20 23:59"),
        ("fri", "2026-11-20", "2026-11-27"),
        ("Friday", "2026-11-20", "2026-11-27"),
        ("thu", "2026-11-19", "2026-11-26"),
        ("thurs", "2026-11-19", "2026-11-26"),
        ("sat", "2026-11-14", "2026-11-21"),
        ("sat 14:00", "2026-11-14 14:00", "2026-11-21 14:00"),
        ("last fri", "2026-11-13", "2026-11-13"),
        ("last sat", "2026-11-14", "2026-11-14"),
        ("next fri", "2026-11-27", "2026-11-27"),
        ("next sat", "2026-11-21", "2026-11-21"),
        ("3d", "2026-11-17", "2026-11-23"),
        ("3d ago", "2026-11-17", "2026-11-17"),
        ("3 days ago", "2026-11-17", "2026-11-17"),
        ("1 day ago 8:15", "2026-11-19 08:15", "2026-11-19 08:15"),
        ("in 3d", "2026-11-23", "2026-11-23"),
        ("2w", "2026-11-06", "2026-12-04"),
        ("in 2w", "2026-12-04", "2026-12-04"),
        ("in 1 week", "2026-11-27", "2026-11-27"),
        ("2 weeks ago", "2026-11-06", "2026-11-06"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("2026-1-2", "2026-01-02", "2026-01-02"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2026-11-20 14:00", "2026-11-20 14:00", "2026-11-20 14:00"),
        ("2026-11-20T14:00", "2026-11-20 14:00", "2026-11-20 14:00"),
        ("20 nov", "2026-11-20", "2026-11-20"),
        ("nov 20", "2026-11-20", "2026-11-20"),
        ("21 nov", "2025-11-21", "2026-11-21"),
        ("19 November", "2026-11-19", "2027-11-19"),
        ("29 feb", "2024-02-29", "2028-02-29"),
        ("20 nov 2027", "2027-11-20", "2027-11-20"),
        ("nov 20, 2020", "2020-11-20", "2020-11-20"),
        ("1 may 2026 14:00", "2026-05-01 14:00", "2026-05-01 14:00"),
    ],
)
def test_a_date_is_read_as_typed_in_both_directions(typed: str, past: str, future: str) -> None:
    assert str(read_when(typed, NOW)) == past
    assert str(read_when(typed, NOW, Toward.PAST)) == past
    assert str(read_when(typed, NOW, Toward.FUTURE)) == future


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("30 feb", "there is no such day"),
        ("31 nov 2026", "there is no such day"),
        ("29 feb 2026", "there is no such day"),
        ("2026-02-30", "there is no such day"),
        ("2026-13-01", "there is no such day"),
        ("0 nov", "there is no such day"),
        ("1899-12-31", "it is too far away"),
        ("3000-01-01", "it is too far away"),
        ("31 dec 1899", "it is too far away"),
        ("9999w ago", "it is too far away"),
        ("", "nothing is typed"),
        ("  ", "nothing is typed"),
        (", ,", "nothing is typed"),
        ("03/04/2026", "day and month may be read either way round"),
        ("3.4.26", "day and month may be read either way round"),
        ("30.6.2026", "a day is written with its year first"),
        ("30.2.2026", "there is no such day"),
        ("13.13.2026", "there is no such day"),
        ("30.6.202", "there is no such day"),
        ("25:00", "there is no such time of day"),
        ("24:00", "there is no such time of day"),
        ("12:60", "there is no such time of day"),
        ("yesterday 25:00", "there is no such time of day"),
        ("in 3d ago", "it points both ways"),
        ("20 nov 26", "the year needs four digits"),
        ("garbage", "it is no date that can be read"),
        ("14", "it is no date that can be read"),
        ("nov", "it is no date that can be read"),
        ("nov 2026", "it is no date that can be read"),
        ("20 nov dec", "it is no date that can be read"),
        ("20 nov 20 2026", "it is no date that can be read"),
        ("20 no", "it is no date that can be read"),
        ("²0 nov", "it is no date that can be read"),
        ("fr", "it is no date that can be read"),
        ("last", "it is no date that can be read"),
        ("next 20 nov", "it is no date that can be read"),
        ("last fri fri", "it is no date that can be read"),
        ("12345d", "it is no date that can be read"),
        ("3 months ago", "it is no date that can be read"),
        ("today tomorrow", "it is no date that can be read"),
    ],
)
@pytest.mark.parametrize("toward", Toward)
def test_what_is_no_date_is_refused(typed: str, why: str, toward: Toward) -> None:
    with pytest.raises(Invalid) as refusal:
        read_when(typed, NOW, toward)
    assert refusal.value.why == why
    assert (refusal.value.what, refusal.value.given) == ("date", typed)
    assert refusal.value.expected


@pytest.mark.parametrize(
    ("typed", "now"), [("in 1d", LAST), ("tomorrow", LAST), ("1d ago", FIRST), ("in 9999w", LAST), ("yesterday", FIRST)]
)
def test_a_day_past_the_end_of_the_calendar_is_refused(typed: str, now: datetime) -> None:
    with pytest.raises(Invalid, match="it is too far away"):
        read_when(typed, now)


@given(WHENS, NOWS, WAYS)
def test_a_date_that_was_written_reads_back(when: When, now: datetime, toward: Toward) -> None:
    assert read_when(str(when), now, toward) == when


@given(st.sampled_from(WEEKDAYS), NOWS)
def test_a_weekday_is_the_nearest_in_the_direction(name: str, now: datetime) -> None:
    today = now.date()
    past, future = read_when(name, now).day, read_when(name[:3], now, Toward.FUTURE).day
    assert WEEKDAYS[past.weekday()] == WEEKDAYS[future.weekday()] == name
    assert today - timedelta(days=6) <= past <= today
    assert today + timedelta(days=1) <= future <= today + timedelta(days=7)


@given(st.sampled_from(MONTHS), st.integers(1, 28), NOWS)
def test_a_day_and_month_is_the_nearest_in_the_direction(month: str, number: int, now: datetime) -> None:
    today = now.date()
    past, future = read_when(f"{number} {month}", now).day, read_when(f"{month} {number}", now, Toward.FUTURE).day
    assert (past.day, future.day) == (number, number)
    assert MONTHS[past.month - 1] == MONTHS[future.month - 1] == month
    assert today - timedelta(days=366) < past <= today <= future < today + timedelta(days=366)


@given(st.integers(0, 999), st.sampled_from([("d", 1), ("w", 7), (" days", 1), (" weeks", 7)]), NOWS)
def test_ago_goes_as_far_back_as_in_goes_ahead(count: int, unit: tuple[str, int], now: datetime) -> None:
    word, days = unit
    assert read_when(f"{count}{word} ago", now).day == now.date() - timedelta(days=count * days)
    assert read_when(f"in {count}{word}", now).day == now.date() + timedelta(days=count * days)


PIECES = st.sampled_from([*"0123456789:-/., ", "today", "last", "next", "fri", "nov", "in", "ago", "d", "w", "T", "at"])


@given(st.text() | st.lists(PIECES, max_size=10).map("".join), WAYS)
def test_whatever_is_typed_as_a_date_is_read_or_refused(text: str, toward: Toward) -> None:
    try:
        when = read_when(text, NOW, toward)
    except Invalid:
        return
    assert 1900 <= when.day.year <= 2999


@pytest.mark.parametrize(
    ("typed", "days"),
    [("30", 30), ("30 days", 30), ("1 day", 1), ("6w", 42), ("Every 2 weeks", 14), ("2m", 60), ("every  3 months", 90)],
)
def test_a_stretch_of_days_is_read(typed: str, days: int) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize("typed", ["", "0", "often", "-3", "6 years", "3651", "99w99", "²"])
def test_what_is_no_stretch_of_days_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="it is no stretch of days; write 30 days, 6w or 2m"):
        read_days(typed)


@pytest.mark.parametrize("typed", ["30.6.2026", "30/6/26", "06/30/2026"])
def test_a_day_that_can_be_read_in_one_way_is_said_as_it_is_written(typed: str) -> None:
    with pytest.raises(Invalid, match="write 2026-06-30"):
        read_when(typed, NOW)
