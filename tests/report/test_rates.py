"""What closed deals teach, in words."""

from dataclasses import replace
from decimal import Decimal

from drawn import lines, squeezed
from valueloop.domain.page.rates import NeedRate, RatesPage, SettingRate
from valueloop.report.rates import rates

NEED = NeedRate("fewer stops", Decimal("0.52"), Decimal("1.7"))
SETTING = SettingRate("walk.cold", Decimal("0.25"), Decimal("0.31"), 12, True)


def test_a_store_without_a_closed_deal_says_how_it_learns() -> None:
    assert lines(rates(RatesPage((), ())))[2:] == ["No deal is closed yet: each one that is won or lost teaches."]


def test_needs_are_shown_with_how_many_accounts_say_so() -> None:
    silent = replace(NEED, name="less waste", accounts=Decimal(0))
    shown = squeezed(rates(RatesPage((NEED, silent), ())))
    assert "Need It was there Accounts that say so" in shown
    assert "fewer stops 52% 1.7" in shown
    assert "less waste" not in shown
    assert "Figures that they speak to" not in shown


def test_settings_are_shown_as_set_and_as_learned_and_whether_that_is_in_force() -> None:
    few = replace(SETTING, key="ratio.call", accounts=3, in_force=False)
    shown = squeezed(rates(RatesPage((), (SETTING, few))))
    assert "walk.cold 0.25 0.31 12 yes" in shown
    assert "ratio.call 0.25 0.31 3 no" in shown
    assert "A learned figure is reckoned with from 10 accounts on, unless you set your own." in shown
    assert "It was there" not in shown
