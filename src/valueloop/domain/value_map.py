"""Value maps: what a person is after, apart from us, and where we make a difference in it."""

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    """What an entry of a value map is: an end, its measure, the way to it, or what stands in the way."""

    OBJECTIVE = "objective"
    METRIC = "metric"
    STRATEGY = "strategy"
    ISSUE = "issue"


class Rung(StrEnum):
    """How surely we know an entry."""

    GUESS = "guess"
    SAID = "said"
    CONFIRMED = "confirmed"


def gaps(kinds: Collection[Kind]) -> tuple[Kind, ...]:
    """The kinds of entry that are missing from a person's map, in the order in which one asks for them.

    >>> gaps([Kind.OBJECTIVE, Kind.ISSUE])
    (<Kind.METRIC: 'metric'>, <Kind.STRATEGY: 'strategy'>)
    """
    return tuple(kind for kind in Kind if kind not in kinds)
