"""Pages drawn on the terminal and as markdown: bars, tables, trees, lists, footnotes; data as JSON."""

import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from valueloop.document import (
    Bar,
    Branch,
    Bullets,
    Commands,
    Document,
    Heading,
    Span,
    Stretch,
    Style,
    Tree,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.money import Money
from valueloop.render.bars import bar, stretch
from valueloop.render.cells import on_one_line, shown
from valueloop.render.json import as_json
from valueloop.render.markdown import markdown
from valueloop.render.terminal import console, draw

PARTS = st.decimals(min_value=-2, max_value=3, allow_nan=False, allow_infinity=False)


def drawn(*blocks: object, title: str = "", notes: dict[str, str] | None = None, width: int | None = None) -> str:
    stream = io.StringIO()
    page = Document(title, tuple(blocks), notes or {})  # type: ignore[arg-type]
    draw(page, console(stream, colour=None, width=width))
    return stream.getvalue()


def marked(*blocks: object, title: str = "", notes: dict[str, str] | None = None) -> str:
    return markdown(Document(title, tuple(blocks), notes or {}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "was", "seen", "plain"),
    [
        ("0", None, "··········", ".........."),
        ("1", None, "██████████", "##########"),
        ("0.5", None, "█████·····", "#####....."),
        ("0.04", None, "··········", ".........."),
        ("0.06", None, "█·········", "#........."),
        ("1.7", None, "██████████", "##########"),
        ("-0.3", None, "··········", ".........."),
        ("0.7", "0.4", "████▒▒▒···", "####+++..."),
        ("0.4", "0.7", "████░░░···", "####---..."),
        ("0.4", "0.4", "████······", "####......"),
        ("0", "1", "░░░░░░░░░░", "----------"),
    ],
)
def test_a_bar_shows_where_it_stands_and_stood(share: str, was: str | None, seen: str, plain: str) -> None:
    each = Bar(Decimal(share), None if was is None else Decimal(was))
    assert bar(each) == seen
    assert bar(each, ascii_only=True) == plain


@given(PARTS, st.one_of(st.none(), PARTS), st.integers(1, 40))
def test_a_bar_is_as_long_as_asked(share: Decimal, was: Decimal | None, width: int) -> None:
    assert len(bar(Bar(share, was), width=width)) == width


@pytest.mark.parametrize(
    ("begin", "end", "mark", "seen", "plain"),
    [
        ("0", "1", None, "████████", "########"),
        ("0", "0", None, "········", "........"),
        ("1", "1", None, "········", "........"),
        ("0.25", "0.75", None, "··████··", "..####.."),
        ("0.25", "0.75", "0.5", "··██│█··", "..##|#.."),
        ("0.5", "0.501", None, "····█···", "....#..."),
        ("0.999", "1", None, "·······█", ".......#"),
        ("1", "0.999", None, "·······█", ".......#"),
        ("0", "0.001", None, "█·······", "#......."),
        ("0", "0.5", "1", "████···│", "####...|"),
        ("0.5", "1", "0", "│···████", "|...####"),
        ("-3", "7", None, "████████", "########"),
        ("0", "0.0625", "0", "│·······", "|......."),
    ],
)
def test_a_stretch_lies_where_it_is_on_its_scale(begin: str, end: str, mark: str | None, seen: str, plain: str) -> None:
    each = Stretch(Decimal(begin), Decimal(end), None if mark is None else Decimal(mark))
    assert stretch(each, width=8) == seen
    assert stretch(each, ascii_only=True, width=8) == plain


PLACES = st.decimals(min_value=0, max_value=1, allow_nan=False, allow_infinity=False)


@given(PLACES, PLACES, st.one_of(st.none(), PLACES), st.integers(8, 40), st.booleans())
def test_a_stretch_is_as_long_as_asked_and_never_vanishes(
    begin: Decimal, end: Decimal, mark: Decimal | None, width: int, ascii_only: bool
) -> None:
    begin, end = sorted((begin, end))
    drawn_one = stretch(Stretch(begin, end, mark), ascii_only=ascii_only, width=width)
    full, none, at = "#.|" if ascii_only else "█·│"
    assert len(drawn_one) == width
    assert set(drawn_one) <= {full, none, at}
    assert drawn_one.count(at) == (mark is not None)
    if begin != end and mark is None:
        assert full in drawn_one
        assert abs(drawn_one.count(full) - (end - begin) * width) <= 1
        assert none not in drawn_one.strip(none), "in one piece"
    if begin == end:
        assert full not in drawn_one


@given(st.lists(PLACES, min_size=2, max_size=6), st.integers(8, 40))
def test_the_steps_of_a_waterfall_meet(ends: list[Decimal], width: int) -> None:
    """Where one step ends the next begins: no gap of more than one place, which what is tiny may take."""
    ordered = sorted(ends)
    made = [stretch(Stretch(a, b), width=width) for a, b in pairwise(ordered)]
    visible = [each for each in made if "█" in each]
    for one, other in pairwise(visible):
        assert abs(other.index("█") - (one.rindex("█") + 1)) <= 1


@pytest.mark.parametrize(("width", "places"), [(None, 20), (40, 8), (64, 8), (80, 16), (100, 26), (140, 40), (400, 40)])
def test_a_stretch_takes_what_the_width_leaves_it_and_is_never_wrapped(width: int | None, places: int) -> None:
    made = table(
        ["Input", "", ">NPV"],
        [["a long name of an input", cell(Stretch(Decimal(0), Decimal("0.5"))), "€10,000 to €20,000"]],
    )
    out = drawn(made, width=width)
    assert "█" * (places // 2) + "·" * (places // 2) in out
    assert out.count("█") == places // 2
    if width:
        assert max(map(len, out.splitlines())) <= width


def test_a_stretch_in_markdown_is_text_of_twenty_places() -> None:
    made = table(["Step", ""], [["a", cell(Stretch(Decimal("0.5"), Decimal(1), Decimal("0.25")))]])
    assert marked(made).splitlines() == ["| Step |  |", "| --- | --- |", "| a | ·····│····██████████ |"]
    assert marked(text("x ", Stretch(Decimal(0), Decimal(1)))) == f"x {'█' * 20}\n"


class Plain(io.TextIOWrapper):
    """A stream that knows plain letters alone."""


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_stream_of_plain_letters_gets_bars_and_points_in_plain_letters(encoding: str) -> None:
    raw = io.BytesIO()
    stream = Plain(raw, encoding=encoding)
    page = Document(
        "t",
        (
            text(Bar(Decimal("0.6"), Decimal("0.4"))),
            Bullets((cell("point"),)),
            table(["a head", ""], [["b", cell(Stretch(Decimal(0), Decimal("0.5"), Decimal("0.75")))]]),
        ),
    )
    draw(page, console(stream, colour=None, width=40))
    stream.flush()
    out = raw.getvalue().decode(encoding)
    if encoding == "ascii":
        assert "####++....\n" in out
        assert "####..|." in out
        assert "- point" in out
        assert "-----" in out
    else:
        assert "████▒▒····\n" in out
        assert "████··│·" in out
        assert "• point" in out
        assert "────" in out


def test_a_table_on_the_terminal() -> None:
    made = table(["What", ">Worth"], [["stops", "80"], [cell(strong("more")), "1,000"]], [["all", "1,080"]])
    assert drawn(made).splitlines() == [
        "What    Worth",
        "─────────────",
        "stops      80",
        "more    1,000",
        "",
        "all     1,080",
    ]
    assert drawn(table(["What"], [], empty="None yet.")) == "None yet.\n"


def test_a_table_in_markdown() -> None:
    made = table(["What", ">Worth"], [["a|b", cell(strong("80"), Span("", notes=("n",)))]], [["all", ""]])
    assert marked(made, notes={"n": "said"}).splitlines() == [
        "| What | Worth |",
        "| --- | ---: |",
        "| a\\|b | **80**[^1] |",
        "| all |  |",
        "",
        "[^1]: said",
    ]
    assert marked(table(["What"], [], empty="None yet.")) == "None yet.\n"


def test_trees_in_both() -> None:
    tree = Tree(
        (
            Branch(cell("plant"), (Branch(cell("production"), (Branch(cell("shift")),)), Branch(cell("engineering")))),
            Branch(cell("office")),
        )
    )
    assert drawn(tree).splitlines() == ["plant", "├── production", "│   └── shift", "└── engineering", "office"]
    assert marked(tree).splitlines() == [
        "- plant",
        "  - production",
        "    - shift",
        "  - engineering",
        "- office",
    ]
    assert drawn(Tree(())) == "Nobody here yet.\n"
    assert marked(Tree((), "None (yet).")) == "None (yet).\n"


def test_lists_headings_and_commands_in_both() -> None:
    blocks = (
        Heading("First"),
        Bullets((cell("a", muted(" b")), cell("c"))),
        Heading("Second", 3),
        Commands(("vl x", "vl y")),
    )
    assert drawn(*blocks, title="Page").splitlines() == [
        "Page",
        "",
        "First",
        "• a b",
        "• c",
        "",
        "Second",
        "  $ vl x",
        "  $ vl y",
    ]
    assert marked(*blocks, title="Page").splitlines() == [
        "# Page",
        "",
        "## First",
        "",
        "- a b",
        "- c",
        "",
        "### Second",
        "",
        "    vl x",
        "    vl y",
    ]


def test_a_long_point_is_wrapped_beside_its_mark() -> None:
    out = drawn(Bullets((cell("one two three four five six seven"),)), width=20)
    assert out.splitlines() == ["• one two three four", "  five six seven"]


def test_footnotes_are_numbered_by_first_use_in_both() -> None:
    blocks = (text(Span("a", notes=("y",)), " and ", Span("b", notes=("x", "y"))),)
    notes = {"x": "X of\nold", "y": "Y", "never": "unused"}
    assert drawn(*blocks, notes=notes).splitlines() == ["a[1] and b[2][1]", "", "[1] Y", "[2] X of", "old"]
    assert marked(*blocks, notes=notes).splitlines() == ["a[^1] and b[^2][^1]", "", "[^1]: Y", "", "[^2]: X of old"]
    for render in (drawn, marked):
        with pytest.raises(KeyError, match="footnotes without text"):
            render(*blocks, notes={"x": "X"})


def test_emphasis_touches_its_words() -> None:
    page = marked(text("a", strong(" b "), Span(" c", Style.IMPACT), strong("  "), Span("d ", Style.GOOD), muted("e")))
    assert page == "a **b**  *c* d e\n"
    assert marked(text(strong(""), "x")) == "x\n"
    tokens = MarkdownIt("commonmark").parse(page)[1].children or []
    assert [each.type for each in tokens if each.type.endswith("_open")] == ["strong_open", "em_open"]


def test_bars_in_markdown() -> None:
    assert marked(text("x ", Bar(Decimal("0.44")), Span(" 44%"))) == "x ████······ 44%\n"
    assert marked(text(Bar(Decimal(7)), Bar(Decimal(-1)))) == "██████████··········\n"


def test_an_empty_page_is_a_line_break() -> None:
    assert markdown(Document("")) == "\n"
    assert drawn() == ""


def test_colour_is_that_of_the_style() -> None:
    stream = io.StringIO()
    draw(
        Document("t", (text(Span("good", Style.GOOD), Span("bad", Style.BAD), Span("us", Style.IMPACT)),)),
        console(stream, colour=True, width=80),
    )
    out = stream.getvalue()
    for code, word in (("32", "good"), ("33", "bad"), ("3", "us"), ("1", "t")):
        assert f"\x1b[{code}m{word}\x1b[0m" in out
    stream = io.StringIO()
    draw(Document("t", (text(strong("x")),)), console(stream, colour=False, width=80))
    assert stream.getvalue() == "t\n\nx\n"


class Word(StrEnum):
    YES = "yes"


@dataclass(frozen=True)
class Fact:
    money: Money
    figure: Decimal
    day: date
    word: Word
    rows: tuple[int, ...]
    nothing: None = None


def test_data_are_plain_in_json() -> None:
    fact = Fact(Money(Decimal("80000.125"), "EUR"), Decimal("1E+3"), date(2026, 6, 15), Word.YES, (1, 2))
    assert json.loads(as_json([fact])) == [
        {
            "money": {"amount": "80000.125", "currency": "EUR"},
            "figure": "1000",
            "day": "2026-06-15",
            "word": "yes",
            "rows": [1, 2],
            "nothing": None,
        }
    ]
    assert as_json("é漢🎉") == '"é漢🎉"'
    assert as_json("\x7f\x9b\u202e\U000e0041") == '"\\u007f\\u009b\\u202e\\udb40\\udc41"'


def test_the_door_for_text() -> None:
    assert shown("a\tb\r\nc\rd") == "a    b\nc\\x0dd"
    assert shown("\ud800\U000e0001") == "\\ud800\\U000e0001"
    assert on_one_line("  a \n\n  b\nc") == "  a b c"
    assert shown("é漢🎉 שלום") == "é漢🎉 שלום"
