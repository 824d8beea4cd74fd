"""`vl similar`, `vl guess --like` and `vl playbook` as they are typed: answers, errors, ways out."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from demo_store import built
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture
def demo(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a copy of the demo's store, on its day."""
    store = tmp_path / "demo.db"
    shutil.copy(built(), store)
    return lambda *typed: vl("--db", str(store), "--today", "2026-06-15", *typed)


def test_similar_accounts_as_a_page_and_as_data(demo: Vl) -> None:
    code, said, complaint = demo("similar", "harrow")
    assert (code, complaint) == (0, "")
    assert said.startswith("Accounts like Harrow Dairy\n")
    assert "Northgate Bottling: won at €52,000" in said
    assert "What this suggests at Harrow Dairy" in said
    found = json.loads(demo("similar", "harrow", "--json")[1])
    assert "Northgate Bottling" in [each["account"] for each in found["similar"]]
    assert all(f"{each['account']}: " in said for each in found["similar"])


def test_the_command_that_a_page_suggests_does_what_it_says(demo: Vl) -> None:
    before = json.loads(demo("similar", "harrow", "--json")[1])["suggestions"]
    typed = [line.strip()[5:] for line in demo("similar", "harrow")[1].splitlines() if line.startswith("  $ vl guess")]
    assert len(typed) == len(before) > 0
    for line, each in zip(typed, before, strict=True):
        code, said, _ = demo(*shlex.split(line))
        assert code == 0
        assert all(need["name"] in said for need in each["needs"])
    assert json.loads(demo("similar", "harrow", "--json")[1])["suggestions"] == []


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["guess", "harrow"], "write what they may value, or --like OTHER for another's"),
        (["guess", "harrow", "--save", "3k"], "write what they may value, or --like OTHER for another's"),
        (["guess", "harrow", "x", "--save", "?", "--need", "3"], "--need goes with --like OTHER"),
        (["guess", "harrow", "x", "--like", "northgate"], "only --need goes with it"),
        (["guess", "harrow", "--like", "northgate", "--chance", "40%"], "only --need goes with it"),
        (["guess", "harrow", "--like", "northgate", "--personal"], "only --need goes with it"),
        (["guess", "harrow", "--like", "northgate", "--weight", "2"], "only --need goes with it"),
        (["guess", "harrow", "--like", "northgate", "--via", "logic"], "only --need goes with it"),
    ],
)
def test_a_guess_is_typed_or_taken_over(typed: list[str], complaint: str, demo: Vl) -> None:
    code, said, wrong = demo(*typed)
    assert (code, said) == (2, "")
    assert complaint in wrong
    assert "Try: vl guess --help explains it." in wrong


@pytest.mark.parametrize(
    ("typed", "code", "way_out"),
    [
        (["similar", "nowhere"], 3, "vl account list shows them"),
        (["guess", "harrow", "--like", "nowhere"], 3, "vl account list shows them"),
        (["guess", "harrow", "--like", "northgate", "--need", "99"], 3, 'vl account show "Northgate Bottling"'),
        (["guess", "harrow", "--like", "harrow"], 1, ""),
        (["playbook", "show", "x$"], 3, "vl playbook list shows them; vl playbook save 'x$' --from ACCOUNT makes one"),
        (["playbook", "apply", "harrow", "x"], 3, "vl playbook list shows them"),
        (["playbook", "save", "x", "--from", "tarn"], 1, ""),
        (["playbook", "save", "x"], 2, "vl playbook save --help explains it"),
    ],
)
def test_what_cannot_be_done_says_what_can(typed: list[str], code: int, way_out: str, demo: Vl) -> None:
    got, said, wrong = demo(*typed)
    assert (got, said) == (code, "")
    assert way_out in wrong


def test_a_playbook_from_saving_to_its_uses(demo: Vl) -> None:
    assert demo("playbook", "list")[1].startswith("Playbooks\n\nNo playbook yet.")
    assert "saved from Northgate Bottling" in demo("playbook", "save", "Steady lines", "--from", "northgate")[1]
    code, said, _ = demo("playbook", "apply", "harrow", "steady")
    assert (code, said.splitlines()[0]) == (0, "Playbook Steady lines applied to Harrow Dairy.")
    assert demo("playbook", "apply", "harrow", "steady")[0] == 1
    assert demo("deal", "win", "harrow", "--price", "44k")[0] == 0
    (view,) = json.loads(demo("playbook", "list", "--json")[1])
    assert (view["used"], view["won"], view["lost"], view["open"]) == (1, 1, 0, 0)
    page = json.loads(demo("playbook", "show", "lines", "--json")[1])
    assert page["playbook"] == view
    assert page["uses"] == [
        {
            "account": "Harrow Dairy",
            "day": "2026-06-15",
            "state": "won",
            "price": {"amount": "44000.00", "currency": "EUR"},
        }
    ]
    assert "won at €44,000" in demo("playbook", "show", "lines")[1]


def test_undo_takes_back_all_that_was_taken_over(demo: Vl) -> None:
    before = demo("account", "show", "harrow", "--json")[1]
    assert demo("guess", "harrow", "--like", "northgate")[0] == 0
    assert demo("account", "show", "harrow", "--json")[1] != before
    assert demo("undo")[1].startswith("Undone: vl guess harrow --like northgate")
    assert demo("account", "show", "harrow", "--json")[1] == before
