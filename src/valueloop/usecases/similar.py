"""Accounts like one: ranked by how alike they are, with what was done there and what it suggests here."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import col, select

from valueloop.domain.names import fold, words_of
from valueloop.domain.page.similar import PastNeed, SimilarAccount, SimilarPage, Suggestion
from valueloop.domain.similarity import FAINT, Likeness, Traits, about_the_same, at_a_glance, likeness, role_mix
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.load import load, load_all
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.usecases import past
from valueloop.usecases.analogy import lacking

SHOWN = 5  # so many accounts are looked at whole
SHORTLIST = 200  # so many are compared in full: the nearest at a glance, and the nearest that share a need's words
MOST_WORDS = 12  # of the account's needs, the longest: each is looked for in every need of the store


def similar(store: Store, account: str) -> SimilarPage:
    """The accounts most like one, what worked and failed there, and what that lets us guess here.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return store.read(lambda unit: _page(unit, load(unit, find.account(unit, account))))


def _page(unit: Unit, here: Dossier) -> SimilarPage:
    glances = _glances(unit, here.account.key)
    near = _ranked(unit, past.traits_of(here), glances)[:SHOWN]
    rows = unit.session.exec(select(Account).where(col(Account.id).in_([key for key, _ in near]))).all()
    by_key = {each.account.key: each for each in load_all(unit, rows)}
    shown = [(by_key[key], alike) for key, alike in near]
    return SimilarPage(
        here.account.name,
        len(glances),
        tuple(_view(there, alike) for there, alike in shown),
        tuple(_suggestions(here, [there for there, alike in shown if not alike.thin])),
    )


class _Glance(NamedTuple):
    """What stands in an account's own row, and how its deals went: 0 won, 1 lost, 2 none closed."""

    key: int
    industry: str
    size: int | None
    region: str
    exposure: str
    exposed_by: str
    rank: int


_GLANCE = text(
    """SELECT account.id, industry, size, region, coalesce(exposure, ''), exposed_by,
  min(CASE deal.state WHEN 'won' THEN 0 WHEN 'lost' THEN 1 ELSE 2 END)
FROM account LEFT JOIN deal ON deal.account_id = account.id WHERE account.id <> :here GROUP BY account.id"""
)


def _glances(unit: Unit, here: int) -> list[_Glance]:
    rows = unit.session.connection().execute(_GLANCE.bindparams(here=here)).all()
    return [_Glance(*row) for row in rows]


def _ranked(unit: Unit, here: Traits, glances: list[_Glance]) -> list[tuple[int, Likeness]]:
    """The accounts that are like one at all, the most alike first; of equal likeness those whose deals can teach."""
    alike_at_a_glance = at_a_glance(here)

    def nearness(each: _Glance) -> tuple[Decimal, int, int]:
        return (alike_at_a_glance(*each[1:6]), -each.rank, -each.key)

    sharing = _sharing(unit, here.needs)
    near = heapq.nlargest(SHORTLIST, glances, key=nearness)
    near += heapq.nlargest(SHORTLIST, (each for each in glances if each.key in sharing), key=nearness)
    shortlist = {each.key: each for each in near}
    people, needs = _people(unit, shortlist), _needs(unit, shortlist)
    found = [
        (likeness(here, Traits(*each[1:6], people[each.key], needs[each.key])), each) for each in shortlist.values()
    ]

    def order(one: tuple[Likeness, _Glance]) -> tuple[bool, Decimal, int, Decimal, int]:
        alike, each = one
        shown = alike.score.quantize(Decimal("0.01"), ROUND_HALF_EVEN)  # as a page shows it: what looks equal is equal
        return (alike.thin, -shown, each.rank, -alike.score, each.key)

    return [(each.key, alike) for alike, each in sorted(found, key=order) if alike.score >= FAINT]


def _sharing(unit: Unit, needs: Iterable[str]) -> set[int]:
    """Accounts with a need in whose name words of these needs stand, accents or not; those that share the most."""
    words = {word for name in needs for word in words_of(name)}
    words |= {each for name in needs for each in re.split(r"[\W_]+", name.lower()) if fold(each) in words}
    if not words:
        return set()
    longest = sorted(words, key=lambda each: (-len(each), each))[:MOST_WORDS]
    shared = " + ".join(f"(name LIKE :w{at})" for at in range(len(longest)))
    query = text(f"SELECT account_id, {shared} FROM need ORDER BY 2 DESC, 1 LIMIT :most")  # noqa: S608 - parameters' names
    bound = {f"w{at}": f"%{word}%" for at, word in enumerate(longest)}
    rows = unit.session.connection().execute(query, {**bound, "most": SHORTLIST * 10}).all()
    return {account for account, words_shared in rows if words_shared}


def _people(unit: Unit, keys: Iterable[int]) -> dict[int, frozenset[str]]:
    query = select(Contact.account_id, Contact.name, Contact.role, Contact.department)
    rows = unit.session.exec(query.where(col(Contact.account_id).in_(keys))).all()
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for account, name, role, department in rows:
        found[account].append((name, role, department))
    return defaultdict(frozenset, {account: role_mix(contacts) for account, contacts in found.items()})


def _needs(unit: Unit, keys: Iterable[int]) -> dict[int, frozenset[str]]:
    rows = unit.session.exec(select(Need.account_id, Need.name).where(col(Need.account_id).in_(keys))).all()
    found: dict[int, set[str]] = defaultdict(set)
    for account, name in rows:
        found[account].add(name)
    return defaultdict(frozenset, {account: frozenset(names) for account, names in found.items()})


def _view(there: Dossier, alike: Likeness) -> SimilarAccount:
    return SimilarAccount(
        there.account.name,
        alike,
        past.state(there),
        past.deals(there),
        past.moves(there),
        past.found(there),
        past.gone(there),
    )


def _suggestions(here: Dossier, similar: Iterable[Dossier]) -> Iterable[Suggestion]:
    """The needs found at similar accounts that nobody has guessed here, each once, where it is found first."""
    known = [each.name for each in here.needs]
    for there in similar:
        new: list[PastNeed] = []
        for need in past.found(there):
            if not any(about_the_same(need.name, each) for each in known):
                new.append(need)
                known.append(need.name)
        if new:
            missing = {each.number for each in lacking(here, there)}
            yield Suggestion(there.account.name, tuple(new), missing == {each.number for each in new})
