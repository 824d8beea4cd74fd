"""The column types: what is written is what is read, and nothing is ever a float."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from valueloop.store.account import Account
from valueloop.store.columns import Day, Exact, Instant, Truth
from valueloop.store.instant import write_instant

HERE = dialect()
ANYWHERE = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.none())
def test_a_number_is_kept_exactly_as_plain_text(value: Decimal | None) -> None:
    kept = Exact().process_bind_param(value, HERE)
    assert kept is None or (isinstance(kept, str) and "E" not in kept)
    assert Exact().process_result_value(kept, HERE) == value


@given(st.dates() | st.none())
def test_a_day_is_kept_as_its_iso_text(value: date | None) -> None:
    kept = Day().process_bind_param(value, HERE)
    assert kept == (value and value.isoformat())
    assert Day().process_result_value(kept, HERE) == value


@given(st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30), timezones=ANYWHERE))  # noqa: DTZ001
def test_a_moment_is_kept_in_utc_to_the_second(value: datetime) -> None:
    kept = Instant().process_bind_param(value, HERE)
    assert kept is not None
    assert kept.endswith("Z")
    back = Instant().process_result_value(kept, HERE)
    assert back == value.replace(microsecond=0)
    assert back is not None
    assert back.utcoffset() == timedelta(0)


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        write_instant(datetime(2026, 6, 15, 9))  # noqa: DTZ001
    with pytest.raises(ValueError, match="without its zone"):
        Instant().process_bind_param(datetime(2026, 6, 15, 9), HERE)  # noqa: DTZ001


def test_what_is_not_known_stays_so() -> None:
    assert Instant().process_bind_param(None, HERE) is None
    assert Instant().process_result_value(None, HERE) is None
    assert Truth().process_bind_param(None, HERE) is None
    assert Truth().process_result_value(None, HERE) is None


@pytest.mark.parametrize(("value", "kept"), [(True, 1), (False, 0)])
def test_yes_and_no_are_one_and_nought(value: bool, kept: int) -> None:
    assert Truth().process_bind_param(value, HERE) == kept
    assert Truth().process_result_value(kept, HERE) is value


def test_moments_in_order_are_texts_in_order() -> None:
    moments = [datetime(2026, 6, 15, hour, tzinfo=UTC) for hour in range(24)]
    texts = [write_instant(each) for each in moments]
    assert texts == sorted(texts)


def test_a_row_has_no_number_before_it_is_written() -> None:
    with pytest.raises(AssertionError):
        _ = Account(name="Mega", folded="mega", currency="EUR").key
