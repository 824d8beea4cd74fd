"""A value case read from a TOML file, with every complaint at its line."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from valueloop.domain.formula import is_name
from valueloop.domain.names import fold, near
from valueloop.domain.settings import Settings
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.case import Case, check_line
from valueloop.domain.value.flow import factors
from valueloop.domain.value.keys import MOST_YEARS, with_keys
from valueloop.domain.value.line import Acceptance, Input, Line, basis, work_out
from valueloop.domain.value.terms import Terms
from valueloop.errors import ValueloopError
from valueloop.interop.case_model import CaseFile, InputTable, LineTable
from valueloop.interop.complaints import Complaints
from valueloop.interop.readers import currency_of, said
from valueloop.interop.toml_tables import refuse, tables


def read_case(text: str, name: str) -> Case:
    r"""The value case that a file's text holds; `name` is what complaints call it.

    Numbers may stand as TOML numbers, or as text: `45k`, `25%`, `"1.732"` (the point is a decimal point, as in TOML).

    Raises:
        Invalid: it is no TOML, or anything in it is unknown, missing, of the wrong kind, or does not fit together; all
            complaints at once (the first eight), each with its line.

    >>> toml = '[case]\ntitle = "t"\ncurrency = "EUR"\n[[lines]]\nname = "l"\nkind = "save"\nformula = "2k * 3"'
    >>> read_case(toml, "case.toml").lines[0].formula
    '2k * 3'
    """
    raw = tables(text, "case file", name, _TOML_HINTS)
    complaints = Complaints(text)
    found = None
    try:
        found = CaseFile.model_validate(_with_plain_inputs(raw), context={"currency": currency_of(raw)})
    except ValidationError as wrong:
        complaints.of_model(wrong)
    case = None
    if found is not None:
        _fits(found, complaints)
        if not complaints.found:
            case = _built(found, complaints)
    if case is None or complaints.found:
        refuse(complaints.found, "case file", name)
    return case


_TOML_HINTS = {
    "invalid value": "; text, formulas and percentages stand in quotes",
    "expected newline": "; text, formulas and percentages stand in quotes",
    "cannot declare": "; each [inputs.NAME] stands once, [[lines]] and [[alternatives]] have two brackets",
}


def _with_plain_inputs(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file's tables, where an input that is only a number (`weeks = 48`) stands for a table with that value."""
    inputs = raw.get("inputs")
    if not isinstance(inputs, Mapping):
        return dict(raw)
    tables = {name: each if isinstance(each, Mapping) else {"value": each} for name, each in inputs.items()}
    return {**raw, "inputs": tables}


def _fits(found: CaseFile, complaints: Complaints) -> None:
    """Complain of what each table allows and the whole does not."""
    for name in found.inputs:
        if not is_name(name):
            complaints.add(("inputs", name), f"'{said(name)}' is no name for an input: write letters, digits and _")
    if not found.lines and not found.alternatives:
        complaints.add(("case",), "there is nothing to reckon: add [[lines]] or [[alternatives]]")
    told = [
        keys.keys["price_in_costs"] for keys in (found.about, found.price) if keys and "price_in_costs" in keys.keys
    ]
    if len(set(told)) > 1:
        complaints.add(("share", "price_in_costs"), "[case] and [share] do not agree on price_in_costs: say it once")
    names, years = set(found.inputs), _years(found)
    for at, line in enumerate(found.lines):
        _line_fits(at, line, names, years, complaints)
    for table, called in (
        ("lines", [each.name for each in found.lines]),
        ("alternatives", [each.name for each in found.alternatives]),
    ):
        seen: set[str] = set()
        for at, each in enumerate(called):
            if fold(each) in seen:
                complaints.add((table, at, "name"), f"'{each}' stands there twice")
            seen.add(fold(each))


def _line_fits(at: int, line: LineTable, names: set[str], years: int, complaints: Complaints) -> None:
    formula = line.parsed
    for missing in [each for each in (formula.names if formula else ()) if each not in names]:
        guess = near(missing, sorted(names))
        hint = f"did you mean {' or '.join(guess)}?" if guess else f"add [inputs.{missing}]"
        said_ = f"line '{line.name}' names an input '{missing}' that is not there; {hint}"
        complaints.add(("lines", at, "formula"), said_)
    last = len(line.flows) - 1
    if last > MOST_YEARS:
        complaints.add(("lines", at, "flows"), f"line '{line.name}' has flows beyond year {MOST_YEARS}")
    elif last > years:
        said_ = f"line '{line.name}' has flows up to year {last}, the case {years} years: set years"
        complaints.add(("lines", at, "flows"), said_)
    if line.year > years:
        said_ = f"line '{line.name}': year {line.year} is after the case's {years} years"
        complaints.add(("lines", at, "year"), said_)


def _years(found: CaseFile) -> int:
    """The horizon: as given, else the usual one, or as far as the given flows go."""
    given = found.about.keys.get("years")
    if given is not None:
        return int(given)
    return max(Settings({}).years, *(min(len(each.flows) - 1, MOST_YEARS) for each in found.lines), 0)


def _built(found: CaseFile, complaints: Complaints) -> Case | None:
    """The case, once nothing is missing; its formulas may still divide by nought, its units may not fit."""
    defaults = Settings({})
    inputs = tuple(_input(name, each) for name, each in found.inputs.items())
    lines = tuple(_line(number, each) for number, each in enumerate(found.lines, 1))
    alternatives = tuple(
        Alternative(
            each.name,
            each.price,
            each.kind,
            each.switching,
            tuple(Difference(one.name, one.amount) for one in each.differences),
        )
        for each in found.alternatives
    )
    years, rate = _years(found), defaults.discount_rate
    case = Case(found.about.currency, years, rate, inputs, lines, title=found.about.title, alternatives=alternatives)
    keys = found.about.keys | {"years": str(years)}
    try:
        case = with_keys(case, Terms(fraction=defaults.share), keys | (found.price.keys if found.price else {}))
    except ValueloopError as wrong:
        complaints.add(("share", getattr(wrong, "what", "rule")), str(wrong))
        return None
    case = replace(case, terms=case.terms if found.price else None)
    figures: list[Decimal] = []
    by_name, weights = {each.name: each for each in inputs}, factors(case.years, case.discount_rate, case.timing)
    for at, line in enumerate(lines):
        try:
            check_line(line, by_name, case.currency)
            figures.append(work_out(line, by_name, weights, case.currency).amount)
        except ValueloopError as wrong:
            complaints.add(("lines", at, "formula"), str(wrong))
    if complaints.found:
        return None
    accepted = (_accepted(*each, by_name) for each in zip(lines, found.lines, figures, strict=True))
    return replace(case, lines=tuple(accepted))


def _input(name: str, each: InputTable) -> Input:
    return Input(name, each.estimate, each.unit, each.rung, each.by, each.on, None)


def _line(number: int, each: LineTable) -> Line:
    return Line(
        number,
        each.name,
        each.kind,
        each.formula,
        owner=each.owner,
        once=each.once,
        risk=each.risk,
        ramp=each.ramp,
        flows=each.flows,
        year=each.year,
        delay=each.delay,
    )


def _accepted(line: Line, table: LineTable, figure: Decimal, inputs: Mapping[str, Input]) -> Line:
    """A line with its acceptance, which is for the figure that it has in the file."""
    if table.accepted_by is None:
        return line
    agreed = Acceptance(table.accepted_by, table.accepted_on, None, figure, basis(line, inputs))
    return replace(line, acceptance=agreed)
