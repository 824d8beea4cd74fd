"""A decision problem: a hidden state, and moves that test it, earn by it, and may end the talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from valueloop.errors import Invalid

Vector = np.ndarray[Any, np.dtype[np.floating[Any]]]
_NEAR = 1e-5


@dataclass(frozen=True)
class Move:
    """What may be done once: an ask, or an offer where `accept` is given.

    `outcomes` has a row for each outcome after which the talk goes on, a column for each state: the chance of the
    outcome in the state. `accept` is the chance, by state, that the offer is taken, which ends the talk and earns
    `margin`. `survive` is the chance that the customer still talks to us after it; `effort` what it costs us.
    """

    name: str
    outcomes: Vector
    accept: Vector | None = None
    margin: float = 0.0
    survive: float = 1.0
    effort: float = 0.0


@dataclass(frozen=True)
class Problem:
    """A prior over the hidden states, and the moves; to stop is always there, and earns nothing."""

    prior: Vector
    moves: tuple[Move, ...]

    @property
    def offers(self) -> list[int]:
        """Which moves are offers."""
        return [at for at, move in enumerate(self.moves) if move.accept is not None]

    @property
    def asks(self) -> list[int]:
        """Which moves are not."""
        return [at for at, move in enumerate(self.moves) if move.accept is None]


def problem(prior: Sequence[float] | Vector, moves: Sequence[Move]) -> Problem:
    """A problem, once its matrices are known to fit: n states, each move's chances n columns wide.

    In each state, the chances of a move's outcomes and of its being taken add up to one at most; what is missing is the
    chance that the customer leaves in that state, over and above `survive`. The prior need not add up to one: values
    are then in proportion to its mass.

    Raises:
        Invalid: a shape, a chance or a figure cannot be.

    >>> ask = Move("ask", np.array([[0.9, 0.2], [0.1, 0.8]]), survive=0.95, effort=30)
    >>> offer = Move("offer", np.array([[0.2, 0.9]]), np.array([0.8, 0.1]), 1000, 0.7, 100)
    >>> problem([0.5, 0.5], [ask, offer]).offers
    [1]
    """
    belief = _numbers("prior", prior, 1)
    if not belief.size or belief.sum() <= 0:
        raise Invalid("prior", "", "it has no mass")
    fitted = []
    for each in moves:
        none = np.ndim(each.outcomes) > 0 and not len(each.outcomes)
        rows = np.zeros((0, belief.size)) if none else _numbers(each.name, each.outcomes, 2)
        taken = None if each.accept is None else _numbers(each.name, each.accept, 1)
        total = rows.sum(axis=0) if taken is None or taken.shape != rows.shape[1:] else rows.sum(axis=0) + taken
        if rows.shape[1] != belief.size or (taken is not None and taken.shape != belief.shape):
            raise Invalid("move", each.name, f"its chances are not for {belief.size} states")
        if (total > 1 + _NEAR).any():
            raise Invalid("move", each.name, "its chances add up to more than one")
        if not 0 <= each.survive <= 1 or not np.isfinite(each.effort) or not np.isfinite(each.margin):
            raise Invalid("move", each.name, "survive is between 0 and 1; effort and margin are finite")
        if each.effort < 0:
            raise Invalid("move", each.name, "its effort is below nought")
        fitted.append(Move(each.name, rows, taken, float(each.margin), float(each.survive), float(each.effort)))
    return Problem(belief, tuple(fitted))


def _numbers(name: str, given: Sequence[float] | Vector, dimensions: int) -> Vector:
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise Invalid("chances", name, "they are no table of numbers") from None
    if found.ndim != dimensions:
        raise Invalid("chances", name, f"{dimensions} dimensions are meant, not {found.ndim}")
    if not np.isfinite(found).all() or (found < 0).any():
        raise Invalid("chances", name, "a chance is no number, or below nought")
    return found
