"""Every number that the user may set: its default, its meaning, and how it is read."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Ratios
from valueloop.domain.loop.patience import DEFAULTS, LOSS, Cause, signed
from valueloop.domain.loop.payable import Payable
from valueloop.domain.money import a_currency, read_number
from valueloop.domain.names import near
from valueloop.domain.probability import read_chance, read_fraction
from valueloop.domain.promise import Pace
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


def _money(text: str) -> Decimal:
    value = read_number(text, "setting")
    if not 0 <= value <= 1_000_000:
        raise Invalid("setting", text, "it is not between 0 and 1,000,000")
    return value


def _part(text: str) -> Decimal:
    value = read_fraction(text)
    if not 0 < value < 1:
        raise Invalid("setting", text, "it is not between 0% and 100%")
    return value


def _days(text: str) -> Decimal:
    value = read_number(text, "setting")
    if value != value.to_integral_value() or not 0 <= value <= 3650:
        raise Invalid("setting", text, "it is no whole number of days from 0 to 3,650")
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
    for cause, amount in DEFAULTS.items():
        does = "earns" if cause.earns else "costs" if cause.loss else "spends"
        what = "goodwill" if cause.earns or cause.loss else "patience"
        rows.append(Setting(cause.key, f"{amount}", f"{what} that {cause.words} {does}", _not_negative))
    for channel, (yes, no) in DEFAULT_RATIOS.items():
        for answer, ratio in ((Answer.YES, yes), (Answer.NO, no)):
            key = f"ratio.{channel.value}.{answer.value}"
            rows.append(Setting(key, f"{ratio}", f"likelihood ratio of a {answer.value} by {channel.value}", _positive))
    rows += _of_the_plan() + _after_the_deal()
    return {row.key: row for row in rows}


def _of_the_plan() -> list[Setting]:
    """What the joint belief and the planner reckon with: judgement, until the store has learned better."""
    return [
        Setting("payable.share", "40%", "median part of the value that a customer pays", _part),
        Setting("payable.spread", "0.5", "spread of that part: standard deviation of its logarithm", _positive),
        Setting("offer.blur", "0.42", "how blurred the price is that a customer takes, the same way", _positive),
        Setting("offer.noise", "40%", "how often the reason of a refusal means nothing", read_fraction),
        Setting("offer.silence", "50%", "how often silence, or a reason elsewhere, means nothing", _part),
        Setting("patience.question", "0.25", "patience that one question spends, of a few in a call", _not_negative),
        Setting("patience.offer", "2", "patience that a formal offer spends, as the planner weighs it", _not_negative),
        Setting("walk.cold", "0.25", "how fast a cold account walks away, per unit of patience", _positive),
        Setting("walk.warm", "0.12", "the same once they have come to us, met us, or been sent to us", _positive),
        Setting("walk.customer", "0.06", "the same of a customer", _positive),
        Setting("hours.question", "0.5", "hours of yours that a question takes", _positive),
        Setting("hours.offer", "3", "hours of yours that an offer takes", _positive),
        Setting("hour", "60", "what an hour of yours is worth, in an account's currency", _money),
    ]


def _after_the_deal() -> list[Setting]:
    """What the care for customers reckons with: judgement, all of it."""
    return [
        Setting("goodwill.loss", f"{LOSS}", "how much more it weighs to let them down than to please them", _positive),
        Setting("defect.acknowledge", "1", "days until a defect is to be acknowledged", _days),
        Setting("defect.plan", "5", "days until the mending of a defect is to be planned", _days),
        Setting("rhythm.customer", "45", "days that may pass between two touches with a customer", _days),
        Setting("rhythm.account", "30", "the same of an account that may become one: with an open deal", _days),
        Setting("terms", "30", "days that an invoice leaves to pay", _days),
        Setting("review", "180", "days after which a customer's needs are to be looked at again", _days),
        Setting("core.value", "60%", "weight of realised value in the rank of customers", read_fraction),
        Setting("core.goodwill", "20%", "weight of goodwill in it", read_fraction),
        Setting("core.referrals", "20%", "weight of referrals in it", read_fraction),
        Setting("core.part", "20%", "the part of the customers, best first, that are core customers", _part),
    ]


SETTINGS = _all()
LEARNED_FROM = 10  # so many closed accounts have to speak to a default before it is replaced
SHARE_SPREAD, RATIO_SPREAD = 0.3, 0.25  # how far the defaults may be off: standard deviations of a logarithm


@dataclass(frozen=True)
class Settings:
    """The settings in force: what the user set, over what the store has learned, over the defaults.

    `learned` has by key: `payable.share` the factor that it is off by, `ratio.call` the power that the channel's ratios
    are taken to, `walk.cold` the rate itself.

    >>> Settings({"share": "30%"}).share
    Decimal('0.3')
    """

    own: Mapping[str, str]
    learned: Mapping[str, Decimal] = field(default_factory=dict)

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
    def amounts(self) -> Mapping[Cause, Decimal]:
        """What each cause adds to the balance of patience and goodwill, below nought where it spends."""
        return signed({each: self._number(each.key) for each in DEFAULTS}, self._number("goodwill.loss"))

    @property
    def pace(self) -> Pace:
        """How soon a defect is to be acknowledged, and its mending planned."""
        return Pace(int(self._number("defect.acknowledge")), int(self._number("defect.plan")))

    def number(self, key: str) -> Decimal:
        """A setting that is a number, by its key: goodwill.loss, rhythm.customer, core.value."""
        return self._number(key)

    @cached_property
    def payable(self) -> Payable:
        """How customers pay, and what their answers to offers say."""
        keys = ("payable.share", "payable.spread", "offer.blur", "offer.noise", "offer.silence")
        share, *others = (float(self._number(key)) for key in keys)
        return Payable(share * float(self.learned.get("payable.share", 1)), *others)

    def plans(self, key: str) -> float:
        """A number that the planner reckons with, by its key: walk.cold, patience.question, hours.offer, hour."""
        return float(self.learned.get(key, self._number(key)))

    def _ratio(self, channel: Channel, answer: Answer) -> Decimal:
        ratio = self._number(f"ratio.{channel.value}.{answer.value}")
        power = self.learned.get(f"ratio.{channel.value}")
        return ratio if power is None else round(ratio**power, 4)

    @cached_property
    def ratios(self) -> Ratios:
        """The likelihood ratios, with the version of the table."""
        table = {channel: (self._ratio(channel, Answer.YES), self._ratio(channel, Answer.NO)) for channel in Channel}
        weighs = ("ratio.", "payable.", "offer.")
        changed = sorted((key, text) for key, text in self.own.items() if key.startswith(weighs))
        changed += sorted((key, f"{value}") for key, value in self.learned.items() if key.startswith(weighs))
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
