"""Threats, partings, campaigns and the rhythm as they are typed: what is answered, refused, and taken back."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from demo_store import TODAY, built
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture
def demo(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a copy of the demo's store, on its day."""
    store = Path(shutil.copy(built(), tmp_path / "deals.db"))
    return lambda *typed: vl("--db", str(store), "--today", TODAY.isoformat(), *typed)


def fine(vl: Vl, *typed: str) -> str:
    code, out, complaints = vl(*typed)
    assert (code, complaints) == (0, ""), typed
    return out


def test_a_threat_is_added_listed_ranked_and_ended(demo: Vl) -> None:
    made = fine(
        demo, "threat", "add", "northgate", "Rival Controls", "half the price", "--value", "900k", "--price", "26k",
        "--switching", "12k", "--by", "plant",
    )  # fmt: skip
    assert "Rival Controls at Northgate Bottling, “half the price”, said by the plant manager" in made
    assert "They gain" in made
    [listed] = [
        each
        for each in json.loads(fine(demo, "threat", "list", "northgate", "--json"))
        if each["rival"] == "Rival Controls"
    ]
    assert listed["switching"] == {"amount": "12000.00", "currency": "EUR"}
    page = fine(demo, "report", "threats")
    assert "Or give way on the price by more than" in page
    data = json.loads(fine(demo, "report", "threats", "--json"))
    assert data["customers"][0]["account"] == "Northgate Bottling"
    assert "has ended on the day it was recorded" in fine(demo, "threat", "end", str(listed["number"]))
    assert "Rival Controls" in fine(demo, "threat", "list", "--all")


def test_parting_looking_back_and_taking_up_again(demo: Vl) -> None:
    assert "Calder Snacks is unqualified: never on Fridays." in fine(
        demo, "account", "unqualify", "calder", "--because", "never on Fridays"
    )
    assert "Nothing, since it is unqualified" in fine(demo, "next", "calder")
    assert "Calder" not in fine(demo, "next")
    assert "nothing came of it (they stayed small)" in fine(
        demo, "account", "look-back", "calder", "--nothing", "--note", "they stayed small"
    )
    assert "won by Nordic. To be regretted." in fine(demo, "account", "look-back", "calder", "--won-by", "Nordic")
    assert "came back. To be regretted." in fine(demo, "account", "look-back", "calder", "--came-back")
    page = json.loads(fine(demo, "report", "partings", "--json"))
    [calder] = [each for each in page["partings"] if each["account"] == "Calder Snacks"]
    assert (calder["kind"], calder["came_of"], calder["regretted"]) == ("unqualified", "came back", True)
    assert "Calder Snacks: never on Fridays" in " ".join(fine(demo, "report", "partings").split())
    assert "is taken up again" in fine(demo, "account", "reopen", "calder")
    fine(demo, "undo")
    fine(demo, "redo")


def test_a_customer_is_fired_or_lost(demo: Vl) -> None:
    assert "is lost to Nordic: higher yield." in fine(
        demo, "account", "lose", "northgate", "--to", "Nordic", "--because", "higher yield"
    )
    fine(demo, "account", "reopen", "northgate")
    assert "Northgate Bottling is fired: never pays." in fine(
        demo, "account", "fire", "northgate", "--because", "never pays"
    )


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("threat", "add", "calder", "X"), 1, "Calder Snacks is no customer yet"),
        (("threat", "add", "northgate", "X", "--price", "1.234k"), 2, "--price '1.234k' cannot be used"),
        (("threat", "end", "99"), 3, "no threat '99'"),
        (("threat", "list", "nobody"), 3, "no account 'nobody'"),
        (("account", "unqualify", "northgate", "--because", "x"), 1, "Northgate Bottling is a customer"),
        (("account", "fire", "harrow", "--because", "x"), 1, "Harrow Dairy is no customer"),
        (("account", "lose", "northgate", "--because", "x"), 2, "--to"),
        (("account", "unqualify", "calder"), 2, "--because"),
        (("account", "reopen", "harrow"), 1, "there is nothing to reopen"),
        (("account", "look-back", "harrow"), 2, "--won-by RIVAL, --came-back or --nothing"),
        (("account", "look-back", "harrow", "--nothing", "--came-back"), 2, "say what came of it, once"),
        (("account", "look-back", "harrow", "--nothing"), 1, "there is nothing to look back on"),
        (("report", "rhythm", "--owner", "zzz"), 3, "no owner 'zzz'"),
    ],
)
def test_what_does_not_fit_says_what_does(demo: Vl, typed: tuple[str, ...], code: int, said: str) -> None:
    found, out, complaints = demo(*typed)
    assert (found, out) == (code, "")
    assert said in complaints


@pytest.mark.parametrize("name", ["threats", "partings", "campaigns", "rhythm"])
def test_each_report_has_its_page_its_data_and_an_empty_state(demo: Vl, vl: Vl, name: str) -> None:
    assert fine(demo, "report", name)
    assert isinstance(json.loads(fine(demo, "report", name, "--json")), dict)
    assert fine(vl, "report", name)


def test_the_rhythm_of_one_owner(demo: Vl) -> None:
    assert "Rhythm of field" in fine(demo, "report", "rhythm", "--owner", "field")


def test_a_campaign_is_logged_and_reported(demo: Vl) -> None:
    fine(demo, "log", "harrow", "a letter", "--email", "--with", "production", "--campaign", "open day")
    assert "open day" in fine(demo, "report", "campaigns")
