"""Deliveries: the parts of a won deal, when each is due, was delivered, and was accepted by them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.delivery import Progress, late, progress
from valueloop.domain.loop.response import Verdict
from valueloop.domain.names import a_text, quoted
from valueloop.domain.page.delivery import DeliveryMoved, DeliveryView, NeedServed
from valueloop.domain.page.standing import Done
from valueloop.domain.value.line import Status
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.delivery import Delivery, DeliveryNeed, Deployment
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load_all
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.named import account_of, contact_named, need_named, source_touch
from valueloop.usecases.standing import on_account


def add(
    store: Store, occasion: Occasion, account: str, text: str, needs: Sequence[str] = (), due: date | None = None
) -> Done[DeliveryMoved]:
    """Add a part of the latest won deal that is to be delivered, with the needs that it serves.

    Raises:
        Refused: no deal was won there.
        Invalid: the text says nothing.
        Ambiguous, Unknown: the account or a need is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> DeliveryMoved:
        here = dossier.account
        deal = won_deal(dossier)
        if deal is None:
            raise Refused(f"no deal with {here.name} is won, so nothing is to be delivered{_how_to_win(dossier)}")
        served = list({(need := need_named(dossier, each)).key: need for each in needs}.values())
        row = Delivery(
            account_id=here.key, deal_id=deal.key, text=a_text("delivery", text), due=due, day=occasion.today
        )
        unit.add(row)
        for each in served:
            unit.add(DeliveryNeed(delivery_id=row.key, need_id=each.key))
        return _moved(unit, dossier, row, occasion.today)

    return on_account(store, occasion, account, act)


def done(store: Store, occasion: Occasion, number: int, when: date | None = None) -> Done[DeliveryMoved]:
    """Record that a part was delivered, today or on another day.

    Raises:
        Unknown: there is no such delivery.
        Conflict: it was delivered already.
        Invalid: the day is still to come.
    """
    day = when or occasion.today
    _has_come(day, occasion.today)

    def act(unit: Unit, dossier: Dossier) -> DeliveryMoved:
        row = unit.session.get_one(Delivery, number)
        if row.delivered is not None:
            raise Conflict(f"delivery {number}, {row.text}, was delivered on {row.delivered.isoformat()} already")
        row.delivered = day
        return _moved(unit, dossier, row, occasion.today)

    account = store.read(lambda unit: account_of(unit, Delivery, "delivery", number))
    return on_account(store, occasion, account, act)


@dataclass(frozen=True)
class AcceptTyped:
    """Who accepted a delivery, on which day, and in which touch they said so."""

    person: str
    when: date | None = None
    touch: int | None = None


def accept(store: Store, occasion: Occasion, number: int, typed: AcceptTyped) -> Done[DeliveryMoved]:
    """Record that a person of theirs accepted a delivery; one that was not delivered yet is delivered by that.

    Raises:
        Unknown, Ambiguous: there is no such delivery, person or touch.
        Conflict: it was accepted already.
        Invalid: the day is still to come, or lies before the delivery.
    """
    day = typed.when or occasion.today
    _has_come(day, occasion.today)

    def act(unit: Unit, dossier: Dossier) -> DeliveryMoved:
        row = unit.session.get_one(Delivery, number)
        if row.accepted is not None:
            by = dossier.name_of(row.contact_id) or "somebody"
            raise Conflict(f"delivery {number}, {row.text}, was accepted by {by} on {row.accepted.isoformat()} already")
        if row.delivered is not None and day < row.delivered:
            raise Invalid("--when", day.isoformat(), f"delivery {number} came on {row.delivered.isoformat()} only")
        who = contact_named(dossier, typed.person)
        by_that = row.delivered is None
        row.delivered, row.accepted = row.delivered or day, day
        row.contact_id = who.key
        row.touch_id = source_touch(dossier, occasion, typed.touch, who.key)
        return replace(_moved(unit, dossier, row, occasion.today), by_that=by_that)

    account = store.read(lambda unit: account_of(unit, Delivery, "delivery", number))
    return on_account(store, occasion, account, act)


def _has_come(day: date, today: date) -> None:
    if day > today:
        raise Invalid(
            "--when", day.isoformat(), "it is still to come", "vl edit delivery:N due=DATE says when it is due"
        )


def won_deal(dossier: Dossier) -> Deal | None:
    """The deal of an account that was won last; None where none was."""
    won = [each for each in dossier.deals if each.state == State.WON]
    return max(won, key=lambda each: (each.closed or each.opened, each.key), default=None)


def _how_to_win(dossier: Dossier) -> str:
    """The command that wins the deal that is open; nothing where none is."""
    return f": vl deal win {quoted(dossier.account.name)} records it once it is" if dossier.open_deal else ""


def deal_needs(dossier: Dossier, deal: Deal) -> list[Need]:
    """The needs that a won deal is to meet: those of the offers taken in it, and of the lines accepted in it."""
    yes = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    taken = [each.key for each in dossier.offers if each.deal_id == deal.id and each.key in yes]
    covered = {need for each in taken for need in dossier.covered[each]}
    lines = dossier.result(deal).lines if dossier.acceptances else ()
    agreed = {each.line.need for each in lines if each.status is Status.ACCEPTED}
    return [each for each in dossier.needs if each.key in covered or each.number in agreed]


def unserved(dossier: Dossier, deal: Deal, after: After) -> tuple[NeedServed, ...]:
    """The needs of a won deal that no delivery of it, and nothing that runs there, serves."""
    parts = [each.key for each in after.deliveries if each.deal_id == deal.id]
    runs = [each.key for each in after.deployments if each.ended is None]
    served = {need for each in parts for need in after.delivered[each]}
    served |= {need for each in runs for need in after.deployed[each]}
    return tuple(NeedServed(each.number, each.name) for each in deal_needs(dossier, deal) if each.key not in served)


def _moved(unit: Unit, dossier: Dossier, row: Delivery, today: date) -> DeliveryMoved:
    unit.session.flush()
    after = load_after(unit, [dossier.account])[dossier.account.key]
    deal = next(each for each in dossier.deals if each.id == row.deal_id)
    parts = [each for each in after.deliveries if each.deal_id == deal.id]
    stand = [progress(each.delivered, each.accepted) for each in parts]
    return DeliveryMoved(
        delivery_view(dossier, after, row, today),
        len(parts),
        stand.count(Progress.OPEN),
        stand.count(Progress.DELIVERED),
        unserved(dossier, deal, after),
    )


def delivery_view(dossier: Dossier, after: After, row: Delivery, today: date) -> DeliveryView:
    """A delivery of a loaded account."""
    return DeliveryView(
        row.key,
        dossier.account.name,
        row.deal_id,
        row.text,
        needs_served(dossier, after.delivered[row.key]),
        progress(row.delivered, row.accepted),
        row.due,
        late(row.due, row.delivered, today),
        row.delivered,
        row.accepted,
        dossier.name_of(row.contact_id),
        row.touch_id,
    )


def needs_served(dossier: Dossier, needs: Iterable[int]) -> tuple[NeedServed, ...]:
    """Needs of a loaded account by their ids, in the order of their numbers."""
    found = sorted((dossier.need[each] for each in needs), key=lambda each: each.number)
    return tuple(NeedServed(each.number, each.name) for each in found)


def list_deliveries(store: Store, account: str | None, today: date) -> list[DeliveryView]:
    """The deliveries of one account, or of all: those to come first, as they are due, and the accepted ones last.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[DeliveryView]:
        found = [
            delivery_view(dossier, after, each, today)
            for dossier, after in with_rows(unit, Delivery, account)
            for each in after.deliveries
        ]
        order = list(Progress)
        return sorted(found, key=lambda each: (order.index(each.progress), each.due or date.max, each.number))

    return store.read(read)


def with_rows(unit: Unit, kind: type[Delivery | Deployment], account: str | None) -> Iterator[tuple[Dossier, After]]:
    """The account named, or every one that has a row of this kind, loaded whole with what came after its deals."""
    if account is not None:
        accounts: Sequence[Account] = [find.account(unit, account)]
    else:
        accounts = unit.session.exec(select(Account).where(col(Account.id).in_(select(kind.account_id)))).all()
    after = load_after(unit, accounts)
    return ((dossier, after[dossier.account.key]) for dossier in load_all(unit, accounts))
