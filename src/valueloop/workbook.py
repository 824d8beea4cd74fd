"""What a workbook says (sheets, texts, figures, formulas between them), not how it looks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Look(StrEnum):
    """What a cell is, for the renderer to show in its own way."""

    PLAIN = "plain"
    TITLE = "title"
    SECTION = "section"
    HEAD = "head"  # the title of a column
    PROSE = "prose"  # a sentence that runs over the whole width of a sheet
    STRONG = "strong"
    IMPACT = "impact"
    MUTED = "muted"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class Form:
    """How a figure is written: what stands before it, its decimals (None: as many as it has), and what behind it.

    A `percent` is 0.45 and written 45%; `before` may be a currency's sign, `behind` a word as ` years`.
    """

    before: str = ""
    places: int | None = None
    percent: bool = False
    behind: str = ""


PLAIN, PERCENT = Form(), Form(places=1, percent=True)


@dataclass(frozen=True)
class Text:
    """A cell of text, which no spreadsheet may take for a formula, a link or a number."""

    text: str
    look: Look = Look.PLAIN
    right: bool = False
    indent: int = 0
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """A cell that counts: its value, how it is written, and the formula that gives this value.

    A formula has no `=`, and names other cells by their keys in braces: `{yearly 1}*{part 1 2}`, or a run of cells of
    one sheet by its first and last, `SUM({flow 1 0}:{flow 1 3})`. A value that is text stands where there is no figure;
    None is an empty cell. `edit` marks what the reader may type over.

    >>> Figure(Decimal(6), formula="{a}*{b}", key="c").formula
    '{a}*{b}'
    """

    value: Decimal | str | None
    form: Form = PLAIN
    formula: str = ""
    key: str = ""
    edit: bool = False
    strong: bool = False


Cell = Text | Figure | None


@dataclass(frozen=True)
class Row:
    """A row of cells, from the first column on; one with a `rule` has a line above, as a total has."""

    cells: tuple[Cell, ...] = ()
    rule: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, how many rows and columns stay in sight, and whether it shows its grid."""

    name: str
    rows: tuple[Row, ...]
    stay: tuple[int, int] = (0, 0)
    grid: bool = True


@dataclass(frozen=True)
class Place:
    """Where a cell is: its sheet, row and column, counted from 0.

    >>> Place(0, 4, 27).address
    '$AB$5'
    """

    sheet: int
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell as a formula names it."""
        letters, left = "", self.column + 1
        while left:
            left, digit = divmod(left - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return f"${letters}${self.row + 1}"


@dataclass(frozen=True)
class Workbook:
    """A whole workbook; `day` is the day as of which it speaks."""

    title: str
    sheets: tuple[Sheet, ...]
    day: date | None = None

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each key's cell is.

        Raises:
            ValueError: two cells have one key.
        """
        found: dict[str, Place] = {}
        for at, sheet in enumerate(self.sheets):
            for down, row in enumerate(sheet.rows):
                for across, cell in enumerate(row.cells):
                    if cell is not None and cell.key:
                        if cell.key in found:
                            raise ValueError(f"two cells have the key {cell.key!r}")
                        found[cell.key] = Place(at, down, across)
        return found

    def figure(self, key: str) -> Figure:
        """The figure of a key.

        Raises:
            KeyError: no figure has it.
        """
        place = self.places[key]
        cell = self.sheets[place.sheet].rows[place.row].cells[place.column]
        if not isinstance(cell, Figure):
            raise KeyError(key)
        return cell


_NAMED = re.compile(r"\{([^{}]+)\}(?::\{([^{}]+)\})?")


def addressed(formula: str, places: Mapping[str, Place], names: Sequence[str], on: int) -> str:
    """A formula with its `=`, and addresses for keys; `names` are the sheets', `on` the one that the formula is on.

    Raises:
        KeyError: a key has no cell.
        ValueError: a run of cells begins on one sheet and ends on another.

    >>> places = {"a": Place(0, 1, 1), "b": Place(0, 1, 3)}
    >>> addressed("SUM({a}:{b})/{a}", places, ["Jim's", "Here"], 1)
    "=SUM('Jim''s'!$B$2:$D$2)/'Jim''s'!$B$2"
    """

    def address(found: re.Match[str]) -> str:
        ends = [places[key] for key in found.groups() if key]
        if len({each.sheet for each in ends}) > 1:
            raise ValueError(f"{found[0]} runs over two sheets")
        sheet = ends[0].sheet
        there = "" if sheet == on else "'{}'!".format(names[sheet].replace("'", "''"))
        return there + ":".join(each.address for each in ends)

    return "=" + _NAMED.sub(address, formula)


def heads(*titles: str) -> Row:
    """The titles of columns; one that begins with `>` stands to the right, over figures."""
    return Row(tuple(Text(each.lstrip(">"), Look.HEAD, each.startswith(">")) for each in titles))


def said(text: str, look: Look = Look.PROSE) -> Row:
    """A row of one text."""
    return Row((Text(text, look),))


def by_year(years: int, make: Callable[[int], Cell]) -> tuple[Cell, ...]:
    """A cell for year 0, 1, …, `years`."""
    return tuple(make(year) for year in range(years + 1))
