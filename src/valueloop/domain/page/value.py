"""The value case and our share of it, as a page has them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source


@dataclass(frozen=True)
class AcceptanceView:
    """Who accepted a line, when, in which touch, at what figure."""

    by: str
    day: date
    touch: int | None
    figure: Money


@dataclass(frozen=True)
class LineView:
    """One value line; amounts are per year, or with `once` a single one, before risk and ramp."""

    number: int
    name: str
    effect: Effect
    formula: str
    words: str
    inputs: tuple[str, ...]
    amount: Money
    low: Money
    high: Money
    once: bool
    risk: Decimal
    ramp: tuple[Decimal, ...]
    flows: tuple[Decimal, ...]
    total: Money
    present_value: Money
    status: Status
    source: Source
    owner: str | None
    need: int | None
    guess: bool
    missing: tuple[str, ...]
    acceptance: AcceptanceView | None


@dataclass(frozen=True)
class InputView:
    """One input, with the rung it stands on."""

    name: str
    low: Decimal
    likely: Decimal
    high: Decimal
    mean: Decimal
    unit: str
    source: Source
    by: str | None
    day: date | None
    touch: int | None


@dataclass(frozen=True)
class SumView:
    """A sum over lines; `low` and `high` are present values with every input at its worst or best."""

    per_year: Money
    total: Money
    present_value: Money
    low: Money
    high: Money


@dataclass(frozen=True)
class ValuePage:
    """The value case of a deal, worked out. `value` is accepted benefits less all costs: what may be priced."""

    account: str
    deal: State | None
    price: Money | None
    currency: str
    years: int
    discount_rate: Decimal
    lines: tuple[LineView, ...]
    inputs: tuple[InputView, ...]
    accepted: SumView
    potential: SumView
    costs: SumView
    value: SumView
    possible: SumView


@dataclass(frozen=True)
class PriceView:
    """A price seen from both chairs; `part` is its share of the accepted value, `margin` what it is above our floor."""

    what: str
    offer: int | None
    price: Money
    part: Decimal | None
    keeps: Money
    keeps_low: Money
    keeps_high: Money
    margin: Money | None


@dataclass(frozen=True)
class SharePage:
    """Our share of the accepted value: by the rule, and at each price that is or was on the table."""

    account: str
    currency: str
    years: int
    discount_rate: Decimal
    fraction: Decimal
    value: SumView
    possible: SumView
    floor: Money | None
    rule: PriceView
    prices: tuple[PriceView, ...]
