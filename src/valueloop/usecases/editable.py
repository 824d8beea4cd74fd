"""What may be edited of each kind of record, and how each field is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from valueloop.domain import formula
from valueloop.domain.dates import Toward, read_when
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import read_amount, write_number
from valueloop.domain.names import a_name, a_text
from valueloop.domain.probability import read_chance, read_fraction
from valueloop.domain.quantity import read_quantity
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.touch import Outcome, read_hours
from valueloop.domain.unit import read_unit, same_unit
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Better, Rung, a_unit, read_figure
from valueloop.domain.value_map import Kind as EntryKind
from valueloop.errors import Invalid, Unknown
from valueloop.store.dossier import Dossier
from valueloop.usecases.loop import a_weight
from valueloop.usecases.named import contact_named, line_named, same_currency
from valueloop.usecases.value import a_year, read_delay, read_flows, read_ramp


@dataclass(frozen=True)
class Clock:
    """The seller's clock: now without a zone, and the ways from the local wall clock to UTC and back."""

    now: datetime
    utc: Callable[[datetime], datetime]
    local: Callable[[datetime], datetime]


@dataclass(frozen=True)
class Editing:
    """What reading a field needs: `unit` is that of an entry's figures, as it is typed now or else stands there."""

    dossier: Dossier
    clock: Clock
    unit: str = ""


Reader = Callable[[Editing, str], Mapping[str, Any]]


def _as(field: str, read: Callable[[str], Any]) -> Reader:
    return lambda _, text: {field: read(text)}


def _word(field: str, kind: type[Any], *, optional: bool = False) -> Reader:
    """A field that holds one of a few words; an empty text clears an optional one."""

    def read(_: Editing, text: str) -> Mapping[str, Any]:
        words = [each.value for each in kind]
        if optional and not text.strip():
            return {field: None}
        if text.strip().lower() not in words:
            raise Invalid(field, text, "it is none of its words", f"write {', '.join(words)}")
        return {field: kind(text.strip().lower())}

    return read


def _person(field: str = "contact_id") -> Reader:
    return lambda at, text: {field: contact_named(at.dossier, text).key if text else None}


def _touch(at: Editing, text: str) -> Mapping[str, Any]:
    if not text:
        return {"touch_id": None}
    digits = text.strip().removeprefix("#")
    if not (digits.isdigit() and digits.isascii() and len(digits) <= 18) or int(digits) not in at.dossier.touch:
        raise Unknown("touch", text, where=at.dossier.account.name)
    return {"touch_id": int(digits)}


def _money(field: str) -> Reader:
    def read(at: Editing, text: str) -> Mapping[str, Any]:
        amount = read_amount(text, at.dossier.account.currency, field)
        same_currency(at.dossier.account, amount.currency, text)
        return {field: amount.amount}

    return read


def _when(at: Editing, text: str) -> Mapping[str, Any]:
    when = read_when(text, at.clock.now)
    if when.day > at.clock.now.date():
        raise Invalid("when", text, "it is still to come")
    return {"day": when.day, "at": at.clock.utc(datetime.combine(when.day, when.clock)) if when.clock else None}


def _day(field: str, toward: Toward) -> Reader:
    return lambda at, text: {field: read_when(text, at.clock.now, toward).day if text else None}


def _estimate(at: Editing, text: str) -> Mapping[str, Any]:
    estimate, unit, currency = read_quantity(text)
    if currency:
        same_currency(at.dossier.account, currency, text)
    found: dict[str, Any] = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high}
    return found | ({"unit": unit} if unit else {})


def _line(at: Editing, text: str) -> Mapping[str, Any]:
    return {"line_id": line_named(at.dossier, text).key if text else None}


def _yes(field: str) -> Reader:
    def read(_: Editing, text: str) -> Mapping[str, Any]:
        if text.strip().lower() not in ("yes", "no"):
            raise Invalid(field, text, "it is neither yes nor no")
        return {field: text.strip().lower() == "yes"}

    return read


def _figure(field: str) -> Reader:
    """A figure of a metric; a unit behind it is the metric's, which it cannot change unsaid."""

    def read(at: Editing, text: str) -> Mapping[str, Any]:
        if not text:
            return {field: None}
        figure, unit = read_figure(text, field)
        if not unit:
            return {field: figure}
        if not at.unit:
            return {field: figure, "unit": unit}
        if not same_unit(unit, at.unit):
            plain = f'{field}="{write_number(figure)} {at.unit}"'
            raise Invalid(field, text, f"its unit is {at.unit}", f'write {plain}, or unit="{unit}" for a new unit')
        return {field: figure}

    return read


def _ask_channel(at: Editing, text: str) -> Mapping[str, Any]:
    found = _word("channel", Channel)(at, text)
    if way(found["channel"]) is Way.TEST:
        raise Invalid("via", text, "that is told with the answer to an offer")
    return found


_SOURCE: dict[str, Reader] = {"touch": _touch}
_TEXT = _as("text", lambda text: a_text("text", text))
_NOTE = _as("note", str.strip)

# What may be edited: per kind of record, its fields as the commands that make it call them.
FIELDS: dict[str, dict[str, Reader]] = {
    "touch": {
        "text": _TEXT,
        "kind": _word("kind", TouchKind),
        "when": _when,
        "outcome": _word("outcome", Outcome, optional=True),
        "inbound": _yes("inbound"),
        "hours": _as("hours", lambda text: read_hours(text) if text else None),
    },
    "step": {"text": _TEXT, "due": _day("due", Toward.FUTURE), "done": _day("done", Toward.PAST)},
    "need": {
        "name": _as("name", lambda text: a_name("need", text)),
        "direction": _word("direction", Direction),
        "chance": _as("chance", read_chance),
        "weight": _as("weight", a_weight),
        "for": _person(),
        "via": _ask_channel,
    }
    | _SOURCE,
    "evidence": {"answer": _word("answer", Answer), "via": _ask_channel, "by": _person(), "note": _NOTE} | _SOURCE,
    "offer": {"price": _money("price"), "terms": _as("terms", str.strip), "for": _person()} | _SOURCE,
    "response": {
        "verdict": _word("verdict", Verdict),
        "because": _word("reason", Reason, optional=True),
        "price": _money("price"),
        "by": _person(),
        "note": _NOTE,
    }
    | _SOURCE,
    "line": {
        "name": _as("name", lambda text: a_name("line", text)),
        "effect": _word("effect", Effect),
        "formula": _as("formula", lambda text: formula.parse(text).text if text else ""),
        "for": _person(),
        "once": _yes("once"),
        "risk": _as("risk", lambda text: read_fraction(text, "risk")),
        "ramp": _as("ramp", lambda text: read_ramp(text.replace(",", "/").split("/"))),
        "flows": lambda at, text: {"flows": read_flows(text.split("/"), at.dossier.account.currency) if text else ""},
        "year": _as("year", a_year),
        "delay": _as("delay", read_delay),
    },
    "input": {
        "value": _estimate,
        "unit": lambda at, text: {"unit": read_unit(text, currency=at.dossier.account.currency).text},
        "source": _word("source", Source),
        "by": _person(),
    }
    | _SOURCE,
    "alternative": {
        "name": _as("name", lambda text: a_name("alternative", text)),
        "kind": _word("kind", AlternativeKind),
        "price": _money("price"),
        "switching": _money("switching"),
    },
    "entry": {
        "text": _TEXT,
        "kind": _word("kind", EntryKind),
        "rung": _word("rung", Rung),
        "for": _person(),
        "unit": _as("unit", a_unit),
        "better": _word("better", Better, optional=True),
        "now": _figure("now"),
        "target": _figure("target"),
    }
    | _SOURCE,
    "impact": {"text": _TEXT, "personal": _yes("personal"), "line": _line} | _SOURCE,
    "acceptance": {"by": _person()} | _SOURCE,
    "deal": {"price": _money("price"), "because": _as("reason", str.strip)},
}
# Fields that are rows of their own: who took part in a touch, which needs an offer covers.
LISTS = {("touch", "with"), ("offer", "needs")}


def fields_of(kind: str) -> list[str]:
    """All fields of a kind of record that may be edited.

    >>> fields_of("step")
    ['text', 'due', 'done']
    """
    return [*FIELDS[kind], *(field for of, field in sorted(LISTS) if of == kind)]
