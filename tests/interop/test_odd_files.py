"""Case files that nobody writes by mistake alone, and what is easily overlooked in one: refused, each at its line."""

import re
from collections.abc import Callable

import pytest

from valueloop.domain.value.case import work
from valueloop.errors import Invalid
from valueloop.interop.case_file import read_case

Said = Callable[[str | bytes], str]

HEAD = '[case]\ntitle = "t"\ncurrency = "EUR"\n'  # lines 1 to 3
LINE = '[[lines]]\nname = "stops"\nkind = "save"\n'  # lines 4 to 6, behind HEAD
WHOLE = f'{HEAD}{LINE}formula = "2k * 3"\n'  # 7 lines
RIVAL = f'{HEAD}[[alternatives]]\nname = "rival"\n'  # 5 lines
INPUT = f"{HEAD}[inputs.hours]\n"  # 4 lines

NO_PLAIN_NUMBER = {
    "an exponent beyond the decimals": "1e9999999999999999999",
    "an exponent beyond the context": "1e1000000",
    "so small that it fills a page": "1e-1000000",
    "five thousand digits": "9" * 5000,
    "five thousand hexadecimal digits": "0x" + "f" * 5000,
}


@pytest.mark.parametrize("number", NO_PLAIN_NUMBER.values(), ids=NO_PLAIN_NUMBER)
@pytest.mark.parametrize("where", ["[inputs]\nhours", "years", "discount_rate", "[share]\nmost"])
def test_a_number_that_nobody_has_is_refused_in_our_words(number: str, where: str, said: Said) -> None:
    sentence = said(HEAD + f"{where} = {number}\n")
    assert not re.search("nested|string conversion|sys.set_int|decimal", sentence)
    assert len(sentence) < 300


@pytest.mark.parametrize("key", ["title", "currency"])
def test_a_number_of_many_digits_where_text_is_meant(key: str, said: Said) -> None:
    text = {"title": '"t"', "currency": '"EUR"'} | {key: "0x" + "f" * 5000}
    assert said("[case]\n" + "".join(f"{each} = {value}\n" for each, value in text.items())).startswith("line ")


@pytest.mark.parametrize("day", ["0", '"0"', '"86400"'])
def test_a_number_is_no_day_since_1970(day: str, said: Said) -> None:
    assert said(f"{INPUT}value = 1\non = {day}\n").startswith("line 6: on: ")


@pytest.mark.parametrize(
    ("holds", "line"),
    [
        (f'{INPUT}value = "$5"\n', 5),
        (f'{HEAD}{LINE}flows = ["$5"]\n', 7),
        (f'{RIVAL}price = "$5"\n', 6),
        (f'{RIVAL}switching = "5 CHF"\n', 6),
        (f'{RIVAL}[[alternatives.differences]]\nname = "x"\namount = "$5"\n', 8),
    ],
    ids=["input", "flows", "price", "switching", "difference"],
)
def test_another_currency_than_the_cases_is_refused_everywhere(holds: str, line: int, said: Said) -> None:
    assert said(holds).startswith(f"line {line}: ")


def test_two_differences_of_a_name_are_refused(said: Said) -> None:
    difference = '[[alternatives.differences]]\nname = "x"\namount = 1\n'
    assert said(f"{RIVAL}{difference}{difference}") == (
        "line 4: [[alternatives]] number 1: difference 'x' stands there twice"
    )


def test_doing_nothing_with_a_price_is_refused_as_the_command_refuses_it(said: Said) -> None:
    assert said(f'{HEAD}[[alternatives]]\nname = "Do nothing"\nprice = 5\n') == (
        "line 4: [[alternatives]] number 1: doing nothing is always an alternative: we are worth the value of the "
        "lines against it"
    )


def test_price_in_costs_said_twice_and_otherwise_is_refused(said: Said) -> None:
    assert said(f"{HEAD}price_in_costs = true\n{LINE}formula = '5k'\n[share]\nprice_in_costs = false\n") == (
        "line 10: [case] and [share] do not agree on price_in_costs: say it once"
    )


def test_price_in_costs_said_twice_alike_is_taken() -> None:
    both = f"{HEAD}price_in_costs = true\n{LINE}formula = '5k'\n[share]\nprice_in_costs = true\n"
    assert read_case(both, "case.toml").price_in_costs


def test_a_case_of_nothing_is_refused(said: Said) -> None:
    assert said(HEAD) == "line 1: there is nothing to reckon: add [[lines]] or [[alternatives]]"


def test_a_key_is_known_by_one_name(said: Said) -> None:
    assert said(f'{WHOLE}owner = "Ann"\n').startswith("line 8: [[lines]] number 1 has no key 'owner'")


def test_flows_beyond_the_longest_case_are_complained_of_at_their_line(said: Said) -> None:
    assert said(f"{HEAD}{LINE}flows = [{'1, ' * 60}]\n").startswith("line 7: ")


@pytest.mark.parametrize(
    ("holds", "line"),
    [('[[case]]\ntitle = "t"\n', 1), (f'{HEAD}[[share]]\nrule = "bargain"\n', 4)],
    ids=["case", "share"],
)
def test_a_list_where_a_table_is_meant_has_a_line(holds: str, line: int, said: Said) -> None:
    assert said(holds).startswith(f"line {line}: ")


def test_only_a_line_break_ends_a_line(said: Said) -> None:
    # TOML ends a line at a line feed alone, str.splitlines at others too
    assert said(HEAD.replace('"t"', '"a\u2028b\x85c"') + "year = 3\n").startswith("line 4: ")


def test_what_stands_in_a_text_of_several_lines_is_no_table(said: Said) -> None:
    text = '[case]\ntitle = """t\nyears = 1\n[share]"""\ncurrency = "EUR"\nyears = 51\n'
    assert said(text).startswith("line 6: years: ")


@pytest.mark.parametrize(
    "holds",
    [f"{HEAD}{'x' * 100_000} = 1\n", f'{HEAD}[[lines]]\nname = "l"\nkind = "{"x" * 100_000}"\nformula = "1"\n'],
    ids=["key", "value"],
)
def test_what_is_shown_of_the_file_is_short(holds: str, said: Said) -> None:
    sentence = said(holds)
    assert len(sentence) < 500, sentence[:500]


def test_a_file_of_three_megabytes_is_refused(said: Said) -> None:
    assert "larger than 2 MB" in said(HEAD + "#" * 3_000_000)


def test_a_file_of_more_lines_than_anybody_has_is_refused() -> None:
    # 20,000 lines over 20,000 inputs are 1.5 MB, and took two minutes
    line = '[[lines]]\nname = "l{0}"\nkind = "save"\nformula = "a{0}"\n[inputs.a{0}]\nvalue = 1\n'
    with pytest.raises(Invalid, match=r"line 4: lines: there are more than 1,000: that is no value case"):
        read_case(HEAD + "".join(line.format(each) for each in range(3_000)), "case.toml")


def test_the_dollar_of_a_unit_is_that_of_the_case() -> None:
    text = f'{HEAD.replace("EUR", "CAD")}{LINE}formula = "h"\n[inputs.h]\nvalue = 1\nunit = "$/year"\n'
    assert work(read_case(text, "case.toml")).measures.pv_benefits > 0
