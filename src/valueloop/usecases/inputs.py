"""Inputs of value lines: set, replaced by the customer's own numbers, taken away where no line uses them."""

from collections.abc import Mapping
from typing import Any

from valueloop.domain import formula
from valueloop.domain.estimate import Estimate
from valueloop.domain.money import read_estimate, split_currency
from valueloop.domain.names import near
from valueloop.domain.page.line import InputSet
from valueloop.domain.page.standing import Done
from valueloop.domain.value.source import Source
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueInput
from valueloop.usecases.named import (
    contact_named,
    same_currency,
    source_touch,
)
from valueloop.usecases.standing import on_account


def set_inputs(
    store: Store,
    occasion: Occasion,
    account: str,
    values: Mapping[str, str],
    unit_name: str | None = None,
    source: Source | None = None,
    person: str | None = None,
    touch: int | None = None,
) -> Done[list[InputSet]]:
    """Set inputs of the open deal; an empty value takes away one that no line uses.

    A value without a source is a guess, or said when a person is named.

    Raises:
        Refused: no deal is open.
        Invalid: a name or a value cannot be read.
        Conflict: a value is in another currency than the account's.
    """

    def act(unit: Unit, dossier: Dossier) -> list[InputSet]:
        deal = dossier.open_deal
        if deal is None:
            raise Refused(f"no deal is open at {dossier.account.name}: a value line opens one (vl line add)")
        who = contact_named(dossier, person).key if person is not None else None
        origin = source_touch(dossier, occasion, touch, who)
        rung = source or (Source.SAID if who else Source.GUESS)
        stands_on = {"source": rung, "contact_id": who, "touch_id": origin, "day": occasion.today}
        saved = []
        for name, typed in values.items():
            if typed.strip():
                saved.append(_set(unit, dossier, deal, name, typed, unit_name, stands_on))
            else:
                saved.append(_removed(unit, dossier, deal, name))
        return saved

    return on_account(store, occasion, account, act)


def _set(
    unit: Unit,
    dossier: Dossier,
    deal: Deal,
    name: str,
    typed: str,
    unit_name: str | None,
    stands_on: Mapping[str, Any],
) -> InputSet:
    estimate, measure = _read_input(dossier, name, typed)
    row = next((each for each in dossier.inputs if each.deal_id == deal.id and each.name == name), None)
    was = None if row is None else Estimate(row.low, row.likely, row.high)
    fields = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high, **stands_on}
    if row is None:
        row = ValueInput(deal_id=deal.key, name=name, **fields)
        unit.add(row)
    for field, value in fields.items():
        setattr(row, field, value)
    row.unit = unit_name.strip() if unit_name is not None else (measure or row.unit)
    formulas = [(each.number, formula.parse(each.formula).names) for each in dossier.lines_of(deal)]
    wanted = sorted({one for _, names in formulas for one in names})
    return InputSet(
        name,
        estimate,
        row.unit,
        stands_on["source"],
        dossier.name_of(stands_on["contact_id"]),
        stands_on["touch_id"],
        was if was != estimate else None,
        tuple(number for number, names in formulas if name in names),
        tuple(near(name, wanted)) if name not in wanted else (),
    )


def _removed(unit: Unit, dossier: Dossier, deal: Deal, name: str) -> InputSet:
    """Take an input away that no line uses: the way back from a mistyped name."""
    row = find.one("input", name, dossier.inputs_of(deal), lambda each: each.name, dossier.account.name)
    users = [each.number for each in dossier.lines_of(deal) if row.name in formula.parse(each.formula).names]
    if users:
        raise Conflict(f"line {users[0]} uses '{row.name}', so it cannot be taken away")
    unit.session.delete(row)
    was = Estimate(row.low, row.likely, row.high)
    return InputSet(row.name, None, row.unit, Source(row.source), None, None, was, (), ())


def _read_input(dossier: Dossier, name: str, typed: str) -> tuple[Estimate, str]:
    """An input's value, and its unit when the value names a currency."""
    if not formula.is_name(name):
        raise Invalid("input", name, "it is no name for an input", "write letters, digits and _, as hours_saved=4")
    body, currency = split_currency(typed, "")
    if currency:
        same_currency(dossier.account, currency, typed)
    return read_estimate(body, "input"), currency
