"""Value lines: flows, ranges, sources and acceptance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.flow import Timing, factors
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status, Worked, basis, in_money, work_out
from valueloop.domain.value.source import Source
from valueloop.errors import Invalid

LINE = Line(1, "fewer stoppages", Effect.SAVE, "stops * cost")
STOPS = Input("stops", Estimate(Decimal(2), Decimal(4), Decimal(6)), "stop/year", Source.SAID)
COST = Input("cost", Estimate.exactly(Decimal(1000)), source=Source.MEASURED)
INPUTS = {"stops": STOPS, "cost": COST}
PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)
NOUGHT = Decimal(0)


def worked_out(line: Line, inputs: dict[str, Input], years: int = 3, rate: str = "0") -> Worked:
    return work_out(line, inputs, factors(years, Decimal(rate), Timing.END), "EUR")


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
    worked = worked_out(LINE, INPUTS, 2, "0.25")
    assert (worked.low, worked.amount, worked.high) == decimals(2000, 4000, 6000)
    assert worked.flows == decimals(0, 4000, 4000)
    assert worked.total == 8000
    assert worked.weight == Decimal("1.44")  # 1 / 1.25 + 1 / 1.25²
    assert (worked.low_value, worked.present_value, worked.high_value) == decimals(2880, 5760, 8640)
    assert (worked.status, worked.source, worked.missing) == (Status.POTENTIAL, Source.SAID, ())


@pytest.mark.parametrize(("effect", "flow"), [(Effect.EARN, "3400"), (Effect.SAVE, "3400"), (Effect.COST, "4600")])
def test_risk_takes_from_a_benefit_and_adds_to_a_cost(effect: Effect, flow: str) -> None:
    worked = worked_out(replace(LINE, effect=effect, risk=Decimal("0.15")), INPUTS, 1)
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
    assert list(worked_out(line, INPUTS).flows) == flows


def test_a_line_without_a_ramp_cannot_be() -> None:
    with pytest.raises(ValueError, match="a ramp has at least one figure"):
        replace(LINE, ramp=())


def test_a_line_is_reckoned_to_the_same_figures_whatever_the_precision_around_it() -> None:
    third = Input("third", Estimate(Decimal(1), Decimal(2), Decimal(2)))
    with localcontext() as around:
        around.prec = 6
        worked = worked_out(replace(LINE, formula="third"), {"third": third})
        assert worked.amount == Decimal("1." + "6" * 48 + "7")
        assert worked.total == worked.present_value == Decimal("5." + "0" * 48 + "1")


def test_a_single_amount_falls_in_year_nought_whatever_the_ramp() -> None:
    worked = worked_out(replace(LINE, once=True, ramp=(Decimal("0.5"),)), INPUTS, 2, "0.1")
    assert worked.flows == decimals(4000, 0, 0)
    assert worked.present_value == 4000


def test_a_line_without_inputs_is_a_guess() -> None:
    worked = worked_out(replace(LINE, formula="12k"), {}, 1)
    assert (worked.amount, worked.source) == (Decimal(12_000), Source.GUESS)


def test_a_line_stands_on_its_lowest_rung() -> None:
    guessed = {**INPUTS, "cost": replace(COST, source=Source.GUESS)}
    assert worked_out(LINE, guessed, 1).source is Source.GUESS


def test_a_line_with_inputs_missing_has_no_figures_and_names_them() -> None:
    worked = worked_out(agreed(LINE, INPUTS), {"cost": COST}, 2)
    assert (worked.status, worked.missing, worked.source) == (Status.INCOMPLETE, ("stops",), Source.MEASURED)
    assert worked.flows == decimals(0, 0, 0)
    assert {worked.amount, worked.low, worked.high, worked.total, worked.weight} == {NOUGHT}
    assert {worked.low_value, worked.present_value, worked.high_value} == {NOUGHT}
    assert not worked.counted


def test_a_line_that_divides_by_nought_is_refused() -> None:
    with pytest.raises(Invalid, match="divides by nought"):
        worked_out(replace(LINE, formula="1 / (cost - 1k)"), INPUTS, 1)


def test_an_accepted_line_stays_accepted_while_its_basis_holds() -> None:
    line = agreed(LINE, INPUTS)
    assert worked_out(line, INPUTS).status is Status.ACCEPTED
    better_known = {**INPUTS, "stops": replace(STOPS, source=Source.MEASURED, by="Bob", touch=9)}
    assert worked_out(line, better_known).status is Status.ACCEPTED
    assert worked_out(replace(line, formula=" stops×cost"), INPUTS).status is Status.ACCEPTED
    renamed = replace(line, name="stops", owner="Bob", need=4)
    assert worked_out(renamed, INPUTS).status is Status.ACCEPTED


@pytest.mark.parametrize(
    "change",
    [
        {"formula": "stops * cost * 2"},
        {"effect": Effect.EARN},
        {"once": True},
        {"risk": Decimal("0.01")},
        {"ramp": (Decimal("0.5"), Decimal(1))},
        {"delay": Decimal(3)},
        {"once": True, "year": 1},
        {"formula": "", "flows": (NOUGHT, Decimal(4000))},
    ],
)
def test_an_accepted_line_that_changes_is_potential_again(change: dict[str, object]) -> None:
    line = replace(agreed(LINE, INPUTS), **change)  # type: ignore[arg-type]
    assert worked_out(line, INPUTS).status is Status.CHANGED


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
    assert worked_out(line, {**INPUTS, "stops": stops}).status is Status.CHANGED


def test_the_basis_names_all_that_a_figure_rests_on() -> None:
    line = replace(LINE, risk=Decimal("0.15"), ramp=(Decimal("0.5"), Decimal(1)))
    assert basis(line, INPUTS) == "save | stops × cost | yearly | 0.15 | 0.5/1 | stops=2/4/6 stop/year | cost=1000 "
    assert basis(replace(line, once=True), {}) == "save | stops × cost | once | 0.15 | 0.5/1 | stops=? | cost=?"
    late = replace(line, once=True, year=2, delay=Decimal("1.5"))
    assert basis(late, {}).startswith("save | stops × cost | once in year 2 | 0.15 | 0.5/1 | 1.5 months late | stops=?")
    flows = replace(line, formula="", flows=decimals(5, 0, 7))
    assert basis(flows, INPUTS) == "save | 5/0/7 | yearly | 0.15 | 0.5/1"


def test_a_single_amount_may_fall_in_a_later_year_or_beyond_the_last() -> None:
    late = replace(LINE, once=True, year=2)
    worked = worked_out(late, INPUTS, 3, "0.25")
    assert worked.flows == decimals(0, 0, 4000, 0)
    assert (worked.amount, worked.present_value) == decimals(4000, 2560)
    assert worked_out(replace(late, year=4), INPUTS).flows == decimals(0, 0, 0, 0)


def test_a_late_line_brings_a_part_of_its_first_year() -> None:
    late = replace(LINE, delay=Decimal(6), ramp=(Decimal("0.5"), Decimal(1)))
    assert worked_out(late, INPUTS).flows == decimals(0, 1000, 3000, 4000)


def test_given_flows_are_taken_as_they_are_but_for_risk() -> None:
    line = Line(1, "services", Effect.COST, risk=Decimal("0.1"), flows=decimals(100, 50, 200))
    worked = worked_out(line, {}, 3)
    assert worked.flows == decimals(110, 55, 220, 0)  # nought after the last
    assert worked.amount == worked.low == worked.high == 200  # the largest yearly one, before risk
    assert (worked.status, worked.source, worked.equation) == (Status.POTENTIAL, Source.GUESS, None)
    assert worked.low_value == worked.present_value == worked.high_value == worked.weight == 385
    assert worked_out(line, {}, 1).flows == decimals(110, 55)  # what lies beyond the last year is not counted


@pytest.mark.parametrize(
    ("line", "single"),
    [
        (LINE, False),
        (replace(LINE, once=True), True),
        (replace(LINE, formula="", flows=decimals(90)), True),
        (replace(LINE, formula="", flows=decimals(90, 0, 0)), True),
        (replace(LINE, formula="", flows=decimals(90, 0, 1)), False),
    ],
)
def test_a_line_of_one_amount_is_single(line: Line, single: bool) -> None:
    assert line.single is single


def test_without_years_only_year_nought_counts() -> None:
    assert worked_out(LINE, INPUTS, 0).flows == decimals(0)
    assert worked_out(replace(LINE, once=True), INPUTS, 0).flows == decimals(4000)
    cut = worked_out(replace(LINE, formula="", flows=decimals(90, 5)), {}, 0)
    assert (cut.flows, cut.amount) == (decimals(90), NOUGHT)  # its yearly amounts lie beyond the last year


def test_given_flows_of_year_nought_alone_are_one_amount() -> None:
    worked = worked_out(replace(LINE, formula="", flows=decimals(90)), {})
    assert (worked.amount, worked.flows) == (Decimal(90), decimals(90, 0, 0, 0))


MINUTES = Input("saved", Estimate.exactly(Decimal(120)), "minute/year")
WAGE = Input("wage", Estimate(Decimal(30), Decimal(40), Decimal(50)), "EUR/hour")
PAID = Line(1, "wages", Effect.SAVE, "saved * wage")


def test_units_that_convert_do_so_and_are_seen_in_the_equation() -> None:
    worked = worked_out(PAID, {"saved": MINUTES, "wage": WAGE}, 1)
    assert (worked.low, worked.amount, worked.high) == decimals(60, 80, 100)
    assert worked.equation
    assert worked.equation.words() == "saved × wage ÷ 60"


def test_without_a_currency_units_are_names_and_no_more() -> None:
    worked = work_out(PAID, {"saved": MINUTES, "wage": WAGE}, factors(1, NOUGHT, Timing.END), None)
    assert worked.amount == 4800
    assert worked.equation == PAID.equation


def test_a_line_whose_units_do_not_come_out_as_money_has_no_figure_and_says_why() -> None:
    worked = worked_out(replace(PAID, formula="saved + wage"), {"saved": MINUTES, "wage": WAGE}, 2)
    assert (worked.status, worked.missing, worked.counted) == (Status.MISFIT, (), False)
    assert worked.wrong == "'saved' is in minute/year, 'wage' is in EUR/hour: they cannot be added"
    assert (worked.amount, worked.present_value, worked.flows) == (NOUGHT, NOUGHT, decimals(0, 0, 0))
    assert worked.status.open


def test_units_of_which_none_converts_were_checked_when_they_were_typed() -> None:
    odd = {"stops": replace(STOPS, unit="week"), "cost": COST}
    assert worked_out(LINE, odd).amount == 4000
    with pytest.raises(Invalid, match="not in EUR a year"):
        in_money(LINE, odd, "EUR")


def test_a_line_without_units_is_not_checked() -> None:
    assert in_money(LINE, {"stops": replace(STOPS, unit=""), "cost": COST}, "EUR") == LINE.equation
    assert in_money(replace(LINE, formula="", flows=decimals(1)), {}, "EUR") is None


@pytest.mark.parametrize(
    ("status", "open_", "counted"),
    [
        (Status.ACCEPTED, False, True),
        (Status.POTENTIAL, True, True),
        (Status.CHANGED, True, True),
        (Status.INCOMPLETE, True, False),
        (Status.MISFIT, True, False),
        (Status.REFUTED, False, False),
    ],
)
def test_what_is_open_and_what_counts(status: Status, open_: bool, counted: bool) -> None:
    worked = replace(worked_out(LINE, INPUTS), status=status)
    assert (status.open, worked.counted) == (open_, counted)


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
    worked = worked_out(Line(1, "l", effect, "x", risk=risk, ramp=tuple(ramp)), {"x": amount}, years)
    factor = 1 + Fraction(risk) if effect is Effect.COST else 1 - Fraction(risk)
    mean = sum((Fraction(each) for each in three), Fraction(0)) / 3
    held = [*ramp, *[ramp[-1]] * years][:years]
    expected = [Fraction(0), *(mean * factor * Fraction(step) for step in held)]
    for flow, exact in zip(worked.flows, expected, strict=True):
        assert abs(Fraction(flow) - exact) <= Fraction(1, 10**18)
    assert worked.low <= worked.amount <= worked.high
    assert worked.low_value <= worked.present_value <= worked.high_value
