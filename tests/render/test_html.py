"""HTML pages: what they are made of, what they fetch (nothing), and that whatever was typed is only text in them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.test_hostile_text import HOSTILE, acting, page_of, squeezed
from valueloop.document import (
    Bar,
    Branch,
    Bullets,
    Cell,
    Commands,
    Course,
    Document,
    Heading,
    Span,
    Stretch,
    Style,
    Timeline,
    Tree,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.render import html as room
from valueloop.render import svg
from valueloop.render.html import html

CSS = Path(str(room.__file__)).with_name("page.css").read_text(encoding="utf-8")
VOID = {"meta", "br"}
DRAWN = "svg title desc g rect line circle text"
ALLOWED = set(
    "html head meta title style body main section div h1 h2 h3 h4 h5 h6 p ul ol li pre code table thead tbody tr th td "
    f"strong em span sup a br bdi figure figcaption {DRAWN}".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name class id href scope role tabindex aria-label aria-labelledby "
    "aria-describedby data-column width height viewbox preserveaspectratio x y x1 x2 y1 y2 cx cy r".split()
)
SAYS = {"aria-label", "data-column"}  # attributes that hold words
BENT = {"bdi", "br", "div"}  # tags that depend on what the words are like
PARTS = st.decimals(min_value=-1, max_value=2, allow_nan=False, allow_infinity=False, places=3)


class Reader(HTMLParser):
    """What a browser would make of a page: tags, attributes, text; every tag must be closed where it was opened."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.others: list[str] = []
        self.said = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.said += "\n" if tag in ("br", "p", "li", "td", "th", "h1", "title", "desc", "code") else ""
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self._open.count("svg") == 1
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.said += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def body(*blocks: object, title: str = "", notes: dict[str, str] | None = None) -> str:
    made = html(Document(title, tuple(blocks), notes or {}))  # type: ignore[arg-type]
    return made[made.index("<main>\n") + 7 : made.index("</main>")]


def values(source: str, name: str) -> list[str]:
    return [value for _, called, value in Reader(source).attributes if called == name]


def everything(typed: str) -> Document:
    """A page with a text wherever a page may hold one, charts too."""
    page = page_of(typed)
    steps = ((date(2026, 6, 1), Decimal("0.5")), (date(2026, 6, 5), Decimal("0.7")))
    return Document(typed, (*page.blocks, Timeline(typed, (Course(typed, steps, typed),))), page.notes)


# Whatever was typed is text.


@pytest.mark.parametrize("which", HOSTILE)
def test_it_is_shown_as_typed(which: str) -> None:
    typed, seen = HOSTILE[which]
    source = html(everything(typed))
    assert acting(source) == set()
    assert squeezed(Reader(source).said).count(squeezed(seen)) >= 30


@pytest.mark.parametrize("which", HOSTILE)
def test_no_tag_and_no_attribute_comes_of_it(which: str) -> None:
    read, plain = Reader(html(everything(HOSTILE[which][0]))), Reader(html(everything("plain")))
    assert [tag for tag in read.tags if tag not in BENT] == [tag for tag in plain.tags if tag not in BENT]
    assert set(read.tags) <= ALLOWED
    assert {name for _, name, _ in read.attributes} <= ATTRIBUTES
    known = {value for _, name, value in plain.attributes if name not in (*SAYS, "class")}
    assert {value for _, name, value in read.attributes if name not in (*SAYS, "class")} - known <= {"region", "0"}
    classes = " ".join(value for _, name, value in read.attributes if name == "class").split()
    ours = "muted good bad right whole long drawn scroll cards wide total tree notes back courses chart swatch bar axes"
    assert set(classes) <= set(f"{ours} tick last lead rest full c0 d0".split())
    assert read.others == plain.others == ["DOCTYPE html"]


@given(st.text(max_size=60))
def test_any_text_is_only_text(typed: str) -> None:
    source = html(Document(f"x{typed}", (text(f"x{typed}"), Heading(f"x{typed}"), table(["a"], [[f"x{typed}"]]))))
    read = Reader(source)
    assert set(read.tags) <= ALLOWED
    assert read.tags.count("p") == read.tags.count("h2") == read.tags.count("th") - 1 == 1
    assert acting(source) == set()


def test_the_reader_sees_what_is_wrong() -> None:
    assert Reader("<p onclick=x>a</p><!-- b -->").attributes == [("p", "onclick", "x")]
    assert Reader("<!-- b -->").others == [" b "]
    with pytest.raises(AssertionError):
        Reader("<p><b></p></b>")


def test_line_breaks_and_spaces_stay_where_lines_are_told_apart() -> None:
    assert body(text("a\n\n  b")) == "<p>a<br><br>  b</p>\n"
    assert body(Bullets((cell("a\nb"),))) == "<ul><li>a<br>b</li></ul>\n"
    assert '<th scope="row" class="whole">a b</th>' in body(table(["h"], [["a\nb"]]))
    assert "pre-wrap" in CSS


def test_letters_that_run_to_the_left_turn_nothing_else() -> None:
    assert body(text("שלום", strong(" 44%"))) == "<p><bdi>שלום</bdi><strong> 44%</strong></p>\n"


# A page needs nothing besides itself.


def test_nothing_is_fetched_and_nothing_runs() -> None:
    source = html(everything("plain"))
    assert not re.search(r"https?:|src=|url\(|@import|<script|<link|javascript:|\bon\w+=|style=", source)
    assert all(re.fullmatch(r"#(note|ref)-[\d-]+", each) for each in values(source, "href"))
    policy = next(each for each in values(source, "content") if "default-src" in each)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'", policy
    )
    assert "no-referrer" in values(source, "content")
    assert not set(values(source, "name")) - {"viewport", "color-scheme", "referrer", "format-detection"}


def test_the_same_page_is_the_same_bytes() -> None:
    assert html(everything("a")) == html(everything("a"))
    assert html(everything("a")).endswith("</html>\n")


def test_an_empty_page_is_a_page() -> None:
    assert Reader(html(Document(""))).tags[:3] == ["html", "head", "meta"]
    assert "<title>Page</title>" in html(Document(""))
    assert body() == ""


# What the blocks become.


def test_headings_nest() -> None:
    blocks = (Heading("a"), Heading("b", 4), Heading("c", 6), Heading("d", 2), Heading("e", 1), Heading("f", 9))
    found = re.findall(r"<h(\d)>(\w)", body(*blocks, title="t"))
    assert found == [("1", "t"), ("2", "a"), ("3", "b"), ("4", "c"), ("2", "d"), ("2", "e"), ("3", "f")]


def test_styles() -> None:
    spans = [Span(style.value, style) for style in Style]
    assert body(text(*spans)) == (
        '<p>plain<strong>strong</strong><em>impact</em><span class="muted">muted</span>'
        '<span class="good">good</span><span class="bad">bad</span></p>\n'
    )
    assert body(text(strong(""), "x")) == "<p>x</p>\n"


def test_a_table() -> None:
    made = table(["What", ">Worth"], [["stops", "80"], [cell(muted("more")), "1,000"]], [["all", "1,080"]])
    assert body(made).splitlines() == [
        "<table>",
        '<thead><tr><th scope="col">What</th><th scope="col" class="right">Worth</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row" class="whole">stops</th><td class="right whole">80</td></tr>',
        '<tr><th scope="row" class="whole"><span class="muted">more</span></th><td class="right whole">1,000</td></tr>',
        "</tbody>",
        '<tbody class="total">',
        '<tr><th scope="row" class="whole">all</th><td class="right whole">1,080</td></tr>',
        "</tbody>",
        "</table>",
    ]
    assert body(table(["What"], [], empty="None yet.")) == '<p class="muted">None yet.</p>\n'
    assert "tabular-nums" in CSS


def test_a_table_without_words_is_headed_by_its_first_figures() -> None:
    assert '<th scope="row" class="right whole">1</th>' in body(table([">Year", ">Net"], [["1", "2"]]))
    assert '<td></td><td class="right whole">2</td>' in body(table(["a", ">b"], [["", "2"]]))


def test_a_table_too_wide_for_a_phone_becomes_cards_or_moves_within_itself() -> None:
    words = body(table(["after", "change", ">worth"], [["x" * 14, "y" * 14, "1,000,000 EUR"]]))
    assert words.startswith('<table class="cards">')
    assert '<td class="whole" data-column="change"><div>yyyyyyyyyyyyyy</div></td>' in words
    bars: list[list[Cell | str]] = [
        [f"price {at}", cell(Bar(Decimal("0.5")), " 50%"), "1,000,000 EUR"] for at in range(2)
    ]
    assert body(table(["by", "share", ">price"], bars)).startswith('<div class="scroll"'), "bars under each other"
    figures = body(Heading("Sums & all"), table(["sum", *[">figure"] * 5], [["a", *["100,000"] * 5]]))
    assert '<div class="scroll" role="region" tabindex="0" aria-label="Table 1: Sums &amp; all">' in figures
    assert 'class="wide"' in figures


def test_trees_lists_and_commands() -> None:
    tree = Tree((Branch(cell("plant"), (Branch(cell("line\n3")),)), Branch(cell("office"))))
    assert body(tree) == ('<div class="tree"><ul><li>plant<ul><li>line 3</li></ul></li><li>office</li></ul></div>\n')
    assert body(Tree((), "None.")) == '<p class="muted">None.</p>\n'
    assert body(Commands(("vl a", "vl <b>"))) == "<pre><code>vl a</code>\n<code>vl &lt;b&gt;</code></pre>\n"
    assert body(Commands(()), Bullets(())) == ""


def test_footnotes_lead_there_and_back() -> None:
    page = body(
        text(Span("a", notes=("y",)), Span("b", notes=("x", "y"))), notes={"x": "X\nx", "y": "Y", "z": "unused"}
    )
    arrows = {
        each: f'<a href="#ref-{each}" aria-label="Back to reference {each}">↑</a>' for each in ("1-1", "1-2", "2-1")
    }
    there = {each: f'<a id="ref-{each}" href="#note-{each[0]}">{each[0]}</a>' for each in arrows}
    assert page.splitlines() == [
        f"<p>a<sup>{there['1-1']}</sup>b<sup>{there['2-1']} {there['1-2']}</sup></p>",
        '<section class="notes" aria-labelledby="notes">',
        '<h2 id="notes">Notes</h2>',
        "<ol>",
        f'<li id="note-1">Y <span class="back">{arrows["1-1"]} {arrows["1-2"]}</span></li>',
        f'<li id="note-2">X<br>x <span class="back">{arrows["2-1"]}</span></li>',
        "</ol>",
        "</section>",
    ]
    with pytest.raises(KeyError, match="footnotes without text"):
        html(Document("", (text(Span("a", notes=("x",))),)))


def test_every_link_leads_somewhere_and_no_id_is_given_twice() -> None:
    source = html(everything("plain"))
    ids = values(source, "id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in values(source, "href")} <= set(ids)
    led = " ".join(values(source, "aria-labelledby") + values(source, "aria-describedby")).split()
    assert led
    assert set(led) <= set(ids)


# Drawings.


@given(PARTS, st.none() | PARTS)
def test_a_bar_stays_within_itself_and_says_its_figures(share: Decimal, was: Decimal | None) -> None:
    drawn = svg.bar(Bar(share, was))
    found = [(look, Decimal(x), Decimal(wide)) for look, x, wide in _rects(drawn)]
    assert all(x >= 0 and wide >= 0 and x + wide <= Decimal("100.01") for _, x, wide in found)
    looks = [look for look, *_ in found]
    now, before = (min(Decimal(1), max(Decimal(0), each)) for each in (share, share if was is None else was))
    assert looks == ["rest", "full"] + ["gained"] * (now > before) + ["lost"] * (now < before)
    assert f"<title>{now:.0%}" in drawn


@given(st.lists(PARTS, min_size=2, max_size=2).map(sorted), st.none() | PARTS)
def test_a_stretch_lies_on_its_scale_and_never_vanishes(ends: list[Decimal], mark: Decimal | None) -> None:
    drawn = svg.stretch(Stretch(ends[0], ends[1], mark))
    full = [(Decimal(x), Decimal(wide)) for look, x, wide in _rects(drawn) if look == "full"]
    assert len(full) == (ends[0] != ends[1])
    assert all(x >= 0 and wide >= Decimal("0.8") and x + wide <= Decimal("100.01") for x, wide in full)
    assert drawn.count("<line") == (mark is not None)


def _rects(drawn: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<rect class="(\w+)" x="([\d.]+)" width="([\d.]+)"', drawn)


@given(st.lists(st.integers(10, 190), min_size=1, max_size=12))
def test_labels_stand_in_order_and_never_on_each_other(ends: list[int]) -> None:
    height = max(180, 15 * (len(ends) - 1))
    placed = svg.spread(ends, height)
    assert all(b - a >= 15 for a, b in pairwise(sorted(placed)))
    assert min(placed) >= 10
    assert max(placed) <= 10 + height
    assert [at for _, at in sorted(zip(ends, range(len(ends)), strict=True))] == sorted(
        range(len(ends)), key=placed.__getitem__
    )


def _chart(*names: str, days: int = 10) -> str:
    first = date(2026, 1, 20)
    points = ((first, Decimal("0.4")), (first + timedelta(days=days), Decimal("0.9")))
    return body(Timeline("Chance", tuple(Course(name, points, "40% → 90%") for name in names)))


def test_a_chart_says_what_it_shows_in_words_too() -> None:
    drawn = _chart("need 1", "a <b>")
    assert drawn.count("<svg") == drawn.count("<title") == drawn.count('role="img"') == 3
    assert '<title id="chart-1-title">Chance, 20 Jan 2026 to 30 Jan 2026</title>' in drawn
    assert '<desc id="chart-1-figures">need 1: 40% → 90%; a &lt;b&gt;: 40% → 90%</desc>' in drawn
    assert '<th scope="row">a &lt;b&gt;</th><td>40% → 90%</td>' in drawn
    # From 40% (118 of 10 to 190) level to the last day, then up to 90%.
    assert '<line x1="11%" x2="82%" y1="118" y2="118"/><line x1="82%" x2="82%" y1="118" y2="28"/>' in drawn


def test_courses_are_told_apart_without_colour() -> None:
    assert len({svg.look(at) for at in range(30)}) == 30
    assert re.findall(r'<text x="85%" y="\d+">([^<]*)<', _chart("need 1", "need 2")) == ["need 1", "need 2"]
    # Where a name has no room beside its line, its number in the list below stands there.
    assert re.findall(r'<text x="85%" y="\d+">([^<]*)<', _chart("need 1", "a long name")) == ["1", "2"]
    assert len(set(re.findall(r"\.d\d \{ stroke-dasharray: ([\d. ]+);", CSS))) == 4, "and the first is whole"


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        (5, []),
        (35, ["Feb"]),
        (360, ["Mar", "May", "Jul", "Sep", "Nov", "2027"]),
        (1500, ["2027", "2028", "2029", "2030"]),
    ],
)
def test_months_are_marked_where_they_have_room(days: int, ticks: list[str]) -> None:
    found = re.findall(r'class="tick"[^>]*>(\w+)<', _chart("a", days=days))
    assert found == ticks


def test_a_chart_of_one_day_is_a_level_line() -> None:
    one = Timeline("Chance", (Course("a", ((date(2026, 6, 1), Decimal("0.5")),), "50%"),))
    assert '<line x1="11%" x2="82%" y1="100" y2="100"/>' in body(one)
    assert 'class="last"' not in body(one)


# Colours.


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


LIGHT = _colours(CSS[: CSS.index("@media")])
DARK = LIGHT | _colours(CSS[CSS.index("@media screen and (prefers-color-scheme: dark)") : CSS.index("* { box-sizing")])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_is_reckoned_rightly() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(colours: dict[str, str]) -> None:
    for words in ("ink", "muted", "good", "bad", "link", "c0", "c1", "c2", "c3", "c4", "c5"):
        assert contrast(colours[words], colours["paper"]) >= 4.5, words
    for words in ("ink", "muted", "link"):
        assert contrast(colours[words], colours["wash"]) >= 4.5, words
    for one, other in (("full", "paper"), ("full", "rest"), ("mark", "paper"), ("firm", "paper")):
        assert contrast(colours[one], colours[other]) >= 3, one


def test_paper_is_light_and_no_colour_stands_outside_the_two_lists() -> None:
    assert LIGHT != DARK
    assert LIGHT.keys() == DARK.keys()
    assert CSS.count("prefers-color-scheme") == 1
    rules = CSS[CSS.index("* { box-sizing") :].replace("color: #59636e; } }", "")  # the page number, on paper
    assert "#" not in rules
