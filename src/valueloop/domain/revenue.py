"""Revenue: whether what we were paid for makes a reference, can be sold again, and leaves us something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.number import EXACT
from valueloop.domain.value.line import Effect
from valueloop.domain.value.realised import LineRealised

KEPT = Decimal("0.9")  # of what a line promised: so much is as good as all of it. Judgement
EXCEEDED = Decimal("1.1")  # of what a cost was promised to be. Judgement
TWICE = 2  # accounts from which on a product is sold again and again
UNTIMED = Decimal(8)  # hours that a touch without them may have taken: a working day is on the safe side. Judgement


class Holds(StrEnum):
    """Whether a test of revenue holds; unknown is no yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def as_promised(line: LineRealised) -> bool | None:
    """Whether a measured line came to what it promised: at least 90 % of a benefit, at most 110 % of a cost.

    None while nobody has measured it. A line that promised nothing holds where it came to that, or better.

    >>> from valueloop.domain.estimate import Estimate
    >>> from valueloop.domain.value.line import Line, work_out
    >>> promised = work_out(Line(1, "stops", Effect.SAVE, "100k"), {}, (Decimal(1),), None)
    >>> as_promised(LineRealised(promised, None)) is None
    True
    """
    if line.realised is None:
        return None
    promised, came = line.promised.amount, line.realised.amount
    if line.promised.line.effect is Effect.COST:
        return came <= EXACT.multiply(promised, EXCEEDED)
    return came >= EXACT.multiply(promised, KEPT)


@dataclass(frozen=True)
class Reference:
    """What makes a customer one to refer others to.

    `named` accounts that they named to us; lines of the deal that were `measured`, and how many of those came `short`;
    `defects` at the account that are not mended.
    """

    named: int
    measured: int
    short: int
    defects: int

    @property
    def holds(self) -> Holds:
        """No while a defect is open; yes once they named somebody, or every measured line came as promised.

        >>> Reference(0, 2, 0, 0).holds, Reference(0, 0, 0, 0).holds
        (<Holds.YES: 'yes'>, <Holds.UNKNOWN: 'unknown'>)
        """
        if self.defects:
            return Holds.NO
        if self.named:
            return Holds.YES
        if not self.measured:
            return Holds.UNKNOWN
        return Holds.NO if self.short else Holds.YES


@dataclass(frozen=True)
class Repeat:
    """What makes a sale one that can be made again.

    `accounts` where the product of the deal was won, of several products the fewest; None where it is not known which
    was sold. `delivered`: None where no delivery is recorded; `defects` of this deal that are not mended.
    """

    accounts: int | None
    delivered: bool | None
    defects: int

    @property
    def holds(self) -> Holds:
        """Yes where it was won at two accounts or more, and delivered with no defect of the deal left open.

        >>> Repeat(2, True, 0).holds, Repeat(1, True, 0).holds, Repeat(2, None, 0).holds
        (<Holds.YES: 'yes'>, <Holds.NO: 'no'>, <Holds.UNKNOWN: 'unknown'>)
        """
        if self.defects or self.delivered is False or (self.accounts is not None and self.accounts < TWICE):
            return Holds.NO
        return Holds.UNKNOWN if self.accounts is None or self.delivered is None else Holds.YES


@dataclass(frozen=True)
class Profit:
    """What a deal leaves us: its price, the cost of its product (None: unknown), our hours at `hour` each.

    `touches` are those since the deal was opened, `untimed` how many of them have no hours.
    """

    price: Decimal
    cost: Decimal | None
    hours: Decimal
    hour: Decimal
    touches: int
    untimed: int

    @property
    def left(self) -> Decimal | None:
        """Price − cost − hours × hour; None where the cost is not known.

        >>> Profit(Decimal(100), Decimal(30), Decimal(1), Decimal(60), 1, 0).left
        Decimal('10')
        """
        return None if self.cost is None else self.price - self.cost - EXACT.multiply(self.hours, self.hour)

    @property
    def at_worst(self) -> Decimal | None:
        """What is left if every touch without hours took a working day.

        >>> Profit(Decimal(100), Decimal(30), Decimal(0), Decimal(60), 1, 1).at_worst
        Decimal('-410')
        """
        return None if self.left is None else self.left - EXACT.multiply(self.untimed * UNTIMED, self.hour)

    @property
    def holds(self) -> Holds:
        """No where nothing is left by what is recorded; yes where something is even at worst; else unknown.

        >>> Profit(Decimal(100), None, Decimal(0), Decimal(60), 0, 0).holds
        <Holds.UNKNOWN: 'unknown'>
        """
        if self.left is None or self.at_worst is None:
            return Holds.UNKNOWN
        if self.left <= 0:
            return Holds.NO
        return Holds.YES if self.at_worst > 0 else Holds.UNKNOWN


@dataclass(frozen=True)
class Tagged:
    """A price, and whether each of the three tests holds of it."""

    price: Decimal
    referenceable: Holds
    scalable: Holds
    profitable: Holds


@dataclass(frozen=True)
class Revenue:
    """The revenue of one currency, and how much of it is each, and all three."""

    price: Decimal
    referenceable: Decimal
    scalable: Decimal
    profitable: Decimal
    all_three: Decimal


def revenue(deals: Sequence[Tagged]) -> Revenue:
    """How much of the revenue of one currency holds each test; only a yes counts.

    >>> revenue([Tagged(Decimal(10), Holds.YES, Holds.UNKNOWN, Holds.YES)]).all_three
    Decimal('0')
    """

    def of(test: Callable[[Tagged], bool]) -> Decimal:
        return sum((each.price for each in deals if test(each)), Decimal(0))

    return Revenue(
        sum((each.price for each in deals), Decimal(0)),
        of(lambda each: each.referenceable is Holds.YES),
        of(lambda each: each.scalable is Holds.YES),
        of(lambda each: each.profitable is Holds.YES),
        of(lambda each: each.referenceable is each.scalable is each.profitable is Holds.YES),
    )
