"""Any value of ours as plain data: what `--json` shows."""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from valueloop.domain.money import Money, decimals


def plain(value: Any) -> Any:
    """Plain data from a value: amounts as text at full precision, dates as ISO text, records by field name.

    >>> plain(Money(Decimal("80000"), "EUR"))
    {'amount': '80000.00', 'currency': 'EUR'}
    """
    match value:
        case Money():
            return {"amount": _amount(value), "currency": value.currency}
        case Decimal():
            return _digits(value)
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case dict():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case set() | frozenset():
            return [plain(each) for each in _in_order(value)]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _in_order(values: Collection[Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:  # of several kinds, or of one that has no order
        return sorted(values, key=repr)


def _digits(value: Decimal) -> str:
    """All digits of a number but noughts at its end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _amount(money: Money) -> str:
    """At least the currency's decimals; more where the amount has more."""
    whole, _, part = f"{money.amount:f}".partition(".")
    kept = part.rstrip("0").ljust(decimals(money.currency), "0")
    return f"{whole}.{kept}" if kept else whole
