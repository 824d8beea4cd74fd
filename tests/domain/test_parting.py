"""What a parting had cost, whether the needs were known, when to look back, and what is to be regretted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from valueloop.domain.loop.patience import DEFAULTS, LOSS, Cause, ledger, signed
from valueloop.domain.parting import (
    CameOf,
    Kind,
    Known,
    NeedOnRecord,
    hours,
    known,
    meant,
    regretted,
    spent,
    to_look_back,
)

D, DAY = Decimal, date(2026, 6, 15)
ASKED, GUESSED = NeedOnRecord("higher yield of the lines", True), NeedOnRecord("less overtime", False)


def test_what_was_spent_leaves_out_what_was_earned_and_how_they_were_let_down() -> None:
    moved = [(DAY, at, each) for at, each in enumerate((Cause.CALL, Cause.REJECTED, Cause.KEPT, Cause.DEFECT))]
    assert spent(ledger(D(10), moved, signed(DEFAULTS, LOSS)).entries) == D("2.7")


def test_touches_without_a_time_count_as_usual() -> None:
    assert hours([D(2), None, D("0.5"), None], D("0.5")) == (D("3.5"), 2)
    assert hours([], D(1)) == (D(0), 0)


def test_the_reason_speaks_of_the_need_that_it_has_most_words_of() -> None:
    assert meant("Overtime and yield of their lines", [GUESSED, ASKED]) == ASKED
    assert meant("no overtime any more", [ASKED, GUESSED]) == GUESSED
    assert meant("half the price", [ASKED, GUESSED]) is None
    assert meant("anything", []) is None
    assert meant("yield", [NeedOnRecord("yield", False), ASKED]) == ASKED


@pytest.mark.parametrize(
    ("days", "need", "verdict"),
    [
        (None, ASKED, Known.NEVER),
        (10, GUESSED, Known.UNASKED),
        (181, ASKED, Known.STALE),
        (181, None, Known.STALE),
        (180, None, Known.ELSEWHERE),
        (180, ASKED, Known.KNOWN),
    ],
)
def test_whether_the_needs_were_known(days: int | None, need: NeedOnRecord | None, verdict: Known) -> None:
    reviewed = None if days is None else DAY - timedelta(days=days)
    assert known(reviewed, DAY, 180, need) is verdict


@pytest.mark.parametrize(
    ("kind", "came_of", "back", "wrong"),
    [
        (Kind.UNQUALIFIED, CameOf.WON, False, True),
        (Kind.FIRED, CameOf.BACK, False, True),
        (Kind.FIRED, None, True, True),
        (Kind.UNQUALIFIED, CameOf.NOTHING, False, False),
        (Kind.UNQUALIFIED, None, False, False),
        (Kind.LOST, CameOf.BACK, True, False),
    ],
)
def test_only_what_was_our_choice_is_regretted(kind: Kind, came_of: CameOf | None, back: bool, wrong: bool) -> None:
    assert regretted(kind, came_of, back=back) is wrong


def test_it_is_time_to_look_back_after_ninety_days() -> None:
    last = DAY + timedelta(days=90)
    assert not to_look_back(DAY, None, last, back=False)
    assert to_look_back(DAY, None, last + timedelta(days=1), back=False)
    assert not to_look_back(DAY, DAY, last + timedelta(days=1), back=False)
    assert not to_look_back(DAY, None, last + timedelta(days=1), back=True)
