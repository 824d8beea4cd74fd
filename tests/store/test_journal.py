"""The journal: no change without an act, every act taken back and done again to the letter, nothing kept of nothing."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from builders import Seller, after_the_deal, asked, at_mega, dump, newcomer, opened
from valueloop.domain.loop.response import Verdict
from valueloop.errors import Refused
from valueloop.store import find, journal, migrate
from valueloop.store.journal import Occasion
from valueloop.store.plan import Playbook, PlaybookNeed, PlaybookUse, Tally
from valueloop.store.proposition import Template, TemplateEntry, TemplateImpact
from valueloop.store.session import Unit
from valueloop.usecases.account import edit_account, show_account

OCCASION = Occasion(datetime(2026, 6, 15, 9, tzinfo=UTC), date(2026, 6, 15), "sam", "vl act")


def story(seller: Seller) -> None:
    """One whose store has a row in every journaled table."""
    seller.setting("share", "30%")
    seller.log("hello", "production", next_step="call back")
    seller.guess(amount="10k", of="production")
    seller.learn(by="production")
    seller.offer("1", to="production")
    seller.respond(1, Verdict.SILENT)
    seller.accept("1")
    seller.entry("stops")
    seller.impact("1", "fewer of them", "1")
    seller.alternative("by hand", energy="1k")
    seller.keys(years="4")
    seller.store.write(seller.occasion("what is learned over all accounts"), learned)
    seller.store.write(seller.occasion("what comes after a deal"), after_the_deal)


def learned(unit: Unit) -> None:
    unit.add(Tally(subject="need stops", point=3, amount=10))
    book = unit.add(Playbook(name="Bottlers", folded="bottlers", account_id=1))
    unit.add(PlaybookNeed(playbook_id=book, name="stops", direction="save"))
    unit.add(PlaybookUse(playbook_id=book, account_id=1, day=OCCASION.today))
    template = unit.add(Template(name="Bottlers", folded="bottlers", role="boss", day=OCCASION.today))
    entry = unit.add(TemplateEntry(template_id=template, kind="issue", text="stops", unit=""))
    unit.add(TemplateImpact(entry_id=entry, text="fewer of them", personal=False))


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_a_change_outside_an_act_is_refused_in_every_table(seller: Seller) -> None:
    before = dump(seller.store.path)
    assert all(before.values())
    with opened(seller.store.path) as outside:
        for table in journal.tables(outside):
            columns = outside.execute(f'PRAGMA table_info("{table}")').fetchall()
            copied = ", ".join(
                "id + 1000" if name == "id" else f"\"{name}\" || 'x'" if kind == "TEXT" else f'"{name}"'
                for _, name, kind, *_ in columns
            )
            for change in (
                f'INSERT INTO "{table}" SELECT {copied} FROM "{table}"',
                f'UPDATE "{table}" SET act_id = act_id',
                f'DELETE FROM "{table}"',
            ):
                with pytest.raises(sqlite3.IntegrityError, match="a change outside an act"):
                    outside.execute(change)
    assert dump(seller.store.path) == before


def test_a_replaced_row_is_seen_as_well(seller: Seller) -> None:
    with opened(seller.store.path) as outside, pytest.raises(sqlite3.IntegrityError, match="outside an act"):
        outside.execute("INSERT OR REPLACE INTO setting (id, act_id, name, value) VALUES (1, 0, 'share', '40%')")


def test_a_change_of_ours_outside_an_act_is_a_fault_of_the_program_and_no_trouble_of_the_store(seller: Seller) -> None:
    with pytest.raises(IntegrityError, match="a change outside an act"):
        seller.store._change(lambda connection: connection.exec_driver_sql("DELETE FROM step"))
    assert dump(seller.store.path)["step"]


def test_an_act_is_recorded_with_its_moment_day_person_and_words(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    here = timezone(timedelta(hours=-7))
    occasion = Occasion(datetime(2026, 6, 14, 23, 30, tzinfo=here), date(2026, 6, 14), "sam 'the' man", 'vl log "x"')
    edit_account(seller.store, occasion, "mega", {"note": "x"})
    assert asked(seller.store.path, "SELECT at, today, who, what, state FROM act ORDER BY id DESC LIMIT 1") == [
        ("2026-06-15T06:30:00Z", "2026-06-14", "sam 'the' man", 'vl log "x"', "done")
    ]


def test_the_journal_holds_each_row_before_and_after(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    edit_account(seller.store, seller.occasion(), "mega", {"size": "250"})
    ((table, row, before, after),) = asked(
        seller.store.path, "SELECT of_table, row_id, before, after FROM change WHERE before IS NOT NULL"
    )
    assert (table, row) == ("account", 1)
    was, became = json.loads(str(before)), json.loads(str(after))
    assert was == became | {"size": None}
    assert (became["name"], became["size"]) == ("Mega", 250)
    ((there,),) = asked(seller.store.path, "SELECT size FROM account")
    assert there == 250


def test_an_act_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = asked(seller.store.path, "SELECT * FROM act"), asked(seller.store.path, "SELECT * FROM change")
    assert edit_account(seller.store, seller.occasion(), "mega", {"currency": "eur"})[1] == []
    seller.store.write(seller.occasion(), lambda unit: find.account(unit, "mega"))
    assert (asked(seller.store.path, "SELECT * FROM act"), asked(seller.store.path, "SELECT * FROM change")) == before


def test_an_act_that_changes_nothing_leaves_what_was_undone_to_be_redone(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log()
    after = dump(seller.store.path)
    seller.undo()
    edit_account(seller.store, seller.occasion(), "mega", {"currency": "eur"})
    assert seller.redo().more == 0
    assert dump(seller.store.path) == after


def test_acts_are_taken_back_from_the_last_and_done_again_from_the_first(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    states = [{}, *(dump_after(seller, name) for name in ("A", "B", "C"))]
    for left, name in ((2, "C"), (1, "B"), (0, "A")):
        undone = seller.undo()
        assert (undone.what, undone.more) == (f"vl account add {name}", left)
        if left:
            assert dump(seller.store.path) == states[left]
    assert not any(dump(seller.store.path).values())
    for left, name in ((2, "A"), (1, "B"), (0, "C")):
        redone = seller.redo()
        assert (redone.what, redone.more) == (f"vl account add {name}", left)
        assert dump(seller.store.path) == states[3 - left]


def dump_after(seller: Seller, name: str) -> object:
    seller.account(name)
    return dump(seller.store.path)


def test_there_is_an_end_to_undo_and_to_redo(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    with pytest.raises(Refused, match="nothing to undo"):
        seller.undo()
    seller.account("Mega")
    with pytest.raises(Refused, match="nothing to redo"):
        seller.redo()
    seller.undo()
    with pytest.raises(Refused, match="nothing to undo"):
        seller.undo()


def test_a_new_act_ends_what_could_be_redone_and_the_trail_keeps_it(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    for name in ("A", "B"):
        seller.account(name)
    seller.undo()
    seller.undo()
    seller.account("C")
    with pytest.raises(Refused, match="nothing to redo"):
        seller.redo()
    assert asked(seller.store.path, "SELECT what, state FROM act ORDER BY id") == [
        ("vl account add A", "dropped"),
        ("vl account add B", "dropped"),
        ("vl account add C", "done"),
    ]
    assert asked(seller.store.path, "SELECT name FROM account") == [("C",)]


def test_an_undo_lays_the_pen_down_and_records_nothing_of_itself(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log()
    changes = asked(seller.store.path, "SELECT * FROM change")
    seller.undo()
    seller.redo()
    assert asked(seller.store.path, "SELECT * FROM change") == changes
    assert asked(seller.store.path, "SELECT act_id FROM pen") == [(None,)]
    with opened(seller.store.path) as outside, pytest.raises(sqlite3.IntegrityError, match="outside an act"):
        outside.execute("DELETE FROM touch")


def test_an_act_on_a_table_that_is_gone_cannot_be_taken_back_and_nothing_is_changed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("share", "30%")
    with opened(seller.store.path) as later:
        later.execute("ALTER TABLE setting RENAME TO preference")
    before = seller.store.path.read_bytes()
    with pytest.raises(Refused, match="'setting', which this store no longer has"):
        seller.undo()
    assert seller.store.path.read_bytes() == before


HOSTILE = [
    "two\nlines\r\nand\ttabs",
    "she said \"no\" and 'yes'",
    'back\\slash \\n \\" \\u0041 \\\\',
    "bell \x07, escape \x1b]52;c;x\x07, delete \x7f, C1 \x9b",
    "🙂 👩‍🏭 é e\u0301 \u202e right to left \ufeff",
    "'; DROP TABLE account; --",
    '{"json": [1, null]}',
    "%s ? :name {0} $1 `x`",
    "a\0b",
    "null",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_survives_undo_and_redo_to_the_letter(text: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    edit_account(seller.store, seller.occasion(), "mega", {"note": text})
    before = dump(seller.store.path)
    edit_account(seller.store, seller.occasion(), "mega", {"note": "other"})
    seller.undo()
    assert dump(seller.store.path) == before
    seller.undo()
    seller.redo()
    assert dump(seller.store.path) == before
    assert show_account(seller.store, "mega").account.note == text.strip()


@cache
def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(connection)
    return connection


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE)


@given(ANY_TEXT, ANY_TEXT, st.integers(-(2**63), 2**63 - 1))
def test_any_text_and_any_number_survive_undo_and_redo(was: str, shall_be: str, size: int) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    empty().backup(connection)

    def act(statement: str, *values: object) -> list[tuple[object, ...]]:
        number = journal.begin(connection, OCCASION)
        connection.execute(statement, values)
        assert journal.end(connection, number)
        return rows()

    def rows() -> list[tuple[object, ...]]:
        return connection.execute("SELECT * FROM account").fetchall()

    columns = "act_id, name, folded, currency, industry, size, region, owner, exposed_by, note"
    made = act(f"INSERT INTO account ({columns}) VALUES (1, 'a', 'a', 'EUR', ?, ?, '', '', '', '')", was, size)
    changed = act("UPDATE account SET industry = ?, size = NULL, exposure = ?", shall_be, was)
    gone = act("DELETE FROM account")
    for state in (changed, made, []):
        journal.undo(connection)
        assert rows() == state
    for state in (made, changed, gone):
        journal.redo(connection)
        assert rows() == state
    connection.close()


def test_statements_on_many_rows_at_once_are_seen_row_by_row(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    seller.store.write(
        seller.occasion(),
        lambda unit: unit.session.connection().exec_driver_sql("UPDATE contact SET note = 'x' || id") and None,
    )
    assert [row[-1] for row in dump(seller.store.path)["contact"]] == ["x1", "x2"]
    seller.undo()
    assert dump(seller.store.path) == before


def test_a_row_that_one_act_changes_again_and_again_is_undone_in_reverse(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)

    def act(unit: Unit) -> None:
        for statement in (
            "UPDATE contact SET note = 'once' WHERE id = 1",
            "INSERT INTO setting (id, act_id, name, value) VALUES (7, 0, 'share', '30%')",
            "UPDATE contact SET note = 'twice' WHERE id = 1",
            "UPDATE setting SET value = '40%'",
            "DELETE FROM setting",
            "INSERT OR REPLACE INTO setting (id, act_id, name, value) VALUES (7, 0, 'share', '50%')",
        ):
            unit.session.connection().exec_driver_sql(statement)

    seller.store.write(seller.occasion(), act)
    after = dump(seller.store.path)
    assert after != before
    for _ in range(2):
        seller.undo()
        assert dump(seller.store.path) == before
        seller.redo()
        assert dump(seller.store.path) == after


def test_the_counts_are_of_acts_that_can_be_taken_back_and_done_again(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    for name in ("A", "B", "C"):
        seller.account(name)
    seller.undo()
    with opened(seller.store.path) as connection:
        assert journal.counts(connection) == (2, 1)
