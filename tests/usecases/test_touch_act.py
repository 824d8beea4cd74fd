"""Logging a call: what is kept, what it spends, what it teaches, and the step that follows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import at_mega, chance, dump, facts
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.page.touch import Logged
from valueloop.domain.touch import Kind, Outcome
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.usecases.account import show_account


def test_a_touch_is_kept_with_who_took_part_and_what_comes_next(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    yesterday, due = seller.today - timedelta(days=1), seller.today + timedelta(days=4)
    moment = datetime(2026, 6, 14, 12, tzinfo=UTC)
    done = seller.log(
        " line 3 stops ",
        "plant",
        "PRODUCTION",
        "plant m",
        kind=Kind.VISIT,
        day=yesterday,
        at=moment,
        outcome=Outcome.ADVANCE,
        next_step=" send the quote ",
        due=due,
        hours=Decimal("1.5"),
    )
    people = ("plant manager", "production manager")
    assert done.what == Logged(1, Kind.VISIT, yesterday, moment, people, 1, " send the quote ", due)
    rows = dump(seller.store.path)
    ((_, _, _, kind, inbound, day, at, text, outcome, hours, *rest),) = rows["touch"]
    assert (kind, inbound, day, at, text) == ("visit", 0, "2026-06-14", "2026-06-14T12:00:00Z", "line 3 stops")
    assert (outcome, hours) == ("advance", "1.5")
    assert rest == [0, None, None, ""]
    assert [row[2:] for row in rows["touch_contact"]] == [(1, 1), (1, 2)]
    assert [row[2:] for row in rows["step"]] == [(1, 1, "send the quote", "2026-06-19", None)]


@pytest.mark.parametrize(
    ("kind", "inbound", "spent"),
    [
        (Kind.CALL, False, "0.7"),
        (Kind.EMAIL, False, "0.3"),
        (Kind.MEETING, False, "1"),
        (Kind.VISIT, False, "1"),
        (Kind.NOTE, False, "0"),
        (Kind.CALL, True, "0"),
        (Kind.VISIT, True, "0"),
    ],
)
def test_a_touch_of_ours_spends_patience(kind: Kind, inbound: bool, spent: str, tmp_path: Path) -> None:
    done = at_mega(tmp_path).log(kind=kind, inbound=inbound)
    assert facts(done.before.patience, done.after.patience) == (10, 10 - Decimal(spent))


def test_what_patience_costs_can_be_set_and_holds_for_what_was_spent(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log()
    seller.setting("patience.call", "2")
    seller.setting("patience.start", "8")
    page = show_account(seller.store, "mega")
    assert facts(page.patience, page.patience_start) == (6, 8)


def test_what_was_learned_in_a_touch_moves_the_chance_by_its_channel(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", chance="40%")
    seller.guess("less waste", chance="50%")
    done = seller.log("yes and no", "plant", kind=Kind.MEETING, learned=[("1", Answer.YES), ("waste", Answer.NO)])
    assert (chance(done.before, 1), chance(done.after, 1)) == (0.4, 0.8)  # odds 2/3 × 6 = 4
    assert chance(done.after, 2) == 0.1071  # odds 1 × 0.12
    assert done.after.patience == 9, "what is learned in a touch spends nothing more"
    assert [row[3:7] for row in dump(seller.store.path)["evidence"]] == [
        ("meeting", "yes", 1, 1),
        ("meeting", "no", 1, 1),
    ]


def test_what_nobody_in_particular_said_is_kept_without_a_person(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess()
    seller.log("somebody said so", learned=[("1", Answer.YES)])
    assert dump(seller.store.path)["evidence"][0][5] is None


def test_what_is_still_to_come_is_a_step(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid, match="still to come; a plan is a step") as wrong:
        seller.log(day=seller.today + timedelta(days=1))
    assert (wrong.value.what, wrong.value.given) == ("date", "2026-06-16")


def test_a_step_is_not_due_before_today(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid, match="it is past") as wrong:
        seller.log(next_step="call", due=seller.today - timedelta(days=1))
    assert (wrong.value.what, wrong.value.given) == ("due date", "2026-06-14")
    assert seller.log(next_step="call", due=seller.today).what.due == seller.today


def test_a_moment_later_today_is_still_to_come(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    now = seller.occasion().at
    assert seller.log(at=now).what.at == now
    with pytest.raises(Invalid, match="still to come"):
        seller.log(at=now + timedelta(minutes=1))


def test_a_note_is_no_evidence(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess()
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="a note is no evidence"):
        seller.log(kind=Kind.NOTE, learned=[("1", Answer.YES)])
    assert dump(seller.store.path) == before


def test_what_is_not_there_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Unknown) as person:
        seller.log("hello", "plant", "production manger x")
    assert (person.value.what, person.value.near) == ("contact", ("production manager",))
    with pytest.raises(Ambiguous) as several:
        seller.log("hello", "manager")
    assert several.value.what == "contact"
    with pytest.raises(Unknown) as need:
        seller.log("hello", learned=[("7", Answer.YES)])
    assert (need.value.what, need.value.given, need.value.where) == ("need", "7", "Mega")
    with pytest.raises(Invalid, match="says nothing"):
        seller.log("  ")
    with pytest.raises(Invalid, match="says nothing"):
        seller.log("hello", next_step="  ")
    assert dump(seller.store.path) == before


def test_a_step_is_closed_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log(next_step="one", due=seller.today)
    seller.log(next_step="two")
    closed = seller.done(1)
    assert (closed.number, closed.text, closed.account, closed.still_open) == (1, "one", "Mega", 1)
    with pytest.raises(Conflict, match="step 1 was done on 2026-06-15"):
        seller.done(1)
    with pytest.raises(Unknown) as wrong:
        seller.done(9)
    assert (wrong.value.what, wrong.value.given, wrong.value.near) == ("step", "9", ("2 (two)",))


def test_the_open_steps_come_with_the_earliest_due_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for text, days in (("whenever", None), ("later", 5), ("soon", 1)):
        seller.log(next_step=text, due=None if days is None else seller.today + timedelta(days=days))
    with pytest.raises(Unknown) as wrong:
        seller.done(0)
    assert wrong.value.near == ("3 (soon)", "2 (later)", "1 (whenever)")


def test_steps_are_counted_at_their_own_account(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga")
    seller.log(next_step="here")
    seller.elsewhere("giga").log(next_step="there")
    assert seller.done(2).still_open == 0
    assert seller.done(1).account == "Mega"


def test_what_else_is_told_of_a_touch_is_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("how are they?", asked=4, told=1, campaign=" spring mailing ")
    assert [row[-4:] for row in dump(seller.store.path)["touch"]] == [(0, 4, 1, "spring mailing")]


@pytest.mark.parametrize("kind", [Kind.CALL, Kind.EMAIL, Kind.MEETING, Kind.VISIT])
def test_a_thank_you_earns_goodwill_and_spends_no_patience(kind: Kind, tmp_path: Path) -> None:
    done = at_mega(tmp_path).log("thank you for the referral", kind=kind, thanks=True)
    assert facts(done.before.patience, done.after.patience) == (10, Decimal("10.5"))


@pytest.mark.parametrize(("kind", "inbound"), [(Kind.NOTE, False), (Kind.CALL, True)])
def test_nobody_is_thanked_by_a_note_or_by_themselves(kind: Kind, inbound: bool, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match="say how it was said"):
        seller.log(kind=kind, inbound=inbound, thanks=True)
    assert dump(seller.store.path) == before
