"""Accounts and the products we sell to them."""

from decimal import Decimal

from valueloop.store.columns import Row, exact, points_to, whole, words


class Product(Row, table=True):
    """What we sell: its cost, the price below which we do not go, the kinds of need that it meets."""

    __tablename__ = "product"

    name: str = words()
    folded: str = words(unique=True)
    currency: str = words()
    cost: Decimal | None = exact(None)
    floor: Decimal | None = exact(None)
    meets: str = words("")


class Account(Row, table=True):
    """A customer, or one who is not a customer yet.

    `reward`: what an hour of the seller's time was expected to bring there after the last act, in hundredths; None
    where nothing could be weighed. `rhythm`: how many days may pass between two touches, where that was set.
    """

    __tablename__ = "account"

    name: str = words()
    folded: str = words(unique=True)
    currency: str = words()
    industry: str = words("")
    size: int | None = whole(None)
    region: str = words("")
    owner: str = words("")
    exposure: str | None = words(None)
    exposed_by: str = words("")
    exposing_id: int | None = points_to("account", None)
    note: str = words("")
    reward: int | None = whole(None, index=True)
    rhythm: int | None = whole(None)
