"""The arguments and options that commands share, each explained once; and how names are completed."""

import os
from typing import Annotated, TypeVar

import typer

from valueloop.cli.context import State
from valueloop.domain.loop.evidence import Answer
from valueloop.errors import Invalid


class Context(typer.Context):
    """A command's context; its `obj` is the State of the call."""

    obj: State


def _complete(table: str, ctx: typer.Context, incomplete: str) -> list[str]:
    from valueloop.store.names import names

    db = (ctx.find_root().params or {}).get("db") or os.environ.get("VALUELOOP_DB")
    account = (ctx.params or {}).get("account")
    return names(State(db=db).place(), table, incomplete, account)


def accounts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Account names that begin with what is typed."""
    return _complete("account", ctx, incomplete)


def contacts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Contact names of the account that is typed already."""
    return _complete("contact", ctx, incomplete)


def needs(ctx: typer.Context, incomplete: str) -> list[str]:
    """Need names of the account that is typed already."""
    return _complete("need", ctx, incomplete)


def products(ctx: typer.Context, incomplete: str) -> list[str]:
    """Product names."""
    return _complete("product", ctx, incomplete)


Account = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="Any unambiguous part of its name.", autocompletion=accounts)
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="CONTACT", help="Who said it.", autocompletion=contacts, show_default=False),
]
For = Annotated[
    str | None,
    typer.Option("--for", metavar="CONTACT", help="Whom it is for.", autocompletion=contacts, show_default=False),
]
Touch = Annotated[
    int | None,
    typer.Option(
        "--touch",
        metavar="N",
        help="The touch in which it was said; else today's latest with that person.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Raw figures as JSON instead of a page.")]
Years = Annotated[
    int | None, typer.Option("--years", min=1, max=50, help="Look so many years ahead.", show_default=False)
]
Rate = Annotated[
    str | None, typer.Option("--rate", metavar="PERCENT", help="Discount at this rate a year.", show_default=False)
]

E = TypeVar("E")


def answers(option: str, pairs: list[str]) -> list[tuple[str, Answer]]:
    """Answers per need as typed: `3=yes`, `stoppages=no`.

    Raises:
        Invalid: one has no `=`, or its answer is none of yes, no, unsure.

    >>> answers("--learn", ["3=yes"])
    [('3', <Answer.YES: 'yes'>)]
    """
    found = []
    for pair in pairs:
        need, equals, said = pair.rpartition("=")
        words = [each.value for each in Answer]
        if not equals or said.strip().lower() not in words:
            raise Invalid(option, pair, "it is not written as NEED=ANSWER", "write 3=yes, 3=no or 3=unsure")
        found.append((need.strip(), Answer(said.strip().lower())))
    return found


def assignments(pairs: list[str], what: str) -> dict[str, str]:
    """Values as typed: `hours_saved=2/4/5`.

    Raises:
        Invalid: one has no `=`, or a name is given twice.

    >>> assignments(["a=1", "b=2"], "input")
    {'a': '1', 'b': '2'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise Invalid(what, pair, "it is not written as name=value", "write hours_saved=2/4/5")
        if name.strip() in found:
            raise Invalid(what, pair, "it is given twice")
        found[name.strip()] = value
    return found


def given(**options: str | None) -> dict[str, str]:
    """The options that were typed.

    >>> given(role="engineer", phone=None)
    {'role': 'engineer'}
    """
    return {name: value for name, value in options.items() if value is not None}
