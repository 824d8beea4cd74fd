"""Calibration: forecasts that were written down, against what came of them, and against the base rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

ENOUGH = 30  # below so many forecasts a score says next to nothing
BINS = 5


@dataclass(frozen=True)
class Forecast:
    """A chance that was given before the outcome was known, whose it was, and what happened."""

    source: str
    chance: Decimal
    happened: bool


@dataclass(frozen=True)
class Score:
    """How good some forecasts were: the lower, the better.

    `mean` is the mean forecast, `rate` how often it happened. Brier: the mean of (chance − outcome)². Log score: the
    mean of −ln(the chance that was given to what happened). `base_brier` and `base_log` are those of the running base
    rate, which knows nothing but what happened so far: (yes + ½) / (n + 1).
    """

    source: str
    count: int
    mean: Decimal
    rate: Decimal
    brier: Decimal
    base_brier: Decimal
    log: Decimal
    base_log: Decimal

    @property
    def enough(self) -> bool:
        """Whether there are enough forecasts to say anything."""
        return self.count >= ENOUGH


@dataclass(frozen=True)
class Bin:
    """The forecasts between two chances: how many, their mean, and how often it happened."""

    low: Decimal
    high: Decimal
    count: int
    mean: Decimal
    rate: Decimal


def scores(forecasts: Iterable[Forecast]) -> tuple[Score, ...]:
    """The score of each source, in the order in which the sources first appear; forecasts are in order of time.

    >>> rained = [Forecast("rain", Decimal("0.8"), True), Forecast("rain", Decimal("0.6"), False)]
    >>> scores(rained)[0].brier
    Decimal('0.20000')
    """
    by_source: dict[str, list[Forecast]] = {}
    for each in forecasts:
        by_source.setdefault(each.source, []).append(each)
    return tuple(_score(source, found) for source, found in by_source.items())


def _score(source: str, found: Sequence[Forecast]) -> Score:
    brier = base_brier = logs = base_logs = 0.0
    yes, count = 0, len(found)
    for at, each in enumerate(found):
        chance, base = min(max(float(each.chance), 1e-9), 1 - 1e-9), (yes + 0.5) / (at + 1)
        brier += (chance - each.happened) ** 2
        base_brier += (base - each.happened) ** 2
        logs -= log(chance if each.happened else 1 - chance)
        base_logs -= log(base if each.happened else 1 - base)
        yes += each.happened
    mean = sum((each.chance for each in found), Decimal(0)) / count
    figures = (_round(each / count) for each in (brier, base_brier, logs, base_logs))
    return Score(source, count, mean, Decimal(yes) / count, *figures)


def bins(forecasts: Sequence[Forecast]) -> tuple[Bin, ...]:
    """The forecasts in fifths of the scale; empty ones are left out.

    >>> [(each.low, each.count) for each in bins([Forecast("rain", Decimal("0.9"), True)])]
    [(Decimal('0.8'), 1)]
    """
    found = []
    for at in range(BINS):
        low, high = Decimal(at) / BINS, Decimal(at + 1) / BINS
        here = [each for each in forecasts if low <= each.chance < high or (at == BINS - 1 and each.chance == 1)]
        if here:
            mean = sum((each.chance for each in here), Decimal(0)) / len(here)
            found.append(Bin(low, high, len(here), mean, Decimal(sum(each.happened for each in here)) / len(here)))
    return tuple(found)


def _round(value: float) -> Decimal:
    return Decimal(f"{value:.5f}")
