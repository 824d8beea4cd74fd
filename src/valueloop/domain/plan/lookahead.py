"""The lookahead: some moves ahead, and then the offer ladder; for many beliefs at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from valueloop.domain.plan.ladder import Mask, Table, ladder
from valueloop.domain.plan.problem import Vector
from valueloop.domain.plan.threads import alone

ASKS, OFFERS = 3, 2  # moves looked at beyond the next one
INNER_ASKS, INNER_OFFERS = 4, 4  # and after each of their outcomes; six and five change nothing that was measured
SMALL = 500  # up to so many states a third move ahead costs some milliseconds
Free = Sequence[int]


@dataclass(frozen=True)
class Look:
    """What a lookahead found at a belief: Q of each move that it weighed, and what the ladder earns."""

    q: dict[int, float]
    ladder: float

    @property
    def value(self) -> float:
        """The value of the best plan that was found, be it to stop."""
        return max(0.0, self.ladder, *self.q.values())

    @property
    def best(self) -> int | None:
        """The best move, the first of equals; None: to stop."""
        best = min(self.q, key=lambda move: (-self.q[move], move), default=None)
        return best if best is not None and self.q[best] > 0 else None


@alone
def look(table: Table, belief: Vector, free: Free) -> Look:
    """Two moves ahead at one belief, three where the states are few; over the moves that are free.

    The best three asks and two offers by one move ahead are looked at further: after each of their outcomes, the best
    four asks and four offers, and then the ladder. Each is a plan that can be carried out, so that the value is a lower
    bound. Deterministic. Source: planner.md, section 3.
    """
    return _ahead(table, belief[None, :], [list(free)], 3 if belief.size <= SMALL else 2)[0]


def _ahead(
    table: Table, beliefs: Vector, frees: Sequence[Free], depth: int, weigh: Sequence[Free] | None = None
) -> list[Look]:
    """So many moves ahead at many beliefs; the next one is of those to `weigh`, or of all that are free."""
    offers = np.array([[move in there for move in table.problem.offers] for there in map(set, frees)])
    offers = offers.reshape(len(frees), len(table.problem.offers))
    straight = ladder(table, beliefs, offers)
    looks = [
        Look(q, float(rest)) for q, rest in zip(_one(table, beliefs, offers, weigh or frees), straight, strict=True)
    ]
    return looks if depth == 1 else _deeper(table, beliefs, frees, looks, depth)


def _deeper(table: Table, beliefs: Vector, frees: Sequence[Free], looks: list[Look], depth: int) -> list[Look]:
    """The same looks, with the best moves of each looked at further."""
    came: list[tuple[int, int]] = []
    lefts: list[Free] = []
    weigh: list[Free] = []
    outcomes: list[int] = []
    for row, found in enumerate(looks):
        order = sorted(found.q, key=lambda move: (-found.q[move], move))
        inner = _few(table, order, INNER_ASKS, INNER_OFFERS)
        for move in _few(table, order, ASKS, OFFERS):
            span = table.spans[move]
            left = [each for each in frees[row] if each != move]
            after = [each for each in inner if each != move]
            for outcome in range(span.start, span.stop):
                came.append((row, move))
                lefts.append(left)
                weigh.append(after)
                outcomes.append(outcome)
    if not came:
        return looks
    children = beliefs[[row for row, _ in came]] * table.rows[outcomes]
    further = _ahead(table, children, lefts, depth - 1, weigh if depth == 2 else None)
    goes_on: dict[tuple[int, int], float] = dict.fromkeys(came, 0.0)
    for each, child in zip(came, further, strict=True):
        goes_on[each] += child.value
    at_once = _at_once(table, beliefs)
    q = [dict(each.q) for each in looks]
    for (row, move), rest in goes_on.items():
        q[row][move] = max(q[row][move], at_once(row, move) + table.problem.moves[move].survive * rest)
    return [Look(mine, each.ladder) for mine, each in zip(q, looks, strict=True)]


def _few(table: Table, order: Sequence[int], asks: int, offers: int) -> list[int]:
    return [
        *[each for each in order if each not in table.place][:asks],
        *[each for each in order if each in table.place][:offers],
    ]


def _one(table: Table, beliefs: Vector, offers: Mask, weigh: Sequence[Free]) -> list[dict[int, float]]:
    """One move and then the ladder: Q by move at each belief."""
    source, outcome, blocked, weighed = [], [], [], []
    for row, mine in enumerate(weigh):
        for move in mine:
            span = table.spans[move]
            weighed.append((row, move, span.stop - span.start))
            for each in range(span.start, span.stop):
                source.append(row)
                outcome.append(each)
                blocked.append(table.place.get(move, -1))
    after = offers[source]
    gone = np.array(blocked, dtype=np.intp)
    taken = np.flatnonzero(gone >= 0)
    after[taken, gone[taken]] = False
    leaves = np.empty((len(source), beliefs.shape[1]), dtype=beliefs.dtype)
    ends = np.searchsorted(source, np.arange(len(weigh) + 1))
    for row, belief in enumerate(beliefs):
        part = slice(ends[row], ends[row + 1])
        np.multiply(table.rows[outcome[part]], belief, out=leaves[part])
    values = ladder(table, leaves, after)
    at_once = _at_once(table, beliefs)
    q: list[dict[int, float]] = [{} for _ in weigh]
    place = 0
    for row, move, count in weighed:
        rest = float(values[place : place + count].sum())
        q[row][move] = at_once(row, move) + table.problem.moves[move].survive * rest
        place += count
    return q


def _at_once(table: Table, beliefs: Vector) -> Callable[[int, int], float]:
    """What a move earns at once, less its effort."""
    found = (beliefs @ table.chances).astype(np.float64)

    def gain(row: int, move: int) -> float:
        each = table.problem.moves[move]
        won = found[row, table.place[move]] * each.margin if move in table.place else 0.0
        return float(won - each.effort * found[row, -1])

    return gain
