"""The next move where nothing is to be done: at an account that we parted from, at a customer who needs no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from valueloop.domain.plan.advice import Advice, MoveKind, OpenStep, Situation, next_move
from valueloop.domain.plan.outlook import Outlook

AT = Situation(date(2026, 5, 3), Decimal(5), [OpenStep(7, "send the quote", date(2026, 5, 3))])
NOTHING = Outlook("EUR", Decimal(0), Decimal(0), Decimal(0), exact=True, moves=(), first=None)


def test_what_we_parted_from_asks_for_nothing_whatever_is_due() -> None:
    assert next_move(replace(AT, parted="fired")) == Advice(MoveKind.PARTED, "fired")
    assert next_move(replace(AT, parted="lost", patience_left=Decimal(0))).kind is MoveKind.PARTED


def test_a_customer_with_nothing_to_sell_to_is_not_to_be_unqualified() -> None:
    idle = replace(AT, steps=[])
    assert next_move(idle, lambda: NOTHING) == Advice(MoveKind.STOP, outlook=NOTHING)
    assert next_move(replace(idle, customer=True), lambda: NOTHING) == Advice(
        MoveKind.STOP, "customer", outlook=NOTHING
    )
