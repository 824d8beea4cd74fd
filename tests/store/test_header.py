"""Where a store is, and what its first hundred bytes say."""

from pathlib import Path

import pytest

from builders import at_mega
from valueloop.errors import StoreTrouble
from valueloop.store.header import SCHEMA, Header, look, place

HOME = Path("/home/sam/.local/share/valueloop")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (None, HOME / "valueloop.db"),
        ("", HOME / "valueloop.db"),
        ("deals.db", Path("deals.db")),
        ("/tmp/deals.db", Path("/tmp/deals.db")),
        ("sqlite:///deals.db", Path("deals.db")),
        ("sqlite:////tmp/deals.db", Path("/tmp/deals.db")),
        ("~/deals.db", Path.home() / "deals.db"),
    ],
)
def test_a_store_is_where_it_was_said_to_be(given: str | None, path: Path) -> None:
    assert place(given, lambda: HOME) == path


def test_an_address_of_another_kind_is_refused_without_its_password() -> None:
    with pytest.raises(StoreTrouble, match="postgresql:// are not known yet") as trouble:
        place("postgresql://sam:secret@host/db", lambda: HOME)
    assert "secret" not in str(trouble.value)


def test_no_file_and_an_empty_one_have_no_header(tmp_path: Path) -> None:
    assert look(tmp_path / "none.db") is None
    (tmp_path / "empty.db").touch()
    assert look(tmp_path / "empty.db") is None


def test_the_header_of_a_store_is_its_schema(tmp_path: Path) -> None:
    assert look(at_mega(tmp_path).store.path) == Header(SCHEMA)
