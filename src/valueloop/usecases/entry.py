"""Acts on a value map: entries added, and raised to what the customer says; impacts tied to them."""

from collections.abc import Sequence
from dataclasses import asdict

from valueloop.domain.names import a_text
from valueloop.domain.page.map import EntriesRaised, EntryAdded, ImpactAdded
from valueloop.domain.page.standing import Done
from valueloop.domain.value_map import UNMEASURED, Kind, Measure, Rung
from valueloop.errors import Conflict, Invalid
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.proposition import Entry, Impact
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import contact_named, entry_named, line_named, source_touch
from valueloop.usecases.standing import on_account


def add_entry(
    store: Store,
    occasion: Occasion,
    account: str,
    person: str,
    kind: Kind,
    text: str,
    rung: Rung | None = None,
    touch: int | None = None,
    measure: Measure = UNMEASURED,
) -> Done[EntryAdded]:
    """Add what a person is after. With a touch as its source it was said; without, it is a guess."""

    def act(unit: Unit, dossier: Dossier) -> EntryAdded:
        who = contact_named(dossier, person)
        origin = source_touch(dossier, occasion, touch, who.key)
        row = Entry(
            account_id=dossier.account.key,
            number=max((each.number for each in dossier.entries), default=0) + 1,
            contact_id=who.key,
            kind=kind,
            text=a_text("entry", text),
            rung=rung or (Rung.GUESS if origin is None else Rung.SAID),
            touch_id=origin,
            day=occasion.today,
            **asdict(measure),
        )
        unit.add(row)
        return EntryAdded(row.number, kind, row.text, Rung(row.rung), who.name, origin, measure)

    return on_account(store, occasion, account, act)


def raise_entries(
    store: Store, occasion: Occasion, account: str, entries: Sequence[str], rung: Rung, touch: int | None = None
) -> Done[EntriesRaised]:
    """Raise entries to what the customer said or confirmed; the touch is the one named, else today's latest with them.

    Raises:
        Ambiguous, Unknown: an entry is not there.
        Conflict: an entry stands as high already.
    """

    def act(unit: Unit, dossier: Dossier) -> EntriesRaised:
        rungs = list(Rung)
        rows = list({(row := entry_named(dossier, each)).key: row for each in entries}.values())
        origins = []
        for row in rows:
            if rungs.index(Rung(row.rung)) >= rungs.index(rung):
                raise Conflict(f"entry {row.number} is {row.rung} already")
            origin = source_touch(dossier, occasion, touch, row.contact_id)
            row.rung = rung
            if rung is Rung.CONFIRMED:
                row.confirmed_id = origin
            row.touch_id = row.touch_id or origin
            origins.append(origin)
        unit.session.flush()
        return EntriesRaised(rung, tuple((row.number, row.text) for row in rows), origins[-1])

    return on_account(store, occasion, account, act)


def add_impact(
    store: Store,
    occasion: Occasion,
    account: str,
    entry: str,
    text: str,
    line: str | None = None,
    touch: int | None = None,
    *,
    personal: bool = False,
) -> Done[ImpactAdded]:
    """Add where we make a difference to an entry; its money is that of the value line it is tied to.

    Raises:
        Invalid: it is personal and has a line: what is personal is never priced.
    """

    def act(unit: Unit, dossier: Dossier) -> ImpactAdded:
        if personal and line:
            raise Invalid("--line", line, "what is personal is never priced", "leave out --line or --personal")
        target = entry_named(dossier, entry)
        carried = line_named(dossier, line) if line else None
        origin = source_touch(dossier, occasion, touch, target.contact_id)
        row = Impact(
            entry_id=target.key,
            number=max((each.number for each in dossier.impacts), default=0) + 1,
            text=a_text("impact", text),
            line_id=carried.key if carried else None,
            personal=personal,
            touch_id=origin,
            day=occasion.today,
        )
        unit.add(row)
        number = carried.number if carried else None
        return ImpactAdded(row.number, row.text, target.number, target.text, number, personal, origin)

    return on_account(store, occasion, account, act)
