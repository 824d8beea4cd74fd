"""What the commands share: the store's place, the clock, the terminal, and how an answer is shown."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valueloop.cli.output import Format, Output, drawn, write
from valueloop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from valueloop.document import Document
    from valueloop.domain.dates import Toward, When
    from valueloop.store.journal import Occasion
    from valueloop.store.session import Store
    from valueloop.workbook import Workbook


@dataclass
class State:
    """The global options of one call, and the circumstances that it is made in."""

    db: str | None = None
    today_typed: str | None = None
    no_color: bool = False
    typed: str = ""
    started: datetime = field(default_factory=lambda: datetime.now().astimezone())
    output: Output = field(default_factory=Output)

    def store(self) -> Store:
        """The store: --db, else VALUELOOP_DB, else the platform's folder for user data."""
        from valueloop.store.session import Store

        return Store(self.place())

    def place(self) -> Path:
        """Where the store is, whether it is there yet or not."""
        from valueloop.store.header import place

        return place(self.db or os.environ.get("VALUELOOP_DB"), _data_folder)

    def now(self) -> datetime:
        """The seller's local wall clock, without a zone; --today moves it, to noon where no time is given."""
        from datetime import time

        from valueloop.domain.dates import read_when

        real = self.started.replace(tzinfo=None, microsecond=0)
        if self.today_typed is None:
            return real
        when = read_when(self.today_typed, real)
        return datetime.combine(when.day, when.clock or time(12))

    def today(self) -> date:
        """The seller's local day."""
        return self.now().date()

    def occasion(self) -> Occasion:
        """The circumstances of an act."""
        from valueloop.store.journal import Occasion

        return Occasion(to_utc(self.now()), self.today(), _who(), self.typed)

    def when(self, text: str | None, toward: Toward) -> When:
        """A date as typed, read against the seller's clock; nothing typed means now."""
        from valueloop.domain.dates import read_when

        return read_when("now" if text is None else text, self.now(), toward)

    def day(self, text: str | None) -> date:
        """The day on which something happened, as typed; today where nothing was."""
        from valueloop.domain.dates import Toward

        return self.when(text, Toward.PAST).day

    def until(self, text: str | None) -> date | None:
        """The day by which something is due, as typed; none where nothing was."""
        from valueloop.domain.dates import Toward

        return None if text is None else self.when(text, Toward.FUTURE).day

    def show(self, document: Document) -> None:
        """Show a page, or what an act answered, on standard output."""
        from valueloop.render.terminal import console, draw

        draw(document, console(sys.stdout, colour=self.colour(), width=_width()))

    def page(
        self,
        document: Document,
        data: Any,
        *,
        workbook: Callable[[], Workbook] | None = None,
        toml: Callable[[], str] | None = None,
        otherwise: Format = Format.TEXT,
        stored: bool = True,
    ) -> None:
        """Show a page, or write it as asked: as JSON the data behind it, or with None the page; `otherwise` unasked.

        A page that is not `stored` needs no store.
        """
        if stored and self.db and not self.place().exists():
            sys.stderr.write(f"Note: there is no store at {self.db} yet.\n")
        form, to = self.output.format(otherwise), self.output.to
        on_screen = to is None or str(to) == "-"
        if on_screen and form is Format.TEXT:
            self.show(document)
            return
        if on_screen and form is Format.XLSX and sys.stdout.isatty():
            raise Refused("a workbook is nothing to read on a terminal: --to FILE.xlsx writes it there")
        made = drawn(form, document, data, workbook, toml)
        if to is not None and not on_screen:
            write(to, made, yes=self.output.yes)
            sys.stderr.write(f"Written to {to}.\n")
        elif isinstance(made, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(made)
        else:
            self.say(made)

    def say(self, text: str) -> None:
        """Print data as they are, on standard output."""
        whole = text if text.endswith("\n") else text + "\n"
        encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
        if encoding.startswith("utf") or not hasattr(sys.stdout, "buffer"):
            sys.stdout.write(whole)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(whole.encode())  # data are UTF-8, whatever the terminal speaks

    def colour(self) -> bool | None:
        """Whether colour was asked for or forbidden; None leaves it to the terminal."""
        if self.no_color or os.environ.get("NO_COLOR"):
            return False
        return True if os.environ.get("FORCE_COLOR") else None


def to_utc(local: datetime) -> datetime:
    """A local wall-clock time as a moment."""
    return local.astimezone(UTC)


def to_local(moment: datetime) -> datetime:
    """A moment on the seller's wall clock."""
    return moment.astimezone()


def _width() -> int | None:
    """The width that COLUMNS asks for, on a terminal and through a pipe."""
    asked = os.environ.get("COLUMNS", "")
    usable = asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) > 0
    return max(20, int(asked)) if usable else None


def _data_folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("valueloop")


def _who() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
