"""Win rate by source of need over the store: how far the guesses of each way and channel came."""

from collections.abc import Iterator, Sequence

from sqlmodel import select

from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.origin import rate
from valueloop.domain.page.origin import SourcesPage, SourceView
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.usecases.over_all import loaded
from valueloop.usecases.reached import reached


def sources(store: Store) -> SourcesPage:
    """How many needs of each source were found, offered, accepted and won; and what that says of the next."""

    def read(unit: Unit) -> SourcesPage:
        numbers = sorted(unit.session.exec(select(Need.account_id).distinct()).all())
        found = [
            (Channel(need.channel), went)
            for dossier, after in loaded(unit, numbers)
            for need, went in reached(dossier, after)
        ]
        return SourcesPage(tuple(_views(found)))

    return store.read(read)


def _views(found: Sequence[tuple[Channel, Went]]) -> Iterator[SourceView]:
    yield _view(None, None, [went for _, went in found])
    for each in Way:
        here = [(channel, went) for channel, went in found if way(channel) is each]
        if here:
            yield _view(each, None, [went for _, went in here])
            for channel in [one for one in Channel if any(one is used for used, _ in here)]:
                yield _view(each, channel, [went for used, went in here if used is channel])


def _view(which: Way | None, channel: Channel | None, needs: Sequence[Went]) -> SourceView:
    found, offered, accepted = (
        sum(reach in each.reached for each in needs) for reach in (Reach.FOUND, Reach.OFFERED, Reach.ACCEPTED)
    )
    won, settled = sum(each.won for each in needs), sum(each.settled for each in needs)
    return SourceView(which, channel, len(needs), found, offered, accepted, won, settled, rate(won, settled))
