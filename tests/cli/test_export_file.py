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


def test_a_store_is_never_written_over(vl: Vl, tmp_path: Path) -> None:
    store = tmp_path / "deals.db"
    before = store.read_bytes()
    code, out, complaint = vl("export", "acme", "--format", "html", "--to", str(store), "--yes")
    assert (code, out, complaint) == (1, "", f"Error: {store} is a store: it is never written over.\n")
    assert store.read_bytes() == before


def test_what_is_no_ordinary_file_is_left_alone(vl: Vl, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.html"
    os.mkfifo(pipe)
    code, _, complaint = vl("export", "acme", "--to", str(pipe), "--yes")
    assert code == 1
    assert "is no ordinary file" in complaint
    assert pipe.is_fifo()


def test_a_link_is_followed_and_a_file_keeps_who_may_read_it(vl: Vl, tmp_path: Path) -> None:
    file, link = tmp_path / "page.md", tmp_path / "link.md"
    file.write_text("mine")
    file.chmod(0o600)
    link.symlink_to(file)
    assert vl("export", "acme", "--to", str(link), "--yes")[0] == 0
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("# Deal summary")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_may_not_be_written_is_left_alone(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.md"
    file.write_text("mine")
    monkeypatch.setattr(os, "access", lambda *_: False)
    code, _, complaint = vl("export", "acme", "--to", str(file), "--yes")
    assert (code, complaint) == (1, f"Error: {file} may not be written over.\n")
    assert file.read_text() == "mine"


def test_a_circle_of_links_leads_nowhere(vl: Vl, tmp_path: Path) -> None:
    link = tmp_path / "round.md"
    link.symlink_to(link)
    code, _, complaint = vl("export", "acme", "--to", str(link), "--yes")
    assert code == 1
    assert "cannot be written" in complaint


def test_an_ending_that_is_no_format_is_refused_and_none_is_markdown(vl: Vl, tmp_path: Path) -> None:
    assert vl("export", "acme", "--to", str(tmp_path / "page.pdf"))[0] == 2
    assert vl("export", "acme", "--to", str(tmp_path / "page"))[0] == 0
    assert (tmp_path / "page").read_text("utf-8").startswith("# Deal summary")
