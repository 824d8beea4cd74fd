"""What closed accounts teach, kept as whole counts: base rates, how fast customers leave, and scales on a grid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, log, log10

RATES = 50  # points of the grid of a base rate
PRIOR = (1.6, 3.0)  # Beta: a mean of 0.35, as much as 4.6 accounts say
MOST_DECIBANS = 30
POINTS, REACH = 11, 2.5  # of the grid of a scale: so many points, from −2.5 to +2.5 standard deviations of its prior


@dataclass(frozen=True)
class Rate:
    """A base rate: its mean, and how many accounts' worth of evidence moved it from its prior."""

    mean: float
    accounts: float


def bayes_factor(prior: float, posterior: float) -> int:
    """What an account says of a need, in decibans: 10·log10(posterior odds / prior odds), from −30 to 30.

    An account where nobody was asked says nothing: 0.

    >>> bayes_factor(0.5, 0.9), bayes_factor(0.4, 0.4)
    (10, 0)
    """
    found = 10 * log10(posterior / (1 - posterior) * (1 - prior) / prior)
    return round(min(max(found, -MOST_DECIBANS), MOST_DECIBANS))


def base_rate(counts: Mapping[int, float]) -> Rate:
    """How often a need is there, from the decibans that closed accounts left, with how many accounts left them.

    Likelihood of a rate r: Π (r·BF + 1 − r)^count, BF = 10^(decibans / 10), on a grid of 50 points under a
    Beta(1.6, 3) prior. Counts may be parts: an account that is little like this one counts little. `accounts` is the
    sum over counts of the part of an account's doubt that it settled, 1 − 1/BF for it and 1 − BF against.

    Source: planner.md, 3.6. Without counts it is the prior's own mean.

    >>> round(base_rate({}).mean, 2), base_rate({0: 7.0}) == base_rate({})
    (0.35, True)
    >>> round(base_rate({20: 4.0}).mean, 2)
    0.65
    """
    grid = [(at + 0.5) / RATES for at in range(RATES)]
    counted = [(10 ** (db / 10), count) for db, count in counts.items() if db and count]
    logs = [
        (PRIOR[0] - 1) * log(r) + (PRIOR[1] - 1) * log(1 - r) + sum(k * log(r * bf + 1 - r) for bf, k in counted)
        for r in grid
    ]
    weights = _weights(logs)
    settled = sum(k * (1 - min(bf, 1 / bf)) for bf, k in counted)
    return Rate(sum(w * r for w, r in zip(weights, grid, strict=True)), settled)


def walk_rate(usual: float, walked: float, spent: float) -> float:
    """How fast accounts walk away per unit of patience: Gamma(2, 2 / usual), walked and units spent counted on it.

    >>> walk_rate(0.25, 0, 0), round(walk_rate(0.25, 5, 10), 3)
    (0.25, 0.389)
    """
    return (2 + walked) / (2 / usual + spent)


@dataclass(frozen=True)
class Scale:
    """By what a default is off: the factor's logarithm, mean and standard deviation; and how many accounts say so."""

    mean: float
    spread: float
    accounts: int

    @property
    def factor(self) -> float:
        """The factor itself."""
        return exp(self.mean)


def points(spread: float) -> tuple[float, ...]:
    """The grid of the logarithm of a factor whose prior has this standard deviation.

    >>> [round(each, 2) for each in points(0.2)][::5]
    [-0.5, 0.0, 0.5]
    """
    return tuple(spread * REACH * (2 * at / (POINTS - 1) - 1) for at in range(POINTS))


def said(likelihood: Callable[[float], float], spread: float) -> tuple[int, ...]:
    """What an account says of a scale: its log likelihood at each point, against the middle one, in thousandths.

    `likelihood` takes the factor and gives the chance of all that was seen at the account, above nought.

    >>> set(said(lambda factor: 0.3, 0.2))
    {0}
    """
    found = [log(max(likelihood(exp(each)), 1e-300)) for each in points(spread)]
    return tuple(round(1000 * (each - found[POINTS // 2])) for each in found)


def scale(sums: Mapping[int, int], accounts: int, spread: float) -> Scale:
    """The posterior of a scale from the sums, by point, of what accounts said, under a normal prior of its logarithm.

    >>> scale({}, 0, 0.2).factor
    1.0
    """
    grid = points(spread)
    weights = _weights([sums.get(at, 0) / 1000 - 0.5 * (each / spread) ** 2 for at, each in enumerate(grid)])
    mean = sum(w * each for w, each in zip(weights, grid, strict=True))
    variance = sum(w * (each - mean) ** 2 for w, each in zip(weights, grid, strict=True))
    return Scale(round(mean, 6), variance**0.5, accounts)


def _weights(logs: list[float]) -> list[float]:
    """Chances in proportion to these logarithms."""
    top = max(logs)
    found = [exp(each - top) for each in logs]
    total = sum(found)
    return [each / total for each in found]
