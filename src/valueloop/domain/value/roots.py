"""Where a polynomial is nought above nought: every positive root, found by exact signs and not by luck.

Descartes' rule: as one reads the coefficients, their sign changes as often as there are positive roots, or an even
number more often. So none and one are certain; an interval with more is halved until that is so (Vincent, Collins,
Akritas; here on Bernstein's coefficients, whose halving is de Casteljau's). All of it is reckoned in whole numbers.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import comb, lcm

from valueloop.domain.number import EXACT

_Whole = list[int]  # a polynomial's coefficients, the constant term first

_FINE = 160  # a root is sought until its place is known to one part in 2^160, about 48 digits
_CLUSTER = 72  # roots nearer to each other than one part in 2^72, about 2e-22, count as one


def positive_roots(coefficients: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """All x > 0 with sum of coefficients[k] × x^k = 0, ascending, each once; the constant term comes first.

    A root is right to 45 digits, however ill the polynomial is conditioned. Roots nearer to each other than 2e-22 of
    their size count as one, right to 21 digits; so does a place where it touches nought without crossing, and so may
    one where a rounding in the 45th digit keeps it from touching. None where all coefficients are nought.

    >>> [f"{root:.3f}" for root in positive_roots([Decimal(-3), Decimal(10), Decimal(-9), Decimal(2)])]
    ['0.500', '1.000', '3.000']
    """
    polynomial = _stripped(_whole(coefficients))
    one = [Fraction(1)] if polynomial and sum(polynomial) == 0 else []
    found = sorted([*_below_one(polynomial), *one, *(1 / root for root in _below_one(polynomial[::-1]))])
    apart = [root for before, root in pairwise([Fraction(0), *found]) if (root - before) * 2**_CLUSTER > root]
    with localcontext(EXACT):
        return tuple(Decimal(root.numerator) / Decimal(root.denominator) for root in apart)


def _whole(coefficients: Sequence[Decimal]) -> _Whole:
    """The coefficients times what makes each of them whole."""
    ratios = [each.as_integer_ratio() for each in coefficients]
    scale = lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios]


def _stripped(row: _Whole) -> _Whole:
    """Without the noughts at both ends: the roots at nought and at infinity."""
    filled = [place for place, each in enumerate(row) if each]
    return row[filled[0] : filled[-1] + 1] if filled else []


def _changes(row: Sequence[int]) -> int:
    """How often the sign changes from one to the next; noughts are passed over."""
    signs = [each > 0 for each in row if each]
    return sum(a != b for a, b in pairwise(signs))


def _below_one(polynomial: _Whole) -> Iterator[Fraction]:
    """The roots between nought and one, both left out; many in one place are yielded as one.

    A cell (place, depth) is the interval from place / 2^depth to (place + 1) / 2^depth.
    """
    cells = [(0, 0, _bernstein(polynomial))] if _changes(polynomial) else []
    while cells:
        place, depth, row = cells.pop()
        changes = _changes(row)
        middle = Fraction(2 * place + 1, 2 << depth)
        if changes == 1:
            yield _refined(polynomial, place, depth, next(1 if each > 0 else -1 for each in row if each))
        elif changes and place.bit_length() > _CLUSTER:
            yield middle
        elif changes:
            left, right = _halves(row)
            if right[0] == 0:
                yield middle
            cells += [(2 * place, depth + 1, left), (2 * place + 1, depth + 1, right)]


def _bernstein(polynomial: _Whole) -> _Whole:
    """Bernstein's coefficients on 0..1, times what makes them whole: b(i) = sum of C(i, k) / C(n, k) × a(k)."""
    binomials = [comb(len(polynomial) - 1, k) for k in range(len(polynomial))]
    scale = lcm(*binomials)
    row = [each * (scale // binomial) for each, binomial in zip(polynomial, binomials, strict=True)]
    for done in range(1, len(row)):
        for place in range(len(row) - 1, done - 1, -1):
            row[place] += row[place - 1]
    return row


def _halves(row: _Whole) -> tuple[_Whole, _Whole]:
    """Bernstein's coefficients on the left and the right half, both times 2^degree."""
    left, right = [], []
    for place in range(len(row) - 1, -1, -1):
        left.append(row[0] << place)
        right.append(row[-1] << place)
        row = [a + b for a, b in pairwise(row)]
    return left, right[::-1]


def _refined(polynomial: _Whole, place: int, depth: int, sign: int) -> Fraction:
    """The one root inside a cell, where the polynomial has this sign on its left, to one part in 2^160.

    The secant through the ends names one of 2^step slices. Where signs prove it right, the next step is twice as long,
    else half as long; a step of one halves the cell and is always right (Abbott's quadratic interval refinement). An
    end may be another root: there the sign stands for the value.
    """
    degree, step = len(polynomial) - 1, 1
    left, right = _value(polynomial, place, depth) or sign, _value(polynomial, place + 1, depth) or -sign
    while place.bit_length() <= _FINE:
        cut = min((left << step) // (left - right), (1 << step) - 1)
        at, deep = (place << step) + cut, depth + step
        ends = [left << step * degree, right << step * degree]
        if cut:
            ends[0] = _value(polynomial, at, deep)
        if cut + 1 < 1 << step:
            ends[1] = _value(polynomial, at + 1, deep)
        if 0 in ends:
            return Fraction(at + ends.index(0), 1 << deep)
        if ends[0] * sign > 0 > ends[1] * sign:
            place, depth, (left, right) = at, deep, ends
            step = min(2 * step, max(1, _FINE + 1 - place.bit_length()))
        elif step > 1:
            step //= 2
        else:  # the other half
            place, depth = at + 1 - 2 * cut, deep
            left, right = (left << degree, ends[0]) if cut else (ends[1], right << degree)
    return Fraction(2 * place + 1, 2 << depth)


def _value(polynomial: _Whole, place: int, depth: int) -> int:
    """The polynomial at place / 2^depth, times 2^(depth × degree)."""
    value = 0
    for lift, each in enumerate(reversed(polynomial)):
        value = value * place + (each << lift * depth)
    return value
