"""The interrupt queue, gathered over all accounts: what is in it, what is only to come, and core customers first."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from builders import DAY, Seller, at_mega
from valueloop.domain.money import Money
from valueloop.domain.page.promise import DefectTyped, PromiseTyped
from valueloop.domain.page.queue import QueuePage, QueueRow
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.promise import Stage, Word
from valueloop.domain.queue import Waits
from valueloop.domain.referral import Why
from valueloop.domain.touch import Kind
from valueloop.store.columns import Row
from valueloop.store.customer import Parting, Threat
from valueloop.store.delivery import Delivery, Deployment
from valueloop.store.invoice import Invoice, Payment
from valueloop.store.session import Store
from valueloop.usecases import touch
from valueloop.usecases.core_customer import add_privilege
from valueloop.usecases.defect import add_defect, meet_defect
from valueloop.usecases.invoice import InvoiceTyped, add
from valueloop.usecases.promise import add_promise, end_promise
from valueloop.usecases.queue import queue
from valueloop.usecases.realised import MeasuredTyped, realise
from valueloop.usecases.referral import add_referral
from valueloop.usecases.schedule import schedule


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def put(seller: Seller, *rows: Row) -> None:
    def act(unit: object) -> None:
        for each in rows:
            unit.add(each)  # type: ignore[attr-defined]

    seller.store.write(seller.occasion(), act)


def customer(seller: Seller) -> None:
    """Mega is a customer since ten days, and was thanked."""
    before = seller.on(on(-10))
    before.offer(price="40k")
    before.win()
    said = TouchTyped(Kind.CALL, "thank you", before.today, None, (), thanks=True)
    touch.log(before.store, before.occasion(), "mega", said)
    put(seller, Invoice(account_id=1, deal_id=1, text="all of it", amount=Decimal(40_000), due=on(60)))


def page(seller: Seller, days: int = 0, *, everything: bool = False) -> QueuePage:
    return queue(seller.store, on(days), everything=everything)


def what(found: QueuePage) -> list[tuple[Waits, int | None]]:
    return [(each.waits, each.number) for each in found.rows]


def invoice(amount: int, due: int, issued: date | None = None, cancelled: date | None = None) -> Invoice:
    return Invoice(
        account_id=1,
        deal_id=1,
        text="the kit",
        amount=Decimal(amount),
        due=on(due),
        issued=issued,
        cancelled=cancelled,
    )


def delivery(due: int, delivered: date | None = None, accepted: date | None = None) -> Delivery:
    return Delivery(
        account_id=1, deal_id=1, text="a part", due=on(due), delivered=delivered, accepted=accepted, day=on(-9)
    )


def promise(seller: Seller, due: int | None, at: str = "mega") -> None:
    said = PromiseTyped("a pilot", "plant" if at == "mega" else None, due=None if due is None else on(due))
    then = seller.on(on(-9))
    add_promise(then.store, then.occasion(), at, said)


def test_nothing_waits(tmp_path: Path) -> None:
    assert page(at_mega(tmp_path)) == QueuePage(DAY, (), 0)
    assert page(at_mega(tmp_path, customer)) == QueuePage(DAY, (), 1), "the invoice that is not due yet"
    assert queue(Store(tmp_path / "none.db"), DAY) == QueuePage(DAY, (), 0)


def test_defects_wait_until_they_are_mended(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add_defect(seller.store, seller.occasion(), "mega", DefectTyped("loud", "plant", urgent=True))
    assert page(seller, 3).rows == (
        QueueRow(
            Waits.DEFECT, 1, "Mega", False, True, "loud", "plant manager", DAY, on(1), 2, Stage.ACKNOWLEDGED, None,
            None, (),
        ),
    )  # fmt: skip
    meet_defect(seller.store, seller.occasion(), 1, Stage.PLANNED, "oil", on(20))
    assert [(each.stage, each.due) for each in page(seller).rows] == [(Stage.MENDED, on(20))]
    meet_defect(seller.store, seller.occasion(), 1, Stage.MENDED, "oiled")
    assert page(seller, everything=True).rows == ()


def test_promises_wait_from_a_week_before_their_day_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for due in (8, None, 7, -2):
        promise(seller, due)
    promise(seller, 0)
    end_promise(seller.store, seller.occasion(), 5, Word.KEPT)
    found = page(seller)
    assert (what(found), found.later) == ([(Waits.PROMISE, 4), (Waits.PROMISE, 3)], 2)
    assert [each.late_days for each in found.rows] == [2, 0]
    everything = page(seller, everything=True)
    assert ([each.number for each in everything.rows], everything.later) == ([4, 3, 1, 2], 0)


def test_deliveries_wait_until_they_are_delivered(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, customer)
    put(seller, delivery(-1), delivery(-1, delivered=on(-1)), delivery(-1, accepted=on(-1)), delivery(9))
    found = page(seller)
    assert (what(found), found.later, found.rows[0].late_days) == ([(Waits.DELIVERY, 1)], 2, 1)


def test_invoices_wait_once_they_are_overdue_for_what_is_unpaid(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, customer)
    put(
        seller,
        invoice(1000, -3, issued=on(-9)),
        invoice(1000, -3),
        invoice(1000, -3, cancelled=on(-1)),
        invoice(-500, -3),
        invoice(1000, 0),
        Payment(invoice_id=2, amount=Decimal(400), day=on(-1)),
        Payment(invoice_id=3, amount=Decimal(600), day=on(-1)),
        Payment(invoice_id=3, amount=Decimal(400), day=on(-1)),
    )
    found = page(seller)
    assert (what(found), found.later) == ([(Waits.INVOICE, 2)], 2)
    assert (found.rows[0].amount, found.rows[0].since) == (Money(Decimal(600), "EUR"), on(-9))


def test_thanks_wait_until_they_are_said(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add_referral(seller.store, seller.occasion(), "mega", "Calder", "plant")
    seller.account("Fell", currency="EUR", introduced_by="mega")
    seller.account("Quarry", currency="EUR")
    seller.elsewhere("quarry").offer()
    seller.elsewhere("quarry").win()
    found = page(seller).rows
    assert [(each.account, each.why, each.text, each.person) for each in found if each.waits is Waits.THANKS] == [
        ("Quarry", Why.DEAL, "", None),  # the only customer, and so a core customer
        ("Mega", Why.REFERRAL, "Calder", "plant manager"),
        ("Mega", Why.REFERRAL, "Fell", None),
    ]
    said = TouchTyped(Kind.VISIT, "thank you", DAY, None, ("plant",), thanks=True)
    touch.log(seller.store, seller.occasion(), "mega", said)
    assert [each.account for each in page(seller).rows if each.waits is Waits.THANKS] == ["Quarry"]


def test_a_threat_waits_until_we_have_spoken_to_them_of_the_rival(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, customer)
    put(seller, Threat(account_id=1, rival="Acme", day=DAY), Threat(account_id=1, rival="Gone", day=DAY, ended=DAY))
    assert [(each.waits, each.text, each.due) for each in page(seller).rows] == [(Waits.THREAT, "Acme", None)]
    seller.log("they asked about Acme", inbound=True)
    seller.log("Acme, to ourselves", kind=Kind.NOTE)
    seller.log("thank you for the order")
    assert len(page(seller).rows) == 1
    seller.log("what Acme costs them")
    assert page(seller).rows == ()


def runs(review: int | None, ended: date | None = None, reviewed: date | None = None) -> Deployment:
    due = None if review is None else on(review)
    return Deployment(account_id=1, text="the kit", since=on(-90), review=due, reviewed=reviewed, ended=ended)


def test_the_needs_of_what_runs_wait_from_a_week_before_their_review_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, customer)
    put(seller, runs(7), runs(-20, reviewed=on(-50)), runs(8), runs(-20, ended=on(-30)), runs(None))
    found = page(seller)
    assert (what(found), found.later) == ([(Waits.REVIEW, 2), (Waits.REVIEW, 1)], 2)
    assert [(each.since, each.late_days) for each in found.rows] == [(on(-50), 20), (on(-90), 0)]


def test_a_deal_that_nobody_invoiced_waits_from_the_win_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer(price="40k")
    seller.win()
    seller.log("thank you", thanks=True)
    (row,) = page(seller, 15).rows
    assert (row.waits, row.number, row.since, row.due, row.late_days) == (Waits.BILL, 1, DAY, on(14), 1)
    assert row.amount == Money(Decimal(40_000), "EUR")
    put(seller, invoice(-500, 9), invoice(40_000, 9, cancelled=on(0)))
    assert what(page(seller)) == [(Waits.BILL, 1)], "a credit, and an invoice that was taken back"
    schedule(seller.store, seller.occasion(), "mega")
    assert page(seller).rows == ()


def test_a_deal_at_no_price_is_not_invoiced(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.offer(price="1")
    seller.win(price="0")
    seller.log("thank you", thanks=True)
    assert page(seller).rows == ()


def test_what_follows_from_realised_value_waits_until_it_is_invoiced(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("scrap", "10k")
    seller.setting("years", "1")
    seller.setting("discount_rate", "0%")
    seller.keys(rule="outcome", fraction="50%")
    seller.win("5k")
    seller.log("thank you", thanks=True)
    assert page(seller).rows == (), "nothing is due before value is realised"
    realise(seller.store, seller.on(on(3)).occasion(), "mega", "1", MeasuredTyped({}, "8k"))
    (row,) = page(seller, 18).rows
    assert (row.waits, row.number, row.since, row.late_days) == (Waits.OUTCOME, 1, on(3), 1)
    assert row.amount == Money(Decimal("4000.00"), "EUR")
    add(seller.store, seller.on(on(3)).occasion(), "mega", InvoiceTyped(outcome=True))
    assert page(seller, 18).rows == ()


def test_a_parting_ends_thanks_and_threats_and_nothing_that_we_owe(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add_referral(seller.store, seller.occasion(), "mega", "Calder")
    promise(seller, 0)
    nought = Decimal(0)
    put(
        seller,
        Threat(account_id=1, rival="Acme", day=DAY),
        Parting(account_id=1, kind="lost", reason="price", spent=nought, hours=nought, day=DAY),
    )
    assert what(page(seller)) == [(Waits.PROMISE, 1)]


def test_core_customers_stand_first_with_what_they_are_granted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, customer)
    seller.account("Beta", currency="EUR")
    promise(seller, -5, "beta")
    promise(seller, 3)
    add_privilege(seller.store, seller.occasion(), "mega", "called back within the hour")
    add_privilege(seller.store, seller.occasion(), "beta", "nothing to see")
    assert [(each.account, each.core, each.privileges) for each in page(seller).rows] == [
        ("Mega", True, ("called back within the hour",)),
        ("Beta", False, ()),
    ]
