"""Where loops die, as its page has it: how far needs came, and why, by whom and of what offers were not taken."""

from dataclasses import dataclass

from valueloop.domain.diagnosis import Stands
from valueloop.domain.loop.reach import Reach
from valueloop.domain.money import Money


@dataclass(frozen=True)
class LoopReach:
    """How many needs and accounts came to a place on the way.

    `stopped` needs came no further, and nobody goes on with them; `going` came no further yet. `accounts_stopped` are
    those of which no need goes on or was won, and that came no further.
    """

    reach: Reach
    needs: int
    stopped: int
    going: int
    accounts: int
    accounts_stopped: int


@dataclass(frozen=True)
class LoopGroup:
    """Offers of one reason, role or product: how many, taken, dead; what was lost with them, by currency."""

    name: str
    offers: int
    taken: int
    died: int
    lost: tuple[Money, ...]


@dataclass(frozen=True)
class LoopsPage:
    """Where loops die, over the store.

    `offers` were made, `taken` and `died` of them; `lost` is the price last offered in lost deals, by currency, and
    `lost_deals` how many there are, of which `lost_without` had no offer that died. `reasons` group the dead, `roles`
    (an empty name: not recorded) and `products` all offers; `diagnosis` is what stands out among the dead.
    """

    reaches: tuple[LoopReach, ...]
    offers: int
    taken: int
    died: int
    lost: tuple[Money, ...]
    lost_deals: int
    lost_without: int
    reasons: tuple[LoopGroup, ...]
    roles: tuple[LoopGroup, ...]
    products: tuple[LoopGroup, ...]
    diagnosis: tuple[Stands, ...]
