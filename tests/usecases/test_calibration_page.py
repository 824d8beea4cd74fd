"""Calibration over the store: what was forecast against what came of it, and what came of the advice."""

from datetime import timedelta
from decimal import Decimal
from math import log
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, facts, newcomer
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.calibration import AdviceView, CalibrationPage
from valueloop.domain.plan.calibration import Score
from valueloop.domain.plan.prediction import Predictor
from valueloop.domain.touch import Kind
from valueloop.usecases.calibration import calibration

GUESS, TOOL = "a need is there: your guess, by {}", "a need is there: the tool, before the offer's answer"


def page(seller: Seller) -> CalibrationPage:
    return calibration(seller.store)


def score(seller: Seller, source: str) -> Score:
    [found] = [each for each in page(seller).scores if each.source == source]
    return found


def sources(seller: Seller) -> list[str]:
    return [each.source for each in page(seller).scores]


def guesses(seller: Seller, *chances: str) -> None:
    for number, chance in enumerate(chances, 1):
        seller.guess(f"need {number}", "20k", chance=chance)


# Answers to questions and to offers.


def test_a_store_without_an_outcome_has_nothing_to_score(tmp_path: Path) -> None:
    assert calibration(newcomer(tmp_path).store) == CalibrationPage((), (), ())
    seller = at_mega(tmp_path)
    guesses(seller, "40%")
    assert page(seller) == CalibrationPage((), (), ())


def test_answers_are_scored_by_the_channel_they_came_by(tmp_path: Path) -> None:
    """Chances of a yes: 0.4 × 0.85 + 0.6 × 0.25 = 0.49, and 0.8 × 0.85 + 0.2 × 0.25 = 0.73; then one by email."""
    seller = at_mega(tmp_path)
    guesses(seller, "40%", "80%", "50%")
    seller.learn("1", Answer.YES)
    seller.learn("2", Answer.NO)
    seller.learn("3", Answer.YES, Channel.EMAIL)
    calls = score(seller, "a yes, asked by call")
    assert (calls.count, calls.mean, calls.rate) == (2, Decimal("0.61"), Decimal("0.5"))
    assert float(calls.brier) == pytest.approx((0.51**2 + 0.73**2) / 2, abs=1e-5)
    assert float(calls.log) == pytest.approx(-(log(0.49) + log(0.27)) / 2, abs=1e-5)
    assert float(calls.base_log) == pytest.approx(-(log(0.5) + log(0.25)) / 2, abs=1e-5)
    assert sources(seller) == ["a yes, asked by call", "a yes, asked by email"]


def test_who_was_unsure_and_what_was_deduced_are_not_scored(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%")
    seller.learn("1", Answer.UNSURE)
    seller.learn("1", Answer.YES, Channel.STATISTIC)
    assert page(seller).scores == ()


def test_an_offer_is_scored_by_each_answer_but_silence(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "50%")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.SILENT)
    assert page(seller).scores == ()
    seller.respond(1, Verdict.COUNTERED, price="15k")
    seller.respond(1, Verdict.ACCEPTED)
    offers = score(seller, "an offer is taken")
    assert (offers.count, offers.rate) == (2, Decimal("0.5"))
    texts = [str(text) for (text,) in asked(seller.store.path, "SELECT forecast FROM moment ORDER BY id")]
    first, second = (Decimal(each.split('"')[5]) for each in texts if "offered" in each)
    assert offers.mean == (first + second) / 2
    assert float(offers.brier) == pytest.approx(float((first**2 + (1 - second) ** 2) / 2), abs=1e-5)


def test_the_fifths_hold_the_tools_forecasts_of_answers_alone(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%", "90%")
    seller.learn("1", Answer.YES)
    seller.learn("2", Answer.YES)
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.ACCEPTED, ("1", Answer.YES))
    seller.win()
    found = page(seller)
    assert sum(each.count for each in found.bins) == 3
    assert sum(each.count for each in found.scores) == 6
    assert [(each.low, each.count) for each in found.bins] == [(Decimal(low), 1) for low in ("0.2", "0.4", "0.6")]
    assert [each.mean for each in found.bins[1:]] == [Decimal("0.49"), Decimal("0.79")]


def test_needs_and_offers_have_fifths_of_their_own(tmp_path: Path) -> None:
    """Typed at 40 % by the seller, which is no forecast of the tool's; before the answer the tool said as much."""
    seller = at_mega(tmp_path)
    guesses(seller, "40%", "90%")
    seller.learn("1", Answer.YES)
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.ACCEPTED, ("1", Answer.YES))
    found = page(seller)
    assert [(each.low, each.count, each.rate) for each in found.need_bins] == [(Decimal("0.6"), 1, Decimal(1))]
    assert float(found.need_bins[0].mean) == pytest.approx(0.6939, abs=1e-4)
    assert sum(each.count for each in found.offer_bins) == 1
    assert sum(each.count for each in found.bins) == 2


def test_a_corrected_answer_is_scored_as_it_was_corrected(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%")
    seller.learn("1", Answer.YES)
    assert score(seller, "a yes, asked by call").rate == 1
    seller.edit("evidence:1", answer="no")
    corrected = score(seller, "a yes, asked by call")
    assert facts(corrected.rate, corrected.mean) == (0, Decimal("0.49"))
    seller.undo()
    seller.undo()
    assert page(seller).scores == ()


# Needs, when an answer to an offer spoke of them.


def test_a_guess_is_scored_when_an_answer_to_an_offer_speaks_of_its_need(tmp_path: Path) -> None:
    """Typed at 40 %, by logic; a yes by call made it 0.694; and the answer said yes."""
    seller = at_mega(tmp_path)
    seller.guess("need 1", "20k", chance="40%", channel=Channel.LOGIC)
    seller.learn("1", Answer.YES)
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.PRICE)
    typed, tool = score(seller, GUESS.format("logic")), score(seller, TOOL)
    assert facts(typed.count, typed.mean, typed.rate) == (1, Decimal("0.4"), 1)
    assert float(typed.log) == pytest.approx(-log(0.4), abs=1e-5)
    assert facts(tool.count, tool.rate) == (1, 1)
    assert float(tool.mean) == pytest.approx(2 * 3.4 / (2 * 3.4 + 3))


def test_the_first_answer_settles_a_need_and_one_who_is_unsure_does_not(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%")
    for answer in (Answer.UNSURE, Answer.NO, Answer.YES):
        number = seller.offer("1", price="20k").what.number
        seller.respond(number, Verdict.REJECTED, ("1", answer), because=Reason.PRICE)
    found = score(seller, GUESS.format("sense"))
    assert facts(found.count, found.rate) == (1, 0)
    assert score(seller, TOOL).count == 1


def test_an_answer_that_spoke_of_the_offer_alone_settles_no_need(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.REJECTED, because=Reason.NO_NEED)
    assert sources(seller) == ["an offer is taken"]


def test_a_chance_that_was_not_typed_is_not_yours(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("need 1", "20k")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.PRICE)
    assert sources(seller) == [TOOL, "an offer is taken"]


def test_sources_stand_together_by_what_was_forecast(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guesses(seller, "40%", "70%")
    seller.offer("1", "2", price="20k")
    seller.respond(1, Verdict.ACCEPTED, ("1", Answer.YES), ("2", Answer.NO))
    seller.win()
    assert sources(seller) == [
        "a deal is won, by accounts like it", GUESS.format("sense"), TOOL, "an offer is taken"
    ]  # fmt: skip


# Deals.


def closed(seller: Seller, name: str, *, won: bool, after: int, **traits: str) -> None:
    seller.account(name, **traits)
    there = seller.elsewhere(name).on(DAY + timedelta(days=after))
    there.guess("stops", "10k")
    if won:
        there.win()
    else:
        there.lose()


def test_a_deal_is_forecast_before_it_is_closed_and_learned_from_after(tmp_path: Path) -> None:
    """In order of closing: a win in food, a loss in metal, a win in food."""
    seller = at_mega(tmp_path)
    closed(seller, "Weir", won=True, after=9, industry="food", size="350")
    closed(seller, "Tarn", won=False, after=3, industry="metal", size="35")
    closed(seller, "Giga", won=True, after=1, industry="food", size="300", region="north", owner="sam")
    seller.account("Still open", industry="food")
    seller.elsewhere("still").guess("stops", "10k")
    predictor, expected = Predictor(), []
    for industry, size, region, owner, won in (
        ("food", "4", "north", "sam", True),
        ("metal", "2", "", "", False),
        ("food", "4", "", "", True),
    ):
        traits = {"industry": industry, "size": size, "region": region, "owner": owner, "exposure": ""}
        expected.append(predictor.chance(traits))
        predictor.learn(traits, won)
    found = score(seller, "a deal is won, by accounts like it")
    assert (found.count, found.rate) == (3, Decimal(2) / 3)
    assert expected[0] == pytest.approx(0.5), "the first is anybody's guess"
    assert float(found.mean) == pytest.approx(sum(expected) / 3, abs=1e-6)
    wrong = [(1 - expected[0]) ** 2, expected[1] ** 2, (1 - expected[2]) ** 2]
    assert float(found.brier) == pytest.approx(sum(wrong) / 3, abs=1e-5)


# Advice.


def advised(seller: Seller) -> dict[str, AdviceView]:
    return {each.kind: each for each in page(seller).advice}


def askable(seller: Seller) -> None:
    """Without a product that meets them, the dearer need is asked about first: of the plant manager, whose it is."""
    seller.guess("fewer stops", "20k", chance="50%", of="plant")
    seller.guess("less waste", "9k", chance="50%", of="plant")


def test_a_question_that_was_advised_is_told_from_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, askable)
    seller.learn("1", Answer.YES)
    assert advised(seller) == {"ask": AdviceView("ask", 1, 1, 1, 0, 0)}
    seller.learn("2", Answer.NO)  # line 1 was to be agreed, or need 2 to be asked about
    seller.guess("quicker starts", chance="50%")
    seller.learn("2", Answer.YES, Channel.VISIT, by="production")
    assert advised(seller)["ask"] == AdviceView("ask", 3, 2, 1, 1, 1)


def test_the_first_question_of_an_account_had_no_advice(tmp_path: Path) -> None:
    """A need that was guessed and asked about elsewhere tells nothing here."""
    seller = at_mega(tmp_path, askable)
    seller.account("Giga")
    there = seller.elsewhere("giga")
    there.log(kind=Kind.NOTE)
    seller.learn("1", Answer.YES)
    assert advised(seller)["ask"].followed == 1, "what happens elsewhere is no act here"


def test_what_was_deduced_follows_no_advice(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, askable)
    seller.learn("1", Answer.YES, Channel.LOGIC)
    assert page(seller).advice == ()


def offerable(seller: Seller) -> None:
    seller.product("Controller", cost="1k", floor="2k", meets="stops")
    seller.guess("fewer stops", "40k", chance="99%", of="plant")
    for person in ("plant", "production"):
        seller.learn("1", Answer.UNSURE, by=person)
    seller.accept("1")


def test_an_offer_that_was_advised_is_told_from_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offerable)
    seller.offer("1", price="20k", product="controller")
    assert advised(seller)["offer"] == AdviceView("offer", 1, 1, 0, 0, 0)
    seller.respond(1, Verdict.COUNTERED, price="15k")
    seller.respond(1, Verdict.ACCEPTED)
    assert advised(seller)["offer"] == AdviceView("offer", 1, 1, 1, 0, 0)
    seller.offer("1", price="20k", product="panel")
    seller.respond(2, Verdict.REJECTED)
    assert advised(seller)["offer"] == AdviceView("offer", 1, 1, 1, 1, 0)


def test_another_product_than_the_one_advised_is_another_offer(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offerable)
    seller.offer("1", price="20k", product="panel")
    seller.respond(1, Verdict.ACCEPTED)
    assert advised(seller)["offer"] == AdviceView("offer", 1, 0, 0, 1, 1)
