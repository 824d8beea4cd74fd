"""The accounts that we have parted from: nothing is to be done there until they are taken up again."""

from typing import Any

from sqlmodel import col, select

from valueloop.store.customer import Parting


def parted_from() -> Any:
    """A query of the accounts that we have parted from, by number."""
    return select(Parting.account_id).where(col(Parting.ended).is_(None))
