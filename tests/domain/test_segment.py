"""Laws of segments: needs by meaning, typical parts, overlaps, and whether it is one market or several."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.effort import shares
from valueloop.domain.segment import (
    ENOUGH,
    Market,
    Markets,
    Parts,
    by_meaning,
    compared,
    middle,
    overlap,
    typical,
    within,
)
from valueloop.domain.similarity import about_the_same

WORDS = st.lists(st.sampled_from("yield waste overtime filling packing of the less".split()), min_size=1, max_size=3)
NAMES = st.dictionaries(WORDS.map(" ".join), st.integers(1, 9), max_size=8)
ACCOUNT = (
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 9), min_size=1)
    .map(lambda each: {need: Fraction(amount) for need, amount in each.items()})
    .map(shares)
)
SEGMENT = st.lists(ACCOUNT, min_size=2, max_size=5)
SEGMENTS = st.lists(st.lists(ACCOUNT, max_size=4), max_size=5)
YIELD, WASTE = {"yield": Fraction(1)}, {"waste": Fraction(1)}
BOTH = {"yield": Fraction(1, 2), "waste": Fraction(1, 2)}


@given(NAMES)
def test_each_need_goes_by_a_name_that_it_is_about_the_same_as(names: dict[str, int]) -> None:
    found = by_meaning(names)
    assert found.keys() == names.keys()
    heads = set(found.values())
    for name, head in found.items():
        assert about_the_same(name, head)
        assert found[head] == head
        assert names[head] >= names[name] or head == name
    assert not any(about_the_same(one, other) for one in heads for other in heads - {one})
    assert by_meaning(dict(reversed(names.items()))) == found


def test_the_commonest_name_stands_for_the_others() -> None:
    names = {"yield": 1, "higher yield of the filling lines": 2, "less overtime": 1, "etc": 1, "to": 1}
    found = by_meaning(names)
    assert found == {name: name for name in names} | {"yield": "higher yield of the filling lines"}


@given(SEGMENT)
def test_typical_parts_add_up_to_one_whatever_the_order(accounts: list[Parts]) -> None:
    found = typical(accounts)
    assert sum(found.values(), Fraction(0)) == 1
    assert typical(accounts[::-1]) == found
    assert typical(accounts * 2) == found


@given(ACCOUNT, ACCOUNT)
def test_an_overlap_is_the_sum_of_the_smaller_parts(one: Parts, other: Parts) -> None:
    found = overlap(one, other)
    assert found == sum((min(one[need], other.get(need, Fraction(0))) for need in one), Fraction(0))
    assert found == overlap(other, one)
    assert overlap(one, one) == 1


@given(SEGMENT)
def test_within_is_the_mean_overlap_of_each_account_with_the_others(accounts: list[Parts]) -> None:
    each = [overlap(one, typical([*accounts[:at], *accounts[at + 1 :]])) for at, one in enumerate(accounts)]
    assert within(accounts) == sum(each, Fraction(0)) / len(each)


def test_within_by_hand() -> None:
    """The first overlaps with (¾, ¼) by ¾, the second with the same by ¾, the third with (1, 0) by ½."""
    assert within([YIELD, YIELD, BOTH]) == (Fraction(3, 4) * 2 + Fraction(1, 2)) / 3


@given(SEGMENTS)
def test_every_segment_that_is_compared_is_in_one_market(segments: list[Sequence[Parts]]) -> None:
    found = compared(segments)
    which = [at for at, accounts in enumerate(segments) if len(accounts) >= ENOUGH]
    if len(which) < 2:
        assert found == Markets(Market.FEW)
        return
    assert sorted(at for those in found.markets for at in those) == which
    assert found.lowest is not None
    assert found.highest is not None
    assert 0 <= found.lowest <= found.highest <= 1
    assert (found.finding is Market.ONE) == (len(found.markets) == 1)
    back = compared(segments[::-1])
    assert (back.finding, back.lowest, back.highest, back.within) == (
        found.finding, found.lowest, found.highest, found.within
    )  # fmt: skip
    assert sorted(map(len, back.markets)) == sorted(map(len, found.markets))


@given(SEGMENT)
def test_a_segment_and_its_copy_are_one_market(accounts: list[Parts]) -> None:
    found = compared([accounts, accounts])
    assert (found.finding, found.markets, found.lowest) == (Market.ONE, ((0, 1),), Decimal(1))


def test_segments_that_overlap_by_half_are_one_market_also_by_way_of_a_third() -> None:
    apart = compared([[YIELD, YIELD], [WASTE, WASTE]])
    assert apart == Markets(Market.SEVERAL, ((0,), (1,)), Decimal(0), Decimal(0), Decimal(1))
    chained = compared([[YIELD, YIELD], [WASTE, WASTE], [BOTH, BOTH]])
    assert chained == Markets(Market.ONE, ((0, 1, 2),), Decimal(0), Decimal("0.5"), Decimal(1))
    more = compared([[WASTE, WASTE], [YIELD], [YIELD, YIELD], [YIELD, YIELD, BOTH]])
    assert (more.finding, more.markets) == (Market.SEVERAL, ((2, 3), (0,)))


def test_segments_whose_own_accounts_differ_are_no_markets() -> None:
    one, two, three, four = ({each: Fraction(1)} for each in "abcd")
    found = compared([[one, two], [three, four]])
    assert (found.finding, found.within) == (Market.MIXED, Decimal(0))


def test_the_median_is_in_the_middle() -> None:
    assert middle([Decimal(1), Decimal(9), Decimal(4)]) == 4
    assert middle([Decimal(1), Decimal("2.5")]) == Decimal("1.75")
