"""Records changed from the command line: the answer shows what was before, and undo puts it back."""

from collections.abc import Callable

import pytest
import typer.main

from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]


COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture(autouse=True)
def _acme(_quick: None, vl: Vl) -> None:
    for command in (
        ("account", "add", "Acme", "--industry", "paper"),
        ("contact", "add", "acme", "boss"),
        ("product", "add", "Kit", "--cost", "5k"),
        ("guess", "acme", "stops", "--save", "10k", "--chance", "40%"),
    ):
        assert vl(*command)[0] == 0


EDITS = [
    (("account", "edit", "acme", "--industry", "steel", "--size", "1,200"), ("industry paper → steel", "→ 1200")),
    (("account", "edit", "acme", "--name", "Acme Mills"), ("name Acme → Acme Mills",)),
    (("contact", "edit", "acme", "boss", "--role", "buyer"), ("role nothing → buyer",)),
    (("product", "edit", "kit", "--floor", "7k"), ("floor nothing → 7",)),
    (("edit", "acme", "need:1", "chance=30%"), ("chance 40% → 30%", "Need 1, stops: 40% → 30%.")),
    (("edit", "acme", "line:1", "name=fewer stops"), ("name stops → fewer stops",)),
    (("config", "set", "share", "30%"), ("share = 30%", "default 25%")),
    (("config", "set", "share", "20%"), ("share = 20%",)),
]


@pytest.mark.parametrize(("command", "said"), EDITS, ids=[" ".join(each[0]) for each in EDITS])
def test_an_edit_tells_before_and_after_and_can_be_undone(
    command: tuple[str, ...], said: tuple[str, ...], vl: Vl
) -> None:
    pages = (("account", "show", "acme", "--json"), ("product", "list", "--json"), ("config", "list", "--json"),
             ("contact", "list", "acme", "--json"), ("value", "acme", "--json"))  # fmt: skip
    before = [vl(*page)[:2] for page in pages]
    code, out, complaint = vl(*command)
    assert (code, complaint) == (0, "")
    for words in said:
        assert words in out
    assert "Undone: vl" in vl("undo")[1]
    assert [vl(*page)[:2] for page in pages] == before
    assert "Redone: vl" in vl("redo")[1]
    if "default" not in command:
        assert [vl(*page)[:2] for page in pages] != before


def test_an_empty_text_clears_a_field(vl: Vl) -> None:
    assert vl("contact", "edit", "acme", "boss", "--role", "buyer")[0] == 0
    assert "role buyer → nothing" in vl("contact", "edit", "acme", "boss", "--role", "")[1]
    assert vl("account", "edit", "acme")[1] == "Acme: nothing changed.\n"


def test_who_introduced_an_account_is_asked_about_where_the_name_is_nearly_one_of_ours(vl: Vl) -> None:
    vl("account", "add", "Rook Mills")
    code, out, _ = vl("account", "add", "Fell", "--introduced-by", "rook mils")
    assert code == 0
    asks = (
        'rook mils is no account of ours: did you mean Rook Mills? vl account edit "Fell" --introduced-by "Rook Mills"'
    )
    assert asks in " ".join(out.split())
    assert "did you mean" not in vl("account", "add", "Quarry", "--introduced-by", "rook mills")[1]
    assert "did you mean" not in vl("account", "add", "Harrow", "--introduced-by", " ")[1]
    assert "did you mean" not in vl("account", "add", "Osprey")[1]
