"""Measurements: what a line of a won deal came to, what is refused, and what it does to goodwill."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts
from valueloop.domain.bias import Bias
from valueloop.domain.money import Money
from valueloop.domain.page.realised import LineMeasured
from valueloop.domain.page.standing import Done
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown
from valueloop.store import find
from valueloop.store.load import load
from valueloop.usecases import estimates, realised
from valueloop.usecases.estimates import record_of
from valueloop.usecases.realised import MeasuredTyped

D = Decimal


def story(seller: Seller) -> None:
    """A deal won: hours saved (said, a range), overtime (given), a course (a cost), and a line without a figure."""
    seller.line("yield", "machines * hours_saved * margin", Effect.EARN, risk="10%")
    seller.inputs(machines="3 machine", hours_saved="3/4/5 hour/year/machine", by="production")
    seller.inputs(margin="€100/hour", source=Source.GUESS)
    seller.line("overtime", flows=["0", "10k", "20k"])
    seller.line("course", "men * 220", Effect.COST, once=True)
    seller.inputs(men="12", source=Source.DEDUCED)
    seller.line("scrap", "tonnes * 5")
    seller.line("second machine", "hours_saved * margin * machines")
    seller.accept("yield")
    seller.win("1k")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def measure(seller: Seller, line: str, amount: str | None = None, **typed: str) -> Done[LineMeasured]:
    return of(seller, line, MeasuredTyped(typed, amount))


def of(seller: Seller, line: str, typed: MeasuredTyped) -> Done[LineMeasured]:
    return realised.realise(seller.store, seller.occasion(), seller.at, line, typed)


def euros(text: str) -> Money:
    return Money(D(text), "EUR")


def agree(seller: Seller) -> None:
    """The store's own measurements are those that the estimates' record is made of."""

    def read(unit: object) -> None:
        dossier = load(unit, find.account(unit, "mega"))  # type: ignore[arg-type]
        parts = [line.part for _, line in dossier.measurements() if line.part is not None]
        found = [each.whole.lines for each in estimates._page(unit).kinds]  # type: ignore[arg-type]
        assert sum(found) == len(parts)

    seller.store.read(read)


def test_a_line_is_measured_by_its_inputs(seller: Seller) -> None:
    seller.log("we counted", "production")
    made = of(seller, "yield", MeasuredTyped({"hours_saved": "3.5"}, person="production")).what
    line = made.line
    assert facts(line.number, line.promised, line.realised, line.gap) == (
        1,
        euros("1200"),
        euros("1050"),
        euros("-150"),
    )
    assert facts(line.part, line.good, line.agreed, line.source) == (D("0.875"), False, True, Source.GUESS)
    assert facts(line.by, line.touch, line.day, line.given) == ("production manager", 1, DAY, False)
    assert [(each.name, each.promised, each.measured, each.unit) for each in line.inputs] == [
        ("hours_saved", D(4), D("3.5"), "hour/year/machine")
    ]
    assert facts(made.before, made.also, made.waiting, made.outcome) == (None, (), (2, 3, 5), None)
    agree(seller)


def test_a_unit_that_converts_is_converted(seller: Seller) -> None:
    made = measure(seller, "1", hours_saved="240 minutes/year/machine", machines="4", margin="€100/hour").what
    assert facts(made.line.realised, made.line.good) == (euros("1600"), True)


def test_what_is_measured_counts_in_each_line_that_was(seller: Seller) -> None:
    measure(seller, "second", hours_saved="4")
    made = measure(seller, "yield", hours_saved="3").what
    assert [(each.name, each.realised) for each in made.also] == [("second machine", euros("900"))]
    assert made.waiting == (2, 3)
    agree(seller)


def test_a_line_is_measured_again_and_the_later_counts(seller: Seller) -> None:
    measure(seller, "yield", hours_saved="3")
    again = measure(seller.on(DAY + timedelta(days=5)), "yield", hours_saved="4.5")
    assert again.what.before is not None
    assert facts(again.what.before.realised, again.what.line.realised) == (euros("900"), euros("1350"))
    assert again.after.patience - again.before.patience == 3  # a shortfall taken back, and value realised
    agree(seller)
    seller.undo()
    agree(seller)


def test_value_that_came_earns_goodwill_and_value_that_did_not_costs_more(seller: Seller) -> None:
    short = measure(seller, "yield", hours_saved="3")
    assert short.after.patience - short.before.patience == -2
    came = measure(seller, "course", men="12")
    assert came.after.patience - came.before.patience == 1


def test_a_cost_that_came_to_more_is_no_good(seller: Seller) -> None:
    line = measure(seller, "course", men="15").what.line
    assert facts(line.effect, line.once, line.good, line.part) == (Effect.COST, True, False, D("1.25"))
    assert measure(seller, "course", "2000").what.line.realised == euros("2000")


def test_an_amount_is_given_a_year_or_once(seller: Seller) -> None:
    made = measure(seller, "yield", "100/month").what.line
    assert facts(made.realised, made.given, made.inputs) == (euros("1200"), True, ())
    flows = measure(seller, "overtime", "10k").what.line
    assert facts(flows.promised, flows.realised, flows.part) == (euros("20000"), euros("10000"), D("0.5"))
    agree(seller)


@pytest.mark.parametrize(
    ("line", "typed", "amount", "said"),
    [
        ("yield", {"hours_saved": "2..4"}, None, "a measurement is one figure, and no range"),
        ("yield", {}, "1k..2k", "a measurement is one figure, and no range"),
        ("yield", {"hours_saved": "3"}, "1k", "hours_saved is given too"),
        ("yield", {}, None, "nothing is measured; write machines=… hours_saved=… margin=…, or --amount 12k"),
        ("overtime", {}, None, "it has no inputs; write what it came to as --amount 12k"),
        ("yield", {"hours_saved": "3 kg"}, None, "it is in kg, but was promised in hour/year/machine"),
        ("course", {"men": "3 hour"}, None, "was promised without a unit"),
        ("course", {}, "1k..2k", "not a range"),
        ("yield", {"hours_saved": "?"}, None, "it is not a number"),
    ],
)
def test_what_is_no_measurement_is_refused(
    seller: Seller, line: str, typed: dict[str, str], amount: str | None, said: str
) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Invalid) as wrong:
        of(seller, line, MeasuredTyped(typed, amount))
    assert said in str(wrong.value)
    assert dump(seller.store.path) == before


def test_what_is_named_must_be_there(seller: Seller) -> None:
    with pytest.raises(Unknown) as name:
        measure(seller, "yield", hours_savd="3")
    assert str(name.value) == "no input of line 1 'hours_savd'; did you mean hours_saved?"
    with pytest.raises(Unknown) as other:
        measure(seller, "yield", xyz="3")
    assert other.value.near == ("machines", "hours_saved", "margin")
    with pytest.raises(Unknown) as line:
        measure(seller, "9", men="3")
    assert line.value.what == "promised line"
    with pytest.raises(Ambiguous):
        measure(seller, "e", men="3")
    with pytest.raises(Unknown):
        of(seller, "yield", MeasuredTyped({"hours_saved": "3"}, person="buyer"))
    with pytest.raises(Unknown):
        of(seller, "yield", MeasuredTyped({"hours_saved": "3"}, touch=9))


def test_a_line_without_a_figure_promised_nothing(seller: Seller) -> None:
    with pytest.raises(Refused) as wrong:
        measure(seller, "scrap", "5k")
    assert str(wrong.value).startswith("line 4, scrap, had no figure when the deal was won")


def test_amounts_are_in_the_accounts_currency(seller: Seller) -> None:
    for line, typed, amount in (("yield", {"margin": "$3/hour"}, None), ("yield", {}, "$5k"), ("course", {}, "$5k")):
        with pytest.raises(Conflict):
            of(seller, line, MeasuredTyped(typed, amount))


def test_a_measurement_has_its_day(seller: Seller) -> None:
    later = seller.on(DAY + timedelta(days=30))
    made = of(later, "yield", MeasuredTyped({"hours_saved": "3"}, day=date(2026, 7, 1))).what
    assert made.line.day == date(2026, 7, 1)
    with pytest.raises(Conflict) as before:
        of(later, "yield", MeasuredTyped({"hours_saved": "4"}, day=date(2026, 6, 30)))
    assert "line 1 was measured on 2026-07-01 already" in str(before.value)
    with pytest.raises(Invalid) as ahead:
        of(later, "yield", MeasuredTyped({"hours_saved": "4"}, day=date(2026, 8, 1)))
    assert "still to come" in str(ahead.value)


def test_without_a_won_deal_there_is_nothing_to_measure(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("stops", "5k")
    with pytest.raises(Refused) as wrong:
        measure(seller, "stops", "5k")
    assert str(wrong.value) == 'no deal is won at Mega yet: vl deal win "Mega" closes the open one'
    seller.lose()
    with pytest.raises(Refused, match="no deal is won at Mega yet: the next offer opens one"):
        measure(seller, "stops", "5k")


def test_the_deal_that_counts_is_the_one_won_last_and_its_lines_are_as_they_were_won(seller: Seller) -> None:
    seller.line("robots", "7k")
    assert measure(seller, "1", hours_saved="4").what.line.name == "yield"
    seller.on(DAY + timedelta(days=1)).win("5k")
    assert measure(seller.on(DAY + timedelta(days=2)), "1", "8k").what.line.name == "robots"


def test_new_estimates_are_shown_with_how_those_of_their_kind_turned_out(seller: Seller) -> None:
    assert seller.guess("less energy", "5k").what.record is None
    assert seller.line("energy", "6k").what.record is None
    measure(seller, "second", hours_saved="4")
    measure(seller, "overtime", "10k")
    measure(seller, "yield", hours_saved="2")
    saves = Bias(Effect.SAVE, None, 2, D("0.5000"), D("0.7579"))
    assert seller.line("heat", "6k").what.record == saves  # both halves: the shared hours count in the second machine
    assert seller.guess("less heat", "5k").what.record == saves
    assert seller.guess("less noise").what.record is None  # no estimate, no record
    assert seller.line("tuition", "6k", Effect.COST).what.record is None
    seller.store.read(lambda unit: _same(record_of(unit, Effect.SAVE), saves))


def _same(found: Bias | None, wanted: Bias) -> None:
    assert found == wanted


def test_the_record_is_kept_by_kind_and_rung(seller: Seller) -> None:
    empty = estimates.estimates(seller.store)
    assert facts(empty.kinds, empty.waiting, empty.accounts) == ((), 4, 1)
    measure(seller, "yield", hours_saved="2")
    measure(seller, "course", men="15")
    page = estimates.estimates(seller.store)
    assert [(each.whole.effect, each.whole.came, each.rungs[0].source) for each in page.kinds] == [
        (Effect.EARN, D("0.5000"), Source.GUESS),
        (Effect.COST, D("1.2500"), Source.DEDUCED),
    ]
    assert facts(page.waiting, page.accounts) == (2, 1)
    seller.line("robots", "7k")
    seller.on(DAY + timedelta(days=1)).win("5k")
    assert lines_left(seller) == (1, 1)  # what was won before can be measured no more


def lines_left(seller: Seller) -> tuple[int, int]:
    page = estimates.estimates(seller.store)
    return page.waiting, page.accounts


def test_a_store_without_measurements_is_asked_once(seller: Seller) -> None:
    from sqlalchemy import event

    said: list[str] = []

    def ask(unit: object) -> None:
        engine = unit.session.get_bind()  # type: ignore[attr-defined]
        event.listen(engine, "before_cursor_execute", lambda *each: said.append(each[2]))
        assert record_of(unit, Effect.SAVE) is None  # type: ignore[arg-type]

    seller.store.read(ask)
    assert len(said) == 1


def test_a_figure_below_nought_is_refused_unless_the_promise_could_be(seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="it is below nought, and the promise was not; write 0 if there was none"):
        measure(seller, "yield", hours_saved="-3")
    assert dump(seller.store.path) == before
    assert measure(seller, "yield", hours_saved="0").what.line.realised == euros("0")
    later = seller.on(DAY + timedelta(days=1))
    later.line("drift", "change * 100")
    later.inputs(change="-2/1/4", by="production")
    later.accept("drift")
    later.win("1k")
    assert measure(later, "drift", change="-1").what.line.realised == euros("-100")
