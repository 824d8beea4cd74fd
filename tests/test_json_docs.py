"""docs/json.md holds what `--json` prints: every key of every record, its type, and the words that a value may be."""

import atexit
import dataclasses
import importlib
import io
import json
import re
import shutil
import tempfile
import types
import typing
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demo_store import TODAY, built, commands, shown
from valueloop import document
from valueloop.cli.app import run
from valueloop.cli.brief import Page

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
PLAYBOOK, TEMPLATE = "yield", "stops"
CASE = str(ROOT / "examples" / "line-controller.toml")
# The design's results, which its case files name: they stand first on the page that documents them.
RESULTS = """pv_benefits pv_costs npv roi payback_years irr value_per_year accepted potential p10 p50 p90 break_even
tornado worth price customer_keeps our_share customer_npv customer_roi customer_payback_years""".split()
# At harrow and calder no deal was won, so that nothing there can be renewed, and little was recorded.
LISTED = ("promise", "defect", "delivery", "deployment", "privilege", "threat")
WON_ONLY = ("renewal ACCOUNT", *(f"{each} list ACCOUNT" for each in LISTED))
LINK = re.compile(r"\[([^\]]+)\]\(#([\w-]+)\)")
EITHER = re.compile(r"(figure) or `(\w+)`")
PLAIN = {str: "text", int: "whole number", bool: "true or false", Decimal: "figure", date: "date"}
FITS = {
    "text": lambda value: isinstance(value, str),
    "whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "true or false": lambda value: isinstance(value, bool),
    "figure": lambda value: isinstance(value, str) and bool(re.fullmatch(r"-?\d+(\.\d+)?", value)),
    "date": lambda value: isinstance(value, str) and str(date.fromisoformat(value)) == value,
}


def _rows(section: str) -> list[list[str]]:
    """The rows of a section's first table, without its head."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[each.strip() for each in line.strip("|").split(" | ")] for line in lines[2:]]


def _section(name: str) -> str:
    return PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


@cache
def records() -> dict[str, dict[str, str]]:
    """The documented records: anchor → key → type."""
    found = {}
    for section in _section("Records").split("\n### ")[1:]:
        anchor = section.splitlines()[0].replace("'", "").replace(" ", "-")
        assert anchor not in found, f"{anchor} is documented twice"
        rows = _rows(section)
        assert all(meaning for _, _, meaning in rows)
        found[anchor] = {key.strip("`"): said for key, said, _ in rows}
        assert len(found[anchor]) == len(rows), f"a key of {anchor} is documented twice"
    return found


@cache
def words() -> dict[str, list[str]]:
    """The documented words: name → the values there are."""
    return {name: re.findall(r"`([^`]+)`", values) for name, _, values in _rows(_section("Words"))}


@cache
def documented() -> dict[str, str]:
    """What each command prints: as it is typed → type; ACCOUNT stands where one is named."""
    return {re.sub(r"`vl (.+) --json`", r"\1", command): said for command, said in _rows(_section("Commands"))}


def _typed() -> list[str]:
    """The commands that take `--json` as they may be typed: with all that they name, and without what may miss."""
    found = []
    what = {
        "account": "ACCOUNT",
        "account_name": "ACCOUNT",
        "file": "CASE.toml",
        "name": "NAME",
        "need": "NEED",
        "page": "PAGE",
    }
    for name, command in commands().items():
        if any("--json" in each.opts for each in command.params):
            named = [each for each in command.params if each.param_type_name == "argument"]
            least = sum(each.required for each in named)
            found += [
                " ".join([name, *(what[each.name] for each in named[:many])]) for many in range(least, len(named) + 1)
            ]
    return found


@cache
def theirs() -> list[str]:
    """The commands whose JSON is a page for a customer, as they may be typed."""
    found = [
        f"{name} ACCOUNT --customer"
        for name, command in commands().items()
        if {"--json", "--customer"} <= {opt for each in command.params for opt in each.opts} and name != "brief"
    ]
    kit = {page: json.loads(shown("brief", "northgate", page, "--json")) for page in Page}
    return found + [f"brief ACCOUNT {page}" for page, data in kit.items() if "blocks" in data]


def test_every_command_with_json_is_documented() -> None:
    assert len(_typed()) >= 10
    assert sorted(_typed()) == sorted(documented())


def wrong(said: str, value: Any, where: str, seen: set[str]) -> list[str]:
    """Where a value is not what the docs say; `seen` gathers `record.key` of all that occurs."""
    if said.endswith(" or null"):
        return [] if value is None else wrong(said.removesuffix(" or null"), value, where, seen)
    if said.startswith("list of "):
        if not isinstance(value, list):
            return [f"{where}: no list"]
        return [each for one in value for each in wrong(said.removeprefix("list of "), one, f"{where}[]", seen)]
    if either := EITHER.fullmatch(said):
        return [] if value == either[2] else wrong(either[1], value, where, seen)
    if pair := re.fullmatch(r"\((.+), (.+)\)", said):
        return [each for part, one in zip(pair.groups(), value, strict=True) for each in wrong(part, one, where, seen)]
    if said in blocks():
        return _wrong_block(said, value, where, seen)
    if link := LINK.fullmatch(said):
        name, anchor = link.groups()
        if anchor == "words":
            return [] if value in words()[name] else [f"{where}: {value!r} is no {name}"]
        return _wrong_record(anchor, value, where, seen)
    return [] if FITS[said](value) else [f"{where}: {value!r} is no {said}"]


def _wrong_record(anchor: str, value: Any, where: str, seen: set[str]) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: no record"]
    keys = records()[anchor]
    found = [f"{where}.{key}: not documented in '{anchor}'" for key in value if key not in keys]
    found += [f"{where}.{key}: documented in '{anchor}', not there" for key in keys if key not in value]
    for key in [each for each in value if each in keys]:
        seen.add(f"{anchor}.{key}")
        found += wrong(keys[key], value[key], f"{where}.{key}", seen)
    return found


@cache
def blocks() -> dict[str, dict[str, str]]:
    """The documented blocks of a page, and parts of blocks: name → key → type."""
    rows = _rows(_section("Blocks"))
    assert all(meaning for _, _, meaning in rows)
    found = {name: dict(re.findall(r"`(\w+)` ([^;]+)", keys)) for name, keys, _ in rows}
    assert len(found) == len(rows), "a block is documented twice"
    return found


def _wrong_block(name: str, value: Any, where: str, seen: set[str]) -> list[str]:
    if not isinstance(value, dict) or set(value) != set(blocks()[name]):
        return [f"{where}: no {name}"]
    seen.add(name)
    return [each for key, said in blocks()[name].items() for each in wrong(said, value[key], f"{where}.{key}", seen)]


def _wrong_page(page: Any, where: str, seen: set[str]) -> list[str]:
    """Where a page that is printed as it is said is not what the docs say."""
    if list(page) != ["title", "blocks", "notes"]:
        return [f"{where}: no page"]
    found = wrong("text", page["title"], f"{where}.title", seen)
    found += wrong("list of text", page["notes"], f"{where}.notes", seen)
    for at, block in enumerate(page["blocks"]):
        those = [name for name, keys in blocks().items() if set(keys) == set(block)]
        assert len(those) <= 1, f"{those} cannot be told apart"
        found += _wrong_block(those[0], block, f"{where}[{at}]", seen) if those else [f"{where}[{at}]: {list(block)}"]
    return found


@dataclasses.dataclass(frozen=True)
class Output:
    """What a command printed: as documented, as typed, read back as data; and the value that was written."""

    documented: str
    typed: str
    data: Any
    value: Any


@cache
def _with_more() -> Path:
    """The demo's store, and in it a playbook that was used at an account, and a template."""
    store = Path(tempfile.mkdtemp(prefix="valueloop-")) / "demo.db"
    atexit.register(shutil.rmtree, store.parent, ignore_errors=True)
    shutil.copy(built(), store)
    for command in (
        ["playbook", "save", PLAYBOOK, "--from", "northgate"],
        ["playbook", "apply", "harrow", PLAYBOOK],
        ["template", "save", TEMPLATE, "--from", "northgate", "--for", "production"],
        ["promise", "add", "northgate", "a spare cover", "--for", "plant", "--due", "fri"],
    ):
        with redirect_stdout(io.StringIO()):
            assert run(["--db", str(store), "--today", TODAY.isoformat(), *command]) == 0
    return store


def _named(typed: str, account: str, page: str) -> str:
    name = PLAYBOOK if typed.startswith("playbook") else TEMPLATE
    return typed.replace("ACCOUNT", account).replace("PAGE", page).replace("NAME", name).replace("NEED", "1")


@cache
def outputs() -> list[Output]:
    """What each command prints of the demo's store."""
    calls = [
        (each, _named(each, account, page))
        for each in _typed()
        for account in ("northgate", "harrow", "calder")
        for page in Page
        if "CASE" not in each and f"brief ACCOUNT {page}" not in theirs()
        if account == "northgate" or each not in WON_ONLY
    ]
    calls += [
        ("calc CASE.toml", f"calc {case}") for case in (CASE, *map(str, sorted((ROOT / "tests/cases").glob("*"))))
    ]
    calls += [("deal list", "deal list --all"), ("export ACCOUNT", "export northgate --format json")]
    calls += [("map ACCOUNT", "map northgate --format json"), ("report effort", "report effort --format json")]
    calls += [("next ACCOUNT", "next tarn"), ("next", "next --all"), ("why ACCOUNT NEED", "why northgate 3")]
    calls += [("template show NAME", "template show maintenance"), ("brief ACCOUNT", "brief weir --for production")]
    calls += [
        (f"{each} list{at}", f"{each} list{at.lower().replace('account', 'northgate')} --all")
        for each in ("promise", "defect", "deployment", "threat", "invoice")
        for at in ("", " ACCOUNT")
    ]
    calls += [
        ("queue", "queue --all"),
        ("report discovery", "report discovery --all"),
        ("report revenue", "report revenue --all"),
        ("check", "check --all"),
    ]
    handed: list[Any] = []
    writer = importlib.import_module("valueloop.render.json")
    as_json = writer.as_json

    def listening(value: Any) -> str:
        handed.append(value)
        return str(as_json(value))

    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("demo_store.built", _with_more)
        patch.setattr(writer, "as_json", listening)
        for doc, typed in dict.fromkeys(calls):
            handed.clear()
            arguments = typed.split() if "--format" in typed else [*typed.split(), "--json"]
            data = json.loads(shown(*arguments))
            assert len(handed) == 1, f"{typed}: its value was not heard of"
            found.append(Output(doc, typed, data, handed[0]))
    return found


def test_all_that_is_printed_is_documented() -> None:
    seen: set[str] = set()
    assert not [e for one in outputs() for e in wrong(documented()[one.documented], one.data, one.typed, seen)]
    assert len(outputs()) >= 15
    assert len(seen) >= 200


def test_every_page_for_a_customer_is_documented() -> None:
    rows = _rows(_section("Pages for a customer"))
    assert all(page for _, page in rows)
    assert len(theirs()) >= 6
    assert sorted(theirs()) == sorted(re.sub(r"`vl (.+) --json`", r"\1", command) for command, _ in rows)


def test_a_page_for_a_customer_is_printed_as_documented() -> None:
    calls = [each.replace("ACCOUNT", account) for each in theirs() for account in ("northgate", "harrow")]
    calls = [each for each in calls if each not in ("brief harrow case-study", "renewal harrow --customer")]  # none won
    seen: set[str] = set()
    assert not [e for each in calls for e in _wrong_page(json.loads(shown(*each.split(), "--json")), each, seen)]
    assert seen >= {"heading", "paragraph", "bullets", "table", "tree", "node"}
    said = shown("brief", "northgate", "proposal", "--json")
    assert shown("brief", "northgate", "proposal", "--customer", "--json") == said


def test_every_block_of_a_page_is_documented() -> None:
    words = document.cell("said")
    tree = document.Tree((document.Branch(words, (document.Branch(words),)),))
    timeline = document.Timeline("chances", (document.Course("a need", ((TODAY, Decimal("0.5")),), "50 %"),))
    made: dict[type, Any] = {
        document.Heading: document.Heading("said"),
        document.Paragraph: document.Paragraph(words),
        document.Bullets: document.Bullets((words,)),
        document.Table: document.table(["One"], [["said"]], [["said"]]),
        document.Tree: tree,
        document.Timeline: timeline,
        document.Commands: document.Commands(("vl today",)),
    }
    assert set(made) == set(typing.get_args(document.Block))
    writer, seen = importlib.import_module("valueloop.render.json"), set[str]()
    page = json.loads(writer.page_as_json(document.Document("a page", tuple(made.values()))))
    assert not _wrong_page(page, "page", seen)
    assert seen == set(blocks()), "documented, but no page has it"


def test_the_results_of_the_design_are_there_at_once() -> None:
    pages = [each for each in outputs() if each.documented in ("calc CASE.toml", "value ACCOUNT")]
    assert len(pages) >= 15
    assert list(records()["value-page"])[: len(RESULTS)] == RESULTS
    assert not [each.typed for each in pages if not set(RESULTS) <= set(each.data)]
    assert not [each.typed for each in pages if not all("flows" in line for line in each.data["lines"])]
    case = next(each.data for each in pages if each.typed.endswith("design.toml"))
    assert (case["payback_years"], case["irr"], case["worth"][0]["unknown"]) == ("never", "none", [])


def test_the_names_of_the_checks_are_printed_as_documented() -> None:
    told = _section("Commands").partition("`vl check --names --json`")[2].partition(".")[0]
    linked = LINK.search(told)
    assert linked, "what it prints is not said"
    printed, seen = json.loads(shown("check", "--names", "--json")), set[str]()
    assert not wrong(f"list of {linked[0]}", printed, "check --names", seen)
    assert len(printed) >= 20


def test_format_json_is_json() -> None:
    by_typed = {each.typed: each.data for each in outputs()}
    for typed in ("export northgate", "map northgate", "report effort"):
        assert by_typed[f"{typed} --format json"] == by_typed[typed]


@cache
def classes() -> dict[str, type]:
    """The class that stands behind each documented record, found from what the commands hand to the JSON writer."""
    found: dict[str, type] = {}
    for each in outputs():
        many = isinstance(each.value, list | tuple)
        assert each.value or not many, f"{each.typed}: an empty list shows no record"
        said = documented()[each.documented]
        assert said.startswith("list of ") is many, each.typed
        _follow(said.removeprefix("list of "), type(each.value[0] if many else each.value), each.typed, found)
    return found


def _follow(said: str, hint: Any, where: str, found: dict[str, type]) -> None:
    """Hold a documented type against a type in code, and go on into the records it names."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        rest = [each for each in inner if each is not type(None)]
        assert said.endswith(" or null") is (len(rest) < len(inner)), f"{where}: may be null, or may not"
        if rest == [Decimal, str]:
            assert EITHER.fullmatch(said.removesuffix(" or null")), f"{where}: is a figure, or a word"
            return
        assert len(rest) == 1, where
        _follow(said.removesuffix(" or null"), rest[0], where, found)
    elif origin is list or (origin is tuple and inner[-1] is Ellipsis):
        assert said.startswith("list of "), f"{where}: is a list"
        _follow(said.removeprefix("list of "), inner[0], where, found)
    elif origin is tuple:
        parts = re.fullmatch(r"\((.+), (.+)\)", said)
        assert parts, f"{where}: is a pair"
        for part, each in zip(parts.groups(), inner, strict=True):
            _follow(part, each, where, found)
    elif dataclasses.is_dataclass(hint):
        _record(said, hint, where, found)
    elif issubclass(hint, Enum):
        link = LINK.fullmatch(said)
        assert link, f"{where}: is one of {[each.value for each in hint]}"
        assert words()[link[1]] == [each.value for each in hint], f"{where}: other words than documented"
    else:
        assert said == PLAIN[hint], f"{where}: documented as {said}"


def _record(said: str, kind: Any, where: str, found: dict[str, type]) -> None:
    link = LINK.fullmatch(said)
    assert link, f"{where}: is a {kind.__name__}"
    name = link[2]
    assert link[1].replace("'", "").replace(" ", "-") == name, f"{where}: a link that leads elsewhere"
    if name in found:
        assert found[name] is kind, f"{where}: '{name}' is documented for two kinds of record"
        return
    found[name] = kind
    fields, hints = [each.name for each in dataclasses.fields(kind)], typing.get_type_hints(kind)
    if name == "value-page":
        fields = [*RESULTS, *(each for each in fields if each not in RESULTS)]
    assert fields == list(records()[name]), f"{where}: keys of '{name}' ({kind.__name__}) and of the docs differ"
    for key in fields:
        if kind.__name__ == "Money":
            assert records()[name][key] == "text"
        else:
            _follow(records()[name][key], hints[key], f"{where}.{key}", found)


def test_every_documented_record_is_one_of_the_program() -> None:
    assert len(records()) >= 30
    assert sum(map(len, records().values())) >= 200
    assert set(records()) == set(classes()), "documented, but no command prints it"
    assert len(set(classes().values())) == len(classes()), "one kind of record is documented under two names"


def test_every_documented_word_is_used() -> None:
    links = [link for keys in records().values() for said in keys.values() for link in LINK.findall(said)]
    used = {name for name, anchor in links if anchor == "words"}
    assert len(words()) >= 10
    assert used == set(words())
