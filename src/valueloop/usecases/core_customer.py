"""Core customers: who they are by the rule, and what they are granted."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.core_customer import Customer, Ranked, Weights, rank, yearly
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.names import a_text, fold
from valueloop.domain.number import EXACT
from valueloop.domain.page.core_customer import CorePage, CoreRow, PrivilegeView
from valueloop.domain.page.standing import Done
from valueloop.domain.settings import Settings
from valueloop.errors import Conflict
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.after import After
from valueloop.store.customer import Privilege
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load_all, settings
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.named import account_of
from valueloop.usecases.referral import namings
from valueloop.usecases.standing import on_account


def customers(unit: Unit) -> list[Dossier]:
    """The accounts that have a won deal, each loaded whole."""
    won = select(Deal.account_id).where(Deal.state == State.WON).distinct()
    return load_all(
        unit, unit.session.exec(select(Account).where(col(Account.id).in_(won)).order_by(col(Account.id))).all()
    )


def core(unit: Unit) -> frozenset[int]:
    """The core customers, by the id of their account: only accounts with a won deal are looked at."""
    return core_among(unit, customers(unit))


def core_among(unit: Unit, loaded: Sequence[Dossier]) -> frozenset[int]:
    """The same, where all accounts with a won deal are among those that are loaded already."""
    return frozenset(each.customer.number for each in _ranked(unit, loaded) if each.core)


def privileges_of(after: After) -> tuple[str, ...]:
    """The privileges that hold at an account."""
    return tuple(each.text for each in after.privileges if each.ended is None)


def core_page(store: Store) -> CorePage:
    """Every customer ranked, and the rule."""

    def read(unit: Unit) -> CorePage:
        loaded = {each.account.key: each for each in customers(unit)}
        granted = _granted(unit)
        rows = tuple(
            _row(each, loaded[each.customer.number], granted.get(each.customer.number, ()))
            for each in _ranked(unit, list(loaded.values()))
        )
        weights = _weights(settings(unit))
        return CorePage(rows, weights.value, weights.goodwill, weights.referrals, weights.part)

    return store.read(read)


def _row(each: Ranked, dossier: Dossier, privileges: tuple[str, ...]) -> CoreRow:
    customer, currency = each.customer, dossier.account.currency
    accepted = Decimal(0)
    for deal in dossier.deals:
        if deal.state == State.WON:
            accepted = EXACT.add(accepted, dossier.result(deal).accepted.per_year)
    return CoreRow(
        dossier.account.name,
        each.core,
        customer.out,
        each.score,
        each.value,
        each.goodwill,
        each.referrals,
        None if customer.realised is None else Money(customer.realised, currency),
        Money(accepted, currency),
        customer.left,
        customer.start,
        customer.brought,
        customer.named,
        privileges,
    )


def _ranked(unit: Unit, loaded: Sequence[Dossier]) -> tuple[Ranked, ...]:
    mine = [each for each in loaded if any(deal.state == State.WON for deal in each.deals)]
    won = {each.account.key for each in mine}
    brought: dict[int, list[bool]] = defaultdict(list)
    for naming in namings(unit):
        brought[naming.by].append(naming.to in won)
    rows = []
    for each in mine:
        patience, here = each.patience(), each.account.key
        named = brought[here]
        rows.append(
            Customer(
                here,
                each.account.currency,
                _realised(each),
                patience.left,
                patience.start,
                sum(named),
                len(named) - sum(named),
                each.parting is not None,
            )
        )
    return rank(rows, _weights(settings(unit)))


def _realised(dossier: Dossier) -> Decimal | None:
    """What was measured in the won deals, a year; a deal without any measurement is left out."""
    measured = {each.deal_id for each in dossier.realised}
    deals = [each for each in dossier.deals if each.state == State.WON and each.key in measured]
    found = [amount for each in deals if (amount := yearly(dossier.realised_of(each))) is not None]
    return sum(found, Decimal(0)) if found else None


def _weights(found: Settings) -> Weights:
    return Weights(*(found.number(f"core.{each}") for each in ("value", "goodwill", "referrals", "part")))


def _granted(unit: Unit) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for each in unit.session.exec(select(Privilege).where(col(Privilege.ended).is_(None)).order_by(col(Privilege.id))):
        found[each.account_id] = (*found.get(each.account_id, ()), each.text)
    return found


def add_privilege(store: Store, occasion: Occasion, account: str, text: str) -> Done[PrivilegeView]:
    """Grant a customer a privilege, from today on.

    Raises:
        Invalid: it says nothing.
        Conflict: they have it already.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def act(unit: Unit, dossier: Dossier) -> PrivilegeView:
        here, said = dossier.account, a_text("privilege", text)
        for each in unit.session.exec(select(Privilege).where(Privilege.account_id == here.key)).all():
            if each.ended is None and fold(each.text) == fold(said):
                raise Conflict(f"{here.name} has that privilege since {each.day.isoformat()}, as number {each.key}")
        number = unit.add(Privilege(account_id=here.key, text=said, day=occasion.today))
        return PrivilegeView(number, here.name, here.key in core(unit), said, occasion.today, None)

    return on_account(store, occasion, account, act)


def end_privilege(store: Store, occasion: Occasion, number: int) -> Done[PrivilegeView]:
    """End a privilege today.

    Raises:
        Unknown: there is no such privilege.
        Conflict: it has ended already.
    """

    def act(unit: Unit, dossier: Dossier) -> PrivilegeView:
        row = unit.session.get_one(Privilege, number)
        if row.ended is not None:
            raise Conflict(f"privilege {number} ended on {row.ended.isoformat()} already")
        row.ended = occasion.today
        unit.session.flush()
        here = dossier.account
        return PrivilegeView(number, here.name, here.key in core(unit), row.text, row.day, row.ended)

    account = store.read(lambda unit: account_of(unit, Privilege, "privilege", number))
    return on_account(store, occasion, account, act)


def list_privileges(store: Store, account: str | None = None) -> list[PrivilegeView]:
    """The privileges that hold, those of one account or of all, account by account.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[PrivilegeView]:
        query = select(Privilege).where(col(Privilege.ended).is_(None))
        if account is not None:
            query = query.where(Privilege.account_id == find.account(unit, account).key)
        rows = unit.session.exec(query.order_by(col(Privilege.id))).all()
        names = dict(unit.session.exec(select(Account.id, Account.name)).all())
        best = core(unit) if rows else frozenset[int]()
        found = [
            PrivilegeView(each.key, names[each.account_id], each.account_id in best, each.text, each.day, each.ended)
            for each in rows
        ]
        return sorted(found, key=lambda each: (not each.core, fold(each.account), each.number))

    return store.read(read)
