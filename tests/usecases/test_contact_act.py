"""Contacts: the tree that they form, and what is refused."""

from pathlib import Path

import pytest

from builders import Seller, at_mega, dump
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.page.record import Change
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown
from valueloop.usecases.contact import edit_contact, org_chart


def edited(seller: Seller, who: str, **typed: str) -> list[Change]:
    return edit_contact(seller.store, seller.occasion(), "mega", who, typed).what[1]


def chart(seller: Seller) -> list[tuple[int, str, str | None]]:
    return [(each.level, each.name, each.reports_to) for each in org_chart(seller.store, "mega")[1]]


def test_a_contact_is_kept_as_typed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    typed = {"role": " fitter ", "department": "engineering", "email": "ann@mega", "phone": "+49 1", "note": "kind"}
    ann = seller.contact(" Ann ", **typed, influence="uses", stance="supports", reports_to="prod").what
    assert (ann.name, ann.role, ann.department, ann.reports_to) == (
        "Ann",
        "fitter",
        "engineering",
        "production manager",
    )
    assert (ann.influence, ann.stance) == (Influence.USES, Stance.SUPPORTS)
    assert (ann.email, ann.phone, ann.note, ann.touches, ann.last_touch) == ("ann@mega", "+49 1", "kind", 0, None)


def test_the_chart_is_a_tree(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.contact("buyer")
    seller.contact("shift leader", reports_to="production")
    seller.contact("engineer", reports_to="plant")
    assert org_chart(seller.store, "mega")[0] == "Mega"
    assert chart(seller) == [
        (0, "plant manager", None),
        (1, "production manager", "plant manager"),
        (2, "shift leader", "production manager"),
        (1, "engineer", "plant manager"),
        (0, "buyer", None),
    ]


def test_the_chart_counts_the_talks_with_each(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("one", "plant", "production")
    seller.on(seller.today.replace(day=20)).log("two", "plant")
    found = {each.name: (each.touches, each.last_touch) for each in org_chart(seller.store, "mega")[1]}
    assert found == {"plant manager": (2, seller.today.replace(day=20)), "production manager": (1, seller.today)}


def test_an_edit_tells_each_change(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert edited(seller, "production", name="Ann", reports_to="", stance="opposes", phone="") == [
        Change("name", "production manager", "Ann"),
        Change("stance", "nothing", "opposes"),
        Change("reports to", "plant manager", "nothing"),
    ]
    assert edited(seller, "ann", stance="", name="ANN") == [
        Change("name", "Ann", "ANN"),
        Change("stance", "opposes", "nothing"),
    ]


@pytest.mark.parametrize("name", ["plant manager", "PLANT  Manager"])
def test_a_second_person_of_that_name_at_the_account_is_a_conflict(name: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Conflict, match="is there already at Mega"):
        seller.contact(name)
    with pytest.raises(Conflict, match="is there already at Mega"):
        edited(seller, "production", name=name)
    seller.account("Giga")
    assert seller.elsewhere("giga").contact(name).account == "Giga"


def test_nobody_reports_to_themselves_nor_by_way_of_others(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    for who in ("plant", "production"):
        with pytest.raises(Refused, match="nobody can report to themselves"):
            edited(seller, "plant", reports_to=who)
    assert dump(seller.store.path) == before


def test_one_reports_to_somebody_who_is_there(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Unknown) as wrong:
        seller.contact("Ann", reports_to="produktion")
    assert (wrong.value.what, wrong.value.near, wrong.value.where) == ("contact", ("production manager",), "Mega")
    with pytest.raises(Ambiguous):
        seller.contact("Ann", reports_to="manager")
    with pytest.raises(Unknown):
        seller.contact("Ann", reports_to="Ann")


def test_a_name_must_say_something(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid):
        seller.contact("  ")
    with pytest.raises(Invalid):
        edited(seller, "plant", name="a\nb")
