"""What a day asks for: steps that are due, offers that wait, accounts owed a call; and the next move at one."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, facts
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.today import TodayPage
from valueloop.domain.plan.advice import MoveKind
from valueloop.domain.queue import Waits
from valueloop.domain.touch import Kind
from valueloop.errors import Unknown
from valueloop.usecases.plan import next_at, today


def page(seller: Seller, days: int = 0) -> TodayPage:
    return today(seller.store, seller.today + timedelta(days=days))


def test_what_is_due_is_parted_from_what_is_coming(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for text, days in (("whenever", None), ("later", 3), ("late", -2), ("now", 0)):
        seller.on(seller.today - timedelta(days=2)).log(
            next_step=text, due=None if days is None else seller.today + timedelta(days=days)
        )
    found = page(seller)
    assert [(each.text, each.overdue_days) for each in found.due] == [("late", 2), ("now", 0)]
    assert [each.text for each in found.coming] == ["later", "whenever"]
    assert {each.account for each in found.due} == {"Mega"}
    seller.done(3)
    assert [each.text for each in page(seller).due] == ["now"]
    assert [each.text for each in page(seller, 3).due] == ["now", "later"]


def test_it_counts_accounts_and_open_deals(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga")
    seller.guess("stops", "10k")
    assert (page(seller).accounts, page(seller).open_deals, page(seller).day) == (2, 1, seller.today)
    seller.lose()
    assert page(seller).open_deals == 0


def waiting(seller: Seller) -> list[tuple[int, int]]:
    return [(each.number, each.waiting_days) for each in page(seller, 10).offers]


def test_an_offer_waits_until_it_is_answered(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer(price="45k")
    seller.on(seller.today + timedelta(days=4)).offer(price="40k")
    assert waiting(seller) == [(1, 10), (2, 6)]
    (first, _) = page(seller, 10).offers
    assert (first.account, first.product, first.price, first.day) == (
        "Mega", "Panel kit", Money(Decimal(45_000), "EUR"), seller.today
    )  # fmt: skip
    seller.respond(1, Verdict.SILENT)
    assert waiting(seller) == [(1, 10), (2, 6)], "silence is no answer"
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    assert waiting(seller) == [(2, 6)]
    seller.lose()
    assert waiting(seller) == []


def owed(seller: Seller, days: int) -> list[tuple[str, date | None, int | None]]:
    return [(each.account, each.last_touch, each.quiet_days) for each in page(seller, days).owed]


def test_an_account_with_an_open_deal_is_owed_a_call_after_a_month_of_silence(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("hello")
    assert owed(seller, 99) == [], "there is no deal"
    seller.guess("stops", "10k")
    assert owed(seller, 29) == []
    assert owed(seller, 30) == [("Mega", DAY, 30)]
    seller.on(DAY + timedelta(days=10)).log("to myself", kind=Kind.NOTE)
    assert owed(seller, 30) == [("Mega", DAY, 30)], "a note is no call"
    seller.on(DAY + timedelta(days=10)).log("hello again", inbound=True)
    assert owed(seller, 30) == []
    assert owed(seller, 40) == [("Mega", DAY + timedelta(days=10), 30)]
    seller.log("again", next_step="call back", day=DAY)
    assert owed(seller, 99) == [], "a step is agreed"
    seller.done(1)
    assert owed(seller, 99) != []
    seller.win()
    assert owed(seller, 44) == []
    assert owed(seller, 55) == [("Mega", DAY + timedelta(days=10), 45)], "a customer is called in their rhythm"


def test_the_longest_silence_comes_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name, back in (("Beta", 40), ("Alpha", None), ("Zeta", None), ("Gamma", 90)):
        seller.account(name)
        there = seller.elsewhere(name)
        there.guess("stops", "1k")
        if back:
            there.log("hello", day=DAY - timedelta(days=back))
    assert owed(seller, 0) == [
        ("Alpha", None, None),
        ("Zeta", None, None),
        ("Gamma", DAY - timedelta(days=90), 90),
        ("Beta", DAY - timedelta(days=40), 40),
    ]


def test_what_waits_at_customers_stands_on_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k")
    assert page(seller).queue == ()
    seller.win()
    row, bill = page(seller).queue
    assert (row.account, row.waits, row.core) == ("Mega", Waits.THANKS, True)
    seller.log("thank you", thanks=True)
    assert page(seller).queue == (bill,)
    assert bill.waits is Waits.BILL


# The next move at one account, step by step.


def test_the_next_move_goes_with_what_happened(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)

    def move() -> tuple[MoveKind, int | None, str | None]:
        found = next_at(seller.store, "mega", seller.today).move
        return found.kind, found.number, found.person

    assert move() == (MoveKind.EXPLORE, None, None)
    seller.guess("pride", direction=Direction.PERSONAL)
    assert move()[0] is MoveKind.EXPLORE, "what is personal is not asked for money"
    seller.guess("waste", "1k", chance="50%", of="plant")
    seller.guess("stops", "20k", chance="50%", of="production")
    assert move() == (MoveKind.ASK, 3, "production manager")
    assert [
        facts(each.name, each.chance, each.worth) for each in next_at(seller.store, "mega", seller.today).needs
    ] == [
        ("pride", Decimal("0.35"), None),
        ("waste", Decimal("0.5"), Money(Decimal(1_000), "EUR")),
        ("stops", Decimal("0.5"), Money(Decimal(20_000), "EUR")),
    ]
    seller.learn("3", Answer.YES, by="production")
    assert move() == (MoveKind.ASK, 2, "plant manager")
    seller.learn("2", Answer.NO, Channel.VISIT, by="plant")
    assert move() == (MoveKind.AGREE, 2, "production manager")
    seller.accept("2")
    assert move() == (MoveKind.OFFER, None, "production manager")
    seller.offer("3")
    assert move() == (MoveKind.ANSWER, 1, None)
    seller.respond(1, Verdict.ACCEPTED)
    assert move() == (MoveKind.CLOSE, 1, None)
    seller.win()
    seller.log(next_step="deliver", due=seller.today + timedelta(days=5))
    assert move() == (MoveKind.STEP, 1, None)


def test_an_offer_that_met_with_silence_is_still_on_the_table(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer()
    seller.respond(1, Verdict.SILENT)
    found = next_at(seller.store, "mega", seller.today).move
    assert (found.kind, found.number) == (MoveKind.ANSWER, 1)


def test_what_was_sold_is_not_offered_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", chance="90%")
    seller.learn(answer=Answer.UNSURE)
    seller.offer("1")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win()
    assert next_at(seller.store, "mega", seller.today).move.kind is MoveKind.EXPLORE


def test_no_patience_means_repair(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("patience.start", "1")
    seller.log(kind=Kind.VISIT)
    found = next_at(seller.store, "mega", seller.today)
    assert facts(found.move.kind, found.patience, found.patience_start) == (MoveKind.REPAIR, 0, 1)


def test_a_refused_offer_is_off_the_table(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", chance="50%")
    seller.learn(answer=Answer.YES, channel=Channel.VISIT)
    seller.offer("1")
    seller.respond(1, Verdict.REJECTED, because=Reason.TIMING)
    found = next_at(seller.store, "mega", seller.today).move
    assert (found.kind, found.needs) == (MoveKind.OFFER, (1,))


def test_a_day_of_a_store_that_is_not_there_is_empty(tmp_path: Path) -> None:
    from builders import newcomer

    assert today(newcomer(tmp_path).store, DAY) == TodayPage(DAY, 0, 0, (), (), (), ())
    with pytest.raises(Unknown):
        next_at(newcomer(tmp_path).store, "mega", DAY)
