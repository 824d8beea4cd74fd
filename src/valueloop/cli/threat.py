"""Threats, and accounts that are unqualified, fired or lost; campaigns and the rhythm of touches."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, Because, By, Context, OneOrAll, Touch

Rival = Annotated[str, typer.Argument(metavar="RIVAL", help="Who it is.", show_default=False)]


def _amount(flag: str, about: str) -> object:
    return typer.Option(flag, metavar="AMOUNT", help=f"{about}; left out, it is unknown.", show_default=False)


def threat_add(
    ctx: Context,
    account: Account,
    rival: Rival,
    claim: Annotated[str | None, typer.Argument(metavar="[CLAIM]", help="What they claim.", show_default=False)] = None,
    value: Annotated[str | None, _amount("--value", "What the customer would get from them")] = None,
    price: Annotated[str | None, _amount("--price", "What they ask")] = None,
    switching: Annotated[str | None, _amount("--switching", "What changing to them costs the customer")] = None,
    by: By = None,
    touch: Touch = None,
) -> None:
    """Record a rival at a customer; amounts are present values over the deal's years."""
    from valueloop.domain.names import a_text
    from valueloop.domain.page.threat import ThreatTyped
    from valueloop.report import threat as report
    from valueloop.usecases import threat

    said = "" if claim is None else a_text("claim", claim)
    typed = ThreatTyped(rival, said, value, price, switching, by, touch)
    ctx.obj.show(report.added(threat.add_threat(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def threat_end(
    ctx: Context,
    number: Annotated[int, typer.Argument(metavar="THREAT", min=1, max=MOST, help="Its number.")],
) -> None:
    """End a threat: the rival has gone, or was none."""
    from valueloop.report import threat as report
    from valueloop.usecases import threat

    ctx.obj.show(report.ended(threat.end_threat(ctx.obj.store(), ctx.obj.occasion(), number)))


@shows
def threat_list(
    ctx: Context,
    account: OneOrAll = None,
    everything: Annotated[bool, typer.Option("--all", help="Those too that have ended.")] = False,
) -> None:
    """List threats, the latest first."""
    from valueloop.report import threat as report
    from valueloop.usecases import threat

    found = threat.list_threats(ctx.obj.store(), account, everything=everything)
    ctx.obj.page(report.threats(found, everything=everything), found)


@shows
def report_threats(ctx: Context) -> None:
    """Show which customers may leave for a rival, and what would keep them."""
    from valueloop.report import threat as report
    from valueloop.usecases import threat

    found = threat.who_may_leave(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.who_may_leave(found), found)


def account_unqualify(ctx: Context, account: Account, because: Because) -> None:
    """Stop selling to an account that is no customer; its open deal is lost."""
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    ctx.obj.show(report.parted(parting.unqualify(ctx.obj.store(), ctx.obj.occasion(), account, because)))


def account_fire(ctx: Context, account: Account, because: Because) -> None:
    """Part from a customer who costs more than it brings."""
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    ctx.obj.show(report.parted(parting.fire(ctx.obj.store(), ctx.obj.occasion(), account, because)))


def account_lose(
    ctx: Context,
    account: Account,
    to: Annotated[str, typer.Option("--to", metavar="RIVAL", help="Who won them.", show_default=False)],
    because: Because,
) -> None:
    """Record that a customer went to a rival, why, and whether the need was known."""
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    ctx.obj.show(report.parted(parting.lose(ctx.obj.store(), ctx.obj.occasion(), account, to, because)))


def account_reopen(ctx: Context, account: Account) -> None:
    """Take up an account again that was unqualified, fired or lost."""
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    ctx.obj.show(report.reopened(parting.reopen(ctx.obj.store(), ctx.obj.occasion(), account)))


def account_look_back(
    ctx: Context,
    account: Account,
    won_by: Annotated[
        str | None, typer.Option("--won-by", metavar="RIVAL", help="Another won it since.", show_default=False)
    ] = None,
    came_back: Annotated[bool, typer.Option("--came-back", help="It came to us again.")] = False,
    nothing: Annotated[bool, typer.Option("--nothing", help="Nothing came of it.")] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.", show_default=False)] = "",
) -> None:
    """Look back on a parting: was it right?"""
    from valueloop.domain.parting import CameOf
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    if sum((won_by is not None, came_back, nothing)) != 1:
        raise typer.BadParameter("say what came of it, once: --won-by RIVAL, --came-back or --nothing")
    came_of = CameOf.BACK if came_back else CameOf.NOTHING if nothing else CameOf.WON
    done = parting.look_back(ctx.obj.store(), ctx.obj.occasion(), account, came_of, won_by or "", note)
    ctx.obj.show(report.looked_back(done))


@shows
def report_partings(ctx: Context) -> None:
    """Show whom we parted from, what it had cost, and whether it was right."""
    from valueloop.report import parting as report
    from valueloop.usecases import parting

    found = parting.partings(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.partings(found), found)


@shows
def report_campaigns(ctx: Context) -> None:
    """Show how campaigns are answered, by the phase that an account was in."""
    from valueloop.report import campaign as report
    from valueloop.usecases import campaign

    found = campaign.campaigns(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.campaigns(found), found)


@shows
def report_rhythm(
    ctx: Context,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="TEXT",
            help="Only those of whom this is a part; nobody: those without one.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show who is to be touched when, who is overdue, and who is in charge."""
    from valueloop.report import rhythm as report
    from valueloop.usecases import rhythm

    found = rhythm.rhythm(ctx.obj.store(), ctx.obj.today(), owner)
    ctx.obj.page(report.rhythm(found), found)


THREAT: dict[str, Callable[..., None]] = {"add": threat_add, "end": threat_end, "list": threat_list}
ACCOUNT: dict[str, Callable[..., None]] = {
    "unqualify": account_unqualify,
    "fire": account_fire,
    "lose": account_lose,
    "reopen": account_reopen,
    "look-back": account_look_back,
}
REPORTS: dict[str, Callable[..., None]] = {
    "threats": report_threats,
    "partings": report_partings,
    "campaigns": report_campaigns,
    "rhythm": report_rhythm,
}
