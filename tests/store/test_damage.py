"""A file that is damaged, foreign, newer or out of reach is refused by name, and not one byte of it is touched."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Seller, asked, at_mega, newcomer
from valueloop.errors import StoreTrouble
from valueloop.store.header import APPLICATION_ID, look
from valueloop.store.names import names
from valueloop.usecases import account, deal, plan, upkeep

Spoil = Callable[[Path], None]


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def cut_inside_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def a_text(path: Path) -> None:
    path.write_text("# Deals\n\nnothing of ours\n" * 20)


def foreign(path: Path) -> None:
    put(path, 68, (0x0F055112).to_bytes(4, "big"))


def without_an_owner(path: Path) -> None:
    put(path, 68, bytes(4))


def newer(path: Path) -> None:
    put(path, 60, (99).to_bytes(4, "big"))


def put(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


REFUSED: list[tuple[Spoil, str]] = [
    (cut_short, r"is damaged \(it is cut short\)"),
    (cut_inside_the_header, "it is not an SQLite file"),
    (a_text, "it is not an SQLite file"),
    (foreign, "it belongs to another program"),
    (without_an_owner, "it belongs to another program"),
    (newer, r"was written by a newer valueloop \(schema 99, this one knows \d+\)"),
]
ATTEMPTS: list[Callable[[Seller], object]] = [
    lambda seller: account.list_accounts(seller.store),
    lambda seller: plan.today(seller.store, seller.today),
    lambda seller: seller.log(),
    lambda seller: seller.setting("share", "30%"),
    lambda seller: seller.undo(),
    lambda seller: seller.redo(),
]


@pytest.mark.parametrize(("spoil", "why"), REFUSED, ids=[each.__name__ for each, _ in REFUSED])
def test_a_file_that_is_no_store_of_ours_is_refused_by_name_and_not_touched(
    spoil: Spoil, why: str, tmp_path: Path
) -> None:
    seller = at_mega(tmp_path)
    spoil(seller.store.path)
    before, when = seller.store.path.read_bytes(), seller.store.path.stat().st_mtime_ns
    for attempt in ATTEMPTS:
        with pytest.raises(StoreTrouble, match=why) as trouble:
            attempt(seller)
        assert str(seller.store.path) in str(trouble.value)
        assert "not touched" in str(trouble.value)
    assert names(seller.store.path, "account", "") == []
    assert seller.store.path.read_bytes() == before
    assert seller.store.path.stat().st_mtime_ns == when


def pages_of(path: Path, *tables: str) -> list[int]:
    """Where the first page of each table begins in the file."""
    ((size,),) = asked(path, "PRAGMA page_size")
    rows = asked(path, "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")
    assert isinstance(size, int)
    return [(page - 1) * size for name, page in rows if name in tables and isinstance(page, int)]


def flip(path: Path, at: int, count: int = 64) -> None:
    data = path.read_bytes()[at : at + count]
    put(path, at, bytes(byte ^ 0xFF for byte in data))


@pytest.mark.parametrize("table", ["account", "contact", "act"])
def test_a_file_with_flipped_bytes_in_the_middle_is_refused_by_name_and_not_touched(table: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for at in pages_of(seller.store.path, table):
        flip(seller.store.path, at)
    before = seller.store.path.read_bytes()
    attempts: list[Callable[[], object]] = [
        seller.log,
        lambda: account.show_account(seller.store, "mega"),
    ]
    for attempt in attempts[: 1 if table == "act" else 2]:
        with pytest.raises(StoreTrouble, match="damaged") as trouble:
            attempt()
        assert str(seller.store.path) in str(trouble.value)
    assert seller.store.path.read_bytes() == before


def test_a_store_whose_schema_is_gone_is_refused(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    flip(seller.store.path, 100)
    before = seller.store.path.read_bytes()
    for attempt in ATTEMPTS:
        with pytest.raises(StoreTrouble, match=r"mega\.db cannot be used"):
            attempt(seller)
    assert names(seller.store.path, "account", "") == []
    assert seller.store.path.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.store.path.mkdir()
    for attempt in ATTEMPTS:
        with pytest.raises(StoreTrouble, match=r"deals\.db is a folder"):
            attempt(seller)
    assert list(seller.store.path.iterdir()) == []


def test_a_store_that_may_not_be_read_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = at_mega(tmp_path)
    before = seller.store.path.read_bytes()

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")  # what chmod 000 says to all but root

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", forbidden)
        for attempt in ATTEMPTS:
            with pytest.raises(StoreTrouble, match=r"mega\.db cannot be read: Permission denied"):
                attempt(seller)
    assert seller.store.path.read_bytes() == before


def test_a_path_that_the_system_cannot_follow_is_refused_by_name(tmp_path: Path) -> None:
    seller = newcomer(tmp_path / ("x" * 300))
    for attempt in ATTEMPTS[:2]:
        with pytest.raises(StoreTrouble, match=r"x/deals\.db cannot be read: File name too long"):
            attempt(seller)
    with pytest.raises(StoreTrouble, match=r"x/deals\.db cannot be used: File name too long"):
        seller.log()


def test_what_is_refused_can_be_put_right_from_a_copy(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    shutil.copy2(seller.store.path, tmp_path / "copy.db")
    cut_short(seller.store.path)
    with pytest.raises(StoreTrouble):
        seller.log()
    shutil.copy2(tmp_path / "copy.db", seller.store.path)
    assert seller.log().what.number == 1


def test_only_our_own_number_makes_a_file_ours(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    foreign(seller.store.path)
    put(seller.store.path, 68, APPLICATION_ID.to_bytes(4, "big"))
    assert look(seller.store.path)
    assert deal.pipeline(seller.store) == []
    assert upkeep.list_settings(seller.store)
