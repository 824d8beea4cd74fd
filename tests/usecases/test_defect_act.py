"""Defects: recorded whether promised or not, met step by step, responded to or reacted to."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega
from valueloop.domain.page.promise import DefectAdded, DefectMet, DefectTyped, DefectView, PromiseTyped
from valueloop.domain.page.standing import Done
from valueloop.domain.promise import Met, Stage, Word
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.usecases.defect import add_defect, list_defects, meet_defect
from valueloop.usecases.promise import add_promise, list_promises


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def defect(seller: Seller, text: str = "line 3 stops", **typed: object) -> Done[DefectAdded]:
    return add_defect(seller.store, seller.occasion(), seller.at, DefectTyped(text, **typed))  # type: ignore[arg-type]


def meet(
    seller: Seller, to: Stage, days: int = 0, text: str = "so", due: int | None = None, number: int = 1
) -> Done[DefectMet]:
    until = None if due is None else on(due)
    then = seller.on(on(days))
    return meet_defect(then.store, then.occasion(), number, to, text, until)


def listed(seller: Seller, days: int = 0, account: str | None = None, *, everything: bool = False) -> list[DefectView]:
    return list_defects(seller.store, on(days), account, everything=everything)


def test_a_defect_is_understood_whole(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add_promise(seller.store, seller.occasion(), "mega", PromiseTyped("a quiet line"))
    seller.log("it is loud", "production")
    done = defect(seller, " loud ", person="production", promise=1, urgent=True)
    assert done.what == DefectAdded(1, "loud", "production manager", 1, True, on(1), 1)
    assert str(done.after.patience) == "7.3"
    (view,) = listed(seller)
    assert (view.person, view.promise, view.urgent, view.touch) == ("production manager", 1, True, 1)
    assert list_promises(seller.store, DAY)[0].word is Word.OPEN, "a defect breaks no promise by itself"


def test_a_promise_of_another_account_is_none_here(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Nordwind", currency="EUR")
    add_promise(seller.store, seller.occasion(), "nordwind", PromiseTyped("a quiet line"))
    add_promise(seller.store, seller.occasion(), "mega", PromiseTyped("a visit"))
    with pytest.raises(Unknown, match=r"no promise '1' at Mega; did you mean 2 \(a visit\)"):
        defect(seller, promise=1)
    with pytest.raises(Unknown):
        defect(seller, person="nobody")
    with pytest.raises(Invalid, match="it says nothing"):
        defect(seller, "")


def test_met_by_a_plan_that_held_is_a_response(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect(seller)
    heard = meet(seller, Stage.ACKNOWLEDGED, 1, "").what
    assert (heard.stage, heard.late, heard.next_due, heard.met) == (Stage.ACKNOWLEDGED, 0, on(5), None)
    planned = meet(seller, Stage.PLANNED, 5, "new cover", 12).what
    assert (planned.text, planned.due, planned.was, planned.late, planned.next_due) == (
        "new cover", on(12), None, 0, on(12)
    )  # fmt: skip
    done = meet(seller, Stage.MENDED, 12, "fitted")
    assert (done.what.met, done.what.late, done.what.next_due) == (Met.RESPONDED, 0, None)
    assert (str(done.before.patience), str(done.after.patience)) == ("8", "9.5")
    (view,) = listed(seller, 40, everything=True)
    assert (view.met, view.mended, view.done, view.plan, view.owed, view.deadline, view.late_days) == (
        Met.RESPONDED, on(12), "fitted", "new cover", None, None, 0
    )  # fmt: skip
    assert listed(seller, 40) == []


def test_haste_is_a_reaction(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect(seller)
    done = meet(seller, Stage.MENDED)
    assert (done.what.met, done.what.late, str(done.after.patience)) == (Met.REACTED, 0, "8.5")


def test_each_step_says_how_late_it_came(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect(seller)
    assert listed(seller, 4)[0].late_days == 3
    assert meet(seller, Stage.ACKNOWLEDGED, 4).what.late == 3
    assert listed(seller, 4)[0].owed is Stage.PLANNED
    assert meet(seller, Stage.PLANNED, 7, due=9).what.late == 2
    again = meet(seller, Stage.PLANNED, 10, due=14).what
    assert (again.was, again.due, again.late) == (on(9), on(14), 1)
    assert listed(seller, 15)[0].late_days == 1
    assert meet(seller, Stage.MENDED, 16).what.late == 2


def test_stages_go_forward_only_and_say_what_comes_next(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect(seller)
    meet(seller, Stage.ACKNOWLEDGED)
    with pytest.raises(Conflict, match=r'acknowledged on 2026-06-15 already; .* vl defect plan 1 "…" --due DATE'):
        meet(seller, Stage.ACKNOWLEDGED)
    meet(seller, Stage.PLANNED, due=3)
    with pytest.raises(Conflict, match="planned on 2026-06-15 already; what comes next is mending it"):
        meet(seller, Stage.ACKNOWLEDGED)
    meet(seller, Stage.MENDED)
    for to in Stage:
        with pytest.raises(Conflict, match="mended on 2026-06-15 already; if it came back, it is a defect of its own"):
            meet(seller, to)


def test_a_plan_is_of_something_and_for_a_day_to_come(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect(seller)
    with pytest.raises(Invalid, match="it is past"):
        meet(seller, Stage.PLANNED, due=-1)
    with pytest.raises(Invalid, match="plan '' cannot be used: it says nothing"):
        meet(seller, Stage.PLANNED, text="", due=1)
    with pytest.raises(Invalid, match="mending '' cannot be used: it says nothing"):
        meet(seller, Stage.MENDED, text="")
    with pytest.raises(Unknown, match="no defect '2'"):
        meet(seller, Stage.MENDED, number=2)


def test_steps_of_earlier_days_keep_their_order(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    later = seller.on(on(9))

    def took(to: Stage, days: int) -> DefectMet:
        return meet_defect(later.store, later.occasion(), 1, to, "so", on(12), on=on(days)).what

    with pytest.raises(Invalid, match="still to come"):
        defect(later, day=on(10))
    assert defect(later, day=on(2)).what.acknowledge == on(3)
    with pytest.raises(Invalid, match="still to come"):
        took(Stage.ACKNOWLEDGED, 10)
    with pytest.raises(Conflict, match="defect 1 was reported on 2026-06-17, after that day"):
        took(Stage.ACKNOWLEDGED, 1)
    assert took(Stage.ACKNOWLEDGED, 4).late == 1
    with pytest.raises(Conflict, match="defect 1 was acknowledged on 2026-06-19, after that day"):
        took(Stage.PLANNED, 3)
    assert took(Stage.PLANNED, 4).day == on(4)


def test_the_register_begins_with_the_nearest_deadline(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Nordwind", currency="EUR")
    defect(seller, "planned")
    meet(seller, Stage.PLANNED, due=30)
    defect(seller.elsewhere("nordwind"), "there")
    defect(seller, "mended")
    meet(seller, Stage.MENDED, number=3)
    assert [each.text for each in listed(seller)] == ["there", "planned"]
    assert [each.text for each in listed(seller, account="mega", everything=True)] == ["planned", "mended"]


def test_the_pace_is_a_setting(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("defect.acknowledge", "3")
    assert defect(seller).what.acknowledge == on(3)
    assert listed(seller)[0].deadline == on(3)
