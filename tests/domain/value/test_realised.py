"""Realised value: lines as promised and as measured, and what they come to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import facts
from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.realised import LineRealised, Measured, in_unit, realise, realised_value
from valueloop.errors import Invalid

D = Decimal
STOPS = Input("stops", Estimate(D(90), D(100), D(110)), "1/year")
PRICE = Input("price", Estimate.exactly(D(2000)), "EUR")
MEN = Input("men", Estimate.exactly(D(12)))
SAVE = Line(1, "fewer stops", Effect.SAVE, "stops * price", risk=D("0.2"))
COST = Line(2, "training", Effect.COST, "men * 100", once=True, risk=D("0.1"))
FLOWS = Line(3, "output", Effect.EARN, flows=(D(0), D(10), D(20)))


def case(*lines: Line) -> Case:
    return Case("EUR", 2, D(0), (STOPS, PRICE, MEN), lines)


def measured(*lines: Line, amounts: dict[int, Decimal] | None = None, **inputs: str) -> tuple[LineRealised, ...]:
    what = Measured(
        frozenset(each.number for each in lines), amounts or {}, {name: D(text) for name, text in inputs.items()}
    )
    return realise(case(*lines), what)


def test_what_nobody_measured_has_no_gap() -> None:
    (found,) = realise(case(SAVE), Measured())
    assert facts(found.realised, found.gap, found.part, found.good) == (None, None, None, None)
    assert found.promised.amount == 200_000


def test_a_measured_benefit_bears_no_risk_any_more() -> None:
    (found,) = measured(SAVE, stops="90")
    assert found.realised is not None
    assert facts(found.gap, found.part, found.good) == (-20_000, D("0.9"), False)
    assert facts(found.promised.present_value, found.realised.present_value) == (320_000, 360_000)
    assert measured(SAVE, stops="100")[0].good is True
    assert measured(SAVE)[0].gap == 0  # measured, and all as it was promised


def test_a_cost_is_good_when_it_is_no_more_than_promised() -> None:
    assert measured(COST, men="12")[0].good is True
    assert measured(COST, men="10")[0].good is True
    more = measured(COST, men="15")[0]
    assert facts(more.gap, more.good, more.part) == (300, False, D("1.25"))


def test_an_amount_may_be_given_instead_of_inputs() -> None:
    (found,) = measured(SAVE, amounts={1: D("80.125")}, stops="7")
    assert found.realised is not None
    assert found.realised.amount == D("80.125")


def test_the_flows_of_a_line_move_with_its_largest() -> None:
    found = measured(FLOWS, amounts={3: D(10)})[0].realised
    assert found is not None
    assert facts(*found.flows) == (0, 5, 10)
    assert measured(FLOWS)[0].gap == 0
    nothing = measured(Line(3, "output", Effect.EARN, flows=(D(0), D(0), D(0))), amounts={3: D(10)})[0]
    assert facts(nothing.part, nothing.gap) == (None, 0)


def test_a_line_without_a_figure_or_of_a_need_that_is_gone_promised_nothing() -> None:
    lacking = Line(4, "energy", Effect.SAVE, "power * 2")
    gone = Line(5, "scrap", Effect.SAVE, "men * 5", refuted=True)
    assert [each.promised.line.number for each in measured(SAVE, lacking, gone)] == [1]


def test_a_line_that_was_accepted_counts_although_its_need_is_gone() -> None:
    inputs = {each.name: each for each in (STOPS, PRICE, MEN)}
    agreed = Acceptance("boss", None, None, D(200_000), basis(SAVE, inputs))
    line = Line(1, "fewer stops", Effect.SAVE, "stops * price", risk=D("0.2"), acceptance=agreed, refuted=True)
    (found,) = measured(line, stops="90")
    assert found.realised is not None
    assert found.realised.counted


def test_an_input_counts_in_every_line_that_was_measured() -> None:
    other = Line(4, "scrap", Effect.SAVE, "stops * 10")
    assert [each.part for each in measured(SAVE, other, stops="50")] == [D("0.5"), D("0.5")]
    only = realise(case(SAVE, other), Measured(frozenset({1}), {}, {"stops": D(50)}))
    assert [each.part for each in only] == [D("0.5"), None]


def test_realised_value_counts_what_was_measured_less_all_costs() -> None:
    lines = realise(case(SAVE, COST), Measured(frozenset({1}), {}, {"stops": D(90)}))
    assert realised_value(lines) == 360_000 - 1_320  # a cost not measured as promised, with its risk
    both = realise(case(SAVE, COST), Measured(frozenset({1, 2}), {}, {"stops": D(90), "men": D(10)}))
    assert realised_value(both) == 360_000 - 1_000
    assert realised_value(realise(case(SAVE, COST), Measured())) == -1_320


def test_names_of_the_first_version_are_no_units() -> None:
    old = Case("EUR", 2, D(0), (Input("stops", Estimate.exactly(D(3)), "kg"),), (Line(1, "a", Effect.SAVE, "stops"),))
    old = Case(old.currency, old.years, old.discount_rate, old.inputs, old.lines, units=False)
    assert realise(old, Measured(frozenset({1}), {}, {"stops": D(6)}))[0].part == 2


@given(st.decimals(0, 10**6, places=2), st.integers(0, 10))
def test_what_came_as_promised_is_worth_what_it_was_without_risk(figure: Decimal, years: int) -> None:
    line = Line(1, "stops", Effect.SAVE, "stops * 2", risk=D("0.3"))
    sure = Line(1, "stops", Effect.SAVE, "stops * 2")
    inputs = (Input("stops", Estimate.exactly(figure)),)
    made = Case("EUR", years, D("0.1"), inputs, (line,))
    found = realise(made, Measured(frozenset({1}), {}, {"stops": figure}))
    without = work(Case("EUR", years, D("0.1"), inputs, (sure,)))
    assert realised_value(found) == without.potential.present_value


@pytest.mark.parametrize(
    ("amount", "given", "wanted", "found"),
    [
        ("3", "", "hour/week", "3"),
        ("3", "hours per week", "hour/week", "3"),
        ("210", "minute/week", "hour/week", "3.5"),
        ("2", "EUR/minute", "EUR/hour", "120"),
        ("1500", "kg/year", "tonne/year", "1.5"),
        ("-3", "kWh", "MWh", "-0.003"),
    ],
)
def test_a_unit_that_converts_does(amount: str, given: str, wanted: str, found: str) -> None:
    assert in_unit(D(amount), given, wanted) == D(found)


@pytest.mark.parametrize(
    ("given", "wanted", "said"),
    [
        ("kg", "hour/week", "it is in kg, but was promised in hour/week"),
        ("hour", "", "it is in hour, but was promised without a unit"),
        ("1/week", "1/year", "it is in 1/week, but was promised in 1/year"),
    ],
)
def test_a_unit_that_does_not_is_refused(given: str, wanted: str, said: str) -> None:
    with pytest.raises(Invalid) as wrong:
        in_unit(D(3), given, wanted)
    assert said in str(wrong.value)
