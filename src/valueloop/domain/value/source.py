"""The ladder of sources: how sure a number is, and whose."""

from enum import StrEnum


class Source(StrEnum):
    """The ladder on which every number stands, the lowest rung first."""

    GUESS = "guess"
    DEDUCED = "deduced"
    SAID = "said"
    ACCEPTED = "accepted"
    MEASURED = "measured"

    @property
    def rung(self) -> int:
        """0 for a guess up to 4 for a measured number."""
        return list(Source).index(self)
