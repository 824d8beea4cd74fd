"""What tests share: how Hypothesis runs, a clock and place of their own, the demo store."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from valueloop.cli import demo
from valueloop.cli.app import run

# With no deadline, since a busy machine is no bug; in CI the same examples every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _a_quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the user's store, editor, colours or width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VALUELOOP_DB", str(tmp_path / "deals.db"))


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo store as of 15 June 2026; to be read, not written."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.build(file, TODAY, strictly)
    before = file.read_bytes()
    yield file
    assert file.read_bytes() == before, "a test wrote into the store that all of them read"


def strictly(arguments: list[str]) -> None:
    """Run a command that must succeed."""
    assert run(arguments) == 0, arguments


@pytest.fixture
def vl() -> Callable[..., tuple[int, str, str]]:
    """Run the program as through a pipe: its exit code, output and complaints."""

    def call(*arguments: str) -> tuple[int, str, str]:
        out, complaints = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(complaints):
            code = run(list(arguments))
        return code, out.getvalue(), complaints.getvalue()

    return call
