"""What was to be expected of an act is written down with it, as things stood before: no outcome ever changes it."""

import json
from collections.abc import Callable
from datetime import timedelta
from math import exp, log
from pathlib import Path
from statistics import NormalDist

import pytest

from builders import DAY, Seller, asked, at_mega
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.touch import Kind
from valueloop.usecases.calibration import calibration

THREE_YEARS = 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3  # of one a year, at the end of each, at 10 %


def written(seller: Seller) -> list[dict[str, dict[str, float]]]:
    """The forecast of each act in turn; {} where it had none."""
    rows = asked(seller.store.path, "SELECT forecast FROM moment ORDER BY id")
    found = [json.loads(str(text)) if text else {} for (text,) in rows]
    return [{kind: {key: float(of) for key, of in each.items()} for kind, each in one.items()} for one in found]


def yes_to(chance: float, sensitivity: float = 0.85, specificity: float = 0.75) -> float:
    """The chance of a yes to a question: rightly where the need is there, wrongly where it is not."""
    return chance * sensitivity + (1 - chance) * (1 - specificity)


def taken(price: float, *needs: tuple[float, float]) -> float:
    """The chance that an offer is taken whose needs have each a chance and a worth, by every set of them and level."""
    sets = [(1.0, 0.0)]
    for chance, worth in needs:
        sets = [(p * (1 - chance), value) for p, value in sets] + [(p * chance, value + worth) for p, value in sets]
    total = 0.0
    for fifth in (0.1, 0.3, 0.5, 0.7, 0.9):
        part = 0.4 * exp(0.5 * NormalDist().inv_cdf(fifth))
        for p, value in sets:
            taken = NormalDist().cdf((log(part * value) - log(price)) / 0.42) if value else 0.002
            total += p / 5 * min(max(taken, 0.002), 0.98)
    return total


def a_guess(seller: Seller) -> None:
    seller.guess("fewer stops", "40k", chance="40%")


def an_offer(seller: Seller) -> None:
    seller.guess("fewer stops", "40k", chance="40%")
    seller.guess("less waste", "10k", chance="70%")
    seller.offer("1", "2", price="30k")


# Questions.


def test_a_question_is_forecast_from_the_chance_before_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_guess)
    seller.learn("1", Answer.YES)
    assert written(seller)[-1] == {"asked": {"1": pytest.approx(yes_to(0.4), abs=1e-6)}}


def test_the_second_forecast_stands_on_the_first_answer(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_guess)
    seller.learn("1", Answer.YES, by="plant")
    seller.learn("1", Answer.NO, Channel.MEETING, by="production")
    after_yes = 2 * 3.4 / (2 * 3.4 + 3)
    assert written(seller)[-1] == {"asked": {"1": pytest.approx(yes_to(after_yes, *_meeting()), abs=1e-6)}}


def _meeting() -> tuple[float, float]:
    """Of the ratios 6 and 0.12: specificity (6 − 1) / (6 − 0.12), sensitivity 6 × (1 − that)."""
    specificity = 5 / 5.88
    return 6 * (1 - specificity), specificity


def test_several_questions_of_one_touch_are_forecast_one_by_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_guess)
    seller.guess("less waste", chance="70%")
    seller.log("both", "plant", kind=Kind.VISIT, learned=[("1", Answer.NO), ("2", Answer.YES)])
    expected = {
        str(need): pytest.approx(yes_to(chance, *_meeting()), abs=1e-6) for need, chance in ((1, 0.4), (2, 0.7))
    }
    assert written(seller)[-1] == {"asked": expected}


def not_told(seller: Seller) -> None:
    seller.setting("ratio.call.yes", "0.9")


@pytest.mark.parametrize(
    ("answer", "channel", "before"),
    [
        (Answer.UNSURE, Channel.CALL, None),
        (Answer.YES, Channel.LOGIC, None),
        (Answer.YES, Channel.ANALOGY, None),
        (Answer.YES, Channel.CALL, not_told),  # a yes that speaks against a need
    ],
)
def test_what_is_no_answer_to_a_question_has_no_forecast(
    tmp_path: Path, answer: Answer, channel: Channel, before: Callable[[Seller], None] | None
) -> None:
    seller = at_mega(tmp_path, a_guess)
    if before:
        before(seller)
    seller.learn("1", answer, channel)
    assert written(seller)[-1] == {}


def test_other_acts_have_no_forecast(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, an_offer)
    seller.learn("1", Answer.YES)
    seller.log()
    seller.guess("quicker starts")
    assert [bool(each) for each in written(seller)[-3:]] == [True, False, False]


# Offers.


def test_an_offer_is_forecast_from_the_needs_it_covers_what_they_are_worth_and_its_price(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, an_offer)
    seller.respond(1, Verdict.REJECTED, ("2", Answer.NO), because=Reason.PRICE)
    expected = taken(30_000, (0.4, 40_000 * THREE_YEARS), (0.7, 10_000 * THREE_YEARS))
    assert written(seller)[-1] == {"offered": {"1": pytest.approx(expected, abs=1e-6)}}


def test_a_second_offer_is_forecast_from_what_the_first_taught(tmp_path: Path) -> None:
    """Who refused 30,000 is less likely to take 25,000 than one who was never asked."""
    seller = at_mega(tmp_path, an_offer)
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    seller.offer("1", "2", price="25k")
    seller.respond(2, Verdict.ACCEPTED)
    afresh = taken(25_000, (0.4, 40_000 * THREE_YEARS), (0.7, 10_000 * THREE_YEARS))
    [forecast] = written(seller)[-1]["offered"].values()
    assert 0.1 < forecast < afresh - 0.1


def test_an_offer_on_needs_that_nothing_is_known_of_yet_is_forecast_beside_those_that_are_tied(tmp_path: Path) -> None:
    """The first offer ties need 1; the second covers need 2 too, which stands beside it."""
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "40k", chance="40%")
    seller.guess("less waste", "10k", chance="70%")
    seller.offer("1", price="30k")
    seller.respond(1, Verdict.SILENT)
    seller.offer("1", "2", price="20k")
    seller.respond(2, Verdict.ACCEPTED)
    silence, offered = written(seller)[-3], written(seller)[-1]
    assert silence == {}, "no answer has no forecast"
    [forecast] = offered["offered"].values()
    assert forecast < taken(20_000, (0.4, 40_000 * THREE_YEARS), (0.7, 10_000 * THREE_YEARS))


def test_an_offer_on_nothing_or_on_what_is_personal_has_no_forecast(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("a plant to show", direction=Direction.PERSONAL)
    for needs in ((), ("1",)):
        number = seller.offer(*needs, price="30k").what.number
        seller.respond(number, Verdict.ACCEPTED)
        assert written(seller)[-1] == {}


# Nothing later changes it.


def later_settings(seller: Seller) -> None:
    for key, text in (("ratio.call.yes", "9"), ("payable.share", "80%"), ("offer.blur", "0.1"), ("chance", "90%")):
        seller.setting(key, text)


def later_evidence(seller: Seller) -> None:
    seller.learn("1", Answer.NO, Channel.VISIT, by="production")
    seller.learn("2", Answer.NO, Channel.VISIT, by="production")


def later_money(seller: Seller) -> None:
    seller.inputs(fewer_stops="400k", less_waste="300k")


def later_offers(seller: Seller) -> None:
    seller.offer("1", "2", price="9k")
    seller.respond(2, Verdict.ACCEPTED)
    seller.win()


def later_guesses(seller: Seller) -> None:
    seller.guess("quicker starts", "90k")
    seller.edit("need:1", name="stops no more")


LATER = [later_settings, later_evidence, later_money, later_offers, later_guesses]


@pytest.mark.parametrize("later", LATER)
def test_what_comes_later_does_not_change_a_forecast(tmp_path: Path, later: Callable[[Seller], None]) -> None:
    seller = at_mega(tmp_path, an_offer)
    seller.learn("1", Answer.YES, by="plant")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    kept = written(seller)
    later(seller.on(DAY + timedelta(days=5)))
    assert written(seller)[: len(kept)] == kept
    assert [bool(each) for each in kept[-2:]] == [True, True]


@pytest.mark.parametrize("later", [later_settings, later_guesses])
def test_what_comes_later_does_not_change_its_score(tmp_path: Path, later: Callable[[Seller], None]) -> None:
    seller = at_mega(tmp_path, an_offer)
    seller.learn("1", Answer.YES, by="plant")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.PRICE)
    seller.lose()
    before = calibration(seller.store)
    assert len(before.scores) >= 4
    later(seller.on(DAY + timedelta(days=5)))
    assert calibration(seller.store) == before


def test_a_forecast_that_is_undone_is_gone_and_comes_again_as_it_was(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_guess)
    seller.learn("1", Answer.YES)
    kept = written(seller)
    seller.undo()
    assert written(seller) == kept[:-1]
    seller.redo()
    assert written(seller) == kept


def test_an_answer_that_is_corrected_keeps_the_forecast_of_its_day(tmp_path: Path) -> None:
    """The forecast was of the question; which answer it met is what the correction changes."""
    seller = at_mega(tmp_path, a_guess)
    seller.learn("1", Answer.YES)
    kept = written(seller)
    seller.edit("evidence:1", answer="no")
    assert written(seller)[: len(kept)] == kept
    assert written(seller)[len(kept) :] == [{}]


def test_an_offer_on_more_than_twelve_needs_is_forecast_from_the_twelve_that_are_worth_most(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    worths = [1_000 * number for number in range(1, 15)]
    for number, worth in enumerate(worths, 1):
        seller.guess(f"need {number}", str(worth), chance="10%")
    seller.offer(*map(str, range(1, 15)), price="8k")
    seller.respond(1, Verdict.ACCEPTED)
    expected = taken(8_000, *((0.1, worth * THREE_YEARS) for worth in worths[2:]))
    assert written(seller)[-1] == {"offered": {"1": pytest.approx(expected, abs=1e-6)}}
