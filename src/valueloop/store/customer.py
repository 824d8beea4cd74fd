"""What concerns a customer as a whole: referrals, privileges, threats, partings; checks muted, and who suits us."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, points_to, words


class Referral(Row, table=True):
    """An account named another to us: `name` as they said it, and the account once it is one."""

    __tablename__ = "referral"

    account_id: int = points_to("account")
    contact_id: int | None = points_to("contact", None)
    name: str = words()
    referred_id: int | None = points_to("account", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class Privilege(Row, table=True):
    """What a core customer is granted, until it ends."""

    __tablename__ = "privilege"

    account_id: int = points_to("account")
    text: str = words()
    ended: date | None = day(None)
    day: date = day()


class Threat(Row, table=True):
    """A rival at a customer: what they claim, at what price, what it would cost the customer to change to them.

    `value` is what the customer would get from them, as a present value over the deal's horizon; `price` and
    `switching` are of the same horizon. What is None is not known.
    """

    __tablename__ = "threat"

    account_id: int = points_to("account")
    rival: str = words()
    claim: str = words("")
    value: Decimal | None = exact(None)
    price: Decimal | None = exact(None)
    switching: Decimal | None = exact(None)
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    ended: date | None = day(None)
    day: date = day()


class Parting(Row, table=True):
    """An account unqualified, fired or lost (to a rival), with the reason and what it had cost by then.

    `spent` is patience, `hours` our time. `looked` is when it was looked back on and `came_of` what came of it since;
    `ended` the day on which the account was taken up again.
    """

    __tablename__ = "parting"

    account_id: int = points_to("account")
    kind: str = words()
    reason: str = words()
    rival: str = words("")
    spent: Decimal = exact()
    hours: Decimal = exact()
    looked: date | None = day(None)
    came_of: str | None = words(None)
    note: str = words("")
    ended: date | None = day(None)
    day: date = day()


class Muted(Row, table=True):
    """A check that is silent at an account, and why."""

    __tablename__ = "muted"

    account_id: int = points_to("account")
    name: str = words()
    reason: str = words()
    day: date = day()


class Criterion(Row, table=True):
    """What an account that suits us is like: a trait, what it is to be, and how much that weighs."""

    __tablename__ = "criterion"

    trait: str = words()
    wanted: str = words()
    weight: Decimal = exact()
