"""How the values of a case file are read: as TOML has them, or as people type them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationInfo

from valueloop.domain.formula import parse
from valueloop.domain.money import LARGEST, a_currency, read_number, split_currency
from valueloop.domain.number import MOST_DIGITS
from valueloop.domain.probability import read_fraction
from valueloop.domain.unit import read_unit
from valueloop.errors import Invalid, ValueloopError

_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
_THREE_DECIMALS = re.compile(r"(?<![\w.])(?P<figure>[1-9]\d{0,2}\.\d{3})(?!\d)")
_TOO_MUCH = Decimal("NaN")  # what no table takes
Reader = Callable[[Any, str], Any]


def ours(read: Reader) -> Callable[[Any, ValidationInfo], Any]:
    """A reader of ours for pydantic, which takes its complaints as ValueError; it is told the case's currency."""

    def reader(value: Any, info: ValidationInfo) -> Any:
        try:
            return read(value, (info.context or {}).get("currency", ""))
        except Invalid as wrong:
            raise ValueError(f"{wrong.why}; {wrong.expected}" if wrong.expected else wrong.why) from None
        except ValueloopError as wrong:
            raise ValueError(str(wrong)) from None

    return reader


def currency_of(raw: dict[str, Any]) -> str:
    """The currency that a file names; empty where it names none that is known."""
    case = raw.get("case")
    named = case.get("currency") if isinstance(case, dict) else None
    try:
        return a_currency(named) if isinstance(named, str) else ""
    except Invalid:
        return ""


def a_float(text: str) -> Decimal:
    """A TOML float, exact; one beyond all reason as a number that no table takes."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return _TOO_MUCH
    return found if found.is_finite() and abs(found.adjusted()) < 100 else _TOO_MUCH


def within_reason(value: Any) -> Any:
    """The file's data, with whole numbers beyond all reason as a number that no table takes."""
    match value:
        case dict():
            return {key: within_reason(each) for key, each in value.items()}
        case list():
            return [within_reason(each) for each in value]
        case int() if value.bit_length() > 333:
            return _TOO_MUCH
        case _:
            return value


def number(value: Any, currency: str) -> Decimal:
    """A TOML number, or one as people type it; a point is a decimal point."""
    if not _is_number(value):
        raise ValueError(f"a number is meant, as 12 or 45k, not {said(value)}")
    text = str(value).strip()
    if isinstance(value, str) and not _PLAIN.fullmatch(text):
        body, named = split_currency(text, "")
        if "$" in text and named:
            named = split_currency(text, currency)[1]
        if named and currency and named != currency:
            raise ValueError(f"it is in {named}, but the case is in {currency}; convert it first")
        return read_number(body)
    found = Decimal(text)
    if not found.is_finite() or abs(found) >= LARGEST:
        raise ValueError("it is no number below 10^15")
    if len(found.as_tuple().digits) > MOST_DIGITS + 22:
        raise ValueError(f"it has more than {MOST_DIGITS + 22} digits")
    return found


def part(most: int) -> Reader:
    """A reader of parts of one, up to `most`."""

    def read(value: Any, _: str) -> Decimal:
        if not _is_number(value):
            raise ValueError(f"a part is meant, as 15% or 0.15, not {said(value)}")
        return read_fraction(as_text(value), "part", most)

    return read


def parts(value: Any) -> Any:
    """A ramp: one part, or a list of them."""
    return [value] if isinstance(value, str | int | Decimal) else value


def as_text(value: Any) -> str:
    """A value as it would be typed for a command."""
    if isinstance(value, bool):
        return str(value).lower()
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text


def said(value: Any) -> str:
    """What a value is called in a complaint, in a few words."""
    called = {bool: "true or false", list: "a list", dict: "a table", date: "a day", datetime: "a time"}
    text = called.get(type(value)) or str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def a_formula(text: Any, _: str) -> Any:
    """A formula whose figures of three decimals are decimals, as in the rest of the file: 1.732 is not 1,732."""
    if not isinstance(text, str):
        raise ValueError(f'a formula in quotes is meant, as "hours * rate", not {said(text)}')  # noqa: TRY004
    return parse(_THREE_DECIMALS.sub(r"\g<figure>0", text)).text


def a_unit(text: Any, currency: str) -> Any:
    """A unit, once it can be read."""
    return read_unit(text, currency=currency).text if isinstance(text, str) else text


def a_day(value: Any, _: str) -> Any:
    """A day as TOML has it, without quotes and without a time."""
    if type(value) is not date:
        raise ValueError("a day is meant, as 2026-06-15, without quotes")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal | str) and not isinstance(value, bool)
