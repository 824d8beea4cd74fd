"""Value propositions: which few impacts lead."""

from collections.abc import Sequence
from decimal import Decimal

MOST, ENOUGH = 3, Decimal("0.8")


def leading(worths: Sequence[Decimal]) -> tuple[int, ...]:
    """The positions of the rows that lead: the smallest set that carries 80 % of the money, at most three.

    Rows without money, or with less than none, never lead and take nothing from the sum. The largest come first; of
    equals the earlier.

    >>> leading([Decimal(10), Decimal(70), Decimal(20)])
    (1, 2)
    """
    total = sum((worth for worth in worths if worth > 0), Decimal(0))
    lead: list[int] = []
    carried = Decimal(0)
    for at in sorted(range(len(worths)), key=lambda each: (-worths[each], each)):
        if len(lead) == MOST or worths[at] <= 0 or carried >= ENOUGH * total:
            break
        lead.append(at)
        carried += worths[at]
    return tuple(lead)
