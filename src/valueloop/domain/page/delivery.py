"""Deliveries and deployments, as lists and answers have them."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.delivery import Progress


@dataclass(frozen=True)
class NeedServed:
    """A need that a delivery or a deployment serves."""

    number: int
    name: str


@dataclass(frozen=True)
class DeliveryView:
    """A part of a won deal that is to be delivered; `late` is by how many days it came too late, or is late today.

    `accepted_by` is the contact who accepted it, `touch` where that was said.
    """

    number: int
    account: str
    deal: int
    text: str
    needs: tuple[NeedServed, ...]
    progress: Progress
    due: date | None
    late: int
    delivered: date | None
    accepted: date | None
    accepted_by: str | None
    touch: int | None


@dataclass(frozen=True)
class DeliveryMoved:
    """A delivery as an act left it, and what of its deal is still to do.

    `to_deliver` counts the parts that are not delivered, `to_accept` those delivered and not accepted, `parts` all;
    `unserved` are the needs of the deal that nothing delivers. `by_that`: it was delivered by being accepted.
    """

    delivery: DeliveryView
    parts: int
    to_deliver: int
    to_accept: int
    unserved: tuple[NeedServed, ...]
    by_that: bool = False


@dataclass(frozen=True)
class DeploymentView:
    """What runs where at a customer's; `carer` is who of ours cares for it, `person` who of theirs.

    `overdue` is by how many days its review is late today.
    """

    number: int
    account: str
    deal: int | None
    text: str
    product: str | None
    place: str
    needs: tuple[NeedServed, ...]
    carer: str
    person: str | None
    since: date
    review: date | None
    overdue: int
    reviewed: date | None
    ended: date | None
