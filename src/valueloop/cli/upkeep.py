"""Keeping the store true: edit, undo, redo, settings."""

from typing import Annotated

import typer

from valueloop.cli.context import to_local, to_utc
from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, assignments


def edit(
    ctx: Context,
    account: Account,
    record: Annotated[
        str, typer.Argument(metavar="RECORD", help="kind:which, as need:3, touch:41, input:hours_saved, line:2.")
    ],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="chance=30%, when=yesterday, text=…")],
) -> None:
    """Correct any record of an account: the answer shows before and after, and what follows from it.

    Accounts, contacts and products have an edit of their own. The kinds of record and their fields:

    \b
    touch        text kind when outcome inbound hours with thanks asked told campaign
    step         text due done
    need         name direction chance weight for via touch
    evidence     answer via by note touch
    offer        price terms for touch needs
    response     verdict because price by note touch     (response:OFFER)
    line         name effect formula for once risk ramp flows year delay
    input        value unit source by touch
    acceptance   by touch                                (acceptance:LINE)
    alternative  name kind price switching
    entry        text kind rung for unit better now target touch
    impact       text personal line touch
    deal         price because
    promise      text said-by due measure for touch
    defect       text urgent by touch
    delivery     text due delivered accepted by touch needs
    deployment   text at carer for since review reviewed ended needs
    invoice      text number issued due
    threat       rival claim value price switching by ended touch
    privilege    text
    referral     name by touch
    """  # noqa: D301 - the mark of help texts whose lines stay as they are
    from valueloop.errors import Invalid
    from valueloop.report import answers
    from valueloop.usecases.edit import edit as change
    from valueloop.usecases.editable import FIELDS, an_edit
    from valueloop.usecases.reading import Clock

    if record in FIELDS and "=" not in fields[0]:
        raise Invalid(
            "record", f"{record} {fields[0]}", "it is not written as kind:which", f"write {an_edit(record, fields[0])}"
        )
    typed = assignments(fields, "field", "text=…")
    clock = Clock(ctx.obj.now(), to_utc, to_local)
    done = change(ctx.obj.store(), ctx.obj.occasion(), account, record, typed, clock)
    ctx.obj.show(answers.record_edited(done))


def undo(ctx: Context) -> None:
    """Take back the latest act."""
    from valueloop.report import answers
    from valueloop.usecases import upkeep

    ctx.obj.show(answers.undone(upkeep.undo(ctx.obj.store())))


def redo(ctx: Context) -> None:
    """Do again the act that was taken back."""
    from valueloop.report import answers
    from valueloop.usecases import upkeep

    ctx.obj.show(answers.redone(upkeep.redo(ctx.obj.store())))


@shows
def config_list(ctx: Context) -> None:
    """List every number that may be set: likelihood ratios, patience, horizon, rate, share."""
    from valueloop.report import records
    from valueloop.usecases import upkeep

    found = upkeep.list_settings(ctx.obj.store())
    ctx.obj.page(records.settings(found), found)


def config_set(
    ctx: Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="As vl config list shows it.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The value, or default.")],
) -> None:
    """Set a number."""
    from valueloop.report import answers
    from valueloop.usecases import upkeep

    ctx.obj.show(answers.setting(upkeep.set_setting(ctx.obj.store(), ctx.obj.occasion(), key, value)))
