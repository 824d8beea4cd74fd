"""The theory pages cannot drift: their tables are the shipped defaults, their worked figures are reckoned again."""

import ast
import json
import operator
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import pytest

from by_hand import Answered, Asked, Paying, believed, chance_of, chances
from demo_store import shown
from test_demo_figures import COUNTED, PANELS, PILOT, PRIORS, TOO_DEAR, YES_CALL
from valueloop.domain.account import Phase
from valueloop.domain.bias import HALF_BELIEVED, bias
from valueloop.domain.bias import LEAST as LEAST_PART
from valueloop.domain.bias import MOST as MOST_PART
from valueloop.domain.campaign import ENOUGH as ENOUGH_SENT
from valueloop.domain.campaign import WITHIN
from valueloop.domain.diagnosis import ENOUGH as LEAST_DEAD
from valueloop.domain.discovery import ENOUGH as LEAST_FOUND
from valueloop.domain.discovery import quartiles
from valueloop.domain.effort import ENOUGH as FEWEST
from valueloop.domain.effort import REAL
from valueloop.domain.equation import words
from valueloop.domain.formula import parse
from valueloop.domain.goodwill import ASKS
from valueloop.domain.invoice import outcome
from valueloop.domain.loop.belief import FOUND, GONE, replay
from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Evidence, Ratios
from valueloop.domain.loop.joint import Joint
from valueloop.domain.loop.learning import (
    MOST_DECIBANS,
    POINTS,
    PRIOR,
    RATES,
    REACH,
    base_rate,
    bayes_factor,
    walk_rate,
)
from valueloop.domain.loop.patience import DEFAULTS, Cause, ledger
from valueloop.domain.loop.payable import SURE, WITHOUT_NEED, Payable, Test
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.origin import ENOUGH as LEAST_SETTLED
from valueloop.domain.origin import rate as won_rate
from valueloop.domain.page.line import LineTyped
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.parting import LOOK_BACK, Known
from valueloop.domain.plan.advice import LiveNeed, Situation, next_move
from valueloop.domain.plan.calibration import ENOUGH as ENOUGH_FORECASTS
from valueloop.domain.plan.calibration import Forecast, scores
from valueloop.domain.plan.given import MOST as MOST_LIVE
from valueloop.domain.plan.given import PRICES
from valueloop.domain.plan.prediction import RECENT, SHARE, Predictor, regret_bound
from valueloop.domain.plan.weigh import ASK_FIRST
from valueloop.domain.probability import LEAST, MOST, read_fraction
from valueloop.domain.proposition import ENOUGH, leading
from valueloop.domain.proposition import MOST as MOST_LEADING
from valueloop.domain.queue import BILL_WITHIN, HORIZON, Waits
from valueloop.domain.referral import THANK_WITHIN
from valueloop.domain.revenue import EXCEEDED, KEPT, UNTIMED, Holds, Profit
from valueloop.domain.segment import TOGETHER, overlap
from valueloop.domain.settings import LEARNED_FROM, RATIO_SPREAD, SETTINGS, SHARE_SPREAD, Settings
from valueloop.domain.similarity import FAINT, THIN, WEIGHTS
from valueloop.domain.threat import Ours, Rival, filled, margin
from valueloop.domain.unit import SCALED, read_unit
from valueloop.domain.unit_check import converted
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.flow import Timing, factors, present_value
from valueloop.domain.value.line import Effect
from valueloop.domain.value.share import instalments, outcome_price, price_flows, rounded
from valueloop.domain.value.terms import Rule, Terms
from valueloop.interop.case_file import read_case
from valueloop.report.plan import AS_GOOD
from valueloop.usecases.rates import ALIKE
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
    assert {where for where, _, _ in sums()} >= {"README", "beliefs", "planner", "learning", "value", "share", "maps"}


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
    usual = [SETTINGS[f"rhythm.{each}"].default for each in ("account", "customer")]
    assert "nobody in touch for {} days (a customer: {}) or ever".format(*usual) in prose("README")
    assert f"whose need is below {gone} is refuted" in prose("beliefs")
    assert f"**Which needs**: those of {gone} or more" in prose("planner")
    assert f"no product meets one of {gone} or more" in prose("planner")
    assert f"no product that meets one of {gone} or more" in prose("README")
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
    prior, *rows = table("beliefs", "observation")
    stories = [(PANELS, Asked(3, YES_CALL)), (PANELS, *COUNTED), (PANELS, *COUNTED, TOO_DEAR)]
    stories += [(*stories[-1], PILOT)]
    assert to(Decimal(str(PRIORS[3])), prior[3]) == prior[3]
    before = in_favour(PRIORS[3])
    for (what, ratio, odds_after, chance), story in zip(rows, stories, strict=True):
        after = in_favour(chances(PRIORS, *story)[3])
        base = in_favour(PRIORS[3]) if "replaces" in what else before
        assert [to(Decimal(each), like) for each, like in ((after / base, ratio), (after, odds_after))] == [
            ratio,
            odds_after,
        ]
        assert to(Decimal(after / (1 + after)), chance) == chance
        before = after
    alone = in_favour(chances({3: 0.5}, replace(TOO_DEAR, told={3: 1}))[3])
    assert f"alone it would be {alone:.5f}" in prose("beliefs")
    overtime = [f"{each * 100:.1f} %" for each in (chances(PRIORS, *story)[4] for story in stories[-2:])]
    assert "the overtime only from {} to {}".format(*overtime) in prose("beliefs")


def in_favour(chance: float) -> float:
    return chance / (1 - chance)


def test_the_worked_belief_is_the_demos() -> None:
    page_of = demo("why northgate 3")
    said = [row[3] for row in table("beliefs", "observation")]
    steps = [each for each in page_of["steps"] if each["counts"]]
    assert [each["channel"] for each in page_of["steps"]] == ["call", "visit", "offer", "offer"]
    assert {each["person"] for each in page_of["steps"][:3]} == {"production manager"}
    shown_chances = [page_of["prior"], *(each["after"] for each in steps)]
    assert [to(Decimal(each), "1.0 %") for each in shown_chances] == [said[0], *said[2:]]


ANSWERS = {
    "accepted": ("accepted", None),
    "rejected, because of the price": ("rejected", "price"),
    "rejected, for want of a need": ("rejected", "no-need"),
    "rejected, no reason typed": ("rejected", None),
    "silent": ("silent", None),
}


def test_what_one_answer_says_by_the_price() -> None:
    rows = table("beliefs", "answer | at 20,000 | at 40,000 | at 80,000")
    assert [row[0] for row in rows] == list(ANSWERS)
    for answer, *said in rows:
        for price, like in zip((20_000, 40_000, 80_000), said, strict=True):
            found = chances({1: 0.5}, Answered({1: 100_000}, price, *ANSWERS[answer]))[1]
            assert to(Decimal(found), like) == like, (answer, price)


def test_what_one_answer_says_of_two_needs() -> None:
    levels, worth = Paying().levels(), {1: 80_000.0, 2: 20_000.0}
    assert f"{sum(levels) / 5 * 100:.1f} % at first" in prose("beliefs")
    for answer, *said in table("beliefs", "answer to both"):
        belief = believed({1: 0.5, 2: 0.5}, [Answered(worth, 30_000, *ANSWERS[answer])])
        pays = sum(weight * levels[level] for (_, level), weight in belief.items())
        found = (chance_of(1, belief), chance_of(2, belief), pays)
        assert [to(Decimal(each), like) for each, like in zip(found, said, strict=True)] == said


def test_a_counter_offer_is_no_proof() -> None:
    worth, no = {1: 100_000.0}, float(DEFAULT_RATIOS[Channel.CALL][1])
    rows = table("beliefs", "price they name")
    assert [number(row[0]) for row in rows] == [10_000, 20_000, 30_000, 39_000, 39_900]
    for named, *said in rows:
        price = float(number(named))
        story = (Answered(worth, 40_000, "countered", counter=price), Asked(1, no))
        joint = Joint.independent({1: 0.5}).tested(Test(worth, 40_000, Verdict.COUNTERED, None, price), Payable())
        for upto, belief, like in zip((1, 2), (joint, joint.told(1, no)), said, strict=True):
            assert to(Decimal(chances({1: 0.5}, *story[:upto])[1]), like) == like, (named, upto)
            assert to(Decimal(belief.chance(1)), like) == like, (named, upto)


def test_no_answer_is_louder_than_some_hundreds_to_one() -> None:
    payable, worth, loudest = Payable(), {1: 100_000.0}, SURE / WITHOUT_NEED
    for price in (1e-3, 1.0, 20_000.0, 40_000.0, 80_000.0, 1e9):
        counters = [(Verdict.COUNTERED, None, price * part) for part in (1e-6, 0.1, 0.5, 0.999, 1.0)]
        refusals = [(Verdict.REJECTED, each, None) for each in (None, *Reason)]
        for answer in [(Verdict.ACCEPTED, None, None), (Verdict.SILENT, None, None), *counters, *refusals]:
            test = Test(worth, price, *answer)
            there, not_there = (test.likelihood(each, payable) for each in (100_000.0, 0.0))
            assert min(*there, *not_there) >= WITHOUT_NEED
            for a, b in zip(there, not_there, strict=True):
                assert max(a / b, b / a) <= loudest + 1e-9, (price, answer)
    assert f"{SURE} / {WITHOUT_NEED} = {loudest:.0f}" in page("beliefs")
    bounds = f"at least {WITHOUT_NEED} and at most {SURE}"
    assert f"A = Φ((ln κ + ln value − ln price) / blur), {bounds}" in prose("beliefs")
    assert f"Φ((ln κ + ln value − ln price) / blur), {bounds}" in prose("planner")
    assert f"no answer is weighed below {WITHOUT_NEED}" in prose("beliefs")


def test_what_is_said_of_what_other_needs_taught() -> None:
    of_others = "what was learned of other needs, and of what they pay"
    assert f'"{of_others}"' in prose("beliefs")
    assert demo("why northgate 1")["steps"][-1]["channel"] is None
    assert f"{of_others}: to 9%." in shown("export", "northgate")


def test_the_answers_are_weighed_as_the_table_says() -> None:
    """Each row of the table, as a formula, against what the program weighs a state by."""
    payable, value, price, their = Payable(), 60_000.0, 50_000.0, 30_000.0
    takes, theirs = payable.accepts(value, price), payable.accepts(value, their)
    n, s = (1 - payable.noise) * 0.4 + payable.noise / 2, payable.silence
    formulas: dict[str, Callable[[float, float], float]] = {
        "A": lambda a, _: a,
        "(1 − A) × n": lambda a, _: (1 - a) * n,
        "(1 − A) × (1 − n)": lambda a, _: (1 - a) * (1 - n),
        "1 − A": lambda a, _: 1 - a,
        "s + (1 − s) × (1 − A)": lambda a, _: s + (1 - s) * (1 - a),
        "A at their price − A at ours": lambda a, b: b - a,
        "as rejected because of the price": lambda a, _: (1 - a) * (1 - n),
    }
    by_row: list[list[tuple[Verdict, Reason | None, float | None, bool]]] = [
        [(Verdict.ACCEPTED, None, None, False)],
        [(Verdict.REJECTED, Reason.NO_NEED, None, False)],
        [(Verdict.REJECTED, Reason.PRICE, None, False)],
        [(Verdict.REJECTED, None, None, False), (Verdict.REJECTED, Reason.NO_NEED, None, True)],
        [
            *((Verdict.REJECTED, each, None, False) for each in set(Reason) - {Reason.NO_NEED, Reason.PRICE}),
            (Verdict.SILENT, None, None, False),
        ],
        [(Verdict.COUNTERED, None, their, False)],
        [(Verdict.COUNTERED, None, None, False), (Verdict.COUNTERED, None, 2 * price, False)],
    ]
    for (_, formula), cases in zip(table("beliefs", "answer | its chance in a state"), by_row, strict=True):
        for verdict, reason, counter, told in cases:
            named = frozenset({1}) if told else frozenset[int]()
            test = Test({1: 60_000.0, 2: 40_000.0}, price, verdict, reason, counter, named)
            expected = [formulas[formula](a, b) for a, b in zip(takes, theirs, strict=True)]
            assert test.likelihood(value, payable) == pytest.approx(expected), (verdict, reason)
    assert f"where none is there, A is {WITHOUT_NEED}" in prose("beliefs")


def test_the_bounds_of_a_chance() -> None:
    assert f"from {LEAST * 100:.1f} % to {MOST * 100:.1f} %" in prose("beliefs")
    assert f"it is {SETTINGS['chance'].default.removesuffix('%')} %, which is judgement" in prose("beliefs")
    certain = [Evidence(Channel.CALL, Answer.YES, date(2026, 6, 1), at, f"ask {at}") for at in range(100)]
    assert 1 - replay(Decimal("0.5"), certain, Ratios(DEFAULT_RATIOS)).chance == Decimal("1e-12")
    assert "a millionth of a millionth" in prose("beliefs")


# patience.md


def test_what_moves_the_balance_is_what_is_shipped() -> None:
    rows = [
        *table("patience", "what spends"),
        *table("patience", "what lets them down"),
        *table("patience", "what earns"),
    ]
    assert [(what, Decimal(units)) for what, units in rows] == [(kind.words, DEFAULTS[kind]) for kind in Cause]
    assert f"an account begins with {SETTINGS['patience.start'].default}." in prose("patience")
    assert f"`goodwill.loss`, {SETTINGS['goodwill.loss'].default}" in prose("patience")


def test_the_worked_patience() -> None:
    kinds = {kind.value: kind for kind in Cause}
    rows = table("patience", "day")
    spent = [(date(2026, 6, 1), at, kinds[row[1].split()[-1]]) for at, row in enumerate(rows)]
    entries = ledger(Settings({}).patience, spent, Settings({}).amounts).entries
    assert [(str(-each.amount), str(each.left)) for each in entries] == [
        (row[2].replace("−", "-"), row[3]) for row in rows
    ]


def test_the_worked_patience_is_the_demos() -> None:
    events, left, found = demo("history northgate")["events"], Settings({}).patience, []
    for each in events:
        if Decimal(each["patience"]) != left:
            what = {
                "response": f"offer {each['number']} {each['outcome']}",
                "promise": f"promise {each['number']} {each['outcome']}",
                "mended": f"defect {each['number']} {each['outcome']}",
                "touch": each["channel"] if Decimal(each["patience"]) < left else f"{each['channel']}, thanks",
            }.get(each["kind"], each["kind"])
            left = Decimal(each["patience"])
            found.append([f"{(day := date.fromisoformat(each['day'])).day} {day:%b %Y}", what, str(left)])
    assert found == [[day, what, left] for day, what, _, left in table("patience", "day")]


def keyed(name: str, head: str = "key") -> None:
    """A table of settings on a page: keys and defaults as shipped."""
    rows = table(name, head)
    assert {row[0]: row[1] for row in rows} == {row[0]: SETTINGS[row[0]].default for row in rows}
    assert len(rows) >= 5


def test_what_moves_still_to_come_spend() -> None:
    keyed("patience")


# planner.md


def test_the_figures_of_the_planner() -> None:
    keyed("planner")
    keys = list(SETTINGS)
    of_the_plan = keys[keys.index("payable.share") : keys.index("hour") + 1]
    assert [row[0] for row in table("planner", "key")] == [*of_the_plan, "share"]
    assert len(of_the_plan) == 13
    assert "From payable.share to hour they say" in prose("README").replace("`", "")
    said = prose("planner")
    assert "{}, {:.0f} and {} times your share".format(*PRICES) in said
    assert f"at most {MOST_LIVE} are weighed" in said
    assert f"at least {ASK_FIRST * 100:.0f} % of it" in said
    assert f"at least {(AS_GOOD * 100).normalize()} % of the plan" in said
    assert f"the chance is {WITHOUT_NEED}" in said


def test_the_levels() -> None:
    payable = Payable()
    assert table("planner", "level")[0][1:] == [f"{each:.2f}" for each in payable.levels]
    assert table("planner", "chance of")[0][1:] == [f"{each * 100:.0f} %" for each in payable.accepts(100_000, 40_000)]
    assert [f"{each:.2f}" for each in Paying().levels()] == [f"{each:.2f}" for each in payable.levels]


def test_who_leaves() -> None:
    settings = Settings({})
    for what, *said in table("planner", "they leave after"):
        spent = settings.plans("patience.question" if "question" in what else "patience.offer")
        faster = 2 if "half of it left" in what else 1
        for kind, like in zip(("cold", "warm", "customer"), said, strict=True):
            assert f"{(1 - exp(-settings.plans(f'walk.{kind}') * faster * spent)) * 100:.1f} %" == like, (what, kind)


def test_the_worked_plan_is_the_demos() -> None:
    found = demo("next calder")["move"]["outlook"]
    for row, move in zip(table("planner", "move | expected"), found["moves"], strict=True):
        figures = [Decimal(move[key]) for key in ("value", "yes", "leaves", "hours")]
        assert [to(each, like) for each, like in zip(figures, row[1:], strict=True)] == row[1:], row[0]
        assert (move["product"] is not None) == row[0].startswith("offer")
        if move["price"]:
            assert f"€{Decimal(move['price']):,.0f}" in row[0]
    question, offer = (Decimal(each["value"]) for each in (found["first"], found["moves"][0]))
    assert f"{question} / {offer} = " in page("planner")
    assert f"{offer} / (0.5 + (1 − {found['first']['leaves']}) × 3) = {offer / Decimal(found['hours']):.2f}" in page(
        "planner"
    )
    tarn = demo("next tarn")["move"]["outlook"]
    question, offer = tarn["moves"]
    assert tarn["first"] is None
    assert f"3 × 60 − {offer['yes']} × (15000 − 9000) = {-Decimal(offer['value'])}" in page("planner")
    assert f"0.5 × 60 = {-Decimal(question['value'])}" in page("planner")


# learning.md


def test_the_prior_of_a_base_rate() -> None:
    said = prose("learning")
    a, b = PRIOR
    assert f"Beta({a}, {b:.0f}) prior" in said
    assert f"a mean of {a / (a + b) * 100:.0f} % and weighs as much as {a + b} accounts" in said
    assert f"from −{MOST_DECIBANS} to {MOST_DECIBANS}" in said
    assert f"mean of r over {RATES} points" in said
    assert [float(row[1]) for row in table("learning", "it shares with yours")] == [ALIKE[each] for each in (2, 1, 0)]


def test_the_worked_base_rates() -> None:
    sure = MOST_DECIBANS
    said: list[dict[int, float]] = [{}, {sure: 1}, {-sure: 1}, {sure: ALIKE[1]}, {sure: ALIKE[0]}]
    said += [{sure: 3, -sure: 1}, {sure: 10}]
    for row, counts in zip(table("learning", "what they said"), said, strict=True):
        assert to(Decimal(base_rate(counts).mean), row[1]) == row[1], row[0]


def test_the_base_rates_of_the_demo() -> None:
    rates = {each["name"]: each for each in demo("report rates")["needs"]}
    closed = ("northgate", "weir", "lune", "ings")
    needs = [{each["name"]: each for each in demo(f"export {name}")["needs"]} for name in closed]
    assert len(closed) == sum(each["state"] != "open" for each in demo("deal list --all"))
    for name, *decibans, rate, accounts in table("learning", "need"):
        assert to(Decimal(rates[name]["rate"]), rate) == rate
        assert rates[name]["accounts"] == accounts
        for said, there in zip(decibans, needs, strict=True):
            found = there.get(name)
            factor = bayes_factor(float(found["prior"]), float(found["chance"])) if found else ""
            assert str(factor).replace("-", "−") == said, name
    assert f"began at {round(Decimal(demo('why calder 2')['prior']) * 100)} %" in prose("learning")


def test_the_weights_of_likeness() -> None:
    rows = table("learning", "trait")
    assert {row[0]: read_fraction(row[1]) for row in rows} == {trait.value: weight for trait, weight in WEIGHTS.items()}
    assert f"less than {THIN * 100:.0f} % of all weight" in prose("learning")
    assert f"less than {FAINT * 100:.0f} % alike" in prose("learning")
    weir = next(each for each in demo("similar calder")["similar"] if each["account"] == "Weir Brewing")
    score = Decimal(weir["likeness"]["score"])
    sum_of = " + ".join(
        f"{Decimal(each['weight']).normalize()} × {Decimal(each['alike']).normalize()}"
        for each in weir["likeness"]["parts"]
    )
    assert f"alike   {sum_of} = {score.normalize()}" in page("learning")


def test_what_is_learned_and_from_when() -> None:
    said = prose("learning")
    assert LEARNED_FROM == 10
    assert "from **ten closed accounts** on" in said
    spreads = [row[2] for row in table("learning", "figure | what is learned")]
    assert [
        f"standard deviation {each}" in row for each, row in zip((SHARE_SPREAD, RATIO_SPREAD), spreads, strict=False)
    ]
    assert f"grid of {POINTS} points, from −{REACH} to +{REACH} standard deviations" in said
    assert f"= {walk_rate(0.12, 4, 45):.4f}" in page("learning")
    learned = {each["key"]: each for each in demo("report rates")["settings"]}
    assert f"= {learned['walk.warm']['learned']}" in page("learning")
    assert f"= {learned['payable.share']['learned']}" in page("learning")
    for answer in ("yes", "no"):
        figure = re.search(rf"ratio\.visit\.{answer} .* = ([\d.]+)", page("learning"))
        assert figure
        assert to(Decimal(learned[f"ratio.visit.{answer}"]["learned"]), figure[1]) == figure[1]
    assert not any(each["in_force"] for each in learned.values())


def test_the_worked_scores() -> None:
    rows = table("learning", "offer")
    forecasts = [Forecast("offers", number(said), taken == "1") for _, said, _, taken in rows]
    found = scores(forecasts)[0]
    assert f"= {found.brier:.4f}" in page("learning")
    assert f"= {found.base_brier:.4f}" in page("learning")
    for at, (_, _, base, _) in enumerate(rows):
        yes = sum(each.happened for each in forecasts[:at])
        assert to(Decimal(yes + 0.5) / (at + 1), base) == base
    assert f"Below {ENOUGH_FORECASTS} forecasts" in prose("learning")


def test_the_predictor() -> None:
    rows = table("learning", "expert")
    assert [(row[0], Decimal(row[1])) for row in rows] == [
        (each.expert, Decimal(str(each.weight))) for each in Predictor().opinions({})
    ]
    assert f"{RECENT} deals on" in prose("learning")
    assert f"{1 - SHARE} × weight" in prose("learning")
    assert f"+ {SHARE} × first weight" in prose("learning")
    for deals, most in table("learning", "deals"):
        assert f"{regret_bound(int(deals)):.3f}" == most


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


def test_the_worked_question() -> None:
    first = demo("brief calder questions")["questions"][0]
    worth = Decimal(demo("value calder")["lines"][0]["present_value"]["amount"])
    assert to(Decimal(first["stake"]["amount"]), "1").replace(",", "") in prose("maps")
    assert f"{worth:.0f} × ({Decimal(first['yes']):.5f} − {Decimal(first['no']):.5f})" in prose("maps")


def test_the_worked_effort() -> None:
    page = demo("report effort northgate")["views"][0]["departments"]
    rows = table("maps", "department")
    assert [row[0] for row in rows] == [each["name"] for each in page["groups"]]
    for (_, touches, effort, value), each in zip(rows, page["groups"], strict=True):
        assert number(touches) == Decimal(each["touches"])
        shares = [Decimal(each[key]) * 100 for key in ("of_effort", "of_worth")]
        assert [number(shown.removesuffix(" %")) for shown in (effort, value)] == shares
    assert f"= {Decimal(page['apart']):.4f}" in prose("maps")
    assert f"From {REAL * 100} % on, and from {'five' if FEWEST == 5 else FEWEST} touches on" in prose("maps")


def test_the_worked_overlap() -> None:
    one, other = ({"yield": part, "waste": 1 - part} for part in (Fraction(9, 10), Fraction(4, 10)))
    assert overlap(one, other) == Fraction(1, 2) == TOGETHER
    assert "0.4 + 0.1 = 50 %: one market" in prose("maps")


# care.md, realised.md, leaving.md, reports.md


def test_the_bounds_of_the_care() -> None:
    assert HORIZON == THANK_WITHIN == timedelta(days=7)
    assert "from a week before its day" in prose("care")
    assert "a week until a thank-you is late" in prose("care")
    assert timedelta(days=14) == BILL_WITHIN
    assert "two weeks until what is to be invoiced is late" in prose("care")
    assert f"a chance of {FOUND * 100:.0f} % or more" in prose("care")
    assert [row[0] for row in table("care", "phase")] == [
        each.value for each in (Phase.USE, Phase.RENT, Phase.PURCHASE, Phase.ANALYSE, Phase.EVALUATE, Phase.EXPERIENCE)
    ]
    assert [row[0].split()[-1] for row in table("care", "what waits")] == [
        {"thanks": "thank-you"}.get(each, each.value) for each in Waits
    ]


def test_the_worked_gaps() -> None:
    found = {each["reason"]: each for each in demo("report gaps")["views"][0]["refusals"]}
    for because, *counts, at_stake in table("care", "because"):
        reason = found[because.replace(" ", "-")]
        assert [int(each) for each in counts] == [reason[key] for key in ("answers", "accounts", "lost")]
        assert number(at_stake) == Decimal(reason["at_stake"]["amount"])
    assert len(table("care", "because")) == len(found)


def test_the_worked_asks() -> None:
    left = {each["cause"]: Decimal(each["left"]) for each in demo("goodwill northgate")["asks"]}
    rows = table("care", "next")
    assert [row[0].removeprefix("an offer that is refused").removeprefix("a ").removeprefix("an ") for row in rows] == [
        "" if each is Cause.REJECTED else each.value for each in ASKS
    ]
    assert [number(row[1].replace("−", "-")) for row in rows] == [left[each.value] for each in ASKS]
    assert f"Northgate has {demo('goodwill northgate')['left']} left" in prose("care")


def test_the_worked_rank() -> None:
    for row, each in zip(table("care", "customer"), demo("report core")["rows"], strict=True):
        name, realised, goodwill, referrals, score = row
        assert name == each["account"]
        assert realised == ("–" if each["realised"] is None else to(Decimal(each["realised"]["amount"]), "1"))
        assert number(goodwill) == Decimal(each["left"])
        assert number(referrals) == each["brought"] + Decimal(each["named"]) / 2
        assert number(score) == Decimal(each["score"])
        assert f"= {score}" in page("care")
    weights = [read_fraction(SETTINGS[f"core.{each}"].default) for each in ("value", "goodwill", "referrals", "part")]
    assert weights == [Decimal(each) for each in ("0.6", "0.2", "0.2", "0.2")]


def test_the_worked_renewal() -> None:
    found = demo("renewal northgate")
    line = next(each for each in found["lines"] if each["realised"])
    promised, realised = (Decimal(line[key]["amount"]) for key in ("promised", "realised"))
    said = page("realised")
    assert f"{realised:.0f} − {promised:.0f} = {Decimal(line['gap']['amount']):.0f}" in said
    assert f"{promised:,.0f} a year became {realised:,.0f}, {(Decimal(line['part']) - 1) * 100:.0f} % more" in prose(
        "realised"
    )
    value = Decimal(found["sums"]["realised_value"]["amount"])
    assert f"= {value:.2f}" in said
    assert f"= {Decimal(found['keeps']['amount']):.2f}" in said
    assert f"= {Decimal(found['renew_at']['amount']):.2f}" in said


def test_the_worked_outcome_part() -> None:
    base, baseline, most = (Decimal(each) for each in (12_000, 60_000, 40_000))
    terms = Terms(Rule.OUTCOME, Decimal("0.2"), base=base, baseline=baseline, most=most)
    value = rounded(120 * 600 * sum(factors(3, Decimal("0.1"), Timing.END)[1:], Decimal(0)), "EUR")
    found = outcome(terms, base, value, Decimal(0), "EUR", whole=True)
    above = value - baseline
    shown_figures = [number(row[1]) for row in table("realised", "what")]
    assert shown_figures == [found.realised, above, rounded(above / 5, "EUR"), found.price, found.part]
    assert "14 % short" in prose("realised")
    assert round((1 - Fraction(120, 140)) * 100) == 14


def test_the_worked_records() -> None:
    for lines, came, factor in table("realised", "lines"):
        found = bias(Effect.SAVE, None, [number(came)] * int(lines))
        assert [to(found.came, came), to(found.factor, factor)] == [came, factor]
    assert f"n / (n + {HALF_BELIEVED})" in prose("realised")
    assert f"A part below {LEAST_PART * 100:.0f} % (a loss too) counts as 5 %, one above {MOST_PART} as 20" in prose(
        "realised"
    )
    whole = demo("report estimates")["kinds"][0]["whole"]
    came, factor = (f"{Decimal(whole[key]) * 100:.0f} %" for key in ("came", "factor"))
    assert f"has one measured line, at {came}: reckon with {factor}" in prose("realised")
    assert len(demo("report estimates")["kinds"]) == 1


def test_the_worked_margins() -> None:
    value = rounded(60_000 * sum(factors(3, Decimal("0.1"), Timing.END)[1:], Decimal(0)), "EUR")
    surplus = Ours(promised=value, price=Decimal(36_000)).surplus
    ridge = Alternative(
        "Ridge", Decimal(0), switching=Decimal(4_000), differences=(Difference("dust", Decimal(70_000)),)
    )
    rival = filled(Rival(price=Decimal(12_000)), ridge, value)
    doctor = Rival(Decimal(140_000), Decimal(20_000), Decimal(2_000))
    lost, gained = margin(surplus, rival).low, margin(surplus, doctor).low
    assert lost is not None
    assert gained is not None
    assert f"= {surplus:.0f}" in page("leaving")
    assert f"= {lost:.0f}" in page("leaving")
    assert f"They lose €{lost:,.0f} by going to Ridge. They gain €{-gained:,.0f} by going to Mill Doctor" in prose(
        "leaving"
    )
    threat = next(each for each in demo("report threats")["customers"] if each["threats"])["threats"][0]
    assert f"= {Decimal(threat['margin_high']['amount']):.2f}" in page("leaving")


def test_the_bounds_of_leaving() -> None:
    said = prose("leaving")
    for key, wanted in (("review", "180"), ("rhythm.customer", "45"), ("rhythm.account", "30")):
        assert SETTINGS[key].default == wanted
    assert "`review` (180 days between two askings)" in said
    assert "`rhythm.customer` and `rhythm.account` (45 and 30 days" in said
    assert f"{LOOK_BACK} days until a look back, {WITHIN} days in which an answer" in said
    assert ENOUGH_SENT == 5
    assert "five answers before a rate" in said
    assert [row[0] for row in table("leaving", "it says")] == [
        each.value for each in (Known.NEVER, Known.UNASKED, Known.STALE, Known.ELSEWHERE, Known.KNOWN)
    ]


def test_the_worked_leavings() -> None:
    (parted,) = demo("report partings")["partings"]
    assert parted["look_back"]
    assert f"{parted['account']}, {parted['days_ago']} days have gone by" in prose("leaving")
    spring = demo("report campaigns")["phases"][0]
    assert f'"{spring["campaign"]}" met {spring["sent"]} accounts, of which {spring["answered"]} answered' in prose(
        "leaving"
    )
    assert spring["rate"] is None
    runs = next(each for each in demo("report rhythm")["accounts"] if each["own"])
    last, due = (f"{date.fromisoformat(runs[key]):%-d %b %Y}" for key in ("last_touch", "due"))
    assert f"own rhythm {runs['every']} days, last touch on {last}: due on {due}" in prose("leaving")


def test_the_worked_pipeline_and_revenue() -> None:
    first, *others = demo("report pipeline")["deals"]
    offer = first["offer"]
    price = Decimal(offer["price"]["amount"])
    assert f"{price:.0f} × {offer['chance']} = {Decimal(first['expected']['amount'])}" in page("reports")
    assert [each["offer"] for each in others] == [None, None]
    deals = {each["account"]: each["profit"] for each in demo("report revenue")["deals"]}
    said = deals["Northgate Bottling"]
    price, cost, hours, hour = (Decimal(said[key]) for key in ("price", "cost", "hours", "hour"))
    profit = Profit(price, cost, hours, hour, said["touches"], said["untimed"])
    assert f"{profit.price} − {profit.cost} − {profit.hours} × {profit.hour} = {profit.left}" in page("reports")
    assert f"{profit.left} − {profit.untimed} × {UNTIMED} × {profit.hour} = {profit.at_worst}" in page("reports")
    assert f"with {profit.untimed} touches that nobody timed" in prose("reports")
    assert profit.holds is Holds.YES
    assert f"{KEPT:.0%} of its promise (a cost: to {EXCEEDED:.0%} at most)".replace("%", " %") in prose("reports")


def test_the_worked_loops() -> None:
    found = demo("report loops")
    lost = " + ".join(f"{Decimal(each['lost'][0]['amount']):,.0f}" for each in found["roles"] if each["lost"])
    assert f"{lost} = {Decimal(found['lost'][0]['amount']):,.0f} in the example store" in prose("reports")
    stands = found["diagnosis"][-1]
    assert f"{stands['name']}, {stands['died']} of {stands['of']}" in prose("reports")
    days = sorted(each["since_guess"] for each in demo("report discovery")["found"])
    assert f"{', '.join(map(str, days[:-1]))} and {days[-1]} days after the guess" in prose("reports")
    middle = quartiles(days)
    assert middle is not None
    assert f"{middle.median} in the middle, quartiles {middle.low} and {middle.high}" in prose("reports")
    assert LEAST_DEAD == LEAST_FOUND == LEAST_SETTLED == 5


def test_the_worked_rates_of_sources() -> None:
    whole = demo("report sources")["sources"][0]
    rows = table("reports", "won")
    for won, settled, *shown_rates in rows:
        found = won_rate(int(won), int(settled))
        assert [to(each, "1%") for each in (found.rate, found.low, found.high)] == shown_rates
    assert rows[-1][:2] == [str(whole["won"]), str(whole["settled"])]
