"""The program: all commands, and the only place that catches: each kind of wrong gets its exit code and a way out."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from typer._click.utils import PacifyFlushWrapper
from typer.exceptions import TyperException

from valueloop import __version__
from valueloop.cli import (
    account,
    brief,
    case,
    check,
    contact,
    customer,
    deal,
    delivery,
    demo,
    invoice,
    loop,
    plan,
    promise,
    proposition,
    report,
    summary,
    threat,
    touch,
    upkeep,
    value,
)
from valueloop.cli.context import State
from valueloop.cli.output import kind_of
from valueloop.cli.panels import TYPED, Panels
from valueloop.cli.params import Context
from valueloop.cli.similar import PLAYBOOK, similar
from valueloop.cli.template import TEMPLATE
from valueloop.cli.wrong import DONE, FAILED, complain, refused, usage
from valueloop.errors import Invalid, ValueloopError


def _group(about: str) -> typer.Typer:
    return typer.Typer(help=about, cls=Panels, no_args_is_help=True, rich_markup_mode=None)


app = typer.Typer(
    cls=Panels,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="ACCOUNT, CONTACT and NEED are any unambiguous part of a name. vl COMMAND --help explains a command.",
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"valueloop {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db", metavar="PATH", help="The store; else VALUELOOP_DB, else your data folder.", show_default=False
        ),
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="Act as if it were this day.", show_default=False)
    ] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Guess a customer's needs, test the guess by an offer, price the value.

    vl alone shows today: what is due, who is owed a call, which offers wait.
    """
    del version  # its callback has shown it
    ctx.obj = State(db, today, no_color, ctx.meta.get(TYPED, ""))
    if ctx.invoked_subcommand is None:
        plan.today(ctx)


EVERY_DAY, LOOP, VALUE, PAGES = "Every day", "The loop", "Value", "Pages"
AFTER, RECORDS, STORE_PANEL = "After the deal", "Records", "The store"

for _name, _command, _panel in (
    ("log", touch.log, EVERY_DAY),
    ("done", touch.done, EVERY_DAY),
    ("next", plan.next_move, EVERY_DAY),
    ("today", plan.today, EVERY_DAY),
    ("guess", loop.guess, LOOP),
    ("learn", loop.learn, LOOP),
    ("offer", loop.offer, LOOP),
    ("respond", loop.respond, LOOP),
    ("history", loop.history, LOOP),
    ("why", plan.why, LOOP),
    ("similar", similar, LOOP),
    ("accept", value.accept, VALUE),
    ("value", value.value, VALUE),
    ("share", value.share, VALUE),
    ("calc", case.calc, VALUE),
    ("map", proposition.value_map, PAGES),
    ("proposition", proposition.value_proposition, PAGES),
    ("brief", brief.brief, PAGES),
    ("export", summary.export, PAGES),
    *(
        (name, command, AFTER)
        for room in (delivery, promise, invoice, check)
        for name, command in room.COMMANDS.items()
    ),
    ("edit", upkeep.edit, RECORDS),
    ("undo", upkeep.undo, STORE_PANEL),
    ("redo", upkeep.redo, STORE_PANEL),
    ("demo", demo.demo, STORE_PANEL),
):
    app.command(_name, rich_help_panel=_panel, cls=kind_of(_command))(_command)

_NOUNS: tuple[tuple[str, str, str, dict[str, Callable[..., None]]], ...] = (
    ("line", "Value lines: how the customer's money changes.", VALUE, {"add": value.line_add, "load": case.line_load}),
    ("input", "Inputs of value lines, and whose numbers they are.", VALUE, {"set": value.input_set}),
    ("case", "The value case as a whole: its horizon, its price rule.", VALUE, {"set": case.case_set}),
    (
        "alternative",
        "What they may do instead of taking our offer.",
        VALUE,
        {"add": case.alternative_add, "set": case.alternative_set},
    ),
    (
        "entry",
        "What a person is after: objectives, metrics, strategies, issues.",
        PAGES,
        {"add": proposition.entry_add, "confirm": proposition.entry_confirm},
    ),
    ("impact", "Where we make a difference to it.", PAGES, {"add": proposition.impact_add}),
    (
        "account",
        "Accounts: customers, and those who are not customers yet.",
        RECORDS,
        {
            "add": account.account_add,
            "edit": account.account_edit,
            "list": account.account_list,
            "show": account.account_show,
            **threat.ACCOUNT,
        },
    ),
    (
        "contact",
        "Contacts: the people at an account.",
        RECORDS,
        {"add": contact.contact_add, "edit": contact.contact_edit, "list": contact.contact_list},
    ),
    (
        "product",
        "Products: what we sell.",
        RECORDS,
        {"add": account.product_add, "edit": account.product_edit, "list": account.product_list},
    ),
    (
        "deal",
        "Deals: won, lost, and the pipeline.",
        RECORDS,
        {"win": deal.deal_win, "lose": deal.deal_lose, "list": deal.deal_list},
    ),
    ("delivery", "Deliveries of a won deal, in parts.", AFTER, delivery.DELIVERY),
    ("deployment", "What runs where at a customer's, and who cares for it.", AFTER, delivery.DEPLOYMENT),
    ("promise", "Promises: what was said, by whom, until when.", AFTER, promise.PROMISE),
    ("defect", "Defects: where we fell short of what they expected.", AFTER, promise.DEFECT),
    ("invoice", "Invoices, and what was paid of them.", AFTER, invoice.INVOICE),
    ("referral", "Referrals: who named whom to us.", AFTER, customer.REFERRAL),
    ("privilege", "Privileges: what core customers are granted.", AFTER, customer.PRIVILEGE),
    ("threat", "Threats: rivals at our customers.", AFTER, threat.THREAT),
    ("ideal", "What an account that suits us is like.", AFTER, check.IDEAL),
    ("playbook", "Playbooks: what worked at one account, to be used at others.", RECORDS, PLAYBOOK),
    ("template", "Templates: the value map of a role, to be laid on others as guesses.", RECORDS, TEMPLATE),
    (
        "report",
        "Reports over the whole store.",
        PAGES,
        dict(
            sorted(
                (
                    plan.REPORTS
                    | report.REPORTS
                    | delivery.REPORTS
                    | invoice.REPORTS
                    | customer.REPORTS
                    | threat.REPORTS
                ).items()
            )
        ),
    ),
    ("config", "Every number that may be set.", STORE_PANEL, {"list": upkeep.config_list, "set": upkeep.config_set}),
)
for _noun, _about, _panel, _verbs in _NOUNS:
    _sub = _group(_about)
    for _verb, _function in _verbs.items():
        _sub.command(_verb, cls=kind_of(_function))(_function)
    app.add_typer(_sub, name=_noun, rich_help_panel=_panel)


def main() -> None:
    """Run the program and leave with its exit code."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever called us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the life of the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        for argument in arguments:
            if any("\ud800" <= each <= "\udfff" for each in argument):
                raise Invalid("argument", argument, "it is not valid UTF-8")
        code = app(arguments, prog_name="vl", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except ValueloopError as wrong:
        return refused(wrong)
    except typer.Abort:
        return complain("stopped, nothing was changed", "", FAILED)
    except TyperException as wrong:
        return usage(wrong, arguments)
    except KeyboardInterrupt:
        return complain("stopped", "", 130)
    except BrokenPipeError:
        return _seen_enough()
    except SystemExit:
        # typer leaves with 1 when a pipe is closed under it; after a completion it leaves with its own code.
        if isinstance(sys.stdout, PacifyFlushWrapper):
            return _seen_enough()
        raise


def _seen_enough() -> int:
    """Whoever read the page has seen enough; what is still buffered has nowhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return DONE
