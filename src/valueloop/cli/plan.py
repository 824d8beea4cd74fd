"""What to do next, at one account and today."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, Need, OneOrAll, accounts


@shows
def next_move(
    ctx: Context,
    account: Annotated[
        str | None,
        typer.Argument(
            metavar="[ACCOUNT]",
            help="Any unambiguous part of its name; none shows the day's moves over all.",
            autocompletion=accounts,
            show_default=False,
        ),
    ] = None,
    moves: Annotated[bool, typer.Option("--moves", help="Every move that was weighed, the best first.")] = False,
    what_if: Annotated[
        str | None,
        typer.Option(
            "--what-if",
            metavar="TEXT",
            help='The plan had this been learned: "learn 3 yes", "respond 2 rejected price"; nothing is stored.',
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every account, not only the first twelve.")] = False,
) -> None:
    """Show the next move and why; without ACCOUNT, the day's moves."""
    from valueloop.report import plan as report
    from valueloop.usecases import plan

    if account is None:
        if moves or what_if:
            raise typer.BadParameter("--moves and --what-if are about one account: vl next ACCOUNT …")
        day = plan.day_moves(ctx.obj.store(), ctx.obj.today(), 1_000_000 if every else 12)
        return ctx.obj.page(report.day_moves(day), day)
    found = plan.next_at(ctx.obj.store(), account, ctx.obj.today(), what_if)
    return ctx.obj.page(report.next_move(found, every=moves), found)


@shows
def today(ctx: Context) -> None:
    """Show today: what cannot wait, due steps, offers without an answer, who is owed a call."""
    from valueloop.report import today as report
    from valueloop.usecases import plan

    found = plan.today(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.today(found), found)


@shows
def why(ctx: Context, account: Account, need: Need) -> None:
    """Show where a need's chance comes from, step by step."""
    from valueloop.report import why as report
    from valueloop.usecases import why

    found = why.why(ctx.obj.store(), account, need)
    ctx.obj.page(report.why(found), found)


@shows
def report_calibration(ctx: Context) -> None:
    """Show how good the forecasts were, yours and the tool's, and what came of the advice."""
    from valueloop.report import calibration as report
    from valueloop.usecases import calibration

    found = calibration.calibration(ctx.obj.store())
    ctx.obj.page(report.calibration(found), found)


@shows
def report_rates(ctx: Context) -> None:
    """Show what your closed deals teach: base rates of needs, and what replaces the shipped figures."""
    from valueloop.report import rates as report
    from valueloop.usecases import rates

    found = rates.rates(ctx.obj.store())
    ctx.obj.page(report.rates(found), found)


@shows
def report_effort(
    ctx: Context,
    account: OneOrAll = None,
) -> None:
    """Show our effort against the value by role and department, and whom to call."""
    from valueloop.report import effort as report
    from valueloop.usecases import effort

    found = effort.effort(ctx.obj.store(), account)
    ctx.obj.page(report.effort(found), found)


@shows
def report_propositions(ctx: Context) -> None:
    """Show what the money of each industry and size is in, and whether they are one market."""
    from valueloop.report import segment as report
    from valueloop.usecases import segment

    found = segment.propositions(ctx.obj.store())
    ctx.obj.page(report.propositions(found), found)


REPORTS = {
    "calibration": report_calibration,
    "effort": report_effort,
    "propositions": report_propositions,
    "rates": report_rates,
}
