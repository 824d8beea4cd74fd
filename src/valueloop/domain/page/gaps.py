"""Gaps over the store, as a page has them: what offers are refused for, and needs that are not met."""

from dataclasses import dataclass

from valueloop.domain.gap import ReasonGap, UnmetKind, Why
from valueloop.domain.loop.response import Reason
from valueloop.domain.money import Money


@dataclass(frozen=True)
class RefusalGap:
    """All refusals for one reason (null: nobody said why), in one currency.

    `answers` counts refused offers, `accounts` and the deals `lost`, `open` and `won` where they fell; `lost_money` and
    `at_stake` are the highest prices refused for it, of the lost deals, and of the lost and open ones.
    """

    reason: Reason | None
    answers: int
    accounts: int
    lost: int
    open: int
    won: int
    lost_money: Money
    at_stake: Money


@dataclass(frozen=True)
class WhyCount:
    """How many needs are not met for one cause."""

    why: Why
    needs: int


@dataclass(frozen=True)
class NeedGap:
    """All needs of one kind that were found and are not met, in one currency.

    `names` are the other names that they go by; `products` those of ours that say they meet it; `worth` is what it is
    worth a year to the accounts (`where`, the first of them), `unvalued` at how many nobody knows that. `lost_worth` is
    the part of it at accounts that were lost over it.
    """

    name: str
    names: tuple[str, ...]
    whys: tuple[WhyCount, ...]
    products: tuple[str, ...]
    accounts: int
    where: tuple[str, ...]
    lost: int
    lost_worth: Money
    worth: Money
    unvalued: int


@dataclass(frozen=True)
class GapsView:
    """The gaps at accounts of one currency, the most money first; and how many accounts, deals won and lost it has."""

    currency: str
    accounts: int
    won: int
    lost: int
    refusals: tuple[RefusalGap, ...]
    needs: tuple[NeedGap, ...]


@dataclass(frozen=True)
class GapsPage:
    """The gaps of the store, by currency: amounts in two are never added."""

    views: tuple[GapsView, ...]


NAMED = 3  # so many accounts are named with a kind of need


def refusal_gap(found: ReasonGap, currency: str) -> RefusalGap:
    """Refusals for one reason, as a page has them."""
    money, stake = Money(found.lost_money, currency), Money(found.at_stake, currency)
    return RefusalGap(found.reason, found.answers, found.accounts, found.lost, found.open, found.won, money, stake)


def need_gap(found: UnmetKind, currency: str, products: tuple[str, ...]) -> NeedGap:
    """Unmet needs of one kind, as a page has them.

    >>> from decimal import Decimal
    >>> kind = UnmetKind("yield", (), ((Why.REFUSED, 1),), ("Mega",), 1, 0, Decimal(0), Decimal(80), 0)
    >>> need_gap(kind, "EUR", ()).worth
    Money(amount=Decimal('80'), currency='EUR')
    """
    return NeedGap(
        found.kind,
        found.names,
        tuple(WhyCount(why, many) for why, many in found.whys),
        products,
        found.accounts,
        found.where[:NAMED],
        found.lost,
        Money(found.lost_worth, currency),
        Money(found.worth, currency),
        found.unvalued,
    )
