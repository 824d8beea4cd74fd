"""Threats: recorded at a customer, ended, listed; what is unknown of a rival stays unknown."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import DAY, Seller, asked, at_mega, dump, facts
from valueloop.domain.money import Money
from valueloop.domain.page.threat import ThreatTyped, ThreatView
from valueloop.domain.threat import Figure
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.usecases import parting
from valueloop.usecases.threat import add_threat, end_threat, list_threats


def euros(amount: int | str | None) -> Money | None:
    return None if amount is None else Money(Decimal(amount), "EUR")


def a_customer(seller: Seller) -> None:
    """A line of 10,000 a year over one year at no discount, accepted, sold at 4,000: 6,000 are left to them."""
    seller.setting("years", "1")
    seller.setting("discount_rate", "0%")
    seller.guess("fewer stops", "10k", of="production")
    seller.accept("1")
    seller.alternative("Rival Controls", "3k", switching="500", speed="2k", safety="-500")
    seller.win("4k")


def add(seller: Seller, rival: str = "Nordic", claim: str = "half the price", **typed: Any) -> ThreatView:
    said = ThreatTyped(rival, claim, **typed)
    return add_threat(seller.store, seller.occasion(), seller.at, said).what


def test_a_threat_with_all_figures_has_its_margin(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    made = add(seller, value="9k", price="2k", switching="1k", person="plant")
    assert facts(made.number, made.rival, made.claim, made.person, made.touch) == (
        1, "Nordic", "half the price", "plant manager", None
    )  # fmt: skip
    assert facts(made.surplus, made.margin_low, made.margin_high, made.unknown, made.taken) == (
        euros(6_000), euros(0), euros(0), (), ()
    )  # fmt: skip
    assert dump(seller.store.path)["threat"][0][2:8] == (1, "Nordic", "half the price", "9000", "2000", "1000")


def test_what_is_not_typed_is_unknown_and_not_nought(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    made = add(seller)
    assert facts(made.value, made.price, made.switching, made.margin_low, made.margin_high) == (None,) * 5
    assert made.unknown == tuple(Figure)
    assert asked(seller.store.path, "SELECT value, price, switching FROM threat") == [(None, None, None)]


def test_unknown_figures_are_taken_from_the_alternative_of_that_name(tmp_path: Path) -> None:
    """Worth 10,000 with us; we are 2,000 better and 500 worse: 8,500 with them, at 3,000, and 500 to change."""
    seller = at_mega(tmp_path, a_customer)
    made = add(seller, "rival controls")
    assert facts(made.value, made.price, made.switching) == facts(euros(8_500), euros(3_000), euros(500))
    assert facts(made.taken, made.taken_from, made.unknown) == (tuple(Figure), "Rival Controls", ())
    assert made.margin_low == made.margin_high == euros(1_000)
    typed = add(seller, "Rival", value="1k", price="1k", switching="1k")
    assert facts(typed.taken, typed.taken_from) == ((), None)


def test_the_source_is_the_touch_of_today_with_that_person(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    seller.log("they were called", "plant")
    assert add(seller, person="plant").touch == 1
    assert add(seller, "Other", touch=1).touch == 1


def test_a_rival_at_an_account_that_is_no_customer_is_an_alternative(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Refused, match="Mega is no customer yet: there a rival is an alternative"):
        add(seller)


def test_a_rival_is_one_threat_until_it_ends(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    add(seller)
    with pytest.raises(Conflict, match=r"Nordic is a threat at Mega already: vl edit threat:1 …, or vl threat end 1"):
        add(seller, "NORDIC")
    end_threat(seller.store, seller.occasion(), 1)
    assert add(seller, "NORDIC").number == 2


@pytest.mark.parametrize("option", ["value", "price", "switching"])
def test_amounts_are_read_and_fit(tmp_path: Path, option: str) -> None:
    seller = at_mega(tmp_path, a_customer)
    with pytest.raises(Conflict, match="is in USD, but Mega reckons in EUR"):
        add(seller, **{option: "$5k"})
    with pytest.raises(Invalid, match="it is below nought"):
        add(seller, **{option: "-5k"})
    with pytest.raises(Invalid, match="it is not a number"):
        add(seller, **{option: "much"})
    with pytest.raises(Unknown, match="no touch '#9' at Mega"):
        add(seller, touch=9)
    assert dump(seller.store.path)["threat"] == []


def test_a_threat_ends_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    add(seller)
    later = seller.on(DAY + timedelta(days=40))
    done = end_threat(later.store, later.occasion(), 1)
    assert facts(done.account, done.what.rival, done.what.days) == ("Mega", "Nordic", 40)
    with pytest.raises(Conflict, match="threat 1 ended on 2026-07-25 already"):
        end_threat(later.store, later.occasion(), 1)
    with pytest.raises(Unknown, match="no threat '7'"):
        end_threat(later.store, later.occasion(), 7)
    seller.undo()
    assert list_threats(seller.store)[0].ended is None


def test_the_list_has_the_latest_first_and_what_is_over_only_when_asked(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_customer)
    assert list_threats(seller.store) == []
    add(seller)
    add(seller.on(DAY + timedelta(days=1)), "Other")
    assert [each.rival for each in list_threats(seller.store)] == ["Other", "Nordic"]
    end_threat(seller.store, seller.occasion(), 2)
    assert [each.rival for each in list_threats(seller.store, "mega")] == ["Nordic"]
    seller.account("Giga")
    assert list_threats(seller.store, "giga") == []
    parting.fire(seller.store, seller.occasion(), "mega", "they never pay")
    assert list_threats(seller.store) == []
    assert [each.number for each in list_threats(seller.store, everything=True)] == [2, 1]
    with pytest.raises(Unknown):
        list_threats(seller.store, "nobody")
