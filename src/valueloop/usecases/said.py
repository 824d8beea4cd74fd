"""What of an account's record is ours and what is theirs: needs with their word on them, offers, lines, statements."""

from collections import defaultdict
from decimal import Decimal

from valueloop.domain.check.parts import (
    Incumbent,
    Offered,
    Reckoned,
    Sought,
)
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.alternative import weigh
from valueloop.domain.value.case import Result
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.sensitivity import swings
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule
from valueloop.domain.value_map import Rung
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need
from valueloop.usecases.outlook import meets, served_by_won


def needs(dossier: Dossier, result: Result) -> tuple[Sought, ...]:
    """The needs of the business, each with their word on it and its yearly money by the value case of the deal."""
    served = set(served_by_won(dossier))
    money: dict[int | None, Decimal] = defaultdict(Decimal)
    for each in result.lines:
        if each.line.effect is not Effect.COST:
            money[each.line.need] += each.amount
    agreed = {each.line.need for each in result.lines if each.status is Status.ACCEPTED}
    taken = {
        need
        for each in dossier.offers
        if verdict(dossier, each.key) is Verdict.ACCEPTED
        for need in dossier.covered[each.key]
    }
    offered = {need for each in dossier.offers for need in dossier.covered[each.key]}
    return tuple(
        Sought(
            each.number,
            each.name,
            dossier.belief(each).chance,
            money[each.number],
            _word(dossier, each),
            way(Channel(each.channel)) is Way.ASK,
            each.number in agreed or each.key in taken,
            each.channel == Channel.ANALOGY,
            each.key in offered or any(meets(dossier, product, each) for product in dossier.products.values()),
            each.key in served,
        )
        for each in dossier.needs
        if each.direction != Direction.PERSONAL
    )


def _word(dossier: Dossier, need: Need) -> Answer | None:
    """Their latest yes or no to a need."""
    heard = [
        seen.evidence.answer
        for seen in dossier.evidence(need)
        if way(seen.evidence.channel) in (Way.ASK, Way.TEST) and seen.evidence.answer is not Answer.UNSURE
    ]
    return heard[-1] if heard else None


def verdict(dossier: Dossier, offer: int) -> Verdict | None:
    """The latest answer to an offer."""
    answer = dossier.answer.get(offer)
    return Verdict(answer.verdict) if answer else None


def offers(dossier: Dossier) -> tuple[Offered, ...]:
    """The offers in time, each with its latest answer."""
    opened = {each.key for each in dossier.deals if each.state == State.OPEN}
    found = []
    for each in sorted(dossier.offers, key=lambda one: (one.day, one.key)):
        answer = dossier.answer.get(each.key)
        covers = tuple(dossier.need[need].number for need in dossier.covered[each.key])
        reason = Reason(answer.reason) if answer and answer.reason else None
        name, live = dossier.products[each.product_id].name, each.deal_id in opened
        said = verdict(dossier, each.key)
        found.append(Offered(each.key, name, each.day, each.price, covers, each.terms, said, reason, live))
    return tuple(found)


def lines(result: Result) -> tuple[Reckoned, ...]:
    """The benefits of the current deal, as they stand with the customer."""
    return tuple(
        Reckoned(each.line.number, each.line.name, each.status is Status.ACCEPTED, each.status is Status.CHANGED)
        for each in result.lines
        if each.line.effect is not Effect.COST
    )


def incumbents(dossier: Dossier) -> tuple[Incumbent, ...]:
    """What they have today, of the alternatives of the current deal."""
    found = []
    for each in dossier.live_case(dossier.deal).alternatives:
        if each.kind is AlternativeKind.INCUMBENT and not each.is_nothing:
            against = weigh([each], None)[0]
            worth = against.worth if against.worth is not None else Decimal(0)
            found.append(
                Incumbent(each.name, each.price, each.switching, len(each.differences), against.unknown, worth)
            )
    return tuple(found)


def unsure(result: Result) -> str:
    """The input with the largest swing, where it is nobody's word there."""
    found = swings(result)
    return "" if not found or found[0].verified else found[0].input.name.replace("_", " ")


def covered(dossier: Dossier) -> str:
    """What of the price depends on the result: a guarantee, or a price by outcome."""
    keys = dossier.keys_of(dossier.deal)
    if "guarantee" in keys:
        return f"guarantee {keys['guarantee']}"
    return "price by outcome" if keys.get("rule") == Rule.OUTCOME else ""


def statements(dossier: Dossier) -> tuple[int, int]:
    """How many statements are about us (offers, lines, impacts), and how many are by them."""
    ours = len(dossier.offers) + len(dossier.impacts) + sum(not (each.replaced or each.guess) for each in dossier.lines)
    heard = sum(way(Channel(each.channel)) in (Way.ASK, Way.TEST) for each in dossier.observations)
    heard += sum(way(Channel(each.channel)) is Way.ASK for each in dossier.needs)
    said = sum(each.verdict != Verdict.SILENT for each in dossier.responses)
    said += sum(each.rung != Rung.GUESS for each in dossier.entries) + len(dossier.acceptances)
    said += sum(Source(each.source).rung >= Source.SAID.rung for each in dossier.inputs)
    return ours, heard + said
