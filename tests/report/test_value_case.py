"""The value page of many a case: what it says where a figure is missing, strange, or there are too many of them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from rich.cells import cell_len

from valueloop.document import Document, Stretch, Table
from valueloop.domain.deal import State
from valueloop.domain.page.value import ValuePage
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Line
from valueloop.interop.case_file import read_case
from valueloop.render.markdown import markdown
from valueloop.render.terminal import console, draw
from valueloop.report.value import value

ABOUT = '[case]\ntitle = "fewer stops"\ncurrency = "EUR"\nyears = 2\ndiscount_rate = 0\n'
YES = '\naccepted_by = "plant manager"'
RIVAL = '[[alternatives]]\nname = "rival"\nprice = 50000\n'


def line(name: str, formula: str, kind: str = "save", more: str = YES) -> str:
    return f'[[lines]]\nname = "{name}"\nkind = "{kind}"\nformula = "{formula}"{more}\n'


def flows(kind: str, *amounts: int, more: str = YES) -> str:
    return f'[[lines]]\nname = "{kind} by year"\nkind = "{kind}"\nflows = {list(amounts)}{more}\n'


def ranged(name: str, low: object, likely: object, high: object, more: str = "") -> str:
    return f"[inputs.{name}]\nlow = {low}\nlikely = {likely}\nhigh = {high}\n{more}\n"


def case(*tables: str, about: str = ABOUT) -> Case:
    return read_case(about + "".join(tables), "case.toml")


def page_of(of: Case | tuple[str, ...], **changes: Any) -> ValuePage:
    return replace(value_page(Worked(case(*of) if isinstance(of, tuple) else of, draws=500)), **changes)


def drawn(document: Document, width: int | None = None) -> str:
    stream = io.StringIO()
    draw(document, console(stream, colour=None, width=width))
    return stream.getvalue()


def said(*tables: str, width: int | None = None, **changes: Any) -> str:
    return drawn(value(page_of(tables, **changes)), width)


def rows(text: str, heading: str = "") -> dict[str, list[str]]:
    """The rows of a page's tables by what stands first in them; of the tables below a heading, if one is named."""
    below = text.partition(f"\n{heading}\n")[2].partition("\n\n")[0] if heading else text
    cut = [re.split(r"\s{3,}", each.strip()) for each in below.splitlines()]
    return {each[0]: each[1:] for each in reversed(cut) if len(each) > 1}


def test_a_case_of_nothing() -> None:
    text = drawn(value(page_of(Case("EUR", 3, Decimal("0.1"), (), ()), account="Acme")))
    assert text.startswith("Value to Acme\n\nNo value line yet.")
    assert len(text.splitlines()) == 3


def test_alternatives_alone_are_weighed_and_doing_nothing_is_not() -> None:
    text = said(RIVAL)
    assert rows(text)["rival"] == ["€50,000", "€50,000", "not known"]
    assert rows(text)["do nothing"][-2:] == ["not known", "not known"]
    assert "The next-best alternative is “rival”: above €50,000 they are better off with it." in text
    for heading in ("Results", "Year by year", "How sure it is", "What it hangs on", "Inputs"):
        assert f"\n{heading}\n" not in text


def test_nothing_is_accepted() -> None:
    text = said(line("stops", "50k", more=""), line("scrap", "10k", more=""), "[share]\n")
    assert "No result after our price: no value is accepted yet." in text
    assert "After our price" not in text
    assert "Our price" not in text.replace("our price:", "")
    steps = text.partition("From value to what they keep\n")[2].partition("\n\n")[0]
    assert [each.split("   ")[0].strip() for each in steps.splitlines()[2:]] == [
        "stops",
        "scrap",
        "potential less costs",
    ]
    assert rows(text)["Accepted less costs"] == ["€0"] * 4
    assert "potential; guess" in text


def test_nobody_asks_for_a_price() -> None:
    text = said(line("stops", "50k"))
    assert "No result after our price: no price is asked for." in text
    assert rows(text)["Year"] == ["Benefits", "Costs", "Net", "Cumulated"]
    assert rows(text)["ROI"] == ["none: no costs"]
    assert rows(text)["Payback"] == ["at once"]
    assert rows(text)["IRR"] == ["none"]


def test_a_price_that_is_asked_is_no_part_of_a_value_that_nobody_accepted() -> None:
    better = '[[alternatives.differences]]\nname = "energy"\namount = 30000\n'
    text = said(line("stops", "50k", more=""), RIVAL, better, "[share]\nprice = 60000\n")
    assert "Our price is €60,000 (the price asked), paid in year 0." in text
    assert "of the accepted value. They" not in text


def test_the_price_by_a_rule_paid_each_year() -> None:
    text = said(line("stops", "50k"), '[share]\nfraction = "30%"\nper_year = true\n')
    assert "Our price is €30,000 (by the rule fraction), paid as €15,000 a year: 30% of the accepted value." in text
    assert "They keep €70,000 of it." in text
    years = rows(text, "Year by year")
    assert years["0"] == ["€0"] * 6
    assert years["1"] == ["€50,000", "€0", "€50,000", "€50,000", "€15,000", "€35,000"]
    assert years["2"] == ["€50,000", "€0", "€50,000", "€100,000", "€15,000", "€70,000"]


def test_the_cost_lines_hold_our_price() -> None:
    about = ABOUT + "price_in_costs = true\n"
    page = page_of(case(line("stops", "50k"), flows("cost", 40000), "[share]\n", about=about))
    text = drawn(value(page))
    assert rows(text)["All lines, accepted and potential"] == ["Our price is in the costs"]
    assert rows(text)["NPV"] == ["€60,000"]
    assert "The cost lines hold our price: before and after are the same." in text
    assert "Our price is in the cost lines." in text
    assert "without our price" not in text
    assert "our price   " not in text
    assert (page.price, page.customer_npv, page.customer_roi) == (None, page.npv, Decimal("1.5"))


def test_several_rates_of_return_are_all_said() -> None:
    page = page_of((flows("cost", 100, 0, 132), flows("save", 0, 230)))
    assert (page.irr, [round(each, 6) for each in page.irr_rates]) == ("none", [Decimal("0.1"), Decimal("0.2")])
    assert rows(drawn(value(page)))["IRR"] == ["several: 10.0%, 20.0%"]


def test_it_never_pays_back() -> None:
    page = page_of((flows("cost", 100000), line("stops", "10k")))
    text = drawn(value(page))
    assert page.payback_years == "never"
    assert rows(text)["Payback"] == ["never"]
    assert rows(text)["NPV"] == ["−€80,000"]
    assert rows(text)["ROI"] == ["−80.0%"]


def test_it_pays_back_before_our_price_and_not_after() -> None:
    text = said(flows("cost", 10000), line("stops", "20k"), "[share]\nprice = 90000\n")
    assert rows(text)["Payback"] == ["never", "0.5 years"]
    assert rows(text)["NPV"] == ["−€60,000", "€30,000"]
    assert rows(text)["they keep"][-1] == "−€60,000"


def test_without_a_range_nothing_is_simulated() -> None:
    text = said("[inputs]\nstops = 50\n", line("stops", "stops * 1k"))
    assert "How sure it is" not in text
    assert "draws" not in text
    assert "They gain even if" not in text
    assert rows(text, "What it hangs on")["stops"] == ["50", "0"]  # at none at all they gain nothing
    assert "Nobody there has confirmed stops: ask, or give low/likely/high to see what hangs on it." in text


def test_every_number_is_theirs() -> None:
    own = '[inputs.stops]\nvalue = 50\nsource = "said"\n'
    assert "Every number is theirs, or swings nothing." in said(own, line("stops", "stops * 1k"))


def test_the_question_is_the_largest_swing_of_a_number_of_ours() -> None:
    text = said(
        ranged("stops", 10, 50, 90, 'unit = "stop/year"\nsource = "said"'),
        ranged("hours", 1, 2, 3, 'unit = "hour/stop"'),
        ranged("wage", 990, 1000, 1010, 'unit = "EUR/hour"'),
        line("stops", "stops * hours * wage", more=""),
    )
    assert "Ask next about hours (1 to 3 hour/stop, our guess): it swings the NPV by €200,000." in text


def test_of_more_than_ten_inputs_the_first_ten_are_drawn_and_all_are_data() -> None:
    tables = "".join(ranged(f"factor_{at:02}", 90 + at, 100, 110 - at) for at in range(1, 10))
    tables += ranged("part_a", 1, 2, 3) + ranged("part_b", 1, 2, 3) + ranged("part_c", 1, 2, 3)
    names = [*(f"factor_{at:02}" for at in range(1, 10)), "part_a", "part_b", "part_c"]
    page = page_of((tables, line("stops", " + ".join(names), more=""), flows("cost", 300)))
    text = drawn(value(page))
    hangs = text.partition("What it hangs on\n")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(hangs) == 10
    assert "2 inputs more swing it less: --json has them all." in text
    swings = [each.swing.amount for each in page.tornado]
    assert len(page.tornado) == len(page.break_even) == 12
    assert swings == sorted(swings, reverse=True)
    assert [each.split("   ")[0].strip() for each in hangs] == [
        each.input.replace("_", " ") for each in page.tornado[:10]
    ]


def test_a_stretch_may_be_drawn_backwards() -> None:
    """More of an input may be worse: its bar lies as that of any other, and low stands before high."""
    text = said(ranged("days", 1, 2, 6), line("stops", "50k"), line("days off", "days * 5k", "cost", more=""))
    span, drawn_bar, npv, nothing = rows(text, "What it hangs on")["days"]
    assert (span, npv, nothing) == ("1 to 6", "€40,000 to €90,000", "10")
    assert set(drawn_bar) == set("█│")


def test_lines_that_cannot_be_reckoned_say_why_and_count_nowhere() -> None:
    good = case(
        "[inputs.stops]\nvalue = 50\nunit = 'stop/year'\n",
        line("stops", "stops * a_stop"),
        "[inputs.a_stop]\nvalue = 1000\nunit = 'EUR/stop'\n",
    )
    missing = replace(good.lines[0], number=2, name="missing", formula="stops * hours", acceptance=None)
    misfit = replace(good.lines[0], number=3, name="misfit", formula="wait * 1", acceptance=None)
    wait = replace(good.inputs[0], name="wait", unit="minute")
    page = page_of(replace(good, lines=(*good.lines, missing, misfit), inputs=(*good.inputs, wait)))
    text = drawn(value(page))
    lines = rows(text.partition("\nSum")[0])
    assert lines["2"] == ["missing (save)", "?", "needs hours"]
    name, amount, why = lines["3"]
    assert (name, amount) == ("misfit (save)", "?")
    assert why.startswith("no figure: ")
    assert "minute" in why or "hour" in why
    assert page.npv == page_of(good).npv
    assert [each.status.value for each in page.lines] == ["accepted", "incomplete", "misfit"]


def test_a_line_once_late_and_given() -> None:
    text = said(
        line("training", "18k", "cost", "\nonce = true\nrisk = '20%'"),
        line("refit", "6k", "cost", "\nonce = true\nyear = 1"),
        line("stops", "50k", more='\nramp = ["50%", "100%"]\ndelay = 6'),
        flows("save", 0, 9000, 14000, more=""),
    )
    lines = rows(text.partition("\nSum")[0])
    assert lines["1"][:3] == ["training (cost)", "€18,000 once", "−€21,600"]
    assert lines["2"][:3] == ["refit (cost)", "€6,000 once, year 1", "−€6,000"]
    assert lines["4"] == ["save by year (save)", "to €14,000", "€23,000", "potential; flows given"]
    assert "• 1 training = 18k; 20% risk" in text
    assert "• 2 refit = 6k; in year 1" in text
    assert "• 3 stops = 50k; ramp 50%, 100%, 6 months late" in text
    assert "• 4 save by year: given year by year" in text


def test_a_closed_deals_case_says_so() -> None:
    won = said(line("stops", "50k"), "[share]\nprice = 20000\n", account="Acme", deal=State.WON)
    assert won.startswith("Value to Acme\n\nThe deal is won at €20,000; this is its value case as it stood then.\n")
    assert "Our price is €20,000 (as agreed), paid in year 0: 20% of the accepted value." in won
    lost = said(line("stops", "50k"), account="Acme", deal=State.LOST)
    assert "The deal is lost; this is its value case as it stood then." in lost
    assert "as it stood then" not in said(line("stops", "50k"), account="Acme", deal=State.OPEN)


def test_who_wins_against_the_next_best_and_where_that_turns() -> None:
    better = RIVAL + '[[alternatives.differences]]\nname = "energy"\namount = 30000\n'
    unknown = '[[alternatives.differences]]\nname = "service"\n'
    one = said(line("stops", "50k"), better, unknown, "[share]\nprice = 60000\n")
    assert "We win at €60,000, by €20,000 over the next best, “rival”, without service, which nobody knows." in one
    assert "That turns at a price of €80,000." in one
    assert rows(one)["rival"] == [
        "€50,000",
        "energy +€30,000; unknown: service",
        "€80,000",
        "€20,000 better off",
    ]
    two = said(line("stops", "50k"), better, "[share]\nprice = 90000\n")
    assert "At €90,000 the next best, “rival”, wins by €10,000. That turns at a price of €80,000." in two
    assert rows(two)["rival"][-1] == "€10,000 worse off"


def test_where_they_are_as_well_off_nobody_wins() -> None:
    text = said(line("stops", "50k"), RIVAL, "[share]\nprice = 50000\n")
    assert rows(text)["rival"][-1] == "as well off"
    assert "wins by €0" not in text


def test_what_the_alternative_is_better_at_and_a_change_to_us_are_taken_off() -> None:
    worse = '[[alternatives]]\nname = "by hand"\nprice = 50000\nswitching = 6000\nkind = "themselves"\n'
    text = said(line("stops", "50k"), worse + '[[alternatives.differences]]\nname = "spares"\namount = -9000\n')
    assert rows(text)["by hand"][:3] == ["€50,000", "spares −€9,000, switching −€6,000", "€35,000"]
    assert "The next-best alternative is “by hand”: above €35,000 they are better off with it." in text


def test_a_picture_of_more_than_twelve_steps_is_none() -> None:
    many = [line(f"line {at}", "1k") for at in range(20)]
    assert "From value to what they keep" not in said(*many)
    assert rows(said(*many))["20"][0] == "line 19 (save)"


def test_amounts_that_are_nought_or_huge_break_nothing() -> None:
    for amount in ("0", "0.01", "999999999999"):
        text = said(ranged("x", amount, amount, amount), line("stops", "x * 1"), line("costs", "x * 0", "cost", ""))
        assert "Value" not in text.splitlines()[0]
        assert "E+" not in text
        assert "nan" not in text.lower()


HOSTILE = "\\u001b[31mred [red]x[/] | *b* <i> \\u202egpj =1+1 _ `c`"


def hostile() -> ValuePage:
    tables = line(HOSTILE, "50k") + line("stops", "stops * 1k") + "[inputs.stops]\nlow = 1\nlikely = 5\nhigh = 9\n"
    rival = (
        f'[[alternatives]]\nname = "{HOSTILE} rival"\nprice = 5\n[[alternatives.differences]]\nname = "{HOSTILE} d"\n'
    )
    about = ABOUT.replace("fewer stops", HOSTILE)
    return page_of(case(tables, rival, "[share]\n", about=about))


def test_names_that_would_act_are_shown() -> None:
    page = value(hostile())
    text = drawn(page)
    shown = r"\x1b[31mred [red]x[/] | *b* <i> \u202egpj =1+1 _ `c`"
    assert text.count(shown) >= 7
    assert f"the next best, “{shown} rival”, wins by " in text
    assert f", without {shown} d, which nobody knows" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    source = markdown(page)
    assert "\x1b" not in source
    assert "<i>" not in source.replace("\\<i\\>", "")
    tables = [each for each in page.blocks if isinstance(each, Table)]
    heads = [each for each in source.split("\n\n") if each.startswith("| ")]
    assert len(heads) == len(tables)
    for made, source_table in zip(tables, heads, strict=True):
        for row in source_table.splitlines():
            assert len(re.findall(r"(?<!\\)\|", row)) == len(made.columns) + 1


CASES: dict[str, Callable[[], ValuePage]] = {
    "plain": lambda: page_of((line("stops", "50k"),)),
    "hostile": hostile,
    "long names": lambda: page_of(
        (
            ranged("an_input_with_a_long_name_indeed", 1, 5, 9),
            line("a line " * 20, "an_input_with_a_long_name_indeed * 1M"),
            RIVAL.replace("rival", "r" * 90),
            "[share]\n",
        )
    ),
}


@pytest.mark.parametrize("width", [40, 80, 100, 140])
@pytest.mark.parametrize("which", CASES)
def test_it_fits_every_width_and_its_bars_stay_whole(which: str, width: int) -> None:
    page = value(CASES[which]())
    narrow = drawn(page, width)
    assert max(map(cell_len, narrow.splitlines())) <= width
    places = {len(each) for each in re.findall(r"[█·│]{6,}", narrow)}
    bars = [
        piece
        for block in page.blocks
        if isinstance(block, Table)
        for row in block.rows
        for each in row
        for piece in each
        if isinstance(piece, Stretch)
    ]
    assert len(places) == (1 if bars else 0), places
    assert len(re.findall(r"[█·│]{6,}", narrow)) == len(bars)


def test_the_effects_of_lines_are_those_of_the_file() -> None:
    page = page_of((line("a", "1k", "earn"), line("b", "1k"), line("c", "1k", "cost")))
    assert [each.effect for each in page.lines] == [Effect.EARN, Effect.SAVE, Effect.COST]


def test_lines_without_a_figure_are_said_to_be_left_out_of_the_results() -> None:
    lines = (Line(1, "stops", Effect.SAVE, "5k"), Line(2, "scrap", Effect.SAVE, "tons * price"))
    text = drawn(value(value_page(Worked(Case("EUR", 3, Decimal(0), (), lines)))))
    assert "Left out, for want of a figure: scrap." in text
    assert "Left out" not in said(line("stops", "5k"))


def test_the_next_best_is_the_one_of_the_lowest_worth_on_the_page_though_little_is_accepted() -> None:
    # 10,000 are agreed and 200,000 not yet: against the rival we are worth 50,000, against doing nothing 210,000.
    found = page_of((line("stops", "5k"), line("scrap", "100k", more=""), RIVAL))
    assert [each.worth and each.worth.amount for each in found.worth] == [50_000, 210_000]
    assert found.next_best == "rival"
    assert "The next-best alternative is “rival”: above €50,000 they are better off with it." in drawn(value(found))
