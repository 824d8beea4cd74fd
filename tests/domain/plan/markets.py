"""Markets: any small one, which Hypothesis makes; those with exact values; and larger ones, always the same."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from valueloop.domain.plan.problem import Move, Problem, Vector, problem

EFFORTS = (0.0, 1.0, 5.0, 20.0)
MARGINS = (100.0, 300.0, 40.0, 10.0, 0.0, -10.0)
SURVIVALS = (1.0, 0.95, 0.9, 0.6, 0.3, 0.0)
TWOS = st.sampled_from([2.0**power for power in (-9, -1, 1, 3, 10)])  # they scale a double without rounding

# The instances of the trials behind the planner, with exact values that were found without this code.
GOLDEN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


def row(*chances: float) -> Vector:
    """Chances by state."""
    return np.array(chances)


def rows(*chances: Sequence[float]) -> Vector:
    """Chances by outcome and state."""
    return np.array(chances)


def golden_problem(instance: dict[str, Any]) -> Problem:
    """A golden instance as a problem."""
    moves = [
        Move(
            each["name"],
            np.array(each["outcomes"]),
            None if each["accept"] is None else np.array(each["accept"]),
            each["margin"],
            each["survive"],
            each["effort"],
        )
        for each in instance["moves"]
    ]
    return problem(instance["prior"], moves)


# A move is made of so many bytes, since to draw each number by itself takes ten times as long.
SEEDS = st.binary(min_size=27, max_size=27)


def weights(count: int) -> st.SearchStrategy[list[int]]:
    """So many numbers from 0 to 9, not all 0."""
    return st.binary(min_size=count, max_size=count).map(lambda seed: [each % 10 for each in seed]).filter(any)


def _chances(seed: bytes, needs: int, least: int, most: int, *, leave: bool) -> Vector:
    """A row for each of some outcomes, a column for each set of needs; what is missing from one is who leaves.

    They depend on how many of some of the needs are there.
    """
    outcomes = least + seed[0] % (most - least + 1)
    asked = 1 + seed[1] % (2**needs - 1)
    kinds, wide = asked.bit_count() + 1, outcomes + leave
    found = np.array([each % 10 for each in seed[7 : 7 + kinds * wide]], dtype=float).reshape(kinds, wide)
    if not leave:
        found[~found.any(axis=1)] = 1
    share = found[:, :outcomes] / np.maximum(found.sum(axis=1, keepdims=True), 1)
    return np.array(share[[(state & asked).bit_count() for state in range(2**needs)]].T)


def _ask(seed: bytes, needs: int, leave: bool | None) -> Move:
    leaves = seed[2] % 2 == 1 if leave is None else leave
    outcomes = _chances(seed, needs, 0 if leaves else 1, 3, leave=leaves)
    return Move("ask", outcomes, survive=SURVIVALS[seed[3] % 6], effort=EFFORTS[seed[4] % 4])


def _offer(seed: bytes, needs: int) -> Move:
    """The last of its outcomes is that it is taken."""
    found = _chances(seed, needs, 1, 4, leave=seed[2] % 2 == 1)
    return Move("offer", found[:-1], found[-1], MARGINS[seed[5] % 6], SURVIVALS[seed[3] % 6], EFFORTS[seed[4] % 4])


def asks(at: Problem, *, leave: bool | None = None, free: bool = False) -> st.SearchStrategy[Move]:
    """Another question; a free one costs nothing, nor does anybody leave."""
    needs = states(at).bit_length() - 1
    if free:
        return SEEDS.map(lambda seed: replace(_ask(seed, needs, leave=False), survive=1.0, effort=0.0))
    return SEEDS.map(lambda seed: _ask(seed, needs, leave))


def problems(
    most_asks: int = 3, most_offers: int = 3, *, least: int = 0, leave: bool | None = None
) -> st.SearchStrategy[Problem]:
    """Any small problem of so many moves; with `leave` False, nobody leaves at a question in some states alone."""

    def made(needs: int, weights: bytes, whole: bool, asks: list[bytes], offers: list[bytes]) -> Problem:
        prior = np.array([each % 10 for each in weights[: 2**needs]])
        moves = [(seed[6], _ask(seed, needs, leave)) for seed in asks]
        moves += [(seed[6], _offer(seed, needs)) for seed in offers]
        moves.sort(key=lambda each: each[0])
        mass = max(prior.sum(), 1) if whole else 10
        return problem(np.maximum(prior, not prior.any()) / mass, [each for _, each in moves])

    found = st.builds(
        made,
        st.integers(2, 3),
        st.binary(min_size=8, max_size=8),
        st.booleans(),
        st.lists(SEEDS, max_size=most_asks),
        st.lists(SEEDS, max_size=most_offers),
    )
    return found.filter(lambda at: len(at.moves) >= least) if least else found


def states(at: Problem) -> int:
    """How many states a problem has."""
    return int(at.prior.size)


def an_ask(needs: int, need: int, *, levels: int = 1, sure: float = 0.85, survive: float = 0.95) -> Move:
    """A question about one need: yes or no."""
    there = np.repeat([state >> need & 1 for state in range(2**needs)], levels)
    yes = np.where(there == 1, sure, 1 - sure + 0.05)
    return Move(f"ask {need}", np.array([yes, 1 - yes]), survive=survive, effort=10.0)


def a_market(needs: int, offered: int, *, levels: int = 1) -> Problem:
    """A question about each need, and so many offers; the same market each time.

    A state is a set of needs and how large a share of their worth the customer will pay. A refused offer is said to be
    too dear or beside the point.
    """
    dice = np.random.default_rng(7)
    worth = dice.lognormal(7, 0.6, needs)
    there = np.array([[state >> need & 1 for state in range(2**needs)] for need in range(needs)])
    rates = dice.uniform(0.15, 0.6, needs)
    prior = np.repeat(np.prod(np.where(there == 1, rates[:, None], 1 - rates[:, None]), axis=0) / levels, levels)
    shares = np.tile(np.linspace(0.3, 0.7, levels + 2)[1:-1], 2**needs)
    moves = [an_ask(needs, need, levels=levels) for need in range(needs)]
    for at in range(offered):
        bundle = dice.permutation(needs)[: 1 + at % 3]
        full = worth[bundle].sum()
        met = np.repeat((worth[bundle, None] * there[bundle]).sum(axis=0), levels)
        price = full * (0.2, 0.35, 0.5)[at // 3 % 3]
        taken = 0.98 / (1 + (price / np.maximum(shares * met, price / 10)) ** 4)
        beside = np.clip(1 - met / full, 0.1, 0.9)
        refused = np.array([(1 - taken) * beside, (1 - taken) * (1 - beside)])
        moves.append(Move(f"offer {at}", refused, taken, float(price * 0.7), 0.7, 60.0))
    return problem(prior, moves)
