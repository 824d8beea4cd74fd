"""Bias: what estimates of a kind came to, and how far that is believed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import facts
from valueloop.domain.bias import LEAST, MOST, Turned, bias, record, turned
from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Input, Line
from valueloop.domain.value.realised import Measured, realise
from valueloop.domain.value.source import Source

D = Decimal
PARTS = st.decimals(LEAST, MOST, places=3)


def one(formula: str = "stops * 2k", amount: Decimal | None = None) -> Turned | None:
    inputs = (Input("stops", Estimate.exactly(D(100)), source=Source.SAID),)
    case = Case("EUR", 1, D(0), inputs, (Line(1, "stops", Effect.SAVE, formula),))
    lines = frozenset({1}) if amount is not None else frozenset[int]()
    return turned(realise(case, Measured(lines, {} if amount is None else {1: amount}))[0])


def test_an_estimate_turned_out_by_what_was_realised_of_it() -> None:
    assert one(amount=D(150_000)) == Turned(Effect.SAVE, Source.SAID, D("0.75"))
    assert one() is None
    assert one("stops * 0", D(5)) is None
    assert one("stops * -2k", D(5)) is None


def test_one_line_is_no_record_so_that_no_part_counts_beyond_bounds() -> None:
    assert one(amount=D(0)) == Turned(Effect.SAVE, Source.SAID, LEAST)
    assert one(amount=D(-90_000)) == Turned(Effect.SAVE, Source.SAID, LEAST)
    assert one(amount=D(90_000_000)) == Turned(Effect.SAVE, Source.SAID, MOST)


def test_a_record_by_hand() -> None:
    found = bias(Effect.EARN, None, [D("0.5")] * 3)
    assert facts(found.lines, found.came, found.factor) == (3, D("0.5000"), D("0.7071"))  # √0.5: believed by half
    assert bias(Effect.EARN, None, [D("0.5"), D(2)]).came == 1


def test_a_record_is_of_a_kind_and_a_rung() -> None:
    told = [
        Turned(Effect.SAVE, Source.SAID, D("0.8")),
        Turned(Effect.SAVE, Source.GUESS, D("0.5")),
        Turned(Effect.COST, Source.GUESS, D("1.5")),
    ]
    whole, said = record(told, Effect.SAVE), record(told, Effect.SAVE, Source.SAID)
    assert whole is not None
    assert said is not None
    assert facts(whole.lines, said.lines, said.came) == (2, 1, D("0.8"))
    assert record(told, Effect.EARN) is None
    assert record(told, Effect.COST, Source.SAID) is None


def test_there_is_no_record_of_nothing() -> None:
    for parts in ([], [D(0)], [D(1), D(-1)]):
        with pytest.raises(ValueError, match="above nought"):
            bias(Effect.SAVE, None, parts)


@given(st.lists(PARTS, min_size=1, max_size=20))
def test_the_factor_lies_between_one_and_what_they_came_to(parts: list[Decimal]) -> None:
    found = bias(Effect.SAVE, None, parts)
    assert min(found.came, D(1)) <= found.factor <= max(found.came, D(1))
    assert min(parts) - D("0.0001") <= found.came <= max(parts) + D("0.0001")
    turned_round = bias(Effect.SAVE, None, [1 / each for each in parts])
    assert abs(found.came * turned_round.came - 1) < D("0.01")


@given(PARTS, st.integers(1, 30))
def test_more_lines_of_one_kind_are_believed_more(part: Decimal, lines: int) -> None:
    few, more = bias(Effect.SAVE, None, [part] * lines), bias(Effect.SAVE, None, [part] * (lines + 1))
    assert abs(more.factor - part) <= abs(few.factor - part) + D("0.0002")
