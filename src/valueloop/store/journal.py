"""The journal: what every act changed, kept by triggers under the session so that no command can forget it."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from valueloop.errors import Refused
from valueloop.store.instant import write_instant

OWN = ("act", "change", "pen")  # the journal's own tables, which are not journaled
DONE, UNDONE, DROPPED = "done", "undone", "dropped"


@dataclass(frozen=True)
class Occasion:
    """The circumstances of an act: the moment, the seller's local day, who, and the command as typed."""

    at: datetime
    today: date
    who: str
    what: str


@dataclass(frozen=True)
class Act:
    """One recorded act."""

    number: int
    what: str
    at: str
    who: str


def tables(connection: sqlite3.Connection) -> list[str]:
    """The journaled tables, by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return sorted(name for (name,) in rows if name not in OWN)


def install(connection: sqlite3.Connection) -> None:
    """Lay the triggers over every table, anew: each writes the row before and after as JSON under the act in hand.

    `pen.act_id` is the act in hand; 0 while an undo or redo replays (nothing is recorded); NULL when nobody writes, and
    then any change is refused.
    """
    for table in tables(connection):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        old, new = (_as_json(columns, which) for which in ("OLD", "NEW"))
        for event, number, before, after in (
            ("INSERT", "NEW.id", "NULL", new),
            ("UPDATE", "NEW.id", old, new),
            ("DELETE", "OLD.id", old, "NULL"),
        ):
            name = f"journal_{table}_{event.lower()}"
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            connection.execute(
                f"""CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN
  SELECT RAISE(ABORT, 'a change outside an act') WHERE (SELECT act_id FROM pen) IS NULL;
  INSERT INTO change (act_id, of_table, row_id, before, after)
    SELECT act_id, '{table}', {number}, {before}, {after} FROM pen WHERE act_id > 0;
END"""  # noqa: S608 - the names come from the schema itself
            )


def _as_json(columns: list[str], which: str) -> str:
    """An SQL expression for a row as JSON.

    SQLite's own json_object() may not run in a trigger while the schema is not trusted, so the text is put together
    here; control characters inside it stay raw, and `_row` reads them.
    """
    pairs = [f"'\"{name}\":' || " + _value(f'{which}."{name}"') for name in columns]
    return "'{' || " + " || ',' || ".join(pairs) + " || '}'"


def _value(column: str) -> str:
    text = f"replace(replace({column}, '\\', '\\\\'), '\"', '\\\"')"
    return f"CASE typeof({column}) WHEN 'null' THEN 'null' WHEN 'integer' THEN {column} ELSE '\"' || {text} || '\"' END"


def _row(text: str) -> dict[str, str | int | None]:
    row = json.loads(text, strict=False)
    assert isinstance(row, dict)
    return row


def begin(connection: sqlite3.Connection, occasion: Occasion) -> int:
    """Take the pen for a new act, and return its number."""
    at = connection.execute(
        "INSERT INTO act (at, today, who, what, state) VALUES (?, ?, ?, ?, ?)",
        (write_instant(occasion.at), occasion.today.isoformat(), occasion.who, occasion.what, DONE),
    )
    assert at.lastrowid is not None
    connection.execute("UPDATE pen SET act_id = ?", (at.lastrowid,))
    return at.lastrowid


def end(connection: sqlite3.Connection, act: int) -> bool:
    """Lay the pen down. An act that changed nothing leaves no trace; one that did ends what could be redone.

    Returns:
        Whether anything was changed.
    """
    connection.execute("UPDATE pen SET act_id = NULL")
    if not changed(connection, act):
        connection.execute("DELETE FROM act WHERE id = ?", (act,))
        return False
    connection.execute("UPDATE act SET state = ? WHERE state = ?", (DROPPED, UNDONE))
    return True


def changed(connection: sqlite3.Connection, act: int) -> bool:
    """Whether an act has changed anything."""
    return connection.execute("SELECT 1 FROM change WHERE act_id = ? LIMIT 1", (act,)).fetchone() is not None


def undo(connection: sqlite3.Connection) -> Act:
    """Take back the latest act that is done.

    Raises:
        Refused: there is none.
    """
    act = _pick(connection, "SELECT id, what, at, who FROM act WHERE state = 'done' ORDER BY id DESC LIMIT 1")
    if act is None:
        raise Refused("there is nothing to undo")
    rows = connection.execute(
        "SELECT of_table, row_id, after, before FROM change WHERE act_id = ? ORDER BY id DESC", (act.number,)
    ).fetchall()
    _replay(connection, rows)
    connection.execute("UPDATE act SET state = ? WHERE id = ?", (UNDONE, act.number))
    return act


def redo(connection: sqlite3.Connection) -> Act:
    """Do the earliest undone act again.

    Raises:
        Refused: nothing was undone, or something else was done since.
    """
    act = _pick(connection, "SELECT id, what, at, who FROM act WHERE state = 'undone' ORDER BY id LIMIT 1")
    if act is None:
        raise Refused("there is nothing to redo")
    rows = connection.execute(
        "SELECT of_table, row_id, before, after FROM change WHERE act_id = ? ORDER BY id", (act.number,)
    ).fetchall()
    _replay(connection, rows)
    connection.execute("UPDATE act SET state = ? WHERE id = ?", (DONE, act.number))
    return act


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many acts can be undone, and how many redone."""
    rows = dict(connection.execute("SELECT state, count(*) FROM act GROUP BY state").fetchall())
    return rows.get(DONE, 0), rows.get(UNDONE, 0)


def _pick(connection: sqlite3.Connection, query: str) -> Act | None:
    row = connection.execute(query).fetchone()
    return Act(*row) if row else None


def _replay(connection: sqlite3.Connection, rows: list[tuple[str, int, str | None, str | None]]) -> None:
    """Turn each row from what it was (third) into what it shall be (fourth)."""
    known = set(tables(connection))
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("UPDATE pen SET act_id = 0")
    for table, number, was, shall_be in rows:
        if table not in known:
            raise Refused(f"the act touched '{table}', which this store no longer has")
        for statement, values in _statement(table, number, was, shall_be):
            connection.execute(statement, values)
    connection.execute("UPDATE pen SET act_id = NULL")


def _statement(
    table: str, number: int, was: str | None, shall_be: str | None
) -> Iterator[tuple[str, list[str | int | None]]]:
    if shall_be is None:
        yield f'DELETE FROM "{table}" WHERE id = ?', [number]  # noqa: S608
        return
    row = _row(shall_be)
    names = [f'"{name}"' for name in row]
    if was is None:
        marks = ", ".join("?" * len(row))
        yield f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})', list(row.values())  # noqa: S608
    else:
        sets = ", ".join(f"{name} = ?" for name in names)
        yield f'UPDATE "{table}" SET {sets} WHERE id = ?', [*row.values(), number]  # noqa: S608
