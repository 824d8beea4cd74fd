"""Invoices and payments; what was realised of what was promised; the renewal."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, By, Context, Customer, On, OneOrAll, Touch, assignments

Number = Annotated[
    int, typer.Argument(metavar="INVOICE", min=1, max=MOST, help="Its number: vl invoice list shows them.")
]


def invoice_schedule(
    ctx: Context,
    account: Account,
    first: Annotated[
        str | None,
        typer.Option("--first", metavar="DATE", help="When the first is due; else by `terms`.", show_default=False),
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="SPAN", help="How far apart they are due: 1m, 3m, 2w.", show_default=False),
    ] = None,
) -> None:
    """Make the invoices of the deal won last, from its terms."""
    from valueloop.report import invoice as report
    from valueloop.usecases import schedule

    due = ctx.obj.until(first)
    ctx.obj.show(report.scheduled(schedule.schedule(ctx.obj.store(), ctx.obj.occasion(), account, due, every)))


def invoice_add(
    ctx: Context,
    account: Account,
    amount: Annotated[
        str | None, typer.Argument(metavar="[AMOUNT]", help="45k, €1,250.50; none with --outcome.", show_default=False)
    ] = None,
    what: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What it is for; none with --outcome.", show_default=False)
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="Until when; else by `terms`.", show_default=False)
    ] = None,
    number: Annotated[str, typer.Option("--number", metavar="TEXT", help="Its number on paper.")] = "",
    outcome: Annotated[bool, typer.Option("--outcome", help="The part that follows from realised value.")] = False,
    credit: Annotated[bool, typer.Option("--credit", help="We owe it to them.")] = False,
) -> None:
    """Add an invoice or a credit to the deal won last."""
    from valueloop.report import invoice as report
    from valueloop.usecases import invoice

    if outcome and (amount is not None or credit):
        raise typer.BadParameter("--outcome reckons its amount itself: leave out AMOUNT, TEXT and --credit")
    if not outcome and (amount is None or what is None):
        raise typer.BadParameter('an invoice has an amount and says what it is for: 12k "second machine"')
    day = ctx.obj.until(due)
    typed = invoice.InvoiceTyped(amount, what, day, number, outcome, credit)
    ctx.obj.show(report.added(invoice.add(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def invoice_pay(
    ctx: Context,
    number: Number,
    amount: Annotated[
        str | None, typer.Argument(metavar="[AMOUNT]", help="A part; else what is open.", show_default=False)
    ] = None,
    when: On = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What is to be remembered of it.")] = "",
) -> None:
    """Record a payment on an invoice, whole or in part."""
    from valueloop.report import invoice as report
    from valueloop.usecases import invoice

    day = ctx.obj.day(when)
    ctx.obj.show(report.paid(invoice.pay(ctx.obj.store(), ctx.obj.occasion(), number, amount, day, note)))


def invoice_cancel(
    ctx: Context,
    number: Number,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, in a few words.")],
) -> None:
    """Cancel an invoice on which nothing was paid."""
    from valueloop.report import invoice as report
    from valueloop.usecases import invoice

    ctx.obj.show(report.cancelled(invoice.cancel(ctx.obj.store(), ctx.obj.occasion(), number, because)))


@shows
def invoice_list(
    ctx: Context,
    account: OneOrAll = None,
    every: Annotated[bool, typer.Option("--all", help="Paid and cancelled ones too.")] = False,
) -> None:
    """List the invoices that are open, with what is overdue, and for how long."""
    from valueloop.report import invoice as report
    from valueloop.usecases import receivables

    found = receivables.list_invoices(ctx.obj.store(), ctx.obj.today(), account, everything=every)
    ctx.obj.page(report.invoices(found), found)


def realise(
    ctx: Context,
    account: Account,
    line: Annotated[str, typer.Argument(metavar="LINE", help="Its number or a part of its name, as it was won.")],
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE…]", help="Its inputs as measured: hours_saved=3.5.", show_default=False),
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option("--amount", metavar="AMOUNT", help="What it came to itself, a year or once.", show_default=False),
    ] = None,
    by: By = None,
    touch: Touch = None,
    when: On = None,
) -> None:
    """Record what a line of a won deal came to, and see the gap to what was promised."""
    from valueloop.report import realised as report
    from valueloop.usecases import realised

    inputs = assignments(values or [], "input", "hours_saved=3.5")
    typed = realised.MeasuredTyped(inputs, amount, by, touch, ctx.obj.day(when))
    ctx.obj.show(report.measured(realised.realise(ctx.obj.store(), ctx.obj.occasion(), account, line, typed)))


@shows
def renewal(ctx: Context, account: Account, customer: Customer = False) -> None:
    """Show what came of a won deal: promised and realised, what they keep, what is still open."""
    from valueloop.report import renewal as report
    from valueloop.usecases import renewal

    found = renewal.renewal(ctx.obj.store(), account, ctx.obj.today(), customer=customer)
    ctx.obj.page(report.renewal(found, customer=customer), None if customer else found)


@shows
def report_estimates(ctx: Context) -> None:
    """Show how your estimates turned out, by kind of line, once they were measured."""
    from valueloop.report import estimates as report
    from valueloop.usecases import estimates

    found = estimates.estimates(ctx.obj.store())
    ctx.obj.page(report.estimates(found), found)


@shows
def report_receivables(ctx: Context) -> None:
    """Show what customers owe us, by how long it is overdue."""
    from valueloop.report import receivables as report
    from valueloop.usecases import receivables

    found = receivables.receivables(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.receivables(found), found)


COMMANDS: dict[str, Callable[..., None]] = {"realise": realise, "renewal": renewal}
INVOICE: dict[str, Callable[..., None]] = {
    "schedule": invoice_schedule,
    "add": invoice_add,
    "pay": invoice_pay,
    "cancel": invoice_cancel,
    "list": invoice_list,
}
REPORTS: dict[str, Callable[..., None]] = {"estimates": report_estimates, "receivables": report_receivables}
