"""Deals: open, won or lost."""

from enum import StrEnum


class State(StrEnum):
    """Where a deal stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
