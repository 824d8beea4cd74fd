"""The value case: all lines of a deal worked out, accepted and potential kept apart."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property

from valueloop.domain.number import EXACT
from valueloop.domain.value.alternative import Alternative
from valueloop.domain.value.flow import Timing, factors
from valueloop.domain.value.line import Effect, Input, Line, Status, Worked, in_money, work_out
from valueloop.domain.value.measure import Measures, measure
from valueloop.domain.value.terms import Terms
from valueloop.errors import Invalid


@dataclass(frozen=True)
class Case:
    """What is needed to reckon a deal's value.

    `years` is the horizon, `discount_rate` is yearly, `timing` says when in a year its money flows. `price_in_costs`:
    the cost lines hold our price already. `terms` say how our price is found; None where nobody asked for one. `units`:
    units that convert do so (cases frozen by the first version know units as names alone).
    """

    currency: str
    years: int
    discount_rate: Decimal
    inputs: tuple[Input, ...]
    lines: tuple[Line, ...]
    timing: Timing = Timing.END
    title: str = ""
    price_in_costs: bool = False
    alternatives: tuple[Alternative, ...] = ()
    terms: Terms | None = None
    units: bool = True


@dataclass(frozen=True)
class Sum:
    """A sum over lines: per year at full ramp before risk, over the horizon undiscounted, and its present value."""

    per_year: Decimal
    total: Decimal
    present_value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Result:
    """A case worked out.

    `accepted` and `potential` are the benefits of those lines; `costs` are all cost lines, agreed or not, but for those
    of a refuted need. `value` is the accepted benefits less all costs (what may be priced), `possible` all benefits
    less all costs. In a Sum, `low` and `high` are present values with every input at its worst or best for the
    customer. `benefit_flows` and `cost_flows` are the yearly flows of all lines that count, year 0 first; `factors` are
    the discount factors.
    """

    case: Case
    lines: tuple[Worked, ...]
    accepted: Sum
    potential: Sum
    costs: Sum
    value: Sum
    possible: Sum
    factors: tuple[Decimal, ...]
    benefit_flows: tuple[Decimal, ...]
    cost_flows: tuple[Decimal, ...]

    @cached_property
    def measures(self) -> Measures:
        """What the flows come to before our price; found when asked for, since every act works a case out."""
        return measure(self.benefit_flows, self.cost_flows, self.factors, self.case.timing)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The inputs that are named in a formula and not set."""
        return tuple(dict.fromkeys(name for line in self.lines for name in line.missing))

    @property
    def reckoned(self) -> bool:
        """Whether any line has a figure: without one, doing nothing cannot be weighed."""
        return any(each.counted for each in self.lines)


def work(case: Case) -> Result:
    """Work out every line and the sums, exactly (50 digits), with no rounding.

    >>> from valueloop.domain.estimate import Estimate
    >>> inputs = (Input("stops", Estimate.exactly(Decimal(100))),)
    >>> lines = (Line(1, "fewer stoppages", Effect.SAVE, "stops * 2k"),)
    >>> work(Case("EUR", 2, Decimal(0), inputs, lines)).potential.total
    Decimal('400000')
    """
    weights = factors(case.years, case.discount_rate, case.timing)
    with localcontext(EXACT):
        inputs = {each.name: each for each in case.inputs}
        currency = case.currency if case.units else None
        lines = tuple(work_out(line, inputs, weights, currency) for line in case.lines)
        counted = [each for each in lines if each.counted]
        benefits = [each for each in counted if each.line.effect is not Effect.COST]
        accepted = _add(each for each in benefits if each.status is Status.ACCEPTED)
        potential = _add(each for each in benefits if each.status.open)
        spending = [each for each in counted if each.line.effect is Effect.COST]
        costs = _add(spending)
        value, possible = _less(accepted, costs), _less(_plus(accepted, potential), costs)
        gains, spends = _by_year(benefits, case.years), _by_year(spending, case.years)
    return Result(case, lines, accepted, potential, costs, value, possible, weights, gains, spends)


def check_units(case: Case, only: Collection[int] | None = None) -> None:
    """See that every line whose inputs are all there (of these numbers `only`) comes out as money per year, or once.

    Raises:
        Invalid: the first line that does not, by name, with the term that does not fit.
    """
    inputs = {each.name: each for each in case.inputs}
    for line in case.lines:
        if only is None or line.number in only:
            check_line(line, inputs, case.currency)


def check_line(line: Line, inputs: Mapping[str, Input], currency: str) -> None:
    """See that a line whose inputs are all there comes out as money per year, or as money once.

    Raises:
        Invalid: it does not; by the line's name, with the term that does not fit.
    """
    names = line.equation.names if line.equation else ()
    if all(name in inputs for name in names):
        try:
            in_money(line, inputs, currency)
        except Invalid as wrong:
            raise Invalid(f"line '{line.name}': {wrong.what}", wrong.given, wrong.why, wrong.expected) from None


def _by_year(lines: Iterable[Worked], years: int) -> tuple[Decimal, ...]:
    flows = [each.flows for each in lines]
    return tuple(sum((flow[year] for flow in flows), Decimal(0)) for year in range(years + 1))


def _add(lines: Iterable[Worked]) -> Sum:
    each = list(lines)
    zero = Decimal(0)
    return Sum(
        sum((line.amount for line in each if not line.line.single), zero),
        sum((line.total for line in each), zero),
        sum((line.present_value for line in each), zero),
        sum((line.low_value for line in each), zero),
        sum((line.high_value for line in each), zero),
    )


def _plus(a: Sum, b: Sum) -> Sum:
    return Sum(
        a.per_year + b.per_year, a.total + b.total, a.present_value + b.present_value, a.low + b.low, a.high + b.high
    )


def _less(a: Sum, b: Sum) -> Sum:
    return Sum(
        a.per_year - b.per_year, a.total - b.total, a.present_value - b.present_value, a.low - b.high, a.high - b.low
    )
