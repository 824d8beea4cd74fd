"""Closed streams, other encodings, absurd numbers and paths: a sentence, never a traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

VL = str(Path(sys.executable).with_name("vl"))
Vl = Callable[..., tuple[int, str, str]]


@pytest.fixture
def acme(vl: Vl) -> Vl:
    for line in (["account", "add", "Acme"], ["contact", "add", "acme", "boss"], ["product", "add", "Kit"]):
        assert vl(*line)[0] == 0
    assert vl("guess", "acme", "fewer stops", "--save", "80k..140k", "--for", "boss")[0] == 0
    return vl


def shell(command: str, db: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    import os

    return subprocess.run(
        ["bash", "-c", command.replace("vl ", f"{VL} --db {db} ")],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_terminal_that_knows_only_ascii_gets_what_it_can_show(acme: Vl, tmp_path: Path) -> None:
    assert acme("value", "acme")[0] == 0
    done = shell("vl value acme; vl history acme", tmp_path / "deals.db", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("ascii")
    assert "EUR 80,000 to EUR 140,000" in said
    assert "####......" in said


def test_data_are_utf_8_whatever_the_terminal_speaks(acme: Vl, tmp_path: Path) -> None:
    assert acme("account", "add", "Zürich Café")[0] == 0
    done = shell("vl export zurich", tmp_path / "deals.db", PYTHONIOENCODING="latin-1")
    assert "Zürich Café" in done.stdout.decode("utf-8")


def test_what_is_not_utf_8_on_standard_input_is_refused(acme: Vl, tmp_path: Path) -> None:
    done = shell("printf 'a\\xff' | vl log acme -", tmp_path / "deals.db")
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: ")
    assert b"UTF-8" in done.stderr
    assert acme("history", "acme", "--json")[1].count('"kind": "touch"') == 0


@pytest.mark.parametrize(
    "command", ["vl log acme - <&-", "vl log acme <&-", "vl value acme >&-", "vl value acme 2>&- >&-"]
)
def test_a_closed_stream_is_no_traceback(acme: Vl, tmp_path: Path, command: str) -> None:
    assert acme("value", "acme")[0] == 0
    done = shell(command, tmp_path / "deals.db")
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_a_reader_who_has_seen_enough_is_no_failure(acme: Vl, tmp_path: Path) -> None:
    assert acme("value", "acme")[0] == 0
    done = shell("vl export acme --json | true; exit ${PIPESTATUS[0]}", tmp_path / "deals.db")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["done", "9223372036854775808"], 2),
        (["respond", "99999999999999999999", "accepted"], 2),
        (["learn", "acme", "1" * 5000, "yes", "--via", "call"], 3),
        (["edit", "acme", "need:1", "touch=²"], 3),
        (["value", "x" * 60_000], 3),
        (["--db", "~nouser/x.db", "account", "list"], 4),
        (["export", "acme", "--to", "x" * 300], 1),
        (["export", "acme", "--to", "deals.db/x"], 1),
        (["export", "acme", "--to", "."], 1),
        (["demo", "x" * 300], 4),
        (["deal", "win", "acme", "--price", ""], 2),
        (["value", "acme", "--rate", ""], 2),
        (["log", "acme", "x", "--when", ""], 2),
    ],
)
def test_what_is_absurd_is_refused_in_a_sentence(
    acme: Vl, typed: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    left, out, complaint = acme(*typed)
    assert (left, out) == (code, "")
    assert complaint.startswith("Error: ")


def test_an_odd_width_is_passed_over(acme: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "²")
    assert acme("today")[0] == 0


@pytest.mark.parametrize("editor", ["'", "rm", "no-such-editor", "false"])
def test_an_editor_that_fails_saves_nothing(acme: Vl, editor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setenv("EDITOR", editor)
    code, _, complaint = acme("log", "acme")
    assert code == 2
    assert complaint.startswith("Error: the editor ")


def test_a_figure_beyond_all_money_is_refused_before_it_is_saved(acme: Vl) -> None:
    assert acme("line", "add", "acme", "huge", "--save", "--formula", "a*b*c")[0] == 0
    assert acme("input", "set", "acme", "a=900000000000000", "b=900000000000000")[0] == 0
    code, _, complaint = acme("input", "set", "acme", "c=900000000000000")
    assert code == 2
    assert "beyond 10^30" in complaint
    assert acme("value", "acme")[0] == 0


def test_undo_names_the_command_without_the_options_before_it(vl: Vl, tmp_path: Path) -> None:
    db = str(tmp_path / "log")
    assert vl("--db", db, "--today", "2026-06-15", "account", "add", "Log House")[0] == 0
    assert vl("--db", db, "log", "log", "hi")[0] == 0
    assert vl("--db", db, "undo")[1].startswith("Undone: vl log log hi\n")
    assert vl("--db", db, "undo")[1].startswith("Undone: vl account add 'Log House'\n")


def test_the_demo_is_undone_command_by_command(vl: Vl, tmp_path: Path) -> None:
    db = str(tmp_path / "demo.db")
    assert vl("--today", "2026-06-15", "demo", db)[0] == 0
    assert vl("--db", db, "undo")[1].startswith("Undone: vl mute tarn guide --because 'an hour by car, ")


def test_commands_to_copy_are_quoted(vl: Vl) -> None:
    name = 'O"Brien $(date)'
    _, added, _ = vl("account", "add", name)
    assert f"vl contact add '{name}' " in added
    assert f"vl guess '{name}' " in vl("next", "brien")[1]
    assert f"vl contact list '{name}' shows them" in vl("log", "brien", "x", "--call", "--with", "nobody")[2]


def test_our_own_deductions_are_not_what_the_customer_told_us(acme: Vl) -> None:
    assert acme("learn", "acme", "1", "yes", "--via", "sense", "--by", "boss")[0] == 0
    assert "What you told us" not in acme("export", "acme", "--customer")[1]
    assert acme("learn", "acme", "1", "yes", "--via", "call", "--by", "boss")[0] == 0
    assert "What you told us" in acme("export", "acme", "--customer")[1]


def test_a_map_still_shows_after_a_deal_is_won_and_its_people_renamed(acme: Vl) -> None:
    assert acme("accept", "acme", "1", "--by", "boss")[0] == 0
    assert acme("deal", "win", "acme", "--price", "45k")[0] == 0
    assert acme("contact", "edit", "acme", "boss", "--name", "Ms Adeyemi")[0] == 0
    code, out, _ = acme("map", "acme")
    assert code == 0
    assert "Ms Adeyemi · €110,000 accepted" in out
