"""Deliveries: what is kept of them, when they are late, what of the deal nothing delivers yet."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump
from valueloop.domain.delivery import Progress
from valueloop.domain.loop.response import Verdict
from valueloop.domain.page.delivery import DeliveryMoved, DeliveryView, NeedServed
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.usecases import delivery
from valueloop.usecases.account import list_accounts, show_account

STOPS, WASTE = NeedServed(1, "fewer stops"), NeedServed(2, "less waste")
LATER, EARLIER = DAY + timedelta(7), DAY - timedelta(7)


def won(seller: Seller) -> None:
    """A deal on two needs, won."""
    seller.guess(amount="10k", chance="70%")
    seller.guess("less waste", "5k", chance="70%")
    seller.offer("1", "2")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win()


def add(seller: Seller, text: str = "kit on line 3", *needs: str, due: date | None = None) -> DeliveryMoved:
    return delivery.add(seller.store, seller.occasion(), seller.at, text, needs, due).what


def done(seller: Seller, number: int = 1, when: date | None = None) -> DeliveryMoved:
    return delivery.done(seller.store, seller.occasion(), number, when).what


def accept(
    seller: Seller, number: int = 1, by: str = "production", when: date | None = None, touch: int | None = None
) -> DeliveryMoved:
    typed = delivery.AcceptTyped(by, when, touch)
    return delivery.accept(seller.store, seller.occasion(), number, typed).what


def listed(seller: Seller, account: str | None = None) -> list[DeliveryView]:
    return delivery.list_deliveries(seller.store, account, seller.today)


def test_a_part_of_the_deal_is_kept_with_the_needs_that_it_serves(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    made = add(seller, " kit on line 3 ", "stops", "1", due=LATER)
    expected = DeliveryView(1, "Mega", 1, "kit on line 3", (STOPS,), Progress.OPEN, LATER, 0, None, None, None, None)
    assert made == DeliveryMoved(expected, 1, 1, 0, (WASTE,))
    assert add(seller, "training", "waste").unserved == ()
    assert [each.number for each in listed(seller, "mega")] == [1, 2]


def test_nothing_is_delivered_of_a_deal_that_is_not_won(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Refused, match=r"no deal with Mega is won, so nothing is to be delivered$"):
        add(seller)
    seller.guess(amount="10k")
    with pytest.raises(Refused, match=r'is to be delivered: vl deal win "Mega" records it once it is$'):
        add(seller)
    seller.lose()
    with pytest.raises(Refused, match=r"delivered$"):
        add(seller)


def test_a_delivery_is_of_the_deal_that_was_won_last(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    seller.on(LATER).line("more speed", "5k")
    seller.on(LATER).accept("1")
    seller.on(LATER).win()
    seller.line("still open", "5k")
    made = add(seller)
    assert (made.delivery.deal, made.unserved) == (2, ())  # its line is tied to no need


def test_the_needs_of_a_deal_are_those_of_offers_taken_and_of_lines_accepted(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.guess(amount="10k")
        seller.guess("less waste", "5k")
        seller.guess("less noise", "5k")
        seller.offer("2")
        seller.offer("3")
        seller.respond(1, Verdict.ACCEPTED)
        seller.respond(2, Verdict.REJECTED)
        seller.accept("1")
        seller.win()

    assert add(at_mega(tmp_path, story)).unserved == (STOPS, WASTE)


def test_what_runs_there_serves_a_need_as_a_delivery_does(tmp_path: Path) -> None:
    from valueloop.usecases import deployment

    seller = at_mega(tmp_path, won)
    typed = deployment.DeploymentTyped("kit", needs=("waste",))
    deployment.add(seller.store, seller.occasion(), "mega", typed)
    assert add(seller, "kit", "stops").unserved == ()
    deployment.end(seller.store, seller.occasion(), 1)
    assert add(seller, "more").unserved == (WASTE,)


def test_a_delivery_comes_late_by_the_days_after_it_was_due(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    add(seller, due=EARLIER)
    assert listed(seller)[0].late == 7
    made = done(seller, when=EARLIER + timedelta(2))
    assert (made.delivery.progress, made.delivery.late, made.to_deliver, made.to_accept) == (
        Progress.DELIVERED,
        2,
        0,
        1,
    )
    assert made.delivery.delivered == EARLIER + timedelta(2)


def test_accepting_delivers_what_was_not_delivered(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    add(seller)
    add(seller, "training")
    seller.log("it runs", "production")
    made = accept(seller)
    each = made.delivery
    assert (each.progress, each.delivered, each.accepted) == (Progress.ACCEPTED, DAY, DAY)
    assert (each.accepted_by, each.touch) == ("production manager", 1)
    assert (made.parts, made.to_deliver, made.to_accept) == (2, 1, 0)


def test_accepting_keeps_the_day_on_which_it_was_delivered(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    seller.log("it ran", "plant")
    add(seller)
    done(seller, when=EARLIER)
    each = accept(seller, by="plant", when=EARLIER + timedelta(1), touch=1).delivery
    assert (each.delivered, each.accepted, each.touch) == (EARLIER, EARLIER + timedelta(1), 1)


def test_every_act_is_undone(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    acts: list[Callable[[], object]] = [lambda: add(seller, "kit", "1"), lambda: done(seller), lambda: accept(seller)]
    for act in acts:
        before = dump(seller.store.path)
        act()
        assert dump(seller.store.path) != before
        seller.undo()
        assert dump(seller.store.path) == before
        seller.redo()


def refused(seller: Seller, act: Callable[[], object], kind: type[Exception], said: str) -> None:
    before = dump(seller.store.path)
    with pytest.raises(kind, match=said):
        act()
    assert dump(seller.store.path) == before


def test_what_cannot_be_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    refused(seller, lambda: add(seller, "  "), Invalid, "it says nothing")
    refused(seller, lambda: add(seller, "kit", "9"), Unknown, "no need '9' at Mega")
    for act in (done, accept):
        refused(seller, lambda act=act: act(seller, 1), Unknown, "no delivery '1'")  # type: ignore[misc]
    add(seller)
    for late in (lambda: done(seller, when=LATER), lambda: accept(seller, when=LATER)):
        refused(seller, late, Invalid, "it is still to come; vl edit delivery:N due=DATE")
    refused(seller, lambda: accept(seller, by="nobody"), Unknown, "no contact 'nobody' at Mega")
    refused(seller, lambda: accept(seller, touch=9), Unknown, "no touch")
    done(seller)
    refused(seller, lambda: done(seller), Conflict, "delivery 1, kit on line 3, was delivered on 2026-06-15 already")
    refused(seller, lambda: accept(seller, when=EARLIER), Invalid, "delivery 1 came on 2026-06-15 only")
    accept(seller)
    refused(seller, lambda: accept(seller), Conflict, "was accepted by production manager on 2026-06-15 already")


def test_of_an_acceptance_whose_person_was_taken_away_somebody_is_said(tmp_path: Path) -> None:
    from valueloop.store.delivery import Delivery

    seller = at_mega(tmp_path, won)
    add(seller)
    accept(seller)

    def forget(unit: object) -> None:
        unit.session.get_one(Delivery, 1).contact_id = None  # type: ignore[attr-defined]

    seller.store.write(seller.occasion(), forget)
    refused(seller, lambda: accept(seller), Conflict, "was accepted by somebody")


def test_deliveries_are_listed_as_they_are_due_and_the_accepted_ones_last(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    for text, due in (("one", None), ("two", LATER), ("three", EARLIER), ("four", None), ("five", None)):
        add(seller, text, due=due)
    accept(seller, 1)
    done(seller, 4)
    assert [each.text for each in listed(seller)] == ["three", "two", "five", "four", "one"]
    seller.account("Giga")
    assert listed(seller, "giga") == []
    with pytest.raises(Unknown):
        listed(seller, "nowhere")


def test_use_begins_with_a_delivery_and_rent_with_a_yearly_price(tmp_path: Path) -> None:
    def yearly(seller: Seller) -> None:
        seller.line("more speed", "5k")
        seller.keys(per_year=" Yes ")
        seller.win()

    seller = at_mega(tmp_path, yearly)

    def phase() -> str:
        (each,) = list_accounts(seller.store)
        assert show_account(seller.store, "mega").account.phase is each.phase
        return each.phase.value

    assert phase() == "rent"
    add(seller)
    assert phase() == "rent"
    done(seller)
    assert phase() == "use"
    seller.undo()
    later = seller.on(LATER)
    later.line("once", "5k")
    assert phase() == "rent", "an open deal is no purchase yet"
    later.win()
    assert phase() == "purchase"


def test_what_is_accepted_before_it_was_delivered_is_delivered_by_that(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    add(seller)
    made = accept(seller)
    assert (made.by_that, made.delivery.delivered) == (True, made.delivery.accepted)
    add(seller)
    delivery.done(seller.store, seller.occasion(), 2)
    assert not accept(seller, 2).by_that
