"""Ten thousand random cases, reckoned a second time in fractions by arithmetic that knows nothing of valueloop's.

Formulas are written from random trees, in all spellings; the same trees are reckoned here. All figures are equal to 20
significant digits: amounts, flows, present values, NPV, ROI, payback.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from random import Random
from typing import Any

import pytest

from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case, Result, work
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Input, Line

CASES, CHUNKS = 10_000, 10
DIGITS = Fraction(1, 10**20)
NOUGHT, ONE = Fraction(0), Fraction(1)
RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
SIGNS = {"+": "+", "-": "-−", "*": "*×·", "/": "/÷"}
JOIN: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


# --- Random trees: ("number", value, text), ("name", which), ("minus", a), (sign, a, b), ("min" | "max", a, b, …).


def number(dice: Random) -> tuple[Any, ...]:
    """A number above nought, as people type it."""
    kind = dice.randrange(6)
    if kind == 0:
        whole = dice.randint(1, 250)
        return "number", Fraction(whole, 100), f"{whole}%"
    if kind == 1:
        tenths = dice.randint(1, 99)
        return "number", Fraction(tenths * 100), f"{tenths // 10}.{tenths % 10}{dice.choice('kK')}"
    if kind == 2:
        whole = dice.randint(1, 40)
        return "number", Fraction(whole * 10**6), f"{whole}{dice.choice('mM')}"
    if kind == 3:
        cents = dice.randint(1, 9999)
        return "number", Fraction(cents, 100), f"{cents // 100}.{cents % 100:02d}"
    if kind == 4:
        whole = dice.randint(1000, 99_999)
        return "number", Fraction(whole), f"{whole:_}"
    whole = dice.randint(1, 5000)
    return "number", Fraction(whole), str(whole)


def grown(dice: Random, names: Sequence[str], depth: int, *, positive: bool) -> tuple[Any, ...]:
    """A random tree; a positive one has no minus, so that one may divide by it."""
    if depth == 0 or dice.random() < 0.2:
        return ("name", dice.choice(names)) if names and dice.random() < 0.6 else number(dice)

    def part() -> tuple[Any, ...]:
        return grown(dice, names, depth - 1, positive=positive)

    kind = dice.choice("+*/*+m" if positive else "+-*/*+-mn")
    if kind == "n":
        return "minus", part()
    if kind == "m":
        return dice.choice(["min", "max"]), *(part() for _ in range(dice.randint(1, 3)))
    right = grown(dice, names, depth - 1, positive=True) if kind == "/" else part()
    return kind, part(), right


def written(dice: Random, tree: tuple[Any, ...], outer: int = 0) -> str:
    """A tree as a formula: brackets where they are needed, and now and then where they are not."""
    gap = " " * dice.randrange(2)
    match tree[0]:
        case "number":
            text = str(tree[2])
        case "name":
            text = str(tree[1])
        case "minus":
            text = f"{dice.choice('-−')}{gap}{written(dice, tree[1], 3)}"
        case "min" | "max":
            text = f"{tree[0]}{gap}({', '.join(written(dice, each) for each in tree[1:])})"
        case sign:
            rank = RANK[sign]
            left, right = written(dice, tree[1], rank), written(dice, tree[2], rank + 1)
            text = f"{left}{gap}{dice.choice(SIGNS[sign])}{gap}{right}"
            if rank < outer:
                return f"({text})"
    return f"({text})" if dice.random() < 0.05 else text


def reckoned(tree: tuple[Any, ...], values: dict[str, Fraction]) -> Fraction:
    """What a tree comes to."""
    match tree[0]:
        case "number":
            return Fraction(tree[1])
        case "name":
            return values[tree[1]]
        case "minus":
            return -reckoned(tree[1], values)
        case "min":
            return min(reckoned(each, values) for each in tree[1:])
        case "max":
            return max(reckoned(each, values) for each in tree[1:])
        case sign:
            return JOIN[sign](reckoned(tree[1], values), reckoned(tree[2], values))


# --- Random cases, in fractions.


@dataclass(frozen=True)
class Told:
    """A line as it was thrown: a tree, or flows; the rest as a seller would say it, in fractions."""

    effect: Effect
    tree: tuple[Any, ...] | None
    flows: tuple[Fraction, ...]
    once: bool
    year: int
    ramp: tuple[Fraction, ...]
    delay: Fraction
    risk: Fraction


@dataclass(frozen=True)
class Thrown:
    """A case as it was thrown."""

    years: int
    rate: Fraction
    timing: Timing
    inputs: dict[str, tuple[Fraction, Fraction, Fraction]]
    lines: tuple[Told, ...]


def cents(dice: Random, most: int) -> Fraction:
    return Fraction(dice.randint(1, most * 100), 100)


def throw(dice: Random) -> Thrown:
    inputs = {}
    for name in ("a", "hours_saved", "größe")[: dice.randint(0, 3)]:
        low, likely, high = sorted(cents(dice, 300) for _ in range(3))
        inputs[name] = (low, likely, high) if dice.random() < 0.5 else (likely, likely, likely)
    lines = [a_line(dice, list(inputs)) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.5:  # something is spent first
        spent = (cents(dice, 10 ** dice.randint(2, 7)),)
        lines.append(Told(Effect.COST, None, spent, once=False, year=0, ramp=(ONE,), delay=NOUGHT, risk=NOUGHT))
    rate = Fraction(dice.randint(0, 400), 1000)
    return Thrown(dice.randint(0, 6), rate, dice.choice(list(Timing)), inputs, tuple(lines))


def a_line(dice: Random, names: list[str]) -> Told:
    effect = dice.choice(list(Effect))
    risk = Fraction(dice.choice([0, 0, dice.randint(0, 100)]), 100)
    if dice.random() < 0.2:
        flows = tuple(cents(dice, 10**6) - 50_000 for _ in range(dice.randint(1, 8)))
        return Told(effect, None, flows, once=False, year=0, ramp=(ONE,), delay=NOUGHT, risk=risk)
    once = dice.random() < 0.25
    steps = dice.choice([0, dice.randint(1, 4)])
    ramp = tuple(Fraction(dice.randint(0, 150), 100) for _ in range(steps)) or (ONE,)
    delay = Fraction(dice.choice([0, 0, dice.randint(1, 60)]), 2)
    tree = grown(dice, names, dice.randint(1, 3), positive=False)
    return Told(effect, tree, (), once, dice.randint(0, 7) if once else 0, ramp, delay, risk)


# --- The second reckoning.


def discount(rate: Fraction, timing: Timing, year: int) -> Fraction:
    """What 1 of a year is worth today; the root of 1 + rate to 60 digits, found in whole numbers."""
    if year == 0:
        return ONE
    if timing is Timing.START:
        return 1 / (1 + rate) ** (year - 1)
    if timing is Timing.END:
        return 1 / (1 + rate) ** year
    grown_by = 1 + rate
    root = Fraction(isqrt(grown_by.numerator * 10**120 // grown_by.denominator), 10**60)
    return 1 / (root * grown_by ** (year - 1))


def reached(ramp: Sequence[Fraction], delay: Fraction, year: int) -> Fraction:
    """The part of a yearly amount that comes in a year: month by month, as far as whole months and their halves go."""
    halves = 24  # half months of a year
    total = NOUGHT
    for half in range(halves):
        since = (year - 1) * halves + half - int(delay * 2)
        if since >= 0:
            total += ramp[min(since // halves, len(ramp) - 1)]
    return total / halves


def flows_of(line: Told, thrown: Thrown) -> tuple[Fraction, list[Fraction]]:
    """A line's amount, and its flows."""
    left = 1 + line.risk if line.effect is Effect.COST else 1 - line.risk
    years = range(thrown.years + 1)
    if line.tree is None:
        held = [line.flows[year] if year < len(line.flows) else NOUGHT for year in years]
        amount = max(held[1:], default=NOUGHT) if any(line.flows[1:]) else held[0]
        return amount, [each * left for each in held]
    amount = reckoned(line.tree, {name: sum(three, NOUGHT) / 3 for name, three in thrown.inputs.items()})
    if line.once:
        return amount, [amount * left if year == line.year else NOUGHT for year in years]
    return amount, [NOUGHT, *(amount * left * reached(line.ramp, line.delay, year) for year in years[1:])]


def paid_back(net: Sequence[Fraction]) -> Fraction | None:
    so_far = [sum(net[: year + 1], NOUGHT) for year in range(len(net))]
    if min(so_far) >= 0:
        return NOUGHT
    first = next(year for year, each in enumerate(so_far) if each < 0)
    for year in range(first + 1, len(net)):
        if so_far[year] >= 0:
            return year - 1 - so_far[year - 1] / net[year]
    return None


# --- Both side by side.


def decimal(exact: Fraction) -> Decimal:
    """A fraction of tens as a Decimal."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def typed(dice: Random, thrown: Thrown) -> Case:
    """The case as valueloop has it."""
    inputs = tuple(Input(name, Estimate(*map(decimal, three))) for name, three in thrown.inputs.items())
    lines = tuple(
        Line(
            at,
            f"line {at}",
            told.effect,
            written(dice, told.tree) if told.tree else "",
            once=told.once,
            risk=decimal(told.risk),
            ramp=tuple(map(decimal, told.ramp)),
            flows=tuple(map(decimal, told.flows)),
            year=told.year,
            delay=decimal(told.delay),
        )
        for at, told in enumerate(thrown.lines, 1)
    )
    return Case("EUR", thrown.years, decimal(thrown.rate), inputs, lines, thrown.timing)


def same(ours: Decimal | None, exact: Fraction | None) -> bool:
    """Equal to 20 significant digits."""
    if ours is None or exact is None:
        return ours is None and exact is None
    return abs(Fraction(ours) - exact) <= abs(exact) * DIGITS


def differences(thrown: Thrown, found: Result) -> list[str]:
    """Whatever differs, by name."""
    factors = [discount(thrown.rate, thrown.timing, year) for year in range(thrown.years + 1)]
    gains, spends = ([NOUGHT] * (thrown.years + 1) for _ in range(2))
    pairs: list[tuple[str, Decimal | None, Fraction | None]] = []
    for line, worked in zip(thrown.lines, found.lines, strict=True):
        amount, flows = flows_of(line, thrown)
        pairs.append((f"amount {worked.line.number}", worked.amount, amount))
        pairs += [(f"flow {year}", *both) for year, both in enumerate(zip(worked.flows, flows, strict=True))]
        worth = sum((flow * factor for flow, factor in zip(flows, factors, strict=True)), NOUGHT)
        pairs.append((f"present value {worked.line.number}", worked.present_value, worth))
        into = spends if line.effect is Effect.COST else gains
        into[:] = [a + b for a, b in zip(into, flows, strict=True)]
    gained, spent = (
        sum((flow * factor for flow, factor in zip(flows, factors, strict=True)), NOUGHT) for flows in (gains, spends)
    )
    net = [gain - spend for gain, spend in zip(gains, spends, strict=True)]
    pairs += [
        ("pv_benefits", found.measures.pv_benefits, gained),
        ("pv_costs", found.measures.pv_costs, spent),
        ("npv", found.measures.npv, gained - spent),
        ("possible", found.possible.present_value, gained - spent),
        ("roi", found.measures.roi, (gained - spent) / spent if spent > 0 else None),
        ("payback", found.measures.payback, paid_back(net)),
    ]
    return [f"{name}: {ours} for {exact}" for name, ours, exact in pairs if not same(ours, exact)]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_figure_of_ten_thousand_random_cases_is_exact(chunk: int) -> None:
    dice = Random(20_260_615 + chunk)
    done = 0
    for _ in range(CASES // CHUNKS):
        thrown = throw(dice)
        case = typed(dice, thrown)
        assert differences(thrown, work(case)) == [], case
        done += 1
    assert done * CHUNKS == CASES == 10_000
