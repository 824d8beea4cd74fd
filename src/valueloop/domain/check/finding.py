"""What a check finds, and what a check is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from string import Formatter

from valueloop.domain.check.facts import Facts
from valueloop.domain.money import Money

Figure = str | int | Decimal | date | Money | tuple[str, ...]


class Says(StrEnum):
    """What a check says: that something is wrong, that it is not, or that too little is logged to tell."""

    WARNS = "warns"
    FINE = "fine"
    UNKNOWN = "cannot say"


@dataclass(frozen=True)
class Finding:
    """What a check found at an account.

    `seen` is what it saw, each figure by its name in braces, as `{touches:touch} of ours`; what stands behind the colon
    says how a page shows it. `do` is what to do and `command` what to type for it: a warning has both, and so has a
    check that cannot say, since silence is never fine. What is fine says what made it so, with a figure.

    Raises:
        ValueError: a figure is not named or has no value, or there is nothing to do or to show.
    """

    says: Says
    seen: str
    figures: Mapping[str, Figure]
    do: str = ""
    command: str = ""

    def __post_init__(self) -> None:
        if named(self.seen) != self.figures.keys():
            raise ValueError(f"{self.seen!r} does not name {sorted(self.figures)}")
        if self.says is Says.FINE and not self.figures:
            raise ValueError(f"{self.seen!r}: fine, but by what?")
        if self.says is not Says.FINE and not (self.do and self.command):
            raise ValueError(f"{self.seen!r}: and what is to be done?")


def named(seen: str) -> set[str]:
    """The figures that a sentence names.

    >>> sorted(named("{touches:touch} of ours, {share:%} with {who:the}"))
    ['share', 'touches', 'who']
    """
    return {name for _, name, _, _ in Formatter().parse(seen) if name}


def warns(seen: str, do: str, command: str, **figures: Figure) -> Finding:
    """Something is wrong: what was seen, what to do, what to type."""
    return Finding(Says.WARNS, seen, figures, do, command)


def fine(seen: str, **figures: Figure) -> Finding:
    """Nothing is wrong, by what was seen."""
    return Finding(Says.FINE, seen, figures)


def unknown(seen: str, do: str, command: str, **figures: Figure) -> Finding:
    """Too little is logged to tell: what is missing, what to log, what to type."""
    return Finding(Says.UNKNOWN, seen, figures, do, command)


def make_offer(facts: Facts) -> str:
    """The command that makes an offer at an account, on its first need where it has one."""
    need = f" --need {facts.needs[0].number}" if facts.needs else ""
    return f"vl offer {facts.name} PRODUCT{need} --price 45k"


def make_sale(facts: Facts) -> str:
    """The command that comes next where no deal is won: to win it, to log the answer to an offer, or to make one."""
    live = [each for each in facts.offers if each.live]
    if any(each.taken for each in live):
        return f"vl deal win {facts.name}"
    waiting = [each for each in live if each.verdict is None]
    return f"vl respond {waiting[-1].number} accepted|rejected|countered|silent" if waiting else make_offer(facts)


@dataclass(frozen=True)
class Check:
    """A check: the name that mutes it, what it is called, when it warns, why that matters, whose idea it is, and it."""

    name: str
    title: str
    when: str
    reason: str
    source: str
    look: Callable[[Facts], Finding]
