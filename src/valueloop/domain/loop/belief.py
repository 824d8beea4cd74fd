"""Belief in a need: prior odds, times the likelihood ratio of each observation that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from valueloop.domain.loop.evidence import Evidence, Ratios, Way, way
from valueloop.domain.number import EXACT
from valueloop.domain.probability import chance_of, odds

# Judgement: from FOUND on a need is sure enough to offer on; below GONE it is worth no further question.
FOUND, GONE = Decimal("0.6"), Decimal("0.1")
_LEAST = Decimal("1e-12")


@dataclass(frozen=True)
class Reading:
    """What one observation did: its ratio, whether it counts, and the chance before and after it."""

    evidence: Evidence
    ratio: Decimal
    counts: bool
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Belief:
    """The chance of a need, and how it came about."""

    prior: Decimal
    readings: tuple[Reading, ...]

    @property
    def chance(self) -> Decimal:
        """The posterior: the chance after all evidence."""
        return self.readings[-1].after if self.readings else self.prior

    @property
    def verified(self) -> bool:
        """Whether the customer has spoken to it: asked, or tested by an offer, be it that somebody is unsure."""
        return any(each.counts and way(each.evidence.channel) in (Way.ASK, Way.TEST) for each in self.readings)


def replay(prior: Decimal, evidence: Sequence[Evidence], ratios: Ratios) -> Belief:
    """The belief that evidence leads to: posterior odds = prior odds × the ratio of each observation.

    Observations are replayed in order of day, then of recording; the order does not change the result. Of
    observations with the same question only the latest counts. `prior` is a chance strictly between 0 and 1.

    >>> from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel
    >>> from datetime import date
    >>> said = Evidence(Channel.CALL, Answer.YES, date(2026, 5, 3), 1, "ask 1")
    >>> round(replay(Decimal("0.4"), [said], Ratios(DEFAULT_RATIOS)).chance, 4)
    Decimal('0.6939')
    """
    in_time = sorted(evidence, key=lambda each: (each.day, each.order))
    latest = {each.same_as: at for at, each in enumerate(in_time)}
    readings: list[Reading] = []
    with localcontext(EXACT):
        chance, in_favour = prior, odds(prior)
        for at, each in enumerate(in_time):
            counts = latest[each.same_as] == at
            ratio = ratios(each.channel, each.answer) if counts else Decimal(1)
            in_favour *= ratio
            after = chance if ratio == 1 else _inside(chance_of(in_favour), prior)
            readings.append(Reading(each, ratio, counts, chance, after))
            chance = after
    return Belief(prior, tuple(readings))


def _inside(chance: Decimal, prior: Decimal) -> Decimal:
    """A chance stays strictly between 0 and 1, however much speaks for or against it.

    A prior beyond the bounds moves them, or else the bound itself would move the chance, against the evidence.
    """
    return min(max(chance, min(prior, _LEAST)), max(prior, 1 - _LEAST))
