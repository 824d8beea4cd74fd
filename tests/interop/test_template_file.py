"""Templates in files: read as they stand, written back, refused at their line; those that ship; the page."""

import contextlib
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.names import a_name, a_text, fold
from valueloop.domain.template import Template, TemplateEntry, gathered, says_the_same
from valueloop.domain.value_map import Better, Kind, gaps
from valueloop.errors import Invalid
from valueloop.interop.template_file import EntryTable, TemplateFile, read_template, shipped
from valueloop.interop.template_text import write_template
from valueloop.interop.toml_tables import MOST_COMPLAINTS

PAGE = (Path(__file__).parents[2] / "docs" / "template-file.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
HEAD = 'name = "t"\nrole = "planner"\n'  # lines 1 and 2
ENTRY = '[[entries]]\nkind = "issue"\ntext = "stops"\n'  # lines 3 to 5, behind HEAD
FIRST = "[[entries]] number 1"
KNOWS = "it knows kind, text, unit, better, impacts, personal"
TWO_BRACKETS = "write [[entries]], with two brackets, above what each entry says"


def read(text: str) -> Template:
    return read_template(text, "t.toml")


def complaint(text: str) -> str:
    with pytest.raises(Invalid) as wrong:
        read(text)
    assert (wrong.value.what, wrong.value.given) == ("template file", "t.toml")
    return wrong.value.why


def test_the_example_of_the_page_reads_as_it_stands() -> None:
    assert read(EXAMPLE) == Template(
        "planner",
        "production planner",
        (
            TemplateEntry(
                Kind.OBJECTIVE,
                "the week's plan holds until Friday",
                impacts=("a line that makes what the plan says it makes",),
                personal=("no call on Sunday evening",),
            ),
            TemplateEntry(Kind.METRIC, "orders moved to another day", "order/week", Better.LOWER),
            TemplateEntry(
                Kind.ISSUE,
                "nobody knows how long a change of product takes",
                impacts=(
                    "every change of product timed by the line itself",
                    "changes that take the same time on every shift",
                ),
            ),
        ),
    )


def test_every_key_stands_on_the_page() -> None:
    top, below = (re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in PAGE.split("## [[entries]]"))
    assert [*top, "entries"] == list(TemplateFile.model_fields)
    assert below == list(EntryTable.model_fields)


def test_the_complaint_of_the_page_is_the_readers() -> None:
    said = re.search(r"^Error: template file 'mine.toml' cannot be used: (.*)$", PAGE, re.MULTILINE)
    assert said
    assert complaint(EXAMPLE.replace('impacts = ["a line', 'impact = ["a line')) == said[1]


SPACED = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


def fits(reader: object, text: str) -> bool:
    try:
        return reader("text", text) == text  # type: ignore[operator,no-any-return]
    except Invalid:
        return False


NAMES = SPACED.map(str.strip).filter(lambda text: fits(a_name, text))
TEXTS = (SPACED | st.just('two\nlines "quoted" [1]')).map(str.strip).filter(lambda text: fits(a_text, text))
LISTS = st.lists(TEXTS, max_size=3, unique_by=fold).map(tuple)
ENTRIES = st.builds(
    TemplateEntry, st.sampled_from(Kind), TEXTS, st.just("") | NAMES, st.none() | st.sampled_from(Better), LISTS, LISTS
)
TEMPLATES = st.builds(Template, NAMES, NAMES, st.lists(ENTRIES, min_size=1, max_size=4).map(gathered))


@given(TEMPLATES)
def test_what_is_written_reads_back(template: Template) -> None:
    text = write_template(template)
    assert read(text) == template
    assert write_template(read(text)) == text
    assert tomllib.loads(text.replace("\n", "\r\n"))["name"] == template.name, (
        "kept by an editor that ends lines its way"
    )


@given(st.text(max_size=60) | st.text(max_size=20).map(lambda text: HEAD + ENTRY + text))
def test_any_text_is_a_template_or_a_complaint(text: str) -> None:
    with contextlib.suppress(Invalid):
        assert read(text).entries


def test_nothing_in_a_written_file_acts_on_a_terminal() -> None:
    hostile = "\x1b[31mred\x9b2J \u202efdp.exe \u200b\ufeff [red]=HYPERLINK(1)"
    text = write_template(Template("t", "r", (TemplateEntry(Kind.ISSUE, hostile, "%", None, (hostile,)),)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]", text)
    assert read(text).entries[0].text == hostile


def test_a_file_is_nice_to_read() -> None:
    assert write_template(read(EXAMPLE)).replace("    ", "  ") == EXAMPLE


WRONG = {
    "an unknown key above": (f'roll = "x"\n{HEAD}{ENTRY}', "line 1: the file has no key 'roll'; did you mean role?"),
    "a table that there is not": (
        f"{HEAD}{ENTRY}[owner]\n",
        "line 6: the file has no key 'owner'; it knows name, role, entries",
    ),
    "an unknown key": (f"{HEAD}{ENTRY}now = 94\n", f"line 6: {FIRST} has no key 'now'; {KNOWS}"),
    "a long key": (f"{HEAD}{ENTRY}{'k' * 200} = 1\n", f"line 6: {FIRST} has no key '{'k' * 37}...'; {KNOWS}"),
    "no name": (f'role = "planner"\n{ENTRY}', "the file lacks 'name'"),
    "no text": (f'{HEAD}[[entries]]\nkind = "issue"\n', f"line 3: {FIRST} lacks 'text'"),
    "no entry": (HEAD, "it has no [[entries]]: a template begins with one"),
    "an empty list": (f"{HEAD}entries = []\n", "line 3: it has no [[entries]]: a template begins with one"),
    "one bracket": (f'{HEAD}[entries]\nkind = "issue"\ntext = "x"\n', f"line 3: {TWO_BRACKETS}"),
    "entries of no table": (f"{HEAD}entries = [3]\n", f"line 3: {TWO_BRACKETS}"),
    "entries of nothing": (f"{HEAD}entries = 3\n", f"line 3: {TWO_BRACKETS}"),
    "a wrong kind": (
        f'{HEAD}[[entries]]\nkind = "goal"\ntext = "x"\n',
        "line 4: kind 'goal' is none of objective, metric, strategy or issue",
    ),
    "a wrong way": (f'{HEAD}{ENTRY}better = "up"\n', "line 6: better 'up' is none of higher or lower"),
    "a number": (f"{HEAD}{ENTRY}unit = 3\n", "line 6: unit: text in quotes is meant, not 3"),
    "a unit of nothing": (f'{HEAD}{ENTRY}unit = ""\n', "line 6: unit: it is empty; give it a name"),
    "a unit of two lines": (f'{HEAD}{ENTRY}unit = "a\\nb"\n', "line 6: unit: a name stands on one line"),
    "an empty text": (f'{HEAD}[[entries]]\nkind = "issue"\ntext = " "\n', "line 5: text: it says nothing"),
    "a name of two lines": (f'name = "a\\nb"\nrole = "r"\n{ENTRY}', "line 1: name: a name stands on one line"),
    "one impact": (
        f'{HEAD}{ENTRY}impacts = "calm"\n',
        'line 6: impacts: a list is meant, as ["fewer stops", "a calm Friday"], not calm',
    ),
    "an impact that says nothing": (f'{HEAD}{ENTRY}personal = ["a", ""]\n', "line 6: personal: it says nothing"),
    "an impact as a table": (
        f'{HEAD}{ENTRY}[[entries.impacts]]\ntext = "calm"\n',
        "line 6: impacts: text in quotes is meant, not a table",
    ),
    "an entry twice": (
        f'{HEAD}{ENTRY}[[entries]]\nkind = "issue"\ntext = " Stops "\n',
        "line 8: the issue 'Stops' stands there twice",
    ),
    "an impact twice": (
        f'{HEAD}{ENTRY}impacts = ["calm", "Calm"]\n',
        "line 6: impacts: 'calm' stands there twice",
    ),
    "no quotes": (f"{HEAD}{ENTRY}unit = hour\n", "it is no TOML: line 6: invalid value; text stands in quotes"),
    "two things on one line": (
        'name = "a" "b"\n',
        "it is no TOML: line 1: expected newline or end of document after a statement; text stands in quotes",
    ),
    "an open text": ('name = "t\n', "it is no TOML: line 1: illegal character '\\n'"),
    "an end too early": ("name = [", "it is no TOML: at its end: invalid value; text stands in quotes"),
    "a number of too many digits": (f"{HEAD}x = {'9' * 5000}\n", "a number in it has too many digits"),
    "a hexadecimal one": (
        f"name = 0x{'f' * 5000}\nrole = 1e999999\n{ENTRY}",
        "line 1: name: text in quotes is meant, not NaN; line 2: role: text in quotes is meant, not NaN",
    ),
    "nested too deeply": (f"x = {'[' * 5000}{']' * 5000}\n", "it is nested too deeply"),
    "too many": (
        HEAD + "".join(f'[[entries]]\nkind = "issue"\ntext = "{at}"\n' for at in range(1001)),
        "line 3: entries: there are more than 1,000: nobody asks about so many",
    ),
    "too many impacts": (
        f"{HEAD}{ENTRY}impacts = {[str(at) for at in range(1001)]}\n",
        "line 6: impacts: there are more than 1,000: nobody asks about so many",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    assert complaint(text) == said


def test_all_is_said_at_once_in_the_order_of_the_lines_and_no_more_than_eight() -> None:
    assert complaint('[[entries]]\nkind = "goal"\ntext = 3\nname = "t"\n').split("; ") == [
        "the file lacks 'name'",
        "the file lacks 'role'",
        "line 2: kind 'goal' is none of objective, metric, strategy or issue",
        "line 3: text: text in quotes is meant, not 3",
        f"line 4: {FIRST} has no key 'name'",
        "it knows kind, text, unit, better, impacts, personal",
    ]
    many = complaint(HEAD + "[[entries]]\nkind = 3\n" * 6)
    assert many.endswith("; and 4 more")
    assert many.count("line ") == MOST_COMPLAINTS


# --- Those that ship.

FILES = sorted(each.name for each in files("valueloop").joinpath("templates").iterdir() if each.name.endswith(".toml"))


def test_six_ship_each_under_the_name_of_its_file() -> None:
    assert len(FILES) == 6
    assert [each.name for each in shipped()] == [name.removesuffix(".toml").replace("-", " ") for name in FILES]


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.name)
def test_one_that_ships_has_all_kinds_and_names_no_customer(template: Template) -> None:
    assert gaps({each.kind for each in template.entries}) == ()
    texts = [text for each in template.entries for text in (each.text, *each.impacts, *each.personal)]
    assert len(texts) == len({fold(text) for text in texts}) > 12
    assert any(each.personal for each in template.entries)
    for text in texts:
        assert re.fullmatch(r"[a-z][^\d€$]{5,80}", text), text
    for metric in (each for each in template.entries if each.kind is Kind.METRIC):
        assert metric.better, metric.text
    of_a_kind = [(one, other) for one in template.entries for other in template.entries if one.kind is other.kind]
    assert not [(one, other) for one, other in of_a_kind if one is not other and says_the_same(one.text, other.text)]


@pytest.mark.parametrize("name", FILES)
def test_one_that_ships_stands_in_its_file_as_it_is_written(name: str) -> None:
    text = files("valueloop").joinpath("templates", name).read_text(encoding="utf-8")
    remark, _, rest = text.partition("\n")
    assert remark.startswith("# ")
    assert rest == write_template(read(text))
