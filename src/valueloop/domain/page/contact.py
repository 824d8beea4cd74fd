"""A person in the organisation's tree."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.contact import Influence, Stance


@dataclass(frozen=True)
class Person:
    """A contact in the organisation's tree; `level` is how far below the top, `touches` how often we talked."""

    name: str
    role: str
    department: str
    reports_to: str | None
    level: int
    influence: Influence | None
    stance: Stance | None
    email: str
    phone: str
    note: str
    touches: int
    last_touch: date | None
