"""Value lines: one way the customer's money changes, reckoned from inputs that stand on a ladder of sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import Formula, parse
from valueloop.domain.money import write_estimate, write_number
from valueloop.domain.number import EXACT
from valueloop.domain.unit import needs_conversion, read_unit
from valueloop.domain.unit_check import converted
from valueloop.domain.value.flow import once, over_years
from valueloop.domain.value.source import Source
from valueloop.errors import Invalid

MOST_RAMP = 10  # a year may reach ten times the amount
MOST_MONTHS = 600  # a line may start as late as the longest case ends


class Effect(StrEnum):
    """What a line does to the customer's money; a cost is one besides our price."""

    EARN = "earn"
    SAVE = "save"
    COST = "cost"


class Status(StrEnum):
    """Where a line stands with the customer."""

    ACCEPTED = "accepted"
    POTENTIAL = "potential"
    CHANGED = "changed"  # accepted once; its formula or inputs have moved since, so potential again
    INCOMPLETE = "incomplete"  # an input is not set, so there is no figure
    MISFIT = "misfit"  # its units do not come out as money per year or money once, so there is no figure
    REFUTED = "refuted"  # the need it belongs to is as good as gone: shown, counted nowhere

    @property
    def open(self) -> bool:
        """Whether the line counts as potential: not accepted, and not refuted."""
        return self not in (Status.ACCEPTED, Status.REFUTED)


@dataclass(frozen=True)
class Input:
    """A named quantity, with its unit and the rung it stands on: who said it, when, in which touch."""

    name: str
    estimate: Estimate
    unit: str = ""
    source: Source = Source.GUESS
    by: str | None = None
    day: date | None = None
    touch: int | None = None


@dataclass(frozen=True)
class Acceptance:
    """A contact's agreement with a line: the figure agreed, and the basis that it was reckoned from."""

    by: str
    day: date | None
    touch: int | None
    figure: Decimal
    basis: str


@dataclass(frozen=True)
class Line:
    """One way the customer's money changes.

    `formula` gives the yearly amount, or with `once` a single amount in year `year`; or `flows` gives the amounts year
    by year, year 0 first, and there is no formula. `ramp` holds the part of a yearly amount that is reached in the
    first, second, … year after its start; the last figure holds on; `delay` is how many months late it starts. `risk`
    is the part of a benefit that may not come, or by which a cost may be exceeded. `guess` marks the one-input line
    that a guess makes, `refuted` one whose need the evidence has spoken against.
    """

    number: int
    name: str
    effect: Effect
    formula: str = ""
    need: int | None = None
    owner: str | None = None
    once: bool = False
    risk: Decimal = Decimal(0)
    ramp: tuple[Decimal, ...] = (Decimal(1),)
    guess: bool = False
    acceptance: Acceptance | None = None
    refuted: bool = False
    flows: tuple[Decimal, ...] = ()
    year: int = 0
    delay: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not self.ramp:
            raise ValueError("a ramp has at least one figure")

    @property
    def equation(self) -> Formula | None:
        """The line's formula, parsed; None where its flows are given."""
        return parse(self.formula) if self.formula else None

    @property
    def single(self) -> bool:
        """Whether it is one amount and not one a year."""
        return self.once or (bool(self.flows) and not any(self.flows[1:]))

    @property
    def factor(self) -> Decimal:
        """What risk leaves of a benefit, 1 − risk, or makes of a cost, 1 + risk."""
        return EXACT.add(1, self.risk) if self.effect is Effect.COST else EXACT.subtract(1, self.risk)


@dataclass(frozen=True)
class Worked:
    """A line worked out: the yearly amount (or once), its range, and its flows from year 0 on.

    `amount`, `low` and `high` are before risk and ramp (of given flows, the largest yearly one); `flows`, `total` and
    the present values after them. `weight` is the present value of one unit of the amount. All are positive for a cost
    too. Where inputs are missing they are named, where units do not fit `wrong` says why, and there are no figures.
    `equation` has the conversions of units put in (hours × minutes ÷ 60).
    """

    line: Line
    status: Status
    source: Source
    missing: tuple[str, ...]
    wrong: str
    equation: Formula | None
    amount: Decimal
    low: Decimal
    high: Decimal
    flows: tuple[Decimal, ...]
    weight: Decimal
    present_value: Decimal
    low_value: Decimal
    high_value: Decimal

    @property
    def total(self) -> Decimal:
        """The undiscounted sum of the flows."""
        with localcontext(EXACT):
            return sum(self.flows, Decimal(0))

    @property
    def counted(self) -> bool:
        """Whether the line has a figure that enters sums."""
        return self.status not in (Status.INCOMPLETE, Status.MISFIT, Status.REFUTED)


def basis(line: Line, inputs: Mapping[str, Input]) -> str:
    """All that a line's figure rests on, as one text: what an acceptance holds for; how a formula is spaced is not."""
    ramp = "/".join(write_number(each) for each in line.ramp)
    formula = line.equation
    says = formula.words() if formula else "/".join(write_number(each) for each in line.flows)
    when = f"once in year {line.year}" if line.once and line.year else "once" if line.once else "yearly"
    parts = [line.effect.value, says, when, write_number(line.risk), ramp]
    if line.delay:
        parts.append(f"{write_number(line.delay)} months late")
    for name in formula.names if formula else ():
        found = inputs.get(name)
        parts.append(f"{name}={write_estimate(found.estimate)} {found.unit}" if found else f"{name}=?")
    return " | ".join(parts)


def work_out(line: Line, inputs: Mapping[str, Input], factors: Sequence[Decimal], currency: str | None) -> Worked:
    """Reckon one line, whose money of year t counts `factors[t]` today.

    A flow of year t = amount × ramp(t) × (1 − risk) for a benefit, × (1 + risk) for a cost; once = one year alone. The
    amount is the formula at the inputs' means; low and high are its ends when each input may lie anywhere in its range.
    With a currency, units that convert (minutes to hours) do so; without one, units are names and no more.

    Raises:
        Invalid: the formula cannot be reckoned.
    """
    formula = line.equation
    names = formula.names if formula else ()
    missing = tuple(name for name in names if name not in inputs)
    used = [inputs[name] for name in names if name in inputs]
    source = min((each.source for each in used), key=lambda each: each.rung, default=Source.GUESS)
    wrong = ""
    if formula and not missing and currency:
        try:
            formula = in_money(line, inputs, currency, strict=False)
        except Invalid as misfit:
            wrong = misfit.why
    if missing or wrong:
        status = Status.INCOMPLETE if missing else Status.MISFIT
        zero, nought = Decimal(0), (Decimal(0),) * len(factors)
        return Worked(line, status, source, missing, wrong, formula, zero, zero, zero, nought, zero, zero, zero, zero)
    with localcontext(EXACT):
        if formula is None:
            pattern = (*line.flows, *(Decimal(0),) * len(factors))[: len(factors)]
            ends = (Decimal(1),) * 3
        else:
            pattern = _pattern(line, len(factors) - 1)
            amount = formula({each.name: each.estimate.mean for each in used})
            ends = (amount, *formula.between({each.name: each.estimate for each in used}))
        steps = [each * line.factor for each in pattern]
        weight = sum((step * factor for step, factor in zip(steps, factors, strict=True)), Decimal(0))
        flows = tuple(ends[0] * step for step in steps)
        values = [weight * each for each in ends]
    if formula is None:
        ends = ((pattern[0] if line.single else max(pattern[1:], default=Decimal(0))),) * 3
    return Worked(line, _status(line, inputs), source, (), "", formula, *ends, flows, weight, *values)


def in_money(line: Line, inputs: Mapping[str, Input], currency: str, *, strict: bool = True) -> Formula | None:
    """The line's formula with the conversions that its inputs' units ask for; unchanged where none has a unit.

    Not `strict`: units of which none converts are not looked at, since they were when they were typed.

    Raises:
        Invalid: a unit cannot be read, or the whole does not come out as money per year (or money, once).
    """
    formula = line.equation
    if formula is None or not any(inputs[name].unit for name in formula.names if name in inputs):
        return formula
    units = {name: read_unit(inputs[name].unit, currency=currency) for name in formula.names if name in inputs}
    if not strict and not needs_conversion(units.values()):
        return formula
    return replace(formula, tree=converted(formula.text, formula.tree, units, currency, once=line.once))


def _pattern(line: Line, years: int) -> tuple[Decimal, ...]:
    if line.once:
        return once(Decimal(1), years, line.year)
    return over_years(Decimal(1), years, line.ramp, line.delay)


def _status(line: Line, inputs: Mapping[str, Input]) -> Status:
    if line.acceptance is not None and line.acceptance.basis == basis(line, inputs):
        return Status.ACCEPTED
    if line.refuted:
        return Status.REFUTED
    return Status.POTENTIAL if line.acceptance is None else Status.CHANGED
