"""Accounts like one, and playbooks: what worked, to be used again."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, accounts, playbooks

Playbook = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Any unambiguous part of the playbook's name.", autocompletion=playbooks),
]


@shows
def similar(ctx: Context, account: Account) -> None:
    """Show accounts like one, and what worked there."""
    from valueloop.report import similar as report
    from valueloop.usecases import similar

    found = similar.similar(ctx.obj.store(), account)
    ctx.obj.page(report.similar(found), found)


def playbook_save(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    account: Annotated[
        str,
        typer.Option("--from", metavar="ACCOUNT", help="The account where it worked.", autocompletion=accounts),
    ],
) -> None:
    """Save what worked at an account: the needs found, the offer that was taken, the moves."""
    from valueloop.report import playbook as report
    from valueloop.usecases import playbook

    ctx.obj.show(report.saved(playbook.save(ctx.obj.store(), ctx.obj.occasion(), name, account)))


@shows
def playbook_list(ctx: Context) -> None:
    """List playbooks, and what came of each use."""
    from valueloop.report import playbook as report
    from valueloop.usecases import playbook

    found = playbook.list_playbooks(ctx.obj.store())
    ctx.obj.page(report.playbooks(found), found)


@shows
def playbook_show(ctx: Context, name: Playbook) -> None:
    """Show one playbook: needs, offer, moves, and where it was used."""
    from valueloop.report import playbook as report
    from valueloop.usecases import playbook

    found = playbook.show_playbook(ctx.obj.store(), name)
    ctx.obj.page(report.playbook(found), found)


def playbook_apply(ctx: Context, account: Account, name: Playbook) -> None:
    """Guess a playbook's needs at an account, by analogy, and record the use."""
    from valueloop.report import playbook as report
    from valueloop.usecases import playbook

    ctx.obj.show(report.applied(playbook.apply(ctx.obj.store(), ctx.obj.occasion(), account, name)))


PLAYBOOK: dict[str, Callable[..., None]] = {
    "save": playbook_save,
    "list": playbook_list,
    "show": playbook_show,
    "apply": playbook_apply,
}
