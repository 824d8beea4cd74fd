"""Entries of the value maps, our impacts on them, and templates: the map of a role, to be laid on others."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, filled, points_to, truth, whole, words


class Entry(Row, table=True):
    """What a contact is after: an objective, metric, strategy or issue; `number` counts within the account.

    Of what is measured: the unit, which way is better, where it stands now and where it should be. `touch_id` is where
    it was said, `confirmed_id` where the customer confirmed it.
    """

    __tablename__ = "entry"

    account_id: int = points_to("account")
    number: int = whole()
    contact_id: int = points_to("contact")
    kind: str = words()
    text: str = words()
    rung: str = words()
    touch_id: int | None = points_to("touch", None)
    day: date = day()
    unit: str = words("", **filled("''"))
    better: str | None = words(None)
    now: Decimal | None = exact(None)
    target: Decimal | None = exact(None)
    confirmed_id: int | None = points_to("touch", None)


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


class Template(Row, table=True):
    """The map of a role, to be laid on a person as guesses."""

    __tablename__ = "template"

    name: str = words()
    folded: str = words(unique=True)
    role: str = words()
    day: date = day()


class TemplateEntry(Row, table=True):
    """An entry of a template."""

    __tablename__ = "template_entry"

    template_id: int = points_to("template")
    kind: str = words()
    text: str = words()
    unit: str = words()
    better: str | None = words(None)


class TemplateImpact(Row, table=True):
    """Where we make a difference to an entry of a template."""

    __tablename__ = "template_impact"

    entry_id: int = points_to("template_entry")
    text: str = words()
    personal: bool = truth()
