"""Where a page goes, and as what: each command that shows one takes --json, --format, --to and --yes."""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperOption

from valueloop.errors import Refused

if TYPE_CHECKING:
    from valueloop.document import Document
    from valueloop.workbook import Workbook


class Format(StrEnum):
    """What a page is written as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"
    TOML = "toml"


_ENDINGS = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xlsx": Format.XLSX,
    ".json": Format.JSON,
    ".toml": Format.TOML,
}
F = TypeVar("F", bound=Callable[..., None])
_SHOWN: set[Callable[..., None]] = set()


def shows(function: F) -> F:
    """Mark a command as one that shows a page: it gets --json, --format, --to and --yes."""
    _SHOWN.add(function)
    return function


@dataclass
class Output:
    """What was asked of a page: a format, a file, and whether one that is there may be written over."""

    form: Format | None = None
    to: Path | None = None
    yes: bool = False

    def format(self, otherwise: Format = Format.TEXT) -> Format:
        """The format asked for, else what the file's name ends in, else what the command writes.

        Raises:
            BadParameter: the file's name says nothing of its format, and neither does anything else.
        """
        if self.form is not None:
            return self.form
        if self.to is None or str(self.to) == "-":
            return otherwise
        found = _ENDINGS.get(self.to.suffix.lower())
        if found is None and (otherwise is Format.TEXT or self.to.suffix):
            raise typer.BadParameter(f"what is {self.to} to be? End it in .md, .html, .xlsx, .json or .txt")
        return found or otherwise


class PageCommand(TyperCommand):
    """A command that shows a page, with the options that all of those share."""

    def __init__(self, name: str | None, *, params: list[Any] | None = None, **more: Any) -> None:
        super().__init__(name, params=[*(params or []), *_options()], **more)


def kind_of(function: Callable[..., None]) -> type[TyperCommand]:
    """The kind of command that a function makes."""
    return PageCommand if function in _SHOWN else TyperCommand


@cache
def _options() -> tuple[TyperOption, ...]:
    """The options themselves, made once: what they keep is kept in the call's own state."""

    def option(*names: str, sets: Callable[[Output, Any], None], about: str, **more: Any) -> TyperOption:
        def keep(ctx: typer.Context, param: object, value: Any) -> None:
            del param
            if value not in (None, False) and ctx.obj is not None:  # there is none while words are completed
                sets(ctx.obj.output, value)

        return TyperOption(param_decls=list(names), expose_value=False, callback=keep, help=about, **more)

    words = [each.value for each in Format]

    def form(at: Output, value: str) -> None:
        found = _ENDINGS.get(f".{value.lower()}", value.lower())
        if found not in words:
            raise typer.BadParameter(f"'{value}' is no format: write {', '.join(words)}")
        at.form = Format(found)

    def to(at: Output, value: str) -> None:
        at.to = Path(value)

    def yes(at: Output, value: bool) -> None:
        at.yes = value

    def json(at: Output, value: bool) -> None:
        del value
        if at.form not in (None, Format.JSON):
            raise typer.BadParameter("--json or --format: one of the two")
        at.form = Format.JSON

    return (
        option(
            "--format",
            sets=form,
            about="text, markdown, html, xlsx or json (toml of a case or a template); else --to tells.",
            metavar="FORMAT",
            autocompletion=lambda incomplete: [each for each in words if each.startswith(incomplete)],
        ),
        option(
            "--to",
            sets=to,
            about="Write it to a file: .md, .html, .xlsx, .json, .txt; or .toml, of a case or a template.",
            metavar="FILE",
        ),
        option("--yes", sets=yes, about="Write over a file without asking.", is_flag=True, default=False),
        option("--json", sets=json, about="Raw figures as JSON instead of a page.", is_flag=True, default=False),
    )


def drawn(
    form: Format,
    document: "Document",
    data: Any,
    workbook: "Callable[[], Workbook] | None" = None,
    toml: Callable[[], str] | None = None,
) -> str | bytes:
    """A page in a format: text, or the bytes of a workbook.

    `data` are the raw figures that JSON shows; None where the page itself is all that may be shown: a customer's.
    `workbook` makes the page's workbook with live formulas, where it has one; `toml` the value case behind it.

    Raises:
        BadParameter: only a value case is written as TOML.
    """
    if form is Format.TOML:
        if toml is None:
            raise typer.BadParameter("this page is not written as TOML: value cases and templates are")
        return toml()
    if form is Format.JSON:
        from valueloop.render.json import as_json, page_as_json

        return (page_as_json(document) if data is None else as_json(data)) + "\n"
    if form is Format.HTML:
        from valueloop.render.html import html

        return html(document)
    if form is Format.XLSX:
        from valueloop.render.xlsx import xlsx

        return xlsx(workbook() if workbook else document)
    if form is Format.MARKDOWN:
        from valueloop.render.markdown import markdown

        return markdown(document)
    from io import StringIO

    from valueloop.render.terminal import console, draw

    made = StringIO()
    draw(document, console(made, colour=False, width=None))
    return made.getvalue()


def write(file: Path, made: str | bytes, *, yes: bool) -> None:
    """Write a whole file or nothing of it; one that is there is asked about first, on a terminal only.

    A link is followed, and a file keeps who may read it. A store is never written over.

    Raises:
        Refused: it is there already and nobody said yes, it is no ordinary file, it is a store, or cannot be written.
    """
    if not file.name:
        raise Refused(f"{file} is a folder: name a file in it")
    try:
        at = file.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        raise Refused(f"{file} cannot be written: its links lead nowhere") from None
    try:
        unfinished = at.with_name(f".{at.name[:100]}.{os.getpid()}.new")
        may = _may_replace(file, at)
        if may is not None and not yes:
            if sys.stdin is None or not sys.stdin.isatty():
                raise Refused(f"{file} is there already: --yes writes over it")
            typer.confirm(f"{file} is there already. Write over it?", abort=True, err=True)
        try:
            unfinished.write_bytes(made.encode() if isinstance(made, str) else made)
            if may is not None:
                unfinished.chmod(may)
            unfinished.replace(at)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    except OSError as trouble:
        raise Refused(f"{file} cannot be written: {trouble.strerror}") from None


def _may_replace(file: Path, at: Path) -> int | None:
    """Who may read a file that is there already, None where there is none.

    Raises:
        Refused: it is none that may be written over.
    """
    if not at.exists():
        return None
    if at.is_dir():
        raise Refused(f"{file} is a folder: name a file in it")
    if not at.is_file():
        raise Refused(f"{file} is no ordinary file: name another, or leave out --to to write into a pipe")
    if not os.access(at, os.W_OK):
        raise Refused(f"{file} may not be written over")
    with at.open("rb") as there:
        if there.read(16) == b"SQLite format 3\0":
            raise Refused(f"{file} is a store: it is never written over")
    return stat.S_IMODE(at.stat().st_mode)
