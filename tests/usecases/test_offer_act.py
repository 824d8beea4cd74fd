"""Offers and their answers: what each of them teaches and spends, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, chance, dump, facts
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.plan.advice import MoveKind
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown


def story(seller: Seller) -> None:
    """One with three guesses at even odds, the third not covered by the offer on the first two."""
    for name in ("stops", "waste", "energy"):
        seller.guess(name, chance="50%")
    seller.offer("1", "2", price="45k", terms="pilot", to="production")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_an_offer_is_kept_and_opens_a_deal(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops")
    seller.log("on the phone", "plant")
    made = seller.offer("stops", "1", "#1", price="€12k", terms=" pilot ", to="plant").what
    assert (made.number, made.product, made.price) == (1, "Panel kit", Money(Decimal(12_000), "EUR"))
    assert (made.terms, made.person, made.needs, made.touch) == ("pilot", "plant manager", (1,), None)
    assert made.below_floor == Money(Decimal(15_000), "EUR")
    assert dump(seller.store.path)["deal"][0][2:5] == (1, "open", "2026-06-15")
    assert len(dump(seller.store.path)["offer_need"]) == 1


def test_an_offer_is_its_own_source_unless_a_touch_is_named(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("on the phone", "plant")
    assert seller.offer(to="plant", in_touch=1).what.touch == 1


def test_a_price_at_the_floor_is_not_below_it_and_another_currency_has_none(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert seller.offer(price="15k").what.below_floor is None
    seller.product("Audit", floor="$20k")
    assert seller.offer(product="audit", price="1k").what.below_floor is None


def test_what_an_offer_names_must_be_there(seller: Seller) -> None:
    before = dump(seller.store.path)
    seller.product("Panel kit large")
    with pytest.raises(Unknown) as product:
        seller.offer(product="panle")
    assert (product.value.what, product.value.near[0]) == ("product", "Panel kit")
    with pytest.raises(Ambiguous):
        seller.offer(product="pan")
    with pytest.raises(Unknown) as need:
        seller.offer("9", product="panel kit")
    assert need.value.what == "need"
    with pytest.raises(Unknown) as person:
        seller.offer(product="panel kit", to="buyer")
    assert person.value.what == "contact"
    with pytest.raises(Unknown) as touch:
        seller.offer(product="panel kit", in_touch=4)
    assert touch.value.what == "touch"
    with pytest.raises(Conflict, match="is in USD, but Mega reckons in EUR"):
        seller.offer(product="panel kit", price="$1k")
    for price in ("1k..2k", "-5", "cheap"):
        with pytest.raises(Invalid):
            seller.offer(product="panel kit", price=price)
    assert dump(seller.store.path) == {**before, "product": dump(seller.store.path)["product"]}


def chances(
    seller: Seller, verdict: Verdict, *answers: tuple[str, Answer], because: Reason | None = None
) -> list[float]:
    after = seller.respond(1, verdict, *answers, because=because).after
    return [chance(after, need) for need in (1, 2, 3)]


def test_a_yes_to_an_offer_is_a_yes_to_each_need_that_it_covers(seller: Seller) -> None:
    assert chances(seller, Verdict.ACCEPTED) == [0.9091, 0.9091, 0.5]  # odds 10


def test_a_refusal_for_want_of_a_need_is_a_weak_no_to_each(seller: Seller) -> None:
    assert chances(seller, Verdict.REJECTED, because=Reason.NO_NEED) == [0.3333, 0.3333, 0.5]  # odds 0.5


def test_what_was_told_of_a_need_takes_the_place_of_what_the_refusal_says_of_it(seller: Seller) -> None:
    told = [("1", Answer.YES)]
    assert chances(seller, Verdict.REJECTED, *told, because=Reason.NO_NEED) == [0.9091, 0.3333, 0.5]


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.COUNTERED, Verdict.SILENT])
def test_any_other_refusal_says_nothing_of_a_need(verdict: Verdict, seller: Seller) -> None:
    assert chances(seller, verdict, because=Reason.PRICE) == [0.5, 0.5, 0.5]


def test_a_need_told_of_is_heard_whatever_the_answer(seller: Seller) -> None:
    told = [("waste", Answer.NO), ("1", Answer.UNSURE)]
    assert chances(seller, Verdict.REJECTED, *told, because=Reason.PRICE) == [0.5, 0.0909, 0.5]


def test_the_latest_answer_to_an_offer_counts(seller: Seller) -> None:
    seller.respond(1, Verdict.REJECTED, because=Reason.NO_NEED)
    assert chances(seller, Verdict.ACCEPTED) == [0.9091, 0.9091, 0.5]


@pytest.mark.parametrize(
    ("verdict", "spent"),
    [(Verdict.ACCEPTED, "0"), (Verdict.REJECTED, "2"), (Verdict.COUNTERED, "0.5"), (Verdict.SILENT, "0.5")],
)
def test_each_answer_but_a_yes_spends_patience(verdict: Verdict, spent: str, seller: Seller) -> None:
    done = seller.respond(1, verdict)
    assert facts(done.before.patience, done.after.patience) == (10, 10 - Decimal(spent))


def test_an_answer_is_of_whom_the_offer_was_for_unless_said_otherwise(seller: Seller) -> None:
    seller.log("they called", "production", inbound=True)
    silent = seller.respond(1, Verdict.SILENT).what
    assert (silent.person, silent.touch, silent.product) == ("production manager", 1, "Panel kit")
    assert seller.respond(1, Verdict.SILENT, by="plant").what.person == "plant manager"
    seller.offer("1")
    assert seller.respond(2, Verdict.SILENT).what.person is None


def test_a_counter_offer_names_its_price(seller: Seller) -> None:
    told = seller.respond(1, Verdict.COUNTERED, price="40k", because=Reason.PRICE, note=" too dear ").what
    assert (told.price, told.reason) == (Money(Decimal(40_000), "EUR"), Reason.PRICE)
    assert dump(seller.store.path)["response"][0][-1] == "too dear"
    with pytest.raises(Conflict, match="is in GBP"):
        seller.respond(1, Verdict.COUNTERED, price="£40k")


def test_an_answer_that_does_not_fit_is_refused(seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Unknown) as offer:
        seller.respond(9, Verdict.SILENT)
    assert (offer.value.what, offer.value.given) == ("offer", "9")
    with pytest.raises(Invalid, match="offer 1 does not cover it; use vl learn") as need:
        seller.respond(1, Verdict.ACCEPTED, ("energy", Answer.YES))
    assert need.value.given == "3"
    with pytest.raises(Invalid, match="only a counter-offer names a price"):
        seller.respond(1, Verdict.REJECTED, price="40k")
    with pytest.raises(Invalid, match="a yes needs no reason against"):
        seller.respond(1, Verdict.ACCEPTED, because=Reason.PRICE)
    for wrong in ({"by": "buyer"}, {"in_touch": 5}):
        with pytest.raises(Unknown):
            seller.respond(1, Verdict.SILENT, **wrong)
    with pytest.raises(Unknown):
        seller.respond(1, Verdict.SILENT, ("coal", Answer.NO))
    assert dump(seller.store.path) == before


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.REJECTED])
def test_the_same_yes_or_no_is_not_heard_twice(verdict: Verdict, seller: Seller) -> None:
    seller.respond(1, verdict)
    with pytest.raises(Conflict, match=f"offer 1 was {verdict} on 2026-06-15 already"):
        seller.respond(1, verdict)
    for more in (Verdict.SILENT, Verdict.SILENT, Verdict.COUNTERED, Verdict.COUNTERED, verdict):
        seller.respond(1, more)


def test_no_answer_is_heard_once_the_deal_is_closed(seller: Seller) -> None:
    seller.lose()
    with pytest.raises(Conflict, match="offer 1 belongs to a deal that is closed"):
        seller.respond(1, Verdict.ACCEPTED)


def test_the_next_move_follows_the_offer(seller: Seller) -> None:
    waiting = seller.respond(1, Verdict.REJECTED, because=Reason.TIMING)
    assert (waiting.before.move.kind, waiting.before.move.number) == (MoveKind.ANSWER, 1)
    assert waiting.after.move.kind is MoveKind.ASK
    seller.offer("1")
    assert seller.respond(2, Verdict.ACCEPTED).after.move.kind is MoveKind.CLOSE


def test_an_answer_finds_its_account_by_the_offer_alone(seller: Seller) -> None:
    seller.account("Giga")
    assert seller.elsewhere("giga").respond(1, Verdict.SILENT).account == "Mega"
