"""The demo's store, built once for all tests of a run, and what the program prints of it."""

import atexit
import io
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typer.main

from transcripts import circumstances
from valueloop.cli import demo
from valueloop.cli.app import app, run

TODAY = date(2026, 6, 15)


@cache
def built() -> Path:
    """The store that `vl demo` makes; a test that writes to it takes a copy."""
    folder = Path(tempfile.mkdtemp(prefix="valueloop-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "demo.db"

    def call(arguments: list[str]) -> None:
        with redirect_stderr(io.StringIO()) as complaint:
            assert run(arguments) == 0, f"{arguments}: {complaint.getvalue()}"

    with circumstances(folder):
        assert demo.build(file, TODAY, call) >= 50
    return file


def shown(*arguments: str) -> str:
    """What a command prints of the demo's store, on its day."""
    store, out, complaint = built(), io.StringIO(), io.StringIO()
    with circumstances(store.parent), redirect_stdout(out), redirect_stderr(complaint):
        code = run(["--db", str(store), "--today", TODAY.isoformat(), *arguments])
    assert code == 0, f"vl {' '.join(arguments)}: {complaint.getvalue()}"
    return out.getvalue()


@cache
def commands() -> dict[str, Any]:
    """Every command of the program by what is typed, `vl` itself as an empty text: `account add`, `log`, …."""
    found: dict[str, Any] = {}

    def walk(command: Any, typed: tuple[str, ...]) -> None:
        below = getattr(command, "commands", {})
        if not below or not typed:
            found[" ".join(typed)] = command
        for name, each in below.items():
            walk(each, (*typed, name))

    walk(typer.main.get_command(app), ())
    return found


@cache
def nouns() -> dict[str, Any]:
    """Every group of commands: `account`, `line`, …."""
    whole: Any = typer.main.get_command(app)
    return {name: each for name, each in whole.commands.items() if getattr(each, "commands", None)}
