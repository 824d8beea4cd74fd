"""Value lines, inputs, acceptances; the value case and our share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import (
    Account,
    Context,
    Customer,
    Draws,
    For,
    Rate,
    Seed,
    Touch,
    Years,
    assignments,
    contacts,
    given,
    needs,
)
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.source import Source

if TYPE_CHECKING:
    from valueloop.workbook import Workbook


def line_add(
    ctx: Context,
    account: Account,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How the customer's money changes.")],
    formula: Annotated[
        str,
        typer.Option("--formula", metavar="EQUATION", help='Over named inputs: "machines * hours_saved * margin".'),
    ] = "",
    flows: Annotated[
        str | None,
        typer.Option(
            "--flows", metavar="AMOUNTS", help="In place of a formula: year 0 first, 0/40k/80k.", show_default=False
        ),
    ] = None,
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
    once: Annotated[bool, typer.Option("--once", help="A single amount, in year 0 or --year.")] = False,
    year: Annotated[int, typer.Option("--year", metavar="N", min=0, max=50, help="The year of a single amount.")] = 0,
    delay: Annotated[str, typer.Option("--delay", metavar="MONTHS", help="How many months late it starts.")] = "0",
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
    if (formula == "") == (flows is None):
        raise typer.BadParameter("a line has a --formula, or --flows")
    steps = ramp.replace("/", ",").split(",") if ramp is not None else ()
    given_flows = flows.split("/") if flows is not None else ()
    typed = LineTyped(name, effect, formula, need, person, once, risk, steps, given_flows, year, delay)
    ctx.obj.show(answers.line_added(value.add_line(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def input_set(
    ctx: Context,
    account: Account,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME=VALUE…", help='hours_saved=4, 2/4/5, "4 hour/week"; the name alone keeps its figure.'
        ),
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
    """Set inputs of value lines: figures, units, whose they are; or raise them to a higher rung."""
    from valueloop.report import answers
    from valueloop.usecases import inputs

    kept = [each.strip() for each in values if "=" not in each]
    typed: dict[str, str | None] = {**assignments([each for each in values if "=" in each], "input")}
    if twice := [each for each in kept if each in typed]:
        raise typer.BadParameter(f"{twice[0]} is given twice")
    typed |= dict.fromkeys(kept)
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


@shows
def value(
    ctx: Context,
    account: Account,
    years: Years = None,
    rate: Rate = None,
    timing: Annotated[
        str | None,
        typer.Option("--timing", metavar="end|mid|start", help="When in a year it flows.", show_default=False),
    ] = None,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    customer: Customer = False,
) -> None:
    """Show what it is worth to them, line by line: results, how sure they are, what they hang on."""
    from valueloop.report.customer_value import customer_value
    from valueloop.report.value import value as report
    from valueloop.usecases import worth

    keys = _keys(years, discount_rate=rate, timing=timing)
    read = worth.value_for_them if customer else worth.value
    found = read(ctx.obj.store(), account, keys, draws, seed)
    page = customer_value(found) if customer else report(found)
    ctx.obj.page(page, None if customer else found, workbook=workbook(ctx, account, keys, customer=customer))


@shows
def share(
    ctx: Context,
    account: Account,
    fraction: Annotated[
        str | None,
        typer.Option("--fraction", metavar="PERCENT", help="Our part; else the one that is set.", show_default=False),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule",
            metavar="RULE",
            help="Price by fraction, difference, bargain or outcome; else the one that is set.",
            show_default=False,
        ),
    ] = None,
    price: Annotated[
        str | None,
        typer.Option("--price", metavar="AMOUNT", help="Look at this price instead.", show_default=False),
    ] = None,
    instalments: Annotated[
        str | None,
        typer.Option("--instalments", metavar="N", help="Cut the price into so many.", show_default=False),
    ] = None,
    years: Years = None,
    rate: Rate = None,
) -> None:
    """Show the split desk: our share by each rule, what they keep, what we get."""
    from valueloop.report import share as report
    from valueloop.usecases import worth

    keys = _keys(years, discount_rate=rate, fraction=fraction, rule=rule, price=price, instalments=instalments)
    found = worth.share(ctx.obj.store(), account, keys)
    ctx.obj.page(report.share(found), found)


def workbook(ctx: Context, account: str, keys: dict[str, str], *, customer: bool) -> "Callable[[], Workbook]":
    """An account's value case as a workbook, made when it is asked for."""

    def made() -> "Workbook":
        from valueloop.report.workbook import value_workbook
        from valueloop.usecases import worth

        name, at = worth.case_at(ctx.obj.store(), account, keys, customer=customer)
        price = at.case.terms.price if customer and at.case.terms else None
        return value_workbook(at, account=name, day=ctx.obj.today(), price=price, customer=customer)

    return made


def _keys(years: int | None, **typed: str | None) -> dict[str, str]:
    """What a page looks at otherwise than set."""
    return given(years=None if years is None else str(years), **typed)
