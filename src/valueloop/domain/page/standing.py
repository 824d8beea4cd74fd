"""Where an account stands: chances, value lines, patience; two of them show what an act changed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from valueloop.domain.plan.advice import Advice
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
    """Where an account stands; `deal` is the one that its lines belong to."""

    currency: str
    needs: tuple[NeedStands, ...]
    lines: tuple[LineStands, ...]
    patience: Decimal
    patience_start: Decimal
    deal: int | None = None


@dataclass(frozen=True)
class Done(Generic[T]):
    """What an act did, where the account stood before and after it, and the next move."""

    what: T
    account: str
    before: Standing
    after: Standing
    move: Advice
