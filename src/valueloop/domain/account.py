"""Accounts: how one came to know of us, and how far along it is."""

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
    USE = "use"


def phase(*, talked: bool, offered: bool, accepted: bool, won: bool) -> Phase:
    """The phase that what has happened shows; it is never stored.

    `talked` = a touch is logged; `offered` = an offer was made; `accepted` = a value line was accepted; `won` = a deal
    was won. Nobody evaluates before an offer is on the table, and nobody analyses before value is agreed. Use begins
    with a delivery.

    >>> phase(talked=True, offered=True, accepted=False, won=False)
    <Phase.EVALUATE: 'evaluate'>
    """
    if won:
        return Phase.PURCHASE
    if accepted:
        return Phase.ANALYSE
    return Phase.EVALUATE if talked and offered else Phase.EXPERIENCE


SIZES = (10, 50, 250, 1000)


def size_class(people: int | None) -> int:
    """The class of a head count: 0 unknown, 1 below 10, 2 below 50, 3 below 250, 4 below 1,000, 5 from there on.

    >>> size_class(None), size_class(9), size_class(420), size_class(5000)
    (0, 1, 4, 5)
    """
    return 0 if people is None else 1 + sum(people >= each for each in SIZES)
