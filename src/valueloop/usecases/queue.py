"""The interrupt queue over all accounts: what waits at customers, core customers first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.invoice import at_first
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.queue import QueuePage, QueueRow
from valueloop.domain.promise import Stage, Step, owed
from valueloop.domain.queue import BILL_WITHIN, Place, Waits, in_order, unanswered
from valueloop.domain.referral import Why
from valueloop.domain.touch import Kind
from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.customer import Referral, Threat
from valueloop.store.delivery import Delivery, Deployment
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Invoice
from valueloop.store.load import load_all
from valueloop.store.promise import Defect, Promise
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.core_customer import core_among, privileges_of
from valueloop.usecases.delivery import won_deal
from valueloop.usecases.receivables import invoices_of
from valueloop.usecases.referral import owed_of
from valueloop.usecases.won import outcome_of, terms_of


@dataclass(frozen=True)
class _Raised:
    """What waits at an account, as its rows have it."""

    place: Place
    number: int | None
    text: str
    contact: int | None = None
    stage: Stage | None = None
    amount: Decimal | None = None
    why: Why | None = None


def queue(store: Store, today: date, *, everything: bool = False) -> QueuePage:
    """What waits at customers, in order; with `everything` what is only to come too, or has no day."""
    return store.read(lambda unit: queue_of(unit, today, everything=everything))


def queue_of(unit: Unit, today: date, *, everything: bool = False) -> QueuePage:
    """The same in a transaction in hand."""
    loaded = load_all(unit, _concerned(unit))
    after, core = load_after(unit, [each.account for each in loaded]), core_among(unit, loaded)
    found: list[tuple[Place, QueueRow]] = []
    for dossier in loaded:
        here = dossier.account.key
        granted = privileges_of(after[here]) if here in core else ()
        raised = [*_waiting(dossier, after[here]), *_to_invoice(unit, dossier, after[here], today)]
        found += [(each.place, _row(each, dossier, today, granted, core=here in core)) for each in raised]
    shown = [each for each in found if everything or each[0].now(today)]
    return QueuePage(today, tuple(row for _, row in in_order(shown, core, today)), len(found) - len(shown))


def _concerned(unit: Unit) -> list[Account]:
    """The accounts where anything can wait: customers, and those with a promise, a defect, a referral of their own."""
    won = select(Deal.account_id).where(Deal.state == State.WON)
    wanted: set[int | None] = set(unit.session.exec(won).all())
    for kind in (Promise, Defect, Delivery, Deployment, Invoice, Threat, Referral):
        wanted |= set(unit.session.exec(select(kind.account_id).distinct()).all())
    wanted |= set(unit.session.exec(select(Account.exposing_id).where(col(Account.exposing_id).is_not(None))).all())
    rows = unit.session.exec(select(Account).order_by(col(Account.id))).all() if wanted else []
    return [each for each in rows if each.id in wanted]


def _row(each: _Raised, dossier: Dossier, today: date, granted: tuple[str, ...], *, core: bool) -> QueueRow:
    place = each.place
    return QueueRow(
        place.waits,
        each.number,
        dossier.account.name,
        core,
        place.urgent,
        each.text,
        dossier.name_of(each.contact),
        place.since,
        place.due,
        place.late(today),
        each.stage,
        None if each.amount is None else Money(each.amount, dossier.account.currency),
        each.why,
        granted,
    )


def _waiting(dossier: Dossier, after: After) -> Iterator[_Raised]:
    here = dossier.account.key
    yield from _defects(dossier)
    for promise in dossier.promises:
        if promise.key not in dossier.ends:
            place = Place(here, Waits.PROMISE, promise.day, promise.due)
            yield _Raised(place, promise.key, promise.text, promise.contact_id)
    for delivery in after.deliveries:
        if delivery.delivered is None and delivery.accepted is None:
            place = Place(here, Waits.DELIVERY, delivery.day, delivery.due)
            yield _Raised(place, delivery.key, delivery.text, delivery.contact_id)
    yield from _invoices(after)
    for thanks in owed_of(dossier, after):
        place = Place(here, Waits.THANKS, thanks.since, thanks.due)
        yield _Raised(place, None, thanks.about, thanks.contact, why=thanks.why)
    if dossier.parting is None:
        yield from _threats(dossier, after)
        for runs in after.deployments:
            if runs.ended is None and runs.review is not None:
                place = Place(here, Waits.REVIEW, runs.reviewed or runs.since, runs.review)
                yield _Raised(place, runs.key, runs.text, runs.contact_id)


def _defects(dossier: Dossier) -> Iterator[_Raised]:
    for each in dossier.defects:
        steps = [Step(Stage(one.stage), one.day, one.due) for one in dossier.steps_of(each)]
        if (follows := owed(each.day, steps, dossier.settings.pace)) is not None:
            place = Place(each.account_id, Waits.DEFECT, each.day, follows.due, each.urgent)
            yield _Raised(place, each.key, each.text, each.contact_id, stage=follows.stage)


def _invoices(after: After) -> Iterator[_Raised]:
    for each in after.invoices:
        paid = [one.amount for one in after.payments.get(each.key, ())]
        left = reduce(EXACT.subtract, paid, each.amount)
        if left > 0 and each.cancelled is None:
            place = Place(each.account_id, Waits.INVOICE, each.issued or each.due, each.due)
            yield _Raised(place, each.key, each.text, amount=left)


def _threats(dossier: Dossier, after: After) -> Iterator[_Raised]:
    spoken = [each for each in dossier.touches if not each.inbound and each.kind != Kind.NOTE]
    ours = [(each.day, each.act_id, each.text) for each in spoken]
    for each in after.threats:
        if each.ended is None and unanswered((each.day, each.act_id), each.rival, ours):
            yield _Raised(Place(each.account_id, Waits.THREAT, each.day), each.key, each.rival, each.contact_id)


def _to_invoice(unit: Unit, dossier: Dossier, after: After, today: date) -> Iterator[_Raised]:
    """What nobody has invoiced of the deal won last: what is paid at first, and what follows from realised value."""
    deal = won_deal(dossier)
    if deal is None or deal.closed is None:
        return
    here, price = dossier.account.key, deal.price or Decimal(0)
    live = [each for each in after.invoices if each.deal_id == deal.id and each.cancelled is None]
    if price > 0 and all(each.outcome or each.amount <= 0 for each in live):
        asked = at_first(terms_of(dossier, deal), price)
        if asked > 0:
            yield _Raised(Place(here, Waits.BILL, deal.closed, deal.closed + BILL_WITHIN), deal.key, "", amount=asked)
    measured = [each.day for each in dossier.realised if each.deal_id == deal.id]
    if measured:
        reckoned = outcome_of(dossier, deal, invoices_of(unit, today, here))
        if reckoned is not None and reckoned.part.amount:
            place = Place(here, Waits.OUTCOME, max(measured), max(measured) + BILL_WITHIN)
            yield _Raised(place, deal.key, "", amount=reckoned.part.amount)
