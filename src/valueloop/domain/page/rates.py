"""What the store has learned of its closed accounts."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class NeedRate:
    """How often a kind of need was there: over all accounts, and how many closed ones spoke to it."""

    name: str
    rate: Decimal
    accounts: Decimal


@dataclass(frozen=True)
class SettingRate:
    """A setting that accounts speak to: its figure as set or shipped, as learned, how many accounts say so.

    `in_force` says whether the learned figure is reckoned with: not where the user set one, or too few have spoken.
    """

    key: str
    usual: Decimal
    learned: Decimal
    accounts: int
    in_force: bool


@dataclass(frozen=True)
class RatesPage:
    """Base rates by kind of need, the most spoken to first, and the settings that accounts speak to."""

    needs: tuple[NeedRate, ...]
    settings: tuple[SettingRate, ...]
