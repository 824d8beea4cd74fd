"""The tree of a formula: reckoned at a point, bounded over ranges, printed as words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.estimate import Estimate

_PRINTED = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


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


def figure(node: Node, values: Mapping[str, Decimal]) -> Decimal:
    """The figure of a tree at these values, in the precision around it.

    Raises:
        ArithmeticError: something is divided by nought, or past all bounds.

    >>> figure(Pair("*", Name("a"), Number(Decimal(2), "2")), {"a": Decimal(3)})
    Decimal('6')
    """
    match node:
        case Number():
            return node.value
        case Name():
            return values[node.name]
        case Negative():
            return -figure(node.of, values)
        case Choice():
            return (min if node.which == "min" else max)(figure(part, values) for part in node.parts)
        case _:
            left, right = figure(node.left, values), figure(node.right, values)
            return _join(node.sign, left, right)


def _join(sign: str, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


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


def words(node: Node, outer: int = 0) -> str:
    """A tree as words, in brackets where it binds less than what stands around it (`outer`).

    >>> words(Pair("*", Name("hours_saved"), Number(Decimal(2000), "2k")))
    'hours saved × 2k'
    """
    match node:
        case Number():
            return node.typed
        case Name():
            return node.name.replace("_", " ")
        case Negative():
            return f"−{words(node.of, 3)}"
        case Choice():
            word = "the least of" if node.which == "min" else "the greatest of"
            return f"{word} ({', '.join(words(part, 0) for part in node.parts)})"
        case _:
            rank = _RANK[node.sign]
            made = words(node.left, rank) + _PRINTED[node.sign] + words(node.right, rank + 1)
            return f"({made})" if rank < outer else made
