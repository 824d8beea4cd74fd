"""Whatever is typed, the program ends with one of its codes and a sentence."""

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from valueloop.cli.app import app, run

COMMANDS: Any = typer.main.get_command(app)
CODES = {0, 1, 2, 3, 4}
NASTY = (
    "", " ", "'", '"', "`", "$(x)", "\\", "-", "--", "-h", "=", "a=", "=b", "1=yes", ":", "need:1", "touch:", "0", "-1",
    "1e9", "1,2", "80.000", "²", "٣", "½", "NaN", "Infinity", "€", "%", "999%", "a" * 10_000, "' " * 5_000, "\udcff",
    "\ud800x", "\x1b[31m", "[/]", "{0}", "%s", "\n", "\u202e", "é", "null", "acme", "boss", "stops", "Kit", "1", "yes",
    "accepted",
)  # fmt: skip
ANY = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.characters(exclude_characters="\0"), max_size=20),
    st.text(alphabet=st.characters(categories=("Cs", "Nd", "No", "Lu")), max_size=5),
)


def commands(command: Any, typed: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", {})
    return [each for name, sub in below.items() for each in commands(sub, (*typed, name))] if below else [typed]


EVERY = [each for each in commands(COMMANDS) if each != ("demo",)]


def _required(typed: tuple[str, ...]) -> int:
    command = COMMANDS
    for each in typed:
        command = command.commands[each]
    return sum(each.param_type_name == "argument" for each in command.params)


def _options(typed: tuple[str, ...]) -> list[str]:
    command = COMMANDS
    for each in typed:
        command = command.commands[each]
    return [each.opts[-1] for each in command.params if each.param_type_name == "option" and each.name != "to"]


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command with about as many arguments as it takes, and some of its options."""
    typed = draw(st.sampled_from(EVERY))
    line = list(typed)
    for option in draw(st.lists(st.sampled_from([*_options(typed), "--nothing"]), max_size=4)):
        line += [option, *draw(st.lists(ANY, min_size=1, max_size=1))]
    line += draw(st.lists(ANY, min_size=_required(typed), max_size=_required(typed)))
    return line + draw(st.lists(ANY, max_size=1))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store in which the names of NASTY mean something."""
    file = tmp_path_factory.mktemp("fuzz") / "filled.db"
    for line in (
        ["account", "add", "Acme"],
        ["contact", "add", "acme", "boss"],
        ["product", "add", "Kit", "--floor", "5"],
        ["guess", "acme", "stops", "--save", "80k"],
        ["log", "acme", "x", "--call", "--with", "boss", "--next", "step"],
        ["offer", "acme", "Kit", "--need", "1", "--price", "45k"],
        ["entry", "add", "acme", "--for", "boss", "--issue", "stops"],
    ):
        with redirect_stdout(io.StringIO()):
            assert run(["--db", str(file), *line]) == 0
    return file


def _ran(file: Path, line: list[str], stdin: str = "") -> tuple[int, str, str]:
    out, complaint = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(complaint):
        patch.setattr(typer.main, "get_command", lambda _: COMMANDS)
        patch.setattr("sys.stdin", io.StringIO(stdin))
        code = run(["--db", str(file), *line])
    return code, out.getvalue(), complaint.getvalue()


def _holds(code: int, out: str, complaint: str) -> None:
    assert code in CODES
    assert all("\x1b" not in each and "\u202e" not in each for each in (out, complaint))
    if code:
        assert out == ""
        assert complaint.startswith("Error: ")
        assert len(complaint.splitlines()) <= 2


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(line=command_lines())
def test_no_command_line_raises(line: list[str], filled: Path) -> None:
    copy = filled.with_name("copy.db")
    shutil.copy(filled, copy)
    _holds(*_ran(copy, line))


@settings(max_examples=60)
@given(line=st.lists(ANY, max_size=4))
def test_no_words_at_all_raise(line: list[str], filled: Path) -> None:
    _holds(*_ran(filled.with_name("nothing.db"), line))


@settings(max_examples=25)
@given(said=st.one_of(st.text(), st.sampled_from(["\0", "a\0b", "\x1b]52;c;x\x07", "x" * 200_000, "\n\n"])))
def test_nothing_on_standard_input_raises(said: str, filled: Path) -> None:
    copy = filled.with_name("piped.db")
    shutil.copy(filled, copy)
    code, out, complaint = _ran(copy, ["log", "acme", "-"], said)
    _holds(code, out, complaint)
    whole = said.strip()
    fits = bool(whole) and "\0" not in whole and len(whole) <= 100_000
    assert (code == 0) is fits
