"""Deals: won, lost, and the pipeline."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Because, Context


def deal_win(
    ctx: Context,
    account: Account,
    price: Annotated[
        str | None,
        typer.Option(
            "--price", metavar="AMOUNT", help="The price agreed; else that of the accepted offer.", show_default=False
        ),
    ] = None,
    because: Because = "",
) -> None:
    """Win the open deal; its value case is kept as it stands."""
    from valueloop.report import answers
    from valueloop.usecases import deal

    ctx.obj.show(answers.closed(deal.win(ctx.obj.store(), ctx.obj.occasion(), account, price, because)))


def deal_lose(
    ctx: Context,
    account: Account,
    because: Because,
) -> None:
    """Lose the open deal; its value case is kept as it stands."""
    from valueloop.report import answers
    from valueloop.usecases import deal

    ctx.obj.show(answers.closed(deal.lose(ctx.obj.store(), ctx.obj.occasion(), account, because)))


@shows
def deal_list(
    ctx: Context,
    everything: Annotated[bool, typer.Option("--all", help="The closed deals too.")] = False,
) -> None:
    """Show the pipeline: the open deals, their price and their value."""
    from valueloop.report import records
    from valueloop.usecases import deal

    found = deal.pipeline(ctx.obj.store(), everything=everything)
    ctx.obj.page(records.pipeline(found), found)
