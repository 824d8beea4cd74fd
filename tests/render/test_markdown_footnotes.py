"""Footnotes and tables of our markdown, as a reader that knows footnotes sees them: none is lost, whatever is typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from demo_store import shown as printed
from valueloop.document import Cell, Document, Span, cell, table, text
from valueloop.render.cells import on_one_line
from valueloop.render.markdown import markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
HOSTILE = (
    "plain", "12) x", "+ x", "a|b || c", "[^1] [^1]: no", "[^2]", "]: x", "[x](y)", "| --- |",
    "\n| a | b |\n", "`|`", "\\|", "\\", "*|*", "^[inline]", "<b>|</b>", "[^", "a\n\n[^9]: gone", "    code",
    "- x", "1. x", "> x", "# x", "&#124;", "$|$", "~~|~~",
)  # fmt: skip


def read(source: str) -> tuple[list[int], list[str], list[str]]:
    """How many cells each row has, what the footnotes say, and which of them the text leads to, in order."""
    rows: list[int] = []
    notes: list[str] = []
    led: list[str] = []
    inside = False
    for token in READER.parse(source):
        if token.type == "tr_open":
            rows.append(0)
        elif token.type in ("td_open", "th_open"):
            rows[-1] += 1
        elif token.type == "footnote_open":
            inside = True
            notes.append("")
        elif token.type == "footnote_close":
            inside = False
        elif token.type == "inline":
            if inside:
                notes[-1] += said(token)
            else:
                led += [each.meta["label"] for each in token.children or () if each.type == "footnote_ref"]
    return rows, notes, led


def said(token: Any) -> str:
    return "".join(each.content or " " * (each.type == "softbreak") for each in token.children or ())


def page(typed: str) -> Document:
    notes = {"a": f"one {typed} two", "b": f"{typed} three", "c": "four"}
    rows: list[list[Cell | str]] = [
        [cell(Span(typed, notes=("a",))), typed, cell(Span("x", notes=("c", "b")))],
        [typed, cell(Span(f"{typed} y", notes=("b",))), ""],
    ]
    return Document(typed, (text(Span(typed, notes=("a",))), table([typed, ">b", "c"], rows, rows[:1])), notes)


def squeezed(typed: str) -> str:
    return "".join(typed.split())


def holds(typed: str) -> None:
    rows, notes, led = read(markdown(page(typed)))
    assert rows == [3, 3, 3, 3]
    assert led == ["1", "1", "2", "3", "3", "1", "2", "3"]
    shown = on_one_line(typed)
    wanted = [f"one {shown} two", "four", f"{shown} three"]
    assert [squeezed(each) for each in notes] == [squeezed(each) for each in wanted]


@pytest.mark.parametrize("typed", HOSTILE)
def test_tables_and_footnotes_survive_hostile_text(typed: str) -> None:
    holds(typed)


@given(st.text(alphabet="[]^:|\\`*_<>&#-~$! \nab1", max_size=14))
def test_tables_and_footnotes_survive_any_text(typed: str) -> None:
    holds(f"x{typed}")


@pytest.mark.parametrize("options", [(), ("--customer",)])
def test_every_footnote_of_the_summary_is_led_to(options: tuple[str, ...]) -> None:
    rows, notes, led = read(printed("export", "northgate", *options))
    assert len(rows) > 10
    assert len(notes) > 3
    assert all(notes)
    assert list(dict.fromkeys(led)) == [str(number) for number in range(1, len(notes) + 1)]
