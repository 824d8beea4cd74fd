"""The kinds of touch, what may come of one, and what it took of the seller's time."""

from decimal import Decimal

import pytest

from valueloop.domain.touch import Kind, Outcome, read_hours
from valueloop.errors import Invalid


def test_the_words_for_touches_are_fixed() -> None:
    assert [each.value for each in Kind] == ["call", "email", "meeting", "visit", "note"]
    assert [each.value for each in Outcome] == ["order", "advance", "continuation", "no-sale"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("1.5", "1.5"), ("2h", "2"), ("90m", "1.5"), ("90 min", "1.5"), ("1h30m", "1.5"), ("1h 5m", "1.08"), ("24", "24")],
)
def test_hours_are_read_as_people_type_them(text: str, hours: str) -> None:
    assert read_hours(text) == Decimal(hours)


@pytest.mark.parametrize("text", ["", "0", "0m", "25", "24h 1m", "two", "1,5", "-1", "1:30", "1e3", "99999h", "2 3m"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no time between a minute and a day"):
        read_hours(text)
