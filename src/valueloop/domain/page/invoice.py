"""Invoices and payments, as answers and pages have them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.invoice import InvoiceState
from valueloop.domain.money import Money
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.domain.value.flow import Timing


@dataclass(frozen=True)
class PaymentView:
    """A payment on an invoice; of a credit, what we paid back, below nought."""

    number: int
    day: date
    amount: Money
    note: str


@dataclass(frozen=True)
class InvoiceView:
    """An invoice: what it is for, what is open of it, for how many days it has been overdue.

    `amount` is below nought for a credit; `outcome` marks a part that follows from realised value; `issued` is when it
    went out or is to go out.
    """

    number: int
    account: str
    deal: int
    text: str
    reference: str
    amount: Money
    outcome: bool
    issued: date | None
    due: date
    paid: Money
    open: Money
    state: InvoiceState
    overdue: int
    cancelled: date | None
    payments: tuple[PaymentView, ...]


@dataclass(frozen=True)
class InvoiceTotal:
    """The sums of one currency, of all invoices that were not cancelled; `overdue` is in arrears."""

    invoices: int
    invoiced: Money
    paid: Money
    open: Money
    overdue: Money


@dataclass(frozen=True)
class InvoicePage:
    """Invoices, those due first at the top: at one account, or at all.

    `settled` counts those that are not listed, since they are paid or cancelled.
    """

    account: str | None
    day: date
    invoices: tuple[InvoiceView, ...]
    settled: int
    totals: tuple[InvoiceTotal, ...]


@dataclass(frozen=True)
class OutcomeView:
    """What a price comes to once value is realised.

    `realised` is a present value so far, `first` what is owed whatever comes, `price` what is owed in all, `before` the
    outcome parts invoiced before, `part` what is to be invoiced now (below nought a credit). `back` is what the
    guarantee gives back of the price; None where there is none, or where it cannot be judged while `waiting` are not
    measured. `fraction` and `baseline` are None where the price is fixed. What was measured is taken to hold on for so
    many `years`.
    """

    realised: Money
    first: Money
    price: Money
    before: Money
    part: Money
    fraction: Decimal | None
    baseline: Money | None
    guarantee: Money | None
    back: Money | None
    waiting: tuple[str, ...]
    years: int


@dataclass(frozen=True)
class Scheduled:
    """The invoices of a deal as they were made from its terms.

    `price` is what they are made of: the price agreed, or with `outcome` the base alone. `years` and `timing` are set
    where it is paid each year: then its present value is the price, at `rate`, and `whole` is more. `terms` are set
    with `outcome`: what they come to on what was accepted.
    """

    deal: int
    price: Money
    whole: Money
    invoices: tuple[InvoiceView, ...]
    outcome: bool
    agreed: Money
    years: int | None
    timing: Timing | None
    rate: Decimal
    terms: OutcomeTerms | None = None


@dataclass(frozen=True)
class InvoiceAdded:
    """An invoice as it was added; `reckoned` says how an outcome part was."""

    invoice: InvoiceView
    reckoned: OutcomeView | None


@dataclass(frozen=True)
class InvoicePaid:
    """A payment as it was recorded, the invoice after it, and what is open and overdue at the account then."""

    amount: Money
    day: date
    invoice: InvoiceView
    total: InvoiceTotal


@dataclass(frozen=True)
class InvoiceCancelled:
    """An invoice as it was cancelled, with the reason."""

    invoice: InvoiceView
    reason: str


@dataclass(frozen=True)
class Debtor:
    """What one account owes: open in all, by how long it has been overdue, and when the oldest was due.

    `credit` is what we owe them, which is not deducted; `oldest` is None where that is all there is.
    """

    account: str
    invoices: tuple[InvoiceView, ...]
    open: Money
    not_due: Money
    to_30: Money
    to_60: Money
    over_60: Money
    credit: Money
    oldest: date | None


@dataclass(frozen=True)
class ReceivablesView:
    """What is owed in one currency: the account with the oldest debt first, and the sums; credits are not deducted."""

    currency: str
    debtors: tuple[Debtor, ...]
    open: Money
    not_due: Money
    to_30: Money
    to_60: Money
    over_60: Money
    credit: Money


@dataclass(frozen=True)
class ReceivablesPage:
    """What customers owe us, a view for each currency: amounts in two are never added."""

    day: date
    views: tuple[ReceivablesView, ...]
