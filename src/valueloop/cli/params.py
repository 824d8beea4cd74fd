"""The arguments and options that commands share, each explained once; and how names are completed."""

import os
from collections.abc import Iterable
from typing import Annotated, TypeVar

import typer

from valueloop.cli.context import State
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.names import fold
from valueloop.domain.value.draws import MOST_DRAWS
from valueloop.errors import Invalid, ValueloopError

MOST = 10**15  # the largest number that a record can have


class Context(typer.Context):
    """A command's context; its `obj` is the State of the call."""

    obj: State


def _complete(table: str, ctx: typer.Context, incomplete: str) -> list[str]:
    """Names that the beginning may mean, each spelled as it was begun: shells take up only what goes on from there."""
    from valueloop.store.names import names

    db = (ctx.find_root().params or {}).get("db") or os.environ.get("VALUELOOP_DB")
    try:
        found = names(State(db=db).place(), table, incomplete, _typed_account(ctx))
    except ValueloopError:
        return []
    return _spelled(found, incomplete)


def _spelled(found: Iterable[str], incomplete: str) -> list[str]:
    bash = os.environ.get("_VL_COMPLETE", os.environ.get("_VALUELOOP_COMPLETE")) == "complete_bash"
    spelled = [incomplete + each[len(incomplete) :] for each in found if fold(each).startswith(fold(incomplete))]
    return [each.replace(" ", "\\ ") for each in spelled] if bash else spelled


def _typed_account(ctx: typer.Context) -> str:
    """The account that stands on the command line: its first word after the command that is no option."""
    parsed = (ctx.params or {}).get("account") or (ctx.params or {}).get("account_name")
    if parsed:
        return str(parsed)
    words = [each for each in os.environ.get("COMP_WORDS", "").split() if not each.startswith("-")]
    return words[len(ctx.command_path.split())] if len(words) > len(ctx.command_path.split()) else ""


def accounts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Account names that begin with what is typed."""
    return _complete("account", ctx, incomplete)


def contacts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Contact names of the account that is typed already."""
    return _complete("contact", ctx, incomplete)


def needs(ctx: typer.Context, incomplete: str) -> list[str]:
    """Need names of the account that is typed already."""
    return _complete("need", ctx, incomplete)


def playbooks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Playbook names."""
    return _complete("playbook", ctx, incomplete)


def templates(ctx: typer.Context, incomplete: str) -> list[str]:
    """Template names: those saved, and those that ship, which are called as their files are."""
    from importlib.resources import files

    folder = files("valueloop").joinpath("templates")
    ship = sorted(each.name.removesuffix(".toml").replace("-", " ") for each in folder.iterdir())
    return list(dict.fromkeys([*_complete("template", ctx, incomplete), *_spelled(ship, incomplete)]))


def products(ctx: typer.Context, incomplete: str) -> list[str]:
    """Product names."""
    return _complete("product", ctx, incomplete)


Account = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="Any unambiguous part of its name.", autocompletion=accounts)
]
OneOrAll = Annotated[
    str | None,
    typer.Argument(
        metavar="[ACCOUNT]",
        help="Any unambiguous part of its name; none shows all accounts.",
        autocompletion=accounts,
        show_default=False,
    ),
]
Need = Annotated[str, typer.Argument(metavar="NEED", help="Its number or a part of its name.", autocompletion=needs)]
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
        min=1,
        max=MOST,
        help="The touch in which it was said; else today's latest with that person.",
        show_default=False,
    ),
]
On = Annotated[
    str | None,
    typer.Option("--when", metavar="DATE", help="On which day, when not today: yesterday, 3d ago.", show_default=False),
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help="By when: fri, in 2w, 2026-11-27.", show_default=False)
]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, in a few words.", show_default=False)]
Customer = Annotated[bool, typer.Option("--customer", help="A page for them: nothing of ours is on it.")]
Years = Annotated[
    int | None, typer.Option("--years", min=1, max=50, help="Look so many years ahead.", show_default=False)
]
Rate = Annotated[
    str | None, typer.Option("--rate", metavar="PERCENT", help="Discount at this rate a year.", show_default=False)
]

Draws = Annotated[
    int, typer.Option("--draws", metavar="N", min=100, max=MOST_DRAWS, help="So many draws for P10, P50 and P90.")
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", min=0, max=2**32, help="The draws' seed.")]

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
        if not equals:
            raise Invalid(option, pair, "it is not written as NEED=ANSWER", "write 3=yes, 3=no or 3=unsure")
        if said.strip().lower() not in words:
            raise Invalid(option, pair, f"'{said.strip()}' is no answer", "write yes, no or unsure, as 3=yes")
        found.append((need.strip(), Answer(said.strip().lower())))
    return found


def assignments(pairs: list[str], what: str, example: str = "hours_saved=2/4/5") -> dict[str, str]:
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
            raise Invalid(what, pair, "it is not written as name=value", f"write {example}")
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
