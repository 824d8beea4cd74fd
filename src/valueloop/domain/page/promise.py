"""Promises and defects, as their acts answer and their lists show."""

from dataclasses import dataclass
from datetime import date

from valueloop.domain.promise import Met, Stage, Word


@dataclass(frozen=True)
class PromiseTyped:
    """A promise as it was typed."""

    text: str
    person: str | None = None
    said_by: str | None = None
    due: date | None = None
    measure: str = ""
    touch: int | None = None


@dataclass(frozen=True)
class Promised:
    """A promise was recorded."""

    number: int
    text: str
    person: str | None
    said_by: str
    due: date | None
    measure: str
    touch: int | None


@dataclass(frozen=True)
class PromiseEnded:
    """A promise was kept or broken: `late` by so many days; `was` is the earlier word on it, which no longer counts."""

    number: int
    text: str
    person: str | None
    word: Word
    day: date
    note: str
    due: date | None
    late: int
    was: Word | None
    touch: int | None


@dataclass(frozen=True)
class PromiseView:
    """A promise: what, to whom, who of ours said it, until when, how one sees it kept, and how it stands.

    `late_days` of an open one is since it was due, of one that was kept or broken how much later than that it ended;
    nought where it is in time or has no day. `ended` is when it was kept or broken, `note` what was said of that.
    """

    number: int
    account: str
    text: str
    person: str | None
    said_by: str
    day: date
    due: date | None
    measure: str
    touch: int | None
    word: Word
    ended: date | None
    note: str
    late_days: int


@dataclass(frozen=True)
class DefectTyped:
    """A defect as it was typed; `day` is when they told us, if not today."""

    text: str
    person: str | None = None
    promise: int | None = None
    urgent: bool = False
    touch: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class DefectAdded:
    """A defect was recorded; `acknowledge` is until when it is to be acknowledged."""

    number: int
    text: str
    person: str | None
    promise: int | None
    urgent: bool
    acknowledge: date
    touch: int | None


@dataclass(frozen=True)
class DefectMet:
    """A step was taken with a defect: `due` is until when, `was` until when an earlier plan had it.

    `late` is by how many days it came after its deadline; `next_due` is that of the next stage; `met` is how it was met
    once it is mended.
    """

    number: int
    defect: str
    stage: Stage
    day: date
    text: str
    due: date | None
    was: date | None
    late: int
    next_due: date | None
    met: Met | None
    touch: int | None


@dataclass(frozen=True)
class DefectView:
    """A defect: what they saw, how far it has been met, what comes next and by when.

    `owed` is the next stage, `deadline` its day, `late_days` how long that has passed; None and nought once it is
    mended. `plan` is what the latest plan says; `mended` and `done` are when and what was done, `met` how.
    """

    number: int
    account: str
    text: str
    person: str | None
    urgent: bool
    promise: int | None
    day: date
    touch: int | None
    stage: Stage | None
    owed: Stage | None
    deadline: date | None
    late_days: int
    plan: str
    mended: date | None
    done: str
    met: Met | None
