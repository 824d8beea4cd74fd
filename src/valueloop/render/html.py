"""Pages as one HTML file each: no script, nothing fetched, drawings inline; for a screen, a phone and paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from unicodedata import bidirectional

from valueloop.document import (
    Bar,
    Block,
    Branch,
    Bullets,
    Cell,
    Column,
    Commands,
    Document,
    Heading,
    Paragraph,
    Span,
    Stretch,
    Style,
    Table,
    Timeline,
    Tree,
    note_order,
)
from valueloop.render import svg
from valueloop.render.cells import on_one_line, shown
from valueloop.render.page_head import head

_TAGS = {Style.STRONG: ("<strong>", "</strong>"), Style.IMPACT: ("<em>", "</em>")} | {
    style: (f'<span class="{style.value}">', "</span>") for style in (Style.MUTED, Style.GOOD, Style.BAD)
}
_FIGURE, _WORD = 24, 14  # what is no longer stands on one line, in a column of figures or of words
_PHONE = 40  # letters beside each other on a phone
_DRAWN = 12  # letters that a drawing there takes the place of
_LINE = 60  # letters of a row that fill a page
_LONG = re.compile(r"\S{25}")


def html(document: Document) -> str:
    """A page as the text of an HTML file that needs nothing besides itself.

    >>> page = html(Document("Worth", (Paragraph((Span("a < b"),)),)))
    >>> page[page.index("<main>") :].splitlines()[:3]
    ['<main>', '<h1>Worth</h1>', '<p>a &lt; b</p>']
    """
    page = _Page({key: number for number, key in enumerate(note_order(document), 1)})
    blocks = [_block(block, page) for block in document.blocks]
    title = [f"<h1>{_typed(document.title)}</h1>"] if document.title else []
    parts = [*title, *(block for block in blocks if block), *_notes(document, page)]
    return "\n".join([*head(document.title), "<body>", "<main>", *parts, "</main>", "</body>", "</html>"]) + "\n"


@dataclass
class _Page:
    """What is written of a page so far: notes lead back to each of their places, headings nest, regions have names."""

    numbers: dict[str, int]
    uses: dict[int, int] = field(default_factory=dict)
    level: int = 1
    about: str = "Page"
    regions: int = 0

    def heading(self, block: Heading) -> str:
        """A heading, at most one level below the one before it."""
        self.level = min(max(2, block.level), self.level + 1, 6)
        self.about = block.text
        return f"<h{self.level}>{_typed(block.text)}</h{self.level}>"

    def region(self) -> int:
        """The number of the next table or chart."""
        self.regions += 1
        return self.regions

    def references(self, keys: Sequence[str]) -> str:
        """The raised numbers that lead to footnotes."""
        links = []
        for number in map(self.numbers.__getitem__, keys):
            use = self.uses[number] = self.uses.get(number, 0) + 1
            links.append(f'<a id="ref-{number}-{use}" href="#note-{number}">{number}</a>')
        return f"<sup>{' '.join(links)}</sup>" if links else ""


def _block(block: Block, page: _Page) -> str:
    match block:
        case Heading():
            return page.heading(block)
        case Paragraph():
            return f"<p>{_cell(block.cell, page)}</p>"
        case Bullets():
            items = "".join(f"<li>{_cell(item, page)}</li>" for item in block.items)
            return f"<ul>{items}</ul>" if items else ""
        case Table():
            return _table(block, page) if block.rows else f'<p class="muted">{_typed(block.empty)}</p>'
        case Tree():
            drawn = _branches(block.roots, page)
            return f'<div class="tree">{drawn}</div>' if drawn else f'<p class="muted">{_typed(block.empty)}</p>'
        case Timeline():
            return _timeline(block, page)
        case Commands():
            lines = "\n".join(f"<code>{svg.escaped(line)}</code>" for line in block.lines)
            return f"<pre>{lines}</pre>" if lines else ""


def _table(block: Table, page: _Page) -> str:
    """A table; on a phone without room for it, words become a card for each row, figures are moved sideways."""
    number = page.region()
    room = sum(_width(block, at) + 2 for at in range(len(block.columns))) <= _PHONE
    words = sum(not each.right and not each.drawn and not _barred(block, at) for at, each in enumerate(block.columns))
    cards = not room and words > 1 and not any(each.drawn for each in block.columns)
    kind = " ".join(["cards"] * cards + ["wide"] * _wide(block))
    body, total = ([_row(block.columns, row, page, cards=cards) for row in rows] for rows in (block.rows, block.total))
    lines = [
        f'<table class="{kind}">' if kind else "<table>",
        f"<thead><tr>{''.join(_head_cell(each) for each in block.columns)}</tr></thead>",
        *("<tbody>", *body, "</tbody>"),
        # A second body and no foot: browsers print the foot anew on every sheet.
        *(('<tbody class="total">', *total, "</tbody>") if total else ()),
        "</table>",
    ]
    if room or cards:
        return "\n".join(lines)
    name = f"Table {number}: {svg.escaped(page.about)}"
    return "\n".join([f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">', *lines, "</div>"])


def _width(block: Table, at: int) -> int:
    """The letters that a column needs at least: what stands on one line whole, of the rest the longest word."""
    column = block.columns[at]
    cells = [row[at] for row in (*block.rows, *block.total)]
    drawn = _DRAWN if _barred(block, at) else 0
    texts = [column.title, *(_plain(each) for each in cells if not _whole(column, each))]
    parts = [_plain(each) for each in cells if _whole(column, each)] + [word for each in texts for word in each.split()]
    return drawn + max(map(len, parts), default=0)


def _barred(block: Table, at: int) -> bool:
    """Whether a column has drawings, so that their beginnings must stand under each other."""
    return any(isinstance(piece, Bar | Stretch) for row in (*block.rows, *block.total) for piece in row[at])


def _wide(block: Table) -> bool:
    """Whether a table takes the whole width of a page: one of few short words would fall apart."""
    rows = (*block.rows, *block.total)
    longest = (max(len(_plain(row[at])) for row in rows) for at in range(len(block.columns)))
    return len(block.columns) > 3 or sum(longest) > _LINE


def _whole(column: Column, each: Cell) -> bool:
    """Whether a cell stands on one line: a figure, a day, a bar with its figure."""
    barred = any(isinstance(piece, Bar) for piece in each)
    return len(_plain(each)) <= (_FIGURE if column.right or barred else _WORD)


def _head_cell(column: Column) -> str:
    if column.drawn:
        return "<td></td>"
    right = ' class="right"' if column.right else ""
    return f'<th scope="col"{right}>{_typed(column.title)}</th>'


def _row(columns: Sequence[Column], row: Sequence[Cell], page: _Page, *, cards: bool) -> str:
    """A row; the first words in it are its heading, without words the first figure."""
    heading = next((at for at, each in enumerate(columns) if not each.right and not each.drawn), 0)
    made = []
    for at, (column, each) in enumerate(zip(columns, row, strict=True)):
        inner = _cell(each, page, one_line=True)
        looks = ["right"] * column.right + ["drawn"] * column.drawn
        looks += ["whole"] * (bool(inner) and _whole(column, each)) + ["long"] * bool(_LONG.search(_plain(each)))
        attributes = f' class="{" ".join(looks)}"' if looks else ""
        if cards and inner:
            attributes += f' data-column="{svg.escaped(column.title)}"'
            inner = f"<div>{inner}</div>"
        first = at == heading and inner
        made.append(f'<th scope="row"{attributes}>{inner}</th>' if first else f"<td{attributes}>{inner}</td>")
    return f"<tr>{''.join(made)}</tr>"


def _timeline(block: Timeline, page: _Page) -> str:
    """A chart, and below it what it says in figures."""
    name = f"chart-{page.region()}"
    rows = [
        f'<tr><td class="drawn">{svg.swatch(at, each.name)}</td><th scope="row">{_typed(each.name)}</th>'
        f"<td>{_typed(each.figures)}</td></tr>"
        for at, each in enumerate(block.courses)
    ]
    caption = f"<figcaption>{_typed(block.title)}</figcaption>"
    return "\n".join(
        [
            "<figure>",
            caption,
            svg.chart(block, name),
            '<table class="courses"><tbody>',
            *rows,
            "</tbody></table>",
            "</figure>",
        ]
    )


def _branches(branches: Sequence[Branch], page: _Page) -> str:
    items = (f"<li>{_cell(each.cell, page, one_line=True)}{_branches(each.below, page)}</li>" for each in branches)
    return f"<ul>{''.join(items)}</ul>" if branches else ""


def _notes(document: Document, page: _Page) -> list[str]:
    if not page.numbers:
        return []
    lines = []
    for key, number in page.numbers.items():
        uses = range(1, page.uses[number] + 1)
        back = (f'<a href="#ref-{number}-{use}" aria-label="Back to reference {number}-{use}">↑</a>' for use in uses)
        said = _typed(document.notes[key], one_line=False)
        lines.append(f'<li id="note-{number}">{said} <span class="back">{" ".join(back)}</span></li>')
    opened = ['<section class="notes" aria-labelledby="notes">', '<h2 id="notes">Notes</h2>', "<ol>"]
    return [*opened, *lines, "</ol>", "</section>"]


def _cell(each: Cell, page: _Page, *, one_line: bool = False) -> str:
    made = []
    for piece in each:
        match piece:
            case Bar():
                made.append(svg.bar(piece))
            case Stretch():
                made.append(svg.stretch(piece))
            case Span():
                before, after = _TAGS.get(piece.style, ("", "")) if piece.text else ("", "")
                made.append(before + _typed(piece.text, one_line=one_line) + after + page.references(piece.notes))
    return "".join(made)


def _typed(text: str, *, one_line: bool = True) -> str:
    """A text between tags as typed; letters that run to the left are kept from turning what stands beside them."""
    safe = escape(on_one_line(text) if one_line else shown(text), quote=True).replace("\n", "<br>")
    return f"<bdi>{safe}</bdi>" if any(bidirectional(letter) in ("R", "AL", "AN") for letter in text) else safe


def _plain(each: Cell) -> str:
    return "".join(piece.text for piece in each if isinstance(piece, Span))
