"""Pages and workbooks as Excel files: what is typed stays text, figures are numbers, and Excel's limits hold."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Style,
    Timeline,
    Tree,
    cell,
    strong,
    table,
    text,
)
from valueloop.domain.money import Money
from valueloop.errors import Refused
from valueloop.render import xlsx as room
from valueloop.render.cells import on_one_line
from valueloop.render.sheet import page, read_figure
from valueloop.render.xlsx import sheet_names, xlsx
from valueloop.report.figures import coined, money, percent
from valueloop.workbook import Figure, Form, Look, Place, Row, Sheet, Text, Workbook, addressed, said

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = {
    "formula": '=HYPERLINK("http://x","y")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-1",
    "at": "@x",
    "array": "{=1+1}",
    "number": "1234",
    "link": "http://evil.example/",
    "internal link": "internal:Sheet1!A1",
    "escape": "a\x1b[31mb",
    "tab": "\t=1",
    "carriage return": "\r=1",
    "null": "a\x00b",
    "no character": "a\ufffe\uffffb",
    "half": "a\ud800b",
    "escaped by Excel": "_x0041_ _x005F_",
    "markup": "<b>&amp;</b> ]]> \"'",
    "error": "#REF!",
    "true": "TRUE",
    "wide": "漢字 🎉 שלום e\u0301",
    "spaces": "  a  ",
    "long": "w" * 40_000,
    "long and wide": "🎉" * 20_000,
}


def members(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return {each: packed.read(each) for each in packed.namelist()}


def sheets(file: bytes) -> list[ET.Element]:
    held = members(file)
    return [ET.fromstring(held[each]) for each in sorted(held) if each.startswith("xl/worksheets/sheet")]


def cells(file: bytes) -> dict[str, tuple[str, str]]:
    """The cells of the first sheet: address → its type (`s` text, `n` number, `f` formula) and what it holds."""
    held = members(file)
    shared = []
    if "xl/sharedStrings.xml" in held:
        items = ET.fromstring(held["xl/sharedStrings.xml"]).findall("m:si", SPACE)
        shared = ["".join(part.text or "" for part in each.iter(f"{{{SPACE['m']}}}t")) for each in items]
    found = {}
    for each in sheets(file)[0].iter(f"{{{SPACE['m']}}}c"):
        formula, value = each.find("m:f", SPACE), each.find("m:v", SPACE)
        if formula is not None:
            found[each.attrib["r"]] = ("f", formula.text or "")
        elif value is not None:
            kind = each.attrib.get("t", "n")
            found[each.attrib["r"]] = (kind, shared[int(value.text or "")] if kind == "s" else value.text or "")
    return found


def as_typed(seen: str) -> str:
    """A text as Excel shows it: it reads `_x0041_` as a character, so that ours are written with one more."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), seen)


def seen(typed: str) -> str:
    """What a cell shows of a text that was typed."""
    return on_one_line(typed).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")


def everywhere(typed: str) -> Document:
    return Document(
        typed,
        (
            Heading(typed),
            text(typed),
            Bullets((cell(typed),)),
            table(["what", ">figure"], [[typed, typed]], [[strong_cell(typed), ""]]),
            table(["none"], [], empty=typed),
            Tree((Branch(cell(typed), (Branch(cell(typed)),)),)),
            Timeline(typed, (Course(typed, ((date(2026, 6, 1), Decimal("0.4")),), typed),)),
            Commands((typed,)),
            text(Span("noted", notes=("a",))),
        ),
        {"a": typed},
    )


def strong_cell(typed: str) -> tuple[Span]:
    return (strong(typed),)


@pytest.mark.parametrize("which", HOSTILE)
def test_what_is_typed_stays_text(which: str) -> None:
    typed = HOSTILE[which]
    file = xlsx(everywhere(typed))
    found = cells(file)
    assert "f" not in {kind for kind, _ in found.values()}
    assert [value for kind, value in found.values() if kind == "n"] == ["0.4"]
    held = members(file)
    assert not [each for each in held if "hyperlink" in each.lower() or "vba" in each.lower()]
    assert b"<hyperlink" not in b"".join(held.values())
    for name, content in held.items():
        ET.fromstring(content)  # well-formed, whatever was typed
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content), name
    texts = [as_typed(value) for kind, value in found.values() if kind == "s"]
    assert all(len(each.encode("utf-16-le")) <= 2 * 32_767 for each in texts)
    if which.startswith("long"):
        assert any(each.endswith("… (cut off here)") for each in texts)
    else:
        wanted = seen(typed)
        assert sum(wanted.strip() in each for each in texts) >= 13


@given(st.text(max_size=40))
def test_any_text_is_only_text(typed: str) -> None:
    file = xlsx(Document("", (table(["a", "b"], [[f"x{typed}", typed]]),)))
    found = cells(file)
    assert {kind for kind, _ in found.values()} <= {"s"}
    assert as_typed(found["A3"][1]).rstrip() == seen(f"x{typed}").rstrip()


def test_figures_are_numbers_in_columns_of_figures_alone() -> None:
    rows = [
        ["€126,720", "€126,720"],
        ["45%", "45%"],
        ["12,500.5", "12,500.5"],
        ["−€12.50", "−€12.50"],
        ["KWD 1.250", "KWD 1.250"],
        ["€9,000 once", "€9,000 once"],
        ["-5", "-5"],
        ["=1", "=1"],
    ]
    file = xlsx(Document("Page", (table(["said", ">figure"], rows, [["all", "1,000"]]),)))
    found = cells(file)
    assert [found[f"A{row}"] for row in range(4, 12)] == [("s", left) for left, _ in rows]
    assert [found[f"B{row}"] for row in range(4, 13)] == [
        ("n", "126720"), ("n", "0.45"), ("n", "12500.5"), ("n", "-12.5"), ("n", "1.25"),
        ("s", "€9,000 once"), ("s", "-5"), ("s", "=1"), ("n", "1000"),
    ]  # fmt: skip
    styles = members(file)["xl/styles.xml"].decode("utf-8")
    for form in ("&quot;€&quot;#,##0;-&quot;€&quot;#,##0", "#,##0.0", "&quot;KWD &quot;#,##0.000"):
        assert form in styles
    assert b'ySplit="3"' in members(file)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "text_",
    ["", "–", "?", "2026", "007", "1,00", "€", "%", "1.", ".5", "XYZ 5", "€5%", "5 %", "٣", "1e5", "−", "€1,234,56"],
)
def test_what_is_no_figure_of_ours(text_: str) -> None:
    assert read_figure(text_) is None
    assert read_figure("9,999,999,999,999,999") is None  # more digits than Excel holds


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["EUR", "USD", "CHF", "JPY", "KWD"]))
def test_money_of_our_pages_is_read(amount: Decimal, currency: str) -> None:
    for shown in (money(Money(amount, currency)), coined(Money(amount, currency))):
        found = read_figure(shown)
        assert found
        value, form = found
        assert abs(value - amount) <= Decimal("0.5")
        written = f"{'−' if value < 0 else ''}{form.before}{abs(value):,.{form.places}f}"
        assert written == shown
    assert read_figure(percent(Decimal("0.25"))) == (Decimal("0.25"), Form("", 0, percent=True))


def test_a_page_as_a_sheet() -> None:
    days = ((date(2026, 6, 1), Decimal("0.4")), (date(2026, 6, 9), Decimal("0.7")))
    stops: list[Cell | str] = ["stops", cell(strong("€80", "who", "sums")), "45%"]
    document = Document(
        "Deal",
        (
            text("We met ", strong("Ms A", "who"), "."),
            table(["what", ">worth", ">part"], [stops], [["all", "€80", ""]]),
            Tree((Branch(cell("plant"), (Branch(cell("line")),)),)),
            text("x ", Bar(Decimal("0.44"))),
            Timeline("Chance of", (Course("stops", days, "40% to 70%"),)),
        ),
        {"who": "Call, 3 May 2026.", "sums": "Present value."},
    )  # fmt: skip
    rows = [tuple(_shown(each) for each in row.cells) for row in page(document).rows]
    assert rows == [
        ("Deal",), (),
        ("We met Ms A [1].",), (),
        ("what", "worth", "part", "Notes"),
        ("stops", "80", "0.45", "worth [1] [2]"),
        ("all", "80", "", ""), (),
        ("plant",), ("line",), (),
        ("x ████······",), (),
        ("Chance of", "From", "Share", ""),
        ("stops", "2026-06-01", "0.4", "40% to 70%"),
        ("stops", "2026-06-09", "0.7", None), (),
        ("[1] Call, 3 May 2026.",),
        ("[2] Present value.",),
    ]  # fmt: skip
    rule = [row for row in page(document).rows if row.rule]
    assert len(rule) == 1
    assert page(document).stay == (0, 0)
    assert b'showGridLines="0"' in members(xlsx(document))["xl/worksheets/sheet1.xml"]


def _shown(each: object) -> str | None:
    return each.text if isinstance(each, Text) else str(each.value) if isinstance(each, Figure) else None


def test_sheet_names_are_such_as_excel_takes() -> None:
    wanted = ["Value to A/B [x]*?:\\", "value to a b x", "'q'", "", "x" * 40, "x" * 40, "🎉" * 20, "HISTORY", "\x1b"]
    names = sheet_names(wanted)
    assert len({each.casefold() for each in names}) == len(names)
    for each in names:
        assert 1 <= len(each.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", each)
        assert each[0] != "'" != each[-1]
        assert each.casefold() != "history"
    file = xlsx(Workbook("t", tuple(Sheet(each, (said("x"),)) for each in wanted)))
    assert len(sheets(file)) == len(wanted)


def test_the_same_input_gives_the_same_bytes() -> None:
    document = everywhere("a")
    assert xlsx(document) == xlsx(document)
    book = Workbook("t", (Sheet("a", (Row((Figure(Decimal("0.1")),)),)),), date(2026, 6, 15))
    assert xlsx(book) == xlsx(replace(book))
    core = members(xlsx(book))["docProps/core.xml"].decode("utf-8")
    assert "2026-06-15T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2000-01-01T00:00:00Z" in members(xlsx(document))["docProps/core.xml"].decode("utf-8")


def test_formulas_name_cells_wherever_these_stand() -> None:
    first = Sheet("Jim's: in", (Row((Figure(Decimal(2), key="a"), Figure(Decimal(3), key="b"))),))
    total = Figure(Decimal(5), Form("€", 2), "SUM({a}:{b})", "total")
    second = Sheet("out", (Row((total, Figure("never", formula='IF({total}>9,1,"never")'))),))
    held = members(xlsx(Workbook("t", (first, second))))["xl/worksheets/sheet2.xml"].decode("utf-8")
    assert "<f>SUM('Jim''s in'!$A$1:$B$1)</f><v>5.0</v>" in held
    assert "<f>IF($A$1&gt;9,1,&quot;never&quot;)</f><v>never</v>" in held.replace('"never")', "&quot;never&quot;)")


def test_what_cannot_be_meant_is_an_error() -> None:
    twice = Sheet("a", (Row((Figure(None, key="x"), Figure(None, key="x"))),))
    with pytest.raises(ValueError, match="two cells have the key 'x'"):
        _ = Workbook("t", (twice,)).places
    with pytest.raises(KeyError):
        addressed("{y}", {}, [], 0)
    with pytest.raises(ValueError, match="runs over two sheets"):
        addressed("SUM({x}:{y})", {"x": Place(0, 0, 0), "y": Place(1, 0, 0)}, ["a", "b"], 0)
    with pytest.raises(KeyError):
        Workbook("t", (Sheet("a", (Row((Text("x", key="x"),)),)),)).figure("x")


def test_a_sheet_too_long_for_excel_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_ROWS", 3)
    xlsx(Workbook("t", (Sheet("a", (Row(),) * 3),)))
    with pytest.raises(Refused, match="would have 4 rows: Excel holds 3"):
        xlsx(Workbook("t", (Sheet("a", (Row(),) * 4),)))


def test_every_style_has_a_look() -> None:
    assert {each.value for each in Style} <= {each.value for each in Look}
    for look in Look:
        xlsx(Workbook("t", (Sheet("a", (Row((Text("x", look), None), rule=True),)),)))


def test_what_stands_below_a_point_has_a_row_of_its_own() -> None:
    point = cell(
        "entry ", Span("(1)", Style.MUTED), Span("\n"), Span("better", Style.IMPACT), ": €5", Span("\n"), "ask"
    )
    rows = [row.cells[0] for row in page(Document("t", (Bullets((point,)),))).rows if row.cells]
    assert [(each.text, each.look) for each in rows if isinstance(each, Text)][1:] == [
        ("• entry (1)", Look.PROSE), ("better: €5", Look.IMPACT), ("ask", Look.PROSE),
    ]  # fmt: skip
