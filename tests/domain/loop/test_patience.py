"""Patience and goodwill: what is asked is paid for and never paid back by asking; what is done for them is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.patience import (
    DEFAULTS,
    LOSS,
    Cause,
    Entry,
    Patience,
    answer_moves,
    ledger,
    signed,
    touch_moves,
)
from valueloop.domain.loop.response import Verdict
from valueloop.domain.settings import SETTINGS
from valueloop.domain.touch import Kind

DAY = date(2026, 5, 3)
START = Decimal(10)
ASKING = [each for each in Cause if not each.earns]
AMOUNTS = st.fixed_dictionaries({each: st.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10) for each in Cause})
Moved = list[tuple[date, int, Cause]]


def moved(causes: list[Cause]) -> st.SearchStrategy[Moved]:
    days = st.integers(0, 30).map(lambda days: DAY + timedelta(days=days))
    return st.lists(st.tuples(days, st.integers(), st.sampled_from(causes)), max_size=12)


@given(moved(ASKING), AMOUNTS)
def test_patience_never_grows_by_asking(spent: Moved, amounts: dict[Cause, Decimal]) -> None:
    left = [START, *(entry.left for entry in ledger(START, spent, signed(amounts, LOSS)).entries)]
    assert left == sorted(left, reverse=True)


@given(moved([each for each in Cause if each.earns]), AMOUNTS)
def test_what_is_done_for_them_never_costs(earned: Moved, amounts: dict[Cause, Decimal]) -> None:
    left = [START, *(entry.left for entry in ledger(START, earned, signed(amounts, LOSS)).entries)]
    assert left == sorted(left)


@given(moved(list(Cause)), AMOUNTS)
def test_the_balance_is_the_start_and_all_that_moved_it(spent: Moved, amounts: dict[Cause, Decimal]) -> None:
    adds = signed(amounts, LOSS)
    patience = ledger(START, spent, adds)
    assert patience.left == START + sum((adds[kind] for _, _, kind in spent), Decimal(0))
    assert patience.spent_out == (patience.left <= 0)
    assert sum((entry.amount for entry in patience.entries), START) == patience.left


def test_the_ledger_runs_in_time_and_says_what_was_left() -> None:
    later, sooner = (DAY, 2, Cause.REJECTED), (DAY, 1, Cause.CALL)
    assert ledger(START, [later, sooner], signed(DEFAULTS, LOSS)).entries == (
        Entry(DAY, 1, Cause.CALL, Decimal("-0.7"), Decimal("9.3")),
        Entry(DAY, 2, Cause.REJECTED, Decimal(-2), Decimal("7.3")),
    )


def test_a_loss_weighs_more_than_a_gain_of_the_same_size() -> None:
    adds = signed(dict.fromkeys(Cause, Decimal(1)), Decimal(3))
    assert {each: adds[each] for each in Cause if each.loss} == dict.fromkeys(
        (Cause.BROKEN, Cause.DEFECT, Cause.SHORTFALL), Decimal(-3)
    )
    assert {adds[each] for each in Cause if each.earns} == {Decimal(1)}
    assert {adds[each] for each in Cause if not each.earns and not each.loss} == {Decimal(-1)}


def test_with_no_entries_all_patience_is_left() -> None:
    assert ledger(START, [], signed(DEFAULTS, LOSS)) == Patience(START, ())
    assert Patience(START, ()).left == START
    assert not Patience(START, ()).spent_out
    assert Patience(Decimal(0), ()).spent_out


@pytest.mark.parametrize("kind", Kind)
def test_what_comes_in_spends_nothing(kind: Kind) -> None:
    assert touch_moves(kind, inbound=True) is None


@pytest.mark.parametrize(
    ("kind", "spends"),
    [
        (Kind.CALL, Cause.CALL),
        (Kind.EMAIL, Cause.EMAIL),
        (Kind.MEETING, Cause.MEETING),
        (Kind.VISIT, Cause.VISIT),
        (Kind.NOTE, None),
    ],
)
def test_what_goes_out_spends_as_what_it_is_but_a_note_does_not(kind: Kind, spends: Cause | None) -> None:
    assert touch_moves(kind, inbound=False) is spends


@pytest.mark.parametrize(
    ("verdict", "spends"),
    [
        (Verdict.ACCEPTED, None),
        (Verdict.REJECTED, Cause.REJECTED),
        (Verdict.COUNTERED, Cause.COUNTERED),
        (Verdict.SILENT, Cause.SILENT),
    ],
)
def test_every_answer_but_a_yes_spends(verdict: Verdict, spends: Cause | None) -> None:
    assert answer_moves(verdict) is spends


@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.NOTE])
def test_a_thank_you_of_ours_earns_and_spends_nothing(kind: Kind) -> None:
    assert touch_moves(kind, inbound=False, thanks=True) is Cause.THANKS
    assert touch_moves(kind, inbound=True, thanks=True) is None


def test_every_cause_has_an_amount_words_and_a_setting() -> None:
    assert list(DEFAULTS) == list(Cause)
    assert all(amount > 0 for amount in DEFAULTS.values())
    assert [kind.words for kind in Cause] == [
        "an outbound call",
        "an outbound email",
        "an outbound meeting",
        "an outbound visit",
        "a refused offer",
        "a counter-offer",
        "an offer without answer",
        "a broken promise",
        "a defect",
        "value short of what was promised",
        "a kept promise",
        "a thank-you",
        "a defect mended as planned",
        "a defect mended without a plan that held",
        "value realised as promised",
    ]
    assert Cause.CALL.key == "patience.call"
    assert Cause.BROKEN.key == "goodwill.broken"
    assert Cause.KEPT.key == "goodwill.kept"
    assert all(each.key in SETTINGS for each in Cause)
