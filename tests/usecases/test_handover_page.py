"""The handover, gathered: what they said, what was sold and promised, what serves each need, what is not met."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, facts
from valueloop.domain.gap import Why
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.handover import HandoverPage, Promised, Said, Served
from valueloop.domain.promise import Word
from valueloop.domain.touch import Kind
from valueloop.errors import Unknown
from valueloop.store.promise import Promise, PromiseEnd
from valueloop.store.session import Store, Unit
from valueloop.usecases import delivery, deployment
from valueloop.usecases.deployment import DeploymentTyped
from valueloop.usecases.gaps import gaps
from valueloop.usecases.handover import handover

LATER, EARLIER = DAY + timedelta(7), DAY - timedelta(7)


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def page(seller: Seller) -> HandoverPage:
    return handover(seller.store, seller.at, seller.today)


def sold(seller: Seller) -> None:
    """Two needs sold, one of them agreed in money; one refused, one guessed and never offered, one personal."""
    seller.log("line 3 stops twice a week", "production")
    seller.guess("fewer stops", "10k", chance="50%", of="production", in_touch=1)
    seller.learn("1", Answer.YES, by="production")
    seller.guess("less waste", "5k", chance="70%", channel=Channel.SENSE)
    seller.guess("fewer claims", "8k", chance="70%")
    seller.guess("less noise", chance="70%")
    seller.guess("a plant to show", direction=Direction.PERSONAL, chance="70%", of="plant")
    seller.guess("hardly there", "1k", chance="10%")
    seller.accept("1")
    seller.offer("3", price="30k", to="plant")
    seller.respond(1, Verdict.REJECTED, ("3", Answer.YES), because=Reason.TIMING, by="plant")
    seller.offer("1", "2", price="45k", terms="pilot")
    seller.respond(2, Verdict.ACCEPTED, by="production")
    seller.win(None, "they trust us")


def test_the_handover_of_the_demo_by_hand(demo_store: Path) -> None:
    found = handover(Store(demo_store), "northgate", DAY)
    assert found.deal is not None
    assert facts(found.account, found.owner, found.deal.price) == ("Northgate Bottling", "field sales", euros(52_000))
    (offer,) = found.deal.sold
    assert facts(offer.number, offer.product, offer.needs) == (3, "Line controller", (3, 4))
    needs = [(each.number, each.in_deal, each.told, each.agreed) for each in found.needs]
    assert needs == [(3, True, True, euros(126_720)), (4, True, True, None), (5, False, False, None)]
    assert [(each.touch, each.answers) for each in found.needs[0].said] == [
        (number, (Answer.YES,)) for number in (5, 6, 7, 9)
    ]
    assert found.served == (
        Served(3, "higher yield of the filling lines", (1,), (1,)),
        Served(4, "less weekend overtime", (), ()),
    )
    (missing,) = found.not_met
    assert facts(missing.number, missing.why, missing.direction, missing.over) == (
        5, Why.NOT_OFFERED, Direction.PERSONAL, ()
    )  # fmt: skip
    assert [each.name for each in found.inputs][:2] == ["machines", "hours_saved"]


def test_what_was_sold_and_agreed(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, sold))
    assert found.deal is not None
    assert facts(found.deal.number, found.deal.won, found.deal.yearly, found.deal.reason) == (
        1, DAY, False, "they trust us"
    )  # fmt: skip
    (offer,) = found.deal.sold
    assert facts(offer.price, offer.terms, offer.needs, offer.day) == (euros(45_000), "pilot", (1, 2), DAY)
    (line,) = found.lines
    assert facts(line.name, line.acceptance and line.acceptance.by) == ("fewer stops", "production manager")
    assert [each.name for each in found.inputs] == ["fewer_stops"]
    assert [each.name for each in found.people] == ["plant manager", "production manager"]


def test_the_needs_of_the_deal_come_first_with_what_speaks_of_them(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, sold))
    assert [(each.number, each.in_deal) for each in found.needs] == [
        (1, True), (2, True), (3, False), (4, False), (5, False)
    ]  # fmt: skip
    first, _, refused, silent, _ = found.needs
    assert facts(first.worth, first.agreed, first.agreed_by) == (euros(10_000), euros(10_000), ("production manager",))
    assert facts(first.told, refused.told, silent.told, silent.worth) == (True, True, False, None)
    said = Said(
        DAY, "call", 1, "production manager", ("production manager",), "line 3 stops twice a week", (Answer.YES,)
    )
    assert first.said == (said,)
    assert refused.said == ()


def test_what_was_deduced_is_quoted_by_its_note_and_silence_says_nothing(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.guess(amount="10k", chance="70%")
        seller.learn("1", Answer.YES, Channel.STATISTIC, note="two of three bottlers have it")
        seller.learn("1", Answer.UNSURE, Channel.LOGIC)
        seller.on(LATER).log("they hesitate", "plant")
        seller.on(LATER).offer("1", to="plant")
        seller.on(LATER).respond(1, Verdict.REJECTED, because=Reason.TIMING, by="plant")
        seller.on(LATER).log("only a note", kind=Kind.NOTE)
        seller.on(LATER).win()

    (need,) = page(at_mega(tmp_path, story)).needs
    assert need.said == (
        Said(DAY, "statistic", None, None, (), "two of three bottlers have it", (Answer.YES,)),
        Said(LATER, "call", 1, "plant manager", ("plant manager",), "they hesitate", ()),
    )
    assert facts(need.told, need.in_deal) == (False, False)


def test_an_answer_that_was_taken_back_is_not_told(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.guess(amount="10k", chance="70%")
        seller.accept("1")
        seller.learn("1", Answer.YES, by="plant")
        seller.learn("1", Answer.UNSURE, by="plant")
        seller.win()

    (need,) = page(at_mega(tmp_path, story)).needs
    assert need.told is False


def test_a_deal_that_is_paid_per_year_says_so(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.line("more speed", "5k")
        seller.keys(per_year="yes")
        seller.win()

    found = page(at_mega(tmp_path, story))
    assert found.deal is not None
    assert facts(found.deal.yearly, found.deal.sold, found.needs, found.not_met) == (True, (), (), ())


def promise(seller: Seller, text: str, deal: int | None, due: int | None, kept: bool | None = None) -> None:
    def write(unit: Unit) -> None:
        day = None if due is None else DAY + timedelta(due)
        row = Promise(account_id=1, deal_id=deal, text=text, said_by="sam", due=day, measure="seen", day=DAY)
        number = unit.add(row)
        if kept is not None:
            unit.add(PromiseEnd(promise_id=number, kept=kept, day=DAY))

    seller.store.write(seller.occasion(), write)


def test_promises_of_the_deal_and_of_no_deal_are_there_with_their_state(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, sold)
    seller.line("another", "1k")
    promise(seller, "within 90 days", 1, -3)
    promise(seller, "kept one", None, -3, kept=True)
    promise(seller, "broken one", 1, None, kept=False)
    promise(seller, "of the next deal", 2, 3)
    promise(seller, "to come", 1, 3)
    late, kept, broken, open_ = page(seller).promises
    assert late == Promised(1, "within 90 days", "sam", DAY - timedelta(3), "seen", Word.OPEN, None, 3)
    assert facts(kept.stands, kept.ended, kept.late) == (Word.KEPT, DAY, 0)
    assert facts(broken.stands, broken.late) == (Word.BROKEN, 0)
    assert facts(open_.stands, open_.late) == (Word.OPEN, 0)


def test_each_need_of_the_deal_has_what_delivers_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, sold)
    delivery.add(seller.store, seller.occasion(), "mega", "kit", ["1"])
    delivery.add(seller.store, seller.occasion(), "mega", "training", ["1"], LATER)
    deployment.add(seller.store, seller.occasion(), "mega", DeploymentTyped("kit", needs=("1", "2")))
    deployment.add(seller.store, seller.occasion(), "mega", DeploymentTyped("old kit", needs=("1",)))
    deployment.end(seller.store, seller.occasion(), 2)
    found = page(seller)
    assert found.served == (Served(1, "fewer stops", (1, 2), (1,)), Served(2, "less waste", (), (1,)))
    assert [each.text for each in found.deployments] == ["Panel kit"]


def test_deliveries_of_an_earlier_deal_are_left_out(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, sold)
    delivery.add(seller.store, seller.occasion(), "mega", "kit", ["1"])
    seller.line("more speed", "5k")
    seller.win()
    found = page(seller)
    assert found.deal is not None
    assert facts(found.deal.number, found.deliveries, found.served) == (2, (), ())


def test_what_is_not_met_comes_with_the_same_gap_over_the_store(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, sold)
    seller.account("Giga", currency="EUR")
    seller.elsewhere("giga").guess("fewer claims", "12k", chance="70%")
    seller.elsewhere("giga").lose()
    claims, noise, proud = page(seller).not_met
    assert facts(claims.number, claims.why, claims.reason, claims.offer) == (3, Why.REFUSED, Reason.TIMING, 1)
    assert facts(claims.price, claims.worth) == (euros(30_000), euros(8_000))
    (over,) = claims.over
    assert facts(over.accounts, over.lost, over.lost_worth, over.worth) == (2, 1, euros(12_000), euros(20_000))
    assert over == gaps(seller.store).views[0].needs[0]
    assert facts(noise.number, noise.why, noise.offer, noise.price, noise.worth) == (
        4,
        Why.NO_PRODUCT,
        None,
        None,
        None,
    )
    assert facts(proud.direction, proud.why, proud.over) == (Direction.PERSONAL, Why.NOT_OFFERED, ())


def test_before_a_deal_is_won_it_is_what_is_known_so_far(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    bare = page(seller)
    assert facts(bare.deal, bare.needs, bare.lines, bare.deliveries, bare.served) == (None, (), (), (), ())
    seller.guess(amount="10k", chance="70%")
    seller.accept("1")
    promise(seller, "soon", 1, 3)
    found = page(seller)
    assert facts(found.deal, [each.text for each in found.promises]) == (None, ["soon"])
    (need,) = found.needs
    assert facts(need.in_deal, need.agreed, found.lines[0].name) == (False, euros(10_000), "fewer stops")
    assert [each.why for each in found.not_met] == [Why.NO_PRODUCT]
    with pytest.raises(Unknown):
        handover(seller.store, "nowhere", DAY)
