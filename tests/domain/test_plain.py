"""Plain data: raw figures as text, ready for JSON, nothing lost."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.dates import When
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.patience import Cause
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.plain import plain

FIGURES = st.builds(lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(), st.integers(-12, 6))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | FIGURES | st.dates() | st.sampled_from(Verdict),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.frozensets(st.none() | st.text() | FIGURES | st.times())
    ),
    max_leaves=8,
)


@dataclass(frozen=True)
class Record:
    name: str
    worth: Money
    below: tuple["Record", ...] = ()


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("80000", "EUR", "80000.00"),
        ("80000.5", "EUR", "80000.50"),
        ("80000.0050", "EUR", "80000.005"),
        ("8E+4", "EUR", "80000.00"),
        ("-0.5", "EUR", "-0.50"),
        ("80000", "JPY", "80000"),
        ("80000.50", "JPY", "80000.5"),
        ("80000.00", "JPY", "80000"),
        ("1.5", "KWD", "1.500"),
    ],
)
def test_money_shows_at_least_its_decimals_and_all_it_has(amount: str, currency: str, shown: str) -> None:
    assert plain(Money(Decimal(amount), currency)) == {"amount": shown, "currency": currency}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-2.500"), "-2.5"),
        (Decimal("1200.00"), "1200"),
        (Decimal("0E-30"), "0"),
        (Verdict.REJECTED, "rejected"),
        (date(2026, 5, 3), "2026-05-03"),
        (datetime(2026, 5, 3, 14, 0), "2026-05-03T14:00:00"),  # noqa: DTZ001
        (When(date(2026, 5, 3), time(14, 0)), {"day": "2026-05-03", "clock": "14:00:00"}),
        ({Decimal(10), Decimal(2)}, ["2", "10"]),
        (frozenset({Cause.VISIT, Cause.CALL}), ["call", "visit"]),  # an Enum has no order of its own
        ({"b", 1}, ["b", 1]),
        (Estimate.exactly(Decimal(2)), {"low": "2", "likely": "2", "high": "2"}),
        ({Verdict.REJECTED: (1, None)}, {"rejected": [1, None]}),
        ({7: True}, {"7": True}),
        (Estimate, Estimate),  # a class is no record
    ],
)
def test_a_value_is_shown_as_what_json_knows(value: Any, shown: Any) -> None:
    assert plain(value) == shown


def test_records_inside_records_are_shown_by_field_name() -> None:
    inner = Record("inner", Money(Decimal(1), "EUR"))
    assert plain(Record("outer", Money(Decimal(2), "EUR"), (inner,))) == {
        "name": "outer",
        "worth": {"amount": "2.00", "currency": "EUR"},
        "below": [{"name": "inner", "worth": {"amount": "1.00", "currency": "EUR"}, "below": []}],
    }


@given(FIGURES)
def test_a_figure_is_shown_without_loss(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert Decimal(plain(Money(value, "EUR"))["amount"]) == value
    assert "E" not in plain(value)


@given(VALUES)
def test_plain_data_goes_through_json_unchanged_and_stays_plain(value: Any) -> None:
    shown = plain(value)
    assert json.loads(json.dumps(shown)) == shown
    assert plain(shown) == shown
