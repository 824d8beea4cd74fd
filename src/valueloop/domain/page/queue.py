"""The interrupt queue, as its page has it."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.money import Money
from valueloop.domain.promise import Stage
from valueloop.domain.queue import Waits
from valueloop.domain.referral import Why


@dataclass(frozen=True)
class QueueRow:
    """What waits at a customer: a defect, a promise, a delivery, an invoice, a thank-you, a threat, a review, a bill.

    `number` is that of the record, of what is to be invoiced the deal's, None of a thank-you; `person` is whom it is
    with; `stage` is what a defect is to reach next, `amount` what is unpaid of an invoice or is to be invoiced (below
    nought to be credited), `why` what a thank-you is for, `privileges` what the core customer is granted.
    """

    waits: Waits
    number: int | None
    account: str
    core: bool
    urgent: bool
    text: str
    person: str | None
    since: date
    due: date | None
    late_days: int
    stage: Stage | None
    amount: Money | None
    why: Why | None
    privileges: tuple[str, ...]


@dataclass(frozen=True)
class QueuePage:
    """The interrupt queue over all accounts, in order; `later` counts what is only to come, where it is left out."""

    day: date
    rows: tuple[QueueRow, ...]
    later: int
