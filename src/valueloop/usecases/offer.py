"""Offers: one tests the guesses that it covers; its answer is evidence, and may spend patience."""

from collections.abc import Sequence

from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Channel
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money, read_amount
from valueloop.domain.page.standing import Done
from valueloop.domain.page.turn import Offered, Responded, RespondTyped
from valueloop.errors import Conflict, Invalid
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Observation, Offer, OfferNeed, Response
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import (
    account_of,
    contact_named,
    need_named,
    same_currency,
    source_touch,
    the_open_deal,
)
from valueloop.usecases.standing import on_account


def offer(
    store: Store,
    occasion: Occasion,
    account: str,
    product: str,
    price: str,
    needs: Sequence[str] = (),
    terms: str = "",
    person: str | None = None,
    touch: int | None = None,
) -> Done[Offered]:
    """Put an offer on the table: a product at a price, against the needs that it covers.

    Raises:
        Conflict: the price is in another currency than the account's.
        Ambiguous, Unknown: the product, a need, the person or the touch is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> Offered:
        sold = find.product(unit, product)
        covered = list({(need := need_named(dossier, each)).key: need for each in needs}.values())
        asked = read_amount(price, dossier.account.currency, "price")
        same_currency(dossier.account, asked.currency, price)
        who = contact_named(dossier, person) if person is not None else None
        row = Offer(
            account_id=dossier.account.key,
            deal_id=the_open_deal(unit, dossier, occasion).key,
            product_id=sold.key,
            price=asked.amount,
            terms=terms.strip(),
            contact_id=who.key if who else None,
            # An offer is our own word: it is its own source, unless a touch is named.
            touch_id=None if touch is None else source_touch(dossier, occasion, touch, None),
            day=occasion.today,
        )
        number = unit.add(row)
        for need in covered:
            unit.add(OfferNeed(offer_id=number, need_id=need.key))
        known = sold.floor if sold.currency == asked.currency else None
        floor = Money(known, asked.currency) if known is not None and asked.amount < known else None
        return Offered(
            number,
            sold.name,
            asked,
            row.terms,
            who.name if who else None,
            tuple(each.number for each in covered),
            row.touch_id,
            floor,
        )

    return on_account(store, occasion, account, act)


def respond(store: Store, occasion: Occasion, offer: int, typed: RespondTyped) -> Done[Responded]:
    """Record the answer to an offer, per need where it is known.

    Raises:
        Unknown: there is no such offer; a need, the person or the touch is not there.
        Invalid: a need is named that the offer does not cover; a price without a counter-offer.
    """

    def act(unit: Unit, dossier: Dossier) -> Responded:
        row = next(each for each in dossier.offers if each.id == offer)
        _fits(dossier, row, typed)
        answers = [(need_named(dossier, given), answer) for given, answer in typed.answers]
        for need, _ in answers:
            if need.key not in dossier.covered[offer]:
                raise Invalid("--need", str(need.number), f"offer {offer} does not cover it", "use vl learn")
        countered = None
        if typed.price is not None:
            countered = read_amount(typed.price, dossier.account.currency, "price")
            same_currency(dossier.account, countered.currency, typed.price)
        who = contact_named(dossier, typed.person).key if typed.person is not None else row.contact_id
        source = source_touch(dossier, occasion, typed.touch, who)
        response = Response(
            offer_id=offer,
            verdict=typed.verdict,
            reason=typed.reason,
            price=countered.amount if countered else None,
            contact_id=who,
            touch_id=source,
            day=occasion.today,
            note=typed.note.strip(),
        )
        number = unit.add(response)
        for need, answer in answers:
            unit.add(
                Observation(
                    need_id=need.key,
                    channel=Channel.OFFER,
                    answer=answer,
                    contact_id=who,
                    touch_id=source,
                    response_id=number,
                    day=occasion.today,
                )
            )
        product = dossier.products[row.product_id].name
        return Responded(offer, product, typed.verdict, typed.reason, countered, dossier.name_of(who), source)

    account = store.read(lambda unit: account_of(unit, Offer, "offer", offer))
    return on_account(store, occasion, account, act)


def _fits(dossier: Dossier, offer: Offer, typed: RespondTyped) -> None:
    told = dossier.answer.get(offer.key)
    if told is not None and told.verdict == typed.verdict and typed.verdict in (Verdict.ACCEPTED, Verdict.REJECTED):
        raise Conflict(f"offer {offer.key} was {told.verdict} on {told.day.isoformat()} already")
    if typed.verdict is Verdict.ACCEPTED and typed.reason:
        raise Invalid("--because", typed.reason.value, "a yes needs no reason against", "put it into --note")
    if typed.price is not None and typed.verdict is not Verdict.COUNTERED:
        raise Invalid("--price", typed.price, "only a counter-offer names a price", "use: vl respond … countered")
    if any(each.id == offer.deal_id and each.state != State.OPEN for each in dossier.deals):
        raise Conflict(f"offer {offer.id} belongs to a deal that is closed")
