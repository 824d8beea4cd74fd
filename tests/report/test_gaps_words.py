"""The gaps of the store in words: refusals, needs that are not met, and what to type where something is missing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.gap import Why
from valueloop.domain.loop.response import Reason
from valueloop.domain.money import Money
from valueloop.domain.page.gaps import GapsPage, GapsView, NeedGap, RefusalGap, WhyCount
from valueloop.report import gaps as report


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


PRICE = RefusalGap(Reason.PRICE, 4, 2, 1, 1, 2, euros(36_000), euros(56_000))
UNSAID = RefusalGap(None, 0, 1, 1, 0, 0, euros(0), euros(0))
YIELD = NeedGap(
    "yield", ("filling yield",), (WhyCount(Why.REFUSED, 2), WhyCount(Why.NO_PRODUCT, 1)), (), 5,
    ("Mega", "Giga", "Tera"), 2, euros(5_000), euros(80_000), 1,
)  # fmt: skip
WASTE = NeedGap("waste", (), (WhyCount(Why.ELSEWHERE, 1),), ("kit",), 1, ("Mega",), 0, euros(0), euros(0), 1)
VIEW = GapsView("EUR", 5, 2, 1, (PRICE, UNSAID), (YIELD, WASTE))


def test_a_page_of_gaps() -> None:
    said = squeezed(report.gaps(GapsPage((VIEW,)))).splitlines()
    assert said[2] == "5 accounts with a need or an offer; 2 deals won, 1 lost."
    assert "price (1 open and 2 won after all) 4 2 1 €36,000 €56,000" in said
    assert "no reason recorded 0 1 1 €0 €0" in said
    assert (
        "yield (also: “filling yield”): Mega, Giga, Tera and 2 more refused (2) and no product meets it (1) 5 2 "
        "€80,000, 1 not known" in said
    )
    assert "waste: Mega met elsewhere 1 0 not known" in said
    assert "To say why: vl respond OFFER rejected --because price" in said
    assert 'If one of ours does meet it, say so: vl product edit PRODUCT --meets "…, …"' in said


def test_where_nothing_is_missing_nothing_is_asked_for() -> None:
    view = GapsView("EUR", 1, 0, 0, (replace(PRICE, open=0, won=0),), (WASTE,))
    said = squeezed(report.gaps(GapsPage((view,))))
    assert "1 account with a need or an offer; no deal closed yet." in said
    assert "price 4 2 1" in said
    assert "To say why" not in said
    assert "If one of ours" not in said


def test_empty_pages_say_so() -> None:
    bare = squeezed(report.gaps(GapsPage((GapsView("EUR", 1, 0, 0, (), ()),))))
    assert "No offer was refused yet." in bare
    assert "Every need that was found is met, or waits for the answer to an offer." in bare
    assert "Money is" not in bare
    assert 'vl guess ACCOUNT "…" --save 80k..140k' in squeezed(report.gaps(GapsPage(())))


def test_two_currencies_stand_apart() -> None:
    said = squeezed(report.gaps(GapsPage((VIEW, replace(VIEW, currency="USD")))))
    assert "Accounts in EUR" in said
    assert "Accounts in USD" in said
    assert "amounts in two are never added" in said


def test_the_page_fits_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert lines(report.gaps(GapsPage((VIEW,))))
