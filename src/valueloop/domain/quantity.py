"""A quantity as people type it: a figure or a range, with its unit behind it."""

import re

from valueloop.domain.estimate import Estimate
from valueloop.domain.money import read_estimate, split_currency
from valueloop.domain.unit import read_unit
from valueloop.errors import Invalid

LONGEST = 200
# Figures end where a unit begins: at a word, or at a slash with a word behind it. One letter of a scale is no word.
_UNIT = re.compile(r"(?P<figures>.*?\d[.\d]*\s*[kKmMbB%]?)(?![^\W\d_])(?P<unit>\s*/?\s*[^\W\d_].*)?", re.DOTALL)


def read_quantity(text: str) -> tuple[Estimate, str, str]:
    """A quantity's estimate, its unit (empty where none is typed), and the currency it names (empty where none).

    `€38/hour` is in EUR/hour, `20/year` in 1/year, `2/4/5 hour/week` a range in hours a week; `45k` has no unit.

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
    if unit.startswith("/"):
        unit = f"{currency or '1'}{unit}"
    elif currency:
        unit = f"{currency} {unit}".strip()
    if unit:
        unit = read_unit(unit, currency=currency).text
    return read_estimate(figures.strip(), "input"), unit, currency
