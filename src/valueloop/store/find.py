"""Finding rows by what people type: part of a name, or a number."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import col, select

from valueloop.domain import names
from valueloop.errors import Unknown
from valueloop.store.account import Account, Product
from valueloop.store.columns import Row
from valueloop.store.session import Unit

Named = TypeVar("Named", Account, Product)
R = TypeVar("R", bound=Row)


def account(unit: Unit, given: str) -> Account:
    """The one account that a part of its name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return _by_name(unit, Account, "account", given)


def product(unit: Unit, given: str) -> Product:
    """The one product that a part of its name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return _by_name(unit, Product, "product", given)


def _by_name(unit: Unit, kind: type[Named], what: str, given: str) -> Named:
    if len(given) > names.LONGEST_NAME:
        raise Unknown(what, f"{given[:40]}...")
    wanted = names.fold(given)
    exact = unit.session.exec(select(kind).where(kind.folded == wanted)).first()
    if exact is not None:
        return exact
    part = wanted.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    pattern = f"%{part}%" if wanted else ""
    near = unit.session.exec(select(kind.name).where(col(kind.folded).like(pattern, escape="\\"))).all()
    try:
        found = near[names.find(what, given, near)]
    except Unknown:
        everyone = unit.session.exec(select(kind.name)).all()
        raise Unknown(what, given, names.near(given, everyone)) from None
    return unit.session.exec(select(kind).where(kind.name == found)).one()


def one(what: str, given: str, rows: Sequence[R], name: Callable[[R], str], where: str) -> R:
    """The one of these rows that a part of its name means; `where` is said in the error.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return rows[names.find(what, given, [name(row) for row in rows], where)]


def numbered(what: str, given: str, rows: Sequence[R], label: Callable[[R], tuple[int, str]], where: str) -> R:
    """The one of these rows that its number (`3` or `#3`) or a part of its name means; `label` gives both.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    digits = given.strip().removeprefix("#")
    if digits.isdigit() and digits.isascii():
        for row in rows:
            if str(label(row)[0]) == (digits.lstrip("0") or "0"):
                return row
        raise Unknown(what, given, [f"{label(row)[0]} ({_short(label(row)[1])})" for row in rows][-3:], where)
    return one(what, given, rows, lambda row: label(row)[1], where)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}..."
