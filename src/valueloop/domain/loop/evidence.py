"""Evidence on a need: the channels it comes by, and what an answer on each of them weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """What an observation says of a need."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Channel(StrEnum):
    """How an observation came: asked, deduced, by analogy, or from the answer to an offer."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    STATISTIC = "statistic"
    SENSE = "sense"
    LOGIC = "logic"
    ANALOGY = "analogy"
    OFFER = "offer"
    REFUSAL = "refusal"


class Way(StrEnum):
    """The ways to a guess: ask, deduce, reuse what worked; and the test by an offer."""

    ASK = "ask"
    DEDUCTION = "deduction"
    ANALOGY = "analogy"
    TEST = "test"


_WAYS = {
    Channel.STATISTIC: Way.DEDUCTION,
    Channel.SENSE: Way.DEDUCTION,
    Channel.LOGIC: Way.DEDUCTION,
    Channel.ANALOGY: Way.ANALOGY,
    Channel.OFFER: Way.TEST,
    Channel.REFUSAL: Way.TEST,
}


def way(channel: Channel) -> Way:
    """Which of the ways a channel belongs to.

    >>> way(Channel.CALL), way(Channel.STATISTIC)
    (<Way.ASK: 'ask'>, <Way.DEDUCTION: 'deduction'>)
    """
    return _WAYS.get(channel, Way.ASK)


# Likelihood ratios of a yes and of a no: P(answer | the need is there) / P(answer | it is not).
# Asking: sensitivity and specificity of email .75/.70, call .85/.75, meeting and visit .90/.85 (people say yes more
# easily than they act, so the specificity is lower). All are judgement and can be set: docs/method/beliefs.md.
DEFAULT_RATIOS: Mapping[Channel, tuple[Decimal, Decimal]] = {
    Channel.CALL: (Decimal("3.4"), Decimal("0.2")),
    Channel.EMAIL: (Decimal("2.5"), Decimal("0.36")),
    Channel.MEETING: (Decimal("6"), Decimal("0.12")),
    Channel.VISIT: (Decimal("6"), Decimal("0.12")),
    Channel.STATISTIC: (Decimal("2"), Decimal("0.5")),
    Channel.SENSE: (Decimal("1.5"), Decimal("0.67")),
    Channel.LOGIC: (Decimal("3"), Decimal("0.33")),
    Channel.ANALOGY: (Decimal("2"), Decimal("0.5")),
    Channel.OFFER: (Decimal("10"), Decimal("0.1")),
    Channel.REFUSAL: (Decimal("1"), Decimal("0.5")),
}


@dataclass(frozen=True)
class Ratios:
    """The table of likelihood ratios in force, and a mark that tells one version of it from another."""

    table: Mapping[Channel, tuple[Decimal, Decimal]]
    version: str = "defaults"

    def __call__(self, channel: Channel, answer: Answer) -> Decimal:
        """The likelihood ratio of an answer on a channel; `unsure` is 1 on all of them.

        >>> Ratios(DEFAULT_RATIOS)(Channel.CALL, Answer.YES)
        Decimal('3.4')
        """
        yes, no = self.table[channel]
        return {Answer.YES: yes, Answer.NO: no, Answer.UNSURE: Decimal(1)}[answer]

    def tells(self, channel: Channel) -> tuple[float, float] | None:
        """How well an answer tells, as sensitivity P(yes | there) and specificity P(no | not there).

        From the ratios y of a yes and n of a no: specificity = (y − 1) / (y − n), sensitivity = y·(1 − specificity).
        None where a yes does not speak for a need, or a no not against it.

        >>> [round(each, 4) for each in Ratios(DEFAULT_RATIOS).tells(Channel.CALL)]
        [0.85, 0.75]
        """
        yes, no = (float(each) for each in self.table[channel])
        if not no < 1 < yes:
            return None
        specificity = (yes - 1) / (yes - no)
        return yes * (1 - specificity), specificity


@dataclass(frozen=True)
class Evidence:
    """One observation on one need.

    `same_as` is the question that was put: two observations with the same one are one piece of evidence (the same
    question to the same person again), and the later counts. `order` breaks ties within a day.
    """

    channel: Channel
    answer: Answer
    day: date
    order: int
    same_as: str


def question(channel: Channel, person: int | None, offer: int | None, said: str) -> str:
    """What makes two observations the same question: the person asked, the offer made, or the words of the deduction.

    An ask of nobody in particular is one person, so that repeating it is no new evidence.

    >>> question(Channel.CALL, 3, None, "") == question(Channel.MEETING, 3, None, "")
    True
    """
    match way(channel):
        case Way.ASK:
            return f"ask {person or 'somebody'}"
        case Way.TEST:
            return f"offer {offer}"
        case _:
            return f"{channel.value} {said.strip().casefold()}"
