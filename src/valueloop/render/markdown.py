"""Pages as markdown that GitHub and pandoc render alike: pipe tables, lists, footnotes."""

import re
from collections.abc import Sequence

from valueloop.document import (
    Bar,
    Block,
    Branch,
    Bullets,
    Cell,
    Commands,
    Document,
    Heading,
    Paragraph,
    Stretch,
    Style,
    Table,
    Timeline,
    Tree,
    note_order,
)
from valueloop.render.bars import bar, course, stretch
from valueloop.render.cells import on_one_line

_MARKS = {Style.STRONG: "**", Style.IMPACT: "*", Style.GOOD: "", Style.BAD: "", Style.MUTED: "", Style.PLAIN: ""}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&!$@^])")
_AT_START = re.compile(r"^([-+=:]|\d+[.)])(?=\s|$|[-=])")


def markdown(document: Document) -> str:
    """A page as markdown text, ending in one line break."""
    keys = note_order(document)
    numbers = {key: number for number, key in enumerate(keys, 1)}
    parts = [f"# {escaped(document.title)}"] if document.title else []
    parts += [_block(block, numbers) for block in document.blocks]
    parts += [f"[^{numbers[key]}]: {_begun(escaped(document.notes[key]))}" for key in keys]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""A text that markdown shows as typed: no emphasis, link, image, cell border, HTML or formula comes of it.

    >>> escaped("a | b <script> [x](y)")
    'a \\| b \\<script\\> \\[x\\](y)'
    """
    return _SPECIAL.sub(r"\\\1", on_one_line(text)).replace("://", r":\//").replace("www.", r"www\.")


def _block(block: Block, numbers: dict[str, int]) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            return _cell(block.cell, numbers)
        case Bullets():
            return "\n".join(f"- {_cell(item, numbers)}" for item in block.items)
        case Table():
            return _table(block, numbers) if block.rows else escaped(block.empty)
        case Tree():
            return "\n".join(_branches(block.roots, numbers, 0)) if block.roots else escaped(block.empty)
        case Timeline():
            return _timeline(block)
        case Commands():
            return "\n".join(f"    {on_one_line(line)}" for line in block.lines)


def _table(block: Table, numbers: dict[str, int]) -> str:
    head = [escaped(column.title) for column in block.columns]
    rule = ["---:" if column.right else "---" for column in block.columns]
    rows = [[_cell(each, numbers) for each in row] for row in (*block.rows, *block.total)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _timeline(block: Timeline) -> str:
    first, last = block.days
    head = [escaped(block.title), escaped(f"{first.isoformat()} to {last.isoformat()}"), ""]
    rows = [[escaped(each.name), f"`{course(each, first, last)}`", escaped(each.figures)] for each in block.courses]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * 3, *rows))


def _branches(branches: Sequence[Branch], numbers: dict[str, int], level: int) -> list[str]:
    found = []
    for branch in branches:
        found.append(f"{'  ' * level}- {_cell(branch.cell, numbers)}")
        found += _branches(branch.below, numbers, level + 1)
    return found


def _cell(each: Cell, numbers: dict[str, int]) -> str:
    made = "".join(
        bar(piece)
        if isinstance(piece, Bar)
        else stretch(piece)
        if isinstance(piece, Stretch)
        else _span(piece.text, piece.style) + _notes(piece.notes, numbers)
        for piece in each
    ).strip()
    return _begun(made)


def _begun(made: str) -> str:
    """The text of a line: what would begin a list, a rule or a heading there is shown instead."""
    return _AT_START.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", made)


def _span(text: str, style: Style) -> str:
    inner = text.strip()
    mark = _MARKS[style]
    if not mark or not inner:
        return _edge(text, escaped(inner))
    return _edge(text, f"{mark}{escaped(inner)}{mark}")


def _edge(text: str, inner: str) -> str:
    """The inner text with the single spaces that stood around it: emphasis marks must touch words."""
    before = " " if text[:1].isspace() else ""
    after = " " if inner and text[-1:].isspace() else ""
    return before + inner + after


def _notes(keys: Sequence[str], numbers: dict[str, int]) -> str:
    return "".join(f"[^{numbers[key]}]" for key in keys)
