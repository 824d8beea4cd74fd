"""Playbooks: what worked at one account, saved to be used again, and what came of each use."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.similar import (
    PastMove,
    PlaybookApplied,
    PlaybookPage,
    PlaybookSaved,
    PlaybookUsed,
    PlaybookView,
)
from valueloop.domain.page.standing import Done
from valueloop.errors import Conflict, Refused
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load
from valueloop.store.plan import Playbook, PlaybookNeed, PlaybookUse
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases import past
from valueloop.usecases.analogy import by_analogy
from valueloop.usecases.standing import on_account


def save(store: Store, occasion: Occasion, name: str, account: str) -> PlaybookSaved:
    """Save what worked at an account: the needs found, the product and part of the value that was taken, the moves.

    Raises:
        Conflict: a playbook of that name is there.
        Refused: nothing was found at the account.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def act(unit: Unit) -> PlaybookSaved:
        called = a_name("playbook", name)
        if unit.session.exec(select(Playbook).where(Playbook.folded == fold(called))).first():
            raise Conflict(f"the playbook '{called}' is there already")
        there = load(unit, find.account(unit, account))
        needs = past.found(there)
        if not needs:
            raise Refused(f"nothing was found at {there.account.name} yet: a playbook begins with a need that is there")
        made = past.moves(there)
        taken = [each for each in made if each.verdict is Verdict.ACCEPTED]
        product, part = (taken[-1].product, taken[-1].part) if taken else ("", None)
        moves = _about(made, {each.name for each in needs})
        row = Playbook(
            name=called,
            folded=fold(called),
            account_id=there.account.key,
            product=product,
            part=part,
            moves="\n".join(moves),
        )
        unit.add(row)
        for each in needs:
            unit.add(PlaybookNeed(playbook_id=row.key, name=each.name, direction=each.direction))
        return PlaybookSaved(called, there.account.name, tuple(each.name for each in needs), product, part, moves)

    return store.write(occasion, act)


def _about(moves: Iterable[PastMove], needs: set[str]) -> tuple[str, ...]:
    """The moves that were about needs found there, in words; what was tried besides is left out."""
    return tuple(_words(each) for each in moves if needs.intersection(each.needs))


def _words(move: PastMove) -> str:
    if move.channel is not None:
        whom = f", {move.person}" if move.person else ""
        return f"{move.channel.value}{whom}: {move.said()}"
    part = "" if move.part is None else f" at {(move.part * 100).quantize(Decimal(1), ROUND_HALF_EVEN)}% of its value"
    terms = f" ({' '.join(move.terms.split())})" if move.terms else ""
    because = f" ({move.reason.value})" if move.reason else ""
    verdict = move.verdict.value if move.verdict else "no answer yet"
    told = f"; {move.said()}" if move.answers else ""
    return f"offer {move.product}{part}{terms} on {' and '.join(move.needs)}: {verdict}{because}{told}"


def list_playbooks(store: Store) -> list[PlaybookView]:
    """All playbooks, by name, each with what came of its uses."""

    def read(unit: Unit) -> list[PlaybookView]:
        rows = unit.session.exec(select(Playbook).order_by(col(Playbook.folded))).all()
        return _views(unit, rows, _uses(unit))

    return store.read(read)


def show_playbook(store: Store, name: str) -> PlaybookPage:
    """One playbook, looked at whole.

    Raises:
        Ambiguous, Unknown: several playbooks answer to the name, or none does.
    """

    def read(unit: Unit) -> PlaybookPage:
        row, uses = _named(unit, name), _uses(unit)
        (view,) = _views(unit, [row], uses)
        return PlaybookPage(view, tuple(row.moves.splitlines()), tuple(uses[row.key]))

    return store.read(read)


def apply(store: Store, occasion: Occasion, account: str, name: str) -> Done[PlaybookApplied]:
    """Guess a playbook's needs at an account, by analogy to the one that it is from, and record the use.

    Raises:
        Conflict: it was applied there already.
        Refused: it is from that account.
        Ambiguous, Unknown: the account or the playbook is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> PlaybookApplied:
        row, here = _named(unit, name), dossier.account
        used = select(PlaybookUse).where(PlaybookUse.playbook_id == row.id, PlaybookUse.account_id == here.id)
        if unit.session.exec(used).first():
            raise Conflict(f"the playbook '{row.name}' was applied to {here.name} already")
        if row.account_id == here.key:
            raise Refused(f"the playbook '{row.name}' is from {here.name}: apply it to another account")
        there = load(unit, unit.session.exec(select(Account).where(Account.id == row.account_id)).one())
        known = {fold(each.name) for each in dossier.needs}
        wanted = [
            (each.name, Direction(each.direction))
            for each in _needs(unit, [row])[row.key]
            if fold(each.name) not in known
        ]
        made = by_analogy(unit, dossier, occasion, there, wanted)
        unit.add(PlaybookUse(playbook_id=row.key, account_id=here.key, day=occasion.today))
        return PlaybookApplied(row.name, made, row.product, row.part, tuple(row.moves.splitlines()))

    return on_account(store, occasion, account, act)


def _named(unit: Unit, given: str) -> Playbook:
    rows = unit.session.exec(select(Playbook).order_by(col(Playbook.id))).all()
    return find.one("playbook", given, rows, lambda each: each.name, "")


def _needs(unit: Unit, rows: Sequence[Playbook]) -> dict[int, list[PlaybookNeed]]:
    query = select(PlaybookNeed).where(col(PlaybookNeed.playbook_id).in_([each.key for each in rows]))
    found: dict[int, list[PlaybookNeed]] = defaultdict(list)
    for each in unit.session.exec(query.order_by(col(PlaybookNeed.id))).all():
        found[each.playbook_id].append(each)
    return found


def _views(unit: Unit, rows: Sequence[Playbook], uses: dict[int, list[PlaybookUsed]]) -> list[PlaybookView]:
    here = [each.account_id for each in rows]
    names = dict(unit.session.exec(select(Account.id, Account.name).where(col(Account.id).in_(here))).all())
    needs = _needs(unit, rows)
    found = []
    for row in rows:
        states = [each.state for each in uses[row.key]]
        won, lost, still = (states.count(each) for each in (State.WON, State.LOST, State.OPEN))
        called = tuple(each.name for each in needs[row.key])
        view = PlaybookView(
            row.name, names[row.account_id], called, row.product, row.part, len(states), won, lost, still
        )
        found.append(view)
    return found


def _uses(unit: Unit) -> dict[int, list[PlaybookUsed]]:
    """Where each playbook was used, and how it stands there since."""
    session = unit.session
    query = select(PlaybookUse, Account).where(PlaybookUse.account_id == Account.id).order_by(col(PlaybookUse.id))
    deals: dict[int, list[Deal]] = defaultdict(list)
    closed = select(Deal).where(col(Deal.account_id).in_(select(PlaybookUse.account_id)), col(Deal.closed).is_not(None))
    for deal in session.exec(closed.order_by(col(Deal.closed), col(Deal.id))).all():
        deals[deal.account_id].append(deal)
    found: dict[int, list[PlaybookUsed]] = defaultdict(list)
    for use, account in session.exec(query).all():
        since = _since(deals[account.key], use.day)
        price = Money(since.price, account.currency) if since and since.price is not None else None
        state = State(since.state) if since else State.OPEN
        found[use.playbook_id].append(PlaybookUsed(account.name, use.day, state, price))
    return found


def _since(closed: Iterable[Deal], day: date) -> Deal | None:
    """The first deal that was closed on the day of a use or after it."""
    return next((each for each in closed if each.closed is not None and each.closed >= day), None)
