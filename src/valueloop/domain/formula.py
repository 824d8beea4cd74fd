"""Value word equations: a formula over named inputs, parsed once, evaluated exactly, printed as words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext
from functools import lru_cache

from valueloop.domain.equation import (
    DECIMALS,
    Choice,
    Name,
    Negative,
    Node,
    Number,
    Pair,
    figure,
    gather,
    interval,
    words,
)
from valueloop.domain.estimate import Estimate
from valueloop.domain.number import EXACT, of_digits
from valueloop.errors import Invalid, Unknown

LONGEST, MOST_PARTS, DEEPEST = 1000, 300, 40
LARGEST_EXPONENT = 30  # beyond it 50 digits no longer hold cents, and nobody has such money
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9][0-9_]*(?:\.[0-9]+|(?P<grouped>,[0-9]{3}(?!\d)))?|\.[0-9]+)(?P<scale>[kKmM](?!\w)|%)?"
    r"|(?P<name>[^\W\d_]\w*)|(?P<sign>[-+*/(),×÷−·]))"
)
_SAME = {"×": "*", "·": "*", "÷": "/", "−": "-"}


@dataclass(frozen=True)
class Formula:
    """A parsed formula: its tree, its text as typed, and the inputs that it names in order of first use."""

    text: str
    tree: Node
    names: tuple[str, ...]

    def __call__(self, values: Mapping[str, Decimal]) -> Decimal:
        """The figure at these values, to 50 significant digits.

        Raises:
            Unknown: an input is missing.
            Invalid: something is divided by nought, or the figure is past all bounds.

        >>> parse("machines * hours * 2k")({"machines": Decimal(3), "hours": Decimal(4)})
        Decimal('24000')
        """
        self._needs(values)
        with localcontext(EXACT):
            try:
                return self._bounded(+figure(self.tree, values, DECIMALS))
            except (DecimalException, ArithmeticError):
                raise Invalid("formula", self.text, "it divides by nought or runs out of bounds") from None

    def between(self, values: Mapping[str, Estimate]) -> tuple[Decimal, Decimal]:
        """The lowest and the highest figure when every input may lie anywhere in its range.

        Interval arithmetic: sure to hold the true extremes, and equal to them when each input is used once.

        Raises:
            Unknown, Invalid: as for the figure; also when a divisor's range holds nought.

        >>> parse("a - b").between(
        ...     {"a": Estimate.exactly(Decimal(5)), "b": Estimate(Decimal(1), Decimal(2), Decimal(3))}
        ... )
        (Decimal('2'), Decimal('4'))
        """
        self._needs(values)
        with localcontext(EXACT):
            try:
                low, high = interval(self.tree, values)
                return self._bounded(low), self._bounded(high)
            except (DecimalException, ArithmeticError):
                raise Invalid("formula", self.text, "it divides by a range that holds nought") from None

    def _bounded(self, found: Decimal) -> Decimal:
        if found and found.adjusted() >= LARGEST_EXPONENT:
            raise Invalid("formula", self.text, f"its figure is beyond 10^{LARGEST_EXPONENT}")
        return found

    def words(self) -> str:
        """The equation as words: `machines × hours saved × 2k`.

        >>> parse("machines*(hours_saved+1)").words()
        'machines × (hours saved + 1)'
        """
        return words(self.tree)

    def _needs(self, values: Mapping[str, object]) -> None:
        missing = [name for name in self.names if name not in values]
        if missing:
            raise Unknown("input", missing[0])


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """Read a formula: names, numbers (`45k`, `1.2M`, `15%`), + - * / ( ), min(…) and max(…). Nothing else.

    `80.000` is refused as `read_number` refuses it, and `max(x, 80,000)` too: the comma may part two figures.

    Raises:
        Invalid: it cannot be read, or in two ways; it is longer than 1,000 characters or 300 parts, or nested deeper
            than 40; a number has more than 28 significant digits.

    >>> parse("min(a, b) / 2").names
    ('a', 'b')
    """
    if len(text) > LONGEST:
        raise Invalid("formula", text, f"it is longer than {LONGEST} characters")
    reader = _Reader(text)
    if len(reader.tokens) > MOST_PARTS:
        raise Invalid("formula", text, f"it has more than {MOST_PARTS} parts")
    tree = reader.whole()
    names: dict[str, None] = {}
    gather(tree, names)
    return Formula(text.strip(), tree, tuple(names))


def is_name(text: str) -> bool:
    """Whether a text may name an input: a letter, then letters, digits or `_`; not min or max.

    >>> is_name("hours_saved"), is_name("2x"), is_name("min")
    (True, False, False)
    """
    return text[:1].isalpha() and bool(re.fullmatch(r"\w{1,100}", text)) and text not in ("min", "max")


def as_name(text: str) -> str:
    """An input's name made from words.

    >>> as_name("Fewer stoppages, line 3!")
    'fewer_stoppages_line_3'
    """
    made = "_".join(re.findall(r"\w+", text.lower()))[:60].strip("_")
    return made if is_name(made) else f"n_{made}"


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[re.Match[str]] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if not found:
                raise self.wrong(f"'{text[at:].strip()[:12]}' is not part of a formula")
            self.tokens.append(found)
            at = found.end()
        self.at = 0

    def wrong(self, why: str) -> Invalid:
        return Invalid("formula", self.text, why, "use names, numbers, + - * / ( ) min max")

    def sign(self) -> str:
        if self.at == len(self.tokens):
            return ""
        raw = self.tokens[self.at]["sign"] or ""
        return _SAME.get(raw, raw)

    def take(self, sign: str) -> None:
        if self.sign() != sign:
            raise self.wrong(f"a '{sign}' is missing")
        self.at += 1

    def whole(self) -> Node:
        if not self.tokens:
            raise self.wrong("it is empty")
        tree = self.sum(0)
        if self.at < len(self.tokens):
            raise self.wrong(f"'{self.tokens[self.at][0].strip()}' stands where nothing can")
        return tree

    def sum(self, depth: int) -> Node:
        return self.chain(depth, ("+", "-"), self.product)

    def product(self, depth: int) -> Node:
        return self.chain(depth, ("*", "/"), self.part)

    def chain(self, depth: int, signs: tuple[str, str], below: Callable[[int], Node]) -> Node:
        left = below(depth)
        while (sign := self.sign()) in signs and sign:
            self.at += 1
            left = Pair(sign, left, below(depth))
        return left

    def part(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.wrong(f"it is nested deeper than {DEEPEST}")
        if self.at == len(self.tokens):
            raise self.wrong("it ends too early")
        sign, token = self.sign(), self.tokens[self.at]
        self.at += 1
        if sign == "-":
            return Negative(self.part(depth + 1))
        if sign == "(":
            inside = self.sum(depth + 1)
            self.take(")")
            return inside
        if token["number"]:
            return self.number(token)
        if token["name"]:
            return self.named(token["name"], depth)
        raise self.wrong(f"'{token[0].strip()}' stands where a number or a name should")

    def number(self, token: re.Match[str]) -> Node:
        digits = token["number"].replace("_", "")
        if token["grouped"]:
            one = digits.replace(",", "")
            raise Invalid(
                "formula",
                self.text,
                f"'{digits}' may be one number or two",
                f"write {one}, or put a space behind the comma",
            )
        return Number(of_digits(digits, token["scale"] or "", "formula", self.text), token[0].strip())

    def named(self, name: str, depth: int) -> Node:
        if name not in ("min", "max"):
            if self.sign() == "(":
                raise self.wrong(f"'{name}(' calls something; only min( and max( can be called")
            if not is_name(name):
                raise self.wrong(f"'{name[:12]}' is no name for an input")
            return Name(name)
        self.take("(")
        parts = [self.sum(depth + 1)]
        while self.sign() == ",":
            self.at += 1
            parts.append(self.sum(depth + 1))
        self.take(")")
        return Choice(name, tuple(parts))
