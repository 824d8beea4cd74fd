"""Realised against promised value, as answers and the renewal page have it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.page.invoice import OutcomeView
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source


@dataclass(frozen=True)
class InputMeasured:
    """An input of a line as it was promised (its mean) and as it was measured, in the unit of the line's formula."""

    name: str
    promised: Decimal
    measured: Decimal
    unit: str


@dataclass(frozen=True)
class RealisedLine:
    """A line of a won deal, as promised and as measured; what nobody has measured is None.

    `promised`, `realised` and `gap` are a year, or once; `part` is realised as a part of promised, `good` whether the
    customer got what was promised, or better; `agreed` says that they had accepted it.

    `source` is the weakest rung that the promise stood on. The present
    values hold over the horizon: the promised one after risk, the realised one with nothing left to risk.
    """

    number: int
    name: str
    effect: Effect
    once: bool
    source: Source
    agreed: bool
    promised: Money
    realised: Money | None
    gap: Money | None
    part: Decimal | None
    good: bool | None
    promised_value: Money
    realised_value: Money | None
    inputs: tuple[InputMeasured, ...]
    given: bool
    by: str | None
    touch: int | None
    day: date | None


@dataclass(frozen=True)
class LineMeasured:
    """A measurement as it was recorded.

    `before` is the line as it was measured before; `also` are other lines that move with it, since they share an input
    that was measured; `waiting` are the lines that nobody has measured. `outcome` says what it means for the price,
    where that depends on it.
    """

    line: RealisedLine
    before: RealisedLine | None
    also: tuple[RealisedLine, ...]
    waiting: tuple[int, ...]
    outcome: OutcomeView | None
