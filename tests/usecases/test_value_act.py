"""Value lines, inputs, acceptance: what is reckoned, whose figure it is, and when a yes holds no more."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, facts, status
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.line import InputSet
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown
from valueloop.usecases import worth
from valueloop.usecases.proposition import value_map


def test_a_line_is_kept_with_the_inputs_that_it_waits_for(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    done = seller.line(" overtime ", "saturdays * people * wage", of="plant", risk="20%", ramp=["50%", "1"])
    assert (done.what.number, done.what.name, done.what.effect) == (1, "overtime", Effect.SAVE)
    assert (done.what.words, done.what.missing) == ("saturdays × people × wage", ("saturdays", "people", "wage"))
    assert (done.what.amount, done.what.replaced, done.what.once) == (None, None, False)
    assert status(done.after) is Status.INCOMPLETE
    (line,) = worth.value(seller.store, "mega").lines
    assert (line.owner, line.risk, line.ramp) == ("plant manager", Decimal("0.2"), (Decimal("0.5"), Decimal(1)))


def test_a_line_without_inputs_has_its_amount_at_once(tmp_path: Path) -> None:
    told = at_mega(tmp_path).line("training", "12 * 200", Effect.COST, once=True).what
    assert (told.amount, told.once, told.missing) == (Money(Decimal(2400), "EUR"), True, ())


def test_a_line_belongs_to_whoever_the_need_is_for(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", of="plant")
    seller.line("a", "1k", need="1")
    seller.line("b", "1k", need="1", of="production")
    assert [each.owner for each in worth.value(seller.store, "mega").lines] == ["plant manager", "production manager"]


def test_a_second_line_of_a_need_names_the_first_where_both_count(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k", chance="20%")
    instead = seller.line("a", "1k", need="1").what
    assert (instead.replaced, instead.need, instead.beside) == (1, 1, ())
    assert seller.line("training", "1k", Effect.COST, need="1").what.beside == (), "a cost is none beside a benefit"
    assert seller.line("b", "1k", Effect.EARN, need="1").what.beside == (2,)
    assert seller.line("c", "x * 1", need="1").what.beside == (2, 4)
    assert seller.line("more training", "1k", Effect.COST, need="1").what.beside == (3,)
    assert seller.line("of no need", "1k").what.beside == ()
    seller.learn("1", Answer.NO, Channel.VISIT)
    assert seller.line("d", "1k", need="1").what.beside == (), "what is refuted counts nowhere"


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ({"formula": "a +"}, "formula"),
        ({"formula": "80.000"}, "formula"),
        ({"risk": "20"}, "risk"),
        ({"ramp": ["50%", "fast"]}, "ramp"),
        ({"name": " "}, "line"),
        ({"formula": "5 / 0"}, "formula"),
    ],
)
def test_a_line_that_cannot_be_read_is_invalid_and_nothing_is_kept(
    typed: dict[str, str], what: str, tmp_path: Path
) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Invalid) as wrong:
        seller.line(**{"name": "x", "formula": "5k", **typed})  # type: ignore[arg-type]
    assert wrong.value.what == what
    assert dump(seller.store.path) == before


def test_a_line_of_that_name_in_the_same_deal_is_a_conflict(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "5k")
    with pytest.raises(Conflict, match="a line 'Overtime' is there already in this deal"):
        seller.line("Overtime", "5k")
    seller.lose()
    assert seller.line("Overtime", "5k").what.number == 1, "another deal counts its own lines"


@pytest.mark.parametrize(
    ("typed", "flows"),
    [
        ({"flows": ["0", "5k", "-2k", "1,000.50"]}, (0, 5_000, -2_000, Decimal("1000.5"))),
        ({"flows": ["€3k"]}, (3_000, 0, 0, 0)),
        ({"flows": ["1", "2", "3", "4", "5"]}, (1, 2, 3, 4)),
        ({"flows": ["0", "1k"], "risk": "10%"}, (0, 900, 0, 0)),
        ({"flows": ["0", "1k"], "risk": "10%", "effect": Effect.COST}, (0, 1_100, 0, 0)),
        ({"formula": "1200", "once": True, "year": 2}, (0, 0, 1_200, 0)),
        ({"formula": "1200", "once": True, "year": 4}, (0, 0, 0, 0)),
        ({"formula": "1200", "delay": "4.5"}, (0, 750, 1_200, 1_200)),
        ({"formula": "1200", "delay": "15"}, (0, 0, 900, 1_200)),
        ({"formula": "1200", "delay": "6", "ramp": ["50%", "1"]}, (0, 300, 900, 1_200)),
        ({"formula": "1200", "delay": "600"}, (0, 0, 0, 0)),
    ],
)
def test_a_line_says_when_its_money_flows(typed: dict[str, object], flows: tuple[object, ...], tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    seller.line("x", **typed)  # type: ignore[arg-type]
    (line,) = worth.value(seller.store, "mega").lines
    assert facts(*line.flows) == flows
    assert line.given == ("flows" in typed)
    seller.undo()
    assert dump(seller.store.path) == before


def test_the_answer_tells_when_it_flows(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    once = seller.line("sale of scrap", "5k", once=True, year=2).what
    assert (once.once, once.year, once.amount) == (True, 2, Money(Decimal(5_000), "EUR"))
    late = seller.line("overtime", "5k", delay="4.5", ramp=["50%"], risk="5%").what
    assert facts(late.delay, late.risk, late.ramp) == (Decimal("4.5"), Decimal("0.05"), (Decimal("0.5"),))
    given = seller.line("our services", effect=Effect.COST, flows=["3k", "600", "900"]).what
    assert (given.words, given.missing, given.amount) == ("", (), Money(Decimal(900), "EUR"))


def test_given_flows_are_accepted_as_they_are(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("spared", flows=["0", "5k", "6k"])
    done = seller.accept("1")
    assert (done.what.figure, status(done.after)) == (Money(Decimal(6_000), "EUR"), Status.ACCEPTED)
    assert status(seller.edit("line:1", flows="0/5k/7k").after) is Status.CHANGED


def test_flows_in_year_0_alone_are_a_single_amount_everywhere(tmp_path: Path) -> None:
    """On the value page they are one; so they are in answers, standings and maps."""
    seller = at_mega(tmp_path)
    done = seller.line("sale of scrap", effect=Effect.EARN, flows=["5k"], of="production")
    assert worth.value(seller.store, "mega").lines[0].once
    assert (done.what.once, done.after.lines[0].once) == (True, True)
    assert value_map(seller.store, "mega").potential.amount == 0, "a map has what comes each year"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "it has a formula, or flows: one of the two is meant"),
        ({"formula": "5k", "flows": ["5k"]}, "it has a formula, or flows"),
        ({"flows": ["5k"], "once": True}, "flows say year by year what comes: --once goes with a formula"),
        ({"flows": ["5k"], "ramp": ["50%"]}, "a ramp and a delay go with a yearly amount by formula"),
        ({"flows": ["5k"], "delay": "3"}, "a ramp and a delay go with a yearly amount"),
        ({"formula": "5k", "once": True, "delay": "3"}, "a ramp and a delay go with a yearly amount"),
        ({"formula": "5k", "once": True, "ramp": ["50%"]}, "a ramp and a delay go with a yearly amount"),
        ({"formula": "5k", "year": 2}, "a year goes with --once"),
        ({"formula": "5k", "delay": "-1"}, "it is not between 0 and 600 months"),
        ({"formula": "5k", "delay": "601"}, "it is not between 0 and 600 months"),
        ({"flows": ["5k", "$3k"]}, "it is in USD, but the account reckons in EUR"),
        ({"flows": ["5k", "some"]}, "it is not a number"),
        ({"flows": [""]}, "it is not a number"),
        ({"flows": ["1"] * 52}, "they go beyond year 50"),
    ],
)
def test_what_a_line_cannot_have_at_once_is_refused(typed: dict[str, object], why: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match=why):
        seller.line("x", **typed)  # type: ignore[arg-type]
    assert dump(seller.store.path) == before


@pytest.mark.parametrize(
    "typed",
    [{"formula": ""}, {"flows": "5k"}, {"year": "2"}, {"delay": "x"}, {"year": "51"}, {"once": "yes", "delay": "3"}],
)
def test_an_edit_cannot_make_a_line_of_what_does_not_go_together(typed: dict[str, str], tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("x", "5k")
    before = dump(seller.store.path)
    with pytest.raises(Invalid):
        seller.edit("line:1", **typed)
    assert dump(seller.store.path) == before


def test_what_a_line_names_must_be_there(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Unknown) as need:
        seller.line("x", "5k", need="1")
    assert need.value.what == "need"
    with pytest.raises(Unknown) as person:
        seller.line("x", "5k", of="buyer")
    assert person.value.what == "contact"


# Inputs.


def story(seller: Seller) -> None:
    """One with the line `hours * wage` and both inputs."""
    seller.line("overtime", "hours * wage", of="production")
    seller.inputs(hours="100 hours per year", wage="€38/h")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_an_input_is_kept_with_what_it_was_before_and_the_lines_that_use_it(seller: Seller) -> None:
    seller.log("told", "production")
    (kept,) = seller.inputs(hours="80/100/150", by="production").what
    told, before = Estimate(Decimal(80), Decimal(100), Decimal(150)), Estimate.exactly(Decimal(100))
    assert kept == InputSet(
        "hours", told, "hour/year", Source.SAID, "production manager", 1, before, Source.GUESS, (1,), ()
    )
    (again,) = seller.inputs(hours="90", unit="hr/yr").what
    assert facts(again.was, again.was_source, again.unit, again.source, again.person, again.touch) == (
        told, Source.SAID, "hour/year", Source.GUESS, None, None
    )  # fmt: skip


def test_a_unit_is_kept_until_another_one_is_typed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "hours * 38")
    units = [
        seller.inputs(hours=typed, unit=unit).what[0].unit
        for typed, unit in (("9", "€/a"), ("8", None), ("7", " "), ("€6 per year", None), ("€5", "€/year"))
    ]
    assert units == ["EUR/year", "EUR/year", "", "EUR/year", "EUR/year"]


def test_an_input_that_no_line_uses_comes_with_those_that_lines_wait_for(seller: Seller) -> None:
    (mistyped,) = seller.inputs(huors="90").what
    assert (mistyped.lines, mistyped.near) == ((), ("hours",))


def test_an_input_that_no_line_uses_can_be_taken_away(seller: Seller) -> None:
    seller.inputs(huors="90")
    before = dump(seller.store.path)
    (gone,) = seller.inputs(huors=" ").what
    assert (gone.name, gone.estimate, gone.was) == ("huors", None, Estimate.exactly(Decimal(90)))
    assert [each.name for each in worth.value(seller.store, "mega").inputs] == ["hours", "wage"]
    seller.undo()
    assert dump(seller.store.path) == before
    with pytest.raises(Conflict, match="line 1 uses 'hours', so it cannot be taken away"):
        seller.inputs(hours="")
    with pytest.raises(Unknown) as wrong:
        seller.inputs(rent="")
    assert (wrong.value.what, wrong.value.where) == ("input", "Mega")


@pytest.mark.parametrize(
    ("by", "source", "rung"),
    [
        (None, None, Source.GUESS),
        ("plant", None, Source.SAID),
        (None, Source.DEDUCED, Source.DEDUCED),
        ("plant", Source.MEASURED, Source.MEASURED),
    ],
)
def test_a_value_without_a_source_is_a_guess_or_said(
    by: str | None, source: Source | None, rung: Source, seller: Seller
) -> None:
    assert seller.inputs(hours="1", by=by, source=source).what[0].source is rung


def test_several_inputs_are_one_act(seller: Seller) -> None:
    done = seller.inputs(hours="10", wage="20", spare="3")
    assert [each.name for each in done.what] == ["hours", "wage", "spare"]
    assert done.what[2].lines == ()
    assert facts(done.before.lines[0].amount, done.after.lines[0].amount) == (3800, 200)
    seller.undo()
    assert worth.value(seller.store, "mega").lines[0].amount == Money(Decimal(3800), "EUR")


def test_a_currency_that_is_named_is_the_unit(seller: Seller) -> None:
    assert seller.inputs(bonus="€5k").what[0].unit == "EUR"
    with pytest.raises(Conflict, match="is in USD, but Mega reckons in EUR"):
        seller.inputs(wage="$40")


@pytest.mark.parametrize(
    "values", [{"2x": "1"}, {"min": "1"}, {"a b": "1"}, {"hours": "many"}, {"hours": "5/4/3"}, {"hours": "80.000"}]
)
def test_an_input_that_cannot_be_read_is_invalid_and_nothing_is_kept(values: dict[str, str], seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Invalid):
        seller.inputs(**{"wage": "40", **values})  # type: ignore[arg-type]
    assert dump(seller.store.path) == before


def test_an_input_that_no_figure_comes_of_is_invalid(seller: Seller) -> None:
    seller.line("again", "hours * wage * hours / hours")
    before = dump(seller.store.path)
    for nought in ("0", "0/1/2"):
        with pytest.raises(Invalid, match="divides by"):
            seller.inputs(hours=nought)
    assert dump(seller.store.path) == before


def test_inputs_are_of_an_open_deal(tmp_path: Path, seller: Seller) -> None:
    seller.lose()
    with pytest.raises(Refused, match="no deal is open at Mega"):
        seller.inputs(hours="1")
    (tmp_path / "other").mkdir()
    with pytest.raises(Refused, match="no deal is open at Mega"):
        at_mega(tmp_path / "other").inputs(hours="1")


# Acceptance.


def test_an_acceptance_keeps_the_figure_who_and_when(seller: Seller) -> None:
    seller.log("agreed", "plant")
    done = seller.accept("over", "plant")
    assert (done.what.number, done.what.figure, done.what.person) == (1, Money(Decimal(3800), "EUR"), "plant manager")
    assert (done.what.touch, done.what.source, done.what.once) == (1, Source.GUESS, False)
    assert (status(done.before), status(done.after)) == (Status.POTENTIAL, Status.ACCEPTED)
    page = worth.value(seller.store, "mega")
    assert facts(page.sums.accepted.per_year.amount, page.sums.potential.per_year.amount) == (3800, 0)
    agreed = page.lines[0].acceptance
    assert agreed is not None
    assert facts(agreed.by, agreed.day, agreed.touch, agreed.figure.amount) == ("plant manager", seller.today, 1, 3800)


def test_an_input_changed_returns_an_accepted_line_to_changed(seller: Seller) -> None:
    seller.accept("1")
    done = seller.inputs(wage="40")
    assert (status(done.before), status(done.after)) == (Status.ACCEPTED, Status.CHANGED)
    page = worth.value(seller.store, "mega")
    assert facts(page.sums.accepted.per_year.amount, page.sums.potential.per_year.amount) == (0, 4000)
    agreed = page.lines[0].acceptance
    assert agreed is not None
    assert agreed.figure.amount == 3800, "what was accepted is still told"
    assert status(seller.inputs(wage="38").after) is Status.ACCEPTED, "back at what was accepted, it holds again"


def test_any_part_of_what_a_line_rests_on_ends_its_acceptance(seller: Seller) -> None:
    seller.accept("1")
    for typed in ({"formula": "hours * wage * 1"}, {"risk": "5%"}, {"effect": "earn"}, {"ramp": "50%/100%"},
                  {"delay": "3"}, {"formula": "", "flows": "0/3800/3800/3800"}):  # fmt: skip
        assert status(seller.edit("line:1", **typed).after) is Status.CHANGED
        seller.undo()
    assert status(seller.edit("line:1", formula="hours*wage", name="other").after) is Status.ACCEPTED
    assert status(seller.inputs(hours="6000", unit="minute/year").after) is Status.CHANGED
    assert status(seller.inputs(hours="100", unit="h/year", source=Source.MEASURED).after) is Status.ACCEPTED


def test_the_year_of_a_single_amount_is_part_of_what_was_accepted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("sale of scrap", "5k", Effect.EARN, once=True, year=1)
    seller.accept("1")
    assert status(seller.edit("line:1", year="2").after) is Status.CHANGED
    assert status(seller.edit("line:1", year="1").after) is Status.ACCEPTED


def test_a_changed_line_can_be_accepted_anew(seller: Seller) -> None:
    seller.accept("1")
    seller.inputs(wage="40")
    again = seller.on(seller.today + timedelta(days=1)).accept("1", "plant")
    assert status(again.after) is Status.ACCEPTED
    agreed = worth.value(seller.store, "mega").lines[0].acceptance
    assert agreed is not None
    assert facts(agreed.by, agreed.figure.amount) == ("plant manager", 4000)


def test_what_cannot_be_accepted_is_refused(seller: Seller) -> None:
    seller.line("over there", "rent")
    before = dump(seller.store.path)
    with pytest.raises(Unknown) as missing:
        seller.accept("2")
    assert (missing.value.what, missing.value.given, missing.value.where) == ("input", "rent", "Mega")
    with pytest.raises(Ambiguous):
        seller.accept("over")
    with pytest.raises(Unknown) as line:
        seller.accept("9")
    assert (line.value.what, line.value.near) == ("line", ("1 (overtime)", "2 (over there)"))
    with pytest.raises(Unknown) as person:
        seller.accept("1", "buyer")
    assert person.value.what == "contact"
    with pytest.raises(Unknown):
        seller.accept("1", in_touch=3)
    assert dump(seller.store.path) == before
    seller.accept("1")
    with pytest.raises(Conflict, match="line 1 is accepted as it stands, by production manager"):
        seller.accept("1", "plant")
    seller.lose()
    with pytest.raises(Refused, match="no deal is open at Mega"):
        seller.accept("1")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"formula": "-5 * 168"}, "comes out at -840 EUR a year, and a saving below nought is a cost"),
        ({"formula": "-10 / 3", "effect": Effect.EARN}, "at -3.33 EUR a year, and an earning below nought is a cost"),
        ({"formula": "-5k", "once": True}, "comes out at -5000 EUR once"),
        ({"flows": ["0", "10k", "-30k"]}, "comes out at -20000 EUR in all"),
    ],
)
def test_a_benefit_below_nought_cannot_be_accepted(typed: dict[str, object], why: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("wages", **typed)  # type: ignore[arg-type]
    before = dump(seller.store.path)
    with pytest.raises(Refused) as refusal:
        seller.accept("wages")
    assert why in str(refusal.value)
    assert str(refusal.value).endswith('vl edit "Mega" line:1 effect=cost')
    assert dump(seller.store.path) == before


@pytest.mark.parametrize(
    "typed",
    [
        {"formula": "-840", "effect": Effect.COST},
        {"formula": "0"},
        {"flows": ["-10k", "5k", "6k"]},
    ],
)
def test_a_cost_and_what_comes_to_nought_or_more_can_be(typed: dict[str, object], tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("wages", **typed)  # type: ignore[arg-type]
    assert status(seller.accept("wages").after) is Status.ACCEPTED


def test_an_input_below_nought_is_kept_and_ends_an_acceptance(seller: Seller) -> None:
    seller.accept("1")
    assert status(seller.inputs(wage="-5").after) is Status.CHANGED
    with pytest.raises(Refused, match="below nought is a cost"):
        seller.accept("1")


def test_an_accepted_line_stands_though_its_need_is_refuted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k", chance="20%")
    seller.accept("1")
    assert status(seller.learn("1", Answer.NO, Channel.VISIT).after) is Status.ACCEPTED
