"""The deal summary: everything of the open deal or else the latest, each figure with who said it and when."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, facts
from by_hand import Answered, Asked, chances, odds_moved, present_value
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.promise import PromiseTyped
from valueloop.domain.promise import Word
from valueloop.errors import Unknown
from valueloop.render.markdown import markdown
from valueloop.report import summary as summary_report
from valueloop.usecases import promise
from valueloop.usecases.history import history
from valueloop.usecases.proposition import value_map
from valueloop.usecases.summary import summary
from valueloop.usecases.worth import share, value


def story(seller: Seller) -> None:
    seller.log("hello", "production", next_step="call back", due=seller.today)
    seller.guess("stops", "10k", of="production", chance="50%", weight="2")
    seller.guess("pride", direction=Direction.PERSONAL)
    seller.learn("1", Answer.NO, Channel.EMAIL, by="production")
    seller.learn("1", Answer.YES, Channel.CALL, by="production")
    seller.offer("1", "2", price="45k", terms="pilot", to="production")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_it_is_made_of_the_pages_that_stand_alone(seller: Seller) -> None:
    page = summary(seller.store, "mega", seller.today)
    assert page.day == seller.today
    assert page.history == history(seller.store, "mega")
    assert page.value == value(seller.store, "mega")
    assert page.share == share(seller.store, "mega")
    assert page.map == value_map(seller.store, "mega")
    assert page.account.name == "Mega"
    assert [each.name for each in page.people] == ["plant manager", "production manager"]


def test_each_need_has_its_evidence_and_only_the_latest_of_one_question_counts(seller: Seller) -> None:
    stops, pride = summary(seller.store, "mega", seller.today).needs
    assert facts(stops.number, stops.weight, stops.prior, round(stops.chance, 4)) == (
        1,
        2,
        Decimal("0.5"),
        Decimal("0.7727"),
    )
    assert (stops.person, stops.touch, stops.worth) == ("production manager", 1, Money(Decimal(10_000), "EUR"))
    first, second = stops.evidence
    assert facts(first.answer, first.ratio, first.counts, first.before, first.after) == (
        Answer.NO,
        1,
        False,
        Decimal("0.5"),
        Decimal("0.5"),
    )
    assert (second.answer, second.channel, second.ratio, second.counts) == (
        Answer.YES,
        Channel.CALL,
        Decimal("3.4"),
        True,
    )
    assert (second.person, second.touch, second.day) == ("production manager", 1, seller.today)
    assert (pride.direction, pride.worth, pride.evidence) == (Direction.PERSONAL, None, ())


def test_a_refusal_is_evidence_of_its_offer(seller: Seller) -> None:
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.NO_NEED)
    stops, pride = summary(seller.store, "mega", seller.today).needs
    refused = Answered({1: present_value(10_000)}, 45_000, "rejected", told={1: 10})
    before, after = odds_moved(0.5, 3.4), chances({1: 0.5}, Asked(1, 3.4), refused)[1]
    told = stops.evidence[-1]
    assert facts(told.channel, told.answer, told.counts) == (Channel.OFFER, Answer.YES, True)
    assert [float(each) for each in (told.before, told.after)] == pytest.approx([before, after])
    assert float(told.ratio) == pytest.approx(after / (1 - after) / (before / (1 - before)))
    assert [(each.channel, each.answer, each.person) for each in pride.evidence] == [
        (Channel.REFUSAL, Answer.NO, "production manager")
    ]
    assert float(pride.chance) == pytest.approx(odds_moved(0.35, 0.5)), "what is personal has no price: it stands alone"


def test_offers_steps_and_touches_are_told(seller: Seller) -> None:
    page = summary(seller.store, "mega", seller.today + timedelta(days=5))
    (offer,), (step,), (touch,) = page.offers, page.steps, page.touches
    assert facts(offer.number, offer.product, offer.price.amount, offer.terms) == (1, "Panel kit", 45_000, "pilot")
    assert (offer.needs, offer.touch, offer.outcome, offer.reason) == ((1, 2), None, "open", None)
    assert (step.text, step.account, step.overdue_days) == ("call back", "Mega", 5)
    assert (touch.number, touch.kind, touch.people, touch.text) == (1, "call", ("production manager",), "hello")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    seller.done(1)
    page = summary(seller.store, "mega", seller.today)
    (offer,) = page.offers
    assert (offer.outcome, offer.reason, offer.person) == ("rejected", "price", "production manager")
    assert (offer.answered, offer.answer_touch) == (seller.today, 1)
    assert page.steps == ()


def test_it_is_of_the_open_deal_or_else_the_latest(seller: Seller) -> None:
    seller.win("30k")
    won = summary(seller.store, "mega", seller.today)
    assert won.deal is not None
    assert (won.deal.state, won.deal.price, len(won.offers)) == (State.WON, Money(Decimal(30_000), "EUR"), 1)
    seller.line("more", "1k")
    seller.log(next_step="whenever")
    fresh = summary(seller.store, "mega", seller.today + timedelta(days=5))
    assert fresh.deal is not None
    assert (fresh.deal.state, fresh.deal.number, fresh.offers) == (State.OPEN, 2, ())
    assert [each.overdue_days for each in fresh.steps] == [5, 0]


def test_before_a_deal_there_is_little_to_say(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    page = summary(seller.store, "mega", seller.today)
    assert (page.deal, page.needs, page.offers, page.steps, page.touches) == (None, (), (), (), ())
    with pytest.raises(Unknown):
        summary(seller.store, "giga", seller.today)


def test_promises_stand_on_the_summary_and_on_theirs_those_still_open(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k")
    promise.add_promise(seller.store, seller.occasion(), "mega", PromiseTyped("spares at once", said_by="service"))
    promise.add_promise(seller.store, seller.occasion(), "mega", PromiseTyped("a date", due=seller.today))
    promise.end_promise(seller.store, seller.occasion(), 1, Word.KEPT, "", None, seller.today)
    page = summary(seller.store, "mega", seller.today)
    ours, theirs = (markdown(summary_report.summary(page, customer=customer)) for customer in (False, True))
    assert "- spares at once[^5]: kept 15 Jun 2026 (said by service)" in ours
    assert "We promised: a date, by 15 Jun 2026." in theirs
    assert "spares" not in theirs
    assert "service" not in theirs
