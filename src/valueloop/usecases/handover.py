"""The handover of a won deal: the needs in the customer's words, what was sold and promised, what is not met yet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.case import input_view, line_view
from valueloop.domain.page.delivery import DeliveryView, DeploymentView
from valueloop.domain.page.handover import (
    HandoverPage,
    NeedFound,
    NotMet,
    Promised,
    Said,
    Served,
    Sold,
    WonDeal,
)
from valueloop.domain.promise import Word
from valueloop.domain.touch import Kind
from valueloop.domain.value.line import Effect, Status, Worked
from valueloop.store import find
from valueloop.store.after import After, load_after
from valueloop.store.dossier import Dossier, Seen
from valueloop.store.load import load
from valueloop.store.loop import Need
from valueloop.store.promise import Promise
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.contact import people
from valueloop.usecases.delivery import deal_needs, delivery_view, won_deal
from valueloop.usecases.deployment import deployment_view
from valueloop.usecases.gaps import is_found, over_the_store, products_of, unmet_needs, yearly
from valueloop.usecases.worth import agreed_terms


def handover(store: Store, account: str, today: date) -> HandoverPage:
    """The handover of the latest deal that was won at an account; before that, what is known so far.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return store.read(lambda unit: _page(unit, account, today))


def _page(unit: Unit, account: str, today: date) -> HandoverPage:
    dossier = load(unit, find.account(unit, account))
    deal, after = won_deal(dossier), load_after(unit, [dossier.account])[dossier.account.key]
    of_deal = deal_needs(dossier, deal) if deal else []
    number = deal.id if deal else None
    promises = [each for each in dossier.promises if deal is None or each.deal_id in (None, number)]
    parts = tuple(delivery_view(dossier, after, each, today) for each in after.deliveries if each.deal_id == number)
    runs = tuple(deployment_view(dossier, after, each, today) for each in after.deployments if each.ended is None)
    result = dossier.result(deal)
    agreed = [each for each in result.lines if each.status is Status.ACCEPTED]
    used = {name for each in agreed if each.equation for name in each.equation.names}
    return HandoverPage(
        dossier.account.name,
        today,
        dossier.account.owner,
        _deal(dossier, deal) if deal else None,
        people(dossier),
        tuple(_needs(dossier, of_deal, agreed)),
        tuple(line_view(each, dossier.account.currency) for each in agreed),
        tuple(input_view(each) for each in result.case.inputs if each.name in used),
        tuple(_promised(dossier, each, today) for each in promises),
        parts,
        runs,
        tuple(_served(of_deal, parts, runs)),
        _not_met(unit, dossier, after),
    )


def _deal(dossier: Dossier, deal: Deal) -> WonDeal:
    currency = dossier.account.currency
    yes = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    sold = tuple(
        Sold(
            each.key,
            dossier.products[each.product_id].name,
            Money(each.price, currency),
            each.terms,
            tuple(dossier.need[need].number for need in dossier.covered[each.key]),
            dossier.answer[each.key].day,
        )
        for each in dossier.offers
        if each.deal_id == deal.id and each.key in yes
    )
    terms = dossier.case(deal).terms
    price = Money(deal.price, currency) if deal.price is not None else None
    paid_yearly, by_outcome = bool(terms and terms.per_year), agreed_terms(dossier, deal)
    return WonDeal(deal.key, deal.closed or deal.opened, price, paid_yearly, deal.reason, sold, by_outcome)


def _needs(dossier: Dossier, wanted: Sequence[Need], agreed: Sequence[Worked]) -> Iterator[NeedFound]:
    """The needs that were found, those of the deal first."""
    of_deal = {each.key for each in wanted}
    worths, currency = yearly(dossier), dossier.account.currency
    for need in sorted(dossier.needs, key=lambda each: each.key not in of_deal):
        if need.key not in of_deal and not is_found(dossier, need):
            continue
        lines = [each for each in agreed if each.line.need == need.number]
        by = [each.line.acceptance.by for each in lines if each.line.acceptance]
        yearly_lines = [each.amount for each in lines if each.line.effect is not Effect.COST and not each.line.single]
        worth = worths.get(need.number)
        yield NeedFound(
            need.number,
            need.name,
            Direction(need.direction),
            dossier.belief(need).chance,
            dossier.name_of(need.contact_id),
            None if worth is None else Money(worth, currency),
            tuple(dict.fromkeys(by)),
            Money(sum(yearly_lines, Decimal(0)), currency) if yearly_lines else None,
            need.key in of_deal,
            _told(dossier, need),
            tuple(_said(dossier, need)),
        )


def _told(dossier: Dossier, need: Need) -> bool:
    """Whether somebody of theirs said yes to the need, and it still counts."""
    seen = zip(dossier.evidence(need), dossier.belief(need).readings, strict=True)
    return any(
        reading.counts
        and each.contact_id is not None
        and each.evidence.answer is Answer.YES
        and way(each.evidence.channel) in (Way.ASK, Way.TEST)
        for each, reading in seen
    )


def _said(dossier: Dossier, need: Need) -> Iterator[Said]:
    """What speaks of a need, in time: each touch once, with all that was learned in it; then what has only a note."""
    found: dict[int, list[Seen]] = {need.touch_id: []} if need.touch_id else {}
    loose: list[Said] = []
    for each in dossier.evidence(need):
        if each.touch_id:
            found.setdefault(each.touch_id, []).append(each)
        elif each.note:
            seen = each.evidence
            who = dossier.name_of(each.contact_id)
            loose.append(Said(seen.day, seen.channel.value, None, who, (), each.note, (seen.answer,)))
    said = [_in_touch(dossier, number, seen) for number, seen in found.items()]
    yield from sorted([*said, *loose], key=lambda each: (each.day, each.touch or 0))


def _in_touch(dossier: Dossier, number: int, seen: Sequence[Seen]) -> Said:
    touch = dossier.touch[number]
    present = tuple(dossier.person[each].name for each in dossier.present[number])
    speakers = [each.contact_id for each in seen if each.contact_id is not None]
    return Said(
        touch.day,
        Kind(touch.kind).value,
        number,
        dossier.name_of(speakers[-1]) if speakers else None,
        present,
        touch.text,
        tuple(dict.fromkeys(each.evidence.answer for each in seen if not _of_no_need(each))),
    )


def _of_no_need(seen: Seen) -> bool:
    """Whether it is a refusal that says nothing of the need itself."""
    return (seen.evidence.channel, seen.evidence.answer) == (Channel.REFUSAL, Answer.UNSURE)


def _promised(dossier: Dossier, row: Promise, today: date) -> Promised:
    end = dossier.ends.get(row.key)
    stands = Word.OPEN if end is None else Word.KEPT if end.kept else Word.BROKEN
    overdue = 0 if end is not None or row.due is None else max((today - row.due).days, 0)
    return Promised(row.key, row.text, row.said_by, row.due, row.measure, stands, end.day if end else None, overdue)


def _served(needs: Sequence[Need], parts: Sequence[DeliveryView], runs: Sequence[DeploymentView]) -> Iterator[Served]:
    for need in needs:
        by = [each.number for each in parts if any(one.number == need.number for one in each.needs)]
        runs_for = [each.number for each in runs if any(one.number == need.number for one in each.needs)]
        yield Served(need.number, need.name, tuple(by), tuple(runs_for))


def _not_met(unit: Unit, dossier: Dossier, after: After) -> tuple[NotMet, ...]:
    """The needs found here that are not met, the most money first, each with the same gap over the store."""
    found, worths, currency = (
        list(unmet_needs(dossier, after, products_of(unit))),
        yearly(dossier),
        dossier.account.currency,
    )
    made = [
        NotMet(
            each.need.number,
            each.need.name,
            Direction(each.need.direction),
            each.why,
            Reason(each.answer.reason) if each.answer and each.answer.reason else None,
            each.offer.key if each.offer else None,
            Money(each.offer.price, currency) if each.offer else None,
            Money(worths[each.need.number], currency) if each.need.number in worths else None,
            (),
        )
        for each in found
    ]
    names = {each.name for each in made if each.direction is not Direction.PERSONAL}
    over = over_the_store(unit, names) if names else {}
    order = sorted(made, key=lambda each: (-(each.worth.amount if each.worth else Decimal(0)), each.number))
    return tuple(replace(each, over=over.get(each.name, ())) for each in order)
