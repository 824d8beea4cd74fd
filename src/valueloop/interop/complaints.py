"""What is wrong with a case file, each thing at its line and in a sentence."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from valueloop.domain.names import near
from valueloop.interop.case_model import (
    AlternativeTable,
    CaseFile,
    CaseTable,
    DifferenceTable,
    InputTable,
    LineTable,
    ShareTable,
    Table,
)
from valueloop.interop.readers import said

Place = tuple[int | str, ...]
_HEAD = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<path>[^\[\]]+?)\s*\]\]?\s*(#.*)?")
_PAIR = re.compile(r"\s*(?P<path>(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s.\"']+)")
_TABLES: dict[str, type[Table]] = {"case": CaseTable, "inputs": InputTable, "lines": LineTable, "share": ShareTable}


class Complaints:
    """The complaints about one file, as sentences that begin with the line that each is about."""

    def __init__(self, text: str) -> None:
        self._lines = _lines(text)
        self._at: list[tuple[int, str]] = []

    @property
    def found(self) -> list[str]:
        """The complaints, in the order of their lines."""
        return [
            f"line {line}: {said_}" if line else said_ for line, said_ in sorted(self._at, key=lambda each: each[0])
        ]

    def add(self, place: Place, sentence: str) -> None:
        """Complain of what stands at a place (table, row, key), at its line or at that of what holds it."""
        lines = (self._lines.get(place[:length]) for length in range(len(place), 0, -1))
        self._at.append((next((line for line in lines if line), 0), sentence))

    def of_model(self, wrong: ValidationError) -> None:
        """Complain of all that pydantic found."""
        for error in wrong.errors():
            place = tuple(error["loc"])
            self.add(place, _sentence(place, error))


def _lines(text: str) -> dict[Place, int]:
    """The line at which each table, row and key of a TOML file stands; in a text of several lines there are none."""
    found: dict[Place, int] = {}
    rows: dict[Place, int] = {}
    here: Place = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        was_inside, inside = inside, _open_text(line, inside)
        if was_inside:
            continue
        if head := _HEAD.fullmatch(line.rstrip("\r")):
            here = _place(_parts(head["path"]), rows)
            found.setdefault(here, number)
            if head["open"] == "[[":
                rows[here] = rows.get(here, -1) + 1
                here = (*here, rows[here])
            found.setdefault(here, number)
        elif pair := _PAIR.match(line):
            path: Place = here
            for part in _parts(pair["path"]):
                path = (*path, part)
                found.setdefault(path, number)
    return found


def _open_text(line: str, inside: str) -> str:
    """The quotes of the text of several lines that is open behind this line; empty where none is."""
    for quotes in (inside,) if inside else ('"""', "'''"):
        if line.count(quotes) % 2:
            return "" if inside else quotes
    return inside


def _parts(path: str) -> list[str]:
    return ["".join(part) for part in _PART.findall(path)]


def _place(parts: Sequence[str], rows: dict[Place, int]) -> Place:
    """The place of a table's header: below a list of tables, it is in the list's last row."""
    place: Place = ()
    for at, part in enumerate(parts):
        place = (*place, part)
        if place in rows and at < len(parts) - 1:
            place = (*place, rows[place])
    return place


def _table(place: Place) -> type[Table]:
    """The kind of table whose key the last part of a place is."""
    if len(place) == 1:
        return CaseFile
    if place[0] == "alternatives":
        return DifferenceTable if "differences" in place[:-1] else AlternativeTable
    return _TABLES[str(place[0])]


def _called(place: Place) -> str:
    """A table as the file calls it: [case], [inputs.machines], the second of [[lines]]."""
    if not place:
        return "the file"
    if place[0] in ("lines", "alternatives") and len(place) > 1:
        named = [str(part) for part in place if isinstance(part, str)]
        rows = [int(part) + 1 for part in place if isinstance(part, int)]
        return f"[[{'.'.join(named)}]] number {rows[-1]}"
    return f"[{'.'.join(str(part) for part in place)}]"


_MEANT = {
    "string_type": "text in quotes is meant",
    "bool_type": "write true or false, without quotes",
    "int_type": "a whole number is meant, without quotes",
    "string_too_short": "it is empty: say it, or leave it out",
    "string_too_long": "it is longer than {max_length} characters",
    "greater_than_equal": "it is below nought",
    "less_than_equal": "it is more than {le}",
    "too_short": 'it is empty: write ["50%", "100%"], or leave it out',
    "too_long": "there are more than {max_length:,}: that is no value case",
}


def _sentence(place: Place, error: Any) -> str:
    key, where = place[-1], _called(place[:-1])
    match error["type"]:
        case "extra_forbidden":
            known = [each.alias or name for name, each in _table(place).model_fields.items()]
            guess = near(str(key), known) if len(str(key)) < 100 else []
            hint = f"did you mean {' or '.join(guess)}?" if guess else f"it knows {', '.join(known)}"
            return f"{where} has no key '{said(key)}'; {hint}"
        case "missing" if place == ("case",):
            return "there is no [case] with title and currency: every case begins with it"
        case "missing":
            return f"{where} lacks '{key}'"
        case "enum":
            return f"{key} '{said(error['input'])}' is none of {error['ctx']['expected'].replace(chr(39), '')}"
        case "value_error":
            meant = str(error["ctx"]["error"])
        case "tuple_type" | "list_type" if len(place) == 1 or key == "differences":
            return f"write [[{'.'.join(str(part) for part in place if isinstance(part, str))}]], with two brackets"
        case "tuple_type" | "list_type":
            meant = "a list is meant, as [5, 10]" if key == "flows" else 'a list is meant, as ["50%", "100%"]'
        case "model_type" | "dict_type" | "model_attributes_type" if len(place) == 1:
            return f"write [{key}], with one bracket: there is one"
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"write [[{'.'.join(str(part) for part in place if isinstance(part, str))}]], with two brackets"
        case kind:
            meant = _MEANT.get(kind, error["msg"]).format(**error.get("ctx", {}))
            meant = f"{meant}, not {said(error['input'])}" if kind == "string_type" else meant
    return f"{_called(place)}: {meant}" if not isinstance(key, str) or place[:-1] == ("inputs",) else f"{key}: {meant}"
