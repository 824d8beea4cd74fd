"""The demo: a finished example store, made by the very commands that a salesperson types, and a tour of it."""

import io
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from valueloop.cli.params import Context
from valueloop.errors import Refused

STORY = Path(__file__).with_name("demo.txt")
ACCOUNT, PERSON = "Northgate Bottling", "production manager"
PAGES = (
    f'history "{ACCOUNT}"',
    f'map "{ACCOUNT}"',
    f'proposition "{ACCOUNT}" --for "{PERSON}"',
    f'value "{ACCOUNT}"',
    f'share "{ACCOUNT}"',
)
NEXT = (
    "",
    'map northgate --for "production manager"',
    "export northgate --customer",
    'log harrow "they come on Friday" --call --with production --learn 1=yes',
    "undo",
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def story(today: date) -> Iterator[tuple[datetime, list[str]]]:
    """The commands of the demo and when each was typed, counted back from the Monday of `today`.

    It is told in chapters, one after the other; each goes on in time.
    """
    monday = today - timedelta(days=today.weekday())
    for line in STORY.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        when, _, command = line.partition("|")
        weeks, day, clock = when.split()
        on = monday + timedelta(weeks=int(weeks), days=_DAYS.index(day))
        yield datetime.combine(on, time.fromisoformat(clock)), shlex.split(command)


def build(file: Path, today: date, call: Callable[[list[str]], None]) -> int:
    """Make the demo store by calling each command of the story; returns how many there were."""
    acts = list(story(today))
    for when, command in acts:
        with redirect_stdout(io.StringIO()):
            call(["--db", str(file), "--today", f"{when:%Y-%m-%d %H:%M}", *command])
    return len(acts)


def demo(
    ctx: Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the example store is made.")] = Path("demo.db"),
    again: Annotated[bool, typer.Option("--again", help="Make it anew, if it is there already.")] = False,
) -> None:
    """Make a finished example store, and show its pages."""
    from valueloop.store.header import look

    call = _caller(ctx)
    there = look(file) is not None
    if there and again:
        _remove(file)
        there = False
    if there:
        sys.stdout.write(f"{file} is there already and is shown as it is; --again makes it anew.\n")
    else:
        count = build(file, ctx.obj.today(), call)
        sys.stdout.write(f"Made {file}: {count} commands, typed over {_weeks(ctx.obj.today())} weeks.\n")
    prefix = ["--db", str(file)] + (["--today", ctx.obj.today_typed] if ctx.obj.today_typed else [])
    for page in PAGES:
        sys.stdout.write(f"\n$ vl --db {shlex.quote(str(file))} {page}\n\n")
        call([*prefix, *shlex.split(page)])
    sys.stdout.write("\nNow try:\n\n")
    for each in NEXT:
        sys.stdout.write(f"  vl --db {shlex.quote(str(file))} {each}".rstrip() + "\n")


def _weeks(today: date) -> int:
    days = [when.date() for when, _ in story(today)]
    return ((max(days) - min(days)).days + 6) // 7


def _remove(file: Path) -> None:
    """Take away an example store, and nothing that is not one."""
    from valueloop.store.names import names

    if ACCOUNT not in names(file, "account", ACCOUNT):
        raise Refused(f"{file} holds no demo, so it is not taken away: name another file")
    file.unlink()


def _caller(ctx: typer.Context) -> Callable[[list[str]], None]:
    """A way to call other commands of the program within this one."""
    program = ctx.find_root().command

    def call(arguments: list[str]) -> None:
        program.main(arguments, prog_name="vl", standalone_mode=False)

    return call
