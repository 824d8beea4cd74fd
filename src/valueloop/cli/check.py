"""Checks on an account, muted ones, and what an account that suits us is like."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, accounts, assignments

_SHOWN = 12

CheckName = Annotated[str, typer.Argument(metavar="CHECK", help="Its name, as vl check shows it.", show_default=False)]


@shows
def check(
    ctx: Context,
    account: Annotated[
        str | None,
        typer.Argument(
            metavar="[ACCOUNT]",
            help="Any unambiguous part of its name; none shows the accounts with most warnings.",
            autocompletion=accounts,
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every account, not only the first twelve.")] = False,
    names: Annotated[bool, typer.Option("--names", help="All checks: when each warns, and why that matters.")] = False,
) -> None:
    """Show what warns at an account and what to do; without ACCOUNT, which accounts have most warnings."""
    from valueloop.report import check as report
    from valueloop.usecases import check

    if (every or names) and account is not None:
        raise typer.BadParameter("--all and --names are about no account: leave ACCOUNT out")
    if names:
        known = check.names()
        return ctx.obj.page(report.names(known), known, stored=False)
    if account is None:
        over = check.check_all(ctx.obj.store(), ctx.obj.today(), None if every else _SHOWN)
        return ctx.obj.page(report.check_all(over), over)
    found = check.check(ctx.obj.store(), account, ctx.obj.today())
    return ctx.obj.page(report.check(found), found)


def mute(
    ctx: Context,
    account: Account,
    name: CheckName,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it is to be silent there.")],
) -> None:
    """Silence a check at an account, with the reason."""
    from valueloop.report import check as report
    from valueloop.usecases import check

    ctx.obj.show(report.mute(check.mute(ctx.obj.store(), ctx.obj.occasion(), account, name, because)))


def unmute(ctx: Context, account: Account, name: CheckName) -> None:
    """Hear a muted check again."""
    from valueloop.report import check as report
    from valueloop.usecases import check

    ctx.obj.show(report.mute(check.unmute(ctx.obj.store(), ctx.obj.occasion(), account, name)))


def ideal_set(
    ctx: Context,
    criteria: Annotated[
        list[str],
        typer.Argument(
            metavar="TRAIT=VALUE…",
            help='industry="food, drink", size=200..600, region, exposure, currency, owner; TRAIT= takes it away.',
            show_default=False,
        ),
    ],
    weight: Annotated[
        str | None,
        typer.Option(
            "--weight", metavar="NUMBER", help="How much it counts; else as before, or 1.", show_default=False
        ),
    ] = None,
) -> None:
    """Say what an account that suits us is like: a trait, and what it is to be."""
    from valueloop.report import check as report
    from valueloop.usecases import ideal

    typed = assignments(criteria, "trait", "size=200..600")
    ctx.obj.show(report.ideal_set(ideal.set_criteria(ctx.obj.store(), ctx.obj.occasion(), typed, weight)))


@shows
def ideal_list(ctx: Context) -> None:
    """Show what an account that suits us is like, and how many accounts are so."""
    from valueloop.report import check as report
    from valueloop.usecases import ideal

    found = ideal.ideal(ctx.obj.store())
    ctx.obj.page(report.ideal(found), found)


COMMANDS: dict[str, Callable[..., None]] = {"check": check, "mute": mute, "unmute": unmute}
IDEAL: dict[str, Callable[..., None]] = {"set": ideal_set, "list": ideal_list}
