"""The inputs and the lines of a value case as sheets; and whom a workbook is for."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from valueloop.document import Span
from valueloop.domain.equation import spreadsheet
from valueloop.domain.money import Money, decimals
from valueloop.domain.number import EXACT
from valueloop.domain.page.case import input_view, line_view
from valueloop.domain.page.worth import Worked
from valueloop.domain.value import line as value_line
from valueloop.domain.value.case import Result
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.terms import Terms
from valueloop.report.figures import day, money
from valueloop.report.inputs import whose
from valueloop.report.moves import the
from valueloop.report.value import stands
from valueloop.workbook import PLAIN, Cell, Figure, Form, Look, Row, Sheet, Text, heads, said

_HINT = "Shaded cells may be typed over: all else follows. Each figure has its source beside it."


@dataclass(frozen=True)
class Told:
    """A value case, to whom it is told (a `customer` reads nothing of ours), and the price that it is seen at.

    `lines` are all lines by their place in the case, which is their key; `counted` those that have a figure.
    """

    at: Worked
    customer: bool
    price: Decimal | None
    price_source: str

    @property
    def result(self) -> Result:
        """The case worked out."""
        return self.at.result

    @property
    def terms(self) -> Terms:
        """The terms of the price."""
        return self.at.case.terms or Terms()

    @property
    def years(self) -> int:
        """The last year."""
        return self.at.case.years

    @property
    def priced(self) -> bool:
        """Whether there is a price apart from the cost lines."""
        return not self.at.case.price_in_costs

    @property
    def lines(self) -> list[tuple[int, value_line.Worked]]:
        """Each line with its key."""
        return list(enumerate(self.result.lines))

    @property
    def counted(self) -> list[tuple[int, value_line.Worked]]:
        """Each line that enters sums, with its key."""
        return [(n, each) for n, each in self.lines if each.counted]

    @cached_property
    def coins(self) -> Form:
        """Money, with its currency's sign as pages write it and all its decimals."""
        currency = self.at.case.currency
        return Form(money(Money(Decimal(0), currency)).removesuffix("0"), decimals(currency))

    def kind(self, line: value_line.Worked) -> str:
        """What a line counts as in sums."""
        if line.line.effect is Effect.COST:
            return "cost"
        if line.status is Status.ACCEPTED:
            return self.agreed
        return self.waiting

    @property
    def agreed(self) -> str:
        """What a line counts as that somebody has accepted."""
        return "agreed" if self.customer else "accepted"

    @property
    def waiting(self) -> str:
        """What a benefit counts as that nobody has accepted yet."""
        return "to be agreed" if self.customer else "potential"


def part_form(value: Decimal) -> Form:
    """A part of one as a percentage, with the decimals that it has: at least one, at most four.

    >>> part_form(Decimal("0.0875")).places
    2
    """
    exponent = EXACT.multiply(value, Decimal(100)).normalize().as_tuple().exponent
    return Form(places=max(1, min(4, -exponent if isinstance(exponent, int) else 1)), percent=True)


def inputs_sheet(told: Told, title: str, as_of: str) -> Sheet:
    """The case's conventions, and each input with its range, the mean that counts, and where it is from."""
    case, customer = told.at.case, told.customer
    touched = [] if customer else [">Touch"]
    rate = Figure(case.discount_rate, part_form(case.discount_rate), key="rate", edit=True)
    late = {Timing.END: "at its end", Timing.MID: "in its middle", Timing.START: "at its start"}[case.timing]
    rows = [
        said(title, Look.TITLE),
        said(f"{as_of}{_HINT}"),
        Row(),
        heads("The case", "", "Source"),
        Row((Text("Currency"), Text(case.currency, right=True), Text("the case"))),
        Row((Text("Years"), Figure(Decimal(case.years), Form(places=0)), Text("the case"))),
        Row((Text("Discount rate a year"), rate, Text("the case"))),
        Row((Text("The money of a year comes"), Text(late, right=True), Text("the case"))),
        Row(),
        heads("Input", ">Low", ">Likely", ">High", ">Mean that counts", "Unit", "Source", "When", *touched),
    ]
    rows += [_input(told, at) for at in range(len(case.inputs))]
    if not case.inputs:
        rows.append(said("No line names an input."))
    return Sheet("Inputs", tuple(rows))


def _input(told: Told, at: int) -> Row:
    each = input_view(told.at.case.inputs[at])
    figures = zip(("low", "likely", "high"), (each.low, each.likely, each.high), strict=True)
    mean = f"({{low {at}}}+{{likely {at}}}+{{high {at}}})/3"
    touch: list[Cell] = [] if told.customer else [Figure(Decimal(each.touch)) if each.touch else None]
    return Row(
        (
            Text(each.name.replace("_", " ")),
            *(Figure(value, key=f"{name} {at}", edit=True) for name, value in figures),
            Figure(each.mean, PLAIN, mean, f"mean {at}", strong=True),
            Text(each.unit),
            Text(_whose(told, at)),
            Text(day(each.day) if each.day else ""),
            *touch,
        )
    )


def _whose(told: Told, at: int) -> str:
    """Where an input is from; to a customer what nobody of theirs said is our estimate, whatever rung we give it."""
    each = input_view(told.at.case.inputs[at])
    return "our estimate" if told.customer and not each.by else whose(each)


def lines_sheet(told: Told) -> Sheet:
    """Each line: its equation in words, its amount as a formula over the inputs' means, and what bends it over time."""
    places = {each.name: at for at, each in enumerate(told.at.case.inputs)}
    ramps = [f">Reached in year {year}" for year in range(1, told.years + 1)]
    columns = [
        "Line",
        "Effect",
        "Equation",
        ">Amount",
        "Comes",
        ">Risk",
        ">Months late",
        ">In year",
        "Stands",
        "Source",
    ]
    rows = [
        said("Lines", Look.TITLE),
        said(
            "Amounts are at full ramp and before risk, at the mean of each input. Units that convert stand as factors "
            "in the equation."
        ),
        Row(),
        heads(">No.", *columns, *ramps),
    ]
    return Sheet("Lines", (*rows, *(_line(told, n, each, places) for n, each in told.lines)), stay=(4, 2))


def _line(told: Told, n: int, each: value_line.Worked, places: dict[str, int]) -> Row:
    line = each.line
    yearly = not (line.once or line.flows)
    comes = "once" if line.once else "as given by year" if line.flows else "a year"
    ramp: list[Cell] = []
    if yearly:
        reached = [line.ramp[min(year, len(line.ramp)) - 1] for year in range(1, told.years + 1)]
        ramp = [
            Figure(step, part_form(step), key=f"ramp {n} {year}", edit=True) for year, step in enumerate(reached, 1)
        ]
    return Row(
        (
            Figure(Decimal(line.number), Form(places=0)),
            Text(line.name),
            Text(line.effect.value),
            Text(_equation(told, each)),
            _amount(told, n, each, places),
            Text(comes),
            Figure(line.risk, part_form(line.risk), key=f"risk {n}", edit=True),
            Figure(line.delay, key=f"late {n}", edit=True) if yearly else None,
            Figure(Decimal(line.year), Form(places=0), key=f"once {n}", edit=True) if line.once else None,
            Text(_stands(told, each)),
            Text(_source(told, each, places)),
            *ramp,
        )
    )


def _equation(told: Told, each: value_line.Worked) -> str:
    """A line's equation in words; that of a guess says no more than its name."""
    if each.line.guess:
        return "a yearly amount that you agreed to" if told.customer else "our guess of a yearly amount"
    return each.equation.words() if each.equation else "given year by year"


def _amount(told: Told, n: int, each: value_line.Worked, places: dict[str, int]) -> Figure:
    """A line's amount; of given flows the largest yearly one, as the page has it."""
    key = f"amount {n}"
    if each.status in (Status.INCOMPLETE, Status.MISFIT):
        return Figure("?", key=key)
    if each.equation:
        formula = spreadsheet(each.equation.tree, {name: f"{{mean {places[name]}}}" for name in each.equation.names})
    elif not each.counted:  # set aside: it has no row among the flows
        formula = ""
    elif each.line.single or not told.years:
        formula = f"{{part {n} 0}}" if each.line.single else ""
    else:
        formula = f"MAX({{part {n} 1}}:{{part {n} {told.years}}})"
    return Figure(each.amount, told.coins, formula, key)


def _stands(told: Told, each: value_line.Worked) -> str:
    """Where a line stands, and who accepted it."""
    agreed = each.line.acceptance
    if each.status is Status.ACCEPTED and agreed:
        return f"accepted by {the(agreed.by)}" + (f", {day(agreed.day)}" if agreed.day else "")
    if told.customer:
        return "a cost to you" if each.line.effect is Effect.COST else "to be agreed"
    pieces = stands(line_view(each, told.at.case.currency))
    return "".join(piece.text for piece in pieces if isinstance(piece, Span))


def _source(told: Told, each: value_line.Worked, places: dict[str, int]) -> str:
    """Whose numbers a line rests on."""
    line = each.line
    names = [name for name in (each.equation.names if each.equation else ()) if name in places]
    parts = [f"{name.replace('_', ' ')}: {_whose(told, places[name])}" for name in names]
    if not parts:
        parts = ["flows given year by year" if line.flows else "figures as they stand in the equation"]
    if line.risk or line.delay or any(step != 1 for step in line.ramp):
        parts.append("risk, ramp and delay: our judgement")
    return "; ".join(parts)
