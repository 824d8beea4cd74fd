"""What a customer pays: which part of the value, how an offer is answered, and what an answer then says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import erf, exp, log, sqrt

from valueloop.domain.loop.response import Reason, Verdict

LEVELS = 5
_QUANTILES = (-1.2815515655446004, -0.5244005127080407, 0.0, 0.5244005127080407, 1.2815515655446004)  # of a normal
# Judgement: an offer that meets no need is taken nevertheless, one that costs next to nothing is not always taken.
WITHOUT_NEED, SURE = 0.002, 0.98
_LEAST_UNMET, _MOST_UNMET = 0.03, 0.97
_LEAST = WITHOUT_NEED  # of any answer: none is louder than some hundreds to one


@dataclass(frozen=True)
class Payable:
    """How customers pay: judgement until the store has learned better (docs/method/planner.md).

    `share` is the median of the part of the value that a customer parts with, `spread` the standard deviation of its
    logarithm; `blur` that of the price at which one and the same customer says yes; `noise` how often the reason given
    with a refusal means nothing; `silence` how often no answer means nothing.
    """

    share: float = 0.4
    spread: float = 0.5
    blur: float = 0.42
    noise: float = 0.4
    silence: float = 0.5

    @cached_property
    def levels(self) -> tuple[float, ...]:
        """The parts of the value that a customer may part with: five of equal chance.

        >>> [round(each, 2) for each in Payable().levels]
        [0.21, 0.31, 0.4, 0.52, 0.76]
        """
        return tuple(self.share * exp(self.spread * each) for each in _QUANTILES)

    def accepts(self, value: float, price: float) -> tuple[float, ...]:
        """The chance of a yes, by level κ: Φ((ln κ + ln value − ln price) / blur), at least 0.002 and at most 0.98.

        Where no need is met it is 0.002. `value` and `price` are present values in one currency.

        Source: planner.md, section 2.

        >>> [round(each, 2) for each in Payable().accepts(100_000, 40_000)]
        [0.06, 0.27, 0.5, 0.73, 0.94]
        """
        if value <= 0:
            return (WITHOUT_NEED,) * LEVELS
        if price <= 0:
            return (SURE,) * LEVELS
        found = (_normal((log(level) + log(value) - log(price)) / self.blur) for level in self.levels)
        return tuple(min(max(each, WITHOUT_NEED), SURE) for each in found)

    def no_need(self, value: float, full: float) -> float:
        """The chance that a refusal is said to be for want of a need, where `value` of `full` is met."""
        unmet = min(max(1 - value / full, _LEAST_UNMET), _MOST_UNMET)
        return (1 - self.noise) * unmet + self.noise / 2


@dataclass(frozen=True)
class Test:
    """An offer that was answered: what the needs that it covers are worth, by number, its price, and the answer.

    `told`: the needs that the answer spoke of one by one, which replaces what its reason would say.
    """

    __test__ = False  # no test case

    worth: Mapping[int, float]
    price: float
    verdict: Verdict
    reason: Reason | None = None
    counter: float | None = None
    told: frozenset[int] = frozenset()

    @property
    def full(self) -> float:
        """What it is worth where all needs that it covers are there."""
        return sum(self.worth.values())

    def value(self, present: Sequence[int]) -> float:
        """What the offer is worth where these needs are there."""
        return sum(self.worth.get(each, 0.0) for each in present)

    def likelihood(self, value: float, payable: Payable) -> tuple[float, ...]:
        """The chance of the answer, by level, where needs of this worth are there.

        A yes: A. A refusal: 1 − A, times the chance of its reason (no need, or too dear) where that speaks of them; for
        a reason that lies elsewhere, and for silence, s + (1 − s)·(1 − A). A counter-offer: a yes at their price and
        none at ours.
        """
        yes = payable.accepts(value, self.price)
        share = payable.no_need(value, self.full)
        match self.verdict:
            case Verdict.ACCEPTED:
                return yes
            case Verdict.COUNTERED if self.counter is not None and self.counter < self.price:
                theirs = payable.accepts(value, self.counter)
                return tuple(max(a - b, _LEAST) for a, b in zip(theirs, yes, strict=True))
            case Verdict.REJECTED if self.reason in (None, Reason.NO_NEED, Reason.PRICE):
                why = {None: 1.0, Reason.NO_NEED: share, Reason.PRICE: 1 - share}[
                    None if self.told & self.worth.keys() else self.reason
                ]
                return tuple(max((1 - each) * why, _LEAST) for each in yes)
            case Verdict.COUNTERED:
                return tuple(max((1 - each) * (1 - share), _LEAST) for each in yes)
            case _:
                return tuple(payable.silence + (1 - payable.silence) * (1 - each) for each in yes)


def _normal(at: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * (1 + erf(at / sqrt(2)))
