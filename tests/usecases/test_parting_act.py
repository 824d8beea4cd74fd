"""Accounts unqualified, fired and lost: what is kept of it, the deal that closes with it, and the way back."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, dump, facts
from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.parting import Parted, PartingView
from valueloop.domain.page.standing import Done
from valueloop.domain.parting import Basis, CameOf, Kind, Known
from valueloop.domain.plan.advice import MoveKind
from valueloop.domain.touch import Kind as TouchKind
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.usecases import parting
from valueloop.usecases.plan import day_moves, next_at, today
from valueloop.usecases.threat import who_may_leave


def unqualify(seller: Seller, reason: str = "too small") -> Done[Parted]:
    return parting.unqualify(seller.store, seller.occasion(), seller.at, reason)


def fire(seller: Seller, reason: str = "never pays") -> Done[Parted]:
    return parting.fire(seller.store, seller.occasion(), seller.at, reason)


def lose(seller: Seller, reason: str = "their stops are fewer", rival: str = "Nordic") -> Done[Parted]:
    return parting.lose(seller.store, seller.occasion(), seller.at, rival, reason)


def reopen(seller: Seller) -> Done[PartingView]:
    return parting.reopen(seller.store, seller.occasion(), seller.at)


def look_back(seller: Seller, came_of: CameOf, rival: str = "", note: str = "") -> Done[PartingView]:
    return parting.look_back(seller.store, seller.occasion(), seller.at, came_of, rival, note)


def bought(seller: Seller) -> None:
    seller.guess("fewer stops", "10k", of="production")
    seller.win("4k")


def test_unqualifying_keeps_reason_and_cost_and_loses_the_open_deal(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.log("call", "production")
    seller.log("visit", "production", kind=TouchKind.VISIT, hours=Decimal(3))
    seller.log("they rang", "production", inbound=True)
    seller.log("to myself", kind=TouchKind.NOTE)
    done = unqualify(seller)
    made, deal = done.what.parting, done.what.deal
    assert facts(made.kind, made.reason, made.spent, made.hours, made.estimated) == (
        Kind.UNQUALIFIED, "too small", Decimal("1.7"), Decimal("3.5"), 1
    )  # fmt: skip
    assert deal is not None
    assert facts(deal.state, deal.reason) == (State.LOST, "too small")
    assert asked(seller.store.path, "SELECT state, reason FROM deal") == [("lost", "too small")]
    assert asked(seller.store.path, "SELECT kind, reason, rival, spent, hours, ended FROM parting") == [
        ("unqualified", "too small", "", "1.7", "3.5", None)
    ]
    assert facts(made.known, made.back, made.regretted, made.look_back, made.days_ago) == (None, None, False, False, 0)


def test_it_is_one_act_and_one_undo(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    before = dump(seller.store.path)
    unqualify(seller)
    seller.undo()
    assert dump(seller.store.path) == before


def test_without_an_open_deal_nothing_else_is_closed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    made = unqualify(seller).what
    assert facts(made.deal, made.parting.given_up, made.parting.given_up_by) == (None, None, None)


@pytest.mark.parametrize("act", [fire, lose])
def test_only_a_customer_is_fired_or_lost(tmp_path: Path, act: Callable[[Seller], object]) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Refused, match=r"Mega is no customer, since no deal was won there: vl account unqualify"):
        act(seller)


def test_a_customer_is_not_unqualified(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    with pytest.raises(Refused, match="Mega is a customer: vl account fire parts from one"):
        unqualify(seller)


@pytest.mark.parametrize("act", [unqualify, fire, lose])
def test_a_reason_is_needed(tmp_path: Path, act: Callable[[Seller, str], object]) -> None:
    with pytest.raises(Refused, match="teaches nothing without its reason"):
        act(at_mega(tmp_path), "  ")


def test_one_parts_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    fire(seller)
    for act in (unqualify, fire, lose):
        with pytest.raises(Conflict, match=r"Mega is fired since 2026-06-15 already: vl account reopen takes it up"):
            act(seller)
    with pytest.raises(Unknown):
        unqualify(seller.elsewhere("nobody"))


def test_firing_gives_up_what_was_agreed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    seller.guess("overtime", "5k")
    done = fire(seller)
    assert facts(done.what.parting.given_up, done.what.parting.given_up_by) == (
        Money(Decimal(4_000), "EUR"), Basis.WON
    )  # fmt: skip
    assert done.what.deal is not None
    assert done.what.deal.state is State.LOST


def test_a_lost_customer_says_to_whom_and_whether_the_need_was_known(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    guessed = lose(seller).what.parting
    assert facts(guessed.kind, guessed.rival, guessed.known) == (Kind.LOST, "Nordic", Known.NEVER)
    assert facts(guessed.reviewed, guessed.need) == (None, "fewer stops")
    seller.undo()
    seller.guess("overtime", "5k")
    seller.learn("2", by="plant")
    assert lose(seller).what.parting.known is Known.UNASKED
    seller.undo()
    seller.learn(by="plant")
    asked_of = lose(seller).what.parting
    assert facts(asked_of.known, asked_of.reviewed, asked_of.need) == (Known.KNOWN, DAY, "fewer stops")
    seller.undo()
    assert lose(seller, "half the price").what.parting.known is Known.ELSEWHERE
    seller.undo()
    assert lose(seller.on(DAY + timedelta(days=181))).what.parting.known is Known.STALE
    reopen(seller)
    seller.learn("1", by="production")
    [kept] = parting.partings(seller.store, DAY).partings
    assert facts(kept.known, kept.reviewed) == (Known.STALE, DAY), (
        "what is learned later does not change what was known"
    )
    with pytest.raises(Invalid, match="it is empty"):
        lose(seller, rival=" ")


def test_what_the_plan_last_weighed_is_given_up_else_the_lines(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("years", "1")
    seller.setting("discount_rate", "0%")
    seller.line("stops", "10k")
    seller.guess("overtime", "10k", chance="50%")
    moves = asked(seller.store.path, "SELECT move FROM moment")
    assert not any('"value"' in str(row[0]) for row in moves), "nothing was weighed: no product meets a need"
    made = unqualify(seller).what.parting
    assert facts(made.given_up_by, made.given_up) == (Basis.LINES, Money(Decimal("3750"), "EUR"))


def test_the_plan_speaks_before_the_lines(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.product("Controller", cost="1k", floor="2k", meets="stops")
    weighed = seller.guess("fewer stops", "90k", chance="60%").move.outlook
    assert weighed is not None
    made = unqualify(seller).what.parting
    assert made.given_up_by is Basis.PLAN
    assert made.given_up == Money(weighed.value, "EUR")


def test_a_parted_account_asks_for_nothing_until_it_is_reopened(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.log("talked", "production", next_step="send it", due=DAY)
    seller.offer("1")
    done = unqualify(seller)
    assert facts(done.move.kind, done.move.about) == (MoveKind.PARTED, "unqualified")
    found = today(seller.store, DAY + timedelta(days=60))
    assert facts(found.due, found.coming, found.offers, found.owed, found.open_deals) == ((), (), (), (), 0)
    assert day_moves(seller.store, DAY, 12).moves == ()
    assert next_at(seller.store, "mega", DAY).move.kind is MoveKind.PARTED
    again = seller.on(DAY + timedelta(days=9))
    back = reopen(again)
    assert facts(back.what.ended, back.what.days_ago, back.move.kind) == (again.today, 9, MoveKind.STEP)
    assert [each.text for each in today(seller.store, again.today).due] == ["send it"]
    with pytest.raises(Refused, match="Mega is neither unqualified nor fired nor lost: there is nothing to reopen"):
        reopen(seller)


def test_acts_at_a_parted_account_work_and_say_so(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    unqualify(seller)
    assert seller.guess("fewer stops", "10k").move.kind is MoveKind.PARTED
    assert seller.offer("1").move.kind is MoveKind.PARTED
    assert today(seller.store, DAY).offers == ()


def test_a_fired_customer_is_none_of_those_who_may_leave(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    assert len(who_may_leave(seller.store, DAY).customers) == 1
    fire(seller)
    assert who_may_leave(seller.store, DAY).customers == ()


def test_looking_back_keeps_what_came_of_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Refused, match="Mega was never unqualified, fired or lost"):
        look_back(seller, CameOf.NOTHING)
    unqualify(seller)
    later = seller.on(DAY + timedelta(days=100))
    won = look_back(later, CameOf.WON, "Nordic", " at twice the price ").what
    assert facts(won.came_of, won.rival, won.note, won.looked, won.regretted, won.look_back) == (
        CameOf.WON, "Nordic", "at twice the price", later.today, True, False
    )  # fmt: skip
    nothing = look_back(later, CameOf.NOTHING).what
    assert facts(nothing.came_of, nothing.rival, nothing.regretted) == (CameOf.NOTHING, "", False)
    with pytest.raises(Invalid, match="it is empty"):
        look_back(later, CameOf.WON)


def test_who_won_a_lost_customer_is_known_already(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    lose(seller)
    with pytest.raises(Refused, match="Mega is lost to Nordic already: say --came-back or --nothing"):
        look_back(seller, CameOf.WON, "Other")
    back = look_back(seller, CameOf.BACK).what
    assert facts(back.rival, back.regretted) == ("Nordic", False)


def test_it_came_back_where_they_call_or_a_deal_opens(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("before", "production", inbound=True)
    unqualify(seller)
    assert parting.partings(seller.store, DAY).partings[0].back is None
    later = seller.on(DAY + timedelta(days=5))
    later.log("told late of an earlier call", "production", inbound=True, day=DAY - timedelta(days=3))
    later.log("we called", "production")
    assert parting.partings(seller.store, DAY).partings[0].back is None
    later.guess("fewer stops", "10k")
    assert parting.partings(seller.store, DAY).partings[0].back == later.today
    later.undo()
    seller.log("they rang", "production", inbound=True)
    found = parting.partings(seller.store, DAY).partings[0]
    assert facts(found.back, found.regretted) == (DAY, True)


def test_the_page_has_the_latest_first_and_counts_what_was_ours(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, bought)
    assert parting.partings(seller.store, DAY).partings == ()
    lose(seller)
    reopen(seller)
    for at, name in enumerate(("Giga", "Tera"), 1):
        seller.account(name)
        unqualify(seller.on(DAY + timedelta(days=at)).elsewhere(name))
    look_back(seller.elsewhere("giga"), CameOf.WON, "Nordic")
    page = parting.partings(seller.store, DAY + timedelta(days=200))
    assert [each.account for each in page.partings] == ["Tera", "Giga", "Mega"]
    assert [each.look_back for each in page.partings] == [True, False, False]
    assert facts(page.ours, page.regretted, page.to_look_back) == (2, 1, 1)


def test_a_silent_last_offer_counts_as_walking_away_as_by_deal_lose(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.offer("1")
    seller.respond(1, Verdict.SILENT)
    unqualify(seller)
    assert asked(seller.store.path, "SELECT count(*) FROM tally WHERE subject LIKE 'walk.%'") != [(0,)]
