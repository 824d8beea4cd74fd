"""How far each need of an account has come, by what was recorded."""

from collections.abc import Iterator

from valueloop.domain.deal import State
from valueloop.domain.discovery import found_by
from valueloop.domain.loop.belief import GONE
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.loop.response import Verdict
from valueloop.store.after import After
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need, Offer
from valueloop.store.value import Deal


def reached(dossier: Dossier, after: After) -> Iterator[tuple[Need, Went]]:
    """Each need that has to do with money, with how far it came.

    Asked: somebody was asked about it. Found: it is likely enough to offer on, by evidence. Offered, accepted: an offer
    that covers it was made, taken. Won: that offer's deal was. Delivered: all deliveries that serve it, or where none
    is said to, all of the deal, are done. Paid: as much as the deal's price was.

    Stopped, unless it was won: the evidence speaks against it; or its account was parted with; or the account's latest
    deal, which it was part of, was lost, and none is open.
    """
    deals = {each.key: each for each in dossier.deals}
    yes = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    for need in dossier.needs:
        if need.direction == Direction.PERSONAL:
            continue
        offers = [each for each in dossier.offers if need.key in dossier.covered[each.key]]
        taken = [each for each in offers if each.key in yes]
        won = [deal for each in taken if (deal := deals[each.deal_id]).state == State.WON]
        found = {Reach.GUESSED}
        if any(each.need_id == need.id and way(Channel(each.channel)) is Way.ASK for each in dossier.observations):
            found.add(Reach.ASKED)
        if found_by(dossier.belief(need)) is not None:
            found.add(Reach.FOUND)
        if offers:
            found.add(Reach.OFFERED)
        if taken:
            found.add(Reach.ACCEPTED)
        if won:
            found.add(Reach.WON)
        if any(_delivered(after, need, each) for each in won):
            found.add(Reach.DELIVERED)
        if any(_paid(after, each) for each in won):
            found.add(Reach.PAID)
        yield need, Went(frozenset(found), stopped=not won and _stopped(dossier, need, taken))


def _delivered(after: After, need: Need, deal: Deal) -> bool:
    parts = [each for each in after.deliveries if each.deal_id == deal.id]
    serving = [each for each in parts if need.key in after.delivered.get(each.key, ())]
    return bool(parts) and all(each.delivered is not None for each in serving or parts)


def _paid(after: After, deal: Deal) -> bool:
    if not deal.price:
        return False
    invoices = [each for each in after.invoices if each.deal_id == deal.id and each.cancelled is None]
    return sum(payment.amount for each in invoices for payment in after.payments.get(each.key, ())) >= deal.price


def _stopped(dossier: Dossier, need: Need, taken: list[Offer]) -> bool:
    if dossier.parting is not None:
        return True
    if not taken and dossier.belief(need).chance < GONE:
        return True
    last = dossier.deals[-1] if dossier.deals else None
    lost = last is not None and last.state == State.LOST and dossier.open_deal is None
    return lost and last is not None and last.closed is not None and need.day <= last.closed
