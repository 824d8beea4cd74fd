"""Every page in every format: what the ending says, what is refused, and that a bare file name is asked about."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from demo_store import built, commands
from valueloop.cli import context
from valueloop.cli.output import Format
from valueloop.document import Document
from valueloop.errors import Refused

Vl = Callable[..., tuple[int, str, str]]

# Every command that shows a page, with what it needs; a test below sees that none is missing.
SHOWN = {
    "today": [], "next": ["northgate"], "history": ["northgate"], "why": ["northgate", "3"], "similar": ["calder"],
    "value": ["northgate"], "share": ["northgate"], "map": ["northgate"], "proposition": ["northgate"],
    "brief": ["northgate"], "export": ["northgate"], "account list": [], "account show": ["northgate"],
    "contact list": ["northgate"], "product list": [], "deal list": [], "template list": [],
    "template show": ["plant manager"], "playbook list": [], "report calibration": [], "report rates": [],
    "report effort": [], "report propositions": [], "config list": [],
    "handover": ["northgate"], "queue": [], "goodwill": ["northgate"], "renewal": ["northgate"], "check": ["northgate"],
    "delivery list": [], "deployment list": [], "promise list": [], "defect list": [], "invoice list": [],
    "referral list": [], "privilege list": [], "threat list": [], "ideal list": [],
    "report campaigns": [], "report core": [], "report discovery": [], "report estimates": [], "report gaps": [],
    "report loops": [], "report partings": [], "report pipeline": [], "report receivables": [], "report revenue": [],
    "report rhythm": [], "report sources": [], "report threats": [],
    "calc": [str(Path(__file__).parents[2] / "examples" / "line-controller.toml")],
}  # fmt: skip
ENDINGS = {"md": b"# ", "html": b"<!DOCTYPE html>", "xlsx": b"PK", "json": b"", "txt": b""}


def has(name: str, option: str) -> bool:
    return any(option in each.opts for each in commands()[name].params)


def test_no_command_that_shows_a_page_is_forgotten() -> None:
    shown = {name for name in commands() if name and has(name, "--to")} - {"account lose"}  # it says to whom
    assert shown - {"playbook show"} == set(SHOWN), "playbook show needs a playbook, which the demo has not"
    assert all(has(name, each) for name in shown for each in ("--json", "--format", "--yes"))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_written_as_the_file_is_called(name: str, ending: str, vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / f"page.{ending}"
    command = ["--db", str(built()), "--today", "2026-06-15", *name.split(), *SHOWN[name]]
    code, out, said = vl(*command, "--to", str(file))
    assert (code, out, said) == (0, "", f"Written to {file}.\n")
    made = file.read_bytes()
    assert made.startswith(ENDINGS[ending])
    if ending == "json":
        assert json.loads(made) == json.loads(vl(*command, "--json")[1])
    elif ending == "txt":
        text = made.decode()
        assert text == vl(*command, "--format", "text")[1]
        if name != "export":  # it is markdown unless something else is asked for
            assert text == vl(*command)[1]
    elif ending == "xlsx":
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
    else:
        assert made.decode() == vl(*command, "--format", "markdown" if ending == "md" else ending)[1]


@pytest.mark.parametrize("case", [["value", "northgate"], ["export", "northgate"], ["calc", SHOWN["calc"][0]]])
def test_a_value_case_has_its_formulas_in_the_workbook(case: list[str], vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    assert vl("--db", str(built()), *case, "--to", str(file))[0] == 0
    with zipfile.ZipFile(file) as packed:
        assert b"<f>" in packed.read("xl/worksheets/sheet2.xml")
        assert b'name="Flows"' in packed.read("xl/workbook.xml")


def test_what_the_format_is_must_be_said(vl: Vl, tmp_path: Path) -> None:
    for name in ("page", "page.pdf"):
        file = tmp_path / name
        code, out, said = vl("report", "rates", "--to", str(file))
        assert (code, out) == (2, "")
        assert f"what is {file} to be? End it in .md, .html, .xlsx, .json or .txt." in said
        assert vl("report", "rates", "--format", "markdown", "--to", str(file))[0] == 0
        assert file.read_text().startswith("# ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "pdf"], "'pdf' is no format: write text, markdown, html, xlsx, json, toml"),
        (["--format", "html", "--json"], "--json or --format: one of the two"),
        (["--format", "toml"], "this page is not written as TOML: value cases and templates are"),
    ],
)
def test_what_cannot_be_is_said(options: list[str], said: str, vl: Vl) -> None:
    code, out, complaint = vl("report", "rates", *options)
    assert (code, out) == (2, "")
    assert said in complaint


def test_json_twice_is_json(vl: Vl) -> None:
    assert vl("report", "rates", "--json", "--format", "JSON")[1] == vl("report", "rates", "--json")[1]


def test_a_workbook_goes_to_a_pipe_and_never_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (False, True):
        held = io.BytesIO()
        made = io.TextIOWrapper(held, encoding="utf-8")
        state = context.State(db=str(built()))
        state.output.form = Format.XLSX
        monkeypatch.setattr(made, "isatty", lambda seen=terminal: seen)
        monkeypatch.setattr("sys.stdout", made)
        if terminal:
            with pytest.raises(Refused, match=r"--to FILE\.xlsx"):
                state.page(Document("t"), None)
        else:
            state.page(Document("t"), None)
            assert held.getvalue().startswith(b"PK")
    monkeypatch.undo()
