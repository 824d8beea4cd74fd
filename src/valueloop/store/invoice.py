"""Invoices, what was paid of them, and the value that was realised."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, points_to, truth, words


class Invoice(Row, table=True):
    """What a customer owes for a deal, and until when; below nought it is a credit.

    `part` is what it is for, `reference` our own number on paper; `outcome` marks a part that follows from realised
    value. `cancelled` is the day on which it was taken back.
    """

    __tablename__ = "invoice"

    account_id: int = points_to("account")
    deal_id: int = points_to("deal")
    text: str = words()
    reference: str = words("")
    amount: Decimal = exact()
    outcome: bool = truth(False)
    issued: date | None = day(None)
    due: date = day()
    cancelled: date | None = day(None)


class Payment(Row, table=True):
    """A payment on an invoice."""

    __tablename__ = "payment"

    invoice_id: int = points_to("invoice")
    amount: Decimal = exact()
    note: str = words("")
    day: date = day()


class Realised(Row, table=True):
    """A measurement of what a line of a won deal came to; `amount` where it was given and not reckoned."""

    __tablename__ = "realised"

    account_id: int = points_to("account")
    deal_id: int = points_to("deal")
    line_id: int = points_to("line")
    amount: Decimal | None = exact(None)
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    note: str = words("")
    day: date = day()


class RealisedInput(Row, table=True):
    """An input as it was measured, in the unit that the line's formula has it in."""

    __tablename__ = "realised_input"

    realised_id: int = points_to("realised")
    name: str = words()
    value: Decimal = exact()
