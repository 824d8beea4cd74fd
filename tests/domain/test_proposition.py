"""Which impacts lead a value proposition."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.proposition import leading

WORTHS = st.lists(st.integers(0, 100).map(Decimal), max_size=7)


@pytest.mark.parametrize(
    ("worths", "lead"),
    [
        ([], ()),
        ([0, 0], ()),
        ([5], (0,)),
        ([10, 70, 20], (1, 2)),
        ([80, 20], (0,)),
        ([79, 21], (0, 1)),
        ([10, 10, 10, 10, 10], (0, 1, 2)),
        ([0, 1, 0], (1,)),
        ([1, 2, 3, 4], (3, 2, 1)),
        ([70, 30, -50], (0, 1)),  # what costs takes nothing from the sum
        ([-1, -2], ()),
    ],
)
def test_the_few_largest_lead(worths: list[int], lead: tuple[int, ...]) -> None:
    assert leading([Decimal(each) for each in worths]) == lead


def carries(worths: list[Decimal], rows: tuple[int, ...]) -> bool:
    return sum((worths[at] for at in rows), Decimal(0)) >= Decimal("0.8") * sum(worths, Decimal(0))


@given(WORTHS)
def test_the_rows_that_lead_are_the_smallest_set_that_carries_enough(worths: list[Decimal]) -> None:
    lead = leading(worths)
    assert len(lead) <= 3
    assert all(worths[at] > 0 for at in lead)
    for smaller in range(len(lead)):
        assert not any(carries(worths, rows) for rows in itertools.combinations(range(len(worths)), smaller))
    assert carries(worths, lead) or len(lead) == 3


@given(WORTHS)
def test_no_row_that_follows_is_worth_more_than_one_that_leads(worths: list[Decimal]) -> None:
    lead = leading(worths)
    rest = [worth for at, worth in enumerate(worths) if at not in lead]
    assert [worths[at] for at in lead] == sorted((worths[at] for at in lead), reverse=True)
    assert not lead or all(worth <= worths[lead[-1]] for worth in rest)
