"""What reaches the terminal or the pipe: width, colour, plain letters, a reader that goes away."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from rich.cells import cell_len

from demo_store import built
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMANDS = typer.main.get_command(app)  # made once, where each call would make it anew
CASE = Path(__file__).parents[2] / "examples" / "line-controller.toml"
PAGES = (
    "today", "next harrow", "account list", "account show northgate", "contact list northgate", "product list",
    "deal list --all", "history northgate", "value northgate", "share northgate", "map northgate",
    "map northgate --for production", "proposition northgate", "config list", f"calc {CASE}",
    "share northgate --rule outcome --instalments 3", "next", "next calder --moves", "next tarn",
    "why northgate 3", "why northgate 2", "report calibration", "report rates",
)  # fmt: skip
# Pages of so many columns that 80 places are too few for their longest words: those are folded, not cut.
CROWDED = ("deal list --all", "account list")
DRAWN = set("─━│├└▁▂▃▄▅▆▇ ")
# A step of a waterfall or a bar of a tornado takes what the width leaves it, and stays in one piece.
STRETCH = re.compile(r"[█·│]{8,}")
STRETCHED = ("value", "calc")
COURSE = re.compile(r"[▁▂▃▄▅▆▇█]{10,}")  # as wide as the page lets it be
BARS = set("█▒░·")  # from 120 columns on they are twice as long


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMANDS)


@pytest.fixture(scope="module", autouse=True)
def _the_demo() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", lambda _: COMMANDS)
        built()


@pytest.fixture
def page(vl: Vl) -> Callable[..., str]:
    def show(typed: str, *before: str) -> str:
        code, out, complaint = vl("--db", str(built()), "--today", "2026-06-15", *before, *typed.split())
        assert (code, complaint) == (0, "")
        return out

    return show


def letters(text: str, typed: str) -> Counter[str]:
    counted = STRETCH.sub("", text) if typed.startswith(STRETCHED) else COURSE.sub("", text)
    return Counter(each for each in counted if not each.isspace() and each not in DRAWN | BARS)


def bars(text: str, typed: str) -> int:
    """How many places the bars have together; a course's places are its own."""
    return sum(each in BARS for each in COURSE.sub("", text)) if not typed.startswith((*STRETCHED, "history")) else 0


@pytest.mark.parametrize("typed", PAGES)
def test_through_a_pipe_nothing_is_wrapped_or_cut(typed: str, page: Callable[..., str]) -> None:
    out = page(typed)
    assert out.endswith("\n")
    assert "\x1b" not in out
    assert "…" not in out.replace('"…"', "").replace("… with our price", "")
    for line in out.splitlines():
        assert line == line.rstrip()


def test_a_long_row_stands_on_one_line_through_a_pipe(vl: Vl) -> None:
    words = " ".join(f"word{number}" for number in range(1500))
    vl("account", "add", "Acme")
    vl("log", "acme", words)
    out = vl("history", "acme")[1]
    assert words in out
    assert len([line for line in out.splitlines() if "word" in line]) == 1


@pytest.mark.parametrize("width", [40, 80, 100, 140])
@pytest.mark.parametrize("typed", PAGES)
def test_no_line_is_wider_than_asked_and_nothing_is_cut(
    typed: str, width: int, page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page(typed)
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = page(typed)
    assert max(map(cell_len, narrow.splitlines())) <= width
    assert letters(narrow, typed) == letters(whole, typed)
    assert bars(narrow, typed) == bars(whole, typed) or width in (40, 140)  # longer, or told apart no more
    if typed.startswith(STRETCHED):
        assert len(STRETCH.findall(narrow)) == len(STRETCH.findall(whole))
    if width == 140 or (width >= 80 and typed not in CROWDED):
        broken = {word for word in whole.split() if not set(word) <= DRAWN | BARS} - set(narrow.split())
        assert not broken


@pytest.mark.parametrize("asked", ["", "0", "wide", "-5", "1.5"])
def test_a_width_that_is_none_is_passed_over(
    asked: str, page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page("value northgate")
    monkeypatch.setenv("COLUMNS", asked)
    assert page("value northgate") == whole


def test_colour_only_where_it_is_asked_for(page: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    plain = page("value northgate")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = page("value northgate")
    assert "\x1b[32m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()
    assert "\x1b" not in page("value northgate", "--no-color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in page("value northgate")


ENVIRONMENT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "LC_ALL", "LANG", "PYTHONUTF8")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def environment(**more: str) -> dict[str, str]:
    quiet = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
    return quiet | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "VALUELOOP_DB": str(built())} | more


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "valueloop", "--today", "2026-06-15", *arguments]


def on_terminal(width: int, *arguments: str, **more: str) -> tuple[int, str]:
    """What a terminal of that width is sent."""
    ours, theirs = pty.openpty()
    subprocess.run(["stty", "cols", str(width), "rows", "50"], stdin=theirs, check=True)
    with subprocess.Popen(
        program(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**more)
    ) as running:
        os.close(theirs)
        sent, until = b"", time.monotonic() + 60
        while time.monotonic() < until:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    more_of_it = os.read(ours, 65536)
                except OSError:
                    break
                if not more_of_it:
                    break
                sent += more_of_it
        code = running.wait(timeout=10)
    os.close(ours)
    return code, sent.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("width", [80, 140])
def test_on_a_terminal_lines_fit_and_are_coloured(width: int, page: Callable[..., str]) -> None:
    code, sent = on_terminal(width, "history", "northgate")
    assert code == 0
    assert "\x1b[1m" in sent
    shown = ANSI.sub("", sent)
    assert "\x1b" not in shown
    assert max(map(cell_len, shown.splitlines())) <= width
    assert letters(shown, "") == letters(page("history northgate"), "")


@pytest.mark.parametrize("typed", ["value northgate", "share northgate", f"calc {CASE}"])
def test_a_page_of_value_on_a_terminal_is_coloured_fits_and_may_be_plain(typed: str, page: Callable[..., str]) -> None:
    code, sent = on_terminal(100, *typed.split())
    assert code == 0
    for colour in ("\x1b[32m", "\x1b[36m", "\x1b[1m"):
        assert colour in sent
    shown = ANSI.sub("", sent)
    assert max(map(cell_len, shown.splitlines())) <= 100
    assert letters(shown, typed) == letters(page(typed), typed)
    code, plain = on_terminal(100, *typed.split(), NO_COLOR="1")
    assert code == 0
    assert "\x1b" not in plain
    assert plain.split() == shown.split()


def test_on_a_terminal_colour_may_be_forbidden() -> None:
    code, sent = on_terminal(100, "history", "northgate", NO_COLOR="1")
    assert code == 0
    assert "\x1b" not in sent
    assert "Loop history of Northgate Bottling" in sent


def test_on_a_terminal_an_error_is_one_sentence() -> None:
    code, sent = on_terminal(200, "value", "norhtgate")
    assert code == 3
    assert sent.startswith("Error: no account 'norhtgate'; did you mean Northgate Bottling?\n")


def test_what_plain_letters_can_say_is_said() -> None:
    ran = subprocess.run(
        program("next", "harrow"),
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Get an answer to offer 5, Line controller." in ran.stdout


def test_complaints_fit_a_stream_of_plain_letters() -> None:
    ran = subprocess.run(
        program("value", "Müller"),
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.startswith(b"Error: no account 'M\\xfcller'")
    assert b"Traceback" not in ran.stderr


def test_a_page_of_value_in_plain_letters_says_all_of_it() -> None:
    ran = subprocess.run(
        program("calc", str(CASE)),
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"EUR 539,539" in ran.stdout
    assert b"\\u" not in ran.stdout
    assert b"\\x" not in ran.stdout
    assert re.search(rb" [#.|]{20} ", ran.stdout)


@pytest.mark.parametrize("typed", ["value northgate", "config list"])
def test_a_reader_that_goes_away_is_no_error(typed: str, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("wb") as aside:
        ran = subprocess.run(
            ["bash", "-c", 'set -o pipefail; "$@" | head -1', "-", *program(*typed.split())],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=aside,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 0
    assert len(ran.stdout.splitlines()) == 1
    assert said.read_bytes() == b""
