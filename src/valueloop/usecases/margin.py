"""The migration margin of a customer, from its rows: what they have from us, and what a rival would bring them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.money import Money
from valueloop.domain.names import fold
from valueloop.domain.page.threat import ThreatView
from valueloop.domain.threat import Ours, Rival, filled, margin, ours
from valueloop.domain.value.alternative import Alternative
from valueloop.store.customer import Threat
from valueloop.store.delivery import Deployment
from valueloop.store.dossier import Dossier
from valueloop.store.value import Deal
from valueloop.usecases.won import price_now


def won(dossier: Dossier) -> list[Deal]:
    """The deals that were won at an account."""
    return [each for each in dossier.deals if each.state == State.WON]


def last_reviewed(dossier: Dossier, deployments: Sequence[Deployment], until: date = date.max) -> date | None:
    """When anybody of theirs was last asked about a need, or the needs of what runs there were last looked at."""
    asked = [each.day for each in dossier.observations if way(Channel(each.channel)) is Way.ASK]
    looked = [each.reviewed for each in deployments if each.reviewed is not None]
    return max((each for each in (*asked, *looked) if each <= until), default=None)


def surplus_of(dossier: Dossier) -> Ours | None:
    """What the won deals leave to the customer; None where no line has a figure."""
    return ours((dossier.realised_of(each), _paid(dossier, each)) for each in won(dossier))


def _paid(dossier: Dossier, deal: Deal) -> Decimal:
    """What a deal's price comes to as things stand, as on its renewal page; nought where its costs hold it."""
    return Decimal(0) if dossier.case(deal).price_in_costs else price_now(dossier, deal)


def threat_view(dossier: Dossier, row: Threat, have: Ours | None = None) -> ThreatView:
    """A threat with its figures, those of its alternative where they are unknown, and the margin against it."""
    currency = dossier.account.currency
    have = have or surplus_of(dossier)
    known = Rival(row.value, row.price, row.switching)
    like, value = _alternative(dossier, row.rival)
    rival = filled(known, like, value)
    found = margin(have.surplus if have else None, rival)
    return ThreatView(
        row.key,
        dossier.account.name,
        row.rival,
        row.claim,
        row.day,
        row.ended,
        dossier.name_of(row.contact_id),
        row.touch_id,
        known_money(rival.value, currency),
        known_money(rival.price, currency),
        known_money(rival.switching, currency),
        rival.taken,
        like.name if like and rival.taken else None,
        rival.unknown,
        known_money(have.surplus if have else None, currency),
        known_money(found.low, currency),
        known_money(found.high, currency),
    )


def _alternative(dossier: Dossier, rival: str) -> tuple[Alternative | None, Decimal | None]:
    """The alternative of the latest won deal that the rival is, by the words of its name; and what we promised then."""
    for deal in reversed(won(dossier)):
        for each in dossier.case(deal).alternatives:
            one, other = (set(fold(name).split()) for name in (each.name, rival))
            if one <= other or other <= one:
                lines = [replace(line, realised=None) for line in dossier.realised_of(deal)]
                promised = ours([(lines, Decimal(0))])
                return each, promised.value if promised else None
    return None, None


def known_money(amount: Decimal | None, currency: str) -> Money | None:
    """An amount as money; None where it is not known."""
    return None if amount is None else Money(amount, currency)
