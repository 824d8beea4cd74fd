"""The value case as a whole: what is set of it, alternatives, and cases in files."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from valueloop.cli.params import Account, Context, Draws, Json, Seed, assignments
from valueloop.domain.value.alternative import Kind
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.errors import Invalid, Refused, Unknown

LARGEST_FILE = 2_000_000
File = Annotated[Path, typer.Argument(metavar="CASE.toml", help="A value case in a file; - reads standard input.")]


def calc(ctx: Context, file: File, draws: Draws = DRAWS, seed: Seed = SEED, json: Json = False) -> None:
    """Reckon a value case that stands in a file; no store is needed or touched."""
    from valueloop.domain.page.worth import Worked, value_page
    from valueloop.interop.case_file import read_case
    from valueloop.report.value import value as report

    found = value_page(Worked(read_case(_text(file), _called(file)), draws, seed))
    ctx.obj.data(report(found), found, json=json)


def line_load(ctx: Context, account: Account, file: File) -> None:
    """Load the lines, inputs and alternatives of a case in a file into the open deal."""
    from valueloop.interop.case_file import read_case
    from valueloop.report import case_answers
    from valueloop.usecases import case

    read = read_case(_text(file), _called(file))
    ctx.obj.show(case_answers.loaded(case.load_case(ctx.obj.store(), ctx.obj.occasion(), account, read)))


def _called(file: Path) -> str:
    """A file in a complaint: its path, or of a long one the name."""
    return str(file) if len(str(file)) <= 60 else f"…/{file.name}"


def _text(file: Path) -> str:
    """What a file says.

    Raises:
        Unknown: there is no such file.
        Refused: it cannot be read.
        Invalid: it is no text, or too large.
    """
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise Unknown("case file", str(file)) from None
    except OSError as trouble:
        raise Refused(f"{file} cannot be read: {trouble.strerror}") from None
    if len(raw) > LARGEST_FILE:
        raise Invalid(
            "case file", str(file), f"it is larger than {LARGEST_FILE // 1_000_000} MB: that is no value case"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("case file", str(file), "it is no UTF-8 text") from None


def case_set(
    ctx: Context,
    account: Account,
    values: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE…", help="years=5, timing=mid, rule=bargain, walk_away=30k, …")
    ],
) -> None:
    """Set the horizon and the price rule of the open deal's case; KEY= goes back to the settings.

    Of the case: years, discount_rate, timing (end, mid, start), price_in_costs (yes, no).

    Of the price: rule (fraction, difference, bargain, outcome), fraction, alpha, base, baseline, least, most,
    guarantee, walk_away, price, per_year (yes, no), instalments.
    """
    from valueloop.report import case_answers
    from valueloop.usecases import case

    done = case.set_keys(ctx.obj.store(), ctx.obj.occasion(), account, assignments(values, "key", "years=5"))
    ctx.obj.show(case_answers.keys_set(done))


def alternative_add(
    ctx: Context,
    account: Account,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they may do instead of taking our offer.")],
    price: Annotated[
        str, typer.Option("--price", metavar="AMOUNT", help="What it costs them, in present value.")
    ] = "0",
    kind: Annotated[Kind, typer.Option("--kind", help="Who is behind it.")] = Kind.COMPETITOR,
    switching: Annotated[
        str, typer.Option("--switching", metavar="AMOUNT", help="What a change from it to us costs them.")
    ] = "0",
    difference: Annotated[
        list[str] | None,
        typer.Option(
            "--difference",
            metavar="NAME=AMOUNT",
            help="energy=240k where we are better, -5k where it is, ? where nobody knows; again for more.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Add what they may do instead, and how we differ from it; doing nothing is always there."""
    from valueloop.report import case_answers
    from valueloop.usecases import alternative as alternatives

    differences = assignments(difference or [], "difference", "energy=240k")
    made = alternatives.add_alternative(
        ctx.obj.store(), ctx.obj.occasion(), account, name, kind, price, switching, differences
    )
    ctx.obj.show(case_answers.alternative_added(made))


def alternative_set(
    ctx: Context,
    account: Account,
    alternative: Annotated[str, typer.Argument(metavar="ALTERNATIVE", help="Its number or a part of its name.")],
    values: Annotated[
        list[str], typer.Argument(metavar="NAME=AMOUNT…", help="energy=240k, training=-5k, service=?; NAME= away.")
    ],
) -> None:
    """Set how we differ from an alternative, in present value."""
    from valueloop.report import case_answers
    from valueloop.usecases import alternative as alternatives

    differences = assignments(values, "difference", "energy=240k")
    done = alternatives.set_differences(ctx.obj.store(), ctx.obj.occasion(), account, alternative, differences)
    ctx.obj.show(case_answers.differences_set(done))
