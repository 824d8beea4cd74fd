"""The terms of a price by outcome, and what they come to on what is agreed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from valueloop.domain.money import Money
from valueloop.domain.page.terms import outcome_terms
from valueloop.domain.value.terms import Rule, Terms

BY_OUTCOME = Terms(Rule.OUTCOME, Decimal("0.2"), base=Decimal(12_000), baseline=Decimal(60_000), most=Decimal(40_000))


@pytest.mark.parametrize("terms", [None, Terms(), Terms(Rule.OUTCOME, price=Decimal(5))])
def test_a_fixed_price_has_none(terms: Terms | None) -> None:
    assert outcome_terms(terms, Decimal(100), "EUR", 3) is None


@pytest.mark.parametrize(
    ("agreed", "guarantee", "price"),
    [
        ("150000", None, "30000.00"),
        ("900000", None, "52000.00"),
        ("0", None, "12000.00"),
        ("95000", "100000", "14000.00"),
        ("10000", "100000", "0.00"),
    ],
)
def test_what_they_come_to_is_what_would_be_owed(agreed: str, guarantee: str | None, price: str) -> None:
    terms = replace(BY_OUTCOME, guarantee=None if guarantee is None else Decimal(guarantee))
    found = outcome_terms(terms, Decimal(agreed), "EUR", 3)
    assert found is not None
    assert (str(found.price.amount), found.keeps + found.price) == (price, found.agreed)
    assert (found.base, found.most, found.years) == (Money(Decimal(12_000), "EUR"), Money(Decimal(40_000), "EUR"), 3)
    assert (found.guarantee is None) is (guarantee is None)
