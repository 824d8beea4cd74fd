"""What the facts of an account are made of: people, talks, needs, offers, our word, and the market around it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.check.ideal import Criterion
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.touch import Kind

NONE = Decimal(0)


@dataclass(frozen=True)
class Somebody:
    """A person there: the part they play in buying, and where they stand towards us."""

    name: str
    influence: Influence | None = None
    stance: Stance | None = None


@dataclass(frozen=True)
class Talk:
    """A touch that is no note to ourselves: who took part, what it took of our time, what was asked and told."""

    day: date
    kind: Kind = Kind.CALL
    inbound: bool = False
    people: tuple[str, ...] = ()
    hours: Decimal | None = None
    asked: int | None = None
    told: int | None = None
    thanks: bool = False


@dataclass(frozen=True)
class Sought:
    """A need of the business: its chance and yearly money.

    `theirs` is their latest word on it, None while nobody there said yes or no; `raised` that it was heard in a talk to
    begin with; `agreed` that they accepted a line or an offer on it; `analogy` that it was guessed from another
    account; `met` that a product meets it or an offer covers it; `served` that an accepted offer of a won deal covers
    it.
    """

    number: int
    name: str
    chance: Decimal
    money: Decimal = NONE
    theirs: Answer | None = None
    raised: bool = False
    agreed: bool = False
    analogy: bool = False
    met: bool = False
    served: bool = False


@dataclass(frozen=True)
class Offered:
    """An offer with its latest answer; `live` while its deal is open."""

    number: int
    product: str
    day: date
    price: Decimal
    needs: tuple[int, ...] = ()
    terms: str = ""
    verdict: Verdict | None = None
    reason: Reason | None = None
    live: bool = True

    @property
    def taken(self) -> bool:
        """Whether it was accepted."""
        return self.verdict is Verdict.ACCEPTED


@dataclass(frozen=True)
class Reckoned:
    """A value line: accepted, or accepted once at another figure (`changed`)."""

    number: int
    name: str
    accepted: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Incumbent:
    """What they have already: its price, what a change from it costs them, and what we are worth against it."""

    name: str
    price: Decimal
    switching: Decimal
    differences: int
    unknown: tuple[str, ...]
    worth: Decimal


@dataclass(frozen=True)
class Kept:
    """How our word was kept: promises kept, broken, late (open past their day) and open; defects by how they were met.

    `waiting` counts the defects that are not mended yet.
    """

    kept: int = 0
    broken: int = 0
    late: int = 0
    open: int = 0
    responded: int = 0
    reacted: int = 0
    waiting: int = 0

    @property
    def demands(self) -> int:
        """What they asked of us after all: promises and defects of any kind."""
        return self.kept + self.broken + self.open + self.responded + self.reacted + self.waiting


@dataclass(frozen=True)
class Owed:
    """An invoice with something left to pay."""

    number: int
    left: Decimal
    due: date


@dataclass(frozen=True)
class Named:
    """A company that they named to us, or what else we owe them thanks for, and since when."""

    name: str
    day: date


@dataclass(frozen=True)
class Sale:
    """A won deal: its price, the needs that it is to meet, and those of them that a delivery serves."""

    day: date
    price: Decimal | None
    needs: tuple[tuple[int, str], ...] = ()
    delivered: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Market:
    """What the whole store says: where home is, and which industries our won deals are in.

    `region` is that of most accounts, `there` of how many, `known` how many have one. `wins` counts the won accounts of
    the account's own industry, `elsewhere` names the other industries with one.
    """

    currency: str = ""
    region: str = ""
    there: int = 0
    known: int = 0
    wins: int = 0
    elsewhere: tuple[str, ...] = ()
    products: int = 0
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Rates:
    """What the settings reckon with: an hour's money, the hours of an offer, the part of value that customers pay."""

    hour: Decimal = NONE
    offer_hours: Decimal = NONE
    payable: Decimal = NONE


@dataclass(frozen=True)
class Balance:
    """The ledger of patience and goodwill: what is left, what it began with, and how many entries it has."""

    left: Decimal = NONE
    start: Decimal = NONE
    entries: int = 0
