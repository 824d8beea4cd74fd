"""What was to be expected of an act before it was done: that a question is answered yes, that an offer is taken."""

import json

from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.joint import MOST_NEEDS
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Offer


def forecasts(before: Dossier, after: Dossier, act: int) -> str:
    """The chances that an account gave, before an act, to the answers that the act recorded; as JSON, or nothing.

    `{"asked": {"3": "0.52"}, "offered": {"2": "0.31"}}`: by the number of the need that somebody was asked about, and
    of the offer that was answered.
    """
    asked, offered = {}, {}
    known = {each.id: each for each in before.needs}
    for seen in after.observations:
        need, channel = known.get(seen.need_id), Channel(seen.channel)
        tells = before.settings.ratios.tells(channel)
        if seen.act_id == act and need and tells and way(channel) is Way.ASK and seen.answer != Answer.UNSURE:
            chance = float(before.belief(need).chance)
            asked[need.number] = _text(chance * tells[0] + (1 - chance) * (1 - tells[1]))
    for answer in after.responses:
        if answer.act_id == act and answer.verdict != Verdict.SILENT:
            offer = next(each for each in before.offers if each.id == answer.offer_id)
            if (taken := chance_taken(before, offer)) is not None:
                offered[offer.key] = _text(taken)
    found = {name: said for name, said in (("asked", asked), ("offered", offered)) if said}
    return json.dumps(found) if found else ""


def chance_taken(dossier: Dossier, offer: Offer) -> float | None:
    """The chance that an offer is taken, as things stand; None where it covers no need that has money."""
    needs = [dossier.need[each] for each in dossier.covered[offer.key]]
    priced = [each for each in needs if each.direction != Direction.PERSONAL]
    if not priced:
        return None
    beliefs, joint = dossier.beliefs
    worth = dossier.worth_to([each.number for each in priced], offer)
    priced = sorted(priced, key=lambda each: (-worth[each.number], each.number))[:MOST_NEEDS]
    tied = joint.over([each.number for each in priced if each.number in joint.needs])
    alone = {each.number: float(beliefs[each.number].chance) for each in priced if each.number not in joint.needs}
    return tied.beside(alone).accepts(worth, float(offer.price), dossier.settings.payable)


def _text(chance: float) -> str:
    return f"{chance:.6f}"
