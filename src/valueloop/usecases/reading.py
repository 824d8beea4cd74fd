"""How each field of a record is read when it is edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from valueloop.domain.dates import Toward, read_when
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.money import read_amount, write_number
from valueloop.domain.quantity import read_quantity
from valueloop.domain.unit import same_unit
from valueloop.domain.value_map import read_figure
from valueloop.errors import Invalid, Unknown
from valueloop.store.dossier import Dossier
from valueloop.usecases.named import contact_named, line_named, same_currency


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


def plain(field: str, read: Callable[[str], Any]) -> Reader:
    """A field that is read the same way at every account."""
    return lambda _, text: {field: read(text)}


def word(field: str, kind: type[Any], *, optional: bool = False) -> Reader:
    """A field that holds one of a few words; an empty text clears an optional one."""

    def read(_: Editing, text: str) -> Mapping[str, Any]:
        words = [each.value for each in kind]
        if optional and not text.strip():
            return {field: None}
        if text.strip().lower() not in words:
            raise Invalid(field, text, "it is none of its words", f"write {', '.join(words)}")
        return {field: kind(text.strip().lower())}

    return read


def person(field: str = "contact_id") -> Reader:
    """A person at the account; an empty text takes them away."""
    return lambda at, text: {field: contact_named(at.dossier, text).key if text else None}


def touch(at: Editing, text: str) -> Mapping[str, Any]:
    """The touch in which it was said, by its number; an empty text takes it away.

    Raises:
        Unknown: no touch at this account has it.
    """
    if not text:
        return {"touch_id": None}
    digits = text.strip().removeprefix("#")
    if not (digits.isdigit() and digits.isascii() and len(digits) <= 18) or int(digits) not in at.dossier.touch:
        raise Unknown("touch", text, where=at.dossier.account.name)
    return {"touch_id": int(digits)}


def money(field: str) -> Reader:
    """An amount in the account's currency."""

    def read(at: Editing, text: str) -> Mapping[str, Any]:
        amount = read_amount(text, at.dossier.account.currency, field)
        same_currency(at.dossier.account, amount.currency, text)
        return {field: amount.amount}

    return read


def moment(at: Editing, text: str) -> Mapping[str, Any]:
    """When a touch was: a day, with or without a time.

    Raises:
        Invalid: it cannot be read, or is still to come.
    """
    when = read_when(text, at.clock.now)
    if when.day > at.clock.now.date():
        raise Invalid("when", text, "it is still to come")
    return {"day": when.day, "at": at.clock.utc(datetime.combine(when.day, when.clock)) if when.clock else None}


def maybe_money(field: str) -> Reader:
    """An amount that may be unknown: an empty text takes it away."""
    return lambda at, text: money(field)(at, text) if text else {field: None}


def whole(field: str) -> Reader:
    """A whole number that may be unknown."""

    def read(_: Editing, text: str) -> Mapping[str, Any]:
        if text and not (text.isdigit() and text.isascii() and len(text) <= 3):
            raise Invalid(field, text, "it is no number from 0 to 999")
        return {field: int(text) if text else None}

    return read


def day(field: str, toward: Toward) -> Reader:
    """A day; an empty text takes it away."""
    return lambda at, text: {field: _on(at, field, text, toward) if text else None}


def needed_day(field: str, toward: Toward) -> Reader:
    """A day that has to be there."""
    return lambda at, text: {field: _on(at, field, text, toward)}


def _on(at: Editing, field: str, text: str, toward: Toward) -> date:
    found = read_when(text, at.clock.now, toward).day
    if toward is Toward.PAST and found > at.clock.now.date():
        raise Invalid(field, text, "it is still to come")
    return found


def estimate(at: Editing, text: str) -> Mapping[str, Any]:
    """An input's figure or figures, with a unit where one is typed."""
    estimate, unit, currency = read_quantity(text)
    if currency:
        same_currency(at.dossier.account, currency, text)
    found: dict[str, Any] = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high}
    return found | ({"unit": unit} if unit else {})


def line(at: Editing, text: str) -> Mapping[str, Any]:
    """A value line of the current deal; an empty text takes it away."""
    return {"line_id": line_named(at.dossier, text).key if text else None}


def yes(field: str) -> Reader:
    """A field that is yes or no."""

    def read(_: Editing, text: str) -> Mapping[str, Any]:
        if text.strip().lower() not in ("yes", "no"):
            raise Invalid(field, text, "it is neither yes nor no")
        return {field: text.strip().lower() == "yes"}

    return read


def figure(field: str) -> Reader:
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


def ask_channel(at: Editing, text: str) -> Mapping[str, Any]:
    """A channel of evidence, but none that an answer to an offer comes by."""
    found = word("channel", Channel)(at, text)
    if way(found["channel"]) is Way.TEST:
        raise Invalid("via", text, "that is told with the answer to an offer")
    return found
