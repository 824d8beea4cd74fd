"""Cold start: what a planner that begins with wrong defaults earns, as it learns from account after account.

    python benchmarks/cold_start.py [--markets 12] [--quick] [--settings NAME,…] [--json FILE]

Six needs, five bundles at three prices, markets as the simulator draws them. The seller begins with the defaults:
every need is there in 35 % of accounts; the hazard is off by e^N(0, .45), the median payable share by e^N(0, .3), the
money of each need by e^N(0, .2). He sells to account after account, true customers of the market, and learns from each
closed one as the store does: whole counts, by `valueloop.domain.loop.learning`. Nothing that he does sees the truth.

After 0, 5, 10, … closed accounts, what the planner earns who believes what was learned by then: its exact expectation
under the truth (branches of mass below 1e-5 dropped, rare ones followed by index), divided by that of the planner who
knows the market. `--quick` looks one move ahead only, in both.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import exp, sqrt
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "simulator"))

from evaluate import Policy, tree
from market import OFFER, SIZES, Market, Size, draw
from policies import Rules

from valueloop.domain.loop.learning import Scale, base_rate, bayes_factor, said, scale, walk_rate
from valueloop.domain.plan.problem import Vector

NEEDS, AFTER = 6, (0, 5, 10, 20, 40, 80, 160)
SIZES["cold"] = Size(NEEDS, 5, (0.36, 0.24, 0.14), False, 1e-5, 3e-4)
HAZARD, SHARE, MONEY = 0.45, 0.3, 0.2  # log-sd of what the defaults are off by, and of the priors of what is learned
SPREAD = 0.4  # log-sd of the payable share among customers, were its median known
LEAST = 500.0  # a market where the planner who knows it earns less per account is none to sell in
TAKEN, UNANSWERED = -1, -2  # what became of a move, besides the number of an outcome


@dataclass(frozen=True)
class Setting:
    """A kind of market, whether the money of needs is wrong at the start, and whether it is learned."""

    name: str
    kind: str
    money: float = MONEY
    learns: bool = True


SETTINGS = (
    Setting("low noise, short", "low-short"),
    Setting("high noise, long", "high-long"),
    Setting("low, short, money right", "low-short", 0.0, learns=False),
    Setting("low, short, money not learned", "low-short", MONEY, learns=False),
)


@dataclass(frozen=True)
class Seen:
    """What was seen at an account: moves with their outcomes, and the patience spent on moves that did not end it."""

    moves: tuple[tuple[int, int], ...]
    walked: bool
    spent: float

    @property
    def offered(self) -> list[tuple[int, int]]:
        """The offers among them."""
        return [(move, outcome) for move, outcome in self.moves if move >= NEEDS]


@dataclass
class Store:
    """The counts that closed accounts left, and the defaults that they are counted on."""

    defaults: Market
    setting: Setting
    decibans: list[Counter[int]] = field(default_factory=lambda: [Counter() for _ in range(NEEDS)])
    sums: dict[str, Counter[int]] = field(default_factory=dict)
    accounts: Counter[str] = field(default_factory=Counter)
    walked: int = 0
    spent: int = 0  # thousandths of a unit

    def scale(self, name: str, spread: float) -> Scale:
        """What is known of a scale by now."""
        return scale(self.sums.get(name, {}), self.accounts[name], spread)

    def believed(self) -> Market:
        """The market as it is believed by now: means, and their doubt carried where the acceptance blurs anyway."""
        share, start = self.scale("share", SHARE), self.defaults
        money = [self.scale(f"money {need}", self.setting.money or 1) for need in range(NEEDS)]
        doubt = np.mean([each.spread**2 for each in money]) if self.setting.money else 0.0
        return replace(
            start,
            rates=np.array([[base_rate(each).mean for each in self.decibans]]),
            worth=start.worth * [each.factor for each in money] if self.setting.money else start.worth,
            share=start.share * share.factor,
            spread=sqrt(SPREAD**2 + share.spread**2),
            sigma=sqrt(start.sigma**2 + float(doubt)),
            hazard=walk_rate(start.hazard, self.walked, self.spent / 1000),
        )

    def close(self, seen: Seen) -> None:
        """Count what an account taught, by what is believed so far; the account is then forgotten."""
        now = self.believed()
        self.walked += seen.walked
        self.spent += round(1000 * seen.spent)
        joint = now.problem.prior * likely(now, seen.moves)
        for need, counts in enumerate(self.decibans):
            there = now.subsets[:, need] > 0
            after = float(joint[there].sum() / joint.sum())
            counts[bayes_factor(float(now.rates[0, need]), min(max(after, 1e-9), 1 - 1e-9))] += 1
        if not seen.offered:
            return
        asked = now.problem.prior * likely(now, [each for each in seen.moves if each not in seen.offered])

        def answers(believed: Market) -> float:
            return float(asked @ likely(believed, seen.offered))

        start = self.defaults
        found = {"share": said(lambda by: answers(replace(now, share=start.share * by, spread=SPREAD)), SHARE)}
        for need in self._covered(seen) if self.setting.learns else ():

            def worth(by: float, need: int = need) -> Market:
                money = now.worth.copy()
                money[need] = start.worth[need] * by
                return replace(now, worth=money)

            found[f"money {need}"] = said(lambda by, worth=worth: answers(worth(by)), MONEY)  # type: ignore[misc]
        for name, lesson in found.items():
            self.sums.setdefault(name, Counter()).update(dict(enumerate(lesson)))
            self.accounts[name] += 1

    def _covered(self, seen: Seen) -> list[int]:
        """The needs that were offered on."""
        prices = len(SIZES["cold"].prices)
        bundles = {(move - NEEDS) // prices for move, _ in seen.offered}
        return sorted({need for at in bundles for need in self.defaults.bundles[at].needs})


def likely(market: Market, moves: Sequence[tuple[int, int]]) -> Vector:
    """The chance of what was seen, by state."""
    prices = len(SIZES["cold"].prices)
    found = np.ones(len(market.subsets))
    for move, outcome in moves:
        if move < NEEDS:
            yes = np.where(market.subsets[:, move] > 0, market.hit[move], 1 - market.clear[move])
            found = found * (1 - yes if outcome else yes)
    quoted = [divmod(move - NEEDS, prices) for move, _ in moves if move >= NEEDS]
    bundles = [replace(market.bundles[at], prices=(market.bundles[at].prices[price],)) for at, price in quoted]
    offers = replace(market, bundles=tuple(bundles)).problem.moves[NEEDS:] if bundles else ()
    for offer, outcome in zip(offers, [outcome for move, outcome in moves if move >= NEEDS], strict=True):
        assert offer.accept is not None
        if outcome == TAKEN:
            found = found * offer.accept
        else:
            found = found * (1 - offer.accept if outcome == UNANSWERED else offer.outcomes[outcome])
    return found


def wrong(truth: Market, setting: Setting, seed: int) -> Market:
    """The market by the defaults, wrong as the heading says."""
    rng = np.random.default_rng([seed, 45])
    hazard, share = exp(HAZARD * rng.normal()), exp(SHARE * rng.normal())
    money = np.exp(setting.money * rng.normal(size=NEEDS))
    return replace(
        truth,
        segments=np.ones(1),
        rates=np.full((1, NEEDS), base_rate({}).mean),
        hazard=truth.hazard * hazard,
        share=truth.share * share,
        worth=truth.worth * money,
    )


def sold(truth: Market, believed: Market, look: Callable[[Rules], Policy], rng: np.random.Generator) -> Seen:
    """An account of the market, sold to by who believes this. One that is begun gets a first move, even at a loss.

    Who walks away after an ask or an offer gives no answer; half of the patience that the move takes is counted.
    """
    policy, problem, model = look(Rules(believed)), truth.problem, believed.problem
    state = int(rng.choice(problem.prior.size, p=problem.prior / problem.prior.sum()))
    belief, free = model.prior[None], np.ones((1, len(problem.moves)), dtype=bool)
    moves: list[tuple[int, int]] = []
    spent = 0.0
    while (at := int(policy(belief, free)[0])) >= 0 or not moves:
        at = at if at >= 0 else Rules(believed).asks[0]
        free[0, at] = False
        move, cost = problem.moves[at], float(truth.costs[at])
        accept = 0.0 if move.accept is None else float(move.accept[state])
        outcome = int(rng.choice(1 + len(move.outcomes), p=[accept, *move.outcomes[:, state]])) - 1
        if outcome == TAKEN:
            return Seen((*moves, (at, TAKEN)), walked=False, spent=spent)
        if rng.random() > move.survive:
            last = ((at, UNANSWERED),) if cost == OFFER[0] else ()
            return Seen((*moves, *last), walked=True, spent=spent + cost / 2)
        moves.append((at, outcome))
        spent += cost
        belief = belief * model.moves[at].outcomes[outcome]
        belief = belief / belief.sum()
    return Seen(tuple(moves), walked=False, spent=spent)


def earns(truth: Market, believed: Market, look: Callable[[Rules], Policy]) -> float:
    """What the planner who believes this earns per account, exactly."""
    rules, size = Rules(believed), SIZES["cold"]
    model = None if believed is truth else believed.problem
    return tree(truth.problem, truth.costs, look(rules), model, size.cutoff, (size.rare, rules.by_index)).value


def course(truth: Market, setting: Setting, seed: int, look: Callable[[Rules], Policy]) -> list[float]:
    """What is earned after so many closed accounts."""
    store, rng, found = Store(wrong(truth, setting, seed), setting), np.random.default_rng([seed, 46]), []
    for before, after in zip((0, *AFTER), AFTER, strict=False):
        for _ in range(after - before):
            store.close(sold(truth, store.believed(), look, rng))
        found.append(earns(truth, store.believed(), look))
    return found


def planner(rules: Rules) -> Policy:
    return rules.planner


def one_ahead(rules: Rules) -> Policy:
    return rules.one_ahead


def row(name: str, figures: Vector, known: Vector) -> str:
    """Mean share of the informed planner and its standard error; then of all money, and the worst market."""
    shares = figures / known[:, None]
    mean, error = shares.mean(axis=0), shares.std(axis=0, ddof=1) / sqrt(len(shares))
    pooled = figures.sum(axis=0) / known.sum()
    return "\n".join(
        [
            f"{name:<34}" + "".join(f"{each:>7.3f}" for each in mean),
            f"{'  standard error':<34}" + "".join(f"{each:>7.3f}" for each in error),
            f"{'  of all money':<34}" + "".join(f"{each:>7.3f}" for each in pooled),
            f"{'  worst market':<34}" + "".join(f"{each:>7.3f}" for each in shares.min(axis=0)),
        ]
    )


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markets", type=int, default=12, help="markets a setting")
    parser.add_argument("--quick", action="store_true", help="look one move ahead only")
    parser.add_argument("--settings", default="", help="names of settings, with commas; all, if none is given")
    parser.add_argument("--json", type=Path, help="where to put the numbers of each market, as they come")
    given = parser.parse_args()
    look = one_ahead if given.quick else planner
    started, kept = time.perf_counter(), {}
    chosen = [each for each in SETTINGS if not given.settings or each.name in given.settings]
    print(f"{'closed accounts':<34}" + "".join(f"{each:>7}" for each in AFTER))
    for setting in chosen:
        known: list[float] = []
        figures, seed, skipped = [], 0, 0
        while len(known) < given.markets:
            truth = draw(seed, "cold", setting.kind)
            best = earns(truth, truth, look)
            if best >= LEAST:
                figures.append(course(truth, setting, seed, look))
                known.append(best)
                shown = " ".join(f"{each / best:.3f}" for each in figures[-1])
                print(f"{setting.name} {seed}: {best:.0f}, {shown}", file=sys.stderr, flush=True)
            else:
                skipped += 1
            seed += 1
        kept[setting.name] = {"known": known, "found": figures}
        if given.json:
            given.json.write_text(json.dumps(kept))
        print(row(setting.name, np.array(figures), np.array(known)), flush=True)
        print(f"  {skipped} markets earn less than {LEAST:.0f} per account and are skipped")
    print(f"{time.perf_counter() - started:.0f} s, numpy {np.__version__}")


if __name__ == "__main__":
    main()
