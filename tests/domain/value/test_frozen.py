"""A case as plain data, and back: those of today, and those that the first version froze."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from domain.value.any_case import cases
from domain.value.build import a_case, agreed, cost, decimals, save
from domain.value.build import given as flows_of
from valueloop.domain.estimate import Estimate
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case, work
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.frozen import from_plain, to_plain
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms

BASIS = "save | saved × wage | yearly | 0.15 | 0.5/1 | saved=60/120/180 minute/year | wage=40 EUR/hour"

# As the first version wrote it when a deal was closed.
OLD = {
    "currency": "EUR",
    "years": 3,
    "discount_rate": "0.1",
    "inputs": [
        {
            "name": "saved",
            "value": "60/120/180",
            "unit": "minute/year",
            "source": "said",
            "by": "Ann",
            "day": "2026-05-03",
            "touch": 4,
        },
        {"name": "wage", "value": "40", "unit": "EUR/hour", "source": "guess", "by": None, "day": None, "touch": None},
    ],
    "lines": [
        {
            "number": 1,
            "name": "wages",
            "effect": "save",
            "formula": "saved * wage",
            "need": 2,
            "owner": "Ann",
            "once": False,
            "risk": "0.15",
            "ramp": ["0.5", "1"],
            "guess": False,
            "refuted": False,
            "acceptance": {
                "by": "Ann",
                "day": "2026-05-04",
                "touch": 5,
                "figure": "4800",
                "basis": BASIS,
            },
        },
        {
            "number": 2,
            "name": "training",
            "effect": "cost",
            "formula": "90",
            "need": None,
            "owner": None,
            "once": True,
            "risk": "0",
            "ramp": ["1"],
            "guess": True,
            "refuted": True,
            "acceptance": None,
        },
    ],
}


def test_a_case_that_the_first_version_froze_reads_as_it_was_meant() -> None:
    case = from_plain(json.loads(json.dumps(OLD)))
    saved = Input(
        "saved",
        Estimate(Decimal(60), Decimal(120), Decimal(180)),
        "minute/year",
        Source.SAID,
        "Ann",
        date(2026, 5, 3),
        4,
    )
    yes = Acceptance("Ann", date(2026, 5, 4), 5, Decimal(4800), BASIS)
    ramp = (Decimal("0.5"), Decimal(1))
    wages = Line(1, "wages", Effect.SAVE, "saved * wage", 2, "Ann", risk=Decimal("0.15"), ramp=ramp, acceptance=yes)
    training = Line(2, "training", Effect.COST, "90", once=True, guess=True, refuted=True)
    wage = Input("wage", Estimate.exactly(Decimal(40)), "EUR/hour")
    assert case == Case("EUR", 3, Decimal("0.1"), (saved, wage), (wages, training), units=False)


def test_what_the_first_version_froze_is_worth_what_it_was() -> None:
    """Its units were names: 120 minutes at 40 euros an hour came to 4,800, and that was agreed."""
    result = work(from_plain(OLD))
    assert [each.status for each in result.lines] == [Status.ACCEPTED, Status.REFUTED]
    assert result.lines[0].flows == decimals("0 2040 4080 4080")
    assert result.accepted.per_year == 4800


FULL = replace(
    agreed(
        a_case(
            save("a * 3", name="more", delay=Decimal("1.5"), ramp=(Decimal("0.25"), Decimal(1)), owner="Bob", need=7),
            cost("b", once=True, year=2, risk=Decimal("0.125"), guess=True, refuted=True),
            flows_of("1 2.5 -3", Effect.EARN),
            a="1/2/4.125",
            b="7",
        ),
        [1],
    ),
    timing=Timing.MID,
    title="A title",
    price_in_costs=True,
    alternatives=(
        Alternative("Enforce", Decimal("36.5"), Kind.INCUMBENT, Decimal(4), (Difference("x", None),)),
        Alternative("by hand", differences=(Difference("y", Decimal("-2.5")), Difference("z", Decimal(0)))),
    ),
    terms=Terms(Rule.OUTCOME, most=Decimal(9), guarantee=Decimal(0), per_year=True, instalments=3),
    units=False,
)


@pytest.mark.parametrize("case", [FULL, replace(FULL, terms=None), replace(FULL, terms=Terms(), units=True), a_case()])
def test_all_of_a_case_is_kept(case: Case) -> None:
    kept = json.dumps(to_plain(case))
    assert from_plain(json.loads(kept)) == case


def test_an_acceptance_without_a_day_is_kept() -> None:
    (line,) = agreed(a_case(save("5"))).lines
    assert line.acceptance
    case = a_case(replace(line, acceptance=replace(line.acceptance, day=None, touch=None)))
    assert from_plain(to_plain(case)) == case


def test_amounts_are_kept_as_text_and_nothing_else_is_lost() -> None:
    plain = to_plain(FULL)
    assert plain["terms"]["most"] == "9"
    assert plain["terms"]["walk_away"] is None
    assert plain["terms"]["instalments"] == 3
    assert plain["alternatives"][0]["differences"] == [["x", None]]
    assert plain["lines"][2]["flows"] == ["1", "2.5", "-3"]
    assert plain["lines"][1]["year"] == 2
    assert plain["timing"] == "mid"


@settings(max_examples=40)
@given(cases())
def test_a_case_that_was_written_reads_back(case: Case) -> None:
    assert from_plain(to_plain(case)) == case
    assert from_plain(json.loads(json.dumps(to_plain(case)))) == case


@settings(max_examples=40)
@given(cases())
def test_a_case_that_was_read_back_is_worth_the_same(case: Case) -> None:
    assert work(from_plain(to_plain(case))) == work(case)


def test_a_figure_with_more_digits_than_may_be_typed_reads_back() -> None:
    middle = Estimate(Decimal(0), Decimal("0." + "123456789" * 5), Decimal(1))
    case = a_case(inputs=(Input("x", middle), Input("y", Estimate.exactly(middle.likely))))
    assert from_plain(to_plain(case)) == case
