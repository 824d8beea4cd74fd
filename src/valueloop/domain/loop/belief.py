"""Belief in a need: prior odds, times the likelihood ratio of each observation that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from valueloop.domain.loop.evidence import Answer, Channel, Evidence, Ratios, Way, way
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
    """The chance of a need, and how it came about; `chance` is the posterior, after all evidence."""

    prior: Decimal
    readings: tuple[Reading, ...]
    chance: Decimal

    @property
    def verified(self) -> bool:
        """Whether the customer has spoken to it: asked, or by an answer to an offer; somebody unsure when asked counts.

        A refusal for a reason that is none of the need's, or silence, does not.
        """
        return any(each.counts and speaks(each.evidence) for each in self.readings)


def speaks(evidence: Evidence) -> bool:
    """Whether the customer spoke to the need itself.

    >>> from datetime import date
    >>> speaks(Evidence(Channel.REFUSAL, Answer.UNSURE, date(2026, 5, 3), 1, "offer 1"))
    False
    """
    said = way(evidence.channel) in (Way.ASK, Way.TEST)
    return said and (evidence.channel, evidence.answer) != (Channel.REFUSAL, Answer.UNSURE)


def in_time(evidence: Sequence[Evidence]) -> list[tuple[Evidence, bool]]:
    """The observations in order of day, then of recording, and whether each counts: of one question, the latest."""
    found = sorted(evidence, key=lambda each: (each.day, each.order))
    latest = {each.same_as: at for at, each in enumerate(found)}
    return [(each, latest[each.same_as] == at) for at, each in enumerate(found)]


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
    readings: list[Reading] = []
    with localcontext(EXACT):
        chance, in_favour = prior, odds(prior)
        for each, counts in in_time(evidence):
            ratio = ratios(each.channel, each.answer) if counts else Decimal(1)
            in_favour *= ratio
            after = chance if ratio == 1 else inside(chance_of(in_favour), prior)
            readings.append(Reading(each, ratio, counts, chance, after))
            chance = after
    return Belief(prior, tuple(readings), chance)


def once_answered(chance: Decimal, ratios: Ratios, channel: Channel = Channel.CALL) -> tuple[Decimal, Decimal]:
    """What the next answer would make of a chance: a yes, and a no.

    >>> from valueloop.domain.loop.evidence import DEFAULT_RATIOS
    >>> [round(each, 4) for each in once_answered(Decimal("0.4"), Ratios(DEFAULT_RATIOS))]
    [Decimal('0.6939'), Decimal('0.1176')]
    """
    yes, no = (chance_of(odds(chance) * ratios(channel, each)) for each in (Answer.YES, Answer.NO))
    return yes, no


def inside(chance: Decimal, prior: Decimal) -> Decimal:
    """A chance stays strictly between 0 and 1, however much speaks for or against it.

    A prior beyond the bounds moves them, or else the bound itself would move the chance, against the evidence.
    """
    return min(max(chance, min(prior, _LEAST)), max(prior, 1 - _LEAST))
