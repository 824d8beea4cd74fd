"""How alike two accounts are, trait by trait, and what one of them lets us guess of the other."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from functools import cache, lru_cache

from valueloop.domain.estimate import Estimate
from valueloop.domain.names import fold, words_of
from valueloop.domain.number import EXACT
from valueloop.domain.probability import LEAST, MOST


class Trait(StrEnum):
    """What two accounts may be alike in."""

    INDUSTRY = "industry"
    SIZE = "size"
    REGION = "region"
    PEOPLE = "people"
    NEEDS = "needs"
    EXPOSURE = "exposure"


# What each trait weighs, of 1. Judgement, not measurement: pages show them.
WEIGHTS: Mapping[Trait, Decimal] = {
    Trait.INDUSTRY: Decimal("0.25"),
    Trait.SIZE: Decimal("0.15"),
    Trait.REGION: Decimal("0.10"),
    Trait.PEOPLE: Decimal("0.15"),
    Trait.NEEDS: Decimal("0.25"),
    Trait.EXPOSURE: Decimal("0.10"),
}
FAR = 10  # so many times as many people, and two accounts have nothing of their size in common
THIN = Decimal("0.25")  # of all weight: an account compared in less of it is hardly known
FAINT = Decimal("0.25")  # an account less alike than this is not like the other at all

_PLACES, _NONE, _ALL = Decimal("0.0001"), Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Traits:
    """What is known of an account that it may have in common with another; what is empty is not known.

    `people` are the roles and departments of its contacts, folded; `needs` the names of its needs; `exposed_by` is the
    campaign, account or person behind the exposure.
    """

    industry: str = ""
    size: int | None = None
    region: str = ""
    exposure: str = ""
    exposed_by: str = ""
    people: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """One trait that both accounts are known to have: how alike they are in it, and what it weighs."""

    trait: Trait
    weight: Decimal
    alike: Decimal


@dataclass(frozen=True)
class Likeness:
    """How alike two accounts are, 0 to 1: the mean of the parts by their weights, over what is known of both.

    `compared` is the part of all weight that could be compared.
    """

    score: Decimal
    compared: Decimal
    parts: tuple[Part, ...]

    @property
    def thin(self) -> bool:
        """Whether so little is known of both that the score says next to nothing."""
        return self.compared < THIN


def likeness(one: Traits, other: Traits) -> Likeness:
    """How alike two accounts are: Σ weight × alike / Σ weight, over the traits that are known of both.

    >>> likeness(Traits("food", 100), Traits("food", 1000)).score
    Decimal('0.6250')
    """
    measured = {
        Trait.INDUSTRY: _text(one.industry, other.industry),
        Trait.SIZE: _size(one.size, other.size),
        Trait.REGION: _text(one.region, other.region),
        Trait.PEOPLE: _overlap(one.people, other.people),
        Trait.NEEDS: _needs(one.needs, other.needs),
        Trait.EXPOSURE: _exposure(one.exposure, one.exposed_by, other.exposure, other.exposed_by),
    }
    parts = tuple(Part(trait, WEIGHTS[trait], alike) for trait, alike in measured.items() if alike is not None)
    compared = sum((each.weight for each in parts), _NONE)
    total = sum((each.weight * each.alike for each in parts), _NONE)
    return Likeness(_rounded(total / compared) if compared else _NONE, compared, parts)


def at_a_glance(one: Traits) -> Callable[[str, int | None, str, str, str], Decimal]:
    """Σ weight × alike over the traits that stand in an account's own row: quick, for a hundred thousand of them.

    What is returned takes industry, size, region, exposure, and by whom it was exposed.
    """

    @cache
    def by_size(size: int | None) -> Decimal:
        return WEIGHTS[Trait.SIZE] * (_size(one.size, size) or _NONE)

    @cache
    def by_words(industry: str, region: str, how: str, by: str) -> Decimal:
        return (
            WEIGHTS[Trait.INDUSTRY] * (_text(one.industry, industry) or _NONE)
            + WEIGHTS[Trait.REGION] * (_text(one.region, region) or _NONE)
            + WEIGHTS[Trait.EXPOSURE] * (_exposure(one.exposure, one.exposed_by, how, by) or _NONE)
        )

    return lambda industry, size, region, how, by: by_words(industry, region, how, by) + by_size(size)


def about_the_same(one: str, other: str) -> bool:
    """Whether two names of needs are about the same: one name, or half the telling words of the shorter are shared.

    >>> about_the_same("higher yield of the filling lines", "Yield"), about_the_same("less waste", "less overtime")
    (True, False)
    """
    (name, ours), (other_name, theirs) = _telling(one), _telling(other)
    return name == other_name or (bool(ours and theirs) and 2 * len(ours & theirs) >= min(len(ours), len(theirs)))


@lru_cache(maxsize=4096)
def _telling(name: str) -> tuple[str, frozenset[str]]:
    """A need's name, folded, and its telling words; each of a shortlist is compared with each of ours."""
    return fold(name), words_of(name)


def role_mix(contacts: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The roles and departments of contacts (name, role, department); a name stands where no role is recorded.

    >>> sorted(role_mix([("Ms Adeyemi", "Plant manager", ""), ("production manager", "", "Production")]))
    ['plant manager', 'production', 'production manager']
    """
    found = (fold(each) for name, role, department in contacts for each in (role.strip() or name, department))
    return frozenset(each for each in found if each)


def carried(there: Decimal, default: Decimal) -> Decimal:
    """The chance that a need is here, by its chance at an account like this one: half-way to the usual one.

    (there + default) / 2, in steps of 0.1 %: another customer's answer tells half as much as this one's would.

    >>> carried(Decimal("0.85"), Decimal("0.35"))
    Decimal('0.600')
    """
    halved = EXACT.divide(EXACT.add(there, default), Decimal(2)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
    return min(max(halved, LEAST), MOST)


def scaled(there: Estimate, size_there: int, size_here: int) -> Estimate:
    """An amount by the ratio of two head counts, each figure to two significant digits: it is a guess.

    >>> scaled(Estimate(Decimal(60000), Decimal(90000), Decimal(160000)), 420, 300).likely
    Decimal('64000')
    """
    ratio = EXACT.divide(Decimal(size_here), Decimal(size_there))
    return Estimate(*(_two_digits(EXACT.multiply(each, ratio)) for each in (there.low, there.likely, there.high)))


def _two_digits(value: Decimal) -> Decimal:
    if not value:
        return _NONE
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1), ROUND_HALF_EVEN, EXACT) + 0


def _rounded(alike: Decimal) -> Decimal:
    return alike.quantize(_PLACES, ROUND_HALF_EVEN)


def _text(one: str, other: str) -> Decimal | None:
    """1 for the same text, else the part of all telling words that both have; None where one is not known."""
    ours, theirs = fold(one), fold(other)
    if not ours or not theirs:
        return None
    return _ALL if ours == theirs else _overlap(words_of(one), words_of(other)) or _NONE


def _overlap(one: frozenset[str], other: frozenset[str]) -> Decimal | None:
    """The part that both have of what either has; None where one has nothing."""
    return _rounded(Decimal(len(one & other)) / len(one | other)) if one and other else None


def _size(one: int | None, other: int | None) -> Decimal | None:
    """1 − log(larger / smaller) / log(10), at least 0; None where one is not known, or nobody works there."""
    if not one or not other:
        return None
    ratio = math.log(max(one, other) / min(one, other)) / math.log(FAR)
    return _rounded(Decimal(str(max(0.0, 1 - ratio))))


def _needs(one: frozenset[str], other: frozenset[str]) -> Decimal | None:
    """The part of all needs of both that have one about the same on the other side."""
    if not one or not other:
        return None
    met = sum(any(about_the_same(each, theirs) for theirs in other) for each in one)
    met += sum(any(about_the_same(each, ours) for ours in one) for each in other)
    return _rounded(Decimal(met) / (len(one) + len(other)))


def _exposure(how: str, by: str, other_how: str, other_by: str) -> Decimal | None:
    """1 for the same way to know of us by the same campaign or customer, ½ for the same way, 0 else."""
    if not how or not other_how:
        return None
    if how != other_how:
        return _NONE
    return _ALL if fold(by) == fold(other_by) else Decimal("0.5")
