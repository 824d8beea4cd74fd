"""The theory pages cannot drift: their tables are the shipped defaults, their worked figures are reckoned again."""

import ast
import json
import operator
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demo_store import shown
from valueloop.domain.equation import words
from valueloop.domain.formula import parse
from valueloop.domain.loop.belief import FOUND, GONE, replay
from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Evidence, Ratios, question
from valueloop.domain.loop.patience import DEFAULT_COSTS, ledger
from valueloop.domain.page.line import LineTyped
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.plan.advice import LiveNeed, Situation, next_move
from valueloop.domain.probability import LEAST, MOST, odds, read_fraction
from valueloop.domain.proposition import ENOUGH, leading
from valueloop.domain.proposition import MOST as MOST_LEADING
from valueloop.domain.settings import SETTINGS, Settings
from valueloop.domain.unit import SCALED, read_unit
from valueloop.domain.unit_check import converted
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.flow import Timing, factors, present_value
from valueloop.domain.value.share import instalments, outcome_price, price_flows
from valueloop.domain.value.terms import Rule, Terms
from valueloop.interop.case_file import read_case
from valueloop.usecases.plan import QUIET_DAYS
from valueloop.usecases.value import read_ramp

METHOD = Path(__file__).parent.parent / "docs" / "method"
PAGES = sorted(METHOD.glob("*.md"))
OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def page(name: str) -> str:
    return (METHOD / f"{name}.md").read_text("utf-8")


def prose(name: str) -> str:
    """A page on one line, so that a sentence may go over two."""
    return " ".join(page(name).split())


def table(name: str, head: str) -> list[list[str]]:
    """The rows of the table on a page whose first column is called so."""
    found = re.search(rf"^\| ?{re.escape(head)} \|.*\n\|[-:| ]+\n((?:\|.*\n)+)", page(name), re.MULTILINE)
    assert found, f"{name}: no table of '{head}'"
    rows = [[each.strip().strip("`") for each in line.strip("|").split("|")] for line in found[1].splitlines()]
    assert all(len(row) == len(rows[0]) for row in rows)
    return rows


def number(text: str) -> Decimal:
    """A figure of a table: `126,720`, `73.6 %`."""
    plain = text.replace(",", "")
    return Decimal(plain.removesuffix("%").strip()) / (100 if plain.endswith("%") else 1)


def to(value: Decimal, like: str) -> str:
    """A figure with as many decimals as another is written with, in its form."""
    percent = like.endswith("%")
    digits = like.removesuffix("%").strip()
    places = len(digits.partition(".")[2])
    rounded = (value * (100 if percent else 1)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return f"{rounded:,f}" + (like[len(digits) :] if percent else "")


# The arithmetic in blocks: what stands left of the sign comes to what stands right of it, at the digits shown.


def sums() -> list[tuple[str, str, str]]:
    """Each sum in a block as (page, left, right)."""
    found = []
    for each in PAGES:
        for block in re.findall(r"^```text\n(.*?)^```", each.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                left, equals, right = line.rpartition(" = ")
                if equals and re.fullmatch(r"[\d.]+", right):
                    found.append((each.stem, re.split(r"\s{2,}", left)[-1], right))
    return found


def reckon(text: str) -> Decimal:
    signs = text.replace("×", "*").replace("−", "-").replace("^", "**")
    return _figure(ast.parse(signs, mode="eval").body, signs)


def _figure(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_figure(node.left, text), _figure(node.right, text))
    return Decimal(ast.get_source_segment(text, node) or "")


@pytest.mark.parametrize(("where", "left", "right"), sums())
def test_a_sum_comes_out(where: str, left: str, right: str) -> None:
    assert to(reckon(left), right).replace(",", "") == right, f"{where}: {left}"


def test_there_are_sums() -> None:
    assert len(sums()) >= 20
    assert {where for where, _, _ in sums()} >= {"README", "beliefs", "value", "share", "maps"}


def test_the_pages_are_listed() -> None:
    listed = re.findall(r"\]\((\w+)\.md\)", "".join("".join(row) for row in table("README", "page")))
    assert sorted(listed) == [each.stem for each in PAGES if each.stem != "README"]
    for each in PAGES:
        assert "## What it does not do" in each.read_text("utf-8"), each.name


# README.md: settings, the next move.


def test_the_settings_are_those_shipped() -> None:
    assert [row[:3] for row in table("README", "key")] == [
        [each.key, each.default, each.meaning] for each in SETTINGS.values()
    ]


def test_the_bounds_of_the_next_move() -> None:
    gone, found = f"{GONE * 100:.0f} %", f"{FOUND * 100:.0f} %"
    assert f"a chance above {gone}" in prose("README")
    assert f"of a need of {found} or more" in prose("README")
    assert f"Needs of {found} or more" in prose("README")
    assert f"nobody in touch for {QUIET_DAYS} days" in prose("README")
    assert f"whose need is below {gone} is refuted" in prose("beliefs")
    assert f"From {found} on a need is sure enough" in prose("beliefs")


def test_the_need_that_is_asked_about_first() -> None:
    def need(name: str, chance: str, money: int) -> LiveNeed:
        return LiveNeed(
            money,
            name,
            Decimal(chance),
            verified=False,
            money=Decimal(money),
            weight=Decimal(1),
            person=None,
            offered=False,
        )

    two = [need("large", "0.9", 120_000), need("small", "0.5", 80_000)]
    assert next_move(Situation(date(2026, 6, 15), Decimal(10), needs=two)).about == "small"
    assert "The smaller one is asked about first" in prose("README")


# beliefs.md


def test_the_ratios_are_those_shipped() -> None:
    rows = table("beliefs", "channel")
    assert {row[0]: (Decimal(row[1]), Decimal(row[2])) for row in rows} == {
        channel.value: ratios for channel, ratios in DEFAULT_RATIOS.items()
    }


def test_the_ratios_of_asking_follow_from_sensitivity_and_specificity() -> None:
    held = 0
    for channel, yes, no, where in table("beliefs", "channel"):
        if found := re.fullmatch(r"sensitivity ([\d.]+), specificity ([\d.]+)", where):
            sensitivity, specificity = map(Decimal, found.groups())
            assert to(sensitivity / (1 - specificity), yes) == yes, channel
            assert to((1 - sensitivity) / specificity, no) == no, channel
            held += 1
        else:
            assert "judgement" in where or where == "as a meeting", channel
    assert held == 3
    assert DEFAULT_RATIOS[Channel.VISIT] == DEFAULT_RATIOS[Channel.MEETING]


def test_the_worked_belief() -> None:
    rows = table("beliefs", "observation")
    prior = number(rows[0][3])
    assert to(odds(prior), rows[0][2]) == rows[0][2]
    channels = [Channel.CALL, Channel.VISIT, Channel.OFFER, Channel.OFFER]
    offers = [None, None, 2, 3]
    seen = [
        Evidence(channel, Answer.YES, date(2026, 6, at), at, question(channel, 7, offer, ""))
        for at, (channel, offer) in enumerate(zip(channels, offers, strict=True), 1)
    ]
    for at, row in enumerate(rows[1:], 1):
        belief = replay(prior, seen[:at], Ratios(DEFAULT_RATIOS))
        assert Decimal(row[1]) == DEFAULT_RATIOS[channels[at - 1]][0]
        assert to(odds(belief.chance), row[2]) == row[2]
        assert to(belief.chance, row[3]) == row[3]


def test_the_worked_belief_is_the_demos() -> None:
    need = next(each for each in demo("export northgate")["needs"] if "higher yield" in each["name"])
    shown_chances = [row[3] for row in table("beliefs", "observation")]
    assert to(Decimal(need["prior"]), shown_chances[0]) == shown_chances[0]
    assert to(Decimal(need["chance"]), shown_chances[-1]) == shown_chances[-1]
    assert [each["channel"] for each in need["evidence"]] == ["call", "visit", "offer", "offer"]
    assert {each["person"] for each in need["evidence"][:3]} == {"production manager"}


def test_the_bounds_of_a_chance() -> None:
    assert f"from {LEAST * 100:.1f} % to {MOST * 100:.1f} %" in prose("beliefs")
    assert f"it is {SETTINGS['chance'].default.removesuffix('%')} %, which is judgement" in prose("beliefs")
    certain = [Evidence(Channel.CALL, Answer.YES, date(2026, 6, 1), at, f"ask {at}") for at in range(100)]
    assert 1 - replay(Decimal("0.5"), certain, Ratios(DEFAULT_RATIOS)).chance == Decimal("1e-12")
    assert "a millionth of a millionth" in prose("beliefs")


# patience.md


def test_the_spendings_are_those_shipped() -> None:
    rows = table("patience", "what spends")
    assert {what: Decimal(units) for what, units in rows} == {kind.words: cost for kind, cost in DEFAULT_COSTS.items()}
    assert [what for what, _ in rows] == [kind.words for kind in DEFAULT_COSTS]
    assert f"an account begins with {SETTINGS['patience.start'].default}." in prose("patience")


def test_the_worked_patience() -> None:
    kinds = {kind.value: kind for kind in DEFAULT_COSTS}
    rows = table("patience", "day")
    spent = [(date(2026, 6, 1), at, kinds[row[1].split()[-1]]) for at, row in enumerate(rows)]
    entries = ledger(Settings({}).patience, spent, DEFAULT_COSTS).entries
    assert [(str(-each.amount), str(each.left)) for each in entries] == [(row[2], row[3]) for row in rows]


def test_the_worked_patience_is_the_demos() -> None:
    events, left, found = demo("history northgate")["events"], Settings({}).patience, []
    for each in events:
        if Decimal(each["patience"]) != left:
            what = f"offer {each['number']} {each['outcome']}" if each["kind"] == "response" else each["channel"]
            left = Decimal(each["patience"])
            found.append([f"{(day := date.fromisoformat(each['day'])).day} {day:%b %Y}", what, str(left)])
    assert found == [[day, what, left] for day, what, _, left in table("patience", "day")]


# value.md, share.md, maps.md


@cache
def demo(command: str) -> Any:
    return json.loads(shown(*command.split(), "--json"))


def test_the_defaults_of_a_value_case() -> None:
    shipped = LineTyped.__dataclass_fields__["risk"].default
    assert table("value", "what") == [
        ["years", SETTINGS["years"].default, "judgement"],
        ["discount rate a year", SETTINGS["discount_rate"].default, "judgement: ask for the customer's own"],
        ["risk", shipped, "nothing is taken off unless you say so"],
        ["ramp", read_ramp(()), "all of it from year 1 on"],
    ]


def test_the_worked_value() -> None:
    lines = {each["name"]: each for each in demo("value northgate")["lines"]}
    rows = table("value", "line")
    rate, years = read_fraction(SETTINGS["discount_rate"].default), int(SETTINGS["years"].default)
    for name, yearly, *flows, present in rows:
        line = lines[name.partition(",")[0]]
        assert to(Decimal(line["amount"]["amount"]), yearly) == yearly
        assert [to(Decimal(each), flows[0]) for each in line["flows"][1:]] == flows
        assert to(Decimal(line["present_value"]["amount"]), present) == present
        by_hand = sum(number(flow) / (1 + rate) ** year for year, flow in enumerate(flows, 1))
        assert len(flows) == years
        assert to(Decimal(by_hand), present) == present
    low, high = (lines["yield of the filling lines"][end]["amount"] for end in ("low", "high"))
    assert f"{Decimal(low):.0f}" in page("value")
    assert f"{Decimal(high):.0f}" in page("value")
    worth = Decimal(demo("value northgate")["sums"]["value"]["present_value"]["amount"])
    assert f"= {worth:.2f}" in page("value")


def case_file() -> Any:
    return value_page(
        Worked(read_case((METHOD.parent.parent / "examples" / "line-controller.toml").read_text("utf-8"), "x"))
    )


def test_the_worked_results() -> None:
    found = case_file()
    before = [
        found.pv_benefits.amount,
        found.pv_costs.amount,
        found.npv.amount,
        found.roi,
        found.payback_years,
        found.irr,
    ]
    after = [
        found.pv_benefits.amount,
        found.customer_pv_costs.amount,
        found.customer_npv.amount,
        found.customer_roi,
        found.customer_payback_years,
        found.customer_irr,
    ]
    for row, ours, theirs in zip(table("value", "result"), before, after, strict=True):
        assert [to(ours, row[1]), to(theirs, row[2])] == row[1:], row[0]


def test_the_timings() -> None:
    for timing, _, shown_figure in table("value", "timing"):
        flows = [Decimal(0), *[Decimal(100_000)] * 3]
        assert to(present_value(flows, Decimal("0.1"), Timing(timing)), shown_figure) == shown_figure


def test_the_worths_against_alternatives() -> None:
    northgate = next(each for each in demo("value northgate")["worth"] if each["kind"])
    retrofit = case_file().worth[0]
    rows = table("value", "alternative")
    assert rows[0][1:3] == [to(Decimal(northgate[key]["amount"]), "1") for key in ("price", "worth")]
    assert rows[0][4] == f"{to(Decimal(northgate['surplus']['amount']), '1')} better off"
    assert rows[1][1:3] == [to(each.amount, "1") for each in (retrofit.price, retrofit.worth)]
    assert rows[1][4] == f"{to(-retrofit.surplus.amount, '1')} worse off"


def test_what_converts() -> None:
    text = prose("units")
    for name in SCALED:
        assert re.search(rf"\b{name}\b", text), name
    words_of = {row[0]: row[1] for row in table("units", "inputs")}
    for inputs, said in words_of.items():
        names = re.findall(r"[a-z]+", said)
        units = [each.strip().split(" ", 1)[1] for each in inputs.split(", ")]
        typed = re.sub(r" ÷ \d+$", "", said).replace(" × 60", "") if "+" in said else " × ".join(names)
        formula = parse(typed)
        made = converted(
            formula.text, formula.tree, dict(zip(names, map(read_unit, units), strict=True)), "EUR", once=False
        )
        assert words(made) == said


def test_the_worked_draws() -> None:
    found = {each["what"]: each for each in demo("value northgate")["ranges"]}["customer keeps"]
    for (which, exact, drawn), key in zip(table("sureness", ""), ("p10", "p50", "p90"), strict=True):
        assert which == key.upper()
        assert to(Decimal(found[key]["amount"]) + 52_000, drawn) == drawn
        assert abs(number(drawn) / number(exact) - 1) < Decimal("0.005")


def test_the_worked_swings() -> None:
    for row, each in zip(table("sureness", "input"), demo("value northgate")["tornado"], strict=True):
        assert row[0] == each["input"].replace("_", " ")
        figures = [each["low"], each["high"], *(each[key]["amount"] for key in ("npv_at_low", "npv_at_high", "swing"))]
        assert [to(Decimal(got), like) for got, like in zip(figures, row[1:], strict=True)] == row[1:]


def test_the_worked_share() -> None:
    found = demo("share northgate")
    value = found["value"]
    ends = [f"{Decimal(value[each]['amount']):,.2f}" for each in ("present_value", "low", "high")]
    assert f"V is {ends[0]}, from {ends[1]} to {ends[2]}" in prose("share")
    assert f"the walk-away is {Decimal(found['walk_away']['amount']):,.0f}" in prose("share")
    prices = [*found["rules"], *found["prices"]]
    called = {"fraction": "our share", "outcome": "by outcome", "agreed": "agreed price"}
    theirs = ("price", "keeps", "keeps_p10", "keeps_p90", "lost")
    for row, price in zip(table("share", "price by"), prices, strict=True):
        assert row[0] == called.get(price["what"], price["what"])
        assert [to(Decimal(price[key]["amount"]), like) for key, like in zip(theirs, row[1:], strict=True)] == row[1:]
    for row, price in zip(table("share", "rule"), prices, strict=True):
        assert row[0] == called.get(price["what"], price["what"])
        assert to(Decimal(price["part"]), row[1]) == row[1]
        below = Decimal(price["of_difference"]) < 0
        assert row[2] == ("below it" if below else to(Decimal(price["of_difference"]), row[2]))
        assert to(Decimal(price["margin"]["amount"]), row[3]) == row[3]


def test_the_worked_outcome() -> None:
    base, baseline, least, most = (Decimal(each) for each in (15_000, 60_000, 10_000, 40_000))
    terms = Terms(Rule.OUTCOME, Decimal("0.2"), Decimal("0.5"), base, baseline, least, most)
    for realised, part, paid, back, keeps in ([number(each) for each in row] for row in table("share", "realised")):
        assert outcome_price(terms, realised) == paid == part + terms.base
        assert back == min(paid, max(Decimal(0), Decimal(80_000) - realised))
        assert keeps == realised - paid + back


def test_the_worked_payments() -> None:
    by_year = price_flows(Decimal(52_000), Terms(per_year=True), factors(3, Decimal("0.1"), Timing.END))
    assert f"= {by_year[1]:.2f}" in page("share")
    assert "{}, {} and {}".format(*(f"{each:,}" for each in instalments(Decimal(52_000), 3, "EUR"))) in prose("share")


def test_the_default_share() -> None:
    assert table("share", "what")[0][:2] == ["share", SETTINGS["share"].default]
    assert read_fraction(SETTINGS["share"].default) == Decimal("0.25")
    assert "three of four parts" in prose("share")
    usual = Terms()
    assert table("share", "what")[1][:2] == ["alpha", to(usual.alpha, "50%")]
    assert usual.base == usual.baseline == usual.least == 0
    assert usual.most is None
    assert [row[1] for row in table("sureness", "what")] == [f"{DRAWS:,}", str(SEED)]


def test_the_worked_tree() -> None:
    people = demo("map northgate")["people"]
    rows = table("maps", "person")
    assert [row[0] for row in rows] == [each["person"]["name"] for each in people]
    for (_, own, rolled_up), each in zip(rows, people, strict=True):
        assert number(own) == sum(Decimal(each[key]["amount"]) for key in ("accepted", "potential"))
        assert number(rolled_up) == Decimal(each["rolled_up"]["amount"])


def test_what_leads() -> None:
    for money, lead in table("maps", "entries' money"):
        worths = [Decimal(each) for each in money.split(", ")]
        assert ", ".join(str(worths[at]) for at in leading(worths)) == lead
    assert f"carries {ENOUGH * 100:.0f} % of the person's money" in prose("maps")
    assert MOST_LEADING == 3
    assert "three at most" in prose("maps")
    assert f"{ENOUGH:%}".startswith("80")
    assert "Eighty per cent and three are judgement" in prose("maps")
