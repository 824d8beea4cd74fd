"""What to do next at one account, and today over all of them."""

from datetime import date

from sqlmodel import col, func, select

from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.today import NextPage, OfferView, OwedView, StepView, TodayPage
from valueloop.domain.plan.advice import MoveKind, next_move
from valueloop.domain.touch import Kind
from valueloop.store.account import Account, Product
from valueloop.store.contact import Step, Touch
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Offer, Response
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.standing import look, situation

QUIET_DAYS = 30  # an account with an open deal that nobody has talked to for so long is owed a call


def next_at(store: Store, account: str, today: date) -> NextPage:
    """The next move at one account."""

    def view(dossier: Dossier) -> NextPage:
        move, patience = next_move(situation(dossier, today)), dossier.patience()
        worth = dossier.money().get(move.number or 0) if move.kind is MoveKind.ASK else None
        money = Money(worth, dossier.account.currency) if worth else None
        return NextPage(dossier.account.name, move, money, patience.left, patience.start)

    return look(store, account, view)


def today(store: Store, day: date) -> TodayPage:
    """What a day asks for, over all accounts."""

    def read(unit: Unit) -> TodayPage:
        session = unit.session
        names = dict(session.exec(select(Account.id, Account.name)).all())
        steps = session.exec(select(Step).where(col(Step.done).is_(None))).all()
        rows = [
            StepView(each.key, names[each.account_id], each.text, each.due, (day - each.due).days if each.due else 0)
            for each in sorted(steps, key=lambda each: (each.due or date.max, each.key))
        ]
        open_deals = session.exec(select(Deal).where(Deal.state == State.OPEN)).all()
        accounts = {each.account_id for each in open_deals}
        return TodayPage(
            day,
            len(names),
            len(open_deals),
            tuple(each for each in rows if each.due is not None and each.due <= day),
            tuple(each for each in rows if each.due is None or each.due > day),
            tuple(_waiting(unit, day, {each.key for each in open_deals}, names)),
            tuple(_owed(unit, day, accounts, {each.account_id for each in steps}, names)),
        )

    return store.read(read)


def _waiting(unit: Unit, day: date, deals: set[int], names: dict[int | None, str]) -> list[OfferView]:
    answered = set(unit.session.exec(select(Response.offer_id).where(Response.verdict != Verdict.SILENT)).all())
    query = select(Offer, Product, Account.currency).where(
        Offer.product_id == Product.id, Offer.account_id == Account.id, col(Offer.deal_id).in_(deals)
    )
    return [
        OfferView(
            each.key, names[each.account_id], product.name, Money(each.price, currency), each.day, (day - each.day).days
        )
        for each, product, currency in unit.session.exec(query.order_by(col(Offer.day), col(Offer.id))).all()
        if each.id not in answered
    ]


def _owed(
    unit: Unit, day: date, accounts: set[int], with_step: set[int], names: dict[int | None, str]
) -> list[OwedView]:
    """Accounts with an open deal, no step agreed, and no touch for a month; the longest silence first."""
    query = select(Touch.account_id, func.max(Touch.day)).where(Touch.kind != Kind.NOTE).group_by(col(Touch.account_id))
    latest = dict(unit.session.exec(query).all())
    owed = []
    for account in accounts - with_step:
        last = latest.get(account)
        quiet = (day - last).days if last else None
        if quiet is None or quiet >= QUIET_DAYS:
            owed.append(OwedView(names[account], last, quiet))
    return sorted(owed, key=lambda each: (-(each.quiet_days if each.quiet_days is not None else 10**6), each.account))
