"""What was done at an account, and what came of it: its moves in order, its deals, the needs found and those gone."""

from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from valueloop.domain.deal import State
from valueloop.domain.loop.belief import FOUND, GONE
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.similar import PastDeal, PastMove, PastNeed
from valueloop.domain.similarity import Traits, role_mix
from valueloop.domain.value.case import work
from valueloop.domain.value.line import Effect
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need, Observation, Offer
from valueloop.store.value import Deal


def traits_of(dossier: Dossier) -> Traits:
    """What is known of a loaded account that it may have in common with another."""
    mix = role_mix((each.name, each.role, each.department) for each in dossier.contacts)
    return traits(dossier.account, mix, frozenset(each.name for each in dossier.needs))


def traits(row: Account, people: frozenset[str], needs: frozenset[str]) -> Traits:
    """The same of an account's row, with the roles of its people and the names of its needs."""
    return Traits(row.industry, row.size, row.region, row.exposure or "", row.exposed_by, people, needs)


def state(dossier: Dossier) -> State | None:
    """How it went at an account: won if any deal was, else lost if any was, else open; None with no deal yet."""
    states = {each.state for each in dossier.deals}
    return next((each for each in (State.WON, State.LOST, State.OPEN) if each in states), None)


def deals(dossier: Dossier) -> tuple[PastDeal, ...]:
    """The deals of an account, in the order in which they were opened."""
    return tuple(PastDeal(State(each.state), each.closed, _price(dossier, each), each.reason) for each in dossier.deals)


def _price(dossier: Dossier, deal: Deal) -> Money | None:
    offered = [each.price for each in dossier.offers if each.deal_id == deal.id]
    price = deal.price if deal.price is not None else (offered[-1] if offered else None)
    return None if price is None else Money(price, dossier.account.currency)


def found(dossier: Dossier) -> tuple[PastNeed, ...]:
    """The needs that were found: sure enough to offer on, or covered by an offer that was accepted."""
    seen = (past_need(dossier, each) for each in dossier.needs)
    return tuple(each for each in seen if each.chance >= FOUND or each.accepted)


def gone(dossier: Dossier) -> tuple[PastNeed, ...]:
    """The needs that are set aside: the evidence has spoken against them, and no accepted offer covers them."""
    return tuple(past_need(dossier, each) for each in dossier.needs if is_gone(dossier, each))


def is_gone(dossier: Dossier, need: Need) -> bool:
    """Whether a need is set aside at an account."""
    return dossier.belief(need).chance < GONE and need.key not in _accepted(dossier)


def past_need(dossier: Dossier, need: Need) -> PastNeed:
    """A need of an account, as another one looks at it."""
    belief, accepted = dossier.belief(need), need.key in _accepted(dossier)
    return PastNeed(need.number, need.name, Direction(need.direction), belief.chance, belief.verified, accepted)


def _accepted(dossier: Dossier) -> set[int]:
    yes = [number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED]
    return {need for offer in yes for need in dossier.covered[offer]}


def moves(dossier: Dossier) -> tuple[PastMove, ...]:
    """The questions that were put and the offers that were made, in order, each with the answer that it got."""
    worths = {each.key: _worths(dossier, each) for each in dossier.deals}
    made = [(each.day, each.act_id, _offered(dossier, each, worths[each.deal_id])) for each in dossier.offers]
    asked = [(each[0].day, each[0].act_id, _asked(dossier, each)) for each in _questions(dossier)]
    return tuple(move for _, _, move in sorted([*asked, *made], key=lambda each: each[:2]))


def _worths(dossier: Dossier, deal: Deal) -> dict[int, Decimal]:
    """The present value that a deal's lines tie to each need, by number; whatever was learned of the need since."""
    case = dossier.case(deal)
    lines = work(replace(case, lines=tuple(replace(each, refuted=False) for each in case.lines))).lines
    found: dict[int, Decimal] = defaultdict(Decimal)
    for each in lines:
        if each.line.need is not None and each.line.effect is not Effect.COST and each.present_value > 0:
            found[each.line.need] += each.present_value
    return found


def _part_asked(dossier: Dossier, offer: Offer, worths: dict[int, Decimal]) -> Decimal | None:
    """The price of an offer as a part of what it covers is worth; None where the money of a need is not known."""
    needs = [dossier.need[each] for each in dossier.covered[offer.key]]
    numbers = [each.number for each in needs if each.direction != Direction.PERSONAL]
    if not numbers or any(each not in worths for each in numbers):
        return None
    value = sum((worths[each] for each in numbers), Decimal(0))
    return EXACT.divide(offer.price, value).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)


def _questions(dossier: Dossier) -> list[list[Observation]]:
    """What was asked, each act's answers of one person by one channel together."""
    grouped: dict[tuple[int, str, int | None], list[Observation]] = defaultdict(list)
    for each in dossier.observations:
        if each.response_id is None and way(Channel(each.channel)) is Way.ASK:
            grouped[each.act_id, each.channel, each.contact_id].append(each)
    return list(grouped.values())


def _asked(dossier: Dossier, seen: list[Observation]) -> PastMove:
    answers = _answers(dossier, seen)
    needs = tuple(name for name, _ in answers)
    person = dossier.name_of(seen[0].contact_id)
    return PastMove(seen[0].day, Channel(seen[0].channel), person, needs, answers)


def _offered(dossier: Dossier, offer: Offer, worths: dict[int, Decimal]) -> PastMove:
    answer, currency = dossier.answer.get(offer.key), dossier.account.currency
    told = [each for each in dossier.observations if answer and each.response_id == answer.id]
    return PastMove(
        offer.day,
        None,
        dossier.name_of(offer.contact_id),
        tuple(dossier.need[each].name for each in dossier.covered[offer.key]),
        _answers(dossier, told),
        dossier.products[offer.product_id].name,
        Money(offer.price, currency),
        _part_asked(dossier, offer, worths),
        offer.terms,
        Verdict(answer.verdict) if answer else None,
        Reason(answer.reason) if answer and answer.reason else None,
        Money(answer.price, currency) if answer and answer.price is not None else None,
    )


def _answers(dossier: Dossier, seen: list[Observation]) -> tuple[tuple[str, Answer], ...]:
    return tuple((dossier.need[each.need_id].name, Answer(each.answer)) for each in seen)
