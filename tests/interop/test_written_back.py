"""A case that is written as a file reads back to the same case."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import is_name
from valueloop.domain.names import fold
from valueloop.domain.number import EXACT
from valueloop.domain.unit import read_unit
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms
from valueloop.interop.case_file import read_case
from valueloop.interop.case_text import write_case

Draw = Callable[[st.SearchStrategy[Any]], Any]
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
ONE = Decimal(1)
# What names and remarks may hold that a file, a page or a spreadsheet could take for something of its own.
ODD = [
    "[red]alarm[/red]",
    "[[lines]]",
    '=HYPERLINK("http://example.org";"x")',
    "'quoted' and \"double\"",
    '"""',
    "back\\slash \\u0041",
    "# no comment",
    "a = 1",
    "Ümläut, 漢字, عربى, 🧾",
    "e\u0301 and \u00e9",
    "left\u202eright",
    "tab\there",
    "\x1b[31mred",
    "100 %",
]
UNITS = [
    ("hour/year", "CUR/hour"),
    ("minute/year", "CUR/hour"),
    ("kWh/year", "CUR/MWh"),
    ("machine", "CUR/machine/year"),
    ("", "CUR/year"),
]


def seen(text: str) -> bool:
    return bool(text.strip()) and len(text.splitlines()) == 1 and any(each.isalnum() for each in text)


any_text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
remarks = st.one_of(st.sampled_from(ODD), any_text)
names = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
).map(str.strip).filter(seen)  # fmt: skip
input_names = st.one_of(
    st.from_regex(r"[a-z][a-z_0-9]{0,11}", fullmatch=True), st.sampled_from(["größe", "時間", "Ω2", "MAX"])
).filter(is_name)
days = st.none() | st.dates(date(1, 1, 1))


@st.composite
def amounts(draw: Draw, least: str = "-1e14") -> Decimal:
    """An amount of up to 28 digits, the last of them up to 13 behind the point."""
    digits = draw(st.integers(0, 10**28 - 1))
    found = Decimal(digits).scaleb(-draw(st.integers(0, 13)), EXACT)
    while found >= Decimal("1e14"):
        found = found.scaleb(-1, EXACT)
    found = Decimal(f"{found:.13f}") if found.as_tuple().exponent < -13 else found  # type: ignore[operator]
    return found.copy_negate() if found and Decimal(least) < 0 and draw(st.booleans()) else found


fractions = st.decimals(0, 1, places=18) | st.sampled_from([Decimal(0), ONE, Decimal("0.15"), Decimal("0.001")])
steps = st.decimals(0, 10, places=6) | st.sampled_from([Decimal("1.5"), Decimal(10), ONE])


@st.composite
def estimates(draw: Draw) -> Any:
    low, likely, high = sorted(draw(st.lists(amounts(), min_size=3, max_size=3)))
    found: Estimate = draw(
        st.sampled_from([Estimate.exactly(low), Estimate(low, likely, high), Estimate(low, high, high)])
    )
    return found


@st.composite
def cases(draw: Draw) -> Case:
    """A case that a file can express: with something to reckon, and units as they are kept."""
    currency, years = draw(st.sampled_from(["EUR", "USD", "JPY", "KWD"])), draw(st.integers(1, 50))
    called = draw(st.lists(input_names, unique=True, max_size=8))
    of_lines = draw(st.lists(names, unique_by=fold, max_size=4))
    inputs: list[Input] = []
    lines: list[Line] = []
    for number, name in enumerate(of_lines, 1):
        formula = draw(st.sampled_from(["2.50k * 3", "45k - 1.2M", "max(1, min(2, 3)) / 4", "15% * (1 - 2)", "−1 ÷ 8"]))
        if len(called) > len(inputs) + 1:
            pair = called[len(inputs) : len(inputs) + 2]
            units = draw(st.sampled_from([*UNITS, ("", "")]))
            for each, unit in zip(pair, units, strict=True):
                inputs.append(made(draw, each, read_unit(unit.replace("CUR", currency)).text if unit else ""))
            formula = " * ".join(pair)
        yearly = any(each.unit for each in inputs if each.name in formula.split())
        lines.append(draw(one_line(number, name, formula, years, yearly=yearly)))
    inputs += [made(draw, each, "") for each in called[len(inputs) :]]
    found = Case(
        currency,
        years,
        draw(fractions),
        tuple(inputs),
        tuple(lines),
        draw(st.sampled_from(Timing)),
        draw(remarks),
        draw(st.booleans()),
        draw(alternatives(least=0 if lines else 1)),
        draw(st.none() | terms()),
    )
    return accepted(found, draw(st.lists(st.none() | remarks, min_size=4, max_size=4)), draw(days))


def made(draw: Draw, name: str, unit: str) -> Input:
    return Input(name, draw(estimates()), unit, draw(st.sampled_from(Source)), draw(st.none() | remarks), draw(days))


@st.composite
def one_line(draw: Draw, number: int, name: str, formula: str, years: int, *, yearly: bool) -> Line:
    how = draw(st.sampled_from(["yearly", "once", "flows"]))
    line = Line(
        number, name, draw(st.sampled_from(Effect)), formula, risk=draw(fractions), owner=draw(st.none() | remarks)
    )
    if how == "flows":
        return replace(line, formula="", flows=tuple(draw(st.lists(amounts(), min_size=1, max_size=years + 1))))
    if how == "once" and not yearly:
        return replace(line, once=True, year=draw(st.integers(0, years)))
    ramp = draw(st.lists(steps, min_size=1, max_size=5))
    return replace(line, ramp=tuple(ramp), delay=draw(st.sampled_from(["0", "6", "0.5", "600"]).map(Decimal)))


@st.composite
def alternatives(draw: Draw, least: int) -> tuple[Alternative, ...]:
    differences = st.builds(Difference, names, st.none() | amounts())
    found = [
        Alternative(
            name,
            draw(amounts("0")),
            draw(st.sampled_from(Kind)),
            draw(amounts("0")),
            tuple(draw(st.lists(differences, max_size=3, unique_by=lambda each: fold(each.name)))),
        )
        for name in draw(st.lists(names, unique_by=fold, min_size=least, max_size=3))
    ]
    return tuple(found)


@st.composite
def terms(draw: Draw) -> Terms:
    money = amounts("0")
    least = draw(money)
    return Terms(
        draw(st.sampled_from(Rule)),
        draw(fractions),
        draw(fractions),
        draw(money),
        draw(money),
        least,
        draw(st.none() | money.map(lambda more: max(least, more))),
        draw(st.none() | money),
        draw(st.none() | money),
        draw(st.none() | money),
        draw(st.booleans()),
        draw(st.integers(1, 120)),
    )


def accepted(case: Case, by: list[str | None], day: date | None) -> Case:
    """The case with some lines accepted at the figures that they have in it."""
    known = {each.name: each for each in case.inputs}
    lines = [
        worked.line if who is None else
        replace(worked.line, acceptance=Acceptance(who, day, None, worked.amount, basis(worked.line, known)))
        for worked, who in zip(work(case).lines, by, strict=False)
    ]  # fmt: skip
    return replace(case, lines=tuple(lines))


@given(cases())
def test_a_case_reads_back_as_it_was(case: Case) -> None:
    text = write_case(case)
    assert read_case(text, "case.toml") == case


@given(cases())
def test_what_is_written_is_toml_that_other_readers_keep(case: Case) -> None:
    # tomllib is the one reader at hand: with floats, as most readers have them, no digit may be lost
    text = write_case(case)
    plain = tomllib.loads(text)
    exact = tomllib.loads(text, parse_float=Decimal)

    def alike(one: Any, other: Any) -> bool:
        if isinstance(other, dict):
            return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in other)
        if isinstance(other, list):
            return len(one) == len(other) and all(map(alike, one, other))
        if isinstance(other, Decimal):
            return isinstance(one, float) and Decimal(repr(one)) == other
        return bool(one == other) and (not isinstance(one, int) or abs(one) < 2**53)

    assert alike(plain, exact)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_case_of_the_tests_reads_back(file: Path) -> None:
    case = read_case(file.read_text(encoding="utf-8"), file.name)
    assert read_case(write_case(case), file.name) == case


STOPS = Estimate(Decimal(2), Decimal(4), Decimal("5.123"))
RIVAL = Alternative(
    "rival", Decimal(5), Kind.INCUMBENT, Decimal(2), (Difference("x", None), Difference("y", Decimal(-1)))
)
FULL = Case(
    "USD",
    4,
    Decimal("0.08"),
    (
        Input("stops", STOPS, "1/year", Source.SAID, "Ann", date(2026, 6, 15)),
        Input("größe", Estimate.exactly(ONE), "USD"),
    ),
    (
        Line(1, "[red]", Effect.EARN, "stops * größe", ramp=(Decimal("0.5"), Decimal("1.2")), delay=Decimal(3)),
        Line(2, "=1+1", Effect.COST, "1.2M", once=True, year=2, risk=Decimal("0.1"), owner="Bo"),
        Line(3, "given", Effect.SAVE, flows=(Decimal("0.1"), Decimal(-5))),
    ),
    Timing.MID,
    'a "title"',
    price_in_costs=True,
    alternatives=(RIVAL, Alternative("bare")),
    terms=Terms(
        Rule.OUTCOME,
        alpha=Decimal("0.4"),
        most=Decimal(9),
        guarantee=Decimal(0),
        walk_away=Decimal("80.125"),
        per_year=True,
    ),
)


def test_the_text_is_written_plainly() -> None:
    case = accepted(FULL, ["Cy", None, None], date(2026, 6, 16))
    assert read_case(write_case(case), "full") == case
    text = write_case(case)
    assert '[inputs."größe"]\nvalue = 1\nunit = "USD"\nsource = "guess"\n' in text
    assert "low = 2\nlikely = 4\nhigh = 5.123\n" in text
    assert 'ramp = [\n    "50%",\n    "120%",\n]\n' in text
    assert 'delay = 3\naccepted_by = "Cy"\naccepted_on = 2026-06-16\n' in text
    assert 'alpha = "40%"\nmost = 9\nguarantee = 0\nwalk_away = 80.125\nper_year = true\n' in text
    differences = text[text.index("[[alternatives.differences]]") : text.index('name = "bare"')]
    assert differences.count("[[alternatives.differences]]") == 2
    assert differences.count("amount") == differences.count("amount = -1\n") == 1


def test_more_digits_than_other_readers_keep_are_written_as_text() -> None:
    long = Input("long", Estimate.exactly(Decimal("12345678901234.5678")))
    case = replace(FULL, lines=(), inputs=(long,))
    assert 'value = "12345678901234.5678"' in write_case(case)
    assert read_case(write_case(case), "digits") == case


def test_what_belongs_to_a_store_is_left_out() -> None:
    one, two, three = replace(FULL, inputs=()).lines
    stale = Acceptance("Cy", None, None, ONE, "another basis")
    case = replace(FULL, lines=(replace(one, refuted=True), replace(two, acceptance=stale), three), inputs=())
    text = write_case(case)
    assert "[red]" not in text
    assert "accepted_by" not in text
    assert [each.name for each in read_case(text, "case").lines] == ["=1+1", "given"]
