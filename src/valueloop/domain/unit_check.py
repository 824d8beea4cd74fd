"""The units of a formula's inputs, checked with pint to come out in money a year, or in money once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from valueloop.domain.currency import CODES
from valueloop.domain.equation import Choice, Name, Negative, Node, Number, Pair, words
from valueloop.domain.unit import LONGEST, SCALED, WORD, Unit, named, needs_conversion, read_unit, written
from valueloop.errors import Invalid

if TYPE_CHECKING:
    import pint

HIGHEST_POWER = 20  # beyond it a factor has more digits than Python writes, and pint writes them
_Made = tuple[Node, "pint.Unit"]
_JOINED = {"+": "added", "-": "subtracted", "min": "compared", "max": "compared"}


def converted(text: str, tree: Node, units: Mapping[str, Unit], currency: str, *, once: bool) -> Node:
    """The tree with all conversions as visible factors, sure to come out in `currency` a year, or in it alone (`once`).

    Numbers, and inputs that are not in `units`, have no unit; a 0 fits any. The same tree when nothing is converted.

    Raises:
        Invalid: parts of different units are added, subtracted or compared, or the whole is in another unit.

    >>> minutes = {"saved": read_unit("minute/year"), "wage": read_unit("EUR/hour")}
    >>> words(converted("saved * wage", Pair("*", Name("saved"), Name("wage")), minutes, "EUR", once=False))
    'saved × wage ÷ 60'
    """
    target = read_unit(currency if once else f"{currency}/year")
    if not needs_conversion(units.values()) and _powers_of(tree, units) == dict(target.powers):
        return tree
    spelled = {named(word)[0]: word for unit in (target, *units.values()) for word in WORD.findall(unit.text)}
    check = _Check(text, {name: _in_pint(unit) for name, unit in units.items()}, spelled)
    made, unit = check.walk(tree)
    if unit.dimensionality != _in_pint(target).dimensionality:
        raise check.off_target(_powers(unit), _powers(_in_pint(target) / unit), currency, "" if once else " a year")
    made = _times(made, _scale(unit))
    return tree if made == tree else made


def _powers_of(node: Node, units: Mapping[str, Unit]) -> dict[str, int] | None:
    """The powers of a tree's unit where nothing has to be converted; None where that is for pint to say."""
    match node:
        case Number():
            return {}
        case Name():
            return dict(units[node.name].powers) if node.name in units else {}
        case Negative():
            return _powers_of(node.of, units)
        case Pair(sign="*" | "/"):
            left, right = _powers_of(node.left, units), _powers_of(node.right, units)
            if left is None or right is None:
                return None
            way = 1 if node.sign == "*" else -1
            found = {name: left.get(name, 0) + way * right.get(name, 0) for name in left | right}
            kept = {name: power for name, power in found.items() if power}
            return kept if all(abs(power) <= HIGHEST_POWER for power in kept.values()) else None
        case _:
            parts = node.parts if isinstance(node, Choice) else (node.left, node.right)
            sides = [_powers_of(part, units) for part in parts if not _is_nought(part)]
            return sides[0] if sides and all(each == sides[0] for each in sides) else None


def _is_nought(node: Node) -> bool:
    """Whether a part is a literal 0, which fits any unit."""
    return isinstance(node, Number) and node.value == 0


@cache
def _registry() -> "pint.UnitRegistry[Any]":
    import pint  # noqa: PLC0415 - it takes 200 ms, and most commands need no units

    return pint.UnitRegistry(None, non_int_type=Fraction)


@cache
def _defined(name: str) -> str:
    """The name inside the registry of ours, under which nothing that is typed can be read as anything else."""
    inner = f"u_{name.encode().hex()}"
    scaled = re.sub(r"[A-Za-z]+", lambda found: _defined(found[0]), SCALED.get(name, ""))
    _registry().define(f"{inner} = {scaled or f'[{inner}]'}")
    return inner


def _in_pint(unit: Unit) -> "pint.Unit":
    powers, registry = dict(unit.powers), _registry()
    keys = [named(word)[0] for word in WORD.findall(unit.text)]
    return registry.Unit(registry.UnitsContainer({_defined(key): powers[key] for key in keys}))


def _scale(unit: "pint.Unit") -> Fraction:
    """How many of its root units one unit is, exactly."""
    return _registry().Quantity(Fraction(1), unit).to_root_units().magnitude


def _times(node: Node, factor: Fraction) -> Node:
    for sign, whole in (("*", factor.numerator), ("/", factor.denominator)):
        if whole != 1:
            node = Pair(sign, node, Number(Decimal(whole), f"{Decimal(whole):f}"))
    return node


def _powers(unit: "pint.Unit", *, reduced: bool = True) -> dict[str, int]:
    """The powers of a unit's names; reduced, one name for those that hold one another: hour for hour and minute."""
    one: Any = _registry().Quantity(Fraction(1), unit)
    items = (one.to_reduced_units() if reduced else one).unit_items()
    return {bytes.fromhex(inner[2:]).decode(): int(power) for inner, power in items}


@dataclass(frozen=True)
class _Check:
    text: str
    units: Mapping[str, "pint.Unit"]
    spelled: Mapping[str, str]

    def walk(self, node: Node) -> _Made:
        match node:
            case Number() | Name():
                return node, self.units.get(getattr(node, "name", ""), _registry().Unit(""))
            case Negative():
                of, unit = self.walk(node.of)
                return Negative(of), unit
            case Choice():
                parts, unit = self.alike(node.which, node.parts, [self.walk(part) for part in node.parts])
                return Choice(node.which, tuple(parts)), unit
            case _:
                (left, above), (right, other) = walked = [self.walk(node.left), self.walk(node.right)]
                if node.sign in _JOINED:
                    (left, right), unit = self.alike(node.sign, (node.left, node.right), walked)
                else:
                    unit = above * other if node.sign == "*" else above / other
                    if any(abs(power) > HIGHEST_POWER for power in _powers(unit, reduced=False).values()):
                        raise Invalid("formula", self.text, f"it multiplies one unit more than {HIGHEST_POWER} times")
                return Pair(node.sign, left, right), unit

    def alike(self, sign: str, typed: Sequence[Node], walked: Sequence[_Made]) -> tuple[list[Node], "pint.Unit"]:
        """The parts in the smallest of their units, so that none is divided where it can be multiplied."""
        noughts = [at for at, part in enumerate(typed) if _is_nought(part)]
        rest = [(part, walked[at][1]) for at, part in enumerate(typed) if at not in noughts]
        for part, unit in rest:
            if unit.dimensionality != rest[0][1].dimensionality:
                why = f"{self.said(*rest[0])}, {self.said(part, unit)}: they cannot be {_JOINED[sign]}"
                raise Invalid("formula", self.text, why, "give both the same unit")
        least = min((unit for _, unit in rest), key=_scale, default=_registry().Unit(""))
        return [p if at in noughts else _times(p, _scale(unit / least)) for at, (p, unit) in enumerate(walked)], least

    def said(self, node: Node, unit: "pint.Unit") -> str:
        term, counts = words(node), self.shown(_powers(unit))
        term = term if len(term) <= 60 else f"{term[:57]}..."
        return f"'{term}' is in {counts}" if counts else f"'{term}' has no unit"

    def shown(self, powers: Mapping[str, int]) -> str:
        return written(powers, self.spelled)[:LONGEST]

    def off_target(self, given: Mapping[str, int], missing: Mapping[str, int], currency: str, period: str) -> Invalid:
        why = f"it comes out in {self.shown(given) or 'no unit'}, "
        if any(name in CODES and name != currency for name in given):
            return Invalid("formula", self.text, f"{why}but all is reckoned in {currency}", "use one currency")
        hint = f"something in {self.shown(missing)} is missing"
        if missing == {"year": -1}:
            hint = "nothing says how often a year, as stops=500/year does"
        if all(power < 0 and given.get(name, 0) >= -power for name, power in missing.items()):
            hint = f"{self.shown({name: -power for name, power in missing.items()})} is left over"
        return Invalid("formula", self.text, f"{why}not in {currency}{period}: {hint}", "look at its inputs' units")
