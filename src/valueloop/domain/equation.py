"""The tree of a formula: reckoned at a point or over arrays, bounded over ranges, written as words or for a sheet."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from valueloop.domain.estimate import Estimate

N = TypeVar("N")
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
_JOINED: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True)
class Number:
    """A number in a formula, with the text that it was typed as."""

    value: Decimal
    typed: str


@dataclass(frozen=True)
class Name:
    """An input's name."""

    name: str


@dataclass(frozen=True)
class Negative:
    """Minus something."""

    of: "Node"


@dataclass(frozen=True)
class Pair:
    """Two parts joined by + - * or /."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Choice:
    """The least or the greatest of several parts."""

    which: str
    parts: tuple["Node", ...]


Node = Number | Name | Negative | Pair | Choice


def gather(node: Node, names: dict[str, None]) -> None:
    """Put the inputs that a tree names into `names`, in order of first use."""
    match node:
        case Name():
            names[node.name] = None
        case Negative():
            gather(node.of, names)
        case Pair():
            gather(node.left, names)
            gather(node.right, names)
        case Choice():
            for part in node.parts:
                gather(part, names)
        case _:
            pass


@dataclass(frozen=True)
class Arithmetic(Generic[N]):
    """What a tree is reckoned in: how a literal becomes such a number, and the least and the greatest of several."""

    of: Callable[[Decimal], N]
    least: Callable[[Sequence[N]], N]
    greatest: Callable[[Sequence[N]], N]


DECIMALS: Arithmetic[Decimal] = Arithmetic(lambda value: value, min, max)


def figure(node: Node, values: Mapping[str, N], by: Arithmetic[N]) -> N:
    """The figure of a tree at these values, in the precision around it; with arrays for values, an array.

    Raises:
        ArithmeticError: something is divided by nought, or past all bounds (Decimals; arrays hold inf or nan there).

    >>> figure(Pair("*", Name("a"), Number(Decimal(2), "2")), {"a": Decimal(3)}, DECIMALS)
    Decimal('6')
    """
    match node:
        case Number():
            return by.of(node.value)
        case Name():
            return values[node.name]
        case Negative():
            return _join("-", by.of(Decimal(0)), figure(node.of, values, by))
        case Choice():
            parts = [figure(part, values, by) for part in node.parts]
            return by.least(parts) if node.which == "min" else by.greatest(parts)
        case _:
            return _join(node.sign, figure(node.left, values, by), figure(node.right, values, by))


def _join(sign: str, left: N, right: N) -> N:
    joined: N = _JOINED[sign](left, right)
    return joined


def interval(node: Node, values: Mapping[str, Estimate]) -> tuple[Decimal, Decimal]:
    """The ends between which a tree lies when every input may lie anywhere in its range.

    Raises:
        ArithmeticError: a divisor's range holds nought, or something is past all bounds.

    >>> interval(Negative(Name("a")), {"a": Estimate(Decimal(1), Decimal(2), Decimal(3))})
    (Decimal('-3'), Decimal('-1'))
    """
    match node:
        case Number():
            return node.value, node.value
        case Name():
            return values[node.name].low, values[node.name].high
        case Negative():
            low, high = interval(node.of, values)
            return -high, -low
        case Choice():
            ends = [interval(part, values) for part in node.parts]
            pick = min if node.which == "min" else max
            return pick(low for low, _ in ends), pick(high for _, high in ends)
        case _:
            (a, b), (c, d) = interval(node.left, values), interval(node.right, values)
            if node.sign == "-":
                return a - d, b - c
            if node.sign == "/" and c <= 0 <= d:
                raise ZeroDivisionError
            if node.sign == "+":
                return a + c, b + d
            corners = [_join(node.sign, left, right) for left in (a, b) for right in (c, d)]
            return min(corners), max(corners)


@dataclass(frozen=True)
class Notation:
    """How the parts of a tree are written: its literals, its names, the signs between them, least and greatest."""

    number: Callable[[Number], str]
    name: Callable[[str], str]
    signs: Mapping[str, str]
    minus: str
    choice: Mapping[str, str]


_WORDS = Notation(
    lambda number: number.typed,
    lambda name: name.replace("_", " "),
    {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "},
    "−",
    {"min": "the least of (", "max": "the greatest of ("},
)


def words(node: Node) -> str:
    """A tree as words.

    >>> words(Pair("*", Name("hours_saved"), Number(Decimal(2000), "2k")))
    'hours saved × 2k'
    """
    return _written(node, _WORDS, 0)


def spreadsheet(node: Node, cells: Mapping[str, str]) -> str:
    """A tree as a spreadsheet formula (without its `=`), each input as the cell that `cells` names.

    >>> spreadsheet(Pair("*", Name("hours"), Number(Decimal("0.15"), "15%")), {"hours": "B2"})
    'B2*0.15'
    """
    by = Notation(
        lambda number: f"{number.value:f}",
        lambda name: cells[name],
        {sign: sign for sign in _RANK},
        "-",
        {"min": "MIN(", "max": "MAX("},
    )
    return _written(node, by, 0)


def _written(node: Node, by: Notation, outer: int) -> str:
    """A tree in a notation, in brackets where it binds less than what stands around it (`outer`)."""
    match node:
        case Number():
            return by.number(node)
        case Name():
            return by.name(node.name)
        case Negative():
            return f"{by.minus}{_written(node.of, by, 3)}"
        case Choice():
            return f"{by.choice[node.which]}{', '.join(_written(part, by, 0) for part in node.parts)})"
        case _:
            rank = _RANK[node.sign]
            made = _written(node.left, by, rank) + by.signs[node.sign] + _written(node.right, by, rank + 1)
            return f"({made})" if rank < outer else made
