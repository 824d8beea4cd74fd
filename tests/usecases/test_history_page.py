"""The loop history: what happened in which turn, and what was believed then, whatever is set since."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, asked, at_mega, chance, facts
from by_hand import Act, Answered, Asked, chances, present_value
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.history import Event
from valueloop.domain.touch import Kind, Outcome
from valueloop.errors import Unknown
from valueloop.usecases.history import history


def events(seller: Seller) -> tuple[Event, ...]:
    return history(seller.store, "mega").events


def story(seller: Seller) -> None:
    """Guess, call, offer, refusal; a better guess, offer, yes; and won."""
    seller.guess("stops", "10k", chance="50%", of="plant")
    seller.log("yes", "plant", learned=[("1", Answer.YES)], outcome=Outcome.ADVANCE)
    seller.offer("1", price="45k", to="plant")
    seller.respond(1, Verdict.REJECTED, ("1", Answer.NO), because=Reason.PRICE)
    seller.guess("waste", chance="50%")
    seller.learn("2", Answer.YES, Channel.LOGIC, note="they said so")
    seller.offer("2", price="30k")
    seller.respond(2, Verdict.ACCEPTED)
    seller.accept("1", "plant")
    seller.win("30k", "agreed")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_it_tells_what_happened_in_order_and_in_which_turn(seller: Seller) -> None:
    assert [(each.kind, each.number, each.loop) for each in events(seller)] == [
        ("guess", 1, 1),
        ("touch", 1, 1),
        ("offer", 1, 1),
        ("response", 1, 1),
        ("guess", 2, 2),
        ("learn", 2, 2),
        ("offer", 2, 2),
        ("response", 2, 2),
        ("acceptance", 1, 2),
        ("won", 1, 2),
    ]


def test_after_a_yes_a_new_guess_begins_the_next_turn(seller: Seller) -> None:
    seller.log("thanks")
    assert events(seller)[-2].loop == 2
    seller.guess("energy")
    seller.offer("3")
    assert [(each.kind, each.loop) for each in events(seller)[-3:]] == [("guess", 3), ("offer", 3), ("won", 3)]


def test_each_event_has_what_such_an_event_has(seller: Seller) -> None:
    guess, touch, offer, refusal, _, learned, _, yes, acceptance, won = events(seller)
    assert (guess.channel, guess.people, guess.text) == ("sense", ("plant manager",), "stops")
    assert (touch.channel, touch.people, touch.text, touch.outcome) == ("call", ("plant manager",), "yes", "advance")
    assert touch.answers == ((1, Answer.YES),)
    assert (offer.text, offer.price, offer.covers) == ("Panel kit", Money(Decimal(45_000), "EUR"), (1,))
    assert (refusal.outcome, refusal.reason, refusal.answers) == ("rejected", "price", ((1, Answer.NO),))
    assert (refusal.people, refusal.price) == (("plant manager",), None)
    assert (learned.channel, learned.text, learned.answers) == ("logic", "they said so", ((2, Answer.YES),))
    assert (yes.outcome, yes.text) == ("accepted", "Panel kit")
    assert (acceptance.text, acceptance.price) == ("stops", Money(Decimal(10_000), "EUR"))
    assert (won.price, won.reason) == (Money(Decimal(30_000), "EUR"), "agreed")


def told(call: float, no: float = 0.1) -> list[Act]:
    """The story by hand; nobody has put a figure to the second need, which is taken to be worth what the first is."""
    worth = present_value(10_000)
    refused = Answered({1: worth}, 45_000, "rejected", "price", told={1: no})
    return [Asked(1, call), refused, Asked(2, 3), Answered({2: worth}, 30_000, "accepted")]


def believed(*story: Act) -> list[float]:
    return [round(each, 4) for each in chances({1: 0.5, 2: 0.5}, *story).values()]


def test_what_was_believed_before_and_after_is_told_where_it_moved(seller: Seller) -> None:
    guess, touch, offer, refusal, *_ = events(seller)
    assert [(each.number, each.name, each.before, each.after) for each in guess.needs] == [
        (1, "stops", None, Decimal("0.5"))
    ]
    assert [(each.before, round(each.after, 4)) for each in touch.needs] == [(Decimal("0.5"), Decimal("0.7727"))]
    assert offer.needs == ()
    assert [round(float(each.after), 4) for each in refusal.needs] == believed(*told(3.4)[:2])[:1]


def test_it_tells_what_was_believed_then_and_not_what_would_be_now(seller: Seller) -> None:
    before = events(seller)
    for key, text in (("ratio.call.yes", "900"), ("ratio.offer.no", "0.9"), ("chance", "5%")):
        seller.setting(key, text)
    assert events(seller) == before
    now = seller.log("another").after
    assert chance(now, 1) == believed(*told(900, 0.9))[0]
    assert events(seller)[:-1] == (*before[:-1], events(seller)[-2]), "the win stays last of its day"


def test_the_ratios_of_the_moment_are_marked(seller: Seller) -> None:
    seller.setting("ratio.call.yes", "5")
    seller.log("another")
    marks = [mark for (mark,) in asked(seller.store.path, "SELECT ratios FROM moment ORDER BY id")]
    assert set(marks[:-1]) == {"defaults"}
    assert marks[-1] != "defaults"


def test_the_patience_left_after_each_is_told(seller: Seller) -> None:
    found = history(seller.store, "mega")
    assert [float(each.patience) for each in found.events] == [10, 9.3, 9.3, 7.3, 7.3, 7.3, 7.3, 7.3, 7.3, 7.3]
    assert facts(found.account, found.patience_start, found.patience) == ("Mega", 10, Decimal("7.3"))


def test_a_touch_logged_late_stands_on_its_day(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    early = seller.today - timedelta(days=2)
    seller.log("today", kind=Kind.EMAIL, inbound=True)
    seller.log("before", day=early)
    told = events(seller)
    assert [(each.day, each.text, each.inbound, each.patience) for each in told] == [
        (early, "before", False, Decimal("9.3")), (seller.today, "today", True, Decimal("9.3"))
    ]  # fmt: skip


def test_an_edit_that_moves_a_belief_is_a_correction(seller: Seller) -> None:
    count = len(events(seller))
    seller.edit("touch:1", text="other words")
    seller.contact("buyer")
    assert len(events(seller)) == count, "what moves nothing is no turn of the loop"
    seller.edit("evidence:1", answer="unsure")
    found = events(seller)
    (correction,) = [each for each in found if each.kind == "correction"]
    assert len(found) == count + 1
    moved = [(round(float(each.before or 0), 4), round(float(each.after), 4)) for each in correction.needs]
    assert moved == list(zip(believed(*told(3.4)), believed(*told(1)), strict=True)), "both, by what the customer pays"
    assert found[1].needs[0].after == events(seller)[1].needs[0].after


def test_figures_that_move_a_belief_say_which_they_are(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k", chance="50%")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    seller.line("counted", "stops_a_day * 900", need="1")
    seller.inputs(stops_a_day="200")
    last = events(seller)[-1]
    assert facts(last.kind, last.text, [each.number for each in last.needs]) == ("figures", "stops a day", [1])


def test_a_lost_deal_ends_the_story(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "10k")
    seller.lose("no money")
    assert [(each.kind, each.price, each.reason) for each in events(seller)] == [
        ("guess", None, None), ("lost", None, "no money")
    ]  # fmt: skip


def test_a_turn_taken_back_is_not_told(seller: Seller) -> None:
    before = events(seller)
    seller.guess("energy")
    seller.undo()
    assert events(seller) == before


def test_an_account_of_which_nothing_is_known_has_no_story(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert events(seller) == ()
    with pytest.raises(Unknown):
        history(seller.store, "giga")
