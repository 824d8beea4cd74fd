"""Referrals: tied to accounts by name, as trees, and the thanks that are owed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.referral import (
    Naming,
    Node,
    Owed,
    Thanks,
    Why,
    accounts_in,
    forest,
    linked,
    owed,
    thanked,
)

DAY = date(2026, 6, 1)


def naming(by: int, to: int | None = None, name: str = "x", number: int | None = 1, days: int = 0) -> Naming:
    return Naming(number, by, None, name, to, DAY + timedelta(days=days))


def test_a_name_is_tied_to_its_account_however_it_is_spelled() -> None:
    found = linked([naming(1, name=" CALDER  snäcks "), naming(1, name="Fell", number=2)], {"calder snacks": 9})
    assert [each.to for each in found] == [9, None]


def test_nobody_names_themselves() -> None:
    assert linked([naming(1, name="Mega"), naming(1, to=1, number=2)], {"mega": 1}) == ()


def test_one_naming_a_pair_and_the_recorded_one_stays() -> None:
    added, recorded = naming(1, 9, "Calder", None), naming(1, None, "calder", 4, days=3)
    assert [each.number for each in linked([added, recorded], {"calder": 9})] == [4]
    assert len(linked([naming(1, name="Fell"), naming(1, name="FELL", number=2), naming(2, name="Fell")], {})) == 2


def test_they_come_by_day() -> None:
    found = linked([naming(1, 3, number=5, days=2), naming(2, 4, number=None), naming(2, 5, number=6)], {})
    assert [each.number for each in found] == [6, None, 5]


def shape(node: Node) -> object:
    mark = "again" if node.again else node.account
    return (mark, *[shape(each) for each in node.below]) if node.below else mark


def test_who_named_whom_makes_trees() -> None:
    found = [naming(1, 2), naming(2, 3, days=1), naming(2, None, days=2), naming(7, 8, days=3)]
    assert [shape(each) for each in forest(found)] == [(1, (2, 3, None)), (7, 8)]
    assert list(accounts_in(forest(found)[0])) == [2, 3]


def test_an_account_stands_below_the_first_who_named_it() -> None:
    first, second = forest([naming(1, 3), naming(2, 3, days=1), naming(3, 4, days=2)])
    assert (shape(first), shape(second)) == ((1, (3, 4)), (2, "again"))
    assert list(accounts_in(second)) == []


def test_two_that_named_each_other_make_one_tree() -> None:
    assert [shape(each) for each in forest([naming(1, 2), naming(2, 1, days=1)])] == [(1, (2, "again"))]
    three = [naming(1, 2), naming(2, 3), naming(3, 1)]
    assert [shape(each) for each in forest(three)] == [(1, (2, (3, "again")))]


pairs = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda each: each[0] != each[1]), unique=True)


@given(pairs)
def test_each_account_stands_once_in_all_trees(found: list[tuple[int, int]]) -> None:
    trees = forest([naming(by, to, days=at) for at, (by, to) in enumerate(found)])
    stand = [each.account for each in trees] + [one for each in trees for one in accounts_in(each)]
    assert sorted(stand) == sorted({number for pair in found for number in pair})  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("contact", "thanks", "done"),
    [
        (None, Thanks(1, DAY), True),
        (None, Thanks(1, DAY - timedelta(days=1)), False),
        (None, Thanks(2, DAY), False),
        (5, Thanks(1, DAY, frozenset({5, 6})), True),
        (5, Thanks(1, DAY, frozenset({6})), False),
    ],
)
def test_when_a_referral_is_thanked_for(contact: int | None, thanks: Thanks, done: bool) -> None:
    assert thanked(Naming(1, 1, contact, "Calder", None, DAY), [thanks]) is done


def test_what_is_owed_is_late_after_a_week() -> None:
    told, week = Naming(1, 1, 5, "Calder", None, DAY), timedelta(days=7)
    won = DAY - timedelta(days=9)
    deal = Owed(2, Why.DEAL, None, "", won, won + week)
    assert owed([told], {2: won}, []) == (deal, Owed(1, Why.REFERRAL, 5, "Calder", DAY, DAY + week))
    assert owed([told], {2: won}, [Thanks(1, DAY, frozenset({5})), Thanks(2, won - week)]) == (deal,)
    assert owed([told], {2: won}, [Thanks(1, DAY, frozenset({5})), Thanks(2, won)]) == ()
