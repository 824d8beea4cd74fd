"""The offer ladder: unused offers in order of their index, each made if the one before was refused."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from valueloop.domain.plan.problem import Problem, Vector

RUNGS = 6  # so many offers in a row; further ones hardly ever pay
_CACHED = 300_000  # numbers of a block of beliefs: what stays in a processor's cache
_NEAR = 1e-9
_SMALL = 1000  # up to so many states doubles cost nothing

Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Table:
    """A problem's matrices, laid out for many beliefs at once; single precision where there are many states."""

    problem: Problem

    @cached_property
    def kind(self) -> Any:
        """The precision."""
        return np.float64 if self.problem.prior.size <= _SMALL else np.float32

    @cached_property
    def prior(self) -> Vector:
        """The prior."""
        return self.problem.prior.astype(self.kind)

    @cached_property
    def chances(self) -> Vector:
        """States down; across, the chance of each offer's being taken, and last a one that sums the mass."""
        offers = [self.problem.moves[at].accept for at in self.problem.offers]
        ones = np.ones(self.problem.prior.size)
        return np.array([*offers, ones], dtype=self.kind).T.copy()

    @cached_property
    def rows(self) -> Vector:
        """Every outcome of every move, below each other."""
        none = np.zeros((0, self.problem.prior.size))
        return np.concatenate([none, *(each.outcomes for each in self.problem.moves)]).astype(self.kind)

    @cached_property
    def spans(self) -> list[slice]:
        """Which of those rows are a move's."""
        ends = np.cumsum([0, *(len(each.outcomes) for each in self.problem.moves)])
        return [slice(int(a), int(b)) for a, b in pairwise(ends)]

    @cached_property
    def refused(self) -> Vector:
        """The chance, by offer and state, that the talk goes on after it."""
        outcomes = [self.problem.moves[at].outcomes.sum(axis=0) for at in self.problem.offers]
        return np.array(outcomes, dtype=self.kind).reshape(len(outcomes), self.problem.prior.size)

    @cached_property
    def margin(self) -> Vector:
        """What each offer earns."""
        return np.array([self.problem.moves[at].margin for at in self.problem.offers])

    @cached_property
    def effort(self) -> Vector:
        """What each offer costs us."""
        return np.array([self.problem.moves[at].effort for at in self.problem.offers])

    @cached_property
    def survive(self) -> Vector:
        """The chance that the customer talks on after each offer."""
        return np.array([self.problem.moves[at].survive for at in self.problem.offers])

    @cached_property
    def place(self) -> dict[int, int]:
        """Which of the offers a move is."""
        return {move: at for at, move in enumerate(self.problem.offers)}


def ladder(table: Table, beliefs: Vector, free: Mask) -> Vector:
    """What the offer ladder earns from each belief (a row, not normalised), with the offers that are free there.

    Up to six times: the free offer with the largest index (m·Σ b·A − e·|b|) / (|b| − g·Σ b·(1−A)), while that is above
    nought; then b ← g·b·(the chance that the talk goes on, 1 − A as a rule). The sequence is a plan that can be carried
    out, so its value is a lower bound.

    The index is the best order for independent chances of one go; here it is a heuristic, evaluated exactly.
    Source: planner.md, section 3.
    """
    size = max(1, _CACHED // table.problem.prior.size)
    parts = [_ladder(table, beliefs[at : at + size], free[at : at + size]) for at in range(0, len(beliefs), size)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _ladder(table: Table, beliefs: Vector, free: Mask) -> Vector:
    worth = np.zeros(len(beliefs))
    if not free.size:
        return worth
    live, free, row = beliefs, free.copy(), np.arange(len(beliefs))
    kept = np.ones(len(beliefs))  # the survival so far, kept apart so that the rows are multiplied once
    for rung in range(RUNGS):
        found = (live @ table.chances).astype(np.float64)
        best, gain = _best(table, found, free[row])
        going = gain > 0
        worth[row[going]] += gain[going] * kept[going]
        if rung == RUNGS - 1 or not going.any():
            break
        on = np.flatnonzero(going)
        on = on[np.argsort(best[on], kind="stable")]  # rows of one offer lie together, and are multiplied in place
        row, best, kept = row[on], best[on], kept[on] * table.survive[best[on]]
        live = live[on]
        ends = [0, *(np.flatnonzero(np.diff(best)) + 1), len(best)]
        for first, last in pairwise(ends):
            live[first:last] *= table.refused[best[first]]
        free[row, best] = False
    return worth


def _best(table: Table, found: Vector, free: Mask) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], Vector]:
    """The offer of the largest index for each row, and what it gains at once; below nought where none does."""
    won, mass = found[:, :-1], found[:, -1:]
    gain = won * table.margin - table.effort * mass
    ends = np.maximum(mass - table.survive * (mass - won), _NEAR * mass + 1e-300)
    index = np.where(free, gain / ends, -np.inf)
    best = index.argmax(axis=1)
    at = np.arange(len(best))
    return best, np.where(index[at, best] > 0, gain[at, best], -1.0)
