"""`vl delivery`, `vl deployment`, `vl handover`, `vl report gaps` as they are typed: answers, errors, data."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from demo_store import built
from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture
def demo(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a copy of the demo's store, on its day."""
    store = tmp_path / "demo.db"
    shutil.copy(built(), store)
    return lambda *typed: vl("--db", str(store), "--today", "2026-06-15", *typed)


def run(demo: Vl, typed: str) -> str:
    code, said, complaint = demo(*shlex.split(typed))
    assert (code, complaint) == (0, ""), typed
    return said


def number(said: str) -> str:
    found = re.match(r"\w+ (\d+)", said)
    assert found
    return found[1]


def test_a_delivery_from_its_plan_to_its_acceptance(demo: Vl) -> None:
    said = run(demo, 'delivery add northgate "spare controller" --need 3 --need overtime --due "in 2w"')
    assert "for Northgate Bottling: spare controller, due 29 Jun 2026; it serves need 3, higher yield" in said
    one = number(said)
    assert "delivered 12 Jun 2026, in time" in run(demo, f"delivery done {one} --when fri")
    assert "The production manager accepts delivery" in run(demo, f"delivery accept {one} --by prod")
    (row,) = [each for each in json.loads(run(demo, "delivery list --json")) if str(each["number"]) == one]
    assert row["accepted_by"] == "production manager"
    assert (row["progress"], row["delivered"], row["late"]) == ("accepted", "2026-06-12", 0)
    assert "spare controller" in run(demo, "delivery list north")


def test_a_deployment_from_its_start_to_its_end(demo: Vl) -> None:
    said = run(
        demo,
        'deployment add northgate "Line controller" --at "line 2" --need 3 --carer "service desk" --for prod '
        "--since 2026-06-01 --review 2026-07-01",
    )
    one = number(said)
    assert "runs at line 2 at Northgate Bottling since 1 Jun 2026, for the production manager" in said
    assert "The service desk cares for it; its needs are looked at again on 1 Jul 2026." in said
    assert "next review 20 Jun 2026" in run(demo, f"deployment review {one} --next sat")
    assert "next review 12 Dec 2026" in run(demo, f"deployment review {one}")
    assert "line 2" in run(demo, "deployment list")
    assert "ended 14 Jun 2026" in run(demo, f"deployment end {one} --when yesterday")
    assert "line 2" not in run(demo, "deployment list northgate")
    assert "line 2" in run(demo, "deployment list northgate --all")
    rows = json.loads(run(demo, "deployment list --all --json"))
    (row,) = [each for each in rows if str(each["number"]) == one]
    assert (row["product"], row["person"], row["ended"]) == ("Line controller", "production manager", "2026-06-14")


def test_the_handover_and_the_gaps(demo: Vl) -> None:
    page = run(demo, "handover northgate")
    assert page.startswith("Handover: Northgate Bottling\n")
    for each in ("What they need, in their words", "yield is 94 %, the target 97 %", "What it is to bring them", "#5"):
        assert each in page, each
    data = json.loads(run(demo, "handover northgate --json"))
    assert data["deal"]["price"] == {"amount": "52000.00", "currency": "EUR"}
    assert [each["number"] for each in data["served"]] == [3, 4]
    assert "No deal is won yet" in run(demo, "handover harrow")
    gaps = run(demo, "report gaps")
    assert gaps.startswith("Gaps\n")
    assert "less weekend overtime" in gaps
    assert json.loads(run(demo, "report gaps --json"))["views"][0]["currency"] == "EUR"


@pytest.mark.parametrize(
    ("typed", "code", "complaint"),
    [
        ('delivery add weir "kit"', 1, "no deal with Weir Brewing is won, so nothing is to be delivered"),
        ('delivery add northgate "kit" --need 99', 3, "no need '99' at Northgate Bottling"),
        ("delivery done 9999", 3, "Try: vl delivery list shows them"),
        ("delivery accept 9999 --by prod", 3, "no delivery '9999'"),
        ("delivery accept 1", 2, "missing option '--by'"),
        ("deployment end 9999", 3, "Try: vl deployment list shows them"),
        ("deployment review 9999", 3, "no deployment '9999'"),
        ("deployment add northgate kit --since tomorrow", 2, "it is still to come"),
        ("handover nowhere", 3, "no account 'nowhere'"),
    ],
)
def test_what_cannot_be_is_said_with_a_way_out(typed: str, code: int, complaint: str, demo: Vl) -> None:
    found, said, wrong = demo(*shlex.split(typed))
    assert (found, said) == (code, "")
    assert complaint in wrong


STORY = """
account add Acme --owner Zqowner
contact add acme "plant manager" --stance opposes --note Zqnote --influence decides
product add Controller --cost 61234 --floor 71234
log acme "Zqtouch of theirs" --call --with plant --hours 7.77
guess acme "fewer stops" --save 80k --for plant --chance 43%
guess acme "Zqguess" --save 81k --chance 90%
guess acme "Zqpride" --personal --for plant --chance 90%
learn acme 1 yes --via call --by plant
accept acme 1 --by plant
offer acme Controller --need 1 --price 55555 --terms pilot --for plant
respond 1 accepted --by plant --note Zqword
deal win acme --because Zqreason
delivery add acme "controller" --need 1 --due 2026-07-01
deployment add acme "controller" --need 1 --carer Zqcarer --for plant
"""
OURS = re.compile(rb"zq|61[,.]?234|71[,.]?234|55[,.]?555|43 ?%|7\.77", re.IGNORECASE)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_nothing_of_ours_is_on_the_customers_page(form: str, vl: Vl, tmp_path: Path) -> None:
    store = str(tmp_path / "ours.db")
    for line in STORY.strip().splitlines():
        assert vl("--db", store, "--today", "2026-06-15", *shlex.split(line))[0] == 0, line
    file, own = tmp_path / "theirs", tmp_path / "own"
    base = ["--db", store, "--today", "2026-06-15", "handover", "acme", "--format", form]
    assert vl(*base, "--customer", "--to", str(file))[0] == 0
    assert vl(*base, "--to", str(own))[0] == 0
    assert not OURS.search(file.read_bytes())
    assert b"fewer stops" in file.read_bytes()
    assert OURS.search(own.read_bytes()), "the marks would be worth nothing if they never got onto a page"
