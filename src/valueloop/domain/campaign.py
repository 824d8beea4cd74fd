"""Campaigns: how often an account answers one, by the phase that it was in on that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.account import Phase, Signs, phase
from valueloop.domain.names import fold
from valueloop.domain.number import EXACT

WITHIN = 30  # days in which an answer is one to the campaign
ENOUGH = 5  # fewer than so many say nothing


class Sign(StrEnum):
    """What happens at an account and shows its phase."""

    TALKED = "talked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    WON = "won"
    RENTED = "rented"
    DELIVERED = "delivered"
    ENDED = "ended"


Moment = tuple[date, int]  # a day, and the order in which it was written


def phase_on(moment: Moment, happened: Iterable[tuple[Moment, Sign]]) -> Phase:
    """The phase that an account was in just before a moment: what had happened until then shows it.

    A deal that was won is a purchase, or rent where its price is paid per year: the latest counts. What was delivered
    is in use, until all of it has ended.

    >>> phase_on((date(2026, 6, 2), 9), [((date(2026, 6, 1), 1), Sign.TALKED), ((date(2026, 6, 1), 2), Sign.OFFERED)])
    <Phase.EVALUATE: 'evaluate'>
    """
    until = sorted((when, sign) for when, sign in happened if when < moment)
    seen = {sign for _, sign in until}
    deals = [sign for _, sign in until if sign in (Sign.WON, Sign.RENTED)]
    runs = sum({Sign.DELIVERED: 1, Sign.ENDED: -1}.get(sign, 0) for _, sign in until)
    return phase(
        Signs(
            talked=Sign.TALKED in seen,
            offered=Sign.OFFERED in seen,
            accepted=Sign.ACCEPTED in seen,
            won=bool(deals),
            yearly=deals[-1:] == [Sign.RENTED],
            delivered=runs > 0,
        )
    )


def answered(moment: Moment, answers: Iterable[Moment]) -> bool:
    """Whether a touch was answered: they came to us, or agreed to a step, in it or within thirty days.

    >>> (
    ...     answered((date(2026, 6, 1), 1), [(date(2026, 7, 1), 5)]),
    ...     answered((date(2026, 6, 1), 1), [(date(2026, 5, 1), 0)]),
    ... )
    (True, False)
    """
    last = moment[0] + timedelta(days=WITHIN)
    return any(moment <= each and each[0] <= last for each in answers)


@dataclass(frozen=True)
class Sent:
    """A campaign met an account: in which phase, and whether it was answered; None while there is still time to."""

    campaign: str
    phase: Phase
    answer: bool | None


def outcome(moment: Moment, answers: Iterable[Moment], today: date) -> bool | None:
    """Whether a touch was answered; None while nobody has, and thirty days have not gone by.

    >>> outcome((date(2026, 6, 1), 1), [], date(2026, 6, 15)) is None
    True
    """
    if answered(moment, answers):
        return True
    return None if today <= moment[0] + timedelta(days=WITHIN) else False


@dataclass(frozen=True)
class Response:
    """How often a campaign was answered in one phase: of `sent`, so many still wait."""

    campaign: str
    phase: Phase
    sent: int
    answered: int
    waiting: int

    @property
    def decided(self) -> int:
        """How many are answered, or have gone by."""
        return self.sent - self.waiting

    @property
    def rate(self) -> Decimal | None:
        """The part that was answered, of those decided; None where there are too few to say."""
        return EXACT.divide(Decimal(self.answered), Decimal(self.decided)) if self.decided >= ENOUGH else None


def tabled(sent: Sequence[Sent]) -> tuple[Response, ...]:
    """The answers by campaign, in the order in which they began, and by phase in the order in which it goes.

    A campaign is called as it was first written, whatever its case and accents later.

    >>> tabled([Sent("Spring", Phase.USE, True), Sent("spring", Phase.USE, False)])[0].sent
    2
    """
    names: dict[str, str] = {}
    for each in sent:
        names.setdefault(fold(each.campaign), each.campaign)
    found = []
    for key, name in names.items():
        for where in Phase:
            here = [each.answer for each in sent if fold(each.campaign) == key and each.phase is where]
            if here:
                found.append(Response(name, where, len(here), here.count(True), here.count(None)))
    return tuple(found)
