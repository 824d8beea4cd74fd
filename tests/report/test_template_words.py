"""Templates in words: the list, one looked at whole, one saved, one laid on a person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from drawn import squeezed
from valueloop.domain.page.standing import Done, Standing
from valueloop.domain.page.template import (
    EntryLaid,
    EntryThere,
    TemplateApplied,
    TemplateSaved,
    TemplateView,
    template_page,
)
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.template import Origin, Template, TemplateEntry
from valueloop.domain.value_map import Better, Kind
from valueloop.report import template

STANDS = Standing("EUR", (), (), Decimal(9), Decimal(10))
STOPS = TemplateEntry(Kind.ISSUE, "stops", impacts=("none", "fewer"), personal=("calm",))
YIELD = TemplateEntry(Kind.METRIC, "yield", "%", Better.HIGHER)
HOURS = TemplateEntry(Kind.METRIC, "overtime", better=Better.LOWER)
RUSH = TemplateEntry(Kind.ISSUE, "rush orders")
VIEW = TemplateView("Line stops", "planner", 0, 2, 0, 1, 3, Origin.SAVED, date(2026, 6, 15), instead=False)
MADE = TemplateApplied(
    "Line stops",
    Origin.SAVED,
    instead=False,
    person="planner",
    added=(EntryLaid(4, YIELD), EntryLaid(5, HOURS), EntryLaid(6, STOPS)),
    there=(),
    gaps=(Kind.OBJECTIVE, Kind.STRATEGY),
    ask=4,
    measures=(4, 5),
)


def applied(what: TemplateApplied) -> str:
    done = Done(what, "Mega", STANDS, STANDS, Advice(MoveKind.EXPLORE, ""))
    return squeezed(template.applied(done))


def test_the_list_says_where_each_is_from() -> None:
    rows = [
        VIEW,
        replace(VIEW, name="planner", origin=Origin.SHIPPED, day=None),
        replace(VIEW, name="buyer", role="buyer", instead=True),
    ]
    assert squeezed(template.templates(rows)).splitlines()[4:] == [
        "Line stops (planner) 0 2 0 1 3 saved 15 Jun 2026",
        "planner 0 2 0 1 3 shipped",
        "buyer 0 2 0 1 3 saved 15 Jun 2026, instead of the shipped one",
    ]


def test_a_template_is_shown_kind_by_kind_with_what_we_change() -> None:
    page = template_page(Template("Ann's", "planner", (STOPS, YIELD, HOURS, RUSH)), Origin.SHIPPED)
    assert squeezed(template.template(page)).splitlines() == [
        "Template Ann's",
        "",
        "Role: planner; shipped. Impacts are in italics.",
        "",
        "Metrics",
        "• yield (%, higher is better)",
        "• overtime (lower is better)",
        "",
        "Issues",
        "• stops",
        "*none*",
        "*fewer*",
        "*calm*: personal, not priced",
        "• rush orders",
        "",
        "To edit a copy of it, and to lay it on somebody:",
        "",
        '$ vl template show "Ann\'s" --toml > mine.toml',
        '$ vl template apply ACCOUNT "Ann\'s" --for CONTACT',
    ]


def test_saved_it_says_what_it_holds() -> None:
    made = TemplateSaved(VIEW, "Mega", "planner", ())
    assert squeezed(template.saved(made)).splitlines() == [
        "Template Line stops saved from the planner at Mega: 2 metrics, 1 issue and 3 impacts.",
        'Next: vl template apply ACCOUNT "Line stops" --for CONTACT',
    ]
    said = squeezed(template.saved(replace(made, template=replace(VIEW, instead=True), person="Ms Adeyemi")))
    assert "saved from Ms Adeyemi at Mega, role planner: 2 metrics" in said
    assert "A template of that name ships with vl: from now on yours is used instead." in said


def test_what_may_be_the_customers_alone_is_named_with_a_way_to_edit_it() -> None:
    said = squeezed(template.saved(TemplateSaved(VIEW, "Mega", "planner", ("line 3 stops", "Mega's pride"))))
    assert "This may be Mega's alone: “line 3 stops” and “Mega's pride”." in said
    assert 'To edit it: vl template show "Line stops" --toml > mine.toml, and apply mine.toml.' in said


def test_laid_on_a_person_it_says_what_was_guessed_and_what_to_ask_first() -> None:
    said = applied(MADE).splitlines()
    assert said[0] == "Template Line stops laid on the planner at Mega: 3 guesses, 3 impacts with no money yet."
    assert said[1] == "Kind They may be after What we may change"
    assert said[3:6] == [
        "4 metric yield (%, higher is better)",
        "5 metric overtime (lower is better)",
        "6 issue stops *none*; *fewer*; *calm* (personal)",
    ]
    assert said[6:] == [
        (
            "Ask first whether it is so: entry 4, “yield”. "
            "Ask where metrics 4 and 5 stand now, and where they should be. No objective or strategy is known: ask."
        ),
        '$ vl entry confirm "Mega" 4',
        "Patience 9 of 10. Next: find out what somebody there is after, and guess a need.",
    ]


def test_one_guess_without_impacts_and_one_metric() -> None:
    said = applied(replace(MADE, added=(EntryLaid(4, YIELD),), gaps=(), measures=(4,), instead=True))
    assert "Line stops (yours, instead of the shipped one) laid on the planner at Mega: 1 guess.\n" in said
    assert "“yield”. Ask where metric 4 stands now, and where it should be.\n" in said
    assert "known: ask" not in said
    assert "Ask where" not in applied(replace(MADE, added=(EntryLaid(4, STOPS),), measures=()))


def test_what_was_there_is_named_as_it_is_there() -> None:
    there = (EntryThere(1, "rush orders", RUSH), EntryThere(2, "the yield, 94 %", YIELD))
    said = applied(replace(MADE, there=there))
    assert "There already, not added again: 1, “rush orders” and 2, “the yield, 94 %” (for “yield”).\n" in said


def test_where_all_is_there_nothing_was_added() -> None:
    said = applied(replace(MADE, added=(), there=(EntryThere(1, "stops", STOPS),), ask=None, measures=()))
    assert said.splitlines() == [
        "Template Line stops: nothing was added; the map of the planner at Mega says all of it already.",
        "Patience 9 of 10. Next: find out what somebody there is after, and guess a need.",
    ]
