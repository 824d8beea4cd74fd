"""Value maps and propositions."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, Customer, Touch, contacts
from valueloop.domain.value_map import Better, Rung

Whom = Annotated[str, typer.Option("--for", metavar="CONTACT", help="Whose map it is.", autocompletion=contacts)]
One = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="CONTACT", help="Of this person alone, in full.", autocompletion=contacts, show_default=False
    ),
]


def _kind(flag: str, about: str) -> object:
    return typer.Option(flag, metavar="TEXT", help=about, show_default=False)


def entry_add(
    ctx: Context,
    account: Account,
    person: Whom,
    objective: Annotated[str | None, _kind("--objective", "Where the person wants to be.")] = None,
    metric: Annotated[str | None, _kind("--metric", "How it is measured.")] = None,
    strategy: Annotated[str | None, _kind("--strategy", "How the person means to get there.")] = None,
    issue: Annotated[str | None, _kind("--issue", "What stands in the way.")] = None,
    rung: Annotated[
        Rung | None,
        typer.Option("--rung", help="How surely it is known; said when a touch is its source.", show_default=False),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="What it is measured in.", show_default=False)
    ] = None,
    better: Annotated[
        Better | None, typer.Option("--better", help="Which way is good; else the target tells.", show_default=False)
    ] = None,
    now: Annotated[
        str | None, typer.Option("--now", metavar="FIGURE", help="Where it stands now: 94 %.", show_default=False)
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="FIGURE", help="Where it should be: 97 %.", show_default=False)
    ] = None,
    touch: Touch = None,
) -> None:
    """Add what a person is after, apart from us; of what is measured, the unit and which way is good."""
    from valueloop.domain.value_map import Kind, as_measure
    from valueloop.report import map_answers
    from valueloop.usecases import entry as acts

    said = {Kind.OBJECTIVE: objective, Kind.METRIC: metric, Kind.STRATEGY: strategy, Kind.ISSUE: issue}
    chosen = [(kind, text) for kind, text in said.items() if text is not None]
    if len(chosen) != 1:
        raise typer.BadParameter("an entry is one of --objective, --metric, --strategy, --issue")
    kind, text = chosen[0]
    measure = as_measure(unit, better, now, target)
    done = acts.add_entry(ctx.obj.store(), ctx.obj.occasion(), account, person, kind, text, rung, touch, measure)
    ctx.obj.show(map_answers.entry_added(done))


def entry_confirm(
    ctx: Context,
    account: Account,
    entries: Annotated[list[str], typer.Argument(metavar="ENTRY...", help="Numbers, or parts of their texts.")],
    said: Annotated[bool, typer.Option("--said", help="They said it, and have not confirmed the map yet.")] = False,
    touch: Touch = None,
) -> None:
    """Raise entries of a map: the customer confirms them, or has said them."""
    from valueloop.report import map_answers
    from valueloop.usecases import entry as acts

    rung = Rung.SAID if said else Rung.CONFIRMED
    done = acts.raise_entries(ctx.obj.store(), ctx.obj.occasion(), account, entries, rung, touch)
    ctx.obj.show(map_answers.entries_raised(done))


def impact_add(
    ctx: Context,
    account: Account,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="Its number or a part of its text.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What we change in it.")],
    line: Annotated[
        str | None,
        typer.Option("--line", metavar="LINE", help="The value line that carries its money.", show_default=False),
    ] = None,
    personal: Annotated[bool, typer.Option("--personal", help="Pride or ease: shown, never priced.")] = False,
    touch: Touch = None,
) -> None:
    """Add where we make a difference to what a person is after."""
    from valueloop.report import map_answers
    from valueloop.usecases import entry as acts

    done = acts.add_impact(ctx.obj.store(), ctx.obj.occasion(), account, entry, text, line, touch, personal=personal)
    ctx.obj.show(map_answers.impact_added(done))


@shows
def value_map(ctx: Context, account: Account, person: One = None, customer: Customer = False) -> None:
    """Show the value map: the organisation with the money at each person, or one person in full."""
    from valueloop.report import value_map as report
    from valueloop.usecases import proposition

    found = proposition.value_map(ctx.obj.store(), account, person)
    page = report.value_map(found, one=person is not None, customer=customer)
    ctx.obj.page(page, None if customer else found)


@shows
def value_proposition(ctx: Context, account: Account, person: One = None, customer: Customer = False) -> None:
    """Show the value proposition table: what they are after, what we change, what it is worth."""
    from valueloop.report import proposition as report
    from valueloop.usecases import proposition

    found = proposition.value_map(ctx.obj.store(), account, person)
    ctx.obj.page(report.proposition(found, customer=customer), None if customer else found)
