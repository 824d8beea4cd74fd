"""Deliveries, deployments, and the handover to those who deliver."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, Context, Customer, For, On, OneOrAll, Touch, contacts, needs, products

Number = Annotated[int, typer.Argument(metavar="N", min=1, max=MOST, help="Its number.")]
Serves = Annotated[
    list[str] | None,
    typer.Option(
        "--need",
        metavar="NEED",
        help="A need that it serves; may be repeated.",
        autocompletion=needs,
        show_default=False,
    ),
]


def delivery_add(
    ctx: Context,
    account: Account,
    text: Annotated[str, typer.Argument(metavar="TEXT", help='What is delivered: "controller on line 3".')],
    need: Serves = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="Until when: fri, in 2w.", show_default=False)
    ] = None,
) -> None:
    """Add a part of the won deal that is to be delivered."""
    from valueloop.report import delivery as report
    from valueloop.usecases import delivery

    until = ctx.obj.until(due)
    ctx.obj.show(report.added(delivery.add(ctx.obj.store(), ctx.obj.occasion(), account, text, need or (), until)))


def delivery_done(ctx: Context, number: Number, when: On = None) -> None:
    """Record that a part was delivered."""
    from valueloop.report import delivery as report
    from valueloop.usecases import delivery

    day = ctx.obj.day(when)
    ctx.obj.show(report.delivered(delivery.done(ctx.obj.store(), ctx.obj.occasion(), number, day)))


def delivery_accept(
    ctx: Context,
    number: Number,
    person: Annotated[
        str, typer.Option("--by", metavar="CONTACT", help="Who of theirs accepted it.", autocompletion=contacts)
    ],
    when: On = None,
    touch: Touch = None,
) -> None:
    """Record that they accepted a delivery; that delivers it, if it was not yet."""
    from valueloop.report import delivery as report
    from valueloop.usecases import delivery

    typed = delivery.AcceptTyped(person, ctx.obj.day(when), touch)
    ctx.obj.show(report.accepted(delivery.accept(ctx.obj.store(), ctx.obj.occasion(), number, typed)))


@shows
def delivery_list(ctx: Context, account: OneOrAll = None) -> None:
    """List deliveries: due, late, delivered, accepted by whom."""
    from valueloop.report import delivery as report
    from valueloop.usecases import delivery

    found = delivery.list_deliveries(ctx.obj.store(), account, ctx.obj.today())
    ctx.obj.page(report.deliveries(found, account), found)


def deployment_add(
    ctx: Context,
    account: Account,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What runs; a product's name means that product.")],
    product: Annotated[
        str | None,
        typer.Option(
            "--product", metavar="PRODUCT", help="The product it is.", autocompletion=products, show_default=False
        ),
    ] = None,
    place: Annotated[str, typer.Option("--at", metavar="PLACE", help='Where: "line 3".', show_default=False)] = "",
    need: Serves = None,
    carer: Annotated[
        str, typer.Option("--carer", metavar="TEXT", help="Who of ours cares for it.", show_default=False)
    ] = "",
    person: For = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Since when; else today.", show_default=False)
    ] = None,
    review: Annotated[
        str | None,
        typer.Option(
            "--review", metavar="DATE", help="When its needs are looked at again; else as set.", show_default=False
        ),
    ] = None,
) -> None:
    """Record what runs at a customer's, where, for which needs, and who cares for it."""
    from valueloop.report import delivery as report
    from valueloop.usecases import deployment

    typed = deployment.DeploymentTyped(
        text,
        product,
        place,
        need or (),
        carer,
        person,
        ctx.obj.day(since),
        ctx.obj.until(review),
    )
    ctx.obj.show(report.deployed(deployment.add(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def deployment_review(
    ctx: Context,
    number: Number,
    following: Annotated[
        str | None,
        typer.Option("--next", metavar="DATE", help="When it is looked at again; else as set.", show_default=False),
    ] = None,
) -> None:
    """Record that you looked today at how it serves its needs."""
    from valueloop.report import delivery as report
    from valueloop.usecases import deployment

    day = ctx.obj.until(following)
    ctx.obj.show(report.reviewed(deployment.review(ctx.obj.store(), ctx.obj.occasion(), number, day)))


def deployment_end(ctx: Context, number: Number, when: On = None) -> None:
    """Record that it runs no more."""
    from valueloop.report import delivery as report
    from valueloop.usecases import deployment

    day = ctx.obj.day(when)
    ctx.obj.show(report.ended(deployment.end(ctx.obj.store(), ctx.obj.occasion(), number, day)))


@shows
def deployment_list(
    ctx: Context,
    account: OneOrAll = None,
    everything: Annotated[bool, typer.Option("--all", help="What runs no more, too.")] = False,
) -> None:
    """List what runs where: needs served, who cares for it, next review."""
    from valueloop.report import delivery as report
    from valueloop.usecases import deployment

    found = deployment.list_deployments(ctx.obj.store(), account, ctx.obj.today(), everything=everything)
    ctx.obj.page(report.deployments(found, account), found)


@shows
def handover(ctx: Context, account: Account, customer: Customer = False) -> None:
    """Hand the won deal over: the needs in their words, what was sold and promised, what is not met."""
    from valueloop.report import handover as report
    from valueloop.usecases import handover

    found = handover.handover(ctx.obj.store(), account, ctx.obj.today())
    if customer:
        from valueloop.report.customer_handover import customer_handover

        return ctx.obj.page(customer_handover(found), None)
    return ctx.obj.page(report.handover(found), found)


@shows
def report_gaps(ctx: Context) -> None:
    """Show what we are refused for and which needs nobody meets yet, by the money at stake."""
    from valueloop.report import gaps as report
    from valueloop.usecases import gaps

    found = gaps.gaps(ctx.obj.store())
    ctx.obj.page(report.gaps(found), found)


COMMANDS: dict[str, Callable[..., None]] = {"handover": handover}
DELIVERY: dict[str, Callable[..., None]] = {
    "add": delivery_add,
    "done": delivery_done,
    "accept": delivery_accept,
    "list": delivery_list,
}
DEPLOYMENT: dict[str, Callable[..., None]] = {
    "add": deployment_add,
    "review": deployment_review,
    "end": deployment_end,
    "list": deployment_list,
}
REPORTS: dict[str, Callable[..., None]] = {"gaps": report_gaps}
