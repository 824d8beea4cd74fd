"""A process that is killed in the middle of writing: the next opening has the store as it was before."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from valueloop.store import header, migrate
from valueloop.store.session import Store
from valueloop.usecases.account import list_accounts

# Writes much in one transaction with a small cache, so that pages reach the file early, then dies at once.
DIES = """
import os, signal, sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA journal_mode = DELETE")
store.execute("PRAGMA cache_size = 5")
store.execute("BEGIN IMMEDIATE")
store.execute("UPDATE pen SET act_id = 0")
for number in range(3000):
    store.execute("INSERT INTO account (act_id, name, folded, currency, industry, region, owner, exposed_by, note)"
                  " VALUES (0, ?, ?, 'EUR', ?, '', '', '', '')", (f"n{number}", f"n{number}", "x" * 500))
os.kill(os.getpid(), signal.SIGKILL)
"""


def cut_off(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIES, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert header.unfinished(path)


def test_what_a_killed_process_left_half_written_is_rolled_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "deals.db")
    migrate.make_file(store.path)
    before = store.path.read_bytes()
    cut_off(store.path)
    assert store.path.read_bytes() != before
    assert list_accounts(store) == []
    assert not header.unfinished(store.path)
    check = sqlite3.connect(store.path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


def test_a_file_that_was_not_grown_yet_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "deals.db"
    migrate.make_file(path)
    cut_off(path)
    with path.open("r+b") as file:  # the head is written before the file has grown
        size = path.stat().st_size
        file.seek(28)
        file.write((size // 4096 + 50).to_bytes(4, "big"))
    assert header.look(path) == header.Header(header.SCHEMA)


def test_a_copy_laid_aside_earlier_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "deals.db"
    migrate.make_file(path)
    aside = tmp_path / f"deals.db.schema-{header.SCHEMA}.bak"
    aside.write_bytes(b"the good one")
    migrate.bring_up(path, header.SCHEMA)
    assert aside.read_bytes() == b"the good one"


def test_what_a_killed_process_of_the_same_number_left_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "deals.db"
    (tmp_path / f".deals.db.{os.getpid()}.new").write_bytes(b"half")
    migrate.make_file(path)
    assert header.look(path) == header.Header(header.SCHEMA)
