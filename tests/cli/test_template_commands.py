"""`vl template` as it is typed: answers, files, errors, ways out."""

import io
import json
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.main

from demo_store import built
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)
MINE = 'name = "mine"\nrole = "planner"\n[[entries]]\nkind = "issue"\ntext = "rush orders"\nimpacts = ["room"]\n'


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def demo(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a copy of the demo's store, on its day."""
    store = tmp_path / "demo.db"
    shutil.copy(built(), store)
    return lambda *typed: vl("--db", str(store), "--today", "2026-06-15", *typed)


def data(demo: Vl, *typed: str) -> list[dict[str, object]]:
    code, said, complaint = demo(*typed, "--json")
    assert (code, complaint) == (0, "")
    found = json.loads(said)
    return found if isinstance(found, list) else [found]


def test_from_saving_to_undoing(demo: Vl) -> None:
    assert [each["origin"] for each in data(demo, "template", "list")] == ["shipped"] * 6
    code, said, _ = demo("template", "save", "Line stops", "--from", "northgate", "--for", "production")
    assert (code, said.split(" saved from ")[0]) == (0, "Template Line stops")
    before = demo("map", "harrow", "--json")[1]
    code, said, _ = demo("template", "apply", "harrow", "stops", "--for", "production")
    assert (code, said.split(":")[0]) == (0, "Template Line stops laid on the production manager at Harrow Dairy")
    page = json.loads(demo("map", "harrow", "--for", "production", "--json")[1])
    (shown,) = data(demo, "template", "show", "stops")
    assert [each["text"] for each in page["maps"][0]["entries"]] == [each["text"] for each in shown["entries"]]  # type: ignore[attr-defined]
    assert {each["rung"] for each in page["maps"][0]["entries"]} == {"guess"}
    assert "nothing was added" in demo("template", "apply", "harrow", "stops", "--for", "production")[1]
    assert demo("undo")[1].startswith("Undone: vl template apply harrow stops --for production")
    assert demo("map", "harrow", "--json")[1] == before


def test_the_pages_say_what_their_data_say(demo: Vl) -> None:
    said = demo("template", "list")[1]
    assert all(str(each["name"]) in said for each in data(demo, "template", "list"))
    code, said, complaint = demo("template", "show", "controller")
    assert (code, complaint) == (0, "")
    assert said.startswith("Template plant controller\n")
    (page,) = data(demo, "template", "show", "controller")
    assert all(each["text"] in said for each in page["entries"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["engineering", "maintenance", "controller", "plant manager", "production", "quality"])
def test_each_that_ships_is_laid_on_somebody_whole(name: str, demo: Vl) -> None:
    (page,) = data(demo, "template", "show", name)
    assert demo("template", "apply", "calder", name, "--for", "production")[0] == 0
    (made,) = json.loads(demo("map", "calder", "--for", "production", "--json")[1])["maps"]
    assert len(made["entries"]) == len(page["entries"])  # type: ignore[arg-type]
    assert made["gaps"] == []


def test_a_file_is_written_edited_and_laid_on_somebody(demo: Vl, tmp_path: Path) -> None:
    code, said, complaint = demo("template", "show", "quality", "--toml")
    assert (code, complaint) == (0, "")
    assert said == demo("template", "show", "quality", "--format", "toml")[1]
    file = tmp_path / "mine.TOML"
    file.write_text(said.replace("no bad pack leaves the plant", "no bad pack, ever"), encoding="utf-8-sig")
    code, said, _ = demo("template", "apply", "calder", str(file), "--for", "production")
    assert code == 0
    assert "no bad pack, ever" in demo("map", "calder")[1]


def test_a_file_is_shown_as_one_that_is_saved(demo: Vl, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "mine.toml").write_text(MINE)
    (tmp_path / "sub" / "mine").write_text(MINE)
    for file in ("mine.toml", "sub/mine", str(tmp_path / "sub" / "mine")):
        (page,) = data(demo, "template", "show", file)
        assert (page["template"]["name"], page["template"]["origin"]) == ("mine", "file")  # type: ignore[index]
        assert [each["text"] for each in page["entries"]] == ["rush orders"]  # type: ignore[attr-defined]
    assert demo("template", "show", "mine.toml")[1].startswith("Template mine\n\nRole: planner; file.")
    assert "vl template" not in demo("template", "show", "mine.toml")[1], "no command finds it by its name"
    (tmp_path / "again.toml").write_text(demo("template", "show", "mine.toml", "--toml")[1])
    assert data(demo, "template", "show", "again.toml") == data(demo, "template", "show", "mine.toml")


def test_what_is_piped_in_is_a_file(demo: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(MINE.encode())))
    assert demo("template", "apply", "calder", "-", "--for", "production")[1].startswith("Template mine laid on ")


def test_the_command_to_ask_first_is_one_of_ours(demo: Vl) -> None:
    said = demo("template", "apply", "calder", "production", "--for", "production")[1]
    (line,) = (each.strip() for each in said.splitlines() if each.startswith("  $ "))
    assert demo(*shlex.split(line)[2:])[0] == 0


def test_hostile_text_is_kept_as_text(demo: Vl, tmp_path: Path) -> None:
    text = "[red]\\u001b[31m=HYPERLINK(1)\\u202e"
    (tmp_path / "t.toml").write_text(MINE.replace("rush orders", text).replace('"room"', f'"{text}"'))
    code, said, _ = demo("template", "apply", "calder", "t.toml", "--for", "production")
    assert code == 0
    assert "[red]\\x1b[31m=HYPERLINK(1)\\u202e" in said
    assert demo("template", "save", "x", "--from", "calder", "--for", "production")[0] == 0
    written = demo("template", "show", "x", "--toml")[1]
    assert "\x1b" not in written + said
    assert "\u202e" not in written + said


APPLY = ["template", "apply", "calder"]


@pytest.mark.parametrize(
    ("typed", "code", "complaint"),
    [
        (["template", "show", "x$"], 3, "no template 'x$'.\nTry: vl template list shows them"),
        (["template", "show", "plant"], 3, "may be any of: plant controller, plant manager"),
        ([*APPLY, "qualty", "--for", "production"], 3, "did you mean quality manager?\nTry: vl template list"),
        ([*APPLY, "quality", "--for", "buyer"], 3, "no contact 'buyer' at Calder Snacks"),
        ([*APPLY, "quality"], 2, "vl template apply --help explains it"),
        ([*APPLY, "none.toml", "--for", "production"], 3, "no template file 'none.toml'.\nTry: see docs/template-file"),
        ([*APPLY, "folder.toml", "--for", "production"], 1, "folder.toml cannot be read: "),
        ([*APPLY, "/", "--for", "production"], 1, "/ cannot be read: Is a directory"),
        ([*APPLY, "no/such", "--for", "production"], 3, "no template file 'no/such'.\nTry: see docs/template-file"),
        (["template", "show", "none.toml"], 3, "no template file 'none.toml'.\nTry: see docs/template-file"),
        (["template", "show", "wrong.toml"], 2, "template file 'wrong.toml' cannot be used: line 7: "),
        ([*APPLY, "wrong.toml", "--for", "production"], 2, "template file 'wrong.toml' cannot be used: line 7: "),
        ([*APPLY, "latin.toml", "--for", "production"], 2, "it is no UTF-8 text"),
        ([*APPLY, "large.toml", "--for", "production"], 2, "it is larger than 2 MB: that is no map"),
        ([*APPLY, f"{'a' * 300}.toml", "--for", "production"], 1, "cannot be read: File name too long"),
        (["template", "save", "x", "--from", "northgate", "--for", "maintenance"], 1, "has no map yet"),
        (["template", "save", "x", "--from", "northgate"], 2, "vl template save --help explains it"),
        (["template", "save", "x.toml", "--from", "northgate", "--for", "plant"], 2, "give it a name without .toml"),
    ],
)
def test_what_cannot_be_done_says_what_can_and_changes_nothing(
    typed: list[str], code: int, complaint: str, demo: Vl, tmp_path: Path
) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "wrong.toml").write_text(f"{MINE}imapcts = []\n")
    (tmp_path / "latin.toml").write_bytes(MINE.replace("room", "Räume").encode("latin-1"))
    (tmp_path / "large.toml").write_text(MINE + "#" * 2_000_000)
    before = demo("account", "show", "calder", "--json")[1], demo("map", "calder", "--json")[1]
    got, said, wrong = demo(*typed)
    assert (got, said) == (code, "")
    assert complaint in wrong
    assert (demo("account", "show", "calder", "--json")[1], demo("map", "calder", "--json")[1]) == before
