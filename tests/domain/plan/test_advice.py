"""The next move: one piece of advice, by a fixed order of urgency."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.plan.advice import LiveNeed, Move, MoveKind, OpenLine, OpenOffer, OpenStep, Situation, next_move

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
    (EVERYTHING, Move(MoveKind.REPAIR)),
    (
        replace(EVERYTHING, patience_left=Decimal("0.1")),
        Move(MoveKind.STEP, "send the quote", 7, due=TODAY),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER]),
        Move(MoveKind.ANSWER, "pilot", 3),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER], offers=[TAKEN]),
        Move(MoveKind.CLOSE, "audit", 2),
    ),
    (
        replace(EVERYTHING, patience_left=Decimal(1), steps=[LATER], offers=[]),
        Move(MoveKind.ASK, "fewer stops", 1, "Ann"),
    ),
    (
        Situation(TODAY, Decimal(1), [LATER], [], [FOUND], [LINE]),
        Move(MoveKind.AGREE, "waste", 4, "Bob"),
    ),
    (
        Situation(TODAY, Decimal(1), [LATER], [], [FOUND]),
        Move(MoveKind.OFFER, "less waste", person="Bob", needs=(2,)),
    ),
    (
        Situation(TODAY, Decimal(1), [UNDATED, LATER], [], [replace(FOUND, offered=True)]),
        Move(MoveKind.STEP, "call back", 8, due=TOMORROW),
    ),
    (Situation(TODAY, Decimal(1)), Move(MoveKind.EXPLORE)),
]


@pytest.mark.parametrize(("at", "move"), LADDER, ids=[move.kind.value for _, move in LADDER])
def test_the_most_pressing_move_comes_first(at: Situation, move: Move) -> None:
    assert next_move(at) == move


def test_the_step_that_was_due_first_comes_first_and_undated_ones_last() -> None:
    overdue = OpenStep(9, "ring", TODAY - timedelta(days=2))
    twin = OpenStep(10, "write", TODAY - timedelta(days=2))
    at = Situation(TODAY, Decimal(1), [UNDATED, STEP, twin, overdue])
    assert next_move(at).number == 9
    assert next_move(Situation(TODAY, Decimal(1), [UNDATED])) == Move(MoveKind.STEP, "think", 6)


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
    assert next_move(at) == Move(MoveKind.OFFER, "less waste", person="Bob", needs=(2, 5))


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
    assert next_move(Situation(TODAY, Decimal(left), [STEP], [WAITING], needs, [LINE])) == Move(MoveKind.REPAIR)


@given(st.lists(NEEDS, max_size=5, unique_by=lambda need: need.number))
def test_what_is_asked_is_never_something_known_or_gone(needs: list[LiveNeed]) -> None:
    move = next_move(Situation(TODAY, Decimal(1), needs=needs))
    unasked = {need.number for need in needs if not need.verified and need.chance > Decimal("0.1")}
    assert (move.kind is MoveKind.ASK) == bool(unasked)
    assert move.kind is not MoveKind.ASK or move.number in unasked
