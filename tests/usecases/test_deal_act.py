"""Deals: one open at a time, won at a price or lost for a reason, and then frozen as they were."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump
from valueloop.domain.deal import State
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.value.alternative import Kind
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.usecases import deal, worth


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def story(seller: Seller) -> None:
    """One with an accepted line of 10k a year and an offer of it at 45k."""
    seller.guess("fewer stops", "10k", of="production")
    seller.line("counted stops", "stops * 2k", need="1")
    seller.inputs(stops="5", by="production")
    seller.accept("counted")
    seller.offer("1", price="45k", to="production")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_a_deal_is_won_at_a_price(seller: Seller) -> None:
    done = seller.win("40k", " value agreed ")
    assert (done.what.number, done.what.state, done.what.price) == (1, State.WON, euros(40_000))
    assert done.what.reason == "value agreed"
    assert round(done.what.accepted.amount, 2) == Decimal("24868.52")  # 10k at the end of 3 years, at 10 %
    ((_, _, _, state, opened, closed, price, reason, frozen),) = dump(seller.store.path)["deal"]
    assert (state, opened, closed, price, reason) == ("won", "2026-06-15", "2026-06-15", "40000", "value agreed")
    assert frozen


def test_without_a_price_it_is_that_of_the_latest_accepted_offer(seller: Seller) -> None:
    with pytest.raises(Refused, match="give it with --price"):
        seller.win(None)
    seller.respond(1, Verdict.ACCEPTED)
    seller.offer("1", price="42k")
    seller.respond(2, Verdict.ACCEPTED)
    seller.offer("1", price="30k")
    seller.respond(3, Verdict.REJECTED)
    assert seller.win(None).what.price == euros(42_000)


def test_an_answer_taken_back_is_no_price(seller: Seller) -> None:
    seller.respond(1, Verdict.ACCEPTED)
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    with pytest.raises(Refused, match="no offer of this deal was accepted"):
        seller.win(None)


def test_a_deal_is_lost_for_a_reason(seller: Seller) -> None:
    with pytest.raises(Refused, match="without its reason"):
        seller.lose("  ")
    lost = seller.lose(" too dear ").what
    assert (lost.state, lost.price, lost.reason) == (State.LOST, None, "too dear")
    assert worth.value(seller.store, "mega").deal is State.LOST


def test_only_an_open_deal_can_be_closed(seller: Seller) -> None:
    seller.win()
    for attempt in (seller.win, seller.lose):
        with pytest.raises(Refused, match="no deal is open at Mega"):
            attempt()


def test_a_price_that_cannot_be_read_or_is_in_another_currency_is_refused(seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match="is in GBP"):
        seller.win("£40k")
    with pytest.raises(Invalid):
        seller.win("1k..2k")
    with pytest.raises(Unknown):
        seller.elsewhere("nobody").win()
    assert dump(seller.store.path) == before


def test_an_account_has_one_open_deal_and_another_after_it(seller: Seller) -> None:
    seller.offer("1")
    assert len(dump(seller.store.path)["deal"]) == 1
    seller.win()
    seller.on(seller.today + timedelta(days=1)).line("more", "3k")
    assert [(row[3], row[4]) for row in dump(seller.store.path)["deal"]] == [
        ("won", "2026-06-15"), ("open", "2026-06-16")
    ]  # fmt: skip
    page = worth.value(seller.store, "mega")
    assert (page.deal, [each.name for each in page.lines]) == (State.OPEN, ["more"])


def test_a_won_deal_is_frozen_whatever_is_set_or_learned_afterwards(seller: Seller) -> None:
    seller.win()
    before, share = worth.value(seller.store, "mega"), worth.share(seller.store, "mega")
    for key, text in (("discount_rate", "50%"), ("years", "9"), ("ratio.offer.no", "0.001")):
        seller.setting(key, text)
    seller.edit("need:1", name="renamed", chance="1%")
    seller.edit("acceptance:2", by="plant")
    assert worth.value(seller.store, "mega") == before
    assert worth.share(seller.store, "mega").value == share.value
    (listed,) = deal.pipeline(seller.store, everything=True)
    assert listed.accepted == euros(10_000)


def test_an_open_deal_is_reckoned_by_what_is_set_now(seller: Seller) -> None:
    before = worth.value(seller.store, "mega").accepted
    seller.setting("discount_rate", "50%")
    assert worth.value(seller.store, "mega").accepted.amount < before.amount


def test_one_may_look_at_a_frozen_deal_otherwise(seller: Seller) -> None:
    seller.win()
    otherwise = {"years": "1", "discount_rate": "0%"}
    assert worth.value(seller.store, "mega", otherwise).accepted == euros(10_000)


def test_the_lines_and_inputs_of_a_closed_deal_are_history(seller: Seller) -> None:
    seller.win()
    for record, typed in (("line:2", {"risk": "5%"}), ("input:stops", {"value": "9"})):
        with pytest.raises(Conflict, match="that deal is closed and its value case frozen"):
            seller.edit(record, **typed)


def test_a_deal_taken_back_is_open_again(seller: Seller) -> None:
    before = worth.value(seller.store, "mega")
    seller.win()
    seller.undo()
    assert worth.value(seller.store, "mega") == before
    assert seller.lose().what.state is State.LOST


def test_the_pipeline_is_of_open_deals_the_oldest_first(seller: Seller) -> None:
    seller.account("Giga", currency="USD")
    giga = seller.elsewhere("giga")
    giga.guess("stops", "9k")
    first, second = deal.pipeline(seller.store)
    assert (first.number, first.account, first.state, first.closed) == (1, "Mega", State.OPEN, None)
    assert (first.price, first.accepted, first.potential) == (euros(45_000), euros(10_000), euros(0))
    assert (second.account, second.price, second.potential) == ("Giga", None, Money(Decimal(9_000), "USD"))
    seller.win("40k", "good")
    assert [each.account for each in deal.pipeline(seller.store)] == ["Giga"]
    won, _ = deal.pipeline(seller.store, everything=True)
    assert (won.state, won.closed, won.price, won.reason) == (State.WON, seller.today, euros(40_000), "good")


def weighed(seller: Seller) -> None:
    """One with an alternative and terms of its own, too."""
    story(seller)
    seller.alternative("the incumbent", "30k", Kind.INCUMBENT, "2k", energy="15k", service="?")
    seller.keys(years="4", timing="mid", rule="difference", fraction="40%", per_year="yes")


def test_a_won_deal_keeps_its_alternatives_and_terms_at_the_price_agreed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, weighed)
    before, split = worth.value(seller.store, "mega"), worth.share(seller.store, "mega")
    assert (before.price_by, split.rule.what) == ("the price asked", "difference"), "what is offered, and the rule's"
    seller.win("38k")
    page, after = worth.value(seller.store, "mega"), worth.share(seller.store, "mega")
    assert (page.basis, page.sums, page.npv, page.next_best) == (before.basis, before.sums, before.npv, "do nothing")
    assert (page.price, page.price_by) == (euros(38_000), "the price asked")
    assert [replace(each, surplus=None) for each in page.worth] == [
        replace(each, surplus=None) for each in before.worth
    ]
    assert page.worth[0].surplus == euros(5_000)  # 30,000 + 15,000 − 2,000 − 38,000
    assert after.terms == replace(split.terms, price=euros(38_000))
    assert after.rules == split.rules
    assert (after.rule.what, after.rule.price) == ("the price asked", euros(38_000))
    assert [each.what for each in after.prices] == ["agreed"]
    seller.product("Audit", floor="1k")
    seller.setting("share", "90%")
    assert worth.value(seller.store, "mega") == page
    assert worth.share(seller.store, "mega") == after
    seller.undo()
    seller.undo()
    seller.undo()
    assert (worth.value(seller.store, "mega"), worth.share(seller.store, "mega")) == (before, split)


def test_a_price_that_was_asked_gives_way_to_the_one_agreed(seller: Seller) -> None:
    seller.keys(price="41k")
    assert worth.value(seller.store, "mega").price == euros(41_000)
    seller.win("40k")
    assert worth.value(seller.store, "mega").price == euros(40_000)
    assert worth.share(seller.store, "mega").rule.price == euros(40_000)


def test_a_lost_deal_keeps_the_price_that_was_asked(seller: Seller) -> None:
    seller.keys(price="41k")
    seller.lose()
    assert worth.value(seller.store, "mega").price == euros(41_000)


def test_the_keys_and_inputs_of_a_closed_deal_are_history(seller: Seller) -> None:
    seller.win()
    before = dump(seller.store.path)
    with pytest.raises(Refused, match="no deal is open at Mega"):
        seller.keys(years="5")
    with pytest.raises(Refused, match="no deal is open at Mega"):
        seller.inputs(by="plant", stops=None)
    assert dump(seller.store.path) == before
