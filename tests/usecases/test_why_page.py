"""Why a need has its chance: where it began, and what each observation did to it."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from math import log10
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, facts
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.why import WhyPage, WhyStep
from valueloop.errors import Ambiguous, Unknown
from valueloop.usecases.why import decibans, why


def page(seller: Seller, need: str = "1") -> WhyPage:
    return why(seller.store, seller.at, need)


def figures(step: WhyStep) -> tuple[float, float, float]:
    return round(float(step.before), 4), round(float(step.after), 4), round(float(step.decibans), 3)


# Where it began.


def test_a_chance_that_was_typed_says_so_with_its_day_and_its_way(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k..30k", chance="45%", channel=Channel.LOGIC)
    found = page(seller)
    assert facts(found.account, found.number, found.name) == ("Mega", 1, "fewer stops")
    assert facts(found.prior, found.chance, found.typed) == (Decimal("0.45"), Decimal("0.45"), True)
    assert facts(found.channel, found.day, found.rate) == (Channel.LOGIC, DAY, None)
    assert found.worth == Money(Decimal(20_000), "EUR")
    assert found.steps == ()


def test_a_chance_that_was_not_typed_is_the_usual_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("chance", "25%")
    seller.guess("fewer stops")
    seller.setting("chance", "40%")
    found = page(seller)
    assert facts(found.prior, found.typed, found.rate, found.worth) == (Decimal("0.25"), False, None, None)
    assert found.default == Decimal("0.4"), "what is usual today; the prior is what was usual then"


def test_what_the_next_answer_would_make_of_it(tmp_path: Path) -> None:
    """Odds of 2 to 3, × 3.4 for a yes by call and × 0.2 for a no."""
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="40%")
    found = page(seller)
    assert float(found.yes) == pytest.approx(2 * 3.4 / (2 * 3.4 + 3))
    assert float(found.no) == pytest.approx(2 * 0.2 / (2 * 0.2 + 3))
    seller.learn("1", Answer.YES)
    assert float(page(seller).chance) == pytest.approx(float(found.yes))
    seller.setting("ratio.call.no", "0.5")
    assert float(page(seller).no) == pytest.approx(2 * 3.4 * 0.5 / (2 * 3.4 * 0.5 + 3))


def test_a_need_is_found_by_its_number_or_a_part_of_its_name(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for need in ("fewer stops", "fewer faults"):
        seller.guess(need)
    assert page(seller, "2") == page(seller, "FAULTS")
    with pytest.raises(Ambiguous):
        page(seller, "fewer")
    with pytest.raises(Unknown):
        page(seller, "9")
    with pytest.raises(Unknown):
        page(seller.elsewhere("giga"))


# What each observation did.


def test_each_answer_is_a_row_with_the_odds_it_moved(tmp_path: Path) -> None:
    """1 : 1, then × 6 by visit, then × 0.5 by a statistic, then nothing by somebody who was unsure."""
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="50%")
    touch = seller.on(DAY + timedelta(days=1)).log("it stops", "production").what.number
    seller.learn("1", Answer.YES, Channel.VISIT, by="production", in_touch=touch, note="twice a day")
    seller.on(DAY + timedelta(days=2)).learn("1", Answer.NO, Channel.STATISTIC, note="one plant in five")
    seller.on(DAY + timedelta(days=3)).learn("1", Answer.UNSURE, Channel.EMAIL, by="plant")
    visit, statistic, unsure = page(seller).steps
    assert figures(visit) == (0.5, round(6 / 7, 4), round(10 * log10(6), 3))
    assert figures(statistic) == (round(6 / 7, 4), 0.75, round(10 * log10(0.5), 3))
    assert figures(unsure) == (0.75, 0.75, 0)
    assert facts(visit.day, visit.channel, visit.answer) == (DAY + timedelta(days=1), Channel.VISIT, Answer.YES)
    assert facts(visit.person, visit.touch, visit.note) == ("production manager", touch, "twice a day")
    assert facts(statistic.person, statistic.touch, statistic.note) == (None, None, "one plant in five")
    assert all(each.counts and each.offer is None and each.verdict is None for each in (visit, statistic, unsure))
    assert sum(each.decibans for each in page(seller).steps) == pytest.approx(
        decibans(Decimal("0.5"), page(seller).chance)
    )


def test_a_repeated_question_counts_once_and_the_earlier_answer_says_so(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="50%")
    seller.learn("1", Answer.YES, by="production")
    seller.on(DAY + timedelta(days=9)).learn("1", Answer.NO, Channel.VISIT, by="production")
    first, second = page(seller).steps
    assert (first.counts, second.counts) == (False, True)
    assert figures(first) == (0.5, 0.5, 0)
    assert figures(second) == (0.5, round(0.12 / 1.12, 4), round(10 * log10(0.12), 3))


def test_rows_stand_in_the_order_of_their_days(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    seller.on(DAY + timedelta(days=2)).learn("1", Answer.YES, Channel.SENSE, note="second")
    earlier = seller.log("before", "production", day=DAY - timedelta(days=3)).what.number
    seller.learn("1", Answer.NO, by="production", in_touch=earlier, note="first")
    assert [each.note for each in page(seller).steps] == ["first", "second"]


# Offers.


def refused(seller: Seller) -> None:
    """Two needs of equal chance, one worth four times the other; both offered on together."""
    seller.guess("fewer stops", "40k", chance="50%")
    seller.guess("less waste", "10k", chance="50%")
    seller.offer("1", "2", price="30k")
    seller.respond(1, Verdict.REJECTED, because=Reason.NO_NEED, note="not our problem")


def test_the_answer_to_an_offer_is_a_row_of_each_need_that_it_covers(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused)
    [dear], [cheap] = page(seller, "1").steps, page(seller, "2").steps
    for step in (dear, cheap):
        assert facts(step.offer, step.product, step.price) == (1, "Panel kit", Money(Decimal(30_000), "EUR"))
        assert facts(step.verdict, step.reason, step.note) == ("rejected", "no-need", "not our problem")
        assert facts(step.channel, step.answer, step.counts) == (Channel.REFUSAL, Answer.NO, True)
        assert step.before == Decimal("0.5")
        assert step.decibans == decibans(step.before, step.after) < 0
    assert dear.after < cheap.after, "the need that carries the worth is doubted more"


def test_what_the_answer_said_of_other_needs_is_a_row_without_a_channel(tmp_path: Path) -> None:
    """A no to the dear need, asked afterwards, explains the refusal: the cheap one is less to blame."""
    seller = at_mega(tmp_path, refused)
    seller.on(DAY + timedelta(days=1)).learn("1", Answer.NO, Channel.VISIT, by="plant")
    offer, other = page(seller, "2").steps
    assert facts(other.channel, other.day, other.answer, other.person) == (None, None, None, None)
    assert facts(other.touch, other.note, other.counts, other.offer) == (None, "", True, None)
    assert facts(other.before, other.after) == (offer.after, page(seller, "2").chance)
    assert other.decibans == decibans(other.before, other.after) > 0
    assert [each.channel for each in page(seller, "1").steps] == [Channel.REFUSAL, Channel.VISIT]


def test_a_row_of_other_needs_may_stand_between_two_answers(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused)
    seller.on(DAY + timedelta(days=1)).learn("1", Answer.NO, Channel.VISIT, by="plant")
    seller.on(DAY + timedelta(days=2)).learn("2", Answer.YES, by="plant")
    steps = page(seller, "2").steps
    assert [each.channel for each in steps] == [Channel.REFUSAL, None, Channel.CALL]
    assert all(before.after == after.before for before, after in pairwise(steps))
    assert steps[-1].after == page(seller, "2").chance
    assert float(steps[-1].decibans) == pytest.approx(10 * log10(3.4), abs=1e-6), "alone it weighs what it always does"


def test_an_answer_by_name_says_it_of_that_need(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "40k", chance="50%")
    seller.offer("1", price="30k", to="plant")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.PRICE)
    [step] = page(seller).steps
    assert facts(step.channel, step.answer, step.person) == (Channel.OFFER, Answer.YES, "plant manager")
    assert facts(step.offer, step.verdict, step.reason) == (1, "rejected", "price")
    assert step.after > step.before


def test_what_was_deduced_beside_an_answer_is_no_part_of_the_offer(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused)
    seller.learn("1", Answer.YES, Channel.LOGIC, note="they run three shifts")
    offer, deduced = page(seller).steps
    assert offer.offer == 1
    assert facts(deduced.offer, deduced.product, deduced.price, deduced.verdict) == (None, None, None, None)


def test_a_personal_need_has_its_reasons_and_no_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("a plant to show", direction=Direction.PERSONAL, chance="60%")
    seller.offer("1", price="30k")
    seller.respond(1, Verdict.ACCEPTED)
    found = page(seller)
    assert found.worth is None
    [step] = found.steps
    assert figures(step) == (0.6, round(15 / 16, 4), 10)


def test_to_look_why_stores_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused)
    before = seller.store.path.read_bytes()
    page(seller)
    assert seller.store.path.read_bytes() == before
    assert asked(seller.store.path, "SELECT count(*) FROM evidence") == [(0,)], "an answer without a word on a need"


# Decibans.


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [("0.5", "0.5", 0), ("0.5", "0.9", 10 * log10(9)), ("0.9", "0.5", -10 * log10(9)), ("0.2", "0.05", -6.767)],
)
def test_decibans_are_ten_times_the_logarithm_of_what_the_odds_were_multiplied_by(
    before: str, after: str, moved: float
) -> None:
    assert float(decibans(Decimal(before), Decimal(after))) == pytest.approx(moved, abs=1e-3)
