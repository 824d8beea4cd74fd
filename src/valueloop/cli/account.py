"""Commands on accounts and products."""

from typing import Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, accounts, given, products

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its whole name.", show_default=False)]
Product = Annotated[
    str, typer.Argument(metavar="PRODUCT", help="Any unambiguous part of its name.", autocompletion=products)
]


def _option(flag: str, about: str, metavar: str = "TEXT") -> object:
    return typer.Option(flag, help=about, metavar=metavar, show_default=False)


Industry = Annotated[str | None, _option("--industry", "What they do: food, steel, …")]
Size = Annotated[str | None, _option("--size", "How many people work there.", "PEOPLE")]
Region = Annotated[str | None, _option("--region", "Where they are.")]
Owner = Annotated[str | None, _option("--owner", "Who of us is in charge of the account.")]
Advertisement = Annotated[str | None, _option("--advertisement", "Exposed by this campaign.", "CAMPAIGN")]
SeenAt = Annotated[
    str | None,
    typer.Option(
        "--seen-at",
        metavar="ACCOUNT",
        help="Saw our product at this customer.",
        autocompletion=accounts,
        show_default=False,
    ),
]
IntroducedBy = Annotated[
    str | None,
    typer.Option(
        "--introduced-by",
        metavar="NAME",
        help="Introduced by this customer or person.",
        autocompletion=accounts,
        show_default=False,
    ),
]
Rhythm = Annotated[
    str | None, _option("--rhythm", "How often they want to be called: 6w, 30 days; none clears it.", "TIME")
]
Note = Annotated[str | None, _option("--note", "Anything else; never on a customer's page.")]
Currency = Annotated[str | None, _option("--currency", "EUR, USD, …; else the one in vl config.", "CODE")]


def account_add(
    ctx: Context,
    name: Name,
    currency: Currency = None,
    industry: Industry = None,
    size: Size = None,
    region: Region = None,
    owner: Owner = None,
    advertisement: Advertisement = None,
    seen_at: SeenAt = None,
    introduced_by: IntroducedBy = None,
    rhythm: Rhythm = None,
    note: Note = None,
) -> None:
    """Add an account: a customer, or one who is not a customer yet."""
    from valueloop.report import answers
    from valueloop.usecases import account
    from valueloop.usecases.referral import meant

    _one_exposure(advertisement, seen_at, introduced_by)
    typed = given(
        currency=currency,
        industry=industry,
        size=size,
        region=region,
        owner=owner,
        advertisement=advertisement,
        seen_at=seen_at,
        introduced_by=introduced_by,
        rhythm=rhythm,
        note=note,
    )
    added = account.add_account(ctx.obj.store(), ctx.obj.occasion(), name, typed)
    near = meant(ctx.obj.store(), introduced_by, added.name) if added.exposed_by and introduced_by else ()
    ctx.obj.show(answers.account_added(added, near))


def account_edit(
    ctx: Context,
    account_name: Account,
    name: Annotated[str | None, _option("--name", "Its new name.")] = None,
    currency: Currency = None,
    industry: Industry = None,
    size: Size = None,
    region: Region = None,
    owner: Owner = None,
    advertisement: Advertisement = None,
    seen_at: SeenAt = None,
    introduced_by: IntroducedBy = None,
    rhythm: Rhythm = None,
    note: Note = None,
) -> None:
    """Change what is recorded of an account."""
    from valueloop.report import answers
    from valueloop.usecases import account

    _one_exposure(advertisement, seen_at, introduced_by)
    typed = given(
        name=name,
        currency=currency,
        industry=industry,
        size=size,
        region=region,
        owner=owner,
        advertisement=advertisement,
        seen_at=seen_at,
        introduced_by=introduced_by,
        rhythm=rhythm,
        note=note,
    )
    ctx.obj.show(answers.edited(*account.edit_account(ctx.obj.store(), ctx.obj.occasion(), account_name, typed)))


def _one_exposure(*ways: str | None) -> None:
    if sum(each is not None for each in ways) > 1:
        raise typer.BadParameter("an account has one exposure: --advertisement, --seen-at or --introduced-by")


@shows
def account_list(ctx: Context) -> None:
    """List all accounts with their phase."""
    from valueloop.report import records
    from valueloop.usecases import account

    found = account.list_accounts(ctx.obj.store())
    ctx.obj.page(records.accounts(found), found)


@shows
def account_show(ctx: Context, account_name: Account) -> None:
    """Show one account whole: phase, people, needs, patience, money."""
    from valueloop.report import records
    from valueloop.usecases import account

    found = account.show_account(ctx.obj.store(), account_name)
    ctx.obj.page(records.account(found), found)


Cost = Annotated[str | None, _option("--cost", "What it costs us.", "AMOUNT")]
Floor = Annotated[
    str | None, _option("--floor", "The price below which we do not go; never on a customer's page.", "AMOUNT")
]
Meets = Annotated[str | None, _option("--meets", "The kinds of need that it meets, with commas between them.")]


def product_add(ctx: Context, name: Name, cost: Cost = None, floor: Floor = None, meets: Meets = None) -> None:
    """Add a product that we sell."""
    from valueloop.report import answers
    from valueloop.usecases import account

    typed = given(cost=cost, floor=floor, meets=meets)
    ctx.obj.show(answers.product_added(account.add_product(ctx.obj.store(), ctx.obj.occasion(), name, typed)))


def product_edit(
    ctx: Context,
    product: Product,
    name: Annotated[str | None, _option("--name", "Its new name.")] = None,
    cost: Cost = None,
    floor: Floor = None,
    meets: Meets = None,
) -> None:
    """Change what is recorded of a product."""
    from valueloop.report import answers
    from valueloop.usecases import account

    typed = given(name=name, cost=cost, floor=floor, meets=meets)
    ctx.obj.show(answers.edited(*account.edit_product(ctx.obj.store(), ctx.obj.occasion(), product, typed)))


@shows
def product_list(ctx: Context) -> None:
    """List what we sell."""
    from valueloop.report import records
    from valueloop.usecases import account

    found = account.list_products(ctx.obj.store())
    ctx.obj.page(records.products(found), found)
