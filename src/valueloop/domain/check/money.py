"""Checks on money and time: what a rival in place is worth, what the account costs us, where risk keeps them away."""

from collections import Counter
from decimal import Decimal

from valueloop.domain.account import size_class
from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Figure, Finding, fine, make_offer, unknown, warns
from valueloop.domain.check.parts import Incumbent
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.names import quoted

SMALL = 2  # the largest class of head count that is small: below 50 people
DEMANDS = 3  # so many promises and defects are much for a small customer
PART = Decimal("0.25")  # of the price: with so much of our time in it, a small customer is no business
REFUSALS = 2  # so many for one reason are a stalemate
_NONE = Decimal(0)


def incumbent(facts: Facts) -> Finding:
    """Whether what they have already has an advantage over us, or one that nobody has reckoned."""
    if not facts.incumbents:
        return unknown(
            "what they have today is not recorded: {incumbents} of their alternatives are in place",
            "Say what they have, what it costs them, and what a change would.",
            f'vl alternative add {facts.name} "…" --kind incumbent --price 40k --switching 5k',
            incumbents=0,
        )
    found = [_against(facts, each) for each in facts.incumbents]
    return next((each for each in found if each.command), found[0])


def _against(facts: Facts, each: Incumbent) -> Finding:
    change = f"vl alternative set {facts.name} {quoted(each.name)} --difference"
    if each.unknown:
        return warns(
            "{differences} against {name}: not reckoned",
            "Ask them what it is worth: what is in place is taken for better while nobody reckons.",
            f"{change} {quoted(each.unknown[0] + '=20k')}",
            name=each.name,
            differences=each.unknown,
        )
    if not each.switching and not each.differences:
        return warns(
            "{name} is in place at {price}; how we differ, and what a change costs them, is not recorded",
            "Reckon it with them: what is in place is taken for better while nobody reckons.",
            f'{change} "…=20k"',
            name=each.name,
            price=facts.money(each.price),
        )
    asked = facts.offers[-1].price if facts.offers else each.price
    figures: dict[str, Figure] = {
        "worth": facts.money(each.worth),
        "name": each.name,
        "asked": facts.money(asked),
    }
    of = "our price is" if facts.offers else "it costs them"
    seen = f"we are worth {{worth}} against {{name}}, a change from it reckoned in; {of} {{asked}}"
    if each.worth <= asked:
        do = "Find what they gain that it cannot do, or take over what the change costs them."
        return warns(seen, do, f'{change} "…=20k"', **figures)
    return fine(seen, **figures)


def unqualify(facts: Facts) -> Finding:
    """Whether the money that can be expected is worth the patience and the time that it takes."""
    spent = facts.hours
    if facts.sales:
        return fine("a customer since {day}: a deal is won there", day=facts.sales[0].day)
    if facts.bring is None and not any(each.money for each in facts.needs):
        return unknown(
            "{needs:need} there, and no money with any of them",
            "Guess what it is worth to them a year.",
            f'vl guess {facts.name} "…" --save 80k..140k --chance 40%',
            needs=len(facts.needs),
        )
    expected = facts.bring
    if expected is None:
        expected = sum((each.chance * each.money for each in facts.needs), _NONE) * facts.rates.payable
        expected -= facts.rates.offer_hours * facts.rates.hour
    figures: dict[str, Figure] = {"expected": facts.money(expected), "left": facts.balance.left}
    took = ""
    if spent is not None:
        took, figures["spent"] = "; {spent} hours of ours are in it", spent
    if expected <= 0 or facts.balance.left <= 0:
        spent_out = "Stop selling and repair what can be repaired; else l" if facts.balance.left <= 0 else "L"
        return warns(
            f"{{expected}} to be expected, less our time, with {{left:units}} of patience left{took}",
            f"{spent_out}eave it now, with the reason, and give the time to another account.",
            f'vl account unqualify {facts.name} --because "…"',
            **figures,
        )
    return fine(f"{{expected}} to be expected, less our time, with {{left:units}} of patience left{took}", **figures)


def small(facts: Facts) -> Finding:
    """Whether a small customer asks for more than it brings."""
    if facts.size is None:
        return unknown(
            "how large they are is not recorded; promises and defects so far: {demands}",
            "Say how many people work there.",
            f"vl account edit {facts.name} --size 250",
            demands=facts.kept.demands,
        )
    if size_class(facts.size) > SMALL:
        return fine("{people:person} there: not small", people=facts.size)
    price = facts.price
    cost = None if facts.hours is None else facts.hours * facts.rates.hour
    demands = facts.kept.demands
    if demands >= DEMANDS or (cost is not None and price is not None and cost > PART * price):
        figures: dict[str, Figure] = {"people": facts.size, "demands": demands}
        took = ""
        if cost is not None:
            took, figures["cost"] = "; {cost} of our time", facts.money(cost)
        return warns(
            f"{{people:person}} there; promises and defects: {{demands}}{took}",
            "Sell them what needs no care, at a price that holds it; or ask for what the care costs.",
            f'vl log {facts.name} "…" --call --hours 1',
            **figures,
        )
    if cost is None and not demands:
        return unknown(
            "{people:person} there; what they take of our time is not logged",
            "Log how long it took.",
            f'vl log {facts.name} "…" --call --hours 1',
            people=facts.size,
        )
    seen = "{people:person} there; promises and defects: {demands}"
    return fine(seen, people=facts.size, demands=demands)


def risk(facts: Facts) -> Finding:
    """Whether a risk keeps them away that we could carry: by a pilot, a guarantee, a price by outcome."""
    offer = next((each for each in reversed(facts.offers) if each.live), None) or next(reversed(facts.offers), None)
    again = f'{make_offer(facts)} --terms "pilot, money back within 90 days"'
    if offer is None:
        return unknown(
            "{offers:offer} made, so nobody carries a risk yet",
            "When you offer, say who carries the risk.",
            again,
            offers=0,
        )
    if offer.terms or facts.covered:
        seen = "offer {number} says who carries the risk: {terms}"
        return fine(seen, number=offer.number, terms=offer.terms or facts.covered)
    if offer.taken:
        return fine("offer {number} was taken as it is", number=offer.number)
    fears = [each for each in facts.answered if each.reason in (Reason.PRICE, Reason.TRUST)]
    if fears and fears[-1].reason:
        same = fears[-1].number == offer.number
        behind: dict[str, Figure] = {} if same else {"offer": offer.number}
        return warns(
            f"offer {{number}} was refused because of {{reason}}; {'it' if same else 'offer {offer}'} leaves the risk "
            "with them",
            "Take a part of the risk: a pilot, money back, a price by outcome.",
            again,
            number=fears[-1].number,
            reason=fears[-1].reason.value,
            **behind,
        )
    if facts.unsure:
        return warns(
            "“{unsure}” is nobody's word there, and offer {number} leaves the risk of it with them",
            "Have it measured, or take the risk of it: a pilot, a guarantee.",
            again,
            unsure=facts.unsure,
            number=offer.number,
        )
    if offer.verdict is None:
        return unknown(
            "offer {number} has no answer yet, and no terms",
            "Log the answer and its reason.",
            f"vl respond {offer.number} accepted|rejected|countered|silent",
            number=offer.number,
        )
    return fine("offer {number} was not refused for its price or for want of trust", number=offer.number)


def stalemate(facts: Facts) -> Finding:
    """Whether they refused twice for one reason: then another offer of the kind is a third."""
    refused = [each for each in facts.offers if each.verdict is Verdict.REJECTED]
    last = max((at for at, each in enumerate(facts.offers) if each.taken), default=-1)
    counted = Counter(
        each.reason for each in facts.offers[last + 1 :] if each.verdict is Verdict.REJECTED and each.reason is not None
    )
    reason, times = counted.most_common(1)[0] if counted else (None, 0)
    if reason is not None and times >= REFUSALS:
        return warns(
            "{times} offers refused for one reason: {reason}",
            "Change the game, not the figure: another need, another person, another way to pay.",
            f"vl next {facts.name} --moves",
            times=times,
            reason=reason.value,
        )
    why = [each for each in refused if each.reason is None]
    if len(why) >= REFUSALS:
        return unknown(
            "{refused:offer} refused without a reason",
            "Say what the reason of each no was.",
            f"vl edit {facts.name} response:{why[-1].number} because=price",
            refused=len(why),
        )
    if not facts.answered:
        waiting = f"vl respond {facts.offers[-1].number} accepted|rejected|countered|silent" if facts.offers else ""
        return unknown(
            "{answered} offers answered",
            "Log each answer, and the reason of each no.",
            waiting or make_offer(facts),
            answered=0,
        )
    return fine(
        "{answered} answered, {refused} refused, no two for one reason",
        answered=len(facts.answered),
        refused=len(refused),
    )
