"""A template of a value map read from a TOML file, with every complaint at its line; and the templates that ship."""

from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from valueloop.domain.names import a_name, a_text, fold, near
from valueloop.domain.template import MOST, Template, TemplateEntry
from valueloop.domain.value_map import Better, Kind
from valueloop.interop.complaints import Complaints, Place
from valueloop.interop.readers import ours, said
from valueloop.interop.toml_tables import refuse, tables

_TOML_HINTS = dict.fromkeys(("invalid value", "expected newline"), "; text stands in quotes")
_EMPTY = "it has no [[entries]]: a template begins with one"


def _read(reader: Callable[[str, str], str], what: str) -> Any:
    """A field's reader: a text fit to be recorded; what is no text is left for pydantic to complain of."""

    def read(text: Any, _: str) -> Any:
        return reader(what, text) if isinstance(text, str) else text

    return BeforeValidator(ours(read))


Name = Annotated[str, Field(strict=True), _read(a_name, "template")]
Role = Annotated[str, Field(strict=True), _read(a_name, "role")]
Unit = Annotated[str, Field(strict=True), _read(a_name, "unit")]
Text = Annotated[str, Field(strict=True), _read(a_text, "text")]
Impacts = Annotated[tuple[Text, ...], Field(max_length=MOST)]


class Table(BaseModel):
    """A table of the file: a key that it does not know is a complaint."""

    model_config = ConfigDict(extra="forbid")


class EntryTable(Table):
    """[[entries]]: what somebody in the role is after, and where we make a difference to it."""

    kind: Kind
    text: Text
    unit: Unit = ""
    better: Better | None = None
    impacts: Impacts = ()
    personal: Impacts = ()


class TemplateFile(Table):
    """The whole file."""

    name: Name
    role: Role
    entries: Annotated[tuple[EntryTable, ...], Field(max_length=MOST)]


def read_template(text: str, name: str) -> Template:
    r"""The template that a file's text holds; `name` is what complaints call the file.

    Raises:
        Invalid: it is no TOML, or anything in it is unknown, missing, of the wrong kind or there twice; all complaints
            at once (the first eight), each with its line.

    >>> toml = 'name = "t"\nrole = "planner"\n[[entries]]\nkind = "issue"\ntext = "rush orders"'
    >>> read_template(toml, "t.toml").entries[0].text
    'rush orders'
    """
    raw = tables(text, "template file", name, _TOML_HINTS)
    complaints = Complaints(text)
    found = None
    try:
        found = TemplateFile.model_validate(raw)
    except ValidationError as wrong:
        for error in wrong.errors():
            complaints.add(tuple(error["loc"]), _sentence(tuple(error["loc"]), error))
    if found is not None:
        _fits(found, complaints)
    if found is None or complaints.found:
        refuse(complaints.found, "template file", name)
    return Template(
        found.name,
        found.role,
        tuple(
            TemplateEntry(each.kind, each.text, each.unit, each.better, each.impacts, each.personal)
            for each in found.entries
        ),
    )


def shipped() -> list[Template]:
    """The templates that ship with the program, by name.

    >>> shipped()[-1].name
    'quality manager'
    """
    folder = files("valueloop").joinpath("templates")
    read = (
        read_template(each.read_text(encoding="utf-8"), each.name)
        for each in folder.iterdir()
        if each.name.endswith(".toml")
    )
    return sorted(read, key=lambda each: fold(each.name))


def _fits(found: TemplateFile, complaints: Complaints) -> None:
    """Complain of a file without entries, and of entries, or impacts on one, that stand there twice."""
    if not found.entries:
        complaints.add(("entries",), _EMPTY)
    seen: Counter[tuple[Kind, str]] = Counter()
    for at, each in enumerate(found.entries):
        key = (each.kind, fold(each.text))
        if seen[key]:
            complaints.add(("entries", at, "text"), f"the {each.kind} '{said(each.text)}' stands there twice")
        seen[key] += 1
        for place, texts in (("impacts", each.impacts), ("personal", each.personal)):
            for folded, times in Counter(map(fold, texts)).items():
                if times > 1:
                    text = next(one for one in texts if fold(one) == folded)
                    complaints.add(("entries", at, place), f"{place}: '{said(text)}' stands there twice")


def _sentence(place: Place, error: Any) -> str:
    """What pydantic complains of, in a sentence: `place` is the key, or an entry's number and key."""
    key, here = str(place[-1]), "the file" if len(place) == 1 else f"[[entries]] number {int(place[1]) + 1}"
    match error["type"]:
        case "extra_forbidden":
            known = list((TemplateFile if len(place) == 1 else EntryTable).model_fields)
            guess = near(key, known) if len(key) < 100 else []
            hint = f"did you mean {' or '.join(guess)}?" if guess else f"it knows {', '.join(known)}"
            return f"{here} has no key '{said(key)}'; {hint}"
        case "missing":
            return _EMPTY if key == "entries" else f"{here} lacks '{key}'"
        case "too_long":
            return f"{key}: there are more than {MOST:,}: nobody asks about so many"
        case "enum":
            return f"{key} '{said(error['input'])}' is none of {error['ctx']['expected'].replace(chr(39), '')}"
        case "value_error":
            return f"{_whose(place)}: {error['ctx']['error']}"
        case "string_type":
            return f"{_whose(place)}: text in quotes is meant, not {said(error['input'])}"
        case "tuple_type" if len(place) == 3:
            return f'{key}: a list is meant, as ["fewer stops", "a calm Friday"], not {said(error["input"])}'
    return "write [[entries]], with two brackets, above what each entry says"


def _whose(place: Place) -> str:
    """The key that a complaint is about; one text of a list is called by its list."""
    return str(place[2] if len(place) > 3 else place[-1])
