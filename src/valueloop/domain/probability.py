"""Chances as people type them, and their odds."""

import re
from decimal import Decimal

from valueloop.domain.number import EXACT
from valueloop.errors import Invalid

LEAST, MOST, LONGEST = Decimal("0.001"), Decimal("0.999"), 40
_PLAIN = re.compile(r"(?P<digits>[-+]?(?:\d+(?:\.\d+)?|\.\d+))\s*(?P<percent>%?)", re.ASCII)


def read_fraction(text: str, what: str = "share", most: int = 1) -> Decimal:
    """A part of one as `40%` or `0.4`, both ends included; `40` is refused as ambiguous. `most` may be more than one.

    Raises:
        Invalid: it cannot be read, is outside 0 to `most`, or has more than 40 digits.

    >>> read_fraction("40%"), read_fraction(".4")
    (Decimal('0.4'), Decimal('0.4'))
    """
    found = _PLAIN.fullmatch(text.strip())
    if not found:
        raise Invalid(what, text, "it is not a number", "write 40% or 0.4")
    if len(found["digits"]) > LONGEST:
        raise Invalid(what, text, f"it has more than {LONGEST} digits", "round it first")
    value = EXACT.divide(Decimal(found["digits"]), Decimal(100 if found["percent"] else 1))
    if not 0 <= value <= most:
        bare = not found["percent"] and most < value <= 100
        way_out = f"write {found['digits']}%" if bare else "write 40% or 0.4"
        raise Invalid(what, text, f"it is not between 0 and {most}", way_out)
    return value.copy_abs()  # nought has no sign


def read_chance(text: str) -> Decimal:
    """A chance from 0.1% to 99.9%: what is certain can learn nothing.

    Raises:
        Invalid: it cannot be read, or is nearer to 0 or 1 than that.

    >>> read_chance("40%")
    Decimal('0.4')
    """
    value = read_fraction(text, "chance")
    if not LEAST <= value <= MOST:
        raise Invalid("chance", text, "what is certain can learn nothing", "write 0.1% to 99.9%")
    return value


def write_fraction(value: Decimal) -> str:
    """A fraction as a percentage that `read_fraction` reads back to the same value.

    >>> write_fraction(Decimal("0.4"))
    '40%'
    """
    plain = f"{value:%}".removesuffix("%")  # exact, where a product with 100 is rounded
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + "%"


def odds(chance: Decimal) -> Decimal:
    """Chance in favour over chance against: p / (1 - p), for 0 < p < 1.

    >>> odds(Decimal("0.8"))
    Decimal('4')
    """
    return chance / (1 - chance)


def chance_of(in_favour: Decimal) -> Decimal:
    """The chance that has these odds: o / (1 + o), for o > 0.

    >>> chance_of(Decimal(4))
    Decimal('0.8')
    """
    return in_favour / (1 + in_favour)
