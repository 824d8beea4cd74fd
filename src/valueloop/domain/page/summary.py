"""The deal summary: all that was said and reckoned, gathered for one page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.account import AccountView
from valueloop.domain.page.contact import Person
from valueloop.domain.page.deal import DealView
from valueloop.domain.page.history import History
from valueloop.domain.page.map import MapPage
from valueloop.domain.page.promise import PromiseView
from valueloop.domain.page.share import SharePage
from valueloop.domain.page.today import StepView
from valueloop.domain.page.value import ValuePage


@dataclass(frozen=True)
class TouchView:
    """A touch, as a footnote leads to it; `hours` is what it took of our time, where that was said."""

    number: int
    kind: str
    inbound: bool
    day: date
    people: tuple[str, ...]
    text: str
    hours: Decimal | None


@dataclass(frozen=True)
class EvidenceView:
    """One observation on a need, and what it did to the chance; `counts` is false where a later answer stands."""

    answer: Answer
    channel: Channel
    day: date
    person: str | None
    touch: int | None
    ratio: Decimal
    counts: bool
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class NeedView:
    """A need with its chance, its evidence, and the yearly money of its lines; `touch` is where the guess came up."""

    number: int
    name: str
    direction: Direction
    weight: Decimal
    prior: Decimal
    chance: Decimal
    channel: Channel
    person: str | None
    touch: int | None
    worth: Money | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class OfferSummary:
    """An offer and what became of it."""

    number: int
    product: str
    price: Money
    terms: str
    day: date
    touch: int | None
    needs: tuple[int, ...]
    person: str | None
    outcome: str
    reason: str | None
    answered: date | None
    answer_touch: int | None


@dataclass(frozen=True)
class SummaryPage:
    """The deal summary of an account."""

    day: date
    account: AccountView
    deal: DealView | None
    people: tuple[Person, ...]
    needs: tuple[NeedView, ...]
    history: History
    value: ValuePage
    share: SharePage
    map: MapPage
    offers: tuple[OfferSummary, ...]
    steps: tuple[StepView, ...]
    touches: tuple[TouchView, ...]
    promises: tuple[PromiseView, ...] = ()

    @property
    def live_offer(self) -> OfferSummary | None:
        """The offer that is on the table, or was taken; the latest of them."""
        live = [each for each in self.offers if each.outcome in ("open", "accepted")]
        return live[-1] if live else None
