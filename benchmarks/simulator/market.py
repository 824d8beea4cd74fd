"""Random markets: what is hidden there, what may be asked and offered, and the same market as somebody errs about it.

Planner.md, section 2, is followed to the letter where it is definite. What it leaves open is settled here: a bundle
meets each of its needs to 70-100 %; the stated reason of a refusal is noise with .2 (low noise) or .4 (high noise); the
open question is vague with .3 and names any need at random with .3; the workshop reads the payable share with a factor
e^N(0, .3) and says which of K fixed bins the reading falls in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import erf, exp, log, sqrt
from statistics import NormalDist

import numpy as np

from valueloop.domain.plan.problem import Move, Problem, Vector, problem

ASK, OPEN, WORKSHOP, OFFER = (0.25, 30.0), (0.5, 60.0), (0.8, 150.0), (2.0, 200.0)  # patience units, effort in money
NEVER, ALWAYS = 0.002, 0.999  # acceptance where nothing is met, and the most there is


@dataclass(frozen=True)
class Size:
    """How large a market is: needs, payable-share levels, and prices as parts of the full value.

    Branches of less mass than the cutoff are dropped; in those below `rare` the planner's plan goes on by index.
    """

    needs: int
    levels: int
    prices: tuple[float, ...]
    wide: bool
    cutoff: float = 0.0
    rare: float = 0.0


SIZES = {
    "tiny": Size(2, 3, (0.30, 0.16), False),
    "small": Size(5, 4, (0.30, 0.16), False, 1e-7),
    "real": Size(10, 5, (0.36, 0.24, 0.14), True, 1e-6, 3e-4),
    "large": Size(12, 5, (0.36, 0.24, 0.14), True, 3e-6, 3e-4),
}
SETTINGS = {f"{noise}-{patience}": (noise, patience) for noise in ("low", "high") for patience in ("short", "long")}


@dataclass(frozen=True)
class Bundle:
    """Some needs, how far each is met, the value if all are there, the cost of delivery, and the prices, list first."""

    needs: tuple[int, ...]
    quality: Vector
    full: float
    delivery: float
    prices: tuple[float, ...]


@dataclass(frozen=True)
class Market:
    """The parameters of a market, true or believed."""

    worth: Vector  # of each need, a year
    segments: Vector  # how many accounts are of each archetype
    rates: Vector  # the prevalence of each need (across) in each archetype (down)
    hit: Vector  # P(yes | need), by need
    clear: Vector  # P(no | no need)
    bundles: tuple[Bundle, ...]
    hazard: float  # lambda: a unit of patience is survived with e^-lambda
    spread: float  # log-sd of the payable share
    levels: int
    eta: float  # how often the stated reason of a refusal is noise
    wide: bool  # with the open question and the value workshop
    share: float = 0.40  # median of the payable share
    sigma: float = 0.3
    leak: float = 0.3  # how often the open question is answered at random
    vague: float = 0.3
    reading: float = 0.3  # log-sd of the workshop

    @cached_property
    def subsets(self) -> Vector:
        """Which needs are there, by state."""
        needs = len(self.worth)
        bits = (np.arange(2**needs)[:, None] >> np.arange(needs)) & 1
        return np.repeat(bits, self.levels, axis=0).astype(np.float64)

    @cached_property
    def payable(self) -> Vector:
        """The payable share, by state."""
        at = [NormalDist().inv_cdf((k + 0.5) / self.levels) for k in range(self.levels)]
        return np.tile([self.share * exp(self.spread * each) for each in at], 2 ** len(self.worth))

    @cached_property
    def priors(self) -> Vector:
        """The prior of each archetype: archetypes down, states across."""
        there = np.where(self.subsets[None], self.rates[:, None, :], 1 - self.rates[:, None, :])
        found: Vector = there.prod(axis=2) / self.levels
        return found

    @cached_property
    def costs(self) -> Vector:
        """The patience each move takes."""
        wide = [OPEN[0], WORKSHOP[0]] if self.wide else []
        offers = sum(len(each.prices) for each in self.bundles)
        return np.array([*[ASK[0]] * len(self.worth), *wide, *[OFFER[0]] * offers])

    @cached_property
    def problem(self) -> Problem:
        """The decision problem: an ask for each need, the two wide ones, and each bundle at each price, list first."""
        moves = [self._ask(need) for need in range(len(self.worth))]
        if self.wide:
            moves += [self._open(), self._workshop()]
        moves += [self._offer(at, price) for at, each in enumerate(self.bundles) for price in each.prices]
        return problem(self.segments @ self.priors, moves)

    def _survive(self, cost: float) -> float:
        return exp(-self.hazard * cost)

    def _ask(self, need: int) -> Move:
        yes = np.where(self.subsets[:, need], self.hit[need], 1 - self.clear[need])
        return Move(f"ask {need}", np.array([yes, 1 - yes]), None, 0, self._survive(ASK[0]), ASK[1])

    def _open(self) -> Move:
        total = np.maximum(self.subsets @ self.worth, 1e-9)
        named = (1 - self.leak) * (self.subsets * self.worth).T / total + self.leak / len(self.worth)
        rows = (1 - self.vague) * named
        vague = 1 - rows.sum(axis=0)
        return Move("open", np.vstack([rows, vague]), None, 0, self._survive(OPEN[0]), OPEN[1])

    def _workshop(self) -> Move:
        at = [NormalDist(log(0.40), 0.45).inv_cdf(k / self.levels) for k in range(1, self.levels)]
        below = [_phi((edge - np.log(self.payable)) / self.reading) for edge in at]
        ends = np.array([0 * self.payable, *below, 0 * self.payable + 1])
        return Move("workshop", np.diff(ends, axis=0), None, 0, self._survive(WORKSHOP[0]), WORKSHOP[1])

    def _offer(self, at: int, price: float) -> Move:
        bundle = self.bundles[at]
        worth = bundle.quality * self.worth[list(bundle.needs)]
        met = self.subsets[:, list(bundle.needs)] @ worth
        ready = np.log(self.payable) + np.log(np.maximum(met, 1e-9)) - log(price)
        accept = np.where(met > 0, np.clip(_phi(ready / self.sigma), 0, ALWAYS), NEVER)
        misfit = np.clip(1 - met / worth.sum(), 0.03, 0.97)
        other = (1 - accept) * ((1 - self.eta) * misfit + self.eta / 2)
        rows = np.array([other, 1 - accept - other])
        return Move(
            f"bundle {at} at {price:.0f}", rows, accept, price - bundle.delivery, self._survive(OFFER[0]), OFFER[1]
        )


_erf: Callable[[Vector], Vector] = np.vectorize(erf, otypes=[np.float64])


def _phi(z: Vector) -> Vector:
    return 0.5 * (1 + _erf(z / sqrt(2)))


def draw(seed: int, size: str, setting: str) -> Market:
    """The market of a seed: the four settings of one seed share all that noise and patience do not touch."""
    noise, patience = SETTINGS[setting]
    rng, kind = np.random.default_rng([seed, SIZES[size].needs]), SIZES[size]
    worth = 20_000 * np.exp(0.7 * rng.normal(size=kind.needs))
    archetypes = 3 if kind.wide else int(rng.integers(1, 4))
    rates = rng.beta(1, 2.6, size=(archetypes, kind.needs))
    segments = rng.dirichlet(np.ones(archetypes))
    spread = rng.uniform(0.40, 0.50)
    wobble = rng.uniform(-0.04, 0.04, size=(2, kind.needs))
    bundles: dict[tuple[int, ...], Bundle] = {}
    while len(bundles) < (2 if size == "tiny" else 5):
        needs = tuple(
            sorted(int(n) for n in rng.choice(kind.needs, size=rng.integers(1, min(4, kind.needs + 1)), replace=False))
        )
        quality = rng.uniform(0.7, 1, size=len(needs))
        full = float(quality @ worth[list(needs)])
        delivery = full * rng.uniform(0.08, 0.16)
        bundles.setdefault(needs, Bundle(needs, quality, full, delivery, tuple(part * full for part in kind.prices)))
    return Market(
        worth,
        segments,
        rates,
        (0.90 if noise == "low" else 0.78) + wobble[0],
        (0.90 if noise == "low" else 0.72) + wobble[1],
        tuple(bundles.values()),
        0.25 if patience == "short" else 0.06,
        spread,
        kind.levels,
        0.2 if noise == "low" else 0.4,
        kind.wide,
    )


def wrong(market: Market, seed: int) -> Market:
    """The same market as believed by somebody who is 30 % wrong about everything at once, each group its own way.

    Informativeness: the log-odds of right answers, the kept parts of reasons and open answers, and the workshop's
    precision, all times .7 or all times 1.3. Prior odds times or over 1.3, and times e^N(0, .2) for each need; hazard,
    median payable share and sigma times .7 or 1.3; the money of each need times e^N(0, .3). Prices stay as they are.
    """
    rng = np.random.default_rng([seed, 30])
    informed, hazard, share, sigma = rng.choice([0.7, 1.3], size=4)
    odds = rng.choice([1 / 1.3, 1.3]) * np.exp(0.2 * rng.normal(size=market.rates.shape[1]))

    def scaled(chance: Vector, power: float, times: Vector | float = 1.0) -> Vector:
        found = times * (chance / (1 - chance)) ** power
        return found / (1 + found)

    return replace(
        market,
        worth=market.worth * np.exp(0.3 * rng.normal(size=len(market.worth))),
        rates=scaled(np.clip(market.rates, 1e-6, 1 - 1e-6), 1, odds),
        hit=scaled(market.hit, informed),
        clear=scaled(market.clear, informed),
        hazard=market.hazard * hazard,
        share=market.share * share,
        sigma=market.sigma * sigma,
        eta=float(np.clip(1 - (1 - market.eta) * informed, 0.05, 0.95)),
        leak=float(np.clip(1 - (1 - market.leak) * informed, 0.05, 0.95)),
        reading=market.reading / informed,
    )


def carrying(market: Market) -> Market:
    """The same beliefs with uncertainty carried: the payable share's log-sd .5, and sigma² + .3²."""
    return replace(market, spread=0.5, sigma=sqrt(market.sigma**2 + 0.3**2))
