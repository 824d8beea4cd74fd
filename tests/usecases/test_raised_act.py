"""Inputs raised to a higher rung, their earlier figures kept, and the units that they must fit."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, asked, at_mega, dump, facts, status
from valueloop.domain.estimate import Estimate
from valueloop.domain.money import Money
from valueloop.domain.page.history import Event
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.usecases.history import history
from valueloop.usecases.worth import value


def exactly(amount: int) -> Estimate:
    return Estimate.exactly(Decimal(amount))


def raisings(seller: Seller) -> list[Event]:
    return [each for each in history(seller.store, "mega").events if each.kind == "input"]


def story(seller: Seller) -> None:
    """One with the line `hours * wage`, both inputs guessed."""
    seller.line("overtime", "hours * wage", of="production")
    seller.inputs(hours="80/100/150 hour/year", wage="€38/hour")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_one_command_raises_the_rung_and_keeps_the_figure(seller: Seller) -> None:
    later = seller.on(seller.today + timedelta(days=1))
    later.log("confirmed", "production")
    kept, second = later.inputs(by="production", hours=None, wage=None).what
    assert (kept.estimate, kept.unit) == (Estimate(Decimal(80), Decimal(100), Decimal(150)), "hour/year")
    assert (kept.source, kept.person, kept.touch) == (Source.SAID, "production manager", 1)
    assert (kept.was, kept.was_source, kept.lines) == (None, Source.GUESS, (1,))
    assert (second.estimate, second.unit, second.source) == (exactly(38), "EUR/hour", Source.SAID)
    assert [(each.name, each.source, each.by, each.day) for each in value(seller.store, "mega").inputs] == [
        ("hours", Source.SAID, "production manager", later.today),
        ("wage", Source.SAID, "production manager", later.today),
    ]


def test_a_rung_may_be_named_and_a_new_figure_given_with_it(seller: Seller) -> None:
    hours, wage = seller.inputs(source=Source.MEASURED, hours="90", wage=None).what
    assert (hours.estimate, hours.unit, hours.source) == (exactly(90), "hour/year", Source.MEASURED)
    assert (wage.estimate, wage.unit, wage.source, wage.person) == (exactly(38), "EUR/hour", Source.MEASURED, None)


def test_an_acceptance_holds_when_only_the_rung_is_raised(seller: Seller) -> None:
    seller.accept("1")
    assert status(seller.inputs(by="plant", hours=None).after) is Status.ACCEPTED


def test_a_part_of_its_name_is_enough_where_the_figure_is_kept(seller: Seller) -> None:
    assert [each.name for each in seller.inputs(by="plant", hour=None).what] == ["hours"]
    assert [each.name for each in value(seller.store, "mega").inputs] == ["hours", "wage"], "it keeps its place"


def test_a_figure_is_kept_only_for_a_rung_or_a_person(seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="input 'hours' cannot be used: it has no new figure; write hours=4"):
        seller.inputs(wage="40", hours=None)
    with pytest.raises(Unknown) as wrong:
        seller.inputs(by="plant", wage=None, rent=None)
    assert (wrong.value.what, wrong.value.given, wrong.value.where) == ("input", "rent", "Mega")
    assert dump(seller.store.path) == before


def test_a_unit_typed_for_a_figure_that_is_kept_is_its_unit(seller: Seller) -> None:
    """It is not silently left aside."""
    (kept,) = seller.inputs(by="plant", unit="minute/year", hours=None).what
    assert kept.unit == "minute/year"


# The earlier figures.


def test_the_earlier_figure_stays_in_the_history_with_the_one_that_came(seller: Seller) -> None:
    assert raisings(seller) == [], "a first figure raises nothing"
    later = seller.on(seller.today + timedelta(days=1))
    later.inputs(by="production", hours="120")
    (event,) = raisings(seller)
    assert (event.day, event.people, event.needs, event.number) == (later.today, ("production manager",), (), None)
    ((was, became),) = event.inputs
    assert facts(was.name, was.low, was.high, was.unit, was.source, was.by, was.day) == (
        "hours", 80, 150, "hour/year", Source.GUESS, None, seller.today
    )  # fmt: skip
    assert facts(became.name, became.mean, became.unit, became.source, became.by, became.day) == (
        "hours", 120, "hour/year", Source.SAID, "production manager", later.today
    )  # fmt: skip
    assert asked(seller.store.path, "SELECT name, replaced FROM input ORDER BY id") == [
        ("hours", 1), ("wage", 0), ("hours", 0)
    ]  # fmt: skip
    page = value(seller.store, "mega")
    assert sorted(each.name for each in page.inputs) == ["hours", "wage"], "a page has the latest alone"
    assert page.lines[0].amount == Money(Decimal(4560), "EUR")


def test_each_act_that_raises_is_one_event_with_all_that_it_raised(seller: Seller) -> None:
    seller.inputs(hours="90", spare="1")
    seller.inputs(by="plant", hours=None, wage="40", spare="2")
    told = [[facts(was.name, was.mean, became.mean) for was, became in each.inputs] for each in raisings(seller)]
    assert told == [
        [("hours", 110, 90)],
        [("hours", 90, 90), ("wage", 38, 40), ("spare", 1, 2)],
    ]
    assert [each.people for each in raisings(seller)] == [(), ("plant manager",)]


def test_a_raise_is_taken_back_and_done_again(seller: Seller) -> None:
    before, page = dump(seller.store.path), value(seller.store, "mega")
    seller.inputs(by="plant", hours=None)
    seller.inputs(by="plant", hours="90")
    after = dump(seller.store.path)
    seller.undo()
    assert len(raisings(seller)) == 1
    seller.undo()
    assert (dump(seller.store.path), value(seller.store, "mega"), raisings(seller)) == (before, page, [])
    seller.redo()
    seller.redo()
    assert dump(seller.store.path) == after


def test_an_edit_puts_a_figure_right_and_keeps_no_earlier_one(seller: Seller) -> None:
    seller.edit("input:hours", value="90")
    assert raisings(seller) == []
    seller.inputs(hours="91")
    ((was, became),) = raisings(seller)[0].inputs
    assert facts(was.mean, became.mean) == (90, 91)
    assert seller.edit("input:hours").what.changes == []


def test_the_inputs_of_another_deal_have_no_earlier_figures(seller: Seller) -> None:
    seller.win("1k")
    seller.line("again", "hours * 38")
    seller.inputs(hours="10")
    assert raisings(seller) == []


# Units.


@pytest.mark.parametrize(
    ("typed", "unit", "why"),
    [
        ({"hours": "100 hour/week"}, None, "it comes out in EUR/week, not in EUR a year"),
        ({"hours": "100 minute"}, None, "it comes out in EUR, not in EUR a year"),
        ({"wage": "€38"}, None, "it comes out in EUR*hour/year, not in EUR a year: hour is left over"),
        ({"wage": "$38/hour"}, None, "is in USD, but Mega reckons in EUR"),
        ({"hours": "100"}, "machine/year", "it comes out in EUR*machine/year/hour, not in EUR a year"),
        ({"hours": "100"}, " ", "it comes out in EUR/hour, not in EUR a year"),
        ({"hours": "100 hour/week*2"}, None, "cannot be used"),
        ({"wage": "€38/hour"}, "EUR/shift", "it is in EUR/hour, but --unit says EUR/shift"),
    ],
)
def test_units_that_do_not_come_out_as_money_are_refused_and_nothing_is_kept(
    typed: dict[str, str], unit: str | None, why: str, seller: Seller
) -> None:
    before = dump(seller.store.path)
    with pytest.raises((Invalid, Conflict), match=re.escape(why)):
        seller.inputs(unit=unit, **typed)  # type: ignore[arg-type]
    assert dump(seller.store.path) == before


def test_the_line_that_does_not_fit_is_named(seller: Seller) -> None:
    with pytest.raises(Invalid, match=r"line 'overtime': formula 'hours \* wage' cannot be used") as wrong:
        seller.inputs(hours="100 hour/week")
    assert wrong.value.expected == "look at its inputs' units"


def test_what_converts_is_converted_and_seen(seller: Seller) -> None:
    seller.inputs(hours="6000 minutes per year")
    (line,) = value(seller.store, "mega").lines
    assert (line.amount, line.words, line.formula) == (
        Money(Decimal(3800), "EUR"), "hours × wage ÷ 60", "hours * wage"
    )  # fmt: skip


def test_a_line_whose_units_do_not_fit_is_not_added(seller: Seller) -> None:
    seller.inputs(machines="3 machine", bonus="€400")
    before = dump(seller.store.path)
    for formula, why in (
        ("hours + machines", "'hours' is in hour/year, 'machines' is in machine: they cannot be added"),
        ("hours * wage * machines", "machine is left over"),
        ("bonus", "it comes out in EUR, not in EUR a year"),
    ):
        with pytest.raises(Invalid, match="cannot be used") as wrong:
            seller.line("another", formula)
        assert why in str(wrong.value)
        assert dump(seller.store.path) == before
    assert seller.line("a bonus", "bonus", once=True).what.amount == Money(Decimal(400), "EUR")


def test_a_line_is_looked_at_when_its_last_input_comes(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "hours * wage")
    seller.inputs(hours="100 hour/week")
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="it comes out in EUR/week, not in EUR a year"):
        seller.inputs(wage="€38/hour")
    assert dump(seller.store.path) == before
    seller.inputs(hours="100 hour/year", wage="€38/hour")


def test_an_edit_that_makes_units_misfit_is_refused(seller: Seller) -> None:
    before = dump(seller.store.path)
    for record, typed in (
        ("input:hours", {"unit": "hour/week"}),
        ("input:hours", {"unit": ""}),
        ("input:wage", {"value": "€38"}),
        ("line:1", {"formula": "hours * wage * hours"}),
        ("line:1", {"once": "yes"}),
    ):
        with pytest.raises(Invalid, match="line 'overtime': formula"):
            seller.edit(record, **typed)
        assert dump(seller.store.path) == before
    seller.edit("input:hours", value="6000", unit="min/yr")
    assert value(seller.store, "mega").lines[0].amount == Money(Decimal(3800), "EUR")


def test_without_any_unit_nothing_is_looked_at(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "hours * wage + machines", Effect.COST)
    seller.inputs(hours="100", wage="38", machines="3")
    assert value(seller.store, "mega").lines[0].amount == Money(Decimal(3803), "EUR")


def test_the_same_figure_typed_again_keeps_the_rung_that_it_has(seller: Seller) -> None:
    seller.inputs(by="production", hours=None, wage=None)
    again = seller.inputs(hours="80/100/150 hour/year", wage="€40/hour").what
    assert [(each.source, each.person) for each in again] == [
        (Source.SAID, "production manager"),  # nothing new was said of it
        (Source.GUESS, None),
    ]
