"""The page about case files: its example runs to its figures, and every key that the reader knows is on it."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from valueloop.domain.page.value import ValuePage
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.keys import KEYS
from valueloop.interop.case_file import read_case
from valueloop.interop.case_model import (
    AlternativeTable,
    CaseTable,
    DifferenceTable,
    InputTable,
    LineTable,
    ShareTable,
)
from valueloop.report.figures import money

PAGE = (Path(__file__).parents[2] / "docs" / "case-file.md").read_text(encoding="utf-8")
SECTIONS = {part.splitlines()[0]: part for part in PAGE.split("\n## ")}
EXAMPLE = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
TABLES: dict[str, tuple[type[BaseModel], ...]] = {
    "[case]": (CaseTable,),
    "[inputs]": (InputTable,),
    "[[lines]]": (LineTable,),
    "[[alternatives]]": (AlternativeTable, DifferenceTable),
    "[share]": (ShareTable,),
}


def the_example() -> ValuePage:
    (text,) = EXAMPLE
    return value_page(Worked(read_case(text, "case.toml")))


def test_the_example_comes_to_its_figures() -> None:
    found = the_example()
    rows = dict(re.findall(r"^\| ([^|]+?) \| (€[^|]+?) \|$", PAGE, re.MULTILINE))
    assert found.price
    assert found.customer_keeps
    assert found.worth[0].worth
    assert found.worth[1].worth
    year = [f"€{each:,.0f}" for each in found.lines[1].flows[1:]]
    assert rows == {
        "fewer stops, a year": money(found.lines[0].amount),
        "more paper, year 1, 2 and 3": ", ".join(year),
        "accepted, present value": money(found.accepted),
        "potential, present value": money(found.potential),
        "costs, present value": money(found.pv_costs),
        "our price, 25% of 248,685 − 5,000": money(found.price),
        "they keep of the accepted value": money(found.customer_keeps),
        "worth against the controller they have": money(found.worth[0].worth),
        "worth against doing nothing": money(found.worth[1].worth),
    }


def test_the_examples_figures_by_hand() -> None:
    # 100,000 a year over 3 years at 10 %: 248,685.20; 0.8 of 5,000, 10,000, 10,000: 16,258.45; 180 + 30 - 3 thousand
    found = the_example()
    assert found.worth[0].unknown == ("service at night",)
    assert str(round(found.accepted.amount, 2)) == "248685.20"
    assert str(round(found.potential.amount, 2)) == "16258.45"


@pytest.mark.parametrize("section", TABLES)
def test_every_key_stands_in_the_table_of_its_section(section: str) -> None:
    known = {each.alias or name for table in TABLES[section] for name, each in table.model_fields.items()}
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", SECTIONS[section], re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == known - ({"price_in_costs"} if section == "[share]" else set())


def test_the_defaults_of_the_page_are_those_of_the_reader() -> None:
    about, rival = '[case]\ntitle = "t"\ncurrency = "EUR"\n', '[[alternatives]]\nname = "rival"\n'
    case = read_case(f"{about}{rival}[share]\n", "case.toml")
    defaults = {
        name: re.search(rf"^\| `{name}` \|.*\| ([^|]*) \|$", PAGE, re.MULTILINE)
        for name in ("years", "discount_rate", "timing", "rule", "fraction", "alpha", "instalments")
    }
    said = {name: found[1] for name, found in defaults.items() if found}
    terms: Any = case.terms
    assert said == {
        "years": f"{case.years}, or as far as the longest `flows` go",
        "discount_rate": f'`"{case.discount_rate:.0%}"`',
        "timing": f'`"{case.timing.value}"`',
        "rule": f'`"{terms.rule.value}"`',
        "fraction": f'`"{terms.fraction:.0%}"`',
        "alpha": f'`"{terms.alpha:.0%}"`',
        "instalments": str(terms.instalments),
    }
    assert set(said) < set(KEYS)


def test_what_is_refused_is_refused_in_the_words_of_the_page() -> None:
    (text,) = EXAMPLE
    wrong = text.replace("ramp =", "rmap =")
    at = wrong.splitlines().index('rmap = ["50%", "100%"]') + 1
    said = re.search(r"^Error: case file 'case.toml' cannot be used: line \d+: (.*)$", PAGE, re.MULTILINE)
    assert said
    with pytest.raises(Exception, match=re.escape(f"line {at}: {said[1].replace('number 1', 'number 2')}")):
        read_case(wrong, "case.toml")
    assert tomllib.loads(text)["case"]["currency"] == "EUR"
