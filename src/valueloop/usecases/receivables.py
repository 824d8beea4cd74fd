"""Invoices looked at: those of one account or of all, and what customers owe by how long it is overdue."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce

from sqlmodel import col, select

from valueloop.domain.invoice import Age, InvoiceState, Owed, age
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.invoice import (
    Debtor,
    InvoicePage,
    InvoiceTotal,
    InvoiceView,
    PaymentView,
    ReceivablesPage,
    ReceivablesView,
)
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.invoice import Invoice, Payment
from valueloop.store.session import Store, Unit

_OPEN = (InvoiceState.OPEN, InvoiceState.OVERDUE)


def list_invoices(store: Store, today: date, account: str | None = None, *, everything: bool = False) -> InvoicePage:
    """The invoices with something open, what is due first at the top; with `everything` those paid and cancelled too.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> InvoicePage:
        at = find.account(unit, account) if account is not None else None
        found = invoices_of(unit, today, at.key if at else None)
        shown = [each for each in found if everything or each.state in _OPEN]
        shown.sort(key=lambda each: (each.due, each.number))
        hidden = len(found) - len(shown)
        return InvoicePage(at.name if at else None, today, tuple(shown), hidden, totals(found))

    return store.read(read)


def receivables(store: Store, today: date) -> ReceivablesPage:
    """What customers owe us, by account, the oldest debt first, and by how long it is overdue, in each currency."""

    def read(unit: Unit) -> ReceivablesPage:
        owed: dict[str, list[InvoiceView]] = defaultdict(list)
        for each in invoices_of(unit, today):
            if each.state in _OPEN:
                owed[each.open.currency].append(each)
        order = sorted(owed, key=lambda currency: (-len(owed[currency]), currency))
        return ReceivablesPage(today, tuple(_view(currency, owed[currency]) for currency in order))

    return store.read(read)


def invoices_of(unit: Unit, today: date, account: int | None = None) -> list[InvoiceView]:
    """The invoices of one account, or of all, as they were written."""
    query = select(Invoice, Account).join(Account, col(Account.id) == col(Invoice.account_id)).order_by(col(Invoice.id))
    if account is not None:
        query = query.where(col(Invoice.account_id) == account)
    rows = unit.session.exec(query).all()
    paid = _payments(unit, [each.key for each, _ in rows] if account is not None else None) if rows else {}
    return [_invoice(each, at, paid.get(each.key, ()), today) for each, at in rows]


def _payments(unit: Unit, invoices: Collection[int] | None) -> dict[int, list[Payment]]:
    query = select(Payment).order_by(col(Payment.day), col(Payment.id))
    if invoices is not None:
        query = query.where(col(Payment.invoice_id).in_(invoices))
    found: dict[int, list[Payment]] = defaultdict(list)
    for each in unit.session.exec(query).all():
        found[each.invoice_id].append(each)
    return found


def _invoice(row: Invoice, account: Account, payments: Sequence[Payment], today: date) -> InvoiceView:
    currency = account.currency
    paid = reduce(EXACT.add, (each.amount for each in payments), Decimal(0))
    owed = Owed(row.amount, paid, row.due, cancelled=row.cancelled is not None)
    return InvoiceView(
        row.key,
        account.name,
        row.deal_id,
        row.text,
        row.reference,
        Money(row.amount, currency),
        row.outcome,
        row.issued,
        row.due,
        Money(paid, currency),
        Money(owed.open, currency),
        owed.state(today),
        owed.overdue(today),
        row.cancelled,
        tuple(PaymentView(each.key, each.day, Money(each.amount, currency), each.note) for each in payments),
    )


def totals(found: Sequence[InvoiceView]) -> tuple[InvoiceTotal, ...]:
    """The sums of invoices in each currency, the cancelled ones left out."""
    by: dict[str, list[InvoiceView]] = defaultdict(list)
    for each in found:
        if each.cancelled is None:
            by[each.amount.currency].append(each)
    return tuple(total(currency, by[currency]) for currency in sorted(by))


def total(currency: str, found: Sequence[InvoiceView]) -> InvoiceTotal:
    """The sums of invoices in one currency, the cancelled ones left out."""
    live = [each for each in found if each.cancelled is None]
    return InvoiceTotal(
        len(live),
        _sum(currency, [each.amount for each in live]),
        _sum(currency, [each.paid for each in live]),
        _sum(currency, [each.open for each in live]),
        _sum(currency, [each.open for each in live if each.overdue]),
    )


def _sum(currency: str, amounts: Sequence[Money]) -> Money:
    return Money(reduce(EXACT.add, (each.amount for each in amounts), Decimal(0)), currency)


def _view(currency: str, found: Sequence[InvoiceView]) -> ReceivablesView:
    by: dict[str, list[InvoiceView]] = defaultdict(list)
    for each in sorted(found, key=lambda one: (one.open.amount < 0, one.due, one.number)):  # credits come last
        by[each.account].append(each)
    debtors = []
    for name, those in by.items():
        oldest = min((each.due for each in those if each.open.amount > 0), default=None)
        debtors.append(Debtor(name, tuple(those), *_by_age(currency, those), oldest))
    return ReceivablesView(currency, tuple(debtors), *_by_age(currency, found))


def _by_age(currency: str, found: Sequence[InvoiceView]) -> tuple[Money, Money, Money, Money, Money, Money]:
    """What they owe in all, and of each age; and what we owe them."""
    owed = [each for each in found if each.open.amount > 0]
    of = [_sum(currency, [each.open for each in owed if age(each.overdue) is one]) for one in Age]
    credit = _sum(currency, [each.open * Decimal(-1) for each in found if each.open.amount < 0])
    return _sum(currency, [each.open for each in owed]), of[0], of[1], of[2], of[3], credit
