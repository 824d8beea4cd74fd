"""The rules that are compared: of salespeople, of textbooks, and the planner."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from evaluate import Indices, Mask, Policy, Score, in_order, mean
from market import Market

from valueloop.domain.plan.ladder import Table, ladder
from valueloop.domain.plan.planner import best_move
from valueloop.domain.plan.problem import Vector

ORDERS, ACCOUNTS = 100, 150


@dataclass(frozen=True)
class Rules:
    """Rules that keep a belief, each a policy over rows of beliefs, as somebody who believes in the market follows."""

    market: Market

    @cached_property
    def table(self) -> Table:
        """The matrices."""
        return Table(self.market.problem)

    @cached_property
    def offers(self) -> Indices:
        """Which moves are offers."""
        return np.array(self.market.problem.offers)

    @cached_property
    def asks(self) -> list[int]:
        """Each need's question, the most uncertain money first: π(1−π)w."""
        rate = self.market.segments @ self.market.rates
        return [int(each) for each in np.argsort(-rate * (1 - rate) * self.market.worth, kind="stable")]

    def planner(self, beliefs: Vector, free: Mask) -> Indices:
        """Ours."""
        chosen = []
        for belief, mine in zip(beliefs.astype(self.table.kind), free, strict=True):
            found = best_move(self.table, belief / belief.sum(), [int(each) for each in np.flatnonzero(mine)])
            chosen.append(-1 if found is None else found)
        return np.array(chosen, dtype=np.intp)

    def one_ahead(self, beliefs: Vector, free: Mask) -> Indices:
        """H1: each move and then the offer ladder, in the order of the moves."""
        own: Vector = beliefs.astype(self.table.kind)
        found = (own @ self.table.chances).astype(np.float64)
        q = np.zeros((len(own), 1 + len(self.market.problem.moves)))  # the first is to stop
        for at, move in enumerate(self.market.problem.moves):
            left = free.copy()
            left[:, at] = False
            rows = self.table.rows[self.table.spans[at]]
            rest = sum((ladder(self.table, own * row, left[:, self.offers]) for row in rows), np.zeros(len(own)))
            won = found[:, self.table.place[at]] * move.margin if at in self.table.place else 0.0
            gain = won - move.effort * found[:, -1] + move.survive * rest
            q[:, 1 + at] = np.where(free[:, at], gain, -np.inf)
        best: Indices = q.argmax(axis=1) - 1
        return best

    def _offer(self, beliefs: Vector, free: Mask, *, index: bool) -> tuple[Indices, Vector]:
        """The free offer of the largest index, or immediate margin; −1 if none is above nought."""
        found = (beliefs @ self.table.chances).astype(np.float64)
        won, mass = found[:, :-1], found[:, -1:]
        gain = won * self.table.margin - self.table.effort * mass
        rank = gain / np.maximum(mass - self.table.survive * (mass - won), 1e-300) if index else gain
        rank = np.where(free[:, self.offers], rank, -np.inf)
        best, most = rank.argmax(axis=1), rank.max(axis=1)
        return np.where(most > 0, self.offers[best], -1), np.maximum(most, 0)

    def by_index(self, beliefs: Vector, free: Mask) -> Indices:
        """Offers only, by index."""
        return self._offer(beliefs, free, index=True)[0]

    def by_margin(self, beliefs: Vector, free: Mask) -> Indices:
        """Offers only, by immediate margin."""
        return self._offer(beliefs, free, index=False)[0]

    def asking(self, count: int, then: Policy) -> Policy:
        """The first questions, all of them whatever is answered, and then another rule."""
        first = self.asks[:count]

        def policy(beliefs: Vector, free: Mask) -> Indices:
            open_asks = [each for each in first if free[0, each]]
            if open_asks and bool(free[:, open_asks[0]].all()):
                return np.full(len(free), open_asks[0], dtype=np.intp)
            return then(beliefs, free)

        return policy

    @cached_property
    def _leaves(self) -> Vector:
        """For each outcome of each ask, what `chances` becomes: states down, outcomes × (offers and mass) across."""
        asks = self.market.problem.asks
        parts = [self.table.rows[self.table.spans[ask]] for ask in asks]
        weighted = np.concatenate(parts)[:, :, None] * self.table.chances[None]
        return np.ascontiguousarray(np.moveaxis(weighted, 0, 1).reshape(len(self.table.prior), -1))

    def information(self, beliefs: Vector, free: Mask) -> Indices:
        """The ask of the greatest one-step value of information, while that is above nought; else the best margin."""
        offer, now = self._offer(beliefs, free, index=False)
        asks, width = self.market.problem.asks, self.table.chances.shape[1]
        found = (beliefs @ self._leaves).astype(np.float64).reshape(len(beliefs), -1, width)
        gain = found[:, :, :-1] * self.table.margin - self.table.effort * found[:, :, -1:]
        gain = np.where(free[:, None, self.offers], gain, 0.0).max(axis=2).clip(min=0)
        mass, place = beliefs.sum(axis=1, dtype=np.float64), 0
        value = np.zeros((len(beliefs), len(asks)))
        for at, ask in enumerate(asks):
            move = self.market.problem.moves[ask]
            ahead = gain[:, place : place + len(move.outcomes)].sum(axis=1) * move.survive
            value[:, at] = np.where(free[:, ask], ahead - move.effort * mass - now, -np.inf)
            place += len(move.outcomes)
        best = value.argmax(axis=1)
        return np.where(value.max(axis=1) > 0, np.array(asks)[best], offer)

    def trees(self) -> dict[str, Policy]:
        """The rules that keep a belief, by name, the planner first."""
        most = len(self.asks)
        ladders = {f"ask {k}, ladder": self.asking(k, self.by_index) for k in range(most + 1)}
        return {
            "planner": self.planner,
            "one ahead": self.one_ahead,
            **ladders,
            "EVI": self.information,
            "offers by margin": self.by_margin,
            "ask all, best offers": self.asking(most, self.by_margin),
        }

    def naive(self) -> dict[str, list[int]]:
        """One bundle at list, then its price cuts: the one taken most often at list, or that earns most."""
        problem, at, runs = self.market.problem, int(self.offers[0]), []
        for bundle in self.market.bundles:
            runs.append(list(range(at, at + len(bundle.prices))))
            at += len(bundle.prices)
        return {
            "naive": max(runs, key=lambda run: in_order(problem, self.market.costs, run[:1]).won),
            "naive, best bundle": max(runs, key=lambda run: in_order(problem, self.market.costs, run).value),
        }


def random_orders(truth: Market, seed: int) -> Score:
    """Any unused move, drawn evenly, until the customer leaves: the mean of a hundred orders."""
    rng = np.random.default_rng([seed, 1])
    orders = [rng.permutation(len(truth.problem.moves)) for _ in range(ORDERS)]
    return mean([in_order(truth.problem, truth.costs, [int(at) for at in each]) for each in orders])


def copied(truth: Market, seed: int) -> dict[str, Score]:
    """Copying from 150 closed accounts of the market, each offered anything in random order until won or gone.

    Best: the offers that earned most per try, in that order, while they earned. Nearest: what won accounts of the same
    archetype bought (the copier is told the archetype), most often bought first.
    """
    rng, offers, moves = np.random.default_rng([seed, 2]), truth.problem.offers, truth.problem.moves
    tried, earned = np.zeros(len(offers)), np.zeros(len(offers))
    bought = np.zeros((len(truth.segments), len(offers)))
    for _ in range(ACCOUNTS):
        kind = int(rng.choice(len(truth.segments), p=truth.segments))
        state = int(rng.choice(truth.problem.prior.size, p=truth.priors[kind] / truth.priors[kind].sum()))
        for at in rng.permutation(len(offers)):
            move = moves[offers[at]]
            assert move.accept is not None
            tried[at] += 1
            won = rng.random() < move.accept[state]
            earned[at] += move.margin * won - move.effort
            bought[kind, at] += won
            if won or rng.random() > move.survive:
                break
    per_try = earned / np.maximum(tried, 1)
    best = [offers[at] for at in np.argsort(-per_try, kind="stable") if per_try[at] > 0]
    near = [[offers[at] for at in np.argsort(-row, kind="stable") if row[at] > 0] for row in bought]
    by_kind = [in_order(truth.problem, truth.costs, order, truth.priors[z]) for z, order in enumerate(near)]
    return {
        "copy best": in_order(truth.problem, truth.costs, best),
        "copy nearest": mean(by_kind, [float(each) for each in truth.segments]),
    }
