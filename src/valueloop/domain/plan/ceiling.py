"""The ceiling: what no plan can earn more than, by letting the seller know more than anybody can."""

from math import prod

import numpy as np

from valueloop.domain.plan.problem import Move, Problem, Vector
from valueloop.domain.plan.threads import alone

MOST_WORK = 4e9  # multiplications; beyond them the looser ceiling has to do
_FEW = 8
_NEAR = 1e-5


def clairvoyant(at: Problem) -> Vector:
    """What a seller who knew the state would earn in each of them, by the same offer over and over at worst.

    U(s) = max(0, max over offers j of (m·A(s) − e) / (1 − g·c(s))), c the chance that the talk goes on.

    >>> from valueloop.domain.plan.problem import problem
    >>> offer = Move("offer", np.array([[0.0, 1.0]]), np.array([1.0, 0.0]), 100, 0.5, 40)
    >>> clairvoyant(problem([0.5, 0.5], [offer])).tolist()
    [60.0, 0.0]
    """
    best = np.zeros(at.prior.size)
    for move in (at.moves[offer] for offer in at.offers):
        assert move.accept is not None
        ends = np.maximum(1 - move.survive * move.outcomes.sum(axis=0), 1e-12)
        np.maximum(best, (move.margin * move.accept - move.effort) / ends, out=best)
    return best


@alone
def ceiling(at: Problem) -> float:
    """An upper bound of what any plan earns: V* ≤ this ≤ the clairvoyant's.

    Patience is charged for one question only, then all answers are seen at once; after one refused offer the truth is
    told: G_j = m·A − e + g·c·U, and the bound is the largest of nought, of Σ b·G_j for one j, and of
    g·Σ over all answers of max(0, max_j Σ b·P(answers|s)·G_j) − e·|b| with g the largest survival and e the least
    effort of a question. A question of more than two answers whose chances take few different values is relaxed to
    telling which of them holds. Where that is more than `MOST_WORK`, the clairvoyant's bound is returned.

    Source: planner.md, theorem 3. It is a ceiling, not the loss.
    """
    known = clairvoyant(at)
    loose = float(at.prior @ known)
    asks = [at.moves[each] for each in at.asks]
    gains = [_with_truth(at.moves[each], known) for each in at.offers]
    if not gains:
        return 0.0
    worth = np.array(gains) * at.prior
    at_once = max(0.0, float(worth.sum(axis=1).max()))
    if not asks:
        return min(loose, at_once)
    classes = [each for each in asks if len(each.outcomes) > 2 and _kinds(each).max() < _FEW]
    told = [each for each in asks if not any(each is one for one in classes)]
    if prod(len(_answers(each)) for each in told) * worth.size > MOST_WORK:
        return loose
    heard = sum(_heard(worth[:, part], [_answers(each)[:, part] for each in told]) for part in _parts(at, classes))
    asked = max(each.survive for each in asks) * heard - min(each.effort for each in asks) * float(at.prior.sum())
    return min(loose, max(at_once, asked))


def _answers(ask: Move) -> Vector:
    """The chances of a question's outcomes, by state; that the customer leaves over it is one more, where it can be."""
    left = 1 - ask.outcomes.sum(axis=0)
    return np.concatenate([ask.outcomes, left[None, :]]) if (left > _NEAR).any() else ask.outcomes


def _with_truth(offer: Move, known: Vector) -> Vector:
    """An offer, and if it is refused, the truth: by state."""
    assert offer.accept is not None
    found: Vector = offer.margin * offer.accept - offer.effort + offer.survive * offer.outcomes.sum(axis=0) * known
    return found


def _kinds(move: Move) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Which states a question cannot tell apart: equal numbers where its chances are equal."""
    return np.unique(move.outcomes, axis=1, return_inverse=True)[1].reshape(-1)


def _parts(at: Problem, classes: list[Move]) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """The states, cut into those that the classes cannot tell apart."""
    kinds = np.zeros(at.prior.size, dtype=np.intp)
    for move in classes:
        kinds = np.unique(kinds * _FEW + _kinds(move), return_inverse=True)[1].reshape(-1)
    return [np.flatnonzero(kinds == each) for each in np.unique(kinds)]


def _heard(worth: Vector, asks: list[Vector]) -> float:
    """Σ over all answers of the best that can then be offered: `worth` has a row for each offer."""
    half = len(asks) // 2
    head, tail = _all_answers(asks[:half], worth.shape[1]), _all_answers(asks[half:], worth.shape[1])
    total = 0.0
    for answers in head:
        best = ((worth * answers) @ tail.T).max(axis=0)
        total += float(np.maximum(best, 0).sum())
    return total


def _all_answers(asks: list[Vector], states: int) -> Vector:
    found = np.ones((1, states))
    for each in asks:
        found = (each[:, None, :] * found[None, :, :]).reshape(-1, states)
    return found
