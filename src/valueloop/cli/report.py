"""Reports over the whole store: pipeline, revenue, where loops die, what discovery takes, sources of needs."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Context


@shows
def report_pipeline(
    ctx: Context,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="TEXT", help="Of one owner: any part of the name.", show_default=False),
    ] = None,
) -> None:
    """Show the open deals: what they get, the offer on the table, what it may bring us."""
    from valueloop.report import pipeline as report
    from valueloop.usecases import pipeline

    found = pipeline.pipeline(ctx.obj.store(), ctx.obj.today(), owner)
    ctx.obj.page(report.pipeline(found), found)


All = Annotated[bool, typer.Option("--all", help="Every one of them, not only the latest.")]


@shows
def report_revenue(ctx: Context, everything: All = False) -> None:
    """Show what of the revenue is referenceable, scalable and profitable, by tests that are printed."""
    from valueloop.report import revenue as report
    from valueloop.usecases import revenue

    found = revenue.revenues(ctx.obj.store())
    ctx.obj.page(report.revenue(found, every=everything), found)


@shows
def report_loops(ctx: Context) -> None:
    """Show where loops die: how far needs came, and why, by whom and of what offers were refused."""
    from valueloop.report import diagnosis as report
    from valueloop.usecases import diagnosis

    found = diagnosis.loops(ctx.obj.store())
    ctx.obj.page(report.loops(found), found)


@shows
def report_discovery(ctx: Context, everything: All = False) -> None:
    """Show how many days, offers and touches it took to find needs, by how they were guessed."""
    from valueloop.report import discovery as report
    from valueloop.usecases import discovery

    found = discovery.discovery(ctx.obj.store(), ctx.obj.today())
    ctx.obj.page(report.discovery(found, every=everything), found)


@shows
def report_sources(ctx: Context) -> None:
    """Show how often needs are won, by how they were guessed."""
    from valueloop.report import origin as report
    from valueloop.usecases import origin

    found = origin.sources(ctx.obj.store())
    ctx.obj.page(report.sources(found), found)


REPORTS: dict[str, Callable[..., None]] = {
    "discovery": report_discovery,
    "loops": report_loops,
    "pipeline": report_pipeline,
    "revenue": report_revenue,
    "sources": report_sources,
}
