"""Promises, defects, the queue of what cannot wait, and the goodwill ledger."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, By, Context, Due, For, On, OneOrAll, Touch

PromiseNumber = Annotated[
    int, typer.Argument(metavar="N", min=1, max=MOST, help="Its number: vl promise list shows it.")
]
DefectNumber = Annotated[int, typer.Argument(metavar="N", min=1, max=MOST, help="Its number: vl defect list shows it.")]


def promise_add(
    ctx: Context,
    account: Account,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What was promised.")],
    person: For = None,
    said_by: Annotated[
        str | None,
        typer.Option(
            "--said-by", metavar="NAME", help="Who of ours said it; else the account's owner.", show_default=False
        ),
    ] = None,
    due: Due = None,
    measure: Annotated[str, typer.Option("--measure", metavar="TEXT", help="How one sees it kept.")] = "",
    touch: Touch = None,
) -> None:
    """Record a promise: what, to whom, who said it, by when, and how one sees it kept."""
    from valueloop.domain.page.promise import PromiseTyped
    from valueloop.report import promise as report
    from valueloop.usecases import promise

    until = ctx.obj.until(due)
    typed = PromiseTyped(what, person, said_by, until, measure, touch)
    ctx.obj.show(report.promised(promise.add_promise(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def promise_keep(
    ctx: Context,
    number: PromiseNumber,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was done.", show_default=False)] = "",
    when: On = None,
    touch: Touch = None,
) -> None:
    """Say that a promise was kept: it earns goodwill."""
    from valueloop.domain.promise import Word
    from valueloop.report import promise as report
    from valueloop.usecases import promise

    done = promise.end_promise(ctx.obj.store(), ctx.obj.occasion(), number, Word.KEPT, note, touch, ctx.obj.day(when))
    ctx.obj.show(report.ended(done))


def promise_break(
    ctx: Context,
    number: PromiseNumber,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, in a few words.")],
    when: On = None,
    touch: Touch = None,
) -> None:
    """Say that a promise was broken: it costs goodwill."""
    from valueloop.domain.promise import Word
    from valueloop.report import promise as report
    from valueloop.usecases import promise

    done = promise.end_promise(
        ctx.obj.store(), ctx.obj.occasion(), number, Word.BROKEN, because, touch, ctx.obj.day(when)
    )
    ctx.obj.show(report.ended(done))


@shows
def promise_list(
    ctx: Context,
    account: OneOrAll = None,
    everything: Annotated[bool, typer.Option("--all", help="Those kept and broken too.")] = False,
) -> None:
    """List the open promises, those due first at the top."""
    from valueloop.report import promise as report
    from valueloop.usecases import promise

    found = promise.list_promises(ctx.obj.store(), ctx.obj.today(), account, everything=everything)
    ctx.obj.page(report.promises(found, account, everything=everything), found)


def defect_add(
    ctx: Context,
    account: Account,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What they saw, promised or not.")],
    person: By = None,
    promise: Annotated[
        int | None,
        typer.Option(
            "--promise", metavar="N", min=1, max=MOST, help="The promise that it concerns.", show_default=False
        ),
    ] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="It stops their work.")] = False,
    when: On = None,
    touch: Touch = None,
) -> None:
    """Record a defect: any deviation from what they expected, promised or not."""
    from valueloop.domain.page.promise import DefectTyped
    from valueloop.report import promise as report
    from valueloop.usecases import defect

    typed = DefectTyped(what, person, promise, urgent, touch, ctx.obj.day(when))
    ctx.obj.show(report.defect_added(defect.add_defect(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def defect_acknowledge(
    ctx: Context,
    number: DefectNumber,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was said.", show_default=False)] = "",
    when: On = None,
    touch: Touch = None,
) -> None:
    """Say that they have heard from us about a defect."""
    from valueloop.domain.promise import Stage
    from valueloop.report import promise as report
    from valueloop.usecases import defect

    done = defect.meet_defect(
        ctx.obj.store(), ctx.obj.occasion(), number, Stage.ACKNOWLEDGED, note, touch=touch, on=ctx.obj.day(when)
    )
    ctx.obj.show(report.defect_met(done))


def defect_plan(
    ctx: Context,
    number: DefectNumber,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What will be done.")],
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when: fri, in 2w, 2026-11-27.")],
    when: On = None,
    touch: Touch = None,
) -> None:
    """Plan the mending of a defect: what will be done, by when; another plan takes its place."""
    from valueloop.domain.promise import Stage
    from valueloop.report import promise as report
    from valueloop.usecases import defect

    until = ctx.obj.until(due)
    done = defect.meet_defect(
        ctx.obj.store(), ctx.obj.occasion(), number, Stage.PLANNED, what, until, touch, ctx.obj.day(when)
    )
    ctx.obj.show(report.defect_met(done))


def defect_mend(
    ctx: Context,
    number: DefectNumber,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What was done.")],
    when: On = None,
    touch: Touch = None,
) -> None:
    """Say that a defect is mended, and see whether we responded or only reacted."""
    from valueloop.domain.promise import Stage
    from valueloop.report import promise as report
    from valueloop.usecases import defect

    done = defect.meet_defect(
        ctx.obj.store(), ctx.obj.occasion(), number, Stage.MENDED, what, touch=touch, on=ctx.obj.day(when)
    )
    ctx.obj.show(report.defect_met(done))


@shows
def defect_list(
    ctx: Context,
    account: OneOrAll = None,
    everything: Annotated[bool, typer.Option("--all", help="The mended ones too.")] = False,
) -> None:
    """List the defects that are not mended, with what is to be done next and by when."""
    from valueloop.report import promise as report
    from valueloop.usecases import defect

    found = defect.list_defects(ctx.obj.store(), ctx.obj.today(), account, everything=everything)
    ctx.obj.page(report.defects(found, account, everything=everything), found)


@shows
def queue(
    ctx: Context,
    everything: Annotated[bool, typer.Option("--all", help="What is due later, or has no day, too.")] = False,
) -> None:
    """Show what cannot wait, over all accounts: core customers first, then what is urgent, then what is late."""
    from valueloop.report import queue as report
    from valueloop.usecases import queue

    found = queue.queue(ctx.obj.store(), ctx.obj.today(), everything=everything)
    ctx.obj.page(report.queue(found), found)


@shows
def goodwill(ctx: Context, account: Account) -> None:
    """Show the goodwill ledger: what earned and spent it, and whether it can bear the next ask."""
    from valueloop.report import goodwill as report
    from valueloop.usecases import goodwill

    found = goodwill.goodwill(ctx.obj.store(), account, ctx.obj.today())
    ctx.obj.page(report.goodwill(found), found)


COMMANDS: dict[str, Callable[..., None]] = {"queue": queue, "goodwill": goodwill}
PROMISE: dict[str, Callable[..., None]] = {
    "add": promise_add,
    "keep": promise_keep,
    "break": promise_break,
    "list": promise_list,
}
DEFECT: dict[str, Callable[..., None]] = {
    "add": defect_add,
    "acknowledge": defect_acknowledge,
    "plan": defect_plan,
    "mend": defect_mend,
    "list": defect_list,
}
