"""The best plan once more, without the code under test: plain recursion over what may happen next."""

from typing import Any, NamedTuple

Belief = dict[int, float]
History = frozenset[tuple[int, int]]


class Best(NamedTuple):
    """The value of the best plan, and that of beginning with each move."""

    value: float
    q: list[float]


def best_plan(at: Any, *, remember: bool = False) -> Best:
    """Try every move after every history.

    With `remember`, what is known after a set of (move, outcome) pairs is not reckoned again when they came in another
    order: that the order does not matter is then taken for granted.
    """
    moves = [
        {
            "outcomes": each.outcomes.tolist(),
            "accept": None if each.accept is None else each.accept.tolist(),
            "margin": each.margin,
            "survive": each.survive,
            "effort": each.effort,
        }
        for each in at.moves
    ]
    memory: dict[History, float] = {}

    def begin(belief: Belief, move: int, left: list[int], history: History) -> float:
        each = moves[move]
        found: float = -each["effort"] * sum(belief.values())
        if each["accept"] is not None:
            found += each["margin"] * sum(chance * each["accept"][state] for state, chance in belief.items())
        after = [other for other in left if other != move]
        for number, outcome in enumerate(each["outcomes"]):
            heard = {state: chance * outcome[state] * each["survive"] for state, chance in belief.items()}
            heard = {state: chance for state, chance in heard.items() if chance > 0}
            # the survival depends on the moves alone, so that it is the same in any order
            found += go_on(heard, after, history | {(move, number)})
        return found

    def go_on(belief: Belief, left: list[int], history: History) -> float:
        if remember and history in memory:
            return memory[history]
        found = max([0.0, *(begin(belief, move, left, history) for move in left)]) if belief else 0.0
        memory[history] = found
        return found

    prior = {state: chance for state, chance in enumerate(at.prior.tolist()) if chance > 0}
    every = list(range(len(moves)))
    q = [begin(prior, move, every, frozenset()) for move in every]
    return Best(max([0.0, *q]), q)
