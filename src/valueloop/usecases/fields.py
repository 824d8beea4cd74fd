"""Changing fields of a record, with each change told."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from valueloop.domain.money import write_number
from valueloop.domain.page.record import Change


def differences(before: Mapping[str, Any], after: Mapping[str, Any], fields: Iterable[str]) -> list[Change]:
    """The fields that differ, as text."""
    return [
        Change(field.replace("_", " "), shown(before[field]), shown(after[field]))
        for field in fields
        if before[field] != after[field]
    ]


def shown(value: Any) -> str:
    """A field's value as a person would type it."""
    match value:
        case None | "":
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return write_number(value)
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case _:
            return str(value)
