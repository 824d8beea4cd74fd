"""The value case as a whole: what is set of it, alternatives, and cases in files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valueloop.cli.files import called, text_of
from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, Draws, Seed, assignments
from valueloop.domain.value.alternative import Kind
from valueloop.domain.value.draws import DRAWS, SEED

if TYPE_CHECKING:
    from valueloop.workbook import Workbook

File = Annotated[Path, typer.Argument(metavar="CASE.toml", help="A value case in a file; - reads standard input.")]


@shows
def calc(ctx: Context, file: File, draws: Draws = DRAWS, seed: Seed = SEED) -> None:
    """Reckon a value case that stands in a file; no store is needed or touched."""
    from valueloop.domain.page.worth import Worked, value_page
    from valueloop.interop.case_file import read_case
    from valueloop.report.value import value as report

    at = Worked(read_case(text_of(file, "case file", "value case"), called(file)), draws, seed)
    found = value_page(at)

    def workbook() -> "Workbook":
        from valueloop.report.workbook import value_workbook

        return value_workbook(at, day=ctx.obj.today())

    ctx.obj.page(report(found), found, workbook=workbook, stored=False)


def line_load(ctx: Context, account: Account, file: File) -> None:
    """Load the lines, inputs and alternatives of a case in a file into the open deal."""
    from valueloop.interop.case_file import read_case
    from valueloop.report import case_answers
    from valueloop.usecases import case

    read = read_case(text_of(file, "case file", "value case"), called(file))
    ctx.obj.show(case_answers.loaded(case.load_case(ctx.obj.store(), ctx.obj.occasion(), account, read)))


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
