"""`vl next`, `vl why` and `vl report` as they are typed: pages, data, errors, what they load."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from rich.cells import cell_len

from builders import asked
from demo_store import TODAY, built
from valueloop.cli.app import app

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
def copied(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a copy of it."""
    store = Path(shutil.copy(built(), tmp_path / "deals.db"))
    return lambda *typed: vl("--db", str(store), "--today", DAY, *typed)


# Pages and data.


def test_the_next_move_has_its_page_and_its_data(demo: Vl) -> None:
    code, said, complaint = demo("next", "calder")
    assert (code, complaint) == (0, "")
    data = json.loads(demo("next", "calder", "--json")[1])
    assert said.startswith("Next at Calder Snacks\n")
    assert (data["account"], data["supposed"]) == ("Calder Snacks", None)
    outlook = data["move"]["outlook"]
    assert outlook["moves"][0]["value"] == outlook["value"]
    assert re.search(rf"expected to bring €{float(outlook['value']):,.0f}, less your time\.", said)


def test_every_move_is_shown_with_moves(demo: Vl) -> None:
    few, all_of_them = (demo("next", "calder", *more)[1] for more in ((), ("--moves",)))
    count = len(json.loads(demo("next", "calder", "--json")[1])["move"]["outlook"]["moves"])
    rows = re.compile(r"^(?:ask|offer) .* €[\d,]+ ", re.MULTILINE)
    assert len(rows.findall(few)) == 3
    assert len(rows.findall(all_of_them)) == count > 3


def test_the_command_that_the_page_shows_records_the_move(copied: Vl) -> None:
    [line] = [each.strip() for each in copied("next", "calder")[1].splitlines() if each.startswith("  $ vl ")]
    assert "the dots stand for your own words; write what was said" in copied(*shlex.split(line)[2:])[2]
    code, said, complaint = copied(*shlex.split(line.replace("…", "they stop on Fridays"))[2:])
    assert (code, complaint) == (0, "")
    assert "call with the production manager at Calder Snacks" in said
    assert "Nobody was asked" not in copied("why", "calder", line.rsplit("=", 1)[0].rsplit(" ", 1)[1])[1]


def test_the_days_moves_have_their_page_and_their_data(demo: Vl) -> None:
    code, said, complaint = demo("next")
    assert (code, complaint) == (0, "")
    data = json.loads(demo("next", "--json")[1])
    assert said.startswith("Next moves, 15 Jun 2026\n")
    names = [each["account"] for each in data["moves"]]
    # Lune's deal is lost, and no product of ours meets what is left of its needs; Moss is unqualified.
    assert sorted([*names, *data["stop"]]) == sorted(
        ["Northgate Bottling", "Weir Brewing", "Tarn Foundry", "Harrow Dairy", "Calder Snacks", "Ings Bakery"]
    )
    assert [said.index(each) for each in names] == sorted(said.index(each) for each in names)
    assert demo("next", "--all") == demo("next")


def test_why_has_its_page_and_its_data(demo: Vl) -> None:
    code, said, complaint = demo("why", "northgate", "yield")
    assert (code, complaint) == (0, "")
    data = json.loads(demo("why", "northgate", "3", "--json")[1])
    assert said.startswith("Why, Northgate Bottling\n\nNeed 3, higher yield of the filling lines, ")
    assert len(data["steps"]) == len(re.findall("^ *[0-9]+ [A-Z][a-z]{2} 2026 ", said, re.MULTILINE))
    assert data["steps"][0]["before"] == data["prior"]
    assert data["steps"][-1]["after"] == data["chance"]


def test_calibration_has_its_page_and_its_data(demo: Vl) -> None:
    code, said, complaint = demo("report", "calibration")
    assert (code, complaint) == (0, "")
    data = json.loads(demo("report", "calibration", "--json")[1])
    assert all(each["source"] in said for each in data["scores"])
    by_what = sum(bool(data[each]) for each in ("need_bins", "offer_bins"))  # each says so again, below its table
    assert by_what == 2
    assert said.count("too few to say, of 30") == len(data["scores"]) + by_what > 3


def test_what_closed_deals_teach_has_its_page_and_its_data(demo: Vl) -> None:
    code, said, complaint = demo("report", "rates")
    assert (code, complaint) == (0, "")
    data = json.loads(demo("report", "rates", "--json")[1])
    assert said.startswith("What your closed deals teach\n")
    assert all((each["name"] in said) is (float(each["accounts"]) > 0) for each in data["needs"])
    assert all(each["key"] in said for each in data["settings"])
    assert len(data["needs"]) > 1


def test_a_store_that_is_not_there_has_empty_pages_and_stays_away(vl: Vl, tmp_path: Path) -> None:
    assert "No account has a move that can be weighed" in vl("next")[1]
    assert "No forecast has met its outcome yet" in vl("report", "calibration")[1]
    assert "No deal is closed yet" in vl("report", "rates")[1]
    assert vl("next", "mega")[0] == 3
    assert vl("why", "mega", "1")[0] == 3
    assert not (tmp_path / "deals.db").exists()


def test_what_is_supposed_is_shown_and_not_stored(copied: Vl, tmp_path: Path) -> None:
    kept = (tmp_path / "deals.db").read_bytes()
    code, said, complaint = copied("next", "calder", "--what-if", "learn 1 no")
    assert (code, complaint) == (0, "")
    assert "\nSupposing: learn 1 no. Nothing is stored.\n" in said
    supposed = json.loads(copied("next", "calder", "--what-if", "learn 1 no", "--json")[1])
    assert supposed["supposed"] == "learn 1 no"
    assert float(supposed["needs"][0]["chance"]) < 0.2
    assert (tmp_path / "deals.db").read_bytes() == kept
    assert float(json.loads(copied("next", "calder", "--json")[1])["needs"][0]["chance"]) > 0.3


def test_what_was_to_be_expected_is_written_by_the_commands_of_every_day(copied: Vl, tmp_path: Path) -> None:
    assert copied("log", "calder", "it stops", "--call", "--with", "production", "--learn", "1=yes")[0] == 0
    assert copied("respond", "5", "rejected", "--because", "price")[0] == 0
    rows = asked(tmp_path / "deals.db", "SELECT forecast FROM moment ORDER BY id DESC LIMIT 2")
    assert [list(json.loads(str(text))) for (text,) in rows] == [["offered"], ["asked"]]


@pytest.mark.parametrize(
    ("typed", "code", "complaint"),
    [
        (["next", "--moves"], 2, "--moves and --what-if are about one account"),
        (["next", "--what-if", "learn 1 yes"], 2, "--moves and --what-if are about one account"),
        (["next", "calder", "--what-if", "nonsense"], 2, "it supposes nothing; write"),
        (["next", "calder", "--what-if", "learn 9 yes"], 3, "no need '9' at Calder Snacks"),
        (["next", "calder", "--what-if", "respond 99 accepted"], 3, "no offer '99'"),
        (["next", "calder", "--what-if", "respond 5 accepted"], 3, "no offer '5'"),
        (["next", "nobody"], 3, "no account 'nobody'"),
        (["why", "calder", "9"], 3, "no need '9' at Calder Snacks"),
        (["why", "calder"], 2, "Missing argument 'NEED'"),
        (["why", "nobody", "1"], 3, "no account 'nobody'"),
        (["report", "nothing"], 2, "no such command 'nothing'"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(demo: Vl, typed: list[str], code: int, complaint: str) -> None:
    left, out, said = demo(*typed)
    assert (left, out) == (code, "")
    assert said.startswith("Error: ")
    assert complaint.casefold() in said.casefold()


# How they look.


@pytest.mark.parametrize("typed", ["next calder --moves", "next", "why northgate 3", "report calibration"])
def test_the_pages_are_plain_through_a_pipe_and_coloured_where_it_is_asked(
    demo: Vl, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = demo(*typed.split())[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = demo(*typed.split())[1]
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in demo(*typed.split())[1] + plain


HOSTILE = {
    "account": ("[red]Acme[/] \u202egpj", r"[red]Acme[/] \u202egpj"),
    "contact": ("boss :smile: \u200b", r"boss :smile: \u200b"),
    "product": ("Kit [link=http://x]y[/] \x1b[31m", r"Kit [link=http://x]y[/] \x1b[31m"),
    "need": ("fewer stops |`a`| {0} %s \u2067שלום", r"fewer stops |`a`| {0} %s \u2067שלום"),
    "note": ("word " * 2000 + "[/red] end", "word " * 2000 + "[/red] end"),
}


@pytest.fixture
def hostile(vl: Vl) -> Vl:
    typed = {name: text for name, (text, _) in HOSTILE.items()}
    for command in (
        ["account", "add", typed["account"]],
        ["contact", "add", "acme", typed["contact"]],
        ["product", "add", typed["product"], "--cost", "1k", "--meets", "stops"],
        ["guess", "acme", typed["need"], "--save", "40k", "--for", "boss"],
        ["learn", "acme", "1", "yes", "--via", "logic", "--note", typed["note"]],
    ):
        code, _, complaint = vl(*command)
        assert code == 0, complaint
    return vl


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("next acme --moves", "account contact product need"),
        ("next", "account need"),
        ("why acme 1", "account need note"),
    ],
)
def test_whatever_was_typed_is_shown_and_acts_on_nothing(
    hostile: Vl, typed: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = hostile(*typed.split())[1]
    assert not set(said) & set("\x1b\u202e\u200b\u2067")
    for name in shown.split():
        assert " ".join(HOSTILE[name][1].split()) in " ".join(said.split()), name
    for width in (40, 80, 100, 140):
        monkeypatch.setenv("COLUMNS", str(width))
        narrow = hostile(*typed.split())[1]
        assert max(map(cell_len, narrow.splitlines())) <= width
        for each in set("".join(HOSTILE[name][1] for name in shown.split())) - set(" |"):
            assert narrow.count(each) == said.count(each), each


def test_the_command_to_copy_is_safe_to_paste(hostile: Vl) -> None:
    [line] = [each.strip() for each in hostile("next", "acme")[1].splitlines() if each.startswith("  $ ")]
    typed = shlex.split(line)
    assert (typed[1], typed[3]) == ("vl", HOSTILE["account"][1])


# What they load.


def loaded(*typed: str, store: Path) -> set[str]:
    """Which of some heavy modules a fresh Python has loaded after a command."""
    code = f"from valueloop.cli.app import run\nrun({list(typed)!r})\nimport sys\nprint(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "VALUELOOP_DB": str(store)},
    )
    seen = set(done.stdout.splitlines()[-1].split())
    assert "valueloop.cli.plan" in seen
    return seen & {"numpy", "sqlmodel", "rich", "pydantic", "valueloop.store.session"}


@pytest.mark.parametrize("typed", [("next",), ("why",), ("report", "calibration"), ("report", "rates")])
def test_help_loads_nothing_heavy(typed: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(*typed, "--help", store=tmp_path / "none.db") == set()


def test_the_planner_is_loaded_only_where_there_is_something_to_weigh(vl: Vl, tmp_path: Path) -> None:
    store = tmp_path / "deals.db"
    assert "numpy" in loaded("--today", DAY, "next", "calder", store=built()), "or this test sees nothing"
    vl("account", "add", "Acme")
    vl("guess", "acme", "fewer stops", "--save", "?")
    assert "numpy" not in loaded("next", "acme", store=store), "no money, and no product"
    vl("guess", "acme", "less waste", "--save", "40k")
    assert "numpy" not in loaded("next", "acme", store=store), "no product"


@pytest.mark.parametrize(
    "typed", [("why", "northgate", "3"), ("report", "calibration"), ("next", "harrow"), ("today",)]
)
def test_other_pages_do_without_the_planner(typed: tuple[str, ...]) -> None:
    assert "numpy" not in loaded("--today", DAY, *typed, store=built())
