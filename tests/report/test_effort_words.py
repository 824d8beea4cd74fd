"""Effort against value and propositions by segment, in words: the sentence that each finding makes, and what fits."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from drawn import lines, squeezed
from valueloop.document import Document
from valueloop.domain.effort import Finding
from valueloop.domain.money import Money
from valueloop.domain.page.effort import EffortCall, EffortGroup, EffortPage, EffortTable, EffortView
from valueloop.domain.page.segment import SegmentNeed, SegmentsPage, SegmentView
from valueloop.domain.segment import Market
from valueloop.domain.value.line import Effect
from valueloop.render.terminal import console, draw
from valueloop.report.effort import effort
from valueloop.report.segment import propositions
from valueloop.store.session import Store
from valueloop.usecases.effort import effort as read_effort
from valueloop.usecases.segment import propositions as read_propositions

NOUGHT, ONE = Decimal(0), Decimal(1)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def group(name: str, of_effort: str, of_worth: str, people: int = 1) -> EffortGroup:
    touches = Decimal(of_effort) * 10
    return EffortGroup(
        name,
        people,
        touches,
        NOUGHT,
        NOUGHT,
        Decimal(of_effort),
        Decimal(of_worth),
        euros(int(Decimal(of_worth) * 100_000)),
    )


APART = EffortTable(
    (group("production", "0.1", "0.9"), group("engineering", "0.9", "0.1")), Decimal("0.8"), Finding.APART
)
ALIKE = EffortTable((group("buyer", "0.6", "0.5"), group("planner", "0.4", "0.5")), Decimal("0.1"), Finding.ALIKE)
VIEW = EffortView("EUR", 3, 10, 0, 0, None, False, euros(100_000), ALIKE, APART, (), 0)
CALL = EffortCall("Ms Adeyemi", "buyer", "Purchasing", "Mega", euros(90_000), ONE, NOUGHT, NOUGHT, NOUGHT, None)


def page(view: EffortView, account: str | None = "Mega") -> str:
    return squeezed(effort(EffortPage(account, (view,), (), 0, 0)))


def test_a_mismatch_and_an_agreement_are_said_in_a_sentence() -> None:
    shown = page(VIEW)
    assert (
        "90% of our touches went to engineering, where 10% of the value is; 90% of the value is with production, with "
        "10% of our touches. 80% of the effort would have to move."
    ) in shown
    assert "By role, effort and value agree: 10% of the effort would have to move." in shown
    assert "10 touches of ours, 0 of theirs; €100,000 a year at the owners of its lines." in shown
    assert "at 3 accounts" not in shown
    assert "Where to call" not in shown
    assert "production 1 █········· 10% █████████· 90% €90,000" in shown


def test_roles_take_their_article_and_several_people_are_counted() -> None:
    none = EffortTable((group("chief", "0", "1", people=3), group("buyer", "1", "0")), ONE, Finding.APART)
    shown = page(replace(VIEW, roles=none))
    assert (
        "100% of our touches went to the buyer, where no value is; 100% of the value is with “chief” (3 people), with "
        "none of our touches."
    ) in shown


def test_people_of_no_role_are_named_so_and_the_way_to_set_it_is_said() -> None:
    unset = EffortTable((group("buyer", "0", "0.6"), group("", "1", "0.4")), Decimal("0.6"), Finding.APART)
    shown = page(replace(VIEW, roles=unset), "Mega International")
    assert "no role 10" in shown
    assert "100% of our touches went to people of no role, where 40% of the value is" in shown
    assert 'To record a role: vl contact edit "Mega International" NAME --role "plant manager"' in shown
    assert "--department" not in shown
    half = replace(unset, finding=Finding.UNNAMED)
    over = page(replace(VIEW, departments=half), None)
    assert "Half or more is with people of no department: too little is known to say." in over
    assert "vl contact edit ACCOUNT NAME --department production" in over


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding.FEW, "3 touches of ours: too few to say more; 5 are needed."),
        (Finding.UNVALUED, "Nobody owns money there yet: there is no value to compare effort with."),
    ],
)
def test_what_is_so_of_both_tables_is_said_once(finding: Finding, said: str) -> None:
    roles, departments = replace(ALIKE, finding=finding), replace(APART, finding=finding)
    assert page(replace(VIEW, touches=3, roles=roles, departments=departments)).count(said) == 1


def test_nobody_known_makes_no_table() -> None:
    empty = EffortTable((), NOUGHT, Finding.UNVALUED)
    shown = page(replace(VIEW, touches=0, roles=empty, departments=empty, worth=euros(0)))
    assert "Department" not in shown
    assert "Nobody owns money there yet" in shown


def test_hours_theirs_and_touches_with_nobody_are_shown_where_there_are_any() -> None:
    timed = page(replace(VIEW, hours=Decimal("7.5")))
    assert "10 touches of ours, 7.5 hours of them timed, 0 of theirs" in timed
    assert "Department Touches Hours Effort Value A year" in timed
    whole = page(replace(VIEW, hours=Decimal("7.5"), by_hours=True, inbound=2, unnamed=1))
    assert "10 touches of ours, 7.5 hours, 2 of theirs" in whole
    assert "90% of our hours went to engineering" in whole
    assert "Effort is hours of ours; theirs, in brackets, are no effort of ours." in whole
    assert "production 1 (0) 0" in whole
    assert "1 touch of ours named nobody." in whole


def test_the_names_to_call() -> None:
    known = replace(CALL, person="buyer", role="buyer", department="", account="Giga", last_touch=date(2026, 6, 1))
    shown = page(replace(VIEW, calls=(CALL, known), more=1200), None)
    assert "Call At A year Value Effort Last touch" in shown
    assert "Ms Adeyemi (buyer, Purchasing) Mega €90,000 100% 0% never" in shown
    assert "buyer Giga €90,000 100% 0% 1 Jun 2026" in shown
    assert "And 1,200 more, each with more of the value than of our effort." in shown
    here = page(replace(VIEW, calls=(CALL,)))
    assert "Call A year Value Effort Last touch" in here
    assert "more, each" not in here


def test_over_the_store_currencies_stand_apart_and_what_is_left_out_is_said() -> None:
    dollars = replace(VIEW, currency="USD", accounts=1, worth=Money(Decimal(5), "USD"))
    shown = squeezed(effort(EffortPage(None, (VIEW, dollars), (euros(10), Money(Decimal(7), "USD")), 2, 9)))
    assert "Accounts in EUR" in shown
    assert "Accounts in USD" in shown
    assert "10 touches of ours at 3 accounts" in shown
    assert "Each currency is compared by itself: amounts in two are never added." in shown
    assert "€10 and USD 7 a year belong to nobody yet" in shown.replace("$7", "USD 7")
    assert "Left out: 9 touches of ours at 2 accounts where nobody owns money" in shown
    single = squeezed(effort(EffortPage(None, (VIEW,), (euros(10),), 0, 0)))
    assert "€10 a year belongs to nobody yet" in single
    assert "Accounts in" not in single
    assert "Left out" not in single
    assert "Nobody owns money at any account yet" in squeezed(effort(EffortPage(None, (), (), 0, 0)))


# Propositions by segment.

NEED = SegmentNeed("less waste", (Effect.SAVE,), ONE, 2, (euros(1000),), ("buyer",), True)
SEGMENT = SegmentView("food", 4, 3, 2, 1, 0, (euros(1000),), NOUGHT, Decimal("0.75"), 1, (NEED,))
PAGE = SegmentsPage(
    Market.ONE, 2, 1, Decimal("0.5"), Decimal("0.9"), Decimal("0.8"), (SEGMENT, replace(SEGMENT, size=1))
)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (PAGE, "It is one market: its 2 segments overlap by 50% to 90% in what their money is in."),
        (
            replace(PAGE, finding=Market.SEVERAL, markets=2, lowest=NOUGHT, highest=NOUGHT),
            "They are 2 markets with different propositions: 2 segments overlap by 0% in what their money is in.",
        ),
        (
            replace(PAGE, finding=Market.MIXED, markets=2, within=Decimal("0.3")),
            "is in, and the accounts of one segment by no more than 30% with one another.",
        ),
        (
            replace(PAGE, finding=Market.FEW, compared=1),
            "too few to say. Two segments with money at 2 accounts or more are needed; 1 segment has that.",
        ),
        (replace(PAGE, finding=Market.FEW, compared=0), "no segment has that."),
    ],
)
def test_the_answer_is_a_sentence_with_its_measure(found: SegmentsPage, said: str) -> None:
    assert said in squeezed(propositions(found))


def test_a_segment_says_what_leads_and_whose_it_is() -> None:
    second = replace(NEED, name="more yield", effects=(Effect.EARN, Effect.SAVE), owners=("a", "b", "c"), leads=True)
    last = replace(NEED, name="freight", owners=(), leads=False, typical=(euros(5), Money(Decimal(6), "CHF")))
    three = replace(SEGMENT, needs=(replace(NEED, part=Decimal("0.5")), replace(second, part=Decimal("0.4")), last))
    shown = squeezed(propositions(replace(PAGE, segments=(replace(three, earned=Decimal("0.4")),))))
    assert "food, 250 to 999 people" in shown
    assert (
        "“less waste” and “more yield” lead with 90% of the money. Of all money 40% is earned, the rest saved." in shown
    )
    assert "Its accounts overlap by 75% with one another." in shown
    assert "more yield earn and save" in shown
    assert "a, b and 1 more" in shown
    assert "€5, CHF 6 nobody, or no role" in shown
    assert "Leads with" not in shown, "one segment needs no table of all"


def test_the_table_of_all_segments_tells_their_markets_where_there_are_several() -> None:
    poor = SegmentView("", 0, 4, 0, 0, 1, (), None, None, None, ())
    big = replace(SEGMENT, industry="metal", size=5, valued=3, market=2, alike=None, earned=ONE)
    shown = squeezed(propositions(replace(PAGE, segments=(SEGMENT, big, poor))))
    assert "Industry People Market Accounts Won, lost Typical Leads with" in shown
    assert "food 250 to 999 1 2 of 3 1, 0 €1,000 less waste" in shown
    assert "metal 1,000 or more 2 3 1, 0 €1,000 less waste" in shown
    assert "not known not known – 0 of 4 0, 1 no money yet" in shown
    assert "All money is earned." in shown
    assert "“less waste” leads with 100% of the money. All money is saved." in shown
    single = squeezed(propositions(PAGE))
    assert "Industry People Accounts" in single
    assert "food below 10 2 of 3" in single


def test_many_segments_and_needs_are_cut_and_counted() -> None:
    many = replace(SEGMENT, needs=tuple(replace(NEED, name=f"need {at}") for at in range(8)))
    shown = squeezed(propositions(replace(PAGE, segments=(many,) * 14)))
    assert shown.count("food, 250 to 999 people") == 12
    assert "And 2 segments more: --json has all." in shown
    assert "2 needs more with less." in shown
    assert "size not known" in squeezed(propositions(replace(PAGE, segments=(replace(SEGMENT, size=0),))))


def test_without_money_there_is_nothing_to_show() -> None:
    poor = SegmentView("", 0, 1, 0, 0, 0, (), None, None, None, ())
    shown = squeezed(propositions(SegmentsPage(Market.FEW, 0, 0, None, None, None, (poor,))))
    assert "No account has money a year yet." in shown


# What fits a terminal.


def drawn(document: Document, width: int) -> list[str]:
    stream = io.StringIO()
    draw(document, console(stream, colour=False, width=width))
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 140])
def test_the_demos_pages_fit_and_no_bar_is_broken(demo_store: Path, width: int) -> None:
    store = Store(demo_store)
    pages = [
        effort(read_effort(store)),
        effort(read_effort(store, "northgate")),
        propositions(read_propositions(store)),
    ]
    for document in pages:
        found = drawn(document, width)
        assert max(map(len, found)) <= width
        assert all("%" in line for line in found if "█" in line)
        assert len(lines(document)) > 10
