"""What an account that suits us is like: criteria, each with its weight, and how well an account meets them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.account import Exposure
from valueloop.domain.money import a_currency, read_number
from valueloop.domain.names import fold, near
from valueloop.errors import Invalid, Unknown

TRAITS = ("industry", "size", "region", "exposure", "currency", "owner")
ENOUGH = Decimal("0.5")  # of the weight that is known: below that an account does not suit us. Judgement.
_SIZE = re.compile(r"(\d{1,9})?(\.\.)?(\d{1,9})?", re.ASCII)


@dataclass(frozen=True)
class Criterion:
    """A trait of an account that suits us, what it is to be, and how much that weighs."""

    trait: str
    wanted: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Fit:
    """How well an account meets the criteria: the part of the known weight that it meets; None where none is known.

    The traits are named: those that it meets, those that it misses, those that nobody has recorded.
    """

    share: Decimal | None
    met: tuple[str, ...]
    missed: tuple[str, ...]
    unknown: tuple[str, ...]


def read_criterion(trait: str, wanted: str, weight: str = "1") -> Criterion:
    """A criterion as typed: `industry` = `food, drink` (any of them), `size` = `200..600` or `200..`, and its weight.

    Raises:
        Unknown: there is no such trait.
        Invalid: what is wanted, or its weight, cannot be read.

    >>> read_criterion("Size", "200 .. 600", "2")
    Criterion(trait='size', wanted='200..600', weight=Decimal('2'))
    """
    name = trait.strip().lower()
    if name not in TRAITS:
        raise Unknown("trait", trait, near(trait, TRAITS))
    heavy = read_number(weight, "weight")
    if not 0 < heavy <= 1000:
        raise Invalid("weight", weight, "it is not above 0 and at most 1,000", "write 1 or 2.5")
    return Criterion(name, _wanted(name, wanted.strip()), heavy)


def _wanted(trait: str, text: str) -> str:
    if len(text) > 200 or len(text.splitlines()) > 1 or "\0" in text:
        raise Invalid(trait, text[:40], "it does not stand on one line of at most 200 characters")
    match trait:
        case "size":
            least, most = _ends(text)
            if least is not None and most is not None and least > most:
                raise Invalid("size", text, "it ends before it begins", "write 200..600")
            return "".join(text.split()).replace(",", "")
        case "currency":
            return ", ".join(a_currency(each) for each in text.split(","))
        case "exposure":
            words = [each.value for each in Exposure]
            found = [next((word for word in words if word.startswith(fold(each) or "?")), None) for each in _any(text)]
            if None in found:
                raise Invalid("exposure", text, "nobody comes to know of us that way", f"write {', '.join(words)}")
            return ", ".join(each for each in found if each)
    return text


def _ends(text: str) -> tuple[int | None, int | None]:
    """The least and the most head count that a size allows; None where it is open."""
    found = _SIZE.fullmatch("".join(text.split()).replace(",", ""))
    if not found or not (found[1] or found[3]):
        raise Invalid("size", text, "it is no number of people", "write 200..600, 200.. or ..600")
    least, most = (None if each is None else int(each) for each in (found[1], found[3]))
    return least, (most if found[2] else least)


def _any(text: str) -> list[str]:
    return [each.strip() for each in text.split(",")]


def meets(criterion: Criterion, value: str | int | None) -> bool | None:
    """Whether a trait is as it should be; None where it is not recorded.

    A text is met when any of the wanted ones, which commas part, stands in it, case and accents ignored.

    >>> meets(Criterion("industry", "food, steel"), "Food and drink"), meets(Criterion("size", "200.."), 90)
    (True, False)
    """
    if value is None or value == "":
        return None
    if criterion.trait == "size":
        least, most = _ends(criterion.wanted)
        return (least or 0) <= int(value) and (most is None or int(value) <= most)
    return any(fold(each) in fold(str(value)) for each in _any(criterion.wanted) if each)


def fit(criteria: Sequence[Criterion], traits: Mapping[str, str | int | None]) -> Fit:
    """How well an account meets the criteria: Σ weight of those met / Σ weight of those that are known.

    >>> fit(
    ...     [Criterion("region", "north", Decimal(3)), Criterion("size", "200..")], {"region": "north", "size": 20}
    ... ).share
    Decimal('0.75')
    """
    told = [(each, meets(each, traits.get(each.trait))) for each in criteria]
    known = sum((each.weight for each, is_met in told if is_met is not None), Decimal(0))
    met = sum((each.weight for each, is_met in told if is_met), Decimal(0))
    by = {state: tuple(each.trait for each, is_met in told if is_met is state) for state in (True, False, None)}
    return Fit(met / known if known else None, by[True], by[False], by[None])
