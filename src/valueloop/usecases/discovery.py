"""What discovery takes over the store: days, loops and touches from the guess to the day a need was found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from sqlmodel import select

from valueloop.domain.discovery import found_by, quartiles
from valueloop.domain.effort import gathered
from valueloop.domain.loop.evidence import Channel, Evidence, Way, way
from valueloop.domain.page.discovery import DiscoveryGroup, DiscoveryPage, FirstFound, FoundNeed, OpenNeed
from valueloop.domain.touch import Kind
from valueloop.store.after import After
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.usecases.over_all import loaded
from valueloop.usecases.reached import reached


def discovery(store: Store, today: date) -> DiscoveryPage:
    """What it took to find each need, by the way and the channel that its guess came by; and what is still open."""
    return store.read(lambda unit: _page(unit, today))


def _page(unit: Unit, today: date) -> DiscoveryPage:
    found: list[FoundNeed] = []
    open_needs: list[OpenNeed] = []
    guessed: list[Channel] = []
    for dossier, after in loaded(unit, sorted(unit.session.exec(select(Need.account_id).distinct()).all())):
        here = list(_found(dossier, after))
        found += here
        open_needs += _open(dossier, after, {each.number for each in here}, today)
        guessed += [Channel(need.channel) for need, _ in reached(dossier, after)]
    found.sort(key=lambda each: (each.found, each.account, each.number), reverse=True)
    open_needs.sort(key=lambda each: (-each.days, each.account, each.number))
    return DiscoveryPage(
        today,
        tuple(_groups(guessed, found)),
        tuple(found),
        _firsts(found),
        tuple(open_needs),
        quartiles([each.days for each in open_needs]),
    )


def _found(dossier: Dossier, after: After) -> Iterator[FoundNeed]:
    """The needs found at an account, each with what had happened there by that day."""
    seen = [(need, by) for need, _ in reached(dossier, after) if (by := found_by(dossier.belief(need))) is not None]
    earliest = min(((by.day, by.order) for _, by in seen), default=None)
    talks = [each.day for each in dossier.touches if each.kind != Kind.NOTE]
    for need, by in seen:
        first = (by.day, by.order) == earliest
        yield _found_need(dossier, need, by, talks, first=first)


def _found_need(dossier: Dossier, need: Need, by: Evidence, talks: Sequence[date], *, first: bool) -> FoundNeed:
    before = [each for each in talks if each <= by.day]
    answers = {each.offer_id for each in dossier.responses if (each.day, each.act_id) <= (by.day, by.order)}
    return FoundNeed(
        dossier.account.name,
        need.number,
        need.name,
        Channel(need.channel),
        by.channel,
        need.day,
        by.day,
        (by.day - min(before)).days if before else None,
        max((by.day - need.day).days, 0),
        len(answers),
        len(before),
        first,
    )


def _open(dossier: Dossier, after: After, found: set[int], today: date) -> Iterator[OpenNeed]:
    for need, went in reached(dossier, after):
        if need.number not in found and not went.settled:
            chance = dossier.belief(need).chance
            days = max((today - need.day).days, 0)
            yield OpenNeed(dossier.account.name, need.number, need.name, chance, need.day, days)


def _groups(guessed: Sequence[Channel], found: Sequence[FoundNeed]) -> Iterator[DiscoveryGroup]:
    yield _group(None, None, guessed, found)
    for each in Way:
        channels = [channel for channel in Channel if way(channel) is each and channel in guessed]
        if channels:
            yield _group(each, None, [one for one in guessed if one in channels], _by(found, channels))
            for channel in channels:
                yield _group(each, channel, [one for one in guessed if one is channel], _by(found, [channel]))


def _by(found: Iterable[FoundNeed], channels: Sequence[Channel]) -> list[FoundNeed]:
    return [each for each in found if each.guessed_by in channels]


def _group(
    which: Way | None, channel: Channel | None, guessed: Sequence[Channel], found: Sequence[FoundNeed]
) -> DiscoveryGroup:
    return DiscoveryGroup(
        which,
        channel,
        len(guessed),
        len(found),
        quartiles([each.since_touch for each in found if each.since_touch is not None]),
        quartiles([each.since_guess for each in found]),
        quartiles([each.loops for each in found]),
        quartiles([each.touches for each in found]),
    )


def _firsts(found: Sequence[FoundNeed]) -> tuple[FirstFound, ...]:
    """What was found, by name as it is most often written: those most often first lead."""
    named = gathered(found, attrgetter("need")).values()
    firsts = [FirstFound(name, len(those), sum(each.first for each in those)) for name, those in named]
    return tuple(sorted(firsts, key=lambda each: (-each.first, -each.found, each.need)))
