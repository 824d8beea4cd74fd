"""Core customers: referrals, privileges."""

from collections.abc import Callable
from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import MOST, Account, By, Context, OneOrAll, Touch


def referral_add(
    ctx: Context,
    account: Account,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The company that they named to us, in full.")],
    person: By = None,
    touch: Touch = None,
) -> None:
    """Record a referral: an account named another company to us."""
    from valueloop.report import referral as report
    from valueloop.usecases import referral

    done = referral.add_referral(ctx.obj.store(), ctx.obj.occasion(), account, name, person, touch)
    ctx.obj.show(report.added(done))


@shows
def referral_list(ctx: Context, account: OneOrAll = None) -> None:
    """Show who named whom as a tree, what it brought, and the thanks that we owe."""
    from valueloop.report import referral as report
    from valueloop.usecases import referral

    found = referral.list_referrals(ctx.obj.store(), ctx.obj.today(), account)
    ctx.obj.page(report.referrals(found), found)


def privilege_add(
    ctx: Context,
    account: Account,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What they are granted.")],
) -> None:
    """Grant a core customer a privilege."""
    from valueloop.report import core_customer as report
    from valueloop.usecases import core_customer

    done = core_customer.add_privilege(ctx.obj.store(), ctx.obj.occasion(), account, what)
    ctx.obj.show(report.privilege_added(done))


def privilege_end(
    ctx: Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, max=MOST, help="Its number: vl privilege list shows it.")
    ],
) -> None:
    """End a privilege."""
    from valueloop.report import core_customer as report
    from valueloop.usecases import core_customer

    done = core_customer.end_privilege(ctx.obj.store(), ctx.obj.occasion(), number)
    ctx.obj.show(report.privilege_ended(done))


@shows
def privilege_list(ctx: Context, account: OneOrAll = None) -> None:
    """List the privileges that hold, those of core customers first."""
    from valueloop.report import core_customer as report
    from valueloop.usecases import core_customer

    found = core_customer.list_privileges(ctx.obj.store(), account)
    ctx.obj.page(report.privileges(found, account), found)


@shows
def report_core(ctx: Context) -> None:
    """Rank customers by realised value, goodwill and referrals, and show the core customers."""
    from valueloop.report import core_customer as report
    from valueloop.usecases import core_customer

    found = core_customer.core_page(ctx.obj.store())
    ctx.obj.page(report.core(found), found)


REFERRAL: dict[str, Callable[..., None]] = {"add": referral_add, "list": referral_list}
PRIVILEGE: dict[str, Callable[..., None]] = {"add": privilege_add, "end": privilege_end, "list": privilege_list}
REPORTS: dict[str, Callable[..., None]] = {"core": report_core}
