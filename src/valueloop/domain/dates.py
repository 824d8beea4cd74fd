"""Dates as people type them, read against a given now; nothing here asks the clock."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from valueloop.errors import Invalid

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_HINT = "write today, yesterday 14:00, fri, 3d ago or 2026-11-20"
_CLOCK = re.compile(r"(?:(?P<rest>.*?)(?:\s+(?:at\s+)?|T))?(?P<hour>\d{1,2}):(?P<minute>\d{2})", re.IGNORECASE)
_SPAN = re.compile(r"(?P<ahead>in\s+)?(?P<count>\d{1,4})\s*(?P<unit>d|days?|w|weeks?)(?P<ago>\s+ago)?")
_DAYS_IN = {"d": 1, "w": 7}
_EVERY = re.compile(r"(?:every\s+)?(\d{1,4})\s*(d|w|m)?(?:ays?|eeks?|onths?)?", re.ASCII)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


class Toward(Enum):
    """Which way a bare weekday or `3d` points: back to what happened, or on to what is due."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True)
class When:
    """A day, and the time of day where one was given; both local to the seller."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        return self.day.isoformat() + (f" {self.clock:%H:%M}" if self.clock else "")


def read_when(text: str, now: datetime, toward: Toward = Toward.PAST) -> When:
    """A day, with or without a time, as typed; `now` is local and naive.

    Forms: now, today, tomorrow, yesterday, weekday names or their first three letters, `last fri`, `next fri`, `3d`,
    `3d ago`, `in 2w`, `2026-11-20`, `20 nov`, `nov 20 2026`; each with `14:00` behind it, or the time alone.
    A bare weekday in the past may be today; one in the future is never today. A day and a month with no year is
    the nearest such day in the direction. `03/04/2026` is refused: it may be March or April; of
    `30.6.2026` it is said how it is written.

    Raises:
        Invalid: it cannot be read, is no day of the calendar, or is not of the years 1900 to 2999.

    >>> str(read_when("yesterday 14:00", datetime(2026, 11, 20, 9, 30)))
    '2026-11-19 14:00'
    >>> str(read_when("fri", datetime(2026, 11, 20, 9, 30), Toward.FUTURE))
    '2026-11-27'
    """
    body = " ".join(text.lower().replace(",", " ").split())
    if not body:
        raise Invalid("date", text, "nothing is typed", _HINT)
    if body == "now":
        return When(now.date(), now.time().replace(second=0, microsecond=0))
    clock = None
    if found := _CLOCK.fullmatch(body):
        if int(found["hour"]) > 23 or int(found["minute"]) > 59:
            raise Invalid("date", text, "there is no such time of day", _HINT)
        clock = time(int(found["hour"]), int(found["minute"]))
        body = (found["rest"] or "today").strip()
    try:
        day = _day(body, now.date(), toward, text)
    except OverflowError:
        day = date.max
    if not _EARLIEST <= day <= _LATEST:
        raise Invalid("date", text, "it is too far away", _HINT)
    return When(day, clock)


def _day(body: str, today: date, toward: Toward, text: str) -> date:
    ways = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if body in ways:
        return today + timedelta(days=ways[body])
    if found := _SPAN.fullmatch(body):
        days = int(found["count"]) * _DAYS_IN[found["unit"][0]]
        if found["ago"] and found["ahead"]:
            raise Invalid("date", text, "it points both ways", _HINT)
        back = bool(found["ago"]) or (toward is Toward.PAST and not found["ahead"])
        return today + timedelta(days=-days if back else days)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", body):
        year, month, day = map(int, body.split("-"))
        return _calendar(year, month, day, text)
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", body):
        raise _figures(body, text)
    return _by_name(body.split(), today, toward, text)


def _figures(body: str, text: str) -> Invalid:
    """Why `3.4.2026` is refused: it may be read two ways; where it can be read in one only, how to write that."""
    one, other, year = (int(each) for each in re.split(r"[/.]", body))
    if max(one, other) <= 12:
        return Invalid("date", text, "day and month may be read either way round", "write 2026-11-20 or 20 nov 2026")
    found = _try(year + 2000 if year < 100 else year, min(one, other), max(one, other))
    if found is None or not _EARLIEST <= found <= _LATEST:
        return Invalid("date", text, "there is no such day", _HINT)
    return Invalid("date", text, "a day is written with its year first", f"write {found.isoformat()}")


def _by_name(words: list[str], today: date, toward: Toward, text: str) -> date:
    way = toward
    if len(words) == 2 and words[0] in ("last", "next"):
        way = Toward.PAST if words[0] == "last" else Toward.FUTURE
    if (weekday := _index(words[-1], WEEKDAYS)) is not None and len(words) == (
        2 if words[0] in ("last", "next") else 1
    ):
        ahead = (weekday - today.weekday()) % 7
        if way is Toward.FUTURE:
            return today + timedelta(days=ahead or 7)
        back = (today.weekday() - weekday) % 7
        return today - timedelta(days=back or (7 if len(words) == 2 else 0))
    months = [at for word in words if (at := _index(word, MONTHS)) is not None]
    numbers = [word for word in words if word.isdigit() and word.isascii()]
    if len(months) != 1 or len(numbers) + 1 != len(words) or not 1 <= len(numbers) <= 2 or len(numbers[0]) > 2:
        raise Invalid("date", text, "it is no date that can be read", _HINT)
    if len(numbers) == 2:
        if len(numbers[1]) != 4:
            raise Invalid("date", text, "the year needs four digits", _HINT)
        return _calendar(int(numbers[1]), months[0] + 1, int(numbers[0]), text)
    near = [_try(year, months[0] + 1, int(numbers[0])) for year in range(today.year - 4, today.year + 5)]
    fits = [day for day in near if day and (day <= today if toward is Toward.PAST else day >= today)]
    if not fits:
        raise Invalid("date", text, "there is no such day", _HINT)
    return max(fits) if toward is Toward.PAST else min(fits)


def _index(word: str, names: list[str] | tuple[str, ...]) -> int | None:
    hits = [at for at, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    return hits[0] if len(hits) == 1 else None


def _calendar(year: int, month: int, day: int, text: str) -> date:
    found = _try(year, month, day)
    if found is None:
        raise Invalid("date", text, "there is no such day", _HINT)
    return found


def _try(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_days(text: str) -> int:
    """A stretch of time in whole days: `30`, `30 days`, `6w`, `every 2 months`; a month is taken as thirty days.

    Raises:
        Invalid: it cannot be read, is nothing, or is longer than ten years.

    >>> read_days("6w"), read_days("every 2 months")
    (42, 60)
    """
    found = _EVERY.fullmatch(" ".join(text.lower().split()))
    days = int(found[1]) * {None: 1, "d": 1, "w": 7, "m": 30}[found[2]] if found else 0
    if not 0 < days <= 3650:
        raise Invalid("time", text, "it is no stretch of days", "write 30 days, 6w or 2m")
    return days
