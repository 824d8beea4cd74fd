"""Referrals, as their act answers and their tree shows them."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.money import Money
from valueloop.domain.referral import Why


@dataclass(frozen=True)
class ReferralAdded:
    """A referral was recorded.

    `account` is the one of ours that the name is; `exposed` says that it is introduced by them from now on. `exposure`
    is how it had come to know of us, where that was recorded otherwise. `near` are accounts of ours that may be meant.
    """

    number: int
    name: str
    person: str | None
    account: str | None
    exposed: bool
    exposure: str | None
    exposed_by: str
    near: tuple[str, ...]
    touch: int | None


@dataclass(frozen=True)
class ReferralView:
    """Somebody in the tree of referrals, with the money of their own, and of all below them, each account once.

    `account` is false while the company is none of ours; `number`, `person` and `day` are of the referral, None at a
    root; the first two also where the account was only added as introduced. `won` is the price of the deals won, `open`
    the last offer of the open one. `thanked` is whether who named it was thanked. `again`: it stands below another, who
    named it first.
    """

    name: str
    account: bool
    number: int | None
    person: str | None
    day: date | None
    won: Money | None
    open: Money | None
    thanked: bool | None
    again: bool
    won_below: tuple[Money, ...]
    open_below: tuple[Money, ...]
    below: tuple["ReferralView", ...]


@dataclass(frozen=True)
class ThanksView:
    """A thank-you that we owe: for a referral of the company `about`, or for the latest deal won."""

    account: str
    person: str | None
    why: Why
    about: str
    since: date
    due: date
    late_days: int


@dataclass(frozen=True)
class ReferralPage:
    """Who named whom to us, over all accounts or below one, with what it brought by currency, and the thanks owed.

    `named_by` is who named the one account to us.
    """

    account: str | None
    named_by: str | None
    roots: tuple[ReferralView, ...]
    won: tuple[Money, ...]
    open: tuple[Money, ...]
    owed: tuple[ThanksView, ...]
