"""How estimates turned out: the store's own record of them, by kind of line and by rung."""

import json
from collections.abc import Iterable

from sqlmodel import col, select

from valueloop.domain.bias import Bias, Turned, record, turned
from valueloop.domain.deal import State
from valueloop.domain.page.estimates import EstimateKind, EstimatesPage
from valueloop.domain.value.frozen import from_plain
from valueloop.domain.value.line import Effect
from valueloop.domain.value.realised import LineRealised, Measured, realise
from valueloop.domain.value.source import Source
from valueloop.store.invoice import Realised, RealisedInput
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueLine


def estimates(store: Store) -> EstimatesPage:
    """The record of all kinds of line: how many were measured, what they came to, what to reckon with."""
    return store.read(_page)


def record_of(unit: Unit, effect: Effect) -> Bias | None:
    """How estimates of a kind of line turned out so far; None where none was measured.

    One query where nothing was ever measured: each new estimate asks.
    """
    return record(_turned(_lines(unit)), effect)


def _page(unit: Unit) -> EstimatesPage:
    lines = _lines(unit)
    found = _turned(lines)
    kinds = []
    for effect in Effect:
        whole = record(found, effect)
        rungs = [one for each in Source if (one := record(found, effect, each)) is not None]
        kinds += [EstimateKind(whole, tuple(rungs))] if whole else []
    measured = {deal: sum(each.realised is not None for each in those) for deal, those in lines.items()}
    left = [_promises(each) - measured.get(each.key, 0) for each in _won_last(unit)]
    return EstimatesPage(tuple(kinds), sum(left), sum(each > 0 for each in left))


def _won_last(unit: Unit) -> Iterable[Deal]:
    """The deal won last of each account: its lines are those that can still be measured."""
    won = unit.session.exec(select(Deal).where(Deal.state == State.WON)).all()
    in_time = sorted(won, key=lambda each: (each.closed or each.opened, each.key))
    return {each.account_id: each for each in in_time}.values()


def _promises(deal: Deal) -> int:
    """How many lines of a deal had a figure when it was closed."""
    return len(realise(from_plain(json.loads(deal.frozen)), Measured())) if deal.frozen else 0


def _turned(lines: dict[int, tuple[LineRealised, ...]]) -> list[Turned]:
    return [one for those in lines.values() for each in those if (one := turned(each)) is not None]


def _lines(unit: Unit) -> dict[int, tuple[LineRealised, ...]]:
    """The lines of each won deal of which one was measured, as promised and as measured, by the deal's id.

    The same as a dossier's `realised_of`, without loading accounts: this is asked at each new estimate.
    """
    rows = unit.session.exec(select(Realised).order_by(col(Realised.id))).all()
    if not rows:
        return {}
    figures = unit.session.exec(select(RealisedInput).order_by(col(RealisedInput.id))).all()
    deals = unit.session.exec(select(Deal).where(col(Deal.id).in_({each.deal_id for each in rows}))).all()
    number = unit.session.exec(
        select(ValueLine.id, ValueLine.number).where(col(ValueLine.id).in_({each.line_id for each in rows}))
    ).all()
    numbers = dict(number)
    found = {}
    for deal in deals:
        if not deal.frozen:
            continue
        those = [each for each in rows if each.deal_id == deal.id]
        latest = {numbers[each.line_id]: each for each in those}
        of = {each.key for each in those}
        what = Measured(
            frozenset(latest),
            {line: each.amount for line, each in latest.items() if each.amount is not None},
            {each.name: each.value for each in figures if each.realised_id in of},
        )
        found[deal.key] = realise(from_plain(json.loads(deal.frozen)), what)
    return found
