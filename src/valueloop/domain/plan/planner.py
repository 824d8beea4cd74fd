"""The best next move of a decision problem, what each move is worth, and the plan behind it as a small tree."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from valueloop.domain.plan.ceiling import ceiling
from valueloop.domain.plan.exact import nodes, optimum
from valueloop.domain.plan.ladder import Table, ladder
from valueloop.domain.plan.lookahead import Free, Look, look
from valueloop.domain.plan.problem import Move, Problem, Vector
from valueloop.domain.plan.threads import alone

EXACT_NODES = 20_000  # up to so many beliefs the optimum itself takes some milliseconds
EXACT_WORK = 20_000_000  # and so many beliefs times states


@dataclass(frozen=True)
class Step:
    """One step of a plan: the move (None: to stop), its value, the chance to come here, and a step for each outcome.

    `earned` is the chance that it ends the loop with a yes; `branches` is empty where the plan is not followed further.
    """

    move: int | None
    value: float
    chance: float
    earned: float
    branches: tuple["Step", ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to do first, and what each first move is worth: by the best plan that was found.

    `q` has, by move, the value of beginning with it; `value` is that of the best, or nought; `exact` says whether they
    are the optimum, and not only lower bounds of it. `ceiling` and `tree` are reckoned when they are asked for.
    """

    table: Table
    q: dict[int, float]
    first: int | None
    value: float
    exact: bool

    @cached_property
    def ladder(self) -> float:
        """What offers alone earn, in order of their index."""
        free = np.ones((1, len(self.table.problem.offers)), dtype=np.bool_)
        return float(ladder(self.table, self.table.prior[None, :], free)[0])

    @cached_property
    @alone
    def ceiling(self) -> float:
        """What no plan can earn more than."""
        return max(self.value, ceiling(self.table.problem))

    @alone
    def tree(self, depth: int = 2, first: int | None = None) -> Step:
        """The plan as a tree over so many moves, from the best move or another `first` one that earns.

        It is planned anew after each outcome, as the seller will.
        """
        free = tuple(range(len(self.table.problem.moves)))
        found = Look(self.q if first is None else {first: self.q[first]}, 0.0)
        return _step(self.table, self.table.prior, free, found, depth, float(self.table.problem.prior.sum()))


@alone
def plan(at: Problem) -> Plan:
    """Plan a problem: matrices in, plan and values out. Deterministic.

    Where there are few enough moves the values are exact, by dynamic programming; else they are those of a lookahead
    over the offer ladder, which are lower bounds (`look`).

    >>> from valueloop.domain.plan.problem import problem
    >>> ask = Move("ask", np.array([[1.0, 0.0], [0.0, 1.0]]), effort=10)
    >>> offer = Move("offer", np.array([[0.0, 1.0]]), np.array([1.0, 0.0]), 100, 0.5, 40)
    >>> found = plan(problem([0.5, 0.5], [ask, offer]))
    >>> found.first, found.value, [step.move for step in found.tree().branches], found.ceiling
    (0, 20.0, [1, None], 20.0)
    """
    table = Table(at)
    found = _looked(table, at.prior, tuple(range(len(at.moves))))
    return Plan(table, found.q, found.best, found.value, _is_small(at))


@alone
def best_move(table: Table, belief: Vector, free: Free) -> int | None:
    """The move to make next at a belief (not normalised), of those that are free; None: to stop.

    It is what a seller who plans anew after each outcome does: `plan` shows the same first move with its reasons.
    """
    return _looked(table, belief, free).best


def _is_small(at: Problem) -> bool:
    count = nodes(at.moves)
    return count <= EXACT_NODES and count * at.prior.size <= EXACT_WORK


def _looked(table: Table, belief: Vector, free: Free) -> Look:
    """The optimum where the problem is small, else what the lookahead finds."""
    moves = tuple(table.problem.moves[move] for move in free)
    left = Problem(belief.astype(np.float64), moves)
    if not _is_small(left):
        return look(table, belief.astype(table.kind), free)
    return Look(dict(zip(free, optimum(left).q, strict=True)), 0.0)


def _step(table: Table, belief: Vector, free: Free, found: Look, depth: int, mass: float) -> Step:
    here = float(belief.sum()) / mass
    if found.best is None or depth == 0 or here <= 0:
        return Step(found.best, found.value, here, _earned(table, belief, found.best, mass))
    move: Move = table.problem.moves[found.best]
    left = tuple(each for each in free if each != found.best)
    branches = []
    for outcome in move.outcomes:
        after = (belief * (outcome * move.survive)).astype(belief.dtype)
        branches.append(_step(table, after, left, _looked(table, after, left), depth - 1, mass))
    return Step(found.best, found.value, here, _earned(table, belief, found.best, mass), tuple(branches))


def _earned(table: Table, belief: Vector, move: int | None, mass: float) -> float:
    accept = None if move is None else table.problem.moves[move].accept
    return 0.0 if accept is None else float(belief @ accept) / mass
