"""Partings: an account unqualified, fired, or lost to a rival; what it had cost, and whether it was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.loop.patience import Entry
from valueloop.domain.names import words_of

LOOK_BACK = 90  # so many days after a parting it is time to see what came of it


class Kind(StrEnum):
    """How we parted from an account: ours before a deal, ours after one, theirs."""

    UNQUALIFIED = "unqualified"
    FIRED = "fired"
    LOST = "lost"


class CameOf(StrEnum):
    """What came of an account after we parted from it."""

    WON = "won by another"
    BACK = "came back"
    NOTHING = "nothing"


class Known(StrEnum):
    """Whether we knew the needs of a customer that a rival took.

    `known`: asked about in time; `elsewhere`: asked in time, but the reason is none of the needs on record; `unasked`:
    the reason's need was guessed, and nobody there was asked; `stale`: the last asking was too long ago; `never`:
    nobody there was ever asked.
    """

    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    UNASKED = "unasked"
    STALE = "stale"
    NEVER = "never"


class Basis(StrEnum):
    """What the money that was given up was reckoned from."""

    PLAN = "plan"
    LINES = "lines"
    WON = "won"


def spent(entries: Iterable[Entry]) -> Decimal:
    """The patience that touches and refusals had spent, whatever was earned back, or lost by letting them down.

    >>> spent([])
    Decimal('0')
    """
    return -sum((each.amount for each in entries if not (each.kind.earns or each.kind.loss)), Decimal(0))


def hours(timed: Sequence[Decimal | None], usual: Decimal) -> tuple[Decimal, int]:
    """The hours that touches took, and how many of them have no time of their own: those count as usual.

    >>> hours([Decimal(2), None], Decimal("0.5"))
    (Decimal('2.5'), 1)
    """
    untimed = sum(each is None for each in timed)
    return sum((each for each in timed if each is not None), Decimal(0)) + untimed * usual, untimed


@dataclass(frozen=True)
class NeedOnRecord:
    """A need that was on record when we parted, and whether they had spoken of it (an answer to an offer counts)."""

    name: str
    asked: bool


def meant(reason: str, needs: Sequence[NeedOnRecord]) -> NeedOnRecord | None:
    """The need on record that a reason speaks of: the one that it has most words of; an asked one before a guess.

    >>> meant("their yield is better", [NeedOnRecord("higher yield of the lines", True)]).asked
    True
    """
    said = words_of(reason)
    best = max(needs, key=lambda each: (len(said & words_of(each.name)), each.asked), default=None)
    return best if best is not None and said & words_of(best.name) else None


def known(reviewed: date | None, day: date, every: int, need: NeedOnRecord | None) -> Known:
    """Whether we knew the needs of a customer on the day it was lost.

    `reviewed` is when anybody there was last asked about a need, `every` within how many days that is in time, `need`
    the one that the reason speaks of.

    >>> known(date(2026, 1, 1), date(2026, 3, 1), 180, None)
    <Known.ELSEWHERE: 'elsewhere'>
    """
    if reviewed is None:
        return Known.NEVER
    if need is not None and not need.asked:
        return Known.UNASKED
    if day - reviewed > timedelta(days=every):
        return Known.STALE
    return Known.ELSEWHERE if need is None else Known.KNOWN


def regretted(kind: Kind, came_of: CameOf | None, *, back: bool) -> bool:
    """Whether a parting of our own choice was wrong: another won the account, or it came to us again.

    A customer that a rival took was not our choice, so there is nothing to regret.

    >>> regretted(Kind.FIRED, CameOf.NOTHING, back=False)
    False
    """
    return kind is not Kind.LOST and (back or came_of in (CameOf.WON, CameOf.BACK))


def to_look_back(day: date, looked: date | None, today: date, *, back: bool) -> bool:
    """Whether it is time to look back: more than 90 days have gone by, nobody has looked, and they did not come back.

    >>> to_look_back(date(2026, 1, 1), None, date(2026, 4, 2), back=False)
    True
    """
    return looked is None and not back and (today - day).days > LOOK_BACK
