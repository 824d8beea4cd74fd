"""Core customers: the score and its parts, who is out, and where the line is drawn."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import facts
from valueloop.domain.core_customer import Customer, Out, Weights, core_places, rank, yearly
from valueloop.domain.estimate import Estimate
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Input, Line
from valueloop.domain.value.realised import Measured, realise

WEIGHTS = Weights(Decimal("0.6"), Decimal("0.2"), Decimal("0.2"), Decimal("0.2"))


def customer(
    number: int, realised: int | None = None, left: int = 10, currency: str = "EUR", brought: int = 0, named: int = 0
) -> Customer:
    worth = None if realised is None else Decimal(realised)
    return Customer(number, currency, worth, Decimal(left), Decimal(10), brought, named)


def test_the_score_adds_up_by_hand() -> None:
    found = rank([customer(1, 50, 5, named=1), customer(2, 100, 20, brought=1, named=2)], WEIGHTS)
    first, second = found
    assert facts(first.customer.number, first.value, first.goodwill, first.referrals) == (2, 1, 1, 1)
    assert first.score == 1
    assert (second.value, second.goodwill, second.referrals) == (Decimal("0.5"), Decimal("0.5"), Decimal("0.25"))
    assert second.score == Decimal("0.45")
    assert (first.core, second.core) == (True, False)


def test_each_currency_has_its_own_largest() -> None:
    found = {each.customer.number: each for each in rank([customer(1, 50), customer(2, 9, currency="USD")], WEIGHTS)}
    assert facts(found[1].value, found[2].value) == (1, 1)


def test_what_nobody_measured_counts_nought_and_a_loss_is_no_less() -> None:
    found = {each.customer.number: each for each in rank([customer(1), customer(2, -5), customer(3, 5)], WEIGHTS)}
    assert facts(found[1].value, found[2].value, found[3].value) == (0, 0, 1)
    assert all(each.referrals == 0 for each in found.values())


def test_who_has_no_goodwill_left_or_was_parted_from_stands_last_and_is_never_core() -> None:
    parted = replace(customer(1, 100), parted=True)
    found = rank([parted, customer(2, 90, left=0), customer(3, 1, left=1)], WEIGHTS)
    assert [each.customer.number for each in found] == [3, 1, 2]
    assert [each.customer.out for each in found] == [None, Out.PARTED, Out.SPENT]
    assert [each.core for each in found] == [True, False, False]
    assert [each.core for each in rank([parted], WEIGHTS)] == [False]


def test_of_equals_the_older_goes_first_and_nought_is_never_core() -> None:
    only_value = Weights(Decimal(1), Decimal(0), Decimal(0), Decimal("0.5"))
    assert [each.customer.number for each in rank([customer(4), customer(2), customer(3)], only_value)] == [2, 3, 4]
    assert not any(each.core for each in rank([customer(4), customer(2)], only_value))
    assert rank([], WEIGHTS) == ()


@pytest.mark.parametrize(
    ("eligible", "part", "places"),
    [(0, "0.2", 0), (1, "0.2", 1), (4, "0.2", 1), (9, "0.2", 1), (10, "0.2", 2), (14, "0.2", 2), (3, "0.99", 2)],
)
def test_the_part_is_rounded_down_and_at_least_one(eligible: int, part: str, places: int) -> None:
    assert core_places(eligible, Decimal(part)) == places


customers = st.lists(
    st.builds(
        customer,
        st.integers(1, 99),
        st.none() | st.integers(-100, 1000),
        st.integers(-3, 15),
        st.sampled_from(["EUR", "USD"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    unique_by=lambda each: each.number,
    max_size=12,
)


@given(customers)
def test_each_is_ranked_once_and_the_core_is_the_top(found: list[Customer]) -> None:
    ranked = rank(found, WEIGHTS)
    assert sorted(each.customer.number for each in ranked) == sorted(each.number for each in found)
    marks = [each.core for each in ranked]
    assert marks == sorted(marks, reverse=True)
    assert sum(marks) <= core_places(sum(each.out is None for each in found), WEIGHTS.part)
    assert all(0 <= each.score <= 1 for each in ranked)


@given(customers, st.integers(2, 1000))
def test_the_unit_of_money_does_not_matter(found: list[Customer], times: int) -> None:
    scaled = [replace(each, realised=None if each.realised is None else each.realised * times) for each in found]
    assert [each.customer.number for each in rank(found, WEIGHTS)] == [
        each.customer.number for each in rank(scaled, WEIGHTS)
    ]


# What measured lines bring a year: 100 stops at 2k promised, training at 9k a year, once 5k.
CASE = Case(
    "EUR",
    3,
    Decimal(0),
    (Input("stops", Estimate.exactly(Decimal(100))),),
    (
        Line(1, "fewer stops", Effect.SAVE, "stops * 2000"),
        Line(2, "less waste", Effect.EARN, "7000"),
        Line(3, "training", Effect.COST, "9000"),
        Line(4, "sale of old parts", Effect.EARN, "5000", once=True),
    ),
)


@pytest.mark.parametrize(
    ("measured", "wanted"),
    [
        (Measured(), None),
        (Measured(frozenset({1}), {}, {"stops": Decimal(90)}), 180_000 - 9_000),
        (Measured(frozenset({1, 3}), {3: Decimal(4000)}, {}), 200_000 - 4_000),
        (Measured(frozenset({2}), {2: Decimal(0)}, {}), -9_000),
        (Measured(frozenset({4}), {4: Decimal(5000)}, {}), -9_000),  # single amounts are no yearly value
    ],
)
def test_what_was_realised_a_year(measured: Measured, wanted: int | None) -> None:
    assert yearly(realise(CASE, measured)) == wanted
