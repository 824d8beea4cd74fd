"""Deals with their value lines, the inputs of those, and who accepted them."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, points_to, truth, whole, words


class Deal(Row, table=True):
    """A deal: open, won or lost; `frozen` is the value case as it stood when the deal was closed, as JSON."""

    __tablename__ = "deal"

    account_id: int = points_to("account")
    state: str = words()
    opened: date = day()
    closed: date | None = day(None)
    price: Decimal | None = exact(None)
    reason: str = words("")
    frozen: str | None = words(None)


class ValueLine(Row, table=True):
    """A value line of a deal; `replaced` marks a guess's line once a better one is tied to its need."""

    __tablename__ = "line"

    deal_id: int = points_to("deal")
    number: int = whole()
    name: str = words()
    effect: str = words()
    formula: str = words()
    need_id: int | None = points_to("need", None)
    contact_id: int | None = points_to("contact", None)
    once: bool = truth(False)
    risk: Decimal = exact()
    ramp: str = words("1")
    guess: bool = truth(False)
    replaced: bool = truth(False)


class ValueInput(Row, table=True):
    """A named quantity of a deal's formulas."""

    __tablename__ = "input"

    deal_id: int = points_to("deal")
    name: str = words()
    low: Decimal = exact()
    likely: Decimal = exact()
    high: Decimal = exact()
    unit: str = words("")
    source: str = words()
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class Accepted(Row, table=True):
    """A contact's acceptance of a line: the figure, and what it rested on."""

    __tablename__ = "acceptance"

    line_id: int = points_to("line")
    contact_id: int = points_to("contact")
    touch_id: int | None = points_to("touch", None)
    day: date = day()
    figure: Decimal = exact()
    basis: str = words()
