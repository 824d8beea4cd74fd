"""Measurements: what a line of a won deal came to, beside what it promised, and what that means for the price."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.money import read_amount, read_yearly
from valueloop.domain.names import near
from valueloop.domain.page.realised import LineMeasured
from valueloop.domain.page.standing import Done
from valueloop.domain.quantity import read_quantity
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Line
from valueloop.domain.value.realised import in_unit
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Realised, RealisedInput
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueLine
from valueloop.usecases.named import contact_named, same_currency, source_touch
from valueloop.usecases.receivables import invoices_of
from valueloop.usecases.standing import on_account
from valueloop.usecases.won import outcome_of, realised_lines, won_deal


@dataclass(frozen=True)
class MeasuredTyped:
    """A measurement as the seller gives it: inputs by name, or the line's own amount."""

    inputs: Mapping[str, str]
    amount: str | None = None
    person: str | None = None
    touch: int | None = None
    day: date | None = None


def realise(store: Store, occasion: Occasion, account: str, line: str, typed: MeasuredTyped) -> Done[LineMeasured]:
    """Record what a line of the latest won deal came to: its inputs as measured, or its amount.

    Raises:
        Refused: no deal is won, or the line had no figure to compare with.
        Unknown: the line, an input of it, the person or the touch is not there.
        Invalid: nothing is measured, both ways are used, a figure is a range, in another unit, or of a day to come.
        Conflict: an amount is in another currency; the line was measured on a later day already.
    """

    def act(unit: Unit, dossier: Dossier) -> LineMeasured:
        deal = won_deal(dossier)
        row, promised, case = _promised(dossier, deal, line)
        earlier = realised_lines(dossier, deal)
        day = _day(dossier, row, typed.day, occasion.today)
        amount = _amount(dossier, promised, typed)
        figures = {} if amount is not None else _inputs(dossier, promised, case, typed.inputs)
        who = contact_named(dossier, typed.person).key if typed.person is not None else None
        measurement = Realised(
            account_id=dossier.account.key,
            deal_id=deal.key,
            line_id=row.key,
            amount=amount,
            contact_id=who,
            touch_id=source_touch(dossier, occasion, typed.touch, who),
            day=day,
        )
        unit.add(measurement)
        dossier.realised = [*dossier.realised, measurement]
        for name, value in figures.items():
            figure = RealisedInput(realised_id=measurement.key, name=name, value=value)
            unit.add(figure)
            dossier.realised_inputs = [*dossier.realised_inputs, figure]
        was = {each.number: each for each in earlier}
        now = realised_lines(dossier, deal)
        this = next(each for each in now if each.number == promised.number)
        others = [each for each in now if each is not this]
        before = was[this.number]
        return LineMeasured(
            this,
            before if before.realised else None,
            tuple(each for each in others if each.realised != was[each.number].realised),
            tuple(each.number for each in others if each.realised is None),
            outcome_of(dossier, deal, invoices_of(unit, occasion.today, dossier.account.key)),
        )

    return on_account(store, occasion, account, act)


def _promised(dossier: Dossier, deal: Deal, given: str) -> tuple[ValueLine, Line, Case]:
    """The row of a line, the line as it was promised, and the case that promised it."""
    case = dossier.frozen_case(deal) or dossier.live_case(deal)
    numbers = {each.number: each for each in case.lines}
    rows = [each for each in dossier.lines if each.deal_id == deal.id and each.number in numbers]
    known = {each.number: each.name for each in case.lines}
    row = find.numbered(
        "promised line", given, rows, lambda each: (each.number, known[each.number]), dossier.account.name
    )
    if row.number not in {each.promised.line.number for each in dossier.realised_of(deal)}:
        said = f"line {row.number}, {known[row.number]}, had no figure when the deal was won"
        raise Refused(f"{said}: nothing was promised that could be measured")
    return row, numbers[row.number], case


def _day(dossier: Dossier, row: ValueLine, day: date | None, today: date) -> date:
    """The day of a measurement: not one to come, nor before the line was measured last."""
    when = day or today
    if when > today:
        raise Invalid("--when", when.isoformat(), "it is still to come", "measure first, and record it then")
    last = max((each.day for each in dossier.realised if each.line_id == row.id), default=when)
    if last > when:
        raise Conflict(f"line {row.number} was measured on {last.isoformat()} already, and the later figure stands")
    return when


def _amount(dossier: Dossier, line: Line, typed: MeasuredTyped) -> Decimal | None:
    """The amount that was given for a line; None where its inputs were."""
    if typed.amount is None:
        return None
    if typed.inputs:
        name = next(iter(typed.inputs))
        raise Invalid("--amount", typed.amount, f"{name} is given too", "give the inputs, or the amount alone")
    if line.single:
        money = read_amount(typed.amount, dossier.account.currency)
        same_currency(dossier.account, money.currency, typed.amount)
        return money.amount
    estimate, currency = read_yearly(typed.amount, dossier.account.currency)
    same_currency(dossier.account, currency, typed.amount)
    if not estimate.certain:
        raise Invalid("--amount", typed.amount, "a measurement is one figure, and no range")
    return estimate.likely


def _inputs(dossier: Dossier, line: Line, case: Case, typed: Mapping[str, str]) -> dict[str, Decimal]:
    """The inputs of a line as they were measured, in the units that it was promised in."""
    names = line.equation.names if line.equation else ()
    if not names:
        raise Invalid("line", line.name, "it has no inputs", "write what it came to as --amount 12k")
    if not typed:
        wanted = " ".join(f"{each}=…" for each in names)
        raise Invalid("line", line.name, "nothing is measured", f"write {wanted}, or --amount 12k")
    units = {each.name: each.unit for each in case.inputs}
    could = {each.name for each in case.inputs if each.estimate.low < 0}
    found = {}
    for name, text in typed.items():
        if name not in names:
            close = near(name, names) or list(names)[:3]
            raise Unknown(f"input of line {line.number}", name, close)
        estimate, measure, currency = read_quantity(text)
        if currency:
            same_currency(dossier.account, currency, text)
        if not estimate.certain:
            raise Invalid("input", f"{name}={text}", "a measurement is one figure, and no range")
        if estimate.likely < 0 and name not in could:
            way = "write 0 if there was none; a line that brought a loss is measured by its other inputs"
            raise Invalid("input", f"{name}={text}", "it is below nought, and the promise was not", way)
        found[name] = in_unit(estimate.likely, measure, units[name])
    return found
