"""Exports: the deal summary as a file or on standard output."""

import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from valueloop.cli.params import Account, Context, Json
from valueloop.errors import Refused


class Format(StrEnum):
    """What an export is written as."""

    MARKDOWN = "markdown"
    JSON = "json"
    TOML = "toml"


def export(
    ctx: Context,
    account: Account,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write it there, else to standard output.", show_default=False),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="What it is written as.")] = Format.MARKDOWN,
    customer: Annotated[
        bool, typer.Option("--customer", help="Leave out everything of ours: a page for them.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write over a file that is there, without asking.")] = False,
    json: Json = False,
) -> None:
    """Export the deal summary, every figure led by a footnote to where it was said; or the value case as TOML."""
    from valueloop.render.json import as_json
    from valueloop.render.markdown import markdown
    from valueloop.report import summary as report
    from valueloop.usecases import summary

    if customer and (json or form is not Format.MARKDOWN):
        raise typer.BadParameter("JSON and TOML are the whole record, ours included: a customer's page is markdown")
    if form is Format.TOML:
        from valueloop.interop.case_text import write_case
        from valueloop.usecases.case import case_now

        text = write_case(case_now(ctx.obj.store(), account))
    else:
        found = summary.summary(ctx.obj.store(), account, ctx.obj.today())
        as_data = json or form is Format.JSON
        text = as_json(found) + "\n" if as_data else markdown(report.summary(found, customer=customer))
    if to is None or str(to) == "-":
        ctx.obj.say(text)
    else:
        write(to, text, yes=yes)
        sys.stderr.write(f"Written to {to}.\n")


def write(file: Path, text: str, *, yes: bool) -> None:
    """Write a whole file or nothing of it; one that is there is asked about first, on a terminal only.

    Raises:
        Refused: it is there already and nobody said yes, or it cannot be written.
    """
    if not file.name:
        raise Refused(f"{file} is a folder: name a file in it")
    unfinished = file.with_name(f".{file.name[:100]}.{os.getpid()}.new")
    try:
        if file.is_dir():
            raise Refused(f"{file} is a folder: name a file in it")
        if file.exists() and not yes:
            if sys.stdin is None or not sys.stdin.isatty():
                raise Refused(f"{file} is there already: --yes writes over it")
            typer.confirm(f"{file} is there already. Write over it?", abort=True, err=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except OSError as trouble:
        raise Refused(f"{file} cannot be written: {trouble.strerror}") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
