"""What the value hangs on: swings, break-evens, the next question."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from domain.value.build import a_case, an_input, cost, decimals, near, save
from domain.value.build import given as flows_of
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.sensitivity import Swing, break_even, next_question, swings
from valueloop.domain.value.source import Source


def found_for(case: Case, name: str = "x", price: str | None = None) -> Swing:
    found = swings(work(case), None if price is None else Decimal(price))
    return next(each for each in found if each.input.name == name)


PLAIN = a_case(
    save("a * 10"),
    cost("b"),
    cost("a + k", once=True),
    flows_of("3"),
    save("a * 1k", refuted=True),
    save("a * nobody_knows"),
    a="2/4/6",
    b="5/10/30",
    k="1",
    unused="1/2/3",
    years=1,
)  # 40 − 15 − 5 + 3 = 23


def test_the_swing_of_an_input_is_how_far_its_range_moves_the_npv() -> None:
    found = {each.input.name: each for each in swings(work(PLAIN))}
    assert (found["a"].at_low, found["a"].at_high, found["a"].swing) == decimals("5 41 36")
    assert (found["b"].at_low, found["b"].at_high, found["b"].swing) == decimals("33 8 25")
    assert (found["k"].at_low, found["k"].at_high, found["k"].swing) == decimals("23 23 0")


def test_the_largest_swing_comes_first() -> None:
    assert [each.input.name for each in swings(work(PLAIN))] == ["a", "b", "k"]


def test_at_its_break_even_the_customer_gains_nothing() -> None:
    found = {each.input.name: each for each in swings(work(PLAIN))}
    assert found["b"].break_even == 38
    assert found["k"].break_even == 24
    assert near(found["a"].break_even, "13/9")
    assert {each.with_price for each in found.values()} == {None}


def test_a_price_is_eaten_up_sooner() -> None:
    assert found_for(PLAIN, "b", "20").with_price == 18
    assert found_for(PLAIN, "k", "23").with_price == 1  # nothing is left at all
    assert found_for(PLAIN, "k", "20").break_even == 24


def test_a_case_without_figures_has_no_swings() -> None:
    assert swings(work(a_case(save("unknown"), flows_of("5"), x="1/2/3"))) == ()


def test_years_ramps_risks_and_rates_are_counted() -> None:
    case = a_case(
        save("x", ramp=decimals("0.5 1"), risk=Decimal("0.2")),
        cost("120", once=True),
        years=2,
        rate="0.25",
        x="100/200/300",
    )
    found = found_for(case)  # one unit is worth 0.8 × (0.4 + 0.64)
    assert (found.at_low, found.at_high) == decimals("-36.8 129.6")
    assert near(found.break_even, "120/0.832")


@pytest.mark.parametrize(
    ("formula", "costs", "mean", "exact"),
    [
        ("x * 3", "6", "5", "2"),
        ("x / 3", "7", "5", "21"),
        ("600 / x", "100", "3", "6"),
        ("600 / x", "100", "600", "6"),
        ("5k / (x + 1)", "50", "2", "99"),
        ("x * x", "100", "3", "10"),
        ("x * x", "100", "3000", "10"),
        ("max(x - 10, 0) * 5", "100", "5", "30"),
        ("min(x, 20) * 5", "40", "50", "8"),
        ("min(x, 20) * 5", "40", "1", "8"),
        ("max(x, 8) + min(x, 3)", "10", "20", "2"),
        ("x * x - 52 * x + 200", "100", "30", "50"),
        ("x * x - 52 * x + 200", "100", "4", "2"),
        ("100 / (x - 10)", "5", "6", "30"),  # the pole at 10 is none
    ],
)
def test_a_break_even_is_found_on_lines_curves_and_kinks(formula: str, costs: str, mean: str, exact: str) -> None:
    case = a_case(save(formula), cost(costs), years=1, x=mean)
    assert near(found_for(case).break_even, exact)


@pytest.mark.parametrize(
    ("formula", "mean", "exact"),
    [
        ("x - 7", "3", "7"),
        ("x * 3 - 7", "3", "2.33333333333333333333333333"),
        ("100 / x - 5", "30", "20"),
        ("1k / x - 7", "30", "142.857142857142857142857"),
        ("min(x, 5) - 3", "4", "3"),
        ("x * x - 2", "3", "1.41421356237309504880168872"),
        ("x / 7 - 1", "3", "7"),
    ],
)
def test_it_is_found_for_a_single_line_whose_figure_is_then_nought(formula: str, mean: str, exact: str) -> None:
    assert near(found_for(a_case(save(formula), years=1, x=mean)).break_even, exact)


def test_on_a_straight_line_it_is_exact() -> None:
    case = a_case(save("x * 0.7"), cost("2.1"), years=1, x="1/2/3")
    assert found_for(case).break_even == 3
    assert break_even(lambda x: x * Decimal("0.7") - Decimal("0.49"), Decimal(5)) == Decimal("0.7")
    assert break_even(lambda x: x + 4, Decimal(5)) == -4


@pytest.mark.parametrize(
    ("formula", "costs", "mean"),
    [
        ("x * 0 + 5", "3", "4"),
        ("x * x + 5", "3", "4"),
        ("100 / (x - 10) + 5", "1", "6"),  # nought where x is −15, which is not looked for; at 10 it jumps
        ("min(x, 20)", "30", "4"),
        ("max(x, 20)", "10", "4"),
    ],
)
def test_where_there_is_none_none_is_found(formula: str, costs: str, mean: str) -> None:
    case = a_case(save(formula), cost(costs), years=1, x=mean)
    assert found_for(case).break_even is None


def wall(low: int, high: int) -> Callable[[Decimal], Decimal]:
    """−1 below, 1 above, and between nothing that can be reckoned."""

    def at(x: Decimal) -> Decimal:
        if low < x < high:
            raise ZeroDivisionError
        return Decimal(-1) if x <= low else Decimal(1)

    return at


@pytest.mark.parametrize("mean", [1, 5, 50])
def test_a_jump_is_no_root(mean: int) -> None:
    assert break_even(lambda x: Decimal(1) if x > 7 else Decimal(-1), Decimal(mean)) is None
    assert break_even(wall(7, 7), Decimal(mean)) is None
    assert break_even(wall(7, 8), Decimal(mean)) is None
    assert break_even(wall(2, 20), Decimal(mean if mean != 5 else 1)) is None


def test_what_cannot_be_reckoned_next_to_the_mean_is_passed_over() -> None:
    def at(x: Decimal) -> Decimal:
        if x > 5:
            raise ZeroDivisionError
        return x - 2

    assert near(break_even(at, Decimal(5)), "2")


def test_the_mean_itself_may_be_it() -> None:
    assert break_even(lambda x: x * x - 25, Decimal(5)) == 5


def test_nought_is_looked_at_too() -> None:
    assert break_even(lambda x: x * x * x, Decimal(5)) == 0
    assert break_even(lambda x: max(x, Decimal(0)) * x - Decimal("1e-30"), Decimal(5)) is not None


def test_a_break_even_at_nought_is_nought_and_not_next_to_it() -> None:
    case = a_case(save("5 / (x + 1)"), cost("5"), years=1, x="1")
    assert found_for(case).break_even == 0


def test_of_two_the_nearest_to_the_mean_is_found() -> None:
    """9.9 is nearer to 10 than 11.8, whichever side is looked at first."""
    assert near(break_even(lambda x: (x - Decimal("9.9")) * (x - Decimal("11.8")), Decimal(10)), "9.9")


@pytest.mark.parametrize("range_", ["-1/0/1", "0/0/0"])
def test_from_a_mean_of_nought_it_is_found_too(range_: str) -> None:
    case = a_case(save("max(x, 0) * 10"), cost("50"), years=1, x=range_)
    assert near(found_for(case).break_even, "5")


def test_from_a_mean_below_nought_it_is_found_too() -> None:
    case = a_case(save("x * x"), cost("9"), years=1, x="-5")
    assert near(found_for(case).break_even, "-3")


@pytest.mark.parametrize(
    ("source", "verified"),
    [
        (Source.GUESS, False),
        (Source.DEDUCED, False),
        (Source.SAID, True),
        (Source.ACCEPTED, True),
        (Source.MEASURED, True),
    ],
)
def test_a_number_is_verified_when_it_is_the_customers(source: Source, verified: bool) -> None:
    case = a_case(save("x"), inputs=(an_input("x", "1/2/3", source=source),))
    (found,) = swings(work(case))
    assert found.verified is verified
    assert (next_question([found]) is None) is verified


def test_the_next_question_is_the_largest_swing_that_is_still_ours() -> None:
    inputs = (
        an_input("wide", "1/2/9", source=Source.SAID),
        an_input("narrow", "1/2/3", source=Source.GUESS),
        an_input("middle", "1/2/5", source=Source.DEDUCED),
        an_input("known", "7"),
    )
    found = swings(work(a_case(save("wide + narrow + middle + known"), inputs=inputs)))
    asked = next_question(found)
    assert asked
    assert asked.input.name == "middle"


def test_what_does_not_swing_is_not_asked() -> None:
    assert next_question(swings(work(a_case(save("x"), x="7")))) is None
    assert next_question([]) is None


def test_units_that_convert_swing_as_converted() -> None:
    case = a_case(
        save("saved * wage"),
        cost("100"),
        years=1,
        inputs=(an_input("saved", "60/120/180", "minute/year"), an_input("wage", "100", "EUR/hour")),
    )
    found = found_for(case, "saved")
    assert (found.at_low, found.at_high) == decimals("0 200")
    assert near(found.break_even, "60")
