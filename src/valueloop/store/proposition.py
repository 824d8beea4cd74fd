"""Entries of the value maps, and our impacts on them."""

from datetime import date

from valueloop.store.columns import Row, day, points_to, truth, whole, words


class Entry(Row, table=True):
    """What a contact is after: an objective, metric, strategy or issue; `number` counts within the account."""

    __tablename__ = "entry"

    account_id: int = points_to("account")
    number: int = whole()
    contact_id: int = points_to("contact")
    kind: str = words()
    text: str = words()
    rung: str = words()
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class Impact(Row, table=True):
    """Where we make a difference to an entry, and the value line that carries its money."""

    __tablename__ = "impact"

    entry_id: int = points_to("entry")
    number: int = whole()
    text: str = words()
    line_id: int | None = points_to("line", None)
    personal: bool = truth(False)
    touch_id: int | None = points_to("touch", None)
    day: date = day()
