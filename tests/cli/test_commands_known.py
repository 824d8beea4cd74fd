"""Every command explains itself, and is shown at work in the README or an example."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import typer.main

from demo_store import commands, nouns
from transcripts import PAGES
from valueloop.cli.app import app

SAID = "\n".join(page.read_text("utf-8") for page in PAGES)
NAMES = sorted(each for each in commands() if each)
# Options that may stand between `vl` and a command.
BEFORE = r'(?:--(?:db|today) (?:"[^"]*"|\S+) |--no-color )*'


COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


def test_there_are_commands_and_pages() -> None:
    assert len(NAMES) >= 35
    assert len(re.findall(r"\bvl ", SAID)) >= 60


def test_every_command_is_shown_at_work() -> None:
    missing = {name for name in NAMES if not re.search(rf"\bvl {BEFORE}{name}\b", SAID)}
    assert not missing, "show it in the README or an example"


@pytest.mark.parametrize("name", NAMES)
def test_a_command_explains_itself_and_all_of_its_options(name: str, vl: Callable[..., tuple[int, str, str]]) -> None:
    command = commands()[name]
    assert command.help
    assert command.help[0].isupper()
    code, out, complaint = vl(*name.split(), "--help")
    assert (code, complaint) == (0, "")
    assert out.startswith(f"Usage: vl {name} ")
    squeezed = " ".join(out.split())
    for each in command.params:
        if each.name == "help":
            continue
        said = getattr(each, "help", None)
        assert said, f"vl {name}: {each.name} says nothing of itself"
        assert " ".join(said.split())[:20] in squeezed, f"vl {name} --help says nothing of {each.name}"
        if each.param_type_name == "option":
            assert any(option in squeezed for option in each.opts)
    assert max(map(len, out.splitlines())) <= 100
    assert "<str>" not in out, "an option's metavar says what is typed there"


@pytest.mark.parametrize("name", sorted(nouns()))
def test_a_noun_explains_itself(name: str, vl: Callable[..., tuple[int, str, str]]) -> None:
    noun: Any = nouns()[name]
    assert noun.help
    out = vl(name, "-h")[1]
    for verb, command in noun.commands.items():
        assert re.search(rf"^  {verb} +\S", out, re.MULTILINE), f"vl {name} -h says nothing of {verb}"
        assert command.help


def test_help_shows_every_command_under_its_panel(vl: Callable[..., tuple[int, str, str]]) -> None:
    out = vl("--help")[1]
    for name in {each.split()[0] for each in NAMES}:
        assert len(re.findall(rf"^  {name}(?: +\S|$)", out, re.MULTILINE)) == 1, name
    panels = re.findall(r"^(\S.*):$", out, re.MULTILINE)
    assert panels == ["Options", "Every day", "The loop", "Value", "Pages", "After the deal", "Records", "The store"]
    assert "vl COMMAND --help explains a command." in " ".join(out.split())
