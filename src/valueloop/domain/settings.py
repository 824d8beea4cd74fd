"""Every number that the user may set: its default, its meaning, and how it is read."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Ratios
from valueloop.domain.loop.patience import DEFAULT_COSTS, Spending
from valueloop.domain.money import a_currency, read_number
from valueloop.domain.names import near
from valueloop.domain.probability import read_chance, read_fraction
from valueloop.errors import Invalid, Unknown


def _positive(text: str) -> Decimal:
    value = read_number(text, "setting")
    if not 0 < value <= 1000:
        raise Invalid("setting", text, "it is not between 0 and 1,000")
    return value


def _not_negative(text: str) -> Decimal:
    value = read_number(text, "setting")
    if not 0 <= value <= 1000:
        raise Invalid("setting", text, "it is not between 0 and 1,000")
    return value


def _years(text: str) -> Decimal:
    value = read_number(text, "setting")
    if value != value.to_integral_value() or not 1 <= value <= 50:
        raise Invalid("setting", text, "it is no whole number of years from 1 to 50")
    return value


@dataclass(frozen=True)
class Setting:
    """One number that may be set: its key, its default as typed, what it means, how it is read."""

    key: str
    default: str
    meaning: str
    read: Callable[[str], object]


def _all() -> dict[str, Setting]:
    rows = [
        Setting("currency", "EUR", "currency of a new account", a_currency),
        Setting("years", "3", "years that a value case looks ahead", _years),
        Setting("discount_rate", "10%", "yearly discount rate of a value case", read_fraction),
        Setting("share", "25%", "our share of the accepted value", read_fraction),
        Setting("chance", "35%", "chance of a need that is guessed without one", read_chance),
        Setting("patience.start", "10", "patience of a new account", _positive),
    ]
    for kind, cost in DEFAULT_COSTS.items():
        rows.append(Setting(f"patience.{kind.value}", f"{cost}", f"patience that {kind.words} spends", _not_negative))
    for channel, (yes, no) in DEFAULT_RATIOS.items():
        for answer, ratio in ((Answer.YES, yes), (Answer.NO, no)):
            key = f"ratio.{channel.value}.{answer.value}"
            rows.append(Setting(key, f"{ratio}", f"likelihood ratio of a {answer.value} by {channel.value}", _positive))
    return {row.key: row for row in rows}


SETTINGS = _all()


@dataclass(frozen=True)
class Settings:
    """The settings in force: what the user set, over the defaults.

    >>> Settings({"share": "30%"}).share
    Decimal('0.3')
    """

    own: Mapping[str, str]

    def text(self, key: str) -> str:
        """A setting as typed, or its default."""
        return self.own.get(key, SETTINGS[key].default)

    def _number(self, key: str) -> Decimal:
        value = SETTINGS[key].read(self.text(key))
        assert isinstance(value, Decimal)
        return value

    @property
    def currency(self) -> str:
        """The currency of a new account."""
        return self.text("currency")

    @property
    def years(self) -> int:
        """How many years a value case looks ahead."""
        return int(self._number("years"))

    @property
    def discount_rate(self) -> Decimal:
        """The yearly discount rate, as a fraction."""
        return self._number("discount_rate")

    @property
    def share(self) -> Decimal:
        """Our share of the accepted value, as a fraction."""
        return self._number("share")

    @property
    def chance(self) -> Decimal:
        """The chance of a need that is guessed without one."""
        return self._number("chance")

    @property
    def patience(self) -> Decimal:
        """The patience that a new account has."""
        return self._number("patience.start")

    @cached_property
    def spending(self) -> Mapping[Spending, Decimal]:
        """What each kind of act spends of it."""
        return {kind: self._number(f"patience.{kind.value}") for kind in DEFAULT_COSTS}

    @cached_property
    def ratios(self) -> Ratios:
        """The likelihood ratios, with the version of the table."""
        table = {
            channel: (self._number(f"ratio.{channel.value}.yes"), self._number(f"ratio.{channel.value}.no"))
            for channel in Channel
        }
        changed = sorted((key, text) for key, text in self.own.items() if key.startswith("ratio."))
        mark = hashlib.sha256(repr(changed).encode()).hexdigest()[:8] if changed else "defaults"
        return Ratios(table, mark)


def a_setting(key: str, text: str) -> str:
    """The text of a setting, once it is known to be readable.

    Raises:
        Unknown: there is no such setting.
        Invalid: it cannot be read.

    >>> a_setting("share", "30%")
    '30%'
    """
    if key not in SETTINGS:
        raise Unknown("setting", key, near(key, list(SETTINGS)))
    value = SETTINGS[key].read(text)
    return value if isinstance(value, str) else text.strip()
