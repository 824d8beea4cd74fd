"""The facts of one account that checks look at, each from what everyday commands write."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from valueloop.domain.account import Exposure
from valueloop.domain.check.parts import (
    Balance,
    Incumbent,
    Kept,
    Market,
    Named,
    Offered,
    Owed,
    Rates,
    Reckoned,
    Sale,
    Somebody,
    Sought,
    Talk,
)
from valueloop.domain.contact import Influence
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.names import quoted


@dataclass(frozen=True)
class Facts:
    """All that checks know of one account.

    `steps` counts the steps that are done or should be by now, `done` those of them that are. `unsure` names the input
    that is nobody's word and may be furthest off, `covered` what of the price depends on the result. `ours` counts
    statements about us (offers, lines, impacts), `theirs` those by them (answers, entries, inputs, acceptances).
    `unthanked` is what we owe them thanks for; `bring` what the planner expects of the account, None where it could
    weigh nothing; `parted` the day on which we left them.
    """

    account: str
    today: date
    currency: str = ""
    industry: str = ""
    size: int | None = None
    region: str = ""
    owner: str = ""
    exposure: Exposure | None = None
    people: tuple[Somebody, ...] = ()
    talks: tuple[Talk, ...] = ()
    needs: tuple[Sought, ...] = ()
    offers: tuple[Offered, ...] = ()
    lines: tuple[Reckoned, ...] = ()
    incumbents: tuple[Incumbent, ...] = ()
    steps: int = 0
    done: int = 0
    unsure: str = ""
    covered: str = ""
    ours: int = 0
    theirs: int = 0
    bring: Decimal | None = None
    kept: Kept = field(default_factory=Kept)
    owed: tuple[Owed, ...] = ()
    referrals: tuple[Named, ...] = ()
    unthanked: tuple[Named, ...] = ()
    sales: tuple[Sale, ...] = ()
    parted: date | None = None
    balance: Balance = field(default_factory=Balance)
    market: Market = field(default_factory=Market)
    rates: Rates = field(default_factory=Rates)

    @property
    def name(self) -> str:
        """The account's name as an argument of a command line."""
        return quoted(self.account)

    def money(self, amount: Decimal) -> Money:
        """An amount in the account's currency."""
        return Money(amount, self.currency)

    @property
    def outbound(self) -> tuple[Talk, ...]:
        """Our touches."""
        return tuple(each for each in self.talks if not each.inbound)

    @property
    def hours(self) -> Decimal | None:
        """What our touches took, as far as it was logged; None where it never was."""
        timed = [each.hours for each in self.talks if each.hours is not None]
        return sum(timed, Decimal(0)) if timed else None

    @property
    def answered(self) -> tuple[Offered, ...]:
        """The offers that were answered in words: silence is no answer."""
        return tuple(each for each in self.offers if each.verdict not in (None, Verdict.SILENT))

    @property
    def agreed(self) -> int:
        """How many lines and offers they accepted, and deals they made."""
        return sum(each.accepted for each in self.lines) + sum(each.taken for each in self.offers) + len(self.sales)

    def person(self, *parts: Influence) -> tuple[str, ...]:
        """The people who play one of these parts."""
        return tuple(each.name for each in self.people if each.influence in parts)

    @property
    def price(self) -> Decimal | None:
        """What they pay, or would: the won deals, else the latest offer."""
        won = [each.price for each in self.sales if each.price is not None]
        if won:
            return sum(won, Decimal(0))
        return self.offers[-1].price if self.offers else None
