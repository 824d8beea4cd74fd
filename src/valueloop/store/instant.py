"""A moment as it is kept: UTC, to the second, as text."""

from datetime import UTC, datetime


def write_instant(value: datetime) -> str:
    """An aware time as UTC text.

    >>> write_instant(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    '2026-11-20T14:00:00Z'
    """
    if value.tzinfo is None:
        raise ValueError("a time without its zone cannot be kept")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
