"""What to do next, at one account and today."""

from typing import Annotated

import typer

from valueloop.cli.params import Context, Json, accounts


def next_move(
    ctx: Context,
    account: Annotated[
        str | None,
        typer.Argument(
            metavar="[ACCOUNT]",
            help="Any unambiguous part of its name; none shows today.",
            autocompletion=accounts,
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Show the next move at an account, and why."""
    from valueloop.report import today as report
    from valueloop.usecases import plan

    if account is None:
        return today(ctx, json=json)
    found = plan.next_at(ctx.obj.store(), account, ctx.obj.today())
    return ctx.obj.page(report.next_move(found), found, json=json)


def today(ctx: Context, json: Json = False) -> None:
    """Show today: due steps, offers without an answer, who is owed a call."""
    from valueloop.report import today as report
    from valueloop.usecases import plan

    found = plan.today(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.today(found), found, json=json)
