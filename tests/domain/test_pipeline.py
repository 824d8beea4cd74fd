"""What the offers on the table may bring: expected where a chance is known, agreed after a yes, else unknown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.response import Verdict
from valueloop.domain.pipeline import OpenSums, Tabled, sums

PRICE = Decimal(48_000)
HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("verdict", "chance", "waits", "agreed", "expects"),
    [
        (None, HALF, True, False, Decimal(24_000)),
        (Verdict.SILENT, HALF, True, False, Decimal(24_000)),
        (None, None, True, False, None),
        (Verdict.ACCEPTED, None, False, True, PRICE),
        (Verdict.REJECTED, None, False, False, None),
        (Verdict.REJECTED, HALF, False, False, None),
        (Verdict.COUNTERED, None, False, False, None),
    ],
)
def test_an_offer_expects_something_while_it_waits_or_once_it_is_agreed(
    verdict: Verdict | None, chance: Decimal | None, waits: bool, agreed: bool, expects: Decimal | None
) -> None:
    offer = Tabled(PRICE, verdict, chance)
    assert (offer.waits, offer.agreed, offer.expects) == (waits, agreed, expects)


def test_the_sums_count_each_deal_once_and_leave_the_unknown_out() -> None:
    found = sums(
        [
            Tabled(Decimal(100), None, HALF),
            Tabled(Decimal(40), Verdict.SILENT),
            Tabled(Decimal(30), Verdict.ACCEPTED),
            Tabled(Decimal(20), Verdict.REJECTED),
            None,
        ]
    )
    assert found == OpenSums(5, 2, Decimal(140), 1, Decimal(50), 1, Decimal(30), 3)


def test_where_no_chance_is_known_nothing_is_expected_and_not_nought() -> None:
    assert sums([Tabled(Decimal(40)), None]).expected is None
    assert sums([]) == OpenSums(0, 0, Decimal(0), 0, None, 0, Decimal(0), 0)


offers = st.none() | st.builds(
    Tabled,
    st.integers(0, 10**6).map(Decimal),
    st.none() | st.sampled_from(Verdict),
    st.none() | st.integers(0, 100).map(lambda each: Decimal(each) / 100),
)


@given(st.lists(offers))
def test_nobody_expects_more_than_is_on_the_table(deals: list[Tabled | None]) -> None:
    found = sums(deals)
    assert (found.expected or Decimal(0)) <= found.tabled
    assert found.known + found.agreed + found.without == found.deals == len(deals)
    assert (found.expected is None) == (found.known == 0)
