"""Chances as people type them, and their odds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.probability import chance_of, odds, read_chance, read_fraction, write_fraction
from valueloop.errors import Invalid

FRACTIONS = st.builds(
    lambda part, places: Decimal(part % (10**places + 1)).scaleb(-places), st.integers(0, 10**20), st.integers(0, 20)
)
CHANCES = st.integers(1, 10**9 - 1).map(lambda part: Decimal(part).scaleb(-9))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("40%", "0.4"),
        (" 40 % ", "0.4"),
        ("0.4", "0.4"),
        (".4", "0.4"),
        ("12.5%", "0.125"),
        ("0", "0"),
        ("0%", "0"),
        ("1", "1"),
        ("100%", "1"),
    ],
)
def test_a_fraction_is_read_as_typed(typed: str, value: str) -> None:
    assert read_fraction(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["40", "1.01", "101%", "-1%", "-0.1"])
def test_a_fraction_outside_nought_to_one_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="it is not between 0 and 1") as refusal:
        read_fraction(typed, "risk")
    assert (refusal.value.what, refusal.value.given) == ("risk", typed)


def test_what_may_be_more_than_one_is_read_up_to_its_most() -> None:
    assert read_fraction("150%", "ramp", 10) == Decimal("1.5")
    assert read_fraction("10", "ramp", 10) == 10
    with pytest.raises(Invalid, match="it is not between 0 and 10; write 11%"):
        read_fraction("11", "ramp", 10)
    with pytest.raises(Invalid, match=r"it is not between 0 and 10; write 40% or 0\.4"):
        read_fraction("1001%", "ramp", 10)


@pytest.mark.parametrize(
    "typed",
    [
        *["", "%", "40%%", "x", "0,4", "nan", "snan", "inf", "-inf%", "1/2", "5.", "4_0%", "٤٠%", "４0%"],
        *["1e-40", "4e1%", "1e9999999", "1e9999999%", "1e99999999999999999999"],
    ],
)
def test_what_is_no_number_is_no_fraction(typed: str) -> None:
    with pytest.raises(Invalid, match="it is not a number"):
        read_fraction(typed)


@given(st.text() | st.text("0123456789.%-+ ", max_size=12))
def test_whatever_is_typed_as_a_fraction_is_read_or_refused(text: str) -> None:
    try:
        value = read_fraction(text)
    except Invalid:
        return
    assert 0 <= value <= 1


@given(FRACTIONS)
def test_a_fraction_that_was_written_reads_back(value: Decimal) -> None:
    assert read_fraction(write_fraction(value)) == value


@given(st.text("0123456789", min_size=1, max_size=38))
def test_a_fraction_of_many_digits_is_exact(digits: str) -> None:
    value = read_fraction(f"0.{digits}")
    assert value == Decimal(f"0.{digits}")
    assert read_fraction(write_fraction(value)) == value


@pytest.mark.parametrize("typed", ["0." + "3" * 39, "." + "0" * 40, "0" * 41 + "%"])
def test_more_digits_than_can_be_kept_are_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="it has more than 40 digits; round it first"):
        read_fraction(typed)


def test_a_fraction_of_nought_has_no_sign() -> None:
    assert write_fraction(read_fraction("-0")) == "0%"


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.4", "40%"), ("0.125", "12.5%"), ("0", "0%"), ("1", "100%"), ("0.10", "10%"), ("1E-4", "0.01%")],
)
def test_a_fraction_is_written_as_a_percentage(value: str, written: str) -> None:
    assert write_fraction(Decimal(value)) == written


@pytest.mark.parametrize(("typed", "value"), [("40%", "0.4"), ("0.4", "0.4"), ("0.1%", "0.001"), ("99.9%", "0.999")])
def test_a_chance_is_read_as_typed(typed: str, value: str) -> None:
    assert read_chance(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["0", "1", "0%", "100%", "0.0", "1.00", "-0", "0.09%", "99.91%"])
def test_what_is_as_good_as_certain_is_no_chance(typed: str) -> None:
    with pytest.raises(Invalid, match=r"what is certain can learn nothing; write 0\.1% to 99\.9%"):
        read_chance(typed)


@pytest.mark.parametrize("typed", ["40", "-1%", "likely", ""])
def test_what_is_no_fraction_is_no_chance(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_chance(typed)
    assert refusal.value.what == "chance"


@given(CHANCES)
def test_the_chance_of_the_odds_is_the_chance(chance: Decimal) -> None:
    assert abs(chance_of(odds(chance)) - chance) <= Decimal("1e-18")


@pytest.mark.parametrize(("chance", "in_favour"), [("0.5", "1"), ("0.8", "4"), ("0.2", "0.25")])
def test_odds_are_chance_for_over_chance_against(chance: str, in_favour: str) -> None:
    assert odds(Decimal(chance)) == Decimal(in_favour)
    assert chance_of(Decimal(in_favour)) == Decimal(chance)
