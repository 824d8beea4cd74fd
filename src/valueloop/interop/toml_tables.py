"""The tables of a TOML file, and all complaints about one as a single refusal."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from valueloop.errors import Invalid
from valueloop.interop.readers import a_float, within_reason

MOST_COMPLAINTS = 8


def tables(text: str, what: str, name: str, hints: Mapping[str, str]) -> dict[str, Any]:
    """What a TOML text holds; `what` kind of file it is and its `name` are told where it is none.

    `hints` are what to add to a sentence of the TOML reader, by a part of it.

    Raises:
        Invalid: it is no TOML, is nested too deeply, or has a number that is too long.

    >>> tables("a = 1", "case file", "x.toml", {})
    {'a': 1}
    """
    try:
        found: dict[str, Any] = within_reason(tomllib.loads(text, parse_float=a_float))
    except tomllib.TOMLDecodeError as wrong:
        raise Invalid(what, name, f"it is no TOML: {sentence(str(wrong), hints)}") from None
    except RecursionError:
        raise Invalid(what, name, "it is nested too deeply") from None
    except ValueError:
        raise Invalid(what, name, "a number in it has too many digits") from None
    return found


def sentence(text: str, hints: Mapping[str, str]) -> str:
    """A sentence of tomllib in our manner.

    >>> sentence("Invalid value (at line 3, column 7)", {"invalid value": "; text stands in quotes"})
    'line 3: invalid value; text stands in quotes'
    """
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", text)
    if not found:
        return text
    where = f"line {found[2]}" if found[2] else "at its end"
    said = f"{found[1][:1].lower()}{found[1][1:]}"
    return f"{where}: {said}{next((hint for part, hint in hints.items() if part in said), '')}"


def refuse(complaints: Sequence[str], what: str, name: str) -> NoReturn:
    """Refuse a file with the first eight complaints about it, and how many more there are.

    Raises:
        Invalid: always.
    """
    first = complaints[:MOST_COMPLAINTS]
    more = len(complaints) - len(first)
    raise Invalid(what, name, "; ".join(first) + (f"; and {more} more" if more else ""))
