"""Patience: what is asked is paid for, and never paid back by asking."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.patience import DEFAULT_COSTS, Entry, Patience, Spending, answer_spends, ledger, touch_spends
from valueloop.domain.loop.response import Verdict
from valueloop.domain.touch import Kind

DAY = date(2026, 5, 3)
START = Decimal(10)
SPENT = st.lists(
    st.tuples(
        st.integers(0, 30).map(lambda days: DAY + timedelta(days=days)), st.integers(), st.sampled_from(Spending)
    ),
    max_size=12,
)
COSTS = st.fixed_dictionaries({kind: st.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10) for kind in Spending})
Spent = list[tuple[date, int, Spending]]


@given(SPENT, COSTS)
def test_patience_never_grows_by_asking(spent: Spent, costs: dict[Spending, Decimal]) -> None:
    left = [START, *(entry.left for entry in ledger(START, spent, costs).entries)]
    assert left == sorted(left, reverse=True)


@given(SPENT, COSTS)
def test_the_patience_left_is_the_start_less_all_that_was_spent(spent: Spent, costs: dict[Spending, Decimal]) -> None:
    patience = ledger(START, spent, costs)
    assert patience.left == START - sum((costs[kind] for _, _, kind in spent), Decimal(0))
    assert patience.spent_out == (patience.left <= 0)
    assert sum((entry.amount for entry in patience.entries), START) == patience.left


def test_the_ledger_runs_in_time_and_says_what_was_left() -> None:
    later, sooner = (DAY, 2, Spending.REJECTED), (DAY, 1, Spending.CALL)
    assert ledger(START, [later, sooner], DEFAULT_COSTS).entries == (
        Entry(DAY, 1, Spending.CALL, Decimal("-0.7"), Decimal("9.3")),
        Entry(DAY, 2, Spending.REJECTED, Decimal(-2), Decimal("7.3")),
    )


def test_with_no_entries_all_patience_is_left() -> None:
    assert ledger(START, [], DEFAULT_COSTS) == Patience(START, ())
    assert Patience(START, ()).left == START
    assert not Patience(START, ()).spent_out
    assert Patience(Decimal(0), ()).spent_out


@pytest.mark.parametrize("kind", Kind)
def test_what_comes_in_spends_nothing(kind: Kind) -> None:
    assert touch_spends(kind, inbound=True) is None


@pytest.mark.parametrize(
    ("kind", "spends"),
    [
        (Kind.CALL, Spending.CALL),
        (Kind.EMAIL, Spending.EMAIL),
        (Kind.MEETING, Spending.MEETING),
        (Kind.VISIT, Spending.VISIT),
        (Kind.NOTE, None),
    ],
)
def test_what_goes_out_spends_as_what_it_is_but_a_note_does_not(kind: Kind, spends: Spending | None) -> None:
    assert touch_spends(kind, inbound=False) is spends


@pytest.mark.parametrize(
    ("verdict", "spends"),
    [
        (Verdict.ACCEPTED, None),
        (Verdict.REJECTED, Spending.REJECTED),
        (Verdict.COUNTERED, Spending.COUNTERED),
        (Verdict.SILENT, Spending.SILENT),
    ],
)
def test_every_answer_but_a_yes_spends(verdict: Verdict, spends: Spending | None) -> None:
    assert answer_spends(verdict) is spends


def test_every_kind_of_spending_has_a_cost_and_words() -> None:
    assert set(DEFAULT_COSTS) == set(Spending)
    assert all(cost > 0 for cost in DEFAULT_COSTS.values())
    assert [kind.words for kind in Spending] == [
        "an outbound call",
        "an outbound email",
        "an outbound meeting",
        "an outbound visit",
        "a refused offer",
        "a counter-offer",
        "an offer without answer",
    ]
