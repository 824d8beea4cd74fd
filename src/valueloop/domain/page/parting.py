"""Partings, as pages and answers have them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.page.deal import Closed
from valueloop.domain.parting import Basis, CameOf, Kind, Known


@dataclass(frozen=True)
class PartingView:
    """A parting: how, when and why, what it had cost, what was given up, and what came of it.

    `spent` is patience, `hours` our time; `estimated` counts the touches in it that have no time of their own.
    `given_up` is the money that was expected there, reckoned from `given_up_by`: the plan, the lines of the deal, or
    what they had agreed to pay; null where nothing was ever weighed. `known` says whether we knew the needs of a
    customer that a rival took, `reviewed` when they were last asked, `need` the one on record that the reason speaks
    of; null for others. `looked` and `came_of` are what a look back found, `back` that they came to us again.
    """

    account: str
    kind: Kind
    day: date
    days_ago: int
    reason: str
    rival: str
    spent: Decimal
    hours: Decimal
    estimated: int
    given_up: Money | None
    given_up_by: Basis | None
    known: Known | None
    reviewed: date | None
    need: str | None
    looked: date | None
    came_of: CameOf | None
    note: str
    back: date | None
    regretted: bool
    look_back: bool
    ended: date | None


@dataclass(frozen=True)
class Parted:
    """An account as we parted from it, and the open deal that was closed as lost in the same act."""

    parting: PartingView
    deal: Closed | None


@dataclass(frozen=True)
class PartingsPage:
    """All partings, the latest first; of those of our own choice so many, and so many of them regretted."""

    day: date
    partings: tuple[PartingView, ...]
    ours: int
    regretted: int
    to_look_back: int
