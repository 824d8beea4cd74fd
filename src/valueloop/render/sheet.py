"""A page laid out as one sheet: what is wholly a figure of ours becomes a number, all else stays text."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from valueloop import workbook
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
    Piece,
    Span,
    Stretch,
    Style,
    Table,
    Timeline,
    Tree,
    note_order,
)
from valueloop.domain.currency import CODES
from valueloop.domain.number import EXACT
from valueloop.render.bars import bar, stretch
from valueloop.workbook import Figure, Form, Look, Row, Sheet, Text, heads, said

MOST_DIGITS = 15  # a float holds no more, nor does Excel
_FIGURE = re.compile(
    r"(?P<sign>−?)(?P<before>[€$£]|[A-Z]{3} )?(?P<whole>0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.(?P<part>\d+))?(?P<percent>%?)",
    re.ASCII,
)


def read_figure(text: str) -> tuple[Decimal, Form] | None:
    """The number that a figure of our pages is, and its form: `€126,720`, `−CHF 12.50`, `45%`; None for all else.

    Strict: thousands are grouped, minus is −, a code is a currency's, and nothing else stands in the cell.

    >>> read_figure("−€12.50")
    (Decimal('-12.50'), Form(before='€', places=2, percent=False, behind=''))
    >>> read_figure("45%")[0], read_figure("2026"), read_figure("-5"), read_figure("€1 once")
    (Decimal('0.45'), None, None, None)
    """
    found = _FIGURE.fullmatch(text)
    if not found:
        return None
    before, part, percent = found["before"] or "", found["part"] or "", bool(found["percent"])
    digits = found["whole"].replace(",", "")
    unknown = len(before) == 4 and before.strip() not in CODES
    if unknown or (before and percent) or len((digits + part).lstrip("0")) > MOST_DIGITS:
        return None
    value = Decimal(f"{digits}.{part}" if part else digits)
    value = EXACT.divide(value, Decimal(100)) if percent else value
    return (-value if found["sign"] else value), Form(before, len(part), percent)


def page(document: Document) -> Sheet:
    """A page as a sheet: its title, its blocks with an empty row between two, and its footnotes, numbered."""
    keys = note_order(document)
    numbers = {key: number for number, key in enumerate(keys, 1)}
    rows = [said(document.title, Look.TITLE)] if document.title else []
    for block in document.blocks:
        rows += [Row(), *_block(block, numbers)]
    rows += [Row()] * bool(keys)
    rows += [said(f"[{numbers[key]}] {document.notes[key]}") for key in keys]
    alone = len(document.blocks) == 1 and isinstance(document.blocks[0], Table) and bool(document.blocks[0].rows)
    return Sheet(document.title, tuple(rows), (2 + bool(document.title), 0) if alone else (0, 0), grid=False)


def _block(block: Block, numbers: Mapping[str, int]) -> list[Row]:
    match block:
        case Heading():
            return [said(block.text, Look.SECTION)]
        case Paragraph():
            return [said(_text(block.cell, numbers))]
        case Bullets():
            return [row for item in block.items for row in _bullet(item, numbers)]
        case Table():
            return _table(block, numbers) if block.rows else [said(block.empty)]
        case Tree():
            return _branches(block.roots, numbers, 0) if block.roots else [said(block.empty)]
        case Timeline():
            return _timeline(block)
        case Commands():
            return [said(line) for line in block.lines]


def _bullet(item: Cell, numbers: Mapping[str, int]) -> list[Row]:
    """A point; what stands below it on a line of its own, as an impact does, has a row of its own, in its look."""
    lines: list[list[Piece]] = [[]]
    for piece in item:
        if isinstance(piece, Span) and piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    first, *below = (tuple(each) for each in lines)
    rows = [said(f"• {_text(first, numbers)}")]
    for each in below:
        head = next((piece.style for piece in each if isinstance(piece, Span)), Style.PLAIN)
        look = Look.IMPACT if head is Style.IMPACT else Look.PROSE
        rows.append(Row((Text(_text(each, numbers), look, indent=2),)))
    return rows


def _table(block: Table, numbers: Mapping[str, int]) -> list[Row]:
    """A table; a figure that became a number has no room for its footnotes: these stand behind the row."""
    made = [(_row(block, row, numbers), False) for row in block.rows]
    made += [(_row(block, row, numbers), True) for row in block.total]
    noted = any(behind for (_, behind), _ in made)
    titles = [Text(column.title, Look.HEAD, column.right) for column in block.columns]
    rows = [Row((*titles, *[Text("Notes", Look.HEAD)] * noted))]
    for (cells, behind), total in made:
        rows.append(Row((*cells, *[Text(behind, Look.MUTED)] * noted), rule=total))
    return rows


def _row(block: Table, row: Sequence[Cell], numbers: Mapping[str, int]) -> tuple[list[workbook.Cell], str]:
    cells: list[workbook.Cell] = []
    behind = []
    for column, each in zip(block.columns, row, strict=True):
        found = read_figure(_bare(each)) if column.right else None
        if found is None:
            cells.append(Text(_text(each, numbers), _look(each), column.right))
            continue
        cells.append(Figure(*found, strong=_look(each) is Look.STRONG))
        if marks := "".join(_marks(piece, numbers) for piece in each):
            behind.append(f"{column.title}{marks}")
    return cells, ", ".join(behind)


def _timeline(block: Timeline) -> list[Row]:
    titles = [Text(block.title, Look.HEAD), *heads("From", ">Share", "").cells]
    rows = [Row(tuple(titles))]
    for each in block.courses:
        for at, (day, share) in enumerate(each.points):
            figure = Figure(share, Form(places=0, percent=True))
            rows.append(Row((Text(each.name), Text(day.isoformat()), figure, None if at else Text(each.figures))))
    return rows


def _branches(branches: Sequence[Branch], numbers: Mapping[str, int], level: int) -> list[Row]:
    rows = []
    for each in branches:
        rows.append(Row((Text(_text(each.cell, numbers), Look.PROSE, indent=level),)))
        rows += _branches(each.below, numbers, level + 1)
    return rows


def _look(each: Cell) -> Look:
    """The look of a cell: the style that all its words share."""
    styles = {piece.style for piece in each if isinstance(piece, Span) and piece.text.strip()}
    return Look(styles.pop().value) if len(styles) == 1 else Look(Style.PLAIN.value)


def _bare(each: Cell) -> str:
    """A cell's text without its footnotes; a bar is no text, so that it never reads as a figure."""
    return "".join(piece.text if isinstance(piece, Span) else "|" for piece in each)


def _text(each: Cell, numbers: Mapping[str, int]) -> str:
    drawn = []
    for piece in each:
        match piece:
            case Bar():
                drawn.append(bar(piece))
            case Stretch():
                drawn.append(stretch(piece))
            case _:
                drawn.append(piece.text + _marks(piece, numbers))
    return "".join(drawn).strip(" \n")


def _marks(piece: object, numbers: Mapping[str, int]) -> str:
    return "".join(f" [{numbers[key]}]" for key in piece.notes) if isinstance(piece, Span) else ""
