"""Value lines: flows, ranges, sources and acceptance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status, basis, discounted, work_out
from valueloop.domain.value.source import Source
from valueloop.errors import Invalid

LINE = Line(1, "fewer stoppages", Effect.SAVE, "stops * cost")
STOPS = Input("stops", Estimate(Decimal(2), Decimal(4), Decimal(6)), "stop/year", Source.SAID)
COST = Input("cost", Estimate.exactly(Decimal(1000)), source=Source.MEASURED)
INPUTS = {"stops": STOPS, "cost": COST}
PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)
NOUGHT = Decimal(0)


def decimals(*figures: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, figures))


def agreed(line: Line, inputs: dict[str, Input]) -> Line:
    return replace(line, acceptance=Acceptance("Ann", date(2026, 5, 3), 1, Decimal(4000), basis(line, inputs)))


def test_the_rungs_of_the_ladder_rise_from_guess_to_measured() -> None:
    assert [source.rung for source in Source] == [0, 1, 2, 3, 4]
    assert sorted(Source, key=lambda each: each.rung) == [
        Source.GUESS,
        Source.DEDUCED,
        Source.SAID,
        Source.ACCEPTED,
        Source.MEASURED,
    ]


def test_a_line_is_worked_out_at_the_means_and_the_ends() -> None:
    worked = work_out(LINE, INPUTS, 3, Decimal("0.1"))
    assert (worked.low, worked.amount, worked.high) == decimals(2000, 4000, 6000)
    assert worked.flows == decimals(0, 4000, 4000, 4000)
    assert worked.low_flows == decimals(0, 2000, 2000, 2000)
    assert worked.high_flows == decimals(0, 6000, 6000, 6000)
    assert worked.total == 12_000
    assert (worked.status, worked.source, worked.missing) == (Status.POTENTIAL, Source.SAID, ())


@pytest.mark.parametrize(("effect", "flow"), [(Effect.EARN, "3400"), (Effect.SAVE, "3400"), (Effect.COST, "4600")])
def test_risk_takes_from_a_benefit_and_adds_to_a_cost(effect: Effect, flow: str) -> None:
    worked = work_out(replace(LINE, effect=effect, risk=Decimal("0.15")), INPUTS, 1, NOUGHT)
    assert worked.flows == (NOUGHT, Decimal(flow))
    assert worked.amount == 4000


@pytest.mark.parametrize(
    ("ramp", "flows"),
    [
        (["0.5", "1"], [0, 2000, 4000, 4000]),
        (["0.5"], [0, 2000, 2000, 2000]),
        (["0", "0.25", "0.5", "1"], [0, 0, 1000, 2000]),
    ],
)
def test_a_ramp_holds_its_last_figure_and_ends_with_the_horizon(ramp: list[str], flows: list[int]) -> None:
    line = replace(LINE, ramp=tuple(Decimal(each) for each in ramp))
    assert list(work_out(line, INPUTS, 3, NOUGHT).flows) == flows


def test_a_line_without_a_ramp_cannot_be() -> None:
    with pytest.raises(ValueError, match="a ramp has at least one figure"):
        replace(LINE, ramp=())


def test_a_line_is_reckoned_to_the_same_figures_whatever_the_precision_around_it() -> None:
    third = Input("third", Estimate(Decimal(1), Decimal(2), Decimal(2)))
    with localcontext() as around:
        around.prec = 6
        worked = work_out(replace(LINE, formula="third"), {"third": third}, 3, NOUGHT)
        assert worked.amount == Decimal("1." + "6" * 48 + "7")
        assert worked.total == worked.present_value == Decimal("5." + "0" * 48 + "1")


def test_a_single_amount_falls_in_year_nought_whatever_the_ramp() -> None:
    worked = work_out(replace(LINE, once=True, ramp=(Decimal("0.5"),)), INPUTS, 2, Decimal("0.1"))
    assert worked.flows == decimals(4000, 0, 0)
    assert worked.present_value == 4000


def test_a_line_without_inputs_is_a_guess() -> None:
    worked = work_out(replace(LINE, formula="12k"), {}, 1, NOUGHT)
    assert (worked.amount, worked.source) == (Decimal(12_000), Source.GUESS)


def test_a_line_stands_on_its_lowest_rung() -> None:
    guessed = {**INPUTS, "cost": replace(COST, source=Source.GUESS)}
    assert work_out(LINE, guessed, 1, NOUGHT).source is Source.GUESS


def test_a_line_with_inputs_missing_has_no_figures_and_names_them() -> None:
    worked = work_out(agreed(LINE, INPUTS), {"cost": COST}, 2, NOUGHT)
    assert (worked.status, worked.missing, worked.source) == (Status.INCOMPLETE, ("stops",), Source.MEASURED)
    assert worked.flows == worked.low_flows == worked.high_flows == decimals(0, 0, 0)
    assert worked.amount == worked.low == worked.high == worked.total == worked.present_value == 0


def test_a_line_that_divides_by_nought_is_refused() -> None:
    with pytest.raises(Invalid, match="divides by nought"):
        work_out(replace(LINE, formula="1 / (cost - 1k)"), INPUTS, 1, NOUGHT)


def test_an_accepted_line_stays_accepted_while_its_basis_holds() -> None:
    line = agreed(LINE, INPUTS)
    assert work_out(line, INPUTS, 3, NOUGHT).status is Status.ACCEPTED
    better_known = {**INPUTS, "stops": replace(STOPS, source=Source.MEASURED, by="Bob", touch=9)}
    assert work_out(line, better_known, 3, NOUGHT).status is Status.ACCEPTED
    assert work_out(replace(line, formula=" stops×cost"), INPUTS, 3, NOUGHT).status is Status.ACCEPTED
    renamed = replace(line, name="stops", owner="Bob", need=4)
    assert work_out(renamed, INPUTS, 3, NOUGHT).status is Status.ACCEPTED


@pytest.mark.parametrize(
    "change",
    [
        {"formula": "stops * cost * 2"},
        {"effect": Effect.EARN},
        {"once": True},
        {"risk": Decimal("0.01")},
        {"ramp": (Decimal("0.5"), Decimal(1))},
    ],
)
def test_an_accepted_line_that_changes_is_potential_again(change: dict[str, object]) -> None:
    line = replace(agreed(LINE, INPUTS), **change)  # type: ignore[arg-type]
    assert work_out(line, INPUTS, 3, NOUGHT).status is Status.CHANGED


@pytest.mark.parametrize(
    "stops",
    [
        replace(STOPS, estimate=Estimate(Decimal(2), Decimal(4), Decimal("6.5"))),
        replace(STOPS, estimate=Estimate.exactly(Decimal(4))),
        replace(STOPS, unit="stop/month"),
    ],
)
def test_an_accepted_line_whose_input_changes_is_potential_again(stops: Input) -> None:
    line = agreed(LINE, INPUTS)
    assert work_out(line, {**INPUTS, "stops": stops}, 3, NOUGHT).status is Status.CHANGED


def test_the_basis_names_all_that_a_figure_rests_on() -> None:
    line = replace(LINE, risk=Decimal("0.15"), ramp=(Decimal("0.5"), Decimal(1)))
    assert basis(line, INPUTS) == "save | stops × cost | yearly | 0.15 | 0.5/1 | stops=2/4/6 stop/year | cost=1000 "
    assert basis(replace(line, once=True), {}) == "save | stops × cost | once | 0.15 | 0.5/1 | stops=? | cost=?"


@given(st.lists(MONEY, max_size=6), PARTS)
def test_a_present_value_is_each_flow_over_the_rate_to_its_year(flows: list[Decimal], rate: Decimal) -> None:
    exact = sum((Fraction(flow) / (1 + Fraction(rate)) ** year for year, flow in enumerate(flows)), Fraction(0))
    assert abs(Fraction(discounted(flows, rate)) - exact) <= Fraction(1, 10**15)


@given(MONEY, PARTS, st.integers(0, 10), st.integers(1, 10))
def test_a_later_flow_is_never_worth_more(flow: Decimal, rate: Decimal, year: int, later: int) -> None:
    sooner = discounted([*[NOUGHT] * year, flow], rate)
    assert discounted([*[NOUGHT] * (year + later), flow], rate) <= sooner
    assert sooner <= flow


@given(
    st.sampled_from(Effect),
    st.lists(MONEY, min_size=3, max_size=3),
    PARTS,
    st.lists(PARTS, min_size=1, max_size=4),
    st.integers(1, 6),
)
def test_flows_are_amount_times_ramp_times_what_risk_leaves(
    effect: Effect, three: list[Decimal], risk: Decimal, ramp: list[Decimal], years: int
) -> None:
    amount = Input("x", Estimate(*sorted(three)))
    worked = work_out(Line(1, "l", effect, "x", risk=risk, ramp=tuple(ramp)), {"x": amount}, years, NOUGHT)
    factor = 1 + Fraction(risk) if effect is Effect.COST else 1 - Fraction(risk)
    mean = sum((Fraction(each) for each in three), Fraction(0)) / 3
    held = [*ramp, *[ramp[-1]] * years][:years]
    expected = [Fraction(0), *(mean * factor * Fraction(step) for step in held)]
    for flow, exact in zip(worked.flows, expected, strict=True):
        assert abs(Fraction(flow) - exact) <= Fraction(1, 10**18)
    assert worked.low <= worked.amount <= worked.high
    for low, flow, high in zip(worked.low_flows, worked.flows, worked.high_flows, strict=True):
        assert low <= flow <= high
