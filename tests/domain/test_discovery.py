"""When a need was found for good, by which evidence; and quartiles."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.discovery import Quartiles, found_by, quartiles
from valueloop.domain.loop.belief import Belief, Reading, replay
from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Evidence, Ratios

DAY = date(2026, 5, 4)
RATIOS = Ratios(DEFAULT_RATIOS)


def said(at: int, answer: Answer, channel: Channel = Channel.CALL, who: str = "") -> Evidence:
    return Evidence(channel, answer, DAY + timedelta(days=at), at, who or f"ask {at}")


def found(prior: str, *evidence: Evidence) -> Evidence | None:
    return found_by(replay(Decimal(prior), evidence, RATIOS))


def test_a_need_is_found_by_the_evidence_that_lifts_it() -> None:
    yes = said(3, Answer.YES)
    assert found("0.4", said(1, Answer.UNSURE), yes, said(5, Answer.YES)) is yes


def test_a_chance_that_was_only_typed_is_no_discovery() -> None:
    assert found("0.9") is None


def test_one_that_was_likely_from_the_first_is_found_by_the_first_that_left_it_so() -> None:
    first = said(2, Answer.UNSURE)
    assert found("0.9", first, said(4, Answer.YES)) is first


def test_what_fell_again_is_found_when_it_rose_for_good() -> None:
    again = said(7, Answer.YES, Channel.VISIT)
    mail = said(5, Answer.YES, Channel.EMAIL)
    assert found("0.4", said(1, Answer.YES), said(4, Answer.NO), mail, again) is again


def test_what_stands_below_today_is_not_found() -> None:
    assert found("0.4", said(1, Answer.YES), said(4, Answer.NO)) is None


def test_what_no_longer_counts_finds_nothing() -> None:
    evidence = said(1, Answer.YES)
    passed = Reading(evidence, Decimal(1), counts=False, before=Decimal("0.9"), after=Decimal("0.9"))
    assert found_by(Belief(Decimal("0.9"), (passed,), Decimal("0.9"))) is None
    later = said(5, Answer.YES, who="ask 1")
    assert found("0.9", evidence, later) is later


@pytest.mark.parametrize(
    ("figures", "low", "middle", "high"),
    [
        ([7], "7", "7", "7"),
        ([1, 2], "1.25", "1.5", "1.75"),
        ([3, 1, 2], "1.5", "2", "2.5"),
        ([1, 2, 3, 4, 5], "2", "3", "4"),
    ],
)
def test_quartiles_by_hand(figures: list[int], low: str, middle: str, high: str) -> None:
    assert quartiles(figures) == Quartiles(Decimal(low), Decimal(middle), Decimal(high))


def test_nothing_has_no_quartiles() -> None:
    assert quartiles([]) is None


@given(st.lists(st.integers(0, 5000), min_size=2))
def test_quartiles_are_those_of_the_standard_library(figures: list[int]) -> None:
    found = quartiles(figures)
    assert found is not None
    low, _, high = quantiles(figures, n=4, method="inclusive")
    assert float(found.median) == median(figures)
    assert (float(found.low), float(found.high)) == pytest.approx((low, high))
    assert min(figures) <= found.low <= found.median <= found.high <= max(figures)
