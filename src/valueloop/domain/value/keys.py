"""What may be set of a value case and of its price: each key, what it means, how it is read; in files and commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from valueloop.domain.money import read_amount, write_number
from valueloop.domain.names import near
from valueloop.domain.probability import read_fraction
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.terms import Rule, Terms
from valueloop.errors import Invalid, Unknown

MOST_YEARS, MOST_INSTALMENTS = 50, 120
Reader = Callable[[str, str], object]


@dataclass(frozen=True)
class Key:
    """One thing that may be set: its name, whether it is the price's (`share`) or the case's, its meaning, its reader.

    The reader takes the text and the case's currency.
    """

    name: str
    share: bool
    meaning: str
    read: Reader


def _fraction(name: str) -> Reader:
    return lambda text, _: read_fraction(text, name)


def _word(name: str, kind: type[StrEnum]) -> Reader:
    def read(text: str, _: str) -> object:
        words = [each.value for each in kind]
        if text.strip().lower() not in words:
            raise Invalid(name, text, "it is none of its words", f"write {', '.join(words)}")
        return kind(text.strip().lower())

    return read


def _money(name: str) -> Reader:
    def read(text: str, currency: str) -> object:
        try:
            amount = read_amount(text, currency)
        except Invalid as wrong:
            raise Invalid(name, text, wrong.why, "" if "below" in wrong.why else "write 45k") from None
        if amount.currency != currency:
            why = f"it is in {amount.currency}, but the case is in {currency}"
            raise Invalid(name, text, why, "convert it first")
        return amount.amount

    return read


def _whole(name: str, least: int, most: int) -> Reader:
    def read(text: str, _: str) -> object:
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < 6 and least <= int(digits) <= most):
            raise Invalid(name, text, f"it is no whole number from {least} to {most}")
        return int(digits)

    return read


def _yes(name: str) -> Reader:
    def read(text: str, _: str) -> object:
        said = {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())
        if said is None:
            raise Invalid(name, text, "it is neither yes nor no")
        return said

    return read


KEYS = {
    key.name: key
    for key in (
        Key("years", False, "how many years the case looks ahead", _whole("years", 0, MOST_YEARS)),
        Key("discount_rate", False, "yearly discount rate", _fraction("discount_rate")),
        Key("timing", False, "when in a year its money flows: end, mid or start", _word("timing", Timing)),
        Key("price_in_costs", False, "the cost lines hold our price already", _yes("price_in_costs")),
        Key("rule", True, "how our price is found: fraction, difference, bargain or outcome", _word("rule", Rule)),
        Key("fraction", True, "our part f, of the fraction, difference and outcome rules", _fraction("fraction")),
        Key("alpha", True, "our part of what bargaining leaves above our walk-away", _fraction("alpha")),
        Key("base", True, "outcome: what is paid first (a guarantee may give it back)", _money("base")),
        Key(
            "baseline",
            True,
            "outcome: the value realised over the case's years above which we share, as a present value",
            _money("baseline"),
        ),
        Key("least", True, "outcome: the least that our part comes to, a present value", _money("least")),
        Key("most", True, "outcome: the most that our part comes to, a present value", _money("most")),
        Key(
            "guarantee",
            True,
            "value realised over the case's years, a present value, below which we pay back what is short",
            _money("guarantee"),
        ),
        Key("walk_away", True, "the price below which we walk away; else the product's floor", _money("walk_away")),
        Key("price", True, "a price that is asked; it takes the rule's place", _money("price")),
        Key("per_year", True, "the price is paid in equal parts each year", _yes("per_year")),
        Key("instalments", True, "into how many parts the price is cut", _whole("instalments", 1, MOST_INSTALMENTS)),
    )
}


def read_key(name: str, text: str, currency: str) -> object:
    """The value of a key, read.

    Raises:
        Unknown: there is no such key.
        Invalid: it cannot be read, or is in another currency.

    >>> read_key("fraction", "30%", "EUR")
    Decimal('0.3')
    """
    if name not in KEYS:
        raise Unknown("key of a value case", name, near(name, list(KEYS)))
    return KEYS[name].read(text, currency)


def with_keys(case: Case, terms: Terms, own: Mapping[str, str]) -> Case:
    """A case with these keys set over its own and over `terms`.

    Raises:
        Unknown, Invalid: as `read_key`; also where `most` is below `least`.

    >>> from decimal import Decimal
    >>> with_keys(Case("EUR", 3, Decimal(0), (), ()), Terms(), {"timing": "mid", "alpha": "40%"}).timing.value
    'mid'
    """
    read: dict[str, Any] = {name: read_key(name, text, case.currency) for name, text in own.items()}
    of_case = {name: value for name, value in read.items() if not KEYS[name].share}
    of_share = {name: value for name, value in read.items() if KEYS[name].share}
    found = replace(terms, **of_share)
    if found.most is not None and found.most < found.least:
        raise Invalid("most", write_number(found.most), f"it is below the least, {write_number(found.least)}")
    return replace(case, **of_case, terms=found)
