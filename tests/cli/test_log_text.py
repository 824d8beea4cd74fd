"""What was said: as an argument, on standard input, or written in an editor."""

import io
import os
import pty
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer.main

from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]


COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture(autouse=True)
def _acme(_quick: None, vl: Vl) -> None:
    assert vl("account", "add", "Acme")[0] == 0


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Standard input is a terminal, on which nobody types."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield
    os.close(ours)


def editor(folder: Path, script: str) -> str:
    """A program that stands for the seller's editor."""
    file = folder / "my editor.py"
    file.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return f"'{file}' --wait"


def touches(vl: Vl) -> str:
    return vl("history", "acme")[1]


def test_a_dash_reads_standard_input(vl: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("they called\nand called again\n"))
    code, out, complaint = vl("log", "acme", "-", "--call")
    assert (code, complaint) == (0, "")
    assert out.startswith("Saved as #1: call at Acme")
    assert "#1 call: they called and called again" in touches(vl)


@pytest.mark.parametrize("said", ["", "  \n\n", "a\0b", "x" * 100_001])
def test_standard_input_with_nothing_fit_to_keep_saves_nothing(
    said: str, vl: Vl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    code, out, complaint = vl("log", "acme", "-")
    assert (code, out) == (2, "")
    assert complaint.startswith("Error: text '")
    assert len(complaint) < 300
    assert "Nothing has happened yet" in touches(vl)


def test_no_text_and_no_terminal_is_wrong_usage(vl: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("not asked for"))
    code, out, complaint = vl("log", "acme")
    assert (code, out) == (2, "")
    assert "what was said?" in complaint


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize("variable", ["EDITOR", "VISUAL"])
def test_without_text_the_editor_opens(variable: str, vl: Vl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = 'file.write_text("they called\\n" + file.read_text() + "and called again\\n")'
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv(variable, editor(tmp_path, script))
    code, _, complaint = vl("log", "acme")
    assert (code, complaint) == (0, "")
    said = touches(vl)
    assert "they called and called again" in said
    assert "What was said?" not in said


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("sys.exit(3)", "ended with an error"),
        ("file.write_text('half of it'); sys.exit(1)", "ended with an error"),
        ("pass", "it says nothing"),
        ("file.write_text('')", "it says nothing"),
        ("file.write_text('# only what was there')", "it says nothing"),
    ],
)
def test_an_editor_that_fails_or_leaves_nothing_saves_nothing(
    script: str, words: str, vl: Vl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, script))
    before = (tmp_path / "deals.db").read_bytes()
    code, out, complaint = vl("log", "acme")
    assert code in (1, 2)
    assert out == ""
    assert complaint.startswith("Error: ")
    assert words in complaint
    assert (tmp_path / "deals.db").read_bytes() == before


@pytest.mark.usefixtures("at_terminal")
def test_an_editor_that_is_not_there_is_said(vl: Vl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITOR", str(tmp_path / "no-such-editor"))
    code, out, complaint = vl("log", "acme")
    assert code in (1, 2)
    assert out == ""
    assert "no-such-editor' cannot be started: set $EDITOR, or give TEXT" in complaint


@pytest.mark.usefixtures("at_terminal")
def test_bytes_that_are_no_text_are_marked(vl: Vl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "file.write_bytes(b'caf\\xe9')"))
    assert vl("log", "acme")[0] == 0
    assert "caf\N{REPLACEMENT CHARACTER}" in touches(vl)
