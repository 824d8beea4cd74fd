"""Weighing an account's moves: its decision problem planned, and what was found put into the seller's terms."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.plan.given import Loop, Question, Quote
from valueloop.domain.plan.matrices import decision
from valueloop.domain.plan.outlook import Branch, Outlook, Weighed
from valueloop.domain.plan.planner import Plan, Step, plan

ASK_FIRST = 0.95  # judgement: a question that brings at least this part of what an offer would is asked first
_ASKED, _OFFERED = ("yes", "no"), ("refused: no need", "refused: too dear")


def weigh(at: Loop, currency: str, depth: int = 1) -> Outlook | None:
    """What may be asked and offered at an account, weighed; None where nothing can be: no need with money, no offer.

    `depth` is how many moves of the plan are followed (the hours are always those of the first two).
    """
    if not any(set(each.covers) & {need for need, worth in at.worth.items() if worth} for each in at.quotes):
        return None
    problem, what = decision(at)
    if not any(isinstance(each, Quote) for each in what):
        return None
    found = plan(problem)
    order = _order(found)
    moves = {move: _weighed(found, move, what[move], at) for move in found.q}
    first = _ask_first(found, what, at.unheard)
    tree = found.tree(depth, first)
    return Outlook(
        currency,
        _money(found.value),
        _money(found.ladder),
        _hours(tree, moves),
        found.exact,
        tuple(moves[move] for move in order),
        None if first is None else moves[first],
        _branches(tree, moves, what),
    )


def _order(found: Plan) -> list[int]:
    """The moves, the best first; what differs by less than a hundredth is equal, and stands in the moves' own order."""
    return sorted(found.q, key=lambda move: (-round(found.q[move], 2), move))


def _ask_first(found: Plan, what: Sequence[Question | Quote], unheard: frozenset[int]) -> int | None:
    """The best move; but where it is an offer on what nobody spoke to, a question on that which brings nearly as much.

    The planner counts what an answer tells of a need, and not that whoever answers also firms up its money.
    """
    best = found.first
    offered = what[best] if best is not None else None
    if best is None or not isinstance(offered, Quote) or not unheard.intersection(offered.covers):
        return best
    near = (move for move in _order(found) if found.q[move] >= ASK_FIRST * found.value)
    asked = ((move, what[move]) for move in near)
    return next(
        (
            move
            for move, each in asked
            if isinstance(each, Question) and each.need in unheard.intersection(offered.covers)
        ),
        best,
    )


def ceiling(at: Loop) -> Decimal:
    """What no plan can be expected to bring more than."""
    return _money(plan(decision(at)[0]).ceiling)


def _weighed(found: Plan, move: int, what: Question | Quote, at: Loop) -> Weighed:
    problem, costs = found.table.problem, at.costs
    each = problem.moves[move]
    chances = each.accept if each.accept is not None else each.outcomes[0]
    common = Weighed(
        _money(found.q[move]),
        _chance(float(problem.prior @ chances)),
        Decimal(str(costs.offer if isinstance(what, Quote) else costs.question)),
        _chance(1 - each.survive),
        Decimal(str(costs.offer_hours if isinstance(what, Quote) else costs.question_hours)),
    )
    if isinstance(what, Quote):
        return replace(common, product=what.product, price=_money(what.price), covers=what.covers)
    return replace(common, need=what.need, person=what.person)


def _branches(step: Step, moves: dict[int, Weighed], what: Sequence[Question | Quote]) -> tuple[Branch, ...]:
    if step.move is None:
        return ()
    names = _OFFERED if isinstance(what[step.move], Quote) else _ASKED
    return tuple(
        Branch(
            name,
            _chance(each.chance),
            None if each.move is None else moves[each.move],
            _branches(each, moves, what),
        )
        for name, each in zip(names, step.branches, strict=False)
    )


def _hours(step: Step, moves: dict[int, Weighed]) -> Decimal:
    """The hours of the first move, and of the next one by its chance."""
    if step.move is None:
        return Decimal(0)
    after = (Decimal(str(each.chance)) * moves[each.move].hours for each in step.branches if each.move is not None)
    return moves[step.move].hours + sum(after, Decimal(0))


def _money(amount: float) -> Decimal:
    return Decimal(repr(round(amount, 2)))


def _chance(chance: float) -> Decimal:
    return Decimal(repr(round(chance, 6)))
