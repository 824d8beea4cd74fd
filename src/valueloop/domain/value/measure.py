"""What a finance director reads: present values, NPV, ROI, payback and IRR of yearly flows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from valueloop.domain.number import EXACT
from valueloop.domain.value.flow import Timing, irr, payback


@dataclass(frozen=True)
class Measures:
    """The results of yearly benefits and costs.

    `roi` is npv / pv_costs (None without costs), `payback` is in years (None: never), `rates` are all yearly rates at
    which the net flows are worth nothing today, ascending: there is an IRR only where there is exactly one.
    """

    pv_benefits: Decimal
    pv_costs: Decimal
    npv: Decimal
    roi: Decimal | None
    payback: Decimal | None
    rates: tuple[Decimal, ...]

    @property
    def irr(self) -> Decimal | None:
        """The internal rate of return; None where there is none, or several."""
        return self.rates[0] if len(self.rates) == 1 else None


def measure(
    benefits: Sequence[Decimal], costs: Sequence[Decimal], factors: Sequence[Decimal], timing: Timing
) -> Measures:
    """The measures of yearly benefits and costs (positive amounts, year 0 first), at these discount factors.

    NPV = PV(benefits) − PV(costs); ROI = NPV / PV(costs); payback on the undiscounted cumulative net.

    >>> measure([Decimal(0), Decimal(110)], [Decimal(50), Decimal(0)], [Decimal(1)] * 2, Timing.END).roi
    Decimal('1.2')
    """
    with localcontext(EXACT):
        gained, spent = (
            sum((flow * factor for flow, factor in zip(flows, factors, strict=True)), Decimal(0))
            for flows in (benefits, costs)
        )
        net = [benefit - cost for benefit, cost in zip(benefits, costs, strict=True)]
        npv = gained - spent
        return Measures(gained, spent, npv, npv / spent if spent > 0 else None, payback(net), irr(net, timing))
