"""Sources of needs: how often what was guessed by one of them came to a win, and how far that rate may be off."""

from dataclasses import dataclass
from decimal import Decimal
from math import exp, lgamma, log

ENOUGH = 5  # needs settled below which nothing is said of a rate: judgement
SURE = 0.9  # the chance that the rate lies in its range
_HALVINGS = 40


@dataclass(frozen=True)
class Range:
    """A rate's best guess, and the range in which it lies nine times of ten."""

    rate: Decimal
    low: Decimal
    high: Decimal


def rate(yes: int, of: int) -> Range:
    """What `yes` of `of` says of a rate, from Beta(1, 1): (yes + 1) / (of + 2), and the middle 90 % of Beta.

    Of nothing it may be anything; a few say little, so that 3 of 4 is no 75 %.

    >>> found = rate(3, 4)
    >>> found.low, found.rate, found.high
    (Decimal('0.3426'), Decimal('0.6667'), Decimal('0.9236'))
    """
    a, b = yes + 1, of - yes + 1
    low, high = (_quantile(a, b, part) for part in ((1 - SURE) / 2, (1 + SURE) / 2))
    return Range(_four(a / (a + b)), _four(low), _four(high))


def _quantile(a: int, b: int, part: float) -> float:
    """The figure below which Beta(a, b) has this part, by halving.

    For whole a and b, P(x < X) is the chance of a successes or more in n = a + b − 1 trials of chance X.
    """
    n = a + b - 1
    ways = [lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) for k in range(a, n + 1)]
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        yes, no = log(middle), log(1 - middle)
        below = sum(exp(way + k * yes + (n - k) * no) for k, way in enumerate(ways, a))
        if below < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _four(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")
