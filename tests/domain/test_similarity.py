"""How alike two accounts are: laws that hold for any two, figures that were reckoned by hand; what is carried over."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import facts
from valueloop.domain.estimate import Estimate
from valueloop.domain.probability import LEAST, MOST
from valueloop.domain.similarity import (
    THIN,
    WEIGHTS,
    Likeness,
    Trait,
    Traits,
    about_the_same,
    at_a_glance,
    carried,
    likeness,
    role_mix,
    scaled,
)

words = st.sampled_from(["", " ", "food", "Food and drink", "drink", "paper", "café", "steel works", "IT"])
ways = st.sampled_from(["", "advertisement", "introduction"])
names = st.sampled_from(
    ["fewer stops", "Yield", "higher yield of the filling lines", "less waste", "ROI", "less", "été"]
)
roles = st.sampled_from(["plant manager", "production manager", "production", "buyer"])
traits = st.builds(
    Traits,
    words,
    st.one_of(st.none(), st.integers(0, 10**9)),
    words,
    ways,
    words,
    st.frozensets(roles),
    st.frozensets(names),
)
chances = st.decimals(LEAST, MOST, places=3)
amounts = st.decimals(0, 10**9, places=2)


@given(traits, traits)
def test_likeness_is_symmetric(one: Traits, other: Traits) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(traits)
def test_an_account_with_anything_known_is_wholly_like_itself(one: Traits) -> None:
    found = likeness(one, one)
    known = (one.industry.strip(), one.size, one.region.strip(), one.exposure, one.people, one.needs)
    assert found.score == (1 if any(known) else 0)
    assert len(found.parts) == sum(map(bool, known))


@given(traits, traits)
def test_scores_and_parts_lie_between_nought_and_one(one: Traits, other: Traits) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 1
    assert all(0 <= each.alike <= 1 for each in found.parts)
    assert found.compared == sum((each.weight for each in found.parts), Decimal(0)) <= 1


@given(traits, traits)
def test_the_score_is_the_mean_of_the_parts_by_their_weights(one: Traits, other: Traits) -> None:
    found = likeness(one, other)
    assume(found.parts)
    mean = sum(each.weight * each.alike for each in found.parts) / found.compared
    assert abs(found.score - mean) <= Decimal("0.00005")
    assert min(each.alike for each in found.parts) <= found.score <= max(each.alike for each in found.parts)


@given(traits, traits)
def test_what_is_not_known_of_one_side_is_left_out(one: Traits, other: Traits) -> None:
    nothing = Traits()
    assert likeness(one, nothing) == Likeness(Decimal(0), Decimal(0), ())
    without = Traits(one.industry, None, one.region, one.exposure, one.exposed_by, one.people, one.needs)
    kept = [each for each in likeness(one, other).parts if each.trait is not Trait.SIZE]
    assert list(likeness(without, other).parts) == kept


@given(traits, traits)
def test_a_glance_sees_what_stands_in_the_row(one: Traits, other: Traits) -> None:
    row = {Trait.INDUSTRY, Trait.SIZE, Trait.REGION, Trait.EXPOSURE}
    parts = [each.weight * each.alike for each in likeness(one, other).parts if each.trait in row]
    seen = at_a_glance(one)(other.industry, other.size, other.region, other.exposure, other.exposed_by)
    assert seen == sum(parts, Decimal(0))


def test_the_weights_are_a_whole() -> None:
    assert set(WEIGHTS) == set(Trait)
    assert sum(WEIGHTS.values()) == 1


def test_two_accounts_reckoned_by_hand() -> None:
    one = Traits("food and drink", 420, "north", "advertisement", "spring", frozenset({"plant manager", "production"}))
    other = Traits("Food", 300, "South", "advertisement", "autumn", frozenset({"production"}), frozenset({"yield"}))
    found = likeness(one, other)
    assert {each.trait: each.alike for each in found.parts} == {
        Trait.INDUSTRY: Decimal("0.5"),  # food, of food and drink
        Trait.SIZE: Decimal("0.8539"),  # 1 - log10(420 / 300)
        Trait.REGION: 0,
        Trait.PEOPLE: Decimal("0.5"),
        Trait.EXPOSURE: Decimal("0.5"),
    }
    # (.25 × .5 + .15 × .8539 + .15 × .5 + .10 × .5) / .75
    assert (found.score, found.compared, found.thin) == (Decimal("0.5041"), Decimal("0.75"), False)


@pytest.mark.parametrize(
    ("size", "alike"), [(100, "1"), (200, "0.699"), (50, "0.699"), (1000, "0"), (100_000, "0"), (10, "0")]
)
def test_sizes_are_compared_by_their_ratio(size: int, alike: str) -> None:
    (part,) = likeness(Traits(size=100), Traits(size=size)).parts
    assert part.alike == Decimal(alike)


def test_nobody_working_there_is_no_size() -> None:
    assert likeness(Traits(size=0), Traits(size=0)).parts == ()


def test_what_hardly_anything_is_known_of_is_thin() -> None:
    assert likeness(Traits(region="north"), Traits(region="north")).thin
    assert not likeness(Traits("food"), Traits("food")).thin
    assert WEIGHTS[Trait.INDUSTRY] >= THIN


def test_exposure_counts_whole_by_the_same_campaign() -> None:
    def alike(*other: str) -> Decimal:
        (part,) = likeness(
            Traits(exposure="advertisement", exposed_by="Spring"), Traits(exposure=other[0], exposed_by=other[1])
        ).parts
        return part.alike

    assert alike("advertisement", "spring") == 1
    assert alike("advertisement", "autumn") == Decimal("0.5")
    assert alike("introduction", "spring") == 0


def test_needs_are_alike_when_they_are_about_the_same() -> None:
    ours, theirs = frozenset({"Yield", "waste"}), frozenset({"higher yield of the filling lines"})
    (part,) = likeness(Traits(needs=ours), Traits(needs=theirs)).parts
    assert part.alike == Decimal("0.6667")  # two of the three have one like it on the other side


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("fewer stops", "STOPS of line 3", True),
        ("ROI", "roi", True),
        ("ROI", "ROE", False),
        ("less", "less waste", False),  # "less" tells of nothing
        ("energy of the ovens", "energy", True),
        ("energy, gas, water, wages", "water for cooling towers", False),  # one word of three
    ],
)
def test_names_about_the_same(one: str, other: str, *, same: bool) -> None:
    assert about_the_same(one, other) is about_the_same(other, one) is same


def test_the_role_mix_takes_the_role_before_the_name() -> None:
    contacts = [("Ms Adeyemi", "Plant Manager", "Works"), ("plant manager", "", ""), ("", " ", "")]
    assert role_mix(contacts) == {"plant manager", "works"}


# What is carried over.


@given(chances, chances)
def test_a_carried_chance_is_half_way_to_the_usual_one(there: Decimal, default: Decimal) -> None:
    found = carried(there, default)
    assert abs(found - (there + default) / 2) <= Decimal("0.0005")
    assert min(there, default) <= found <= max(there, default)
    assert LEAST <= found <= MOST


@given(chances, chances, chances)
def test_a_higher_chance_there_is_never_a_lower_one_here(one: Decimal, other: Decimal, default: Decimal) -> None:
    assert (carried(one, default) <= carried(other, default)) or one > other


@pytest.mark.parametrize(
    ("there", "default", "here"),
    [("0.85", "0.35", "0.6"), ("0.05", "0.35", "0.2"), ("0.35", "0.35", "0.35"), ("0.0001", "0.001", "0.001")],
)
def test_carried_chances_reckoned_by_hand(there: str, default: str, here: str) -> None:
    assert carried(Decimal(there), Decimal(default)) == Decimal(here)


@given(st.lists(amounts, min_size=3, max_size=3).map(sorted), st.integers(1, 10**6), st.integers(1, 10**6))
def test_scaled_money_rises_and_keeps_to_the_ratio(ends: list[Decimal], there: int, here: int) -> None:
    found = scaled(Estimate(*ends), there, here)
    assert found.low <= found.likely <= found.high
    for was, became in zip(ends, (found.low, found.likely, found.high), strict=True):
        exact = was * here / there
        assert abs(became - exact) <= exact * Decimal("0.0501")
        assert len(str(became.normalize().as_tuple().digits)) <= len("(1, 2)")


def test_scaled_money_reckoned_by_hand() -> None:
    found = scaled(Estimate(Decimal(0), Decimal(90_000), Decimal(160_000)), 400, 300)
    assert facts(found.low, found.likely, found.high) == (0, 68_000, 120_000)  # 67,500 to the even of two digits
    assert str(found.high) == "120000"
