"""Deals: won, lost, and the pipeline."""

import json
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money, read_amount
from valueloop.domain.page.deal import Closed, DealView
from valueloop.domain.page.standing import Done
from valueloop.domain.value.frozen import to_plain
from valueloop.errors import Refused
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load_all
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.named import same_currency
from valueloop.usecases.rates import count
from valueloop.usecases.standing import on_account


def win(store: Store, occasion: Occasion, account: str, price: str | None, reason: str) -> Done[Closed]:
    """Win the open deal at a price (else that of the accepted offer), and freeze its value case.

    Raises:
        Refused: no deal is open, or no price is known.
        Conflict: the price is in another currency than the account's.
    """

    def act(unit: Unit, dossier: Dossier) -> Closed:
        agreed = _agreed_price(dossier, price)
        return close(unit, dossier, occasion, State.WON, agreed, reason)

    return on_account(store, occasion, account, act)


def lose(store: Store, occasion: Occasion, account: str, reason: str) -> Done[Closed]:
    """Lose the open deal, with the reason, and freeze its value case.

    Raises:
        Refused: no deal is open, or no reason is given.
    """

    def act(unit: Unit, dossier: Dossier) -> Closed:
        if not reason.strip():
            raise Refused("a lost deal teaches nothing without its reason")
        return close(unit, dossier, occasion, State.LOST, None, reason)

    return on_account(store, occasion, account, act)


def _agreed_price(dossier: Dossier, typed: str | None) -> Decimal:
    if typed is not None:
        asked = read_amount(typed, dossier.account.currency)
        same_currency(dossier.account, asked.currency, typed)
        return asked.amount
    deal = dossier.open_deal
    yes = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    taken = [each for each in dossier.offers if deal and each.deal_id == deal.id and each.id in yes]
    if not taken and deal:
        raise Refused("no offer of this deal was accepted, so its price is not known: give it with --price")
    return taken[-1].price if taken else Decimal(0)


def close(unit: Unit, dossier: Dossier, occasion: Occasion, state: State, price: Decimal | None, reason: str) -> Closed:
    """Close the open deal, count what it teaches, and freeze its value case.

    Raises:
        Refused: no deal is open.
    """
    deal, currency = dossier.open_deal, dossier.account.currency
    if deal is None:
        raise Refused(f"no deal is open at {dossier.account.name}: the next value line or offer opens one")
    count(unit, dossier, lost=state is State.LOST)
    case = dossier.case(deal)
    accepted = dossier.result(deal).value.present_value
    deal.state, deal.closed, deal.price, deal.reason = state, occasion.today, price, reason.strip()
    deal.frozen = json.dumps(to_plain(case), ensure_ascii=False)
    unit.session.add(deal)
    money = None if price is None else Money(price, currency)
    return Closed(deal.key, state, money, Money(accepted, currency), deal.reason)


def pipeline(store: Store, *, everything: bool = False) -> list[DealView]:
    """The open deals, the oldest first; or with `everything` the closed ones too."""

    def read(unit: Unit) -> list[DealView]:
        query = select(Deal).order_by(col(Deal.id))
        if not everything:
            query = query.where(Deal.state == State.OPEN)
        deals = unit.session.exec(query).all()
        wanted = {each.account_id for each in deals}
        accounts = [each for each in unit.session.exec(select(Account)).all() if each.key in wanted]
        dossiers = {each.account.key: each for each in load_all(unit, accounts)}
        return [view_of(dossiers[each.account_id], each) for each in deals]

    return store.read(read)


def view_of(dossier: Dossier, deal: Deal) -> DealView:
    """A deal of a loaded account, as the pipeline shows it."""
    result, currency = dossier.result(deal), dossier.account.currency
    offered = [each.price for each in dossier.offers if each.deal_id == deal.id]
    price = deal.price if deal.price is not None else (offered[-1] if offered else None)
    return DealView(
        deal.key,
        dossier.account.name,
        State(deal.state),
        deal.opened,
        deal.closed,
        None if price is None else Money(price, currency),
        Money(result.accepted.per_year, currency),
        Money(result.potential.per_year, currency),
        deal.reason,
    )
