"""A quantity as people type it: a figure or a range, with its unit behind it."""

import re

from valueloop.domain.estimate import Estimate
from valueloop.domain.money import read_estimate, split_currency
from valueloop.domain.unit import known, read_unit
from valueloop.errors import Invalid

LONGEST = 200
# Figures end where a unit begins: at a word, or at a slash with a word behind it. One letter of a scale is no word.
_UNIT = re.compile(r"(?P<figures>.*?\d[.\d]*\s*[kKmMbB%]?)(?![^\W\d_])(?P<unit>\s*/?\s*[^\W\d_].*)?", re.DOTALL)

# A unit at the figures with no space between; a letter of a scale alone is no word, and letters in digits are none.
_STUCK = re.compile(r"(?P<figures>.*?\d)(?P<unit>(?![kKmMbB](?![^\W\d_]))(?P<word>[^\W\d_]++)(?!\d).*)", re.DOTALL)
# A word may begin with a scale, as kEUR, Mbottles and mstops do; machines and bottles do not.
_SCALED = re.compile("[kKMB]|m(?![aeiouyäöü])|b(?![aeiouylräöü])")
_SCALES = {
    word: row.split()[0]
    for row in "k thousand tsd|m million millions mio mln mn|b billion billions bn mrd|% percent pct".split("|")
    for word in row.split()[1:]
}


def read_quantity(text: str) -> tuple[Estimate, str, str]:
    """A quantity's estimate, its unit (empty where none is typed), and the currency it names (empty where none).

    `€38/hour` is in EUR/hour, `20/year` in 1/year, `2/4/5 hour/week` a range in hours a week; `45k` has no unit. The
    space before a unit may be missing where it can be read in one way: in `600garment`, not in `5kEUR` or `5h`.

    Raises:
        Invalid: the figure or the unit cannot be read.

    >>> read_quantity("€38/hour")[1:], read_quantity("20/year")[1], read_quantity("2/4/5 hours per week")[0].high
    (('EUR/hour', 'EUR'), '1/year', Decimal('5'))
    """
    if len(text) > LONGEST:
        raise Invalid("input", text, f"it is longer than {LONGEST} characters")
    body, currency = split_currency(text, "", among_words=True)
    found = _UNIT.fullmatch(body.strip())
    unit = (found["unit"] or "").strip() if found else ""
    figures = found["figures"] if found and unit else body
    if not unit and (stuck := _STUCK.fullmatch(body.strip())):
        figures, unit = _parted(text, stuck["figures"], stuck["word"], stuck["unit"])
    if unit.startswith("/"):
        unit = f"{currency or '1'}{unit}"
    elif currency:
        unit = f"{currency} {unit}".strip()
    if unit:
        unit = read_unit(unit, currency=currency).text
    return read_estimate(figures.strip(), "input"), unit, currency


def _parted(text: str, figures: str, word: str, unit: str) -> tuple[str, str]:
    """Figures and the unit that stands at them, whose first word is `word`.

    Raises:
        Invalid: the figures cannot be read, or the space between must be typed.
    """
    read_estimate(figures, "input")
    if scale := _SCALES.get(word.lower()):
        raise Invalid("input", text, f"'{word}' is no unit", f"write {figures}{scale}")
    scaled = not known(word) and (_SCALED.match(word) or known(word[1:]))
    if len(word) == 1 or scaled:
        other = f", or {figures}{unit[0]} {unit[1:]}" if scaled else ""
        raise Invalid("input", text, "a space is missing before its unit", f"write {figures} {unit}{other}")
    return figures, unit
