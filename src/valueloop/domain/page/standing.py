"""Where an account stands: chances, value lines, patience, next move; two of them show what an act changed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from valueloop.domain.plan.advice import Move
from valueloop.domain.value.line import Status

T = TypeVar("T")


@dataclass(frozen=True)
class NeedStands:
    """A need's name and chance."""

    number: int
    name: str
    chance: Decimal


@dataclass(frozen=True)
class LineStands:
    """A value line's yearly amount (or once), and whether it is accepted."""

    number: int
    name: str
    amount: Decimal
    once: bool
    status: Status


@dataclass(frozen=True)
class Standing:
    """Where an account stands."""

    currency: str
    needs: tuple[NeedStands, ...]
    lines: tuple[LineStands, ...]
    patience: Decimal
    patience_start: Decimal
    move: Move


@dataclass(frozen=True)
class Done(Generic[T]):
    """What an act did, and where the account stood before and after it."""

    what: T
    account: str
    before: Standing
    after: Standing
