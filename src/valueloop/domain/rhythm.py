"""The rhythm of touches: how long an account may go without one, and by how much it is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Rhythm:
    """When an account is to be touched: the `last` touch, else `since` when it is owed one; `every` days may pass."""

    last: date | None
    since: date
    every: int

    @property
    def due(self) -> date:
        """The day until which a touch is in time.

        >>> Rhythm(None, date(2026, 6, 1), 30).due
        datetime.date(2026, 7, 1)
        """
        return (self.last or self.since) + timedelta(days=self.every)

    def overdue(self, today: date) -> int:
        """By how many days a touch is overdue; below nought where there is still time.

        >>> Rhythm(date(2026, 5, 1), date(2026, 1, 1), 30).overdue(date(2026, 6, 2))
        2
        """
        return (today - self.due).days
