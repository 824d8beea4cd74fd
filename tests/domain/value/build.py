"""Sentences for tests of value: an input, a line, a case, a yes to it, each in one line."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis

DAY = date(2026, 5, 3)


def decimals(text: str) -> tuple[Decimal, ...]:
    """Figures with spaces between: `0 120 120`."""
    return tuple(Decimal(each) for each in text.split())


def near(found: Decimal | str | None, exact: str) -> bool:
    """Whether a figure is what was reckoned by hand, to 12 digits: `near(roi, "40/88")`."""
    above, _, below = exact.partition("/")
    true = Decimal(above) / Decimal(below or 1)
    return isinstance(found, Decimal) and abs(found - true) <= abs(true) * Decimal("1e-12")


def an_input(name: str, figures: str, unit: str = "", **more: Any) -> Input:
    """An input: `an_input("hours", "2/4/6", "hour/week")`."""
    of = [Decimal(each) for each in figures.split("/")]
    return Input(name, Estimate(of[0], of[len(of) // 2], of[-1]), unit, **more)


def save(formula: str, **more: Any) -> Line:
    """A line that saves; its number is given by the case."""
    return Line(0, more.pop("name", formula), Effect.SAVE, formula, **more)


def earn(formula: str, **more: Any) -> Line:
    """A line that earns."""
    return replace(save(formula, **more), effect=Effect.EARN)


def cost(formula: str, **more: Any) -> Line:
    """A line that costs them, every year unless it is `once`."""
    return replace(save(formula, **more), effect=Effect.COST)


def given(flows: str, effect: Effect = Effect.SAVE, **more: Any) -> Line:
    """A line whose flows are given, year 0 first."""
    return Line(0, more.pop("name", "given"), effect, flows=decimals(flows), **more)


def a_case(*lines: Line, years: int = 2, rate: str = "0", currency: str = "EUR", **more: Any) -> Case:
    """A case; its inputs are typed by name: `a_case(save("hours * 10"), hours="2/4/6")`, or `inputs` are given."""
    fields = {name: more.pop(name) for name in list(more) if name in Case.__dataclass_fields__}
    inputs = (*fields.pop("inputs", ()), *(an_input(name, figures) for name, figures in more.items()))
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, 1))
    return Case(currency, years, Decimal(rate), inputs, numbered, **fields)


def agreed(case: Case, numbers: Iterable[int] | None = None) -> Case:
    """The case with its lines accepted as they stand, all of them or these."""
    inputs = {each.name: each for each in case.inputs}
    wanted = [line.number for line in case.lines] if numbers is None else list(numbers)

    def yes(line: Line) -> Line:
        return replace(line, acceptance=Acceptance("Ann", DAY, 1, Decimal(1), basis(line, inputs)))

    return replace(case, lines=tuple(yes(line) if line.number in wanted else line for line in case.lines))
