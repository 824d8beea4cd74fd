"""What a page says (headings, paragraphs, tables, bars, footnotes), not how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Style(StrEnum):
    """What a piece of text is, for the renderer to show in its own way."""

    PLAIN = "plain"
    STRONG = "strong"
    IMPACT = "impact"  # italics: where we make a difference
    MUTED = "muted"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class Span:
    """A run of text in one style, with the footnotes that stand behind it."""

    text: str
    style: Style = Style.PLAIN
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """A share of one (0 to 1) drawn as a bar; `was` marks where it stood before."""

    share: Decimal
    was: Decimal | None = None


@dataclass(frozen=True)
class Stretch:
    """A stretch of a scale from 0 to 1, drawn where it lies on it: a step of a waterfall, a bar of a tornado.

    `mark` is a place on the scale that every row shows, as the expected value. A `style` tells a step down (BAD) and a
    sum (STRONG) from the rest.
    """

    begin: Decimal
    end: Decimal
    mark: Decimal | None = None
    style: Style = Style.PLAIN


Piece = Span | Bar | Stretch
Cell = tuple[Piece, ...]


def cell(*parts: "str | Piece | None") -> Cell:
    """Make a cell of text, spans and bars; nothing at all gives an empty cell.

    >>> cell("worth ", Span("80k", Style.STRONG))[0].text
    'worth '
    """
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part is not None)


def strong(text: str, *notes: str) -> Span:
    """Text that matters."""
    return Span(text, Style.STRONG, notes)


def muted(text: str, *notes: str) -> Span:
    """Text that may be passed over."""
    return Span(text, Style.MUTED, notes)


@dataclass(frozen=True)
class Heading:
    """A heading inside a page; level 2 is the first below the title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    cell: Cell


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A table column; figures stand to the right."""

    title: str
    right: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it has no title, as a column of bars has none: such a column is never wrapped."""
        return not self.title


@dataclass(frozen=True)
class Table:
    """Rows under columns; `total` rows stand below a rule."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[tuple[Cell, ...], ...] = ()
    empty: str = "Nothing here yet."

    def __post_init__(self) -> None:
        for row in (*self.rows, *self.total):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns")


@dataclass(frozen=True)
class Branch:
    """One node of a tree, with what hangs below it."""

    cell: Cell
    below: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Tree:
    """A hierarchy: the organisation, a tree of referrals."""

    roots: tuple[Branch, ...]
    empty: str = "Nobody here yet."


@dataclass(frozen=True)
class Course:
    """How a share of one went: the days on which it changed, in order, each with what it was from then on.

    `figures` says in words where it began and ended.
    """

    name: str
    points: tuple[tuple[date, Decimal], ...]
    figures: str

    def __post_init__(self) -> None:
        days = [day for day, _ in self.points]
        if not days or days != sorted(days):
            raise ValueError(f"the course of {self.name!r} has no days, or has them out of order")


@dataclass(frozen=True)
class Timeline:
    """Shares of one over the same days, drawn as steps; the title says what they are shares of."""

    title: str
    courses: tuple[Course, ...]

    @property
    def days(self) -> tuple[date, date]:
        """The first day of all courses and the last."""
        found = [day for course in self.courses for day, _ in course.points]
        return min(found), max(found)


@dataclass(frozen=True)
class Commands:
    """Command lines to type next, shown so that they can be copied whole."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Tree | Timeline | Commands


@dataclass(frozen=True)
class Document:
    """A whole page: title, blocks, and footnotes by key (numbered in the order of first use)."""

    title: str
    blocks: tuple[Block, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


def text(*parts: "str | Piece | None") -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(cell(*parts))


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence["Cell | str"]],
    total: Sequence[Sequence["Cell | str"]] = (),
    empty: str = "Nothing here yet.",
) -> Table:
    """A table from plain parts; a column title that begins with `>` stands to the right.

    >>> table(["need", ">worth"], [["fewer stoppages", "80k"]]).columns[1].right
    True
    """

    def row(cells: Sequence[Cell | str]) -> tuple[Cell, ...]:
        return tuple(cell(each) if isinstance(each, str) else each for each in cells)

    return Table(
        tuple(Column(name.lstrip(">"), name.startswith(">")) for name in columns),
        tuple(row(each) for each in rows),
        tuple(row(each) for each in total),
        empty,
    )


def note_order(document: Document) -> tuple[str, ...]:
    """Footnote keys in the order in which the page first uses them; every key must have its text.

    >>> page = Document("t", (text(Span("a", notes=("y",)), Span("b", notes=("x", "y"))),), {"x": "X", "y": "Y"})
    >>> note_order(page)
    ('y', 'x')
    """
    seen: dict[str, None] = {}
    for each in _cells(document.blocks):
        for piece in each:
            if isinstance(piece, Span):
                seen.update(dict.fromkeys(piece.notes))
    missing = [key for key in seen if key not in document.notes]
    if missing:
        raise KeyError(f"footnotes without text: {missing}")
    return tuple(seen)


def _cells(blocks: Sequence[Block]) -> list[Cell]:
    found: list[Cell] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(block.cell)
            case Bullets():
                found.extend(block.items)
            case Table():
                found.extend(each for row in (*block.rows, *block.total) for each in row)
            case Tree():
                found.extend(_branches(block.roots))
            case _:  # headings, timelines and commands have no footnotes
                pass
    return found


def _branches(branches: Sequence[Branch]) -> list[Cell]:
    return [each for branch in branches for each in (branch.cell, *_branches(branch.below))]
