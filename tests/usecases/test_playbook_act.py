"""Playbooks: what is saved of an account where it worked, what is guessed with it elsewhere, what came of each use."""

from dataclasses import astuple
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, newcomer
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.similar import Analogy, PlaybookApplied, PlaybookSaved
from valueloop.domain.page.standing import Done
from valueloop.domain.similarity import carried
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown
from valueloop.usecases import playbook


def won_at_mega(seller: Seller) -> None:
    """Mega bought a kit on fewer stops at the second price; less waste was not there. Giga and Terra know nothing."""
    seller.guess("fewer stops", "40k..80k", chance="50%", of="production")
    seller.guess("less waste", "10k", chance="30%")
    seller.log("they stop all day", "production", learned=[("1", Answer.YES), ("2", Answer.NO)])
    seller.learn("2", Answer.NO, Channel.VISIT)
    seller.offer("1", price="60k")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.YES), because=Reason.PRICE)
    seller.offer("1", price="30k", terms="pilot\non line 3")
    seller.respond(2, Verdict.ACCEPTED)
    seller.win(None)
    for name in ("Giga", "Terra"):
        seller.account(name, currency="EUR")


def save(seller: Seller, name: str = "Fewer stops first", at: str = "mega") -> PlaybookSaved:
    return playbook.save(seller.store, seller.occasion(), name, at)


def apply(seller: Seller, at: str = "giga", name: str = "stops") -> Done[PlaybookApplied]:
    return playbook.apply(seller.store, seller.occasion("vl playbook apply"), at, name)


def test_what_worked_is_saved_and_the_rest_left_out(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    made = save(seller)
    assert (made.name, made.account, made.needs) == ("Fewer stops first", "Mega", ("fewer stops",))
    # 60k a year for three years at 10 % are worth 149,211 today
    assert (made.product, made.part) == ("Panel kit", Decimal("0.2011"))
    assert made.moves == (
        "call, production manager: yes to fewer stops; no to less waste",
        "offer Panel kit at 40% of its value on fewer stops: rejected (price); yes to fewer stops",
        "offer Panel kit at 20% of its value (pilot on line 3) on fewer stops: accepted",
    )
    found = playbook.show_playbook(seller.store, "STOPS")
    assert (found.moves, found.uses) == (made.moves, ())
    assert astuple(found.playbook) == (
        "Fewer stops first", "Mega", ("fewer stops",), "Panel kit", Decimal("0.2011"), 0, 0, 0, 0
    )  # fmt: skip


def test_without_an_offer_that_was_taken_there_is_no_product(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="70%")
    seller.offer("1")
    made = save(seller)
    assert (made.product, made.part) == ("", None)
    assert made.moves == ("offer Panel kit on fewer stops: no answer yet",)


def test_a_question_to_nobody_in_particular_names_nobody(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="70%")
    seller.learn("1", Answer.UNSURE, Channel.EMAIL)
    assert save(seller).moves == ("email: unsure of fewer stops",)


def test_what_cannot_be_saved(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match="'fewer STOPS first' is there already"):
        save(seller, "fewer STOPS first")
    with pytest.raises(Refused, match="nothing was found at Giga yet"):
        save(seller, "empty", "giga")
    with pytest.raises(Invalid):
        save(seller, " ")
    with pytest.raises(Unknown):
        save(seller, "x", "nobody")
    assert dump(seller.store.path) == before


def test_applied_it_guesses_its_needs_by_analogy(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    before = dump(seller.store.path)
    done = apply(seller)
    (one,) = done.what.analogies.guessed
    assert (one.name, one.direction, one.number) == ("fewer stops", Direction.SAVE, 1)
    assert one.there is not None
    assert (one.chance, one.rate) == (carried(one.there, Decimal("0.35")), None), "one closed deal is no base rate yet"
    assert (done.what.name, done.what.product, done.what.part) == ("Fewer stops first", "Panel kit", Decimal("0.2011"))
    assert len(done.what.moves) == 3
    assert [each.name for each in done.after.needs] == ["fewer stops"]
    assert seller.undo().what == "vl playbook apply"
    assert dump(seller.store.path) == before, "the guesses and the use are one act"


def test_what_is_there_already_is_not_guessed_again_but_the_use_counts(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    seller.elsewhere("giga").guess("Fewer  Stops")
    assert apply(seller).what.analogies.guessed == ()
    assert playbook.list_playbooks(seller.store)[0].used == 1


def test_a_need_that_has_another_name_there_by_now_has_the_usual_chance(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k", chance="70%", weight="3")
    save(seller)
    seller.edit("need:1", name="no stops at all")
    (one,) = apply_at_new(seller)
    assert (one.name, one.there, one.chance, one.worth_there) == ("fewer stops", None, Decimal("0.35"), False)


def apply_at_new(seller: Seller) -> tuple[Analogy, ...]:
    seller.account("Giga", currency="EUR")
    return apply(seller).what.analogies.guessed


def test_it_is_applied_once_to_an_account_and_never_where_it_is_from(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    apply(seller)
    with pytest.raises(Conflict, match="was applied to Giga already"):
        apply(seller)
    with pytest.raises(Refused, match="is from Mega"):
        apply(seller, "mega")


def test_a_playbook_is_found_by_any_part_of_its_name_that_no_other_has(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    save(seller, "stops alone")
    with pytest.raises(Ambiguous, match="Fewer stops first, stops alone"):
        apply(seller)
    with pytest.raises(Unknown, match="did you mean Fewer stops first") as wrong:
        playbook.show_playbook(seller.store, "fewr")
    assert wrong.value.what == "playbook"
    assert [each.name for each in playbook.list_playbooks(seller.store)] == ["Fewer stops first", "stops alone"]


def used(seller: Seller) -> tuple[int, int, int, int]:
    (view,) = playbook.list_playbooks(seller.store)
    return view.used, view.won, view.lost, view.open


def test_what_came_of_its_uses_is_reckoned_from_the_deals_since(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won_at_mega)
    save(seller)
    giga, terra = seller.elsewhere("giga"), seller.elsewhere("terra")
    terra.offer(price="5k")
    terra.lose("too dear")
    seller.today += timedelta(days=1)
    apply(seller)
    apply(seller, "terra")
    assert used(seller) == (2, 0, 0, 2), "what was lost before it is not its doing"
    giga.offer("1", price="9k")
    giga.today = seller.today
    giga.win("8k")
    assert used(seller) == (2, 1, 0, 1)
    terra.today = seller.today
    terra.offer(price="4k")
    assert used(seller) == (2, 1, 0, 1)
    terra.lose("no time")
    giga.offer(price="9k")
    giga.lose("the second deal is not its doing")
    assert used(seller) == (2, 1, 1, 0)
    uses = playbook.show_playbook(seller.store, "stops").uses
    assert [(each.account, each.state, each.price) for each in uses] == [
        ("Giga", State.WON, Money(Decimal(8000), "EUR")),
        ("Terra", State.LOST, None),
    ]
    assert {each.day for each in uses} == {seller.today}


def test_a_store_that_is_not_there_has_none(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    assert playbook.list_playbooks(seller.store) == []
    with pytest.raises(Unknown):
        playbook.show_playbook(seller.store, "stops")
    assert list(tmp_path.iterdir()) == []
