"""The column types: each compiles to INTEGER or TEXT, so that STRICT tables hold and nothing is ever a float."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, TypeDecorator, text
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

from valueloop.domain.money import write_number
from valueloop.store.instant import write_instant


class Exact(TypeDecorator[Decimal]):
    """A Decimal as plain text, exact to the last digit."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text."""
        return None if value is None else write_number(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """From text."""
        return None if value is None else Decimal(value)


class Day(TypeDecorator[date]):
    """A calendar date as `2026-11-20`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """From text."""
        return None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC as `2026-11-20T14:00:00Z`; only aware times are taken."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text."""
        return None if value is None else write_instant(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


class Truth(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To a whole number."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """From a whole number."""
        return None if value is None else bool(value)


def words(default: Any = ..., **options: Any) -> Any:
    """A text column."""
    return Field(default, sa_type=Text, **options)


def whole(default: Any = ..., **options: Any) -> Any:
    """A whole-number column."""
    return Field(default, sa_type=BigInteger().with_variant(Integer, "sqlite"), **options)


def points_to(table: str, default: Any = ...) -> Any:
    """A column that refers to the id of another table's row."""
    kind = BigInteger().with_variant(Integer, "sqlite")
    return Field(default, sa_type=kind, foreign_key=f"{table}.id", index=True)


def exact(default: Any = ..., **options: Any) -> Any:
    """A column of exact numbers."""
    return Field(default, sa_type=Exact, **options)


def day(default: Any = ...) -> Any:
    """A column of calendar dates."""
    return Field(default, sa_type=Day)


def instant(default: Any = ...) -> Any:
    """A column of moments."""
    return Field(default, sa_type=Instant)


def truth(default: Any = ..., **options: Any) -> Any:
    """A column of yes or no."""
    return Field(default, sa_type=Truth, **options)


def filled(value: str) -> dict[str, Any]:
    """What a column needs that a migration added: the value (as SQL) that older rows were filled with."""
    return {"sa_column_kwargs": {"server_default": text(value)}}


class Row(SQLModel):
    """What every recorded row has: its number, and the act that first wrote it."""

    model_config = {"defer_build": True}
    __table_args__ = {"sqlite_strict": True}

    id: int | None = whole(None, primary_key=True)
    act_id: int = whole(0)

    @property
    def key(self) -> int:
        """The row's number, once it is written."""
        assert self.id is not None
        return self.id
