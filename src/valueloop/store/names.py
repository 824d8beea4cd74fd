"""Names for shell completion, read without loading anything heavy."""

import sqlite3
from pathlib import Path

from valueloop.domain.names import fold
from valueloop.errors import StoreTrouble
from valueloop.store.header import SCHEMA, look

_OVERALL = "SELECT name FROM {} ORDER BY folded"
_WITHIN = "SELECT {0}.name FROM {0} JOIN account ON account.id = account_id WHERE instr(account.folded, ?) ORDER BY 1"


def names(path: Path, table: str, begins: str, account: str | None = None) -> list[str]:
    """The names in a table that a typed beginning may mean; contacts and needs only of the account named.

    A store that is missing, older, newer or damaged completes nothing: completion is no place for complaints.
    """
    if table in ("contact", "need") and not account:
        return []
    try:
        header = look(path)
        if header is None or header.schema != SCHEMA:
            return []
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            if table in ("contact", "need"):
                rows = connection.execute(_WITHIN.format(table), (fold(account or ""),)).fetchall()
            else:
                rows = connection.execute(_OVERALL.format(table)).fetchall()
        finally:
            connection.close()
    except (StoreTrouble, sqlite3.Error):
        return []
    wanted = fold(begins)
    return [name for (name,) in rows if fold(name).startswith(wanted) or f" {wanted}" in fold(name)]
