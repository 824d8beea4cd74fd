"""Replays the README and the examples: every `$ vl …` in a console block must print what stands below it.

`python tests/transcripts.py --write` puts what the program prints now into the pages; look at the difference.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from valueloop.cli.app import run

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETUP = re.compile(r"^<!-- before: (.*) -->$", re.MULTILINE)
# What a page was printed with: a pipe of 100 columns, in UTC, on a day that the pages name.
CIRCUMSTANCES = {"COLUMNS": "100", "TZ": "UTC", "NO_COLOR": "1", "VALUELOOP_DB": "deals.db"}


@contextmanager
def circumstances(folder: Path) -> Iterator[None]:
    """A folder of its own, and an environment that says nothing but CIRCUMSTANCES."""
    before = dict(os.environ)
    for name in ("FORCE_COLOR", "EDITOR", "VISUAL"):
        os.environ.pop(name, None)
    os.environ.update(CIRCUMSTANCES)
    try:
        with chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def printed(command: str) -> str:
    """What a command line prints, as a terminal would show it: output and complaints together."""
    out = io.StringIO()
    words = shlex.split(command)
    if words[0] == "cat":
        return "".join(Path(each).read_text(encoding="utf-8") for each in words[1:])
    assert words[0] == "vl", f"a transcript runs vl and cat, not {words[0]}"
    with redirect_stdout(out), redirect_stderr(out):
        run(words[1:])
    return out.getvalue()


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what stands below it; a command goes on after a backslash."""
    found: list[tuple[str, str]] = []
    lines = iter(block.splitlines(keepends=True))
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\\n"):
                command += next(lines)
            found.append((command.rstrip("\n"), ""))
        else:
            assert found, f"a console block begins with a command, not with {line!r}"
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def replayed(page: str, folder: Path) -> str:
    """A page with what its commands print now, in one fresh folder, block by block."""

    def again(block: re.Match[str]) -> str:
        made = []
        for command, below in commands(block[1]):
            answer = printed(command.replace("\\\n", " "))
            answer = answer if not answer or answer.endswith("\n") else answer + "\n"
            gap = "\n" if below.endswith("\n\n") or below == "\n" else ""
            made.append(f"$ {command}\n{answer}{gap}")
        return "```console\n" + "".join(made) + "```"

    (folder / "examples").mkdir()
    for case in (ROOT / "examples").glob("*.toml"):
        shutil.copy(case, folder / "examples")
    with circumstances(folder):
        for command in SETUP.findall(page):
            printed(command)
        return BLOCK.sub(again, page)


if __name__ == "__main__":
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as where:
            now = replayed(text, Path(where))
        if now != text and "--write" in sys.argv:
            path.write_text(now, encoding="utf-8")
        print(
            f"{path.relative_to(ROOT)}: {'same' if now == text else 'written' if '--write' in sys.argv else 'DIFFERS'}"
        )
