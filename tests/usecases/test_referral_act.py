"""Referrals: recorded, tied to accounts now or later, as a tree with money, and the thanks that are owed."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega
from valueloop.domain.money import Money
from valueloop.domain.page.referral import ReferralAdded, ReferralPage, ReferralView
from valueloop.domain.page.standing import Done
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.referral import Why
from valueloop.domain.touch import Kind
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.store.after import load_after
from valueloop.store.customer import Parting
from valueloop.store.find import account as find_account
from valueloop.store.load import load
from valueloop.store.session import Unit
from valueloop.usecases import touch
from valueloop.usecases.referral import add_referral, list_referrals, meant, owed_of


def refer(seller: Seller, name: str, by: str | None = None) -> Done[ReferralAdded]:
    return add_referral(seller.store, seller.occasion(), seller.at, name, by)


def thank(seller: Seller, *people: str) -> None:
    said = TouchTyped(Kind.CALL, "thank you", seller.today, None, people, thanks=True)
    touch.log(seller.store, seller.occasion(), seller.at, said)


def page(seller: Seller, account: str | None = None, day: date = DAY) -> ReferralPage:
    return list_referrals(seller.store, day, account)


def sale(seller: Seller, price: str, *, won: bool = True) -> None:
    seller.offer(price=price)
    if won:
        seller.win(price)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_a_company_that_is_none_of_ours_yet(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("they named one", "plant")
    made = refer(seller, " Calder Snacks ", "plant").what
    assert made == ReferralAdded(1, "Calder Snacks", "plant manager", None, False, None, "", (), 1)
    (root,) = page(seller).roots
    assert [(each.name, each.account, each.person, each.thanked) for each in root.below] == [
        ("Calder Snacks", False, "plant manager", False)
    ]


def test_it_is_tied_once_it_is_added(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    refer(seller, "Calder Snäcks")
    seller.account("CALDER  snacks", currency="EUR")
    (root,) = page(seller).roots
    assert [(each.name, each.account) for each in root.below] == [("CALDER  snacks", True)]
    with pytest.raises(Conflict, match="Mega named Calder Snäcks to us on 2026-06-15 already"):
        refer(seller, "calder snacks")


def test_an_account_that_is_there_is_introduced_by_them_unless_that_is_known(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Calder", currency="EUR")
    seller.account("Fell", currency="EUR", advertisement="mailing")
    made = refer(seller, "calder").what
    assert (made.account, made.exposed, made.exposure) == ("Calder", True, None)
    known = refer(seller, "FELL").what
    assert (known.account, known.exposed, known.exposure, known.exposed_by) == (
        "Fell", False, "advertisement", "mailing"
    )  # fmt: skip
    rows = asked(seller.store.path, "SELECT name, exposure, exposed_by, exposing_id FROM account ORDER BY id")
    assert rows[1:] == [("Calder", "introduction", "Mega", 1), ("Fell", "advertisement", "mailing", None)]
    assert len(page(seller).roots[0].below) == 2, "the introduction is no second referral"
    seller.undo()
    seller.undo()
    assert asked(seller.store.path, "SELECT exposure FROM account")[1] == (None,)


def test_the_same_twice_and_themselves_are_refused(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Calder Snacks", currency="EUR", introduced_by="mega")
    with pytest.raises(Conflict, match="Mega named Calder Snacks to us on 2026-06-15 already"):
        refer(seller, "calder snacks")
    with pytest.raises(Invalid, match="nobody refers us to themselves"):
        refer(seller, "MEGA")
    with pytest.raises(Invalid, match="it is a part of Mega; write the name in full"):
        refer(seller, "meg")
    with pytest.raises(Invalid, match="it is empty"):
        refer(seller, " ")
    with pytest.raises(Unknown):
        refer(seller, "Fell", "nobody")


def test_a_slip_names_those_that_come_near(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Calder Snacks", currency="EUR")
    assert refer(seller, "calder").what.near == ("Calder Snacks",)
    assert refer(seller, "Caldr Snacks").what.near == ("Calder Snacks",)
    assert refer(seller, "Quarry").what.near == ()


def three(seller: Seller) -> None:
    """Mega (won) named Calder (won twice), who named Fell (dollars, open) and Quarry; Fell named Mega and Calder."""
    sale(seller, "50k")
    refer(seller, "Calder")
    seller.account("Calder", currency="EUR")
    there = seller.elsewhere("calder")
    sale(there, "10k")
    sale(there, "5k")
    refer(there, "Fell")
    refer(there, "Quarry")
    seller.account("Fell", currency="USD")
    beyond = seller.elsewhere("fell")
    sale(beyond, "9k", won=False)
    sale(beyond, "8k", won=False)
    refer(beyond, "Mega")
    refer(beyond, "Calder")


def names(each: ReferralView) -> object:
    return (each.name + ("*" if each.again else ""), [names(one) for one in each.below])


def test_the_tree_has_each_account_once_and_sums_each_currency_by_itself(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, three)
    found = page(seller)
    (root,) = found.roots
    assert names(root) == (
        "Mega", [("Calder", [("Fell", [("Mega*", []), ("Calder*", [])]), ("Quarry", [])])]
    )  # fmt: skip
    dollars = Money(Decimal(8000), "USD")
    assert (root.won, root.won_below, root.open_below) == (euros(50_000), (euros(15_000),), (dollars,))
    assert (found.won, found.open) == ((euros(15_000),), (dollars,))
    calder = root.below[0]
    assert (calder.won, calder.won_below, calder.open_below) == (euros(15_000), (), (dollars,))
    assert calder.below[0].open == dollars


def test_one_account_shows_what_hangs_below_it_and_who_named_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, three)
    found = page(seller, "calder")
    assert (found.account, found.named_by, found.won) == ("Calder", "Mega", ())
    assert found.open == (Money(Decimal(8000), "USD"),)
    assert [each.name for each in found.roots] == ["Calder"]
    assert found.roots[0].person is None
    assert {each.account for each in found.owed} == {"Calder"}
    seller.account("Lone", currency="EUR")
    assert page(seller, "lone") == ReferralPage("Lone", None, (), (), (), ())


def test_what_is_owed_goes_with_thanks(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    refer(seller, "Calder", "plant")
    sale(seller, "50k")
    later = seller.on(DAY + timedelta(days=10))
    owed = page(seller, day=later.today).owed
    assert [(each.why, each.person, each.about, each.late_days) for each in owed] == [
        (Why.DEAL, None, "", 3),
        (Why.REFERRAL, "plant manager", "Calder", 3),
    ]
    thank(later, "production")
    assert [each.why for each in page(seller).owed] == [Why.REFERRAL]
    thank(later, "plant")
    assert page(seller).owed == ()
    assert page(seller).roots[0].below[0].thanked is True


def test_nothing_is_owed_to_who_was_parted_from(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    refer(seller, "Calder")
    sale(seller, "50k")

    def of(unit: Unit) -> list[Why]:
        row = find_account(unit, "mega")
        return [each.why for each in owed_of(load(unit, row), load_after(unit, [row])[row.key])]

    assert seller.store.read(of) == [Why.DEAL, Why.REFERRAL]
    nought = Decimal(0)
    seller.store.write(
        seller.occasion(),
        lambda unit: unit.add(Parting(account_id=1, kind="lost", reason="price", spent=nought, hours=nought, day=DAY)),
    )
    assert seller.store.read(of) == []
    assert page(seller).owed == ()


def test_a_name_that_comes_near_to_an_account_is_asked_about(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Rook Mills")
    seller.account("Fell", introduced_by="rook mils")
    assert meant(seller.store, "rook mils", "Fell") == ["Rook Mills"]
    assert meant(seller.store, "rook", "Fell") == [], "that is the account itself"
    assert meant(seller.store, "fel", "Fell") == []
    assert meant(seller.store, "a cousin of theirs", "Fell") == []
    seller.account("Rook Bakery")
    assert meant(seller.store, "rook", "Fell") == ["Rook Mills", "Rook Bakery"], "two may be meant"
