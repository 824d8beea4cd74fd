"""Deals with their value lines, inputs, acceptances, alternatives, and what is set of their cases."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, filled, points_to, truth, whole, words


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
    """A value line of a deal, by its formula or by flows (`0/100/100`).

    `replaced` marks a guess's line once a better one is tied to its need.
    """

    __tablename__ = "line"

    deal_id: int = points_to("deal")
    number: int = whole()
    name: str = words()
    effect: str = words()
    formula: str = words("")
    need_id: int | None = points_to("need", None)
    contact_id: int | None = points_to("contact", None)
    once: bool = truth(False)
    risk: Decimal = exact()
    ramp: str = words("1")
    guess: bool = truth(False)
    replaced: bool = truth(False)
    flows: str = words("", **filled("''"))
    year: int = whole(0, **filled("0"))
    delay: Decimal = exact(Decimal(0), **filled("'0'"))


class ValueInput(Row, table=True):
    """A named quantity of a deal's formulas; `replaced` marks an earlier figure, which a later one stands for."""

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
    replaced: bool = truth(False, **filled("0"))


class Accepted(Row, table=True):
    """A contact's acceptance of a line: the figure, and what it rested on."""

    __tablename__ = "acceptance"

    line_id: int = points_to("line")
    contact_id: int = points_to("contact")
    touch_id: int | None = points_to("touch", None)
    day: date = day()
    figure: Decimal = exact()
    basis: str = words()


class AlternativeRow(Row, table=True):
    """What the customer may do instead of taking our offer."""

    __tablename__ = "alternative"

    deal_id: int = points_to("deal")
    number: int = whole()
    name: str = words()
    kind: str = words()
    price: Decimal = exact()
    switching: Decimal = exact()


class DifferenceRow(Row, table=True):
    """What we are better at than an alternative, or worse (below nought); without an amount it is unknown."""

    __tablename__ = "difference"

    alternative_id: int = points_to("alternative")
    name: str = words()
    amount: Decimal | None = exact(None)


class CaseKey(Row, table=True):
    """What is set of a deal's value case or price, as typed, over the settings."""

    __tablename__ = "case_key"

    deal_id: int = points_to("deal")
    name: str = words()
    value: str = words()
