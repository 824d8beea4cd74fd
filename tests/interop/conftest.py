"""What tests of case files share."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Vl = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], str]:
    """What `vl calc` complains of, in one sentence and with exit code 2, of a file that holds this."""
    monkeypatch.chdir(tmp_path)

    def complaint(holds: str | bytes) -> str:
        Path("case.toml").write_bytes(holds if isinstance(holds, bytes) else holds.encode())
        code, out, complaints = vl("calc", "case.toml")
        shown = complaints[:500]  # a failure that shows more takes minutes
        assert (code, out[:500]) == (2, ""), shown
        found = re.fullmatch(r"Error: case file 'case\.toml' cannot be used: (.*?)[.?]\n", complaints)
        assert found, shown
        return found[1]

    return complaint
