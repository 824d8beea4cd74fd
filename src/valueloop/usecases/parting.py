"""Partings: an account unqualified, fired or lost, with what it had cost; taken up again; looked back on."""

from datetime import date

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.names import a_name
from valueloop.domain.page.parting import Parted, PartingsPage, PartingView
from valueloop.domain.page.standing import Done
from valueloop.domain.parting import CameOf, Kind, spent
from valueloop.errors import Conflict, Refused
from valueloop.store.account import Account
from valueloop.store.after import load_after
from valueloop.store.customer import Parting
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load_all
from valueloop.store.session import Store, Unit
from valueloop.usecases.deal import close
from valueloop.usecases.margin import won
from valueloop.usecases.parted import hours_of, parting_view
from valueloop.usecases.standing import on_account


def unqualify(store: Store, occasion: Occasion, account: str, reason: str) -> Done[Parted]:
    """Stop selling to an account that is no customer; its open deal is lost for the same reason.

    Raises:
        Refused: it is a customer, or no reason is given.
        Conflict: we have parted from it already.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return _part(store, occasion, account, Kind.UNQUALIFIED, reason, "")


def fire(store: Store, occasion: Occasion, account: str, reason: str) -> Done[Parted]:
    """Part from a customer who costs more than it brings; its open deal is lost for the same reason.

    Raises:
        Refused: it is no customer, or no reason is given.
        Conflict: we have parted from it already.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return _part(store, occasion, account, Kind.FIRED, reason, "")


def lose(store: Store, occasion: Occasion, account: str, rival: str, reason: str) -> Done[Parted]:
    """Record that a customer went to a rival, and why; whether the needs were known is seen from what is on record.

    Raises:
        Refused: it is no customer, or no reason is given.
        Conflict: we have parted from it already.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return _part(store, occasion, account, Kind.LOST, reason, a_name("rival", rival))


def _part(store: Store, occasion: Occasion, account: str, kind: Kind, reason: str, rival: str) -> Done[Parted]:
    def act(unit: Unit, dossier: Dossier) -> Parted:
        said, name = reason.strip(), dossier.account.name
        if not said:
            raise Refused("a parting teaches nothing without its reason")
        if (there := dossier.parting) is not None:
            raise Conflict(
                f"{name} is {there.kind} since {there.day.isoformat()} already: vl account reopen takes it up"
            )
        if kind is Kind.UNQUALIFIED and won(dossier):
            raise Refused(
                f"{name} is a customer: vl account fire parts from one, vl account lose says that a rival did"
            )
        if kind is not Kind.UNQUALIFIED and not won(dossier):
            raise Refused(f"{name} is no customer, since no deal was won there: vl account unqualify parts from one")
        deal = close(unit, dossier, occasion, State.LOST, None, said) if dossier.open_deal else None
        taken, _ = hours_of(dossier, None)
        row = Parting(
            account_id=dossier.account.key,
            kind=kind,
            reason=said,
            rival=rival,
            spent=spent(dossier.patience().entries),
            hours=taken,
            day=occasion.today,
        )
        unit.add(row)
        after = load_after(unit, [dossier.account])[dossier.account.key]
        return Parted(parting_view(dossier, after, row, occasion.today), deal)

    return on_account(store, occasion, account, act)


def reopen(store: Store, occasion: Occasion, account: str) -> Done[PartingView]:
    """Take up an account again that we had parted from.

    Raises:
        Refused: we have not.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def act(unit: Unit, dossier: Dossier) -> PartingView:
        row = dossier.parting
        if row is None:
            raise Refused(
                f"{dossier.account.name} is neither unqualified nor fired nor lost: there is nothing to reopen"
            )
        row.ended = occasion.today
        return _kept(unit, dossier, row, occasion)

    return on_account(store, occasion, account, act)


def look_back(
    store: Store, occasion: Occasion, account: str, came_of: CameOf, rival: str = "", note: str = ""
) -> Done[PartingView]:
    """Say what came of the account that we last parted from: another won it, it came back, or nothing.

    Raises:
        Refused: we never parted from it; or a rival is named that took a customer already known to be lost.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def act(unit: Unit, dossier: Dossier) -> PartingView:
        if not dossier.partings:
            raise Refused(
                f"{dossier.account.name} was never unqualified, fired or lost: there is nothing to look back on"
            )
        row = dossier.partings[-1]
        if came_of is CameOf.WON and row.kind == Kind.LOST:
            raise Refused(f"{dossier.account.name} is lost to {row.rival} already: say --came-back or --nothing")
        row.looked, row.came_of, row.note = occasion.today, came_of, note.strip()
        row.rival = a_name("rival", rival) if came_of is CameOf.WON else row.rival if row.kind == Kind.LOST else ""
        return _kept(unit, dossier, row, occasion)

    return on_account(store, occasion, account, act)


def _kept(unit: Unit, dossier: Dossier, row: Parting, occasion: Occasion) -> PartingView:
    unit.session.add(row)
    after = load_after(unit, [dossier.account])[dossier.account.key]
    return parting_view(dossier, after, row, occasion.today)


def partings(store: Store, day: date) -> PartingsPage:
    """All partings, the latest first: what each had cost and gave up, and whether it was regretted since."""

    def read(unit: Unit) -> PartingsPage:
        apart = col(Account.id).in_(select(Parting.account_id))
        rows = unit.session.exec(select(Account).where(apart).order_by(col(Account.id))).all()
        after = load_after(unit, rows)
        found = [
            parting_view(dossier, after[dossier.account.key], each, day)
            for dossier in load_all(unit, rows)
            for each in dossier.partings
        ]
        found.sort(key=lambda each: (each.day, each.account), reverse=True)
        ours = [each for each in found if each.kind is not Kind.LOST]
        return PartingsPage(
            day,
            tuple(found),
            len(ours),
            sum(each.regretted for each in ours),
            sum(each.look_back for each in found),
        )

    return store.read(read)
