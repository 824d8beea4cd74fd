"""The renewal page: what was promised, what came of it, what it cost, and what is still open."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.promise import Met, Word
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.terms import Rule


@dataclass(frozen=True)
class PromiseEnded:
    """A promise and how it stands; `day` is when it was kept or broken, `due` until when it was to be."""

    text: str
    due: date | None
    word: Word
    day: date | None


@dataclass(frozen=True)
class DefectMet:
    """A defect, when it was reported, and when and how it was mended: None while it is not, but `planned`."""

    text: str
    reported: date
    mended: date | None
    how: Met | None
    planned: date | None = None


@dataclass(frozen=True)
class NeedOpen:
    """A need that the deal did not serve: its chance, its yearly money, and whether they spoke of it themselves."""

    number: int
    name: str
    direction: Direction
    chance: Decimal
    worth: Money | None
    said: bool
    person: str | None


@dataclass(frozen=True)
class RenewalSums:
    """Promised against realised over the lines that were measured, a year and as a present value; costs are deducted.

    `realised_value` is the present value of all that was measured, less all costs, those not measured as promised;
    `promised_value` is that of the benefits that they had agreed to or that were measured, less all costs.
    """

    promised_per_year: Money
    realised_per_year: Money
    promised_value: Money
    realised_value: Money


@dataclass(frozen=True)
class RenewalPage:
    """A won deal looked at for its renewal.

    `price` is what they owe for it in all as things stand (`price_depends`: on what is realised), `keeps` what is
    realised beyond it; `keeps` and `sums` are None while nothing was measured.

    `renew_at` is the price that the deal's rule gives of realised value; where there
    is none, `renew_why` says why.
    """

    account: str
    day: date
    deal: int
    won: date
    years: int
    rate: Decimal
    timing: Timing
    lines: tuple[RealisedLine, ...]
    sums: RenewalSums | None
    price: Money
    price_depends: bool
    invoiced: Money
    paid: Money
    open: Money
    keeps: Money | None
    promises: tuple[PromiseEnded, ...]
    defects: tuple[DefectMet, ...]
    needs: tuple[NeedOpen, ...]
    rule: Rule
    fraction: Decimal
    renew_at: Money | None
    renew_why: str

    @property
    def waiting(self) -> tuple[RealisedLine, ...]:
        """The lines that nobody has measured."""
        return tuple(each for each in self.lines if each.realised is None)
