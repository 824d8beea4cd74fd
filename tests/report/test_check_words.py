"""Checks in words: figures as a page shows them, and many or one of each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.check.finding import Figure, Says
from valueloop.domain.money import Money
from valueloop.domain.page.check import (
    AccountChecked,
    CheckCount,
    CheckFound,
    CheckPage,
    ChecksPage,
    CheckView,
    CriterionView,
    IdealPage,
    check_figure,
)
from valueloop.report.check import check, check_all, filled, ideal, names

VIEW = CheckView("starts", "Many starts", "few are done", "It costs.", "M15")


@pytest.mark.parametrize(
    ("seen", "figure", "said"),
    [
        ("{each}", 1200, "1,200"),
        ("{each:talk}", 1, "1 talk"),
        ("{each:talk}", 1200, "1,200 talks"),
        ("{each:person}", 2, "2 people"),
        ("{each:person}", 1, "1 person"),
        ("{each:criterion}", 0, "0 criteria"),
        ("{each:%}", Decimal("0.694"), "69%"),
        ("{each:units}", Decimal("9.30"), "9.3"),
        ("{each}", Decimal("1.50"), "1.5"),
        ("{each}", Money(Decimal(80000), "EUR"), "€80,000"),
        ("{each}", date(2026, 6, 5), "5 Jun 2026"),
        ("{each}", "{braces}", "{braces}"),
        ("{each:the}", "plant manager", "the plant manager"),
        ("{each:the}", ("plant manager", "Ms Adeyemi"), "the plant manager and Ms Adeyemi"),
        ("{each}", ("a", "b", "c"), "a, b and c"),
    ],
)
def test_a_figure_is_shown_as_it_should_be(seen: str, figure: Figure, said: str) -> None:
    assert filled(f"so {seen}.", {"each": figure}) == f"so {said}."
    assert check_figure("each", figure).value == figure


def found(says: Says, muted: str | None = None) -> CheckFound:
    to_do = ("Do it.", "vl today") if says is not Says.FINE else ("", "")
    return CheckFound(VIEW, says, "{steps:step} done", (check_figure("steps", 4),), *to_do, muted)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("M15, the part of the method on customers", "(the method on customers.)"),
        ("M15, the part of the method on A; M17, the part of the method on B", "(the method on A; the method on B.)"),
        ("M15 and M11, the parts of the method on A and on B", "(the method on A and on B.)"),
    ],
)
def test_a_source_is_said_without_its_number(source: str, said: str) -> None:
    assert said in squeezed(names([replace(VIEW, source=source)]))


def test_one_is_one() -> None:
    page = check(CheckPage("Mega", (found(Says.WARNS), found(Says.FINE))))
    assert "1 check warns; 0 cannot say, 1 is fine." in "\n".join(lines(page))


def test_nothing_empty_is_shown() -> None:
    said = "\n".join(lines(check(CheckPage("Mega", (found(Says.UNKNOWN, "so it is"),)))))
    assert "0 checks warn; 0 cannot say, 0 are fine, 1 muted." in said
    assert "so it is (4 steps done)" in said
    assert "Cannot say" not in said
    assert "Fine" not in said


def over(warns: int, fine: int, left: int = 0, blank: int = 0) -> str:
    row = AccountChecked("Mega", warns, 0, 0, "starts" if warns else None)
    counts = (CheckCount(VIEW, warns, fine, 0, 1 - warns - fine),)
    return "\n".join(lines(check_all(ChecksPage((row,), counts, 1, left, blank))))


def test_over_all_it_is_said_what_is_left_out() -> None:
    assert "And 3 accounts with no more warnings than these: vl check --all." in over(1, 0, 3)
    assert "At 2 accounts nothing is logged, so nothing can be said: vl log ACCOUNT" in over(1, 0, blank=2)
    assert "no account" not in over(1, 0)
    assert "1 check warns at no account." in over(0, 1)
    assert "logged" not in over(0, 1)
    assert "logged" not in over(0, 0)  # it is muted there


def test_what_suits_us_names_what_is_not_recorded() -> None:
    row = CriterionView("size", "200..", Decimal("1.5"), 1, 1, 2)
    said = "\n".join(lines(ideal(IdealPage((row,), 1, 1, 2))))
    assert "1 account suits you, 1 does not; of 2 nothing of it is recorded." in said
