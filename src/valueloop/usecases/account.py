"""Accounts and products: add, edit, list, show."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import object_session
from sqlmodel import col, select

from valueloop.domain.account import Exposure, Phase
from valueloop.domain.dates import read_days
from valueloop.domain.money import Money, a_currency, read_amount
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.account import AccountPage, AccountView, ProductView
from valueloop.domain.page.record import Change
from valueloop.domain.parting import Kind
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.store import find
from valueloop.store.account import Account, Product
from valueloop.store.customer import Parting
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import settings
from valueloop.store.session import Store, Unit
from valueloop.usecases.contact import people
from valueloop.usecases.fields import differences
from valueloop.usecases.phase import phases_of
from valueloop.usecases.standing import look, stands


def add_account(store: Store, occasion: Occasion, name: str, typed: Mapping[str, str]) -> AccountView:
    """Add an account; `typed` holds its fields as typed.

    Raises:
        Conflict: one of that name is there.
        Invalid: a field cannot be read.
    """

    def act(unit: Unit) -> AccountView:
        called = a_name("account", name)
        if _named(unit, Account, called):
            raise Conflict(f"the account '{called}' is there already")
        row = Account(name=called, folded=fold(called), currency=settings(unit).currency)
        _set(unit, row, typed)
        unit.add(row)
        return _view(row, Phase.EXPERIENCE)

    return store.write(occasion, act)


def edit_account(store: Store, occasion: Occasion, account: str, typed: Mapping[str, str]) -> tuple[str, list[Change]]:
    """Change fields of an account; returns its name and each change.

    Raises:
        Conflict: another account has the new name, or money is already recorded in the old currency.
        Invalid: a field cannot be read.
    """

    def act(unit: Unit) -> tuple[str, list[Change]]:
        row = find.account(unit, account)
        before, was = row.model_dump(), row.currency
        _set(unit, row, typed)
        if row.currency != was and _has_money(unit, row.key):
            raise Conflict(f"'{row.name}' has amounts in {was}; they cannot be read as {row.currency}")
        unit.session.flush()
        return row.name, differences(before, row.model_dump(), ("name", *_FIELDS))

    return store.write(occasion, act)


_FIELDS = ("currency", "industry", "size", "region", "owner", "exposure", "exposed_by", "rhythm", "note")


def _set(unit: Unit, row: Account, typed: Mapping[str, str]) -> None:
    for field, value in typed.items():
        match field:
            case "name":
                called = a_name("account", value)
                other = _named(unit, Account, called)
                if other and other is not row:
                    raise Conflict(f"the account '{called}' is there already")
                row.name, row.folded = called, fold(called)
            case "currency":
                row.currency = a_currency(value)
            case "size":
                row.size = _people(value)
            case "rhythm":
                row.rhythm = read_days(value) if value.strip().lower() not in ("", "none") else None
            case "advertisement":
                row.exposure, row.exposed_by, row.exposing_id = Exposure.ADVERTISEMENT, value.strip(), None
            case "seen_at" | "introduced_by":
                row.exposure = Exposure.SEEN if field == "seen_at" else Exposure.INTRODUCTION
                row.exposed_by, row.exposing_id = _who_showed(unit, value)
            case _:
                setattr(row, field, value.strip())


def _who_showed(unit: Unit, given: str) -> tuple[str, int | None]:
    """An account of ours if the name means one, else the name as typed."""
    try:
        found = find.account(unit, given)
    except (Unknown, Ambiguous):
        return given.strip(), None
    return found.name, found.key


def _people(value: str) -> int:
    digits = value.strip().replace(",", "")
    if not (digits.isdigit() and digits.isascii()) or len(digits) > 9:
        raise Invalid("size", value, "it is no number of people", "write 250")
    return int(digits)


def _named(unit: Unit, kind: type[Any], name: str) -> Any:
    return unit.session.exec(select(kind).where(kind.folded == fold(name))).first()


def _has_money(unit: Unit, account: int) -> bool:
    query = text("SELECT 1 FROM deal WHERE account_id = :account LIMIT 1").bindparams(account=account)
    return unit.session.connection().execute(query).first() is not None


def list_accounts(store: Store) -> list[AccountView]:
    """All accounts, by name, each with its phase."""

    def read(unit: Unit) -> list[AccountView]:
        phases = phases_of(unit.session)
        parted = select(Parting.account_id, Parting.kind).where(col(Parting.ended).is_(None))
        how = dict(unit.session.exec(parted).all())
        rows = unit.session.exec(select(Account).order_by(col(Account.folded))).all()
        return [_view(row, phases[row.key], how.get(row.key)) for row in rows]

    return store.read(read)


def show_account(store: Store, account: str) -> AccountPage:
    """One account, looked at whole."""
    return look(store, account, page)


def page(dossier: Dossier) -> AccountPage:
    """What is known of an account, in short."""
    standing, result, currency = stands(dossier), dossier.result(), dossier.account.currency
    session = object_session(dossier.account)
    assert session is not None  # it was loaded in this act
    return AccountPage(
        _view(
            dossier.account,
            phases_of(session, dossier.account.key)[dossier.account.key],
            dossier.parting.kind if dossier.parting else None,
        ),
        people(dossier),
        standing.needs,
        standing.patience,
        standing.patience_start,
        max((each.day for each in dossier.touches), default=None),
        sum(each.done is None for each in dossier.steps),
        dossier.deal.state if dossier.deal else None,
        Money(result.accepted.per_year, currency),
        Money(result.potential.per_year, currency),
    )


def _view(row: Account, where: Phase, parted: str | None = None) -> AccountView:
    return AccountView(
        row.name,
        where,
        row.currency,
        row.industry,
        row.size,
        row.region,
        row.owner,
        row.exposure,
        row.exposed_by,
        row.note,
        Kind(parted) if parted else None,
        row.rhythm,
    )


def add_product(store: Store, occasion: Occasion, name: str, typed: Mapping[str, str]) -> ProductView:
    """Add a product; `typed` holds cost, floor and the kinds of need it meets, as typed.

    Raises:
        Conflict: one of that name is there.
        Invalid: an amount cannot be read, or two currencies are named.
    """

    def act(unit: Unit) -> ProductView:
        called = a_name("product", name)
        if _named(unit, Product, called):
            raise Conflict(f"the product '{called}' is there already")
        row = Product(name=called, folded=fold(called), currency=settings(unit).currency)
        _price(unit, row, typed)
        unit.add(row)
        return _product(row)

    return store.write(occasion, act)


def edit_product(store: Store, occasion: Occasion, product: str, typed: Mapping[str, str]) -> tuple[str, list[Change]]:
    """Change fields of a product; returns its name and each change."""

    def act(unit: Unit) -> tuple[str, list[Change]]:
        row = find.product(unit, product)
        before = row.model_dump()
        _price(unit, row, typed)
        unit.session.flush()
        return row.name, differences(before, row.model_dump(), ("name", "currency", "cost", "floor", "meets"))

    return store.write(occasion, act)


def _price(unit: Unit, row: Product, typed: Mapping[str, str]) -> None:
    amounts = {
        field: read_amount(value, row.currency)
        for field, value in typed.items()
        if field in ("cost", "floor") and value
    }
    named = {amount.currency for amount in amounts.values()}
    kept = [field for field in ("cost", "floor") if field not in typed and getattr(row, field) is not None]
    if len(named) > 1 or (named - {row.currency} and kept):
        raise Invalid("product", row.name, "its cost and floor must be in one currency")
    row.currency = named.pop() if named else row.currency
    for field, value in typed.items():
        match field:
            case "name":
                called = a_name("product", value)
                other = _named(unit, Product, called)
                if other and other is not row:
                    raise Conflict(f"the product '{called}' is there already")
                row.name, row.folded = called, fold(called)
            case "meets":
                row.meets = value.strip()
            case _:
                setattr(row, field, amounts[field].amount if value else None)


def list_products(store: Store) -> list[ProductView]:
    """All products, by name."""

    def read(unit: Unit) -> list[ProductView]:
        return [_product(row) for row in unit.session.exec(select(Product).order_by(col(Product.folded))).all()]

    return store.read(read)


def _product(row: Product) -> ProductView:
    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, row.currency)

    return ProductView(row.name, money(row.cost), money(row.floor), row.meets)
