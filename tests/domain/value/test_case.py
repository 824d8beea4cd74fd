"""The value case: the sum of its lines, its measures, and what counts in them."""

from dataclasses import fields, replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings

from domain.value.any_case import cases
from domain.value.build import a_case, agreed, an_input, cost, decimals, earn, save
from domain.value.build import given as flows_of
from valueloop.domain.value.case import Case, Result, Sum, check_units, work
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Status, Worked
from valueloop.errors import Invalid

TINY = Fraction(1, 10**25)  # what is left of 50 digits


def of_status(result: Result, *statuses: Status) -> list[Worked]:
    return [each for each in result.lines if each.line.effect is not Effect.COST and each.status in statuses]


def summed(lines: list[Worked]) -> list[Fraction]:
    of = [[Fraction(each.amount) for each in lines if not each.line.single]]
    of.append([Fraction(flow) for each in lines for flow in each.flows])
    of += [[Fraction(getattr(each, end)) for each in lines] for end in ("present_value", "low_value", "high_value")]
    return [sum(each, Fraction(0)) for each in of]


def figures(of: Sum) -> list[Fraction]:
    return [Fraction(getattr(of, each.name)) for each in fields(of)]


def alike(ours: list[Fraction], exact: list[Fraction]) -> bool:
    return all(abs(one - other) <= TINY for one, other in zip(ours, exact, strict=True))


@settings(max_examples=40)
@given(cases())
def test_each_sum_is_the_sum_of_its_lines(case: Case) -> None:
    result = work(case)
    counted = (Status.ACCEPTED, Status.POTENTIAL, Status.CHANGED)
    costs = [each for each in result.lines if each.line.effect is Effect.COST and each.status in counted]
    assert alike(figures(result.accepted), summed(of_status(result, Status.ACCEPTED)))
    assert alike(figures(result.potential), summed(of_status(result, Status.POTENTIAL, Status.CHANGED)))
    assert alike(figures(result.costs), summed(costs))


@settings(max_examples=40)
@given(cases())
def test_value_is_the_accepted_benefits_less_all_costs_and_possible_all_less_all(case: Case) -> None:
    result = work(case)
    accepted, potential, costs = (figures(each) for each in (result.accepted, result.potential, result.costs))
    worst_first = [*costs[:3], costs[4], costs[3]]  # the low end of a difference has the high end of the costs
    assert alike(figures(result.value), [one - other for one, other in zip(accepted, worst_first, strict=True)])
    both = [one + other for one, other in zip(accepted, potential, strict=True)]
    assert alike(figures(result.possible), [one - other for one, other in zip(both, worst_first, strict=True)])


@settings(max_examples=40)
@given(cases())
def test_the_yearly_flows_and_the_measures_are_those_of_the_sums(case: Case) -> None:
    result = work(case)
    assert len(result.factors) == len(result.benefit_flows) == len(result.cost_flows) == case.years + 1
    assert abs(Fraction(sum(result.cost_flows)) - Fraction(result.costs.total)) <= TINY * 10**10
    measures = result.measures
    assert alike([Fraction(measures.pv_costs)], [Fraction(result.costs.present_value)])
    assert alike([Fraction(measures.npv)], [Fraction(result.possible.present_value)])
    discounted = [
        Fraction(flow) * Fraction(factor) for flow, factor in zip(result.benefit_flows, result.factors, strict=True)
    ]
    assert alike([Fraction(measures.pv_benefits)], [sum(discounted, Fraction(0))])


@settings(max_examples=40)
@given(cases())
def test_every_present_value_lies_between_its_ends(case: Case) -> None:
    result = work(case)
    for each in (result.accepted, result.potential, result.costs, result.value, result.possible):
        low, middle, high = (Fraction(figure) for figure in (each.low, each.present_value, each.high))
        assert low - TINY <= middle <= high + TINY


def test_a_small_case_comes_to_what_the_hand_reckons() -> None:
    case = a_case(
        save("stops * 100"),
        earn("1k", risk=Decimal("0.5")),
        cost("90", once=True),
        save("waste * scrap + waste"),
        flows_of("10 20 40", Effect.COST),
        stops="2/4/6",
    )
    result = work(agreed(case, [1]))
    assert result.accepted == Sum(*decimals("400 800 800 400 1200"))
    assert result.potential == Sum(*decimals("1000 1000 1000 1000 1000"))
    assert result.costs == Sum(*decimals("40 160 160 160 160"))
    assert result.value == Sum(*decimals("360 640 640 240 1040"))
    assert result.possible == Sum(*decimals("1360 1640 1640 1240 2040"))
    assert result.incomplete == ("waste", "scrap")
    assert (result.benefit_flows, result.cost_flows) == (decimals("0 900 900"), decimals("100 20 40"))
    assert (result.measures.npv, result.measures.roi) == (Decimal(1640), Decimal("10.25"))


@pytest.mark.parametrize(
    ("timing", "flows"), [(Timing.END, "0 125 125"), (Timing.MID, "0 156.25 156.25"), (Timing.START, "125 125 0")]
)
def test_when_in_a_year_money_flows_is_counted(timing: Timing, flows: str) -> None:
    found = work(a_case(save("125"), rate="0.5625", timing=timing))  # 1.5625 is 1.25 times 1.25
    end_of_year = decimals(flows)  # the same money, put to where it would be worth as much at the end of a year
    with localcontext(prec=40):
        exact = sum(flow / Decimal("1.5625") ** year for year, flow in enumerate(end_of_year))
    assert found.factors[0] == 1
    assert abs(found.measures.npv - exact) < Decimal("1e-30")


def test_an_input_that_several_lines_miss_is_named_once() -> None:
    assert work(a_case(save("x * y"), save("x * y"))).incomplete == ("x", "y")


@pytest.mark.parametrize("digits", [6, 28])
def test_the_figures_do_not_hang_on_the_precision_around_them(digits: int) -> None:
    with localcontext() as around:
        around.prec = digits
        assert work(a_case(save("x / 3"), years=1, x="1")).potential.total == Decimal("0." + "3" * 50)


def test_a_line_of_a_refuted_need_counts_nowhere_until_it_is_accepted() -> None:
    case = a_case(save("9k", refuted=True), cost("2k", refuted=True), years=3)
    result = work(case)
    assert [each.status for each in result.lines] == [Status.REFUTED] * 2
    assert result.possible == result.value == Sum(*decimals("0 0 0 0 0"))
    assert not result.reckoned
    assert work(agreed(case, [1])).accepted.per_year == 9000


@pytest.mark.parametrize(
    ("case", "reckoned"),
    [
        (a_case(), False),
        (a_case(save("nothing_set")), False),
        (a_case(cost("5")), True),
        (a_case(save("nothing_set"), save("0")), True),
    ],
)
def test_a_case_is_reckoned_when_one_line_has_a_figure(case: Case, reckoned: bool) -> None:
    assert work(case).reckoned is reckoned


SAVED, WAGE = an_input("saved", "120", "minute/year"), an_input("wage", "40", "EUR/hour")


def test_a_line_whose_units_do_not_fit_counts_nowhere() -> None:
    result = work(a_case(save("saved * wage"), save("saved + wage"), inputs=(SAVED, WAGE)))
    assert [each.status for each in result.lines] == [Status.POTENTIAL, Status.MISFIT]
    assert result.potential.per_year == 80
    assert result.incomplete == ()


def test_a_case_of_the_first_version_knows_units_as_names_alone() -> None:
    result = work(a_case(save("saved * wage"), inputs=(SAVED, WAGE), units=False))
    assert result.potential.per_year == 4800


def test_units_are_checked_line_by_line_where_all_inputs_are_there() -> None:
    fine = a_case(save("saved * wage"), save("saved * unknown"), flows_of("1 2"), inputs=(SAVED, WAGE))
    check_units(fine)
    wrong = replace(fine, lines=(*fine.lines, save("wage * 3", name="wages")))
    with pytest.raises(Invalid) as refusal:
        check_units(wrong)
    assert refusal.value.what == "line 'wages': formula"
    assert refusal.value.given == "wage * 3"
    assert refusal.value.why == "it comes out in EUR/hour, not in EUR a year: something in hour/year is missing"
    assert refusal.value.expected
