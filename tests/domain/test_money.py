"""Amounts as people type them: read exactly or refused, never guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.currency import CODES
from valueloop.domain.estimate import Estimate
from valueloop.domain.money import (
    Money,
    a_currency,
    decimals,
    read_amount,
    read_estimate,
    read_number,
    read_yearly,
    split_currency,
    write_estimate,
    write_number,
)
from valueloop.errors import Conflict, Invalid

NUMBERS = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(-(10**11), 10**11),
    st.integers(-12, 3),
)
ESTIMATES = st.lists(NUMBERS, min_size=3, max_size=3).map(lambda three: Estimate(*sorted(three)))
TYPED = st.text() | st.text("0123456789.,/-+−_' kKmMbB%€$£zł¥EURUSD\u00a0\u202fpermonthweek", max_size=20)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("0", "0"),
        ("-0", "0"),
        ("+7", "7"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("45k", "45000"),
        ("45 K", "45000"),
        ("1.2M", "1200000"),
        ("2b", "2000000000"),
        (".5", "0.5"),
        (".5k", "500"),
        ("0.125", "0.125"),
        ("80.5", "80.5"),
        ("80.1250", "80.125"),
        ("1234.567", "1234.567"),
        ("80,000", "80000"),
        ("1,234,567.89", "1234567.89"),
        ("1,234.567", "1234.567"),
        ("80 000", "80000"),
        ("80\u00a0000", "80000"),
        ("80\u202f000", "80000"),
        ("80'000", "80000"),
        ("80_000", "80000"),
        (" 97% ", "0.97"),
        ("12.5 %", "0.125"),
        ("999999999999999.99", "999999999999999.99"),
    ],
)
def test_a_number_is_read_as_typed(typed: str, value: str) -> None:
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("80.000", "it may mean 80000 or 80.000"),
        ("1.234k", "it may mean 1234 or 1.234"),
        ("-80.000", "it may mean 80000 or 80.000"),
        ("80,00", "the groups are not of three digits"),
        ("8000,000", "the groups are not of three digits"),
        ("80,,000", "the groups are not of three digits"),
        ("80,000,", "the groups are not of three digits"),
        ("1 2", "the groups are not of three digits"),
        ("1.2.3", "it is not a number"),
        ("1.234,56", "it is not a number"),
        ("5.", "it is not a number"),
        ("٤٥", "it is not a number"),
        ("4.٥", "it is not a number"),
        ("1e5", "it is not a number"),
        ("", "it is not a number"),
        ("%", "it is not a number"),
        ("k", "it is not a number"),
        ("45kk", "it is not a number"),
        ("--5", "it is not a number"),
        ("nan", "it is not a number"),
        ("inf", "it is not a number"),
        ("0x10", "it is not a number"),
        ("1000000000000000", "it is too large"),
        ("-1000000b", "it is too large"),
        ("9" * 5000, "it has more than 28 significant digits"),
        ("0." + "123456789" * 4, "it has more than 28 significant digits"),
    ],
)
def test_what_is_no_number_or_two_numbers_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_number(typed, "price")
    assert refusal.value.why == why
    assert (refusal.value.what, refusal.value.given) == ("price", typed)


def test_nought_has_no_sign() -> None:
    assert not read_number("-0").is_signed()


@given(NUMBERS)
def test_a_number_that_was_written_reads_back(value: Decimal) -> None:
    assert read_number(write_number(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("80", "80"),
        ("80.000", "80"),
        ("80.125", "80.1250"),
        ("-80.125", "-80.1250"),
        ("1080.125", "1080.125"),
        ("0.125", "0.125"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-0.00", "0"),
        ("100", "100"),
    ],
)
def test_a_number_is_written_plainly(value: str, written: str) -> None:
    assert write_number(Decimal(value)) == written


@given(TYPED)
def test_whatever_is_typed_as_a_number_is_read_or_refused(text: str) -> None:
    try:
        value = read_number(text)
    except Invalid:
        return
    assert -(10**15) < value < 10**15


@pytest.mark.parametrize(
    ("typed", "low", "likely", "high"),
    [
        ("80k", 80_000, 80_000, 80_000),
        ("80k..140k", 80_000, 110_000, 140_000),
        ("80k .. 140k", 80_000, 110_000, 140_000),
        ("80k/100k/140k", 80_000, 100_000, 140_000),
        ("-2/0/5", -2, 0, 5),
        ("-5..-3", -5, -4, -3),
        ("5..5", 5, 5, 5),
    ],
)
def test_an_estimate_is_one_figure_a_range_or_three(typed: str, low: int, likely: int, high: int) -> None:
    assert read_estimate(typed) == Estimate(Decimal(low), Decimal(likely), Decimal(high))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("140k..80k", "the figures must rise"),
        ("100k/80k/140k", "the figures must rise"),
        ("80k/140k/100k", "the figures must rise"),
        ("1..2..3", "a range has two ends"),
        ("1/2", "three figures are needed"),
        ("1/2/3/4", "three figures are needed"),
        ("1..x", "it is not a number"),
        ("..", "it is not a number"),
        ("80.000..90k", "it may mean 80000 or 80.000"),
    ],
)
def test_what_is_no_estimate_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_estimate(typed)
    assert refusal.value.why == why


@given(ESTIMATES)
def test_an_estimate_that_was_written_reads_back(estimate: Estimate) -> None:
    assert read_estimate(write_estimate(estimate)) == estimate


@given(NUMBERS)
def test_a_known_quantity_is_written_as_one_figure(value: Decimal) -> None:
    assert write_estimate(Estimate.exactly(value)) == write_number(value)


@given(TYPED)
def test_whatever_is_typed_as_an_estimate_is_read_or_refused(text: str) -> None:
    try:
        estimate = read_estimate(text)
    except Invalid:
        return
    assert estimate.low <= estimate.likely <= estimate.high


@pytest.mark.parametrize(
    ("typed", "account", "amount", "currency"),
    [
        ("45k", "EUR", "45000", "EUR"),
        ("45k", "CHF", "45000", "CHF"),
        ("1.2M", "EUR", "1200000", "EUR"),
        ("€80,000", "USD", "80000", "EUR"),
        ("80,000 €", "USD", "80000", "EUR"),
        ("£1.2M", "EUR", "1200000", "GBP"),
        ("80k chf", "EUR", "80000", "CHF"),
        ("CHF80k", "EUR", "80000", "CHF"),
        ("80k €", "EUR", "80000", "EUR"),
        ("80 k€", "EUR", "80000", "EUR"),
        ("€80 EUR", "USD", "80", "EUR"),
        ("$5", "EUR", "5", "USD"),
        ("$5", "CAD", "5", "CAD"),
        ("CAD $5", "CAD", "5", "CAD"),
        ("¥5", "EUR", "5", "JPY"),
        ("¥5", "CNY", "5", "CNY"),
        ("5 zł", "EUR", "5", "PLN"),
        ("0", "EUR", "0", "EUR"),
    ],
)
def test_an_amount_is_read_as_typed(typed: str, account: str, amount: str, currency: str) -> None:
    assert read_amount(typed, account) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("-5", "it is below nought"),
        ("€-5", "it is below nought"),
        ("80k..140k", "one figure is needed here, not a range"),
        ("80k/100k/140k", "one figure is needed here, not a range"),
        ("2k/month", "one figure is needed here, not a range"),
        ("80.000", "it may mean 80000 or 80.000"),
        ("€80 $", "it names two currencies, EUR and USD"),
        ("80 USD GBP", "it names two currencies, GBP and USD"),
        ("$5 CAD", "it names two currencies, CAD and USD"),
        ("5%", "a percentage is no amount of money"),
        ("€40%", "a percentage is no amount of money"),
        ("8€500", "'€' stands inside a figure"),
        ("1$234", "'$' stands inside a figure"),
        ("80 EUR 000", "'EUR' stands inside a figure"),
        ("1€234k", "'€' stands inside a figure"),
        ("80 XXQ", "it is not a number"),
        ("€", "it is not a number"),
        ("plenty", "it is not a number"),
    ],
)
def test_what_is_no_single_amount_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_amount(typed, "EUR")
    assert refusal.value.why == why


@given(TYPED)
def test_whatever_is_typed_as_an_amount_is_read_or_refused(text: str) -> None:
    try:
        money = read_amount(text, "EUR")
    except Invalid:
        return
    assert 0 <= money.amount < 10**15
    assert money.currency in CODES


@pytest.mark.parametrize(
    ("typed", "low", "likely", "high", "currency"),
    [
        ("80k", 80_000, 80_000, 80_000, "EUR"),
        ("80k..140k", 80_000, 110_000, 140_000, "EUR"),
        ("80k/100k/140k", 80_000, 100_000, 140_000, "EUR"),
        ("2k/month", 24_000, 24_000, 24_000, "EUR"),
        ("2k/MONTH", 24_000, 24_000, 24_000, "EUR"),
        ("2k / mo", 24_000, 24_000, 24_000, "EUR"),
        ("2k per month", 24_000, 24_000, 24_000, "EUR"),
        ("2k/per month", 24_000, 24_000, 24_000, "EUR"),
        ("1k..3k per month", 12_000, 24_000, 36_000, "EUR"),
        ("1k/2k/4k per Month", 12_000, 24_000, 48_000, "EUR"),
        ("1k / 2k / 4k € per quarter", 4_000, 8_000, 16_000, "EUR"),
        ("2k/quarter", 8_000, 8_000, 8_000, "EUR"),
        ("2k/year", 2_000, 2_000, 2_000, "EUR"),
        ("$2k/month", 24_000, 24_000, 24_000, "USD"),
        ("2k USD/month", 24_000, 24_000, 24_000, "USD"),
        ("1k..3k/month", 12_000, 24_000, 36_000, "EUR"),
        ("1k/2k/4k/month", 12_000, 24_000, 48_000, "EUR"),
        ("€80k..€140k", 80_000, 110_000, 140_000, "EUR"),
    ],
)
def test_a_yearly_amount_is_read_as_typed(typed: str, low: int, likely: int, high: int, currency: str) -> None:
    assert read_yearly(typed, "EUR") == (Estimate(Decimal(low), Decimal(likely), Decimal(high)), currency)


@pytest.mark.parametrize("period", ["week", "weeks", "wk", "w", "day", "days", "d", "hour", "h", "shift", "shifts"])
@pytest.mark.parametrize("joined", ["2k/{}", "2k per {}", "1k..2k/{}", "1k/2k/3k per {}"])
def test_a_period_of_uneven_number_in_a_year_is_refused(joined: str, period: str) -> None:
    with pytest.raises(Invalid, match=r"how many (days|weeks|hours|shifts) a year has must be seen"):
        read_yearly(joined.format(period), "EUR")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("-5", "it is below nought"),
        ("-5..5", "it is below nought"),
        ("-2k/month", "it is below nought"),
        ("80.000", "it may mean 80000 or 80.000"),
        ("2k/fortnight", "three figures are needed"),
        ("2k/", "three figures are needed"),
        ("/month", "it is not a number"),
        ("€1k..$2k", "it names two currencies, EUR and USD"),
        ("5%", "a percentage is no amount of money"),
        ("€1k..€40%/month", "a percentage is no amount of money"),
        ("8€500/month", "'€' stands inside a figure"),
        ("900000000M/month", "it is too large"),
        ("1..900000000M/month", "it is too large"),
    ],
)
def test_what_is_no_yearly_amount_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_yearly(typed, "EUR")
    assert refusal.value.why == why


@given(TYPED)
def test_whatever_is_typed_as_a_yearly_amount_is_read_or_refused(text: str) -> None:
    try:
        estimate, currency = read_yearly(text, "EUR")
    except Invalid:
        return
    assert 0 <= estimate.low <= estimate.likely <= estimate.high < 10**15
    assert currency in CODES


@given(TYPED)
def test_whatever_holds_a_currency_is_split_or_refused(text: str) -> None:
    try:
        rest, currency = split_currency(text, "EUR")
    except Invalid:
        return
    assert rest == rest.strip()
    assert currency in CODES


@pytest.mark.parametrize(
    ("typed", "code"), [("usd", "USD"), (" Eur ", "EUR"), ("€", "EUR"), ("$", "USD"), ("ZŁ", "PLN")]
)
def test_a_currency_is_a_code_or_a_sign(typed: str, code: str) -> None:
    assert a_currency(typed) == code


@pytest.mark.parametrize("typed", ["", "XXQ", "EURO", "E", "DEM", "€€"])
def test_what_is_no_currency_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="it is no ISO 4217 code"):
        a_currency(typed)


@pytest.mark.parametrize(("code", "count"), [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_decimals(code: str, count: int) -> None:
    assert decimals(code) == count


def test_money_adds_subtracts_and_multiplies_in_one_currency() -> None:
    a, b = Money(Decimal("80.5"), "EUR"), Money(Decimal("0.25"), "EUR")
    assert a + b == Money(Decimal("80.75"), "EUR")
    assert a - b == Money(Decimal("80.25"), "EUR")
    assert b * Decimal(3) == Money(Decimal("0.75"), "EUR")
    assert str(Money(Decimal("1E+3"), "EUR")) == "1000 EUR"


def test_two_currencies_are_never_put_together() -> None:
    euros, dollars = Money(Decimal(1), "EUR"), Money(Decimal(2), "USD")
    with pytest.raises(Conflict, match="1 EUR and 2 USD are in two currencies"):
        _ = euros + dollars
    with pytest.raises(Conflict, match="1 EUR and 2 USD are in two currencies"):
        _ = euros - dollars


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_likely_figure_of_a_range_is_its_midpoint(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert Fraction(read_estimate(f"{low}..{high}").likely) == Fraction(low + high, 2)


@given(st.integers(1, 10**28 - 1), st.integers(1, 10**28 - 1), st.integers(14, 40), st.integers(14, 40))
def test_the_likely_figure_of_a_range_is_never_outside_it(one: int, other: int, places: int, more: int) -> None:
    low, high = sorted((Decimal(one).scaleb(-places), Decimal(other).scaleb(-more)))
    found = read_estimate(f"{low:f}..{high:f}")
    assert (found.low, found.high) == (low, high)
    assert low <= found.likely <= high
    assert low <= found.mean <= high


def test_a_share_without_a_currency_is_no_money() -> None:
    assert split_currency("97%", "") == ("97%", "")
    with pytest.raises(Invalid, match="a percentage is no amount of money"):
        split_currency("€97%", "")


def test_a_refusal_shows_all_that_was_typed() -> None:
    with pytest.raises(Invalid) as refusal:
        read_amount(" €80 $", "EUR")
    assert refusal.value.given == " €80 $"
