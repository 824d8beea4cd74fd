"""Quantities as people type them: figures, ranges, units, currencies."""

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.quantity import LONGEST, read_quantity
from valueloop.domain.unit import read_unit
from valueloop.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "figures", "unit", "currency"),
    [
        ("12", "12", "", ""),
        ("45k", "45000", "", ""),
        ("45 k", "45000", "", ""),
        ("1.2M", "1200000", "", ""),
        ("3b", "3000000000", "", ""),
        ("97%", "0.97", "", ""),
        ("97 %", "0.97", "", ""),
        ("-5", "-5", "", ""),
        ("80,000", "80000", "", ""),
        (".5", "0.5", "", ""),
        ("2/4/5", "2/4/5", "", ""),
        ("80k..140k", "80000/110000/140000", "", ""),
        ("12 machines", "12", "machines", ""),
        ("1,200 units", "1200", "units", ""),
        ("10 000 km", "10000", "km", ""),
        (".5 h", "0.5", "hour", ""),
        ("-5 h", "-5", "hour", ""),
        ("3 min", "3", "minute", ""),
        ("3m", "3000000", "", ""),
        ("4 kg", "4", "kg", ""),
        ("5k units", "5000", "units", ""),
        ("5 k units", "5000", "units", ""),
        ("5 m²", "5", "m2", ""),
        ("20/year", "20", "1/year", ""),
        ("20 / year", "20", "1/year", ""),
        ("20 per year", "20", "1/year", ""),
        ("15% per year", "0.15", "1/year", ""),
        ("5%/year", "0.05", "1/year", ""),
        ("2/4/5 hours per week", "2/4/5", "hour/week", ""),
        ("2/4/5 hour/week/machine", "2/4/5", "hour/week/machine", ""),
        ("5 / 6 / 7 hours", "5/6/7", "hour", ""),
        ("1/2/3/year", "1/2/3", "1/year", ""),
        ("5..7 h", "5/6/7", "hour", ""),
        ("€38", "38", "EUR", "EUR"),
        ("€38/hour", "38", "EUR/hour", "EUR"),
        ("€ 38 / hour", "38", "EUR/hour", "EUR"),
        ("38 €/h", "38", "EUR/hour", "EUR"),
        ("38 EUR/hour", "38", "EUR/hour", "EUR"),
        ("38 EUR per hour", "38", "EUR/hour", "EUR"),
        ("€38 per hour", "38", "EUR/hour", "EUR"),
        ("€30/38/40 per hour", "30/38/40", "EUR/hour", "EUR"),
        ("80k..140k EUR/year", "80000/110000/140000", "EUR/year", "EUR"),
        ("€80k..€140k", "80000/110000/140000", "EUR", "EUR"),
        ("5 k€/machine", "5000", "EUR/machine", "EUR"),
        ("£1.2M", "1200000", "GBP", "GBP"),
        ("$5/h", "5", "USD/hour", "USD"),
        (" 12 \n", "12", "", ""),
        ("600garment/year", "600", "garment/year", ""),
        ("600machines", "600", "machines", ""),
        ("600bottles per hour", "600", "bottles/hour", ""),
        ("2/4/5hours/week", "2/4/5", "hour/week", ""),
        ("80..140garment", "80/110/140", "garment", ""),
        ("1,200kg", "1200", "kg", ""),
        ("5min", "5", "minute", ""),
        ("5MWh/year", "5", "MWh/year", ""),
        ("5m²", "5", "m2", ""),
        ("600per year", "600", "1/year", ""),
        ("5hours/m2", "5", "hour/m2", ""),
    ],
)
def test_a_quantity_is_read_as_people_type_it(typed: str, figures: str, unit: str, currency: str) -> None:
    estimate, found, named = read_quantity(typed)
    of = [Decimal(each) for each in figures.split("/")]
    assert (estimate.low, estimate.likely, estimate.high) == (of[0], of[len(of) // 2], of[-1])
    assert (found, named) == (read_unit(unit).text, currency)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "it is not a number"),
        ("hours", "it is not a number"),
        ("€", "it is not a number"),
        ("½ hour", "it is not a number"),
        ("1e5", "it is not a number"),
        ("1e5 h", "it is not a number"),
        ("2h30min", "it is not a number"),
        ("5h", "a space is missing before its unit"),
        ("5h/year", "a space is missing before its unit"),
        ("5kgarment", "a space is missing before its unit"),
        ("45kEUR", "a space is missing before its unit"),
        ("45meur", "a space is missing before its unit"),
        ("80..140khours", "a space is missing before its unit"),
        ("2Mbottles", "a space is missing before its unit"),
        ("2mstops", "a space is missing before its unit"),
        ("5mio", "'mio' is no unit"),
        ("2bn/year", "'bn' is no unit"),
        ("15percent", "'percent' is no unit"),
        ("80.000hours", "it may mean 80000 or 80.000"),
        ("5-6hours", "it is not a number"),
        ("5-6 h", "it is not a number"),
        ("٣ h", "it is not a number"),
        ("5 5", "the groups are not of three digits"),
        ("80.000 h", "it may mean 80000 or 80.000"),
        ("1.234 kg", "it may mean 1234 or 1.234"),
        ("1/2 hour", "three figures are needed"),
        ("4/3/2 h", "the figures must rise"),
        ("1..2..3 h", "a range has two ends"),
        ("€5%", "a percentage is no amount of money"),
        ("5 USD/EUR", "it names two currencies, EUR and USD"),
        ("5 h (about)", "'(about)' is not part of a unit"),
        ("2 hours at €5", "'hours' stands where it cannot"),
        ("5 h/", "it ends too early"),
        ("5 h/kW*s", "a * behind a / can be read in two ways"),
        ("5 " + "h" * 150, "it is longer than 100 characters"),
        ("5" * (LONGEST + 1), "it is longer than 200 characters"),
        ("5 h\0", "'\0' is not part of a unit"),
    ],
    ids=lambda each: repr(each)[:30],
)
def test_what_cannot_be_read_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_quantity(typed)
    assert refusal.value.why == why


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("5h/year", "write 5 h/year"),
        ("45kEUR", "write 45 kEUR, or 45k EUR"),
        ("5kgarment/day", "write 5 kgarment/day, or 5k garment/day"),
        ("2/3/4bn", "write 2/3/4b"),
        ("15percent", "write 15%"),
    ],
)
def test_a_missing_space_is_shown_where_it_belongs(typed: str, way: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_quantity(typed)
    assert refusal.value.expected == way


@pytest.mark.parametrize(("typed", "unit"), [("5 cup/day", "cup/day"), ("€5/cup", "EUR/cup"), ("3 pen", "pen")])
def test_a_word_in_lower_case_is_no_currency(typed: str, unit: str) -> None:
    """A cup is no Cuban peso: in a unit, upper-case codes are currencies."""
    assert read_quantity(typed)[1] == unit


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "1 " * 5000, "1/" * 5000, "€" * 10_000, "a" * 10_000, "1." * 5000, "9k" * 5000]
)
def test_ten_thousand_characters_are_refused_at_once(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(Invalid):
        read_quantity(text)
    assert perf_counter() - begun < 0.5


@pytest.mark.parametrize("text", ["1" * 200, "1 " * 100, "1/" * 100, "1." * 100, "9k" * 100, "1 a" + "/a" * 98])
def test_what_is_just_short_enough_is_quick_too(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(Invalid):
        read_quantity(text)
    assert perf_counter() - begun < 0.5


@given(st.text() | st.text("0123456789.,/ kM%€$hEURyear-", max_size=30))
def test_whatever_is_typed_as_a_quantity_is_read_or_refused(text: str) -> None:
    try:
        estimate, unit, currency = read_quantity(text)
    except Invalid:
        return
    assert estimate.low <= estimate.likely <= estimate.high
    assert read_unit(unit).text == unit
    assert currency in unit


@given(st.integers(0, 10**9), st.sampled_from(["hour/week", "machine", "EUR/hour", "1/year", ""]))
def test_a_figure_with_a_unit_that_was_read_reads_again(cents: int, unit: str) -> None:
    figure = Decimal(cents) / 100
    assert read_quantity(f"{figure:.2f} {unit.removeprefix('1')}")[:2] == (
        read_quantity(f"{figure:.2f}")[0],
        unit,
    )
