"""Inputs of value lines: set, raised by the customer's own numbers, taken away where no line uses them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from valueloop.domain import formula
from valueloop.domain.estimate import Estimate
from valueloop.domain.names import near
from valueloop.domain.page.line import InputSet
from valueloop.domain.page.standing import Done
from valueloop.domain.quantity import read_quantity
from valueloop.domain.unit import read_unit
from valueloop.domain.value.case import check_units
from valueloop.domain.value.source import Source
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store import find
from valueloop.store.cased import names_in
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueInput
from valueloop.usecases.named import contact_named, same_currency, source_touch
from valueloop.usecases.standing import on_account


@dataclass(frozen=True)
class _Setting:
    """What an act of setting inputs holds for all of them: the open deal, the rung, whose numbers, the unit typed.

    `given`: a rung or a person was named; else a figure that is typed again keeps the rung that it has.
    """

    deal: Deal
    source: Source
    contact: int | None
    touch: int | None
    day: date
    unit: str | None
    given: bool


def set_inputs(
    store: Store,
    occasion: Occasion,
    account: str,
    values: Mapping[str, str | None],
    unit_name: str | None = None,
    source: Source | None = None,
    person: str | None = None,
    touch: int | None = None,
) -> Done[list[InputSet]]:
    """Set inputs of the open deal; an empty value takes away one that no line uses, None keeps the figure.

    A value without a source is a guess, or said when a person is named; the same figure again keeps its rung. An
    earlier figure stays in the history.

    Raises:
        Refused: no deal is open.
        Invalid: a figure is kept and no rung or person is given; a name, a value or a unit cannot be read, or a line's
            units no longer come out as money.
        Conflict: a value is in another currency than the account's.
    """

    def act(unit: Unit, dossier: Dossier) -> list[InputSet]:
        deal = dossier.open_deal
        if deal is None:
            raise Refused(f"no deal is open at {dossier.account.name}: a value line opens one (vl line add)")
        who = contact_named(dossier, person).key if person is not None else None
        origin = source_touch(dossier, occasion, touch, who)
        rung = source or (Source.SAID if who else Source.GUESS)
        setting = _Setting(deal, rung, who, origin, occasion.today, unit_name, source is not None or who is not None)
        saved = []
        for name, typed in values.items():
            if typed is None and source is None and person is None:
                way_out = f"write {name}=4, or raise its rung with --source or --by"
                raise Invalid("input", name, "it has no new figure", way_out)
            if typed is None or typed.strip():
                saved.append(_set(unit, dossier, setting, name, typed))
            else:
                saved.append(_removed(unit, dossier, deal, name))
        touched = [each.number for each in dossier.lines_of(deal) if set(names_in(each)) & set(values)]
        check_units(dossier.case(deal), touched)
        return saved

    return on_account(store, occasion, account, act)


def _set(unit: Unit, dossier: Dossier, setting: _Setting, name: str, typed: str | None) -> InputSet:
    deal = setting.deal
    old = next((each for each in dossier.inputs if each.deal_id == deal.id and each.name == name), None)
    was = None if old is None else Estimate(old.low, old.likely, old.high)
    if typed is None:
        if old is None or was is None:
            old = find.one("input", name, dossier.inputs_of(deal), lambda each: each.name, dossier.account.name)
            return _set(unit, dossier, setting, old.name, None)
        estimate = was
        measure = old.unit if setting.unit is None else read_unit(setting.unit, currency=dossier.account.currency).text
    else:
        estimate, measure = _read_input(dossier, name, typed, setting.unit)
    if old is not None and estimate == was and not setting.given:
        setting = replace(setting, source=Source(old.source), contact=old.contact_id, touch=old.touch_id)
    row = ValueInput(
        deal_id=deal.key,
        name=name,
        low=estimate.low,
        likely=estimate.likely,
        high=estimate.high,
        unit=measure or (old.unit if old and setting.unit is None else ""),
        source=setting.source,
        contact_id=setting.contact,
        touch_id=setting.touch,
        day=setting.day,
    )
    if old is not None:
        old.replaced = True
        dossier.earlier_inputs = [*dossier.earlier_inputs, old]
    unit.add(row)
    dossier.inputs = [*(each for each in dossier.inputs if each is not old), row]
    formulas = [(each.number, names_in(each)) for each in dossier.lines_of(deal)]
    wanted = sorted({one for _, names in formulas for one in names})
    return InputSet(
        name,
        estimate,
        row.unit,
        setting.source,
        dossier.name_of(setting.contact),
        setting.touch,
        was if was != estimate else None,
        Source(old.source) if old else None,
        tuple(number for number, names in formulas if name in names),
        tuple(near(name, wanted)) if name not in wanted else (),
    )


def _removed(unit: Unit, dossier: Dossier, deal: Deal, name: str) -> InputSet:
    """Take an input away that no line uses: the way back from a mistyped name."""
    row = find.one("input", name, dossier.inputs_of(deal), lambda each: each.name, dossier.account.name)
    users = [each.number for each in dossier.lines_of(deal) if row.name in names_in(each)]
    if users:
        raise Conflict(f"line {users[0]} uses '{row.name}', so it cannot be taken away")
    unit.session.delete(row)
    was = Estimate(row.low, row.likely, row.high)
    return InputSet(row.name, None, row.unit, Source(row.source), None, None, was, None, (), ())


def _read_input(dossier: Dossier, name: str, typed: str, unit_name: str | None) -> tuple[Estimate, str]:
    """An input's value and its unit: as typed behind the value, or by itself."""
    if not formula.is_name(name):
        raise Invalid("input", name, "it is no name for an input", "write letters, digits and _, as hours_saved=4")
    estimate, measure, currency = read_quantity(typed)
    if currency:
        same_currency(dossier.account, currency, typed)
    if unit_name is None:
        return estimate, measure
    unit = read_unit(unit_name, currency=dossier.account.currency)
    if measure not in ("", currency) and read_unit(measure) != unit:
        raise Invalid("input", typed, f"it is in {measure}, but --unit says {unit.text}")
    return estimate, unit.text
