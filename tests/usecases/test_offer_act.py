"""Offers and their answers: what each of them teaches and spends, and what is refused."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, chance, dump, facts
from by_hand import Answered, Asked, present_value, unpriced
from by_hand import chances as reckoned
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


def test_a_price_below_nought_is_refused_as_a_price(seller: Seller) -> None:
    said = "price '-3' cannot be used: it is below nought; write it without the minus, as 45k"
    for act in (
        lambda: seller.offer(price="-3"),
        lambda: seller.respond(1, Verdict.COUNTERED, price="-3"),
        lambda: seller.edit("offer:1", price="-3"),
    ):
        with pytest.raises(Invalid) as wrong:
            act()
        assert str(wrong.value) == said


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
    seller: Seller,
    verdict: Verdict,
    *answers: tuple[str, Answer],
    because: Reason | None = None,
    price: str | None = None,
) -> list[float]:
    after = seller.respond(1, verdict, *answers, because=because, price=price).after
    return [chance(after, need) for need in (1, 2, 3)]


def by_hand(
    verdict: str, reason: str | None = None, counter: float | None = None, told: dict[int, float] | None = None
) -> list[float]:
    """The chances after one answer to the story's offer, whose needs nobody has put a figure to."""
    answered = Answered(unpriced(45_000, 1, 2), 45_000, verdict, reason, counter, told or {})
    return [round(each, 4) for each in reckoned({1: 0.5, 2: 0.5, 3: 0.5}, answered).values()]


def test_a_yes_to_an_offer_raises_the_needs_that_it_covers(seller: Seller) -> None:
    first, second, other = chances(seller, Verdict.ACCEPTED)
    assert [first, second, other] == by_hand("accepted")
    assert (first, other) == (second, 0.5)
    assert first > 0.5


def test_a_refusal_for_want_of_a_need_lowers_each(seller: Seller) -> None:
    first, second, other = chances(seller, Verdict.REJECTED, because=Reason.NO_NEED)
    assert [first, second, other] == by_hand("rejected", "no-need")
    assert (first, other) == (second, 0.5)
    assert first < 0.5


def test_what_was_told_of_a_need_takes_the_place_of_the_reason_and_weighs_as_an_answer_to_an_offer(
    seller: Seller,
) -> None:
    found = chances(seller, Verdict.REJECTED, ("1", Answer.YES), because=Reason.NO_NEED)
    assert found == by_hand("rejected", "no-need", told={1: 10})
    assert found == by_hand("rejected", None, told={1: 10})
    assert found[0] > 0.5 > found[1], "for the other, the offer was refused"


@pytest.mark.parametrize("reason", Reason)
def test_any_refusal_says_something_of_the_needs_under_the_offer(reason: Reason, seller: Seller) -> None:
    assert chances(seller, Verdict.REJECTED, because=reason) == by_hand("rejected", reason.value)


def test_a_refusal_without_a_reason_lowers_each_and_silence_lowers_it_less(seller: Seller) -> None:
    silent, refused = chances(seller, Verdict.SILENT), chances(seller, Verdict.REJECTED)
    assert (silent, refused) == (by_hand("silent"), by_hand("rejected"))
    assert refused[0] < silent[0] < 0.5


@pytest.mark.parametrize(("price", "theirs"), [("30k", 30_000), (None, None)])
def test_a_counter_offer_raises_the_needs_under_the_offer(
    price: str | None, theirs: float | None, seller: Seller
) -> None:
    found = chances(seller, Verdict.COUNTERED, price=price)
    assert found == by_hand("countered", None, theirs)
    assert min(found[:2]) > 0.5


def test_a_need_told_of_is_heard_whatever_the_answer(seller: Seller) -> None:
    told = [("waste", Answer.NO), ("1", Answer.UNSURE)]
    found = chances(seller, Verdict.REJECTED, *told, because=Reason.PRICE)
    assert found == by_hand("rejected", "price", told={1: 1, 2: 0.1})
    assert found[1] < 0.1 < found[0]


def test_the_latest_answer_to_an_offer_counts(seller: Seller) -> None:
    seller.respond(1, Verdict.REJECTED, ("1", Answer.NO), because=Reason.NO_NEED)
    assert chances(seller, Verdict.ACCEPTED) == by_hand("accepted")


def test_an_answer_that_is_recorded_late_stands_on_its_day(seller: Seller) -> None:
    refused = chances(seller, Verdict.REJECTED, ("1", Answer.NO), because=Reason.NO_NEED)
    earlier = seller.on(seller.today - timedelta(days=3))
    assert chances(earlier, Verdict.ACCEPTED) == refused, "the no came after it"


def test_what_is_known_of_a_needs_money_weighs_its_answers(tmp_path: Path) -> None:
    """Each need by its lines; one without is taken to be worth what the others are on average."""
    seller = at_mega(tmp_path)
    for name, amount in (("stops", "30k"), ("waste", "10k"), ("energy", None)):
        seller.guess(name, amount, chance="50%")
    seller.learn("2", Answer.YES)
    seller.offer("1", "2", "3", price="45k")
    after = seller.respond(1, Verdict.REJECTED, because=Reason.PRICE).after
    worth = {1: present_value(30_000), 2: present_value(10_000), 3: present_value(20_000)}
    refused = Answered(worth, 45_000, "rejected", "price")
    expected = reckoned({1: 0.5, 2: 0.5, 3: 0.5}, Asked(2, 3.4), refused)
    assert [chance(after, need) for need in (1, 2, 3)] == [round(each, 4) for each in expected.values()]


def test_what_an_answer_said_is_not_changed_by_a_deal_that_comes_later(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k", chance="50%")
    seller.offer("1", price="10k")
    seller.respond(1, Verdict.REJECTED, because=Reason.NO_NEED)
    seller.lose()
    later = seller.guess("waste", "300k")
    assert chance(later.after) == chance(later.before)


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
    assert waiting.move.kind is MoveKind.ASK
    seller.offer("1")
    assert seller.respond(2, Verdict.ACCEPTED).move.kind is MoveKind.CLOSE


def test_an_answer_finds_its_account_by_the_offer_alone(seller: Seller) -> None:
    seller.account("Giga")
    assert seller.elsewhere("giga").respond(1, Verdict.SILENT).account == "Mega"
