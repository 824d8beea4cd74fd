"""Units: read in one way or refused, exact where they convert, and never silent about the calendar."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.equation import Name, Node, Number, Pair
from valueloop.domain.formula import Formula, parse
from valueloop.domain.unit import LONGEST, MOST_NAMES, Unit, needs_conversion, read_unit
from valueloop.domain.unit_check import HIGHEST_POWER, converted
from valueloop.errors import Invalid

HOWTO = "write hour/week/machine, EUR/hour, 1/year"
WORKED = "machines * hours_saved * weeks * margin_per_hour"
WORKED_UNITS = {
    "machines": "machine",
    "hours_saved": "hour/week/machine",
    "weeks": "week/year",
    "margin_per_hour": "USD/hour",
}


def checked(formula: str, units: dict[str, str], *, once: bool = False, currency: str = "EUR") -> Node:
    read = {name: read_unit(text) for name, text in units.items()}
    return converted(formula, parse(formula).tree, read, currency, once=once)


def comes_to(tree: Node, **values: str) -> Decimal:
    return Formula("", tree, ())({name: Decimal(value) for name, value in values.items()})


def said(formula: str, units: dict[str, str], *, once: bool = False) -> str:
    with pytest.raises(Invalid) as wrong:
        checked(formula, units, once=once)
    assert wrong.value.what == "formula"
    assert wrong.value.given == formula
    return f"{wrong.value.why}; {wrong.value.expected}"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        ("  ", ""),
        ("1", ""),
        ("hour/week/machine", "hour/week/machine"),
        ("hour per week per machine", "hour/week/machine"),
        ("Hours PER week", "hour/week"),
        ("stops per week", "stops/week"),
        ("EUR/hour", "EUR/hour"),
        ("€/h", "EUR/hour"),
        ("eur / hr", "EUR/hour"),
        ("euros/hrs", "EUR/hour"),
        ("$/hour", "USD/hour"),
        ("zł/hour", "PLN/hour"),
        ("CUP/cup", "CUP/cup"),
        ("1/year", "1/year"),
        ("/yr", "1/year"),
        ("per annum", "1/year"),
        ("1 per a", "1/year"),
        ("permit/year", "permit/year"),
        ("1*hour", "hour"),
        ("kW*hour", "kW*hour"),
        ("kW·h", "kW*hour"),
        ("KWH×day", "kWh*day"),
        ("m³", "m3"),
        ("min/mins/sec", "1/second"),
        ("wk/mo", "week/month"),
        ("hour/hour", ""),
        ("hour*week/hour", "week"),
        ("part/hour/hour", "part/hour/hour"),
        ("Stück/Straße", "stück/strasse"),
        ("line_3/x2", "line_3/x2"),
    ],
)
def test_a_unit_is_read_as_typed(typed: str, text: str) -> None:
    unit = read_unit(typed)
    assert unit.text == text
    assert read_unit(unit.text) == unit
    assert read_unit(unit.text).text == text


def test_the_powers_are_sorted_and_none_is_nought() -> None:
    assert read_unit("machine*hour/week/week/machine") == Unit("hour/week/week", (("hour", 1), ("week", -2)))


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("machine", "machines"),
        ("box", "boxes"),
        ("entry", "entries"),
        ("movie", "movies"),
        ("case", "cases"),
        ("bus", "buses"),
        ("gas", "gases"),
        ("glass", "glasses"),
        ("loss", "losses"),
        ("lens", "lenses"),
        ("series", "series"),
        ("status", "statuses"),
        ("CPU", "cpus"),
        ("PC", "PCs"),
        ("batch", "batches"),
        ("house", "houses"),
        ("potato", "potatoes"),
        ("hour", "hrs"),
        ("minute", "minutes"),
        ("kg", "kgs"),
    ],
)
def test_a_plural_is_its_singular(one: str, many: str) -> None:
    assert read_unit(one) == read_unit(many) == read_unit(read_unit(many).text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hour/week", "week/hour"),
        ("gas", "glass"),
        ("ms", "m"),
        ("mo", "m"),
        ("ton", "tonne"),
        ("EUR", "USD"),
        ("week", "day"),
        ("CUP", "cup"),
    ],
)
def test_two_units_are_two(one: str, other: str) -> None:
    assert read_unit(one) != read_unit(other)


def test_the_dollar_is_that_of_the_account() -> None:
    assert read_unit("$/hour", currency="CAD").text == "CAD/hour"
    assert read_unit("$/hour", currency="EUR").text == "USD/hour"
    assert read_unit("€/hour", currency="CAD").text == "EUR/hour"
    assert read_unit("¥/hour", currency="CNY").text == "CNY/hour"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("a" * (LONGEST + 1), f"it is longer than {LONGEST} characters"),
        ("q/" + "a" * (LONGEST - 2), f"it is longer than {LONGEST} characters"),
        ("/".join("abcdefgjklnop"), f"it has more than {MOST_NAMES} names"),
        ("1/" + "/".join("abcdefgjklnop"), f"it has more than {MOST_NAMES} names"),
        ("hour//week", "'/' stands where it cannot"),
        ("hour per per week", "'per' stands where it cannot"),
        ("*hour", "'*' stands where it cannot"),
        ("man hours", "'hours' stands where it cannot"),
        ("EUR/1", "'1' stands where it cannot"),
        ("1 1", "'1' stands where it cannot"),
        ("hour/", "it ends too early"),
        ("per", "it ends too early"),
        ("60 minutes", "'60 minutes' is not part of a unit"),
        ("1.5/year", "'.5/year' is not part of a unit"),
        ("2x", "'2x' is not part of a unit"),
        ("hour^2", "'^2' is not part of a unit"),
        ("hour**2", "'*' stands where it cannot"),
        ("hour/(week*machine)", "'(week*machin' is not part of a unit"),
        ("__import__('os')", "'__import__('' is not part of a unit"),
        ("hour;DROP TABLE", "';DROP TABLE' is not part of a unit"),
        ("hour = 3 week", "'= 3 week' is not part of a unit"),
        ("[hour]", "'[hour]' is not part of a unit"),
        ("@alias", "'@alias' is not part of a unit"),
        ("\x1b[31mhour", "'\x1b[31mhour' is not part of a unit"),
        ("½", "'⁄2' is not part of a unit"),
        ("\ud800", "'\ud800' is not part of a unit"),
    ],
)
def test_what_is_no_unit_is_refused_in_one_sentence(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as wrong:
        read_unit(typed)
    assert (wrong.value.what, wrong.value.given, wrong.value.why) == ("unit", typed, why)
    assert wrong.value.expected == HOWTO


@pytest.mark.parametrize("typed", ["%", "% of stops", "15%"])
def test_a_percentage_is_no_unit(typed: str) -> None:
    with pytest.raises(Invalid, match="a percentage is no unit; write the value as 15%"):
        read_unit(typed)


def test_a_unit_of_two_readings_is_refused() -> None:
    with pytest.raises(Invalid, match=r"a \* behind a / can be read in two ways; write kW\*hour/week"):
        read_unit("EUR/kW*h")
    assert read_unit("kW*h/EUR").text == "kW*hour/EUR"


def test_twelve_names_are_read() -> None:
    longest = "1/" + "/".join(["quarter"] * MOST_NAMES)
    assert read_unit("/".join(["", *["q"] * MOST_NAMES])).text == longest
    assert read_unit(longest).powers == (("quarter", -MOST_NAMES),)


@given(st.text(max_size=LONGEST))
def test_any_text_is_refused_or_reads_back_as_itself(text: str) -> None:
    try:
        unit = read_unit(text)
    except Invalid:
        return
    assert read_unit(text) == unit
    assert (read_unit(unit.text), read_unit(unit.text).text) == (unit, unit.text)
    assert all(power for _, power in unit.powers)


@given(st.text(st.characters(categories=["L", "N", "M"]), max_size=20))
def test_a_name_of_any_letters_reads_back_as_itself(text: str) -> None:
    test_any_text_is_refused_or_reads_back_as_itself.hypothesis.inner_test(text)  # type: ignore[attr-defined]


def test_the_worked_example_comes_out_in_money_a_year() -> None:
    tree = parse(WORKED).tree
    units = {name: read_unit(text) for name, text in WORKED_UNITS.items()}
    assert not needs_conversion(units.values())
    assert converted(WORKED, tree, units, "USD", once=False) is tree


@pytest.mark.parametrize("order", list(permutations(WORKED_UNITS))[::3])
def test_the_order_of_factors_does_not_matter(order: tuple[str, ...]) -> None:
    checked(" * ".join(order), WORKED_UNITS, currency="USD")
    assert said(" * ".join(order), WORKED_UNITS) == (
        "it comes out in USD/year, but all is reckoned in EUR; use one currency"
    )


def test_a_value_of_one_year_alone_is_in_money() -> None:
    tree = checked("stops * cost", {"stops": "stop", "cost": "EUR/stops"}, once=True)
    assert comes_to(tree, stops="3", cost="5") == 15


def test_an_input_without_a_unit_counts_for_itself() -> None:
    checked("stops * saved * 45 * 15%", {"stops": "", "saved": "€/year"})
    checked("-stops * -saved / 2", {"saved": "€/year"})


WEEKLY = {"a": "EUR/week", "b": "hour/year", "c": "machine", "d": "EUR/year", "e": "USD/year", "f": "EUR/hour"}
MISMATCHES = {
    "a": "it comes out in EUR/week, not in EUR a year: something in week/year is missing; look at its inputs' units",
    "b": "it comes out in hour/year, not in EUR a year: something in EUR/hour is missing; look at its inputs' units",
    "c": "it comes out in machine, not in EUR a year: something in EUR/year/machine is missing; "
    "look at its inputs' units",
    "7": "it comes out in no unit, not in EUR a year: something in EUR/year is missing; look at its inputs' units",
    "c*d": "it comes out in EUR*machine/year, not in EUR a year: machine is left over; look at its inputs' units",
    "c*c*d": "it comes out in EUR*machine*machine/year, not in EUR a year: machine*machine is left over; "
    "look at its inputs' units",
    "b*d/c": "it comes out in EUR*hour/year/year/machine, not in EUR a year: something in year*machine/hour "
    "is missing; look at its inputs' units",
    "e": "it comes out in USD/year, but all is reckoned in EUR; use one currency",
    "e*d": "it comes out in USD*EUR/year/year, but all is reckoned in EUR; use one currency",
    "b + c": "'b' is in hour/year, 'c' is in machine: they cannot be added; give both the same unit",
    "d + e": "'d' is in EUR/year, 'e' is in USD/year: they cannot be added; give both the same unit",
    "d - f*c": "'d' is in EUR/year, 'f × c' is in EUR*machine/hour: they cannot be subtracted; give both the same unit",
    "d + 5": "'d' is in EUR/year, '5' has no unit: they cannot be added; give both the same unit",
    "d + unknown_one": "'d' is in EUR/year, 'unknown one' has no unit: they cannot be added; give both the same unit",
    "5 - d": "'5' has no unit, 'd' is in EUR/year: they cannot be subtracted; give both the same unit",
    "min(0, d, 2*d, a)": "'d' is in EUR/year, 'a' is in EUR/week: they cannot be compared; give both the same unit",
    "max(-b, c)": "'−b' is in hour/year, 'c' is in machine: they cannot be compared; give both the same unit",
    "0": "it comes out in no unit, not in EUR a year: something in EUR/year is missing; look at its inputs' units",
    "max(0, 0)": "it comes out in no unit, not in EUR a year: something in EUR/year is missing; "
    "look at its inputs' units",
}


@pytest.mark.parametrize("formula", MISMATCHES)
def test_a_mismatch_is_told_in_words(formula: str) -> None:
    assert said(formula, WEEKLY) == MISMATCHES[formula]


def test_a_mismatch_names_the_input_as_people_know_it() -> None:
    assert said("hours_saved + machines", {"hours_saved": "hours", "machines": "Machine"}) == (
        "'hours saved' is in hour, 'machines' is in machine: they cannot be added; give both the same unit"
    )


def test_what_comes_once_is_not_a_year() -> None:
    assert said("d", WEEKLY, once=True) == (
        "it comes out in EUR/year, not in EUR: something in year is missing; look at its inputs' units"
    )
    assert said("cost", {"cost": "EUR"}) == (
        "it comes out in EUR, not in EUR a year: nothing says how often a year, as stops=500/year does; "
        "look at its inputs' units"
    )


def test_a_long_term_is_cut_and_so_is_a_long_unit() -> None:
    why = said(" * ".join(["machines"] * 20) + " + 5", {"machines": "a_machine_of_a_kind"})
    assert why.startswith("'machines × machines × ")
    assert len(why) < 300


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("week", "month"),
        ("month", "quarter"),
        ("day", "week"),
        ("week", "day"),
        ("hour", "day"),
        ("shift", "day"),
        ("hour", "shift"),
    ],
)
def test_the_calendar_is_never_silent(one: str, other: str) -> None:
    assert said("a", {"a": f"EUR/{one}"}).startswith(
        f"it comes out in EUR/{one}, not in EUR a year: something in {one}/year is missing"
    )
    assert "they cannot be added" in said("a + b", {"a": f"EUR/{one}", "b": f"EUR/{other}"})
    assert said("a * b", {"a": f"EUR/{one}", "b": f"{other}/year"}) == (
        f"it comes out in EUR*{other}/{one}/year, not in EUR a year: something in {one}/{other} is missing; "
        "look at its inputs' units"
    )


NAMES = [
    "pi",
    "kilo",
    "milli",
    "degC",
    "e",
    "dimensionless",
    "__class__",
    "year2",
    "dozen",
    "percent",
    "u_65",
    "kilohour",
]


@pytest.mark.parametrize("name", [*NAMES, "meterhour", "delta_degC", "lb", "ton", "gallon", "self", "None", "Δ", "人"])
def test_no_name_acts(name: str) -> None:
    if name.startswith("_"):
        with pytest.raises(Invalid, match="is not part of a unit"):
            read_unit(name)
        return
    tree = parse("many * each").tree
    units = {"many": read_unit(name), "each": read_unit(f"EUR/year/{name}")}
    assert converted("many * each", tree, units, "EUR", once=False) is tree
    assert f"{name.casefold()} is left over" in said("many * sum", {"many": name, "sum": "EUR/year"})
    for other in ["hour", "year", "", "kg", "metre"]:
        assert "cannot be added" in said("many + x", {"many": name, "x": other})


@pytest.mark.parametrize(
    ("formula", "units", "expected"),
    [
        ("t * p", {"t": "minute/year", "p": "EUR/hour"}, "t * p / 60"),
        ("t * p", {"t": "hour/year", "p": "EUR/minute"}, "t * p * 60"),
        ("t * p", {"t": "second/year", "p": "EUR/hour"}, "t * p / 3600"),
        ("t * p", {"t": "second/year", "p": "EUR/minute"}, "t * p / 60"),
        ("t / p", {"t": "EUR/minute", "p": "year/hour"}, "t / p * 60"),
        ("t * p", {"t": "kg/year", "p": "EUR/tonne"}, "t * p / 1000"),
        ("t * p", {"t": "ml/year", "p": "EUR/m3"}, "t * p / 1000000"),
        ("t * p", {"t": "km/year", "p": "EUR/cm"}, "t * p * 100000"),
        ("t * p", {"t": "kW*h/year", "p": "EUR/kWh"}, "t * p"),
        ("t * p", {"t": "W*minute/year", "p": "EUR/MWh"}, "t * p / 60000000"),
        ("(t + u) * p", {"t": "hour/year", "u": "minute/year", "p": "EUR/hour"}, "(t * 60 + u) * p / 60"),
        ("(u - t) * p", {"t": "hour/year", "u": "minute/year", "p": "EUR/minute"}, "(u - t * 60) * p"),
        ("min(t, u) * p", {"t": "hour/year", "u": "second/year", "p": "EUR/hour"}, "min(t * 3600, u) * p / 3600"),
        ("max(0, t, u) * -p", {"t": "minute/year", "u": "h/year", "p": "EUR/h"}, "max(0, t, u * 60) * -p / 60"),
        ("(t + 0) * p", {"t": "minute/year", "p": "EUR/minute"}, "(t + 0) * p"),
        ("(t / u + 1) * p", {"t": "hour", "u": "minute", "p": "EUR/year"}, "(t / u * 60 + 1) * p"),
        ("t + u", {"t": "EUR/year", "u": "EUR*minute/hour/year"}, "(t * 60 + u) / 60"),
        ("(t + u) * p", {"t": "g/minute", "u": "kg/hour", "p": "EUR*h/g/year"}, "(t + u * 50 / 3) * p * 60"),
    ],
)
def test_what_converts_is_a_factor_that_one_sees(formula: str, units: dict[str, str], expected: str) -> None:
    tree = checked(formula, units)
    assert tree == parse(expected).tree
    assert (tree == parse(formula).tree) == (expected == formula)


TIMES = {"hours": "hour/year", "minutes": "minute/year", "rate": "EUR/hour"}


def test_conversions_are_exact() -> None:
    tree = checked("(hours + minutes) * rate", TIMES)
    assert comes_to(tree, hours="1.1", minutes="6", rate="70") == Decimal("84")
    tree = checked("minutes * rate", TIMES)
    assert comes_to(tree, minutes="1", rate="60") == 1
    assert comes_to(tree, minutes="7", rate="30") == Decimal("3.5")


def test_a_huge_factor_is_refused_and_a_large_one_exact() -> None:
    units = {"a": "km*kg*MWh/mm/gram/Wh", "p": "EUR/year"}
    tree = checked("*".join(["p", *["a"] * HIGHEST_POWER]), units)
    assert isinstance(tree, Pair)
    assert isinstance(tree.right, Number)
    assert (tree.sign, tree.right.value) == ("*", Decimal(10) ** (15 * HIGHEST_POWER))
    why = f"it multiplies one unit more than {HIGHEST_POWER} times; "
    assert said("*".join(["p", *["a"] * (HIGHEST_POWER + 1)]), units) == why
    assert said("p" + "/a" * 100, units) == why


def test_a_chain_of_three_hundred_is_checked() -> None:
    tree: Node = Name("a")
    for _ in range(300):
        tree = Pair("+", tree, Name("a"))
    assert converted("a + …", tree, {"a": read_unit("EUR/year")}, "EUR", once=False) is tree
    made = converted(
        "a + …",
        Pair("+", tree, Name("b")),
        {"a": read_unit("EUR/year"), "b": read_unit("EUR*h/min/year")},
        "EUR",
        once=False,
    )
    assert comes_to(made, a="1", b="2") == 301 + 120


NOISE = ["hour", "machine", "week", "USD", "kg", "gas", "stop", "metre", "minute", "kWh", "Straße"]


@given(st.lists(st.sampled_from(NOISE), max_size=4), st.permutations(sorted(WORKED_UNITS)))
def test_noise_that_cancels_changes_nothing(noise: list[str], order: list[str]) -> None:
    formula = " * ".join([*order, "noise", "quiet"])
    units = {**WORKED_UNITS, "noise": "*".join(noise), "quiet": "/".join(["1", *noise])}
    read = {name: read_unit(text) for name, text in units.items()}
    tree = parse(formula).tree
    assert converted(formula, tree, read, "USD", once=False) is tree
    padded = read_unit("*".join(["hour", *noise]) + "".join(f"/{name}" for name in ["week", "machine", *noise]))
    assert padded == read["hours_saved"]


SCALES = {"hour": Fraction(1), "minute": Fraction(1, 60), "second": Fraction(1, 3600)}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SCALES)), st.integers(1, 10**6)), min_size=1, max_size=5),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["sum", "min", "max"]),
)
def test_conversions_are_those_of_fractions(times: list[tuple[str, int]], per: str, how: str) -> None:
    names = [f"t{at}" for at in range(len(times))]
    formula = f"({' + '.join(names)}) * p" if how == "sum" else f"{how}({', '.join(names)}) * p"
    units = {name: f"{unit}/year" for name, (unit, _) in zip(names, times, strict=True)}
    tree = checked(formula, {**units, "p": f"EUR/{per}"})
    got = comes_to(tree, p="1", **{name: str(value) for name, (_, value) in zip(names, times, strict=True)})
    hours = [SCALES[unit] * value for unit, value in times]
    due = {"sum": sum, "min": min, "max": max}[how](hours) / SCALES[per]  # type: ignore[operator]
    assert abs(Fraction(got) - due) <= due / 10**45


def test_which_units_need_the_conversions() -> None:
    assert not needs_conversion([])
    assert not needs_conversion([read_unit("hour*W/gram"), read_unit("EUR/ton")])
    assert needs_conversion([read_unit("hour"), read_unit("EUR/litre")])


def test_pint_is_loaded_by_the_check_alone() -> None:
    code = """
import sys
from valueloop.domain.unit import needs_conversion, read_unit
assert needs_conversion([read_unit("EUR/minute")])
print("pint" in sys.modules)
from valueloop.domain.formula import parse
from valueloop.domain.unit_check import converted
converted("a", parse("a").tree, {"a": read_unit("EUR/year")}, "EUR", once=False)
print("pint" in sys.modules)
converted("a", parse("a").tree, {"a": read_unit("tonne*EUR/year/kg")}, "EUR", once=False)
print("pint" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_a_mismatch_inside_a_product_is_told() -> None:
    units = {"a": read_unit("hour/year"), "b": read_unit("machine"), "c": read_unit("EUR/hour")}
    with pytest.raises(Invalid, match="'a' is in hour/year, 'b' is in machine: they cannot be added"):
        converted("(a + b) * c", parse("(a + b) * c").tree, units, "EUR", once=False)
