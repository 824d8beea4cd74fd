"""Value lines: one way the customer's money changes, reckoned from inputs that stand on a ladder of sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import parse
from valueloop.domain.money import write_estimate, write_number
from valueloop.domain.number import EXACT
from valueloop.domain.value.source import Source


class Effect(StrEnum):
    """What a line does to the customer's money; a cost is one besides our price."""

    EARN = "earn"
    SAVE = "save"
    COST = "cost"


class Status(StrEnum):
    """Where a line stands with the customer."""

    ACCEPTED = "accepted"
    POTENTIAL = "potential"
    CHANGED = "changed"  # accepted once; its formula or inputs have moved since, so potential again
    INCOMPLETE = "incomplete"  # an input is not set, so there is no figure
    REFUTED = "refuted"  # the need it belongs to is as good as gone: shown, counted nowhere

    @property
    def open(self) -> bool:
        """Whether the line counts as potential: not accepted, and not refuted."""
        return self not in (Status.ACCEPTED, Status.REFUTED)


@dataclass(frozen=True)
class Input:
    """A named quantity, with its unit and the rung it stands on: who said it, when, in which touch."""

    name: str
    estimate: Estimate
    unit: str = ""
    source: Source = Source.GUESS
    by: str | None = None
    day: date | None = None
    touch: int | None = None


@dataclass(frozen=True)
class Acceptance:
    """A contact's agreement with a line: the figure agreed, and the basis that it was reckoned from."""

    by: str
    day: date
    touch: int | None
    figure: Decimal
    basis: str


@dataclass(frozen=True)
class Line:
    """One way the customer's money changes.

    `formula` gives the yearly amount, or with `once` a single amount in year 0. `ramp` holds the part of it that is
    reached in year 1, 2, …; the last figure holds on. `risk` is the part of a benefit that may not come, or by which
    a cost may be exceeded. `guess` marks the one-input line that a guess makes, `refuted` one whose need
    the evidence has spoken against.
    """

    number: int
    name: str
    effect: Effect
    formula: str
    need: int | None = None
    owner: str | None = None
    once: bool = False
    risk: Decimal = Decimal(0)
    ramp: tuple[Decimal, ...] = (Decimal(1),)
    guess: bool = False
    acceptance: Acceptance | None = None
    refuted: bool = False

    def __post_init__(self) -> None:
        if not self.ramp:
            raise ValueError("a ramp has at least one figure")


@dataclass(frozen=True)
class Worked:
    """A line worked out: the yearly amount (or once), its range, and its flows from year 0 on.

    `amount`, `low` and `high` are before risk and ramp; `flows`, `total` and `present_value` after them. All are
    positive for a cost too. Where inputs are missing they are named, and there are no figures.
    """

    line: Line
    status: Status
    source: Source
    missing: tuple[str, ...]
    amount: Decimal
    low: Decimal
    high: Decimal
    flows: tuple[Decimal, ...]
    low_flows: tuple[Decimal, ...]
    high_flows: tuple[Decimal, ...]
    rate: Decimal

    @property
    def total(self) -> Decimal:
        """The undiscounted sum of the flows."""
        with localcontext(EXACT):
            return sum(self.flows, Decimal(0))

    @property
    def present_value(self) -> Decimal:
        """The flows discounted to today: sum of flow(t) / (1 + rate)^t."""
        return discounted(self.flows, self.rate)


def discounted(flows: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Present value of yearly flows, at the end of each year; the first is year 0 and is not discounted.

    >>> discounted([Decimal(0), Decimal(110), Decimal(121)], Decimal("0.1"))
    Decimal('200')
    """
    with localcontext(EXACT):
        return sum((flow / (1 + rate) ** year for year, flow in enumerate(flows)), Decimal(0))


def basis(line: Line, inputs: Mapping[str, Input]) -> str:
    """All that a line's figure rests on, as one text: what an acceptance holds for; how a formula is spaced is not."""
    formula = parse(line.formula)
    ramp = "/".join(write_number(each) for each in line.ramp)
    parts = [line.effect.value, formula.words(), "once" if line.once else "yearly", write_number(line.risk), ramp]
    for name in formula.names:
        found = inputs.get(name)
        parts.append(f"{name}={write_estimate(found.estimate)} {found.unit}" if found else f"{name}=?")
    return " | ".join(parts)


def work_out(line: Line, inputs: Mapping[str, Input], years: int, rate: Decimal) -> Worked:
    """Reckon one line over `years` years at a yearly discount `rate`.

    A flow of year t = amount × ramp(t) × (1 − risk) for a benefit, × (1 + risk) for a cost; once = year 0 alone. The
    amount is the formula at the inputs' means; low and high are its ends when each input may lie anywhere in its range.

    Raises:
        Invalid: the formula cannot be reckoned.
    """
    formula = parse(line.formula)
    missing = tuple(name for name in formula.names if name not in inputs)
    used = [inputs[name] for name in formula.names if name in inputs]
    source = min((each.source for each in used), key=lambda each: each.rung, default=Source.GUESS)
    if missing:
        nought = (Decimal(0),) * (years + 1)
        zero = Decimal(0)
        return Worked(line, Status.INCOMPLETE, source, missing, zero, zero, zero, nought, nought, nought, rate)
    amount = formula({each.name: each.estimate.mean for each in used})
    low, high = formula.between({each.name: each.estimate for each in used})
    with localcontext(EXACT):
        factor = 1 + line.risk if line.effect is Effect.COST else 1 - line.risk
        flows, low_flows, high_flows = (_flows(line, each * factor, years) for each in (amount, low, high))
    return Worked(line, _status(line, inputs), source, (), amount, low, high, flows, low_flows, high_flows, rate)


def _flows(line: Line, amount: Decimal, years: int) -> tuple[Decimal, ...]:
    if line.once:
        return (amount, *(Decimal(0),) * years)
    steps = [line.ramp[min(year, len(line.ramp)) - 1] for year in range(1, years + 1)]
    return (Decimal(0), *(amount * step for step in steps))


def _status(line: Line, inputs: Mapping[str, Input]) -> Status:
    if line.acceptance is not None and line.acceptance.basis == basis(line, inputs):
        return Status.ACCEPTED
    if line.refuted:
        return Status.REFUTED
    return Status.POTENTIAL if line.acceptance is None else Status.CHANGED
