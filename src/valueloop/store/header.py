"""What a store file says of itself in its first hundred bytes, read before anything heavy is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from valueloop.errors import StoreTrouble

APPLICATION_ID = 0x764C6F70  # "vLop"
SCHEMA = 5  # the number of the newest migration

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Header:
    """The schema number of a store that may be opened."""

    schema: int


def look(path: Path) -> Header | None:
    """The header of a store file; None when there is no file yet, or an empty one.

    Raises:
        StoreTrouble: it is a folder, no SQLite file, another program's, cut short, newer than this program knows, or
            may not be read. The file is not touched.
    """
    try:
        if not path.exists():
            return None
        if path.is_dir():
            raise StoreTrouble(f"{path} is a folder, not a store file")
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as trouble:
        raise StoreTrouble(f"{path} cannot be read: {trouble.strerror}") from None
    if not head:
        return None
    return Header(_checked(path, head, size))


def unfinished(path: Path) -> bool:
    """Whether a transaction that was cut off, or one that is under way, lies beside the store."""
    beside = path.with_name(f"{path.name}-journal")
    return beside.exists() and beside.stat().st_size > 0


def _checked(path: Path, head: bytes, size: int) -> int:
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise StoreTrouble(f"{path} is no valueloop store (it is not an SQLite file); it was not touched")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    schema = int.from_bytes(head[60:64], "big")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreTrouble(f"{path} is no valueloop store (it belongs to another program); it was not touched")
    if pages and size < pages * (65536 if page == 1 else page) and not unfinished(path):
        raise StoreTrouble(f"{path} is damaged (it is cut short); it was not touched, go back to a copy of it")
    if schema > SCHEMA:
        raise StoreTrouble(
            f"{path} was written by a newer valueloop (schema {schema}, this one knows {SCHEMA}); it was not touched"
        )
    return schema


def place(given: str | None, data_folder: Callable[[], Path]) -> Path:
    """Where the store is: as given (a path, or `sqlite:///path`), else in the platform's folder for user data.

    Raises:
        StoreTrouble: it is an address of a kind that is not known.

    >>> place("sqlite:///deals.db", Path.home).as_posix()
    'deals.db'
    """
    if not given:
        return data_folder() / "valueloop.db"
    if given.startswith("sqlite:///"):
        given = given.removeprefix("sqlite:///")
    elif "://" in given:
        raise StoreTrouble(f"a store is a file; addresses that begin with {given.split('://')[0]}:// are not known yet")
    try:
        return Path(given).expanduser()
    except RuntimeError:
        raise StoreTrouble(f"{given} cannot be used: there is no such user") from None
