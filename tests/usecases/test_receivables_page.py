"""Invoices looked at: what is listed, what is overdue, what customers owe by age, each currency by itself."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, facts, newcomer
from valueloop.domain.invoice import InvoiceState
from valueloop.domain.money import Money
from valueloop.errors import Unknown
from valueloop.usecases import invoice, receivables, schedule
from valueloop.usecases.invoice import InvoiceTyped

D = Decimal


def euros(text: str) -> Money:
    return Money(D(text), "EUR")


def story(seller: Seller) -> None:
    """Mega owes three instalments of 30k from 1 July, a month apart; Dolla owes 500 dollars since 1 June."""
    seller.line("stops", "50k")
    seller.keys(instalments="3")
    seller.win("90k")
    schedule.schedule(seller.store, seller.occasion(), "mega", date(2026, 7, 1), "1m")
    seller.account("Dolla", currency="USD")
    other = seller.elsewhere("dolla")
    other.line("stops", "50k")
    other.win("500")
    schedule.schedule(seller.store, seller.occasion(), "dolla", date(2026, 6, 1))


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def pay(seller: Seller, number: int, amount: str | None = None) -> None:
    invoice.pay(seller.store, seller.occasion(), number, amount)


def test_open_invoices_are_listed_as_they_fall_due(seller: Seller) -> None:
    page = receivables.list_invoices(seller.store, DAY)
    assert [each.number for each in page.invoices] == [4, 1, 2, 3]
    assert facts(page.account, page.settled, page.invoices[0].overdue) == (None, 0, 14)
    assert [(each.open.currency, each.open.amount, each.overdue.amount) for each in page.totals] == [
        ("EUR", D(90_000), D(0)),
        ("USD", D(500), D(500)),
    ]


def test_what_is_paid_or_cancelled_is_shown_when_asked(seller: Seller) -> None:
    pay(seller, 1)
    pay(seller, 2, "10k")
    invoice.cancel(seller.store, seller.occasion(), 3, "sent twice")
    page = receivables.list_invoices(seller.store, DAY, "mega")
    assert facts(page.account, [each.number for each in page.invoices], page.settled) == ("Mega", [2], 2)
    (sums,) = page.totals
    assert facts(sums.invoices, sums.invoiced, sums.paid, sums.open) == (
        2,
        euros("60000.00"),
        euros("40000.00"),
        euros("20000.00"),
    )
    whole = receivables.list_invoices(seller.store, DAY, "mega", everything=True)
    assert [each.state for each in whole.invoices] == [InvoiceState.PAID, InvoiceState.OPEN, InvoiceState.CANCELLED]
    assert whole.settled == 0


def test_sums_are_those_of_the_parts_to_the_cent(seller: Seller) -> None:
    pay(seller, 1, "0.01")
    pay(seller, 1, "19999.98")
    (sums,) = receivables.list_invoices(seller.store, date(2026, 7, 2), "mega").totals
    assert facts(sums.paid, sums.open, sums.overdue) == (euros("19999.99"), euros("70000.01"), euros("10000.01"))


def test_receivables_go_by_age_and_by_currency(seller: Seller) -> None:
    page = receivables.receivables(seller.store, date(2026, 9, 10))
    (ours, theirs) = page.views
    assert facts(ours.currency, ours.open, ours.not_due) == ("EUR", euros("90000.00"), euros("0"))
    assert facts(ours.to_30, ours.to_60, ours.over_60) == (euros("30000.00"), euros("30000.00"), euros("30000.00"))
    assert facts(theirs.currency, theirs.debtors[0].oldest, theirs.over_60.amount) == ("USD", date(2026, 6, 1), 500)


def test_the_oldest_debt_comes_first_and_credits_are_not_deducted(seller: Seller) -> None:
    seller.account("Late", currency="EUR")
    late = seller.elsewhere("late")
    late.line("stops", "5k")
    late.win("1k")
    earlier = seller.on(DAY - timedelta(days=40))
    invoice.add(seller.store, earlier.occasion(), "late", InvoiceTyped("1k", "kit", due=earlier.today))
    invoice.add(seller.store, seller.occasion(), "mega", InvoiceTyped("70", "parts", credit=True))
    seller.account("Owed", currency="EUR")
    owed = seller.elsewhere("owed")
    owed.line("stops", "5k")
    owed.win("1k")
    invoice.add(seller.store, seller.occasion(), "owed", InvoiceTyped("5", "parts", credit=True))
    view = receivables.receivables(seller.store, DAY).views[0]
    assert [(each.account, each.open.amount, each.credit.amount, each.oldest) for each in view.debtors] == [
        ("Late", D(1000), D(0), DAY - timedelta(days=40)),
        ("Mega", D(90_000), D(70), date(2026, 7, 1)),
        ("Owed", D(0), D(5), None),
    ]
    assert facts(view.open, view.credit, view.to_60) == (euros("91000.00"), euros("75.00"), euros("1000.00"))


def test_a_store_without_invoices_owes_nothing(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    assert receivables.receivables(seller.store, DAY).views == ()
    page = receivables.list_invoices(seller.store, DAY)
    assert facts(page.invoices, page.totals, page.settled) == ((), (), 0)
    with pytest.raises(Unknown):
        receivables.list_invoices(seller.store, DAY, "mega")
