"""The split desk, as a page has it."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.page.value import Basis, SumView
from valueloop.domain.value.terms import Rule


@dataclass(frozen=True)
class PriceView:
    """A price (present value) seen from both chairs; `price` is null where a rule gives none, and `why` says so.

    `part` is its share of the accepted value, `of_difference` its share of the difference to the next-best alternative;
    `keeps` what the customer keeps, at P10, P50 and P90 too; `lost` the most they can lose; `margin` what it is above
    our walk-away; `a_year` the yearly payment, where it is paid each year.
    """

    what: str
    offer: int | None
    price: Money | None
    a_year: Money | None
    why: str
    part: Decimal | None
    of_difference: Decimal | None
    keeps: Money | None
    keeps_p10: Money | None
    keeps_p50: Money | None
    keeps_p90: Money | None
    chance_of_gain: Decimal | None
    lost: Money | None
    margin: Money | None


@dataclass(frozen=True)
class TermsView:
    """The terms on which our price is found; amounts are present values."""

    rule: Rule
    fraction: Decimal
    alpha: Decimal
    base: Money
    baseline: Money
    least: Money
    most: Money | None
    guarantee: Money | None
    walk_away: Money | None
    price: Money | None
    per_year: bool
    instalments: int


@dataclass(frozen=True)
class SharePage:
    """The split desk: a price by each rule, and each price that is or was on the table.

    `rule` is the price in force: the rule's that was chosen, or one that is asked. `rules` are all rules side by side,
    the last two for reference. `missing` are the lines that wait for a yes.
    """

    account: str
    basis: Basis
    terms: TermsView
    value: SumView
    possible: SumView
    walk_away: Money | None
    next_best: str | None
    rule: PriceView
    rules: tuple[PriceView, ...]
    prices: tuple[PriceView, ...]
    instalments: tuple[Money, ...]
    missing: tuple[str, ...]
