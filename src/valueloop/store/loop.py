"""Needs, the evidence on them, offers and the answers to them."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, filled, points_to, truth, whole, words


class Need(Row, table=True):
    """What an account may value; `number` counts within the account.

    `chance` is the prior: what was `typed` with the guess, else the base rate or the default of that day; `rate` is the
    base rate of that day, where the store had one; `counted` what the need left in the counts, in decibans.
    """

    __tablename__ = "need"

    account_id: int = points_to("account")
    number: int = whole()
    name: str = words()
    direction: str = words()
    weight: Decimal = exact()
    chance: Decimal = exact()
    channel: str = words()
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()
    typed: bool = truth(True, **filled("1"))
    rate: Decimal | None = exact(None)
    counted: int | None = whole(None)


class Observation(Row, table=True):
    """One piece of evidence on a need."""

    __tablename__ = "evidence"

    need_id: int = points_to("need")
    channel: str = words()
    answer: str = words()
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    response_id: int | None = points_to("response", None)
    day: date = day()
    note: str = words("")


class Offer(Row, table=True):
    """An offer that tests one or more guesses."""

    __tablename__ = "offer"

    account_id: int = points_to("account")
    deal_id: int = points_to("deal")
    product_id: int = points_to("product")
    price: Decimal = exact()
    terms: str = words("")
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class OfferNeed(Row, table=True):
    """A need that an offer covers."""

    __tablename__ = "offer_need"

    offer_id: int = points_to("offer")
    need_id: int = points_to("need")


class Response(Row, table=True):
    """The customer's answer to an offer; `price` is theirs, where they countered."""

    __tablename__ = "response"

    offer_id: int = points_to("offer")
    verdict: str = words()
    reason: str | None = words(None)
    price: Decimal | None = exact(None)
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()
    note: str = words("")


class Moment(Row, table=True):
    """What was believed when an act was done.

    `before` and `after` are the chances as JSON by need number, `ratios` the version of the table of likelihood
    ratios, `move` the advice that was then given, as JSON; `forecast` what was expected of the act itself, as JSON.
    """

    __tablename__ = "moment"

    account_id: int = points_to("account")
    day: date = day()
    before: str = words()
    after: str = words()
    ratios: str = words()
    move: str = words()
    forecast: str = words("", **filled("''"))
