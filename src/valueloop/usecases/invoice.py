"""Invoices of a won deal: added, or reckoned by what is realised; paid in parts, cancelled."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from valueloop.domain.invoice import (
    InvoiceState,
)
from valueloop.domain.money import Money, read_amount
from valueloop.domain.names import a_text, quoted
from valueloop.domain.page.invoice import (
    InvoiceAdded,
    InvoiceCancelled,
    InvoicePaid,
    InvoiceView,
    OutcomeView,
)
from valueloop.domain.page.standing import Done
from valueloop.domain.value.share import rounded
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Invoice, Payment
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.named import account_of, same_currency
from valueloop.usecases.receivables import invoices_of, total
from valueloop.usecases.standing import on_account
from valueloop.usecases.won import outcome_of, won_deal


@dataclass(frozen=True)
class InvoiceTyped:
    """An invoice as the seller gives it; of an outcome part the amount and the words follow from the deal."""

    amount: str | None = None
    text: str | None = None
    due: date | None = None
    number: str = ""
    outcome: bool = False
    credit: bool = False


def add(store: Store, occasion: Occasion, account: str, typed: InvoiceTyped) -> Done[InvoiceAdded]:
    """Add an invoice or a credit to the deal won last; or the part of its price that follows from realised value.

    Raises:
        Refused: no deal is won; nothing is measured, or the price does not depend on it, or no more is due.
        Invalid: the amount or the words are missing, cannot be read, or come to less than a coin; the due day is past.
        Conflict: the amount is in another currency; the same invoice is there already.
    """

    def act(unit: Unit, dossier: Dossier) -> InvoiceAdded:
        deal, currency = won_deal(dossier), dossier.account.currency
        if typed.due is not None and typed.due < occasion.today:
            name = quoted(dossier.account.name)
            way = f"add it without --due, then correct the date: vl edit {name} invoice:N due={typed.due.isoformat()}"
            raise Invalid("--due", typed.due.isoformat(), "it is past", way)
        found = invoices_of(unit, occasion.today, dossier.account.key)
        reckoned = None
        if typed.outcome:
            reckoned = _outcome_due(dossier, deal, found)
            amount, text = reckoned.part.amount, _outcome_text(reckoned)
        else:
            amount, text = _amount(dossier, typed.amount, "amount"), a_text("invoice", typed.text or "")
            amount = -amount if typed.credit else amount
            _not_twice(found, text, amount, typed.number.strip())
        row = Invoice(
            account_id=dossier.account.key,
            deal_id=deal.key,
            text=text,
            reference=typed.number.strip(),
            amount=amount,
            outcome=typed.outcome,
            issued=occasion.today,
            due=typed.due or occasion.today + timedelta(days=int(dossier.settings.number("terms"))),
        )
        number = unit.add(row)
        made = [each for each in invoices_of(unit, occasion.today, dossier.account.key) if each.number == number]
        assert made[0].amount.currency == currency
        return InvoiceAdded(made[0], reckoned)

    return on_account(store, occasion, account, act)


def _not_twice(found: list[InvoiceView], text: str, amount: Decimal, number: str) -> None:
    """Refuse an invoice that is there already, unless it has another number on paper."""
    for each in found:
        same = each.cancelled is None and each.text.casefold() == text.casefold() and each.amount.amount == amount
        if same and number in ("", each.reference):
            raise Conflict(
                f"invoice {each.number}, {each.text}, is of the same amount already: say in the text what differs, or "
                "give its --number"
            )


def _outcome_due(dossier: Dossier, deal: Deal, found: list[InvoiceView]) -> OutcomeView:
    """What is to be invoiced, or credited, by what is realised."""
    name, reckoned = dossier.account.name, outcome_of(dossier, deal, found)
    if reckoned is None:
        raise Refused(f"the price agreed with {name} is fixed: no part of it depends on what is realised")
    if not any(each.deal_id == deal.id for each in dossier.realised):
        raise Refused(f"nothing is measured at {name} yet: vl realise {quoted(name)} LINE input=value records it")
    if not reckoned.part.amount:
        waits = (
            f"; the guarantee waits for {', '.join(reckoned.waiting)}"
            if reckoned.guarantee and reckoned.waiting
            else ""
        )
        raise Refused(f"no more is due by what is realised at {name} so far{waits}")
    return reckoned


def _outcome_text(reckoned: OutcomeView) -> str:
    if reckoned.part.amount > 0:
        return "outcome part"
    back = reckoned.back is not None and reckoned.back.amount > 0
    return "guarantee not reached" if back else "outcome part, less than invoiced before"


def _amount(dossier: Dossier, typed: str | None, what: str) -> Decimal:
    """An amount of at least a coin, in whole coins of the account's currency."""
    read = read_amount(typed or "", dossier.account.currency, what)
    same_currency(dossier.account, read.currency, typed or "")
    amount = rounded(read.amount, read.currency)
    if not amount:
        raise Invalid(what, typed or "", "it comes to nothing", "write 12.50")
    return amount


def pay(
    store: Store, occasion: Occasion, invoice: int, amount: str | None = None, day: date | None = None, note: str = ""
) -> Done[InvoicePaid]:
    """Record a payment on an invoice: what is open of it, or a part; on a credit, what we paid back.

    Raises:
        Unknown: there is no such invoice.
        Conflict: it is cancelled or paid; more is paid than is open; the amount is in another currency.
        Invalid: the amount cannot be read, or the day is still to come, or before it was issued.
    """

    def act(unit: Unit, dossier: Dossier) -> InvoicePaid:
        at = _invoice(unit, dossier, occasion, invoice)
        if at.state is InvoiceState.CANCELLED:
            raise Conflict(f"invoice {invoice} is cancelled: nothing is owed on it")
        if at.state is InvoiceState.PAID:
            raise Conflict(f"invoice {invoice} is paid already")
        paid = abs(at.open.amount) if amount is None else _amount(dossier, amount, "amount")
        if paid > abs(at.open.amount):
            left = f"{rounded(abs(at.open.amount), at.open.currency):,f} {at.open.currency}"
            raise Conflict(f"{amount} is more than the {left} that is open on invoice {invoice}")
        when = day or occasion.today
        if when > occasion.today:
            raise Invalid("--when", when.isoformat(), "it is still to come", "record a payment once it is there")
        if at.issued is not None and when < at.issued <= occasion.today:
            why = f"invoice {invoice} was issued on {at.issued.isoformat()} only"
            name = quoted(dossier.account.name)
            way = f"correct that first: vl edit {name} invoice:{invoice} issued={when.isoformat()}"
            raise Invalid("--when", when.isoformat(), why, way)
        signed = paid if at.open.amount > 0 else -paid
        unit.add(Payment(invoice_id=invoice, amount=signed, note=note.strip(), day=when))
        currency = dossier.account.currency
        found = invoices_of(unit, occasion.today, dossier.account.key)
        this = next(each for each in found if each.number == invoice)
        return InvoicePaid(Money(signed, currency), when, this, total(currency, found))

    return on_account(store, occasion, _account(store, invoice), act)


def cancel(store: Store, occasion: Occasion, invoice: int, because: str) -> Done[InvoiceCancelled]:
    """Cancel an invoice on which nothing was paid; the reason is kept with its words.

    Raises:
        Unknown: there is no such invoice.
        Invalid: no reason is given.
        Conflict: it is cancelled already.
        Refused: something was paid on it.
    """

    def act(unit: Unit, dossier: Dossier) -> InvoiceCancelled:
        reason = a_text("--because", because)
        at = _invoice(unit, dossier, occasion, invoice)
        if at.cancelled is not None:
            raise Conflict(f"invoice {invoice} was cancelled on {at.cancelled.isoformat()} already")
        if at.paid.amount:
            name = quoted(dossier.account.name)
            raise Refused(
                f"something was paid on invoice {invoice}: give it back with a credit instead, "
                f'vl invoice add {name} AMOUNT "…" --credit'
            )
        row = unit.session.get_one(Invoice, invoice)
        row.cancelled, row.text = occasion.today, f"{row.text} (cancelled: {reason})"
        unit.session.add(row)
        cancelled = replace(_invoice(unit, dossier, occasion, invoice), text=at.text)
        return InvoiceCancelled(cancelled, reason)

    return on_account(store, occasion, _account(store, invoice), act)


def _account(store: Store, invoice: int) -> str:
    """The name of the account that an invoice is of."""
    return store.read(lambda unit: account_of(unit, Invoice, "invoice", invoice))


def _invoice(unit: Unit, dossier: Dossier, occasion: Occasion, invoice: int) -> InvoiceView:
    found = invoices_of(unit, occasion.today, dossier.account.key)
    return next(each for each in found if each.number == invoice)
