"""Gaps: what offers are refused for, and needs that were found and are not met; each with the money at stake."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from valueloop.domain.deal import State
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.number import EXACT
from valueloop.domain.similarity import about_the_same


class Why(StrEnum):
    """Why a need that was found is not met."""

    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    NOT_OFFERED = "not offered"
    NO_PRODUCT = "no product"


@dataclass(frozen=True)
class Attempt:
    """An offer that covered a need: its latest answer (None while there is none), why not, how its deal stands."""

    verdict: Verdict | None
    reason: Reason | None
    deal: State


def why_unmet(attempts: Sequence[Attempt], *, product: bool) -> Why | None:
    """Why a need that was found is not met; None where it is, or where an offer on it still waits for its answer.

    A yes counts unless its deal was lost. Of what was tried the latest tells: refused for a competitor, the need is met
    elsewhere; any other refusal is one, and so is a deal that was lost over an offer without answer, or that met with
    silence; where it was won, nobody refused what has no answer. What was never offered waits for us, or for a
    `product` that says it meets the need.

    >>> why_unmet((), product=True), why_unmet([Attempt(Verdict.REJECTED, Reason.COMPETITOR, State.LOST)], product=True)
    (<Why.NOT_OFFERED: 'not offered'>, <Why.ELSEWHERE: 'elsewhere'>)
    """
    if any(each.verdict is Verdict.ACCEPTED and each.deal is not State.LOST for each in attempts):
        return None
    if not attempts:
        return Why.NOT_OFFERED if product else Why.NO_PRODUCT
    last = attempts[-1]
    if last.verdict is None and last.deal is not State.LOST:
        return None
    if last.verdict is Verdict.SILENT and last.deal is State.OPEN:
        return None
    return Why.ELSEWHERE if last.reason is Reason.COMPETITOR else Why.REFUSED


def meets(need: str, kinds: str) -> bool:
    """Whether a product that says which kinds of need it meets, with commas between them, meets one of this name.

    It does where one of the kinds is about the same as the need: one shared word of several is too little.

    >>> meets("less weekend overtime", "yield of machines; weekend overtime"), meets("less weekend overtime", "")
    (True, False)
    """
    return any(about_the_same(need, each) for each in kinds.replace(";", ",").split(",") if each.strip())


@dataclass(frozen=True)
class Refusal:
    """An offer that was not taken: the account and deal, how that stands, why not (None: nobody said), its price.

    `answers` is 0 for a lost deal in which no offer was refused: it is lost for a reason that nobody can count.
    """

    account: int
    deal: int
    state: State
    reason: Reason | None
    price: Decimal
    answers: int = 1


@dataclass(frozen=True)
class ReasonGap:
    """All refusals for one reason: answers, accounts, the deals that they fell in, and the money of those.

    Of a deal it is the highest price that was refused for the reason. `at_stake` is that of lost and open deals:
    nothing is at stake in a deal that was won after all.
    """

    reason: Reason | None
    answers: int
    accounts: int
    lost: int
    open: int
    won: int
    lost_money: Decimal
    at_stake: Decimal


def by_reason(found: Iterable[Refusal]) -> tuple[ReasonGap, ...]:
    """Refusals by their reason, the most money at stake first; of equal money the most deals lost.

    All are in one currency. A deal that was refused for two reasons counts whole under each, so that groups are not to
    be added.

    >>> lost = Refusal(1, 1, State.LOST, Reason.PRICE, Decimal(40))
    >>> (price,) = by_reason([lost, Refusal(1, 1, State.LOST, Reason.PRICE, Decimal(60))])
    >>> price.answers, price.lost, price.at_stake
    (2, 1, Decimal('60'))
    """
    grouped: dict[Reason | None, list[Refusal]] = defaultdict(list)
    for each in found:
        grouped[each.reason].append(each)
    made = [_reason_gap(reason, refusals) for reason, refusals in grouped.items()]
    return tuple(sorted(made, key=lambda each: (-each.at_stake, -each.lost, -each.answers, each.reason or "~")))


def _reason_gap(reason: Reason | None, refusals: Sequence[Refusal]) -> ReasonGap:
    prices: dict[int, Decimal] = {}
    for each in refusals:
        prices[each.deal] = max(each.price, prices.get(each.deal, Decimal(0)))
    of = {each.deal: each.state for each in refusals}
    lost, still = (_sum(price for deal, price in prices.items() if of[deal] is it) for it in (State.LOST, State.OPEN))
    states = Counter(of.values())
    return ReasonGap(
        reason,
        sum(each.answers for each in refusals),
        len({each.account for each in refusals}),
        states[State.LOST],
        states[State.OPEN],
        states[State.WON],
        lost,
        EXACT.add(lost, still),
    )


@dataclass(frozen=True)
class Unmet:
    """A need that was found at an account and is not met.

    `kind` is the name that stands for all needs about the same; `worth` its yearly money (None: nobody knows);
    `lost` the deals lost there in which it was at stake.
    """

    account: str
    need: str
    kind: str
    why: Why
    worth: Decimal | None
    lost: frozenset[int] = frozenset()


@dataclass(frozen=True)
class UnmetKind:
    """All needs about the same that are not met: why, at how many accounts, the deals lost, and their yearly money.

    `names` are the other names that they go by; `where` the accounts, the most money first; `unvalued` at how many of
    them nobody knows the money. `lost_worth` is the yearly money at accounts that were lost over it.
    """

    kind: str
    names: tuple[str, ...]
    whys: tuple[tuple[Why, int], ...]
    where: tuple[str, ...]
    accounts: int
    lost: int
    lost_worth: Decimal
    worth: Decimal
    unvalued: int


def by_kind(found: Iterable[Unmet]) -> tuple[UnmetKind, ...]:
    """Unmet needs by kind, the most yearly money first; of equal money the most deals lost, then the most accounts.

    All are in one currency. Two needs of one kind at one account are one account.

    >>> unmet = Unmet("Mega", "yield", "yield", Why.REFUSED, Decimal(80), frozenset({1}))
    >>> (kind,) = by_kind([unmet, Unmet("Nord", "more yield", "yield", Why.NOT_OFFERED, None)])
    >>> kind.accounts, kind.lost, kind.worth, kind.unvalued, kind.names
    (2, 1, Decimal('80'), 1, ('more yield',))
    """
    grouped: dict[str, list[Unmet]] = defaultdict(list)
    for each in found:
        grouped[each.kind].append(each)
    made = [_kind(kind, needs) for kind, needs in grouped.items()]
    return tuple(sorted(made, key=lambda each: (-each.worth, -each.lost, -each.accounts, each.kind)))


def _kind(kind: str, needs: Sequence[Unmet]) -> UnmetKind:
    worths: dict[str, Decimal] = defaultdict(Decimal)
    for each in needs:
        worths[each.account] = EXACT.add(worths[each.account], each.worth or Decimal(0))
    known = {each.account for each in needs if each.worth is not None}
    whys = Counter(each.why for each in needs)
    return UnmetKind(
        kind,
        tuple(sorted({each.need for each in needs} - {kind})),
        tuple((each, whys[each]) for each in Why if whys[each]),
        tuple(sorted(worths, key=lambda each: (-worths[each], each))),
        len(worths),
        len(frozenset().union(*(each.lost for each in needs))),
        _sum(each.worth or Decimal(0) for each in needs if each.lost),
        _sum(worths.values()),
        len(worths.keys() - known),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for each in amounts:
        total = EXACT.add(total, each)
    return total
