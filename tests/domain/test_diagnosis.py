"""Where loops die: dead offers by name, what was lost by currency, and what stands out from five on."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.diagnosis import Because, Common, Lot, Stands, Turn, diagnosis, grouped, lost
from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.loop.response import Reason

TAKEN = Turn("kit", "plant manager", "EUR", taken=True, because=None)
DEAR = Turn("kit", "production manager", "EUR", taken=False, because=Because.PRICE)
IDLE = replace(DEAR, because=Because.NO_NEED, role="")
OPEN = replace(TAKEN, taken=False)


def test_every_reason_of_a_refusal_is_one_of_dying() -> None:
    assert {each.value for each in Reason} < {each.value for each in Because}


def test_offers_are_grouped_by_name_and_the_deadliest_leads() -> None:
    controller = replace(DEAR, product="Controller", lost=Decimal(9))
    found = grouped([TAKEN, controller, OPEN, replace(controller, product="controller")], lambda each: each.product)
    assert found == (Lot("Controller", 2, 0, 2, (("EUR", Decimal(18)),)), Lot("kit", 2, 1, 0, ()))


def test_what_has_no_name_is_left_out_and_an_empty_name_is_one() -> None:
    assert grouped([TAKEN, OPEN], lambda each: each.because) == ()
    assert [each.name for each in grouped([IDLE], lambda each: each.role)] == [""]


def test_currencies_are_never_added() -> None:
    euros, dollars = replace(DEAR, lost=Decimal(5)), replace(DEAR, lost=Decimal(7), currency="USD")
    assert lost([dollars, euros, euros, DEAR]) == (("EUR", Decimal(10)), ("USD", Decimal(7)))


def test_fewer_than_five_say_nothing() -> None:
    assert diagnosis([DEAR] * 4, []) == ()
    assert diagnosis([TAKEN] * 9, []) == ()


def test_more_than_half_of_the_dead_stand_out_by_reason_and_role() -> None:
    assert diagnosis([DEAR] * 4 + [IDLE] * 3 + [OPEN], []) == (
        Stands(Common.REASON, "price", 4, 7),
        Stands(Common.ROLE, "production manager", 4, 7),
    )
    assert diagnosis([DEAR] * 3 + [IDLE] * 3, []) == ()


def test_the_first_two_of_reason_role_and_product_are_said() -> None:
    other = replace(TAKEN, product="pipe")
    assert [each.common for each in diagnosis([DEAR] * 5 + [other], [])] == [Common.REASON, Common.ROLE]
    unknown = replace(DEAR, role="")
    assert diagnosis([unknown] * 5 + [other], []) == (
        Stands(Common.REASON, "price", 5, 5),
        Stands(Common.PRODUCT, "kit", 5, 5),
    )


def test_a_product_that_was_offered_alone_tells_nothing() -> None:
    assert [each.common for each in diagnosis([replace(DEAR, role="")] * 5, [])] == [Common.REASON]


def test_a_role_or_product_that_dies_no_more_often_than_others_tells_nothing() -> None:
    """Four of eight with production and one of one elsewhere: it dies there less often."""
    taken = replace(TAKEN, role="production manager")
    rest = replace(DEAR, role="plant manager", product="pipe", because=Because.TRUST)
    assert diagnosis([DEAR] * 4 + [taken] * 4 + [rest], []) == (Stands(Common.REASON, "price", 4, 5),)
    assert [each.common for each in diagnosis([DEAR] * 4 + [rest] + [OPEN] * 9, [])] == [Common.REASON, Common.ROLE]


def test_what_differs_in_every_way_does_not_stand_out() -> None:
    reasons = (Because.PRICE, Because.TIMING, Because.TRUST, Because.OTHER, Because.SILENCE)
    turns = [replace(DEAR, because=why, role=why.value, product=why.value) for why in reasons]
    assert diagnosis(turns, []) == ()


def went(reach: Reach, *, stopped: bool = True) -> Went:
    return Went(frozenset({Reach.GUESSED, reach}), stopped)


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ([went(Reach.ASKED)] * 4, ()),
        ([went(Reach.ASKED)] * 4 + [went(Reach.ASKED, stopped=False)] * 9, ()),
        ([went(Reach.ASKED)] * 3 + [went(Reach.GUESSED)] * 2, (Stands(Common.REACH, "asked", 3, 5),)),
        ([went(each) for each in Reach if each is not Reach.PAID], ()),
    ],
)
def test_where_most_of_the_needs_stopped_stands_out(needs: list[Went], found: tuple[Stands, ...]) -> None:
    assert diagnosis([], needs) == found


turns = st.builds(
    Turn,
    st.sampled_from(["kit", "Kit", "pipe"]),
    st.sampled_from(["", "plant manager", "line lead"]),
    st.sampled_from(["EUR", "USD"]),
    st.booleans(),
    st.none() | st.sampled_from(Because),
    st.integers(0, 9).map(Decimal),
)


@given(st.lists(turns))
def test_every_offer_is_in_one_group_and_no_money_is_lost_twice(found: list[Turn]) -> None:
    groups = grouped(found, lambda each: each.product)
    assert sum(each.offers for each in groups) == len(found)
    assert sum(each.died for each in groups) == sum(each.because is not None for each in found)
    dead = [each for each in found if each.because is not None]
    assert sum(amount for each in groups for _, amount in each.lost) == sum(amount for _, amount in lost(dead))


@given(st.lists(turns))
def test_what_stands_out_is_more_than_half(found: list[Turn]) -> None:
    for each in diagnosis(found, []):
        assert each.died * 2 > each.of >= 5
