"""Segments: accounts of one industry and size, what their money is in, and whether they are one market or several."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import median

from valueloop.domain.effort import apart, decimal_of
from valueloop.domain.names import words_of
from valueloop.domain.similarity import about_the_same

TOGETHER = Fraction(1, 2)  # segments that overlap by half or more are one market: judgement
ENOUGH = 2  # accounts with money that a segment needs to be compared

Parts = Mapping[str, Fraction]


class Market(StrEnum):
    """Whether segments are one market, or several with different propositions."""

    ONE = "one market"
    SEVERAL = "several markets"
    MIXED = "mixed"  # several, but the accounts of a segment differ among themselves too: it is no market either
    FEW = "few"  # too few to say


@dataclass(frozen=True)
class Markets:
    """What the comparison of segments comes to.

    `markets` holds the segments (by position) that are one market each, those with the most segments first; `lowest`
    and `highest` are the least and the largest overlap of two segments, `within` how far the accounts of one segment
    overlap with the others of it, on average; None where there was nothing to compare.
    """

    finding: Market
    markets: tuple[tuple[int, ...], ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    within: Decimal | None = None


def by_meaning(names: Mapping[str, int]) -> dict[str, str]:
    """The name that stands for each need: needs that are about the same go by the one that most accounts have.

    `names` are needs with how many accounts have each; the order does not matter: the commonest are taken first, of
    equals the first by alphabet, and each name goes to the first taken that it is about the same as.

    >>> by_meaning({"higher yield of the filling lines": 3, "yield": 1, "less overtime": 2})["yield"]
    'higher yield of the filling lines'
    """
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda each: (-names[each], each)):
        words = words_of(name)
        # Names without a telling word in common are about the same only where they are the same name.
        near = {other for word in words for other in by_word[word]} | ({name} & taken.keys())
        head = min((other for other in near if about_the_same(name, other)), key=taken.__getitem__, default=None)
        if head is None:
            head = name
            taken[name] = len(taken)
            for word in words:
                by_word[word].append(name)
        found[name] = head
    return found


def typical(accounts: Sequence[Parts]) -> dict[str, Fraction]:
    """The parts of the money by need in a segment: the mean over its accounts, each of which counts as much.

    So a large account does not speak for all, and accounts of several currencies can be compared.

    >>> typical([{"yield": Fraction(1)}, {"yield": Fraction(1, 2), "waste": Fraction(1, 2)}])
    {'yield': Fraction(3, 4), 'waste': Fraction(1, 4)}
    """
    total: dict[str, Fraction] = defaultdict(Fraction)
    for parts in accounts:
        for need, part in parts.items():
            total[need] += part
    return {need: part / len(accounts) for need, part in total.items()}


def overlap(one: Parts, other: Parts) -> Fraction:
    """The part of the money that two segments have in the same needs: Σ min = 1 − ½ Σ |one − other|.

    >>> overlap({"yield": Fraction(1)}, {"yield": Fraction(1, 4), "waste": Fraction(3, 4)})
    Fraction(1, 4)
    """
    return 1 - apart(one, other)


def within(accounts: Sequence[Parts]) -> Fraction:
    """How far each account of a segment overlaps with the mean of the others, on average; there are two at least.

    >>> within([{"yield": Fraction(1)}, {"yield": Fraction(1)}, {"waste": Fraction(1)}])
    Fraction(1, 3)
    """
    mean, others = typical(accounts), len(accounts) - 1
    found = Fraction(0)
    for parts in accounts:
        # Only its own needs have to be looked at: elsewhere the smaller of the two parts is nought.
        rest = {need: (mean[need] * len(accounts) - part) / others for need, part in parts.items()}
        found += sum((min(part, rest[need]) for need, part in parts.items()), Fraction(0))
    return found / len(accounts)


def compared(segments: Sequence[Sequence[Parts]]) -> Markets:
    """One market or several: segments that overlap by TOGETHER or more, or by way of others, are one market.

    A segment is its accounts, each with its parts of the money by need, which add up to one. Those of fewer than
    ENOUGH accounts are passed over; with fewer than two left it is too few to say. Where there are several and the
    accounts within a segment overlap by less than TOGETHER themselves, industry and size do not tell.

    >>> filling, cutting = {"yield": Fraction(1)}, {"waste": Fraction(1)}
    >>> compared([[filling, filling], [cutting, cutting]]).finding
    <Market.SEVERAL: 'several markets'>
    """
    which = [at for at, accounts in enumerate(segments) if len(accounts) >= ENOUGH]
    if len(which) < 2:
        return Markets(Market.FEW)
    mean = {at: typical(segments[at]) for at in which}
    overlaps = {(one, other): overlap(mean[one], mean[other]) for one, other in combinations(which, 2)}
    markets = _joined(which, [pair for pair, found in overlaps.items() if found >= TOGETHER])
    alike = sum((within(segments[at]) for at in which), Fraction(0)) / len(which)
    finding = Market.ONE if len(markets) == 1 else Market.SEVERAL if alike >= TOGETHER else Market.MIXED
    low, high = min(overlaps.values()), max(overlaps.values())
    return Markets(finding, markets, decimal_of(low, 4), decimal_of(high, 4), decimal_of(alike, 4))


def _joined(which: Sequence[int], pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """What hangs together by pairs, directly or by way of others; the most first, of equals the earlier."""
    home = {at: {at} for at in which}
    for one, other in pairs:
        joined = home[one] | home[other]
        home.update(dict.fromkeys(joined, joined))
    found = {tuple(sorted(each)) for each in home.values()}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


def middle(amounts: Sequence[Decimal]) -> Decimal:
    """The median: half are at most as much; of an even number, half-way between the middle two.

    >>> middle([Decimal(1), Decimal(9), Decimal(4)])
    Decimal('4')
    """
    return decimal_of(median(Fraction(each) for each in amounts))
