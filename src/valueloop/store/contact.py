"""Contacts and the touches with them."""

from datetime import date, datetime
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, filled, instant, points_to, truth, whole, words


class Contact(Row, table=True):
    """A person at an account."""

    __tablename__ = "contact"

    account_id: int = points_to("account")
    name: str = words()
    role: str = words("")
    department: str = words("")
    reports_to_id: int | None = points_to("contact", None)
    influence: str | None = words(None)
    stance: str | None = words(None)
    email: str = words("")
    phone: str = words("")
    note: str = words("")


class Touch(Row, table=True):
    """A logged call, email, meeting, visit or note; `day` is the seller's local date, `at` the moment if known.

    `hours` is what it took of the seller's time, `asked` and `told` how many questions were asked and statements made,
    where that was said; `thanks` marks a thank-you, `campaign` the one that it was part of.
    """

    __tablename__ = "touch"

    account_id: int = points_to("account")
    kind: str = words()
    inbound: bool = truth(False)
    day: date = day()
    at: datetime | None = instant(None)
    text: str = words()
    outcome: str | None = words(None)
    hours: Decimal | None = exact(None)
    thanks: bool = truth(False, **filled("0"))
    asked: int | None = whole(None)
    told: int | None = whole(None)
    campaign: str = words("", **filled("''"))


class TouchContact(Row, table=True):
    """Who took part in a touch."""

    __tablename__ = "touch_contact"

    touch_id: int = points_to("touch")
    contact_id: int = points_to("contact")


class Step(Row, table=True):
    """A next step, when it is due, and the day it was done."""

    __tablename__ = "step"

    account_id: int = points_to("account")
    touch_id: int | None = points_to("touch", None)
    text: str = words()
    due: date | None = day(None)
    done: date | None = day(None)
