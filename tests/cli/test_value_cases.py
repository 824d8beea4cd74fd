"""A value case on the command line: from a file without any store, in a store by its commands, and to a file again."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMANDS = typer.main.get_command(app)  # made once, where each call would make it anew
ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "line-controller.toml"
CASES = sorted([*(ROOT / "tests" / "cases").glob("*.toml"), CASE])
# What the design asks of `--json`, at its top level.
RESULTS = """pv_benefits pv_costs npv roi payback_years irr value_per_year accepted potential p10 p50 p90 break_even
tornado worth price customer_keeps our_share customer_npv customer_roi customer_payback_years""".split()
PLAIN = '[case]\ntitle = "t"\ncurrency = "EUR"\n[inputs]\nstops = 50\n[[lines]]\nname = "l"\nkind = "save"\n'
PLAIN += 'formula = "stops * 1k"\n'


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMANDS)


def typed_in(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))


def program(
    *arguments: str, store: Path, given: bytes = b"", imports: bool = False
) -> tuple["subprocess.CompletedProcess[bytes]", set[str]]:
    """The program in a process of its own, and the modules that it imported."""
    before = ["-X", "importtime"] if imports else []
    ran = subprocess.run(
        [sys.executable, *before, "-m", "valueloop", *arguments],
        env=os.environ | {"VALUELOOP_DB": str(store), "HOME": str(store.parent), "XDG_DATA_HOME": str(store.parent)},
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    told = [line.rpartition(b"|")[2].strip().decode() for line in ran.stderr.splitlines() if b"|" in line]
    return ran, {each.partition(".")[0] for each in told}


# Without a store.


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.stem)
def test_every_case_is_reckoned_and_has_all_results(case: Path, vl: Vl, tmp_path: Path) -> None:
    before = case.read_bytes()
    code, out, complaint = vl("calc", str(case))
    assert (code, complaint) == (0, "")
    assert len(out.splitlines()) > 10
    code, out, complaint = vl("calc", str(case), "--json")
    assert (code, complaint) == (0, "")
    found = json.loads(out)
    assert not [key for key in RESULTS if key not in found]
    assert all("flows" in line for line in found["lines"])
    assert all(isinstance(found[key], str | None) for key in ("roi", "payback_years", "irr", "our_share"))
    assert set(found["npv"]) == {"amount", "currency"}
    assert case.read_bytes() == before
    assert list(tmp_path.iterdir()) == [], "a store was made"


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_calc_touches_no_store_and_knows_no_database(json_too: list[str], tmp_path: Path) -> None:
    store = tmp_path / "no" / "such" / "deals.db"
    ran, imported = program("calc", str(CASE), *json_too, store=store, imports=True)
    assert ran.returncode == 0
    assert ran.stdout.strip()
    assert {"typer", "valueloop", "numpy", "pint"} <= imported, "this case has ranges, and units that convert"
    database = {"sqlmodel", "sqlalchemy", "filelock"} | ({"sqlite3"} if "coverage" not in imported else set())
    assert not imported & database
    assert list(tmp_path.iterdir()) == []


def test_a_case_without_ranges_and_units_draws_and_converts_nothing(tmp_path: Path) -> None:
    ran, imported = program("calc", "-", store=tmp_path / "deals.db", given=PLAIN.encode(), imports=True)
    assert ran.returncode == 0
    assert "valueloop" in imported
    assert not imported & {"numpy", "pint", "sqlmodel", "sqlalchemy"}
    ranged = PLAIN.replace("stops = 50", "stops = { low = 1, high = 9 }")
    _, imported = program("calc", "-", store=tmp_path / "deals.db", given=ranged.encode(), imports=True)
    assert "numpy" in imported
    assert "pint" not in imported
    unit = PLAIN.replace("stops = 50", 'stops = { value = 50, unit = "EUR/year" }').replace("stops * 1k", "stops * 3")
    _, imported = program("calc", "-", store=tmp_path / "deals.db", given=unit.encode(), imports=True)
    assert "numpy" not in imported


def test_an_answer_about_value_draws_nothing(tmp_path: Path) -> None:
    """The commands of every day stay quick: nothing but a page of value draws, and it only where there is a range."""
    store = tmp_path / "deals.db"
    for command in (
        ["account", "add", "Acme"],
        ["guess", "acme", "fewer stops", "--save", "80k..140k"],
        ["case", "set", "acme", "years=4"],
        ["alternative", "add", "acme", "rival", "--price", "40k"],
    ):
        ran, imported = program(*command, store=store, imports=True)
        assert ran.returncode == 0
        assert not imported & {"numpy", "pint"}, command


def test_a_case_is_read_from_standard_input(vl: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    typed_in(monkeypatch, CASE.read_bytes())
    from_input = vl("calc", "-", "--json")
    assert from_input == vl("calc", str(CASE), "--json")
    typed_in(monkeypatch, b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert vl("calc", "-")[0] == 0
    typed_in(monkeypatch, b"")
    code, out, complaint = vl("calc", "-")
    assert (code, out) == (2, "")
    assert complaint.startswith("Error: case file '-' cannot be used: there is no [case] with title and currency")


BAD = {
    "binary": (bytes(range(256)), 2, "it is no UTF-8 text"),
    "latin": ("café = 1".encode("latin-1"), 2, "it is no UTF-8 text"),
    "nought": (b"\0" * 40, 2, "it is no TOML"),
    "no toml": (b"[case\n", 2, "it is no TOML: line 1"),
    "empty": (b"", 2, "there is no [case] with title and currency"),
    "nothing in it": (b'[case]\ntitle = "t"\ncurrency = "EUR"\n', 2, "there is nothing to reckon: add [[lines]]"),
    "deep": (b"a = " + b"[" * 100_000, 2, "nested too deeply"),
    "huge": (b"#" * 2_000_001, 2, "it is larger than 2 MB"),
    "unknown key": (
        PLAIN.replace("title", "titel").encode(),
        2,
        "line 2: [case] has no key 'titel'; did you mean title?",
    ),
    "unknown input": (PLAIN.replace("stops *", "stop *").encode(), 2, "line 9: line 'l' names an input 'stop'"),
    "unit": (PLAIN.replace("50", '{ value = 5, unit = "hour" }').encode(), 2, "it comes out in hour"),
    "currency": (PLAIN.replace("EUR", "EURO").encode(), 2, "ISO 4217"),
    "hostile": (PLAIN.replace("stops =", '"\\u001b[31m" =').encode(), 2, r"\x1b[31m"),
}


@pytest.mark.parametrize("which", BAD)
@pytest.mark.parametrize("command", ["calc", "line load"])
def test_a_file_that_is_no_case_is_refused_in_one_sentence(which: str, command: str, vl: Vl, tmp_path: Path) -> None:
    raw, code, words = BAD[which]
    file = tmp_path / "case.toml"
    file.write_bytes(raw)
    at = []
    if command == "line load":
        assert vl("account", "add", "Acme")[0] == 0
        at = ["acme"]
    got, out, complaint = vl(*command.split(), *at, str(file))
    assert (got, out) == (code, "")
    assert words in complaint
    assert complaint.startswith("Error: ")
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint
    assert "\x1b" not in complaint
    if at:
        assert json.loads(vl("value", "acme", "--json")[1])["lines"] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(PLAIN)
    file.chmod(0)
    code, _, complaint = vl("calc", str(file))
    assert code == 1
    assert "Permission denied" in complaint


def test_the_seed_and_the_draws_are_told_and_taken(vl: Vl) -> None:
    def p10(*more: str) -> str:
        return str(json.loads(vl("calc", str(CASE), "--json", *more)[1])["p10"]["amount"])

    assert p10("--draws", "500") == p10("--draws", "500", "--seed", "1")
    assert p10("--draws", "500", "--seed", "2") != p10("--draws", "500")
    assert "of 500 draws (seed 7)" in vl("calc", str(CASE), "--draws", "500", "--seed", "7")[1]


# In a store.


@pytest.fixture
def acme(vl: Vl) -> Vl:
    for command in (
        ("account", "add", "Acme", "--currency", "EUR"),
        ("contact", "add", "acme", "production manager"),
        ("contact", "add", "acme", "plant controller"),
        ("line", "load", "acme", str(CASE)),
    ):
        assert vl(*command)[0] == 0
    return vl


def page(vl: Vl, *command: str) -> dict[str, object]:
    code, out, complaint = vl(*command, "--json")
    assert (code, complaint) == (0, "")
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_a_loaded_case_gives_the_same_results(acme: Vl) -> None:
    file, stored = page(acme, "calc", str(CASE)), page(acme, "value", "acme")
    assert [key for key in RESULTS if file[key] != stored[key]] == []
    assert not [key for key in RESULTS if key not in stored]
    assert stored["account"] == "Acme"
    answer = acme("undo")[1]
    assert answer.startswith("Undone: vl line load acme ")
    assert page(acme, "value", "acme")["lines"] == []
    assert acme("redo")[0] == 0
    assert page(acme, "value", "acme") == stored


def test_it_is_written_to_a_file_and_read_to_the_same(acme: Vl, tmp_path: Path) -> None:
    code, text, complaint = acme("export", "acme", "--format", "toml")
    assert (code, complaint) == (0, "")
    file = tmp_path / "again.toml"
    assert acme("export", "acme", "--format", "toml", "--to", str(file))[0] == 0
    assert file.read_text("utf-8") == text
    again, stored = page(acme, "calc", str(file)), page(acme, "value", "acme")
    assert [key for key in RESULTS if again[key] != stored[key]] == []


def test_keys_are_set_and_go_back_to_the_settings(acme: Vl) -> None:
    assert page(acme, "value", "acme")["basis"] == page(acme, "calc", str(CASE))["basis"]
    answer = acme("case", "set", "acme", "years=6", "timing=mid", "rule=difference", "walk_away=40k")[1].splitlines()
    assert answer[0] == "years = 6 (was 4): how many years the case looks ahead."
    assert answer[1] == "timing = mid (was end): when in a year its money flows: end, mid or start."
    basis = page(acme, "value", "acme")["basis"]
    assert isinstance(basis, dict)
    assert (basis["years"], basis["timing"]) == (6, "mid")
    assert page(acme, "share", "acme")["walk_away"] == {"amount": "40000.00", "currency": "EUR"}
    answer = acme("case", "set", "acme", "years=")[1].splitlines()
    assert answer[0] == "years is as the settings have it (was 6): how many years the case looks ahead."
    basis = page(acme, "value", "acme")["basis"]
    assert isinstance(basis, dict)
    assert basis["years"] == 3


def test_a_page_may_look_at_it_otherwise_and_keeps_nothing(acme: Vl, tmp_path: Path) -> None:
    before = (tmp_path / "deals.db").read_bytes()
    other = page(acme, "value", "acme", "--years", "2", "--rate", "0%", "--timing", "start", "--seed", "5")
    assert other["basis"] == {
        "currency": "EUR",
        "years": 2,
        "discount_rate": "0",
        "timing": "start",
        "price_in_costs": False,
        "draws": 20000,
        "seed": 5,
    }
    other = page(acme, "share", "acme", "--rule", "bargain", "--price", "50k", "--instalments", "4")
    assert other["instalments"] == [{"amount": "12500.00", "currency": "EUR"}] * 4
    assert (tmp_path / "deals.db").read_bytes() == before


def test_a_price_that_is_typed_is_looked_at_in_a_won_deal_too(acme: Vl) -> None:
    assert acme("deal", "win", "acme", "--price", "60k")[0] == 0
    assert (
        page(acme, "share", "acme", "--instalments", "2")["instalments"]
        == [{"amount": "30000.00", "currency": "EUR"}] * 2
    )
    typed = page(acme, "share", "acme", "--price", "50k", "--instalments", "2")["instalments"]
    assert typed == [{"amount": "25000.00", "currency": "EUR"}] * 2


def rung(vl: Vl, name: str) -> tuple[str, str | None, str]:
    found = page(vl, "value", "acme")["inputs"]
    assert isinstance(found, list)
    [each] = [one for one in found if one["name"] == name]
    return each["source"], each["by"], each["likely"]


def test_a_rung_is_raised_by_the_name_alone(acme: Vl) -> None:
    assert rung(acme, "minutes") == ("guess", None, "35")
    answer = acme("input", "set", "acme", "minutes", "--source", "said", "--by", "production")[1]
    assert answer.startswith("minutes = 20 / 35 / 60 minute/stop")
    assert " (was guess): said by the production manager (source not recorded).\n" in answer
    assert rung(acme, "minutes") == ("said", "production manager", "35")
    acme("input", "set", "acme", "minutes", "margin", "--source", "measured", "--by", "plant controller")
    assert rung(acme, "minutes") == ("measured", "plant controller", "35")
    assert rung(acme, "margin") == ("measured", "plant controller", "380")
    acme("input", "set", "acme", "minutes=40", "margin", "--source", "accepted", "--by", "plant controller")
    assert rung(acme, "minutes") == ("accepted", "plant controller", "40")
    assert rung(acme, "margin") == ("accepted", "plant controller", "380")
    history = acme("history", "acme")[1]
    assert "Number raised" in history
    assert "20 / 35 / 60 (our guess) → 20 / 35 / 60 (said by the production manager)" in history


def test_raising_a_rung_leaves_what_was_accepted_accepted(acme: Vl) -> None:
    before = page(acme, "value", "acme")["accepted"]
    answer = acme("input", "set", "acme", "minutes", "--source", "measured", "--by", "production")[1]
    assert "potential again" not in answer
    assert page(acme, "value", "acme")["accepted"] == before


def test_alternatives_and_their_differences(acme: Vl) -> None:
    answer = acme("alternative", "add", "acme", "by hand", "--kind", "themselves", "--price", "60k", "--switching",
                  "5k", "--difference", "evenness=45k", "--difference", "shift handover=?")[1].splitlines()  # fmt: skip
    assert answer[0] == ("Alternative 2, by hand (themselves): €60,000, a change from it to us costs them €5,000.")
    assert answer[1] == "How we differ: evenness €45,000 (better); shift handover unknown."
    differ = acme("alternative", "set", "acme", "hand", "evenness=-1k", "shift handover=")[1]
    assert differ.startswith(
        "Alternative 2, by hand. How we differ: evenness −€1,000 (worse); shift handover is taken away."
    )
    worth = page(acme, "value", "acme")["worth"]
    assert isinstance(worth, list)
    assert [each["name"] for each in worth] == ["retrofit by the incumbent", "by hand", "do nothing"]
    assert worth[1]["worth"] == {"amount": "54000.00", "currency": "EUR"}
    assert worth[1]["differences"] == [["evenness", {"amount": "-1000.00", "currency": "EUR"}]]
    assert acme("undo")[0] == acme("undo")[0] == 0
    assert len(page(acme, "value", "acme")["worth"]) == 2  # type: ignore[arg-type]
    bare = acme("alternative", "add", "acme", "wait")[1].splitlines()
    assert bare[1] == 'How we differ: vl alternative set "Acme" 2 energy=240k service=?'


def test_a_line_whose_flows_are_given_once_and_late(acme: Vl) -> None:
    for arguments in (
        ("spares", "--save", "--flows", "0/5k/6k"),
        ("start-up", "--cost", "--formula", "4k", "--once", "--year", "1"),
        ("energy", "--save", "--formula", "12k", "--delay", "6", "--ramp", "50%/100%"),
    ):
        assert acme("line", "add", "acme", *arguments)[0] == 0
    lines = page(acme, "value", "acme")["lines"]
    assert isinstance(lines, list)
    flows = {each["name"]: each["flows"] for each in lines}
    assert flows["spares"] == ["0", "5000", "6000", "0", "0"]
    assert flows["start-up"] == ["0", "4000", "0", "0", "0"]
    assert flows["energy"] == ["0", "3000", "9000", "12000", "12000"]
