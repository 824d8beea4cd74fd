"""What to ask before a meeting, and who is missing in it: from gaps, unverified numbers and untested guesses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from valueloop.domain.contact import Influence


class Ask(StrEnum):
    """What a question is about."""

    NEED = "need"  # a guess that nobody there has spoken to
    NUMBER = "number"  # an input of a value line that is ours
    PRICE = "price"  # a need that has no money yet
    GAP = "gap"  # a kind of entry that a person's map lacks
    ENTRY = "entry"  # an entry that we guess, where nobody has said another of its kind
    MEASURE = "measure"  # a metric without unit, direction, figure or target


@dataclass(frozen=True)
class Stake:
    """How much present value an answer may move; None where nobody can say yet."""

    amount: Decimal | None


def need_stake(worth: Decimal | None, yes: Decimal, no: Decimal) -> Stake:
    """What an answer about a need may change: its present value × (the chance after a yes − the chance after a no).

    >>> need_stake(Decimal(1000), Decimal("0.9"), Decimal("0.4")).amount
    Decimal('500.0')
    """
    return Stake(None if worth is None else worth * (yes - no))


def number_stake(swing: Decimal, carries: Decimal) -> Stake:
    """What an answer about a number may change: its swing; of a bare figure of ours, all that it carries.

    >>> number_stake(Decimal(0), Decimal(700)).amount, number_stake(Decimal(50), Decimal(700)).amount
    (Decimal('700'), Decimal('50'))
    """
    return Stake(swing or carries or None)


def gap_stake(potential: Iterable[tuple[Decimal, Decimal]]) -> Stake:
    """What a gap in a person's map stands for: their money that is not agreed yet, each line by its need's chance.

    What somebody is after, and how it is measured, is what they would agree with it by.

    >>> gap_stake([(Decimal(1000), Decimal("0.4")), (Decimal(100), Decimal(1))]).amount
    Decimal('500.0')
    """
    return Stake(sum((worth * chance for worth, chance in potential), Decimal(0)) or None)


Q = TypeVar("Q")


def by_stake(asked: Iterable[tuple[Stake, Q]]) -> list[Q]:
    """Questions in the order in which they are worth asking: the largest stake first, those without one last.

    >>> by_stake([(Stake(None), "a"), (Stake(Decimal(2)), "b"), (Stake(Decimal(3)), "c")])
    ['c', 'b', 'a']
    """
    rows = list(asked)
    rows.sort(key=lambda each: (each[0].amount is None, -(each[0].amount or Decimal(0))))
    return [what for _, what in rows]


# Who decides, who advises them, who uses it: without any of these a purchase is decided by people we do not know.
_WANTED = (Influence.DECIDES, Influence.ADVISES, Influence.USES, Influence.CHECKS, Influence.GUIDES)


def parts_missing(known: Collection[Influence | None]) -> tuple[Influence, ...]:
    """The parts in buying that nobody we know plays.

    >>> parts_missing([Influence.DECIDES, Influence.USES, None])
    (<Influence.ADVISES: 'advises'>, <Influence.CHECKS: 'checks'>, <Influence.GUIDES: 'guides'>)
    """
    return tuple(each for each in _WANTED if each not in known)
