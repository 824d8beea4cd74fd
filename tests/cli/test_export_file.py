"""Exports to a file: whole or not at all, and never over another without a yes."""

import json
import os
import pty
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from valueloop.cli import output
from valueloop.cli.app import app
from valueloop.errors import Refused

Vl = Callable[..., tuple[int, str, str]]


COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture(autouse=True)
def _acme(_quick: None, vl: Vl) -> None:
    assert vl("account", "add", "Acme")[0] == 0


def test_what_is_written_is_what_is_printed(vl: Vl, tmp_path: Path) -> None:
    for at, options in enumerate(([], ["--customer"], ["--json"], ["--format", "json"])):
        printed = vl("export", "acme", *options)[1]
        file = tmp_path / f"page {at}.md"
        assert vl("export", "acme", "--to", str(file), *options)[:2] == (0, "")
        assert file.read_text("utf-8") == printed
    assert json.loads(printed)["account"]["name"] == "Acme"
    assert vl("export", "acme", "--to", "-")[1] == vl("export", "acme")[1]


def test_a_file_that_is_there_is_kept_without_a_yes(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("mine")
    code, out, complaint = vl("export", "acme", "--to", str(file))
    assert (code, out) == (1, "")
    assert complaint == f"Error: {file} is there already: --yes writes over it.\n"
    assert file.read_text() == "mine"
    assert vl("export", "acme", "--to", str(file), "--yes")[0] == 0
    assert file.read_text("utf-8").startswith("# Deal summary: Acme\n")


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_on_a_terminal_it_is_asked(
    typed: str, code: int, vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.md"
    file.write_text("mine")
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    with os.fdopen(theirs, "r", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        got, out, aside = vl("export", "acme", "--to", str(file))
    os.close(ours)
    assert (got, out.strip()) == (code, "")
    assert "is there already. Write over it?" in aside
    assert (file.read_text("utf-8") == "mine") is (code == 1)
    assert ("stopped, nothing was changed" in aside) is (code == 1)


def test_a_place_that_cannot_be_written_is_said(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "page.md"
    code, out, complaint = vl("export", "acme", "--to", str(file))
    assert (code, out) == (1, "")
    assert complaint == f"Error: {file} cannot be written: No such file or directory.\n"
    assert not file.parent.exists()
    folder = tmp_path / "folder"
    folder.mkdir()
    code, out, complaint = vl("export", "acme", "--to", str(folder), "--yes")
    assert (code, out) == (1, "")
    assert complaint.startswith(f"Error: {folder} ")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("fails", ["write_bytes", "replace"])
def test_what_breaks_off_leaves_the_old_file(fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.md"
    file.write_text("mine")
    before = sorted(tmp_path.iterdir())

    def full(self: Path, *_: object, **__: object) -> None:
        if fails == "write_bytes":
            self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, fails, full)
    with pytest.raises(Refused, match=r"page\.md cannot be written: No space left on device"):
        output.write(file, "theirs", yes=True)
    monkeypatch.undo()
    assert file.read_text() == "mine"
    assert sorted(tmp_path.iterdir()) == before, "half a file lies about"


def test_what_cannot_be_found_makes_no_file(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    assert vl("export", "nobody", "--to", str(file))[0] == 3
    assert vl("export", "acme", "--customer", "--format", "toml", "--to", str(file))[0] == 2
    assert not file.exists()
