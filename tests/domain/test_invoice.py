"""Invoices: parts that add up to the coin, days that are due, what is open and overdue, what an outcome comes to."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import facts
from valueloop.domain.invoice import (
    MONTHLY,
    Age,
    Every,
    InvoiceState,
    Owed,
    age,
    at_first,
    by_outcome,
    depends,
    due_days,
    first_due,
    months_later,
    outcome,
    parts_of,
    read_every,
    yearly,
)
from valueloop.domain.money import decimals
from valueloop.domain.value.flow import Timing, factors
from valueloop.domain.value.share import rounded
from valueloop.domain.value.terms import Rule, Terms
from valueloop.errors import Invalid

D = Decimal
DUE = date(2026, 6, 15)
AMOUNTS = st.decimals(0, 10**9, places=3)
BY_OUTCOME = Terms(Rule.OUTCOME, D("0.2"), base=D(10_000), baseline=D(50_000), most=D(60_000))


def test_an_invoice_is_open_then_overdue_then_paid() -> None:
    owed = Owed(D(100), D(40), DUE)
    assert facts(owed.open, owed.overdue(DUE), owed.overdue(date(2026, 7, 15))) == (60, 0, 30)
    assert owed.state(DUE) is InvoiceState.OPEN
    assert owed.state(date(2026, 6, 16)) is InvoiceState.OVERDUE
    paid = Owed(D(100), D(100), DUE)
    assert facts(paid.open, paid.overdue(date(2027, 1, 1))) == (0, 0)
    assert paid.state(date(2027, 1, 1)) is InvoiceState.PAID


def test_nothing_is_open_of_a_cancelled_invoice_and_a_credit_is_never_overdue() -> None:
    gone = Owed(D(100), D(0), DUE, cancelled=True)
    assert facts(gone.open, gone.overdue(date(2027, 1, 1)), gone.state(DUE)) == (0, 0, InvoiceState.CANCELLED)
    credit = Owed(D(-100), D(-30), DUE)
    assert facts(credit.open, credit.overdue(date(2027, 1, 1))) == (-70, 0)
    assert credit.state(date(2027, 1, 1)) is InvoiceState.OPEN


@pytest.mark.parametrize(
    ("days", "found"),
    [(0, Age.NOT_DUE), (1, Age.TO_30), (30, Age.TO_30), (31, Age.TO_60), (60, Age.TO_60), (61, Age.OVER_60)],
)
def test_ages(days: int, found: Age) -> None:
    assert age(days) is found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1m", Every(1)),
        (" 3 Months ", Every(3)),
        ("month", Every(1)),
        ("quarter", Every(3)),
        ("2q", Every(6)),
        ("1y", Every(12)),
        ("2w", Every(0, 14)),
        ("30d", Every(0, 30)),
        ("5 years", Every(60)),
    ],
)
def test_spans_as_typed(typed: str, found: Every) -> None:
    assert read_every(typed) == found


@pytest.mark.parametrize("typed", ["", "m3", "0m", "0d", "6y", "61m", "1831d", "3 moons", "1.5m", "-1m", "٣m"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as wrong:
        read_every(typed)
    assert "write 1m, 3m, 2w, 30d or 1y" in str(wrong.value)


def test_days_go_by_the_calendar() -> None:
    assert months_later(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 6, 15), 0) == date(2026, 6, 15)
    assert [str(each) for each in due_days(date(2026, 8, 31), Every(3), 3)] == [
        "2026-08-31",
        "2026-11-30",
        "2027-02-28",
    ]
    assert [str(each) for each in due_days(DUE, Every(days=14), 2)] == ["2026-06-15", "2026-06-29"]
    assert due_days(DUE, MONTHLY, 0) == ()


def test_the_first_part_is_due_by_the_terms_or_when_year_one_is_reckoned_to_flow() -> None:
    won = date(2026, 6, 1)
    assert first_due(DUE, 30, won, None) == date(2026, 7, 15)
    assert first_due(DUE, 30, won, Timing.END) == date(2027, 6, 1)
    assert first_due(DUE, 30, won, Timing.MID) == date(2026, 12, 1)
    assert first_due(DUE, 30, won, Timing.START) == date(2026, 7, 15)


def test_what_is_owed_whatever_comes() -> None:
    assert facts(by_outcome(BY_OUTCOME), depends(BY_OUTCOME), at_first(BY_OUTCOME, D(9))) == (True, True, 10_000)
    asked = Terms(Rule.OUTCOME, base=D(10_000), price=D(40_000))
    assert facts(by_outcome(asked), depends(asked), at_first(asked, D(39_000))) == (False, False, 39_000)
    assert depends(Terms(guarantee=D(1)))
    assert not by_outcome(Terms())


@given(AMOUNTS, st.integers(1, 120), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_instalments_add_up_to_the_coin(price: Decimal, parts: int, currency: str) -> None:
    found = parts_of(price, Terms(instalments=parts), (D(1),), currency)
    assert sum(found) == rounded(price, currency)
    assert len(found) <= parts
    assert all(each > 0 and each == rounded(each, currency) for each in found)


@given(AMOUNTS, st.integers(1, 30), st.decimals(0, "0.5", places=3), st.sampled_from(Timing))
def test_what_is_paid_per_year_has_the_price_as_its_present_value(
    price: Decimal, years: int, rate: Decimal, timing: Timing
) -> None:
    weights, terms = factors(years, rate, timing), Terms(per_year=True, instalments=5)
    found = parts_of(price, terms, weights, "EUR")
    assert yearly(terms, weights)
    assert len(found) in (0, years)
    assert len(set(found)) <= 1
    worth = sum((each * weight for each, weight in zip(found, weights[1:], strict=False)), D(0))
    assert abs(worth - price) <= D("0.005") * years + D("0.01")


def test_a_case_of_no_years_is_paid_at_once() -> None:
    assert not yearly(Terms(per_year=True), (D(1),))
    assert parts_of(D(7), Terms(per_year=True), (D(1),), "EUR") == (D(7),)


def test_parts_of_nought_are_left_out() -> None:
    assert parts_of(D(0), Terms(instalments=3), (D(1),), "EUR") == ()
    assert parts_of(D("0.02"), Terms(instalments=3), (D(1),), "EUR") == (D("0.01"), D("0.01"))


def test_an_outcome_part_follows_from_what_is_realised() -> None:
    found = outcome(BY_OUTCOME, D(90_000), D(150_000), D(0), "EUR", whole=False)
    assert facts(found.first, found.price, found.part, found.back) == (10_000, 30_000, 20_000, None)
    later = outcome(BY_OUTCOME, D(90_000), D(500_000), D(20_000), "EUR", whole=True)
    assert facts(later.price, later.part) == (70_000, 40_000)  # at most 60,000 of it
    less = outcome(BY_OUTCOME, D(90_000), D(100_000), D(60_000), "EUR", whole=True)
    assert less.part == -50_000  # 20,000 in all, after 70,000


def test_a_guarantee_gives_back_what_is_short_of_it_once_all_is_measured() -> None:
    terms = Terms(guarantee=D(100_000))
    assert outcome(terms, D(40_000), D(70_000), D(0), "EUR", whole=False).part == 0
    short = outcome(terms, D(40_000), D(70_000), D(0), "EUR", whole=True)
    assert facts(short.back, short.price, short.part) == (30_000, 10_000, -30_000)
    assert outcome(terms, D(40_000), D(100_000), D(0), "EUR", whole=True).back == 0
    assert outcome(terms, D(40_000), D(-5_000), D(0), "EUR", whole=True).part == -40_000  # at most the price


@given(AMOUNTS, st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["EUR", "JPY"]), st.booleans())
def test_whatever_comes_all_parts_add_up_to_what_they_owe(
    guarantee: Decimal, realised: Decimal, currency: str, whole: bool
) -> None:
    terms = Terms(Rule.OUTCOME, D("0.3"), base=D("1000.005"), least=D(5), guarantee=guarantee)
    first = outcome(terms, D(1), realised, D(0), currency, whole=whole)
    assert first.price >= 0
    assert -first.part <= first.first
    assert first.first + first.part == first.price
    assert first.price == first.price.quantize(D(1).scaleb(-decimals(currency)))
    again = outcome(terms, D(1), realised, first.part, currency, whole=whole)
    assert again.part == 0
