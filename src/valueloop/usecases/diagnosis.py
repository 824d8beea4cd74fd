"""Where loops die over the store: how far needs came, and what became of the offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlmodel import select

from valueloop.domain.deal import State
from valueloop.domain.diagnosis import Because, Lot, Turn, diagnosis, grouped, lost
from valueloop.domain.effort import role_of
from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.diagnosis import LoopGroup, LoopReach, LoopsPage
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need, Offer
from valueloop.store.session import Store, Unit
from valueloop.usecases.over_all import loaded
from valueloop.usecases.reached import reached


@dataclass
class _Seen:
    """What the store has of loops: offers, needs by account, and lost deals."""

    turns: list[Turn] = field(default_factory=list)
    accounts: list[list[Went]] = field(default_factory=list)
    lost_deals: int = 0
    lost_without: int = 0


def loops(store: Store) -> LoopsPage:
    """How far needs came and where they stopped; why, by whom and of what offers died; what stands out."""
    return store.read(_page)


def _page(unit: Unit) -> LoopsPage:
    seen = _Seen()
    numbers = set(unit.session.exec(select(Need.account_id).distinct()).all())
    numbers |= set(unit.session.exec(select(Offer.account_id).distinct()).all())
    for dossier, after in loaded(unit, sorted(numbers)):
        seen.accounts.append([went for _, went in reached(dossier, after)])
        seen.turns += _turns(dossier)
        for deal in dossier.deals:
            if deal.state == State.LOST:
                seen.lost_deals += 1
                seen.lost_without += _last_dead(dossier, deal.key) is None
    return _made(seen)


def _made(seen: _Seen) -> LoopsPage:
    died = [each for each in seen.turns if each.because is not None]
    return LoopsPage(
        _reaches(seen.accounts),
        len(seen.turns),
        sum(each.taken for each in seen.turns),
        len(died),
        _monies(lost(died)),
        seen.lost_deals,
        seen.lost_without,
        tuple(map(_group, grouped(died, lambda each: each.because))),
        tuple(map(_group, grouped(seen.turns, lambda each: each.role))),
        tuple(map(_group, grouped(seen.turns, lambda each: each.product))),
        diagnosis(seen.turns, [went for here in seen.accounts for went in here]),
    )


def _reaches(accounts: Sequence[Sequence[Went]]) -> tuple[LoopReach, ...]:
    needs = [went for here in accounts for went in here]
    order = list(Reach)
    dead = [here for here in accounts if here and all(each.stopped for each in here)]
    ends = [max((each.furthest for each in here), key=order.index) for here in dead]
    return tuple(
        LoopReach(
            reach,
            sum(reach in each.reached for each in needs),
            sum(each.stopped and each.furthest is reach for each in needs),
            sum(not each.stopped and each.furthest is reach for each in needs),
            sum(any(reach in each.reached for each in here) for here in accounts),
            ends.count(reach),
        )
        for reach in order
    )


def _turns(dossier: Dossier) -> Iterator[Turn]:
    """The offers of an account, each with what became of it."""
    last = {deal.key: _last_dead(dossier, deal.key) for deal in dossier.deals if deal.state == State.LOST}
    for offer in dossier.offers:
        answer = dossier.answer.get(offer.key)
        who = answer.contact_id if answer and answer.contact_id else offer.contact_id
        person = dossier.person[who] if who else None
        yield Turn(
            dossier.products[offer.product_id].name,
            role_of(person.name, person.role) if person else "",
            dossier.account.currency,
            taken=answer is not None and answer.verdict == Verdict.ACCEPTED,
            because=_because(dossier, offer),
            lost=offer.price if last.get(offer.deal_id) is offer else Decimal(0),
        )


def _last_dead(dossier: Dossier, deal: int) -> Offer | None:
    """The last offer of a deal that died."""
    dead = [each for each in dossier.offers if each.deal_id == deal and _because(dossier, each) is not None]
    return max(dead, key=lambda each: (each.day, each.key), default=None)


def _because(dossier: Dossier, offer: Offer) -> Because | None:
    """Why an offer died: it was refused, or met with silence; or its deal was lost before they said yes."""
    answer = dossier.answer.get(offer.key)
    lost_deal = any(each.id == offer.deal_id and each.state == State.LOST for each in dossier.deals)
    match Verdict(answer.verdict) if answer else None:
        case Verdict.REJECTED:
            return Because(answer.reason) if answer and answer.reason else Because.UNSAID
        case Verdict.SILENT:
            return Because.SILENCE
        case Verdict.COUNTERED if lost_deal:
            return Because.PRICE
        case None if lost_deal:
            return Because.SILENCE
        case _:
            return None


def _group(found: Lot) -> LoopGroup:
    return LoopGroup(found.name, found.offers, found.taken, found.died, _monies(found.lost))


def _monies(found: Sequence[tuple[str, Decimal]]) -> tuple[Money, ...]:
    return tuple(Money(amount, currency) for currency, amount in found)
