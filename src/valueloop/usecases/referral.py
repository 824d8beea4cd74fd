"""Referrals: who named whom to us, what it brought, and the thank-you that we owe."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from valueloop.domain.account import Exposure
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.names import a_name, fold, near
from valueloop.domain.page.referral import ReferralAdded, ReferralPage, ReferralView, ThanksView
from valueloop.domain.page.standing import Done
from valueloop.domain.referral import Naming, Node, Owed, Thanks, accounts_in, forest, linked, owed, thanked
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.after import After, Referred, referrals
from valueloop.store.contact import Contact, Touch, TouchContact
from valueloop.store.customer import Parting, Referral
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Offer
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.named import contact_named, source_touch
from valueloop.usecases.standing import on_account


def add_referral(
    store: Store, occasion: Occasion, account: str, name: str, person: str | None = None, touch: int | None = None
) -> Done[ReferralAdded]:
    """Record that an account named a company to us; where that is one of ours, it is introduced by it.

    Raises:
        Invalid: the name is none, or the account's own.
        Conflict: it has named that company already.
        Ambiguous, Unknown: the account, the person or the touch is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> ReferralAdded:
        here, called = dossier.account, a_name("company", name)
        other = unit.session.exec(select(Account).where(Account.folded == fold(called))).first()
        if other is here:
            raise Invalid("company", called, "nobody refers us to themselves", "name the company that they named")
        if other is None and fold(called) in here.folded:
            raise Invalid("company", called, f"it is a part of {here.name}", "write the name in full")
        for each in namings(unit):
            if each.by == here.key and (fold(each.name) == fold(called) or (other and each.to == other.id)):
                raise Conflict(f"{here.name} named {each.name} to us on {each.day.isoformat()} already")
        who = contact_named(dossier, person) if person is not None else None
        row = Referral(
            account_id=here.key,
            contact_id=who.key if who else None,
            name=called,
            referred_id=other.key if other else None,
            touch_id=source_touch(dossier, occasion, touch, who.key if who else None),
            day=occasion.today,
        )
        number = unit.add(row)
        exposed = other is not None and other.exposure is None
        before = other.exposure if other is not None and not exposed else None
        if other is not None and exposed:
            other.exposure, other.exposed_by, other.exposing_id = Exposure.INTRODUCTION, here.name, here.key
        return ReferralAdded(
            number,
            called,
            who.name if who else None,
            other.name if other else None,
            exposed,
            before,
            other.exposed_by if other else "",
            () if other else tuple(_near(unit, called, here)),
            row.touch_id,
        )

    return on_account(store, occasion, account, act)


def meant(store: Store, called: str, name: str) -> list[str]:
    """Accounts of ours that a text may mean which names none of them; those but the account of that name itself."""

    def read(unit: Unit) -> list[str]:
        try:
            find.account(unit, called)
        except (Unknown, Ambiguous):
            return _near(unit, called, find.account(unit, name))
        return []

    return store.read(read)


def _near(unit: Unit, called: str, here: Account) -> list[str]:
    """Accounts of ours, but one, that a name may mean: it is a part of theirs, or comes near to it."""
    names = [each for each in unit.session.exec(select(Account.name)).all() if each != here.name]
    parts = [each for each in names if fold(called) in fold(each)]
    return parts[:3] or near(called, names)


def namings(unit: Unit) -> tuple[Naming, ...]:
    """Every referral, each tied to the account of its name where there is one by now."""
    rows = unit.session.exec(select(Account.id, Account.folded)).all()
    accounts = {folded: number for number, folded in rows if number is not None}
    return linked((_naming(each) for each in referrals(unit)), accounts)


def _naming(each: Referred) -> Naming:
    return Naming(each.number, each.account_id, each.contact_id, each.name, each.referred_id, each.day)


def owed_of(dossier: Dossier, after: After) -> tuple[Owed, ...]:
    """The thank-yous that we owe at a loaded account; none where we have parted from it."""
    if dossier.parting is not None:
        return ()
    here = dossier.account.key
    said = [Thanks(here, each.day, frozenset(dossier.present[each.key])) for each in dossier.touches if each.thanks]
    won = [each.closed for each in dossier.deals if each.state == State.WON and each.closed is not None]
    return owed([_naming(each) for each in after.referrals], {here: max(won)} if won else {}, said)


@dataclass(frozen=True)
class _Known:
    """What the tree is drawn from: names by id, money by account, and our thank-yous."""

    accounts: Mapping[int, str]
    people: Mapping[int, str]
    won: Mapping[int, Money]
    open: Mapping[int, Money]
    thanks: Sequence[Thanks]


def list_referrals(store: Store, today: date, account: str | None = None) -> ReferralPage:
    """Who named whom, as trees with what each brought; over all accounts, or below one.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> ReferralPage:
        here = None if account is None else find.account(unit, account)
        found, known = namings(unit), _known(unit)
        trees: tuple[Node, ...] = forest(found)
        above = None
        if here is not None:
            above = next((each.by for each in found if each.to == here.key), None)
            trees = tuple(each for each in _all(trees) if each.account == here.key and not each.again)[:1]
        whole = [each for tree in trees for each in accounts_in(tree)]
        return ReferralPage(
            here.name if here else None,
            known.accounts[above] if above is not None else None,
            tuple(_view(each, known, root=True) for each in trees if each.below),
            _sums(known.won[each] for each in whole if each in known.won),
            _sums(known.open[each] for each in whole if each in known.open),
            tuple(
                _thanks(each, known, today)
                for each in _owed(unit, found, known)
                if here is None or each.account == here.key
            ),
        )

    return store.read(read)


def _known(unit: Unit) -> _Known:
    session = unit.session
    rows = session.exec(select(Account.id, Account.name, Account.currency)).all()
    currency = {number: each for number, _, each in rows}
    won: dict[int, Money] = {}
    for deal in session.exec(select(Deal).where(Deal.state == State.WON)).all():
        price = Money(deal.price or 0, currency[deal.account_id])  # type: ignore[arg-type]
        won[deal.account_id] = won[deal.account_id] + price if deal.account_id in won else price
    still = set(session.exec(select(Deal.id).where(Deal.state == State.OPEN)).all())
    offers = session.exec(select(Offer).where(col(Offer.deal_id).in_(still)).order_by(col(Offer.id))).all()
    return _Known(
        {number: name for number, name, _ in rows if number is not None},
        dict(session.exec(select(Contact.id, Contact.name)).all()),  # type: ignore[arg-type]
        won,
        {each.account_id: Money(each.price, currency[each.account_id]) for each in offers},
        _all_thanks(unit),
    )


def _all_thanks(unit: Unit) -> list[Thanks]:
    present: dict[int, set[int]] = defaultdict(set)
    touches = unit.session.exec(select(Touch).where(col(Touch.thanks))).all()
    query = select(TouchContact).where(col(TouchContact.touch_id).in_([each.key for each in touches]))
    for link in unit.session.exec(query).all():
        present[link.touch_id].add(link.contact_id)
    return [Thanks(each.account_id, each.day, frozenset(present[each.key])) for each in touches]


def _owed(unit: Unit, found: Sequence[Naming], known: _Known) -> list[Owed]:
    deals = unit.session.exec(select(Deal).where(Deal.state == State.WON)).all()
    latest: dict[int, date] = {}
    for deal in deals:
        if deal.closed is not None:
            latest[deal.account_id] = max(latest.get(deal.account_id, deal.closed), deal.closed)
    parted = set(unit.session.exec(select(Parting.account_id).where(col(Parting.ended).is_(None))).all())
    return [each for each in owed(found, latest, known.thanks) if each.account not in parted]


def _all(trees: Iterable[Node]) -> Iterable[Node]:
    for each in trees:
        yield each
        yield from _all(each.below)


def _view(node: Node, known: _Known, *, root: bool = False) -> ReferralView:
    here, naming = node.account, None if root else node.naming
    below = list(accounts_in(node))
    name = known.accounts[here] if here is not None else naming.name if naming else ""
    return ReferralView(
        name,
        here is not None,
        naming.number if naming else None,
        known.people.get(naming.contact) if naming and naming.contact is not None else None,
        naming.day if naming else None,
        None if here is None else known.won.get(here),
        None if here is None else known.open.get(here),
        thanked(naming, known.thanks) if naming else None,
        node.again,
        _sums(known.won[each] for each in below if each in known.won),
        _sums(known.open[each] for each in below if each in known.open),
        tuple(_view(each, known) for each in node.below),
    )


def _thanks(each: Owed, known: _Known, today: date) -> ThanksView:
    who = None if each.contact is None else known.people[each.contact]
    late = max(0, (today - each.due).days)
    return ThanksView(known.accounts[each.account], who, each.why, each.about, each.since, each.due, late)


def _sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Amounts added up, each currency by itself."""
    found: dict[str, Money] = {}
    for each in amounts:
        found[each.currency] = found[each.currency] + each if each.currency in found else each
    return tuple(found[each] for each in sorted(found))
