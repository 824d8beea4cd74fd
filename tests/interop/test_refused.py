"""Case files that are wrong: what is said of each, at which line, by the reader and by the command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from valueloop.errors import Invalid
from valueloop.interop.case_file import read_case

Vl = Callable[..., tuple[int, str, str]]
Said = Callable[[str | bytes], str]

QUOTES = "; text, formulas and percentages stand in quotes"
BRACKETS = "; each [inputs.NAME] stands once, [[lines]] and [[alternatives]] have two brackets"
HEAD = '[case]\ntitle = "t"\ncurrency = "EUR"\n'  # lines 1 to 3
LINE = '[[lines]]\nname = "stops"\nkind = "save"\n'  # lines 4 to 6, behind HEAD
WHOLE = f'{HEAD}{LINE}formula = "2k * 3"\n'  # 7 lines
RIVAL = f'{HEAD}[[alternatives]]\nname = "rival"\n'  # 5 lines
INPUT = f"{HEAD}[inputs.hours]\n"  # 4 lines
A_LINE = "[[lines]] number 1"

# What a file holds, and what is said of it.
WRONG = {
    "a key of the case that there is not": (
        f"{HEAD}year = 3\n",
        "line 4: [case] has no key 'year'; did you mean years?",
    ),
    "a key of a line": (f'{WHOLE}rmap = ["50%"]\n', f"line 8: {A_LINE} has no key 'rmap'; did you mean ramp?"),
    "a key of an input": (
        f'{INPUT}value = 1\nunits = "h"\n',
        "line 6: [inputs.hours] has no key 'units'; did you mean unit?",
    ),
    "a key of an alternative": (
        f"{RIVAL}prise = 3\n",
        "line 6: [[alternatives]] number 1 has no key 'prise'; did you mean price?",
    ),
    "a key of a difference": (
        f'{RIVAL}[[alternatives.differences]]\nname = "x"\namont = 3\n',
        "line 8: [[alternatives.differences]] number 1 has no key 'amont'; did you mean amount?",
    ),
    "a key of the share": (
        f'{HEAD}[share]\nfaction = "25%"\n',
        "line 5: [share] has no key 'faction'; did you mean fraction?",
    ),
    "a table that there is not": (
        f'{HEAD}[[line]]\nname = "x"\n',
        "line 4: the file has no key 'line'; did you mean lines?",
    ),
    "a key above all tables": (
        f'titel = "t"\n{HEAD}',
        "line 1: the file has no key 'titel'; it knows case, inputs, lines, alternatives, share",
    ),
    "a missing input": (
        f'{HEAD}{LINE}formula = "hours * wage"\n[inputs]\nhours = 3\n',
        "line 7: line 'stops' names an input 'wage' that is not there; add [inputs.wage]",
    ),
    "a mistyped input": (
        f'{HEAD}{LINE}formula = "hours * 38"\n[inputs]\nhuors = 3\n',
        "line 7: line 'stops' names an input 'hours' that is not there; did you mean huors?",
    ),
    "a name that is a number": (
        f'{HEAD}[[lines]]\nname = 3\nkind = "save"\nformula = "1"\n',
        "line 5: name: text in quotes is meant, not 3",
    ),
    "a title that is a number": (
        '[case]\ntitle = 3\ncurrency = "EUR"\n',
        "line 2: title: text in quotes is meant, not 3",
    ),
    "a currency that is a number": (
        '[case]\ntitle = "t"\ncurrency = 5\n',
        "line 3: currency: text in quotes is meant, not 5",
    ),
    "a unit that is a number": (
        f"{INPUT}value = 1\nunit = 3\n",
        "line 6: unit: text in quotes is meant, not 3",
    ),
    "a formula that is a number": (
        f"{HEAD}{LINE}formula = 3\n",
        'line 7: formula: a formula in quotes is meant, as "hours * rate", not 3',
    ),
    "flows that are one number": (f"{HEAD}{LINE}flows = 5\n", "line 7: flows: a list is meant, as [5, 10]"),
    "TOML that ends too early": (f"{HEAD}years =\n", "it is no TOML: line 4: invalid value" + QUOTES),
    "TOML without quotes": (f"{HEAD}[[lines]]\nname = fewer stops\n", "it is no TOML: line 5: invalid value" + QUOTES),
    "TOML with a bare percentage": (
        f"{HEAD}[share]\nfraction = 25%\n",
        "it is no TOML: line 5: expected newline or end of document after a statement" + QUOTES,
    ),
    "TOML with a decimal comma": (
        f"{INPUT}value = 1,5\n",
        "it is no TOML: line 5: expected newline or end of document after a statement" + QUOTES,
    ),
    "TOML that says a key twice": (f'{HEAD}title = "again"\n', "it is no TOML: line 4: cannot overwrite a value"),
    "TOML whose bracket stays open": (
        f"{HEAD}{LINE}flows = [1, 2\n",
        "it is no TOML: at its end: unclosed array",
    ),
    "two lines of a name": (f'{WHOLE}{LINE}formula = "1"\n', "line 9: 'stops' stands there twice"),
    "two alternatives of a name": (
        f'{RIVAL}[[alternatives]]\nname = "RIVAL"\n',
        "line 7: 'RIVAL' stands there twice",
    ),
    "two inputs of a name": (
        f"{INPUT}value = 1\n[inputs.hours]\nvalue = 2\n",
        "it is no TOML: line 6: cannot declare ('inputs', 'hours') twice" + BRACKETS,
    ),
    "years too short for its flows": (
        f"{HEAD}years = 2\n{LINE}flows = [1, 2, 3, 4]\n",
        "line 8: line 'stops' has flows up to year 3, the case 2 years: set years",
    ),
    "a formula and flows": (
        f"{WHOLE}flows = [1]\n",
        f"line 4: {A_LINE}: a line has a formula, or flows; one of the two is meant",
    ),
    "neither formula nor flows": (
        f"{HEAD}{LINE}",
        f"line 4: {A_LINE}: a line has a formula, or flows; one of the two is meant",
    ),
    "no flow at all": (
        f"{HEAD}{LINE}flows = []\n",
        f"line 4: {A_LINE}: a line has a formula, or flows; one of the two is meant",
    ),
    "flows with a ramp": (
        f'{HEAD}{LINE}flows = [1]\nramp = ["50%"]\n',
        f"line 4: {A_LINE}: flows say year by year what comes: once, ramp and delay go with a formula",
    ),
    "once with a ramp": (
        f'{WHOLE}once = true\nramp = ["50%"]\n',
        f"line 4: {A_LINE}: ramp and delay go with a yearly amount, not with one that comes once",
    ),
    "a year without once": (f"{WHOLE}year = 1\n", f"line 4: {A_LINE}: a year goes with once = true"),
    "a year after the last": (
        f"{WHOLE}once = true\nyear = 9\n",
        "line 9: line 'stops': year 9 is after the case's 3 years",
    ),
    "a year below nought": (
        f"{WHOLE}once = true\nyear = -1\n",
        "line 9: year: it is below nought",
    ),
    "once in quotes": (f'{WHOLE}once = "true"\n', "line 8: once: write true or false, without quotes"),
    "a day of acceptance by nobody": (
        f"{WHOLE}accepted_on = 2026-06-15\n",
        f"line 4: {A_LINE}: accepted_on goes with accepted_by",
    ),
    "accepted by nobody": (
        f'{WHOLE}accepted_by = ""\n',
        "line 8: accepted_by: it is empty: say it, or leave it out",
    ),
    "true as a number": (
        f"{INPUT}value = true\n",
        "line 5: value: a number is meant, as 12 or 45k, not true or false",
    ),
    "a bare true as a number": (
        f"{HEAD}[inputs]\nhours = true\n",
        "line 5: value: a number is meant, as 12 or 45k, not true or false",
    ),
    "true as a part": (f"{WHOLE}risk = true\n", "line 8: risk: a part is meant, as 15% or 0.15, not true or false"),
    "not a number": (f"{INPUT}value = nan\n", "line 5: value: it is no number below 10^15"),
    "infinite": (f"{INPUT}value = inf\n", "line 5: value: it is no number below 10^15"),
    "infinite below nought": (
        f"{HEAD}{LINE}flows = [-inf]\n",
        "line 7: [[lines.flows]] number 1: it is no number below 10^15",
    ),
    "too large": (f"{INPUT}value = 1e15\n", "line 5: value: it is no number below 10^15"),
    "too many digits": (f"{INPUT}value = 0.{'1' * 60}\n", "line 5: value: it has more than 50 digits"),
    "a date as a number": (
        f"{INPUT}value = 2026-06-15\n",
        "line 5: value: a number is meant, as 12 or 45k, not a day",
    ),
    "a list as a number": (f"{INPUT}value = [1, 2]\n", "line 5: value: a number is meant, as 12 or 45k, not a list"),
    "a table as a price": (
        f"{HEAD}[share.price]\namount = 5\n",
        "line 4: price: a price that is asked; it takes the rule's place: not a table",
    ),
    "words as a number": (
        f'{INPUT}value = "a dozen"\n',
        "line 5: value: it is not a number; write 80000, 80,000, 45k or 1.2M",
    ),
    "a decimal comma in quotes": (
        f'{INPUT}value = "80,00"\n',
        "line 5: value: the groups are not of three digits; write 80,000 or 80000, and 80.5 for a fraction",
    ),
    "a number as a day": (
        f"{INPUT}value = 1\non = 5\n",
        "line 6: on: a day is meant, as 2026-06-15, without quotes",
    ),
    "an alternative's price below nought": (
        f"{RIVAL}price = -5\n",
        "line 6: price: it is below nought",
    ),
    "a change below nought": (
        f"{RIVAL}switching = -5\n",
        "line 6: switching: it is below nought",
    ),
    "our price below nought": (f"{HEAD}[share]\nprice = -5\n", "line 5: price: it is below nought"),
    "a risk of 115 %": (f'{WHOLE}risk = "115%"\n', "line 8: risk: it is not between 0 and 1; write 40% or 0.4"),
    "a risk without its percent sign": (f"{WHOLE}risk = 15\n", "line 8: risk: it is not between 0 and 1; write 15%"),
    "a ramp without its percent signs": (
        f"{WHOLE}ramp = [50, 1]\n",
        "line 8: [[lines.ramp]] number 1: it is not between 0 and 10; write 50%",
    ),
    "an empty ramp": (
        f"{WHOLE}ramp = []\n",
        'line 8: ramp: it is empty: write ["50%", "100%"], or leave it out',
    ),
    "a delay that no case lasts": (
        f"{WHOLE}delay = 601\n",
        "line 8: delay: it is more than 600",
    ),
    "a currency that there is not": (
        '[case]\ntitle = "t"\ncurrency = "EURO"\n',
        "line 3: currency: it is no ISO 4217 code; write EUR, USD, GBP, …",
    ),
    "no currency": ('[case]\ntitle = "t"\n', "line 1: [case] lacks 'currency'"),
    "no title": ('[case]\ncurrency = "EUR"\n', "line 1: [case] lacks 'title'"),
    "an empty file": ("", "there is no [case] with title and currency: every case begins with it"),
    "no case": (f'{LINE}formula = "1"\n', "there is no [case] with title and currency: every case begins with it"),
    "a case that is text": (
        'case = "t"\n',
        "line 1: write [case], with one bracket: there is one",
    ),
    "lines as a table": (
        f'{HEAD}[lines]\nname = "stops"\nkind = "save"\nformula = "1"\n',
        "line 4: write [[lines]], with two brackets",
    ),
    "inputs that are text": (f'inputs = "x"\n{HEAD}', "line 1: write [inputs], with one bracket: there is one"),
    "a kind that there is not": (
        f'{HEAD}[[lines]]\nname = "stops"\nkind = "saves"\nformula = "1"\n',
        "line 6: kind 'saves' is none of earn, save or cost",
    ),
    "a kind of alternative": (
        f'{RIVAL}kind = "enemy"\n',
        "line 6: kind 'enemy' is none of competitor, incumbent or themselves",
    ),
    "a source that there is not": (
        f'{INPUT}value = 1\nsource = "hearsay"\n',
        "line 6: source 'hearsay' is none of guess, deduced, said, accepted or measured",
    ),
    "a rule that there is not": (
        f'{HEAD}[share]\nrule = "half"\n',
        "line 5: rule: it is none of its words; write fraction, difference, bargain, outcome",
    ),
    "a timing that there is not": (
        f'{HEAD}timing = "middle"\n',
        "line 4: timing: it is none of its words; write end, mid, start",
    ),
    "too many years": (f"{HEAD}years = 51\n", "line 4: years: it is no whole number from 0 to 50"),
    "half a year": (f"{HEAD}years = 2.5\n", "line 4: years: it is no whole number from 0 to 50"),
    "a rate without its percent sign": (
        f"{HEAD}discount_rate = 10\n",
        "line 4: discount_rate: it is not between 0 and 1; write 10%",
    ),
    "a range that falls": (
        f"{INPUT}low = 5\nlikely = 4\nhigh = 3\n",
        "line 4: [inputs.hours]: low, likely and high must rise",
    ),
    "half a range": (
        f"{INPUT}low = 5\nlikely = 6\n",
        "line 4: [inputs.hours]: a value is missing, or low, likely and high",
    ),
    "an input without a number": (
        f'{INPUT}unit = "hour"\n',
        "line 4: [inputs.hours]: a value is missing, or low, likely and high",
    ),
    "a value and a range": (
        f"{INPUT}value = 5\nlow = 4\nhigh = 6\n",
        "line 4: [inputs.hours]: it has a value and a range; one of the two is meant",
    ),
    "a value and a likely figure": (
        f"{INPUT}value = 5\nlikely = 5\n",
        "line 4: [inputs.hours]: it has a value and a range; one of the two is meant",
    ),
    "a name of no line": (
        f'{HEAD}[[lines]]\nname = " "\nkind = "save"\nformula = "1"\n',
        "line 5: name: it is empty; give it a name",
    ),
    "a name on two lines": (
        f'{HEAD}[[lines]]\nname = "a\\nb"\nkind = "save"\nformula = "1"\n',
        "line 5: name: a name stands on one line",
    ),
    "a name for an input that no formula can write": (
        f'{WHOLE}[inputs."hours saved"]\nvalue = 1\n',
        "line 8: 'hours saved' is no name for an input: write letters, digits and _",
    ),
    "the most below the least": (
        f"{WHOLE}[share]\nleast = 5\nmost = 3\n",
        "line 10: most '3' cannot be used: it is below the least, 5",
    ),
    "a price in another currency": (
        f'{HEAD}[share]\nprice = "$5"\n',
        "line 5: price: it is in USD, but the case is in EUR; convert it first",
    ),
    "instalments that are a word": (
        f'{HEAD}[share]\ninstalments = "monthly"\n',
        "line 5: instalments: it is no whole number from 1 to 120",
    ),
    "TOML nested too deeply": (
        f"{HEAD}x = {'[' * 10_000}{']' * 10_000}\n",
        "it is nested too deeply",
    ),
    "two things at once": (
        f'{HEAD}year = 3\n{LINE}formula = "1"\nrisk = 15\n',
        "line 4: [case] has no key 'year'; did you mean years?; line 9: risk: it is not between 0 and 1; write 15%",
    ),
    "more than eight things at once": (
        HEAD + "".join(f"k{each} = 1\n" for each in range(10)),
        "; ".join(
            f"line {4 + each}: [case] has no key 'k{each}'; "
            "it knows title, currency, years, discount_rate, timing, price_in_costs"
            for each in range(8)
        )
        + "; and 2 more",
    ),
}  # fmt: skip

USE = "; use names, numbers, + - * / ( ) min max"
# A formula, and what is said of it.
FORMULAS = {
    "9**9**9": f"formula: '*' stands where a number or a name should{USE}",
    "2^3": f"formula: '^3' is not part of a formula{USE}",
    "a.b": f"formula: '.b' is not part of a formula{USE}",
    "__import__('os')": f"formula: '__import__('' is not part of a formula{USE}",
    "open(a)": f"formula: 'open(' calls something; only min( and max( can be called{USE}",
    "a[0]": f"formula: '[0]' is not part of a formula{USE}",
    "lambda: a": f"formula: ': a' is not part of a formula{USE}",
    "=A1*2": f"formula: '=A1*2' is not part of a formula{USE}",
    "2 *": f"formula: it ends too early{USE}",
    "2 3": f"formula: '3' stands where nothing can{USE}",
    "(2 * 3": f"formula: a ')' is missing{USE}",
    "2 * 3)": f"formula: ')' stands where nothing can{USE}",
    " ": f"formula: it is empty{USE}",
    "80,000 * 2": "formula: '80,000' may be one number or two; write 80000, or put a space behind the comma",
    "1 / 0": "formula '1 / 0' cannot be used: it divides by nought or runs out of bounds",
    "1 / (hours - hours)": "formula '1 / (hours - hours)' cannot be used: it divides by nought or runs out of bounds",
    "100M * 100M * 100M * 100M": "formula '100M * 100M * 100M * 100M' cannot be used: its figure is beyond 10^30",
    "(" * 10_000 + "1" + ")" * 10_000: "formula: it is longer than 1000 characters",
    "(" * 60 + "1" + ")" * 60: f"formula: it is nested deeper than 40{USE}",
    "-" * 60 + "1": f"formula: it is nested deeper than 40{USE}",
    "1+" * 200 + "1": "formula: it has more than 300 parts",
}  # fmt: skip

# A formula, the units of its inputs, and what is said of it.
UNITS = [
    ("h + m", {"h": "hour/year", "m": "machine"},
     "'h' is in hour/year, 'm' is in machine: they cannot be added; give both the same unit"),
    ("h - m", {"h": "EUR/year", "m": "EUR"},
     "'h' is in EUR/year, 'm' is in EUR: they cannot be subtracted; give both the same unit"),
    ("max(h, m)", {"h": "EUR/year", "m": "hour/year"},
     "'h' is in EUR/year, 'm' is in hour/year: they cannot be compared; give both the same unit"),
    ("5 + h", {"h": "EUR/year"}, "'5' has no unit, 'h' is in EUR/year: they cannot be added; give both the same unit"),
    ("h * m", {"h": "hour/week", "m": "EUR/hour"},
     "it comes out in EUR/week, not in EUR a year: something in week/year is missing"),
    ("h * m", {"h": "hour/year", "m": ""},
     "it comes out in hour/year, not in EUR a year: something in EUR/hour is missing"),
    ("h", {"h": "EUR"},
     "it comes out in EUR, not in EUR a year: nothing says how often a year, as stops=500/year does"),
    ("h * m", {"h": "machine", "m": "EUR/year"},
     "it comes out in EUR*machine/year, not in EUR a year: machine is left over"),
    ("h * m", {"h": "day/year", "m": "EUR/hour"},
     "it comes out in EUR*day/year/hour, not in EUR a year: something in hour/day is missing"),
    ("h * m", {"h": "kW", "m": "EUR/kWh"},
     "it comes out in EUR*kW/kWh, not in EUR a year: something in kWh/year/kW is missing"),
    ("h * h", {"h": "EUR/year"},
     "it comes out in EUR*EUR/year/year, not in EUR a year: something in year/EUR is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("holds", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_a_sentence(holds: str, sentence: str, said: Said) -> None:
    with pytest.raises(Invalid, match=r"^case file 'case\.toml' cannot be used: ") as refused:
        read_case(holds, "case.toml")
    assert refused.value.why == sentence
    assert said(holds) == sentence.removesuffix("?")


@pytest.mark.parametrize(("formula", "sentence"), FORMULAS.items(), ids=[each[:20] for each in FORMULAS])
def test_a_wrong_formula_is_refused(formula: str, sentence: str, said: Said) -> None:
    assert said(f'{HEAD}{LINE}formula = "{formula}"\n[inputs]\na = 1\nhours = 2\n') == f"line 7: {sentence}"


@pytest.mark.parametrize(("formula", "units", "sentence"), UNITS, ids=[sentence[:50] for *_, sentence in UNITS])
def test_units_that_do_not_fit_are_refused(formula: str, units: dict[str, str], sentence: str, said: Said) -> None:
    inputs = "".join(f'[inputs.{name}]\nvalue = 3\nunit = "{unit}"\n' for name, unit in units.items())
    hint = "; look at its inputs' units" if sentence.startswith("it") else ""
    expected = f"line 7: line 'stops': formula '{formula}' cannot be used: {sentence}{hint}"
    assert said(f'{HEAD}{LINE}formula = "{formula}"\n{inputs}') == expected


def test_units_of_a_single_amount_come_out_in_money(said: Said) -> None:
    text = f'{HEAD}{LINE}formula = "h"\nonce = true\n[inputs.h]\nvalue = 1\nunit = "EUR/year"\n'
    assert said(text) == (
        "line 7: line 'stops': formula 'h' cannot be used: it comes out in EUR/year, not in EUR: something in year is "
        "missing; look at its inputs' units"
    )


def test_a_divisor_whose_range_holds_nought_is_refused(said: Said) -> None:
    text = f'{HEAD}{LINE}formula = "1 / h"\n[inputs.h]\nlow = -1\nlikely = 1\nhigh = 2\n'
    assert said(text) == "line 7: formula '1 / h' cannot be used: it divides by a range that holds nought"


@pytest.mark.parametrize("codec", ["latin-1", "utf-16"])
def test_a_file_that_is_no_utf_8_is_refused(codec: str, said: Said) -> None:
    assert said(WHOLE.replace("stops", "größe").encode(codec)) == "it is no UTF-8 text"


def test_a_byte_order_mark_is_no_part_of_the_text(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    assert vl("calc", str(file))[0] == 0


def test_a_file_that_cannot_be_read_is_refused(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, complaints = vl("calc", "case.toml")
    assert (code, out, complaints.splitlines()[0]) == (3, "", "Error: no case file 'case.toml'.")
    assert vl("calc", ".") == (1, "", "Error: . cannot be read: Is a directory.\n")


def test_lines_are_counted_where_tables_are_written_otherwise(said: Said) -> None:
    assert said(f"{HEAD}inputs.hours.value = true\n").startswith("line 4: [case] has no key 'inputs'")
    assert said(f"inputs.hours.value = true\n{HEAD}").startswith("line 1: value: a number is meant")
    assert said(f"{HEAD}[ inputs . 'hours' ]  # here\nvalue = true\n").startswith("line 5: value: ")
    assert said(f"{HEAD}[inputs]\nhours = {{value = true}}\n").startswith("line 5: value: ")
    assert said(f'lines = [{{name = "l", kind = "save", formula = "x"}}]\n{HEAD}').startswith("line 1: line 'l' names")
    assert said(f'{RIVAL}[[alternatives]]\nname = "b"\n[[alternatives.differences]]\nname = 3\n') == (
        "line 9: name: text in quotes is meant, not 3"
    )


def test_a_sentence_of_the_toml_reader_that_is_not_known_is_said_as_it_is() -> None:
    from valueloop.interop.toml_tables import sentence

    assert sentence("Something else", {}) == "Something else"
