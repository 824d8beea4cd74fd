"""Commands on contacts."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, contacts, given
from valueloop.domain.contact import Influence, Stance


def _option(flag: str, about: str, metavar: str = "TEXT") -> object:
    return typer.Option(flag, help=about, metavar=metavar, show_default=False)


Contact = Annotated[
    str, typer.Argument(metavar="CONTACT", help="Any unambiguous part of the name.", autocompletion=contacts)
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, or a role where the name is not known.")]
Role = Annotated[str | None, _option("--role", "What the person does there, where NAME does not say it.")]
Department = Annotated[str | None, _option("--department", "engineering, production, …")]
ReportsTo = Annotated[
    str | None,
    typer.Option(
        "--reports-to",
        metavar="CONTACT",
        help="Whom the person reports to.",
        autocompletion=contacts,
        show_default=False,
    ),
]
InfluenceOn = Annotated[
    Influence | None, typer.Option("--influence", help="The part the person plays in buying.", show_default=False)
]
StanceTo = Annotated[
    Stance | None, typer.Option("--stance", help="Where the person stands towards us.", show_default=False)
]
Email = Annotated[str | None, _option("--email", "Email address.")]
Phone = Annotated[str | None, _option("--phone", "Telephone number.")]
Note = Annotated[str | None, _option("--note", "Anything else; never on a customer's page.")]


def contact_add(
    ctx: Context,
    account: Account,
    name: Name,
    role: Role = None,
    department: Department = None,
    reports_to: ReportsTo = None,
    influence: InfluenceOn = None,
    stance: StanceTo = None,
    email: Email = None,
    phone: Phone = None,
    note: Note = None,
) -> None:
    """Add a person at an account."""
    from valueloop.report import answers
    from valueloop.usecases import contact

    typed = given(
        role=role,
        department=department,
        reports_to=reports_to,
        influence=influence,
        stance=stance,
        email=email,
        phone=phone,
        note=note,
    )
    ctx.obj.show(answers.contact_added(contact.add_contact(ctx.obj.store(), ctx.obj.occasion(), account, name, typed)))


def contact_edit(
    ctx: Context,
    account: Account,
    contact_name: Contact,
    name: Annotated[str | None, _option("--name", "The new name.")] = None,
    role: Role = None,
    department: Department = None,
    reports_to: ReportsTo = None,
    influence: InfluenceOn = None,
    stance: StanceTo = None,
    email: Email = None,
    phone: Phone = None,
    note: Note = None,
) -> None:
    """Change what is recorded of a person; an empty text clears a field."""
    from valueloop.report import answers
    from valueloop.usecases import contact

    typed = given(
        name=name,
        role=role,
        department=department,
        reports_to=reports_to,
        influence=influence,
        stance=stance,
        email=email,
        phone=phone,
        note=note,
    )
    done = contact.edit_contact(ctx.obj.store(), ctx.obj.occasion(), account, contact_name, typed)
    ctx.obj.show(answers.edited(*done.what))


@shows
def contact_list(ctx: Context, account: Account) -> None:
    """Show the people at an account as a tree."""
    from valueloop.report import records
    from valueloop.usecases import contact

    name, people = contact.org_chart(ctx.obj.store(), account)
    ctx.obj.page(records.contacts(name, people), people)
