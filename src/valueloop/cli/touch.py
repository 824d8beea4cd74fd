"""Logging a call, and closing the step that came of one."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from valueloop.cli.context import to_local, to_utc
from valueloop.cli.params import MOST, Account, Context, answers, contacts
from valueloop.domain.touch import Kind, Outcome, read_hours

Text = Annotated[
    str | None,
    typer.Argument(
        metavar="TEXT", help="What was said; none opens $EDITOR, - reads standard input.", show_default=False
    ),
]


def log(
    ctx: Context,
    account: Account,
    text: Text = None,
    call: Annotated[bool, typer.Option("--call", help="It was a telephone call.")] = False,
    email: Annotated[bool, typer.Option("--email", help="It was an email.")] = False,
    meeting: Annotated[bool, typer.Option("--meeting", help="It was a meeting.")] = False,
    visit: Annotated[bool, typer.Option("--visit", help="It was a visit.")] = False,
    note: Annotated[bool, typer.Option("--note", help="It is a note to ourselves (the default).")] = False,
    people: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="CONTACT",
            help="Who took part; may be repeated.",
            autocompletion=contacts,
            show_default=False,
        ),
    ] = None,
    when: Annotated[
        str | None,
        typer.Option(
            "--when", metavar="DATE", help="now, yesterday 14:00, fri, 3d ago, 2026-11-20.", show_default=False
        ),
    ] = None,
    inbound: Annotated[bool, typer.Option("--inbound", help="They came to us: it spends no patience.")] = False,
    outcome: Annotated[Outcome | None, typer.Option("--outcome", help="What came of it.", show_default=False)] = None,
    hours: Annotated[
        str | None,
        typer.Option("--hours", metavar="TIME", help="What it took of your time: 1.5, 90m.", show_default=False),
    ] = None,
    thanks: Annotated[bool, typer.Option("--thanks", help="It was a thank-you: it earns goodwill.")] = False,
    asked: Annotated[
        int | None, typer.Option("--asked", metavar="N", min=0, max=999, help="So many questions of ours.")
    ] = None,
    told: Annotated[
        int | None, typer.Option("--told", metavar="N", min=0, max=999, help="So many statements of ours.")
    ] = None,
    campaign: Annotated[str, typer.Option("--campaign", metavar="TEXT", help="It was part of this campaign.")] = "",
    learn: Annotated[
        list[str] | None,
        typer.Option(
            "--learn", metavar="NEED=ANSWER", help="3=yes, 3=no or 3=unsure; may be repeated.", show_default=False
        ),
    ] = None,
    next_step: Annotated[
        str | None, typer.Option("--next", metavar="STEP", help="What was agreed to come next.", show_default=False)
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="When: fri, in 2w, 2026-11-27.", show_default=False)
    ] = None,
) -> None:
    """Log a call, email, meeting, visit or note in one line, and see what it changed."""
    from valueloop.domain.dates import Toward
    from valueloop.domain.page.touch import TouchTyped
    from valueloop.report import answers as report
    from valueloop.usecases import touch

    kind = _kind(call, email, meeting, visit, note, bool(people))
    if due is not None and next_step is None:
        raise typer.BadParameter("--due says when, --next says what: give both")
    moment = ctx.obj.when(when, Toward.PAST)
    local = datetime.combine(moment.day, moment.clock) if moment.clock else None
    typed = TouchTyped(
        kind,
        _text(text),
        moment.day,
        to_utc(local) if local else None,
        people or (),
        inbound,
        outcome,
        answers("--learn", learn or []),
        next_step,
        ctx.obj.when(due, Toward.FUTURE).day if due is not None else None,
        read_hours(hours) if hours is not None else None,
        thanks,
        asked,
        told,
        campaign,
    )
    saved = touch.log(ctx.obj.store(), ctx.obj.occasion(), account, typed)
    ctx.obj.show(report.logged(saved, to_local(saved.what.at).replace(tzinfo=None) if saved.what.at else None))


def _kind(call: bool, email: bool, meeting: bool, visit: bool, note: bool, with_people: bool) -> Kind:
    kinds = (Kind.CALL, Kind.EMAIL, Kind.MEETING, Kind.VISIT, Kind.NOTE)
    chosen = [kind for kind, said in zip(kinds, (call, email, meeting, visit, note), strict=True) if said]
    if len(chosen) > 1:
        raise typer.BadParameter("a touch is one of --call, --email, --meeting, --visit, --note")
    if not chosen and with_people:
        raise typer.BadParameter("with whom, but how? add --call, --email, --meeting, --visit or --note")
    return chosen[0] if chosen else Kind.NOTE


def _text(text: str | None) -> str:
    if text == "-":
        return _piped()
    if text is not None:
        return text
    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("what was said? give it as TEXT, or - to read standard input")
    return _edited()


def _piped() -> str:
    """Standard input, whole; what is not UTF-8 is refused, not bent."""
    if sys.stdin is None:
        raise typer.BadParameter("standard input is closed, so there is nothing to read")
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise typer.BadParameter("standard input is not UTF-8") from None


def _edited() -> str:
    """What the seller writes in $EDITOR; lines that begin with # are left out."""
    import os
    import shlex
    import subprocess
    import tempfile
    from pathlib import Path

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "touch.txt"
        file.write_text("\n# What was said? Lines that begin with # are left out.\n", encoding="utf-8")
        try:
            result = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 - their own editor
        except (OSError, ValueError):
            raise typer.BadParameter(f"the editor '{editor}' cannot be started: set $EDITOR, or give TEXT") from None
        if result.returncode:
            raise typer.BadParameter(f"the editor '{editor}' ended with an error, so nothing was saved")
        if not file.exists():
            raise typer.BadParameter(f"the editor '{editor}' took the text away, so nothing was saved")
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def done(
    ctx: Context,
    step: Annotated[int, typer.Argument(metavar="STEP", min=1, max=MOST, help="Its number, as vl shows it.")],
) -> None:
    """Close a next step: it is done."""
    from valueloop.report import answers as report
    from valueloop.usecases import touch

    ctx.obj.show(report.step_done(touch.done(ctx.obj.store(), ctx.obj.occasion(), step)))
