"""The one transaction: its settings are really in force, a read changes nothing, a write is one act or none."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy.exc import DBAPIError

from builders import asked, at_mega, dump, lock, newcomer, opened
from valueloop.errors import Refused, StoreTrouble, Unknown
from valueloop.store import find, session
from valueloop.store.contact import Contact
from valueloop.store.session import Store, Unit
from valueloop.store.setting import SettingRow
from valueloop.usecases.account import list_accounts

IN_FORCE = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


def settings_of(unit: Unit) -> dict[str, object]:
    connection = unit.session.connection()
    return {
        name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in (*IN_FORCE, "query_only")
    }  # fmt: skip


def test_the_settings_are_in_force_on_the_connection_that_reads(tmp_path: Path) -> None:
    assert at_mega(tmp_path).store.read(settings_of) == IN_FORCE | {"query_only": 1}


def test_the_settings_are_in_force_on_the_connection_that_writes(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert seller.store.write(seller.occasion(), settings_of) == IN_FORCE | {"query_only": 0}


@contextmanager
def everything_said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that SQLite is given, in order."""
    said: list[str] = []
    connect = sqlite3.connect

    def listening(*where: str, **how: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*where, **how)  # type: ignore[call-overload]
        connection.set_trace_callback(said.append)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", listening)
        yield said


def test_a_write_takes_the_lock_before_it_reads_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = at_mega(tmp_path)
    with everything_said(monkeypatch) as said:
        seller.store.write(seller.occasion(), lambda unit: find.account(unit, "mega"))
    first = next(at for at, each in enumerate(said) if not each.startswith("PRAGMA"))
    assert said[first] == "BEGIN IMMEDIATE"
    assert said[-1] == "COMMIT"
    assert [each for each in said if each.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]


def test_a_read_takes_no_lock_that_a_writer_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = at_mega(tmp_path)
    with everything_said(monkeypatch) as said:
        list_accounts(seller.store)
    assert [each.strip() for each in said if each.startswith("BEGIN")] == ["BEGIN"]
    assert "COMMIT" not in said


def test_another_writer_is_locked_out_while_an_act_is_in_hand_and_a_reader_is_not(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)

    def act(_unit: Unit) -> int:
        with opened(seller.store.path) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        return len(list_accounts(seller.store))

    assert seller.store.write(seller.occasion(), act) == 1


def test_a_read_sees_one_state_of_the_store(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)

    def twice(unit: Unit) -> None:
        find.account(unit, "mega")
        with opened(seller.store.path) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE pen SET act_id = 7")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("COMMIT")
            other.execute("ROLLBACK")

    seller.store.read(twice)


def sneak(unit: Unit) -> None:
    unit.session.connection().exec_driver_sql("UPDATE pen SET act_id = 1")


def by_the_way(unit: Unit) -> None:
    unit.add(SettingRow(name="share", value="30%"))


@pytest.mark.parametrize("attempt", [sneak, by_the_way])
def test_a_write_inside_a_read_fails(attempt: Callable[[Unit], None], tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = seller.store.path.read_bytes()
    with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used: it may not be written"):
        seller.store.read(attempt)
    assert seller.store.path.read_bytes() == before


def test_a_write_inside_a_read_of_a_missing_store_fails_and_makes_none(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    with pytest.raises(StoreTrouble, match="may not be written"):
        seller.store.read(by_the_way)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_row_in_a_read_is_not_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = seller.store.path.read_bytes()

    def rename(unit: Unit) -> None:
        find.account(unit, "mega").name = "Giga"

    seller.store.read(rename)
    assert seller.store.path.read_bytes() == before


@pytest.mark.parametrize("wrong", [Refused("no"), RuntimeError("a bug"), KeyboardInterrupt()])
def test_an_act_that_fails_keeps_nothing_and_lays_the_pen_down(wrong: BaseException, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before, acts = dump(seller.store.path), asked(seller.store.path, "SELECT * FROM act")

    def act(unit: Unit) -> None:
        by_the_way(unit)
        raise wrong

    with pytest.raises(type(wrong)):
        seller.store.write(seller.occasion(), act)
    assert dump(seller.store.path) == before
    assert asked(seller.store.path, "SELECT * FROM act") == acts
    assert asked(seller.store.path, "SELECT act_id FROM pen") == [(None,)]
    assert seller.log().what.number == 1


def test_a_row_that_points_nowhere_is_refused_and_what_it_holds_is_not_shown(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)

    def act(unit: Unit) -> None:
        unit.add(Contact(account_id=99, name="Top Secret"))

    with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used: FOREIGN KEY") as trouble:
        seller.store.write(seller.occasion(), act)
    assert isinstance(trouble.value.__cause__, DBAPIError)
    assert "Top Secret" not in str(trouble.value.__cause__)
    assert dump(seller.store.path) == before


def test_a_row_is_marked_with_the_act_that_wrote_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("one")
    seller.log("two")
    assert asked(seller.store.path, "SELECT act_id FROM touch") == [(5,), (6,)]
    assert asked(seller.store.path, "SELECT max(id) FROM act") == [(6,)]


def test_a_store_held_by_another_program_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SECONDS_TO_WAIT", 0)
    seller = at_mega(tmp_path)
    with opened(seller.store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used: another program has held it for 0 seconds"):
            seller.log()
        with pytest.raises(StoreTrouble, match="another program has held it"):
            list_accounts(seller.store)


def test_a_store_held_by_another_valueloop_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SECONDS_TO_WAIT", 0)
    seller = at_mega(tmp_path)
    with FileLock(lock(seller.store.path)), pytest.raises(StoreTrouble, match="another valueloop has held it"):
        seller.log()
    assert seller.log().what.number == 1


def test_one_waits_a_minute_for_another(tmp_path: Path) -> None:
    assert session.SECONDS_TO_WAIT == 60
    seller = at_mega(tmp_path)
    wait = seller.store.read(lambda unit: unit.session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar_one())
    assert wait == 60_000


def test_reading_a_missing_store_shows_an_empty_one_and_makes_nothing(tmp_path: Path) -> None:
    seller = newcomer(tmp_path / "not" / "there")
    assert list_accounts(seller.store) == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_store_that_is_not_made_yet(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.store.path.touch()
    assert list_accounts(seller.store) == []
    assert seller.store.path.read_bytes() == b""
    seller.account("Mega")
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]


@pytest.mark.parametrize("name", ["a b.db", "a#b.db", "a?mode=memory.db", "100%25.db", "Zürich 🙂.db", "'; DROP.db"])
def test_a_store_may_have_any_name(name: str, tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.store = Store(tmp_path / name)
    seller.account("Mega")
    assert [each.name for each in list_accounts(seller.store)] == ["Mega"]
    assert {each.name for each in tmp_path.iterdir()} == {name, f".{name}.lock"}


def test_a_store_may_be_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seller = newcomer(Path())
    seller.account("Mega")
    assert (tmp_path / "deals.db").exists()
    with pytest.raises(Unknown):
        seller.elsewhere("giga").log()
