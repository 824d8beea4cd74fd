"""Deliveries and deployments: how far a part of a deal has come, and by how many days something is late."""

from datetime import date, timedelta
from enum import StrEnum


class Progress(StrEnum):
    """How far a delivery has come."""

    OPEN = "open"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"


def progress(delivered: date | None, accepted: date | None) -> Progress:
    """How far a delivery has come: what the customer accepted is delivered, whoever wrote it down.

    >>> progress(date(2026, 6, 1), None)
    <Progress.DELIVERED: 'delivered'>
    """
    if accepted is not None:
        return Progress.ACCEPTED
    return Progress.OPEN if delivered is None else Progress.DELIVERED


def late(due: date | None, delivered: date | None, today: date) -> int:
    """By how many days a delivery came after the day on which it was due, or is after it today; 0 in time.

    Without a day on which it is due, nothing is late.

    >>> late(date(2026, 6, 1), None, date(2026, 6, 15)), late(date(2026, 6, 1), date(2026, 6, 4), date(2026, 6, 15))
    (14, 3)
    """
    return 0 if due is None else max(((delivered or today) - due).days, 0)


def overdue(review: date | None, ended: date | None, today: date) -> int:
    """By how many days the review of what runs at a customer's is overdue; 0 in time, and once it has ended.

    >>> (
    ...     overdue(date(2026, 6, 1), None, date(2026, 6, 15)),
    ...     overdue(date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 15)),
    ... )
    (14, 0)
    """
    return 0 if review is None or ended is not None else max((today - review).days, 0)


def next_review(since: date, days: int) -> date:
    """When what runs is to be looked at again: so many days on, and never beyond the last day that is written.

    >>> next_review(date(2026, 6, 1), 180)
    datetime.date(2026, 11, 28)
    """
    return since + timedelta(days=min(days, (LAST - since).days))


LAST = date(2999, 12, 31)  # as far as a typed date goes
