"""Why a need has its chance: where the prior comes from, and what each observation did."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money


@dataclass(frozen=True)
class WhyStep:
    """One observation, and the chance before and after it.

    `channel` is None where the chance was moved by what was learned of other needs under the same offer. `counts` is
    false for an answer that a later one of the same person, or to the same offer, replaces. `decibans` is
    10·log10 of the factor by which the odds moved.
    """

    day: date | None
    channel: Channel | None
    answer: Answer | None
    person: str | None
    touch: int | None
    note: str
    counts: bool
    before: Decimal
    after: Decimal
    decibans: Decimal
    offer: int | None = None
    product: str | None = None
    price: Money | None = None
    verdict: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class WhyPage:
    """A need's chance, explained.

    `typed` says whether the prior was typed with the guess; `rate` is the base rate of that day at accounts like this
    one, None where the store had none. `yes` and `no` are the chances that the next answer, by call, would leave.
    """

    account: str
    number: int
    name: str
    chance: Decimal
    prior: Decimal
    typed: bool
    channel: Channel
    day: date
    rate: Decimal | None
    default: Decimal
    steps: tuple[WhyStep, ...]
    yes: Decimal
    no: Decimal
    worth: Money | None
