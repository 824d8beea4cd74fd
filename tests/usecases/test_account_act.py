"""Accounts and products: what is kept of what was typed, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, newcomer
from valueloop.domain.account import Phase
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.money import Money
from valueloop.domain.page.record import Change
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.usecases.account import (
    add_account,
    edit_account,
    edit_product,
    list_accounts,
    list_products,
    show_account,
)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def edited(seller: Seller, **typed: str) -> list[Change]:
    return edit_account(seller.store, seller.occasion(), "mega", typed)[1]


def product(seller: Seller, **typed: str) -> list[Change]:
    return edit_product(seller.store, seller.occasion(), "kit", typed)[1]


def test_an_account_is_kept_as_typed(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    typed = {"industry": " food ", "size": "1,250", "region": "north", "owner": "sam", "note": "big", "currency": "usd"}
    added = seller.account("  Nordwind  ", **typed, advertisement="spring mailing")
    assert (added.name, added.phase, added.currency) == ("Nordwind", Phase.EXPERIENCE, "USD")
    assert (added.industry, added.size, added.region, added.owner, added.note) == ("food", 1250, "north", "sam", "big")
    assert (added.exposure, added.exposed_by) == ("advertisement", "spring mailing")
    assert list_accounts(seller.store) == [added]
    assert show_account(seller.store, "nordwind").account == added


def test_a_new_account_reckons_in_the_currency_that_is_set(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    assert seller.account("A").currency == "EUR"
    seller.setting("currency", "chf")
    assert seller.account("B").currency == "CHF"


def test_who_showed_us_is_an_account_of_ours_or_a_name(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seen = seller.account("A", seen_at="meg")
    assert (seen.exposure, seen.exposed_by) == ("seen at another customer", "Mega")
    met = seller.account("B", introduced_by=" Mr. Smith ")
    assert (met.exposure, met.exposed_by) == ("introduction", "Mr. Smith")
    rows = {row[2]: row[11] for row in dump(seller.store.path)["account"]}
    assert rows == {"Mega": None, "A": 1, "B": None}
    seller.account("Mega Two")
    assert seller.account("C", introduced_by="mega t").exposed_by == "Mega Two"
    assert seller.account("D", introduced_by="m").exposed_by == "m"


@pytest.mark.parametrize("name", ["Mega", "MEGA", " méga "])
def test_a_second_account_of_that_name_is_a_conflict(name: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match="is there already"):
        seller.account(name)
    assert dump(seller.store.path) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [("size", "many"), ("size", "-1"), ("size", "²"), ("size", "1234567890"), ("currency", "XXQ"), ("name", " \n ")],
)
def test_a_field_that_cannot_be_read_is_invalid_and_nothing_is_kept(field: str, typed: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Invalid) as wrong:
        edited(seller, note="kept?", **{field: typed})
    assert (wrong.value.what, wrong.value.given) == (field if field != "name" else "account", typed)
    with pytest.raises(Invalid):
        add_account(seller.store, seller.occasion(), typed if field == "name" else "New", {field: typed})
    assert dump(seller.store.path) == before


def test_an_edit_tells_each_change(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert edited(seller, name="Mega International", size="250", owner="sam", note="") == [
        Change("name", "Mega", "Mega International"),
        Change("size", "nothing", "250"),
        Change("owner", "nothing", "sam"),
    ]
    assert edited(seller, name="mega international")[0].after == "mega international"
    assert edited(seller, advertisement="fair") == [
        Change("exposure", "nothing", "advertisement"),
        Change("exposed by", "nothing", "fair"),
    ]
    assert edited(seller, owner="sam") == []


def test_an_account_cannot_take_anothers_name(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga")
    with pytest.raises(Conflict, match="'GIGA' is there already"):
        edited(seller, name="GIGA")


def test_money_that_is_recorded_holds_an_account_to_its_currency(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert edited(seller, currency="usd") == [Change("currency", "EUR", "USD")]
    seller.guess(amount="10k")
    with pytest.raises(Conflict, match="'Mega' has amounts in USD; they cannot be read as GBP"):
        edited(seller, currency="gbp")
    assert edited(seller, currency="usd") == []


def test_an_account_that_is_not_there_cannot_be_edited(tmp_path: Path) -> None:
    with pytest.raises(Unknown) as wrong:
        edit_account(at_mega(tmp_path).store, Seller(newcomer(tmp_path).store).occasion(), "Mgea", {})
    assert (wrong.value.what, wrong.value.near) == ("account", ("Mega",))


def test_the_phase_follows_what_happened_in_the_list_and_on_the_page(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)

    def phases() -> set[Phase]:
        (listed,) = list_accounts(seller.store)
        return {listed.phase, show_account(seller.store, "mega").account.phase}

    assert phases() == {Phase.EXPERIENCE}
    seller.log()
    assert phases() == {Phase.EXPERIENCE}
    seller.guess(amount="10k")
    seller.offer("1")
    assert phases() == {Phase.EVALUATE}
    seller.accept("1")
    assert phases() == {Phase.ANALYSE}
    seller.win()
    assert phases() == {Phase.PURCHASE}
    seller.undo()
    assert phases() == {Phase.ANALYSE}


def test_the_page_of_an_account_tells_where_it_stands(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k", chance="40%")
    seller.line("more yield", "5k")
    seller.accept("2")
    seller.log("hello", "production", learned=[("1", Answer.YES)], next_step="call back")
    page = show_account(seller.store, "mega")
    assert [each.name for each in page.people] == ["plant manager", "production manager"]
    assert [(each.number, round(each.chance, 4)) for each in page.needs] == [(1, Decimal("0.6939"))]
    assert (float(page.patience), float(page.patience_start)) == (9.3, 10)
    assert (page.last_touch, page.open_steps, page.deal) == (seller.today, 1, "open")
    assert (page.accepted_per_year, page.potential_per_year) == (euros("5000"), euros("10000"))


def test_accounts_are_listed_by_name(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    for name in ("zeta", "Émile", "Alpha"):
        seller.account(name)
    assert [each.name for each in list_accounts(seller.store)] == ["Alpha", "Émile", "zeta"]


def test_a_product_is_kept_as_typed(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.product("Panel kit", cost="9k", floor="15k", meets=" quick wiring ")
    seller.product("Audit", cost="$1k", floor="$2k")
    seller.product("Advice", cost="")
    advice, audit, kit = list_products(seller.store)
    assert (kit.name, kit.cost, kit.floor, kit.meets) == ("Panel kit", euros("9000"), euros("15000"), "quick wiring")
    assert (audit.cost, audit.floor) == (Money(Decimal(1000), "USD"), Money(Decimal(2000), "USD"))
    assert (advice.cost, advice.floor) == (None, None)


def test_a_product_is_edited_field_by_field(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert product(seller, name="Panel set", floor="16k", meets="speed", cost="") == [
        Change("name", "Panel kit", "Panel set"),
        Change("cost", "9000", "nothing"),
        Change("floor", "15000", "16000"),
        Change("meets", "nothing", "speed"),
    ]
    with pytest.raises(Unknown):
        product(seller)


def test_both_amounts_of_a_product_may_move_to_another_currency_but_not_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid, match="in one currency"):
        product(seller, floor="$15k")
    with pytest.raises(Invalid, match="in one currency"):
        product(seller, cost="9k", floor="$15k")
    assert Change("currency", "EUR", "USD") in product(seller, cost="$9k", floor="$15k")
    with pytest.raises(Invalid):
        product(seller, cost="cheap")


def test_a_second_product_of_that_name_is_a_conflict(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Conflict, match="'PANEL KIT' is there already"):
        seller.product("PANEL KIT")
    seller.product("Audit")
    with pytest.raises(Conflict, match="'audit' is there already"):
        product(seller, name="audit")
    assert product(seller, name="PANEL kit") == [Change("name", "Panel kit", "PANEL kit")]
