"""`vl check`, `mute` and `ideal` as they are typed: pages, data, errors; and a deal of the README's, line by line."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from rich.cells import cell_len

from builders import asked
from demo_store import TODAY, built, commands, nouns
from transcripts import BLOCK, ROOT
from transcripts import commands as typed_in
from valueloop.cli.app import app
from valueloop.domain.check.registry import CHECKS

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew
DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture
def demo(vl: Vl) -> Vl:
    """The program on the demo's store, on its day; to be read, not written."""
    return lambda *typed: vl("--db", str(built()), "--today", DAY, *typed)


@pytest.fixture
def mine(vl: Vl) -> Vl:
    """The program on a store with one account."""
    call: Vl = lambda *typed: vl("--today", DAY, *typed)  # noqa: E731
    assert call("account", "add", "Mega", "--size", "300")[0] == 0
    return call


def assert_can_be_typed(command: str) -> None:
    """There is such a command, with these options."""
    words = shlex.split(command)
    assert words[0] == "vl"
    typed = " ".join(words[1 : 3 if words[1] in nouns() else 2])
    there = commands().get(typed)
    assert there is not None, f"there is no vl {typed}"
    options = {each for each in words if each.startswith("--")}
    assert options <= {name for each in there.params for name in each.opts}, command


def readme() -> list[str]:
    """What somebody types who has read only the README: one loop, from the account to the deal."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text("utf-8"))
    found = [command.replace("\\\n", " ") for block in blocks for command, _ in typed_in(block)]
    return [each for each in found if each.startswith("vl --today")]


def test_the_readme_has_a_deal_to_type() -> None:
    assert len(readme()) >= 15


@pytest.mark.parametrize("until", ["add", "offer", "accept", "win"])
def test_no_check_is_silent_on_a_deal_by_someone_who_has_read_only_the_readme(vl: Vl, until: str) -> None:
    lines = [each for each in readme() if "aldr" not in each and " undo" not in each]
    last = next(at for at, each in enumerate(lines) if re.search(rf" {until}\b", each))
    for each in lines[: last + 1]:
        code, _, complaint = vl(*shlex.split(each)[1:])
        assert code == 0, f"{each}: {complaint}"
    code, out, _ = vl("--today", DAY, "check", "alder", "--json")
    found = json.loads(out)["found"]
    assert code == 0
    assert [each["check"]["name"] for each in found] == [each.name for each in CHECKS]
    for each in found:
        assert each["says"] in ("warns", "fine", "cannot say"), each
        if each["says"] == "fine":
            assert each["figures"], each  # silence is never fine
        else:
            assert each["do"], each
            assert_can_be_typed(each["command"])
    said = {each["check"]["name"]: each["says"] for each in found}
    if until == "add":
        assert set(said.values()) == {"cannot say"}
    if until == "accept":
        assert (said["acknowledged"], said["category"], said["unqualify"]) == ("fine", "fine", "fine")
        assert said["risk"] == "warns"  # refused because of its price, and no terms
    if until == "win":
        assert (said["thanks"], said["end-to-end"]) == ("warns", "warns")


def test_every_command_that_a_check_names_in_the_demo_exists(demo: Vl) -> None:
    seen = 0
    for account in ("northgate", "weir", "tarn", "harrow", "calder"):
        for each in json.loads(demo("check", account, "--json")[1])["found"]:
            if each["command"]:
                assert_can_be_typed(each["command"])
                seen += 1
    assert seen >= 30


def test_a_page_says_what_warns_first_and_what_to_type(demo: Vl) -> None:
    code, out, _ = demo("check", "tarn")
    assert code == 0
    assert out.index("Unqualify fast (unqualify)") < out.index("Cannot say") < out.index("Fine")
    assert '$ vl account unqualify "Tarn Foundry" --because "…"' in out
    assert "\N{BOX DRAWINGS LIGHT HORIZONTAL}" in out


@pytest.mark.parametrize("typed", [["check"], ["check", "northgate"], ["check", "--names"], ["ideal", "list"]])
@pytest.mark.parametrize("columns", ["80", "140"])
def test_pages_fit(demo: Vl, typed: list[str], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    code, out, _ = demo(*typed)
    assert code == 0
    assert max(map(cell_len, out.splitlines())) <= int(columns)


def test_over_all_accounts(demo: Vl) -> None:
    code, out, _ = demo("check")
    assert code == 0
    assert re.search(r"^Northgate Bottling +\d+ ", out, re.MULTILINE)
    assert "By check" in out
    over = json.loads(demo("check", "--all", "--json")[1])
    assert (over["live"], over["left"], len(over["checks"])) == (len(over["accounts"]), 0, len(CHECKS))


def test_without_an_account_there_is_nothing_to_check(vl: Vl) -> None:
    assert vl("check")[1].startswith("Checks\n\nNo account yet. Add one: vl account add")
    assert vl("ideal", "list")[1].count("vl ideal set") == 1


def test_of_an_account_that_nothing_is_logged_of_nothing_is_said(mine: Vl) -> None:
    assert mine("check")[1].startswith(
        "Checks\n\nAt 1 account nothing is logged, so nothing can be said: vl log ACCOUNT"
    )


def test_all_checks_by_name(vl: Vl, tmp_path: Path) -> None:
    code, out, _ = vl("check", "--names")
    assert code == 0
    assert all(each.name in out for each in CHECKS)
    known = json.loads(vl("check", "--names", "--json")[1])
    assert [each["name"] for each in known] == [each.name for each in CHECKS]
    assert not list(tmp_path.glob("*.db"))
    assert vl("check", "mega", "--names")[0] == 2
    assert vl("check", "mega", "--all")[0] == 2


def test_a_check_is_muted_with_its_reason_and_heard_again(mine: Vl) -> None:
    code, out, _ = mine("mute", "mega", "ideal", "--because", "they [red]are[/] a friend's")
    assert code == 0
    assert out.startswith(
        "The check ideal (Do they suit us?) is silent at Mega: they [red]are[/] a friend's.\nPatience"
    )
    page = mine("check", "mega")[1]
    assert re.search(r"^ideal +they \[red\]are\[/\] a friend's \(what an account that suits us", page, re.MULTILINE)
    assert ", 1 muted." in page
    out = mine("mute", "mega", "goodwill", "--because", "known")[1]
    assert "Also muted there: ideal." in out
    code, out, _ = mine("unmute", "mega", "ideal")
    assert code == 0
    assert out.startswith(
        "The check ideal (Do they suit us?) is heard again at Mega; it was silent because: they [red]"
    )
    assert "Muted\n" in mine("check", "mega")[1]
    assert "undone: vl unmute mega ideal" in mine("undo")[1].lower()


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["mute", "mega", "goodwil", "--because", "x"], 3, "no check 'goodwil'; did you mean goodwill?"),
        (["mute", "mega", "goodwill"], 2, "--because"),
        (["mute", "mega", "goodwill", "--because", " "], 2, "it says nothing"),
        (["unmute", "mega", "goodwill"], 1, "is not muted at Mega"),
        (["mute", "mgea", "goodwill", "--because", "x"], 3, "did you mean Mega?"),
        (["check", "mgea"], 3, "did you mean Mega?"),
        (["ideal", "set", "siz=200"], 3, "no trait 'siz'; did you mean size?"),
        (["ideal", "set", "size"], 2, "name=value"),
        (["ideal", "set", "size=big"], 2, "no number of people"),
        (["ideal", "set", "size=200", "--weight", "0"], 2, "not above 0"),
        (["ideal", "set", "size=", "--weight", "2"], 2, "nothing to weigh"),
        (["ideal", "set", "size="], 3, "no trait that is set 'size'"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(mine: Vl, typed: list[str], code: int, said: str) -> None:
    found = mine(*typed)
    assert found[0] == code
    assert said in found[2]
    assert found[2].count("Error") == 1


def test_what_suits_us_answers_with_what_it_makes_of_the_accounts(mine: Vl, tmp_path: Path) -> None:
    code, out, _ = mine("ideal", "set", "size=200..600", "industry=food, steel", "--weight", "2")
    assert code == 0
    assert out.splitlines() == [
        "An account that suits us: size is to be 200..600 (weight 2) and industry is to be food, steel (weight 2).",
        "1 account suits you, 0 do not.",
    ]
    page = mine("ideal", "list")[1]
    assert re.search(r"^size +200\.\.600 +2 +1 +0 +0$", page, re.MULTILINE)
    assert mine("ideal", "set", "industry=")[1] == "Taken away: industry.\n1 account suits you, 0 do not.\n"
    assert mine("ideal", "set", "region=north", "size=")[1].splitlines()[-1] == (
        "0 accounts suit you, 0 do not; of 1 nothing of it is recorded."
    )
    assert mine("ideal", "set", "region=")[1].splitlines()[-1] == "Nothing is said of it any more."
    assert asked(tmp_path / "deals.db", "SELECT count(*) FROM criterion") == [(0,)]


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_a_page_is_written_in_every_format(demo: Vl, form: str) -> None:
    code, out, _ = demo("check", "northgate", "--format", form)
    assert code == 0
    assert "Northgate Bottling" in out
