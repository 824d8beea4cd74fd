"""A whole value case: loaded from a file's case into the open deal, and taken out of it again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, facts, status
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.case_act import CaseLoaded
from valueloop.domain.page.split import share_page
from valueloop.domain.page.value import ValuePage
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, Status, basis
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms
from valueloop.errors import Ambiguous, Conflict, Refused, Unknown, ValueloopError
from valueloop.interop.case_file import read_case
from valueloop.interop.case_text import write_case
from valueloop.usecases import worth
from valueloop.usecases.case import case_now
from valueloop.usecases.worth import share, value

D = Decimal
SAID_ON = date(2026, 5, 4)


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def exactly(amount: int | str) -> Estimate:
    return Estimate.exactly(Decimal(amount))


def a_case() -> Case:
    """One with a line of each kind, an alternative, and terms of its own."""
    inputs = (
        Input("machines", exactly(12), "machine", Source.SAID, "production manager", SAID_ON),
        Input("hours_saved", Estimate(D(2), D(4), D(6)), "hour/week/machine"),
        Input("weeks", exactly(48), "week/year", Source.DEDUCED),
        Input("margin", exactly("0.5"), "EUR/minute", Source.MEASURED, "plant manager", SAID_ON),
    )
    stops = Line(
        1,
        "fewer stops",
        Effect.EARN,
        "machines * hours_saved * weeks * margin",
        owner="production manager",
        risk=D("0.15"),
        ramp=(D("0.5"), D(1)),
        delay=D(3),
    )
    agreed = Acceptance("plant manager", SAID_ON, None, D(69_120), basis(stops, {each.name: each for each in inputs}))
    return Case(
        "EUR",
        4,
        D("0.08"),
        inputs,
        (
            replace(stops, acceptance=agreed),
            Line(2, "sale of scrap", Effect.SAVE, "5k", once=True, year=2),
            Line(3, "our services", Effect.COST, flows=(D(3000), D("600.25"), D(-100))),
        ),
        Timing.MID,
        "Line controller",
        alternatives=(
            Alternative("the incumbent", D(50_000), Kind.INCUMBENT, D(12_000), (Difference("energy", D(90_000)),)),
            Alternative("by hand", kind=Kind.THEMSELVES, differences=(Difference("noise", None),)),
        ),
        terms=Terms(Rule.BARGAIN, D("0.3"), D("0.4"), most=D(9_000), walk_away=D(30_000), instalments=3),
    )


def unnumbered(page: ValuePage) -> ValuePage:
    """A page without what belongs to its store: account, numbers, days, touches, what lines were guessed from."""
    agreed = [each.acceptance and replace(each.acceptance, day=None, touch=None) for each in page.lines]
    lines = [
        replace(each, number=at, need=None, guess=False, acceptance=agreed[at - 1])
        for at, each in enumerate(page.lines, 1)
    ]
    inputs = [replace(each, day=None, touch=None) for each in sorted(page.inputs, key=lambda each: each.name)]
    return replace(page, account=None, title="", deal=None, lines=tuple(lines), inputs=tuple(inputs))


# Loading.


def test_a_loaded_case_comes_out_as_it_would_without_a_store(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    done = seller.load(a_case())
    assert done.what == CaseLoaded(
        "Line controller",
        ("fewer stops", "sale of scrap", "our services"),
        4,
        ("the incumbent", "by hand"),
        ("years", "discount_rate", "timing", "rule", "fraction", "alpha", "most", "walk_away", "instalments"),
    )
    page = value(seller.store, "mega")
    assert unnumbered(page) == unnumbered(value_page(Worked(a_case())))
    assert (page.sums.accepted.per_year, page.basis.years, page.price_by) == (euros(69_120), 4, "bargain")
    assert page.lines[0].words == "machines × hours saved × weeks × margin × 60"
    assert share(seller.store, "mega").terms == share_page(Worked(a_case()), "mega", []).terms


def test_what_was_said_by_whom_and_when_is_kept_and_what_has_no_day_is_of_today(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.load(a_case())
    page = value(seller.store, "mega")
    assert [(each.name, each.source, each.by, each.day) for each in page.inputs] == [
        ("machines", Source.SAID, "production manager", SAID_ON),
        ("hours_saved", Source.GUESS, None, seller.today),
        ("weeks", Source.DEDUCED, None, seller.today),
        ("margin", Source.MEASURED, "plant manager", SAID_ON),
    ]
    first = page.lines[0]
    assert (first.status, first.owner) == (Status.ACCEPTED, "production manager")
    assert first.acceptance is not None
    assert facts(first.acceptance.by, first.acceptance.day, first.acceptance.figure) == (
        "plant manager", SAID_ON, euros(69_120)
    )  # fmt: skip


def test_a_load_is_one_act(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    seller.load(a_case())
    after = dump(seller.store.path)
    assert {name for name, rows in after.items() if rows != before[name]} == {
        "deal", "line", "input", "acceptance", "alternative", "difference", "case_key", "moment"
    }  # fmt: skip
    seller.undo()
    assert dump(seller.store.path) == before
    seller.redo()
    assert dump(seller.store.path) == after


def test_what_a_case_does_not_say_stays_as_it_is(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "hours * 38")
    seller.inputs(hours="10")
    seller.alternative("on paper", "5k")
    seller.keys(alpha="70%", years="7")
    loaded = seller.load(replace(a_case(), terms=None))
    assert loaded.what.keys == ("years", "discount_rate", "timing")
    page, terms = value(seller.store, "mega"), share(seller.store, "mega").terms
    assert [(each.number, each.name) for each in page.lines] == [
        (1, "overtime"), (2, "fewer stops"), (3, "sale of scrap"), (4, "our services")
    ]  # fmt: skip
    assert [each.name for each in page.worth] == ["on paper", "the incumbent", "by hand", "do nothing"]
    assert facts(page.basis.years, terms.alpha, terms.rule) == (4, Decimal("0.7"), Rule.FRACTION)
    assert seller.edit("alternative:3").what.name == "by hand"


def test_a_case_may_be_loaded_beside_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.load(a_case())
    other = Case("EUR", 3, D("0.1"), (Input("kwh", exactly(9)),), (Line(1, "energy", Effect.SAVE, "kwh * 2"),))
    done = seller.load(other)
    assert [each.amount for each in done.after.lines] == [69_120, 5_000, 3_000 - 3_000 + Decimal("600.25"), 18]
    assert value(seller.store, "mega").basis.years == 3, "the later says how far it looks"


@pytest.mark.parametrize(
    ("change", "wrong", "said"),
    [
        ({"currency": "USD"}, Conflict, "the case is in USD, but Mega reckons in EUR"),
        (
            {"lines": (Line(1, "OVERTIME", Effect.SAVE, "5k"),)},
            Conflict,
            "the deal has line 'OVERTIME' already: rename it in the file, or undo what made it",
        ),
        ({"inputs": (*a_case().inputs, Input("hours", exactly(1)))}, Conflict, "the deal has input 'hours' already"),
        ({"alternatives": (Alternative("On paper"),)}, Conflict, "the deal has alternative 'On paper' already"),
    ],
)
def test_what_does_not_fit_the_deal_is_refused_and_nothing_is_kept(
    change: dict[str, object], wrong: type[ValueloopError], said: str, tmp_path: Path
) -> None:
    seller = at_mega(tmp_path)
    seller.line("overtime", "hours * 38")
    seller.inputs(hours="10")
    seller.alternative("on paper", "5k")
    seller.keys(most="20k")
    before = dump(seller.store.path)
    with pytest.raises(wrong, match=said):
        seller.load(replace(a_case(), **change))  # type: ignore[arg-type]
    assert dump(seller.store.path) == before


def test_what_a_file_leaves_out_of_the_price_is_as_usual_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("counted", "5k")
    seller.keys(most="20k", per_year="yes", price_in_costs="yes")
    seller.load(replace(a_case(), terms=Terms(least=D(99_000))))
    terms = worth.share(seller.store, "mega").terms
    assert terms.least == Money(D(99_000), "EUR")
    assert (terms.most, terms.per_year) == (None, False)
    assert not worth.value(seller.store, "mega").basis.price_in_costs


def test_whom_a_case_names_must_be_a_contact(tmp_path: Path) -> None:
    seller, case = at_mega(tmp_path), a_case()
    first = case.lines[0]
    assert first.acceptance is not None
    before = dump(seller.store.path)
    for changed in (
        replace(case, inputs=(replace(case.inputs[0], by="buyer"), *case.inputs[1:])),
        replace(case, lines=(replace(first, owner="buyer"), *case.lines[1:])),
        replace(case, lines=(replace(first, acceptance=replace(first.acceptance, by="buyer")), *case.lines[1:])),
    ):
        with pytest.raises(Unknown) as wrong:
            seller.load(changed)
        assert facts(wrong.value.what, wrong.value.given, wrong.value.where) == ("contact", "buyer", "Mega")
        assert dump(seller.store.path) == before
    with pytest.raises(Ambiguous):
        seller.load(replace(case, lines=(replace(first, owner="manager"),)))


def test_a_part_of_a_name_is_enough(tmp_path: Path) -> None:
    seller, case = at_mega(tmp_path), a_case()
    seller.load(replace(case, lines=(replace(case.lines[0], owner="prod"),)))
    assert value(seller.store, "mega").lines[0].owner == "production manager"


def test_an_acceptance_of_another_figure_is_changed(tmp_path: Path) -> None:
    seller, case = at_mega(tmp_path), a_case()
    seller.load(replace(case, inputs=(replace(case.inputs[0], estimate=exactly(11)), *case.inputs[1:])))
    line = value(seller.store, "mega").lines[0]
    assert line.acceptance is not None
    assert (line.status, line.acceptance.figure) == (Status.CHANGED, euros(69_120))


def test_an_input_that_only_a_replaced_line_used_is_no_second_one(tmp_path: Path) -> None:
    """The guess's input is still kept; one of its name in the case is a conflict, or stands alone."""
    seller = at_mega(tmp_path)
    seller.guess("energy", "10k")
    seller.line("counted", "9k", need="1")
    line = Line(1, "kilowatt hours", Effect.SAVE, "energy * 2")
    try:
        seller.load(Case("EUR", 3, D("0.1"), (Input("energy", exactly(7)),), (line,)))
    except Conflict:
        return
    page = value(seller.store, "mega")
    assert [facts(each.name, each.mean) for each in page.inputs] == [("energy", 7)]
    assert page.lines[-1].amount == euros(14)


# Taking it out.


def story(seller: Seller) -> None:
    """One with all that a case may have: guessed, counted, accepted, given, late and single lines, and terms."""
    seller.log("they told us", "production")
    seller.guess("fewer spares", "2k..5k", of="plant")
    seller.guess("fewer stops", "10k")
    seller.line(
        "counted stops", "stops * minutes * wage", Effect.EARN, need="2", risk="15%", ramp=["50%", "1"], delay="4.5"
    )
    seller.inputs(stops="8/10/12 per year", minutes="90 minute", by="production")
    seller.inputs(wage="€38.1230/hour", spare="7")
    seller.line("sale of scrap", "5k", once=True, year=2, of="production")
    seller.line("our services", effect=Effect.COST, flows=["3k", "600.25", "-100"])
    seller.accept("counted", "plant")
    seller.accept("scrap")
    seller.alternative("the incumbent", "50k", Kind.INCUMBENT, "12k", energy="90k", noise="-1k", service="?")
    seller.alternative("by hand", kind=Kind.THEMSELVES)
    seller.keys(
        years="4", discount_rate="7.5%", timing="start", rule="outcome", base="50", most="1234.5", per_year="yes"
    )
    seller.offer("2", price="45k")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def giga(seller: Seller) -> Seller:
    """The seller at another account, where the same people work."""
    seller.account("Giga", currency="EUR")
    other = seller.elsewhere("giga")
    other.contact("plant manager")
    other.contact("production manager")
    return other


def test_the_case_that_is_taken_out_has_what_its_lines_use(seller: Seller) -> None:
    found = case_now(seller.store, "mega")
    assert (found.title, found.currency, found.years, found.timing) == ("Mega", "EUR", 4, Timing.START)
    assert [each.name for each in found.lines] == ["fewer spares", "counted stops", "sale of scrap", "our services"]
    assert [each.name for each in found.inputs] == ["fewer_spares", "stops", "minutes", "wage"]
    assert found.terms is not None
    assert facts(found.terms.rule, found.terms.walk_away) == (Rule.OUTCOME, 15_000), "the floor of what was offered"


@pytest.mark.parametrize("by_file", [False, True], ids=["as it is", "through a file"])
def test_taken_out_and_loaded_elsewhere_it_comes_to_the_same(by_file: bool, seller: Seller) -> None:
    case = case_now(seller.store, "mega")
    if by_file:
        case = read_case(write_case(case), "mega.toml")
    other = giga(seller)
    other.load(case)
    split = share(seller.store, "mega")
    assert share(seller.store, "giga") == replace(split, account="Giga", prices=())
    other.offer(price="45k")  # as here: what is offered is the price that counts
    here, there = value(seller.store, "mega"), value(seller.store, "giga")
    used = tuple(each for each in here.inputs if each.name != "spare")
    assert unnumbered(there) == unnumbered(replace(here, inputs=used))
    assert [each.day for each in there.inputs] == [seller.today] * 4
    assert (there.account, there.title) == ("Giga", "Giga")


def test_a_line_that_changed_since_its_yes_is_loaded_as_such(seller: Seller) -> None:
    seller.inputs(stops="9 per year")
    other = giga(seller)
    other.load(case_now(seller.store, "mega"))
    assert unnumbered(value(seller.store, "giga")).lines == unnumbered(value(seller.store, "mega")).lines
    assert value(seller.store, "giga").lines[1].status is Status.CHANGED


def test_a_line_of_a_refuted_need_is_not_carried_elsewhere(seller: Seller) -> None:
    seller.learn("1", Answer.NO, Channel.VISIT)
    seller.learn("1", Answer.NO, Channel.MEETING, by="plant")
    here = value(seller.store, "mega")
    assert here.lines[0].status is Status.REFUTED
    other = giga(seller)
    other.load(read_case(write_case(case_now(seller.store, "mega")), "mega.toml"))
    there = value(seller.store, "giga")
    assert [each.name for each in there.lines] == ["counted stops", "sale of scrap", "our services"]
    assert facts(there.npv, there.accepted, there.p50) == (here.npv, here.accepted, here.p50)


def test_an_accepted_line_is_carried_elsewhere_though_its_need_is_refuted(seller: Seller) -> None:
    """It counts at home, so it counts there."""
    seller.learn("2", Answer.NO, Channel.VISIT)
    seller.learn("2", Answer.NO, Channel.MEETING, by="plant")
    here = value(seller.store, "mega")
    assert here.lines[1].status is Status.ACCEPTED
    other = giga(seller)
    other.load(read_case(write_case(case_now(seller.store, "mega")), "mega.toml"))
    assert value(seller.store, "giga").accepted == here.accepted


def test_a_refuted_line_that_lacks_an_input_does_not_stand_in_the_way(seller: Seller) -> None:
    """It is left out of the file, so nothing is missing there."""
    seller.line("rent", "rent", need="1")
    seller.learn("1", Answer.NO, Channel.VISIT)
    seller.learn("1", Answer.NO, Channel.MEETING, by="plant")
    assert "rent" not in [each.name for each in case_now(seller.store, "mega").inputs]


def test_a_won_deal_is_taken_out_as_it_was_frozen(seller: Seller) -> None:
    before = case_now(seller.store, "mega")
    seller.win("40k")
    seller.setting("years", "9")
    assert case_now(seller.store, "mega") == before


def test_nothing_comes_of_an_account_without_a_case(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Refused, match="Mega has no value case yet: a value line begins one"):
        case_now(seller.store, "mega")
    seller.offer()
    with pytest.raises(Refused, match="Mega has no value case yet"):
        case_now(seller.store, "mega")
    seller.alternative("on paper")
    assert case_now(seller.store, "mega").lines == ()


def test_a_case_that_lacks_an_input_is_not_taken_out(seller: Seller) -> None:
    done = seller.line("rent", "rent * floors")
    assert status(done.after, 6) is Status.INCOMPLETE
    with pytest.raises(Refused, match="line 6, rent, lacks rent: set it, then export"):
        case_now(seller.store, "mega")
    seller.inputs(rent="5k", floors="2")
    assert len(case_now(seller.store, "mega").lines) == 5
