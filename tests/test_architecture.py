"""The house: floors, captions, docstrings, late imports; each of these is red when it sees nothing."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import valueloop

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "valueloop"
FILES = sorted(SRC.rglob("*.py"))
MODULES = sorted(each.name for each in pkgutil.walk_packages(valueloop.__path__, "valueloop."))
HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "rich",
    "filelock",
    "platformdirs",
    "numpy",
    "pint",
    "valueloop.store.session",
}


def test_there_is_a_house_to_look_at() -> None:
    assert len(FILES) > 80
    assert len(MODULES) > 80


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    analysed = re.search(r"Analyzed (\d+) files", done.stdout)
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", done.stdout)
    assert analysed, done.stdout
    assert int(analysed[1]) > 80
    assert kept, done.stdout
    assert int(kept[1]) >= 5


@pytest.mark.parametrize("file", FILES, ids=lambda each: str(each.relative_to(SRC)))
def test_a_file_begins_with_its_caption(file: Path) -> None:
    caption = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert caption
    first = caption.splitlines()[0]
    assert first.endswith((".", "`."))
    assert len(first) <= 130


@pytest.mark.parametrize("name", MODULES)
def test_what_is_public_says_what_it_is(name: str) -> None:
    if name == "valueloop.__main__":
        return
    module = importlib.import_module(name)
    public = [
        (called, each)
        for called, each in vars(module).items()
        if not called.startswith("_")
        and (inspect.isclass(each) or inspect.isfunction(each))
        and each.__module__ == name
    ]
    missing = [called for called, each in public if not inspect.getdoc(each)]
    assert not missing


@pytest.mark.parametrize("file", FILES, ids=lambda each: str(each.relative_to(SRC)))
def test_rooms_and_functions_are_small(file: Path) -> None:
    """A room is seldom over 250 lines, a function seldom over 40; those that are stand here with their reason."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    long_functions = {
        each.name: each.end_lineno - each.lineno
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef) and each.end_lineno and each.end_lineno - each.lineno > 60
    }
    allowed_functions = {
        "log",  # one option after the other
        "_event",  # one case per kind of event
        "_load",  # one line per kind of row
    }
    allowed_rooms = {"report/summary.py", "report/answers.py"}
    assert set(long_functions) <= allowed_functions, long_functions
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= 260 or str(file.relative_to(SRC)) in allowed_rooms, lines


def test_clock_dice_and_environment_are_known_to_the_command_line_alone() -> None:
    asks = re.compile(r"datetime\.now|date\.today|time\.time\(|os\.environ|os\.getenv|getpass|import random|isatty\(")
    guilty = [
        str(file.relative_to(SRC))
        for file in FILES
        if asks.search(file.read_text(encoding="utf-8")) and file.relative_to(SRC).parts[0] != "cli"
    ]
    assert guilty == ["render/terminal.py"]  # it asks the stream it is given, and no other, whether it is a terminal
    assert any(asks.search(file.read_text(encoding="utf-8")) for file in (SRC / "cli").glob("*.py"))


def loaded_by(code: str) -> set[str]:
    """The heavy modules that a fresh Python has loaded after running some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    seen = set(done.stdout.split("\n")[-2].split())
    assert "valueloop.cli.app" in seen
    return HEAVY & seen


@pytest.mark.parametrize("arguments", [["--help"], ["log", "--help"], ["account", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(f"from valueloop.cli.app import run\nrun({arguments!r})") == set()


@pytest.mark.parametrize("typed", ["vl lo", "vl value No", "vl learn Northgate high"])
def test_completion_loads_nothing_heavy(typed: str, demo_store: Path) -> None:
    asked = {
        "_VL_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
        "VALUELOOP_DB": str(demo_store),
    }
    code = f"""
import os
os.environ.update({asked!r})
from valueloop.cli.app import run
try:
    run([])
except SystemExit:
    pass
"""
    assert loaded_by(code) <= {"platformdirs"}


def test_a_command_that_uses_the_store_does_load_it() -> None:
    code = "from valueloop.cli.app import run\nrun(['--db', '/nonexistent/x.db', 'account', 'list'])"
    assert {"sqlmodel", "sqlalchemy"} <= loaded_by(code)
