"""The decision problem of an account, as matrices: every set of its live needs, at every level that it may pay."""

from collections.abc import Mapping, Sequence

import numpy as np

from valueloop.domain.loop.payable import LEVELS, Test
from valueloop.domain.loop.response import Verdict
from valueloop.domain.plan.given import Costs, Loop, Question, Quote, live
from valueloop.domain.plan.problem import Move, Problem, Vector, problem


def decision(at: Loop) -> tuple[Problem, tuple[Question | Quote, ...]]:
    """The problem, and what each of its moves is: the questions, then the quotes, about live needs only.

    State s = set of live needs × 5 + level. A question is answered yes with its sensitivity where the need is there,
    and with 1 − its specificity where it is not. An offer is taken with the chance that `Payable.accepts` gives, and
    earns its price less its cost; or refused for want of a need, or as too dear.
    """
    needs = live(at.chances, at.worth)
    questions = [each for each in at.questions if each.need in needs]
    quotes = [each for each in at.quotes if set(each.covers) & set(needs)]
    subsets = np.arange(1 << len(needs))
    there = {need: (subsets >> bit & 1).astype(bool) for bit, need in enumerate(needs)}
    moves = [
        *(_asked(each, there[each.need], at.costs) for each in questions),
        *(_offered(each, there, at) for each in quotes),
    ]
    return problem(_prior(at, needs, there), moves), (*questions, *quotes)


def _prior(at: Loop, needs: Sequence[int], there: Mapping[int, Vector]) -> Vector:
    tied = [need for need in needs if need in at.joint.needs]
    joint = np.array(at.joint.over(tied).weights).reshape(-1, LEVELS)
    place = sum((there[need].astype(np.intp) << bit for bit, need in enumerate(tied)), np.zeros(1, dtype=np.intp))
    alone = np.ones(1 << len(needs))
    for need in needs:
        if need not in tied:
            alone = alone * np.where(there[need], at.chances[need], 1 - at.chances[need])
    found: Vector = (joint[np.broadcast_to(place, alone.shape)] * alone[:, None]).reshape(-1)
    return found


def _asked(each: Question, there: Vector, costs: Costs) -> Move:
    yes = np.repeat(np.where(there, each.sensitivity, 1 - each.specificity), LEVELS)
    effort = costs.question_hours * costs.hour
    return Move(f"ask {each.need}", np.array([yes, 1 - yes]), None, 0.0, costs.survives(costs.question), effort)


def _offered(each: Quote, there: Mapping[int, Vector], at: Loop) -> Move:
    covers = [need for need in each.covers if need in there]
    unanswered = Test({need: at.worth[need] for need in covers}, each.price, Verdict.REJECTED)
    met = sum((there[need].astype(np.intp) << bit for bit, need in enumerate(covers)), np.zeros(1, dtype=np.intp))
    rows = []
    for subset in range(1 << len(covers)):
        value = unanswered.value([need for bit, need in enumerate(covers) if subset >> bit & 1])
        yes, share = np.array(at.payable.accepts(value, each.price)), at.payable.no_need(value, unanswered.full)
        rows.append((yes, (1 - yes) * share, (1 - yes) * (1 - share)))
    taken, no_need, dear = np.array(rows).transpose(1, 0, 2)[:, met].reshape(3, -1)
    effort = at.costs.offer_hours * at.costs.hour
    margin = each.price - each.cost
    survives = at.costs.survives(at.costs.offer)
    return Move(f"offer {each.product}", np.array([no_need, dear]), taken, margin, survives, effort)
