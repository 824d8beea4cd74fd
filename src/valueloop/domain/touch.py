"""Touches: the kinds of call on a customer, and what came of one."""

from enum import StrEnum


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
