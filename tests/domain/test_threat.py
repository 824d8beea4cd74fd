"""The migration margin by hand, its bounds where something is unknown, and its laws."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.threat import Figure, Margin, Ours, Rival, filled, margin, ours, rank, review_due
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.realised import LineRealised, Measured, realise

D = Decimal
INPUT = Input("stops", Estimate.exactly(D(100)))


def accepted(line: Line) -> Line:
    agreed = Acceptance("production", date(2026, 5, 1), None, D(0), basis(line, {"stops": INPUT}))
    return replace(line, acceptance=agreed)


SAVED = accepted(Line(1, "fewer stoppages", Effect.SAVE, "stops * 1k"))
HOPED = Line(2, "overtime", Effect.SAVE, "stops * 100")
TRAINING = Line(3, "training", Effect.COST, "stops * 50", once=True)


def lines(*which: Line, measured: Measured | None = None) -> tuple[LineRealised, ...]:
    return realise(Case("EUR", 2, D(0), (INPUT,), which), measured or Measured())


def test_what_they_accepted_counts_as_promised_until_it_is_measured() -> None:
    """Two years at no discount: 100,000 a year accepted, 10,000 a year hoped for, 5,000 of training once."""
    assert ours([(lines(SAVED, HOPED, TRAINING), D(40_000))]) == Ours(D(0), D(200_000), D(5_000), D(40_000))
    found = ours([(lines(SAVED, HOPED, TRAINING, measured=Measured(frozenset({1}), {1: D(80_000)})), D(40_000))])
    assert found == Ours(D(160_000), D(0), D(5_000), D(40_000))
    assert (found.value, found.surplus, found.part_measured) == (D(155_000), D(115_000), D(1))


def test_what_nobody_accepted_counts_once_it_is_measured() -> None:
    found = ours([(lines(SAVED, HOPED, measured=Measured(frozenset({2}))), D(0))])
    assert found == Ours(D(20_000), D(200_000))
    assert round(found.part_measured or D(0), 6) == D("0.090909")


def test_a_cost_counts_as_measured_else_as_reckoned() -> None:
    found = ours([(lines(SAVED, TRAINING, measured=Measured(frozenset({3}), {3: D(9_000)})), D(0))])
    assert found is not None
    assert found.costs == D(9_000)


def test_deals_are_added() -> None:
    twice = [(lines(SAVED), D(10_000)), (lines(SAVED), D(20_000))]
    assert ours(twice) == Ours(D(0), D(400_000), D(0), D(30_000))


def test_without_a_figure_what_they_have_is_unknown_and_not_nought() -> None:
    assert ours([((), D(40_000))]) is None
    assert ours([(lines(HOPED), D(40_000))]) is None
    assert Ours().part_measured is None


def test_the_margin_by_hand() -> None:
    """100 with us; 150 − 60 with them, and 20 to change: they lose 30. At a price of 20 they gain 10."""
    assert margin(D(100), Rival(D(150), D(60), D(20))) == Margin(D(30), D(30))
    gain = margin(D(100), Rival(D(150), D(20), D(20)))
    assert gain == Margin(D(-10), D(-10))
    assert (gain.known, gain.leaving) == (True, True)


def test_an_unknown_price_or_cost_of_changing_bounds_it_from_below() -> None:
    assert margin(D(100), Rival(D(150), None, D(20))) == Margin(D(-30), None)
    assert margin(D(100), Rival(D(150), D(60))) == Margin(D(10), None)
    assert not margin(D(100), Rival(D(500), None, None)).leaving


def test_an_unknown_value_bounds_it_from_above() -> None:
    found = margin(D(100), Rival(None, D(60), D(20)))
    assert found == Margin(None, D(180))
    assert (found.known, found.leaving) == (False, False)


def test_nothing_known_is_unknown() -> None:
    assert margin(D(100), Rival()) == Margin()
    assert margin(None, Rival(D(1), D(1), D(1))) == Margin()
    assert Rival(None, D(1), None).unknown == (Figure.VALUE, Figure.SWITCHING)


amounts = st.integers(0, 10**6).map(D)
maybe = st.none() | amounts


@given(amounts, st.tuples(maybe, maybe, maybe), st.tuples(amounts, amounts, amounts))
def test_whatever_is_learned_lies_within_the_bounds(
    surplus: Decimal,
    typed: tuple[Decimal | None, Decimal | None, Decimal | None],
    learned: tuple[Decimal, Decimal, Decimal],
) -> None:
    found = margin(surplus, Rival(*typed))
    value, price, switching = (new if old is None else old for old, new in zip(typed, learned, strict=True))
    exact = Rival(value, price, switching)
    came = margin(surplus, exact).low
    assert came is not None
    assert found.low is None or found.low <= came
    assert found.high is None or came <= found.high


@given(amounts, amounts, amounts, amounts, amounts)
def test_what_changing_costs_protects_us(
    surplus: Decimal, value: Decimal, price: Decimal, switching: Decimal, more: Decimal
) -> None:
    dear, cheap = (margin(surplus, Rival(value, price, each)).low for each in (switching + more, switching))
    assert dear is not None
    assert cheap is not None
    assert dear - cheap == more


def test_unknown_figures_are_those_of_the_alternative() -> None:
    known = Alternative(
        "R", D(36), switching=D(5), differences=(Difference("energy", D(10)), Difference("yield", D(-3)))
    )
    assert filled(Rival(), known, D(100)) == Rival(D(93), D(36), D(5), tuple(Figure))
    assert filled(Rival(D(80), D(20), None), known, D(100)) == Rival(D(80), D(20), D(5), (Figure.SWITCHING,))


@pytest.mark.parametrize(
    ("alternative", "value"),
    [
        (None, D(100)),
        (Alternative("R"), D(100)),
        (Alternative("R", differences=(Difference("energy", None),)), D(100)),
        (Alternative("R", differences=(Difference("energy", D(1)),)), None),
    ],
)
def test_what_an_alternative_does_not_say_stays_unknown(alternative: Alternative | None, value: Decimal | None) -> None:
    assert filled(Rival(), alternative, value) == Rival()


def test_who_may_leave_comes_first() -> None:
    found = [None, Margin(None, D(5)), Margin(D(7), D(7)), Margin(D(-1), None)]
    assert sorted(found, key=rank) == [Margin(D(-1), None), Margin(D(7), D(7)), Margin(None, D(5)), None]


def test_needs_are_due_by_the_setting_or_by_what_was_planned() -> None:
    day = date(2026, 1, 1)
    assert review_due(None, 180, [day]) is None
    assert review_due(day, 180, []) == date(2026, 6, 30)
    assert review_due(day, 180, [date(2026, 3, 1), date(2027, 1, 1)]) == date(2026, 3, 1)
