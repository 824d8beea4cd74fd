"""What the value hangs on: each input's swing, the figure at which the customer gains nothing, what to ask next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from valueloop.domain.equation import DECIMALS, figure
from valueloop.domain.number import EXACT
from valueloop.domain.value.case import Result
from valueloop.domain.value.line import Input, Worked
from valueloop.domain.value.source import Source
from valueloop.domain.value.spread import sign

_STEPS = 96  # how far a break-even is looked for: a factor of 2^24 up and down
_CLOSE, _NOUGHT = Decimal("1e-30"), Decimal("1e-40")


@dataclass(frozen=True)
class Swing:
    """What one input does to the NPV (before our price), all others at their means.

    `at_low` and `at_high` are the NPV with it at the ends of its range, `swing` the distance between them;
    `break_even` is the input's value at which the NPV is nought, `with_price` that at which the price eats it up;
    None where no such value is found.
    """

    input: Input
    at_low: Decimal
    at_high: Decimal
    break_even: Decimal | None
    with_price: Decimal | None

    @property
    def swing(self) -> Decimal:
        """How far the NPV moves over the input's range."""
        return EXACT.abs(EXACT.subtract(self.at_high, self.at_low))

    @property
    def verified(self) -> bool:
        """Whether the number is the customer's: said, accepted or measured, not our guess or deduction."""
        return self.input.source.rung >= Source.SAID.rung


def swings(result: Result, price: Decimal | None = None) -> tuple[Swing, ...]:
    """The swing and the break-even of every input that a counted line uses, the largest swing first.

    `price` is the present value of our price, where there is one.
    """
    inputs = {each.name: each for each in result.case.inputs}
    means = {name: each.estimate.mean for name, each in inputs.items()}
    users: dict[str, list[Worked]] = {name: [] for name in inputs}
    for line in result.lines:
        if line.counted and line.equation:
            for name in line.equation.names:
                users[name].append(line)
    npv = result.possible.present_value
    found = []
    with localcontext(EXACT):
        for name, lines in users.items():
            if lines:
                rest = npv - _together(lines, means)
                found.append(_swing(inputs[name], npv, price, _Hangs(name, lines, rest, means)))
    return tuple(sorted(found, key=lambda each: -each.swing))


@dataclass(frozen=True)
class _Hangs:
    """The NPV as a function of one input: what its lines come to, and the rest, which it does not touch."""

    name: str
    lines: Sequence[Worked]
    rest: Decimal
    means: Mapping[str, Decimal]

    def __call__(self, value: Decimal) -> Decimal:
        return self.rest + _together(self.lines, {**self.means, self.name: value})


def _swing(each: Input, npv: Decimal, price: Decimal | None, at: _Hangs) -> Swing:
    estimate = each.estimate
    ends = (npv, npv) if estimate.certain else (at(estimate.low), at(estimate.high))
    nought = break_even(at, estimate.mean)
    priced = None
    if price is not None:
        priced = break_even(_Hangs(at.name, at.lines, at.rest - price, at.means), estimate.mean)
    return Swing(each, *ends, nought, priced)


def _together(lines: Sequence[Worked], values: Mapping[str, Decimal]) -> Decimal:
    return sum(
        (figure(line.equation.tree, values, DECIMALS) * line.weight * sign(line) for line in lines if line.equation),
        Decimal(0),
    )


def break_even(at: Callable[[Decimal], Decimal], mean: Decimal) -> Decimal | None:
    """The value nearest to the mean at which a function is nought; None where none is found.

    Exact where the function is a straight line in the value, or in one over it; else the nearest change of sign on a
    geometric grid around the mean (up to 2^24 times as much or as little, and nought), narrowed by halving to 40
    digits; a jump is no root.

    >>> break_even(lambda x: x * 3 - 6, Decimal(5)), break_even(lambda x: 12 / x - 6, Decimal(5))
    (Decimal('2'), Decimal('2'))
    """
    with localcontext(EXACT):
        if (here := at(mean)) == 0:
            return mean
        root = _straight(at, mean, here)
        if root is None and mean and (over := _straight(lambda one: at(1 / one), 1 / mean, here)):
            root = 1 / over
        if root is None:
            root = _nearest(at, mean, here)
        nought = root is not None and abs(root) < _NOUGHT * max(abs(mean), Decimal(1))
        return Decimal(0) if nought else root


def _straight(at: Callable[[Decimal], Decimal], mean: Decimal, here: Decimal) -> Decimal | None:
    """The root of a straight line, once at two more places and at the root the function is seen to be one."""
    step = max(abs(mean), Decimal(1)) / 8
    above = _tried(at, mean + step)
    if above is None or above == here:
        return None
    slope = (above - here) / step
    root = mean - here / slope
    for place in (root, mean + 3 * step, mean - step):
        got, expected = _tried(at, place), here + slope * (place - mean)
        if got is None or abs(got - expected) > _CLOSE * max(abs(here), abs(expected)):
            return None
    return root


def _tried(at: Callable[[Decimal], Decimal], value: Decimal) -> Decimal | None:
    try:
        return at(value)
    except ArithmeticError:  # nothing divides by nought
        return None


def _nearest(at: Callable[[Decimal], Decimal], mean: Decimal, here: Decimal) -> Decimal | None:
    """The root nearest to the mean, of those behind the first change of sign on either side, step by step."""
    ratio = Decimal(2) ** (Decimal(1) / 4)
    size = mean or ratio**-_STEPS
    away = [size * ratio**step for step in range(1, 2 * _STEPS + 1 if not mean else _STEPS + 1)]
    towards = [*(mean / ratio**step for step in range(1, _STEPS + 1)), Decimal(0)] if mean else [-each for each in away]
    roots = [root for side in (away, towards) if (root := _first(at, (mean, here), side)) is not None]
    return min(roots, key=lambda root: abs(root - mean), default=None)


def _first(
    at: Callable[[Decimal], Decimal], near: tuple[Decimal, Decimal], places: Iterable[Decimal]
) -> Decimal | None:
    """The root behind the first change of sign on the way over these places."""
    for place in places:
        got = _tried(at, place)
        if got is None:
            continue
        if got * near[1] <= 0 and (root := _halved(at, near, (place, got))) is not None:
            return root
        near = (place, got)
    return None


def _halved(
    at: Callable[[Decimal], Decimal], one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]
) -> Decimal | None:
    """The root between two points of different signs; None where the function jumps there."""
    (a, at_a), (b, at_b) = one, other
    size = max(abs(at_a), abs(at_b))
    for _ in range(150):
        middle = (a + b) / 2
        got = _tried(at, middle)
        if got is None:
            return None
        if got * at_a > 0:
            a, at_a = middle, got
        else:
            b, at_b = middle, got
    return b if abs(at_b) <= size * Decimal("1e-20") else None


def next_question(found: Sequence[Swing]) -> Swing | None:
    """The input to ask about next: the largest swing of a number that is still ours; None where none swings."""
    ours = [each for each in found if not each.verified and each.swing]
    return ours[0] if ours else None
