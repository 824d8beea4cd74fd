"""What checks found at an account and over all of them, and what suits us, as their pages have it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.check.finding import Figure, Says
from valueloop.domain.money import Money


@dataclass(frozen=True)
class CheckView:
    """A check: the name that mutes it, when it warns, why that matters, and which part of the method says so."""

    name: str
    title: str
    when: str
    reason: str
    source: str


@dataclass(frozen=True)
class CheckFigure:
    """A figure of what a check saw, by its name; one of the others holds it, as it is."""

    name: str
    text: str | None = None
    names: tuple[str, ...] | None = None
    count: int | None = None
    number: Decimal | None = None
    money: Money | None = None
    day: date | None = None

    @property
    def value(self) -> Figure:
        """The figure itself."""
        held = (self.text, self.names, self.count, self.number, self.money, self.day)
        return next(each for each in held if each is not None)


def check_figure(name: str, value: Figure) -> CheckFigure:
    """A figure by its name, held as what it is.

    >>> check_figure("calls", 3).count, check_figure("share", Decimal("0.7")).number
    (3, Decimal('0.7'))
    """
    match value:
        case str():
            return CheckFigure(name, text=value)
        case int():
            return CheckFigure(name, count=value)
        case Decimal():
            return CheckFigure(name, number=value)
        case Money():
            return CheckFigure(name, money=value)
        case date():
            return CheckFigure(name, day=value)
        case _:
            return CheckFigure(name, names=value)


@dataclass(frozen=True)
class CheckFound:
    """What a check found at an account.

    `seen` names its figures in braces. `do` and `command` are empty where it is fine; `muted` is the reason for which
    it is silent there, None while it is not.
    """

    check: CheckView
    says: Says
    seen: str
    figures: tuple[CheckFigure, ...]
    do: str
    command: str
    muted: str | None


@dataclass(frozen=True)
class CheckPage:
    """What every check found at one account, the gravest check first."""

    account: str
    found: tuple[CheckFound, ...]


@dataclass(frozen=True)
class AccountChecked:
    """An account, how many checks warn there, cannot say, and are muted; `worst` is the gravest that warns."""

    account: str
    warns: int
    unknown: int
    muted: int
    worst: str | None


@dataclass(frozen=True)
class CheckCount:
    """A check over all live accounts: at how many it warns, is fine, cannot say, and is muted."""

    check: CheckView
    warns: int
    fine: int
    unknown: int
    muted: int


@dataclass(frozen=True)
class ChecksPage:
    """The checks over all live accounts: by account, the most warnings first, and by check.

    `live` counts the accounts that were checked, `left` those of them that are not among `accounts`, `blank` the others
    that we have not parted from: no touch, no need and no deal is recorded there, so that nothing can be said.
    """

    accounts: tuple[AccountChecked, ...]
    checks: tuple[CheckCount, ...]
    live: int
    left: int
    blank: int


@dataclass(frozen=True)
class MuteDone:
    """A check was muted at an account, or heard again; `still` names the others that are muted there."""

    check: CheckView
    reason: str
    muted: bool
    still: tuple[str, ...]


@dataclass(frozen=True)
class CriterionView:
    """A trait of what suits us: what it is to be, its weight, and how many accounts meet it, miss it, or do not say."""

    trait: str
    wanted: str
    weight: Decimal
    met: int
    missed: int
    unknown: int


@dataclass(frozen=True)
class IdealPage:
    """What an account that suits us is like, and how many of the accounts suit us, do not, or are too little known."""

    criteria: tuple[CriterionView, ...]
    suit: int
    others: int
    unknown: int


@dataclass(frozen=True)
class IdealSet:
    """What was set of it, what was taken away, and the whole as it stands now."""

    set: tuple[str, ...]
    gone: tuple[str, ...]
    page: IdealPage
