"""Migrations: an older store is brought up whole or not at all, after a copy of it was laid aside."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from builders import Seller, asked, at_mega, dump
from valueloop.errors import StoreTrouble
from valueloop.store import header, migrate
from valueloop.store.header import SCHEMA
from valueloop.usecases.account import list_accounts

Numbered = list[tuple[int, Path]]
SECOND = """-- A motto, and a table of its own.
ALTER TABLE account ADD COLUMN motto TEXT NOT NULL DEFAULT 'none; yet';
CREATE TABLE hobby (id INTEGER NOT NULL, act_id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id)) STRICT;
"""


def second(folder: Path, script: str = SECOND) -> Numbered:
    path = folder / f"{SCHEMA + 1:04}_second.sql"
    path.write_text(script, encoding="utf-8")
    return [*migrate.scripts(), (SCHEMA + 1, path)]


def story(seller: Seller) -> None:
    seller.log("before the migration", "plant")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Numbered:
    """A program that knows one schema more."""
    numbered = second(tmp_path)
    monkeypatch.setattr(header, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(migrate, "scripts", lambda: numbered)
    return numbered


def schema(path: Path) -> object:
    return asked(path, "PRAGMA user_version")[0][0]


def aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.schema-{SCHEMA}.bak")


def test_the_migrations_that_are_shipped_count_from_one_to_the_schema() -> None:
    assert [number for number, _ in migrate.scripts()] == list(range(1, SCHEMA + 1))


def test_migrations_are_run_by_their_numbers(tmp_path: Path) -> None:
    for name in ("0010_c.sql", "0002_b.sql", "1_a.sql", "notes.txt"):
        (tmp_path / name).touch()
    assert [number for number, _ in migrate.scripts(tmp_path)] == [1, 2, 10]


def test_a_script_is_parted_into_statements_and_triggers_stay_whole() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
    parts = list(migrate.statements(f"-- a; b\nCREATE TABLE a (\n  x TEXT -- ';'\n);\n{trigger}\n"))
    assert [part.strip().split("\n")[-1] for part in parts] == [");", "END;"]
    with pytest.raises(ValueError, match="ends in the middle of a statement: 'SELECT 2"):
        list(migrate.statements("SELECT 1;\nSELECT 2"))


def test_an_older_store_is_brought_up_and_a_copy_laid_aside(seller: Seller, tmp_path: Path) -> None:
    before, kept = seller.store.path.read_bytes(), dump(seller.store.path)
    copy = migrate.bring_up(seller.store.path, SCHEMA, second(tmp_path))
    assert copy == aside(seller.store.path)
    assert copy.read_bytes() == before
    assert copy.stat().st_mode == seller.store.path.stat().st_mode
    assert schema(seller.store.path) == SCHEMA + 1
    assert asked(seller.store.path, "SELECT name, motto FROM account") == [("Mega", "none; yet")]
    after = dump(seller.store.path)
    assert after["touch"] == kept["touch"]
    assert after["hobby"] == []


def test_reading_brings_an_older_store_up_once(seller: Seller, newer: Numbered) -> None:
    before = seller.store.path.read_bytes()
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]
    assert schema(seller.store.path) == newer[-1][0]
    assert aside(seller.store.path).read_bytes() == before
    aside(seller.store.path).unlink()
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]
    assert not aside(seller.store.path).exists()


def test_writing_brings_an_older_store_up_too_and_new_columns_are_journaled(seller: Seller, newer: Numbered) -> None:
    seller.log("after it")
    assert schema(seller.store.path) == newer[-1][0]
    assert aside(seller.store.path).exists()

    seller.store.write(
        seller.occasion(),
        lambda unit: unit.session.connection().exec_driver_sql("UPDATE account SET motto = 'more'") and None,
    )
    after = dump(seller.store.path)
    seller.undo()
    assert asked(seller.store.path, "SELECT motto FROM account") == [("none; yet",)]
    seller.redo()
    assert dump(seller.store.path) == after
    with pytest.raises(sqlite3.IntegrityError, match="outside an act"):
        asked(seller.store.path, "INSERT INTO hobby (id, act_id, name) VALUES (1, 0, 'chess') RETURNING id")


def test_an_act_from_before_the_migration_can_be_undone_and_done_again(seller: Seller, newer: Numbered) -> None:
    assert newer
    before = dump(seller.store.path)
    for _ in range(5):
        seller.undo()
    assert not any(dump(seller.store.path).values())
    for _ in range(5):
        seller.redo()
    after = dump(seller.store.path)
    assert after["account"] == [(*row, "none; yet") for row in before["account"]]
    assert after["touch"] == before["touch"]


def test_a_migration_that_fails_leaves_the_old_store_and_the_next_one_succeeds(
    seller: Seller, newer: Numbered, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, kept = seller.store.path.read_bytes(), dump(seller.store.path)
    with monkeypatch.context() as patched:
        failing = second(tmp_path, f"{SECOND}INSERT INTO nowhere VALUES (1);\n")
        patched.setattr(migrate, "scripts", lambda: failing)
        for attempt in (seller.log, lambda: list_accounts(seller.store), seller.undo):
            with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used: no such table: nowhere"):
                attempt()
    assert seller.store.path.read_bytes() == before
    assert dump(seller.store.path) == kept
    assert schema(seller.store.path) == SCHEMA
    second(tmp_path)
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]
    assert schema(seller.store.path) == newer[-1][0]


def test_no_migration_is_begun_before_the_copy_is_there(
    seller: Seller, newer: Numbered, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newer

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = seller.store.path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", full)
        with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used: No space left on device"):
            list_accounts(seller.store)
    assert seller.store.path.read_bytes() == before


KILL = """
import os, signal, sys
from pathlib import Path
from valueloop.store import migrate
store, script, number, at = sys.argv[1:]
parts = migrate.statements
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL) if at != 'exit' else os._exit(9)
def some(script):
    for count, each in enumerate(parts(script)):
        killed() if at == str(count) else None
        yield each
migrate.statements = some
if not at.isdigit():
    migrate.journal.install = killed
migrate.bring_up(Path(store), int(number) - 1, [(int(number), Path(script))])
"""


@pytest.mark.parametrize("at", ["0", "1", "2", "install", "exit"])
def test_killed_in_the_middle_the_old_store_stands_and_the_next_opening_succeeds(
    at: str, seller: Seller, newer: Numbered, tmp_path: Path
) -> None:
    number, script = newer[-1]
    with script.open("a") as more:  # so much that pages are written before the commit
        more.write("PRAGMA cache_size = 2;\nCREATE TABLE big AS SELECT randomblob(9999) AS b FROM pragma_table_list;\n")
    before = dump(seller.store.path)
    arguments = [str(seller.store.path), str(script), str(number), at]
    done = subprocess.run([sys.executable, "-c", KILL, *arguments], env=os.environ, check=False)
    assert done.returncode in (9, -9)
    left = shutil.copytree(seller.store.path.parent, tmp_path / "as it was left") / seller.store.path.name
    assert dump(left) == before
    assert schema(left) == SCHEMA
    assert dump(aside(left)) == before
    second(script.parent)
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]
    assert schema(seller.store.path) == number
    assert dump(seller.store.path)["touch"] == before["touch"]
