"""The value case: the sum of its lines, and the same case after writing and reading."""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case, Result, Sum, from_plain, to_plain, work
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status, Worked, basis
from valueloop.domain.value.source import Source

PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
FIGURES = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
ESTIMATES = st.lists(FIGURES, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three)))
WORDS = st.text(max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
TINY = Fraction(1, 10**25)  # what is left of 50 digits
NAMES = ("a", "b", "c")
FORMULAS = st.sampled_from(["a", "a * b", "a + 2k", "min(a, c) * 3", "b / 2", "12k", "a * missing", "c - b"])
ACCEPTANCES = st.builds(Acceptance, WORDS, DAYS, st.none() | st.integers(1, 99), FIGURES, WORDS)
LINES = st.builds(
    Line,
    st.integers(1, 99),
    WORDS,
    st.sampled_from(Effect),
    FORMULAS,
    st.none() | st.integers(1, 9),
    st.none() | WORDS,
    st.booleans(),
    PARTS,
    st.lists(PARTS, min_size=1, max_size=4).map(tuple),
    st.booleans(),
    st.none() | ACCEPTANCES,
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    inputs = tuple(
        Input(
            name,
            draw(ESTIMATES),
            draw(WORDS),
            draw(st.sampled_from(Source)),
            draw(st.none() | WORDS),
            draw(st.none() | DAYS),
            draw(st.none() | st.integers(1, 99)),
        )
        for name in NAMES
    )
    by_name = {each.name: each for each in inputs}
    lines = [
        replace(line, acceptance=replace(line.acceptance, basis=basis(line, by_name)))
        if line.acceptance and draw(st.booleans())
        else line
        for line in draw(st.lists(LINES, max_size=5))
    ]
    return Case(draw(st.sampled_from(["EUR", "USD"])), draw(st.integers(1, 6)), draw(PARTS), inputs, tuple(lines))


def of_status(result: Result, *, accepted: bool) -> list[Worked]:
    """The benefits that are accepted; or those that are not, without the refuted ones."""
    wanted = {Status.ACCEPTED} if accepted else {Status.POTENTIAL, Status.CHANGED, Status.INCOMPLETE}
    return [each for each in result.lines if each.line.effect is not Effect.COST and each.status in wanted]


def present(flows: tuple[Decimal, ...], rate: Decimal) -> Fraction:
    return sum((Fraction(flow) / (1 + Fraction(rate)) ** year for year, flow in enumerate(flows)), Fraction(0))


def summed(lines: list[Worked]) -> list[Fraction]:
    return [
        sum((Fraction(each.amount) for each in lines if not each.line.once), Fraction(0)),
        sum((Fraction(flow) for each in lines for flow in each.flows), Fraction(0)),
        sum((present(each.flows, each.rate) for each in lines), Fraction(0)),
        sum((present(each.low_flows, each.rate) for each in lines), Fraction(0)),
        sum((present(each.high_flows, each.rate) for each in lines), Fraction(0)),
    ]


def figures(of: Sum) -> list[Fraction]:
    return [Fraction(getattr(of, each.name)) for each in fields(of)]


def alike(ours: list[Fraction], exact: list[Fraction]) -> bool:
    return all(abs(one - other) <= TINY for one, other in zip(ours, exact, strict=True))


@settings(max_examples=40)
@given(cases())
def test_each_sum_is_the_sum_of_its_lines(case: Case) -> None:
    result = work(case)
    accepted, potential = of_status(result, accepted=True), of_status(result, accepted=False)
    costs = [each for each in result.lines if each.line.effect is Effect.COST]
    assert alike(figures(result.accepted), summed(accepted))
    assert alike(figures(result.potential), summed(potential))
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
def test_every_present_value_lies_between_its_ends(case: Case) -> None:
    result = work(case)
    for each in (result.accepted, result.potential, result.costs, result.value, result.possible):
        low, middle, high = (Fraction(figure) for figure in (each.low, each.present_value, each.high))
        assert low - TINY <= middle <= high + TINY


@settings(max_examples=40)
@given(cases())
def test_a_case_that_was_written_reads_back(case: Case) -> None:
    assert from_plain(to_plain(case)) == case
    assert from_plain(json.loads(json.dumps(to_plain(case)))) == case


@settings(max_examples=40)
@given(cases())
def test_a_case_that_was_read_back_is_worth_the_same(case: Case) -> None:
    assert work(from_plain(to_plain(case))) == work(case)


@settings(max_examples=40)
@given(cases(), PARTS)
def test_a_higher_rate_never_makes_benefits_worth_more(case: Case, more: Decimal) -> None:
    benefits = replace(case, lines=tuple(line for line in case.lines if line.formula != "c - b"))
    dearer = replace(benefits, discount_rate=benefits.discount_rate + more)
    assert work(dearer).potential.present_value <= work(benefits).potential.present_value


def test_a_small_case_comes_to_what_the_hand_reckons() -> None:
    inputs = (Input("stops", Estimate(Decimal(2), Decimal(4), Decimal(6))),)
    save = Line(1, "stops", Effect.SAVE, "stops * 100")
    agreed = Acceptance("Ann", date(2026, 5, 3), None, Decimal(400), basis(save, {"stops": inputs[0]}))
    lines = (
        replace(save, acceptance=agreed),
        Line(2, "sales", Effect.EARN, "1k", risk=Decimal("0.5")),
        Line(3, "training", Effect.COST, "90", once=True),
        Line(4, "unknown", Effect.SAVE, "waste * scrap + waste"),
    )
    result = work(Case("EUR", 2, Decimal(0), inputs, lines))
    assert result.accepted == Sum(*map(Decimal, (400, 800, 800, 400, 1200)))
    assert result.potential == Sum(*map(Decimal, (1000, 1000, 1000, 1000, 1000)))
    assert result.costs == Sum(*map(Decimal, (0, 90, 90, 90, 90)))
    assert result.value == Sum(*map(Decimal, (400, 710, 710, 310, 1110)))
    assert result.possible == Sum(*map(Decimal, (1400, 1710, 1710, 1310, 2110)))
    assert result.incomplete == ("waste", "scrap")


def test_a_figure_with_more_digits_than_may_be_typed_reads_back() -> None:
    middle = Estimate(Decimal(0), Decimal("0." + "123456789" * 5), Decimal(1))
    case = Case("EUR", 1, Decimal(0), (Input("x", middle), Input("y", Estimate.exactly(middle.likely))), ())
    assert from_plain(to_plain(case)) == case


def test_an_input_that_several_lines_miss_is_named_once() -> None:
    lines = tuple(Line(number, "l", Effect.SAVE, "x * y") for number in (1, 2))
    assert work(Case("EUR", 1, Decimal(0), (), lines)).incomplete == ("x", "y")


@pytest.mark.parametrize("digits", [6, 28])
def test_the_figures_do_not_hang_on_the_precision_around_them(digits: int) -> None:
    line = Line(1, "third", Effect.SAVE, "x / 3")
    case = Case("EUR", 1, Decimal(0), (Input("x", Estimate.exactly(Decimal(1))),), (line,))
    with localcontext() as around:
        around.prec = digits
        assert work(case).potential.total == Decimal("0." + "3" * 50)


def test_a_line_of_a_refuted_need_counts_nowhere_until_it_is_accepted() -> None:
    line = Line(1, "wiring", Effect.SAVE, "9k", refuted=True)
    result = work(Case("EUR", 3, Decimal(0), (), (line,)))
    assert result.lines[0].status is Status.REFUTED
    assert result.potential.per_year == result.accepted.per_year == Decimal(0)
    agreed = replace(line, acceptance=Acceptance("buyer", date(2026, 5, 3), None, Decimal(9000), basis(line, {})))
    assert work(Case("EUR", 3, Decimal(0), (), (agreed,))).accepted.per_year == 9000
