"""Accounts that are alike: what was done there, what came of it, what it lets us guess here; and playbooks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.similarity import Likeness


@dataclass(frozen=True)
class PastMove:
    """A question that was put, by its channel, or an offer that was made (then it has no channel); and the answer.

    `part` is the price of an offer as a part of the value of what it covers, where that is known. `counter` is the
    price that they named. `answers` are those to each need.
    """

    day: date
    channel: Channel | None
    person: str | None
    needs: tuple[str, ...]
    answers: tuple[tuple[str, Answer], ...] = ()
    product: str = ""
    price: Money | None = None
    part: Decimal | None = None
    terms: str = ""
    verdict: Verdict | None = None
    reason: Reason | None = None
    counter: Money | None = None

    def said(self) -> str:
        """The answers in words, those of one kind together.

        >>> yes, no = Answer.YES, Answer.NO
        >>> PastMove(date(2026, 5, 3), Channel.CALL, None, (), (("stops", yes), ("waste", no), ("pride", yes))).said()
        'yes to stops and pride; no to waste'
        """
        told = {each: [name for name, answer in self.answers if answer is each] for each in Answer}
        return "; ".join(
            f"{answer.value} {'of' if answer is Answer.UNSURE else 'to'} {' and '.join(names)}"
            for answer, names in told.items()
            if names
        )


@dataclass(frozen=True)
class PastDeal:
    """How a deal ended, or that it is open; `price` is the one agreed, else that of the latest offer."""

    state: State
    closed: date | None
    price: Money | None
    reason: str


@dataclass(frozen=True)
class PastNeed:
    """A need at another account: its number and chance there.

    `verified`: the customer spoke to it; `accepted`: an offer that was accepted covers it.
    """

    number: int
    name: str
    direction: Direction
    chance: Decimal
    verified: bool
    accepted: bool


@dataclass(frozen=True)
class SimilarAccount:
    """An account like the one asked about: how alike, what was done there in order, what was found, what was not."""

    account: str
    likeness: Likeness
    state: State | None
    deals: tuple[PastDeal, ...]
    moves: tuple[PastMove, ...]
    found: tuple[PastNeed, ...]
    gone: tuple[PastNeed, ...]


@dataclass(frozen=True)
class Suggestion:
    """Needs found at another account that nobody has guessed here; `all` where it has no other that is missing here."""

    account: str
    needs: tuple[PastNeed, ...]
    all: bool


@dataclass(frozen=True)
class SimilarPage:
    """The accounts that are most alike, and what they suggest; `others` counts all that were looked at."""

    account: str
    others: int
    similar: tuple[SimilarAccount, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Analogy:
    """A need guessed because it is at another account.

    `there` is its chance there, None where it is not known any more; `rate` the base rate over the store's `accounts`,
    where it has one. `worth_there` says that a value line has its yearly amount there; `line` is the one made here.
    """

    number: int
    name: str
    direction: Direction
    chance: Decimal
    there: Decimal | None
    rate: Decimal | None
    accounts: Decimal | None
    worth_there: bool
    line: int | None
    low: Money | None
    likely: Money | None
    high: Money | None


@dataclass(frozen=True)
class Analogies:
    """What was guessed as another account has it; `gone` are needs left out, since they are set aside there."""

    account: str
    guessed: tuple[Analogy, ...]
    gone: tuple[PastNeed, ...]
    usual: Decimal
    size_here: int | None
    size_there: int | None
    currency_there: str


@dataclass(frozen=True)
class PlaybookView:
    """A playbook, and what came of its uses: each is won, lost or open by the deals of its account since."""

    name: str
    account: str
    needs: tuple[str, ...]
    product: str
    part: Decimal | None
    used: int
    won: int
    lost: int
    open: int


@dataclass(frozen=True)
class PlaybookUsed:
    """An account that a playbook was applied to, and how it stands since; `price` is the one that it was won at."""

    account: str
    day: date
    state: State
    price: Money | None


@dataclass(frozen=True)
class PlaybookPage:
    """A playbook looked at whole: its moves in words, in order, and where it was used."""

    playbook: PlaybookView
    moves: tuple[str, ...]
    uses: tuple[PlaybookUsed, ...]


@dataclass(frozen=True)
class PlaybookSaved:
    """A playbook as it was saved."""

    name: str
    account: str
    needs: tuple[str, ...]
    product: str
    part: Decimal | None
    moves: tuple[str, ...]


@dataclass(frozen=True)
class PlaybookApplied:
    """A playbook as it was applied: what it guessed, and what it says to do."""

    name: str
    analogies: Analogies
    product: str
    part: Decimal | None
    moves: tuple[str, ...]
