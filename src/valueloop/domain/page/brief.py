"""The sales kit of an account, gathered: its players, the questions worth asking, and what pages for them need."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.brief import Ask
from valueloop.domain.contact import Influence
from valueloop.domain.money import Money
from valueloop.domain.page.map import PersonMoney
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.summary import SummaryPage
from valueloop.domain.page.value import ValuePage
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Kind


@dataclass(frozen=True)
class Question:
    """A question worth asking, whom to ask, and how much present value its answer may move.

    `about` is the need, the input, or the entry; `number` its number. Of a need `yes` and `no` are the chances that an
    answer by call would leave. Of an input `low` and `high` are its range, `source` whose it is. Of a gap `about` is
    the kind of entry that is missing, of a measure `lacks` what nobody has said of it, of a guessed entry `kind` its
    kind.
    """

    ask: Ask
    about: str
    number: int | None
    whom: str | None
    stake: Money | None
    chance: Decimal | None = None
    yes: Decimal | None = None
    no: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    source: Source | None = None
    lacks: tuple[str, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True)
class BriefPage:
    """The sales kit: `theirs` is the value case as the customer may see it, `player` whom the kit is for.

    `core` says that they are a core customer, `privileges` what they are granted: for us, and on no page of theirs.
    Of a deal that is won, `realised` are the lines that were measured, `undelivered` the numbers of those whose need
    nothing serves yet of what was delivered; without a delivery none.
    """

    summary: SummaryPage
    theirs: ValuePage
    player: str | None
    players: tuple[PersonMoney, ...]
    missing: tuple[Influence, ...]
    questions: tuple[Question, ...]
    core: bool = False
    privileges: tuple[str, ...] = ()
    realised: tuple[RealisedLine, ...] = ()
    undelivered: tuple[int, ...] = ()
