"""The day's moves over all accounts: what is urgent, then what an hour brings; and where to stop."""

from datetime import timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, facts, newcomer
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.page.plan import DayMoves
from valueloop.domain.plan.advice import MoveKind
from valueloop.usecases.plan import day_moves, next_at


def moves(seller: Seller, most_shown: int = 12, days: int = 0) -> DayMoves:
    return day_moves(seller.store, DAY + timedelta(days=days), most_shown)


def names(seller: Seller, most_shown: int = 12, days: int = 0) -> list[str]:
    return [each.account for each in moves(seller, most_shown, days).moves]


def rewarding(seller: Seller, name: str, amount: str, *, chance: str = "50%") -> Seller:
    """An account of one need that the controller meets, worth so much a year."""
    seller.account(name, currency="EUR")
    there = seller.elsewhere(name)
    there.guess("fewer stops", amount, chance=chance)
    return there


def a_controller(seller: Seller) -> None:
    seller.product("Controller", cost="4k", meets="stops")


def test_the_accounts_where_an_hour_brings_most_come_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_controller)
    for name, amount in (("Small", "20k"), ("Large", "80k"), ("Middle", "40k")):
        rewarding(seller, name, amount)
    found = moves(seller)
    assert [each.account for each in found.moves] == ["Large", "Middle", "Small"]
    per_hour = [each.per_hour.amount for each in found.moves if each.per_hour]
    assert per_hour == sorted(per_hour, reverse=True)
    assert facts(found.day, found.stop, found.more) == (DAY, (), 0)


def test_a_row_is_what_the_account_itself_would_show(tmp_path: Path) -> None:
    seller = rewarding(at_mega(tmp_path, a_controller), "Giga", "40k")
    [row] = moves(seller).moves
    page = next_at(seller.store, "giga", DAY)
    outlook = page.move.outlook
    assert outlook is not None
    assert facts(row.account, row.patience, row.patience_start) == ("Giga", 10, 10)
    assert (row.move.kind, row.move.number) == (page.move.kind, page.move.number)
    assert row.value is not None
    assert row.per_hour is not None
    assert (row.value.amount, row.value.currency) == (outlook.value, "EUR")
    assert row.per_hour.amount == outlook.value / outlook.hours


def test_what_is_due_or_waits_for_an_answer_comes_before_all_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_controller)
    rewarding(seller, "Rich", "900k")
    due = rewarding(seller, "Due", "1k")
    due.log(next_step="send it", due=DAY + timedelta(days=2))
    waiting = rewarding(seller, "Waiting", "1k")
    waiting.offer("1", price="5k", product="controller")
    assert names(seller, days=1)[:2] == ["Waiting", "Rich"]
    assert set(names(seller, days=2)[:2]) == {"Due", "Waiting"}
    assert names(seller, days=2)[2] == "Rich"
    assert [each.move.kind for each in moves(seller, days=2).moves][:2] == [MoveKind.STEP, MoveKind.ANSWER]


def test_an_account_without_a_deal_a_step_or_anything_to_weigh_is_left_out(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log()
    assert moves(seller) == DayMoves(DAY, (), (), 0)
    seller.guess("fewer stops", "9k")
    [row] = moves(seller).moves
    assert facts(row.account, row.move.kind, row.value, row.per_hour) == ("Mega", MoveKind.ASK, None, None)
    seller.lose()
    assert moves(seller).moves == ()


def test_an_account_is_kept_in_the_list_by_what_it_may_bring_though_its_deal_is_closed(tmp_path: Path) -> None:
    seller = rewarding(at_mega(tmp_path, a_controller), "Giga", "40k")
    seller.lose()
    assert names(seller) == ["Giga"]


def test_only_so_many_are_shown_and_the_rest_are_counted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_controller)
    for number in range(1, 6):
        rewarding(seller, f"Account {number}", f"{number}0k")
    found = moves(seller, 2)
    assert [each.account for each in found.moves] == ["Account 5", "Account 4"]
    assert found.more == 3
    assert names(seller, 1_000_000) == [f"Account {number}" for number in (5, 4, 3, 2, 1)]
    assert moves(seller, 1_000_000).more == 0


def test_accounts_where_nothing_can_be_won_are_named_and_are_no_move(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, a_controller)
    rewarding(seller, "Giga", "40k")
    rewarding(seller, "Tiny", "1k", chance="20%")
    found = moves(seller)
    assert facts([each.account for each in found.moves], found.stop, found.more) == (["Giga"], ("Tiny",), 0)
    assert next_at(seller.store, "tiny", DAY).move.kind is MoveKind.STOP


def test_what_an_hour_brings_is_kept_with_the_account_as_of_its_last_act(tmp_path: Path) -> None:
    seller = rewarding(at_mega(tmp_path, a_controller), "Giga", "40k")

    def kept() -> object:
        return asked(seller.store.path, "SELECT reward FROM account WHERE name = 'Giga'")[0][0]

    def reckoned() -> int:
        outlook = next_at(seller.store, "giga", DAY).move.outlook
        assert outlook is not None
        return int(outlook.per_hour * 100)

    assert kept() == pytest.approx(reckoned(), abs=1)
    seller.learn("1", Answer.NO)
    assert kept() == pytest.approx(reckoned(), abs=1)
    seller.offer("1", price="9k", product="controller")
    assert kept() is None, "an offer waits: nothing is weighed"
    seller.undo()
    assert kept() == pytest.approx(reckoned(), abs=1)


def test_to_look_at_the_day_stores_nothing(tmp_path: Path) -> None:
    seller = rewarding(at_mega(tmp_path, a_controller), "Giga", "40k")
    before = seller.store.path.read_bytes()
    moves(seller)
    assert seller.store.path.read_bytes() == before
    assert moves(newcomer(tmp_path)) == DayMoves(DAY, (), (), 0)
