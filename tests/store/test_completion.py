"""Names for shell completion: what a typed beginning may mean, and silence where anything is wrong."""

import sqlite3
from pathlib import Path

import pytest

from builders import at_mega, newcomer, opened
from valueloop.store.names import names


def test_a_beginning_of_any_word_of_a_name_completes_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name in ("Nordwind", "Émile Foods", "Zeta"):
        seller.account(name)
    assert names(seller.store.path, "account", "") == ["Émile Foods", "Mega", "Nordwind", "Zeta"]
    assert names(seller.store.path, "account", "NORD") == ["Nordwind"]
    assert names(seller.store.path, "account", "foo") == ["Émile Foods"]
    assert names(seller.store.path, "account", "emi") == ["Émile Foods"]
    assert names(seller.store.path, "account", "wind") == []
    assert names(seller.store.path, "product", "kit") == ["Panel kit"]


def test_people_and_needs_are_completed_at_the_account_named(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    seller.account("Nordwind")
    there = seller.elsewhere("nordwind")
    there.contact("plant engineer")
    there.guess("less waste")
    assert names(seller.store.path, "contact", "pl", "nord") == ["plant engineer"]
    assert names(seller.store.path, "contact", "pl", "mega") == ["plant manager"]
    assert names(seller.store.path, "need", "", "NORDWIND") == ["less waste"]
    assert names(seller.store.path, "contact", "", "nobody") == []
    assert names(seller.store.path, "contact", "plant") == []  # of nobody in particular


def test_completion_is_silent_where_there_is_no_store_and_makes_none(tmp_path: Path) -> None:
    assert names(newcomer(tmp_path).store.path, "account", "") == []
    assert list(tmp_path.iterdir()) == []


def test_completion_neither_migrates_nor_complains_of_an_older_store(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with opened(seller.store.path) as connection:
        connection.execute("PRAGMA user_version = 0")
    before = seller.store.path.read_bytes()
    assert names(seller.store.path, "account", "") == []
    assert seller.store.path.read_bytes() == before


def test_completion_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before, when = seller.store.path.read_bytes(), seller.store.path.stat().st_mtime_ns
    assert names(seller.store.path, "account", "m") == ["Mega"]
    assert seller.store.path.read_bytes() == before
    assert seller.store.path.stat().st_mtime_ns == when


def test_completion_is_silent_while_another_holds_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller, connect = at_mega(tmp_path), sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *where, **how: connect(*where, **how | {"timeout": 0}))
    with opened(seller.store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert names(seller.store.path, "account", "") == []
    assert names(seller.store.path, "account", "") == ["Mega"]
