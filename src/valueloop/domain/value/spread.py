"""How sure the value is: seeded simulation over the inputs' ranges, and the chance that the customer gains."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial, reduce
from typing import Any

from valueloop.domain.equation import Arithmetic, figure
from valueloop.domain.estimate import Estimate
from valueloop.domain.number import EXACT
from valueloop.domain.value.case import Result
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.line import Effect, Status, Worked

_STAND_FOR = 2_000
_AT_ONCE = 10_000  # so many draws of every input stay in the processor's cache


@dataclass(frozen=True)
class Draws:
    """Simulated outcomes, the lowest first; where nothing is uncertain, the one that there is.

    >>> Draws((1.0, 2.0, 4.0)).at(Decimal("0.75")) == 3
    True
    """

    values: Any

    def at(self, part: Decimal) -> Decimal:
        """The outcome that this part of all outcomes stays below: 0.1 gives P10. Linear between two draws."""
        place = EXACT.multiply(part, Decimal(len(self.values) - 1))
        below = int(place)
        low, high = (_exact(self.values[min(at, len(self.values) - 1)]) for at in (below, below + 1))
        return EXACT.add(low, EXACT.multiply(EXACT.subtract(high, low), EXACT.subtract(place, Decimal(below))))

    def through(self, act: Callable[[Decimal], Decimal]) -> "Draws":
        """What becomes of the outcomes by an act; of many, two thousand that lie evenly among them stand for all."""
        every = max(1, len(self.values) // _STAND_FOR)
        return Draws(sorted(act(_exact(each)) for each in self.values[every // 2 :: every]))

    def chance(self, gains: Callable[[Decimal], bool]) -> Decimal:
        """The part of the outcomes that pass a test which every outcome above a passing one passes too."""
        first, last = 0, len(self.values)
        while first < last:
            middle = (first + last) // 2
            if gains(_exact(self.values[middle])):
                last = middle
            else:
                first = middle + 1
        return EXACT.divide(Decimal(len(self.values) - first), Decimal(len(self.values)))


@dataclass(frozen=True)
class Simulated:
    """Simulated present values: of all benefits, of all benefits less costs, of the accepted benefits less costs."""

    benefits: Draws
    npv: Draws
    accepted: Draws


def simulate(result: Result, draws: int = DRAWS, seed: int = SEED) -> Simulated:
    """Draw every input that has a range from its triangular distribution, independently, and reckon the case each time.

    Each input has a random stream of its own, seeded with its name, so that adding a line moves no other's draws.
    The only place, beside the planner, where floats reckon. numpy is imported only where an input has a range.
    """
    estimates = {each.name: each.estimate for each in result.case.inputs}
    moving, still = _parted(result, estimates)
    with localcontext(EXACT):
        fixed = [
            sum((each.present_value * side for each in still if (side := part(each))), Decimal(0)) for part in _PARTS
        ]
    if not moving:
        benefits, npv, accepted = (Draws((each,)) for each in fixed)
        return Simulated(benefits, npv, accepted)
    import numpy as np  # noqa: PLC0415 - it takes 100 ms, and most commands draw nothing

    names = {name for each in moving if each.equation for name in each.equation.names}
    streams = {name: np.random.default_rng([seed, *name.encode()]) for name in sorted(names)}
    by: Arithmetic[Any] = Arithmetic(float, partial(reduce, np.minimum), partial(reduce, np.maximum))
    totals = [np.full(draws, float(each)) for each in fixed]
    for start in range(0, draws, _AT_ONCE):
        stop = min(start + _AT_ONCE, draws)
        values = {
            name: float(each.likely)
            if float((each := estimates[name]).low) == float(each.high)  # also a range that a float cannot hold
            else stream.triangular(float(each.low), float(each.likely), float(each.high), stop - start)
            for name, stream in streams.items()
        }
        for line in moving:
            assert line.equation
            drawn = figure(line.equation.tree, values, by) * float(line.weight)
            for total, part in zip(totals, _PARTS, strict=True):
                if side := part(line):
                    total[start:stop] += drawn if side > 0 else -drawn
    benefits, npv, accepted = (Draws(np.sort(total)) for total in totals)
    return Simulated(benefits, npv, accepted)


def _parted(result: Result, estimates: Mapping[str, Estimate]) -> tuple[list[Worked], list[Worked]]:
    """The lines that count, parted into those that a range moves and the others."""
    moving: list[Worked] = []
    still: list[Worked] = []
    for each in result.lines:
        if each.counted:
            ranged = each.equation and any(not estimates[name].certain for name in each.equation.names)
            (moving if ranged else still).append(each)
    return moving, still


def sign(line: Worked) -> int:
    """1 for a benefit, −1 for a cost."""
    return -1 if line.line.effect is Effect.COST else 1


_PARTS: tuple[Callable[[Worked], int], ...] = (
    lambda line: max(sign(line), 0),
    sign,
    lambda line: sign(line) if line.status is Status.ACCEPTED or sign(line) < 0 else 0,
)


def _exact(drawn: Any) -> Decimal:
    """A draw as a Decimal, without the digits that a float only seems to have."""
    return drawn if isinstance(drawn, Decimal) else Decimal(f"{float(drawn):.15g}")
