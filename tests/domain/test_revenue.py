"""The three tests of revenue: what makes each a yes, a no, and when nobody can say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.revenue import Holds, Profit, Reference, Repeat, Revenue, Tagged, as_promised, revenue
from valueloop.domain.value.line import Effect, Line, Worked, work_out
from valueloop.domain.value.realised import LineRealised


def worked(amount: str, effect: Effect = Effect.SAVE) -> Worked:
    return work_out(Line(1, "stops", effect, amount), {}, (Decimal(1),), None)


@pytest.mark.parametrize(
    ("promised", "came", "effect", "kept"),
    [
        ("100k", "90k", Effect.SAVE, True),
        ("100k", "89999", Effect.SAVE, False),
        ("100k", "120k", Effect.EARN, True),
        ("100k", "110k", Effect.COST, True),
        ("100k", "110001", Effect.COST, False),
        ("0", "0", Effect.SAVE, True),
        ("0", "1", Effect.COST, False),
    ],
)
def test_a_line_is_as_promised_within_a_tenth(promised: str, came: str, effect: Effect, kept: bool) -> None:
    assert as_promised(LineRealised(worked(promised, effect), worked(came, effect))) is kept


def test_a_line_that_nobody_measured_is_neither() -> None:
    assert as_promised(LineRealised(worked("100k"), None)) is None


@pytest.mark.parametrize(
    ("found", "holds"),
    [
        (Reference(named=0, measured=0, short=0, defects=0), Holds.UNKNOWN),
        (Reference(named=1, measured=0, short=0, defects=0), Holds.YES),
        (Reference(named=1, measured=3, short=2, defects=0), Holds.YES),
        (Reference(named=0, measured=3, short=0, defects=0), Holds.YES),
        (Reference(named=0, measured=3, short=1, defects=0), Holds.NO),
        (Reference(named=4, measured=3, short=0, defects=1), Holds.NO),
    ],
)
def test_a_reference_named_somebody_or_got_what_was_promised_and_has_no_open_defect(
    found: Reference, holds: Holds
) -> None:
    assert found.holds is holds


@pytest.mark.parametrize(
    ("found", "holds"),
    [
        (Repeat(accounts=2, delivered=True, defects=0), Holds.YES),
        (Repeat(accounts=1, delivered=True, defects=0), Holds.NO),
        (Repeat(accounts=2, delivered=False, defects=0), Holds.NO),
        (Repeat(accounts=2, delivered=True, defects=1), Holds.NO),
        (Repeat(accounts=2, delivered=None, defects=0), Holds.UNKNOWN),
        (Repeat(accounts=None, delivered=True, defects=0), Holds.UNKNOWN),
        (Repeat(accounts=None, delivered=False, defects=0), Holds.NO),
    ],
)
def test_what_was_won_twice_and_delivered_whole_can_be_sold_again(found: Repeat, holds: Holds) -> None:
    assert found.holds is holds


FAIR = Profit(Decimal(50_000), Decimal(20_000), Decimal(10), Decimal(60), touches=12, untimed=0)


@pytest.mark.parametrize(
    ("found", "left", "holds"),
    [
        (FAIR, Decimal(29_400), Holds.YES),
        (replace(FAIR, cost=None), None, Holds.UNKNOWN),
        (replace(FAIR, cost=Decimal(49_400)), Decimal(0), Holds.NO),
        (replace(FAIR, hours=Decimal(1000)), Decimal(-30_000), Holds.NO),
        (replace(FAIR, untimed=12), Decimal(29_400), Holds.YES),  # at worst 12 × 8 × 60 = 5,760 less
        (replace(FAIR, untimed=62), Decimal(29_400), Holds.UNKNOWN),
        (replace(FAIR, untimed=61), Decimal(29_400), Holds.YES),
    ],
)
def test_profit_is_what_is_left_even_if_untimed_touches_took_a_day_each(
    found: Profit, left: Decimal | None, holds: Holds
) -> None:
    assert (found.left, found.holds) == (left, holds)


def test_at_worst_each_untimed_touch_took_a_working_day() -> None:
    assert replace(FAIR, untimed=12).at_worst == Decimal(23_640)
    assert replace(FAIR, cost=None).at_worst is None


def test_only_a_yes_counts_and_all_three_are_all_three() -> None:
    yes, no, unknown = Holds.YES, Holds.NO, Holds.UNKNOWN
    deals = [
        Tagged(Decimal(100), yes, yes, yes),
        Tagged(Decimal(10), yes, no, unknown),
        Tagged(Decimal(1), unknown, unknown, unknown),
    ]
    assert revenue(deals) == Revenue(*(Decimal(each) for each in (111, 110, 100, 100, 100)))
    assert revenue([]) == Revenue(*(Decimal(0),) * 5)


tests = st.sampled_from(Holds)


@given(st.lists(st.builds(Tagged, st.integers(0, 10**6).map(Decimal), tests, tests, tests)))
def test_no_part_is_more_than_the_whole_and_all_three_no_more_than_each(deals: list[Tagged]) -> None:
    found = revenue(deals)
    each = (found.referenceable, found.scalable, found.profitable)
    assert found.all_three <= min(each)
    assert max(each) <= found.price


@given(st.integers(0, 300), st.integers(0, 100))
def test_logging_more_hours_never_makes_a_deal_profitable(hours: int, untimed: int) -> None:
    order = [Holds.NO, Holds.UNKNOWN, Holds.YES]
    less = replace(FAIR, hours=Decimal(hours), touches=100, untimed=untimed)
    more = replace(less, hours=Decimal(hours + 1))
    assert order.index(more.holds) <= order.index(less.holds)
