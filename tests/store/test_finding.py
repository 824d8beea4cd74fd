"""Finding rows by what people type: part of a name, or a number."""

from pathlib import Path

import pytest

from builders import Seller, at_mega, newcomer
from valueloop.errors import Ambiguous, Unknown
from valueloop.store import find


def account(seller: Seller, given: str) -> str:
    return seller.store.read(lambda unit: find.account(unit, given).name)


def product(seller: Seller, given: str) -> str:
    return seller.store.read(lambda unit: find.product(unit, given).name)


def story(seller: Seller) -> None:
    for name in ("Mega Foods", "Müller & Söhne", "Nordwind", "North Wind Farm", "50% off_all \\ Ltd", "North"):
        seller.account(name)
    seller.product("Line controller")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mega", "Mega"),  # the whole name wins over the beginning of another
        ("MEGA F", "Mega Foods"),
        ("muller", "Müller & Söhne"),
        ("sohne", "Müller & Söhne"),
        ("  MÜLLER  ", "Müller & Söhne"),
        ("nordw", "Nordwind"),
        ("farm", "North Wind Farm"),
        ("north", "North"),
        ("ind f", "North Wind Farm"),
        ("50%", "50% off_all \\ Ltd"),
        ("off_all", "50% off_all \\ Ltd"),
        ("\\ l", "50% off_all \\ Ltd"),
    ],
)
def test_any_part_of_a_name_that_means_one_finds_it(typed: str, name: str, seller: Seller) -> None:
    assert account(seller, typed) == name


def test_a_part_that_means_several_names_them_all(seller: Seller) -> None:
    with pytest.raises(Ambiguous) as wrong:
        account(seller, "nor")
    assert (wrong.value.what, wrong.value.given) == ("account", "nor")
    assert set(wrong.value.candidates) == {"Nordwind", "North Wind Farm", "North"}


@pytest.mark.parametrize("typed", ["f_ods", "%", "_", "m%a", "mega\\", "", "   "])
def test_the_wildcards_of_sql_are_ordinary_letters(typed: str, seller: Seller) -> None:
    if typed in ("%", "_"):
        assert account(seller, typed) == "50% off_all \\ Ltd"
        return
    with pytest.raises(Unknown):
        account(seller, typed)


def test_an_unknown_name_comes_with_those_near_it(seller: Seller) -> None:
    with pytest.raises(Unknown) as wrong:
        account(seller, "Nordwnid")
    assert (wrong.value.what, wrong.value.given, wrong.value.near) == ("account", "Nordwnid", ("Nordwind",))
    with pytest.raises(Unknown) as wrong:
        product(seller, "contoller")
    assert (wrong.value.what, wrong.value.near) == ("product", ("Line controller",))


def test_products_are_found_alike(seller: Seller) -> None:
    assert product(seller, "kit") == "Panel kit"
    assert product(seller, "LINE") == "Line controller"


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(Unknown) as wrong:
        account(newcomer(tmp_path), "mega")
    assert wrong.value.near == ()


@pytest.mark.parametrize("typed", ["2", "#2", " 2 ", "waste", "LESS"])
def test_a_need_answers_to_its_number_and_to_a_part_of_its_name(typed: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    seller.guess("less waste")
    assert seller.learn(typed).what.name == "less waste"


@pytest.mark.parametrize("typed", ["3", "#0", "99999999999999999999999"])
def test_a_number_that_nothing_has_comes_with_those_that_there_are(typed: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name in ("a", "b"):
        seller.guess(name)
    with pytest.raises(Unknown) as wrong:
        seller.learn(typed)
    assert wrong.value.what == "need"
    assert wrong.value.given == typed
    assert wrong.value.near == ("1 (a)", "2 (b)")
    assert wrong.value.where == "Mega"


def test_digits_of_other_scripts_are_names(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("a")
    for typed in ("²", "١"):
        with pytest.raises(Unknown):
            seller.learn(typed)


def test_people_are_sought_at_their_account_alone(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga")
    with pytest.raises(Ambiguous) as many:
        seller.log("hello", "manager")
    assert set(many.value.candidates) == {"plant manager", "production manager"}
    with pytest.raises(Unknown) as none:
        seller.elsewhere("giga").log("hello", "manager")
    assert (none.value.what, none.value.where) == ("contact", "Giga")
