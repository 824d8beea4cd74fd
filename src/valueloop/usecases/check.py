"""Checks: looked at for one account or over all, muted at an account, and heard again."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import col, or_, select

from valueloop.domain.check.finding import Check, Says
from valueloop.domain.check.registry import CHECKS, check_named
from valueloop.domain.names import a_text
from valueloop.domain.page.check import (
    AccountChecked,
    CheckCount,
    CheckFound,
    CheckPage,
    ChecksPage,
    CheckView,
    MuteDone,
    check_figure,
)
from valueloop.domain.page.standing import Done
from valueloop.errors import Conflict, Refused
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.contact import Touch
from valueloop.store.customer import Muted, Parting
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.facts import Around, around, facts_of
from valueloop.usecases.over_all import loaded
from valueloop.usecases.standing import on_account


def check(store: Store, account: str, today: date) -> CheckPage:
    """What every check finds at one account, the gravest check first; also where it is muted.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> CheckPage:
        row = find.account(unit, account)
        return _page(load(unit, row), load_after(unit, [row])[row.key], around(unit), today)

    return store.read(read)


def check_all(store: Store, today: date, most: int | None = None) -> ChecksPage:
    """What the checks find over all live accounts: those with warnings, most first (at most so many), and by check.

    Left out are accounts that were parted from, and those where no touch, no need and no deal is recorded. What an
    account may bring is taken as of the last act there (`facts_of`): after a change of a product or a setting, the
    check unqualify may say otherwise on the account's own page until something is logged there.
    """

    def read(unit: Unit) -> ChecksPage:
        numbers, blank = _live(unit)
        pages = list(_pages(unit, numbers, today))
        rows = [_row(each) for each in pages]
        order = [each.name for each in CHECKS]
        rows.sort(key=lambda each: (-each.warns, order.index(each.worst) if each.worst else 0, each.account))
        shown = rows if most is None else rows[:most]
        counts = tuple(_count(check, [page.found[at] for page in pages]) for at, check in enumerate(CHECKS))
        return ChecksPage(tuple(shown), counts, len(rows), len(rows) - len(shown), blank)

    return store.read(read)


def names() -> tuple[CheckView, ...]:
    """Every check there is, the gravest first."""
    return tuple(map(_view, CHECKS))


def mute(store: Store, occasion: Occasion, account: str, name: str, because: str) -> Done[MuteDone]:
    """Silence a check at an account, with the reason.

    Raises:
        Unknown: there is no such check.
        Conflict: it is muted there already.
        Invalid: no reason is given.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    wanted, reason = check_named(name), a_text("--because", because)

    def act(unit: Unit, dossier: Dossier) -> MuteDone:
        there = _muted(unit, dossier)
        if wanted.name in there:
            said = there[wanted.name].reason
            raise Conflict(f"the check {wanted.name} is muted at {dossier.account.name} already: {said}")
        unit.add(Muted(account_id=dossier.account.key, name=wanted.name, reason=reason, day=occasion.today))
        return MuteDone(_view(wanted), reason, muted=True, still=tuple(there))

    return on_account(store, occasion, account, act)


def unmute(store: Store, occasion: Occasion, account: str, name: str) -> Done[MuteDone]:
    """Hear a check again that was muted at an account.

    Raises:
        Unknown: there is no such check.
        Refused: it is not muted there.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    wanted = check_named(name)

    def act(unit: Unit, dossier: Dossier) -> MuteDone:
        there = _muted(unit, dossier)
        row = there.pop(wanted.name, None)
        if row is None:
            others = f"; muted there: {', '.join(there)}" if there else ""
            raise Refused(f"the check {wanted.name} is not muted at {dossier.account.name}{others}")
        unit.session.delete(row)
        return MuteDone(_view(wanted), row.reason, muted=False, still=tuple(there))

    return on_account(store, occasion, account, act)


def _muted(unit: Unit, dossier: Dossier) -> dict[str, Muted]:
    rows = unit.session.exec(select(Muted).where(Muted.account_id == dossier.account.key).order_by(col(Muted.id))).all()
    return {each.name: each for each in rows}


def _live(unit: Unit) -> tuple[Sequence[int], int]:
    """The accounts that we have not parted from and that something is recorded of, and how many others there are."""
    parted = select(Parting.account_id).where(col(Parting.ended).is_(None))
    recorded = [select(each) for each in (Touch.account_id, Need.account_id, Deal.account_id)]
    kept = select(Account.id).where(col(Account.id).not_in(parted)).order_by(col(Account.id))
    numbers = unit.session.exec(kept.where(or_(*(col(Account.id).in_(each) for each in recorded)))).all()
    found = [each for each in numbers if each is not None]
    return found, len(unit.session.exec(kept).all()) - len(found)


def _pages(unit: Unit, numbers: Sequence[int], today: date) -> Iterator[CheckPage]:
    """The checks of these accounts, one by one; only a few are in memory at a time."""
    store = around(unit)
    for dossier, after in loaded(unit, numbers):
        yield _page(dossier, after, store, today, quick=True)


def _page(dossier: Dossier, after: After, store: Around, today: date, *, quick: bool = False) -> CheckPage:
    facts = facts_of(dossier, after, store, today, quick=quick)
    muted = {each.name: each.reason for each in after.muted}
    found = []
    for each in CHECKS:
        seen = each.look(facts)
        figures = tuple(check_figure(name, value) for name, value in seen.figures.items())
        found.append(
            CheckFound(_view(each), seen.says, seen.seen, figures, seen.do, seen.command, muted.get(each.name))
        )
    return CheckPage(dossier.account.name, tuple(found))


def _view(each: Check) -> CheckView:
    return CheckView(each.name, each.title, each.when, each.reason, each.source)


def _row(page: CheckPage) -> AccountChecked:
    heard = [each for each in page.found if each.muted is None]
    warned = [each for each in heard if each.says is Says.WARNS]
    return AccountChecked(
        page.account,
        len(warned),
        sum(each.says is Says.UNKNOWN for each in heard),
        len(page.found) - len(heard),
        warned[0].check.name if warned else None,
    )


def _count(check: Check, found: list[CheckFound]) -> CheckCount:
    heard = [each.says for each in found if each.muted is None]
    return CheckCount(
        _view(check),
        heard.count(Says.WARNS),
        heard.count(Says.FINE),
        heard.count(Says.UNKNOWN),
        len(found) - len(heard),
    )
