"""An estimate: one number, or low / likely / high."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from valueloop.domain.number import EXACT


@dataclass(frozen=True)
class Estimate:
    """A quantity that is known (all three equal) or guessed (a triangular distribution).

    The three must rise; whoever reads them from a person says so in a sentence (`money.read_estimate`).

    >>> Estimate(Decimal(2), Decimal(4), Decimal(6)).mean
    Decimal('4')
    """

    low: Decimal
    likely: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"an estimate must rise: {self.low}, {self.likely}, {self.high}")

    @classmethod
    def exactly(cls, value: Decimal) -> "Estimate":
        """A quantity that is known."""
        return cls(value, value, value)

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def mean(self) -> Decimal:
        """The mean of the triangular distribution, (low + likely + high) / 3; exact when it is one number."""
        with localcontext(EXACT):
            return self.likely if self.certain else (self.low + self.likely + self.high) / 3

    def times(self, factor: Decimal) -> "Estimate":
        """Each of the three, times a factor that is not negative."""
        with localcontext(EXACT):
            return Estimate(self.low * factor, self.likely * factor, self.high * factor)
