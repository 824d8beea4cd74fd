"""Text that would act (escape sequences, marks that turn the reading, markup): shown, and nothing in it acts."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from valueloop.interop.case_file import read_case

Vl = Callable[..., tuple[int, str, str]]

HOSTILE = {
    "a colour": "\x1b[31mred",
    "a link": "\x1b]8;;http://example.org\x07click\x1b]8;;\x07",
    "a window title": "\x1b]0;pwned\x07",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a C1 control": "\x9b31mred",
    "a bell and a backspace": "a\x07\x08b",
    "a mark that turns the reading": "invoice\u202efdp.exe",
    "isolates": "\u2067abc\u2069",
    "no width": "a\u200b\u200d\ufeffb",
    "tags": "flag\U000e0067\U000e007f",
    "rich markup": "[red]alarm[/red] [link=http://example.org]x[/link] \\[b]",
    "markdown": "**bold** | cell | `code` <script>alert(1)</script>",
    "a formula of a spreadsheet": '=HYPERLINK("http://example.org";"x")',
    "a placeholder": "{0} {name} %s %(x)s ${HOME} $(date)",
    "quotes": "\"'\\\\ \\u0041",
}
ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def in_toml(text: str) -> str:
    """A text in quotes, as TOML has it: every character that it does not take is written as its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\U{ord(c):08x}" for c in text) + '"'


def a_file(text: str, where: Path) -> Path:
    said = in_toml(text)
    where.write_text(
        f"""[case]
title = {said}
currency = "EUR"
[inputs.stops]
low = 1
high = 3
by = {said}
[[lines]]
name = {said}
kind = "save"
formula = "stops * 1k"
for = {said}
accepted_by = {said}
[inputs.price]
value = 5
by = {said}
[[alternatives]]
name = {said}
price = 100
[[alternatives.differences]]
name = {said}
[[alternatives.differences]]
name = {in_toml(text + "2")}
amount = 5
[share]
""",
        encoding="utf-8",
    )
    return where


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_text_acts_on_the_page(text: str, vl: Vl, tmp_path: Path) -> None:
    code, out, complaints = vl("calc", str(a_file(text, tmp_path / "case.toml")))
    assert (code, complaints) == (0, "")
    assert not ACTS.search(out)
    if text.isprintable():
        assert text in out.splitlines()[0]  # as it was typed, brackets and braces too


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_is_valid_holds_the_text_and_nothing_in_it_acts(text: str, vl: Vl, tmp_path: Path) -> None:
    code, out, complaints = vl("calc", str(a_file(text, tmp_path / "case.toml")), "--json")
    assert (code, complaints) == (0, "")
    assert not ACTS.search(out)
    found = json.loads(out)
    texts = (found["title"], found["lines"][0]["name"], found["lines"][0]["owner"], found["inputs"][0]["by"])
    assert set(texts) == {text}
    assert found["worth"][0]["unknown"] == [text]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_complaint_acts(text: str, vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = in_toml(text)
    for holds in (
        f'[case]\ntitle = "t"\ncurrency = {said}\n',
        f'[case]\ntitle = "t"\ncurrency = "EUR"\n{said} = 1\n',
        f'[case]\ntitle = "t"\ncurrency = "EUR"\n[inputs.{said}]\nvalue = 1\n',
        f'[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = "l"\nkind = {said}\nformula = "1"\n',
        f'[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = "l"\nkind = "save"\nformula = {said}\n',
        f'[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = {said}\nkind = "save"\nformula = "nowhere"\n',
    ):
        Path("case.toml").write_text(holds, encoding="utf-8")
        code, out, complaints = vl("calc", "case.toml")
        assert (code, out) == (2, "")
        assert complaints.startswith("Error: case file 'case.toml' cannot be used: ")
        assert complaints.count("\n") == 1
        assert not ACTS.search(complaints)


@pytest.mark.parametrize("title", ["Offer\\nTotal: EUR 5", "Offer\\r\\nTotal: EUR 5"])
def test_a_title_of_two_lines_is_refused_or_shown_on_one(title: str, vl: Vl, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(f'[case]\ntitle = "{title}"\ncurrency = "EUR"\n', encoding="utf-8")
    code, out, _ = vl("calc", str(file))
    assert code == 2 or out.splitlines()[0] == "Offer Total: EUR 5"


def test_names_that_are_markup_keep_every_character() -> None:
    text = '[case]\ntitle = "[red]"\ncurrency = "EUR"\n[[lines]]\nname = "[/red]"\nkind = "save"\nformula = "1"\n'
    case = read_case(text, "case.toml")
    assert (case.title, case.lines[0].name) == ("[red]", "[/red]")
