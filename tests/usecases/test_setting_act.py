"""The numbers that may be set: read when set, in force from then on, the default put back."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import at_mega, chance, dump, newcomer
from valueloop.domain.money import Money
from valueloop.domain.settings import SETTINGS
from valueloop.errors import Invalid, Unknown
from valueloop.usecases.upkeep import list_settings
from valueloop.usecases.worth import share, value


def test_every_number_is_listed_with_its_default_and_meaning(tmp_path: Path) -> None:
    listed = list_settings(newcomer(tmp_path).store)
    assert [each.key for each in listed] == list(SETTINGS)
    assert all(each.value == each.default and each.meaning for each in listed)


def test_a_number_is_set_and_set_back(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert (seller.setting("share", " 30% ").value, seller.setting("share", "40%").value) == ("30%", "40%")
    assert {each.key: each.value for each in list_settings(seller.store)}["share"] == "40%"
    assert len(dump(seller.store.path)["setting"]) == 1
    assert seller.setting("share", "default").value == "25%"
    assert {each.key: each.value for each in list_settings(seller.store)}["share"] == "25%"


def test_what_is_set_is_in_force(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("x", "10k")
    seller.accept("1")
    for key, text in (
        ("years", "1"),
        ("discount_rate", "25%"),
        ("share", "50%"),
        ("chance", "20%"),
        ("currency", "chf"),
    ):
        seller.setting(key, text)
    assert value(seller.store, "mega").accepted.amount == 8_000
    assert share(seller.store, "mega").rule.price == Money(Decimal(4_000), "EUR")
    assert seller.guess().what.chance == Decimal("0.2")
    assert seller.account("Giga").currency == "CHF"


def test_a_likelihood_ratio_that_is_set_moves_what_is_believed_now(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess(chance="50%")
    assert chance(seller.learn().after) == 0.7727
    seller.setting("ratio.call.yes", "9")
    assert chance(seller.log().after) == 0.9
    seller.undo()
    seller.undo()
    assert chance(seller.log().after) == 0.7727


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("share", "30"),
        ("years", "0"),
        ("years", "1.5"),
        ("years", "51"),
        ("chance", "0"),
        ("patience.call", "-1"),
        ("patience.start", "0"),
        ("ratio.call.yes", "0"),
        ("currency", "XXQ"),
        ("discount_rate", "Default"),
    ],
)
def test_what_cannot_be_read_is_invalid_and_nothing_is_kept(key: str, text: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid):
        seller.setting(key, text)
    assert dump(seller.store.path)["setting"] == []


def test_there_is_no_other_number(tmp_path: Path) -> None:
    for text in ("1", "default"):
        with pytest.raises(Unknown) as wrong:
            at_mega(tmp_path).setting("discount", text)
        assert (wrong.value.what, wrong.value.near[0]) == ("setting", "discount_rate")
