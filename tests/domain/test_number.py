"""What a number is made of: exact to the last digit, or refused."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.number import MOST_DIGITS, SCALES, of_digits
from valueloop.errors import Invalid


@given(
    st.integers(0, 10**MOST_DIGITS - 1), st.integers(0, 40).filter(lambda places: places != 3), st.sampled_from("kMb%")
)
def test_digits_are_never_rounded_whatever_the_precision_around_them(part: int, places: int, scale: str) -> None:
    digits = f"{Decimal(part).scaleb(-places):f}"
    with localcontext() as around:
        around.prec = 3
        value = of_digits(digits, scale, "number", digits)
    assert value == Decimal(digits) * SCALES[scale.lower()]


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("80.000", "it may mean 80000 or 80.000"),
        ("1.234", "it may mean 1234 or 1.234"),
        ("1" + "0" * 28, "it has more than 28 significant digits"),
        ("0." + "123456789" * 4, "it has more than 28 significant digits"),
    ],
)
def test_what_may_be_two_numbers_or_would_be_rounded_is_refused(digits: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        of_digits(digits, "k", "price", "as typed")
    assert (refusal.value.what, refusal.value.given, refusal.value.why) == ("price", "as typed", why)


@pytest.mark.parametrize("digits", ["0.125", "1234.567", "80.0000", ".125", "00000000000000000000000000000000000001"])
def test_what_is_one_number_is_read(digits: str) -> None:
    assert of_digits(digits, "", "number", digits) == Decimal(digits)
