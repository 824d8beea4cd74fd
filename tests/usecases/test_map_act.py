"""Entries, impacts and the maps that they make: whose money it is, counted once, what is personal never priced."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.map import EntryAdded, ImpactAdded, ImpactView, PersonMap
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value_map import Kind, Rung
from valueloop.errors import Ambiguous, Invalid, Unknown
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
