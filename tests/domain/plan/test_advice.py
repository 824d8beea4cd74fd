"""The next move: what is urgent in a fixed order, then what the planner finds best."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.money import Money
from valueloop.domain.plan.advice import (
    Advice,
    LiveNeed,
    MoveKind,
    OpenDefect,
    OpenLine,
    OpenOffer,
    OpenStep,
    Situation,
    next_move,
)
from valueloop.domain.plan.outlook import Outlook, Weighed
from valueloop.domain.promise import Stage

TODAY = date(2026, 5, 3)
TOMORROW = TODAY + timedelta(days=1)
STEP = OpenStep(7, "send the quote", TODAY)
LATER = OpenStep(8, "call back", TOMORROW)
UNDATED = OpenStep(6, "think", None)
WAITING = OpenOffer(3, "pilot", accepted=False)
TAKEN = OpenOffer(2, "audit", accepted=True)
ASKABLE = LiveNeed(1, "fewer stops", Decimal("0.4"), False, Decimal(1000), Decimal(1), "Ann", False)
FOUND = LiveNeed(2, "less waste", Decimal("0.9"), True, Decimal(500), Decimal(1), "Bob", False)
LINE = OpenLine(4, "waste", Decimal(500), "Bob", 2)

EVERYTHING = Situation(TODAY, Decimal(0), [LATER, STEP], [TAKEN, WAITING], [ASKABLE, FOUND], [LINE])
LADDER = [
    (EVERYTHING, Advice(MoveKind.REPAIR)),
    (
        replace(EVERYTHING, patience_left=Decimal("0.1")),
        Advice(MoveKind.STEP, "send the quote", 7, due=TODAY),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER]),
        Advice(MoveKind.ANSWER, "pilot", 3),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER], offers=[TAKEN]),
        Advice(MoveKind.CLOSE, "audit", 2),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER], offers=[]),
        Advice(MoveKind.ASK, "fewer stops", 1, "Ann"),
    ),
    (
        Situation(TODAY, Decimal(1), [LATER], [], [FOUND], [LINE]),
        Advice(MoveKind.AGREE, "waste", 4, "Bob"),
    ),
    (
        Situation(TODAY, Decimal(1), [LATER], [], [FOUND]),
        Advice(MoveKind.OFFER, "less waste", person="Bob", needs=(2,)),
    ),
    (
        Situation(TODAY, Decimal(1), [UNDATED, LATER], [], [replace(FOUND, offered=True)]),
        Advice(MoveKind.STEP, "call back", 8, due=TOMORROW),
    ),
    (Situation(TODAY, Decimal(1)), Advice(MoveKind.EXPLORE)),
]


@pytest.mark.parametrize(("at", "move"), LADDER, ids=[move.kind.value for _, move in LADDER])
def test_the_most_pressing_move_comes_first(at: Situation, move: Advice) -> None:
    assert next_move(at) == move


def test_at_a_customer_one_looks_after_what_they_bought() -> None:
    assert next_move(Situation(TODAY, Decimal(1), customer=True)) == Advice(MoveKind.EXPLORE, "customer")


FREEZES = OpenDefect(1, "the screen freezes", None, None)
WORD = OpenStep(2, "spares in two days", TODAY)


@pytest.mark.parametrize(
    ("stage", "due", "owed"),
    [
        (None, None, Stage.ACKNOWLEDGED),
        (Stage.ACKNOWLEDGED, None, Stage.PLANNED),
        (Stage.PLANNED, TODAY, Stage.MENDED),
        (Stage.PLANNED, TOMORROW, None),
        (Stage.PLANNED, None, None),
    ],
)
def test_a_defect_comes_before_all_else_until_its_mending_is_planned_and_again_when_that_is_due(
    stage: Stage | None, due: date | None, owed: Stage | None
) -> None:
    at = replace(EVERYTHING, defects=[replace(FREEZES, stage=stage, due=due)], promises=[WORD])
    expected = Advice(MoveKind.MEND, "the screen freezes", 1, due=due, stage=owed) if owed else Advice(MoveKind.REPAIR)
    assert next_move(at) == expected


def test_a_promise_that_is_due_comes_before_any_step_and_the_earliest_first() -> None:
    at = replace(EVERYTHING, patience_left=Decimal(1))
    earlier, later = OpenStep(3, "a count", TODAY - timedelta(days=3)), OpenStep(4, "a visit", TOMORROW)
    assert next_move(replace(at, promises=[later, WORD, earlier, UNDATED])) == Advice(
        MoveKind.KEEP, "a count", 3, due=earlier.due
    )
    assert next_move(replace(at, promises=[later, UNDATED])).kind is MoveKind.STEP
    assert next_move(replace(at, patience_left=Decimal(0), promises=[WORD])).kind is MoveKind.REPAIR


def test_the_step_that_was_due_first_comes_first_and_undated_ones_last() -> None:
    overdue = OpenStep(9, "ring", TODAY - timedelta(days=2))
    twin = OpenStep(10, "write", TODAY - timedelta(days=2))
    at = Situation(TODAY, Decimal(1), [UNDATED, STEP, twin, overdue])
    assert next_move(at).number == 9
    assert next_move(Situation(TODAY, Decimal(1), [UNDATED])) == Advice(MoveKind.STEP, "think", 6)


@pytest.mark.parametrize(
    ("chances_and_money", "asked"),
    [
        ([("0.5", 100), ("0.9", 100)], 1),  # the answer that is less sure beforehand
        ([("0.5", 100), ("0.5", 200)], 2),  # the answer that is worth more
        ([("0.9", 1000), ("0.5", 100)], 1),  # 90 beats 25
        ([("0.5", 100), ("0.5", 100)], 1),  # of equals the earlier
    ],
)
def test_the_answer_that_matters_most_is_asked_for(chances_and_money: list[tuple[str, int]], asked: int) -> None:
    needs = [
        replace(ASKABLE, number=at, chance=Decimal(chance), money=Decimal(money))
        for at, (chance, money) in enumerate(chances_and_money, 1)
    ]
    assert next_move(Situation(TODAY, Decimal(1), needs=needs)).number == asked


def test_without_money_the_weight_decides_what_is_asked() -> None:
    light = replace(ASKABLE, money=Decimal(0), weight=Decimal(1))
    heavy = replace(light, number=5, weight=Decimal(2))
    assert next_move(Situation(TODAY, Decimal(1), needs=[light, heavy])).number == 5


@pytest.mark.parametrize(
    ("chance", "verified", "kind"),
    [
        ("0.1", False, MoveKind.EXPLORE),  # as good as gone: not worth a question
        ("0.11", False, MoveKind.ASK),
        ("0.59", True, MoveKind.EXPLORE),  # asked, and not found
        ("0.6", True, MoveKind.OFFER),
    ],
)
def test_a_need_is_asked_after_until_it_is_found_or_gone(chance: str, verified: bool, kind: MoveKind) -> None:
    need = replace(ASKABLE, chance=Decimal(chance), verified=verified)
    assert next_move(Situation(TODAY, Decimal(1), needs=[need])).kind is kind


def test_only_a_line_of_a_found_need_or_of_none_is_brought_to_agreement() -> None:
    of_a_doubtful = replace(LINE, number=5, need=1, amount=Decimal(9000))
    of_none = replace(LINE, number=6, need=None, amount=Decimal(501))
    asked = replace(ASKABLE, verified=True)
    at = Situation(TODAY, Decimal(1), needs=[asked, FOUND], lines=[of_a_doubtful, LINE, of_none])
    assert next_move(at).number == 6
    assert next_move(replace(at, lines=[of_a_doubtful])).kind is MoveKind.OFFER


def test_an_offer_is_on_the_found_needs_that_are_not_on_the_table_already() -> None:
    on_table, doubtful = replace(FOUND, number=3, offered=True), replace(ASKABLE, number=4, verified=True)
    another = replace(FOUND, number=5, name="more sales", person=None)
    at = Situation(TODAY, Decimal(1), needs=[on_table, FOUND, doubtful, another])
    assert next_move(at) == Advice(MoveKind.OFFER, "less waste", person="Bob", needs=(2, 5))


def test_of_equal_lines_the_earlier_is_agreed_first() -> None:
    at = Situation(TODAY, Decimal(1), needs=[FOUND], lines=[replace(LINE, number=9), LINE])
    assert next_move(at).number == 4


NEEDS = st.builds(
    LiveNeed,
    st.integers(1, 9),
    st.just("need"),
    st.integers(1, 99).map(lambda percent: Decimal(percent) / 100),
    st.booleans(),
    st.integers(0, 999).map(Decimal),
    st.integers(1, 3).map(Decimal),
    st.none() | st.just("Ann"),
    st.booleans(),
)


@given(st.lists(NEEDS, max_size=5), st.integers(-5, 0))
def test_without_patience_there_is_nothing_to_do_but_repair(needs: list[LiveNeed], left: int) -> None:
    assert next_move(Situation(TODAY, Decimal(left), [STEP], [WAITING], needs, [LINE])) == Advice(MoveKind.REPAIR)


@given(st.lists(NEEDS, max_size=5, unique_by=lambda need: need.number))
def test_what_is_asked_is_never_something_known_or_gone(needs: list[LiveNeed]) -> None:
    move = next_move(Situation(TODAY, Decimal(1), needs=needs))
    unasked = {need.number for need in needs if not need.verified and need.chance > Decimal("0.1")}
    assert (move.kind is MoveKind.ASK) == bool(unasked)
    assert move.kind is not MoveKind.ASK or move.number in unasked


# What the planner finds.

PLAIN = (Decimal("0.2"), Decimal(2), Decimal("0.2"), Decimal(3))
ASKED = Weighed(Decimal(900), *PLAIN, need=1, person="Carla")
OFFERED = Weighed(Decimal(950), *PLAIN, product="kit", price=Decimal(45_000), covers=(1, 2))


def an_outlook(first: Weighed | None) -> Outlook:
    return Outlook("USD", Decimal(950), Decimal(940), Decimal(4), True, (OFFERED, ASKED), first)


def weighing(first: Weighed | None) -> Callable[[], Outlook]:
    return lambda: an_outlook(first)


QUIET = replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER], offers=[], lines=[])


@pytest.mark.parametrize("at", [at for at, _ in LADDER[:4]], ids=[move.kind.value for _, move in LADDER[:4]])
def test_where_something_is_urgent_the_planner_is_not_asked(at: Situation) -> None:
    def never() -> Outlook:
        raise AssertionError

    assert next_move(at, never) == next_move(at)


def test_the_planner_is_asked_once() -> None:
    asked: list[None] = []
    next_move(QUIET, lambda: asked.append(None))
    assert asked == [None]


def test_where_nothing_can_be_weighed_the_order_of_urgency_holds() -> None:
    for at, move in LADDER:
        assert next_move(at, lambda: None) == move


def test_a_question_that_the_planner_finds_best_is_put_to_whom_it_says() -> None:
    assert next_move(QUIET, weighing(ASKED)) == Advice(
        MoveKind.ASK, "fewer stops", 1, "Carla", outlook=an_outlook(ASKED)
    )


def test_an_offer_that_the_planner_finds_best_has_its_product_price_and_needs() -> None:
    assert next_move(QUIET, weighing(OFFERED)) == Advice(
        MoveKind.OFFER,
        "kit",
        needs=(1, 2),
        product="kit",
        price=Money(Decimal(45_000), "USD"),
        outlook=an_outlook(OFFERED),
    )


def test_an_offer_without_a_price_or_a_product_is_one_still() -> None:
    found = next_move(QUIET, weighing(replace(OFFERED, price=None, product=None)))
    assert (found.kind, found.product, found.price) == (MoveKind.OFFER, "", None)


def test_before_an_offer_the_line_of_a_found_need_is_agreed() -> None:
    found = next_move(replace(QUIET, lines=[LINE]), weighing(OFFERED))
    assert found == Advice(MoveKind.AGREE, "waste", 4, "Bob", outlook=an_outlook(OFFERED))


@pytest.mark.parametrize(
    "line",
    [replace(LINE, need=1), replace(LINE, need=3), replace(LINE, need=None)],
    ids=["of a need that is not found", "of one that the offer leaves out", "of none"],
)
def test_other_lines_do_not_hold_an_offer_up(line: OpenLine) -> None:
    third = replace(FOUND, number=3)
    at = replace(QUIET, needs=[ASKABLE, FOUND, third], lines=[line])
    assert next_move(at, weighing(OFFERED)).kind is MoveKind.OFFER


def test_of_the_lines_that_hold_an_offer_up_the_dearest_is_agreed_first() -> None:
    dearer, twin = replace(LINE, number=9, amount=Decimal(700)), replace(LINE, number=8, amount=Decimal(700))
    found = next_move(replace(QUIET, lines=[LINE, dearer, twin]), weighing(OFFERED))
    assert (found.kind, found.number) == (MoveKind.AGREE, 8)


def test_a_question_is_not_held_up_by_a_line() -> None:
    assert next_move(replace(QUIET, lines=[LINE]), weighing(ASKED)).kind is MoveKind.ASK


def test_where_the_planner_expects_nothing_of_any_move_the_advice_is_to_stop() -> None:
    assert next_move(QUIET, weighing(None)) == Advice(MoveKind.STOP, outlook=an_outlook(None))
    assert next_move(replace(QUIET, lines=[LINE]), weighing(None)).kind is MoveKind.STOP
