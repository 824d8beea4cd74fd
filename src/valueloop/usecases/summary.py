"""The deal summary of an account, gathered."""

from datetime import date

from valueloop.domain.loop.belief import Reading
from valueloop.domain.loop.evidence import Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.summary import EvidenceView, NeedView, OfferSummary, SummaryPage, TouchView
from valueloop.domain.page.today import StepView
from valueloop.store.dossier import Dossier, Seen
from valueloop.store.loop import Need
from valueloop.store.session import Store
from valueloop.usecases.account import page as account_page
from valueloop.usecases.contact import people
from valueloop.usecases.deal import view_of as deal_view
from valueloop.usecases.history import history_of
from valueloop.usecases.promise import views_of
from valueloop.usecases.proposition import map_of
from valueloop.usecases.standing import look
from valueloop.usecases.worth import share_of, value_of


def summary(store: Store, account: str, today: date) -> SummaryPage:
    """Everything that a deal summary says, of the open deal or else the latest."""
    return look(store, account, lambda dossier: summary_of(dossier, today))


def summary_of(dossier: Dossier, today: date) -> SummaryPage:
    """The same of a loaded account."""
    deal = dossier.deal
    return SummaryPage(
        today,
        account_page(dossier).account,
        deal_view(dossier, deal) if deal else None,
        people(dossier),
        tuple(_need(dossier, each) for each in dossier.needs),
        history_of(dossier),
        value_of(dossier, deal),
        share_of(dossier, deal),
        map_of(dossier),
        tuple(_offers(dossier)),
        tuple(
            StepView(each.key, dossier.account.name, each.text, each.due, (today - each.due).days if each.due else 0)
            for each in dossier.steps
            if each.done is None
        ),
        tuple(
            TouchView(
                each.key,
                each.kind,
                each.inbound,
                each.day,
                tuple(dossier.person[who].name for who in dossier.present[each.key]),
                each.text,
                each.hours,
            )
            for each in dossier.touches
        ),
        views_of(dossier, today),
    )


def _offers(dossier: Dossier) -> list[OfferSummary]:
    made = []
    for each in dossier.offers:
        if dossier.deal is None or each.deal_id != dossier.deal.id:
            continue
        answer = dossier.answer.get(each.key)
        made.append(
            OfferSummary(
                each.key,
                dossier.products[each.product_id].name,
                Money(each.price, dossier.account.currency),
                each.terms,
                each.day,
                each.touch_id,
                tuple(dossier.need[number].number for number in dossier.covered[each.key]),
                dossier.name_of(each.contact_id),
                answer.verdict if answer else "open",
                answer.reason if answer else None,
                answer.day if answer else None,
                answer.touch_id if answer else None,
            )
        )
    return made


def _need(dossier: Dossier, row: Need) -> NeedView:
    belief, seen, money = dossier.belief(row), dossier.evidence(row), dossier.money().get(row.number)
    return NeedView(
        row.number,
        row.name,
        Direction(row.direction),
        row.weight,
        row.chance,
        belief.chance,
        Channel(row.channel),
        dossier.name_of(row.contact_id),
        row.touch_id,
        Money(money, dossier.account.currency) if money is not None else None,
        tuple(_evidence(dossier, each, reading) for each, reading in zip(seen, belief.readings, strict=True)),
    )


def _evidence(dossier: Dossier, seen: Seen, reading: Reading) -> EvidenceView:
    return EvidenceView(
        seen.evidence.answer,
        seen.evidence.channel,
        seen.evidence.day,
        dossier.name_of(seen.contact_id),
        seen.touch_id,
        reading.ratio,
        reading.counts,
        reading.before,
        reading.after,
    )
