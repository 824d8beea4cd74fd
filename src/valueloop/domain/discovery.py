"""Discovery: when a need was found, and how many days, loops and touches that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.loop.belief import FOUND, Belief
from valueloop.domain.loop.evidence import Evidence
from valueloop.domain.number import EXACT

ENOUGH = 5  # needs found, below which a median says next to nothing: judgement


def found_by(belief: Belief) -> Evidence | None:
    """The evidence from which on a need was found for good: its chance came to FOUND and never fell below again.

    None where it is below FOUND today, or where nothing that counts has spoken to it: a chance that was only typed is
    no discovery. Where it was that likely from the first, the first evidence that left it so found it.

    >>> found_by(Belief(Decimal("0.9"), (), Decimal("0.9"))) is None
    True
    """
    if belief.chance < FOUND:
        return None
    since: Evidence | None = None
    for each in belief.readings:
        if each.after < FOUND:
            since = None
        elif since is None and each.counts:
            since = each.evidence
    return since


@dataclass(frozen=True)
class Quartiles:
    """The middle of some figures, and the middles of its halves: a quarter lies at or below `low`, or above `high`."""

    low: Decimal
    median: Decimal
    high: Decimal


def quartiles(figures: Sequence[int]) -> Quartiles | None:
    """The quartiles, each between its two neighbours in proportion; None of nothing.

    With n figures in order, that of part q lies at place q·(n − 1), counted from nought.

    >>> quartiles([4, 1, 3, 2])
    Quartiles(low=Decimal('1.75'), median=Decimal('2.5'), high=Decimal('3.25'))
    """
    if not figures:
        return None
    ordered = sorted(figures)
    low, median, high = (_at(ordered, quarter) for quarter in (1, 2, 3))
    return Quartiles(low, median, high)


def _at(ordered: Sequence[int], quarter: int) -> Decimal:
    place, part = divmod(quarter * (len(ordered) - 1), 4)
    if not part:
        return Decimal(ordered[place])
    step = EXACT.divide(Decimal((ordered[place + 1] - ordered[place]) * part), Decimal(4))
    return ordered[place] + step
