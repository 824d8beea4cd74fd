"""The edit of any record at an account: one field or several, with what was before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import write_estimate
from valueloop.domain.names import fold
from valueloop.domain.page.record import Change, Edited
from valueloop.domain.page.standing import Done
from valueloop.domain.probability import write_fraction
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.value.alternative import NOTHING
from valueloop.domain.value.case import check_units
from valueloop.domain.value.line import Effect
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store.cased import names_in
from valueloop.store.columns import Row
from valueloop.store.contact import Contact, Touch, TouchContact
from valueloop.store.customer import Referral
from valueloop.store.delivery import Delivery, DeliveryNeed, Deployment, DeploymentNeed
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Need, OfferNeed
from valueloop.store.proposition import Entry, Impact
from valueloop.store.session import Store, Unit
from valueloop.store.value import AlternativeRow, Deal, ValueInput, ValueLine
from valueloop.usecases.editable import FIELDS, LISTS, fields_of
from valueloop.usecases.fields import differences
from valueloop.usecases.named import contact_named, need_named
from valueloop.usecases.proposition import measure_of
from valueloop.usecases.reading import Clock, Editing
from valueloop.usecases.record import record_named
from valueloop.usecases.standing import on_account
from valueloop.usecases.value import fits_together


def edit(
    store: Store,
    occasion: Occasion,
    account: str,
    record: str,
    typed: Mapping[str, str],
    clock: Clock,
) -> Done[Edited]:
    """Change fields of a record, given as `kind:which` (`need:3`, `touch:41`, `input:hours_saved`).

    Raises:
        Unknown: no such kind, record or field.
        Invalid: a value cannot be read.
        Conflict, Refused: it would break what is recorded.
    """
    kind, colon, which = record.partition(":")
    if kind in ("account", "contact", "product"):
        raise Invalid("record", record, f"that is changed by vl {kind} edit")
    if not colon or kind not in FIELDS:
        raise Invalid("record", record, "it is not written as kind:which", f"the kinds are {', '.join(FIELDS)}")

    def act(unit: Unit, dossier: Dossier) -> Edited:
        row, ref, name = record_named(unit, dossier, kind, which)
        before = row.model_dump() | _lists(unit, dossier, kind, row)
        _keep_deal_open(dossier, kind, row)
        at = Editing(dossier, clock, typed.get("unit", row.unit) if isinstance(row, Entry) else "")
        for field, text in typed.items():
            if (kind, field) in LISTS:
                _relist(unit, dossier, kind, row, text)
                continue
            if field not in FIELDS[kind]:
                raise Invalid("field", field, f"no {kind} has it", f"its fields are {', '.join(fields_of(kind))}")
            found = FIELDS[kind][field](at, text)
            for column, value in found.items():
                setattr(row, column, value)
            at = replace(at, unit=at.unit or found.get("unit", ""))
        _still_fits(dossier, kind, row)
        unit.session.flush()
        after = row.model_dump() | _lists(unit, dossier, kind, row)
        told = (*type(row).model_fields, "with", "needs")  # rows are read back with their columns in any order
        hidden = ("id", "act_id", "folded", "frozen", "basis")
        fields = [each for each in told if each in before and each not in hidden]
        return Edited(f"{kind}:{ref}", name, _readable(at, before, after, fields), _cited(dossier, kind, row))

    return on_account(store, occasion, account, act)


class _Link(NamedTuple):
    """Rows that tie a record to others: their table, its columns, the field's name, how one of the others is found."""

    row: type[Row]
    owner: str
    other: str
    field: str
    named: Callable[[Dossier, str], Need | Contact]


_LINKS: dict[str, _Link] = {
    "touch": _Link(TouchContact, "touch_id", "contact_id", "with", contact_named),
    "offer": _Link(OfferNeed, "offer_id", "need_id", "needs", need_named),
    "delivery": _Link(DeliveryNeed, "delivery_id", "need_id", "needs", need_named),
    "deployment": _Link(DeploymentNeed, "deployment_id", "need_id", "needs", need_named),
}


def _linked(unit: Unit, link: _Link, row: Row) -> list[Row]:
    query = select(link.row).where(attrgetter(link.owner)(link.row) == row.key).order_by(col(link.row.id))
    return list(unit.session.exec(query).all())


def _lists(unit: Unit, dossier: Dossier, kind: str, row: Row) -> dict[str, str]:
    if kind not in _LINKS:
        return {}
    link = _LINKS[kind]
    others = [attrgetter(link.other)(each) for each in _linked(unit, link, row)]
    if link.field == "with":
        return {"with": ", ".join(dossier.person[each].name for each in others)}
    return {"needs": ", ".join(str(dossier.need[each].number) for each in others)}


def _relist(unit: Unit, dossier: Dossier, kind: str, row: Row, text: str) -> None:
    """Put other people into a touch, or other needs under an offer or a delivery; several are parted by commas."""
    link = _LINKS[kind]
    names = [each.strip() for each in text.split(",") if each.strip()]
    wanted = list(dict.fromkeys(link.named(dossier, each).key for each in names))
    rows = _linked(unit, link, row)
    if wanted == [attrgetter(link.other)(each) for each in rows]:
        return
    for each in rows:
        unit.session.delete(each)
    for other in wanted:
        unit.add(link.row(**{link.owner: row.key, link.other: other}))


def _still_fits(dossier: Dossier, kind: str, row: Row) -> None:
    """Refuse what an edit would break: a name given twice, a personal need with money, units; turn a guess's line."""
    named: dict[str, Sequence[Need | ValueLine | AlternativeRow]] = {
        "need": dossier.needs,
        "line": dossier.lines_of(dossier.deal),
        "alternative": dossier.alternatives_of(dossier.deal),
    }
    name = getattr(row, "name", "")
    if any(fold(each.name) == fold(name) and each is not row for each in named.get(kind, ())):
        raise Conflict(
            f"{'an' if kind == 'alternative' else 'a'} {kind} '{name}' is there already at {dossier.account.name}"
        )
    if kind == "alternative" and fold(name) == NOTHING:
        raise Refused("doing nothing is always an alternative: we are worth the value of the lines against it")
    if isinstance(row, Need):
        _turned(dossier, row)
    if isinstance(row, ValueLine):
        fits_together(row)
    if isinstance(row, ValueLine | ValueInput):
        lines = dossier.lines_of(dossier.deal)
        touched = [each.number for each in lines if each is row or (kind == "input" and name in names_in(each))]
        check_units(dossier.case(dossier.deal), touched)
    if isinstance(row, Entry):
        measure_of(row)
    _could_be(row)
    if isinstance(row, Impact) and row.personal and row.line_id is not None:
        raise Conflict("what is personal is never priced: clear its line first (line=)")


def _could_be(row: Row) -> None:
    """Refuse what cannot have been so: an acceptance before the delivery, an end before the beginning."""
    if isinstance(row, Touch) and row.thanks and (row.inbound or row.kind == TouchKind.NOTE):
        raise Conflict("a thank-you is ours, said to somebody there: clear thanks first (thanks=no)")
    if isinstance(row, Deployment) and row.ended and row.ended < row.since:
        raise Conflict("what ended began before: set since too")
    if isinstance(row, Referral):
        row.referred_id = None  # it is linked again by its name, when it is read
    if isinstance(row, Delivery) and row.accepted and (row.delivered is None or row.accepted < row.delivered):
        raise Conflict("what is accepted was delivered before: set delivered too")


def _turned(dossier: Dossier, need: Need) -> None:
    """A need that turned from saving to earning turns its guess's line; one that became personal has no line."""
    lines = [each for each in dossier.lines_of(dossier.deal) if each.need_id == need.id]
    if need.direction == Direction.PERSONAL and lines:
        raise Conflict(f"need {need.number} has the value line '{lines[0].name}': what is personal is never priced")
    for each in lines:
        if each.guess:
            each.effect = Effect(need.direction)


def _readable(at: Editing, before: dict[str, Any], after: dict[str, Any], fields: list[str]) -> list[Change]:
    """The changes as a person would type them: people and lines by name, an estimate whole, chances in percent."""
    names = {each.key: each.name for each in at.dossier.lines}
    for row in (before, after):
        if "contact_id" in row:
            row["contact_id"] = at.dossier.name_of(row["contact_id"])
        if "line_id" in row:
            row["line_id"] = names.get(row["line_id"])
        if "at" in row:
            row["when"] = f"{row['day']} {at.clock.local(row['at']):%H:%M}" if row["at"] else row["day"]
        if "likely" in row:
            row["value"] = write_estimate(Estimate(row["low"], row["likely"], row["high"]))
        for part in {"chance", "risk"} & row.keys():
            row[part] = write_fraction(row[part])
    hidden = {"low", "likely", "high", "at"} | ({"day"} if "when" in before else set())
    wanted = [each for each in dict.fromkeys((*fields, "value", "when")) if each in before and each not in hidden]
    said = {"contact id": "person", "touch id": "touch", "line id": "line", "channel": "via", "place": "at"}
    said |= {"reference": "number"}
    changes = differences(before, after, wanted)
    return [Change(said.get(each.field, each.field), each.before, each.after) for each in changes]


def _keep_deal_open(dossier: Dossier, kind: str, row: Row) -> None:
    """A closed deal keeps its frozen case: its lines and inputs are history. An open one has no price agreed yet."""
    if isinstance(row, Deal) and row.state != State.WON:
        raise Conflict(f"deal {row.key} is {row.state}: only a won deal has an agreed price and its reason")
    deal = dossier.open_deal
    if kind in ("line", "input", "alternative") and (deal is None or getattr(row, "deal_id", None) != deal.id):
        raise Conflict("that deal is closed and its value case frozen; a new line or offer opens another deal")


def _cited(dossier: Dossier, kind: str, row: Row) -> int:
    if kind != "touch":
        return 0
    citing = (
        dossier.needs,
        dossier.observations,
        dossier.inputs,
        dossier.earlier_inputs,
        dossier.acceptances,
        dossier.entries,
        dossier.impacts,
        dossier.promises,
        dossier.defects,
        dossier.realised,
    )
    return sum(each.touch_id == row.id for rows in citing for each in rows)
