"""Entries, impacts and the maps that they make: whose money it is, counted once, what is personal never priced."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.map import EntriesRaised, EntryAdded, ImpactAdded, ImpactView, PersonMap
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value_map import Better, Kind, Measure, Rung
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.usecases.proposition import value_map


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_an_entry_is_a_guess_until_a_touch_says_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    guessed = seller.entry(" line 3 stops ", Kind.ISSUE).what
    assert guessed == EntryAdded(1, Kind.ISSUE, "line 3 stops", Rung.GUESS, "production manager", None)
    seller.log("told", "production")
    said = seller.entry("97 % yield", Kind.OBJECTIVE).what
    assert said == EntryAdded(2, Kind.OBJECTIVE, "97 % yield", Rung.SAID, "production manager", 1)
    sure = seller.entry("yield", Kind.METRIC, of="plant", rung=Rung.CONFIRMED).what
    assert (sure.number, sure.rung, sure.touch) == (3, Rung.CONFIRMED, None)


def test_an_impact_is_tied_to_its_entry_and_its_line(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("line 3 stops")
    seller.line("fewer stops", "10k")
    seller.log("told", "production")
    tied = seller.impact("stops", " fewer of them ", "fewer").what
    assert tied == ImpactAdded(1, "fewer of them", 1, "line 3 stops", 1, False, 1)
    assert seller.impact("1", "calm", personal=True).what == ImpactAdded(2, "calm", 1, "line 3 stops", None, True, 1)
    seller.entry("another", of="plant")
    assert seller.impact("2", "more", in_touch=1).what.number == 3, "impacts are counted over the account"


def test_what_is_personal_is_never_priced(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("pride")
    seller.line("fewer stops", "10k")
    with pytest.raises(Invalid, match="what is personal is never priced") as wrong:
        seller.impact("1", "calm", "1", personal=True)
    assert (wrong.value.what, wrong.value.given) == ("--line", "1")


def test_what_is_not_there_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("line 3 stops")
    seller.entry("line 4 stops")
    before = dump(seller.store.path)
    with pytest.raises(Unknown) as person:
        seller.entry("x", of="buyer")
    assert person.value.what == "contact"
    with pytest.raises(Ambiguous) as entries:
        seller.impact("stops", "x")
    assert entries.value.what == "entry"
    with pytest.raises(Unknown) as entry:
        seller.impact("7", "x")
    assert (entry.value.what, entry.value.near) == ("entry", ("1 (line 3 stops)", "2 (line 4 stops)"))
    with pytest.raises(Unknown) as line:
        seller.impact("1", "x", "1")
    assert line.value.what == "line"
    for attempt in (lambda: seller.entry(" "), lambda: seller.impact("1", "\n")):
        with pytest.raises(Invalid):
            attempt()
    with pytest.raises(Unknown):
        value_map(seller.store, "mega", "buyer")
    assert dump(seller.store.path) == before


def story(seller: Seller) -> None:
    """Production owns 10k (accepted) and 4k, the plant manager 3k; 2k is nobody's; two more lines count for nothing."""
    seller.line("yield", "10k", Effect.EARN, of="production")
    seller.line("overtime", "4k", of="production")
    seller.line("energy", "3k", of="plant")
    seller.line("spares", "2k")
    seller.line("training", "7k", Effect.COST, of="production")
    seller.line("old stock", "50k", of="production", once=True)
    seller.accept("1")
    seller.accept("6")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_money_stands_at_whoever_owns_it_and_is_counted_once_on_its_way_up(seller: Seller) -> None:
    page = value_map(seller.store, "mega")
    found = {each.person.name: (each.accepted, each.potential, each.rolled_up) for each in page.people}
    assert found == {
        "plant manager": (euros(0), euros(3_000), euros(17_000)),
        "production manager": (euros(10_000), euros(4_000), euros(14_000)),
    }
    assert (page.accepted, page.potential, page.nobody) == (euros(10_000), euros(9_000), euros(2_000))
    assert page.maps == (), "nobody has an entry yet"


def test_a_refuted_line_is_nobodys_money(seller: Seller) -> None:
    seller.guess("less dust", "9k", of="plant", chance="20%")
    assert value_map(seller.store, "mega").potential == euros(18_000)
    seller.learn("1", Answer.NO, Channel.VISIT)
    assert value_map(seller.store, "mega").potential == euros(9_000)
    seller.entry("dust", of="plant")
    seller.impact("1", "less of it", "dust")
    (mapped,) = value_map(seller.store, "mega").maps
    assert mapped.entries[0].impacts[0].status is Status.REFUTED
    assert (mapped.accepted, mapped.potential) == (euros(0), euros(0))


def production(seller: Seller) -> PersonMap:
    (found,) = value_map(seller.store, "mega", "prod").maps
    return found


def impacts(found: PersonMap) -> list[ImpactView]:
    return [each for entry in found.entries for each in entry.impacts]


def test_a_map_has_its_entries_in_order_and_says_what_is_missing(seller: Seller) -> None:
    seller.entry("stops", Kind.ISSUE)
    seller.entry("97 %", Kind.OBJECTIVE)
    seller.entry("98 %", Kind.OBJECTIVE)
    seller.entry("visitors", Kind.STRATEGY, of="plant")
    found = production(seller)
    assert [(each.kind, each.text) for each in found.entries] == [
        (Kind.OBJECTIVE, "97 %"), (Kind.OBJECTIVE, "98 %"), (Kind.ISSUE, "stops")
    ]  # fmt: skip
    assert found.gaps == (Kind.METRIC, Kind.STRATEGY)
    assert [each.person.name for each in value_map(seller.store, "mega").maps] == [
        "plant manager",
        "production manager",
    ]
    assert [each.entries for each in value_map(seller.store, "mega").people] == [1, 3]


def test_a_map_of_somebody_without_entries_is_all_gaps(seller: Seller) -> None:
    found = production(seller)
    assert (found.entries, found.gaps) == ((), tuple(Kind))


def test_the_money_of_a_line_is_counted_at_its_first_impact(seller: Seller) -> None:
    seller.entry("stops")
    seller.entry("97 %", Kind.OBJECTIVE)
    seller.impact("1", "fewer", "yield")
    seller.impact("2", "two points", "yield")
    seller.impact("2", "on Friday", "overtime")
    found = production(seller)
    first, second, third = impacts(found)
    assert [(each.number, each.counted_at) for each in (first, second, third)] == [(2, None), (3, None), (1, 2)]
    assert (first.amount, first.status, first.accepted_by, first.owner) == (
        euros(10_000), Status.ACCEPTED, "production manager", "production manager"
    )  # fmt: skip
    assert (second.amount, second.status, second.accepted_by) == (euros(4_000), Status.POTENTIAL, None)
    assert [(each.accepted, each.potential) for each in found.entries] == [
        (euros(10_000), euros(4_000)), (euros(0), euros(0))
    ]  # fmt: skip
    assert (found.accepted, found.potential) == (euros(10_000), euros(4_000))
    assert [each.leads for each in found.entries] == [True, False]


def test_before_anything_is_accepted_what_is_possible_leads(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for number, (text, money) in enumerate([("a", "90k"), ("b", "9k"), ("c", "?")], 1):
        seller.entry(text)
        seller.line(text, "unset" if money == "?" else money)
        seller.impact(str(number), f"impact on {text}", str(number))
    found = production(seller)
    assert [each.leads for each in found.entries] == [True, False, False]
    assert [each.amount for each in impacts(found)] == [euros(90_000), euros(9_000), None]


def test_an_impact_of_no_line_or_of_money_that_comes_once_adds_nothing_a_year(seller: Seller) -> None:
    seller.entry("stops")
    seller.impact("1", "calm", personal=True)
    seller.impact("1", "space", "old stock")
    found = production(seller)
    calm, space = impacts(found)
    assert (calm.line, calm.amount, calm.status, calm.personal) == (None, None, None, True)
    assert (space.amount, space.once) == (euros(50_000), True)
    assert (found.accepted, found.potential) == (euros(0), euros(0))


def test_the_impacts_of_an_old_deal_have_no_money_in_the_next(seller: Seller) -> None:
    seller.entry("stops")
    seller.impact("1", "fewer", "yield")
    seller.win()
    assert impacts(production(seller))[0].amount == euros(10_000)
    seller.line("other", "1k")
    assert impacts(production(seller))[0].amount is None


def test_a_metric_has_its_unit_and_says_what_is_not_known_of_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("yield", Kind.METRIC, measure=Measure("%", now=Decimal(94), target=Decimal(97)))
    seller.entry("stops", Kind.METRIC, measure=Measure(better=Better.LOWER))
    known, half = only(seller).entries
    assert (known.measure.better, known.measure.unknown) == (Better.HIGHER, ())
    assert half.measure.unknown == ("the unit", "where it stands now", "the target")
    seller.edit("entry:2", unit="stops a day", now="3", target="1 stops a day")
    assert only(seller).entries[1].measure == Measure("stops a day", Better.LOWER, Decimal(3), Decimal(1))
    with pytest.raises(Invalid, match="it is higher than now, but lower is better"):
        seller.edit("entry:2", target="9")
    seller.edit("entry:2", now="", better="")
    assert only(seller).entries[1].measure == Measure("stops a day", None, None, Decimal(1))


def test_entries_are_raised_with_the_touch_that_says_so(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("line 3 stops")
    seller.entry("97 % yield")
    seller.log("they told", "production", kind=TouchKind.CALL)
    said = seller.confirm("1", "yield", "1", rung=Rung.SAID).what
    assert said == EntriesRaised(Rung.SAID, ((1, "line 3 stops"), (2, "97 % yield")), 1)
    later = seller.on(DAY + timedelta(days=1))
    later.log("went through the map", "production", kind=TouchKind.MEETING)
    later.confirm("2")
    told, sure = only(seller).entries
    assert facts(sure.rung, sure.touch, sure.confirmed) == (Rung.CONFIRMED, 1, 2)
    assert facts(told.rung, told.touch, told.confirmed) == (Rung.SAID, 1, None)


def test_an_entry_is_not_raised_to_where_it_stands_and_then_none_is(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("line 3 stops")
    seller.entry("97 % yield", rung=Rung.CONFIRMED)
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match="entry 2 is confirmed already"):
        seller.confirm("1", "2")
    with pytest.raises(Conflict, match="entry 2 is confirmed already"):
        seller.confirm("2", rung=Rung.SAID)
    assert dump(seller.store.path) == before


def test_needs_without_money_stand_on_the_map_of_whom_they_are_for(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.entry("line 3 stops")
    seller.guess("priced", "10k", of="production")
    seller.guess("unpriced", of="production")
    seller.guess("pride", direction=Direction.PERSONAL, of="production")
    seller.guess("gone", of="production", chance="5%")
    seller.guess("another's", of="plant")
    needs = [(each.number, each.personal) for each in only(seller).needs]
    assert needs == [(2, False), (3, True)]


def test_the_lines_of_the_map_come_to_all_of_its_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("priced", "10k", of="production")
    seller.line("told", "20k", Effect.EARN, of="plant")
    seller.accept("told", "plant")
    page = value_map(seller.store, "mega")
    assert [(each.owner, each.effect, each.certainty) for each in page.lines] == [
        ("production manager", Effect.SAVE, "guess"),
        ("plant manager", Effect.EARN, "accepted"),
    ]
    assert sum(each.amount.amount for each in page.lines) == (page.accepted + page.potential).amount


def only(seller: Seller) -> PersonMap:
    """The one map there is."""
    (found,) = value_map(seller.store, "mega").maps
    return found
