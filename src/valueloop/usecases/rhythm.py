"""The rhythm of touches: when customers, and accounts with an open deal, are to be touched, and who is overdue."""

from datetime import date

from sqlmodel import col, func, select

from valueloop.domain.deal import State
from valueloop.domain.names import fold, near
from valueloop.domain.page.rhythm import RhythmPage, RhythmView
from valueloop.domain.rhythm import Rhythm
from valueloop.domain.touch import Kind
from valueloop.errors import Unknown
from valueloop.store.account import Account
from valueloop.store.contact import Touch
from valueloop.store.load import settings
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.apart import parted_from

NOBODY = "nobody"


def rhythm(store: Store, day: date, owner: str | None = None) -> RhythmPage:
    """The rhythm of customers and of accounts with an open deal, or of those of an owner, the longest overdue first.

    `owner` is a part of who is in charge; `nobody` are those that nobody is in charge of.

    Raises:
        Unknown: nobody of that name is in charge of one.
    """

    def read(unit: Unit) -> RhythmPage:
        found = everybody(unit, day)
        if owner is not None:
            names = sorted({each.owner or NOBODY for each in found})
            wanted = [each for each in found if fold(owner) in fold(each.owner or NOBODY)]
            if not wanted and fold(owner) != NOBODY:
                raise Unknown("owner", owner, near(owner, names) or names[:3])
            found = wanted
        return RhythmPage(
            day,
            owner,
            tuple(found),
            sum(each.overdue_days > 0 for each in found),
            sum(not each.owner for each in found),
        )

    return store.read(read)


def overdue(unit: Unit, day: date) -> list[RhythmView]:
    """The accounts whose rhythm is overdue, the longest first: two queries, whatever the store holds."""
    return [each for each in everybody(unit, day) if each.overdue_days > 0]


def everybody(unit: Unit, day: date) -> list[RhythmView]:
    """Every customer and account with an open deal that we have not parted from, the longest overdue first."""
    session, in_force = unit.session, settings(unit)
    usual = {each: int(in_force.number(f"rhythm.{each}")) for each in ("customer", "account")}
    live = col(Deal.state).in_([State.OPEN.value, State.WON.value])
    deals = session.exec(
        select(Deal.account_id, Deal.state, func.min(Deal.opened))
        .where(live, col(Deal.account_id).not_in(parted_from()))
        .group_by(col(Deal.account_id), col(Deal.state))
    ).all()
    since: dict[int, date] = {}
    for account, _, opened in deals:
        since[account] = min(opened, since.get(account, opened))
    customers = {account for account, state, _ in deals if state == State.WON}
    talks = select(Touch.account_id, func.max(Touch.day)).where(Touch.kind != Kind.NOTE)
    last = dict(session.exec(talks.group_by(col(Touch.account_id))).all())
    rows = session.exec(select(Account).where(col(Account.id).in_(select(Deal.account_id).where(live)))).all()
    found = []
    for row in rows:
        if row.key not in since:
            continue
        customer = row.key in customers
        every = usual["customer" if customer else "account"] if row.rhythm is None else row.rhythm
        runs = Rhythm(last.get(row.key), since[row.key], every)
        found.append(
            RhythmView(
                row.name,
                row.owner,
                customer,
                runs.last,
                every,
                row.rhythm is not None,
                runs.due,
                runs.overdue(day),
            )
        )
    return sorted(found, key=lambda each: (-each.overdue_days, fold(each.account)))
