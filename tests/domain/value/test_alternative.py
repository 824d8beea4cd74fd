"""What we are worth against what else the customer may do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.value.any_case import ALTERNATIVES, SIGNED
from valueloop.domain.value.alternative import Alternative, Difference, Kind, Worth, next_best, weigh

ZERO = Decimal(0)
INCUMBENT = Alternative(
    "the old controller",
    Decimal(50_000),
    Kind.INCUMBENT,
    Decimal(12_000),
    (
        Difference("energy", Decimal(240_000)),
        Difference("service nearby", Decimal(-30_000)),
        Difference("safety", None),
        Difference("noise", Decimal(10_000)),
        Difference("looks", ZERO),
        Difference("brand", None),
    ),
)


def test_worth_is_their_price_and_what_we_are_better_at_less_what_we_are_worse_at_and_the_change() -> None:
    (worth, nothing) = weigh([INCUMBENT], Decimal(9))
    assert worth == Worth(
        "the old controller",
        Kind.INCUMBENT,
        price=Decimal(50_000),
        positive=Decimal(250_000),
        negative=Decimal(30_000),
        switching=Decimal(12_000),
        unknown=("safety", "brand"),  # to be seen, and in no sum
        worth=Decimal(258_000),
    )
    assert nothing == Worth("do nothing", None, ZERO, ZERO, ZERO, ZERO, (), Decimal(9))


def test_a_worth_may_be_below_nought() -> None:
    worse = Alternative("by hand", switching=Decimal(5), differences=(Difference("care", Decimal(-3)),))
    assert weigh([worse], None)[0].worth == -8


def test_nothing_known_of_it_is_worth_its_price() -> None:
    assert weigh([Alternative("Enforce", Decimal(36))], None)[0].worth == 36


@pytest.mark.parametrize("name", ["do nothing", "  Do  NOTHING ", "dó nothing"])
def test_doing_nothing_is_weighed_once_even_where_somebody_wrote_it_down(name: str) -> None:
    assert Alternative(name).is_nothing
    assert [each.kind for each in weigh([Alternative(name)], Decimal(7))] == [None]


@pytest.mark.parametrize(
    "each",
    [
        Alternative("do nothing", Decimal(1)),
        Alternative("do nothing", switching=Decimal(1)),
        Alternative("do nothing", differences=(Difference("x", None),)),
        Alternative("do it themselves", kind=Kind.THEMSELVES),
    ],
)
def test_what_has_a_price_or_a_difference_is_more_than_nothing(each: Alternative) -> None:
    assert not each.is_nothing
    assert len(weigh([each], None)) == 2


@given(st.lists(ALTERNATIVES, max_size=4), st.none() | SIGNED)
def test_doing_nothing_comes_last_and_is_worth_the_lines(
    alternatives: list[Alternative], value: Decimal | None
) -> None:
    *others, last = weigh(alternatives, value)
    assert (last.name, last.kind, last.worth) == ("do nothing", None, value)
    assert [each.name for each in others] == [each.name for each in alternatives if not each.is_nothing]
    for one, each in zip(others, (each for each in alternatives if not each.is_nothing), strict=True):
        known = sum((each.amount for each in each.differences if each.amount is not None), ZERO)
        assert one.worth == each.price + known - each.switching
        assert one.positive - one.negative == known
        assert min(one.positive, one.negative) >= 0


@given(st.lists(ALTERNATIVES, max_size=4), st.none() | SIGNED)
def test_the_next_best_is_the_one_against_which_we_are_worth_the_least(
    alternatives: list[Alternative], value: Decimal | None
) -> None:
    worths = weigh(alternatives, value)
    known = [each.worth for each in worths if each.worth is not None]
    best = next_best(worths)
    assert (best.worth if best else None) == (min(known) if known else None)


def test_where_nothing_is_reckoned_only_the_others_count() -> None:
    dear, cheap = Alternative("dear", Decimal(90)), Alternative("cheap", Decimal(30))
    best = next_best(weigh([dear, cheap], None))
    assert best
    assert best.name == "cheap"
    assert next_best(weigh([], None)) is None


def test_a_worth_of_nought_is_the_least() -> None:
    best = next_best(weigh([Alternative("cheap", Decimal(30))], ZERO))
    assert best
    assert best.kind is None
