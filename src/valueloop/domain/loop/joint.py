"""The joint belief: over every set of needs and every level that the customer may pay, by exact Bayes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from valueloop.domain.loop.belief import Belief, Reading, in_time, inside, replay
from valueloop.domain.loop.evidence import Evidence, Ratios
from valueloop.domain.loop.payable import LEVELS, Payable, Test
from valueloop.domain.number import EXACT
from valueloop.domain.probability import odds

MOST_NEEDS = 12  # 4,096 sets of needs times five levels
_DIGITS = 12


@dataclass(frozen=True)
class Joint:
    """The chance of every set of some needs and every level: at index set × 5 + level, bit i of the set is need i.

    >>> start = Joint.independent({1: 0.5, 2: 0.2})
    >>> round(start.chance(1), 9), round(start.chance(2), 9), len(start.weights)
    (0.5, 0.2, 20)
    """

    needs: tuple[int, ...]
    weights: tuple[float, ...]

    @classmethod
    def independent(cls, chances: Mapping[int, float]) -> "Joint":
        """Needs of these chances that know nothing of each other, and levels of equal chance."""
        return cls((), (1 / LEVELS,) * LEVELS).beside(chances)

    def beside(self, chances: Mapping[int, float]) -> "Joint":
        """The same belief beside further needs of these chances, which know nothing of it or of each other."""
        weights = self.weights
        for each in chances.values():
            weights = (*(w * (1 - each) for w in weights), *(w * each for w in weights))
        return Joint((*self.needs, *chances), weights)

    def chance(self, need: int) -> float:
        """The chance that a need is there."""
        block = LEVELS << self.needs.index(need)
        return sum(sum(self.weights[at : at + block]) for at in range(block, len(self.weights), 2 * block))

    @property
    def levels(self) -> tuple[float, ...]:
        """The chance of each level."""
        return tuple(sum(self.weights[at::LEVELS]) for at in range(LEVELS))

    def told(self, need: int, ratio: float) -> "Joint":
        """After evidence on one need alone, of this likelihood ratio."""
        bit = 1 << self.needs.index(need)
        return self._weighed(w * ratio if at // LEVELS & bit else w for at, w in enumerate(self.weights))

    def tested(self, test: Test, payable: Payable) -> "Joint":
        """After the answer to an offer."""
        return self._weighed(self._likely(test, payable))

    def _likely(self, test: Test, payable: Payable) -> list[float]:
        found: list[float] = []
        known: dict[int, tuple[float, ...]] = {}
        covered = sum(1 << at for at, need in enumerate(self.needs) if need in test.worth)
        for subset in range(1 << len(self.needs)):
            met = subset & covered
            if met not in known:
                present = [need for at, need in enumerate(self.needs) if met >> at & 1]
                known[met] = test.likelihood(test.value(present), payable)
            found += known[met]
        return [w * each for w, each in zip(self.weights, found, strict=True)]

    def answered(self, tests: Iterable[Test], payable: Payable) -> float:
        """The chance of all these answers, one after another."""
        likely, joint = 1.0, self
        for test in tests:
            likely *= sum(joint._likely(test, payable))
            joint = joint.tested(test, payable)
        return likely

    def accepts(self, worth: Mapping[int, float], price: float, payable: Payable) -> float:
        """The chance that an offer is taken: it covers needs of these worths, all of them among these needs."""
        total = 0.0
        for subset in range(1 << len(self.needs)):
            value = sum(worth.get(need, 0.0) for at, need in enumerate(self.needs) if subset >> at & 1)
            here = self.weights[subset * LEVELS : (subset + 1) * LEVELS]
            total += sum(w * yes for w, yes in zip(here, payable.accepts(value, price), strict=True))
        return total

    def over(self, needs: Sequence[int]) -> "Joint":
        """The same belief over some of its needs, the others summed out."""
        kept = [self.needs.index(each) for each in needs]
        weights = [0.0] * ((1 << len(kept)) * LEVELS)
        for at, weight in enumerate(self.weights):
            subset, level = divmod(at, LEVELS)
            place = sum((subset >> bit & 1) << new for new, bit in enumerate(kept))
            weights[place * LEVELS + level] += weight
        return Joint(tuple(needs), tuple(weights))

    def _weighed(self, weights: Iterable[float]) -> "Joint":
        found = tuple(weights)
        total = sum(found)
        return Joint(self.needs, tuple(each / total for each in found))


def replay_all(
    priors: Mapping[int, Decimal],
    evidence: Mapping[int, Sequence[Evidence]],
    tests: Mapping[str, Test],
    ratios: Ratios,
    payable: Payable,
) -> tuple[dict[int, Belief], Joint]:
    """The belief in every need of an account, by number, and the joint belief over those that offers have tied.

    `tests` are the answered offers, by the question that their evidence is the same as. A need that no answered offer
    covers stands alone: posterior odds = prior odds × ratios, exactly. The others are replayed together, in order of
    day and then of recording: an offer's answer weighs every set of needs and every level at once. The order does not
    change the result; of the same question only the latest counts. At most twelve needs are tied, those whose doubt
    p(1 − p) is the largest; the rest stand alone.
    """
    covered = {need for test in tests.values() for need in test.worth if need in priors}
    doubt = sorted(covered, key=lambda need: (-priors[need] * (1 - priors[need]), need))
    tied = sorted(doubt[:MOST_NEEDS])
    alone = {need: replay(prior, evidence[need], ratios) for need, prior in priors.items() if need not in tied}
    together, joint = _together({need: priors[need] for need in tied}, evidence, tests, ratios, payable)
    return {**alone, **together}, joint


def _together(
    priors: Mapping[int, Decimal],
    evidence: Mapping[int, Sequence[Evidence]],
    tests: Mapping[str, Test],
    ratios: Ratios,
    payable: Payable,
) -> tuple[dict[int, Belief], Joint]:
    joint = Joint.independent({need: float(prior) for need, prior in priors.items()})
    chances = dict(priors)
    readings: dict[int, list[Reading]] = {need: [] for need in priors}
    observed = [(need, each, counts) for need in priors for each, counts in in_time(evidence[need])]
    for _, act in groupby(sorted(observed, key=_when), key=_when):
        told, before = list(act), dict(chances)
        for need, each, counts in told:
            test = tests.get(each.same_as)
            if counts and (test is None or need in test.told):
                joint = joint.told(need, float(ratios(each.channel, each.answer)))
        for name in sorted({each.same_as for _, each, counts in told if counts and each.same_as in tests}):
            joint = joint.tested(tests[name], payable)
        chances = {need: inside(Decimal(repr(round(joint.chance(need), _DIGITS))), priors[need]) for need in priors}
        for need, each, counts in told:
            ratio = EXACT.divide(odds(chances[need]), odds(before[need])) if counts else Decimal(1)
            readings[need].append(Reading(each, ratio, counts, before[need], chances[need]))
    return {need: Belief(priors[need], tuple(readings[need]), chances[need]) for need in priors}, joint


def _when(observed: tuple[int, Evidence, bool]) -> tuple[date, int]:
    return observed[1].day, observed[1].order
