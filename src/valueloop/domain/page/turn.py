"""What a turn of the loop takes and leaves: guesses, evidence, offers, answers, as given and as saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.bias import Bias
from valueloop.domain.loop.evidence import Answer, Channel, Way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money


@dataclass(frozen=True)
class GuessTyped:
    """A guess as the seller gives it; `amount` is None when the money is not known."""

    name: str
    direction: Direction
    amount: str | None = None
    chance: str | None = None
    weight: str = "1"
    person: str | None = None
    channel: Channel = Channel.SENSE
    touch: int | None = None


@dataclass(frozen=True)
class Guessed:
    """A guess as it was saved; `rate` is the base rate at accounts like this one, None where the store has none.

    `record` is how estimates of its kind of line turned out so far; None where none was measured, or no money is given.
    """

    number: int
    name: str
    direction: Direction
    chance: Decimal
    chance_typed: bool
    channel: Channel
    person: str | None
    line: int | None
    low: Money | None
    likely: Money | None
    high: Money | None
    touch: int | None
    rate: Decimal | None = None
    record: Bias | None = None


@dataclass(frozen=True)
class Learned:
    """A piece of evidence as it was saved."""

    need: int
    name: str
    answer: Answer
    channel: Channel
    way: Way
    person: str | None
    touch: int | None
    ratio: Decimal


@dataclass(frozen=True)
class Offered:
    """An offer as it was saved."""

    number: int
    product: str
    price: Money
    terms: str
    person: str | None
    needs: tuple[int, ...]
    touch: int | None
    below_floor: Money | None


@dataclass(frozen=True)
class RespondTyped:
    """An answer to an offer as the seller gives it."""

    verdict: Verdict
    answers: Sequence[tuple[str, Answer]] = ()
    reason: Reason | None = None
    price: str | None = None
    person: str | None = None
    touch: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Responded:
    """An answer as it was saved."""

    offer: int
    product: str
    verdict: Verdict
    reason: Reason | None
    price: Money | None
    person: str | None
    touch: int | None
