"""Exports: the deal summary as a file or on standard output."""

from collections.abc import Callable

import typer

from valueloop.cli.output import Format, shows
from valueloop.cli.params import Account, Context, Customer
from valueloop.cli.value import workbook


@shows
def export(ctx: Context, account: Account, customer: Customer = False) -> None:
    """Export the deal summary, every figure led by a footnote to where it was said; or the value case as TOML.

    As xlsx it is the value case, with live formulas.
    """
    from valueloop.report import summary as report
    from valueloop.usecases import summary

    if customer and ctx.obj.output.format(Format.MARKDOWN) is Format.TOML:
        raise typer.BadParameter("a customer's page is no TOML: that is the whole value case, ours included")
    found = summary.summary(ctx.obj.store(), account, ctx.obj.today())
    ctx.obj.page(
        report.summary(found, customer=customer),
        None if customer else found,
        workbook=workbook(ctx, account, {}, customer=customer),
        toml=_case(ctx, account),
        otherwise=Format.MARKDOWN,
    )


def _case(ctx: Context, account: str) -> Callable[[], str]:
    def made() -> str:
        from valueloop.interop.case_text import write_case
        from valueloop.usecases.case import case_now

        return write_case(case_now(ctx.obj.store(), account))

    return made
