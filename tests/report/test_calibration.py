"""Calibration in words: the scores, how reliable the forecasts were, and what came of the advice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.page.calibration import AdviceView, CalibrationPage
from valueloop.domain.plan.calibration import Bin, Score
from valueloop.report.calibration import calibration

SCORE = Score(
    "an offer is taken", 30, Decimal("0.4"), Decimal("0.5"), Decimal("0.20049"), Decimal("0.25"), Decimal("0.6"),
    Decimal("0.693"),
)  # fmt: skip
BIN = Bin(Decimal("0.2"), Decimal("0.4"), 12, Decimal("0.31"), Decimal("0.25"))
ADVICE = AdviceView("ask", 5, 4, 3, 2, 1)


def said(*scores: Score, bins: tuple[Bin, ...] = (), advice: tuple[AdviceView, ...] = ()) -> list[str]:
    return squeezed(calibration(CalibrationPage(scores, bins, advice))).splitlines()


def test_a_store_without_an_outcome_says_how_forecasts_come() -> None:
    assert lines(calibration(CalibrationPage((), (), ())))[2:] == [
        "No forecast has met its outcome yet: one is written down with every answer that you record."
    ]


@pytest.mark.parametrize(
    ("score", "judged"),
    [
        (SCORE, "better"),
        (replace(SCORE, log=SCORE.base_log), "no better"),
        (replace(SCORE, log=Decimal("0.9")), "no better"),
        (replace(SCORE, count=29), "too few to say, of 30"),
        (replace(SCORE, count=29, log=Decimal("0.1")), "too few to say, of 30"),
    ],
)
def test_a_score_is_judged_against_the_base_rate_where_there_is_enough_of_it(score: Score, judged: str) -> None:
    log = f"{score.log.quantize(Decimal('0.001'))}"
    assert f"an offer is taken {score.count} 40% 50% 0.200 (0.250) {log} (0.693) {judged}" in said(score)
    note = "Lower is better; in brackets the running base rate, which knows only how often it came so far."
    assert note in said(score)


def test_the_fifths_are_shown_with_how_often_it_came() -> None:
    shown = said(SCORE, bins=(BIN, replace(BIN, low=Decimal("0.8"), high=Decimal(1), count=18, rate=Decimal(1))))
    assert "How reliable the tool's forecasts were" in shown
    assert "20% to 40% 12 31% ██········ 25%" in shown
    assert "80% to 100% 18 31% ██████████ 100%" in shown
    assert "Where the forecasts are good, what it said and how often it came are alike." in shown


def test_a_few_forecasts_say_that_they_are_few() -> None:
    few = said(SCORE, bins=(replace(BIN, count=29),))
    assert any(each.endswith("They are 29 forecasts: too few to say more than that.") for each in few)
    one = said(SCORE, bins=(replace(BIN, count=1),))
    assert any(each.endswith("They are 1 forecast: too few to say more than that.") for each in one)
    assert not any("How reliable" in each for each in said(SCORE))


def test_what_came_of_the_advice_is_said_beside_what_came_otherwise() -> None:
    shown = said(SCORE, advice=(ADVICE, AdviceView("offer", 1, 0, 0, 7, 0)))
    assert "Of As advised Yes Otherwise Yes" in shown
    assert "a question 4 3 of 4 2 1 of 2" in shown
    assert "an offer 0 – 7 0 of 7" in shown
    assert not any("advice" in each for each in said(SCORE))


def test_needs_and_offers_have_bars_of_what_was_said_and_what_came() -> None:
    page = CalibrationPage((SCORE,), (), (), (BIN,), (replace(BIN, count=30, rate=Decimal(1)),))
    shown = squeezed(calibration(page)).splitlines()
    need, offer = (shown.index(f"How reliable: that {what}") for what in ("a need is there", "an offer is taken"))
    assert "20% to 40% 12 ███······· 31% ██········ 25%" in shown[need:offer]
    assert "12 forecasts: too few to say, of 30." in shown[need:offer]
    assert "20% to 40% 30 ███······· 31% ██████████ 100%" in shown[offer:]
    assert not any("too few" in each for each in shown[offer:])
