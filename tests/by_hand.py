"""The joint belief reckoned again by plain arithmetic that knows nothing of src: every set of needs at every level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import exp, log
from statistics import NormalDist

NORMAL = NormalDist()
YEARS, RATE = 3, 0.1


@dataclass(frozen=True)
class Paying:
    """How customers pay, as docs/method/beliefs.md and planner.md have it."""

    share: float = 0.4
    spread: float = 0.5
    blur: float = 0.42
    noise: float = 0.4
    silence: float = 0.5

    def levels(self) -> list[float]:
        """The parts of the value at the middles of five slices of equal chance."""
        return [self.share * exp(self.spread * NORMAL.inv_cdf(part)) for part in (0.1, 0.3, 0.5, 0.7, 0.9)]

    def takes(self, value: float, price: float, level: float) -> float:
        """The chance of a yes."""
        if value == 0:
            return 0.002
        return min(max(NORMAL.cdf(log(level * value / price) / self.blur), 0.002), 0.98) if price else 0.98


@dataclass(frozen=True)
class Asked:
    """An answer on one need alone: of what channel and by whom it came is in its likelihood ratio."""

    need: int
    ratio: float


@dataclass(frozen=True)
class Answered:
    """An answer to an offer: what its needs are worth, the price, the verdict; and what was said of single needs."""

    worth: Mapping[int, float]
    price: float
    verdict: str
    reason: str | None = None
    counter: float | None = None
    told: Mapping[int, float] = field(default_factory=dict)

    def chance(self, value: float, level: float, paying: Paying) -> float:
        """The chance of this answer where so much of the worth is there, at this level."""
        yes = paying.takes(value, self.price, level)
        unmet = min(max(1 - value / sum(self.worth.values()), 0.03), 0.97)
        for_want = (1 - paying.noise) * unmet + paying.noise / 2
        if self.verdict == "accepted":
            return yes
        if self.verdict == "countered":
            if self.counter is None or self.counter >= self.price:
                return max((1 - yes) * (1 - for_want), 0.002)
            return max(paying.takes(value, self.counter, level) - yes, 0.002)
        if self.verdict == "silent" or self.reason not in (None, "no-need", "price"):
            return paying.silence + (1 - paying.silence) * (1 - yes)
        if self.told or self.reason is None:
            return max(1 - yes, 0.002)
        return max((1 - yes) * (for_want if self.reason == "no-need" else 1 - for_want), 0.002)


Act = Asked | Answered
State = tuple[frozenset[int], int]


def believed(priors: Mapping[int, float], story: Sequence[Act], paying: Paying | None = None) -> dict[State, float]:
    """The chance of every set of needs at every level, after a story."""
    paying = paying or Paying()
    weights: dict[State, float] = {}
    for there, (at, level) in product(sets(priors), enumerate(paying.levels())):
        weight = 0.2
        for need, prior in priors.items():
            weight *= prior if need in there else 1 - prior
        for act in story:
            if isinstance(act, Asked):
                weight *= act.ratio if act.need in there else 1
                continue
            weight *= act.chance(sum(worth for need, worth in act.worth.items() if need in there), level, paying)
            for need, ratio in act.told.items():
                weight *= ratio if need in there else 1
        weights[there, at] = weight
    whole = sum(weights.values())
    return {state: weight / whole for state, weight in weights.items()}


def sets(needs: Iterable[int]) -> list[frozenset[int]]:
    """Every set of some needs."""
    each = [*needs]
    chosen = product((False, True), repeat=len(each))
    return [frozenset(need for need, there in zip(each, one, strict=True) if there) for one in chosen]


def chance_of(need: int, belief: Mapping[State, float]) -> float:
    """The chance of a need in a joint belief."""
    return sum(weight for (there, _), weight in belief.items() if need in there)


def chances(priors: Mapping[int, float], *story: Act) -> dict[int, float]:
    """The chance of each need, after a story."""
    belief = believed(priors, story)
    return {need: chance_of(need, belief) for need in priors}


def present_value(a_year: float) -> float:
    """What so much a year is worth today: three years, each paid at its end, at 10 % a year."""
    return sum(a_year / (1 + RATE) ** year for year in range(1, YEARS + 1))


def unpriced(price: float, *needs: int) -> dict[int, float]:
    """What the needs of an offer are worth where no need has money: what the usual customer pays that price for."""
    return dict.fromkeys(needs, price / Paying().share / len(needs))


def odds_moved(chance: float, *ratios: float) -> float:
    """A chance, moved by likelihood ratios."""
    in_favour = chance / (1 - chance)
    for ratio in ratios:
        in_favour *= ratio
    return in_favour / (1 + in_favour)


# The next move, by plain recursion over what may happen next.


@dataclass(frozen=True)
class Question:
    """A question about one need, and how well its answer tells."""

    need: int
    sensitivity: float
    specificity: float
    survive: float
    effort: float

    @classmethod
    def by_call(cls, need: int, walk: float, patience: float, hours: float, hour: float) -> "Question":
        """A question by telephone, to one who walks away so fast."""
        return cls(need, 0.85, 0.75, exp(-walk * patience), hours * hour)

    def outcomes(self, state: State) -> tuple[float, ...]:
        """The chance of a yes and of a no."""
        yes = self.sensitivity if self.need in state[0] else 1 - self.specificity
        return yes, 1 - yes


@dataclass(frozen=True)
class Quote:
    """An offer of a product at a price: what it earns, and the chance of each of its answers by state."""

    covers: frozenset[int]
    answers: Mapping[State, tuple[float, float, float]]
    margin: float
    survive: float
    effort: float

    @classmethod
    def of(
        cls,
        worth: Mapping[int, float],
        price: float,
        cost: float,
        walk: float,
        patience: float,
        hours: float,
        hour: float,
    ) -> "Quote":
        """An offer on needs that are worth so much, to one who walks away so fast."""
        said = [("accepted", None), ("rejected", "no-need"), ("rejected", "price")]
        answers = {}
        for there, (at, level) in product(sets(worth), enumerate(Paying().levels())):
            value = sum(worth[need] for need in there)
            taken, no_need, dear = (Answered(worth, price, *each).chance(value, level, Paying()) for each in said)
            answers[there, at] = (taken, no_need, dear)
        return cls(frozenset(worth), answers, price - cost, exp(-walk * patience), hours * hour)

    def taken(self, state: State) -> float:
        """The chance that it is taken."""
        return self._chances(state)[0]

    def outcomes(self, state: State) -> tuple[float, ...]:
        """The chance that it is refused for want of a need, and as too dear."""
        return self._chances(state)[1:]

    def _chances(self, state: State) -> tuple[float, float, float]:
        there, level = state
        return self.answers[there & self.covers, level]


Move = Question | Quote


def begun(belief: Mapping[State, float], first: Move, moves: Sequence[Move]) -> float:
    """What beginning with a move is expected to bring, where every move may be made once and the best follows."""
    gain = -first.effort * sum(belief.values())
    if isinstance(first, Quote):
        gain += first.margin * sum(weight * first.taken(state) for state, weight in belief.items())
    left = [each for each in moves if each is not first]
    answers = {state: first.outcomes(state) for state in belief}
    for at in range(2):
        heard = {state: first.survive * weight * answers[state][at] for state, weight in belief.items()}
        gain += max([0.0, *(begun(heard, each, left) for each in left)])
    return gain
