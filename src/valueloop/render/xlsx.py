"""Pages and workbooks as an Excel file: text stays text, figures are numbers, formulas live; same input, same bytes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from valueloop.document import Document
from valueloop.errors import Refused
from valueloop.render.cells import on_one_line
from valueloop.render.sheet import page
from valueloop.workbook import Cell, Figure, Form, Look, Row, Sheet, Text, Workbook, addressed

if TYPE_CHECKING:
    import xlsxwriter

MOST_CHARACTERS, MOST_ROWS, MOST_COLUMNS, LONGEST_NAME = 32_767, 1_048_576, 16_384, 31
_NO_DAY = date(2000, 1, 1)  # a file says when it was made: without a day of its own, always the same
_CUT = " … (cut off here)"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_WIDEST, _NARROWEST, _PAGE, _LINE = 50, 7, 100, 15
_MOST_LINES = 27  # a row is 409 points high at most
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_OVER = (Look.TITLE, Look.SECTION, Look.PROSE)  # they stand alone in their row and run over the columns
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 15},
    Look.SECTION: {"bold": True, "font_size": 12},
    Look.HEAD: {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    Look.PROSE: {"text_wrap": True},
    Look.STRONG: {"bold": True},
    Look.IMPACT: {"italic": True},
    Look.MUTED: {"font_color": "#666666"},
    Look.GOOD: {"font_color": "#1A7340"},
    Look.BAD: {"font_color": "#B3261E"},
    Look.PLAIN: {},
}


def xlsx(shown: Document | Workbook) -> bytes:
    """A page, or a workbook, as the bytes of an .xlsx file; XlsxWriter is imported here alone.

    What begins with `=`, `+`, `-` or `@` stays text; a text of more than 32,767 characters is cut, and says so. Figures
    are written as floats, which hold cents up to 10^13; a formula stands with the figure that we reckoned.

    Raises:
        Refused: a sheet has more rows or columns than Excel has.
    """
    import xlsxwriter  # noqa: PLC0415 - it takes 60 ms, and no other command needs it

    book = Workbook(shown.title, (page(shown),)) if isinstance(shown, Document) else shown
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as made:
        moment = datetime.combine(book.day or _NO_DAY, time(), UTC).replace(tzinfo=None)
        made.set_properties({"title": _fitted(book.title)[:255], "created": moment})
        _Drawing(made, book).draw()
    return stream.getvalue()


def sheet_names(wanted: list[str]) -> list[str]:
    """Names that Excel takes: of 31 characters at most, without `[]:*?/` and backslash, each once whatever its case.

    >>> sheet_names(["a/b", "A b", "", "History"])
    ['a b', 'A b 2', 'Sheet', 'History 2']
    """
    taken, names = {"history"}, []  # Excel keeps that name for itself
    for each in wanted:
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", on_one_line(each)).split()).strip("'") or "Sheet"
        name, number = _in_units(plain, LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            name = _in_units(plain, LONGEST_NAME - len(f" {number}")) + f" {number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def number_format(form: Form) -> str:
    """A form as Excel writes it.

    >>> number_format(Form("€", 2)), number_format(Form(places=0, percent=True)), number_format(Form())
    ('"€"#,##0.00;-"€"#,##0.00', '#,##0%', 'General')
    """
    if form.places is None:
        return "General"
    before, behind = (f'"{each}"' if each else "" for each in (form.before, form.behind))
    digits = "#,##0" + (f".{'0' * form.places}" if form.places else "") + ("%" if form.percent else "") + behind
    return f"{before}{digits};-{before}{digits}" if before else digits


def _in_units(text: str, most: int) -> str:
    """The beginning of a text, of so many of the units that Excel counts: an emoji is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip()


def _fitted(text: str) -> str:
    """A text that a cell may hold."""
    safe = on_one_line(text)
    if len(safe.encode("utf-16-le")) <= 2 * MOST_CHARACTERS:
        return safe
    return _in_units(safe, MOST_CHARACTERS - len(_CUT)) + _CUT


class _Drawing:
    """A workbook being drawn."""

    def __init__(self, made: "xlsxwriter.Workbook", book: Workbook) -> None:
        self.made, self.book = made, book
        self.names = sheet_names([each.name for each in book.sheets])
        self.format = cache(self._format)

    def draw(self) -> None:
        for at, (name, sheet) in enumerate(zip(self.names, self.book.sheets, strict=True)):
            across = max((len(row.cells) for row in sheet.rows), default=0)
            if len(sheet.rows) > MOST_ROWS or across > MOST_COLUMNS:
                raise Refused(f"the sheet '{name}' would have {len(sheet.rows):,} rows: Excel holds {MOST_ROWS:,}")
            self._sheet(self.made.add_worksheet(name), at, sheet)

    def _sheet(self, on: Any, at: int, sheet: Sheet) -> None:
        widths = _widths(sheet)
        for column, width in enumerate(widths):
            on.set_column(column, column, width)
        last, room = _span(widths)
        for down, row in enumerate(sheet.rows):
            if (lines := _lines(row, widths)) > 1:
                on.set_row(down, _LINE * min(_MOST_LINES, lines))
            for across, cell in enumerate(row.cells):
                if isinstance(cell, Text) and cell.look is Look.PROSE and len(row.cells) == 1:
                    self._prose(on, down, cell, last, room)
                else:
                    self._cell(on, at, (down, across), cell, row)
        if any(sheet.stay):
            on.freeze_panes(*sheet.stay)
            on.repeat_rows(0, max(0, sheet.stay[0] - 1))
        on.hide_gridlines(1 if sheet.grid else 2)  # 1: on paper alone
        on.set_landscape()
        on.set_paper(9)  # A4
        on.fit_to_pages(1, 0)

    def _prose(self, on: Any, down: int, cell: Text, last: int, room: float) -> None:
        """A sentence over the columns; Excel finds no height for merged cells, so it is given one."""
        text, form = _fitted(cell.text), self.format(cell.look, indent=cell.indent)
        if last:
            on.merge_range(down, 0, down, last, "", form)
        on.write_string(down, 0, text, form)
        on.set_row(down, _LINE * min(_MOST_LINES, -(-len(text) // int(room * 0.95)) or 1))

    def _cell(self, on: Any, at: int, place: tuple[int, int], cell: Cell, row: Row) -> None:
        if cell is None:
            if row.rule:
                on.write_blank(*place, None, self.format(rule=True))
        elif isinstance(cell, Text):
            form = self.format(cell.look, right=cell.right, indent=cell.indent, rule=row.rule)
            on.write_string(*place, _fitted(cell.text), form)
        else:
            self._figure(on, at, place, cell, rule=row.rule)

    def _figure(self, on: Any, at: int, place: tuple[int, int], cell: Figure, *, rule: bool) -> None:
        look = Look.STRONG if cell.strong else Look.PLAIN
        form = self.format(look, number_format(cell.form), right=True, rule=rule, edit=cell.edit)
        value = cell.value if isinstance(cell.value, str) else None if cell.value is None else float(cell.value)
        if cell.formula:
            formula = addressed(cell.formula, self.book.places, self.names, at)
            on.write_formula(*place, formula, form, "" if value is None else value)
        elif isinstance(value, str):
            on.write_string(*place, _fitted(value), form)
        elif value is None:
            on.write_blank(*place, None, form)
        else:
            on.write_number(*place, value, form)

    def _format(
        self,
        look: Look = Look.PLAIN,
        number: str = "",
        *,
        right: bool = False,
        indent: int = 0,
        rule: bool = False,
        edit: bool = False,
    ) -> Any:
        wanted: dict[str, Any] = {"valign": "top", **_LOOKS[look]}
        wanted |= {"num_format": number} if number else {} if look in _OVER else {"text_wrap": True}
        wanted |= {"align": "right", "indent": 1} if right else {}  # not to touch the text beside it
        wanted |= {"indent": min(15, indent)} if indent else {}
        wanted |= {"top": 1} if rule else {}
        wanted |= {"bg_color": "#FFF4CC", "border": 1, "border_color": "#C9B458"} if edit else {}
        return self.made.add_format(wanted)


def _lines(row: Row, widths: list[float]) -> int:
    """How many lines a row takes; not every program finds that out by itself."""
    over = [
        -(-(len(cell.text) + 2) // int(widths[at]))
        for at, cell in enumerate(row.cells)
        if isinstance(cell, Text) and cell.look not in _OVER
    ]
    return max(over, default=1)


def _widths(sheet: Sheet) -> list[float]:
    """A width for each column, in characters: what its longest cell takes, within bounds."""
    widths: list[float] = []
    for row in sheet.rows:
        for at, cell in enumerate(row.cells):
            if at == len(widths):
                widths.append(_NARROWEST)
            widths[at] = max(widths[at], min(_WIDEST, max(_lengths(cell), default=0) + 3))
    return widths


def _lengths(cell: Cell) -> Iterator[int]:
    if isinstance(cell, Figure):
        yield _length(cell)
    elif isinstance(cell, Text) and cell.look is Look.HEAD:
        yield max((len(word) for word in cell.text.split()), default=0)
    elif isinstance(cell, Text) and cell.look not in _OVER:
        yield len(cell.text) + cell.indent


def _length(cell: Figure) -> int:
    """How many characters a figure takes."""
    if cell.value is None or isinstance(cell.value, str):
        return len(cell.value or "")
    if cell.form.places is None:
        return min(15, len(f"{cell.value:f}"))
    scaled = cell.value * 100 if cell.form.percent else cell.value
    return len(f"{scaled:,.{cell.form.places}f}{cell.form.before}{cell.form.behind}") + cell.form.percent


def _span(widths: list[float]) -> tuple[int, float]:
    """The last column of those over which a sentence runs, and how many characters stand in them."""
    room, last = 0.0, -1
    while room < _PAGE and last + 1 < MOST_COLUMNS:
        last += 1
        room += widths[last] if last < len(widths) else 8.43
    return last, room
