"""What only the care for customers reads of accounts: deliveries, deployments, invoices, referrals, threats."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import text
from sqlmodel import col, select

from valueloop.domain.account import Exposure
from valueloop.domain.names import fold
from valueloop.store.account import Account
from valueloop.store.columns import Row
from valueloop.store.customer import Muted, Privilege, Referral, Threat
from valueloop.store.delivery import Delivery, DeliveryNeed, Deployment, DeploymentNeed
from valueloop.store.invoice import Invoice, Payment
from valueloop.store.session import Unit

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Referred:
    """An account that another named to us: as they called it, and its id once it is one of ours.

    `number` is that of the referral's own record; None where the account was added as introduced by the other.
    """

    number: int | None
    account_id: int
    contact_id: int | None
    name: str
    referred_id: int | None
    day: date
    touch_id: int | None


@dataclass(frozen=True)
class After:
    """What happened at one account beside the loop, each kind of row in the order in which it was written."""

    deliveries: Sequence[Delivery]
    delivered: dict[int, list[int]]
    deployments: Sequence[Deployment]
    deployed: dict[int, list[int]]
    invoices: Sequence[Invoice]
    payments: dict[int, list[Payment]]
    referrals: Sequence[Referred]
    threats: Sequence[Threat]
    privileges: Sequence[Privilege]
    muted: Sequence[Muted]


def load_after(unit: Unit, accounts: Sequence[Account]) -> dict[int, After]:
    """What happened after the deal at several accounts, by account."""
    here = {each.key for each in accounts}

    def of(kind: type[R]) -> dict[int, list[R]]:
        owner, grouped = attrgetter("account_id"), defaultdict(list)
        query = select(kind).order_by(col(kind.id))
        if len(here) <= _FEW:
            query = query.where(col(owner(kind)).in_(here))
        for each in unit.session.exec(query).all():
            grouped[owner(each)].append(each)
        return grouped

    def links(kind: type[Row], parent: str, child: str, parents: Mapping[int, Sequence[Row]]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        up, down = attrgetter(parent), attrgetter(child)
        if any(parents.values()):
            for each in unit.session.exec(select(kind).order_by(col(kind.id))).all():
                found[up(each)].append(down(each))
        return found

    deliveries, deployments, invoices = of(Delivery), of(Deployment), of(Invoice)
    threats, privileges, muted = of(Threat), of(Privilege), of(Muted)
    delivered = links(DeliveryNeed, "delivery_id", "need_id", deliveries)
    deployed = links(DeploymentNeed, "deployment_id", "need_id", deployments)
    payments: dict[int, list[Payment]] = defaultdict(list)
    if any(invoices.values()):
        for each in unit.session.exec(select(Payment).order_by(col(Payment.id))).all():
            payments[each.invoice_id].append(each)
    named: dict[int, list[Referred]] = defaultdict(list)
    for referral in referrals(unit):
        named[referral.account_id].append(referral)
    return {
        number: After(
            deliveries[number],
            delivered,
            deployments[number],
            deployed,
            invoices[number],
            payments,
            named[number],
            threats[number],
            privileges[number],
            muted[number],
        )
        for number in here
    }


_FEW = 500  # above so many accounts, all rows are read

_INTRODUCED = text(
    """SELECT account.exposing_id, account.name, account.id, act.today FROM account
JOIN act ON act.id = account.act_id
WHERE account.exposing_id IS NOT NULL AND account.exposure = :introduction ORDER BY account.id"""
)


def referrals(unit: Unit) -> list[Referred]:
    """Every referral: those recorded, and the accounts that were added as introduced by another, each once.

    One that was recorded before there was an account of its name is tied to that account.
    """
    rows = unit.session.exec(select(Referral).order_by(col(Referral.id))).all()
    found = [
        Referred(each.key, each.account_id, each.contact_id, each.name, each.referred_id, each.day, each.touch_id)
        for each in rows
    ]
    told = {(each.account_id, each.referred_id) for each in rows}
    called = {(each.account_id, fold(each.name)): at for at, each in enumerate(found) if each.referred_id is None}
    introduced = unit.session.connection().execute(_INTRODUCED.bindparams(introduction=Exposure.INTRODUCTION.value))
    for by, name, number, day in introduced.all():
        if (by, number) in told:
            continue
        if (at := called.get((by, fold(name)))) is not None:
            found[at] = replace(found[at], referred_id=number)
        else:
            found.append(Referred(None, by, None, name, number, date.fromisoformat(day), None))
    return sorted(found, key=lambda each: each.day)
