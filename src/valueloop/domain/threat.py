"""Threats: what a customer would gain by leaving us for a rival, and what is not known of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum

from valueloop.domain.number import EXACT
from valueloop.domain.value.alternative import Alternative
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.realised import LineRealised

ZERO = Decimal(0)


class Figure(StrEnum):
    """What one has to know of a rival to say whether a customer gains by leaving."""

    VALUE = "value"
    PRICE = "price"
    SWITCHING = "switching"


class Keep(StrEnum):
    """What would keep a customer, the nearest to hand first."""

    MEND = "mend"
    KEEP = "keep"
    REVIEW = "review"
    RAISE = "raise"
    MEASURE = "measure"
    ASK = "ask"
    CONCEDE = "concede"


@dataclass(frozen=True)
class Ours:
    """What a customer has from us, as present values over the horizon of the deals: `surplus` is what is left to them.

    `measured` are the benefits that were measured, `promised` those that they accepted and nobody has measured yet;
    `costs` is what it costs them besides our `price`.
    """

    measured: Decimal = ZERO
    promised: Decimal = ZERO
    costs: Decimal = ZERO
    price: Decimal = ZERO

    @property
    def value(self) -> Decimal:
        """Benefits less costs, before our price."""
        return EXACT.subtract(EXACT.add(self.measured, self.promised), self.costs)

    @property
    def surplus(self) -> Decimal:
        """What we leave to them: the value less our price."""
        return EXACT.subtract(self.value, self.price)

    @property
    def part_measured(self) -> Decimal | None:
        """How much of the benefits was measured, of 1; None where there are none above nought."""
        benefits = EXACT.add(self.measured, self.promised)
        return EXACT.divide(self.measured, benefits) if benefits > 0 else None


def ours(deals: Iterable[tuple[Sequence[LineRealised], Decimal]]) -> Ours | None:
    """What won deals leave to the customer, each given as its lines and its price; None where nothing counts.

    A benefit that was measured counts as it came; one that was not, as it was promised, less its risk, where they had
    accepted it. What nobody accepted was never promised. A cost counts as measured, else as reckoned.
    """
    measured = promised = costs = price = ZERO
    found = False
    with localcontext(EXACT):
        for lines, paid in deals:
            price += paid
            for each in lines:
                came = each.realised
                if each.promised.line.effect is Effect.COST:
                    costs += (came or each.promised).present_value
                elif came is not None:
                    measured += came.present_value
                elif each.promised.status is Status.ACCEPTED:
                    promised += each.promised.present_value
                else:
                    continue
                found = True
    return Ours(measured, promised, costs, price) if found else None


@dataclass(frozen=True)
class Rival:
    """What a rival brings a customer, as present values over the same horizon: value, price, and the cost of changing.

    None is not known. `taken` are the figures that stand for unknown ones: taken over from an alternative of a deal.
    """

    value: Decimal | None = None
    price: Decimal | None = None
    switching: Decimal | None = None
    taken: tuple[Figure, ...] = ()

    @property
    def unknown(self) -> tuple[Figure, ...]:
        """What is not known."""
        known = (self.value, self.price, self.switching)
        return tuple(each for each, figure in zip(Figure, known, strict=True) if figure is None)


def filled(rival: Rival, alternative: Alternative | None, value: Decimal | None) -> Rival:
    """A rival whose unknown figures are those of the alternative of its name, as far as that says any.

    Its price and switching count where they are above nought, since nought there may be what nobody typed. Changing
    from us is taken to cost what changing to us did. Its value is ours, as it was promised, less all differences: only
    where there are differences and each of them is known.

    >>> filled(Rival(), Alternative("Rival", Decimal(36)), None).price
    Decimal('36')
    """
    if alternative is None:
        return rival
    amounts = [each.amount for each in alternative.differences]
    known = [each for each in amounts if each is not None]
    theirs = None
    if value is not None and amounts and len(known) == len(amounts):
        with localcontext(EXACT):
            theirs = value - sum(known, ZERO)
    there = (theirs, alternative.price or None, alternative.switching or None)
    mine = (rival.value, rival.price, rival.switching)
    taken = tuple(
        figure for figure, one, other in zip(Figure, mine, there, strict=True) if one is None and other is not None
    )
    worth, price, switching = (other if one is None else one for one, other in zip(mine, there, strict=True))
    return Rival(worth, price, switching, taken)


@dataclass(frozen=True)
class Margin:
    """What the customer loses by leaving: below nought they gain by it.

    `low` is None where it may be anything less, `high` where it may be anything more; equal where all is known.
    """

    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def known(self) -> bool:
        """Whether it is one figure."""
        return self.low is not None and self.low == self.high

    @property
    def leaving(self) -> bool:
        """Whether they are known to gain by leaving."""
        return self.high is not None and self.high < 0


def margin(surplus: Decimal | None, rival: Rival) -> Margin:
    """The migration margin: our surplus − (the rival's value − its price − what it costs the customer to change).

    Changing costs the customer, so it protects us. A price or a cost of changing that is not known is nought at the
    least, which bounds the margin from below: it can only be more. A value that is not known is nought at the least
    too, and bounds it from above, where price and switching are known. Without our own surplus nothing is known.

    >>> margin(Decimal(100), Rival(Decimal(150), Decimal(60), Decimal(20)))
    Margin(low=Decimal('30'), high=Decimal('30'))
    >>> margin(Decimal(100), Rival(Decimal(150), Decimal(60)))
    Margin(low=Decimal('10'), high=None)
    """
    if surplus is None:
        return Margin()
    costs = EXACT.add(rival.price or ZERO, rival.switching or ZERO)
    low = None if rival.value is None else EXACT.add(EXACT.subtract(surplus, rival.value), costs)
    open_above = rival.price is None or rival.switching is None
    high = None if open_above else EXACT.add(surplus, costs) if low is None else low
    return Margin(low, high)


def rank(found: Margin | None) -> tuple[int, Decimal]:
    """Where a customer stands among those who may leave; the smallest comes first. None is a customer without threat.

    Margins that are bounded from below come by that bound, those that are not come next, no threat last.

    >>> sorted([None, Margin(), Margin(Decimal(5)), Margin(Decimal(-1), Decimal(-1))], key=rank)[0].low
    Decimal('-1')
    """
    if found is None:
        return (2, ZERO)
    return (1, ZERO) if found.low is None else (0, found.low)


def review_due(reviewed: date | None, every: int, planned: Sequence[date]) -> date | None:
    """When the needs of a customer are to be looked at next; None where nobody has ever asked: that is due already.

    So many days after the last time, or on the earliest day that was planned for what runs there.

    >>> review_due(date(2026, 1, 1), 180, [date(2026, 3, 1)])
    datetime.date(2026, 3, 1)
    """
    return None if reviewed is None else min(reviewed + timedelta(days=every), *planned, date.max)
