"""Whatever a user types is shown as typed on every page, and nothing in it acts."""

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from valueloop.cli.app import app, run
from valueloop.document import (
    Bar,
    Branch,
    Bullets,
    Cell,
    Commands,
    Document,
    Heading,
    Span,
    Style,
    Tree,
    cell,
    strong,
    table,
    text,
)
from valueloop.render import markdown as markdown_room
from valueloop.render import terminal
from valueloop.render.cells import on_one_line, shown
from valueloop.render.json import as_json
from valueloop.render.markdown import escaped, markdown
from valueloop.render.terminal import console, draw
from valueloop.report import summary as summary_report
from valueloop.store.session import Store
from valueloop.usecases import summary as summaries

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# What is typed, and what a page shows of it: itself, but for what a terminal or an editor would obey.
HOSTILE = {
    "markup": ("[red]x[/]", "[red]x[/]"),
    "markup end": ("[/]", "[/]"),
    "markup link": ("[link=http://x]y[/link]", "[link=http://x]y[/link]"),
    "emoji code": (":smile: :warning:", ":smile: :warning:"),
    "clipboard": ("\x1b]52;c;aGk=\x07z", r"\x1b]52;c;aGk=\x07z"),
    "red": ("\x1b[31mred", r"\x1b[31mred"),
    "C1": ("\x9b31mred\x90q\x9c", r"\x9b31mred\x90q\x9c"),
    "backspace": ("ab\b\bcd\x7f", r"ab\x08\x08cd\x7f"),
    "carriage return": ("paid\runpaid", r"paid\x0dunpaid"),
    "right to left": ("a\u202egpj.exe\u202c", r"a\u202egpj.exe\u202c"),
    "isolate": ("a\u2066b\u2069c\u061cd", r"a\u2066b\u2069c\u061cd"),
    "zero width": ("pay\u200bpal\ufeff.", r"pay\u200bpal\ufeff."),
    "tags": ("a\U000e0041\U000e007fb", r"a\U000e0041\U000e007fb"),
    "formula": ('=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'),
    "formula plus": ("+1+cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0"),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "image tag": ("<img src=x onerror=1>", "<img src=x onerror=1>"),
    "comment": ("<!-- gone -->", "<!-- gone -->"),
    "entity": ("&amp; &lt;b&gt; &#35;", "&amp; &lt;b&gt; &#35;"),
    "cell border": ("a|b || c", "a|b || c"),
    "code": ("`code` ``c", "`code` ``c"),
    "strong": ("**b** __c__", "**b** __c__"),
    "emphasis": ("*b* _c_ a*b*c", "*b* _c_ a*b*c"),
    "struck out": ("~~gone~~", "~~gone~~"),
    "link": ("[x](javascript:1)", "[x](javascript:1)"),
    "image": ("![i](http://x/y.png)", "![i](http://x/y.png)"),
    "autolink": ("<http://evil.example>", "<http://evil.example>"),
    "address": ("http://evil.example/?a=1&b=2 www.evil.example", "http://evil.example/?a=1&b=2 www.evil.example"),
    "mathematics": ("$x$ $$y$$", "$x$ $$y$$"),
    "footnote": ("[^1] [^1]: no", "[^1] [^1]: no"),
    "definition": ("[a]: http://x 'y'", "[a]: http://x 'y'"),
    "bullet": ("- item", "- item"),
    "plus bullet": ("+ item", "+ item"),
    "number": ("1. item", "1. item"),
    "number bracket": ("12) item", "12) item"),
    "heading": ("# head #", "# head #"),
    "quote": ("> said", "> said"),
    "rule": ("---", "---"),
    "rule of stars": ("* * *", "* * *"),
    "underline": ("===", "==="),
    "fence": ("```sh", "```sh"),
    "tilde fence": ("~~~", "~~~"),
    "table rule": (":--- | ---:", ":--- | ---:"),
    "task": ("[ ] [x] do", "[ ] [x] do"),
    "backslash": ("a\\", "a\\"),
    "backslashes": ("\\*a\\|\\\\", "\\*a\\|\\\\"),
    "fields": ("{0} {x} %s %(y)d {{z}}", "{0} {x} %s %(y)d {{z}}"),
    "quotes": ("'\"„“’", "'\"„“’"),
    "emoji": ("🎉 👍🏽", "🎉 👍🏽"),
    "family": ("👩\u200d👧", r"👩\u200d👧"),
    "wide": ("漢字カナ한글", "漢字カナ한글"),
    "combining": ("e\u0301 n\u0303", "e\u0301 n\u0303"),
    "right to left letters": ("שלום", "שלום"),
    "long": ("w" * 10_000, "w" * 10_000),
    "long words": ("word " * 2_000 + "end", "word " * 2_000 + "end"),
    "lines": ("one\ntwo\n\n# three\n- four\n| a | b |", "one two # three - four | a | b |"),
    "line separators": ("a\u2028b\u2029c\x0bd\x0ce\x85f", r"a\u2028b\u2029c\x0bd\x0ce\x85f"),
    "windows lines": ("a\r\nb", "a b"),
    "tab": ("a\tb", "a    b"),
}


def acting(page: str) -> set[str]:
    """The characters of a page that a terminal or an editor would obey: none, but line breaks."""
    marks = "\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff"
    return {
        each
        for each in page
        if (unicodedata.category(each) in ("Cc", "Cs") and each != "\n")
        or each in marks
        or "\u2060" <= each <= "\u206f"
        or "\U000e0000" <= each <= "\U000e007f"
    }


def test_the_list_of_acting_characters_sees_them() -> None:
    assert acting("a\nb é漢") == set()
    assert acting("\x1b\x9b\r\u202e\u200b\x00\x7f") == set("\x1b\x9b\r\u202e\u200b\x00\x7f")


def page_of(typed: str) -> Document:
    """A page that holds a text wherever a page may hold one."""
    notes = {"a": f"call: {typed}", "b": f"said: {typed} (#3)"}
    rows: list[list[Cell | str]] = [
        [typed, cell(Span(typed, Style.STRONG, ("a",)))],
        [cell(Bar(Decimal(1)), typed), cell(typed, typed)],
    ]
    return Document(
        typed,
        (
            Heading(typed),
            Heading(f"about {typed} here", 3),
            text(typed),
            text("before ", strong(typed, "b"), ", after"),
            text(Span(typed, Style.IMPACT), ": worth"),
            text(Span(f" {typed} ", Style.GOOD), Span(typed, Style.BAD)),
            Bullets((cell(typed), cell("point ", typed, Span(typed, Style.MUTED)))),
            table(["head", ">figure"], rows, [[typed, ""]]),
            table(["head"], [], empty=f"none of {typed}"),
            Tree((Branch(cell(typed), (Branch(cell(strong(typed), " · more")),)), Branch(cell(typed)))),
            Tree((), f"nobody at {typed}"),
            Commands((f"vl next {typed}", typed)),
        ),
        notes,
    )


def tokens(source: str) -> Iterator[Any]:
    for token in MARKDOWN.parse(source):
        yield token
        yield from token.children or ()


def shape(source: str) -> list[str]:
    """What markdown makes of a page, without its text: blocks, cells, emphasis, links."""
    plain = ("text", "text_special", "inline")
    return [f"{each.type} {each.tag}" for each in tokens(source) if each.type not in plain]


def said_in(source: str) -> str:
    """The text that a reader of the page sees."""
    kinds = ("text", "text_special", "code_block")
    found = []
    for token in MARKDOWN.parse(source):
        if token.children is not None:
            found.append("".join(each.content for each in token.children if each.type in kinds))
        elif token.type in kinds:
            found.append(token.content)
    return "\n".join(found)


def drawn(document: Document, width: int | None = None) -> str:
    stream = io.StringIO()
    draw(document, console(stream, colour=None, width=width))
    return stream.getvalue()


def squeezed(page: str) -> str:
    return " ".join(page.split())


def test_the_shape_sees_what_acts() -> None:
    for source in ("*a*", "[a](b)", "<b>", "`a`", "# a", "- a", "![a](b)", "~~a~~", "<http://x.y>", "> a", "---"):
        assert shape(source) != shape("a"), source


@pytest.mark.parametrize("which", HOSTILE)
def test_a_pipe_gets_it_as_typed(which: str) -> None:
    typed, seen = HOSTILE[which]
    page = drawn(page_of(typed))
    assert acting(page) == set()
    on_lines = typed.replace("\r\n", "\n").count("\n")
    once_each = ["head", "figure", "vl next", "about", "before", "point", "said:"]
    assert all(word in page for word in once_each)
    # 20 places of this page flatten line breaks, or there is none: the text stands whole in each.
    places = 24 if not on_lines else 15
    assert squeezed(page).count(squeezed(seen)) >= places


@pytest.mark.parametrize("which", [each for each in HOSTILE if not each.startswith("long")])
@pytest.mark.parametrize("width", [20, 80])
def test_nothing_is_cut_at_any_width(which: str, width: int) -> None:
    typed, seen = HOSTILE[which]
    narrow = drawn(page_of(typed), width)
    assert acting(narrow) == set()
    letters = {each for each in seen if not each.isspace()}
    whole = drawn(page_of(typed))
    for each in letters - set("─│├└•"):
        assert narrow.count(each) == whole.count(each), f"{each!r} got lost"


@pytest.mark.parametrize("which", HOSTILE)
def test_markdown_shows_it_as_typed(which: str) -> None:
    typed, seen = HOSTILE[which]
    source = markdown(page_of(typed))
    assert shape(source) == shape(markdown(page_of("plain")))
    assert acting(source) == set()
    read = squeezed(said_in(source))
    assert read.count(squeezed(seen)) >= 24
    prose = "\n".join(line for line in source.splitlines() if not line.startswith("    "))
    assert not re.search(r"\w://|www\.", prose), "GitHub would make a link of it"
    rows = [line for line in source.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows} == {3}


@pytest.mark.parametrize("which", HOSTILE)
def test_json_holds_exactly_what_was_typed(which: str) -> None:
    typed, _ = HOSTILE[which]
    printed = as_json({"a": typed, typed: [typed]})
    assert json.loads(printed) == {"a": typed, typed: [typed]}
    assert acting(printed) == set()


@given(st.text(max_size=60))
def test_any_text_is_only_text_in_markdown(typed: str) -> None:
    wanted = " ".join(on_one_line(typed).split())
    for block in (text, lambda said: table(["a"], [[said]]), Heading):
        source = markdown(Document("", (block(f"x {typed} y"),)))
        assert shape(source) == shape(markdown(Document("", (block("x"),))))
        assert squeezed(said_in(source)).endswith(squeezed(f"x {wanted} y"))


@given(st.text(alphabet="-+=:.)0123456789#> |*_`~\\\t\n[]()!<&x", max_size=12))
def test_nothing_at_the_start_of_a_line_begins_a_block(typed: str) -> None:
    source = markdown(Document("", (text(typed),)))
    blocks = [each for each in shape(source) if not each.startswith("softbreak")]
    assert blocks in (["paragraph_open p", "paragraph_close p"], [])
    assert squeezed(said_in(source)) == squeezed(on_one_line(typed))


@given(st.text())
def test_what_is_shown_never_acts(typed: str) -> None:
    assert acting(shown(typed)) == set()
    assert acting(as_json(typed)) == set()
    assert acting(escaped(typed)) == set()
    assert "\n" not in on_one_line(typed)
    assert json.loads(as_json(typed)) == typed
    assert shown(shown(typed)) == shown(typed)


# The program from end to end: the same story told with hostile words everywhere.

FIELDS = (
    "account industry region owner advert contact role department note need touch step product meets line entry impact"
    " terms saying reason because alternative difference"
).split()
NAMES = {
    "plain": "plain",
    "terminal": "[red]x[/] [/] \x1b]52;c;aGk=\x07 \x1b[31mred \x9b31m \u202egpj \u200bz",
    "markdown": "a|b `code` **b** _i_ [x](javascript:1) ![i](http://x) http://evil.example $x$ ~~s~~ [^1]",
    "html": "<script>alert(1)</script> <img src=x onerror=1> &amp; <b>",
    "start": '=HYPERLINK("http://x","y") - 1. # > + --- | \'"',
    "number": "1. item \\",
    "wide": "🎉 漢字 שלום e\u0301 {0} %s",
}
SEEN = NAMES | {
    "terminal": r"[red]x[/] [/] \x1b]52;c;aGk=\x07 \x1b[31mred \x9b31m \u202egpj \u200bz",
}
TODAY = date(2026, 6, 15)
MANAGER = ("contact", "saying", "touch")
# Which fields a page is there to show.
PAGES = {
    "today": "account step product",
    "next qqaccount": "account step",
    "account list": "account industry region owner advert",
    "account show qqaccount": "account industry region owner advert contact role department note need",
    "contact list qqaccount": "account contact role department",
    "product list": "product meets",
    "map qqaccount": "account contact entry impact",
    "map qqaccount --for qqcontact": "account contact entry impact",
    "proposition qqaccount": "account contact entry impact",
    "value qqaccount": "account contact line need alternative difference",
    "share qqaccount": "account alternative need",
    "export qqaccount": "account contact role department need product terms line touch step alternative difference",
    "export qqaccount --customer": "account contact role department need product terms line",
    # These two after the deal is won.
    "deal list --all": "account because",
    "history qqaccount": "account contact need touch product saying line because",
}


COMMANDS = typer.main.get_command(app)  # made once, where each call would make it anew


def call(*arguments: str) -> str:
    out, complaint = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(complaint):
        patch.setattr(typer.main, "get_command", lambda _: COMMANDS)
        code = run(list(arguments))
    assert code == 0, f"vl {' '.join(arguments)}: {complaint.getvalue()}"
    return out.getvalue()


def in_field(words: str, field: str) -> str:
    """The text of a field; that of a difference has no =, which ends its name on a command line."""
    return f"{words.replace('=', ':') if field == 'difference' else words} qq{field}"


def tell(file: Path, words: str) -> str:
    """A whole deal in which every free text ends in these words; returns all that the acts answered."""
    of = {field: in_field(words, field) for field in FIELDS}
    said = []

    def vl(day: int, *arguments: str) -> None:
        said.append(call("--db", str(file), "--today", f"2026-06-{day:02} 10:00", *arguments))

    vl(1, "account", "add", "--industry", of["industry"], "--region", of["region"], "--owner", of["owner"],
       "--advertisement", of["advert"], "--note", of["note"], "--", of["account"])  # fmt: skip
    vl(1, "contact", "add", "--role", of["role"], "--department", of["department"], "--note", of["note"],
       "--stance", "opposes", "--", "qqaccount", of["contact"])  # fmt: skip
    vl(1, "product", "add", "--cost", "1k", "--floor", "2k", "--meets", of["meets"], "--", of["product"])
    vl(1, "guess", "--save", "80k..140k", "--for", "qqcontact", "--", "qqaccount", of["need"])
    vl(2, "log", "--call", "--with", "qqcontact", "--learn", "1=yes", "--next", of["step"], "--due", "fri",
       "--", "qqaccount", of["touch"])  # fmt: skip
    vl(2, "learn", "--via", "statistic", "--note", of["saying"], "qqaccount", "qqneed", "yes")
    vl(3, "entry", "add", "--for", "qqcontact", "--objective", of["entry"], "qqaccount")
    vl(3, "offer", "--need", "qqneed", "--price", "45k", "--terms", of["terms"], "--for", "qqcontact", "--",
       "qqaccount", "qqproduct")  # fmt: skip
    vl(4, "line", "add", "--earn", "--formula", "hours * wage", "--for", "qqcontact", "--", "qqaccount", of["line"])
    vl(4, "input", "set", "qqaccount", "hours=100/year", "wage=€500", "--by", "qqcontact", "--touch", "1")
    vl(4, "accept", "qqaccount", "qqline", "--by", "qqcontact")
    vl(4, "alternative", "add", "--price", "1k", "--difference", f"{of['difference']}=?", "--", "qqaccount",
       of["alternative"])  # fmt: skip
    vl(4, "impact", "add", "--line", "qqline", "--", "qqaccount", "qqentry", of["impact"])
    vl(5, "undo")
    vl(5, "redo")
    return "\n".join(said)


def pages(file: Path, patch: pytest.MonkeyPatch) -> Iterator[tuple[str, str, str]]:
    """Each page as it is typed, as a pipe gets it and as markdown."""
    documents: list[Document] = []
    real_draw, real_markdown = terminal.draw, markdown_room.markdown

    def noting_draw(document: Document, to: Any) -> None:
        documents.append(document)
        real_draw(document, to)

    def noting_markdown(document: Document) -> str:
        documents.append(document)
        return real_markdown(document)

    patch.setattr(terminal, "draw", noting_draw)
    patch.setattr(markdown_room, "markdown", noting_markdown)
    for page in PAGES:
        if page == "deal list --all":
            base = ("--db", str(file), "--today", TODAY.isoformat())
            call(*base, "respond", "1", "accepted", "--by", "qqcontact", "--note", "x")
            closing = f"{words_of(file)} qqbecause"
            call(*base, "deal", "win", "qqaccount", "--price", "40k", "--because", closing)
            documents.clear()
        printed = call("--db", str(file), "--today", TODAY.isoformat(), *page.split())
        assert len(documents) == 1, page
        document = documents.pop()
        yield page, printed if not page.startswith("export") else drawn(document), real_markdown(document)


def words_of(file: Path) -> str:
    [account] = json.loads(call("--db", str(file), "account", "list", "--json"))
    return str(account["name"]).removesuffix(" qqaccount")


@cache
def plain_shapes() -> dict[str, list[str]]:
    """The shape of each page when nothing hostile is typed."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        file = Path(folder) / "plain.db"
        tell(file, "plain")
        return {page: shape(source) for page, _, source in pages(file, patch)}


def texts(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            yield from data
            for each in data.values():
                yield from texts(each)
        case list():
            for each in data:
                yield from texts(each)
        case _:
            pass


@pytest.mark.parametrize("which", [each for each in NAMES if each != "plain"])
def test_every_page_shows_every_field_as_typed(which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_plain = plain_shapes()
    file = tmp_path / "hostile.db"
    answers = tell(file, NAMES[which])
    assert acting(answers) == set()
    for field in ("account", "contact", "need", "step", "product", "terms", "line", "entry", "impact", "advert",
                  "alternative", "difference"):  # fmt: skip
        assert in_field(SEEN[which], field) in answers, field
    for page, printed, source in pages(file, monkeypatch):
        assert acting(printed + source) == set(), page
        assert shape(source) == as_plain[page], page
        for field in PAGES[page].split():
            wanted = in_field(SEEN[which], field)
            assert wanted in printed, f"{page} shows no {field}"
            assert wanted in said_in(source), f"{page} as markdown shows no {field}"
        if "customer" in page:  # a customer's page has no data
            continue
        data = call("--db", str(file), "--today", TODAY.isoformat(), *page.split(), "--json")
        assert acting(data) == set(), page
        found = set(texts(json.loads(data)))
        for field in PAGES[page].split():
            if (page, field) != ("contact list qqaccount", "account"):  # a list of people, and no more
                assert in_field(NAMES[which], field) in found, f"{page} --json has no {field}"


def test_a_text_of_ten_thousand_characters_is_whole_on_every_page(
    tmp_path: Path, vl: Callable[..., tuple[int, str, str]]
) -> None:
    words = "the same said again, " * 480
    vl("account", "add", "Acme")
    vl("contact", "add", "acme", "boss")
    assert vl("log", "acme", words, "--call", "--with", "boss")[0] == 0
    assert vl("entry", "add", "acme", "--for", "boss", "--issue", words)[0] == 0
    for page in ("history acme", "map acme", "export acme --json", "map acme --json"):
        code, out, _ = vl(*page.split())
        assert code == 0
        assert words.strip() in out, page
    store = Store(tmp_path / "deals.db")
    found = summaries.summary(store, "acme", TODAY)
    assert words.strip() not in markdown(summary_report.summary(found, customer=True))
