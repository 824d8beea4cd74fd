"""The next move and the day's moves in words: what to say, what it brings, why this and not the next best."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.plan import DayMove, DayMoves, NeedFacts, NextPage
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.plan.outlook import Branch, Outlook, Weighed
from valueloop.report import plan as report
from valueloop.report.plan import day_moves, next_move

DAY = date(2026, 6, 15)
SIMPLE = "A simple rule is as good here: do not ask, offer, and learn from the reason of a refusal."
EXACT = "No plan can be expected to bring more: every one was weighed."


def euro(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


NEEDS = (
    NeedFacts(1, "fewer stops", Direction.SAVE, Decimal("0.4"), euro(80_000)),
    NeedFacts(2, "higher yield", Direction.EARN, Decimal("0.6"), None),
)
ASK = Weighed(Decimal(20_000), Decimal("0.49"), Decimal("0.25"), Decimal("0.03"), Decimal("0.5"), 1, "plant manager")
KIT = Weighed(
    Decimal(21_000), Decimal("0.17"), Decimal("2.00"), Decimal("0.213"), Decimal(3), product="Kit",
    price=Decimal(45_000), covers=(1, 2),
)  # fmt: skip
CHEAP_KIT = replace(KIT, value=Decimal(15_000), price=Decimal(30_000))
LINE = replace(KIT, value=Decimal(9_000), product="Line", covers=(2,))


def an_outlook(first: Weighed | None, *moves: Weighed, alone: int = 0, exact: bool = True) -> Outlook:
    """What was weighed, the best first; `first` is what is advised."""
    value = max([Decimal(0), *(each.value for each in moves)])
    return Outlook("EUR", value, Decimal(alone), Decimal(4), exact, moves, first)


ASKED = Advice(MoveKind.ASK, "fewer stops", 1, "plant manager")
OFFERED = Advice(MoveKind.OFFER, "Kit", needs=(1, 2), product="Kit", price=euro(45_000))


def a_page(
    move: Advice,
    outlook: Outlook | None = None,
    *,
    patience: str = "2.5",
    value: Money | None = None,
    ceiling: Money | None = None,
    supposed: str | None = None,
) -> NextPage:
    weighed = replace(move, outlook=outlook)
    return NextPage("Acme", weighed, Decimal(patience), Decimal(10), NEEDS, value, ceiling, supposed)


def said(page: NextPage, *, every: bool = False) -> list[str]:
    return lines(next_move(page, every=every))


def words(page: NextPage, *, every: bool = False) -> str:
    return squeezed(next_move(page, every=every))


# What to do and to say.


def test_the_page_of_a_move_that_was_not_weighed_is_the_move_the_patience_and_the_command() -> None:
    step = Advice(MoveKind.STEP, "send it", 4, due=DAY)
    assert said(a_page(step)) == [
        "Next at Acme", "", "Step 4, send it (due 15 Jun 2026).", "", "Patience 2.5 of 10.", "", "  $ vl done 4",
    ]  # fmt: skip


def test_the_page_without_patience_says_what_is_left_to_do() -> None:
    shown = said(a_page(Advice(MoveKind.REPAIR), patience="-0.3"))
    assert shown[2:] == [
        "Stop selling and repair: no patience is left.", "",
        "Every further touch costs what you no longer have: keep a promise, mend what is broken.", "",
        "Patience −0.3 of 10.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "said_so"),
    [
        (1, "Say: “If you had fewer stops: what would that save you in a year, and who would see it first?”"),
        (2, "Say: “If you had higher yield: what would that bring you in a year, and who would see it first?”"),
    ],
)
def test_a_question_is_put_into_words(number: int, said_so: str) -> None:
    money = " We reckon with €80,000 a year." if NEEDS[number - 1].worth else ""
    assert said_so + money in said(a_page(Advice(MoveKind.ASK, NEEDS[number - 1].name, number)))


def test_an_offer_is_put_into_words_with_its_part_of_the_value() -> None:
    assert (
        "Say: “Kit for fewer stops and higher yield, at €45,000: what would have to be true for you to say yes?” "
        "That is 25% of the €180,000 that we reckon it is worth to them."
    ) in said(a_page(OFFERED, value=euro(180_000)))


@pytest.mark.parametrize(
    ("move", "value"),
    [
        (replace(OFFERED, price=None), euro(180_000)),
        (OFFERED, None),
        (Advice(MoveKind.ASK, "gone", 9), None),
        (Advice(MoveKind.AGREE, "stops", 1), euro(180_000)),
    ],
)
def test_nothing_is_put_into_words_that_is_not_known(move: Advice, value: Money | None) -> None:
    assert not any(each.startswith("Say: ") for each in said(a_page(move, value=value)))


def test_what_was_supposed_stands_first() -> None:
    shown = said(a_page(Advice(MoveKind.EXPLORE), supposed="learn 1 yes"))
    assert shown[2] == "Supposing: learn 1 yes. Nothing is stored."
    assert shown[4] == "Find out what somebody there is after, and guess a need."


# What was weighed.


def test_the_table_shows_the_move_and_its_two_nearest_rivals() -> None:
    other = replace(ASK, need=2, person=None, value=Decimal(100))
    page = a_page(OFFERED, an_outlook(KIT, KIT, ASK, CHEAP_KIT, LINE, other))
    shown = words(page)
    assert "Move Expected Yes Patience They leave Hours" in shown
    assert "offer Kit at €45,000 on needs 1 and 2 €21,000 17% 2 21% 3" in shown
    assert "ask the plant manager about need 1 (fewer stops) €20,000 49% 0.25 3% 0.5" in shown
    assert "offer Line at €45,000 on need 2 €9,000 17% 2 21% 3" in shown
    assert "€30,000" not in shown, "the same product at another price is no rival"
    assert "about need 2" not in shown


def test_every_move_is_shown_where_it_is_asked_for() -> None:
    other = replace(ASK, need=2, person=None, value=Decimal(-100), patience=Decimal("0.0"), hours=Decimal("1.50"))
    shown = words(a_page(OFFERED, an_outlook(KIT, KIT, ASK, CHEAP_KIT, other)), every=True)
    assert "offer Kit at €30,000 on needs 1 and 2 €15,000" in shown
    assert "ask about need 2 (higher yield) −€100 49% 0 3% 1.5" in shown
    assert (
        shown.index("€45,000 on") < shown.index("ask the plant") < shown.index("€30,000 on") < shown.index("need 2 (")
    )


def test_a_move_about_a_need_that_the_page_does_not_know_has_its_number() -> None:
    assert report.what(replace(ASK, need=7), {}, "EUR") == "ask the plant manager about need 7"
    assert report.what(replace(KIT, price=None), {}, "USD") == "offer Kit at $0 on needs 1 and 2"


# Why.


def test_a_question_says_what_it_is_worth_to_know() -> None:
    offer = replace(KIT, value=Decimal(19_000))
    shown = said(a_page(ASKED, an_outlook(ASK, ASK, offer, alone=18_500)))
    assert "Played on from here, the account is expected to bring €20,000, less your time." in shown
    assert EXACT in shown
    assert "Offers alone, without a question, would bring €18,500: asking is worth €1,500." in shown
    assert "Next best: offer Kit at €45,000 on needs 1 and 2; it brings €1,000 less." in shown
    assert SIMPLE not in shown


@pytest.mark.parametrize(("alone", "simple"), [(20_684, False), (20_685, True), (21_000, True)])
def test_where_offers_alone_bring_nearly_as_much_a_simple_rule_is_as_good(alone: int, simple: bool) -> None:
    shown = said(a_page(OFFERED, an_outlook(KIT, KIT, ASK, alone=alone)))
    assert (SIMPLE in shown) is simple
    assert not any("asking is worth" in each for each in shown), "what is advised is no question"
    assert any(each.startswith("Next best: ask the plant manager about need 1 (fewer stops)") for each in shown)


def test_a_question_that_goes_before_a_better_offer_says_why() -> None:
    shown = said(a_page(ASKED, an_outlook(ASK, KIT, ASK, alone=20_990)))
    assert (
        "To offer Kit at €45,000 on needs 1 and 2 at once would bring €1,000 more by this reckoning; but a question "
        "comes cheap, and makes the money firmer too, which the reckoning leaves out."
    ) in shown
    assert SIMPLE not in shown, "it would say the contrary"
    assert not any(each.startswith("Next best") or "asking is worth" in each for each in shown)


def test_a_question_that_nothing_can_be_offered_without_is_not_held_against_offers() -> None:
    assert not any("Offers alone" in each for each in said(a_page(ASKED, an_outlook(ASK, ASK, alone=0))))


def test_where_there_is_no_rival_none_is_named() -> None:
    assert not any(each.startswith("Next best") for each in said(a_page(OFFERED, an_outlook(KIT, KIT, CHEAP_KIT))))


def test_an_agreement_says_that_it_is_before_an_offer() -> None:
    agree = Advice(MoveKind.AGREE, "stops", 4, "Ms Adeyemi")
    reason = "An offer comes next, and nobody there has agreed with this line yet: its price rests on it."
    assert reason in said(a_page(agree, an_outlook(KIT, KIT)))
    assert reason not in said(a_page(agree))
    assert reason not in said(a_page(OFFERED, an_outlook(KIT, KIT)))


def test_values_that_are_no_optimum_have_a_ceiling_beside_them() -> None:
    inexact = an_outlook(KIT, KIT, exact=False)
    assert "No plan can be expected to bring more than €25,000." in said(a_page(OFFERED, inexact, ceiling=euro(25_000)))
    without = said(a_page(OFFERED, inexact))
    assert not any("No plan can" in each for each in without)


def test_where_nothing_is_worth_its_time_the_best_there_is_is_named() -> None:
    stop = Advice(MoveKind.STOP)
    shown = said(a_page(stop, an_outlook(None, replace(ASK, value=Decimal(-30)))))
    assert (
        "The best there is, ask the plant manager about need 1 (fewer stops), is expected to bring −€30 when your time "
        "is counted. Spend it where it brings more."
    ) in shown
    assert "There is nothing left to ask or to offer." in said(a_page(stop, an_outlook(None)))
    assert not any("Played on" in each for each in shown)


def test_the_plan_is_a_tree_of_answers_and_what_follows_each() -> None:
    plan = (
        Branch("yes", Decimal("0.45"), KIT, (Branch("refused: no need", Decimal("0.1"), None),)),
        Branch("no", Decimal("0.52"), None),
        Branch("never", Decimal(0), ASK),
    )
    shown = said(a_page(ASKED, replace(an_outlook(ASK, ASK), plan=plan)))
    at = shown.index("The plan")
    assert shown[at + 1 : at + 5] == [
        "yes (45%): offer Kit at €45,000 on needs 1 and 2",
        "└── refused: no need (10%): stop",
        "no (52%): stop",
        "",
    ]
    assert "The plan" not in said(a_page(ASKED, an_outlook(ASK, ASK)))


# The day.


def a_row(account: str, move: Advice, value: int | None = None, per_hour: int | None = None) -> DayMove:
    worth, hourly = (None if each is None else euro(each) for each in (value, per_hour))
    return DayMove(account, move, worth, hourly, Decimal("7.3"), Decimal(10))


def test_the_days_moves_are_a_table_of_accounts() -> None:
    rows = (a_row("Acme", Advice(MoveKind.ANSWER, "Kit", 2)), a_row("Bolt", ASKED, 20_000, 5_000))
    shown = squeezed(day_moves(DayMoves(DAY, rows, (), 0))).splitlines()
    assert shown[0] == "Next moves, 15 Jun 2026"
    assert "Account Next Expected An hour Patience" in shown
    assert "Acme Get an answer to offer 2, Kit – – 7.3 of 10" in shown
    assert "Bolt Ask the plant manager about need 1, fewer stops €20,000 €5,000 7.3 of 10" in shown
    assert "What is due comes first, then what an hour of yours is expected to bring." in shown
    assert not any("more:" in each or "unqualify" in each for each in shown)


def test_the_accounts_that_are_not_shown_are_counted_with_the_way_to_see_them() -> None:
    rows = (a_row("Acme", ASKED, 1, 1),)
    assert "1 account more: vl next --all shows them." in squeezed(day_moves(DayMoves(DAY, rows, (), 1)))
    assert "1,200 accounts more: vl next --all shows them." in squeezed(day_moves(DayMoves(DAY, rows, (), 1200)))


def test_accounts_to_unqualify_are_named_though_there_is_nothing_else() -> None:
    shown = squeezed(day_moves(DayMoves(DAY, (), ("Acme", "Bolt"), 0))).splitlines()
    assert "No move is expected to bring what it costs at Acme and Bolt." in shown
    assert "To unqualify" in shown
    assert not any("What is due" in each for each in shown)


def test_a_day_without_anything_says_how_to_begin() -> None:
    assert lines(day_moves(DayMoves(DAY, (), (), 0)))[2:] == [
        "No account has a move that can be weighed: guess a need, or add an account. vl queue has what cannot wait."
    ]
