"""Promises: kept in a register with who said them, kept or broken, listed by when they are due."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts
from drawn import squeezed
from valueloop.domain.page.promise import Promised, PromiseEnded, PromiseTyped, PromiseView
from valueloop.domain.page.standing import Done
from valueloop.domain.promise import Word
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.report.promise import promised, promises
from valueloop.usecases.promise import add_promise, end_promise, list_promises


def promise(seller: Seller, text: str = "a pilot", due: int | None = None, **typed: object) -> Done[Promised]:
    until = None if due is None else DAY + timedelta(days=due)
    said = PromiseTyped(text, due=until, **typed)  # type: ignore[arg-type]
    return add_promise(seller.store, seller.occasion(), seller.at, said)


def end(seller: Seller, number: int, word: Word = Word.KEPT, note: str = "") -> Done[PromiseEnded]:
    return end_promise(seller.store, seller.occasion(), number, word, note)


def listed(seller: Seller, account: str | None = None, *, everything: bool = False) -> list[PromiseView]:
    return list_promises(seller.store, seller.today, account, everything=everything)


def test_a_promise_is_understood_whole(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log("we said so", "plant")
    made = promise(seller, " a pilot ", 3, person="plant", said_by=" service desk ", measure=" a week runs ").what
    assert made == Promised(1, "a pilot", "plant manager", "service desk", DAY + timedelta(days=3), "a week runs", 1)


def test_who_said_it_is_the_owner_else_who_types(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert promise(seller).what.said_by == "sam"
    seller.account("Nordwind", currency="EUR", owner="field sales")
    there = seller.elsewhere("nordwind")
    assert promise(there).what.said_by == "field sales"
    assert promise(there, said_by="  ").what.said_by == "field sales"


@pytest.mark.parametrize("login", ["root", "unknown"])
def test_a_login_that_is_nobodys_name_said_nothing(login: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    occasion = replace(seller.occasion(), who=login)
    made = add_promise(seller.store, occasion, "mega", PromiseTyped("a pilot"))
    assert made.what.said_by == ""
    assert add_promise(seller.store, occasion, "mega", PromiseTyped("a pilot", said_by="sam")).what.said_by == "sam"
    assert "Who of ours said it is not recorded (source not recorded)." in squeezed(promised(made))
    rows = squeezed(promises(listed(seller), None))
    assert "a pilot (said by sam)" in rows
    assert "said by )" not in rows


def test_a_promise_belongs_to_the_deal_in_hand(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise(seller)
    seller.offer()
    promise(seller)
    seller.win()
    promise(seller)
    assert [row[3] for row in dump(seller.store.path)["promise"]] == [None, 1, 1]


def test_what_is_no_promise_is_refused(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Invalid, match="it says nothing"):
        promise(seller, " ")
    with pytest.raises(Invalid, match="it is past; leave --due out"):
        promise(seller, due=-1)
    with pytest.raises(Unknown, match="no contact 'nobody'"):
        promise(seller, person="nobody")
    with pytest.raises(Unknown, match="no touch"):
        promise(seller, touch=9)
    assert listed(seller) == []


def test_kept_earns_and_broken_costs_double(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise(seller)
    promise(seller)
    kept, broken = end(seller, 1, note="it ran"), end(seller, 2, Word.BROKEN, "no part")
    assert facts(kept.before.patience, kept.after.patience, broken.after.patience) == (10, 11, 9)
    assert (kept.what.word, kept.what.note, kept.what.was, broken.what.note) == (Word.KEPT, "it ran", None, "no part")


def test_the_later_word_counts(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise(seller)
    end(seller, 1)
    with pytest.raises(Conflict, match="promise 1 was kept on 2026-06-15 already"):
        end(seller, 1)
    done = end(seller, 1, Word.BROKEN, "it stopped")
    assert facts(done.what.was, done.after.patience) == (Word.KEPT, 8)
    seller.undo()
    assert listed(seller, everything=True)[0].word is Word.KEPT


def test_late_is_said_and_a_reason_is_asked_for(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise(seller, due=2)
    later = seller.on(DAY + timedelta(days=7))
    assert listed(later)[0].late_days == 5
    with pytest.raises(Invalid, match="teaches nothing without its reason"):
        end(later, 1, Word.BROKEN, " ")
    assert end(later, 1).what.late == 5
    assert listed(later.on(DAY + timedelta(days=30)), everything=True)[0].late_days == 5
    with pytest.raises(Unknown, match="no promise '2'"):
        end(later, 2)


def test_a_word_of_an_earlier_day(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise(seller, due=2)
    later = seller.on(DAY + timedelta(days=7))

    def on(days: int, word: Word = Word.KEPT) -> PromiseEnded:
        day = DAY + timedelta(days=days)
        return end_promise(later.store, later.occasion(), 1, word, "so it was", on=day).what

    with pytest.raises(Invalid, match="still to come"):
        on(8)
    assert (on(2).late, on(5, Word.BROKEN).late) == (0, 3)
    with pytest.raises(Conflict, match="promise 1 was broken on 2026-06-20, after that day"):
        on(4)
    assert listed(later, everything=True)[0].word is Word.BROKEN


def test_the_register_begins_with_what_is_due_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Nordwind", currency="USD")
    for due in (9, None, 3):
        promise(seller, f"due {due}", due)
    promise(seller.elsewhere("nordwind"), "there", 1)
    promise(seller, "old")
    end(seller, 5)
    assert [(each.text, each.account) for each in listed(seller)] == [
        ("there", "Nordwind"),
        ("due 3", "Mega"),
        ("due 9", "Mega"),
        ("due None", "Mega"),
    ]
    assert [each.text for each in listed(seller, "meg")] == ["due 3", "due 9", "due None"]
    assert [each.word for each in listed(seller, "meg", everything=True)] == [Word.OPEN] * 3 + [Word.KEPT]
    with pytest.raises(Unknown):
        listed(seller, "nowhere")
