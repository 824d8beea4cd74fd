"""The lines, inputs and sums of a value case, as pages have them."""

from valueloop.domain.money import Money
from valueloop.domain.page.value import AcceptanceView, InputView, LineView, Sums, SumView
from valueloop.domain.value.case import Result, Sum
from valueloop.domain.value.line import Input, Worked


def line_view(worked: Worked, currency: str) -> LineView:
    """A line worked out, as a page has it."""
    line, equation = worked.line, worked.equation
    agreed = line.acceptance
    return LineView(
        number=line.number,
        name=line.name,
        effect=line.effect,
        formula=line.formula,
        words=equation.words() if equation else "",
        inputs=equation.names if equation else (),
        amount=Money(worked.amount, currency),
        low=Money(worked.low, currency),
        high=Money(worked.high, currency),
        once=line.single,
        year=line.year,
        delay=line.delay,
        risk=line.risk,
        ramp=line.ramp,
        given=bool(line.flows),
        flows=worked.flows,
        total=Money(worked.total, currency),
        present_value=Money(worked.present_value, currency),
        status=worked.status,
        source=worked.source,
        owner=line.owner,
        need=line.need,
        guess=line.guess,
        missing=worked.missing,
        wrong=worked.wrong,
        acceptance=AcceptanceView(agreed.by, agreed.day, agreed.touch, Money(agreed.figure, currency))
        if agreed
        else None,
    )


def input_view(each: Input) -> InputView:
    """An input with its rung, as a page has it."""
    estimate = each.estimate
    return InputView(
        each.name,
        estimate.low,
        estimate.likely,
        estimate.high,
        estimate.mean,
        each.unit,
        each.source,
        each.by,
        each.day,
        each.touch,
    )


def sums_view(result: Result, currency: str) -> Sums:
    """The sums of a case, as a page has them."""

    def view(each: Sum) -> SumView:
        figures = (each.per_year, each.total, each.present_value, each.low, each.high)
        return SumView(*(Money(figure, currency) for figure in figures))

    return Sums(
        *(view(each) for each in (result.accepted, result.potential, result.costs, result.value, result.possible))
    )
