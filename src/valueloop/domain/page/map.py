"""Value maps and propositions, as given and as pages have them."""

from dataclasses import dataclass

from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.value.line import Status
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Kind, Rung


@dataclass(frozen=True)
class EntryAdded:
    """An entry of a value map as it was saved."""

    number: int
    kind: Kind
    text: str
    rung: Rung
    person: str
    touch: int | None


@dataclass(frozen=True)
class ImpactAdded:
    """An impact as it was saved."""

    number: int
    text: str
    entry: int
    entry_text: str
    line: int | None
    personal: bool
    touch: int | None


@dataclass(frozen=True)
class ImpactView:
    """An impact with its money: per year, or with `once` a single amount.

    `counted_at` names the number of the impact where the same line's money is counted already.
    """

    number: int
    text: str
    personal: bool
    line: int | None
    amount: Money | None
    once: bool
    status: Status | None
    source: Source | None
    said_by: tuple[str, ...]
    accepted_by: str | None
    owner: str | None
    counted_at: int | None


@dataclass(frozen=True)
class EntryView:
    """An entry with our impacts on it; `touch` is where it was said."""

    number: int
    kind: Kind
    text: str
    rung: Rung
    touch: int | None
    impacts: tuple[ImpactView, ...]
    accepted: Money
    potential: Money
    leads: bool


@dataclass(frozen=True)
class PersonMap:
    """The value map of one person, and what it comes to: each line's money once."""

    person: Person
    entries: tuple[EntryView, ...]
    gaps: tuple[Kind, ...]
    accepted: Money
    potential: Money


@dataclass(frozen=True)
class PersonMoney:
    """A person in the tree: the yearly money of their own lines, and with that of all below."""

    person: Person
    entries: int
    accepted: Money
    potential: Money
    rolled_up: Money


@dataclass(frozen=True)
class MapPage:
    """The organisation with money at each person, and the maps of those asked for.

    `nobody` is money that no person owns.
    """

    account: str
    people: tuple[PersonMoney, ...]
    maps: tuple[PersonMap, ...]
    accepted: Money
    potential: Money
    nobody: Money
