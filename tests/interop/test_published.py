"""Value calculations that others printed, through the case-file format: our figures are theirs, to the printed digit.

Each case stands in `tests/cases/`, with the address of what was printed, its conventions and its figures.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from builders import facts
from valueloop.domain.page.value import ValuePage, WorthView
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.plain import plain
from valueloop.domain.probability import read_fraction
from valueloop.interop.case_file import read_case

Vl = Callable[..., tuple[int, str, str]]
Form = Callable[[str], str]
CASES = Path(__file__).parents[1] / "cases"

# Figures as they were printed, line by line.
PRINTED = {
    "c06-bulldozer": {
        "reference total": "350",
        "new labour": "216",
        "new service and diesel": "54",
        "saving": "30",
        "EVC basic": "80",
        "EVC advanced": "130",
    },
    "c09-microsites": {
        "c": "2222",
        "e": "222",
        "i": "104334",
        "j": "53",
        "k": "160",
        "m": "0.3",
        "n": "16",
        "o": "144",
        "p": "31939",
        "r": "1333",
        "s": "1111",
        "t": "159695",
        "u": "191634",
    },
    "c11-alignment": {"saving, kW cut off": "355.82"},
    "c12-coal-ash": {"per ton": "0.60", "per year": "600000"},
    "c14-price-rise": {
        "now: sales": "100",
        "now: variable cost": "50",
        "now: margin": "50",
        "now: profit": "5",
        "unchanged: sales": "105",
        "unchanged: variable cost": "50",
        "unchanged: margin": "55",
        "unchanged: profit": "10",
        "loss: sales": "99.75",
        "loss: variable cost": "47.50",
        "loss: margin": "52.25",
        "loss: profit": "7.25",
        "fixed cost": "45",
        "profit up, percent": "45",
    },
    "c16a-quality-score": {
        "row 1": "120",
        "row 2": "60",
        "row 3": "15",
        "row 4": "7",
        "row 5": "30",
        "score": "232",
    },
    "c17-products-of-gains": {
        "price 2000": "0",
        "price 2250": "187500",
        "price 2500": "250000",
        "price 2750": "187500",
        "price 3000": "0",
    },
    "c18-opportunity": {"need 1": "14", "need 2": "10", "need 3": "15", "need 4": "7.3"},
    "c19-operations": {
        "repair, hours": "80",
        "repair": "4800",
        "downtime avoided": "240000",
        "deflection, percent": "70",
        "deflection, gross": "5250",
        "bot": "400",
        "deflection, net": "4850",
        "task time, percent": "6.7",
        "throughput, percent": "7.1",
        "cycle, percent": "0.4",
    },
}

# The same to more digits, and what was printed otherwise than its inputs have it: reckoned apart, by hand.
BY_HAND = {
    "c08a-lenses": {"mortality": "0.12427", "feed": "0.11246", "eggs": "0.04417"},
    "c09-microsites": {
        "c": "2222.22",
        "e": "222.22",
        "i": "104334.10",
        "j": "53.232",
        "k": "159.695",
        "m": "0.30",
        "n": "15.970",
        "o": "143.726",
        "p": "31939.01",
        "r": "1333.33",
        "s": "1111.11",
        "t": "159695.05",
        "u": "191634.06",
    },
    "c11-alignment": {
        "kW": "0.706656",
        "saving, kW cut off": "355.824",
        "saving": "356.155",
        "plant, saving as printed": "14232.80",
        "plant": "14246.18",
    },
    "c19-operations": {"task time, percent": "6.667", "throughput, percent": "7.143", "cycle, percent": "0.417"},
}


def quoted(text: str) -> str:
    """The file with every number as text; one that stands in a list too."""
    return tomli_w.dumps(_each(tomllib.loads(text, parse_float=str), lambda each: str(each) if _number(each) else each))


def unquoted(text: str) -> str:
    """The file with every number as a number; a percentage as a fraction."""

    def number(each: Any) -> Any:
        return read_fraction(each) if isinstance(each, str) and each.endswith("%") else each

    return tomli_w.dumps(_each(tomllib.loads(text, parse_float=Decimal), number))


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _each(value: Any, of: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: _each(each, of) for key, each in value.items()}
    return [_each(each, of) for each in value] if isinstance(value, list) else of(value)


FORMS = pytest.mark.parametrize("form", [quoted, unquoted])


def page(name: str, form: Form) -> ValuePage:
    text = form((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return value_page(Worked(read_case(text, name)))


def amounts(found: ValuePage) -> dict[str, Decimal]:
    return {line.name: line.amount.amount for line in found.lines}


def to_the_digit(ours: Mapping[str, Decimal], printed: Mapping[str, str], rounding: str = ROUND_HALF_UP) -> None:
    rounded = {name: str(ours[name].quantize(Decimal(figure), rounding)) for name, figure in printed.items()}
    assert rounded == dict(printed)


def against(found: ValuePage, name: str) -> WorthView:
    return next(each for each in found.worth if each.name == name)


def worth(found: ValuePage, name: str) -> Decimal:
    known = against(found, name).worth
    assert known is not None
    return known.amount


@FORMS
@pytest.mark.parametrize("name", PRINTED)
def test_each_line_is_the_printed_figure(name: str, form: Form) -> None:
    to_the_digit(amounts(page(name, form)), PRINTED[name])


@FORMS
@pytest.mark.parametrize("name", BY_HAND)
def test_each_line_is_the_figure_by_hand(name: str, form: Form) -> None:
    to_the_digit(amounts(page(name, form)), BY_HAND[name])


def test_every_file_reads_alike_in_both_forms() -> None:
    files = sorted(CASES.glob("c*.toml"))
    assert len(files) == 17
    for file in files:
        assert plain(page(file.stem, quoted)) == plain(page(file.stem, unquoted)), file


@FORMS
def test_c04_an_unknown_difference_stays_visible_and_counts_for_nothing(form: Form) -> None:
    found = page("c04-herbicide", form)
    rival = against(found, "Enforce")
    assert worth(found, "Enforce") == Decimal("38.00")
    assert rival.positive.amount - rival.negative.amount == Decimal("2.00")
    assert (rival.positive.amount, rival.negative.amount) == (Decimal("5.00"), Decimal("3.00"))
    assert rival.unknown == ("environmental safety",)
    assert dict(rival.differences)["environmental safety"] is None
    assert against(found, "do nothing").worth is None  # no line says what doing nothing costs
    assert found.next_best == "Enforce"


@FORMS
@pytest.mark.parametrize(("price", "part", "keeps"), [("825", "80.77", 125), ("850", "84.62", 100)])
def test_c05_the_difference_is_parted_by_the_price(price: str, part: str, keeps: int, form: Form) -> None:
    found = page(f"c05-evc-at-{price}", form)
    assert worth(found, "the reference product") == 950
    assert against(found, "the reference product").positive.amount == 650
    assert found.price is not None
    assert found.our_share is not None
    assert found.customer_keeps is not None
    assert facts(found.price.amount, found.customer_keeps.amount) == (Decimal(price), keeps)
    to_the_digit({"part": found.our_share * 100}, {"part": part})


@FORMS
def test_c06_the_worth_of_a_bulldozer_with_and_without_what_it_earns_more(form: Form) -> None:
    found = page("c06-bulldozer", form)
    assert facts(worth(found, "reference, the same output"), worth(found, "reference, more output")) == (80, 130)


@FORMS
def test_c08a_what_was_printed_does_not_follow_and_ours_differs(form: Form) -> None:
    # 2.40 / 0.91 is 2.6374; 2.61 was printed, which is 2.40 / 0.92. So 0.2575 was printed, and the inputs have 0.2809.
    found = page("c08a-lenses", form)
    to_the_digit({"a year": found.value_per_year.amount}, {"a year": "0.28090"})
    assert abs(found.value_per_year.amount - Decimal("0.2575")) > Decimal("0.02")
    to_the_digit({"0.09": Decimal("2.40") / Decimal("0.91")}, {"0.09": "2.6374"})
    to_the_digit({"0.08": Decimal("2.40") / Decimal("0.92")}, {"0.08": "2.61"})


@FORMS
def test_c09_nothing_is_rounded_on_the_way(form: Form) -> None:
    # the rounded steps o and e, 144 and 222, would make 31,968 of p
    found = amounts(page("c09-microsites", form))
    assert found["p"].quantize(Decimal(1)) == 31939 != 144 * 222 == 31968
    assert abs(found["p"] + found["t"] - found["u"]) < Decimal("1e-20")


@FORMS
def test_c11_the_printed_figures_are_cut_off(form: Form) -> None:
    found = amounts(page("c11-alignment", form))
    to_the_digit(found, {"kW": "0.706", "plant, saving as printed": "14232"}, ROUND_DOWN)


@FORMS
def test_c15b_forty_years_of_flows_follow_within_the_rounding_of_the_inputs(form: Form) -> None:
    found = page("c15b-taxpayers", form)
    assert isinstance(found.payback_years, Decimal)
    assert isinstance(found.irr, Decimal)
    assert found.roi is not None
    figures = {
        "pv_benefits": found.pv_benefits.amount,
        "pv_costs": found.pv_costs.amount,
        "npv": found.npv.amount,
        "payback_years": found.payback_years,
        "ratio": found.roi + 1,
        "irr": found.irr * 100,
    }
    to_the_digit(figures, {"pv_costs": "71.2", "payback_years": "25.3", "ratio": "1.4", "irr": "2.1"})
    by_hand = {"pv_benefits": "96.42", "npv": "25.22", "payback_years": "25.320", "ratio": "1.354", "irr": "2.07"}
    to_the_digit(figures, by_hand)
    # forty figures, each within 0.05 of what the authors had
    assert abs(figures["pv_benefits"] - Decimal("96.6")) < 40 * Decimal("0.05")
    assert abs(figures["npv"] - Decimal("25.4")) < 40 * Decimal("0.05")
    assert [len(line.flows) for line in found.lines] == [40, 40]


@FORMS
@pytest.mark.parametrize(
    ("name", "price", "keeps"),
    [
        ("c17-bargain", "2500", "500"),
        ("c17-bargain-over-a-pie", "0.7", "0.3"),
        ("c17-bargain-40-and-100", "70", "30"),
    ],
)
def test_c17_equals_part_what_is_above_the_walk_away(name: str, price: str, keeps: str, form: Form) -> None:
    found = page(name, form)
    assert found.price is not None
    assert found.customer_keeps is not None
    assert (found.price.amount, found.customer_keeps.amount) == (Decimal(price), Decimal(keeps))


def test_c17_with_the_walk_away_of_the_questions_own_text() -> None:
    text = (
        (CASES / "c17-bargain-40-and-100.toml").read_text(encoding="utf-8").replace("walk_away = 40", "walk_away = 50")
    )
    found = value_page(Worked(read_case(text, "c17")))
    assert found.price is not None
    assert found.price.amount == 75


@FORMS
def test_c18_ranks_the_needs_to_test_first(form: Form) -> None:
    found = amounts(page("c18-opportunity", form))
    assert sorted(found, key=lambda each: -found[each])[:3] == ["need 3", "need 1", "need 2"]


# What the command says: a path into its JSON, and the figure there.
BY_COMMAND: dict[str, dict[str, str]] = {
    "c04-herbicide": {
        "worth/0/worth/amount": "38.00",
        "worth/0/differences/2/0": "environmental safety",
        "worth/0/unknown/0": "environmental safety",
        "worth/1/name": "do nothing",
        "next_best": "Enforce",
    },
    "c05-evc-at-825": {
        "worth/0/worth/amount": "950.00",
        "our_share": "0.8" + "076923" * 8 + "1",
        "customer_keeps/amount": "125.00",
        "price/amount": "825.00",
    },
    "c06-bulldozer": {
        "worth/0/worth/amount": "80.00",
        "worth/1/worth/amount": "130.00",
        "lines/0/words": "price + labour + service and diesel",
    },
    "c12-coal-ash": {"lines/0/amount/amount": "600000.00", "lines/1/amount/amount": "0.60"},
    "c14-price-rise": {"lines/11/amount/amount": "7.25", "lines/13/amount/amount": "45.00"},
    "c15b-taxpayers": {
        "basis/years": "39",
        "basis/discount_rate": "0.002",
        "lines/0/flows/39": "1.6",
        "lines/1/flows/0": "71.2",
        "pv_costs/amount": "71.20",
        "flows/39/cumulative/amount": "28.70",
    },
    "c16a-quality-score": {"lines/5/amount/amount": "232.00"},
    "c17-bargain": {"price/amount": "2500.00", "price_by": "bargain", "customer_keeps/amount": "500.00"},
    "c18-opportunity": {"lines/3/amount/amount": "7.30"},
}


@FORMS
@pytest.mark.parametrize("name", BY_COMMAND)
def test_the_command_says_the_same(name: str, form: Form, vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(form((CASES / f"{name}.toml").read_text(encoding="utf-8")), encoding="utf-8")
    code, out, complaints = vl("calc", str(file), "--json")
    assert (code, complaints) == (0, "")
    found = json.loads(out)
    assert found == plain(page(name, form))
    for path, figure in BY_COMMAND[name].items():
        at: Any = found
        for step in path.split("/"):
            at = at[int(step)] if isinstance(at, list) else at[step]
        assert str(at) == figure, path


@pytest.mark.parametrize("file", sorted(CASES.glob("c*.toml")), ids=lambda file: file.stem)
def test_every_file_has_a_page(file: Path, vl: Vl) -> None:
    code, out, complaints = vl("calc", str(file))
    assert (code, complaints) == (0, "")
    title = tomllib.loads(file.read_text(encoding="utf-8"))["case"]["title"]
    assert out.splitlines()[0] == title
