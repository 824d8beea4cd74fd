"""How sure the value is: seeded draws, their quantiles, the chance of gain."""

import subprocess
import sys
from decimal import Decimal
from math import sqrt
from statistics import fmean, stdev

import pytest

from domain.value.build import a_case, agreed, an_input, cost, decimals, earn, save
from domain.value.build import given as flows_of
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.line import Effect
from valueloop.domain.value.spread import Draws, Simulated, simulate


def drawn(case: Case, draws: int = 20_000, seed: int = 1) -> Simulated:
    return simulate(work(case), draws, seed)


def values(of: Draws) -> list[float]:
    return [float(each) for each in of.values]


def inverse(part: float, low: float, likely: float, high: float) -> float:
    """The value that this part of a triangular distribution stays below."""
    rising = (likely - low) / (high - low)
    if part < rising:
        return low + sqrt(part * (high - low) * (likely - low))
    return high - sqrt((1 - part) * (high - low) * (high - likely))


def density(value: float, low: float, likely: float, high: float) -> float:
    leg = (value - low) / (likely - low) if value < likely else (high - value) / (high - likely)
    return 2 / (high - low) * leg


@pytest.mark.parametrize(("low", "likely", "high"), [(2, 4, 5), (0, 1, 10), (5, 5, 9), (5, 9, 9), (-3, 0, 1)])
@pytest.mark.parametrize("part", ["0.1", "0.25", "0.5", "0.9"])
def test_the_quantiles_of_one_input_are_those_of_its_triangle(low: int, likely: int, high: int, part: str) -> None:
    case = a_case(save("x * 10"), years=1, x=f"{low}/{likely}/{high}")
    exact = inverse(float(part), low, likely, high)
    p = float(part)
    off = sqrt(p * (1 - p) / 20_000) / density(exact, low, likely, high)  # a quantile's standard error
    assert abs(float(drawn(case).benefits.at(Decimal(part))) / 10 - exact) < 4 * off


MANY = a_case(
    save("a * b", ramp=decimals("0.5 1")),
    earn("max(a, b) - min(a, b)", risk=Decimal("0.2")),
    cost("c * 3", once=True),
    flows_of("0 5 7"),
    years=3,
    rate="0.1",
    a="2/4/6",
    b="7/8/20",
    c="1/2/6",
)


@pytest.mark.parametrize(
    "case",
    [
        a_case(save("a"), a="2/4/9"),
        a_case(save("a * b + 5"), a="2/4/9", b="1/1/8"),  # of a product too, since they are independent
        a_case(save("a * k"), cost("c"), a="2/4/9", c="-5/4/5", k="7"),
    ],
)
def test_the_mean_of_the_draws_is_the_exact_mean(case: Case) -> None:
    found = work(case)
    npv = values(simulate(found).npv)
    assert abs(fmean(npv) - float(found.measures.npv)) < 4 * stdev(npv) / sqrt(len(npv))


def test_draws_rise_and_so_do_their_quantiles() -> None:
    found = drawn(agreed(MANY, [1]))
    for each in (found.benefits, found.npv, found.accepted):
        assert values(each) == sorted(values(each))
        p10, p50, p90 = (each.at(Decimal(part)) for part in ("0.1", "0.5", "0.9"))
        assert p10 < p50 < p90


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    one, again, other = drawn(MANY), drawn(MANY), drawn(MANY, seed=2)
    assert values(one.npv) == values(again.npv)
    assert values(one.npv) != values(other.npv)
    assert abs(fmean(values(one.npv)) / fmean(values(other.npv)) - 1) < 0.02


@pytest.mark.parametrize("draws", [1, 9999, 10_000, 10_001, 25_000])
def test_there_are_as_many_draws_as_were_asked_for(draws: int) -> None:
    found = drawn(MANY, draws)
    assert len(found.npv.values) == len(found.benefits.values) == len(found.accepted.values) == draws


def test_another_line_or_input_moves_no_draws() -> None:
    """The benefits hang on one input; costs on others are drawn beside it."""
    alone = a_case(save("m * 2"), m="2/4/9")
    beside = a_case(cost("a * m"), save("m * 2"), cost("z"), m="2/4/9", a="1/2/3", z="5/6/7", unused="1/2/3")
    assert values(drawn(alone).benefits) == values(drawn(beside).benefits)
    shuffled = a_case(
        save("m * 2"), cost("z"), inputs=tuple(an_input(*each) for each in (("z", "5/6/7"), ("m", "2/4/9")))
    )
    assert values(drawn(shuffled).benefits) == values(drawn(alone).benefits)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("hours", "hours2"), ("plumless", "buckeroo")])
def test_two_inputs_are_drawn_independently_whatever_their_names(one: str, other: str) -> None:
    """The last two have the same CRC-32."""
    case = a_case(save(f"{one} - {other}"), years=1, **{one: "2/4/9", other: "2/4/9"})
    triangle = (4 + 16 + 81 - 8 - 18 - 36) / 18  # its variance
    assert stdev(values(drawn(case).benefits)) == pytest.approx(sqrt(2 * triangle), rel=0.03)


@pytest.mark.parametrize(
    ("formula", "ends"),
    [
        ("min(a, b)", (2, 6)),
        ("max(a, b)", (3, 9)),
        ("min(a, 5)", (2, 5)),  # a figure among what is drawn
        ("max(k, a) + 0", (4, 9)),  # and an input that is known
        ("min(5, k, a * 2) - 1", (3, 3)),
        ("-a / 2", (-4.5, -1)),
        ("max(a)", (2, 9)),
    ],
)
def test_the_least_and_the_greatest_are_drawn_too(formula: str, ends: tuple[float, float]) -> None:
    found = values(drawn(a_case(save(formula), years=1, a="2/4/9", b="3/5/6", k="4"), 2000).benefits)
    assert ends[0] <= found[0] <= found[-1] <= ends[1]
    assert found[0] < ends[0] + 0.5
    assert found[-1] > ends[1] - 0.7


def test_benefits_costs_and_what_is_accepted_are_drawn_together() -> None:
    case = agreed(
        a_case(save("a"), earn("b"), cost("c"), flows_of("5", Effect.COST), a="2/4/9", b="1/2/3", c="1/1/2"), [1]
    )
    found, result = drawn(case), work(case)
    for each, exact in (
        (found.benefits, result.measures.pv_benefits),
        (found.npv, result.measures.npv),
        (found.accepted, result.value.present_value),
    ):
        assert fmean(values(each)) == pytest.approx(float(exact), rel=0.02)


def test_what_counts_nowhere_is_not_drawn() -> None:
    case = a_case(save("a"), save("a * 100", refuted=True), save("a * nothing"), years=1, a="2/4/9")
    assert max(values(drawn(case).benefits)) <= 9


def test_a_range_narrower_than_a_float_is_drawn_all_the_same() -> None:
    case = a_case(save("a"), years=1, a="1/1/1.00000000000000000001")
    assert float(drawn(case, 10).npv.at(Decimal("0.5"))) == pytest.approx(1)


STILL = """
import sys
from decimal import Decimal
from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.line import Effect, Input, Line
from valueloop.domain.value.spread import simulate

likely = Decimal(100)
estimate = {estimate}
case = Case("EUR", 3, Decimal("0.1"), (Input("x", estimate),), (Line(1, "l", Effect.SAVE, "x / 3"),))
result = work(case)
found = simulate(result)
exact = found.npv.at(Decimal("0.9")) == found.benefits.at(Decimal(0)) == result.possible.present_value
print(exact, "numpy" in sys.modules)
"""


@pytest.mark.parametrize(
    ("estimate", "printed"),
    [("Estimate.exactly(likely)", "True False\n"), ("Estimate(likely - 1, likely, likely + 1)", "False True\n")],
)
def test_where_nothing_is_uncertain_the_value_is_exact_and_numpy_stays_away(estimate: str, printed: str) -> None:
    code = STILL.format(estimate=estimate)
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (printed, "")


def test_what_is_known_is_the_one_outcome_there_is() -> None:
    case = agreed(a_case(save("a / 3"), cost("2"), years=3, rate="0.1", a="100"), [1])
    found = drawn(case)
    assert found.npv.values == found.accepted.values == (work(case).value.present_value,)
    assert drawn(a_case()).npv.values == (Decimal(0),)


@pytest.mark.parametrize(
    ("part", "outcome"), [("0", "1"), ("0.25", "2"), ("0.375", "3"), ("0.5", "4"), ("0.9", "7.2"), ("1", "8")]
)
def test_between_two_outcomes_a_quantile_is_linear(part: str, outcome: str) -> None:
    assert Draws(decimals("1 2 4 6 8")).at(Decimal(part)) == Decimal(outcome)
    assert Draws((1.0, 2.0, 4.0, 6.0, 8.0)).at(Decimal(part)) == Decimal(outcome)


def test_of_one_outcome_every_quantile_is_that_one() -> None:
    assert {Draws((Decimal("0.1"),)).at(Decimal(part)) for part in ("0", "0.1", "0.9", "1")} == {Decimal("0.1")}


def test_an_act_on_all_outcomes_is_sorted_anew() -> None:
    assert Draws(decimals("1 2 4 6 8")).through(lambda value: (value - 3) ** 2).values == list(decimals("1 1 4 9 25"))
    assert Draws((Decimal(7),)).through(lambda value: -value).at(Decimal("0.9")) == -7


def test_of_many_outcomes_two_thousand_stand_for_all() -> None:
    many = Draws(tuple(Decimal(each) for each in range(20_001)))
    kept = many.through(lambda value: 20_000 - value)
    assert 2000 <= len(kept.values) <= 2001
    for part in ("0.1", "0.5", "0.9"):
        assert abs(kept.at(Decimal(part)) - many.at(Decimal(part))) <= 10


@pytest.mark.parametrize(("least", "chance"), [("0", "1"), ("1", "0.8"), ("3", "0.6"), ("7", "0.2"), ("8", "0")])
def test_a_chance_is_the_part_of_the_outcomes_above(least: str, chance: str) -> None:
    assert Draws(decimals("1 2 4 6 8")).chance(lambda value: value > Decimal(least)) == Decimal(chance)


def test_the_chance_of_a_gain_is_that_of_the_triangle() -> None:
    """The value is above nought where x is above 4: (9 − 4)² / (9 − 2) / (9 − 4) of the triangle."""
    found = drawn(a_case(save("x"), cost("4"), years=1, x="2/4/9"))
    chance = float(found.npv.chance(lambda value: value > 0))
    assert chance == pytest.approx(5 / 7, abs=4 * sqrt(5 / 7 * 2 / 7 / 20_000))
