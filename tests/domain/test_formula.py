"""Formulas: exact, bounded by their interval, and unable to run anything but arithmetic."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import DEEPEST, LONGEST, MOST_PARTS, as_name, is_name, parse
from valueloop.errors import Invalid, Unknown

NAMES = ("machines", "hours_saved", "b")
Texts = tuple[str, str]  # one formula in our notation and in Python's, which has the same ranks and brackets

NUMBERS = st.sampled_from(
    [
        ("2", "F(2)"),
        ("1.5", "F('1.5')"),
        (".25", "F('.25')"),
        ("45k", "F(45000)"),
        ("1.2M", "F(1200000)"),
        ("15%", "F('0.15')"),
        ("3_000", "F(3000)"),
        ("2K", "F(2000)"),
        ("1m", "F(1000000)"),
        ("7", "F(7)"),
    ]
)
ATOMS = NUMBERS | st.sampled_from([(name, name) for name in NAMES])


def grow(inner: st.SearchStrategy[Texts]) -> st.SearchStrategy[Texts]:
    def pair(left: Texts, sign: str, right: Texts) -> Texts:
        return f"{left[0]} {sign} {right[0]}", f"{left[1]} {sign} {right[1]}"

    def choice(which: str, parts: list[Texts]) -> Texts:
        ours, theirs = (", ".join(each) for each in zip(*parts, strict=True))
        return f"{which}({ours})", f"{which}([{theirs}])"

    return st.one_of(
        st.builds(pair, inner, st.sampled_from("+-*"), inner),
        st.builds(pair, inner, st.just("/"), ATOMS),
        inner.map(lambda each: (f"({each[0]})", f"({each[1]})")),
        inner.map(lambda each: (f"-{each[0]}", f"-{each[1]}")),
        st.builds(choice, st.sampled_from(["min", "max"]), st.lists(inner, min_size=1, max_size=3)),
    )


FORMULAS: st.SearchStrategy[Texts] = st.recursive(ATOMS, grow, max_leaves=15)
POSITIVE = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
VALUES = st.fixed_dictionaries(dict.fromkeys(NAMES, POSITIVE))
RANGES = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.lists(POSITIVE, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three))))
)


def independently(python: str, values: dict[str, Decimal]) -> Fraction:
    known = {name: Fraction(value) for name, value in values.items()}
    return Fraction(eval(python, {"F": Fraction, "__builtins__": {"min": min, "max": max}}, known))


@given(FORMULAS, VALUES)
def test_a_formula_comes_to_what_fractions_come_to(texts: Texts, values: dict[str, Decimal]) -> None:
    ours, python = texts
    exact = independently(python, values)
    size = independently(python.replace("-", "+").replace("min", "max"), values)  # what rounding errors scale with
    assert abs(Fraction(parse(ours)(values)) - exact) <= size / 10**40


@given(FORMULAS, VALUES)
def test_the_same_formula_in_printed_signs_is_the_same(texts: Texts, values: dict[str, Decimal]) -> None:
    printed = texts[0].replace("*", "×").replace("/", "÷").replace("-", "−")
    assert parse(printed).tree == parse(texts[0]).tree
    assert parse(printed)(values) == parse(texts[0])(values)


@given(FORMULAS.filter(lambda texts: "m" not in texts[0].replace("machines", "").replace("1m", "")), VALUES)
def test_the_words_of_a_formula_read_back_to_the_same_tree(texts: Texts, values: dict[str, Decimal]) -> None:
    formula = parse(texts[0])
    again = parse(formula.words().replace("hours saved", "hours_saved"))
    assert again.tree == formula.tree
    assert again(values) == formula(values)


@given(FORMULAS, RANGES, st.data())
def test_the_interval_holds_the_figure_at_every_point_inside_the_ranges(
    texts: Texts, ranges: dict[str, Estimate], data: st.DataObject
) -> None:
    formula = parse(texts[0])
    low, high = formula.between(ranges)
    point = {name: data.draw(st.decimals(each.low, each.high, places=2), label=name) for name, each in ranges.items()}
    assert low <= formula(point) <= high


@given(FORMULAS, VALUES)
def test_the_interval_of_known_inputs_is_the_figure_itself(texts: Texts, values: dict[str, Decimal]) -> None:
    formula = parse(texts[0])
    low, high = formula.between({name: Estimate.exactly(value) for name, value in values.items()})
    assert low == high == formula(values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 3 - 2", "5"),
        ("24 / 4 / 2", "3"),
        ("24 / (4 / 2)", "12"),
        ("-2 + 5", "3"),
        ("2 - -3", "5"),
        ("--2", "2"),
        ("-2 * 3", "-6"),
        ("2×3·4÷6−1", "3"),
        ("min(3, 1, 2) + max(4, 5)", "6"),
        ("min(7)", "7"),
        ("1.2M + 45k", "1245000"),
        ("15% * 200", "30"),
        ("1_000 * 2K", "2000000"),
        (".5 * 4", "2"),
        ("0", "0"),
        ("1 / 3 * 3", "0.99999999999999999999999999999999999999999999999999"),
    ],
)
def test_a_formula_of_numbers_comes_to_its_figure(text: str, value: str) -> None:
    assert parse(text)({}) == Decimal(value)


def test_a_formula_keeps_its_text_and_names_its_inputs_in_order_of_first_use() -> None:
    formula = parse("  b * max(a, -c) + b/2  ")
    assert formula.text == "b * max(a, -c) + b/2"
    assert formula.names == ("b", "a", "c")


HARMFUL = [
    "a.b",
    "a.__class__",
    "().__class__",
    "__import__('os')",
    "__import__(os)",
    "open(a)",
    "abs(a)",
    "Min(a, b)",
    "a(b)",
    "min(a)(b)",
    "2(a)",
    "a ** b",
    "2**9**9**9",
    "a // b",
    "a % b",
    "a[0]",
    "{a}",
    "[a]",
    "lambda: a",
    "a if b else c",
    "a; b",
    "a = b",
    "a := b",
    "a < b",
    "a and b",
    "a | b",
    "~a",
    "a @ b",
    "'a'",
    '"a"',
    "f'{a}'",
    "`a`",
    "$a",
    "a\0",
    "\x1b[31m",
    "#",
    "9" * 31,
    "9" * 500 + "*1",
    "9" * 10_000,
    "9" * 27 + "." + "9" * 27,
    "1e9",
    "1E999999",
    "0x10",
    "٣",
    "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
    "-" * (DEEPEST + 1) + "a",
    "(" * 299 + "a",
    "(" * 10_000,
    "(" * 10_000 + "a" + ")" * 10_000,
    "-" * 10_000 + "a",
    "min(" * 10_000,
    "min(" * 41 + "a" + ")" * 41,
    "a" + "+a" * (MOST_PARTS // 2),
    "a" * (LONGEST + 1),
]
UNFINISHED = [
    *["", " ", "\n", "+", "+a", "a +", "a * / b", "(a", "a)", "()", "(", ")", "a b", "2 a", "2 3", "2kg", "1.5.5"],
    *["1.", "5 %", "a%", "80,000", "a, b", ",", "min", "min a", "min(", "min()", "min(a", "min(a,)", "min(,a)"],
]


@pytest.mark.parametrize("text", HARMFUL + UNFINISHED, ids=lambda text: repr(text[:20]))
def test_nothing_but_arithmetic_is_a_formula(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text)
    assert (refusal.value.what, refusal.value.given) == ("formula", text)
    assert "\n" not in refusal.value.why
    assert len(refusal.value.why) < 100


def test_a_formula_may_be_as_long_and_as_deep_as_is_said() -> None:
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST)({"a": Decimal(2)}) == 2
    assert parse("-" * DEEPEST + "a")({"a": Decimal(2)}) == 2
    longest_sum = parse("a" + "+a" * (MOST_PARTS // 2 - 1))
    assert longest_sum({"a": Decimal(2)}) == MOST_PARTS
    assert longest_sum.words().count("a") == MOST_PARTS // 2
    assert longest_sum.between({"a": Estimate(Decimal(1), Decimal(2), Decimal(3))}) == (Decimal(150), Decimal(450))
    assert parse("a".ljust(LONGEST)).names == ("a",)
    assert parse("a" * 100).names == ("a" * 100,)
    assert parse("9" * 28)({}) == Decimal("9" * 28)
    assert parse(f"{'9' * 14}.{'9' * 14}%")({}) == Decimal(f"{'9' * 12}.{'9' * 16}")


@pytest.mark.parametrize(
    ("text", "why", "expected"),
    [
        ("80.000 * x", "it may mean 80000 or 80.000", "write 80000 or 80"),
        ("x + 1.234k", "it may mean 1234 or 1.234", "write 1234 or 1.2340"),
        ("max(x, 80,000)", "'80,000' may be one number or two", "write 80000, or put a space behind the comma"),
        ("min(80,000.5, x)", "'80,000' may be one number or two", "write 80000, or put a space behind the comma"),
        ("80,000", "'80,000' may be one number or two", "write 80000, or put a space behind the comma"),
        ("x * " + "9" * 29, "it has more than 28 significant digits", "round it first"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_as_such(text: str, why: str, expected: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text)
    assert (refusal.value.why, refusal.value.expected) == (why, expected)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("max(80, 000)", "80"),
        ("max(1,2)", "2"),
        ("max(1,20)", "20"),
        ("max(1,2000)", "2000"),
        ("max(x2,100)", "100"),
        ("max(2k,100)", "2000"),
        ("max(1.5,100)", "100"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1_234.567", "1234.567"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(text: str, value: str) -> None:
    assert parse(text)({"x2": Decimal(7)}) == Decimal(value)


@given(st.text() | st.text("abk0123456789.%_+-*/() ,minax×÷", max_size=30))
def test_whatever_is_typed_as_a_formula_is_read_or_refused(text: str) -> None:
    try:
        formula = parse(text)
    except Invalid:
        return
    assert formula.text == text.strip()
    assert all(is_name(name) for name in formula.names)


@pytest.mark.parametrize("text", ["1 / 0", "0 / 0", "a / (a - a)", "1 / min(a, 0)"])
def test_dividing_by_nought_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="it divides by nought"):
        parse(text)({"a": Decimal(3)})


def test_a_figure_past_all_bounds_is_refused() -> None:
    with pytest.raises(Invalid, match="it divides by nought or runs out of bounds"):
        parse("a * a")({"a": Decimal("1e900000")})


@pytest.mark.parametrize("divisor", [("0", "1", "2"), ("-2", "-1", "0"), ("-1", "1", "2"), ("0", "0", "0")])
def test_a_divisor_whose_range_holds_nought_is_refused(divisor: tuple[str, str, str]) -> None:
    with pytest.raises(Invalid, match="it divides by a range that holds nought"):
        parse("1 / b").between({"b": Estimate(*map(Decimal, divisor))})


def test_an_input_that_is_not_set_is_named() -> None:
    formula = parse("a * b")
    with pytest.raises(Unknown, match="no input 'b'"):
        formula({"a": Decimal(1)})
    with pytest.raises(Unknown, match="no input 'a'"):
        formula.between({})


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("hours_saved", True),
        ("a1", True),
        ("größe", True),
        ("x" * 100, True),
        ("x" * 101, False),
        ("2x", False),
        ("a b", False),
        ("a-b", False),
        ("a\n", False),
        ("_a", False),
        ("__import__", False),
        ("²x", False),
        ("a²", True),
        ("min", False),
        ("max", False),
        ("", False),
    ],
)
def test_an_input_is_named_by_a_word(text: str, may: bool) -> None:
    assert is_name(text) is may


@given(st.text(min_size=1) | st.from_regex(r"\w{1,3}", fullmatch=True))
def test_a_formula_takes_for_a_name_what_is_one(text: str) -> None:
    try:
        names = parse(text).names
    except Invalid:
        names = ()
    assert is_name(text.strip()) == (names == (text.strip(),))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Fewer stoppages, line 3!", "fewer_stoppages_line_3"),
        ("3 stops", "n_3_stops"),
        ("Min", "n_min"),
        ("!?", "n_"),
        ("", "n_"),
        ("x" * 80, "x" * 60),
    ],
)
def test_an_input_name_is_made_from_words(words: str, name: str) -> None:
    assert as_name(words) == name


@given(st.text())
def test_a_made_name_always_names_one_input(words: str) -> None:
    name = as_name(words)
    assert is_name(name)
    assert parse(name).names == (name,)


@pytest.mark.parametrize("name", ["a" * 101, "_a", "²"])
def test_what_may_not_name_an_input_may_not_stand_in_a_formula(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(Invalid):
        parse(f"2 * {name}")


def test_a_figure_beyond_all_money_is_refused() -> None:
    huge = Decimal(10) ** 14
    with pytest.raises(Invalid, match=r"its figure is beyond 10\^30"):
        parse("a * a * a")({"a": huge})
    assert parse("a * a")({"a": huge}) == huge * huge


def test_a_figure_that_is_next_to_nought_is_a_figure() -> None:
    """A mean of thirds leaves a rest in the 50th digit: that is nought, and no figure beyond all money."""
    third = Estimate(Decimal(1), Decimal(1), Decimal(2))  # its mean is 4/3
    assert abs(parse("a * 3 - 4")({"a": third.mean})) < Decimal("1e-40")
