"""Value lines, inputs, acceptances; the value case and our share."""

from typing import Annotated

import typer

from valueloop.cli.params import Account, Context, For, Json, Rate, Touch, Years, assignments, contacts, needs
from valueloop.domain.value.source import Source


def line_add(
    ctx: Context,
    account: Account,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How the customer's money changes.")],
    formula: Annotated[
        str, typer.Option("--formula", metavar="EQUATION", help='Over named inputs: "machines * hours_saved * margin".')
    ],
    save: Annotated[bool, typer.Option("--save", help="They spend less.")] = False,
    earn: Annotated[bool, typer.Option("--earn", help="They earn more: multiply by margin, not revenue.")] = False,
    cost: Annotated[bool, typer.Option("--cost", help="It costs them, besides our price.")] = False,
    need: Annotated[
        str | None,
        typer.Option(
            "--need",
            metavar="NEED",
            help="The need it belongs to; takes the place of the guess's line.",
            autocompletion=needs,
            show_default=False,
        ),
    ] = None,
    person: For = None,
    once: Annotated[bool, typer.Option("--once", help="A single amount in year 0, not one a year.")] = False,
    risk: Annotated[str, typer.Option("--risk", metavar="PERCENT", help="The part of it that may not come.")] = "0%",
    ramp: Annotated[
        str | None,
        typer.Option("--ramp", metavar="PERCENTS", help="What each year reaches: 50%,100%.", show_default=False),
    ] = None,
) -> None:
    """Add a value line: one way the customer's money changes, as a formula over inputs."""
    from valueloop.domain.page.line import LineTyped
    from valueloop.domain.value.line import Effect
    from valueloop.report import answers
    from valueloop.usecases import value

    if save + earn + cost != 1:
        raise typer.BadParameter("a line is one of --save, --earn, --cost")
    effect = Effect.SAVE if save else Effect.EARN if earn else Effect.COST
    typed = LineTyped(
        name, effect, formula, need, person, once, risk, ramp.replace("/", ",").split(",") if ramp is not None else ()
    )
    ctx.obj.show(answers.line_added(value.add_line(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def input_set(
    ctx: Context,
    account: Account,
    values: Annotated[
        list[str], typer.Argument(metavar="NAME=VALUE…", help="hours_saved=4, or low/likely/high: 2/4/5.")
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="hour/week/machine, EUR/hour, …", show_default=False)
    ] = None,
    source: Annotated[
        Source | None,
        typer.Option("--source", help="Its rung; said when --by is given, else guess.", show_default=False),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="CONTACT", help="Whose number it is.", autocompletion=contacts, show_default=False
        ),
    ] = None,
    touch: Touch = None,
) -> None:
    """Set inputs of value lines: their values, unit, and whose numbers they are."""
    from valueloop.report import answers
    from valueloop.usecases import inputs

    typed = assignments(values, "input")
    if unit is not None and len(typed) > 1:
        raise typer.BadParameter("--unit goes with one input at a time")
    done = inputs.set_inputs(ctx.obj.store(), ctx.obj.occasion(), account, typed, unit, source, by, touch)
    ctx.obj.show(answers.inputs_set(done))


def accept(
    ctx: Context,
    account: Account,
    line: Annotated[str, typer.Argument(metavar="LINE", help="Its number or a part of its name.")],
    by: Annotated[str, typer.Option("--by", metavar="CONTACT", help="Who agrees with it.", autocompletion=contacts)],
    touch: Touch = None,
) -> None:
    """Record that the customer agrees with a value line, at the figure it has now."""
    from valueloop.report import answers
    from valueloop.usecases import value

    ctx.obj.show(answers.accepted(value.accept(ctx.obj.store(), ctx.obj.occasion(), account, line, by, touch)))


def value(ctx: Context, account: Account, years: Years = None, rate: Rate = None, json: Json = False) -> None:
    """Show what it is worth to them, line by line, accepted and potential."""
    from valueloop.domain.probability import read_fraction
    from valueloop.report import value as report
    from valueloop.usecases import worth

    found = worth.value(ctx.obj.store(), account, years, read_fraction(rate, "rate") if rate is not None else None)
    ctx.obj.page(report.value(found), found, json=json)


def share(
    ctx: Context,
    account: Account,
    fraction: Annotated[
        str | None,
        typer.Option(
            "--fraction",
            metavar="PERCENT",
            help="Our share of the accepted value; else the one in vl config.",
            show_default=False,
        ),
    ] = None,
    years: Years = None,
    rate: Rate = None,
    json: Json = False,
) -> None:
    """Show our share of the accepted value as a price, and what they keep."""
    from valueloop.domain.probability import read_fraction
    from valueloop.report import value as report
    from valueloop.usecases import worth

    part = read_fraction(fraction, "fraction") if fraction is not None else None
    discount = read_fraction(rate, "rate") if rate is not None else None
    found = worth.share(ctx.obj.store(), account, part, years, discount)
    ctx.obj.page(report.share(found), found, json=json)
