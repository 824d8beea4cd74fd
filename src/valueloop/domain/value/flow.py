"""Money over the years: when it flows, what it is worth today, when it is back, at which rates it is worth nought.

A sequence of flows begins with year 0, which is today and is not discounted.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from valueloop.domain.number import EXACT
from valueloop.domain.value.roots import positive_roots

_MONTHS = 12
_ROUNDED = Context(prec=20)  # a rate that the flows only touch is right to 21 digits


class Timing(StrEnum):
    """When in a year its money flows."""

    END = "end"
    MID = "mid"
    START = "start"

    @property
    def words(self) -> str:
        """As it is said on a page.

        >>> Timing.MID.words
        'in the middle of each year'
        """
        return {
            Timing.END: "at the end of each year",
            Timing.MID: "in the middle of each year",
            Timing.START: "at the start of each year",
        }[self]


def factors(years: int, rate: Decimal, timing: Timing) -> tuple[Decimal, ...]:
    """Discount factors of year 0, 1, …, `years` at a yearly `rate`, 0.1 being 10 %.

    Year 0: 1. Year t: (1 + rate)^−t at its end, (1 + rate)^−(t − 1/2) in its middle, (1 + rate)^−(t − 1) at its start.

    Raises:
        ValueError: the rate is −1 or less.

    >>> [str(each) for each in factors(2, Decimal("0.25"), Timing.END)]
    ['1', '0.8', '0.64']
    """
    with localcontext(EXACT):
        return tuple(1 / each for each in _growth(years, rate, timing))


def present_value(flows: Sequence[Decimal], rate: Decimal, timing: Timing = Timing.END) -> Decimal:
    """The flows discounted to today: sum of flow(t) × factor(t), as in `factors`; nought where there are none.

    Raises:
        ValueError: the rate is −1 or less.

    >>> present_value([Decimal(0), Decimal(110), Decimal(121)], Decimal("0.1"))
    Decimal('200')
    """
    with localcontext(EXACT):
        growth = _growth(len(flows) - 1, rate, timing)
        return sum((flow / each for flow, each in zip(flows, growth, strict=True)), Decimal(0))


def _growth(years: int, rate: Decimal, timing: Timing) -> list[Decimal]:
    """What 1 has become in each year: one over the discount factor, so that 110 / 1.1 is 100 to the last digit."""
    if rate <= -1:
        raise ValueError("a discount rate is above -100 %")
    year = 1 + rate
    first = {Timing.END: year, Timing.MID: year.sqrt(), Timing.START: Decimal(1)}[timing]
    return [Decimal(1) if each == 0 else first * year ** (each - 1) for each in range(years + 1)]


def over_years(amount: Decimal, years: int, ramp: Sequence[Decimal], delay: Decimal) -> tuple[Decimal, ...]:
    """The flows of a yearly amount in year 0, which is nought, to year `years`, where it starts `delay` months late.

    `ramp` holds the part reached in the first year after the start, the second, …; the last figure holds on. With a
    delay of 12d + 12f months, 0 <= f < 1, year t has (1 − f) of ramp year t − d and f of the one before; before the
    first there is nothing.

    Raises:
        ValueError: the ramp is empty, or the delay below nought.

    >>> [str(each) for each in over_years(Decimal(120), 2, [Decimal(1)], Decimal(6))]
    ['0', '60', '120']
    """
    if not ramp or delay < 0:
        raise ValueError("a ramp has at least one figure, and a delay is not below nought")

    def reached(year: int) -> Decimal:
        return ramp[min(year, len(ramp)) - 1] if year >= 1 else Decimal(0)

    with localcontext(EXACT):
        late, months = int(delay // _MONTHS), delay % _MONTHS
        if not months:
            return (Decimal(0), *(amount * reached(year - late) for year in range(1, years + 1)))
        parts = [
            (_MONTHS - months) * reached(year - late) + months * reached(year - late - 1)
            for year in range(1, years + 1)
        ]
        return (Decimal(0), *(amount * part / _MONTHS for part in parts))


def once(amount: Decimal, years: int, year: int) -> tuple[Decimal, ...]:
    """The flows of an amount that comes in one year alone; none where that lies beyond the last year.

    >>> [str(each) for each in once(Decimal(5), 3, 2)]
    ['0', '0', '5', '0']
    """
    return tuple(amount if each == year else Decimal(0) for each in range(years + 1))


def payback(net: Sequence[Decimal]) -> Decimal | None:
    """Years until the undiscounted sum of the flows, once below nought, is back at nought for the first time.

    Money is taken to flow evenly within a year: (t − 1) + (−sum to t − 1) / net(t). 0 where the sum never falls below
    nought, None where it never comes back.

    >>> payback([Decimal(-100), Decimal(60), Decimal(80)])
    Decimal('1.5')
    >>> payback([Decimal(-100), Decimal(60)]) is None
    True
    """
    with localcontext(EXACT):
        so_far = Decimal(0)
        for year, flow in enumerate(net):
            if so_far < 0 <= so_far + flow:
                return year - 1 + -so_far / flow
            so_far += flow
        return None if so_far < 0 else Decimal(0)


def irr(net: Sequence[Decimal], timing: Timing) -> tuple[Decimal, ...]:
    """All rates above −100 % at which the present value of the flows is nought, ascending: 0.1 is 10 %.

    They are the positive roots of a polynomial in 1 / (1 + rate), in the middle of the year in the square root of it.
    1 + rate is right to 20 digits, also where the flows no more than touch nought. None where no rate does it, or any,
    all flows being nought.

    >>> [f"{rate:.2%}" for rate in irr([Decimal(-100), Decimal(230), Decimal(-132)], Timing.END)]
    ['10.00%', '20.00%']
    """
    with localcontext(EXACT):
        if timing is Timing.START:
            polynomial = [sum(net[:2], Decimal(0)), *net[2:]]
        elif timing is Timing.MID:
            polynomial = [*net[:1], *(each for flow in net[1:] for each in (flow, Decimal(0)))]
        else:
            polynomial = list(net)
        power = 2 if timing is Timing.MID else 1
        return tuple(_ROUNDED.divide(1, root**power) - 1 for root in reversed(positive_roots(polynomial)))
