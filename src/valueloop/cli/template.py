"""Templates: the value map of a role, saved, looked at, and laid on a person elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valueloop.cli.files import called, text_of
from valueloop.cli.output import Format, shows
from valueloop.cli.params import Account, Context, accounts, contacts, templates

if TYPE_CHECKING:
    from valueloop.domain.template import Template

Given = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE.toml",
        help="Any unambiguous part of its name, or a file; - reads standard input.",
        autocompletion=templates,
    ),
]


def _given(name: str) -> "str | Template":
    """A template's name as it is, or the template in the file that it names: one of .toml, or with a folder before it.

    Raises:
        Unknown, Refused, Invalid: there is no such file, it cannot be read, or it holds no template.
    """
    from valueloop.interop.template_file import read_template

    if name == "-" or "/" in name or name.lower().endswith(".toml"):
        return read_template(text_of(Path(name), "template file", "map"), called(Path(name)))
    return name


def template_save(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    account: Annotated[
        str,
        typer.Option("--from", metavar="ACCOUNT", help="The account that the map is from.", autocompletion=accounts),
    ],
    person: Annotated[str, typer.Option("--for", metavar="CONTACT", help="Whose map it is.", autocompletion=contacts)],
) -> None:
    """Save a person's value map as that of their role: entries and impacts, without figures and money."""
    from valueloop.interop.template_file import shipped
    from valueloop.report import template as report
    from valueloop.usecases import template

    made = template.save(ctx.obj.store(), ctx.obj.occasion(), name, account, person, shipped())
    ctx.obj.show(report.saved(made))


@shows
def template_list(ctx: Context) -> None:
    """List templates: those that you saved, and those that ship with vl."""
    from valueloop.interop.template_file import shipped
    from valueloop.report import template as report
    from valueloop.usecases import template

    found = template.list_templates(ctx.obj.store(), shipped())
    ctx.obj.page(report.templates(found), found)


@shows
def template_show(
    ctx: Context,
    name: Given,
    toml: Annotated[bool, typer.Option("--toml", help="As the text of a file that can be edited and applied.")] = False,
) -> None:
    """Show one template: what somebody in the role is after, and where we make a difference."""
    from valueloop.interop.template_file import shipped
    from valueloop.interop.template_text import write_template
    from valueloop.report import template as report
    from valueloop.usecases import template

    found = template.show_template(ctx.obj.store(), _given(name), shipped())
    ctx.obj.page(
        report.template(found),
        found,
        toml=lambda: write_template(found.whole),
        otherwise=Format.TOML if toml else Format.TEXT,
    )


def template_apply(
    ctx: Context,
    account: Account,
    name: Given,
    person: Annotated[
        str, typer.Option("--for", metavar="CONTACT", help="Whom it is laid on.", autocompletion=contacts)
    ],
) -> None:
    """Lay a template on a person: its entries as guesses, its impacts with no money yet."""
    from valueloop.interop.template_file import shipped
    from valueloop.report import template as report
    from valueloop.usecases import template

    done = template.apply(ctx.obj.store(), ctx.obj.occasion(), account, person, _given(name), shipped())
    ctx.obj.show(report.applied(done))


TEMPLATE: dict[str, Callable[..., None]] = {
    "save": template_save,
    "list": template_list,
    "show": template_show,
    "apply": template_apply,
}
