"""What is set of one deal's case and price, over the settings: each key, and the way back."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, facts
from valueloop.domain.money import Money
from valueloop.domain.page.case_act import KeySet
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.keys import KEYS
from valueloop.domain.value.terms import Rule
from valueloop.errors import Invalid, Refused, Unknown, ValueloopError
from valueloop.usecases.worth import share, value

EACH: dict[str, tuple[str, object]] = {
    "years": (" 5 ", 5),
    "discount_rate": ("8%", Decimal("0.08")),
    "timing": ("Mid", Timing.MID),
    "price_in_costs": ("yes", True),
    "rule": ("BARGAIN", Rule.BARGAIN),
    "fraction": ("30%", Decimal("0.3")),
    "alpha": ("0.4", Decimal("0.4")),
    "base": ("€1k", Decimal(1_000)),
    "baseline": ("2k", Decimal(2_000)),
    "least": ("3k", Decimal(3_000)),
    "most": ("4,500.50", Decimal("4500.50")),
    "guarantee": ("5k", Decimal(5_000)),
    "walk_away": ("6k", Decimal(6_000)),
    "price": ("EUR 7k", Decimal(7_000)),
    "per_year": ("true", True),
    "instalments": ("12", 12),
}


def story(seller: Seller) -> None:
    """One with an accepted line of 10k a year."""
    seller.line("fewer stops", "10k")
    seller.accept("1")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def in_force(seller: Seller, key: str) -> object:
    page = share(seller.store, "mega")
    found = getattr(page.terms if KEYS[key].share else page.basis, key)
    return found.amount if isinstance(found, Money) else found


def test_every_key_is_tried_below() -> None:
    assert list(EACH) == list(KEYS)


@pytest.mark.parametrize("key", EACH)
def test_a_key_is_set_and_an_empty_text_goes_back_to_the_settings(key: str, seller: Seller) -> None:
    typed, read = EACH[key]
    usual, before = in_force(seller, key), dump(seller.store.path)
    assert usual != read
    assert seller.keys(**{key: typed}).what == [KeySet(key, KEYS[key].meaning, None, typed.strip())]
    assert in_force(seller, key) == read
    (gone,) = seller.keys(**{key: " "}).what
    assert (gone.was, gone.value, in_force(seller, key)) == (typed.strip(), None, usual)
    assert dump(seller.store.path)["case_key"] == []
    seller.undo()
    assert in_force(seller, key) == read
    seller.undo()
    assert dump(seller.store.path) == before


def test_a_key_set_again_tells_what_it_was(seller: Seller) -> None:
    seller.keys(years="5")
    (again,) = seller.keys(years="7").what
    assert (again.was, again.value, in_force(seller, "years")) == ("5", "7", 7)
    assert len(dump(seller.store.path)["case_key"]) == 1


def test_several_keys_are_one_act(seller: Seller) -> None:
    before = dump(seller.store.path)
    done = seller.keys(rule="bargain", walk_away="5k", alpha="50%", discount_rate="0%")
    assert [each.name for each in done.what] == ["rule", "walk_away", "alpha", "discount_rate"]
    assert str(value(seller.store, "mega").price) == "17500.0 EUR"  # 5k + (30k − 5k) / 2
    seller.undo()
    assert dump(seller.store.path) == before


def test_what_is_set_of_a_deal_stands_over_the_settings_and_what_one_looks_with_over_both(seller: Seller) -> None:
    seller.keys(years="5")
    seller.setting("years", "7")
    assert value(seller.store, "mega").basis.years == 5
    assert value(seller.store, "mega", {"years": "9"}).basis.years == 9
    seller.keys(years="")
    assert value(seller.store, "mega").basis.years == 7


def test_a_case_of_no_years_has_year_0_alone(seller: Seller) -> None:
    seller.line("sale of scrap", flows=["4k", "9k"])
    seller.accept("2")
    seller.keys(years="0", price="1k", per_year="yes")
    page, split = value(seller.store, "mega"), share(seller.store, "mega")
    assert [facts(each.year, each.benefits.amount, each.price.amount) for each in page.flows] == [(0, 4_000, 1_000)]
    assert (str(page.accepted), str(page.customer_npv), page.price_a_year) == ("4000 EUR", "3000 EUR", None)
    assert (split.rule.a_year, str(split.rule.keeps)) == (None, "3000 EUR")


def test_the_next_deal_begins_with_the_settings_again(seller: Seller) -> None:
    seller.keys(years="5", price="8k")
    seller.lose()
    assert value(seller.store, "mega").basis.years == 5, "it is frozen as it was"
    seller.line("more", "1k")
    page = value(seller.store, "mega")
    assert (page.basis.years, page.price_by) == (3, "no value is accepted yet")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"years": "-1"}, Invalid),
        ({"years": "51"}, Invalid),
        ({"years": "2.5"}, Invalid),
        ({"discount_rate": "10"}, Invalid),
        ({"timing": "late"}, Invalid),
        ({"price_in_costs": "maybe"}, Invalid),
        ({"rule": "haggle"}, Invalid),
        ({"fraction": "101%"}, Invalid),
        ({"base": "-1"}, Invalid),
        ({"walk_away": "1k..2k"}, Invalid),
        ({"walk_away": "$5k"}, Invalid),
        ({"instalments": "0"}, Invalid),
        ({"instalments": "121"}, Invalid),
        ({"most": "1k", "least": "2k"}, Invalid),
        ({"year": "5"}, Unknown),
        ({"year": ""}, Unknown),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_kept(
    typed: dict[str, str], wrong: type[ValueloopError], seller: Seller
) -> None:
    before = dump(seller.store.path)
    with pytest.raises(wrong):
        seller.keys(**{"alpha": "40%", **typed})
    assert dump(seller.store.path) == before


def test_the_most_is_at_the_least_the_least(seller: Seller) -> None:
    seller.keys(most="4k")
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="most '4000' cannot be used: it is below the least, 5000"):
        seller.keys(least="5k")
    assert dump(seller.store.path) == before
    seller.keys(least="5k", most="")
    seller.keys(most="5k")


def test_a_key_that_is_not_known_comes_with_those_near_it(seller: Seller) -> None:
    with pytest.raises(Unknown) as wrong:
        seller.keys(fractoin="30%")
    assert (wrong.value.what, wrong.value.near) == ("key of a value case", ("fraction",))


def test_keys_are_of_an_open_deal(tmp_path: Path, seller: Seller) -> None:
    seller.lose()
    (tmp_path / "other").mkdir()
    for without in (seller, at_mega(tmp_path / "other")):
        before = dump(without.store.path)
        with pytest.raises(Refused, match="no deal is open at Mega: a value line opens one"):
            without.keys(years="5")
        assert dump(without.store.path) == before
