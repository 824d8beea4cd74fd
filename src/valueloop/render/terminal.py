"""Pages on the terminal, and through a pipe: rich tables, trees and bars."""

from collections.abc import Callable, Sequence
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree as RichTree

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
from valueloop.render.cells import on_one_line, shown

_LOOKS = {
    Style.PLAIN: "",
    Style.STRONG: "bold",
    Style.IMPACT: "italic",
    Style.MUTED: "dim",
    Style.GOOD: "green",
    Style.BAD: "yellow",
}
_FIGURE = 12
# For terminals that know no more: what our own words and figures need.
_IN_ASCII = str.maketrans(
    dict(zip("–−×÷·•“”’─│├└", '--x/--""\'-|||', strict=True)) | {"€": "EUR ", "£": "GBP ", "→": "->", "…": "..."}
)
DrawCell = Callable[[Cell], Text]
_WIDE = 120  # from here on a bar has twenty places
_PIPE = 100_000  # through a pipe every row stands on one line, whatever its length


def console(stream: IO[str], *, colour: bool | None, width: int | None) -> Console:
    """A console on a stream; `colour` None asks the stream, `width` None asks the terminal (a pipe has no end)."""
    on_terminal = stream.isatty()
    return Console(
        file=stream,
        width=width or (None if on_terminal else _PIPE),
        force_terminal=True if colour else None,
        color_system="auto" if colour is not False else None,
        no_color=colour is False or None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def draw(document: Document, to: Console) -> None:
    """Draw a page."""
    notes = note_order(document)
    numbers = {key: number for number, key in enumerate(notes, 1)}
    ascii_only = not to.encoding.startswith("utf")
    parts: list[RenderableType] = []
    if document.title:
        parts += [Text(on_one_line(document.title), style="bold"), Text("")]
    for at, block in enumerate(document.blocks):
        parts.append(_block(block, numbers, ascii_only=ascii_only, plain=not to.is_terminal, room=to.width))
        if document.title and at + 1 < len(document.blocks) and not isinstance(block, Heading):
            parts.append(Text(""))
    if notes:
        parts.append(Text(""))
        parts += [Text(f"[{numbers[key]}] {shown(document.notes[key])}", style="dim") for key in notes]
    if to.is_terminal and not ascii_only:
        to.print(Group(*parts), overflow="fold", crop=False)
        return
    with to.capture() as drawn:
        to.print(Group(*parts), overflow="fold", crop=False)
    text = "".join(line.rstrip() + "\n" for line in drawn.get().splitlines())
    to.file.write(text.translate(_IN_ASCII) if ascii_only else text)


def _block(block: Block, numbers: dict[str, int], *, ascii_only: bool, plain: bool, room: int) -> RenderableType:
    def draw_cell(each: Cell) -> Text:
        one_line = isinstance(block, Table | Tree)
        places = (20 if _WIDE <= room < _PIPE else 10, _places(room))
        return _cell(each, numbers, ascii_only=ascii_only, one_line=one_line, plain=plain, places=places)

    match block:
        case Heading():
            return Text(on_one_line(block.text), style="bold underline" if block.level == 2 else "bold")
        case Paragraph():
            return draw_cell(block.cell)
        case Bullets():
            rows = RichTable.grid(padding=(0, 1))
            rows.add_column(no_wrap=True)
            rows.add_column(overflow="fold")
            for item in block.items:
                rows.add_row("-" if ascii_only else "•", draw_cell(item))
            return rows
        case Table():
            return _table(block, draw_cell, room) if block.rows else Text(on_one_line(block.empty), style="dim")
        case Tree():
            return _tree(block, draw_cell) if block.roots else Text(on_one_line(block.empty), style="dim")
        case Timeline():
            return _timeline(block, ascii_only=ascii_only, room=room)
        case Commands():
            return Padding(Group(*(Text(f"$ {on_one_line(line)}") for line in block.lines)), (0, 0, 0, 2), expand=False)


def _table(block: Table, draw_cell: DrawCell, room: int) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", safe_box=True)
    rows = [[draw_cell(each) for each in row] for row in (*block.rows, *block.total)]
    wide = [max(cell_len(column.title), *(row[at].cell_len for row in rows)) for at, column in enumerate(block.columns)]
    figures = sum(wide[at] + 3 for at, column in enumerate(block.columns) if column.right)
    for at, column in enumerate(block.columns):
        # Figures stay whole where they leave room for words; words wrap.
        whole = (column.right and wide[at] <= _FIGURE and figures * 2 <= room) or column.drawn
        drawn.add_column(column.title, justify="right" if column.right else "left", overflow="fold", no_wrap=whole)
    for at, row in enumerate(rows):
        if block.total and at == len(block.rows):
            drawn.add_section()
        drawn.add_row(*row)
    return drawn


def _timeline(block: Timeline, *, ascii_only: bool, room: int) -> RenderableType:
    first, last = block.days
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", safe_box=True)
    names = max(cell_len(on_one_line(each.name)) for each in block.courses)
    figures = max(cell_len(each.figures) for each in block.courses)
    width = 40 if room >= _PIPE else max(10, min(60, room - min(names, room // 3) - figures - 6))
    drawn.add_column(on_one_line(block.title), overflow="fold")
    drawn.add_column(f"{first.isoformat()} to {last.isoformat()}", no_wrap=True)
    drawn.add_column("")
    for each in block.courses:
        steps = course(each, first, last, ascii_only=ascii_only, width=width)
        drawn.add_row(Text(on_one_line(each.name)), Text(steps, style="cyan"), Text(each.figures))
    return drawn


def _tree(block: Tree, draw_cell: DrawCell) -> RenderableType:
    roots = []
    for branch in block.roots:
        root = RichTree(draw_cell(branch.cell), guide_style="dim")
        _grow(root, branch.below, draw_cell)
        roots.append(root)
    return Group(*roots)


def _grow(node: RichTree, below: Sequence[Branch], draw_cell: DrawCell) -> None:
    for branch in below:
        _grow(node.add(draw_cell(branch.cell)), branch.below, draw_cell)


def _places(room: int) -> int:
    """How many places a stretch is drawn with: what the width leaves it; 20 through a pipe, which has no width."""
    return 20 if room >= _PIPE else min(40, max(8, (room - 60) // 2 + 6))


def _cell(
    each: Cell, numbers: dict[str, int], *, ascii_only: bool, one_line: bool, plain: bool, places: tuple[int, int]
) -> Text:
    """A cell's text; `places` is how wide a bar is drawn, and a stretch."""
    drawn = Text(overflow="fold")
    for piece in each:
        if isinstance(piece, Bar):
            drawn.append(bar(piece, ascii_only=ascii_only, width=places[0]), style="cyan")
            continue
        if isinstance(piece, Stretch):
            look = "yellow" if piece.style is Style.BAD else "bold cyan" if piece.style is Style.STRONG else "cyan"
            drawn.append(stretch(piece, ascii_only=ascii_only, width=places[1]), style=look)
            continue
        text = on_one_line(piece.text) if one_line else shown(piece.text)
        if piece.style is Style.IMPACT and plain:
            text = f"*{text}*"  # no italics through a pipe
        drawn.append(text, style=_LOOKS[piece.style])
        if piece.notes:
            drawn.append("".join(f"[{numbers[key]}]" for key in piece.notes), style="dim")
    return drawn
