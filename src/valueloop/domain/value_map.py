"""Value maps: what a person is after, apart from us, and where we make a difference in it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.number import of_digits
from valueloop.errors import Invalid

_FIGURE = re.compile(r"([-−])?(\d[\d,]*(?:\.\d+)?)(k|M)?\s*([^\d\s].*)?", re.ASCII | re.DOTALL)


class Kind(StrEnum):
    """What an entry of a value map is: an end, its measure, the way to it, or what stands in the way."""

    OBJECTIVE = "objective"
    METRIC = "metric"
    STRATEGY = "strategy"
    ISSUE = "issue"


class Rung(StrEnum):
    """How surely we know an entry."""

    GUESS = "guess"
    SAID = "said"
    CONFIRMED = "confirmed"


class Better(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Measure:
    """How an entry is measured: in what unit, which way is good, where it stands now and where it should be.

    Raises:
        Invalid: the target lies on the wrong side of where it stands now.

    >>> Measure("%", now=Decimal(94), target=Decimal(97)).better
    <Better.HIGHER: 'higher'>
    """

    unit: str = ""
    better: Better | None = None
    now: Decimal | None = None
    target: Decimal | None = None

    def __post_init__(self) -> None:
        if self.now is None or self.target is None or self.now == self.target:
            return
        way = Better.HIGHER if self.target > self.now else Better.LOWER
        if self.better is None:
            object.__setattr__(self, "better", way)
        elif self.better is not way:
            raise Invalid("target", f"{self.target}", f"it is {way} than now, but {self.better} is better")

    @property
    def unknown(self) -> tuple[str, ...]:
        """What nobody has said of it yet, in the order in which one asks.

        >>> Measure("%", now=Decimal(94)).unknown
        ('which way is better', 'the target')
        """
        told = {
            "the unit": bool(self.unit),
            "which way is better": self.better is not None,
            "where it stands now": self.now is not None,
            "the target": self.target is not None,
        }
        return tuple(what for what, known in told.items() if not known)


UNMEASURED = Measure()


def a_unit(text: str) -> str:
    """The unit of a metric, in any words: `%`, `stops a day`, `hour/month`, `/week`.

    Raises:
        Invalid: nothing stands behind a `/`.

    >>> a_unit(" stops a day ")
    'stops a day'
    """
    if not all(each.strip() for each in text.split("/")[1:]):
        raise Invalid("unit", text, "nothing stands behind its /", "write hour, hour/month or stops a day")
    return text.strip()


def read_figure(text: str, what: str) -> tuple[Decimal, str]:
    """A figure of a metric and the unit behind it, empty where none is typed: `94 %`, `12k bottles/hour`, `-3`.

    Raises:
        Invalid: it does not begin with a figure, or can be read in two ways; its unit is none.

    >>> read_figure("94 %", "now"), read_figure("12k", "now")
    ((Decimal('94'), '%'), (Decimal('12000'), ''))
    """
    found = _FIGURE.fullmatch(text.strip())
    if not found:
        raise Invalid(what, text, "it is no figure", "write 94, 94 % or 12k bottles/hour")
    size = of_digits(found[2].replace(",", ""), found[3] or "", what, text)
    return (-size if found[1] else size), a_unit(found[4] or "")


def as_measure(unit: str | None, better: Better | None, now: str | None, target: str | None) -> Measure:
    """How something is measured, as typed: the unit by itself, or behind a figure.

    Raises:
        Invalid: a figure cannot be read, two units are given, or the target lies on the wrong side.

    >>> as_measure(None, None, "94 %", "97 %").unit
    '%'
    """
    figures = {what: read_figure(text, what) for what, text in (("now", now), ("target", target)) if text is not None}
    units = dict.fromkeys(each for each in (a_unit(unit or ""), *(each for _, each in figures.values())) if each)
    if len(units) > 1:
        raise Invalid("unit", " and ".join(units), "these are two units", "write both figures in one")
    read = {what: figure for what, (figure, _) in figures.items()}
    return Measure(next(iter(units), ""), better, read.get("now"), read.get("target"))


def gaps(kinds: Collection[Kind]) -> tuple[Kind, ...]:
    """The kinds of entry that are missing from a person's map, in the order in which one asks for them.

    >>> gaps([Kind.OBJECTIVE, Kind.ISSUE])
    (<Kind.METRIC: 'metric'>, <Kind.STRATEGY: 'strategy'>)
    """
    return tuple(kind for kind in Kind if kind not in kinds)
