"""The pipeline as its page has it: each open deal, and the sums of each currency."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.account import Phase
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money


@dataclass(frozen=True)
class PipelineOffer:
    """The latest offer of an open deal, and the latest answer to it.

    `chance` is that of a yes, as things stand; None once it is answered, or where its needs have no money.
    """

    number: int
    product: str
    price: Money
    day: date
    verdict: Verdict | None
    chance: Decimal | None


@dataclass(frozen=True)
class PipelineDeal:
    """An open deal: `accepted` and `potential` are what it is worth to them a year, `expected` what it may bring us.

    `expected` is chance × price, or the price once they said yes; None where nobody can say. `days` is its age.
    """

    number: int
    account: str
    owner: str
    phase: Phase
    opened: date
    days: int
    accepted: Money
    potential: Money
    offer: PipelineOffer | None
    expected: Money | None
    last_touch: date | None


@dataclass(frozen=True)
class PipelineSum:
    """The open deals of one currency: what they are worth to them a year, and what they may bring us.

    `waiting` offers wait for an answer, at `tabled` together; `expected` is the sum of chance × price over those
    `known`, None where no chance is known. `agreed` have a yes, for `agreed_price`. `without` add to neither.
    """

    currency: str
    deals: int
    accepted: Money
    potential: Money
    waiting: int
    tabled: Money
    known: int
    expected: Money | None
    agreed: int
    agreed_price: Money
    without: int


@dataclass(frozen=True)
class PipelinePage:
    """The open deals as of a day, those that may bring most first; of one owner where it was asked so."""

    today: date
    owner: str | None
    deals: tuple[PipelineDeal, ...]
    sums: tuple[PipelineSum, ...]
