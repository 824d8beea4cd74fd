"""The reports over the store as they are typed: each a page and JSON at any width, an empty store, a wrong owner."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

REPORTS = ("pipeline", "revenue", "loops", "discovery", "sources", "calibration")
Call = Callable[..., tuple[int, str, str]]


def of(store: Path) -> tuple[str, ...]:
    return "--db", str(store), "--today", "2026-06-15", "report"


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_has_something_to_say_of_the_demo(vl: Call, demo_store: Path, name: str) -> None:
    code, page, wrong = vl(*of(demo_store), name)
    assert (code, wrong) == (0, "")
    assert len(page.splitlines()) > 5, "an empty state has one sentence"


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_is_readable_at_80_columns(
    vl: Call, demo_store: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, page, _ = vl(*of(demo_store), name)
    assert all(len(each) <= 80 for each in page.splitlines())


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_is_data_too(vl: Call, demo_store: Path, name: str) -> None:
    code, data, _ = vl(*of(demo_store), name, "--json")
    assert code == 0
    assert isinstance(json.loads(data), dict)


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_store_says_what_to_type(vl: Call, tmp_path: Path, name: str) -> None:
    code, page, wrong = vl(*of(tmp_path / "none.db"), name)
    assert code == 0
    assert wrong.startswith("Note: there is no store at")
    assert "yet" in page or "vl offer" in page
    assert not (tmp_path / "none.db").exists()


def test_the_pipeline_of_one_owner(vl: Call, demo_store: Path) -> None:
    code, data, _ = vl(*of(demo_store), "pipeline", "--owner", "field", "--json")
    found = json.loads(data)
    assert (code, found["owner"]) == (0, "field sales")
    assert {each["owner"] for each in found["deals"]} == {"field sales"}


def test_an_owner_nobody_knows_is_an_error_with_the_near_one(vl: Call, demo_store: Path) -> None:
    code, page, wrong = vl(*of(demo_store), "pipeline", "--owner", "feild sales")
    assert (code, page) == (3, "")
    assert "no owner 'feild sales'; did you mean field sales?" in wrong


@pytest.mark.parametrize("name", ["revenue", "discovery"])
def test_all_shows_no_less(vl: Call, demo_store: Path, name: str) -> None:
    short, whole = (vl(*of(demo_store), name, *more)[1] for more in ((), ("--all",)))
    assert len(whole) >= len(short)
