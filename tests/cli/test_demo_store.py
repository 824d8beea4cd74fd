"""The demo: made by its own commands, shown, and never over what is not one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import typer.main

from valueloop.cli import demo
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMANDS = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMANDS)


def test_it_is_made_and_shown_and_the_next_commands_work(
    vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, complaint = vl("--today", "2026-06-15", "demo", "my demo.db")
    assert (code, "Error" in complaint) == (0, False)
    typed = len(list(demo.story(date(2026, 6, 15))))
    assert typed >= 60
    assert out.startswith(f"Made my demo.db: {typed} commands, typed over 16 weeks.\n")
    for page in ("Loop history of", "Value map of", "Value proposition for", "Value to", "Share at"):
        assert f"\n{page}" in out
    assert out.count("\n$ vl --db 'my demo.db' ") == len(demo.PAGES)
    assert out.rstrip().endswith("vl --db 'my demo.db' undo")
    for command in demo.NEXT[:3]:
        assert vl("--db", "my demo.db", *command.replace('"', "").split()[:2])[0] == 0
    code, again, _ = vl("--today", "2026-06-15", "demo", "my demo.db")
    assert code == 0
    assert again.startswith("my demo.db is there already and is shown as it is; --again makes it anew.\n")
    assert again.split("\n\n", 1)[1] == out.split("\n\n", 1)[1]


SHORT = """
-1 mon 08:40 | account add "Northgate Bottling"
-1 mon 08:42 | contact add northgate "production manager"
"""


def test_it_is_made_anew_only_over_a_demo(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = tmp_path / "short.txt"
    short.write_text(SHORT, "utf-8")
    monkeypatch.setattr(demo, "STORY", short)
    file = tmp_path / "demo.db"
    assert vl("--today", "2026-06-15", "demo", str(file))[1].startswith(f"Made {file}: 2 commands")
    assert vl("--db", str(file), "account", "add", "Mine")[0] == 0
    assert vl("--today", "2026-06-15", "demo", str(file), "--again")[0] == 0
    assert "Mine" not in vl("--db", str(file), "account", "list")[1]
    mine = tmp_path / "mine.db"
    assert vl("--db", str(mine), "account", "add", "Mine")[0] == 0
    before = mine.read_bytes()
    code, out, complaint = vl("demo", str(mine), "--again")
    assert (code, out) == (1, "")
    assert complaint == f"Error: {mine} holds no demo, so it is not taken away: name another file.\n"
    assert mine.read_bytes() == before
    text = tmp_path / "text"
    text.write_text("mine")
    assert vl("demo", str(text), "--again")[0] == 4
    assert text.read_text() == "mine"


def test_each_chapter_of_its_story_is_in_the_order_of_time() -> None:
    told = demo.STORY.read_text("utf-8").splitlines()
    heads = [at for at, line in enumerate(told) if line.startswith("#") and not told[at + 1].startswith("#")]
    lengths = [sum("|" in line for line in told[a:b]) for a, b in zip(heads, [*heads[1:], len(told)], strict=True)]
    assert len(lengths) == 6
    assert lengths[0] >= 75
    for today in (date(2026, 6, 15), date(2026, 6, 21), date(2028, 2, 29)):
        acts = [when for when, _ in demo.story(today)]
        assert len(acts) == sum(lengths)
        assert all(each.date() <= today for each in acts)
        for length in lengths:
            chapter, acts = acts[:length], acts[length:]
            assert chapter == sorted(chapter)
