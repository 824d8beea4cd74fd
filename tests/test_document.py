"""Pages: their parts, and the order of their footnotes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.document import (
    Bar,
    Branch,
    Bullets,
    Column,
    Commands,
    Course,
    Document,
    Heading,
    Paragraph,
    Span,
    Style,
    Table,
    Timeline,
    Tree,
    cell,
    muted,
    note_order,
    strong,
    table,
    text,
)


def test_a_cell_is_made_of_text_spans_and_bars() -> None:
    bar, span = Bar(Decimal("0.4"), Decimal("0.2")), Span("80k", Style.STRONG, ("a",))
    assert cell("worth ", span, None, bar) == (Span("worth "), span, bar)
    assert cell() == cell(None) == ()


@given(st.text())
def test_a_cell_keeps_text_as_it_was_typed(typed: str) -> None:
    assert cell(typed) == (Span(typed, Style.PLAIN, ()),)


def test_text_may_matter_or_be_passed_over() -> None:
    assert strong("80k", "a", "b") == Span("80k", Style.STRONG, ("a", "b"))
    assert muted("unknown") == Span("unknown", Style.MUTED)
    assert text("a", strong("b")) == Paragraph((Span("a"), Span("b", Style.STRONG)))


def test_a_table_is_made_from_plain_parts() -> None:
    made = table(["need", ">worth"], [["stops", cell(strong("80k"))]], [["all", "80k"]], "none")
    assert made == Table(
        (Column("need"), Column("worth", right=True)),
        (((Span("stops"),), (Span("80k", Style.STRONG),)),),
        (((Span("all"),), (Span("80k"),)),),
        "none",
    )
    assert table(["need"], []).empty == "Nothing here yet."


@pytest.mark.parametrize(("rows", "total"), [([["a"]], []), ([], [["a"]]), ([["a", "b", "c"]], [])])
def test_a_row_that_does_not_fit_its_columns_is_refused(rows: list[list[str]], total: list[list[str]]) -> None:
    with pytest.raises(ValueError, match=r"a row of \d cells under 2 columns"):
        table(["need", "worth"], rows, total)


def noted(key: str) -> Span:
    return Span(key, notes=(key,))


def test_footnotes_come_in_the_order_of_first_use_through_every_kind_of_block() -> None:
    blocks = (
        Heading("h"),
        text(noted("f"), Bar(Decimal(1)), noted("e")),
        Bullets((cell(noted("d")), cell(noted("f")))),
        table(["c"], [[cell(noted("c"))]], [[cell(noted("b"))]]),
        Tree((Branch(cell(noted("a")), (Branch(cell(noted("z"))),)), Branch(cell(noted("y"))))),
        Commands(("vl next",)),
    )
    notes = {key: key.upper() for key in "abcdefyz"}
    assert note_order(Document("t", blocks, notes)) == ("f", "e", "d", "c", "b", "a", "z", "y")


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), max_size=5))
def test_every_footnote_that_is_used_comes_once(used: list[list[str]]) -> None:
    page = Document("t", tuple(text(Span("x", notes=tuple(keys))) for keys in used), dict.fromkeys("abc", "note"))
    in_order = [key for keys in used for key in keys]
    assert note_order(page) == tuple(sorted(set(in_order), key=in_order.index))


def test_a_footnote_without_text_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"footnotes without text: \['lost'\]"):
        note_order(Document("t", (text(noted("lost")),)))


def test_a_page_may_be_empty() -> None:
    assert note_order(Document("t")) == ()


def test_a_course_has_days_and_they_are_in_order() -> None:
    first, last = (date(2026, 6, 1), Decimal(0)), (date(2026, 6, 9), Decimal(1))
    for points in ((), (last, first)):
        with pytest.raises(ValueError, match="has no days, or has them out of order"):
            Course("need 1", points, "")
    one, other = Course("need 1", (first,), ""), Course("need 2", (first, last), "")
    assert Timeline("chance", (one, other)).days == (first[0], last[0])
