"""The loop history: what happened, what was believed before and after it, what patience was left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer
from valueloop.domain.money import Money
from valueloop.domain.page.value import InputView


@dataclass(frozen=True)
class NeedMoved:
    """What an act did to the belief in a need; `before` is None when the need was new."""

    number: int
    name: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class Event:
    """One turn of the loop history.

    `kind` is touch, guess, learn, offer, response, acceptance, input, figures, correction, won or lost; after a deal
    promise (kept or broken), defect, mended, realised. The other fields are those that such an event has: its number,
    the channel it came by, who took part, what was said, what came of it, a price, a reason, answers per need, the
    needs that an offer covers, inputs as they were and became. `needs` says what was believed before and after. `loop`
    counts the turns: each answer to an offer ends one. `patience` is what was left afterwards.
    """

    day: date
    kind: str
    number: int | None = None
    channel: str | None = None
    inbound: bool = False
    people: tuple[str, ...] = ()
    text: str = ""
    outcome: str | None = None
    price: Money | None = None
    reason: str | None = None
    answers: tuple[tuple[int, Answer], ...] = ()
    covers: tuple[int, ...] = ()
    inputs: tuple[tuple[InputView, InputView], ...] = ()
    needs: tuple[NeedMoved, ...] = ()
    loop: int = 1
    patience: Decimal = Decimal(0)


@dataclass(frozen=True)
class History:
    """The loop history of an account."""

    account: str
    patience_start: Decimal
    patience: Decimal
    events: tuple[Event, ...]
