"""Value maps and propositions, as given and as pages have them."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import UNMEASURED, Kind, Measure, Rung


@dataclass(frozen=True)
class EntryAdded:
    """An entry of a value map as it was saved."""

    number: int
    kind: Kind
    text: str
    rung: Rung
    person: str
    touch: int | None
    measure: Measure = UNMEASURED


@dataclass(frozen=True)
class EntriesRaised:
    """Entries that now stand on a higher rung: their numbers and texts."""

    rung: Rung
    entries: tuple[tuple[int, str], ...]
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
    """An entry with our impacts on it; `touch` is where it was said, `confirmed` where they confirmed it."""

    number: int
    kind: Kind
    text: str
    rung: Rung
    touch: int | None
    impacts: tuple[ImpactView, ...]
    accepted: Money
    potential: Money
    leads: bool
    measure: Measure
    confirmed: int | None


@dataclass(frozen=True)
class NeedOnMap:
    """A need of the person that has no money: personal, or with an amount that nobody knows yet."""

    number: int
    name: str
    personal: bool
    chance: Decimal


@dataclass(frozen=True)
class PersonMap:
    """The value map of one person, and what it comes to: each line's money once."""

    person: Person
    entries: tuple[EntryView, ...]
    gaps: tuple[Kind, ...]
    accepted: Money
    potential: Money
    needs: tuple[NeedOnMap, ...]


@dataclass(frozen=True)
class PersonMoney:
    """A person in the tree: the yearly money of their own lines, and with that of all below."""

    person: Person
    entries: int
    accepted: Money
    potential: Money
    rolled_up: Money


@dataclass(frozen=True)
class LineOnMap:
    """A yearly benefit at its owner: how it changes their money, and how certain it is."""

    number: int
    name: str
    owner: str | None
    effect: Effect
    amount: Money
    status: Status
    source: Source

    @property
    def certainty(self) -> str:
        """How certain it is: accepted, else the rung that it stands on; agreed numbers alone are as good as said."""
        if self.status is Status.ACCEPTED:
            return "accepted"
        return Source.SAID.value if self.source is Source.ACCEPTED else self.source.value


@dataclass(frozen=True)
class MapPage:
    """The organisation with money at each person, and the maps of those asked for.

    `nobody` is money that no person owns; `lines` are the yearly benefits that make up all of it.
    """

    account: str
    people: tuple[PersonMoney, ...]
    maps: tuple[PersonMap, ...]
    accepted: Money
    potential: Money
    nobody: Money
    lines: tuple[LineOnMap, ...]
