"""The terms on which our price is found: the share rule and its parameters, how the price is paid, our walk-away."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Rule(StrEnum):
    """How a price is found from the value."""

    FRACTION = "fraction"
    DIFFERENCE = "difference"
    BARGAIN = "bargain"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Terms:
    """The rule and what it needs; amounts are present values in the case's currency.

    `fraction` is f of the fraction, difference and outcome rules, `alpha` our part of what bargaining leaves above
    our `walk_away`. Outcome: `base` now, and f of what is realised above `baseline`, at `least` and at `most` so much;
    `guarantee` is a realised value below which we pay back what is short of it, up to the whole price. `price` is one
    that is asked or agreed: it takes the rule's place. `per_year`: the price is paid in equal parts each year, else in
    year 0. `instalments` is into how many parts a single price is cut.
    """

    rule: Rule = Rule.FRACTION
    fraction: Decimal = Decimal("0.25")
    alpha: Decimal = Decimal("0.5")
    base: Decimal = Decimal(0)
    baseline: Decimal = Decimal(0)
    least: Decimal = Decimal(0)
    most: Decimal | None = None
    guarantee: Decimal | None = None
    walk_away: Decimal | None = None
    price: Decimal | None = None
    per_year: bool = False
    instalments: int = 1
