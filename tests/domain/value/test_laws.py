"""Laws of value: what holds for every case."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.value.any_case import BENEFITS, FIGURES, PARTS, TERMS, cases, lines
from domain.value.build import a_case, an_input, cost, save
from valueloop.domain.estimate import Estimate
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.alternative import weigh
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Line
from valueloop.domain.value.sensitivity import swings
from valueloop.domain.value.spread import sign
from valueloop.domain.value.terms import Terms

TINY = Fraction(1, 10**25)  # what is left of 50 digits
NEVER_BELOW_NOUGHT = st.sampled_from(["a", "a * b", "a + 2k", "min(a, c) * 3", "b / 2", "12k", "max(a, b) * 15%"])
GAINS = lines(NEVER_BELOW_NOUGHT, BENEFITS)


def alike(one: Decimal, other: Decimal | Fraction) -> bool:
    return abs(Fraction(one) - Fraction(other)) <= TINY


@settings(max_examples=60)
@given(cases())
def test_value_is_the_sum_of_its_lines(case: Case) -> None:
    result = work(case)
    whole = sum((Fraction(each.present_value) * sign(each) for each in result.lines if each.counted), Fraction(0))
    assert alike(result.possible.present_value, whole)
    assert alike(result.measures.npv, whole)
    accepted, potential = Fraction(result.accepted.present_value), Fraction(result.potential.present_value)
    assert alike(result.measures.pv_benefits, accepted + potential)


@settings(max_examples=60)
@given(cases(), st.randoms(use_true_random=False))
def test_a_line_is_worth_the_same_wherever_it_stands(case: Case, dice: object) -> None:
    numbered = replace(case, lines=tuple(replace(line, number=at) for at, line in enumerate(case.lines)))
    shuffled = list(numbered.lines)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = work(numbered), work(replace(numbered, lines=tuple(shuffled)))
    assert sorted(after.lines, key=lambda each: each.line.number) == list(before.lines)
    assert alike(before.measures.npv, after.measures.npv)
    assert alike(before.value.present_value, after.value.present_value)


@settings(max_examples=60)
@given(cases(GAINS), st.data())
def test_what_comes_later_is_never_worth_more(case: Case, data: st.DataObject) -> None:
    """Once: a year later. Yearly, with a ramp that rises: some months later."""
    sooner = tuple(replace(line, ramp=tuple(sorted(line.ramp))) for line in case.lines if not line.flows)
    months = data.draw(st.integers(1, 48).map(Decimal))
    later = tuple(
        replace(line, year=line.year + 1) if line.once else replace(line, delay=line.delay + months) for line in sooner
    )
    before, after = (work(replace(case, lines=each)) for each in (sooner, later))
    for one, other in zip(before.lines, after.lines, strict=True):
        assert Fraction(other.present_value) <= Fraction(one.present_value) + TINY


@settings(max_examples=60)
@given(cases(GAINS), PARTS)
def test_a_higher_rate_never_makes_benefits_worth_more(case: Case, more: Decimal) -> None:
    dearer = replace(case, discount_rate=case.discount_rate + more)
    usual, less = work(case).measures.pv_benefits, work(dearer).measures.pv_benefits
    assert Fraction(less) <= Fraction(usual) + TINY


@settings(max_examples=60)
@given(cases(lines(NEVER_BELOW_NOUGHT)), PARTS)
def test_more_risk_never_raises_a_benefit_nor_lowers_a_cost(case: Case, more: Decimal) -> None:
    riskier = replace(case, lines=tuple(replace(line, risk=line.risk + more * (1 - line.risk)) for line in case.lines))
    for one, other in zip(work(case).lines, work(riskier).lines, strict=True):
        if one.line.effect is Effect.COST:
            assert other.present_value >= one.present_value
        else:
            assert 0 <= other.present_value <= one.present_value


@settings(max_examples=60)
@given(cases())
def test_against_doing_nothing_we_are_worth_the_npv(case: Case) -> None:
    page = value_page(Worked(replace(case, alternatives=()), draws=10))
    (nothing,) = page.worth
    result = work(case)
    assert nothing.kind is None
    if result.reckoned:
        assert nothing.worth is not None
        assert alike(nothing.worth.amount, Fraction(page.npv.amount))
        assert weigh((), result.possible.present_value)[0].worth == nothing.worth.amount
    else:
        assert nothing.worth is None


@settings(max_examples=60)
@given(cases(GAINS | lines(NEVER_BELOW_NOUGHT)), TERMS, FIGURES)
def test_what_they_keep_and_our_price_are_the_accepted_value(case: Case, terms: Terms, walk_away: Decimal) -> None:
    """Unless a guarantee pays something back; and the price is one more cost of theirs."""
    own = replace(terms, guarantee=None, walk_away=walk_away)
    page = value_page(Worked(replace(case, terms=own, price_in_costs=False), draws=10))
    if page.price is None:
        assert (page.customer_keeps, page.customer_npv, page.our_share) == (None, None, None)
        return
    assert page.customer_npv is not None
    assert alike(page.customer_npv.amount, Fraction(page.npv.amount) - Fraction(page.price.amount))
    if work(case).reckoned:
        assert page.customer_keeps is not None
        assert alike(
            page.customer_keeps.amount,
            Fraction(page.sums.value.present_value.amount) - Fraction(page.price.amount),
        )


CURVES = st.sampled_from(
    [
        "x * y",
        "x * y - 3",
        "y / x",
        "y / (x + 1)",
        "x * x * y",
        "max(x - y, 0) * 5",
        "min(x, y) * 2",
        "x * y / (x + y)",
        "(x + y) * (x - y)",
    ]
)


@settings(max_examples=150)
@given(
    CURVES,
    st.integers(1, 10**4),
    st.integers(1, 10**4),
    st.integers(1, 10**6),
    PARTS,
    st.integers(1, 5),
    st.sampled_from(Timing),
)
def test_a_break_even_put_back_leaves_nothing(
    formula: str, x: int, y: int, spent: int, rate: Decimal, years: int, timing: Timing
) -> None:
    case = a_case(
        save(formula),
        cost(str(spent), once=True),
        cost("x", risk=Decimal("0.5"), delay=Decimal(7)),
        years=years,
        timing=timing,
        inputs=(an_input("x", str(x)), an_input("y", str(y))),
    )
    case = replace(case, discount_rate=rate)
    (found,) = (each for each in swings(work(case)) if each.input.name == "x")
    assume(found.break_even is not None)
    assert found.break_even is not None
    there = replace(found.input, estimate=Estimate.exactly(found.break_even))
    result = work(replace(case, inputs=(there, case.inputs[1])))
    size = sum(abs(each.present_value) for each in result.lines)
    assert abs(result.measures.npv) <= size * Decimal("1e-12")


def a_line(**more: object) -> Line:
    return replace(save("100"), **more)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(st.integers(0, 7), st.integers(1, 6), PARTS, st.sampled_from(Timing))
def test_once_is_worth_as_much_as_the_same_given_as_flows(year: int, years: int, rate: Decimal, timing: Timing) -> None:
    one = a_line(once=True, year=year)
    flows = a_line(formula="", flows=(*[Decimal(0)] * year, Decimal(100)))
    found = [work(replace(a_case(each, years=years, timing=timing), discount_rate=rate)) for each in (one, flows)]
    assert found[0].benefit_flows == found[1].benefit_flows
    assert alike(found[0].measures.npv, found[1].measures.npv)
