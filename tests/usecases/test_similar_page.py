"""Accounts like one: who is nearest, what was done there in order, what was found and what failed, what it suggests."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, newcomer
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.similar import SimilarPage
from valueloop.domain.similarity import Trait
from valueloop.errors import Unknown
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.session import Unit
from valueloop.usecases import account
from valueloop.usecases import similar as room
from valueloop.usecases.similar import similar


def known(seller: Seller) -> None:
    """Mega is a bakery of a hundred people in the north."""
    typed = {"industry": "Bakery", "size": "100", "region": "north"}
    account.edit_account(seller.store, seller.occasion(), "mega", typed)


def sold_at_giga(seller: Seller) -> None:
    """Giga, a bakery twice as large, refused the first offer, since the need was not there, and took the second."""
    known(seller)
    seller.account("Giga", currency="EUR", industry="bakery", size="200", region="North")
    giga = seller.elsewhere("giga")
    giga.contact("production manager")
    giga.guess("fewer stops", "40k..80k", chance="50%", of="production")
    giga.guess("less waste of dough", "10k", chance="30%")
    giga.guess("a proud plant", direction=Direction.PERSONAL, chance="40%")
    giga.log("they stop all day", "production", learned=[("1", Answer.YES)])
    giga.offer("2", price="12k")
    giga.respond(1, Verdict.REJECTED, ("2", Answer.NO), because=Reason.NO_NEED)
    giga.learn("2", Answer.NO, Channel.VISIT, by="production")
    giga.offer("1", price="30k", terms="pilot", to="production")
    giga.respond(2, Verdict.ACCEPTED)
    giga.win(None)


def page(seller: Seller, at: str = "mega") -> SimilarPage:
    return similar(seller.store, at)


def test_what_was_done_there_stands_in_order_with_what_came_of_it(tmp_path: Path) -> None:
    (giga,) = page(at_mega(tmp_path, sold_at_giga)).similar
    assert (giga.account, giga.state) == ("Giga", State.WON)
    assert [(each.state, each.price) for each in giga.deals] == [(State.WON, Money(Decimal(30_000), "EUR"))]
    called, refused, visited, taken = giga.moves
    assert (called.channel, called.person, called.said()) == (
        Channel.CALL, "production manager", "yes to fewer stops"
    )  # fmt: skip
    assert (refused.channel, refused.product, refused.verdict, refused.reason) == (
        None, "Panel kit", Verdict.REJECTED, Reason.NO_NEED
    )  # fmt: skip
    assert (refused.needs, refused.said()) == (("less waste of dough",), "no to less waste of dough")
    assert (visited.channel, visited.said()) == (Channel.VISIT, "no to less waste of dough")
    assert (taken.price, taken.terms, taken.verdict) == (Money(Decimal(30_000), "EUR"), "pilot", Verdict.ACCEPTED)
    # 60k a year for three years at 10 %: 60k × (1/1.1 + 1/1.21 + 1/1.331) = 149,211
    assert taken.part == Decimal("0.2011")


def test_what_was_found_there_is_told_from_what_was_not(tmp_path: Path) -> None:
    (giga,) = page(at_mega(tmp_path, sold_at_giga)).similar
    assert [(each.name, each.verified, each.accepted) for each in giga.found] == [("fewer stops", True, True)]
    assert [each.name for each in giga.gone] == ["less waste of dough"]
    assert giga.gone[0].chance < Decimal("0.1") < Decimal("0.6") < giga.found[0].chance


def test_what_is_missing_here_is_suggested_from_where_it_was_found_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, sold_at_giga)
    (one,) = page(seller).suggestions
    assert (one.account, [each.name for each in one.needs]) == ("Giga", ["fewer stops"])
    assert not one.all, "the copy would take the proud plant too"
    seller.guess("Stops of the ovens")  # about the same
    assert page(seller).suggestions == ()


def test_the_likeness_says_what_it_is_made_of(tmp_path: Path) -> None:
    (giga,) = page(at_mega(tmp_path, sold_at_giga)).similar
    assert {each.trait: each.alike for each in giga.likeness.parts} == {
        Trait.INDUSTRY: 1,
        Trait.SIZE: Decimal("0.6990"),
        Trait.REGION: 1,
        Trait.PEOPLE: Decimal("0.5"),  # both have a production manager, and Mega a plant manager besides
    }
    assert giga.likeness.compared == Decimal("0.65")


def several(seller: Seller) -> None:
    """Bakeries of a hundred in the north: nothing done, one open, one lost, one won; and one that is little known."""
    known(seller)
    for name in ("Idle", "Open", "Lost", "Won"):
        seller.account(name, currency="EUR", industry="bakery", size="100", region="north")
        if name != "Idle":
            seller.elsewhere(name).guess("fewer stops", "10k", chance="80%")
    seller.elsewhere("Lost").lose("too dear")
    seller.elsewhere("Won").win("9k")
    seller.account("Hardly", region="north")
    seller.account("Larger", industry="bakery", size="150", region="north")
    seller.account("Foreign", industry="steel", size="100000", region="south")


def test_of_equal_likeness_those_come_first_that_can_teach(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, several))
    assert [each.account for each in found.similar] == ["Won", "Lost", "Idle", "Open", "Larger"]
    assert found.others == 7
    assert [each.account for each in found.suggestions] == ["Won"], "the same need is suggested once"
    assert found.suggestions[0].all


def test_what_is_hardly_known_comes_last_and_suggests_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SHOWN", 9)
    seller = at_mega(tmp_path, several)
    seller.elsewhere("Hardly").guess("cheaper flour", chance="90%")
    found = page(seller)
    assert [each.account for each in found.similar][-2:] == ["Larger", "Hardly"], "Foreign is not like it at all"
    assert found.similar[-1].likeness.thin
    assert all(need.name != "cheaper flour" for each in found.suggestions for need in each.needs)


def test_an_account_far_from_it_is_found_by_the_words_of_a_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SHORTLIST", 1)
    seller = at_mega(tmp_path, several)
    seller.guess("Fewer strikes of the CRÈME pump")
    seller.account("Kindred", currency="EUR")
    seller.elsewhere("Kindred").guess("no strike", chance="70%")
    assert [each.account for each in page(seller).similar] == ["Won"], "a strike is not among strikes"
    seller.elsewhere("Kindred").guess("creme pump that lasts")
    assert {each.account for each in page(seller).similar} == {"Won", "Kindred"}


def test_only_the_accounts_that_are_shown_are_loaded_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def listening(unit: Unit, rows: Sequence[Account]) -> list[Dossier]:
        loaded.extend(each.name for each in rows)
        return load_all(unit, rows)

    monkeypatch.setattr(room, "SHOWN", 2)
    monkeypatch.setattr(room, "load_all", listening)
    page(at_mega(tmp_path, several))
    assert sorted(loaded) == ["Lost", "Won"]


def test_an_account_of_which_nothing_is_known_is_like_nobody(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga", industry="bakery")
    assert (page(seller).similar, page(seller).suggestions, page(seller).others) == ((), (), 1)
    assert page(seller, "giga").similar == ()


def test_a_share_of_the_value_is_not_known_where_a_need_has_no_money(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        known(seller)
        seller.account("Giga", currency="EUR", industry="bakery")
        giga = seller.elsewhere("giga")
        giga.guess("fewer stops", "10k")
        giga.guess("less waste")
        giga.guess("pride", direction=Direction.PERSONAL)
        giga.offer("1", "2", price="5k")
        giga.offer("1", "3", price="5k")
        giga.offer("3", price="5k")
        giga.respond(2, Verdict.COUNTERED, price="4k")

    (giga,) = page(at_mega(tmp_path, story)).similar
    assert [each.part for each in giga.moves] == [None, Decimal("0.2011"), None]
    assert [each.verdict for each in giga.moves] == [None, Verdict.COUNTERED, None]
    assert giga.moves[1].counter == Money(Decimal(4000), "EUR")
    assert (giga.state, giga.deals[0].price) == (State.OPEN, Money(Decimal(5000), "EUR"))


def test_deductions_and_notes_are_no_moves(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        known(seller)
        seller.account("Giga", industry="bakery")
        giga = seller.elsewhere("giga")
        giga.guess("fewer stops")
        giga.learn("1", Answer.YES, Channel.LOGIC, note="they are old")
        giga.log("hello")

    (giga,) = page(at_mega(tmp_path, story)).similar
    assert (giga.moves, giga.state, giga.deals) == ((), None, ())


def test_an_account_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        page(newcomer(tmp_path))
