"""A value case in a file: the design's example, and what each key does, by hand."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from builders import facts
from valueloop.domain.page.split import share_page
from valueloop.domain.page.value import ValuePage, WorthView
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.alternative import Kind
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.interop.case_file import read_case

F = Fraction
Vl = Callable[..., tuple[int, str, str]]
CASES = Path(__file__).parents[1] / "cases"

# 100 stops at 1,000 euros, accepted: 100,000 a year and 200,000 in the two years, at no discount.
ABOUT = 'title = "fewer stops"\ncurrency = "EUR"\nyears = 2\ndiscount_rate = 0\n'
LINE = '[[lines]]\nname = "stops"\nkind = "save"\nformula = "stops * 1k"\n'
YES = 'accepted_by = "production manager"\n'
INPUTS = "[inputs]\nstops = 100\n"
# A rival for 50,000 that we better by 100,000: we are worth 150,000 to whoever could buy it.
RIVAL = (
    '[[alternatives]]\nname = "rival"\nprice = "50k"\n[[alternatives.differences]]\nname = "energy"\namount = "100k"\n'
)


def case(text: str) -> Case:
    return read_case(text, "case.toml")


def page(text: str) -> ValuePage:
    return value_page(Worked(case(text)))


def toml(about: str = ABOUT, line: str = LINE + YES, inputs: str = INPUTS, rest: str = "") -> str:
    return f"[case]\n{about}{inputs}{line}{rest}"


def euros(amount: object) -> Decimal:
    found = getattr(amount, "amount", None)
    assert isinstance(found, Decimal)
    return found


def price(share: str, rest: str = "") -> Decimal:
    return euros(page(toml(rest=f"{rest}[share]\n{share}\n")).price)


def near(ours: Decimal | None, exact: Fraction) -> bool:
    """Whether a figure is the exact one, to 40 digits."""
    assert ours is not None
    return abs(F(ours) - exact) <= abs(exact) / 10**40


# --- The design's example.


def the_example() -> tuple[ValuePage, Case]:
    found = case((CASES / "design.toml").read_text(encoding="utf-8"))
    return value_page(Worked(found)), found


def test_the_example_reads_as_it_stands() -> None:
    _, found = the_example()
    assert (found.title, found.currency, found.years) == ("Line controller at Mega", "USD", 3)
    assert (found.discount_rate, found.timing, found.price_in_costs) == (Decimal("0.1"), Timing.END, False)
    assert [each.name for each in found.inputs] == ["machines", "hours_saved", "weeks", "margin_per_hour"]
    machines, hours, *_ = found.inputs
    assert (machines.source, machines.by, machines.unit) == (Source.SAID, "production manager", "machine")
    assert facts(hours.estimate.low, hours.estimate.likely, hours.estimate.high) == (2, 4, 5)
    assert (hours.source, hours.by, hours.day) == (Source.GUESS, None, None)
    stops, services = found.lines
    assert (stops.effect, stops.risk, stops.once) == (Effect.SAVE, Decimal("0.15"), False)
    assert facts(*stops.ramp) == (Decimal("0.5"), 1, 1)
    assert facts(*services.flows) == (53150, 666715, 636772, 647783)
    (rival,) = found.alternatives
    assert facts(rival.price, rival.switching, rival.kind) == (50000, 12000, Kind.COMPETITOR)
    terms = found.terms
    assert terms is not None
    assert (terms.rule, terms.fraction, terms.alpha) == ("fraction", Decimal("0.25"), Decimal("0.5"))
    assert facts(terms.base, terms.walk_away, terms.per_year) == (10000, 30000, False)


def test_the_examples_results_by_hand() -> None:
    found, _ = the_example()
    a_year = 12 * F(11, 3) * 48 * 38
    flows = [F(0), *(a_year * ramp * F(85, 100) for ramp in (F(1, 2), F(1), F(1)))]
    costs = [F(each) for each in (53150, 666715, 636772, 647783)]
    benefits_pv = sum(flow / F(11, 10) ** year for year, flow in enumerate(flows))
    costs_pv = sum(flow / F(11, 10) ** year for year, flow in enumerate(costs))
    assert near(euros(found.value_per_year), a_year)
    assert near(euros(found.pv_benefits), F(benefits_pv))
    assert near(euros(found.pv_costs), F(costs_pv))
    assert near(euros(found.npv), F(benefits_pv - costs_pv))
    assert near(found.roi, F(benefits_pv - costs_pv) / F(costs_pv))
    assert (found.payback_years, found.irr) == ("never", "none")
    assert all(near(ours, exact) for ours, exact in zip(found.lines[0].flows, flows, strict=True))
    assert list(found.lines[1].flows) == costs
    assert found.lines[0].status is Status.ACCEPTED
    assert facts(euros(found.accepted), euros(found.potential)) == (euros(found.pv_benefits), 0)
    assert (found.price, found.customer_keeps, found.our_share) == (None, None, None)
    assert found.price_by == "no value is accepted yet"  # what is accepted is less than the costs
    assert [euros(each.worth) for each in found.worth] == [278000, euros(found.npv)]
    assert found.next_best == "do nothing"
    assert found.next_question == "hours_saved"
    assert near(euros(found.tornado[0].swing), F(benefits_pv) / F(11, 3) * 3)
    assert near(found.break_even[0].value, F(costs_pv) / (F(benefits_pv) / F(11, 3)))
    assert euros(found.p10) < euros(found.p50) < euros(found.p90)


def test_the_examples_results_as_json(vl: Vl) -> None:
    code, out, complaints = vl("calc", str(CASES / "design.toml"), "--json")
    assert (code, complaints) == (0, "")
    found = json.loads(out)
    asked = """pv_benefits pv_costs npv roi payback_years irr value_per_year accepted potential p10 p50 p90 break_even
        tornado worth price customer_keeps our_share customer_npv customer_roi customer_payback_years"""
    assert set(asked.split()) <= set(found)
    assert found["lines"][0]["flows"] == ["0", "34108.8", "68217.6", "68217.6"]
    assert found["value_per_year"] == {"amount": "80256.00", "currency": "USD"}
    assert found["roi"].startswith("-0.91709")
    assert isinstance(found["roi"], str)


def test_our_walk_away_is_on_no_page_of_the_case(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(toml(rest='[share]\nrule = "bargain"\nwalk_away = 31234\n'), encoding="utf-8")
    for arguments in (["calc", str(file)], ["calc", str(file), "--json"]):
        code, out, _ = vl(*arguments)
        assert code == 0
        assert "31,234" not in out
        assert "31234" not in out


# --- The table case.


def test_a_case_needs_a_title_a_currency_and_one_line_and_no_more() -> None:
    text = '[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = "stops"\nkind = "save"\nformula = "5k"\n'
    found = case(text)
    assert (found.years, found.discount_rate, found.timing) == (3, Decimal("0.1"), Timing.END)
    assert (found.inputs, found.alternatives, found.terms) == ((), (), None)
    assert page(text).price_by == "no price is asked for"


@pytest.mark.parametrize(("typed", "code"), [("EUR", "EUR"), ("usd", "USD"), ("€", "EUR"), ("JPY", "JPY")])
def test_currency(typed: str, code: str) -> None:
    assert page(toml(ABOUT.replace("EUR", typed))).basis.currency == code


def test_title() -> None:
    assert page(toml()).title == "fewer stops"


def test_years() -> None:
    assert [len(page(toml(ABOUT.replace("2", each))).flows) for each in ("1", "2", '"5"')] == [2, 3, 6]


def test_without_years_the_case_is_as_long_as_its_flows() -> None:
    text = '[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = "l"\nkind = "save"\nflows = [%s]\n'
    assert case(text % "1, 2").years == 3
    assert case(text % "1, 2, 3, 4, 5, 6").years == 5


@pytest.mark.parametrize(("typed", "rate"), [('"8%"', "0.08"), ("0.08", "0.08"), ('"0.08"', "0.08"), ("0", "0")])
def test_discount_rate(typed: str, rate: str) -> None:
    found = page(toml(ABOUT.replace("discount_rate = 0", f"discount_rate = {typed}")))
    assert found.basis.discount_rate == Decimal(rate)
    year = 1 + F(rate)
    assert near(euros(found.npv), 100_000 / year + 100_000 / year**2)


@pytest.mark.parametrize(
    ("timing", "value"), [("end", F(100_000) / F("1.21")), ("mid", F(100_000) / F("1.1")), ("start", F(100_000))]
)
def test_timing(timing: str, value: Fraction) -> None:
    about = f'title = "t"\ncurrency = "EUR"\nyears = 1\ndiscount_rate = "21%"\ntiming = "{timing}"\n'
    assert near(euros(page(toml(about)).npv), value)


@pytest.mark.parametrize("where", ["case", "share"])
def test_price_in_costs(where: str) -> None:
    line = '[[lines]]\nname = "our price"\nkind = "cost"\nformula = "60k"\nonce = true\n'
    key = "price_in_costs = true\n"
    text = toml(ABOUT + key, rest=line) if where == "case" else toml(rest=f"{line}[share]\n{key}")
    found = page(text)
    assert (found.price, found.price_by) == (None, "in the cost lines")
    assert facts(euros(found.customer_npv), euros(found.npv), euros(found.customer_keeps)) == (
        140_000,
        140_000,
        140_000,
    )
    assert near(found.roi, F(140, 60))
    assert found.customer_roi == found.roi


# --- Inputs.


@pytest.mark.parametrize(
    "typed",
    ["[inputs]\nstops = 100\n", "[inputs.stops]\nvalue = 100\n", '[inputs]\nstops = "100"\n',
     '[inputs]\nstops = "0.1k"\n', "[inputs]\nstops = 1e2\n", "inputs.stops.value = 100\n",
     "[inputs]\nstops = {value = 100}\n", '[inputs]\nstops = "+100.00"\n', '[inputs]\nstops = "€100"\n',
     '[inputs]\n"stops" = "10,000%"\n'],
)  # fmt: skip
def test_an_input_is_a_number_in_any_dress(typed: str) -> None:
    text = toml(inputs="", rest=typed) if typed.startswith("[") else f"{typed}{toml(inputs='')}"
    assert euros(page(text).value_per_year) == 100_000


def test_the_point_is_a_decimal_point_in_numbers_in_text_and_in_formulas() -> None:
    line = '[[lines]]\nname = "l"\nkind = "save"\nformula = "a * b * 1.732 * 2.500k"\n'
    found = page(toml(line=line, inputs='[inputs]\na = "1.732"\nb = 1.000\n'))
    assert euros(found.value_per_year) == Decimal("1.732") * Decimal("1.732") * 2500
    assert price('price = "80.125"') == price("price = 80.125") == Decimal("80.125")


def test_a_range_counts_at_its_mean_and_moves_the_ends() -> None:
    found = page(toml(inputs="[inputs.stops]\nlow = 50\nlikely = 100\nhigh = 240\n"))
    (line,) = found.lines
    assert facts(euros(line.low), euros(line.amount), euros(line.high)) == (50_000, 130_000, 240_000)
    assert euros(found.p10) < euros(found.p50) < euros(found.p90)


def test_a_range_without_a_likely_figure_has_its_middle() -> None:
    (stops,) = case(toml(inputs="[inputs.stops]\nlow = 50\nhigh = 250\n")).inputs
    assert stops.estimate.likely == 150


def test_an_input_says_whose_number_it_is_and_since_when() -> None:
    inputs = '[inputs.stops]\nvalue = 100\nsource = "measured"\nby = "Ann, \\"QA\\""\non = 2026-06-15\n'
    (stops,) = page(toml(inputs=inputs)).inputs
    assert (stops.source, stops.by, stops.day) == (Source.MEASURED, 'Ann, "QA"', date(2026, 6, 15))
    (stops,) = page(toml()).inputs
    assert (stops.source, stops.by, stops.day, stops.unit) == (Source.GUESS, None, None, "")


def test_an_input_that_somebody_gave_is_said() -> None:
    (stops,) = case(toml(inputs='[inputs.stops]\nvalue = 100\nby = "Ann"\n')).inputs
    assert (stops.source, stops.by) == (Source.SAID, "Ann")


def test_units_convert_and_show() -> None:
    line = '[[lines]]\nname = "l"\nkind = "save"\nformula = "saved * wage"\n'
    units = '[inputs.saved]\nvalue = 90\nunit = "minutes per year"\n[inputs.wage]\nvalue = 40\nunit = "€/h"\n'
    found = page(toml(line=line, inputs=units))
    assert euros(found.value_per_year) == 60
    assert found.lines[0].words == "saved × wage ÷ 60"
    assert [each.unit for each in found.inputs] == ["minute/year", "EUR/hour"]


def test_a_line_none_of_whose_inputs_has_a_unit_is_not_checked() -> None:
    line = '[[lines]]\nname = "l"\nkind = "save"\nformula = "saved + wage"\n'
    assert euros(page(toml(line=line, inputs="[inputs]\nsaved = 1\nwage = 2\n")).value_per_year) == 3


# --- Lines.


@pytest.mark.parametrize(("kind", "benefits", "costs"), [("earn", 200, 0), ("save", 200, 0), ("cost", 0, 200)])
def test_kind(kind: str, benefits: int, costs: int) -> None:
    found = page(toml(line=LINE.replace("save", kind)))
    assert facts(euros(found.pv_benefits), euros(found.pv_costs)) == (benefits * 1000, costs * 1000)
    assert euros(found.value_per_year) == benefits * 500


def test_flows_begin_with_year_0_and_are_nought_after_their_last_figure() -> None:
    found = page(toml(line='[[lines]]\nname = "l"\nkind = "save"\nflows = ["1k", 2000.50]\n'))
    assert facts(*found.lines[0].flows) == (1000, Decimal("2000.5"), 0)
    assert found.lines[0].given


def test_a_formula_runs_from_year_1_to_the_last() -> None:
    assert facts(*page(toml()).lines[0].flows) == (0, 100_000, 100_000)


@pytest.mark.parametrize(
    ("ramp", "flows"),
    [
        ('["50%", "150%"]', (50, 150, 150)),
        ("[0.5]", (50, 50, 50)),
        ('"50%"', (50, 50, 50)),
        ("[0, 10]", (0, 1000, 1000)),
    ],
)
def test_ramp(ramp: str, flows: tuple[int, ...]) -> None:
    found = page(toml(ABOUT.replace("2", "3"), LINE + f"ramp = {ramp}\n"))
    assert found.lines[0].flows == (0, *(1000 * each for each in flows))


@pytest.mark.parametrize(("kind", "flow"), [("save", 85_000), ("earn", 85_000), ("cost", 115_000)])
@pytest.mark.parametrize("risk", ['"15%"', "0.15", '"0.15"'])
def test_risk(kind: str, flow: int, risk: str) -> None:
    found = page(toml(line=LINE.replace("save", kind) + f"risk = {risk}\n"))
    assert facts(*found.lines[0].flows) == (0, flow, flow)


@pytest.mark.parametrize(
    ("year", "flows"), [("", (100, 0, 0)), ("year = 0\n", (100, 0, 0)), ("year = 2\n", (0, 0, 100))]
)
def test_once_and_year(year: str, flows: tuple[int, ...]) -> None:
    found = page(toml(line=f"{LINE}once = true\n{year}"))
    assert found.lines[0].flows == tuple(1000 * each for each in flows)
    assert euros(found.value_per_year) == 0


def test_delay() -> None:
    assert facts(*page(toml(line=f"{LINE}delay = 6\n")).lines[0].flows) == (0, 50_000, 100_000)


def test_for() -> None:
    assert page(toml(line=f'{LINE}for = "plant manager"\n')).lines[0].owner == "plant manager"


def test_acceptance() -> None:
    (line,) = page(toml(line=f"{LINE}{YES}accepted_on = 2026-06-15\n")).lines
    agreed = line.acceptance
    assert agreed is not None
    assert (line.status, agreed.by, agreed.day) == (Status.ACCEPTED, "production manager", date(2026, 6, 15))
    assert euros(agreed.figure) == 100_000
    found = page(toml(line=LINE))
    assert facts(euros(found.accepted), euros(found.potential), found.lines[0].status) == (0, 200_000, Status.POTENTIAL)


# --- Alternatives.


def against(text: str) -> WorthView:
    return page(text).worth[0]


def test_price_and_differences_of_an_alternative() -> None:
    found = against(toml(rest=RIVAL))
    assert facts(found.name, found.kind, euros(found.price)) == ("rival", Kind.COMPETITOR, 50_000)
    assert facts(euros(found.positive), euros(found.negative), euros(found.worth)) == (100_000, 0, 150_000)


def test_what_it_is_better_at_and_what_a_change_costs_are_taken_off() -> None:
    worse = '[[alternatives.differences]]\nname = "service"\namount = -5000\n'
    found = against(toml(rest=RIVAL.replace("[[alternatives.", "switching = 12000\n[[alternatives.") + worse))
    assert facts(euros(found.negative), euros(found.switching), euros(found.worth)) == (5000, 12_000, 133_000)


def test_a_difference_without_an_amount_is_unknown() -> None:
    found = against(toml(rest=f'{RIVAL}[[alternatives.differences]]\nname = "service"\n'))
    assert facts(found.unknown, euros(found.worth)) == (("service",), 150_000)


@pytest.mark.parametrize("kind", ["competitor", "incumbent", "themselves"])
def test_kind_of_an_alternative(kind: str) -> None:
    assert against(toml(rest=RIVAL.replace('name = "rival"\n', f'name = "rival"\nkind = "{kind}"\n'))).kind == Kind(
        kind
    )


def test_doing_nothing_is_always_there_and_need_not_be_written() -> None:
    nothing = '[[alternatives]]\nname = "do nothing"\n'
    assert [each.name for each in page(toml()).worth] == ["do nothing"]
    assert [each.name for each in page(toml(rest=nothing)).worth] == ["do nothing"]


# --- The table share.


@pytest.mark.parametrize(
    ("share", "amount"),
    [
        ("", 50_000),
        ('fraction = "30%"', 60_000),
        ("fraction = 0.3", 60_000),
        ('rule = "bargain"\nwalk_away = "100k"', 150_000),
        ('rule = "bargain"\nwalk_away = 100000\nalpha = "25%"', 125_000),
        ('rule = "outcome"\nbase = 10000\nbaseline = 100000', 35_000),
        ('rule = "outcome"\nbase = 10000\nbaseline = 100000\nleast = 30000', 40_000),
        ('rule = "outcome"\nbase = 10000\nbaseline = 100000\nmost = 20000', 30_000),
        ('rule = "outcome"\nfraction = "10%"', 20_000),
        ('rule = "bargain"\nwalk_away = 1\nprice = "40k"', 40_000),
        ("price = 0", 0),
    ],
)
def test_rule_and_what_it_needs(share: str, amount: int) -> None:
    assert price(share) == amount


def test_rule_difference() -> None:
    assert price('rule = "difference"', RIVAL) == 75_000
    assert price('rule = "difference"\nfraction = "50%"', RIVAL) == 100_000


def test_the_price_enters_the_customers_results_alone() -> None:
    found = page(toml(rest="[share]\n"))
    assert facts(euros(found.npv), euros(found.pv_costs), found.roi) == (200_000, 0, None)
    assert facts(euros(found.customer_npv), euros(found.customer_pv_costs)) == (150_000, 50_000)
    assert facts(found.customer_roi, found.customer_payback_years) == (3, Decimal("0.5"))
    assert facts(euros(found.customer_keeps), found.our_share, found.price_by) == (150_000, Decimal("0.25"), "fraction")


def test_per_year() -> None:
    found = page(toml(rest="[share]\nper_year = true\n"))
    assert [euros(each.price) for each in found.flows] == [0, 25_000, 25_000]
    assert euros(found.price_a_year) == 25_000
    assert [euros(each.price) for each in page(toml(rest="[share]\nper_year = false\n")).flows] == [50_000, 0, 0]


def test_guarantee() -> None:
    # 200,000 are realised of 210,000 guaranteed: 10,000 of the 50,000 are paid back
    assert euros(page(toml(rest="[share]\nguarantee = 210000\n")).customer_keeps) == 160_000


def test_instalments_and_walk_away() -> None:
    found = case(toml(rest='[share]\ninstalments = 3\nwalk_away = "30k"\n'))
    desk = share_page(Worked(found), "mega", ())
    assert [str(euros(each)) for each in desk.instalments] == ["16666.67", "16666.67", "16666.66"]
    assert euros(desk.rule.margin) == 20_000


# --- The file itself.


def test_a_file_from_windows_reads_as_any_other(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_bytes(b"\xef\xbb\xbf" + toml().replace("\n", "\r\n").encode())
    code, out, complaints = vl("calc", str(file), "--json")
    assert (code, complaints) == (0, "")
    assert json.loads(out)["value_per_year"]["amount"] == "100000.00"


def test_inputs_that_no_formula_names_are_kept_and_do_no_harm() -> None:
    found = page(toml(inputs=f"{INPUTS}spare = 7\n"))
    assert [each.name for each in found.inputs] == ["stops", "spare"]
    assert [each.input for each in found.break_even] == ["stops"]
