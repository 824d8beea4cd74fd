"""Who may leave: customers by their margin, the needs' review, what would keep them; from both chairs."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import DAY, Seller, at_mega, facts
from valueloop.domain.loop.evidence import Channel
from valueloop.domain.money import Money
from valueloop.domain.page.threat import CustomerStands, KeepView, ThreatsPage, ThreatTyped
from valueloop.domain.threat import Keep
from valueloop.domain.value.line import Effect
from valueloop.store.account import Account
from valueloop.store.columns import Row
from valueloop.store.customer import Referral
from valueloop.store.delivery import Deployment
from valueloop.store.invoice import Invoice, Payment, Realised
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.usecases import parting
from valueloop.usecases.realised import MeasuredTyped, realise
from valueloop.usecases.referral import add_referral
from valueloop.usecases.renewal import renewal
from valueloop.usecases.threat import add_threat, who_may_leave


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def a_customer(seller: Seller) -> None:
    """Over one year at no discount: 10,000 accepted, 2,000 of costs, 1,000 hoped for; sold at 4,000."""
    seller.setting("years", "1")
    seller.setting("discount_rate", "0%")
    seller.guess("fewer stops", "10k", of="production")
    seller.accept("1")
    seller.line("training", "2k", Effect.COST)
    seller.line("overtime", "1k")
    seller.win("4k")


def wrote(seller: Seller, *rows: Row) -> None:
    """Rows of others' shafts, as their own acts write them."""
    seller.store.write(seller.occasion(), lambda unit: [unit.add(each) for each in rows])


def threat(seller: Seller, rival: str = "Nordic", **typed: Any) -> None:
    add_threat(seller.store, seller.occasion(), seller.at, ThreatTyped(rival, "half the price", **typed))


def page(seller: Seller, day: date = DAY) -> ThreatsPage:
    return who_may_leave(seller.store, day)


def only(seller: Seller, day: date = DAY) -> CustomerStands:
    [found] = page(seller, day).customers
    return found


def test_an_account_without_a_won_deal_is_no_customer(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    assert facts(page(seller).customers, page(seller).review_days) == ((), 180)


def test_what_a_customer_has_and_what_we_would_lose(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    invoices = [
        Invoice(account_id=1, deal_id=1, text=text, amount=Decimal(amount), due=DAY, cancelled=gone)
        for text, amount, gone in (("half", 2_000, None), ("rest", 2_000, None), ("wrong", 900, DAY))
    ]
    wrote(seller, *invoices)
    wrote(
        seller, Payment(invoice_id=1, amount=Decimal(500), day=DAY), Payment(invoice_id=3, amount=Decimal(1), day=DAY)
    )
    wrote(seller, Referral(account_id=1, name="Giga", day=DAY))
    found = only(seller)
    assert facts(found.value, found.surplus, found.part_measured) == (euros(8_000), euros(4_000), 0)
    assert facts(found.agreed, found.to_pay, found.sent) == (euros(4_000), euros(3_500), 1)
    assert facts(found.threats, found.goodwill, found.goodwill_start) == ((), 10, 10)
    assert found.keeps == (KeepView(Keep.REVIEW), KeepView(Keep.MEASURE, 1, "fewer stops"))


def test_a_measured_line_that_falls_short_is_to_be_raised(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    wrote(
        seller,
        Realised(account_id=1, deal_id=1, line_id=1, amount=Decimal(7_000), day=DAY),
        Realised(account_id=1, deal_id=1, line_id=2, amount=Decimal(2_500), day=DAY),
        Realised(account_id=1, deal_id=1, line_id=3, amount=Decimal(1_000), day=DAY),
    )
    found = only(seller)
    assert facts(found.value, found.surplus, found.part_measured) == (euros(5_500), euros(1_500), 1)
    assert found.keeps[1:] == (
        KeepView(Keep.RAISE, 1, "fewer stops", euros(3_000)),
        KeepView(Keep.RAISE, 2, "training", euros(500)),
    )


def test_a_price_among_the_costs_is_not_taken_off_twice(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k", of="production")
    seller.accept("1")
    seller.keys(price_in_costs="yes")
    seller.win("4k")
    found = only(seller)
    assert found.surplus == found.value


def test_a_gain_by_leaving_says_what_it_takes_to_keep_them(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    threat(seller, "Known", value="9k", price="2k", switching="1k")
    threat(seller, "Dear", value="1k", price="2k", switching="1k")
    threat(seller, "Unknown")
    found = only(seller)
    assert [(each.rival, each.margin_low) for each in found.threats] == [
        ("Known", euros(-2_000)), ("Dear", euros(6_000)), ("Unknown", None)
    ]  # fmt: skip
    assert [each for each in found.keeps if each.how in (Keep.CONCEDE, Keep.ASK)] == [
        KeepView(Keep.CONCEDE, 1, "Known", euros(2_000)), KeepView(Keep.ASK, 3, "Unknown")
    ]  # fmt: skip


def test_what_was_broken_or_is_due_comes_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    wrote(seller, *(Defect(account_id=1, text=each, day=DAY) for each in ("mended", "late parts")))
    wrote(seller, DefectStep(defect_id=1, stage="mended", day=DAY), DefectStep(defect_id=2, stage="planned", day=DAY))
    dues = (("kept", DAY), ("whenever", None), ("later", DAY + timedelta(days=1)), ("due", DAY))
    wrote(seller, *(Promise(account_id=1, text=each, due=due, day=DAY) for each, due in dues))
    wrote(seller, PromiseEnd(promise_id=1, kept=True, day=DAY))
    assert only(seller).keeps[:2] == (KeepView(Keep.MEND, 2, "late parts"), KeepView(Keep.KEEP, 4, "due"))


def reviewed(seller: Seller) -> tuple[date | None, date | None, bool]:
    found = only(seller, DAY + timedelta(days=181))
    return found.reviewed, found.review_due, found.review_overdue


def runs(seller: Seller, **when: Any) -> None:
    wrote(seller, Deployment(account_id=1, text="controller", since=DAY, **when))


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (lambda _: None, (None, None, True)),
        (lambda seller: seller.learn(channel=Channel.LOGIC), (None, None, True)),
        (lambda seller: seller.learn(by="production"), (DAY, DAY + timedelta(days=180), True)),
        (
            lambda seller: seller.on(DAY + timedelta(days=1)).learn(by="production"),
            (DAY + timedelta(days=1), DAY + timedelta(days=181), False),
        ),
        (
            lambda seller: runs(seller, reviewed=DAY + timedelta(days=100), review=DAY + timedelta(days=170)),
            (DAY + timedelta(days=100), DAY + timedelta(days=170), True),
        ),
        (
            lambda seller: runs(seller, reviewed=DAY + timedelta(days=100), review=DAY, ended=DAY),
            (DAY + timedelta(days=100), DAY + timedelta(days=280), False),
        ),
    ],
    ids=["never", "deduced", "long ago", "in time", "planned", "stopped"],
)
def test_when_the_needs_were_last_asked_about(
    tmp_path: Path, act: Callable[[Seller], object], found: tuple[date | None, date | None, bool]
) -> None:
    seller = at_mega(tmp_path, a_customer)
    act(seller)
    assert reviewed(seller) == found


def sold(seller: Seller, name: str, **typed: str) -> Seller:
    seller.account(name, **typed)
    there = seller.elsewhere(name)
    there.contact("boss")
    there.guess("fewer stops", "10k", of="boss")
    there.accept("1", by="boss")
    there.win("4k")
    return there


def test_who_may_leave_comes_first_each_currency_by_itself(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    threat(seller, value="1k", price="0", switching="0")
    threat(sold(seller, "Ask"), "Somebody")
    sold(seller, "Quiet")
    threat(sold(seller, "Gone", currency="USD"), value="900k", price="0", switching="0")
    threat(sold(seller, "Dollar", currency="USD"), value="1k", price="0", switching="0")
    seller.account("Nothing")
    seller.elsewhere("nothing").offer(price="1k")
    seller.elsewhere("nothing").win("1k")
    parting.fire(seller.store, seller.occasion(), sold(seller, "Fired").at, "never pays")
    found = page(seller).customers
    assert [each.account for each in found] == ["Gone", "Mega", "Dollar", "Ask", "Nothing", "Quiet"]
    assert facts(found[4].surplus, found[4].value, found[4].part_measured) == (None, None, None)


def test_a_threat_without_any_figure_of_ours_is_unknown(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer(price="1k")
    seller.win("1k")
    threat(seller, value="9k", price="2k", switching="1k")
    [found] = only(seller).threats
    assert facts(found.surplus, found.margin_low, found.margin_high) == (None, None, None)


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    before = seller.store.path.read_bytes()
    page(seller)
    assert seller.store.path.read_bytes() == before
    assert seller.store.read(lambda unit: unit.session.get_one(Account, 1).name) == "Mega"


def test_a_company_that_was_named_and_then_added_is_one_that_they_sent(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    add_referral(seller.store, seller.occasion(), "mega", "OSPREY", "plant")
    seller.account("Osprey", introduced_by="mega")
    seller.account("Fell", introduced_by="mega")
    assert only(seller).sent == 2


def test_the_price_of_a_margin_is_the_one_of_the_renewal(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.setting("years", "1")
        seller.setting("discount_rate", "0%")
        seller.line("fewer stops", "10k")
        seller.accept("1")
        seller.keys(rule="outcome", base="1k", fraction="50%")
        seller.win("4k")

    seller = at_mega(tmp_path, story)
    assert facts(only(seller).value, only(seller).surplus) == (euros(10_000), euros(9_000))
    measured = MeasuredTyped({}, "8k")
    realise(seller.store, seller.occasion(), seller.at, "1", measured)
    found = only(seller)
    assert renewal(seller.store, seller.at, DAY).price == euros("5000.00")
    assert facts(found.value, found.surplus) == (euros(8_000), euros(3_000))
