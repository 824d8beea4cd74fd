"""The pipeline: what the offers on the table may be expected to bring, and of how many nobody can say."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.loop.response import Verdict
from valueloop.domain.number import EXACT


@dataclass(frozen=True)
class Tabled:
    """The latest offer of an open deal: its price, the latest answer to it, the chance of a yes where one is known."""

    price: Decimal
    verdict: Verdict | None = None
    chance: Decimal | None = None

    @property
    def waits(self) -> bool:
        """Whether it still waits for an answer: one that met with silence does."""
        return self.verdict in (None, Verdict.SILENT)

    @property
    def agreed(self) -> bool:
        """Whether they said yes, so that the deal is only to be closed."""
        return self.verdict is Verdict.ACCEPTED

    @property
    def expects(self) -> Decimal | None:
        """Chance × price while it waits for an answer; the price once they said yes; None where nobody can say.

        >>> Tabled(Decimal(48000), None, Decimal("0.25")).expects
        Decimal('12000.00')
        """
        if self.agreed:
            return self.price
        return EXACT.multiply(self.chance, self.price) if self.waits and self.chance is not None else None


@dataclass(frozen=True)
class OpenSums:
    """What the open deals of one currency come to.

    `waiting` deals have an offer that waits for an answer, at `tabled` together. `expected`: the sum of chance × price
    over those `known` whose chance is known; None where there is none. `agreed` deals have a yes, for `agreed_price`;
    `without` is how many deals add to neither.
    """

    deals: int
    waiting: int
    tabled: Decimal
    known: int
    expected: Decimal | None
    agreed: int
    agreed_price: Decimal
    without: int


def sums(deals: Sequence[Tabled | None]) -> OpenSums:
    """What open deals of one currency come to, each given by its latest offer; None where it has none yet.

    >>> sums([Tabled(Decimal(100), None, Decimal("0.5")), Tabled(Decimal(40)), None]).expected
    Decimal('50.0')
    """
    offers = [each for each in deals if each]
    waiting = [each for each in offers if each.waits]
    known = [each.expects for each in waiting if each.expects is not None]
    agreed = [each.price for each in offers if each.agreed]
    return OpenSums(
        len(deals),
        len(waiting),
        sum((each.price for each in waiting), Decimal(0)),
        len(known),
        sum(known, Decimal(0)) if known else None,
        len(agreed),
        sum(agreed, Decimal(0)),
        len(deals) - len(known) - len(agreed),
    )
