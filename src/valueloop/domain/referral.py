"""Referrals: who named whom, the tree that they make, and the thank-you that is owed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from valueloop.domain.names import fold

THANK_WITHIN = timedelta(days=7)  # a thank-you is late after a week: judgement


@dataclass(frozen=True)
class Naming:
    """An account named a company to us: `by` and `to` are accounts, `to` None while the company is none of ours."""

    number: int | None
    by: int
    contact: int | None
    name: str
    to: int | None
    day: date


@dataclass(frozen=True)
class Thanks:
    """A thank-you of ours: to which account, when, who was there."""

    account: int
    day: date
    people: frozenset[int] = frozenset()


class Why(StrEnum):
    """What a thank-you is owed for."""

    REFERRAL = "referral"
    DEAL = "deal"


@dataclass(frozen=True)
class Owed:
    """A thank-you that we owe: to which account, to whom there if known, for what, since when and until when.

    `about` is the name of the company that was named; of a deal it is empty.
    """

    account: int
    why: Why
    contact: int | None
    about: str
    since: date
    due: date


def linked(namings: Iterable[Naming], accounts: Mapping[str, int]) -> tuple[Naming, ...]:
    """The same, each tied to the account of exactly its name where there is one by now; one naming a pair.

    `accounts` are ids by folded name. Nobody names themselves. Of two that come to the same pair the first by day that
    was recorded as a referral stays.

    >>> found = linked([Naming(1, 7, None, "Calder Snacks", None, date(2026, 6, 1))], {"calder snacks": 9})
    >>> found[0].to
    9
    """
    tied: dict[tuple[int, int | str], Naming] = {}
    for each in sorted(namings, key=lambda one: (one.number is None, one.day, one.number or 0)):
        to = each.to if each.to is not None else accounts.get(fold(each.name))
        if to != each.by:
            tied.setdefault((each.by, fold(each.name) if to is None else to), replace(each, to=to))
    return tuple(sorted(tied.values(), key=lambda one: (one.day, one.number is None, one.number or 0)))


@dataclass(frozen=True)
class Node:
    """An account, or a company that is none of ours yet, in the tree; `naming` is how it got there, None at a root.

    `again`: another has named it before, below whom it stands with all that it named.
    """

    account: int | None
    naming: Naming | None
    below: tuple["Node", ...] = ()
    again: bool = False


def forest(namings: Sequence[Naming]) -> tuple[Node, ...]:
    """Who named whom, as trees: each account stands once below the first who named it, at its later ones as `again`.

    Who would come to stand below themselves stays where they are: two that named each other make one tree.

    >>> (tree,) = forest(
    ...     [Naming(1, 7, None, "A", 8, date(2026, 6, 1)), Naming(2, 8, None, "B", None, date(2026, 6, 2))]
    ... )
    >>> tree.account, tree.below[0].account, tree.below[0].below[0].naming.name
    (7, 8, 'B')
    """
    parent: dict[int, int] = {}
    made: dict[int, list[tuple[Naming, bool]]] = defaultdict(list)
    for each in namings:
        again = each.to is not None and (each.to in parent or each.to in _above(each.by, parent))
        if each.to is not None and not again:
            parent[each.to] = each.by
        made[each.by].append((each, again))

    def node(account: int | None, naming: Naming | None, *, again: bool = False) -> Node:
        if account is None or again:
            return Node(account, naming, again=again)
        below = tuple(node(each.to, each, again=seen) for each, seen in made.get(account, ()))
        return Node(account, naming, below)

    return tuple(node(by, None) for by in dict.fromkeys(each.by for each in namings) if by not in parent)


def _above(account: int, parent: Mapping[int, int]) -> set[int]:
    """An account, and all that stand above it."""
    found = {account}
    while account in parent:
        account = parent[account]
        found.add(account)
    return found


def accounts_in(node: Node) -> Iterable[int]:
    """The accounts of a tree below its root, each once: those that were named there for the first time."""
    for each in node.below:
        if each.account is not None and not each.again:
            yield each.account
        yield from accounts_in(each)


def thanked(naming: Naming, thanks: Iterable[Thanks]) -> bool:
    """Whether we have thanked for a referral: at the referrer, on its day or later.

    Where it is known who named it, they must have been there.

    >>> told = Naming(1, 7, 3, "Calder", None, date(2026, 6, 1))
    >>> thanked(told, [Thanks(7, date(2026, 6, 1), frozenset({3}))]), thanked(told, [Thanks(7, date(2026, 6, 1))])
    (True, False)
    """
    return any(
        each.account == naming.by
        and each.day >= naming.day
        and (naming.contact is None or naming.contact in each.people)
        for each in thanks
    )


def owed(namings: Iterable[Naming], won: Mapping[int, date], thanks: Collection[Thanks]) -> tuple[Owed, ...]:
    """The thank-yous that we owe, the longest owed first: for each referral, and for the latest deal won at an account.

    `won` is by account when its latest deal was won. A deal is thanked for by any thank-you there on its day or later.

    >>> owed([], {7: date(2026, 6, 1)}, [])[0].due
    datetime.date(2026, 6, 8)
    """
    found = [
        Owed(each.by, Why.REFERRAL, each.contact, each.name, each.day, each.day + THANK_WITHIN)
        for each in namings
        if not thanked(each, thanks)
    ]
    found += [
        Owed(account, Why.DEAL, None, "", day, day + THANK_WITHIN)
        for account, day in won.items()
        if not any(each.account == account and each.day >= day for each in thanks)
    ]
    return tuple(sorted(found, key=lambda each: (each.since, each.account, each.why)))
