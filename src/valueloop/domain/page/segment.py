"""Propositions by segment, as their page has them."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.money import Money
from valueloop.domain.segment import Market
from valueloop.domain.value.line import Effect


@dataclass(frozen=True)
class SegmentNeed:
    """What the money of a segment is in.

    `part` is the need's part of an account's money, the mean over the segment's accounts that have any; `accounts` how
    many have it; `typical` the median yearly money of those, by currency; `owners` the roles whose it is, the most
    first. `leads`: it is one of the few that carry the proposition.
    """

    name: str
    effects: tuple[Effect, ...]
    part: Decimal
    accounts: int
    typical: tuple[Money, ...]
    owners: tuple[str, ...]
    leads: bool


@dataclass(frozen=True)
class SegmentView:
    """The accounts of an industry and a class of size; either may be unknown: empty, and 0.

    `valued` accounts have money a year, `typical` is its median by currency; `won` and `lost` count deals. `earned` is
    the part of the money that is earned rather than saved, `alike` how far the accounts overlap with one another; None
    where too few have money. `market` numbers the market that the segment belongs to, from 1; None where it was not
    compared.
    """

    industry: str
    size: int
    accounts: int
    valued: int
    won: int
    lost: int
    typical: tuple[Money, ...]
    earned: Decimal | None
    alike: Decimal | None
    market: int | None
    needs: tuple[SegmentNeed, ...]


@dataclass(frozen=True)
class SegmentsPage:
    """Propositions by segment, those with the most money known first, and whether they are one market.

    `compared` is how many segments have enough accounts for that, `markets` how many markets they are; `lowest` and
    `highest` are overlaps of two segments, `within` that of accounts inside one; None where too few were compared.
    """

    finding: Market
    compared: int
    markets: int
    lowest: Decimal | None
    highest: Decimal | None
    within: Decimal | None
    segments: tuple[SegmentView, ...]
