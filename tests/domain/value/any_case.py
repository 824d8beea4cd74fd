"""Any value case: what Hypothesis makes of inputs, lines, alternatives and terms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms

PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
FIGURES = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
SIGNED = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)
ESTIMATES = st.lists(FIGURES, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three)))
WORDS = st.text(max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
NAMES = ("a", "b", "c")
UNITS = st.sampled_from(["", "", "", "machine", "hour", "minute/machine", "EUR/hour", "EUR/year"])
FORMULAS = st.sampled_from(["a", "a * b", "a + 2k", "min(a, c) * 3", "b / 2", "12k", "a * missing", "c - b"])
ACCEPTANCES = st.builds(Acceptance, WORDS, st.none() | DAYS, st.none() | st.integers(1, 99), FIGURES, WORDS)
NUMBERS = st.none() | st.integers(1, 99)
BENEFITS = st.sampled_from([Effect.EARN, Effect.SAVE])


def lines(
    formulas: st.SearchStrategy[str] = FORMULAS, effects: st.SearchStrategy[Effect] | None = None
) -> st.SearchStrategy[Line]:
    """Lines of these formulas, and lines with flows given."""
    return st.builds(
        Line,
        number=st.integers(1, 99),
        name=WORDS,
        effect=st.sampled_from(Effect) if effects is None else effects,
        formula=formulas,
        need=NUMBERS,
        owner=st.none() | WORDS,
        once=st.booleans(),
        risk=PARTS,
        ramp=st.lists(PARTS, min_size=1, max_size=4).map(tuple),
        guess=st.booleans(),
        acceptance=st.none() | ACCEPTANCES,
        refuted=st.booleans(),
        flows=st.just(()),
        year=st.integers(0, 7),
        delay=st.integers(0, 60).map(lambda tenths: Decimal(tenths) / 2),
    ).flatmap(_maybe_given)


def _maybe_given(line: Line) -> st.SearchStrategy[Line]:
    flows = st.lists(FIGURES, min_size=1, max_size=5).map(tuple)
    return st.just(line) | flows.map(lambda given: replace(line, formula="", once=False, flows=given))


ALTERNATIVES = st.builds(
    Alternative,
    WORDS,
    FIGURES,
    st.sampled_from(Kind),
    FIGURES,
    st.lists(st.builds(Difference, WORDS, st.none() | SIGNED), max_size=3).map(tuple),
)
TERMS = st.builds(
    Terms,
    st.sampled_from(Rule),
    PARTS,
    PARTS,
    FIGURES,
    FIGURES,
    FIGURES,
    st.none() | FIGURES,
    st.none() | FIGURES,
    st.none() | FIGURES,
    st.none() | FIGURES,
    st.booleans(),
    st.integers(1, 120),
)


@st.composite
def cases(draw: st.DrawFn, line: st.SearchStrategy[Line] | None = None) -> Case:
    """Any case of up to five lines over three inputs; half of the acceptances still hold."""
    inputs = tuple(
        Input(
            name,
            draw(ESTIMATES),
            draw(UNITS),
            draw(st.sampled_from(Source)),
            draw(st.none() | WORDS),
            draw(st.none() | DAYS),
            draw(NUMBERS),
        )
        for name in NAMES
    )
    by_name = {each.name: each for each in inputs}
    held = [
        replace(each, acceptance=replace(each.acceptance, basis=basis(each, by_name)))
        if each.acceptance and draw(st.booleans())
        else each
        for each in draw(st.lists(lines() if line is None else line, max_size=5))
    ]
    return Case(
        draw(st.sampled_from(["EUR", "USD"])),
        draw(st.integers(0, 6)),
        draw(PARTS),
        inputs,
        tuple(held),
        draw(st.sampled_from(Timing)),
        draw(WORDS),
        draw(st.booleans()),
        draw(st.lists(ALTERNATIVES, max_size=3).map(tuple)),
        draw(st.none() | TERMS),
        draw(st.booleans()),
    )
