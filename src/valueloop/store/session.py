"""Opening a store, and its one transaction: a read that never writes, a write that is one act and one undo."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import cache
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session

from valueloop.errors import StoreTrouble
from valueloop.store import header, journal, migrate
from valueloop.store.columns import Row
from valueloop.store.journal import Occasion

T = TypeVar("T")
SECONDS_TO_WAIT = 60

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


@dataclass
class Unit:
    """The transaction in hand: its session, and for a write its occasion and act."""

    session: Session
    occasion: Occasion | None = None
    act: int = 0

    def add(self, row: Row) -> int:
        """Write a new row, marked with the act in hand, and return its number."""
        row.act_id = self.act
        self.session.add(row)
        self.session.flush()
        return row.key

    def changed(self) -> bool:
        """Whether the act in hand has changed anything so far."""
        return journal.changed(_raw(self.session.connection()), self.act)


@dataclass
class Store:
    """A store file that may not exist yet: reading a missing one shows an empty store, writing makes it."""

    path: Path

    def read(self, fn: Callable[[Unit], T]) -> T:
        """Run `fn` in one transaction that sees one state of the store and can change nothing.

        Raises:
            StoreTrouble: the file is damaged, foreign, newer or out of reach.
        """
        found = self._ready()
        with self._trouble(), self._engine(empty=found is None) as engine, engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            with Session(connection, autoflush=False) as session:
                return fn(Unit(session))

    def write(self, occasion: Occasion, fn: Callable[[Unit], T]) -> T:
        """Run `fn` as one act: all of it is kept and can be undone at once, or nothing of it is kept.

        Raises:
            StoreTrouble: as for reading; also when the store cannot be made or written.
        """

        def act(connection: Connection) -> T:
            raw = _raw(connection)
            number = journal.begin(raw, occasion)
            with Session(connection) as session:
                result = fn(Unit(session, occasion, number))
                session.flush()
                journal.end(raw, number)
                return result

        return self._change(act)

    def undo(self) -> tuple[journal.Act, int]:
        """Take back the latest act; returns it, and how many more can be taken back."""
        return self._change(lambda connection: (journal.undo(_raw(connection)), journal.counts(_raw(connection))[0]))

    def redo(self) -> tuple[journal.Act, int]:
        """Do again what was undone; returns the act, and how many more can be redone."""
        return self._change(lambda connection: (journal.redo(_raw(connection)), journal.counts(_raw(connection))[1]))

    def _change(self, fn: Callable[[Connection], T]) -> T:
        with self._trouble(), self._alone():
            if self._ready(locked=True) is None:
                migrate.make_file(self.path)
            with self._engine(empty=False) as engine, engine.execution_options(writes=True).begin() as connection:
                return fn(connection)

    def _ready(self, *, locked: bool = False) -> header.Header | None:
        """The header, once what was cut off is rolled back and an older store brought up."""
        found = header.look(self.path)
        if found is None:
            return None
        if header.unfinished(self.path):
            # Left by a killed process, unless somebody holds the lock: then it is the journal of an act in hand.
            with self._trouble(), suppress(Timeout), nullcontext() if locked else self._alone(timeout=0):
                migrate.recover(self.path)
            found = header.look(self.path)
        if found is None or found.schema == header.SCHEMA:
            return found
        with self._trouble():
            if locked:
                migrate.bring_up(self.path, found.schema)
            else:
                with self._alone():
                    return self._ready(locked=True)
        return header.look(self.path)

    @contextmanager
    def _alone(self, timeout: float = SECONDS_TO_WAIT) -> Iterator[None]:
        """A fair queue in front of the file: one writer at a time, none starved by the others' polling."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=timeout, mode=0o600):
            yield

    @contextmanager
    def _engine(self, *, empty: bool) -> Iterator[Engine]:
        if not empty:
            yield _file_store(self.path.absolute())
            return
        engine = _empty_store()
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as trouble:
            cause = trouble.orig if isinstance(trouble, DBAPIError) else trouble
            if isinstance(cause, sqlite3.IntegrityError) and "outside an act" in str(cause):
                raise
            raise StoreTrouble(f"{self.path} cannot be used: {_in_words(cause)}") from trouble
        except (UnicodeDecodeError, InvalidOperation) as trouble:
            raise StoreTrouble(f"{self.path} is damaged ({trouble}); go back to a copy of it") from trouble
        except TimeoutError:
            raise StoreTrouble(
                f"{self.path} is in use: another valueloop has held it for {SECONDS_TO_WAIT} seconds"
            ) from None
        except OSError as trouble:
            raise StoreTrouble(f"{self.path} cannot be used: {trouble.strerror or trouble}") from trouble


def _in_words(cause: BaseException | None) -> str:
    said = str(cause)
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return f"it is damaged ({said}); go back to a copy of it"
    if "readonly" in said:
        return "it may not be written"
    if "locked" in said:
        return f"another program has held it for {SECONDS_TO_WAIT} seconds"
    return said


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


@cache
def _file_store(path: Path) -> Engine:
    """The engine of a store; it keeps no connection open, only what it has compiled."""
    uri = path.as_uri() + "?mode=rw"
    return _listening(
        create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(uri, uri=True, isolation_level=None, timeout=SECONDS_TO_WAIT),
            poolclass=NullPool,
            hide_parameters=True,
        )
    )


def _empty_store() -> Engine:
    def made() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate.make(connection)
        return connection

    return _listening(create_engine("sqlite://", creator=made, poolclass=StaticPool, hide_parameters=True))


def _listening(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, _record: object) -> None:
        for setting in _SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
