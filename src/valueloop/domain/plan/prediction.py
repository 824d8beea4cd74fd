"""Will this close? The chance of a yes from named categories, learned outcome by outcome, and the most it may cost.

Six experts each give a chance; the predictor's is their weighted mean. Who foresaw what happened gains weight:

    chance = Σ w_k p_k
    after an outcome y:  w_k ← w_k p_k(y) / Σ w_j p_j(y), then w_k ← (1 − α) w_k + α w⁰_k, with α = 0.002

The second step is the fixed share: nobody's weight ever falls below α w⁰_k, so an expert who was wrong for years can
come back within a few outcomes when the world turns (Herbster and Warmuth, Machine Learning 32, 1998, 151-178).

The law. A loss is −ln of the chance that was given to what happened. On any history, with no assumption about the
world, n outcomes, each learned before the next chance is asked for, cost at most `regret_bound(n, w⁰_k)` nats more
than expert k alone: after n outcomes, before it is shared, w_k is at least w⁰_k (1 − α)^(n − 1) Π p_k(y) / Π chance(y),
and no more than 1. The base rate has w⁰ = ½: against it that is ln 2 = 0.693 nats in all, and 0.002 an outcome. It
counts half an outcome of each kind beforehand, which costs at most ln(π/2) nats more than Laplace's one of each:
against his rule of succession the constant is ln π = 1.145. Where outcomes arrive late no such law holds;
`benchmarks/prediction.py` measures what they cost.

Features are a mapping of name to category. A category not seen before is as a name left out: the chance is what it is
without. Numbers must be made categories by the caller, by a rule fixed beforehand. All constants are judgement,
and round. The drifts, smoothing and half-lives were chosen after a look at what others do on the benchmark's data
(steps of ten, mostly), so its figures flatter them a little; the law needs none of them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Trait = tuple[str, str]  # a feature's name and its category
_Belief = tuple[float, float]  # of a weight: mean and variance

SHARE = 0.002  # α: the part of all weight that goes back to where it began, at each outcome
BASE_PRIOR = 0.5  # w⁰ of the base rate
RECENT, LASTING = 200, 1000  # outcomes until one counts half: for the recent rate, for evidence
DRIFT, BASE_DRIFT = 1e-5, 1e-4  # variance that a weight gains at each sighting, and the intercept at each outcome
BASE_VARIANCE = math.pi**2 / 3  # of the intercept before any outcome: that of the log odds of a uniform chance


class Expert(Protocol):
    """Somebody with an opinion: a chance from 0 to 1 for the traits of a case, better for each outcome learned."""

    def chance(self, traits: Sequence[Trait]) -> float:
        """The chance of a yes; asking changes nothing."""

    def learn(self, traits: Sequence[Trait], outcome: bool) -> None:
        """What came of a case with these traits."""


@dataclass(frozen=True)
class Opinion:
    """What one expert says of a case, and how much the predictor listens: the weights of all opinions sum to one."""

    expert: str
    weight: float
    chance: float


class BaseRate:
    """How often it is yes, whatever the traits: (yes + ½) / (n + 1); an outcome counts half after `half_life` more.

    Without a half-life every outcome counts alike: the estimator of Krichevsky and Trofimov (IEEE Transactions on
    Information Theory 27, 1981), on any history at most ½ ln n + ln 2 nats worse than the best constant chance chosen
    in hindsight. Before any outcome it is ½; it never reaches 0 or 1.

    >>> rate = BaseRate()
    >>> for outcome in (True, False, False):
    ...     rate.learn((), outcome)
    >>> rate.chance(())
    0.375
    """

    def __init__(self, half_life: float = math.inf) -> None:
        self._keep = 0.5 ** (1 / half_life)
        self._yes = self._all = 0.0

    def chance(self, traits: Sequence[Trait]) -> float:  # noqa: ARG002 - it looks at none
        """The rate so far."""
        return (self._yes + 0.5) / (self._all + 1)

    def learn(self, traits: Sequence[Trait], outcome: bool) -> None:  # noqa: ARG002 - it looks at none
        """One more outcome; those before it fade."""
        self._yes = self._yes * self._keep + outcome
        self._all = self._all * self._keep + 1


class WeightsOfEvidence:
    """Each trait moves the log odds by its weight of evidence (I. J. Good): its own log odds less those of all cases.

        rate of a trait = (yes + m r) / (n + m), r the base rate, m the `smoothing`
        log odds = logit r + Σ (logit(rate of trait) − logit r) / √(traits known)

    A trait not seen yet says nothing. Traits tell partly the same story: their sum would count it once for each, their
    mean once in all; the root lies between. Counts fade with the `half_life`, r too.

    >>> evidence = WeightsOfEvidence(smoothing=1)
    >>> for outcome in (True, True, False):
    ...     evidence.learn([("line", "bakery" if outcome else "brewery")], outcome)
    >>> f"{evidence.chance([('line', 'bakery')]):.2f} {evidence.chance([('line', 'dairy')]):.2f}"
    '0.87 0.62'
    """

    def __init__(self, smoothing: float, half_life: float = LASTING) -> None:
        self._smoothing = smoothing
        self._keep = 0.5 ** (1 / half_life)
        self._rate = BaseRate(half_life)
        self._now = 0
        self._seen: dict[Trait, tuple[float, float, int]] = {}  # yes, all, and when they were last counted

    def chance(self, traits: Sequence[Trait]) -> float:
        """The chance from all traits known."""
        rate = self._rate.chance(traits)
        base, before = math.log(rate / (1 - rate)), self._smoothing * rate
        counted = [self._counts(trait) for trait in traits if trait in self._seen]
        said = [math.log((yes + before) / (of_all - yes + self._smoothing - before)) - base for yes, of_all in counted]
        return _chance_of(base + sum(said) / math.sqrt(max(len(said), 1)))

    def _counts(self, trait: Trait) -> tuple[float, float]:
        """Yes and all, faded to this day."""
        yes, of_all, when = self._seen.get(trait, (0.0, 0.0, self._now))
        faded: float = self._keep ** (self._now - when)
        return yes * faded, of_all * faded

    def learn(self, traits: Sequence[Trait], outcome: bool) -> None:
        """Counts the outcome for each trait and on the whole."""
        self._now += 1
        for trait in traits:
            yes, of_all = self._counts(trait)
            self._seen[trait] = yes + outcome, of_all + 1, self._now
        self._rate.learn(traits, outcome)


class LogisticRegression:
    """A weight for each trait, learned together, so that traits which say the same share it: Bayesian, diagonal.

    Each weight is normal, at first with mean 0 and standard deviation `spread`, independent of the others; so is the
    intercept, about as unsure as a uniform chance. With a = Σ means and s² = Σ variances of those that apply:

        chance p = σ(κ a), κ = 1 / √(1 + π s² / 8)
        after an outcome y (1 or 0), for each:  mean ← mean + v κ (y − p), v ← v − v² κ² p (1 − p)

    The first line averages the logistic curve over the weights (MacKay, Neural Computation 4, 1992, 720-736); the
    second matches the moments of the weights after the outcome, κ held (Spiegelhalter and Lauritzen, Networks 20, 1990,
    579-605). Then v gains a drift, up to what it began with: old outcomes fade, for the world does not stand still. A
    trait not seen yet says nothing.

    >>> regression = LogisticRegression(spread=0.4)
    >>> for turn in range(40):
    ...     regression.learn([("line", "bakery" if turn % 2 else "brewery")], turn % 2 == 1)
    >>> f"{regression.chance([('line', 'bakery')]):.2f} {regression.chance([('line', 'brewery')]):.2f}"
    '0.71 0.29'
    """

    def __init__(self, spread: float) -> None:
        self._fresh = (0.0, spread * spread)
        self._base = (0.0, BASE_VARIANCE)
        self._weights: dict[Trait, _Belief] = {}

    def chance(self, traits: Sequence[Trait]) -> float:
        """The chance, averaged over what the weights may be."""
        return self._weighed(traits)[0]

    def _weighed(self, traits: Sequence[Trait]) -> tuple[float, float]:
        """The chance p, and the flattening κ by which doubt about the weights draws it towards ½."""
        mean, variance = self._base
        for more, doubt in (self._weights[trait] for trait in traits if trait in self._weights):
            mean += more
            variance += doubt
        flat = 1 / math.sqrt(1 + math.pi * variance / 8)
        return _chance_of(flat * mean), flat

    def learn(self, traits: Sequence[Trait], outcome: bool) -> None:
        """Moves the intercept and each trait's weight, the most unsure the farthest."""
        for trait in traits:
            self._weights.setdefault(trait, self._fresh)
        chance, flat = self._weighed(traits)
        push, firm = flat * (outcome - chance), flat * flat * chance * (1 - chance)
        self._base = _moved(self._base, push, firm, BASE_DRIFT, BASE_VARIANCE)
        for trait in traits:
            self._weights[trait] = _moved(self._weights[trait], push, firm, DRIFT, self._fresh[1])


def _moved(belief: _Belief, push: float, firm: float, drift: float, most: float) -> _Belief:
    mean, variance = belief
    return mean + variance * push, min(variance - variance * variance * firm + drift, most)


def _chance_of(log_odds: float) -> float:
    """1 / (1 + e^−x), without overflow."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1 + odds)


class Predictor:
    """The chance of a yes from named categories: the mixture of six experts that this file's head describes.

    The chance lies strictly between 0 and 1, since the base rate's does and always has weight; before any outcome it
    is ½. The order of the names does not matter, the order of the history does.

    >>> predictor = Predictor()
    >>> for turn in range(60):
    ...     predictor.learn({"came by": "introduction" if turn % 3 else "advertisement"}, turn % 3 > 0)
    >>> [round(predictor.chance({"came by": way}), 2) for way in ("introduction", "advertisement", "no idea")]
    [0.93, 0.23, 0.66]
    """

    def __init__(self) -> None:
        self._experts: dict[str, Expert] = {
            "base rate": BaseRate(),
            "recent rate": BaseRate(RECENT),
            "evidence, quick": WeightsOfEvidence(smoothing=10),
            "evidence, slow": WeightsOfEvidence(smoothing=50),
            "regression, wide": LogisticRegression(spread=0.4),
            "regression, narrow": LogisticRegression(spread=0.15),
        }
        others = len(self._experts) - 1
        self._priors = [BASE_PRIOR, *[(1 - BASE_PRIOR) / others] * others]
        self._weights = self._priors

    def _chances(self, traits: Sequence[Trait]) -> list[float]:
        return [expert.chance(traits) for expert in self._experts.values()]

    def chance(self, features: Mapping[str, str]) -> float:
        """The chance of a yes, 0 < p < 1; asking changes nothing."""
        chances = self._chances(sorted(features.items()))
        return sum(weight * chance for weight, chance in zip(self._weights, chances, strict=True))

    def opinions(self, features: Mapping[str, str]) -> tuple[Opinion, ...]:
        """What each expert says and how much it counts: the chance is the sum of weight × chance."""
        said = zip(self._experts, self._weights, self._chances(sorted(features.items())), strict=True)
        return tuple(Opinion(*each) for each in said)

    def learn(self, features: Mapping[str, str], outcome: bool) -> None:
        """What came of a case: weighs the experts by the chance that each gave it, then each learns from it."""
        traits = sorted(features.items())
        chances = self._chances(traits)
        earned = [
            weight * (chance if outcome else 1 - chance) for weight, chance in zip(self._weights, chances, strict=True)
        ]
        total = sum(earned)
        self._weights = [
            (1 - SHARE) * each / total + SHARE * prior for each, prior in zip(earned, self._priors, strict=True)
        ]
        for expert in self._experts.values():
            expert.learn(traits, outcome)


def regret_bound(outcomes: int, prior: float = BASE_PRIOR) -> float:
    """The most nats by which so many outcomes may cost the predictor more than an expert of this prior weight alone.

        ln(1 / prior) + (outcomes − 1) ln(1 / (1 − α))

    Unless said otherwise the expert is the base rate. Holds on any history whose outcomes are learned one by one.

    >>> f"{regret_bound(1):.3f} {regret_bound(100):.3f} {regret_bound(1000):.3f}"
    '0.693 0.891 2.693'
    """
    return -math.log(prior) - max(outcomes - 1, 0) * math.log1p(-SHARE)
