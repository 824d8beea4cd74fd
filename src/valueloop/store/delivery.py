"""Deliveries in parts, and what runs at the customer's since."""

from datetime import date

from valueloop.store.columns import Row, day, points_to, words


class Delivery(Row, table=True):
    """A part of a won deal that is to be delivered: when it is due, when it was, when and by whom it was accepted."""

    __tablename__ = "delivery"

    account_id: int = points_to("account")
    deal_id: int = points_to("deal")
    text: str = words()
    due: date | None = day(None)
    delivered: date | None = day(None)
    accepted: date | None = day(None)
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class DeliveryNeed(Row, table=True):
    """A need that a delivery serves."""

    __tablename__ = "delivery_need"

    delivery_id: int = points_to("delivery")
    need_id: int = points_to("need")


class Deployment(Row, table=True):
    """What runs where at the customer's, and who of ours cares for it.

    `review` is when its needs are to be looked at next, `reviewed` when they last were, `ended` when it stopped.
    """

    __tablename__ = "deployment"

    account_id: int = points_to("account")
    deal_id: int | None = points_to("deal", None)
    product_id: int | None = points_to("product", None)
    text: str = words()
    place: str = words("")
    carer: str = words("")
    contact_id: int | None = points_to("contact", None)
    since: date = day()
    review: date | None = day(None)
    reviewed: date | None = day(None)
    ended: date | None = day(None)


class DeploymentNeed(Row, table=True):
    """A need that a deployment serves."""

    __tablename__ = "deployment_need"

    deployment_id: int = points_to("deployment")
    need_id: int = points_to("need")
