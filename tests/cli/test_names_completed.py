"""What the shell is offered when names are completed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import typer.main

from demo_store import built
from valueloop.cli import params
from valueloop.cli.app import app, run

Vl = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module", autouse=True)
def _the_demo() -> None:
    commands = typer.main.get_command(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", lambda _: commands)
        built()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """What bash is offered behind the words typed so far, the last of them unfinished."""

    def ask(*words: str, store: str) -> list[str]:
        monkeypatch.setenv("VALUELOOP_DB", store)
        monkeypatch.setenv("_VL_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", " ".join(("vl", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        with pytest.raises(SystemExit) as left:
            run([])
        said = capsys.readouterr()
        assert left.value.code in (0, None)
        assert said.err == ""
        return [line for line in said.out.splitlines() if line]

    return ask


ACCOUNTS = (
    *("Calder Snacks", "Harrow Dairy", "Ings Bakery", "Lune Packaging", "Moss Bakery"),
    *("Northgate Bottling", "Tarn Foundry", "Weir Brewing"),
)
CASES = [
    (("value", "Nor"), ["Northgate Bottling"]),
    (("value", "nor"), ["northgate Bottling"]),  # as begun: the shell takes up only what goes on from there
    (("value", ""), list(ACCOUNTS)),
    (("value", "Z"), []),
    (("template", "show", "plant"), ["plant controller", "plant manager"]),
    (("template", "apply", "calder", "Pro"), ["Production manager"]),
    (("playbook", "show", ""), []),
    (("learn", "northgate", "high"), ["higher yield of the filling lines"]),
    (("learn", "harrow", "less"), []),
    (("contact", "edit", "northgate", "main"), ["maintenance engineer"]),
    (("log", "northgate", "--with=p"), ["plant manager", "production manager"]),
    (("log", "northgate", "--with", "pl"), ["plant manager"]),
    (("guess", "northgate", "x", "--for", "eng"), ["engineering manager"]),
    (("offer", "northgate", "L"), ["Line controller"]),
    (("product", "edit", "Pan"), ["Panel kit"]),
    (("next", "Har"), ["Harrow Dairy"]),
    (("why", "We"), ["Weir Brewing"]),
    (("why", "weir", "less"), ["less weekend overtime"]),
    (("report", "cal"), ["calibration"]),
    (("account", "add", "x", "--seen-at", "Har"), ["Harrow Dairy"]),
]


@pytest.mark.parametrize(("typed", "names"), CASES, ids=[" ".join(each[0]) for each in CASES])
def test_names_that_begin_with_what_is_typed(
    typed: tuple[str, ...], names: list[str], offered: Callable[..., list[str]]
) -> None:
    # A blank is escaped, so that the name stays one word.
    assert sorted(offered(*typed, store=str(built()))) == sorted(each.replace(" ", "\\ ") for each in names)


def test_the_store_that_is_named_is_asked(offered: Callable[..., list[str]], tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "none.db")
    assert offered("--db", str(built()), "value", "Nor", store=elsewhere) == ["Northgate\\ Bottling"]
    assert offered("value", "Nor", store=elsewhere) == []
    assert not Path(elsewhere).exists()


def test_commands_are_completed_too(offered: Callable[..., list[str]]) -> None:
    assert "proposition" in offered("pro", store="")
    assert offered("deal", "w", store="") == ["win"]


def test_a_store_that_is_not_one_completes_nothing(offered: Callable[..., list[str]], tmp_path: Path) -> None:
    text, damaged, newer = tmp_path / "text", tmp_path / "damaged.db", tmp_path / "newer.db"
    text.write_text("no store")
    whole = bytearray(built().read_bytes())
    damaged.write_bytes(bytes(whole[:100]) + b"\xff" * (len(whole) - 100))
    whole[60:64] = (999).to_bytes(4, "big")
    newer.write_bytes(whole)
    for file in (text, damaged, newer, tmp_path, tmp_path / "missing" / "deals.db"):
        before = file.read_bytes() if file.is_file() else b""
        for typed in (("value", "N"), ("learn", "northgate", ""), ("offer", "northgate", "")):
            assert offered(*typed, store=str(file)) == []
        assert not file.is_file() or file.read_bytes() == before


def test_each_kind_of_name_has_its_completion() -> None:
    context = typer.Context(typer.main.get_command(app))
    context.params = {"db": str(built()), "account": "northgate"}
    assert params.accounts(context, "HAR") == ["HARrow Dairy"]
    assert params.accounts(context, "dai") == []  # a shell puts the name behind what is typed
    assert params.products(context, "Line") == ["Line controller"]
    assert params.contacts(context, "plant") == ["plant manager"]
    assert params.needs(context, "less") == ["less weekend overtime"]
