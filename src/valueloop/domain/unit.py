"""Units as people type them: names joined by `*`, `/` or `per`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from valueloop.domain.currency import CODES, SHARED_SYMBOL, SYMBOLS
from valueloop.domain.names import fold
from valueloop.errors import Invalid

LONGEST, MOST_NAMES = 100, 12
_SAME = {"·": "*", "×": "*", "per": "/"}
WORD = re.compile(rf"[^\W\d_][\w\u0300-\u036f]*|[{''.join(sign for sign in SYMBOLS if len(sign) == 1)}]")
_PART = re.compile(rf"{WORD.pattern}|[*·×/]|1(?!\w)")

# What is known by other spellings too; a plural s may follow any but those of one letter.
_KNOWN = {
    spelling.lower(): row.split()[0]
    for row in """hour h hr|minute min|second s sec|day d|shift|week wk|month mo|quarter q|year y yr a annum
    |gram g|kg kilogram|tonne t|metre m meter|km|cm|mm|m2|m3|litre l liter|ml|W watt|kW|MW|Wh|kWh|MWh
    |EUR euro|USD|GBP|CHF""".split("|")
    for spelling in row.split()
}
# What another unit holds; all else is a dimension of its own, the calendar too: how many weeks a year has must be seen.
SCALED = {
    row.split("=")[0].strip(): row.split("=")[1]
    for row in """minute = hour / 60|second = hour / 3600|kg = 1000 * gram|tonne = 1000000 * gram|km = 1000 * metre
    |cm = metre / 100|mm = metre / 1000|m2 = metre ** 2|m3 = metre ** 3|litre = metre ** 3 / 1000
    |ml = metre ** 3 / 1000000|kW = 1000 * W|MW = 1000000 * W|Wh = W * hour|kWh = 1000 * W * hour
    |MWh = 1000000 * W * hour""".split("|")
}


@dataclass(frozen=True)
class Unit:
    """What a figure counts: its text in the order typed, and the power of each name; equal when the powers are."""

    text: str = field(compare=False)
    powers: tuple[tuple[str, int], ...]


def read_unit(text: str, *, currency: str = "") -> Unit:
    """A unit as typed: names joined by `*`, `·`, `×`, `/` or `per`; an empty text is no unit.

    `$` is the dollar of `currency`, where that is one. Plurals count as their singular, `hr` as `hour`. Upper-case
    codes are currencies. `EUR/kW*h` is refused: it can be read in two ways.

    Raises:
        Invalid: it cannot be read, or in two ways; it is longer than 100 characters or 12 names.

    >>> read_unit("hours per week per machine").text, read_unit("€/h").text, read_unit("/year").text
    ('hour/week/machine', 'EUR/hour', '1/year')
    """
    parts = _parts(text)
    powers: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for join, part in zip(["*", *parts[1::2]], parts[::2], strict=False):
        if part != "1":
            key, word = named(part, currency)
            spelled.setdefault(key, word)
            powers[key] = powers.get(key, 0) + (1 if join == "*" else -1)
    made = written(powers, spelled)
    if len(made) > LONGEST:
        raise _wrong(text, f"it is longer than {LONGEST} characters")
    return Unit(made, tuple(sorted((key, power) for key, power in powers.items() if power)))


def needs_conversion(units: Iterable[Unit]) -> bool:
    """Whether any of the units has a scale, as minute and kWh have; without one `converted` changes no tree.

    >>> needs_conversion([read_unit("EUR/hour")]), needs_conversion([read_unit("EUR/minute")])
    (False, True)
    """
    return any(name in SCALED for unit in units for name, _ in unit.powers)


def _wrong(text: str, why: str, expected: str = "write hour/week/machine, EUR/hour, 1/year") -> Invalid:
    return Invalid("unit", text, why, expected)


def _parts(text: str) -> list[str]:
    """The names of a unit, or a 1, and at each second place the `*` or `/` that joins them."""
    if len(text) > LONGEST:
        raise _wrong(text, f"it is longer than {LONGEST} characters")
    if "%" in text:
        raise _wrong(text, "a percentage is no unit", "write the value as 15%")
    plain = unicodedata.normalize("NFKC", text).strip()
    parts: list[str] = ["1"] if re.match("/|per\\b", plain, re.IGNORECASE) else []
    while plain:
        found = _PART.match(plain)
        if not found:
            raise _wrong(text, f"'{plain[:12]}' is not part of a unit")
        part = _SAME.get(found[0].lower(), found[0])
        if (part in {"*", "/"}) != bool(len(parts) % 2) or (parts and part == "1"):
            raise _wrong(text, f"'{found[0]}' stands where it cannot")
        parts.append(part)
        plain = plain[found.end() :].lstrip()
    if parts and len(parts) % 2 == 0:
        raise _wrong(text, "it ends too early")
    if "/*" in "".join(parts[1::2]):
        raise _wrong(text, "a * behind a / can be read in two ways", "write kW*hour/week")
    if sum(part != "1" for part in parts[::2]) > MOST_NAMES:
        raise _wrong(text, f"it has more than {MOST_NAMES} names")
    return parts


def known(name: str) -> bool:
    """Whether a name is one of a unit or a currency that is known by itself, in any spelling.

    >>> known("minutes"), known("kg"), known("machines")
    (True, True, False)
    """
    key, _ = named(name)
    return key in CODES or key in _KNOWN.values()


def named(name: str, currency: str = "") -> tuple[str, str]:
    """The key that a name is compared by, and the name as it is shown."""
    folded = unicodedata.normalize("NFKC", name.casefold())
    if folded in SYMBOLS:
        code = currency if currency in SHARED_SYMBOL.get(folded, ()) else SYMBOLS[folded]
        return code, code
    known = name if name in CODES else _KNOWN.get(folded)
    if not known and len(folded) > 2:
        known = _KNOWN.get(folded.removesuffix("s"))
    return (known, known) if known else (_stem(folded), folded)


def _stem(word: str) -> str:
    """What singular and plural of a word share: `box` of boxes, `entry` of entries, `cas` of case and cases."""
    shorter = re.sub("ie$", "y", re.sub("(?<!s)s$|(?<=[sxzho])e$", "", word))
    return word if shorter == word or len(word) <= 2 else _stem(shorter)


def written(powers: Mapping[str, int], spelled: Mapping[str, str]) -> str:
    """Powers of names as a unit's text, each name spelled so.

    >>> written({"EUR": 1, "hour": -1}, {"EUR": "EUR", "hour": "hour"})
    'EUR/hour'
    """
    ranked = sorted(powers, key=lambda key: key not in CODES)
    above = "*".join(spelled[key] for key in ranked for _ in range(powers[key]))
    below = "".join(f"/{spelled[key]}" for key in ranked for _ in range(-powers[key]))
    return (above or "1") + below if below else above


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, however they are spelled.

    >>> same_unit("hours per month", "h/month"), same_unit("stops a Day", "stops a day"), same_unit("h", "h/month")
    (True, True, False)
    """
    if fold(one) == fold(other):
        return True
    try:
        return read_unit(one) == read_unit(other)
    except Invalid:
        return False
