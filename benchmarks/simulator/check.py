"""The simulator against itself: trees and plain simulation, the library's optimum and brute force."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from evaluate import Indices, Mask, brute, exact, in_order, simulated, tree
from market import SETTINGS, Market, draw, wrong
from policies import Rules

from valueloop.domain.plan.problem import Vector


def _next(order: Sequence[int], _: Vector, free: Mask) -> Indices:
    left = [at for at in order if free[0, at]]
    return np.full(len(free), left[0] if left else -1, dtype=np.intp)


def check() -> None:
    """Trees against plain simulation, the optimum against brute force; an assertion fails if they part."""
    for setting in SETTINGS:
        for seed in range(3):
            tiny = draw(seed, "tiny", setting)
            free = tuple(range(len(tiny.problem.moves)))
            best = brute(tiny.problem, tiny.problem.prior, free)[0]

            def at_best(beliefs: Vector, frees: Mask, tiny: Market = tiny) -> Indices:
                rows = zip(beliefs, frees, strict=True)
                moves = [brute(tiny.problem, belief, tuple(np.flatnonzero(mine)))[1] for belief, mine in rows]
                return np.array(moves, dtype=np.intp)

            by_tree, by_library = tree(tiny.problem, tiny.costs, at_best).value, exact(tiny.problem)
            assert np.allclose([by_tree, by_library], best), (by_tree, by_library, best)
        small = draw(1, "small", setting)
        rules, believed = Rules(small), wrong(small, 1).problem
        assert tree(small.problem, small.costs, rules.by_index, small.problem) == tree(
            small.problem, small.costs, rules.by_index, small.problem, 1e-12
        )
        order = rules.asks[:2] + rules.naive()["naive"]
        fixed = rules.asking(2, partial(_next, order[2:]))
        one, other = in_order(small.problem, small.costs, order), tree(small.problem, small.costs, fixed, believed)
        assert np.allclose([one.value, one.won, one.moves], [other.value, other.won, other.moves])
        for name in ("planner", "EVI", "ask 2, ladder"):
            score = tree(small.problem, small.costs, rules.trees()[name], cutoff=1e-7)
            accounts = 300 if name == "planner" else 4000
            sample, error = simulated(small.problem, small.costs, rules.trees()[name], accounts, len(name))
            print(f"{setting}: {name}: tree {score.value:.0f}, simulation {sample.value:.0f} ± {error:.0f}")
            assert abs(score.value - sample.value) < 4 * error
            assert abs(score.won - sample.won) < 0.1
    print("trees, simulation, brute force and the library's optimum agree")
