"""Bias: how estimates of a kind turned out, once they were measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from valueloop.domain.number import EXACT
from valueloop.domain.value.line import Effect
from valueloop.domain.value.realised import LineRealised
from valueloop.domain.value.source import Source

HALF_BELIEVED = 3  # so many lines are believed by half: judgement
LEAST, MOST = Decimal("0.05"), Decimal(20)  # what came to less, or to more, counts as this: one line is no record


@dataclass(frozen=True)
class Turned:
    """How one estimate turned out: `part` is realised as a part of promised, `source` the weakest rung it stood on."""

    effect: Effect
    source: Source
    part: Decimal


@dataclass(frozen=True)
class Bias:
    """How the estimates of a kind of line turned out; `source` is None where all rungs are taken together.

    `lines` were measured, `came` is what they came to as a part of the estimate (the geometric mean), `factor` what to
    reckon with: the same, shrunk towards 1.
    """

    effect: Effect
    source: Source | None
    lines: int
    came: Decimal
    factor: Decimal


def turned(line: LineRealised) -> Turned | None:
    """How an estimate turned out; None where nobody has measured it, or where it promised nothing, or less.

    A part below 5 % (a loss too) counts as 5 %, one above twenty times as that.
    """
    if line.part is None or line.promised.amount < 0:
        return None
    return Turned(line.promised.line.effect, line.promised.source, min(max(line.part, LEAST), MOST))


def bias(effect: Effect, source: Source | None, parts: Sequence[Decimal]) -> Bias:
    """The record of these parts, realised / promised.

    came = exp(m), m the mean of ln(part); factor = exp(m·n / (n + 3)), n the number of parts: three lines are believed
    by half. Both to four decimals. The mean of logarithms: half and double cancel out.

    Raises:
        ValueError: there is none, or one is not above nought.

    >>> found = bias(Effect.SAVE, None, [Decimal("0.5"), Decimal(2), Decimal("0.8")])
    >>> found.came, found.factor
    (Decimal('0.9283'), Decimal('0.9635'))
    """
    if not parts or min(parts) <= 0:
        raise ValueError("a record has a part at least, and each is above nought")
    with localcontext(EXACT):
        mean = sum((each.ln() for each in parts), Decimal(0)) / len(parts)
        shrunk = mean * len(parts) / (len(parts) + HALF_BELIEVED)
        came, factor = (each.exp().quantize(Decimal("0.0001"), ROUND_HALF_EVEN) for each in (mean, shrunk))
    return Bias(effect, source, len(parts), came, factor)


def record(found: Sequence[Turned], effect: Effect, source: Source | None = None) -> Bias | None:
    """The record of a kind of line, of one rung or of all; None where none of it was measured.

    >>> record([Turned(Effect.SAVE, Source.SAID, Decimal("0.8"))], Effect.EARN) is None
    True
    """
    parts = [each.part for each in found if each.effect is effect and source in (None, each.source)]
    return bias(effect, source, parts) if parts else None
