"""A price that follows from what is realised, as pages have it: its terms, and what they come to on what is agreed."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.invoice import by_outcome, outcome
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.value.terms import Terms


@dataclass(frozen=True)
class OutcomeTerms:
    """A price by outcome: `base` first, then `fraction` of what is realised above `baseline`, at `least` and at `most`.

    Below `guarantee` what is short of it is paid back, up to the price. `agreed` is what they accepted, less their
    costs, `price` what the terms come to if that is realised, `keeps` what is left of it. All are present values over
    so many `years`.
    """

    base: Money
    fraction: Decimal
    baseline: Money
    least: Money
    most: Money | None
    guarantee: Money | None
    agreed: Money
    price: Money
    keeps: Money
    years: int


def outcome_terms(terms: Terms | None, agreed: Decimal, currency: str, years: int) -> OutcomeTerms | None:
    """The terms of a price by outcome, and what they come to on what is agreed; None where the price is fixed.

    >>> from valueloop.domain.value.terms import Rule
    >>> found = outcome_terms(Terms(Rule.OUTCOME, Decimal("0.2"), base=Decimal(10)), Decimal(200), "EUR", 3)
    >>> str(found.price.amount), str(found.keeps.amount)
    ('50.00', '150.00')
    """
    if terms is None or not by_outcome(terms):
        return None
    price = outcome(terms, Decimal(0), agreed, Decimal(0), currency, whole=True).price

    def known(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, currency)

    return OutcomeTerms(
        Money(terms.base, currency),
        terms.fraction,
        Money(terms.baseline, currency),
        Money(terms.least, currency),
        known(terms.most),
        known(terms.guarantee),
        Money(agreed, currency),
        Money(price, currency),
        Money(EXACT.subtract(agreed, price), currency),
        years,
    )
