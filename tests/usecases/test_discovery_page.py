"""What discovery took: days, answered offers and touches until each need was found, by how it was guessed."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from builders import DAY, Seller, at_mega, dump, facts, newcomer
from valueloop.domain.discovery import Quartiles
from valueloop.domain.loop.evidence import Answer, Channel, Way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.discovery import DiscoveryGroup, DiscoveryPage, FirstFound, FoundNeed, OpenNeed
from valueloop.domain.touch import Kind
from valueloop.usecases.discovery import discovery


def page(seller: Seller) -> DiscoveryPage:
    return discovery(seller.store, seller.today)


def after(seller: Seller, days: int) -> Seller:
    return seller.on(DAY + timedelta(days=days))


def exactly(figure: int) -> Quartiles:
    return Quartiles(Decimal(figure), Decimal(figure), Decimal(figure))


def story(seller: Seller) -> None:
    """A call, two guesses on day 4, a refusal on day 6, found by a call on day 10; a visit and a note too."""
    seller.log()
    fourth, tenth = after(seller, 4), after(seller, 10)
    fourth.guess("fewer stops", "20k", chance="40%", channel=Channel.LOGIC)
    fourth.guess("less waste", "9k", chance="40%", channel=Channel.CALL)
    fourth.guess("pride", direction=Direction.PERSONAL, chance="90%")
    fourth.offer("2", price="15k")
    after(seller, 6).respond(1, Verdict.REJECTED, because=Reason.TIMING)
    after(seller, 7).log(kind=Kind.VISIT)
    after(seller, 7).log(kind=Kind.NOTE)
    tenth.log(inbound=True)
    tenth.learn("1", Answer.YES)
    after(seller, 12).log()


def test_a_store_without_a_guess_found_nothing(tmp_path: Path) -> None:
    nothing = DiscoveryGroup(None, None, 0, 0, None, None, None, None)
    assert page(newcomer(tmp_path)) == DiscoveryPage(DAY, (nothing,), (), (), (), None)


def test_a_need_was_found_after_so_many_days_loops_and_touches(tmp_path: Path) -> None:
    seller = after(at_mega(tmp_path, story), 20)
    found = page(seller)
    assert found.found == (
        FoundNeed(
            "Mega", 1, "fewer stops", Channel.LOGIC, Channel.CALL, DAY + timedelta(days=4), DAY + timedelta(days=10),
            since_touch=10, since_guess=6, loops=1, touches=3, first=True,
        ),
    )  # fmt: skip
    whole, ask, call, deduction, logic = found.groups
    assert facts(whole.guessed, whole.found, whole.since_touch) == (2, 1, exactly(10))
    assert facts(ask.way, ask.channel, ask.guessed, ask.found, ask.touches) == (Way.ASK, None, 1, 0, None)
    assert facts(call.way, call.channel) == (Way.ASK, Channel.CALL)
    assert deduction == DiscoveryGroup(
        Way.DEDUCTION, None, 1, 1, exactly(10), exactly(6), exactly(1), exactly(3)
    )  # fmt: skip
    assert logic.channel is Channel.LOGIC


def test_what_is_not_found_nor_settled_is_open(tmp_path: Path) -> None:
    seller = after(at_mega(tmp_path, story), 20)
    [left] = page(seller).open
    assert facts(left.number, left.days, left.guessed) == (2, 16, DAY + timedelta(days=4))
    assert page(seller).open_days == exactly(16)
    seller.learn("2", Answer.NO, Channel.VISIT)
    seller.learn("2", Answer.NO, Channel.VISIT, by="plant")
    assert page(seller).open == ()
    assert page(seller).open_days is None


def test_what_was_deduced_before_any_touch_took_no_days_since_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "20k", chance="40%")
    seller.learn("1", Answer.YES, Channel.LOGIC)
    after(seller, 3).log()
    [found] = page(seller).found
    assert facts(found.since_touch, found.touches, found.since_guess, found.loops) == (None, 0, 0, 0)
    assert page(seller).groups[0].since_touch is None


def test_evidence_from_before_the_guess_takes_no_days_below_nought(tmp_path: Path) -> None:
    seller = after(at_mega(tmp_path), 5)
    seller.guess("fewer stops", "20k", chance="40%")
    seller.log("said last week", "plant", day=DAY, learned=[("1", Answer.YES)])
    [found] = page(seller).found
    assert facts(found.since_guess, found.found <= found.guessed) == (0, True)


def test_the_first_need_of_each_account_is_counted_by_name(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Weir")
    weir = seller.elsewhere("weir")
    for who, order in ((seller, ("fewer stops", "less waste")), (weir, ("Less Waste", "fewer stops"))):
        for number, name in enumerate(order, 1):
            who.guess(name, "20k", chance="40%")
            after(who, number).learn(str(number), Answer.YES)
    seller.elsewhere("weir").guess("more", "5k", chance="40%")
    after(weir, 3).learn("3", Answer.YES)
    found = page(after(seller, 9))
    assert found.firsts == (
        FirstFound("Less Waste", 2, 1), FirstFound("fewer stops", 2, 1), FirstFound("more", 1, 0)
    )  # fmt: skip
    assert [(each.account, each.number, each.first) for each in found.found] == [
        ("Weir", 3, False), ("Weir", 2, False), ("Mega", 2, False), ("Weir", 1, True), ("Mega", 1, True)
    ]  # fmt: skip


def test_the_longest_open_comes_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "20k", chance="40%")
    after(seller, -5).guess("less waste", "20k", chance="40%")
    found = page(seller)
    day = DAY - timedelta(days=5)
    assert found.open[0] == OpenNeed("Mega", 2, "less waste", Decimal("0.4"), day, 5)
    assert found.open_days == Quartiles(Decimal("1.25"), Decimal("2.5"), Decimal("3.75"))


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, story)
    before = dump(seller.store.path)
    page(seller)
    assert dump(seller.store.path) == before
