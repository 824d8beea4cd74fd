"""The accounts of the whole store, loaded a few hundred at a time, so that a report over all of them stays small."""

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.session import Unit

_AT_ONCE = 250  # accounts in memory at a time


def loaded(unit: Unit, numbers: Sequence[int]) -> Iterator[tuple[Dossier, After]]:
    """These accounts by number, in this order, each whole and with what happened after the deal."""
    for at in range(0, len(numbers), _AT_ONCE):
        here = numbers[at : at + _AT_ONCE]
        rows = {each.key: each for each in unit.session.exec(select(Account).where(col(Account.id).in_(here))).all()}
        accounts = [rows[each] for each in here]
        after = load_after(unit, accounts)
        for dossier in load_all(unit, accounts):
            yield dossier, after[dossier.account.key]
        unit.session.expunge_all()
