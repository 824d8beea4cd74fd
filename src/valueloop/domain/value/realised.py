"""Realised value: what the lines of a won deal came to once they were measured, beside what they promised."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from valueloop.domain.equation import Name, Pair
from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import Formula
from valueloop.domain.money import write_number
from valueloop.domain.number import EXACT
from valueloop.domain.unit import Unit, read_unit, written
from valueloop.domain.unit_check import converted
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import factors
from valueloop.domain.value.line import Effect, Line, Worked, work_out
from valueloop.domain.value.source import Source
from valueloop.errors import Invalid


@dataclass(frozen=True)
class Measured:
    """What was measured of a deal.

    `lines`: the numbers of the lines that were measured; `amounts`: by line, a yearly amount (or the single one) that
    was given and not reckoned; `inputs`: by name, a figure in the unit that the case has it in.
    """

    lines: frozenset[int] = frozenset()
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    inputs: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class LineRealised:
    """A line as it was promised, and as it was measured; None where nobody has measured it."""

    promised: Worked
    realised: Worked | None

    @property
    def gap(self) -> Decimal | None:
        """Realised less promised, a year (or once), before risk; of a cost, above nought is worse for the customer."""
        return None if self.realised is None else EXACT.subtract(self.realised.amount, self.promised.amount)

    @property
    def part(self) -> Decimal | None:
        """Realised as a part of promised; None where nothing was measured, or nothing promised."""
        if self.realised is None or not self.promised.amount:
            return None
        return EXACT.divide(self.realised.amount, self.promised.amount)

    @property
    def good(self) -> bool | None:
        """Whether the customer got what was promised, or better; None while nobody has measured it."""
        if self.gap is None:
            return None
        return self.gap <= 0 if self.promised.line.effect is Effect.COST else self.gap >= 0


def realise(case: Case, measured: Measured) -> tuple[LineRealised, ...]:
    """Each line of a case that has a figure, as promised and as measured.

    An input that was measured counts in every line that was; what was not measured stays as it was promised. A measured
    benefit bears no risk any more. Ramp and delay stay those of the case.

    >>> from valueloop.domain.estimate import Estimate
    >>> from valueloop.domain.value.line import Input
    >>> case = Case(
    ...     "EUR",
    ...     1,
    ...     Decimal(0),
    ...     (Input("stops", Estimate.exactly(Decimal(100))),),
    ...     (Line(1, "fewer stoppages", Effect.SAVE, "stops * 2k"),),
    ... )
    >>> realise(case, Measured(frozenset({1}), {}, {"stops": Decimal(90)}))[0].part
    Decimal('0.9')
    """
    weights = factors(case.years, case.discount_rate, case.timing)
    currency = case.currency if case.units else None
    inputs = {each.name: each for each in case.inputs}
    real = {
        name: replace(each, estimate=Estimate.exactly(measured.inputs[name]), source=Source.MEASURED)
        if name in measured.inputs
        else each
        for name, each in inputs.items()
    }
    found = []
    with localcontext(EXACT):
        for line in case.lines:
            promised = work_out(line, inputs, weights, currency)
            if not promised.counted:
                continue
            came = None
            if line.number in measured.lines:
                came = work_out(_measured(line, promised, measured.amounts.get(line.number)), real, weights, currency)
            found.append(LineRealised(promised, came))
    return tuple(found)


def _measured(line: Line, promised: Worked, amount: Decimal | None) -> Line:
    """A line with nothing left to risk, and its amount as it was given, if it was."""
    sure = replace(line, risk=Decimal(0), acceptance=None, refuted=False)
    if amount is None:
        return sure
    if not line.flows:
        return replace(sure, formula=write_number(amount))
    part = amount / promised.amount if promised.amount else Decimal(0)
    return replace(sure, flows=tuple(each * part for each in line.flows))


def realised_value(lines: tuple[LineRealised, ...]) -> Decimal:
    """What was realised so far, as a present value over the horizon: measured benefits less all costs.

    A benefit that nobody has measured counts nought; a cost that nobody has measured counts as it was promised.
    """
    total = Decimal(0)
    with localcontext(EXACT):
        for each in lines:
            cost = each.promised.line.effect is Effect.COST
            if cost:
                total -= (each.realised or each.promised).present_value
            elif each.realised is not None:
                total += each.realised.present_value
    return total


def in_unit(amount: Decimal, given: str, wanted: str) -> Decimal:
    """An amount that was measured in one unit, in the unit that it was promised in; with no unit given, as it stands.

    Raises:
        Invalid: the two do not measure the same.

    >>> in_unit(Decimal(210), "minute/week", "hour/week")
    Decimal('3.5')
    """
    have, want = read_unit(given), read_unit(wanted)
    if not given or have == want:
        return amount
    powers = {"EUR": 1, "year": -1}  # what makes money a year of the unit that is wanted
    for name, power in want.powers:
        powers[name] = powers.get(name, 0) - power
    left = {name: power for name, power in powers.items() if power}
    rest = Unit(written(left, {name: name for name in left}), tuple(sorted(left.items())))
    whole = Pair("*", Name("it"), Name("rest"))
    try:
        tree = converted("it * rest", whole, {"it": have, "rest": rest}, "EUR", once=False)
    except Invalid:
        said = (
            f"it is in {have.text}, but {f'was promised in {want.text}' if wanted else 'was promised without a unit'}"
        )
        raise Invalid(
            "input", f"{write_number(amount)} {have.text}", said, "leave the unit out, or convert it"
        ) from None
    return Formula("it * rest", tree, ("it", "rest"))({"it": amount, "rest": Decimal(1)})
