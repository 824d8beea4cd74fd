"""Contacts: what part a person plays in the purchase, where they stand, and the tree they form."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from valueloop.errors import Refused


class Influence(StrEnum):
    """The part a person plays in buying."""

    DECIDES = "decides"
    ADVISES = "advises"
    USES = "uses"
    CHECKS = "checks"
    GUIDES = "guides"


class Stance(StrEnum):
    """Where a person stands towards us."""

    SUPPORTS = "supports"
    NEUTRAL = "neutral"
    OPPOSES = "opposes"


def above(person: int, reports_to: Mapping[int, int | None]) -> Iterator[int]:
    """The people above a person, the nearest first; `reports_to` maps each person's id to the id above, or None.

    Raises:
        Refused: the chart leads back to the person.

    >>> list(above(3, {1: None, 2: 1, 3: 2}))
    [2, 1]
    """
    seen = {person}
    at = reports_to.get(person)
    while at is not None:
        if at in seen:
            raise Refused("nobody can report to themselves, not even by way of others")
        seen.add(at)
        yield at
        at = reports_to.get(at)


def rolled_up(own: Mapping[int, Decimal], reports_to: Mapping[int, int | None]) -> dict[int, Decimal]:
    """The money at each person: their own and that of all below, each sum counted once on its way up.

    >>> rolled_up({3: Decimal(5), 2: Decimal(1)}, {1: None, 2: 1, 3: 2})
    {1: Decimal('6'), 2: Decimal('6'), 3: Decimal('5')}
    """
    total = dict.fromkeys(reports_to, Decimal(0))
    for person, amount in own.items():
        for each in (person, *above(person, reports_to)):
            total[each] += amount
    return total
