"""Value lines, inputs and acceptances, as given and as saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.bias import Bias
from valueloop.domain.estimate import Estimate
from valueloop.domain.money import Money
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source


@dataclass(frozen=True)
class LineTyped:
    """A value line as the seller gives it."""

    name: str
    effect: Effect
    formula: str = ""
    need: str | None = None
    person: str | None = None
    once: bool = False
    risk: str = "0%"
    ramp: Sequence[str] = ()
    flows: Sequence[str] = ()
    year: int = 0
    delay: str = "0"


@dataclass(frozen=True)
class LineAdded:
    """A value line as it was saved.

    `missing` names the inputs that are still to be set, `replaced` the line of the guess that it stands for now,
    `need` the need that it belongs to, `beside` the lines of that need that count as well. `record` is how estimates of
    the kind turned out so far; None where none was measured.
    """

    number: int
    name: str
    effect: Effect
    words: str
    missing: tuple[str, ...]
    replaced: int | None
    replaced_accepted_by: str | None
    amount: Money | None
    once: bool
    year: int
    delay: Decimal
    risk: Decimal
    ramp: tuple[Decimal, ...]
    need: int | None = None
    beside: tuple[int, ...] = ()
    record: Bias | None = None


@dataclass(frozen=True)
class InputSet:
    """An input as it was saved; `estimate` is None when it was taken away, `was` what it had been when it differs.

    `was_source` is the rung that the earlier figure stood on.

    `lines` are the numbers of the lines that use it; where none does, `near` holds the inputs that lines wait for.
    """

    name: str
    estimate: Estimate | None
    unit: str
    source: Source
    person: str | None
    touch: int | None
    was: Estimate | None
    was_source: Source | None
    lines: tuple[int, ...]
    near: tuple[str, ...]


@dataclass(frozen=True)
class AcceptedLine:
    """A line as it was accepted; `source` is the lowest rung that its inputs stand on."""

    number: int
    name: str
    figure: Money
    once: bool
    person: str
    touch: int | None
    source: Source
