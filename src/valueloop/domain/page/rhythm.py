"""The rhythm of touches, as the page has it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RhythmView:
    """When an account is to be touched: who is in charge, the last touch, how many days may pass, and until when.

    `own`: the rhythm was set for this account; else it is the usual one. `overdue_days` is below nought while there is
    time. The owner is empty where nobody is in charge.
    """

    account: str
    owner: str
    customer: bool
    last_touch: date | None
    every: int
    own: bool
    due: date
    overdue_days: int


@dataclass(frozen=True)
class RhythmPage:
    """The rhythm of customers and of accounts with an open deal, the longest overdue first; `owner` is what was asked.

    `nobodys` counts those that nobody is in charge of.
    """

    day: date
    owner: str | None
    accounts: tuple[RhythmView, ...]
    overdue: int
    nobodys: int
