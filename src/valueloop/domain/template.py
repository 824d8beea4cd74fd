"""Templates: the value map of a role, to be laid on a person there as guesses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from valueloop.domain.names import fold, words_of
from valueloop.domain.value_map import Better, Kind

MOST = 1000  # of entries, and of impacts on one: more is no map that anybody asks about

R = TypeVar("R")


class Origin(StrEnum):
    """Where a template is from: the store, what ships with the program, or a file."""

    SAVED = "saved"
    SHIPPED = "shipped"
    FILE = "file"


@dataclass(frozen=True)
class TemplateEntry:
    """What somebody in a role is after, without anybody's figures.

    `impacts` say where we make a difference to it; `personal` those that are pride or ease and never priced.
    """

    kind: Kind
    text: str
    unit: str = ""
    better: Better | None = None
    impacts: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """The value map of a role."""

    name: str
    role: str
    entries: tuple[TemplateEntry, ...]


def gathered(entries: Iterable[TemplateEntry]) -> tuple[TemplateEntry, ...]:
    """The entries with those of one kind and text put together, each impact once: the first spelling stays.

    >>> twice = [TemplateEntry(Kind.ISSUE, "stops", impacts=("a",)), TemplateEntry(Kind.ISSUE, "Stops", impacts=("b",))]
    >>> gathered(twice)[0].impacts
    ('a', 'b')
    """
    found: dict[tuple[Kind, str], TemplateEntry] = {}
    for each in entries:
        first = found.setdefault((each.kind, fold(each.text)), each)
        impacts = {fold(text): text for text in reversed((*first.impacts, *each.impacts))}
        personal = {fold(text): text for text in reversed((*first.personal, *each.personal))}
        found[each.kind, fold(each.text)] = replace(
            first,
            unit=first.unit or each.unit,
            better=first.better or each.better,
            impacts=tuple(reversed(impacts.values())),
            personal=tuple(reversed(personal.values())),
        )
    return tuple(found.values())


def says_the_same(one: str, other: str) -> bool:
    """Whether two entries of one kind say the same: one text, or all telling words of the shorter are in the longer.

    >>> says_the_same("yield of the filling lines", "Yield of the filling lines, 94 % today")
    True
    >>> says_the_same("spare parts come late", "spare parts of many makers")
    False
    """
    if fold(one) == fold(other):
        return True
    ours, theirs = words_of(one), words_of(other)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def already(entry: TemplateEntry, there: Sequence[tuple[Kind, str, R]]) -> R | None:
    """What a person's map has that says the same as an entry (by kind, text and what stands for it); None for nothing.

    >>> already(TemplateEntry(Kind.ISSUE, "Stops"), [(Kind.METRIC, "stops", 1), (Kind.ISSUE, "stops", 2)])
    2
    """
    return next((row for kind, text, row in there if kind is entry.kind and says_the_same(text, entry.text)), None)


def theirs_alone(template: Template, names: Iterable[str]) -> tuple[str, ...]:
    """The texts of a template that may tell of the customer it is from: they hold a figure, or a part of a name.

    >>> made = Template("t", "r", (TemplateEntry(Kind.METRIC, "yield, 94 %"), TemplateEntry(Kind.ISSUE, "stops")))
    >>> theirs_alone(made, ["Northgate Bottling"])
    ('yield, 94 %',)
    """
    # As it is spelled: a bottling line is anybody's, Northgate Bottling is not.
    parts = {part for name in names for part in re.findall(r"\w+", name) if len(part) > 2 and part[0].isupper()}
    texts = [text for each in template.entries for text in (each.text, *each.impacts, *each.personal)]
    return tuple(
        text
        for text in dict.fromkeys(texts)
        if re.search(r"\d", text) or not parts.isdisjoint(re.findall(r"\w+", text))
    )


def first_to_ask(entries: Iterable[TemplateEntry]) -> TemplateEntry | None:
    """The guess to ask about first: what somebody is after before how, objectives first; None where there is none.

    >>> first_to_ask([TemplateEntry(Kind.ISSUE, "stops"), TemplateEntry(Kind.METRIC, "yield")]).text
    'yield'
    """
    return min(entries, key=lambda each: list(Kind).index(each.kind), default=None)
