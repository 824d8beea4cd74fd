"""What the planner is given of an account: needs and what they are worth, what may be asked, what may be offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from valueloop.domain.loop.joint import Joint
from valueloop.domain.loop.payable import Payable

MOST = 12  # live needs; those whose answer matters least are left out
PRICES = (0.6, 1.0, 1.4)  # times our usual share of the value: the prices that are weighed for an offer


@dataclass(frozen=True)
class Question:
    """A need that somebody may be asked about, and how well such an answer tells: P(yes | there), P(no | not there)."""

    need: int
    person: str | None
    sensitivity: float
    specificity: float


@dataclass(frozen=True)
class Quote:
    """A product at a price: the needs that it covers, and what it costs us; in the account's currency."""

    product: str
    covers: tuple[int, ...]
    price: float
    cost: float


@dataclass(frozen=True)
class Costs:
    """What a move costs: hours of ours, what an hour is worth, and how likely the customer leaves over a question.

    `walk` is the hazard per unit of patience: a move that spends c is survived with the chance exp(−walk·c).
    """

    walk: float
    question: float
    offer: float
    question_hours: float
    offer_hours: float
    hour: float

    def survives(self, spent: float) -> float:
        """The chance that the customer still talks to us after a move that spends so much patience."""
        return exp(-self.walk * spent)


@dataclass(frozen=True)
class Loop:
    """All that an account's next move is reckoned from.

    `chances` and `worth` (present values) are by need; `joint` is the belief over those that answered offers
    tie; `unheard` are the needs that nobody there has spoken to.
    """

    chances: Mapping[int, float]
    worth: Mapping[int, float]
    joint: Joint
    payable: Payable
    costs: Costs
    questions: Sequence[Question] = ()
    quotes: Sequence[Quote] = ()
    unheard: frozenset[int] = frozenset()


def live(chances: Mapping[int, float], worth: Mapping[int, float]) -> tuple[int, ...]:
    """The needs that are weighed: at most twelve, by p·(1 − p)·money.

    >>> live({1: 0.5, 2: 0.9}, {1: 10.0, 2: 10.0})
    (1, 2)
    """
    doubt = {need: chance * (1 - chance) * worth[need] for need, chance in chances.items() if worth.get(need)}
    return tuple(sorted(sorted(doubt, key=lambda need: (-doubt[need], need))[:MOST]))


def prices(usual: float, floor: float | None, refused: Sequence[float]) -> tuple[float, ...]:
    """The prices to weigh for an offer whose usual one this is: a cut, the usual, a dear one; none below the floor.

    Each is rounded to two figures. Where a price was refused, only lower ones are weighed, and after two refusals none:
    more than one cut teaches the customer to wait.

    >>> prices(50_000, 32_000, ())
    (32000.0, 50000.0, 70000.0)
    >>> prices(50_000, 32_000, (50_000,)), prices(50_000, 32_000, (70_000, 50_000))
    ((32000.0,), ())
    """
    if len(refused) > 1 or usual <= 0:
        return ()
    found = {max(float(f"{usual * each:.2g}"), float(floor or 0)) for each in PRICES}
    return tuple(sorted(each for each in found if not refused or each < min(refused)))
