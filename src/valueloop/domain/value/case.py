"""The value case: all lines of a deal worked out, accepted and potential kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from valueloop.domain.estimate import Estimate
from valueloop.domain.money import write_estimate
from valueloop.domain.number import EXACT
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status, Worked, discounted, work_out
from valueloop.domain.value.source import Source


@dataclass(frozen=True)
class Case:
    """What is needed to reckon a deal's value: lines, inputs, horizon in years, yearly discount rate, currency."""

    currency: str
    years: int
    discount_rate: Decimal
    inputs: tuple[Input, ...]
    lines: tuple[Line, ...]


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
    of a refuted need. `value` is
    the accepted benefits less all costs (what may be priced), `possible` all benefits less all costs. In a Sum, `low`
    and `high` are present values with every input at its worst or best for the customer.
    """

    case: Case
    lines: tuple[Worked, ...]
    accepted: Sum
    potential: Sum
    costs: Sum
    value: Sum
    possible: Sum

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The inputs that are named in a formula and not set."""
        return tuple(dict.fromkeys(name for line in self.lines for name in line.missing))


def work(case: Case) -> Result:
    """Work out every line and the sums, exactly (50 digits), with no rounding.

    >>> inputs = (Input("stops", Estimate.exactly(Decimal(100))),)
    >>> lines = (Line(1, "fewer stoppages", Effect.SAVE, "stops * 2k"),)
    >>> work(Case("EUR", 2, Decimal(0), inputs, lines)).potential.total
    Decimal('400000')
    """
    with localcontext(EXACT):
        inputs = {each.name: each for each in case.inputs}
        lines = tuple(work_out(line, inputs, case.years, case.discount_rate) for line in case.lines)
        benefits = [each for each in lines if each.line.effect is not Effect.COST]
        accepted = _add(each for each in benefits if each.status is Status.ACCEPTED)
        potential = _add(each for each in benefits if each.status.open)
        costs = _add(each for each in lines if each.line.effect is Effect.COST and each.status is not Status.REFUTED)
        value, possible = _less(accepted, costs), _less(_plus(accepted, potential), costs)
    return Result(case, lines, accepted, potential, costs, value, possible)


def _add(lines: Iterable[Worked]) -> Sum:
    each = list(lines)
    zero = Decimal(0)
    return Sum(
        sum((line.amount for line in each if not line.line.once), zero),
        sum((line.total for line in each), zero),
        sum((line.present_value for line in each), zero),
        sum((discounted(line.low_flows, line.rate) for line in each), zero),
        sum((discounted(line.high_flows, line.rate) for line in each), zero),
    )


def _plus(a: Sum, b: Sum) -> Sum:
    return Sum(
        a.per_year + b.per_year, a.total + b.total, a.present_value + b.present_value, a.low + b.low, a.high + b.high
    )


def _less(a: Sum, b: Sum) -> Sum:
    return Sum(
        a.per_year - b.per_year, a.total - b.total, a.present_value - b.present_value, a.low - b.high, a.high - b.low
    )


def to_plain(case: Case) -> dict[str, Any]:
    """The case as plain data, for a frozen copy; `from_plain` reads it back to an equal case."""
    return {
        "currency": case.currency,
        "years": case.years,
        "discount_rate": str(case.discount_rate),
        "inputs": [
            {
                "name": each.name,
                "value": write_estimate(each.estimate),
                "unit": each.unit,
                "source": each.source.value,
                "by": each.by,
                "day": each.day.isoformat() if each.day else None,
                "touch": each.touch,
            }
            for each in case.inputs
        ],
        "lines": [_line_to_plain(each) for each in case.lines],
    }


def _line_to_plain(line: Line) -> dict[str, Any]:
    agreed = line.acceptance
    return {
        "number": line.number,
        "name": line.name,
        "effect": line.effect.value,
        "formula": line.formula,
        "need": line.need,
        "owner": line.owner,
        "once": line.once,
        "risk": str(line.risk),
        "ramp": [str(each) for each in line.ramp],
        "guess": line.guess,
        "refuted": line.refuted,
        "acceptance": agreed
        and {
            "by": agreed.by,
            "day": agreed.day.isoformat(),
            "touch": agreed.touch,
            "figure": str(agreed.figure),
            "basis": agreed.basis,
        },
    }


def from_plain(plain: dict[str, Any]) -> Case:
    """The case that `to_plain` wrote."""
    inputs = tuple(
        Input(
            each["name"],
            _estimate(each["value"]),
            each["unit"],
            Source(each["source"]),
            each["by"],
            date.fromisoformat(each["day"]) if each["day"] else None,
            each["touch"],
        )
        for each in plain["inputs"]
    )
    lines = tuple(_line_from_plain(each) for each in plain["lines"])
    return Case(plain["currency"], plain["years"], Decimal(plain["discount_rate"]), inputs, lines)


def _estimate(text: str) -> Estimate:
    figures = [Decimal(each) for each in text.split("/")]  # a midpoint may have more digits than may be typed
    return Estimate(figures[0], figures[len(figures) // 2], figures[-1])


def _line_from_plain(each: dict[str, Any]) -> Line:
    agreed = each["acceptance"]
    return Line(
        each["number"],
        each["name"],
        Effect(each["effect"]),
        each["formula"],
        each["need"],
        each["owner"],
        each["once"],
        Decimal(each["risk"]),
        tuple(Decimal(step) for step in each["ramp"]),
        each["guess"],
        agreed
        and Acceptance(
            agreed["by"],
            date.fromisoformat(agreed["day"]),
            agreed["touch"],
            Decimal(agreed["figure"]),
            agreed["basis"],
        ),
        each["refuted"],
    )
