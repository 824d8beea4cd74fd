"""Propositions over the store: what the money of each industry and size of account is in, and who owns it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sqlmodel import col, func, select

from valueloop.domain.account import size_class
from valueloop.domain.deal import State
from valueloop.domain.effort import decimal_of, gathered, in_steps, role_of, shares
from valueloop.domain.money import Money
from valueloop.domain.names import fold
from valueloop.domain.page.segment import SegmentNeed, SegmentsPage, SegmentView
from valueloop.domain.proposition import leading
from valueloop.domain.segment import ENOUGH, Parts, by_meaning, compared, middle, typical, within
from valueloop.domain.value.line import Effect, Status
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.effort import with_lines


def propositions(store: Store) -> SegmentsPage:
    """Propositions by segment (industry and class of size), and whether the segments are one market or several.

    Money is what a value map counts: yearly benefits of the current deal, accepted and potential; costs, single
    amounts and what is set aside are left out. A line belongs to its need, else stands under its own name; needs that
    are about the same are one. Within a segment every account with money counts as much, whatever its currency.
    """
    return store.read(_page)


@dataclass(frozen=True)
class _Money:
    """A line's yearly money at an account."""

    need: str
    effect: Effect
    amount: Decimal
    owner: str


@dataclass(frozen=True)
class _Customer:
    """An account with money, and its parts by need: in steps of 0.0001, so that their sums stay short."""

    currency: str
    lines: tuple[_Money, ...]
    parts: Parts

    @property
    def total(self) -> Decimal:
        return sum((each.amount for each in self.lines), Decimal(0))


@dataclass(frozen=True)
class _Listed:
    """What stands in an account's own row, and how its deals went."""

    industry: str
    size: int
    key: int
    won: int
    lost: int


def _page(unit: Unit) -> SegmentsPage:
    customers = _customers(unit)
    segments = [
        (industry, size, [each for each in accounts if each.size == size])
        for industry, accounts in gathered(_listed(unit), lambda each: each.industry).values()
        for size in {each.size for each in accounts}
    ]
    segments.sort(key=lambda each: (-sum(one.key in customers for one in each[2]), -len(each[2]), each[0], each[1]))
    valued = [[customers[each.key] for each in accounts if each.key in customers] for _, _, accounts in segments]
    # What is known of neither is no segment: it is shown, and not compared.
    known = [bool(industry or size) for industry, size, _ in segments]
    found = compared([[each.parts for each in those] if known[at] else [] for at, those in enumerate(valued)])
    market = {at: number for number, those in enumerate(found.markets, 1) for at in those}
    return SegmentsPage(
        found.finding,
        sum(len(those) >= ENOUGH and known[at] for at, those in enumerate(valued)),
        len(found.markets),
        found.lowest,
        found.highest,
        found.within,
        tuple(
            _view(industry, size, accounts, valued[at], market.get(at))
            for at, (industry, size, accounts) in enumerate(segments)
        ),
    )


def _listed(unit: Unit) -> list[_Listed]:
    states = select(Deal.account_id, Deal.state, func.count(col(Deal.id))).group_by(col(Deal.account_id), Deal.state)
    deals = {(account, state): many for account, state, many in unit.session.exec(states).all()}
    rows = unit.session.exec(select(Account.id, Account.industry, Account.size).order_by(col(Account.id))).all()
    return [
        _Listed(industry, size_class(size), key, *(deals.get((key, state), 0) for state in (State.WON, State.LOST)))
        for key, industry, size in rows
        if key is not None
    ]


def _customers(unit: Unit) -> dict[int, _Customer]:
    """The accounts with money, by number; their needs by the names that stand for them."""
    lines = {each.account.key: (each.account.currency, tuple(_benefits(each))) for each in with_lines(unit)}
    spelled = gathered((each.need for _, found in lines.values() for each in found), str)
    heads = by_meaning(Counter(name for _, found in lines.values() for name in {fold(each.need) for each in found}))
    made = {}
    for key, (currency, found) in lines.items():
        if found:
            meant = tuple(replace(each, need=spelled[heads[fold(each.need)]][0]) for each in found)
            parts = {need: Fraction(part) for need, part in in_steps(shares(_by_need(meant))).items()}
            made[key] = _Customer(currency, meant, parts)
    return made


def _benefits(dossier: Dossier) -> Iterator[_Money]:
    """The lines that bring money every year, as a value map counts them, but for those below nought."""
    # By number, not by name: a frozen case keeps the names of its time.
    owners = {each.number: each.contact_id for each in dossier.lines_of(dossier.deal)}
    needs = {each.number: each.name for each in dossier.needs}
    for each in dossier.result().lines:
        line = each.line
        if line.effect is Effect.COST or line.single or each.status is Status.REFUTED or each.amount <= 0:
            continue
        owner = dossier.person.get(owners[line.number] or 0)
        role = role_of(owner.name, owner.role) if owner else ""
        yield _Money(line.name if line.need is None else needs[line.need], line.effect, each.amount, role)


def _by_need(lines: Iterable[_Money]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = defaultdict(Fraction)
    for each in lines:
        found[each.need] += Fraction(each.amount)
    return found


def _view(
    industry: str, size: int, accounts: Sequence[_Listed], customers: Sequence[_Customer], market: int | None
) -> SegmentView:
    enough = len(customers) >= ENOUGH
    return SegmentView(
        industry,
        size,
        len(accounts),
        len(customers),
        sum(each.won for each in accounts),
        sum(each.lost for each in accounts),
        _typical((each.currency, each.total) for each in customers),
        _earned(customers),
        decimal_of(within([each.parts for each in customers]), 4) if enough else None,
        market,
        _needs(customers) if customers else (),
    )


def _typical(amounts: Iterable[tuple[str, Decimal]]) -> tuple[Money, ...]:
    """The median by currency, that of most accounts first."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for currency, amount in amounts:
        found[currency].append(amount)
    return tuple(Money(middle(found[each]), each) for each in sorted(found, key=lambda each: (-len(found[each]), each)))


def _earned(customers: Sequence[_Customer]) -> Decimal | None:
    """The part of an account's money that is earned, on average over accounts."""
    if not customers:
        return None
    parts = [
        Fraction(sum((one.amount for one in each.lines if one.effect is Effect.EARN), Decimal(0)))
        / Fraction(each.total)
        for each in customers
    ]
    return decimal_of(sum((Fraction(decimal_of(each, 4)) for each in parts), Fraction(0)) / len(parts), 4)


def _needs(customers: Sequence[_Customer]) -> tuple[SegmentNeed, ...]:
    parts = in_steps(typical([each.parts for each in customers]))
    order = sorted(parts, key=lambda need: (-parts[need], need))
    lead = leading([parts[need] for need in order])
    found = []
    for at, need in enumerate(order):
        having = [(each, lines) for each in customers if (lines := [one for one in each.lines if one.need == need])]
        amounts = [(each.currency, sum((one.amount for one in lines), Decimal(0))) for each, lines in having]
        effects = {one.effect for _, lines in having for one in lines}
        found.append(
            SegmentNeed(
                need,
                tuple(each for each in Effect if each in effects),
                parts[need],
                len(having),
                _typical(amounts),
                _owners(having),
                at in lead,
            )
        )
    return tuple(found)


def _owners(having: Sequence[tuple[_Customer, Sequence[_Money]]]) -> tuple[str, ...]:
    """The roles that own a need's money, by their parts of it at each account; who is of no role is not among them."""
    roles = gathered((one.owner for _, lines in having for one in lines if one.owner), str)
    weight: dict[str, Fraction] = defaultdict(Fraction)
    for customer, lines in having:
        for one in lines:
            weight[fold(one.owner)] += Fraction(decimal_of(Fraction(one.amount) / Fraction(customer.total), 4))
    return tuple(roles[each][0] for each in sorted(roles, key=lambda each: (-weight[each], each)))
