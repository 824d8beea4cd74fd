"""How far a need has come: from the guess to the money, and where it stopped."""

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How far a need may come, in the order in which it goes; it may pass one over."""

    GUESSED = "guessed"
    ASKED = "asked"
    FOUND = "found"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    WON = "won"
    DELIVERED = "delivered"
    PAID = "paid"


_ORDER = tuple(Reach)


@dataclass(frozen=True)
class Went:
    """Where a need has been, and whether it stopped short of a win: nobody goes on with it."""

    reached: frozenset[Reach]
    stopped: bool

    @property
    def furthest(self) -> Reach:
        """The furthest that it came.

        >>> Went(frozenset({Reach.GUESSED, Reach.OFFERED}), stopped=True).furthest
        <Reach.OFFERED: 'offered'>
        """
        return max(self.reached, key=_ORDER.index)

    @property
    def won(self) -> bool:
        """Whether it was part of a won deal."""
        return Reach.WON in self.reached

    @property
    def settled(self) -> bool:
        """Whether it is known how it went: won, or stopped."""
        return self.won or self.stopped
