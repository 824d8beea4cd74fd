"""The pipeline: open deals by what they may bring, the chance only where an offer waits, sums by currency."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts, newcomer
from valueloop.domain.account import Phase
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.pipeline import PipelineDeal, PipelinePage, PipelineSum
from valueloop.errors import Ambiguous, Unknown
from valueloop.store import find
from valueloop.store.load import load
from valueloop.usecases.forecast import chance_taken
from valueloop.usecases.pipeline import pipeline


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def page(seller: Seller, owner: str | None = None) -> PipelinePage:
    return pipeline(seller.store, seller.today, owner)


def only(seller: Seller) -> PipelineDeal:
    [found] = page(seller).deals
    return found


def at(seller: Seller, name: str, amount: str = "20k", **typed: str) -> Seller:
    """Another account with a deal that is open."""
    seller.account(name, **typed)
    there = seller.elsewhere(name)
    there.guess("fewer stops", amount)
    return there


def offered(seller: Seller) -> None:
    seller.on(DAY - timedelta(days=20)).guess("fewer stops", "20k", chance="50%")
    seller.on(DAY - timedelta(days=5)).log()
    seller.offer("1", price="15k")


def test_a_store_without_an_open_deal_has_none(tmp_path: Path) -> None:
    assert page(newcomer(tmp_path)) == PipelinePage(DAY, None, (), ())
    seller = at_mega(tmp_path, offered)
    seller.win()
    assert page(seller).deals == ()


def test_an_open_deal_says_what_they_get_and_what_its_offer_may_bring(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offered)
    found = only(seller)
    assert facts(found.account, found.owner, found.phase, found.days) == ("Mega", "", Phase.EVALUATE, 20)
    assert facts(found.accepted, found.potential) == (euros(0), euros("20000.00"))
    assert found.last_touch == DAY - timedelta(days=5)
    offer = found.offer
    assert offer is not None
    assert facts(offer.number, offer.product, offer.price, offer.day) == (1, "Panel kit", euros(15_000), DAY)
    dossier = seller.store.read(lambda unit: load(unit, find.account(unit, "mega")))
    chance = chance_taken(dossier, dossier.offers[0])
    assert chance is not None
    assert offer.chance == Decimal(f"{chance:.4f}")
    assert found.expected == euros(f"{15_000 * Decimal(f'{chance:.4f}')}")


def test_silence_is_no_answer_and_any_other_leaves_no_chance(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offered)
    seller.respond(1, Verdict.SILENT)
    silent = only(seller).offer
    assert silent is not None
    assert facts(silent.verdict, silent.chance is None) == (Verdict.SILENT, False)
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    refused = only(seller)
    assert refused.offer is not None
    assert facts(refused.offer.verdict, refused.offer.chance, refused.expected) == (Verdict.REJECTED, None, None)
    seller.respond(1, Verdict.ACCEPTED)
    agreed = only(seller)
    assert agreed.offer is not None
    assert facts(agreed.offer.chance, agreed.expected) == (None, euros(15_000))


def test_the_latest_offer_is_the_one_that_counts(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offered)
    seller.on(DAY + timedelta(days=1)).offer("1", price="12k")
    found = only(seller.on(DAY + timedelta(days=2))).offer
    assert found is not None
    assert found.price == euros(12_000)


def test_an_offer_on_nothing_that_has_money_has_no_chance(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer(price="15k")
    found = only(seller)
    assert found.offer is not None
    assert facts(found.offer.chance, found.expected) == (None, None)


def test_deals_are_summed_by_currency_and_what_nobody_can_say_is_counted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offered)
    at(seller, "Tarn", "30k", currency="EUR")
    weir = at(seller, "Weir", currency="EUR")
    weir.offer("1", price="9k")
    weir.respond(2, Verdict.ACCEPTED)
    at(seller, "Yonder", currency="USD")
    found = page(seller)
    assert [each.account for each in found.deals] == ["Weir", "Mega", "Tarn", "Yonder"]
    mega = next(each for each in found.deals if each.account == "Mega")
    euro, dollar = found.sums
    assert euro == PipelineSum(
        "EUR", 3, euros(0), euros("70000.00"), 1, euros(15_000), 1, mega.expected, 1, euros(9_000), 1
    )  # fmt: skip
    assert facts(dollar.currency, dollar.deals, dollar.expected, dollar.without) == ("USD", 1, None, 1)


def test_one_owner_is_asked_for_by_a_part_of_the_name(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    at(seller, "Weir", owner="Ann Adeyemi")
    at(seller, "Tarn", owner="Bob")
    at(seller, "Yonder")
    found = page(seller, "adey")
    assert facts(found.owner, [each.account for each in found.deals]) == ("Ann Adeyemi", ["Weir"])
    assert [each.account for each in page(seller).deals] == ["Weir", "Tarn", "Yonder"]
    with pytest.raises(Unknown, match="no owner 'Bop'; did you mean Bob"):
        page(seller, "Bop")
    seller.account("Moor", owner="Bobby Adeyemi")
    with pytest.raises(Ambiguous):
        page(seller, "adey")


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, offered)
    before = dump(seller.store.path)
    page(seller)
    assert dump(seller.store.path) == before


def test_of_an_offer_on_a_need_without_money_nobody_can_say_what_it_brings(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    seller.offer("1", price="20k")
    (deal,) = pipeline(seller.store, seller.today, None).deals
    assert deal.offer is not None
    assert (deal.offer.chance, deal.expected) == (None, None)
