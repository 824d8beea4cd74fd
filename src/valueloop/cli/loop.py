"""The loop: guess, learn, offer, respond, and its history."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, By, Context, For, Need, Touch, accounts, answers, needs, products
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.response import Reason, Verdict

Via = Annotated[Channel, typer.Option("--via", help="By asking, deduction or analogy.")]
Like = Annotated[
    str | None,
    typer.Option(
        "--like",
        metavar="OTHER",
        help="Guess the needs of this other account that are missing here, by analogy.",
        autocompletion=accounts,
        show_default=False,
    ),
]


def guess(
    ctx: Context,
    account: Account,
    need: Annotated[
        str | None,
        typer.Argument(metavar="[NEED]", help="What they may value, in their words.", show_default=False),
    ] = None,
    save: Annotated[
        str | None,
        typer.Option(
            "--save",
            metavar="AMOUNT",
            help="They would spend less: 80k..140k a year; ? when not known.",
            show_default=False,
        ),
    ] = None,
    earn: Annotated[
        str | None,
        typer.Option(
            "--earn",
            metavar="AMOUNT",
            help="They would earn more: margin, not revenue; ? when not known.",
            show_default=False,
        ),
    ] = None,
    personal: Annotated[bool, typer.Option("--personal", help="Pride or ease: shown, never priced.")] = False,
    person: For = None,
    chance: Annotated[
        str | None, typer.Option("--chance", metavar="PERCENT", help="How likely it is there: 40%.", show_default=False)
    ] = None,
    weight: Annotated[
        str, typer.Option("--weight", metavar="NUMBER", help="How much it counts among their needs.")
    ] = "1",
    via: Via = Channel.SENSE,
    touch: Touch = None,
    like: Like = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--need", metavar="N", help="With --like: only this need of the other; may be repeated.", show_default=False
        ),
    ] = None,
) -> None:
    """Guess a need: what it is, what it is worth a year, how likely it is there."""
    if like is not None:
        plain = (need, save, earn, person, chance, touch) == (None,) * 6 and (weight, via) == ("1", Channel.SENSE)
        return _guess_like(ctx, account, like, only or [], alone=plain and not personal)
    if need is None or only:
        said = "--need goes with --like OTHER" if need else "write what they may value, or --like OTHER for another's"
        raise typer.BadParameter(said)
    from valueloop.domain.loop.need import Direction
    from valueloop.domain.page.turn import GuessTyped
    from valueloop.report import answers as report
    from valueloop.usecases import loop

    if (save is not None) + (earn is not None) + personal != 1:
        raise typer.BadParameter("a need is one of --save AMOUNT, --earn AMOUNT, --personal (--save ? when not known)")
    direction = Direction.SAVE if save is not None else Direction.EARN if earn is not None else Direction.PERSONAL
    amount = save if save is not None else earn
    typed = GuessTyped(need, direction, None if amount == "?" else amount, chance, weight, person, via, touch)
    return ctx.obj.show(report.guessed(loop.guess(ctx.obj.store(), ctx.obj.occasion(), account, typed)))


def _guess_like(ctx: Context, account: str, other: str, needs: list[str], *, alone: bool) -> None:
    """Guess needs by analogy to another account; `alone`: nothing else was typed that only one need can have."""
    from valueloop.report import similar as report
    from valueloop.usecases import analogy

    if not alone:
        raise typer.BadParameter(
            "--like takes needs, chances and money from the other account; only --need goes with it"
        )
    ctx.obj.show(report.guessed_like(analogy.guess_like(ctx.obj.store(), ctx.obj.occasion(), account, other, needs)))


def learn(
    ctx: Context,
    account: Account,
    need: Need,
    answer: Annotated[Answer, typer.Argument(metavar="yes|no|unsure", help="What it says of the need.")],
    via: Annotated[Channel, typer.Option("--via", help="How you know.")],
    person: By = None,
    touch: Touch = None,
    note: Annotated[
        str,
        typer.Option("--note", metavar="TEXT", help="The statistic, the reasoning, the words.", show_default=False),
    ] = "",
) -> None:
    """Record evidence on a need: an answer, a deduction, an analogy."""
    from valueloop.report import answers as report
    from valueloop.usecases import loop

    done = loop.learn(ctx.obj.store(), ctx.obj.occasion(), account, need, answer, via, person, touch, note)
    ctx.obj.show(report.learned(done))


def offer(
    ctx: Context,
    account: Account,
    product: Annotated[
        str, typer.Argument(metavar="PRODUCT", help="Any unambiguous part of its name.", autocompletion=products)
    ],
    price: Annotated[str, typer.Option("--price", metavar="AMOUNT", help="What we ask: 45k.")],
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need",
            metavar="NEED",
            help="A need that it covers; may be repeated.",
            autocompletion=needs,
            show_default=False,
        ),
    ] = None,
    terms: Annotated[
        str, typer.Option("--terms", metavar="TEXT", help="pilot, rent, money back, …", show_default=False)
    ] = "",
    person: For = None,
    touch: Touch = None,
) -> None:
    """Put an offer on the table: it tests the guesses that it covers."""
    from valueloop.report import answers as report
    from valueloop.usecases import offer as offers

    done = offers.offer(ctx.obj.store(), ctx.obj.occasion(), account, product, price, need or (), terms, person, touch)
    ctx.obj.show(report.offered(done))


def respond(
    ctx: Context,
    number: Annotated[int, typer.Argument(metavar="OFFER", min=1, max=MOST, help="The offer's number.")],
    verdict: Annotated[Verdict, typer.Argument(metavar="accepted|rejected|countered|silent", help="Their answer.")],
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need", metavar="NEED=ANSWER", help="What it said of a need: 3=no; may be repeated.", show_default=False
        ),
    ] = None,
    because: Annotated[
        Reason | None, typer.Option("--because", help="Why not, in a word that can be counted.", show_default=False)
    ] = None,
    price: Annotated[
        str | None, typer.Option("--price", metavar="AMOUNT", help="The price that they named.", show_default=False)
    ] = None,
    person: By = None,
    touch: Touch = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Their words.", show_default=False)] = "",
) -> None:
    """Record the answer to an offer, per need where it is known."""
    from valueloop.domain.page.turn import RespondTyped
    from valueloop.report import answers as report
    from valueloop.usecases import offer as offers

    typed = RespondTyped(verdict, answers("--need", need or []), because, price, person, touch, note)
    ctx.obj.show(report.responded(offers.respond(ctx.obj.store(), ctx.obj.occasion(), number, typed)))


@shows
def history(ctx: Context, account: Account) -> None:
    """Show the loop history: what happened, belief before → after, patience left."""
    from valueloop.report import loop as report
    from valueloop.usecases import history

    found = history.history(ctx.obj.store(), account)
    ctx.obj.page(report.history(found), found)
