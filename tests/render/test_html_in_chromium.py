"""HTML pages as a real browser shows and prints them: sheets of paper, narrow screens, light and dark."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from browser import PAPERS, chromium, corner, measured, on_phone, printed, screenshot, sheets
from render.test_hostile_text import page_of
from valueloop.document import Course, Document, Timeline
from valueloop.render.html import html
from valueloop.report import proposition as proposition_report
from valueloop.report import summary as summary_report
from valueloop.report.loop import history as history_report
from valueloop.report.value import value as value_report
from valueloop.store.session import Store
from valueloop.usecases.history import history
from valueloop.usecases.proposition import value_map
from valueloop.usecases.summary import summary
from valueloop.usecases.worth import value

ACCOUNT, TODAY = "Northgate Bottling", date(2026, 6, 15)
NAMES = ("proposition", "summary", "value", "history")


def page(name: str, place: Path) -> str:
    """A page of the demo store as HTML."""
    store = Store(place)
    if name == "proposition":
        return html(proposition_report.proposition(value_map(store, ACCOUNT)))
    if name == "summary":
        return html(summary_report.summary(summary(store, ACCOUNT, TODAY), customer=True))
    return html(value_report(value(store, ACCOUNT)) if name == "value" else history_report(history(store, ACCOUNT)))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("name", "most"), [("proposition", 1), ("summary", 1), ("value", 3), ("history", 3)])
def test_a_page_prints_on_few_sheets(name: str, most: int, paper: str, demo_store: Path, tmp_path: Path) -> None:
    assert 1 <= printed(page(name, demo_store), tmp_path / "page.pdf", paper) <= most


def test_sheets_are_counted(tmp_path: Path) -> None:
    long = html(page_of("word " * 500))
    assert printed(long, tmp_path / "long.pdf") > 3
    assert sheets(b"<< /Type /Pages >> << /Type /Page >> <</Type/Page/Parent 1 0 R>>") == 2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_is_never_moved_sideways(name: str, width: int, demo_store: Path) -> None:
    assert measured(page(name, demo_store), width) == (width, width)


@pytest.mark.parametrize("typed", ["w" * 300, "many words " * 40, "漢" * 200], ids=["long", "many", "wide"])
def test_nor_is_it_by_what_was_typed(typed: str) -> None:
    steps = ((TODAY, Decimal("0.5")),)
    courses = tuple(Course(f"{at} {typed}", steps, typed) for at in range(7))
    typed_page = page_of(typed)
    whole = Document(typed, (*typed_page.blocks, Timeline(typed, courses)), typed_page.notes)
    assert measured(html(whole), 360) == (360, 360)


def test_the_measure_sees_what_is_too_wide() -> None:
    wide, seen = measured('<!DOCTYPE html><body><div style="width:700px">x</div>', 360)
    assert seen == 360
    assert wide >= 700


def test_it_is_light_or_dark_as_the_reader_likes(demo_store: Path, tmp_path: Path) -> None:
    """That it is dark also shows that its policy lets its own style through."""
    made = page("proposition", demo_store)
    light = screenshot(made, tmp_path / "light.png", width=600, height=400)
    dark = screenshot(made, tmp_path / "dark.png", width=600, height=400, dark=True)
    assert corner(light) == (255, 255, 255)
    assert max(corner(dark)) < 40
    assert max(corner(on_phone(made, tmp_path / "phone.png", height=400, dark=True))) < 40


def test_the_policy_stops_what_would_be_fetched_or_run(demo_store: Path) -> None:
    made = page("proposition", demo_store)
    mischief = (
        "<script>document.body.remove()</script><style>main{width:3000px;max-width:none!important}</style></body>"
    )
    assert measured(made.replace("</body>", mischief), 360) == (360, 360)


def test_without_a_browser_a_test_is_skipped_but_not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium on this machine"):
        chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Chromium on this machine"):
        chromium()
