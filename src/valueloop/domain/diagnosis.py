"""Where loops die: why offers were not taken, by whom and of what, and what stands out among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.loop.reach import Reach, Went
from valueloop.domain.names import fold

ENOUGH = 5  # refusals below which nothing is said: judgement
MOST = 2  # what stands out has more than one in so many: more than half. Judgement


class Because(StrEnum):
    """Why an offer died: the reason that was given, no reason, no answer, or a price that we did not come to."""

    NO_NEED = "no-need"
    PRICE = "price"
    TIMING = "timing"
    COMPETITOR = "competitor"
    AUTHORITY = "authority"
    TRUST = "trust"
    OTHER = "other"
    UNSAID = "unsaid"
    SILENCE = "silence"


@dataclass(frozen=True)
class Turn:
    """An offer and what became of it: taken; dead, `because` of something; or neither yet (None).

    `role` is what the person does who refused it, else to whom it was made; empty where nobody knows. `lost` is its
    price where it was the last to die in a deal that was lost, else nought: a lost deal counts once.
    """

    product: str
    role: str
    currency: str
    taken: bool
    because: Because | None
    lost: Decimal = Decimal(0)


@dataclass(frozen=True)
class Lot:
    """The offers of one name: how many, how many were taken, how many died, and what was lost, by currency."""

    name: str
    offers: int
    taken: int
    died: int
    lost: tuple[tuple[str, Decimal], ...]


def grouped(turns: Sequence[Turn], name: Callable[[Turn], str | None]) -> tuple[Lot, ...]:
    """The offers by whatever `name` reads, those of which most died first; those that it reads as None are left out.

    Names that differ in case or accents alone are one, called as the first of them.

    >>> grouped([Turn("kit", "", "EUR", True, None)], lambda each: each.product)[0].taken
    1
    """
    found: dict[str, tuple[str, list[Turn]]] = {}
    for each in turns:
        called = name(each)
        if called is not None:
            found.setdefault(fold(called), (str(called), []))[1].append(each)
    groups = [_group(called, those) for called, those in found.values()]
    return tuple(sorted(groups, key=lambda each: (-each.died, -each.offers, fold(each.name))))


def _group(name: str, turns: Sequence[Turn]) -> Lot:
    died = [each for each in turns if each.because is not None]
    return Lot(name, len(turns), sum(each.taken for each in turns), len(died), lost(died))


def lost(turns: Sequence[Turn]) -> tuple[tuple[str, Decimal], ...]:
    """What was lost, by currency: two are never added.

    >>> lost([Turn("kit", "", "EUR", False, Because.PRICE, Decimal(9))])
    (('EUR', Decimal('9')),)
    """
    found: dict[str, Decimal] = {}
    for each in turns:
        if each.lost:
            found[each.currency] = found.get(each.currency, Decimal(0)) + each.lost
    return tuple(sorted(found.items()))


class Common(StrEnum):
    """What a diagnosis may look at, in the order in which it does."""

    REASON = "reason"
    ROLE = "role"
    PRODUCT = "product"
    REACH = "reach"


@dataclass(frozen=True)
class Stands:
    """What stands out: of what they have in common, the name that `died` of `of` have."""

    common: Common
    name: str
    died: int
    of: int


def diagnosis(turns: Sequence[Turn], needs: Sequence[Went]) -> tuple[Stands, ...]:
    """What stands out among the offers that died, then among the needs that stopped; nothing from fewer than five.

    Of the reasons, then the roles, then the products: the one that more than half of the dead offers have; the first
    two that there are. A role that nobody knows is none. A role or product tells something only where offers died with
    it more often than with the others; one product that was offered alone tells nothing. Of the needs that stopped: the
    furthest that more than half of them came.

    >>> refused = [Turn("kit", "", "EUR", False, Because.PRICE)] * 5
    >>> diagnosis(refused, [])
    (Stands(common=<Common.REASON: 'reason'>, name='price', died=5, of=5),)
    """
    died = [each for each in turns if each.because is not None]
    found: list[Stands] = []
    if len(died) >= ENOUGH:
        roles, products = (grouped(turns, name) for name in (lambda each: each.role, lambda each: each.product))
        for common, lots in (
            (Common.REASON, grouped(died, lambda each: each.because)),
            (Common.ROLE, [each for each in roles if each.name and _worse(each, turns, len(died))]),
            (Common.PRODUCT, [each for each in products if products[1:] and _worse(each, turns, len(died))]),
        ):
            found += [Stands(common, each.name, each.died, len(died)) for each in lots if _out(each.died, died)]
    return (*found[:2], *_stopped(needs))


def _worse(lot: Lot, turns: Sequence[Turn], died: int) -> bool:
    """Whether offers of a lot died more often than all others; so too where there are no others."""
    others = len(turns) - lot.offers
    return not others or lot.died * others > (died - lot.died) * lot.offers


def _stopped(needs: Sequence[Went]) -> list[Stands]:
    stopped = [each.furthest for each in needs if each.stopped]
    if len(stopped) < ENOUGH:
        return []
    most = max(Reach, key=stopped.count)
    found = stopped.count(most)
    return [Stands(Common.REACH, most.value, found, len(stopped))] if _out(found, stopped) else []


def _out(some: int, of: Sequence[object]) -> bool:
    return some * MOST > len(of)
