"""A value map as its customer may see it: what they said or confirmed, and money that rests on their word."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.page.map import EntryView, ImpactView, MapPage, PersonMap
from valueloop.domain.value.line import Status
from valueloop.domain.value.theirs import may_see
from valueloop.domain.value_map import Rung


def their_map(page: MapPage, *, proud: bool = True) -> MapPage:
    """The maps without anything of ours: guessed entries, personal impacts and needs, money that is our guess.

    Each line's money is counted at the first impact that is left, over all maps of the page, so that what a page shows
    adds up to what it says. Without `proud`, entries that are about nobody's money but somebody's pride are left out.
    """
    counted: dict[int, int] = {}
    maps = tuple(_map(each, counted, proud=proud) for each in page.maps)
    return replace(page, maps=maps)


def theirs(each: ImpactView) -> bool:
    """Whether an impact's money may stand on a customer's page: accepted, or resting on what they said."""
    return each.amount is not None and may_see(each.status, each.source)


def _map(person: PersonMap, counted: dict[int, int], *, proud: bool) -> PersonMap:
    kept = [each for each in person.entries if each.rung is not Rung.GUESS and (proud or not _of_pride(each))]
    entries = tuple(_entry(each, counted) for each in kept)
    zero = person.accepted * Decimal(0)
    return replace(
        person,
        entries=entries,
        gaps=(),
        accepted=_sum((each.accepted for each in entries), zero),
        potential=_sum((each.potential for each in entries), zero),
        needs=(),
    )


def _of_pride(entry: EntryView) -> bool:
    return bool(entry.impacts) and all(each.personal for each in entry.impacts)


def _entry(entry: EntryView, counted: dict[int, int]) -> EntryView:
    impacts = tuple(_impact(each, counted) for each in entry.impacts if not each.personal)
    zero = entry.accepted * Decimal(0)
    yearly = [each for each in impacts if each.counted_at is None and not each.once]
    sure = [each.amount for each in yearly if each.amount and each.status is Status.ACCEPTED]
    hoped = [each.amount for each in yearly if each.amount and each.status is not Status.ACCEPTED]
    return replace(entry, impacts=impacts, accepted=_sum(sure, zero), potential=_sum(hoped, zero))


def _impact(each: ImpactView, counted: dict[int, int]) -> ImpactView:
    if not theirs(each) or each.line is None:
        return replace(each, line=None, amount=None, status=None, source=None, said_by=(), counted_at=None)
    first = counted.setdefault(each.line, each.number)
    return replace(each, counted_at=None if first == each.number else first)


def _sum(amounts: Iterable[Money], zero: Money) -> Money:
    return sum(amounts, zero)
