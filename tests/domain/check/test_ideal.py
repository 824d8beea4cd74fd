"""What suits us: criteria as typed, and the part of the known weight that an account meets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.check.ideal import TRAITS, Criterion, Fit, fit, meets, read_criterion
from valueloop.errors import Invalid, Unknown


@pytest.mark.parametrize(
    ("trait", "typed", "kept"),
    [
        ("size", "200..600", "200..600"),
        ("Size ", " 1,000 .. ", "1000.."),
        ("size", "..600", "..600"),
        ("size", "250", "250"),
        ("currency", "€, usd", "EUR, USD"),
        ("exposure", "seen, intro", "seen at another customer, introduction"),
        ("industry", " food, steel ", "food, steel"),
        ("owner", "field sales", "field sales"),
    ],
)
def test_a_criterion_is_read_as_typed(trait: str, typed: str, kept: str) -> None:
    found = read_criterion(trait, typed, "2.5")
    assert found == Criterion(trait.strip().lower(), kept, Decimal("2.5"))
    assert read_criterion(found.trait, found.wanted, "2.5") == found


@pytest.mark.parametrize(
    ("trait", "typed", "weight", "why"),
    [
        ("size", "big", "1", "no number of people"),
        ("size", "..", "1", "no number of people"),
        ("size", "600..200", "1", "ends before it begins"),
        ("currency", "EUROS", "1", "ISO 4217"),
        ("exposure", "by chance", "1", "nobody comes to know of us that way"),
        ("exposure", "seen,", "1", "nobody comes to know of us that way"),
        ("region", "north\nsouth", "1", "one line"),
        ("region", "x" * 201, "1", "one line"),
        ("region", "north", "0", "not above 0"),
        ("region", "north", "1001", "not above 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(trait: str, typed: str, weight: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_criterion(trait, typed, weight)


def test_a_trait_that_there_is_not_is_told_with_a_near_one() -> None:
    with pytest.raises(Unknown, match="did you mean industry"):
        read_criterion("industri", "food")


@pytest.mark.parametrize(
    ("trait", "wanted", "value", "met"),
    [
        ("size", "200..600", 200, True),
        ("size", "200..600", 600, True),
        ("size", "200..600", 601, False),
        ("size", "200..600", 199, False),
        ("size", "..600", 0, True),
        ("size", "250", 250, True),
        ("size", "250", 251, False),
        ("size", "200..", None, None),
        ("industry", "food, steel", "Food and drink", True),
        ("industry", "café", "Cafes", True),
        ("industry", "food,", "metal", False),
        ("region", "north", "", None),
    ],
)
def test_a_trait_is_met_or_missed_or_not_recorded(
    trait: str, wanted: str, value: str | int | None, met: bool | None
) -> None:
    assert meets(Criterion(trait, wanted), value) is met


def test_the_fit_is_over_what_is_known() -> None:
    criteria = [Criterion("region", "north", Decimal(3)), Criterion("size", "200.."), Criterion("owner", "sam")]
    assert fit(criteria, {"region": "North", "size": 20}) == Fit(Decimal("0.75"), ("region",), ("size",), ("owner",))
    assert fit(criteria, {}) == Fit(None, (), (), ("region", "size", "owner"))
    assert fit([], {"region": "north"}).share is None


WEIGHTS = st.lists(st.tuples(st.decimals(1, 9, places=1), st.booleans()), min_size=1, max_size=6)


@given(WEIGHTS, st.decimals(1, 9, places=1))
def test_no_unit_of_weight_matters_and_the_parts_add_up(rows: list[tuple[Decimal, bool]], factor: Decimal) -> None:
    traits = {trait: "yes" if met else "no" for trait, (_, met) in zip(TRAITS, rows, strict=False) if trait != "size"}
    criteria = [Criterion(trait, "yes", weight) for trait, (weight, _) in zip(TRAITS, rows, strict=False)]
    criteria = [each for each in criteria if each.trait != "size"]
    scaled = [Criterion(each.trait, each.wanted, each.weight * factor) for each in criteria]
    one, other = fit(criteria, traits), fit(scaled, traits)
    assert (one.share is None) == (other.share is None) == (not criteria)
    if one.share is not None and other.share is not None:
        assert abs(one.share - other.share) < Decimal("1e-20")
        assert 0 <= one.share <= 1
    assert len(one.met) + len(one.missed) + len(one.unknown) == len(criteria)
