"""Where loops die: how far each need came by what was recorded, and what became of each offer."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts, newcomer
from valueloop.domain.diagnosis import Common, Stands
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.diagnosis import LoopGroup, LoopReach, LoopsPage
from valueloop.store import find
from valueloop.store.after import load_after
from valueloop.store.columns import Row
from valueloop.store.customer import Parting
from valueloop.store.delivery import Delivery, DeliveryNeed
from valueloop.store.invoice import Invoice, Payment
from valueloop.store.load import load
from valueloop.store.session import Unit
from valueloop.usecases.diagnosis import loops
from valueloop.usecases.reached import reached

G, A, F, T, Y, W, D, P = Reach


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def add(seller: Seller, row: Row) -> int:
    return seller.store.write(seller.occasion(), lambda unit: unit.add(row))


def went(seller: Seller, number: int = 1) -> Went:
    def read(unit: Unit) -> dict[int, Went]:
        dossier = load(unit, find.account(unit, seller.at))
        after = load_after(unit, [dossier.account])[dossier.account.key]
        return {need.number: found for need, found in reached(dossier, after)}

    return seller.store.read(read)[number]


def here(seller: Seller, number: int = 1) -> tuple[set[Reach], bool]:
    found = went(seller, number)
    return set(found.reached), found.stopped


def page(seller: Seller) -> LoopsPage:
    return loops(seller.store)


def guessed(seller: Seller) -> None:
    seller.guess("fewer stops", "20k", chance="40%")


# How far a need came.


def test_a_need_goes_from_the_guess_to_the_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    assert here(seller) == ({G}, False)
    seller.learn("1", Answer.YES, Channel.LOGIC)
    assert here(seller) == ({G, F}, False), "nobody was asked"
    seller.learn("1", Answer.UNSURE)
    assert here(seller) == ({G, F, A}, False)
    seller.offer("1", price="15k")
    assert here(seller) == ({G, F, A, T}, False)
    seller.respond(1, Verdict.ACCEPTED)
    assert here(seller) == ({G, F, A, T, Y}, False)
    seller.win(None)
    assert here(seller) == ({G, F, A, T, Y, W}, False)
    add(seller, Delivery(account_id=1, deal_id=1, text="all", delivered=DAY, day=DAY))
    assert here(seller)[0] == {G, F, A, T, Y, W, D}
    invoice = add(seller, Invoice(account_id=1, deal_id=1, text="all", amount=Decimal(15_000), due=DAY))
    add(seller, Payment(invoice_id=invoice, amount=Decimal(14_999), day=DAY))
    assert P not in here(seller)[0]
    add(seller, Payment(invoice_id=invoice, amount=Decimal(1), day=DAY))
    assert here(seller) == (set(Reach), False)
    seller.store.write(seller.occasion(), lambda unit: setattr(unit.session.get(Invoice, invoice), "cancelled", DAY))
    assert P not in here(seller)[0], "a payment on an invoice that was taken back"


def test_a_deal_won_for_nothing_is_never_paid(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.offer("1", price="0")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win(None)
    assert P not in here(seller)[0]


def test_a_need_is_delivered_with_the_parts_that_serve_it_else_with_all(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.guess("less waste", "9k")
    seller.offer("1", "2", price="15k")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win(None)
    part = add(seller, Delivery(account_id=1, deal_id=1, text="half", delivered=DAY, day=DAY))
    add(seller, DeliveryNeed(delivery_id=part, need_id=1))
    add(seller, Delivery(account_id=1, deal_id=1, text="the rest", day=DAY))
    assert D in here(seller)[0]
    assert D not in here(seller, 2)[0]


def test_a_personal_need_is_no_step_to_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("pride", direction=Direction.PERSONAL)
    assert page(seller).reaches[0].needs == 0
    with pytest.raises(KeyError):
        went(seller)


def test_a_need_stops_where_the_evidence_speaks_against_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.learn("1", Answer.NO, Channel.VISIT)
    assert here(seller) == ({G, A}, True)


def test_one_that_was_taken_does_not_stop_for_what_is_said_after(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.offer("1", price="15k")
    seller.respond(1, Verdict.ACCEPTED, ("1", Answer.NO))
    seller.learn("1", Answer.NO, Channel.VISIT, by="plant")
    seller.learn("1", Answer.NO, Channel.VISIT, by="production")
    assert here(seller) == ({G, A, T, Y}, False)


def test_a_need_stops_with_its_lost_deal_until_another_opens(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.lose()
    assert here(seller) == ({G}, True)
    later = seller.on(DAY + timedelta(days=1))
    later.guess("pure hope", direction=Direction.SAVE)
    assert here(seller, 2) == ({G}, False), "guessed after the loss, and no deal is open"
    later.guess("less waste", "9k")
    assert here(seller) == ({G}, False)


def test_a_need_stops_where_the_account_was_parted_with(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    nought = Decimal(0)
    add(seller, Parting(account_id=1, kind="unqualified", reason="too small", spent=nought, hours=nought, day=DAY))
    assert here(seller) == ({G}, True)


def test_a_won_need_never_stops(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.offer("1", price="15k")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win(None)
    seller.guess("less waste", "9k")
    seller.lose()
    assert facts(went(seller).stopped, went(seller, 2).stopped) == (False, True)


# The page.


def test_a_store_without_a_guess_has_no_loops(tmp_path: Path) -> None:
    found = page(newcomer(tmp_path))
    assert found == LoopsPage(
        tuple(LoopReach(each, 0, 0, 0, 0, 0) for each in Reach), 0, 0, 0, (), 0, 0, (), (), (), ()
    )


def test_needs_and_accounts_are_counted_where_they_came_and_where_they_stopped(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.guess("less waste", "9k")
    seller.learn("1", Answer.NO, Channel.VISIT)
    seller.account("Weir")
    weir = seller.elsewhere("weir")
    weir.guess("stops", "9k", chance="40%")
    weir.guess("waste", "9k", chance="40%")
    weir.learn("2", Answer.NO, Channel.VISIT)
    weir.lose()
    found = {each.reach: each for each in page(seller).reaches}
    assert found[G] == LoopReach(G, needs=4, stopped=1, going=1, accounts=2, accounts_stopped=0)
    assert found[A] == LoopReach(A, needs=2, stopped=2, going=0, accounts=2, accounts_stopped=1)
    assert found[F] == LoopReach(F, 0, 0, 0, 0, 0)


def refusals(seller: Seller) -> None:
    """Refused by the production manager, by nobody in particular, silence, a counter; and one without an answer."""
    guessed(seller)
    for price in ("30k", "28k", "26k", "24k", "22k"):
        seller.offer("1", price=price, to="plant")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE, by="production")
    seller.respond(2, Verdict.REJECTED)
    seller.respond(3, Verdict.SILENT)
    seller.respond(4, Verdict.COUNTERED, price="20k")


def test_refusals_and_silence_are_dead_and_what_waits_is_not(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, refusals))
    assert facts(found.offers, found.taken, found.died, found.lost, found.lost_deals) == (5, 0, 3, (), 0)
    assert {each.name: each.died for each in found.reasons} == {"price": 1, "unsaid": 1, "silence": 1}
    assert {each.name: (each.offers, each.died) for each in found.roles} == {
        "plant manager": (4, 2), "production manager": (1, 1)
    }  # fmt: skip
    assert found.products == (LoopGroup("Panel kit", 5, 0, 3, ()),)
    assert found.diagnosis == ()


def test_a_lost_deal_kills_what_waited_and_costs_its_last_price_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refusals)
    seller.lose()
    found = page(seller)
    assert facts(found.died, found.lost, found.lost_deals, found.lost_without) == (5, (euros(22_000),), 1, 0)
    by = {each.name: (each.died, each.lost) for each in found.reasons}
    assert by == {"price": (2, ()), "unsaid": (1, ()), "silence": (2, (euros(22_000),))}
    assert found.diagnosis == (), "all offers died, whoever was asked"


def test_what_most_died_of_is_the_diagnosis(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    for number in range(1, 6):
        seller.offer("1", price="30k", to="plant")
        seller.respond(number, Verdict.REJECTED, because=Reason.TIMING if number == 1 else Reason.PRICE)
    assert page(seller).diagnosis == (
        Stands(Common.REASON, "price", 4, 5), Stands(Common.ROLE, "plant manager", 5, 5)
    )  # fmt: skip


def test_an_accepted_offer_never_died_and_a_deal_may_be_lost_without_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.offer("1", price="15k")
    seller.respond(1, Verdict.ACCEPTED)
    seller.lose()
    found = page(seller)
    assert facts(found.taken, found.died, found.lost, found.lost_deals, found.lost_without) == (1, 0, (), 1, 1)


def test_who_refused_is_told_by_role_and_nobody_is_nobody(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.contact("Ms Adeyemi", role="purchasing")
    seller.contact("Mr Ode")
    for by in ("adeyemi", "ode", None):
        number = seller.offer("1", price="15k").what.number
        seller.respond(number, Verdict.REJECTED, because=Reason.TRUST, by=by)
    assert {each.name: each.died for each in page(seller).roles} == {"purchasing": 1, "": 2}


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refusals)
    before = dump(seller.store.path)
    page(seller)
    assert dump(seller.store.path) == before
