"""Positive roots: of polynomials made from known roots, and against numpy's."""

import random
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.value.roots import positive_roots


def made_from(roots: Sequence[Fraction | int | str]) -> list[Decimal]:
    """A polynomial in whole numbers, with these roots and no others: the product of q x − p for each p / q."""
    made = [1]
    for root in (Fraction(each) for each in roots):
        times_x = [0, *(each * root.denominator for each in made)]
        made = [up - down * root.numerator for up, down in zip(times_x, [*made, 0], strict=True)]
    return [Decimal(each) for each in made]


def digits(found: Decimal, true: Fraction) -> Fraction:
    """How far the found is from the true, as a part of the true."""
    return abs(Fraction(found) / true - 1)


def assert_found(coefficients: Sequence[Decimal], roots: Sequence[Fraction | int | str], to: str = "1e-45") -> None:
    true = sorted({Fraction(each) for each in roots if Fraction(each) > 0})
    found = positive_roots(coefficients)
    assert len(found) == len(true), found
    assert list(found) == sorted(found)
    for one, other in zip(found, true, strict=True):
        assert digits(one, other) < Fraction(to), (one, other)


KNOWN = {
    "one, fast": ["10/11"],
    "one on each side of 1": ["10/12", "11/10"],
    "one at 1": [1],
    "at 1 and on both sides": ["1/3", 1, 3],
    "on the ends of a halved interval, and between": ["1/2", "5/8", "2/3", "3/4", 1],
    "between two roots at the ends of its cell": ["1/2", "3/5", 1],
    "exactly a half, a quarter, and far less": ["1/2", "1/4", "1/1024"],
    "none above nought": [-1, "-1/3", -7],
    "some above nought": [-1, "1/3", -7, 5, "22/7"],
    "at nought, which is not above it": [0, 0, "1/3"],
    "as small and as great as may be": ["1/1000000", "1/3", 1000000],
    "many small": ["1/1000000", "3/1000000", "7/1000000"],
    "a cluster": ["0.9", "0.900001", "0.900002"],
    "a cluster above 1": ["1.1", "1.100001", "1.100002", "1.100003"],
    "a cluster across 1": ["0.999999", 1, "1.000001"],
    "nearer than a float can tell": ["0.9", "0.90000000000000000001"],
    "degree 50": [Fraction(20 + k, 37) for k in range(50)],
    "degree 50, half of them below nought": [Fraction(2 * k - 49, 31) for k in range(50)],
}


@pytest.mark.parametrize("roots", KNOWN.values(), ids=KNOWN)
def test_every_root_that_was_put_in_is_found(roots: list[Fraction | int | str]) -> None:
    assert_found(made_from(roots), roots)


MANY = {
    "a touch": ["10/11", "10/11"],
    "a touch above 1": ["11/10", "11/10"],
    "a touch at 1": [1, 1],
    "a touch at an end of a halved interval": ["1/2", "1/2", "1/3"],
    "a touch and a crossing": ["10/11", "10/11", "10/12"],
    "three in one": ["3/7", "3/7", "3/7"],
    "two touches": ["1/3", "1/3", "7/3", "7/3"],
    "twenty in one": ["10/11"] * 20,
    "ten touches": [Fraction(20 + k, 37) for k in range(10)] * 2,
}


@pytest.mark.parametrize("roots", MANY.values(), ids=MANY)
def test_roots_in_one_place_are_found_once(roots: list[Fraction | int | str]) -> None:
    assert_found(made_from(roots), roots, "3e-22")


@pytest.mark.parametrize("hair", ["1e-46", "1e-60"])
@pytest.mark.parametrize("middle", [Decimal("0.5"), Decimal(1), Decimal("0.75"), Decimal("0.9"), Decimal(3)])
def test_two_roots_a_hair_apart_count_as_one_wherever_they_lie(middle: Decimal, hair: str) -> None:
    with localcontext(prec=200):
        polynomial = [middle * middle - Decimal(hair), -2 * middle, Decimal(1)]  # (x − middle)² less a hair
    (found,) = positive_roots(polynomial)
    assert digits(found, Fraction(middle)) < Fraction("4e-22")


@pytest.mark.parametrize("middle", [Decimal("0.9"), Decimal(3), Decimal("0.5000000000000001")])
def test_what_misses_a_touch_by_a_hair_counts_as_one(middle: Decimal) -> None:
    with localcontext(prec=200):
        polynomial = [middle * middle + Decimal("1e-60"), -2 * middle, Decimal(1)]
    (found,) = positive_roots(polynomial)
    assert digits(found, Fraction(middle)) < Fraction("4e-22")


def test_what_comes_near_nought_and_no_nearer_has_no_root() -> None:
    assert positive_roots([Decimal("0.81") + Decimal("1e-20"), Decimal("-1.8"), Decimal(1)]) == ()


@pytest.mark.parametrize("polynomial", [[], [0], [0, 0, 0], [5], [0, -5, 0], [1, 2, 3], [-1, -2], [1, -1, 1]])
def test_there_may_be_none(polynomial: list[int]) -> None:
    assert positive_roots([Decimal(each) for each in polynomial]) == ()


def test_coefficients_may_be_huge_and_tiny() -> None:
    (root,) = positive_roots([Decimal("-1e-10"), Decimal(0), Decimal("4e30")])
    assert digits(root, Fraction(1, 2 * 10**20)) < Fraction("1e-45")
    (root,) = positive_roots([Decimal("-1e30"), Decimal("1e-10")])
    assert root == Decimal("1e40")


def test_the_precision_around_it_does_not_matter() -> None:
    polynomial = [Decimal("-1." + "3" * 27), Decimal("1." + "7" * 27)]
    usual = positive_roots(polynomial)
    with localcontext(prec=3):
        assert positive_roots(polynomial) == usual


def test_an_ill_conditioned_polynomial_of_high_degree_is_exact() -> None:
    """Wilkinson's: 30 roots at 1 to 30; and x^100 = 2 (10^10 x − 1)², Mignotte's, with two roots next to each other."""
    assert_found(made_from(range(1, 31)), list(range(1, 31)))
    mignotte = [Decimal(-2), Decimal("4e10"), Decimal("-2e20"), *[Decimal(0)] * 97, Decimal(1)]
    touch, crossing = positive_roots(mignotte)
    assert digits(touch, Fraction("1e-10")) < Fraction("3e-22")
    assert Fraction(crossing) ** 100 == pytest.approx(float(2 * (10**10 * Fraction(crossing) - 1) ** 2), rel=1e-15)


def sign_at(polynomial: Sequence[Decimal], place: Fraction) -> int:
    value = sum((Fraction(each) * place**power for power, each in enumerate(polynomial)), Fraction(0))
    return (value > 0) - (value < 0)


def test_it_agrees_with_numpy_and_crosses_nought_where_it_says() -> None:
    numpy = pytest.importorskip("numpy")
    dice = random.Random(2026)
    seen = 0
    for _ in range(200):
        polynomial = [Decimal(dice.randint(-1000, 1000)) for _ in range(dice.randint(2, 25))] + [Decimal(1)]
        theirs = numpy.roots([float(each) for each in reversed(polynomial)])
        real = sorted(each.real for each in theirs if abs(each.imag) < 1e-9 and each.real > 1e-9)
        ours = positive_roots(polynomial)
        assert [float(each) for each in ours] == pytest.approx(real, rel=1e-6)
        hair = Fraction(1, 10**44)
        for root in map(Fraction, ours):
            assert sign_at(polynomial, root * (1 - hair)) * sign_at(polynomial, root * (1 + hair)) <= 0
        seen += len(ours)
    assert seen > 200


@given(
    st.lists(st.fractions(-5, 5, max_denominator=50), min_size=1, max_size=8, unique=True),
    st.decimals("1e-10", "1e30", places=10),
)
def test_roots_are_found_whatever_they_are_and_whatever_it_is_multiplied_by(
    roots: list[Fraction], scale: Decimal
) -> None:
    with localcontext(prec=300):
        polynomial = [each * scale for each in made_from(roots)]
    assert_found(polynomial, roots)


@given(st.lists(st.integers(-(10**28), 10**28), min_size=2, max_size=12))
def test_there_are_as_many_as_descartes_allows(coefficients: list[int]) -> None:
    signs = [each > 0 for each in coefficients if each]
    changes = sum(a != b for a, b in pairwise(signs))
    found = len(positive_roots([Decimal(each) for each in coefficients]))
    assert found <= changes
    assert found == 1 or changes != 1
