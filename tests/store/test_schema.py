"""A new store: its tables are what the row classes describe, it is its owner's alone, nothing else is left."""

import importlib
import os
import pkgutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

import valueloop.store
from builders import asked, lock, newcomer, opened
from valueloop.errors import StoreTrouble
from valueloop.store import journal, migrate
from valueloop.store.header import APPLICATION_ID, SCHEMA, look

Table = dict[str, Any]


def described(connection: sqlite3.Connection, table: str) -> Table:
    """All that SQLite knows of a table, but for the order of its columns and the names that it gives itself."""
    columns = {
        name: (kind, bool(not_null) or bool(key), default, key)
        for _, name, kind, not_null, default, key in connection.execute(f'PRAGMA table_info("{table}")')
    }
    points = {
        (here, there, column, on_update, on_delete, match)
        for _, _, there, here, column, on_update, on_delete, match in connection.execute(
            f'PRAGMA foreign_key_list("{table}")'
        )
    }
    indexes = set()
    for _, name, unique, origin, partial in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        on = tuple(row[2] for row in connection.execute(f'PRAGMA index_info("{name}")'))
        indexes.add(("" if name.startswith("sqlite_") else name, unique, origin, partial, on))
    (strict,) = connection.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (table,)).fetchone()
    return {"columns": columns, "points to": points, "indexes": indexes, "strict": strict}


def migrated() -> dict[str, Table]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(connection)
    found = {table: described(connection, table) for table in journal.tables(connection)}
    connection.close()
    return found


def as_the_rows_say() -> dict[str, Table]:
    for room in pkgutil.iter_modules(valueloop.store.__path__):
        importlib.import_module(f"valueloop.store.{room.name}")
    engine = create_engine("sqlite://", poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        found = {table: described(raw, table) for table in journal.tables(raw)}
    engine.dispose()
    return found


def test_the_migrations_make_the_tables_that_the_row_classes_describe() -> None:
    made, meant = migrated(), as_the_rows_say()
    assert made.keys() == meant.keys()
    assert len(made) >= 23
    assert {table: found for table, found in made.items() if found != meant[table]} == {}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("ALTER TABLE contact ADD COLUMN shoe TEXT", "columns"),
        ("ALTER TABLE contact DROP COLUMN phone", "columns"),
        ("CREATE UNIQUE INDEX one_name ON contact (name)", "indexes"),
        ("DROP INDEX ix_contact_account_id", "indexes"),
        ("ALTER TABLE contact ADD COLUMN deal_id INTEGER REFERENCES deal (id)", "points to"),
        ("ALTER TABLE contact ADD COLUMN shoe TEXT NOT NULL DEFAULT 'x'", "columns"),
    ],
)
def test_the_comparison_sees_a_difference(change: str, what: str) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(connection)
    for trigger in ("insert", "update", "delete"):
        connection.execute(f"DROP TRIGGER journal_contact_{trigger}")
    connection.execute(change)
    assert described(connection, "contact")[what] != as_the_rows_say()["contact"][what]
    connection.close()


def test_every_table_is_strict_and_every_column_a_whole_number_or_text(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega")
    with opened(seller.store.path) as connection:
        tables = {
            name: strict
            for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")
            if kind == "table" and not name.startswith("sqlite_")
        }
        kinds = {
            kind for table in tables for _, _, kind, _, _, _ in connection.execute(f'PRAGMA table_info("{table}")')
        }
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
            connection.execute("UPDATE account SET size = 'many'")
    assert {*journal.OWN, "account", "line", "moment"} <= tables.keys()
    assert set(tables.values()) == {1}
    assert kinds == {"INTEGER", "TEXT"}


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega")
    assert asked(seller.store.path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert asked(seller.store.path, "PRAGMA user_version") == [(SCHEMA,)]
    found = look(seller.store.path)
    assert found is not None
    assert found.schema == SCHEMA


def test_every_journaled_table_has_its_three_triggers(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega")
    with opened(seller.store.path) as connection:
        tables = journal.tables(connection)
    triggers = asked(seller.store.path, "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'trigger'")
    events = ("insert", "update", "delete")
    assert sorted(triggers) == sorted((table, f"journal_{table}_{event}") for table in tables for event in events)


def test_a_new_store_is_readable_by_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        seller = newcomer(tmp_path / "new")
        seller.account("Mega")
    finally:
        os.umask(before)
    assert stat.S_IMODE(seller.store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(seller.store.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(lock(seller.store.path).stat().st_mode) == 0o600


def test_making_a_store_leaves_nothing_else_behind(tmp_path: Path) -> None:
    newcomer(tmp_path).account("Mega")
    assert {each.name for each in tmp_path.iterdir()} == {"deals.db", ".deals.db.lock"}


@pytest.mark.parametrize("script", ["CREATE TABLE a (id INTEGER) STRICT;\nNONSENSE;\n", "CREATE TABLE a ("])
def test_a_store_that_cannot_be_made_leaves_nothing_behind(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "0001_bad.sql"
    bad.write_text(script, encoding="utf-8")
    folder = tmp_path / "new"
    seller = newcomer(folder)
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "scripts", lambda: [(1, bad)])
        with pytest.raises((StoreTrouble, ValueError)):
            seller.account("Mega")
    assert {each.name for each in folder.iterdir()} <= {".deals.db.lock"}
    assert seller.account("Mega").name == "Mega"


def test_a_store_that_has_no_place_is_trouble_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    seller = newcomer(tmp_path / "file")
    with pytest.raises(StoreTrouble, match=r"file/deals\.db cannot be used"):
        seller.account("Mega")


def test_killed_while_a_store_is_made_there_is_none_and_the_next_act_makes_it(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from builders import newcomer; from valueloop.store import migrate\n"
        "migrate.journal.install = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "newcomer(Path(sys.argv[1])).account('Mega')"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=False)
    assert killed.returncode == -9
    assert not seller.store.path.exists()
    assert seller.account("Mega").name == "Mega"
