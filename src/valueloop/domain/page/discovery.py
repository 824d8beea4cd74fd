"""What discovery takes, as its page has it: days, loops and touches to each need found, by way and by channel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.discovery import Quartiles
from valueloop.domain.loop.evidence import Channel, Way


@dataclass(frozen=True)
class FoundNeed:
    """A need that was found: by evidence it came to the chance on which one may offer, and stayed there.

    `guessed_by` is how the guess came, `found_by` the channel of the evidence that found it. `since_touch` are days
    from the first touch with the account, None where there was none by then; `since_guess` those from the guess.
    `loops` are the offers answered by then, `touches` the touches, both at the account. `first`: no need of the account
    was found before.
    """

    account: str
    number: int
    need: str
    guessed_by: Channel
    found_by: Channel
    guessed: date
    found: date
    since_touch: int | None
    since_guess: int
    loops: int
    touches: int
    first: bool


@dataclass(frozen=True)
class DiscoveryGroup:
    """The needs whose guess came by one way, or by one channel of it: how many were found, and what that took.

    `channel` is None where the row is of the whole way; `way` too where it is of all. Each figure is None of nothing.
    """

    way: Way | None
    channel: Channel | None
    guessed: int
    found: int
    since_touch: Quartiles | None
    since_guess: Quartiles | None
    loops: Quartiles | None
    touches: Quartiles | None


@dataclass(frozen=True)
class FirstFound:
    """A kind of need, by name: at how many accounts it was found, and at how many of those it was the first."""

    need: str
    found: int
    first: int


@dataclass(frozen=True)
class OpenNeed:
    """A need that is neither found nor set aside, with its chance, and for how many days it has been so."""

    account: str
    number: int
    need: str
    chance: Decimal
    guessed: date
    days: int


@dataclass(frozen=True)
class DiscoveryPage:
    """What discovery takes, over the store, as of a day.

    `groups`: all, then each way followed by its channels. `found` are the needs found, the latest first; `firsts` what
    was found first, by name; `open` the needs still open, those open longest first, and `open_days` their quartiles.
    """

    today: date
    groups: tuple[DiscoveryGroup, ...]
    found: tuple[FoundNeed, ...]
    firsts: tuple[FirstFound, ...]
    open: tuple[OpenNeed, ...]
    open_days: Quartiles | None
