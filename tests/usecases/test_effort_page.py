"""Effort against value, gathered: whose touches and money count, at one account and over all, by hand for the demo."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts, newcomer
from valueloop.domain.effort import Finding
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.effort import EffortGroup, EffortPage, EffortTable, EffortView
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.touch import Kind
from valueloop.domain.value.line import Effect
from valueloop.errors import Unknown
from valueloop.store.session import Store
from valueloop.usecases import touch
from valueloop.usecases.effort import effort
from valueloop.usecases.proposition import value_map


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def only(page: EffortPage) -> EffortView:
    [found] = page.views
    return found


def by_name(found: EffortTable) -> dict[str, EffortGroup]:
    return {each.name: each for each in found.groups}


def spent(found: EffortTable) -> dict[str, str]:
    return {each.name: str(each.touches.normalize()) for each in found.groups}


def timed(seller: Seller, hours: str | None, *people: str, inbound: bool = False) -> None:
    said = TouchTyped(
        Kind.CALL, "they talked", DAY, None, people, inbound, hours=None if hours is None else Decimal(hours)
    )
    touch.log(seller.store, seller.occasion(), seller.at, said)


# The demo, by hand. Ours at Northgate: engineering; maintenance with engineering; engineering; production; production
# with maintenance; production with plant; plant, to thank him. Engineering 1 + ½ + 1, maintenance ½ + ½, production
# 1 + ½ + ½, plant ½ + 1.


def test_the_engineering_manager_was_called_most_and_owns_nothing(demo_store: Path) -> None:
    page = effort(Store(demo_store), "northgate")
    view = only(page)
    assert facts(page.account, view.touches, view.inbound, view.unnamed) == ("Northgate Bottling", 7, 5, 0)
    assert spent(view.roles) == {
        "production manager": "2", "maintenance engineer": "1", "engineering manager": "2.5", "plant manager": "1.5"
    }  # fmt: skip
    roles = by_name(view.roles)
    assert roles["engineering manager"] == EffortGroup(
        "engineering manager", 1, Decimal("2.5"), Decimal(0), Decimal(0), Decimal("0.3571"), Decimal(0), euros(0)
    )
    assert roles["production manager"].worth == euros(151_040)
    # theirs: maintenance; production; production with plant; production; production with maintenance
    assert [roles[each].inbound for each in ("production manager", "maintenance engineer", "plant manager")] == [
        Decimal(3), Decimal("1.5"), Decimal("0.5")
    ]  # fmt: skip
    assert facts(view.hours, view.by_hours, view.worth) == (None, False, euros(162_540))
    assert (page.nobody, page.left_out, page.left_out_touches) == ((), 0, 0)


def test_the_mismatch_at_northgate_by_hand(demo_store: Path) -> None:
    """Departments: engineering 3.5 of 7 and 11,500 of 162,540, production 2 and 151,040, management 1.5 and nothing."""
    found = only(effort(Store(demo_store), "northgate")).departments
    shares = [(each.name, each.of_effort, each.of_worth) for each in found.groups]
    assert shares == [
        ("production", Decimal("0.2857"), Decimal("0.9292")),
        ("engineering", Decimal("0.5"), Decimal("0.0708")),
        ("management", Decimal("0.2143"), Decimal(0)),
    ]  # fmt: skip
    by_hand = (abs(2 / 7 - 151_040 / 162_540) + abs(3.5 / 7 - 11_500 / 162_540) + 1.5 / 7) / 2
    assert float(found.apart) == pytest.approx(by_hand, abs=1e-4)
    assert (found.apart, found.finding) == (Decimal("0.6435"), Finding.APART)


def test_whom_to_call_at_northgate(demo_store: Path) -> None:
    view = only(effort(Store(demo_store), "northgate"))
    [call] = view.calls
    assert facts(call.person, call.account, call.worth, call.of_worth, call.of_effort, call.touches, view.more) == (
        "production manager", "Northgate Bottling", euros(151_040), Decimal("0.9292"), Decimal("0.2857"), Decimal(2), 0
    )  # fmt: skip
    assert call.last_touch == date(2026, 5, 20), "when he called to say how the pilot runs"


def test_over_the_demo_each_account_adds_its_part(demo_store: Path) -> None:
    """Weir 12,000 and 2 touches, Harrow 80,000 and 1, Calder 125,000 and none, Lune 22,000 and 2, Ings 90,000 and 1;
    theirs: 1 of Harrow's, 2 of Calder's, 2 of Ings'. Tarn's 1,500 are nobody's."""
    page = effort(Store(demo_store))
    view = only(page)
    assert facts(page.account, view.accounts, view.touches, view.inbound) == (None, 6, 7 + 2 + 1 + 2 + 1, 5 + 1 + 2 + 2)
    assert view.worth == euros(162_540 + 12_000 + 80_000 + 125_000 + 22_000 + 90_000)
    assert by_name(view.roles)["production manager"].people == 6
    assert spent(view.departments) == {
        "production": "8", "engineering": "3.5", "management": "1.5", "purchasing": "0"
    }  # fmt: skip
    assert facts(view.hours, view.by_hours) == (Decimal("6.5"), False), "1 and ½ at Lune, 5 at Ings; the others untimed"
    assert [(each.account, each.worth, each.of_effort) for each in view.calls] == [
        ("Calder Snacks", euros(125_000), Decimal(0)),
        ("Northgate Bottling", euros(151_040), Decimal("0.1538")),  # 2 of 13
        ("Ings Bakery", euros(90_000), Decimal("0.0769")),
        ("Harrow Dairy", euros(80_000), Decimal("0.0769")),
    ]
    assert page.nobody == (euros(1500),)
    assert (page.left_out, page.left_out_touches) == (0, 0)


@pytest.mark.parametrize("account", ["northgate", "weir", "harrow", "calder", "tarn", "lune", "ings"])
def test_value_is_what_the_map_has(demo_store: Path, account: str) -> None:
    store = Store(demo_store)
    view, found = only(effort(store, account)), value_map(store, account)
    owned = sum((each.accepted.amount + each.potential.amount for each in found.people), Decimal(0))
    assert view.worth == Money(owned, "EUR")


# Which touches are effort.


def test_a_note_is_with_nobody_theirs_is_no_effort_and_ours_with_nobody_named_stands_apart(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    seller.log("thought", "production", kind=Kind.NOTE)
    seller.log("they call", "production", inbound=True)
    seller.log("the switchboard")
    seller.log("their mail", inbound=True)
    seller.on(DAY + timedelta(days=1)).log("a visit", "production", "plant", kind=Kind.VISIT)
    seller.on(DAY + timedelta(days=2)).log("a note", "production", kind=Kind.NOTE)
    view = only(effort(seller.store, "mega"))
    assert facts(view.touches, view.inbound, view.unnamed) == (1, 1, 1)
    assert spent(view.roles) == {"production manager": "0.5", "plant manager": "0.5"}
    [call] = view.calls
    assert (call.person, call.last_touch) == ("production manager", DAY + timedelta(days=1))


def test_the_order_in_which_touches_were_logged_does_not_matter(tmp_path: Path) -> None:
    pages = []
    for folder, order in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        (tmp_path / folder).mkdir()
        seller = at_mega(tmp_path / folder)
        seller.line("yield", "10k", of="production")
        for back in order:
            people = ("production",) if back == 1 else ("plant", "production")
            seller.log("they talked", *people, day=DAY - timedelta(days=back))
        pages.append(effort(seller.store))
    assert pages[0] == pages[1]
    assert spent(only(pages[0]).roles) == {"production manager": "2", "plant manager": "1"}


def test_somebody_who_was_never_touched_is_to_be_called(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    seller.log("they talked", "plant")
    view = only(effort(seller.store, "mega"))
    [call] = view.calls
    assert facts(call.person, call.of_worth, call.of_effort, call.last_touch) == (
        "production manager", Decimal(1), Decimal(0), None
    )  # fmt: skip
    assert view.roles.finding is Finding.FEW


def test_effort_is_hours_where_every_touch_of_ours_is_timed(tmp_path: Path) -> None:
    """One hour with plant, two with both: plant 1 + 1, production 1."""
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    timed(seller, "1", "plant")
    timed(seller, "2", "plant", "production")
    timed(seller, "7", "production", inbound=True)
    view = only(effort(seller.store, "mega"))
    assert facts(view.by_hours, view.hours) == (True, Decimal(3))
    roles = by_name(view.roles)
    assert facts(roles["plant manager"].hours, roles["plant manager"].of_effort) == (Decimal(2), Decimal("0.6667"))
    timed(seller, None, "plant")
    view = only(effort(seller.store, "mega"))
    assert facts(view.by_hours, view.hours) == (False, Decimal(3))
    assert by_name(view.roles)["plant manager"].of_effort == Decimal("0.8333"), "2.5 of 3 touches"


# Whose the money is.


def test_costs_single_amounts_refuted_lines_and_losses_are_nobodys_value(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    seller.line("training", "7k", Effect.COST, of="production")
    seller.line("old stock", "50k", of="plant", once=True)
    seller.line("power", "0 - 3k", of="plant")
    seller.line("spares", "2k")
    seller.guess("less dust", "9k", of="plant", chance="20%")
    assert by_name(only(effort(seller.store, "mega")).roles)["plant manager"].worth == euros(6000), "9k less 3k"
    seller.learn("1", Answer.NO, Channel.VISIT)
    page = effort(seller.store, "mega")
    assert by_name(only(page).roles)["plant manager"].worth == euros(0), "never below nought"
    assert (only(page).worth, page.nobody) == (euros(10_000), (euros(2000),))


def test_roles_are_one_whatever_their_case_and_a_persons_name_is_none(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.contact("Ms Adeyemi", role="Production Manager", department="Production")
    seller.contact("Mr Okoro", department="production")
    for person in ("production", "Adeyemi", "Okoro"):
        seller.line(f"line of {person}", "1k", of="Ms Adeyemi" if person == "Adeyemi" else person)
    view = only(effort(seller.store, "mega"))
    assert [(each.name, each.people) for each in view.roles.groups] == [
        ("Production Manager", 2), ("plant manager", 1), ("", 1)
    ]  # fmt: skip
    assert [(each.name, each.people, each.of_worth) for each in view.departments.groups] == [
        ("Production", 2, Decimal("0.6667")), ("", 2, Decimal("0.3333"))
    ]  # fmt: skip


# Over the store.


def test_money_of_two_currencies_is_never_added(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    for name, currency in (("Giga", "USD"), ("Tera", "EUR")):
        seller.account(name, currency=currency)
        there = seller.elsewhere(name)
        there.contact("buyer")
        there.line("freight", "30k", of="buyer")
        there.log("they talked", "buyer")
        there.line("waste", "1k")
    euro, dollar = effort(seller.store).views
    assert facts(euro.currency, euro.accounts, euro.touches, euro.worth) == ("EUR", 2, 1, euros(40_000))
    assert facts(dollar.currency, dollar.accounts, dollar.worth) == ("USD", 1, Money(Decimal(30_000), "USD"))
    assert [each.of_worth for each in dollar.roles.groups] == [Decimal(1)]
    assert effort(seller.store).nobody == (euros(1000), Money(Decimal(1000), "USD"))


def test_accounts_where_nobody_owns_money_are_left_out_and_counted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", of="production")
    seller.log("they talked", "production")
    seller.log("the switchboard")
    for name in ("Giga", "Tera"):
        seller.account(name)
        seller.elsewhere(name).contact("buyer")
        seller.elsewhere(name).log("they talked", "buyer")
    seller.elsewhere("giga").line("freight", "30k")
    seller.elsewhere("giga").log("they came", "buyer", inbound=True)
    page = effort(seller.store)
    assert facts(only(page).accounts, only(page).touches, page.left_out, page.left_out_touches) == (1, 1, 2, 2)
    assert page.nobody == (euros(30_000),)
    here = only(effort(seller.store, "tera"))
    assert (here.roles.finding, here.touches, here.calls) == (Finding.UNVALUED, 1, ())


def test_many_to_call_are_cut_to_the_first_and_counted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for at in range(7):
        seller.contact(f"buyer {at}")
        seller.line(f"line {at}", f"{at + 1}k", of=f"buyer {at}")
    seller.log("they talked", "plant")
    view = only(effort(seller.store))
    assert [each.person for each in view.calls] == [f"buyer {at}" for at in (6, 5, 4, 3, 2)]
    assert view.more == 2


def test_an_empty_store_has_nothing_to_compare_and_nothing_is_written(tmp_path: Path) -> None:
    nobody = newcomer(tmp_path)
    assert effort(nobody.store) == EffortPage(None, (), (), 0, 0)
    assert not nobody.store.path.exists()
    seller = at_mega(tmp_path)
    before = dump(seller.store.path), seller.store.path.read_bytes()
    effort(seller.store)
    effort(seller.store, "mega")
    with pytest.raises(Unknown):
        effort(seller.store, "nordwind")
    assert (dump(seller.store.path), seller.store.path.read_bytes()) == before
