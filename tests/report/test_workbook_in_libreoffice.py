"""Every formula of our workbooks, reckoned by LibreOffice, gives our figure; with an input changed, the changed one."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from office import Grid, reckoned
from valueloop.domain.page.worth import Worked
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Line
from valueloop.domain.value.terms import Terms
from valueloop.interop.case_file import read_case
from valueloop.render.xlsx import xlsx
from valueloop.report.workbook import value_workbook
from valueloop.store.session import Store
from valueloop.usecases.standing import look
from valueloop.usecases.worth import worked
from valueloop.workbook import Cell, Figure, Workbook

ROOT = Path(__file__).parent.parent.parent
FILES = (*sorted((ROOT / "tests" / "cases").glob("*.toml")), ROOT / "examples" / "line-controller.toml")
CENT = Decimal("0.005")

# Every kind of line: what converts, ramps longer and shorter than the years, late by whole years and by months, once
# now, in a year and beyond the last, given, nought, below nought, least and greatest, and one that has no input.
EVERY = """
[case]
title = "every kind"
currency = "{currency}"
years = 50
discount_rate = "{rate}"
timing = "{timing}"
price_in_costs = {inside}
[inputs]
machines = 3
nothing = 0
part = "12.5%"
loss = -4000
hours = {{ low = {low}, likely = {likely}, high = {high}, unit = "minute/week/machine", source = "said", by = "plant" }}
fleet = {{ value = 3, unit = "machine" }}
weeks = {{ value = 48, unit = "week/year" }}
wage = {{ low = 30, likely = 40, high = 65, unit = "{currency}/hour" }}
[[lines]]
name = "converted, late by months"
kind = "earn"
formula = "fleet * hours * weeks * wage"
ramp = ["30%", "60%", "100%"]
risk = "{risk}"
delay = {delay}
accepted_by = "plant"
[[lines]]
name = "least and greatest, late by years"
kind = "save"
formula = "max(min(machines, 2) * 5k, nothing, -loss / 3) * (1 - part)"
ramp = ["33.3%"]
delay = 24
[[lines]]
name = "below nought"
kind = "save"
formula = "loss - -machines * 2"
ramp = ["1%", "2%", "3%", "4%", "5%", "6%", "7%", "8%"]
[[lines]]
name = "nought"
kind = "earn"
formula = "nothing * 5k"
[[lines]]
name = "running"
kind = "cost"
formula = "machines * 700"
risk = "15%"
accepted_by = "plant"
[[lines]]
name = "training"
kind = "cost"
formula = "12.5k"
once = true
risk = "20%"
[[lines]]
name = "bonus"
kind = "earn"
formula = "9k"
once = true
year = {once}
accepted_by = "plant"
[[lines]]
name = "too late"
kind = "earn"
formula = "9k"
once = true
year = 40
[[lines]]
name = "given"
kind = "save"
flows = [0, {given}, 4500.55]
risk = "5%"
accepted_by = "plant"
[[lines]]
name = "given at once"
kind = "cost"
flows = [2500]
[[alternatives]]
name = "rival"
price = {rival}
switching = 250
differences = [ {{ name = "better", amount = 7000 }}, {{ name = "worse", amount = -900 }}, {{ name = "unknown" }} ]
[[alternatives]]
name = "bare"
[share]
price = {price}
walk_away = 3000
per_year = {yearly}
guarantee = 9000
"""
USUAL = {
    "currency": "EUR", "years": 3, "rate": "10%", "timing": "end", "inside": "false", "low": 100, "likely": 200,
    "high": 240, "risk": "10%", "delay": 2.5, "once": 2, "given": 8000, "rival": 12000, "price": 11000,
    "yearly": "false",
}  # fmt: skip
VARIED: Mapping[str, dict[str, object]] = {
    "usual": {},
    "mid": {"timing": "mid", "currency": "CHF", "yearly": "true"},
    "start": {"timing": "start", "currency": "JPY", "rate": "0%"},
    "one year": {"years": 1, "timing": "mid"},
    "one year from its start": {"years": 1, "timing": "start", "yearly": "true"},
    "no year": {"years": 0, "yearly": "true"},
    "many years": {"years": 12, "timing": "mid", "delay": 30},
    "price in costs": {"inside": "true"},
    "dear": {"price": 10_000_000},
}
# What is typed over, and the case that has it so.
TYPED: Mapping[str, tuple[dict[str, object], Mapping[str, str]]] = {
    "an input": ({"low": 10, "likely": 20, "high": 45}, {"low 4": "10", "likely 4": "20", "high 4": "45"}),
    "the rate": ({"rate": "17%"}, {"rate": "0.17"}),
    "the price": ({"price": 999}, {"price": "999"}),
    "a risk": ({"risk": "50%"}, {"risk 0": "0.5"}),
    "a delay": ({"delay": 13}, {"late 0": "13"}),
    "a year": ({"once": 3}, {"once 6": "3"}),
    "an amount": ({"given": 100}, {"part 8 1": "100"}),
    "an alternative": ({"rival": 1}, {"rival 0": "1"}),
}


def every(**changes: object) -> Case:
    """The case; a file may say no year beyond the last, a case of an account may."""
    said = {**USUAL, **changes}
    return replace(read_case(EVERY.format(**said), "every.toml"), years=int(str(said["years"])))


def odd() -> dict[str, Case]:
    """Cases whose lines have no figure, or are set aside; with two rates, none, and nothing at all."""
    case = every()
    spoiled = [replace(case.lines[0], formula="fleet * absent"), replace(case.lines[1], refuted=True, name="aside")]
    misfit = replace(case.lines[0], formula="hours * wage", name="misfit", acceptance=None)
    twice = Line(1, "there and back", Effect.EARN, flows=tuple(map(Decimal, (-100, 230, -132))))
    always = Line(1, "only gains", Effect.EARN, flows=(Decimal(0), Decimal(10)))
    return {
        "no figures": replace(case, lines=(*spoiled, misfit, *case.lines[3:])),
        "two rates": replace(case, lines=(twice,), terms=Terms(price=Decimal(0))),
        "no rate": replace(case, lines=(always,), terms=None),
        "no line": replace(case, lines=()),
        "nothing": Case("EUR", 3, Decimal("0.1"), (), ()),
    }


def over(book: Workbook, typed: Mapping[str, str]) -> Workbook:
    """The workbook with other figures typed over, and a false figure behind every formula."""

    def cell(each: Cell) -> Cell:
        if not isinstance(each, Figure):
            return each
        if each.key in typed:
            assert each.edit, each.key
            return replace(each, value=Decimal(typed[each.key]))
        return replace(each, value=Decimal(-77)) if each.formula else each

    sheets = [replace(s, rows=tuple(replace(r, cells=tuple(map(cell, r.cells))) for r in s.rows)) for s in book.sheets]
    return replace(book, sheets=tuple(sheets))


def number(text: str) -> Decimal:
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


def wrong(book: Workbook, seen: Mapping[str, Grid]) -> list[str]:
    """Every figure that is not ours: to the cent, or to the fifth digit behind the point where it is no money."""
    found = []
    for key, place in book.places.items():
        cell = book.sheets[place.sheet].rows[place.row].cells[place.column]
        row = seen[book.sheets[place.sheet].name][place.row]
        text = row[place.column] if place.column < len(row) else ""
        if not isinstance(cell, Figure):
            continue
        if isinstance(cell.value, Decimal):
            near = CENT if cell.form.places == 2 and not cell.form.behind else Decimal("0.00001")
            if not text or text[0].isalpha() or abs(number(text) - cell.value) >= near:
                found.append(f"{key}: ours {cell.value:f}, theirs {text!r}, by {cell.formula}")
        elif text != (cell.value or ""):
            found.append(f"{key}: ours {cell.value!r}, theirs {text!r}, by {cell.formula}")
    return found


def formulas(book: Workbook) -> int:
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row.cells]
    return sum(isinstance(cell, Figure) and bool(cell.formula) for cell in cells)


@cache
def books(demo: Path) -> dict[str, tuple[Workbook, bytes]]:
    """Each workbook as we reckon it, and the file that LibreOffice is to reckon."""
    made = {}
    northgate = look(Store(demo), "northgate", lambda dossier: worked(dossier, dossier.deal))
    cases = {file.name: Worked(read_case(file.read_text("utf-8"), file.name)) for file in FILES}
    cases |= {f"every: {name}": Worked(every(**changes)) for name, changes in VARIED.items()}
    cases |= {f"odd: {name}": Worked(case) for name, case in odd().items()}
    cases["Northgate"] = northgate
    for name, at in cases.items():
        for customer in (False, True):
            book = value_workbook(at, customer=customer, price=Decimal(5200) if customer else None)
            made[f"{name}{' for them' if customer else ''}"] = (book, xlsx(over(book, {})))
    for name, (changes, typed) in TYPED.items():
        before, after = (value_workbook(Worked(case)) for case in (every(), every(**changes)))
        made[f"typed: {name}"] = (after, xlsx(over(before, typed)))
    return made


@pytest.fixture(scope="module")
def seen(demo_store: Path) -> dict[str, dict[str, Grid]]:
    return reckoned({name: file for name, (_, file) in books(demo_store).items()})


def test_every_figure_is_ours(demo_store: Path, seen: Mapping[str, Mapping[str, Grid]]) -> None:
    made = books(demo_store)
    assert len(made) == 2 * (len(FILES) + len(VARIED) + len(odd()) + 1) + len(TYPED)
    assert sum(formulas(book) for book, _ in made.values()) > 5000
    found = {name: false for name, (book, _) in made.items() if (false := wrong(book, seen[name]))}
    assert not found, "\n".join(f"{name}: {each}" for name, rows in found.items() for each in rows[:5])


@pytest.mark.parametrize("what", TYPED)
def test_what_is_typed_over_moves_the_results(what: str, demo_store: Path) -> None:
    moved, before = books(demo_store)[f"typed: {what}"][0], value_workbook(Worked(every()))
    keys = ("npv", "npv after", "keeps", "surplus 0")
    assert any(moved.figure(key).value != before.figure(key).value for key in keys)


def test_a_false_figure_is_seen(demo_store: Path, seen: Mapping[str, Mapping[str, Grid]]) -> None:
    """The comparison is red where a figure differs, and the files held none of ours behind their formulas."""
    book, file = books(demo_store)["Northgate"]
    assert len(wrong(over(book, {}), seen["Northgate"])) > 20
    assert xlsx(book) != file
