"""A parting as its page has it, from the rows of its account: what it had cost and gave up, and what came of it."""

import json
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.belief import speaks
from valueloop.domain.money import Money
from valueloop.domain.page.parting import PartingView
from valueloop.domain.parting import (
    Basis,
    CameOf,
    Kind,
    Known,
    NeedOnRecord,
    hours,
    known,
    meant,
    regretted,
    to_look_back,
)
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.value.line import Effect
from valueloop.store.after import After
from valueloop.store.contact import Touch
from valueloop.store.customer import Parting
from valueloop.store.dossier import Dossier
from valueloop.usecases.margin import last_reviewed, won


def parting_view(dossier: Dossier, after: After, row: Parting, today: date) -> PartingView:
    """A parting with what it had cost and gave up, and what came of it since."""
    kind, came_of = Kind(row.kind), CameOf(row.came_of) if row.came_of else None
    back = _came_back(dossier, row)
    given, by = _given_up(dossier, row)
    asked, need, verdict = _known(dossier, after, row) if kind is Kind.LOST else (None, None, None)
    return PartingView(
        dossier.account.name,
        kind,
        row.day,
        (today - row.day).days,
        row.reason,
        row.rival,
        row.spent,
        row.hours,
        hours_of(dossier, row)[1],
        None if given is None else Money(given, dossier.account.currency),
        by,
        verdict,
        asked,
        need.name if need else None,
        row.looked,
        came_of,
        row.note,
        back,
        regretted(kind, came_of, back=back is not None),
        to_look_back(row.day, row.looked, today, back=back is not None) and row.ended is None,
        row.ended,
    )


def hours_of(dossier: Dossier, until: Parting | None) -> tuple[Decimal, int]:
    """What the touches before a parting (else all) took, and how many of ours had no time: they count as a question."""
    timed = [
        each.hours
        for each in dossier.touches
        if _before(each, until) and (each.hours is not None or not (each.inbound or each.kind == TouchKind.NOTE))
    ]
    return hours(timed, dossier.settings.number("hours.question"))


def _before(touch: Touch, parting: Parting | None) -> bool:
    return parting is None or touch.act_id < parting.act_id


def _came_back(dossier: Dossier, row: Parting) -> date | None:
    """The day on which the account came to us again: an inbound touch, or a deal, after the parting."""
    touches = [
        each.day for each in dossier.touches if each.inbound and each.act_id > row.act_id and each.day >= row.day
    ]
    deals = [each.opened for each in dossier.deals if each.act_id > row.act_id]
    return min((*touches, *deals), default=None)


def _given_up(dossier: Dossier, row: Parting) -> tuple[Decimal | None, Basis | None]:
    """The money that was expected of an account: what a customer had agreed to; else by the plan, else by the lines."""
    if row.kind != Kind.UNQUALIFIED:
        agreed = [each.price for each in won(dossier) if each.act_id < row.act_id and each.price is not None]
        return sum(agreed, Decimal(0)), Basis.WON
    for moment in reversed(dossier.moments):
        kept = json.loads(moment.move)
        if moment.act_id < row.act_id and "value" in kept:
            return Decimal(kept["value"]), Basis.PLAN
    before = [each for each in dossier.deals if each.act_id < row.act_id]
    lines = [each for each in dossier.result(before[-1]).lines if each.counted] if before else []
    if not lines:
        return None, None
    total = Decimal(0)
    for each in lines:
        chance = Decimal(1) if each.line.need is None else dossier.beliefs[0][each.line.need].chance
        total += each.present_value * (-1 if each.line.effect is Effect.COST else chance)
    return max(total, Decimal(0)) * dossier.settings.share, Basis.LINES


def _known(dossier: Dossier, after: After, row: Parting) -> tuple[date | None, NeedOnRecord | None, Known]:
    """When the needs of a lost customer were last asked about, the one that the reason speaks of, and the verdict."""
    needs = [
        NeedOnRecord(
            each.name,
            any(seen.act_id < row.act_id and speaks(seen.evidence) for seen in dossier.evidence(each)),
        )
        for each in dossier.needs
        if each.act_id < row.act_id
    ]
    reviewed = last_reviewed(dossier, after.deployments, row.day)
    need = meant(row.reason, needs)
    return reviewed, need, known(reviewed, row.day, int(dossier.settings.number("review")), need)
