"""A value case written as a TOML file that reads back to the same case."""

from decimal import Decimal
from typing import Any

from valueloop.domain.probability import write_fraction
from valueloop.domain.settings import Settings
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.case import Case
from valueloop.domain.value.keys import KEYS
from valueloop.domain.value.line import Input, Line, basis
from valueloop.domain.value.terms import Terms


def write_case(case: Case) -> str:
    """The text of a file that `read_case` reads back to the same case.

    What belongs to a store alone is left out: numbers of needs and touches, lines that are set aside.

    >>> case = Case("EUR", 3, Decimal("0.1"), (), (), title="t")
    >>> print(write_case(case).splitlines()[1])
    title = "t"
    """
    head: dict[str, Any] = {
        "title": case.title,
        "currency": case.currency,
        "years": case.years,
        "discount_rate": write_fraction(case.discount_rate),
        "timing": case.timing.value,
    }
    if case.price_in_costs:
        head["price_in_costs"] = True
    parts = [_section("[case]", head)]
    parts += [_section({"inputs": {each.name: _input_table(each)}}) for each in case.inputs]
    parts += [
        _section("[[lines]]", _line_table(each, case)) for each in case.lines if not each.refuted or each.acceptance
    ]
    for other in case.alternatives:
        parts.append(_section("[[alternatives]]", _alternative_table(other)))
        parts += [_section("[[alternatives.differences]]", _difference_table(each)) for each in other.differences]
    if case.terms is not None:
        usual = Terms(fraction=Settings({}).share)
        own = {name: getattr(case.terms, name) for name, key in KEYS.items() if key.share}
        keys = {name: _key(name, value) for name, value in own.items() if value != getattr(usual, name)}
        parts.append(_section("[share]", {"rule": case.terms.rule.value} | keys))
    return "\n".join(parts)


def _section(header: str | dict[str, Any], table: dict[str, Any] | None = None) -> str:
    """One table under its header: written one by one, since the library writes short lists of tables on one line."""
    import tomli_w  # noqa: PLC0415 - writing is seldom asked for

    return tomli_w.dumps(header) if isinstance(header, dict) else f"{header}\n{tomli_w.dumps(table or {})}"


def _key(name: str, value: Any) -> Any:
    if name in ("fraction", "alpha"):
        return write_fraction(value)
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | Decimal | str:
    """A number as TOML has it; with more digits than other readers of TOML keep, as text."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    plain = Decimal(f"{value:f}")
    return plain if len(plain.as_tuple().digits) <= 15 else f"{plain:f}"


def _input_table(each: Input) -> dict[str, Any]:
    estimate = each.estimate
    figures = {"value": estimate.likely}
    if not estimate.certain:
        figures = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high}
    table: dict[str, Any] = {name: _number(value) for name, value in figures.items()}
    return table | _given(unit=each.unit, source=each.source.value, by=each.by, on=each.day)


def _line_table(line: Line, case: Case) -> dict[str, Any]:
    agreed = line.acceptance
    holds = agreed is not None and agreed.basis == basis(line, {each.name: each for each in case.inputs})
    table: dict[str, Any] = {"name": line.name, "kind": line.effect.value}
    table |= {"flows": [_number(each) for each in line.flows]} if line.flows else {"formula": line.formula}
    if line.ramp != (Decimal(1),):
        table["ramp"] = [write_fraction(each) for each in line.ramp]
    return table | _given(
        risk=write_fraction(line.risk) if line.risk else "",
        once=line.once,
        year=line.year,
        delay=_number(line.delay) if line.delay else None,
        owner=line.owner,
        accepted_by=agreed.by if agreed and holds else None,
        accepted_on=agreed.day if agreed and holds else None,
    )


def _alternative_table(each: Alternative) -> dict[str, Any]:
    table: dict[str, Any] = {"name": each.name, "kind": each.kind.value, "price": _number(each.price)}
    if each.switching:
        table["switching"] = _number(each.switching)
    return table


def _difference_table(each: Difference) -> dict[str, Any]:
    return {"name": each.name} | ({} if each.amount is None else {"amount": _number(each.amount)})


def _given(**keys: Any) -> dict[str, Any]:
    """The keys that say something."""
    return {("for" if name == "owner" else name): value for name, value in keys.items() if value}
