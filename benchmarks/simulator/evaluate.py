"""What a policy earns: by its tree of beliefs, move by move in a fixed order, or by plain simulation; and bounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from valueloop.domain.plan.exact import optimum
from valueloop.domain.plan.problem import Problem, Vector

Indices = np.ndarray[tuple[int], np.dtype[np.intp]]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Policy = Callable[[Vector, Mask], Indices]  # beliefs and free moves, a row each, to the moves; −1: to stop
_BLOCK = 1_500_000  # numbers of a block of beliefs


@dataclass
class Score:
    """Expected per account: money, wins, moves made and patience they took; `lost` is the most that dropping hid."""

    value: float = 0.0
    won: float = 0.0
    moves: float = 0.0
    patience: float = 0.0
    lost: float = 0.0
    nodes: int = 0

    def add(self, mass: float, won: float, earned: float, cost: float) -> None:
        """A move is made with a mass, and is the last one with the mass `won`."""
        self.value += earned
        self.won += won
        self.moves += mass
        self.patience += cost * mass


def tree(
    truth: Problem,
    costs: Vector,
    policy: Policy,
    model: Problem | None = None,
    cutoff: float = 0.0,
    rare: tuple[float, Policy] | None = None,
) -> Score:
    """A policy's expectation under the truth, while it sees the beliefs of its model (the truth, if none is given).

    Exact but for branches of less mass than the cutoff, which are dropped: what they earned is missing. Where branches
    below a mass are called rare, another policy, quicker to follow, goes on in them. The beliefs of one policy never
    meet again (each knows its first move's outcome), so nothing is to be remembered.
    """
    kind: type[np.floating[Any]] = np.float64 if truth.prior.size <= 1000 else np.float32
    rows = [each.outcomes.astype(kind) for each in truth.moves]
    accepts = [None if each.accept is None else each.accept.astype(kind) for each in truth.moves]
    seen = None if model is None else [each.outcomes.astype(kind) for each in model.moves]
    most = clairvoyant(truth).astype(kind)
    score, prior = Score(), (model or truth).prior.astype(kind)[None]
    size = max(1, _BLOCK // truth.prior.size)
    stack = [(truth.prior.astype(kind)[None], prior, np.ones((1, len(rows)), dtype=bool))]
    while stack:
        true, belief, free = stack.pop()
        score.nodes += len(true)
        moves = (
            policy(belief, free) if rare is None else _mixed(true.sum(axis=1) >= rare[0], policy, rare[1], belief, free)
        )
        children = []
        for at in np.unique(moves[moves >= 0]):
            here, move, accept = moves == at, truth.moves[at], accepts[at]
            mine, left = true[here], free[here]
            left[:, at] = False
            mass, won = float(mine.sum(dtype=np.float64)), 0.0
            if accept is not None:
                won = float((mine @ accept).sum(dtype=np.float64))
            score.add(mass, won, move.margin * won - move.effort * mass, float(costs[at]))
            mine = mine * kind(move.survive)
            for outcome, row in enumerate(rows[at]):
                child = mine * row
                kept = child.sum(axis=1) >= max(cutoff, 1e-300)
                score.lost += float((child[~kept] @ most).sum())
                child = child[kept]
                held = child if seen is None else belief[here][kept] * seen[at][outcome]
                if seen is not None:
                    held /= np.maximum(held.sum(axis=1, keepdims=True), np.finfo(kind).tiny)
                children.append((child, held, left[kept]))
        if children:
            true, belief, free = (np.concatenate(each) for each in zip(*children, strict=True))
            belief = true if seen is None else belief
            stack += [(true[i : i + size], belief[i : i + size], free[i : i + size]) for i in range(0, len(true), size)]
    return score


def _mixed(often: Mask, policy: Policy, other: Policy, belief: Vector, free: Mask) -> Indices:
    moves = np.full(len(free), -1, dtype=np.intp)
    for here, each in ((often, policy), (~often, other)):
        if here.any():
            moves[here] = each(belief[here], free[here])
    return moves


def in_order(truth: Problem, costs: Vector, order: Sequence[int], prior: Vector | None = None) -> Score:
    """Moves in a fixed order, whatever is answered, until one is accepted: exact."""
    score, belief = Score(), truth.prior if prior is None else prior
    for at in order:
        move, mass = truth.moves[at], float(belief.sum())
        won = 0.0 if move.accept is None else float(belief @ move.accept)
        score.add(mass, won, move.margin * won - move.effort * mass, float(costs[at]))
        belief = belief * move.outcomes.sum(axis=0) * move.survive
    return score


def mean(scores: Sequence[Score], weights: Sequence[float] | None = None) -> Score:
    """The weighted mean of scores (evenly, if no weights are given)."""
    parts = np.array([[each.value, each.won, each.moves, each.patience] for each in scores])
    value, won, moves, patience = np.average(parts, axis=0, weights=weights)
    return Score(float(value), float(won), float(moves), float(patience))


def simulated(truth: Problem, costs: Vector, policy: Policy, accounts: int, seed: int) -> tuple[Score, float]:
    """The same by plain simulation of accounts, one after the other, and the standard error of the money."""
    rng, score, money = np.random.default_rng(seed), Score(), []
    for state in rng.choice(truth.prior.size, p=truth.prior / truth.prior.sum(), size=accounts):
        belief, free, earned, talking = truth.prior[None], np.ones((1, len(truth.moves)), dtype=bool), 0.0, True
        while talking and (at := int(policy(belief, free)[0])) >= 0:
            move = truth.moves[at]
            free[0, at] = False
            accept = 0.0 if move.accept is None else float(move.accept[state])
            outcome = rng.choice(1 + len(move.outcomes), p=[accept, *move.outcomes[:, state]])
            gain = move.margin * float(outcome == 0) - move.effort
            score.add(1 / accounts, float(outcome == 0) / accounts, gain / accounts, float(costs[at]))
            earned += gain
            talking = outcome > 0 and rng.random() < move.survive
            belief = belief * move.outcomes[outcome - 1]
        money.append(earned)
    return score, float(np.std(money) / np.sqrt(accounts))


def clairvoyant(truth: Problem) -> Vector:
    """The most that anybody could earn in each state, the state known and an offer repeatable: no policy is above."""
    best = np.zeros(truth.prior.size)
    for at in truth.offers:
        move = truth.moves[at]
        assert move.accept is not None
        once = move.accept * move.margin - move.effort
        best = np.maximum(best, once / (1 - move.survive * move.outcomes.sum(axis=0)))
    return best


def exact(truth: Problem) -> float:
    """The optimum, by the library."""
    return optimum(truth).value


def brute(truth: Problem, belief: Vector, free: tuple[int, ...]) -> tuple[float, int]:
    """The optimum and its first move (−1: to stop) by plain recursion over all orders: for very small ones."""
    best, first = 0.0, -1
    for at in free:
        move = truth.moves[at]
        left = tuple(each for each in free if each != at)
        found = -move.effort * float(belief.sum())
        found += 0.0 if move.accept is None else move.margin * float(belief @ move.accept)
        found += move.survive * sum(brute(truth, belief * row, left)[0] for row in move.outcomes)
        if found > best:
            best, first = found, at
    return best, first
