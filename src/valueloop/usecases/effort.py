"""Effort against value: whom we spend our touches on, and whose the money is, at one account or over all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from sqlmodel import col, func, select

from valueloop.domain.effort import Comparison, Party, compared, decimal_of, role_of, shared_out, to_call, total
from valueloop.domain.money import Money
from valueloop.domain.page.effort import EffortCall, EffortGroup, EffortPage, EffortTable, EffortView
from valueloop.domain.touch import Kind
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.contact import Touch
from valueloop.store.dossier import Dossier
from valueloop.store.load import load, load_all
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueLine
from valueloop.usecases.proposition import map_of

NAMED = 5  # so many people to call are named
_AT_ONCE = 250  # accounts in memory at a time


def effort(store: Store, account: str | None = None) -> EffortPage:
    """Effort against value by role and by department, and whom to call: at one account, or over the whole store.

    Effort is what we spend: touches of ours, each shared evenly among those present. Calls that came from them cost us
    nothing to make, so that they stand beside it, and notes are with nobody. It is in hours where every touch of ours
    with somebody has them, else in touches. Value is the yearly money of benefits at each line's owner, accepted and
    potential, as the map has it; who owns less than nothing owns nothing. Over the store only accounts where somebody
    owns money are compared, since elsewhere nobody knows where the value is; accounts of two currencies never are.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return store.read(lambda unit: _one(unit, account) if account is not None else _all(unit))


@dataclass(frozen=True)
class _Somebody:
    """A person at an account, with both sides."""

    name: str
    account: str
    party: Party
    last_touch: date | None


@dataclass(frozen=True)
class _Here:
    """What one account adds: its people, the money of nobody, how many touches were ours, theirs, ours with nobody."""

    name: str
    currency: str
    people: tuple[_Somebody, ...]
    nobody: Decimal
    touches: int
    inbound: int
    unnamed: int
    timed: int

    @property
    def valued(self) -> bool:
        return any(each.party.worth for each in self.people)


def _one(unit: Unit, account: str) -> EffortPage:
    here = _here(load(unit, find.account(unit, account)))
    return EffortPage(here.name, (_view([here]),), _nobody([here]), 0, 0)


def _all(unit: Unit) -> EffortPage:
    found = [_here(each) for each in with_lines(unit)]
    valued: dict[str, list[_Here]] = defaultdict(list)
    for each in found:
        if each.valued:
            valued[each.currency].append(each)
    ours = select(func.count(func.distinct(col(Touch.account_id))), func.count(col(Touch.id)))
    accounts, touches = unit.session.exec(ours.where(~col(Touch.inbound), col(Touch.kind) != Kind.NOTE.value)).one()
    told = [each for each in found if each.valued and each.touches + each.unnamed]
    order = sorted(valued, key=lambda currency: (-len(valued[currency]), currency))
    return EffortPage(
        None,
        tuple(_view(valued[currency]) for currency in order),
        _nobody(found),
        accounts - len(told),
        touches - sum(each.touches + each.unnamed for each in told),
    )


def with_lines(unit: Unit) -> Iterator[Dossier]:
    """The accounts that have a value line, by number, each loaded whole; only a few are in memory at a time."""
    lined = select(Deal.account_id).join(ValueLine, col(ValueLine.deal_id) == col(Deal.id)).distinct()
    query = select(Account.id).where(col(Account.id).in_(lined)).order_by(col(Account.id))
    numbers = unit.session.exec(query).all()
    for at in range(0, len(numbers), _AT_ONCE):
        some = col(Account.id).in_(numbers[at : at + _AT_ONCE])
        yield from load_all(unit, unit.session.exec(select(Account).where(some).order_by(col(Account.id))).all())
        unit.session.expunge_all()


def _nobody(found: Iterable[_Here]) -> tuple[Money, ...]:
    """The money of nobody, by currency, where there is any."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for each in found:
        total[each.currency] += each.nobody
    return tuple(Money(amount, currency) for currency, amount in sorted(total.items()) if amount)


def _here(dossier: Dossier) -> _Here:
    talks = [(each, dossier.present[each.key]) for each in dossier.touches if each.kind != Kind.NOTE]
    ours = [(each, present) for each, present in talks if not each.inbound and present]
    theirs = [(each, present) for each, present in talks if each.inbound and present]
    touches, inbound = (shared_out((present, 1) for _, present in found) for found in (ours, theirs))
    hours = shared_out((present, Fraction(each.hours)) for each, present in ours if each.hours is not None)
    last = {who: each.day for each, present in sorted(talks, key=lambda one: one[0].day) for who in present}
    page = map_of(dossier)
    owned = {each.person.name: each.accepted.amount + each.potential.amount for each in page.people}
    nought = Fraction(0)
    people = tuple(
        _Somebody(
            each.name,
            dossier.account.name,
            Party(
                role_of(each.name, each.role),
                each.department,
                touches.get(each.key, nought),
                inbound.get(each.key, nought),
                hours.get(each.key, nought),
                worth=max(Fraction(owned[each.name]), nought),
            ),
            last.get(each.key),
        )
        for each in dossier.contacts
    )
    return _Here(
        dossier.account.name,
        dossier.account.currency,
        people,
        page.nobody.amount,
        len(ours),
        len(theirs),
        sum(not each.inbound and not present for each, present in talks),
        sum(each.hours is not None for each, _ in ours),
    )


def _view(found: Sequence[_Here]) -> EffortView:
    currency, touches = found[0].currency, sum(each.touches for each in found)
    timed = sum(each.timed for each in found)
    by_hours = 0 < timed == touches
    everybody = [_weighed(each, by_hours=by_hours) for here in found for each in here.people]
    parties = [each.party for each in everybody]
    effort, worth = (total(read(each) for each in parties) for read in (attrgetter("effort"), attrgetter("worth")))
    calls = to_call(parties)
    return EffortView(
        currency,
        len(found),
        touches,
        sum(each.inbound for each in found),
        sum(each.unnamed for each in found),
        decimal_of(total(each.hours for each in parties), 2) if timed else None,
        by_hours,
        Money(decimal_of(worth), currency),
        _table(compared(parties, attrgetter("role"), touches), currency),
        _table(compared(parties, attrgetter("department"), touches), currency),
        tuple(_call(everybody[at], effort, worth, currency) for at in calls[:NAMED]),
        max(0, len(calls) - NAMED),
    )


def _weighed(each: _Somebody, *, by_hours: bool) -> _Somebody:
    party = each.party
    return replace(each, party=replace(party, effort=party.hours if by_hours else party.touches))


def _table(found: Comparison, currency: str) -> EffortTable:
    groups = tuple(
        EffortGroup(
            each.name,
            each.people,
            decimal_of(each.touches, 2),
            decimal_of(each.inbound, 2),
            decimal_of(each.hours, 2),
            each.of_effort,
            each.of_worth,
            Money(decimal_of(each.worth), currency),
        )
        for each in found.groups
    )
    return EffortTable(groups, found.apart, found.finding)


def _call(each: _Somebody, effort: Fraction, worth: Fraction, currency: str) -> EffortCall:
    party = each.party
    return EffortCall(
        each.name,
        party.role,
        party.department,
        each.account,
        Money(decimal_of(party.worth), currency),
        decimal_of(party.worth / worth, 4),
        decimal_of(party.effort / effort if effort else Fraction(0), 4),
        decimal_of(party.touches, 2),
        decimal_of(party.inbound, 2),
        each.last_touch,
    )
