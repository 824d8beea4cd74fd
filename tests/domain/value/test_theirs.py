"""A value case as a customer may see it: nothing in it rests on us alone, but for what they agreed to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.alternative import Alternative, Kind
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms
from valueloop.domain.value.theirs import theirs

OURS = Input("stops", Estimate.exactly(Decimal(100)), source=Source.GUESS)
SAID = Input("hours", Estimate.exactly(Decimal(10)), source=Source.SAID, by="production manager")
GUESSED = Line(1, "our guess", Effect.SAVE, "stops * 100")
TOLD = Line(2, "told", Effect.SAVE, "hours * 1k")
COST = Line(3, "training", Effect.COST, "900", once=True)
TERMS = Terms(Rule.BARGAIN, fraction=Decimal("0.4"), walk_away=Decimal(31337), price=Decimal(1), per_year=True)
RIVAL = Alternative("two shifts", Decimal(5), Kind.THEMSELVES)


def case(*lines: Line) -> Case:
    return Case("EUR", 3, Decimal("0.1"), (OURS, SAID), lines, alternatives=(RIVAL,), terms=TERMS)


def agreed(line: Line) -> Line:
    inputs = {each.name: each for each in (OURS, SAID)}
    return replace(line, acceptance=Acceptance("plant manager", None, None, Decimal(1), basis(line, inputs)))


def test_our_guess_is_left_out_and_its_input_with_it() -> None:
    found = theirs(case(GUESSED, TOLD, COST), None)
    assert [each.number for each in found.lines] == [2, 3]
    assert found.inputs == (SAID,)
    assert (found.alternatives, found.terms) == ((), None)


def test_what_they_agreed_to_is_theirs_though_the_number_was_ours() -> None:
    found = theirs(case(agreed(GUESSED)), None)
    assert [each.number for each in found.lines] == [1]
    assert found.inputs == (OURS,)


@pytest.mark.parametrize(
    "line",
    [
        replace(TOLD, guess=True),
        replace(TOLD, refuted=True),
        replace(TOLD, formula="hours * missing"),
        replace(COST, refuted=True),
        replace(COST, formula="missing"),
    ],
)
def test_what_is_gone_or_has_no_figure_is_left_out(line: Line) -> None:
    assert theirs(case(line), None).lines == ()


def test_of_the_terms_only_the_price_on_the_table_and_how_it_is_paid_are_left() -> None:
    found = theirs(case(TOLD), Decimal(45000)).terms
    assert found == Terms(price=Decimal(45000), per_year=True)
    without = theirs(replace(case(TOLD), terms=None), Decimal(45000)).terms
    assert without == Terms(price=Decimal(45000))


def test_a_line_is_worth_the_same_as_in_the_whole_case() -> None:
    whole = {each.line.number: each.present_value for each in work(case(GUESSED, TOLD, COST)).lines}
    for each in work(theirs(case(GUESSED, TOLD, COST), None)).lines:
        assert each.present_value == whole[each.line.number]
