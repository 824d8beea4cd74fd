"""The tree of a formula: what it comes to, the ends of its interval, its words, its form in a sheet."""

from decimal import Decimal

import pytest

from valueloop.domain.equation import (
    DECIMALS,
    Arithmetic,
    Choice,
    Name,
    Negative,
    Number,
    Pair,
    figure,
    gather,
    interval,
    spreadsheet,
    words,
)
from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import parse

A, B, TWO = Name("a"), Name("b"), Number(Decimal(2000), "2k")


def test_the_names_of_a_tree_come_in_the_order_of_first_use() -> None:
    names: dict[str, None] = {}
    gather(Pair("+", Choice("max", (B, Negative(A), TWO)), B), names)
    assert list(names) == ["b", "a"]


def test_a_tree_is_reckoned_from_its_leaves() -> None:
    tree = Pair("/", Pair("-", TWO, Negative(A)), Choice("min", (A, B)))
    assert figure(tree, {"a": Decimal(4), "b": Decimal(5)}, DECIMALS) == 501


def test_a_divisor_that_may_be_nought_has_no_interval() -> None:
    with pytest.raises(ArithmeticError):
        interval(Pair("/", TWO, A), {"a": Estimate(Decimal(-1), Decimal(1), Decimal(2))})


def test_brackets_stand_where_the_tree_needs_them() -> None:
    assert words(Pair("*", Negative(Pair("+", A, B)), Pair("/", TWO, B))) == "−(a + b) × (2k ÷ b)"


SPREAD = {
    "a": Estimate(Decimal(-2), Decimal(0), Decimal(3)),
    "b": Estimate(Decimal(4), Decimal(5), Decimal(5)),
    "c": Estimate(Decimal(-8), Decimal(-5), Decimal(-4)),
}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a", "-2", "3"),
        ("7", "7", "7"),
        ("-a", "-3", "2"),
        ("a + b", "2", "8"),
        ("a - b", "-7", "-1"),
        ("a * b", "-10", "15"),
        ("a * c", "-24", "16"),
        ("a / b", "-0.5", "0.75"),
        ("a / c", "-0.75", "0.5"),
        ("min(a, b)", "-2", "3"),
        ("max(a, c, 1)", "1", "3"),
        ("a - a", "-5", "5"),  # wider than the truth, as said: the input is used twice
    ],
)
def test_the_interval_is_the_extremes_when_each_input_is_used_once(text: str, low: str, high: str) -> None:
    assert parse(text).between(SPREAD) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("machines*hours_saved*2k", "machines × hours saved × 2k"),
        ("machines*(hours_saved+1)", "machines × (hours saved + 1)"),
        ("a-(b-c)", "a − (b − c)"),
        ("(a-b)-c", "a − b − c"),
        ("a/(b*c)", "a ÷ (b × c)"),
        ("(a*b)/c", "a × b ÷ c"),
        ("-(a+b)", "−(a + b)"),
        ("-a+b", "−a + b"),
        ("min(a+1, b)*2", "the least of (a + 1, b) × 2"),
        ("max(a,b)", "the greatest of (a, b)"),
        ("97%", "97%"),
    ],
)
def test_a_formula_is_printed_as_words(text: str, words: str) -> None:
    assert parse(text).words() == words


CELLS = {"a": "Inputs!B2", "b": "C3"}


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("a*2k", "Inputs!B2*2000"),
        ("15% * b", "0.15*C3"),
        ("1.2M / (a - b)", "1200000.0/(Inputs!B2-C3)"),
        ("a-(b-a)", "Inputs!B2-(C3-Inputs!B2)"),
        ("-(a+b)*3", "-(Inputs!B2+C3)*3"),
        ("min(a, b + 1) / max(a, 2)", "MIN(Inputs!B2, C3+1)/MAX(Inputs!B2, 2)"),
        ("0.00000001 * a", "0.00000001*Inputs!B2"),
    ],
)
def test_a_formula_is_written_for_a_sheet_with_a_cell_for_each_input(text: str, sheet: str) -> None:
    assert spreadsheet(parse(text).tree, CELLS) == sheet


FLOATS: Arithmetic[float] = Arithmetic(float, min, max)


@pytest.mark.parametrize(
    ("text", "exact"),
    [("a - -b", 10.0), ("min(a, b, 7) / 2", 2.0), ("max(a, b) * 2k", 12000.0), ("a + 50% - b", -1.5), ("-a", -4.0)],
)
def test_a_tree_may_be_reckoned_in_other_numbers(text: str, exact: float) -> None:
    assert figure(parse(text).tree, {"a": 4.0, "b": 6.0}, FLOATS) == exact
