"""The rhythm of touches: customers and open deals, the longest overdue first, and who is in charge."""

from datetime import timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, facts, newcomer
from valueloop.domain.touch import Kind
from valueloop.errors import Unknown
from valueloop.usecases import account, parting
from valueloop.usecases.rhythm import overdue, rhythm


def edit(seller: Seller, **typed: str) -> None:
    account.edit_account(seller.store, seller.occasion(), seller.at, typed)


def test_nobody_has_a_rhythm_without_a_deal(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert rhythm(seller.store, DAY).accounts == ()
    seller.guess("fewer stops", "10k")
    seller.lose()
    assert rhythm(seller.store, DAY).accounts == ()
    assert rhythm(newcomer(tmp_path / "new").store, DAY).accounts == ()


def test_an_open_deal_has_the_usual_rhythm_a_customer_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    [found] = rhythm(seller.store, DAY + timedelta(days=31)).accounts
    assert facts(found.customer, found.last_touch, found.every, found.due, found.overdue_days, found.own) == (
        False, None, 30, DAY + timedelta(days=30), 1, False
    )  # fmt: skip
    seller.win("4k")
    seller.on(DAY + timedelta(days=3)).log("talked", "production", inbound=True)
    seller.on(DAY + timedelta(days=9)).log("to myself", kind=Kind.NOTE)
    [found] = rhythm(seller.store, DAY).accounts
    assert facts(found.customer, found.last_touch, found.every, found.overdue_days) == (
        True, DAY + timedelta(days=3), 45, -48
    )  # fmt: skip


def test_a_rhythm_of_its_own_goes_before_the_setting(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.setting("rhythm.account", "7")
    assert rhythm(seller.store, DAY).accounts[0].every == 7
    edit(seller, rhythm="2w")
    [found] = rhythm(seller.store, DAY).accounts
    assert facts(found.every, found.own) == (14, True)


def three(seller: Seller) -> None:
    for name, owner, days in (("Giga", "Ann", 60), ("Tera", "Annegret", 0)):
        seller.account(name, owner=owner)
        there = seller.elsewhere(name).on(DAY - timedelta(days=days))
        there.guess("fewer stops", "10k")
    seller.on(DAY - timedelta(days=40)).guess("fewer stops", "10k")


def test_the_longest_overdue_comes_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, three)
    page = rhythm(seller.store, DAY)
    assert [(each.account, each.overdue_days) for each in page.accounts] == [("Giga", 30), ("Mega", 10), ("Tera", -30)]
    assert facts(page.overdue, page.nobodys, page.owner) == (2, 1, None)
    assert [each.account for each in seller.store.read(lambda unit: overdue(unit, DAY))] == ["Giga", "Mega"]


def test_those_of_an_owner(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, three)

    def of(owner: str) -> list[str]:
        return [each.account for each in rhythm(seller.store, DAY, owner).accounts]

    assert [of("ANN"), of("gret"), of("nobody")] == [["Giga", "Tera"], ["Tera"], ["Mega"]]
    edit(seller, owner="Ann")
    assert of("nobody") == [], "that is an answer, and no slip of the finger"
    edit(seller, owner="")
    with pytest.raises(Unknown, match=r"no owner 'Anngret'; did you mean Annegret"):
        of("Anngret")
    with pytest.raises(Unknown, match=r"no owner 'zzz'; did you mean Ann or Annegret or nobody"):
        of("zzz")


def test_an_account_that_we_parted_from_has_no_rhythm(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, three)
    parting.unqualify(seller.store, seller.occasion(), "giga", "too small")
    assert [each.account for each in rhythm(seller.store, DAY).accounts] == ["Mega", "Tera"]
    seller.elsewhere("giga").guess("overtime", "10k")
    assert [each.account for each in rhythm(seller.store, DAY).accounts] == ["Mega", "Tera"]
