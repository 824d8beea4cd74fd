"""What so many wins of so many say of a rate: more the more there are, and never more than they can."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.origin import Range, rate


def test_of_nothing_a_rate_may_be_anything() -> None:
    assert rate(0, 0) == Range(Decimal("0.5000"), Decimal("0.0500"), Decimal("0.9500"))


def test_one_of_one_by_hand() -> None:
    """Beta(2, 1): x² below x, so that its ends are √0.05 and √0.95."""
    found = rate(1, 1)
    assert float(found.low) == pytest.approx(0.05**0.5, abs=1e-4)
    assert float(found.high) == pytest.approx(0.95**0.5, abs=1e-4)
    assert found.rate == Decimal("0.6667")


def test_three_of_four_are_no_75_percent() -> None:
    assert rate(3, 4) == Range(Decimal("0.6667"), Decimal("0.3426"), Decimal("0.9236"))


@pytest.mark.parametrize("of", [40, 4000])
def test_many_say_much(of: int) -> None:
    found = rate(of // 2, of)
    assert found.rate == Decimal("0.5000")
    assert float(found.high - found.low) == pytest.approx(2 * 1.645 * (0.25 / of) ** 0.5, rel=0.05)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_rate_lies_in_its_range_and_wins_mirror_losses(yes: int, no: int) -> None:
    found, mirrored = rate(yes, yes + no), rate(no, yes + no)
    assert 0 < found.low < found.rate < found.high < 1
    assert float(found.low) == pytest.approx(1 - float(mirrored.high), abs=2e-4)


@given(st.integers(0, 60), st.integers(0, 60))
def test_one_more_win_never_lowers_it(yes: int, no: int) -> None:
    before, after = rate(yes, yes + no), rate(yes + 1, yes + 1 + no)
    assert after.rate >= before.rate
    assert after.low >= before.low
    assert after.high >= before.high
