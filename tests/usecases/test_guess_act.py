"""Guesses and what is learned of them: the line that a guess makes, the touch as source, no evidence twice."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, chance, dump, status
from valueloop.domain.loop.evidence import Answer, Channel, Way
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.touch import Kind
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.usecases import worth


def test_a_guess_without_money_makes_no_line(tmp_path: Path) -> None:
    done = at_mega(tmp_path).guess("fewer stops")
    assert (done.what.number, done.what.name, done.what.line, done.what.likely) == (1, "fewer stops", None, None)
    assert (done.what.chance, done.what.chance_typed, done.what.channel) == (Decimal("0.35"), False, Channel.SENSE)
    assert done.after.lines == ()


def test_a_guess_with_money_makes_a_line_of_one_input_at_the_lowest_rung(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    done = seller.guess("Fewer stops, line 3!", "80k..140k", of="production", chance="40%")
    assert (done.what.line, done.what.person) == (1, "production manager")
    assert [each and each.amount for each in (done.what.low, done.what.likely, done.what.high)] == [
        Decimal(80_000), Decimal(110_000), Decimal(140_000)
    ]  # fmt: skip
    page = worth.value(seller.store, "mega")
    (line,), (one,) = page.lines, page.inputs
    assert (line.name, line.effect, line.formula, line.guess) == (
        "Fewer stops, line 3!", Effect.SAVE, "fewer_stops_line_3", True
    )  # fmt: skip
    assert (line.status, line.source, line.owner, line.need) == (
        Status.POTENTIAL,
        Source.GUESS,
        "production manager",
        1,
    )
    assert (one.name, one.unit, one.source, one.day) == ("fewer_stops_line_3", "EUR/year", Source.GUESS, seller.today)
    assert page.sums.potential.per_year == Money(Decimal(110_000), "EUR")


def test_an_amount_by_the_month_is_twelve_of_them_a_year(tmp_path: Path) -> None:
    assert at_mega(tmp_path).guess(amount="2k/month", direction=Direction.EARN).after.lines[0].amount == 24_000


def test_two_guesses_whose_names_make_the_same_input_have_two(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name in ("less waste", "Less waste!", "LESS, waste?"):
        seller.guess(name, "1k")
    assert [each.name for each in worth.value(seller.store, "mega").inputs] == [
        "less_waste", "less_waste_2", "less_waste_3"
    ]  # fmt: skip
    assert [each.amount for each in seller.guess("more", "2k").after.lines] == [1000, 1000, 1000, 2000]


def test_guesses_share_the_one_open_deal(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name in ("a", "b"):
        seller.guess(name, "1k")
    seller.offer("1")
    seller.line("c", "5k")
    assert len(dump(seller.store.path)["deal"]) == 1


def test_a_personal_guess_has_no_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    done = seller.guess("pride", direction=Direction.PERSONAL, chance="60%")
    assert done.what.line is None
    assert dump(seller.store.path)["deal"] == []
    with pytest.raises(Invalid, match="it is personal: shown, never priced") as wrong:
        seller.line("pride", "5k", need="1")
    assert wrong.value.what == "--need"


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ({"chance": "40"}, "chance"),
        ({"chance": "100%"}, "chance"),
        ({"weight": "0"}, "weight"),
        ({"weight": "101"}, "weight"),
        ({"weight": "heavy"}, "weight"),
        ({"amount": "80.000"}, "amount"),
        ({"amount": "5k/week"}, "amount"),
        ({"name": " "}, "need"),
    ],
)
def test_what_cannot_be_read_is_invalid_and_nothing_is_kept(typed: dict[str, str], what: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Invalid) as wrong:
        seller.guess(**{"name": "fewer stops", **typed})  # type: ignore[arg-type]
    assert wrong.value.what == what
    assert dump(seller.store.path) == before


def test_an_offer_makes_no_guess_and_no_evidence_by_itself(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess()
    for channel in (Channel.OFFER, Channel.REFUSAL):
        with pytest.raises(Invalid, match="does not make one"):
            seller.guess("other", channel=channel)
        with pytest.raises(Invalid, match="use vl respond"):
            seller.learn(channel=channel)


def test_the_same_need_twice_is_a_conflict(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    with pytest.raises(Conflict, match="'FEWER  Stops' is there already at Mega"):
        seller.guess("FEWER  Stops")


def test_another_currency_is_a_conflict(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Conflict, match=r"'\$10k' is in USD, but Mega reckons in EUR"):
        seller.guess(amount="$10k")
    assert seller.guess(amount="€10k").what.likely == Money(Decimal(10_000), "EUR")


def test_a_better_line_takes_the_place_of_the_guesss(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k", of="production")
    done = seller.line("counted stops", "stops * 2k", need="1")
    assert (done.what.number, done.what.replaced, done.what.missing) == (2, 1, ("stops",))
    seller.inputs(stops="6")
    page = worth.value(seller.store, "mega")
    assert [(each.number, each.name, each.owner) for each in page.lines] == [(2, "counted stops", "production manager")]
    assert [each.name for each in page.inputs] == ["stops"], "the guess's input goes with its line"
    assert page.sums.potential.per_year.amount == 12_000
    third = seller.line("more of them", "1k", need="1")
    assert third.what.replaced is None, "a line that is no guess stays"
    assert len(third.after.lines) == 2
    assert seller.undo().more
    seller.undo()
    assert seller.undo().more
    assert [each.amount for each in worth.value(seller.store, "mega").lines] == [Money(Decimal(10_000), "EUR")]


def test_a_cost_stands_beside_the_benefit_of_its_need(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    done = seller.line("training", "1k", Effect.COST, need="1")
    assert done.what.replaced is None
    assert [each.name for each in done.after.lines] == ["fewer stops", "training"]


def test_who_accepted_the_guess_that_a_line_replaces_is_told(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.accept("1", "plant")
    assert seller.line("counted", "12k", need="1").what.replaced_accepted_by == "plant manager"


def test_a_better_line_may_have_the_name_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    assert seller.line("fewer stops", "12k", need="1").what.replaced == 1
    with pytest.raises(Conflict, match="a line 'fewer STOPS' is there already"):
        seller.line("fewer STOPS", "12k", need="1")


# The touch in which something was said: the one named, else today's latest with that person, else none.


def test_todays_latest_touch_with_the_person_is_the_source(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.on(seller.today - timedelta(days=1)).log("yesterday", "production")
    assert seller.guess("a", of="production").what.touch is None
    seller.log("first", "production")
    seller.log("second", "plant", "production")
    seller.log("third", "plant")
    assert seller.guess("b", of="production").what.touch == 3
    assert seller.guess("c", of="plant").what.touch == 4
    assert seller.guess("d").what.touch is None
    assert seller.guess("e", of="plant", in_touch=1).what.touch == 1


@pytest.mark.parametrize("touch", [0, 2, 99])
def test_a_touch_that_is_not_there_is_no_source(touch: int, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("here", "production")
    seller.account("Giga")
    seller.elsewhere("giga").log("there")  # touch 2 is of another account
    seller.guess()
    for attempt in (
        lambda: seller.guess("x", in_touch=touch),
        lambda: seller.learn(in_touch=touch),
        lambda: seller.entry("x", in_touch=touch),
    ):
        with pytest.raises(Unknown) as wrong:
            attempt()
        assert (wrong.value.what, wrong.value.given, wrong.value.where) == ("touch", f"#{touch}", "Mega")


def test_evidence_is_of_the_day_of_its_touch_and_of_the_one_person_in_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    early = seller.today - timedelta(days=3)
    seller.guess()
    seller.log("one", "plant", day=early)
    seller.log("two", "plant", "production", day=early)
    assert seller.learn(in_touch=1).what.person == "plant manager"
    assert seller.learn(in_touch=2).what.person is None
    assert seller.learn(in_touch=2, by="production").what.person == "production manager"
    assert [row[8] for row in dump(seller.store.path)["evidence"]] == [early.isoformat()] * 3
    assert seller.learn(channel=Channel.STATISTIC, in_touch=1).what.person is None


def test_an_ask_by_a_channel_is_of_todays_touch_of_that_kind(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess()
    seller.log("call", "plant")
    seller.log("visit", "production", kind=Kind.VISIT)
    by_call = seller.learn(channel=Channel.CALL).what
    assert (by_call.touch, by_call.person) == (1, "plant manager")
    by_visit = seller.learn(channel=Channel.VISIT).what
    assert (by_visit.touch, by_visit.person) == (2, "production manager")
    assert seller.learn(channel=Channel.EMAIL).what.touch is None
    assert seller.learn(channel=Channel.LOGIC).what.touch is None
    assert seller.learn(channel=Channel.CALL, by="production").what.touch is None, "nobody called them"


# What is learned.


@pytest.mark.parametrize(
    ("channel", "answer", "ratio", "after"),
    [
        (Channel.CALL, Answer.YES, "3.4", 0.7727),
        (Channel.CALL, Answer.NO, "0.2", 0.1667),
        (Channel.EMAIL, Answer.YES, "2.5", 0.7143),
        (Channel.VISIT, Answer.NO, "0.12", 0.1071),
        (Channel.STATISTIC, Answer.YES, "2", 0.6667),
        (Channel.ANALOGY, Answer.NO, "0.5", 0.3333),
        (Channel.MEETING, Answer.UNSURE, "1", 0.5),
    ],
)
def test_an_answer_multiplies_the_odds(
    channel: Channel, answer: Answer, ratio: str, after: float, tmp_path: Path
) -> None:
    seller = at_mega(tmp_path)
    seller.guess(chance="50%")
    done = seller.learn("stops", answer, channel)
    assert (done.what.ratio, done.what.answer, done.what.channel) == (Decimal(ratio), answer, channel)
    assert (chance(done.before), chance(done.after)) == (0.5, after)
    assert done.before.patience == done.after.patience


def test_the_way_of_an_answer_is_told(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess()
    ways = [seller.learn(channel=each).what.way for each in (Channel.CALL, Channel.SENSE, Channel.ANALOGY)]
    assert ways == [Way.ASK, Way.DEDUCTION, Way.ANALOGY]


def test_the_same_person_asked_the_same_again_counts_once_the_latest(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess(chance="50%")
    first = seller.learn(answer=Answer.YES, channel=Channel.CALL, by="plant")
    again = seller.learn(answer=Answer.YES, channel=Channel.CALL, by="plant")
    assert chance(again.after) == chance(first.after) == 0.7727
    by_mail = seller.learn(answer=Answer.NO, channel=Channel.EMAIL, by="plant")
    assert chance(by_mail.after) == 0.2647  # odds 0.36: the call counts no more
    other = seller.learn(answer=Answer.YES, channel=Channel.CALL, by="production")
    assert chance(other.after) == 0.5504  # odds 0.36 × 3.4


def test_somebody_asked_twice_is_one_person(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess(chance="50%")
    seller.learn()
    assert chance(seller.learn().after) == 0.7727


def test_a_deduction_repeated_in_the_same_words_counts_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess(chance="50%")
    for note, after in (("3 of 4 plants", 0.6667), (" 3 of 4 PLANTS ", 0.6667), ("another", 0.8)):
        assert chance(seller.learn(channel=Channel.STATISTIC, note=note).after) == after


def test_the_order_in_which_things_were_told_does_not_matter(tmp_path: Path) -> None:
    told = [(Channel.CALL, "plant"), (Channel.VISIT, "production"), (Channel.LOGIC, None)]
    ends: set[float] = set()
    for order in (told, told[::-1]):
        (tmp_path / str(len(ends))).mkdir()
        seller = at_mega(tmp_path / str(len(ends)))
        seller.guess()
        for channel, by in order:
            done = seller.learn(channel=channel, by=by)
        ends.add(chance(done.after))
    assert len(ends) == 1


def test_a_refuted_need_sets_its_lines_aside(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k", chance="30%")
    seller.guess("less waste", "5k")
    done = seller.learn("1", Answer.NO, Channel.VISIT)
    assert chance(done.after, 1) < 0.1
    assert (status(done.before, 1), status(done.after, 1), status(done.after, 2)) == (
        Status.POTENTIAL, Status.REFUTED, Status.POTENTIAL
    )  # fmt: skip
    page = worth.value(seller.store, "mega")
    assert len(page.lines) == 2, "it is still shown"
    assert page.sums.potential.per_year.amount == 5_000
    assert status(seller.learn("1", Answer.YES, Channel.MEETING, by="plant").after, 1) is Status.POTENTIAL


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops")
    seller.guess("fewer spares")
    with pytest.raises(Ambiguous) as several:
        seller.learn("fewer")
    assert (several.value.what, several.value.candidates) == ("need", ("fewer stops", "fewer spares"))
    with pytest.raises(Unknown) as none:
        seller.learn("fewer stobs")
    assert (none.value.what, none.value.near[0], none.value.where) == ("need", "fewer stops", "Mega")
    with pytest.raises(Unknown) as person:
        seller.learn("1", by="buyer")
    assert person.value.what == "contact"
    with pytest.raises(Unknown) as account:
        Seller(seller.store, at="Magaa").guess()
    assert (account.value.what, account.value.near) == ("account", ("Mega",))
