"""Making a store and bringing an older one up to date: numbered SQL files, each run whole or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from valueloop.store import journal
from valueloop.store.header import APPLICATION_ID

FOLDER = Path(__file__).parent / "migrations"


def scripts(folder: Path = FOLDER) -> list[tuple[int, Path]]:
    """The migrations in order, by the number that their file names begin with."""
    return sorted((int(path.name.split("_")[0]), path) for path in folder.glob("*.sql"))


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one; triggers stay whole."""
    at = ""
    for line in script.splitlines(keepends=True):
        at += line
        if sqlite3.complete_statement(at):
            yield at
            at = ""
    if at.strip():
        raise ValueError(f"an SQL script ends in the middle of a statement: {at[:60]!r}")


def run(connection: sqlite3.Connection, after: int, numbered: Sequence[tuple[int, Path]]) -> None:
    """Run the migrations numbered above `after`, and set the schema's number, in the transaction that is open."""
    newest = after
    for number, path in numbered:
        if number > after:
            for statement in statements(path.read_text(encoding="utf-8")):
                connection.execute(statement)
            newest = number
    journal.install(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {newest}")


def make(connection: sqlite3.Connection, numbered: Sequence[tuple[int, Path]] | None = None) -> None:
    """Turn an empty database into an empty store."""
    connection.execute("BEGIN IMMEDIATE")
    run(connection, 0, numbered or scripts())
    connection.execute("COMMIT")


def recover(path: Path) -> None:
    """Let SQLite roll back what a killed process left half written."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()


def make_file(path: Path) -> None:
    """Make an empty store in a temporary file beside `path`, readable by its owner only, and move it there."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    unfinished.unlink(missing_ok=True)  # of a process of the same number that was killed
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        connection = sqlite3.connect(unfinished, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            make(connection)
        finally:
            connection.close()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def bring_up(path: Path, schema: int, numbered: Sequence[tuple[int, Path]] | None = None) -> Path:
    """Bring an older store up to date, once a copy of it is laid aside; returns the copy's path.

    The migrations and the schema's number change together in one transaction: cut off at any point, the store is
    what it was before, and the next opening does it again.
    """
    aside = path.with_name(f"{path.name}.schema-{schema}.bak")
    if not aside.exists():  # one from an earlier attempt is the good one
        copying = aside.with_name(f".{aside.name}.new")
        shutil.copy2(path, copying)
        copying.replace(aside)
    connection = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        run(connection, schema, numbered or scripts())
        connection.execute("COMMIT")
    finally:
        connection.close()
    return aside
