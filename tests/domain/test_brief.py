"""What to ask, in which order, and who is missing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.brief import Stake, by_stake, need_stake, number_stake, parts_missing
from valueloop.domain.contact import Influence

CHANCES = st.decimals("0", "1", places=4)


@given(st.decimals("0", "1e6", places=2), CHANCES, CHANCES)
def test_an_answer_never_changes_more_than_all_that_the_need_is_worth(
    worth: Decimal, yes: Decimal, no: Decimal
) -> None:
    low, high = sorted((yes, no))
    stake = need_stake(worth, high, low).amount
    assert stake is not None
    assert 0 <= stake <= worth


def test_a_need_without_money_has_no_stake() -> None:
    assert need_stake(None, Decimal("0.9"), Decimal("0.1")) == Stake(None)


def test_a_number_that_swings_nothing_and_carries_nothing_has_no_stake() -> None:
    assert number_stake(Decimal(0), Decimal(0)) == Stake(None)


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=9))
def test_questions_come_by_stake_the_unknown_last_and_equals_as_they_were(stakes: list[int | None]) -> None:
    asked = [(Stake(None if each is None else Decimal(each)), at) for at, each in enumerate(stakes)]
    order = by_stake(asked)
    assert sorted(order) == list(range(len(stakes)))
    keys = [(stakes[at] is None, -(stakes[at] or 0), at) for at in order]
    assert keys == sorted(keys)


def test_all_parts_are_missing_where_nobody_plays_one_and_none_where_all_are_played() -> None:
    assert parts_missing([None]) == tuple(Influence)
    assert parts_missing(list(Influence)) == ()
