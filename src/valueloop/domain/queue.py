"""The interrupt queue: what waits at customers, in the order in which it is to be met."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from valueloop.domain.names import fold

HORIZON = timedelta(days=7)  # what is due within a week is in the queue
BILL_WITHIN = timedelta(days=14)  # what is to be invoiced is late after two weeks: judgement


class Waits(StrEnum):
    """What waits."""

    DEFECT = "defect"
    PROMISE = "promise"
    DELIVERY = "delivery"
    INVOICE = "invoice"
    THANKS = "thanks"
    THREAT = "threat"
    REVIEW = "review"
    BILL = "bill"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Place:
    """What decides where something stands in the queue: whose it is, its urgency, since when, and until when."""

    account: int
    waits: Waits
    since: date
    due: date | None = None
    urgent: bool = False

    def late(self, today: date) -> int:
        """By how many days it is overdue; nought where it is not, or has no day.

        >>> Place(1, Waits.PROMISE, date(2026, 6, 1), date(2026, 6, 3)).late(date(2026, 6, 5))
        2
        """
        return 0 if self.due is None else max(0, (today - self.due).days)

    def now(self, today: date) -> bool:
        """Whether it is in the queue today, and not only to come.

        A defect, a thank-you, a threat and what is to be invoiced always are; a promise, a delivery and a review from a
        week before their day on; an invoice once it is overdue.
        """
        if self.waits in (Waits.PROMISE, Waits.DELIVERY, Waits.REVIEW):
            return self.due is not None and self.due <= today + HORIZON
        return self.waits is not Waits.INVOICE or self.late(today) > 0


T = TypeVar("T")


def in_order(found: Iterable[tuple[Place, T]], core: Collection[int], today: date) -> list[tuple[Place, T]]:
    """What waits, in the order of the queue.

    Core customers first; then what is urgent; then the longest overdue; then what is due first; then what waits
    longest. What has no day comes after what has one. Of equals, what came first stays first.

    >>> old, new = (Place(each, Waits.THANKS, date(2026, 6, each)) for each in (1, 2))
    >>> [what for _, what in in_order([(old, "old"), (new, "new of core")], {2}, date(2026, 6, 5))]
    ['new of core', 'old']
    """

    def key(each: tuple[Place, T]) -> tuple[bool, bool, int, date, date]:
        place = each[0]
        return (place.account not in core, not place.urgent, -place.late(today), place.due or date.max, place.since)

    return sorted(found, key=key)


def unanswered(heard: tuple[date, int], rival: str, ours: Iterable[tuple[date, int, str]]) -> bool:
    """Whether nobody of us has spoken to them of a rival since a threat was heard.

    What was heard is its day and the act that recorded it; each touch of ours its day, its act, and its text, which has
    to name the rival. A touch of an earlier day that is logged late is no answer.

    >>> heard = (date(2026, 6, 1), 7)
    >>> unanswered(heard, "Acme", [(date(2026, 6, 2), 9, "what ACME's pump costs")])
    False
    >>> unanswered(heard, "Acme", [(date(2026, 6, 2), 9, "the invoice")])
    True
    """
    named = re.compile(rf"(?<!\w){re.escape(fold(rival))}(?!\w)")
    return not any(day >= heard[0] and act > heard[1] and named.search(fold(text)) for day, act, text in ours)
