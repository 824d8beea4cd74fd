"""The goodwill ledger of an account, as its page has it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.goodwill import Bears
from valueloop.domain.loop.patience import Cause


@dataclass(frozen=True)
class GoodwillEntry:
    """An entry of the ledger: what moved the balance, by how much, and what it was then.

    `record` is the kind of record that it is from, `number` that record's, `text` what it says.
    """

    day: date
    cause: Cause
    amount: Decimal
    left: Decimal
    record: str
    number: int
    text: str


@dataclass(frozen=True)
class GoodwillAmount:
    """What a cause adds to the balance, below nought where it spends; `key` is its setting, `default` if unset."""

    cause: Cause
    key: str
    amount: Decimal
    default: bool


@dataclass(frozen=True)
class GoodwillAsk:
    """What a kind of ask would leave, and whether that is more than nought; of an offer, when it is refused."""

    cause: Cause
    left: Decimal
    borne: bool


@dataclass(frozen=True)
class GoodwillPoint:
    """What the balance was from a day on, as a part of the highest it ever stood."""

    day: date
    share: Decimal


@dataclass(frozen=True)
class GoodwillPage:
    """The goodwill of an account: its balance, how that went, every entry, the amounts in force, the next ask.

    `open_promises` and `open_defects` are numbers of what can still be kept and mended.
    """

    account: str
    day: date
    start: Decimal
    left: Decimal
    highest: Decimal
    course: tuple[GoodwillPoint, ...]
    entries: tuple[GoodwillEntry, ...]
    amounts: tuple[GoodwillAmount, ...]
    loss: Decimal
    asks: tuple[GoodwillAsk, ...]
    bears: Bears
    open_promises: tuple[int, ...]
    open_defects: tuple[int, ...]
