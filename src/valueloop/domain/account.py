"""Accounts: how one came to know of us, and how far along it is."""

from dataclasses import dataclass
from enum import StrEnum


class Exposure(StrEnum):
    """How a non-customer first met what we sell."""

    ADVERTISEMENT = "advertisement"
    SEEN = "seen at another customer"
    INTRODUCTION = "introduction"


class Phase(StrEnum):
    """Where an account stands in its life with us, in the order in which it goes."""

    EXPERIENCE = "experience"
    EVALUATE = "evaluate"
    ANALYSE = "analyse"
    PURCHASE = "purchase"
    RENT = "rent"
    USE = "use"


@dataclass(frozen=True)
class Signs:
    """What has happened at an account, as far as its phase rests on it.

    `talked`: a touch is logged; `offered`: an offer was made; `accepted`: a value line was accepted; `won`: a deal was
    won; `yearly`: the price of the latest of those is paid per year; `delivered`: a part of a deal was delivered, or
    something of ours runs there.
    """

    talked: bool = False
    offered: bool = False
    accepted: bool = False
    won: bool = False
    yearly: bool = False
    delivered: bool = False


def phase(signs: Signs) -> Phase:
    """The phase that what has happened shows; it is never stored.

    Nobody evaluates before an offer is on the table, and nobody analyses before value is agreed. A deal that is won is
    a purchase, or rent where its price is paid per year. Use begins with the first delivery, or with what runs there,
    a pilot without a deal too; it ends where nothing was delivered and nothing runs any more.

    >>> phase(Signs(talked=True, offered=True)), phase(Signs(won=True, yearly=True)), phase(Signs(delivered=True))
    (<Phase.EVALUATE: 'evaluate'>, <Phase.RENT: 'rent'>, <Phase.USE: 'use'>)
    """
    if signs.delivered:
        return Phase.USE
    if signs.won:
        return Phase.RENT if signs.yearly else Phase.PURCHASE
    if signs.accepted:
        return Phase.ANALYSE
    return Phase.EVALUATE if signs.talked and signs.offered else Phase.EXPERIENCE


SIZES = (10, 50, 250, 1000)


def size_class(people: int | None) -> int:
    """The class of a head count: 0 unknown, 1 below 10, 2 below 50, 3 below 250, 4 below 1,000, 5 from there on.

    >>> size_class(None), size_class(9), size_class(420), size_class(5000)
    (0, 1, 4, 5)
    """
    return 0 if people is None else 1 + sum(people >= each for each in SIZES)
