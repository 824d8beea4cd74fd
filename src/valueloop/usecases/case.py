"""The value case as a whole: what is set of it, alternatives, and loading and writing it as a file's case."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.money import write_number
from valueloop.domain.names import fold, near
from valueloop.domain.page.case_act import CaseLoaded, KeySet
from valueloop.domain.page.standing import Done
from valueloop.domain.probability import write_fraction
from valueloop.domain.value.alternative import Alternative
from valueloop.domain.value.case import Case
from valueloop.domain.value.keys import KEYS, read_key, with_keys
from valueloop.domain.value.line import Acceptance, Line, Status
from valueloop.domain.value.terms import Terms
from valueloop.errors import Conflict, Refused, Unknown
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Accepted, AlternativeRow, CaseKey, Deal, DifferenceRow, ValueInput, ValueLine
from valueloop.usecases.named import (
    contact_named,
    next_line_number,
    the_open_deal,
)
from valueloop.usecases.standing import look, on_account


def set_keys(store: Store, occasion: Occasion, account: str, typed: Mapping[str, str]) -> Done[list[KeySet]]:
    """Set what deviates from the settings in the open deal's case or price; an empty value goes back to them.

    Raises:
        Unknown, Invalid, Conflict: a key is not known, its value cannot be read, or it does not fit the others.
    """

    def act(unit: Unit, dossier: Dossier) -> list[KeySet]:
        deal = dossier.open_deal
        if deal is None:
            raise Refused(f"no deal is open at {dossier.account.name}: a value line opens one (vl line add)")
        own, currency = dossier.keys_of(deal), dossier.account.currency
        changed = []
        for name, text in typed.items():
            if text.strip():
                read_key(name, text, currency)
            elif name not in KEYS:
                raise Unknown("key of a value case", name, near(name, list(KEYS)))
            changed.append(KeySet(name, KEYS[name].meaning, own.get(name), text.strip() or None))
            _keep_key(unit, dossier, deal, name, text.strip())
        kept = {**own, **{name: text.strip() for name, text in typed.items()}}
        with_keys(dossier.case(None), Terms(), {name: text for name, text in kept.items() if text})
        return changed

    return on_account(store, occasion, account, act)


def _keep_key(unit: Unit, dossier: Dossier, deal: Deal, name: str, text: str) -> None:
    row = next((each for each in dossier.case_keys if each.deal_id == deal.id and each.name == name), None)
    if row is not None and text:
        row.value = text
    elif row is not None:
        unit.session.delete(row)
    elif text:
        unit.add(CaseKey(deal_id=deal.key, name=name, value=text))


def case_now(store: Store, account: str) -> Case:
    """The value case of an account, as a file may hold it.

    Raises:
        Refused: no line is there, or one lacks an input.
    """

    def view(dossier: Dossier) -> Case:
        result = dossier.result()
        case = result.case
        if not case.lines and not case.alternatives:
            raise Refused(f"{dossier.account.name} has no value case yet: a value line begins one (vl line add)")
        aside = [each for each in result.lines if each.line.refuted and each.status is not Status.ACCEPTED]
        counted = [each for each in result.lines if each not in aside]
        for each in counted:
            if each.missing:
                raise Refused(
                    f"line {each.line.number}, {each.line.name}, lacks {each.missing[0]}: set it, then export"
                )
        names = {name for each in counted if each.equation for name in each.equation.names}
        return replace(
            case,
            inputs=tuple(each for each in case.inputs if each.name in names),
            lines=tuple(each.line for each in counted),
        )

    return look(store, account, view)


def load_case(store: Store, occasion: Occasion, account: str, case: Case) -> Done[CaseLoaded]:
    """Load a case into the open deal: its lines, inputs, alternatives, and what it says of horizon and price.

    Raises:
        Conflict: it is in another currency, or a line, input or alternative of a name is there already.
        Unknown: somebody whom it names is no contact at the account.
    """

    def act(unit: Unit, dossier: Dossier) -> CaseLoaded:
        if case.currency != dossier.account.currency:
            raise Conflict(
                f"the case is in {case.currency}, but {dossier.account.name} reckons in {dossier.account.currency}"
            )
        deal = the_open_deal(unit, dossier, occasion)
        _nothing_twice(dossier, deal, case)
        for each in case.inputs:
            unit.add(
                ValueInput(
                    deal_id=deal.key,
                    name=each.name,
                    low=each.estimate.low,
                    likely=each.estimate.likely,
                    high=each.estimate.high,
                    unit=each.unit,
                    source=each.source,
                    contact_id=contact_named(dossier, each.by).key if each.by else None,
                    day=each.day or occasion.today,
                )
            )
        first = next_line_number(dossier, deal)
        for number, line in enumerate(case.lines, first):
            row = _line_row(dossier, deal, number, line)
            unit.add(row)
            if line.acceptance is not None:
                unit.add(_acceptance(dossier, row, line.acceptance, occasion))
        for number, alternative in enumerate(case.alternatives, len(dossier.alternatives_of(deal)) + 1):
            _keep_alternative(unit, deal, number, alternative)
        keys = _keys(case)
        for name, key in KEYS.items():
            if name in keys or not key.share or case.terms is not None:  # what the file leaves out is as usual
                _keep_key(unit, dossier, deal, name, keys.get(name, ""))
        names = tuple(each.name for each in case.lines)
        return CaseLoaded(
            case.title, names, len(case.inputs), tuple(one.name for one in case.alternatives), tuple(keys)
        )

    return on_account(store, occasion, account, act)


def _nothing_twice(dossier: Dossier, deal: Deal, case: Case) -> None:
    inputs = [each.name for each in dossier.inputs if each.deal_id == deal.id]  # those of replaced lines too
    there: list[tuple[str, list[str], list[str]]] = [
        ("line", [each.name for each in dossier.lines_of(deal)], [each.name for each in case.lines]),
        ("input", inputs, [each.name for each in case.inputs]),
    ]
    others = [each.name for each in dossier.alternatives_of(deal)]
    there.append(("alternative", others, [each.name for each in case.alternatives]))
    for what, old, new in there:
        known = {fold(each) for each in old}
        if twice := [each for each in new if fold(each) in known]:
            raise Conflict(f"the deal has {what} '{twice[0]}' already: rename it in the file, or undo what made it")


def _line_row(dossier: Dossier, deal: Deal, number: int, line: Line) -> ValueLine:
    return ValueLine(
        deal_id=deal.key,
        number=number,
        name=line.name,
        effect=line.effect,
        formula=line.formula,
        contact_id=contact_named(dossier, line.owner).key if line.owner else None,
        once=line.once,
        risk=line.risk,
        ramp="/".join(write_fraction(each) for each in line.ramp),
        flows="/".join(write_number(each) for each in line.flows),
        year=line.year,
        delay=line.delay,
    )


def _acceptance(dossier: Dossier, row: ValueLine, agreed: Acceptance, occasion: Occasion) -> Accepted:
    who = contact_named(dossier, agreed.by)
    day = agreed.day or occasion.today
    return Accepted(line_id=row.key, contact_id=who.key, day=day, figure=agreed.figure, basis=agreed.basis)


def _keep_alternative(unit: Unit, deal: Deal, number: int, each: Alternative) -> None:
    row = AlternativeRow(
        deal_id=deal.key, number=number, name=each.name, kind=each.kind, price=each.price, switching=each.switching
    )
    unit.add(row)
    for one in each.differences:
        unit.add(DifferenceRow(alternative_id=row.key, name=one.name, amount=one.amount))


def _keys(case: Case) -> dict[str, str]:
    """What a case says of itself and of its price, as it would be typed."""
    found = {
        "years": str(case.years),
        "discount_rate": write_fraction(case.discount_rate),
        "timing": case.timing.value,
        "price_in_costs": "yes" if case.price_in_costs else "",
    }
    if case.terms is not None:
        usual = Terms()
        for name, key in KEYS.items():
            value = getattr(case.terms, name) if key.share else None
            if key.share and (value != getattr(usual, name) or name in ("rule", "fraction")):
                found[name] = _typed(name, value)
    return {name: text for name, text in found.items() if text}


def _typed(name: str, value: object) -> str:
    if isinstance(value, Decimal):
        return write_fraction(value) if name in ("fraction", "alpha") else write_number(value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
