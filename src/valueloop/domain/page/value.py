"""The value case, as a page has it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.domain.value.alternative import Kind
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source


@dataclass(frozen=True)
class AcceptanceView:
    """Who accepted a line, when, in which touch, at what figure."""

    by: str
    day: date | None
    touch: int | None
    figure: Money


@dataclass(frozen=True)
class LineView:
    """One value line; amounts are per year, or with `once` a single one, before risk and ramp; `flows` after them.

    `wrong` says why its units do not come out as money; `given` marks a line whose flows were given, without a formula.
    """

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
    year: int
    delay: Decimal
    risk: Decimal
    ramp: tuple[Decimal, ...]
    given: bool
    flows: tuple[Decimal, ...]
    total: Money
    present_value: Money
    status: Status
    source: Source
    owner: str | None
    need: int | None
    guess: bool
    missing: tuple[str, ...]
    wrong: str
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
class Sums:
    """The sums of a case: `value` is accepted benefits less all costs (what may be priced), `possible` all less all."""

    accepted: SumView
    potential: SumView
    costs: SumView
    value: SumView
    possible: SumView


@dataclass(frozen=True)
class YearView:
    """One year's flows before our price; `price` is what is paid to us in it, `cumulative` what the net has come to."""

    year: int
    benefits: Money
    costs: Money
    net: Money
    cumulative: Money
    price: Money


@dataclass(frozen=True)
class RangeView:
    """A simulated figure: nine times in ten it is above P10, as often above as below P50, one time in ten above P90."""

    what: str
    p10: Money
    p50: Money
    p90: Money
    chance_of_gain: Decimal


@dataclass(frozen=True)
class SwingView:
    """What one input does to the NPV: over its range, and the values at which the customer gains nothing."""

    input: str
    unit: str
    source: Source
    verified: bool
    low: Decimal
    high: Decimal
    npv_at_low: Money
    npv_at_high: Money
    swing: Money


@dataclass(frozen=True)
class BreakEvenView:
    """The value of an input at which the NPV is nought, and that at which our price eats it up; null: none is found."""

    input: str
    unit: str
    mean: Decimal
    value: Decimal | None
    after_price: Decimal | None


@dataclass(frozen=True)
class WorthView:
    """Our worth against one alternative, and the customer's surplus with us; `unknown` differences are not in it.

    `worth` is the price at which the customer would be as well off with it; `surplus` is worth − price.
    """

    name: str
    kind: Kind | None
    price: Money
    positive: Money
    negative: Money
    switching: Money
    differences: tuple[tuple[str, Money | None], ...]
    unknown: tuple[str, ...]
    worth: Money | None
    surplus: Money | None


@dataclass(frozen=True)
class Basis:
    """The conventions of a case: horizon, rate, when in a year money flows, how many draws and their seed."""

    currency: str
    years: int
    discount_rate: Decimal
    timing: Timing
    price_in_costs: bool
    draws: int
    seed: int


@dataclass(frozen=True)
class ValuePage:
    """The value case of a deal or of a file, worked out.

    Money is present value unless it says otherwise. The results before our price count the cost lines; our price enters
    `price` and what begins with `customer_`, and `our_share`. `customer_keeps` is of the accepted value. `outcome` are
    the terms by which the price follows from what is realised; None where it is fixed.
    """

    account: str | None
    title: str
    deal: State | None
    basis: Basis
    lines: tuple[LineView, ...]
    inputs: tuple[InputView, ...]
    accepted: Money
    potential: Money
    value_per_year: Money
    sums: Sums
    pv_benefits: Money
    pv_costs: Money
    npv: Money
    roi: Decimal | None
    payback_years: Decimal | str
    irr: Decimal | str
    irr_rates: tuple[Decimal, ...]
    price: Money | None
    price_a_year: Money | None
    price_by: str
    our_share: Decimal | None
    customer_keeps: Money | None
    customer_pv_costs: Money | None
    customer_npv: Money | None
    customer_roi: Decimal | None
    customer_payback_years: Decimal | str | None
    customer_irr: Decimal | str | None
    customer_irr_rates: tuple[Decimal, ...]
    our_share_of: str | None
    flows: tuple[YearView, ...]
    p10: Money
    p50: Money
    p90: Money
    chance_of_gain: Decimal
    ranges: tuple[RangeView, ...]
    tornado: tuple[SwingView, ...]
    break_even: tuple[BreakEvenView, ...]
    next_question: str | None
    worth: tuple[WorthView, ...]
    next_best: str | None
    outcome: OutcomeTerms | None = None
