"""The README and the examples print what they say."""

from pathlib import Path

import pytest

from transcripts import BLOCK, PAGES, commands, replayed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_prints_what_it_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert replayed(text, tmp_path) == text


def test_there_is_something_to_replay() -> None:
    found = [
        command for page in PAGES for block in BLOCK.findall(page.read_text("utf-8")) for command in commands(block)
    ]
    assert len(PAGES) >= 5
    assert len(found) >= 40
    assert all(printed for _, printed in found)
