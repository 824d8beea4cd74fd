"""Touches: the kinds of call on a customer, and what came of one."""

import re
from decimal import Decimal
from enum import StrEnum

from valueloop.errors import Invalid

_HOURS = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})?)\s*(?:h\s*|$))?(?:(\d{1,3})\s*m(?:in)?)?", re.ASCII)


class Kind(StrEnum):
    """How we touched a customer; a note is to ourselves."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    NOTE = "note"


class Outcome(StrEnum):
    """What a touch led to: an order, a step forward agreed, more talk, or a no."""

    ORDER = "order"
    ADVANCE = "advance"
    CONTINUATION = "continuation"
    NO_SALE = "no-sale"


def read_hours(text: str) -> Decimal:
    """What a touch took of the seller's time, in hours: `1.5`, `2h`, `90m`, `1h 30m`; to the minute.

    Raises:
        Invalid: it cannot be read, is nothing, or is longer than a day.

    >>> read_hours("1h 30m"), read_hours("20m"), read_hours("2")
    (Decimal('1.5'), Decimal('0.33'), Decimal('2'))
    """
    found = _HOURS.fullmatch(text.strip().lower())
    hours = Decimal(found[1] or 0) + (Decimal(found[2] or 0) / 60).quantize(Decimal("0.01")) if found else Decimal(0)
    if not 0 < hours <= 24:
        raise Invalid("--hours", text, "it is no time between a minute and a day", "write 1.5, 2h, 90m or 1h 30m")
    return hours.normalize() if hours % 1 else hours.quantize(Decimal(1))
