"""The handover of a won deal to those who deliver it: what they need in their words, what was sold, what is missing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.gap import Why
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason
from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.page.delivery import DeliveryView, DeploymentView
from valueloop.domain.page.gaps import NeedGap
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.domain.page.value import InputView, LineView
from valueloop.domain.promise import Word


@dataclass(frozen=True)
class Said:
    """What speaks of a need: the words of a touch, else the note with which it was deduced.

    `way` is the kind of the touch, or the channel of the evidence; `answers` what it says of the need (empty where the
    need came up, and was not spoken to), `person` who said so, `people` all who took part.
    """

    day: date
    way: str
    touch: int | None
    person: str | None
    people: tuple[str, ...]
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class NeedFound:
    """A need that was found: its chance, its yearly money, whose it is, what was agreed of it, what speaks of it.

    `in_deal`: the deal that was won is to meet it; `told`: the customer has said yes to it.
    """

    number: int
    name: str
    direction: Direction
    chance: Decimal
    person: str | None
    worth: Money | None
    agreed_by: tuple[str, ...]
    agreed: Money | None
    in_deal: bool
    told: bool
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Sold:
    """An offer that was taken in the deal."""

    number: int
    product: str
    price: Money
    terms: str
    needs: tuple[int, ...]
    day: date


@dataclass(frozen=True)
class WonDeal:
    """The deal that is handed over: when it was won, at which price, and what was sold in it.

    `outcome` are the terms by which its price follows from what is realised; None where it is fixed.
    """

    number: int
    won: date
    price: Money | None
    yearly: bool
    reason: str
    sold: tuple[Sold, ...]
    outcome: OutcomeTerms | None = None


@dataclass(frozen=True)
class Promised:
    """A promise, and how it stands; `late` is by how many days it is overdue today."""

    number: int
    text: str
    said_by: str
    due: date | None
    measure: str
    stands: Word
    ended: date | None
    late: int


@dataclass(frozen=True)
class Served:
    """A need of the deal, and the deliveries and running deployments that serve it, by number."""

    number: int
    name: str
    deliveries: tuple[int, ...]
    deployments: tuple[int, ...]


@dataclass(frozen=True)
class NotMet:
    """A need found here that the deal does not meet: why, after which offer, and the same gap over the whole store.

    `over` has one entry for each currency in which the gap is met with; it counts this account too.
    """

    number: int
    name: str
    direction: Direction
    why: Why
    reason: Reason | None
    offer: int | None
    price: Money | None
    worth: Money | None
    over: tuple[NeedGap, ...]


@dataclass(frozen=True)
class HandoverPage:
    """The handover of the latest deal that was won at an account; with no `deal` won, what is known so far."""

    account: str
    day: date
    owner: str
    deal: WonDeal | None
    people: tuple[Person, ...]
    needs: tuple[NeedFound, ...]
    lines: tuple[LineView, ...]
    inputs: tuple[InputView, ...]
    promises: tuple[Promised, ...]
    deliveries: tuple[DeliveryView, ...]
    deployments: tuple[DeploymentView, ...]
    served: tuple[Served, ...]
    not_met: tuple[NotMet, ...]
