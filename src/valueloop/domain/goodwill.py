"""Goodwill: how the balance went, and whether it can bear the next ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.loop.patience import Cause, Patience
from valueloop.domain.number import EXACT

ASKS = (
    Cause.EMAIL,
    Cause.CALL,
    Cause.MEETING,
    Cause.VISIT,
    Cause.REJECTED,
)  # what we may ask next; an offer at its worst


class Bears(StrEnum):
    """What the balance can bear: any of the next asks, some of them, none; or it is spent already."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    SPENT = "spent"


@dataclass(frozen=True)
class Ask:
    """What an ask would leave, and whether that is more than nought."""

    cause: Cause
    left: Decimal

    @property
    def borne(self) -> bool:
        """Whether something is left."""
        return self.left > 0


def asks(left: Decimal, amounts: Mapping[Cause, Decimal]) -> tuple[Ask, ...]:
    """What each kind of next ask would leave of a balance; `amounts` are signed.

    >>> [str(each.left) for each in asks(Decimal(1), dict.fromkeys(ASKS, Decimal("-0.4")))][:2]
    ['0.6', '0.6']
    """
    return tuple(Ask(each, left + amounts[each]) for each in ASKS)


def bears(left: Decimal, found: Sequence[Ask]) -> Bears:
    """Whether a balance can bear the next ask: an ask is borne that leaves more than nought.

    >>> bears(Decimal(0), ())
    <Bears.SPENT: 'spent'>
    """
    if left <= 0:
        return Bears.SPENT
    borne = sum(each.borne for each in found)
    if borne == len(found):
        return Bears.ALL
    return Bears.SOME if borne else Bears.NONE


def highest(patience: Patience) -> Decimal:
    """The highest that a balance ever stood: what its course is drawn against."""
    return max((patience.start, *(each.left for each in patience.entries)))


def course(patience: Patience, today: date) -> tuple[tuple[date, Decimal], ...]:
    """How a balance went, as parts of its highest point, by day: as each day left it; below nought is drawn as nought.

    It begins the day before the first entry, with what the account began with, and ends today. With no entry there is
    today alone.

    >>> course(Patience(Decimal(10), ()), date(2026, 6, 1))
    ((datetime.date(2026, 6, 1), Decimal('1')),)
    """
    top, stood = highest(patience), {}
    if patience.entries:
        stood[patience.entries[0].day - timedelta(days=1)] = patience.start
    stood |= {each.day: each.left for each in patience.entries}
    stood.setdefault(max((today, *stood)), patience.left)
    return tuple((day, EXACT.divide(max(left, Decimal(0)), top)) for day, left in stood.items())
