"""The exact optimum of a small problem: the belief depends only on which moves had which outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np

from valueloop.domain.plan.problem import Move, Problem, Vector
from valueloop.domain.plan.threads import alone

Codes = np.ndarray[tuple[int], np.dtype[np.intp]]


@dataclass(frozen=True)
class Optimum:
    """The value of the best plan, of each first move, and the best first move (None: to stop).

    `value` is Q of the best move, or nought; `q` has the value of beginning with each move and going on at best.
    """

    value: float
    q: tuple[float, ...]
    first: int | None


def nodes(moves: Sequence[Move]) -> int:
    """How many beliefs there are: each move is unused, or had one of its outcomes.

    >>> nodes([Move("ask", np.ones((2, 1)) / 2)] * 15)
    14348907
    """
    return prod(1 + len(each.outcomes) for each in moves)


@alone
def optimum(at: Problem) -> Optimum:
    """Dynamic programming over every set of (move, outcome) pairs, from the fullest to the empty one.

    V(b) = max(0, max over unused moves a of −e·|b| + m·Σ b·A + g·Σ over outcomes o of V(b·P(o|a)))

    with b not normalised. Exact but for rounding; `nodes` is its size: 15 moves of two outcomes, 14.3 million nodes,
    take some seconds. The moves are cut in two halves, and one half's beliefs are reckoned against the other's at once.

    Source: planner.md, theorem 1. On an empty list of moves the value is nought.

    >>> from valueloop.domain.plan.problem import problem
    >>> ask = Move("ask", np.array([[1.0, 0.0], [0.0, 1.0]]), effort=10)
    >>> offer = Move("offer", np.array([[0.0, 1.0]]), np.array([1.0, 0.0]), 100, 0.5, 40)
    >>> optimum(problem([0.5, 0.5], [ask, offer]))
    Optimum(value=20.0, q=(20.0, 10.0), first=0)
    """
    half = _half(at.moves)
    head, tail = at.moves[:half], at.moves[half:]
    outer, inner = (
        _codes(tuple(len(each.outcomes) for each in head)),
        _codes(tuple(len(each.outcomes) for each in tail)),
    )
    beliefs, after = _likelihoods(head, at.prior.size) * at.prior, _likelihoods(tail, at.prior.size)
    taken = [each.accept for each in at.moves if each.accept is not None]
    chances = np.array(taken).reshape(len(taken), at.prior.size)
    where = {move: at for at, move in enumerate(at.offers)}
    value = np.zeros((outer.size, inner.size))
    q = np.zeros(len(at.moves))
    for row in range(outer.size - 1, -1, -1):
        mass = after @ beliefs[row]
        won = after @ (chances * beliefs[row]).T

        def worth(move: int, codes: Codes | slice, mass: Vector = mass, won: Vector = won) -> Vector:
            each = at.moves[move]
            earned = won[codes, where[move]] * each.margin if move in where else 0.0
            found: Vector = earned - each.effort * mass[codes]
            return found

        here = value[row]
        for move, children in outer.unused[row]:
            found = worth(move, slice(None)) + head[move].survive * value[children].sum(axis=0)
            np.maximum(here, found, out=here)
            if row == 0:
                q[move] = found[0]
        for level in inner.levels:
            for move, codes, children in level:
                found = worth(half + move, codes) + tail[move].survive * here[children].sum(axis=0)
                here[codes] = np.maximum(here[codes], found)
                if row == 0 and codes[0] == 0:
                    q[half + move] = found[0]
    best = int(q.argmax()) if q.size and q.max() > 0 else None
    return Optimum(float(value[0, 0]), tuple(float(each) for each in q), best)


def _half(moves: Sequence[Move]) -> int:
    """Where to cut, so that both halves have about as many nodes; the first is the smaller."""
    return max(at for at in range(len(moves) + 1) if at == 0 or nodes(moves[:at]) ** 2 <= nodes(moves))


def _likelihoods(moves: Sequence[Move], states: int) -> Vector:
    """The likelihood of every set of (move, outcome) pairs, by state: one row a code."""
    found = np.ones((1, states))
    for each in reversed(moves):
        parts = np.concatenate([np.ones((1, states)), each.outcomes])
        found = (parts[:, None, :] * found[None, :, :]).reshape(-1, states)
    return found


@dataclass(frozen=True)
class _Codes:
    """The codes of some moves, numbered so that a code's children have higher numbers.

    `unused[code]` lists (move, children) for each move not yet used there; `levels` lists (move, codes, children)
    from the codes with most moves used to the one with none.
    """

    size: int
    unused: list[list[tuple[int, Codes]]]
    levels: list[list[tuple[int, Codes, Codes]]]


@lru_cache(maxsize=64)
def _codes(outcomes: tuple[int, ...]) -> _Codes:
    size = prod(1 + each for each in outcomes)
    step = [prod(1 + each for each in outcomes[at + 1 :]) for at in range(len(outcomes))]
    every = np.arange(size, dtype=np.intp)
    digits = [(every // step[at]) % (1 + outcomes[at]) for at in range(len(outcomes))]
    used = sum(((each > 0).astype(np.intp) for each in digits), np.zeros(size, dtype=np.intp))
    unused: list[list[tuple[int, Codes]]] = [[] for _ in range(size)]
    levels: list[list[tuple[int, Codes, Codes]]] = []
    for depth in range(len(outcomes) - 1, -1, -1):
        level = []
        for move, digit in enumerate(digits):
            codes = every[(used == depth) & (digit == 0)]
            children = codes[None, :] + step[move] * np.arange(1, outcomes[move] + 1, dtype=np.intp)[:, None]
            level.append((move, codes, children))
            for at, code in enumerate(codes):
                unused[code].append((move, children[:, at]))
        levels.append([each for each in level if each[1].size])
    return _Codes(size, unused, levels)
