"""A value case as plain data: the copy that is kept of it when a deal is closed."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from valueloop.domain.estimate import Estimate
from valueloop.domain.money import write_estimate
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Acceptance, Effect, Input, Line
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms


def to_plain(case: Case) -> dict[str, Any]:
    """The case as plain data, for a frozen copy; `from_plain` reads it back to an equal case."""
    return {
        "currency": case.currency,
        "years": case.years,
        "discount_rate": str(case.discount_rate),
        "inputs": [
            {
                "name": each.name,
                "value": write_estimate(each.estimate),
                "unit": each.unit,
                "source": each.source.value,
                "by": each.by,
                "day": each.day.isoformat() if each.day else None,
                "touch": each.touch,
            }
            for each in case.inputs
        ],
        "lines": [_line_to_plain(each) for each in case.lines],
        "timing": case.timing.value,
        "title": case.title,
        "price_in_costs": case.price_in_costs,
        "alternatives": [_alternative_to_plain(each) for each in case.alternatives],
        "terms": case.terms and _terms_to_plain(case.terms),
        "units": case.units,
    }


def _alternative_to_plain(each: Alternative) -> dict[str, Any]:
    return {
        "name": each.name,
        "price": str(each.price),
        "kind": each.kind.value,
        "switching": str(each.switching),
        "differences": [[one.name, _text(one.amount)] for one in each.differences],
    }


def _terms_to_plain(terms: Terms) -> dict[str, Any]:
    plain: dict[str, Any] = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in plain.items()}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _line_to_plain(line: Line) -> dict[str, Any]:
    agreed = line.acceptance
    return {
        "number": line.number,
        "name": line.name,
        "effect": line.effect.value,
        "formula": line.formula,
        "need": line.need,
        "owner": line.owner,
        "once": line.once,
        "risk": str(line.risk),
        "ramp": [str(each) for each in line.ramp],
        "guess": line.guess,
        "refuted": line.refuted,
        "flows": [str(each) for each in line.flows],
        "year": line.year,
        "delay": str(line.delay),
        "acceptance": agreed
        and {
            "by": agreed.by,
            "day": agreed.day.isoformat() if agreed.day else None,
            "touch": agreed.touch,
            "figure": str(agreed.figure),
            "basis": agreed.basis,
        },
    }


def from_plain(plain: dict[str, Any]) -> Case:
    """The case that `to_plain` wrote, here or in the first version, which knew less of it."""
    inputs = tuple(
        Input(
            each["name"],
            _estimate(each["value"]),
            each["unit"],
            Source(each["source"]),
            each["by"],
            date.fromisoformat(each["day"]) if each["day"] else None,
            each["touch"],
        )
        for each in plain["inputs"]
    )
    lines = tuple(_line_from_plain(each) for each in plain["lines"])
    return Case(
        plain["currency"],
        plain["years"],
        Decimal(plain["discount_rate"]),
        inputs,
        lines,
        Timing(plain.get("timing", Timing.END)),
        plain.get("title", ""),
        plain.get("price_in_costs", False),
        tuple(_alternative_from_plain(each) for each in plain.get("alternatives", ())),
        _terms_from_plain(plain["terms"]) if plain.get("terms") else None,
        plain.get("units", False),
    )


def _alternative_from_plain(each: dict[str, Any]) -> Alternative:
    differences = tuple(Difference(name, _number(amount)) for name, amount in each["differences"])
    kind = Kind(each["kind"])
    return Alternative(each["name"], Decimal(each["price"]), kind, Decimal(each["switching"]), differences)


def _terms_from_plain(plain: dict[str, Any]) -> Terms:
    read: dict[str, Any] = {}
    for name, each in plain.items():
        read[name] = Rule(each) if name == "rule" else Decimal(each) if isinstance(each, str) else each
    return Terms(**read)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _estimate(text: str) -> Estimate:
    figures = [Decimal(each) for each in text.split("/")]  # a midpoint may have more digits than may be typed
    return Estimate(figures[0], figures[len(figures) // 2], figures[-1])


def _line_from_plain(each: dict[str, Any]) -> Line:
    agreed = each["acceptance"]
    return Line(
        each["number"],
        each["name"],
        Effect(each["effect"]),
        each["formula"],
        each["need"],
        each["owner"],
        each["once"],
        Decimal(each["risk"]),
        tuple(Decimal(step) for step in each["ramp"]),
        each["guess"],
        agreed
        and Acceptance(
            agreed["by"],
            date.fromisoformat(agreed["day"]) if agreed["day"] else None,
            agreed["touch"],
            Decimal(agreed["figure"]),
            agreed["basis"],
        ),
        each["refuted"],
        tuple(Decimal(flow) for flow in each.get("flows", ())),
        each.get("year", 0),
        Decimal(each.get("delay", 0)),
    )
