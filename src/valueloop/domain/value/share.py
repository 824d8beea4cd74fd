"""Our share: a price by each rule, seen from both chairs, and how it is paid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from valueloop.domain.money import decimals
from valueloop.domain.number import EXACT
from valueloop.domain.value.alternative import Worth, next_best, weigh
from valueloop.domain.value.case import Result
from valueloop.domain.value.measure import Measures, measure
from valueloop.domain.value.spread import Draws
from valueloop.domain.value.terms import Rule, Terms

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Seats:
    """What a price is seen from: the accepted value less costs, its draws, what else the customer may do, our terms.

    `value` and `costs` are present values, `most_costs` is what the costs come to at the worst; `value` is None where
    there is no line at all, and then only the alternatives speak.
    """

    value: Decimal | None
    costs: Decimal
    most_costs: Decimal
    draws: Draws
    worths: tuple[Worth, ...]
    terms: Terms

    @property
    def best(self) -> Worth | None:
        """The next-best alternative: the one against which we are worth the least, as far as it may be priced."""
        known = [(worth, each) for each in self.worths if (worth := self.worth(each)) is not None]
        return min(known, key=lambda each: each[0])[1] if known else None

    @property
    def rival(self) -> Worth | None:
        """The next-best alternative but doing nothing."""
        return next_best([each for each in self.worths if each.kind is not None])

    def worth(self, against: Worth) -> Decimal | None:
        """What we are worth against an alternative, as far as it may be priced (doing nothing: the accepted value)."""
        return against.worth if against.kind is not None else self.value


@dataclass(frozen=True)
class Share:
    """A price (its present value) seen from both chairs.

    `price` is None where the rule gives none, and `why` says so. `part` is price / accepted value, `of_difference`
    (price − price(a)) / (worth(a) − price(a)) against the next-best alternative a; None where there is none. `keeps` is
    what the customer keeps of the accepted value (without a line: of our worth against a), at P10, P50 and P90 too,
    `chance` the chance that they gain, `lost` the most that they can lose: all costs at their highest, and nothing
    gained. `margin` is the price less our walk-away.
    """

    price: Decimal | None
    why: str = ""
    part: Decimal | None = None
    of_difference: Decimal | None = None
    keeps: Decimal | None = None
    p10: Decimal | None = None
    p50: Decimal | None = None
    p90: Decimal | None = None
    chance: Decimal | None = None
    lost: Decimal | None = None
    margin: Decimal | None = None


def seats(result: Result, draws: Draws, terms: Terms) -> Seats:
    """The seats of a case worked out; `draws` are those of its accepted value."""
    value = result.value.present_value if result.reckoned else None
    worths = weigh(result.case.alternatives, result.possible.present_value if result.reckoned else None)
    return Seats(value, result.costs.present_value, result.costs.high, draws, worths, terms)


NOT_YET = "no value is accepted yet"
ABOVE = Share(None, "it is above the accepted value")


def by_rule(rule: Rule, at: Seats) -> Share:
    """The price that a rule gives, of accepted value only.

    fraction: f·V · difference: price(a) + f·(worth(a) − price(a)) · bargain: W + α·(V − W), W our walk-away ·
    outcome: base + clamp(f·max(0, V − baseline), least, most). V is the accepted value less all costs, a the
    next-best alternative (against doing nothing, worth is V and price nought). Without any line, the alternatives alone
    give a price by difference.
    """
    terms, value, best = at.terms, at.value, at.best
    with localcontext(EXACT):
        if rule is Rule.DIFFERENCE and (value is None or value > 0):
            worth = at.worth(best) if best else None
            if best is None or worth is None:
                return Share(None, "no value line is there, and no alternative")
            price = best.price + terms.fraction * (worth - best.price)
            return (
                Share(None, f"they are better off with {best.name} at any price") if price < 0 else _within(price, at)
            )
        if value is None or value <= 0:
            return Share(None, NOT_YET)
        if rule is Rule.FRACTION:
            return at_price(terms.fraction * value, at)
        if rule is Rule.OUTCOME:
            price = outcome_price(terms, value)
            return ABOVE if price > value else _seen(at, price, lambda realised: outcome_price(terms, realised))
        if terms.walk_away is None:
            return Share(None, "our walk-away is not known")
        if value < terms.walk_away:
            return Share(None, "the accepted value is below our walk-away: no price suits both")
        return at_price(terms.walk_away + terms.alpha * (value - terms.walk_away), at)


def parity(at: Seats) -> Share:
    """The price of the next-best alternative, as it stands: a reference."""
    if at.value is not None and at.value <= 0:
        return Share(None, NOT_YET)
    return _within(at.rival.price, at) if at.rival else Share(None, "no alternative is known")


def half_gains(at: Seats) -> Share:
    """Half the gains minus double the losses, on top of the alternative's price: a reference for how people feel them.

    Against the next-best alternative gains are the positive differences, losses the negative ones and switching;
    against doing nothing, the accepted benefits and the costs.
    """
    if at.value is not None and at.value <= 0:
        return Share(None, NOT_YET)
    with localcontext(EXACT):
        if at.rival:
            price = at.rival.price + at.rival.positive / 2 - 2 * (at.rival.negative + at.rival.switching)
        elif at.value is not None:
            price = (at.value + at.costs) / 2 - 2 * at.costs
        else:
            return Share(None, "no value line is there, and no alternative")
        return _within(price, at) if price > 0 else Share(None, "the losses outweigh the gains")


def _within(price: Decimal, at: Seats) -> Share:
    """A price that a rule gives, unless it is above the accepted value: only that may be priced."""
    return ABOVE if at.value is not None and price > at.value else at_price(price, at)


def outcome_price(terms: Terms, realised: Decimal) -> Decimal:
    """Base + clamp(f·max(0, realised − baseline), least, most): what is paid when so much value is realised.

    >>> outcome_price(Terms(Rule.OUTCOME, base=Decimal(10), most=Decimal(20)), Decimal(200))
    Decimal('30')
    """
    with localcontext(EXACT):
        part = max(terms.least, terms.fraction * max(ZERO, realised - terms.baseline))
        return terms.base + (part if terms.most is None else min(part, max(terms.most, terms.least)))


def at_price(price: Decimal, at: Seats) -> Share:
    """What a fixed price leaves to the customer and to us.

    >>> seen = at_price(Decimal(50), Seats(Decimal(200), ZERO, ZERO, Draws((Decimal(200),)), (), Terms()))
    >>> seen.keeps, seen.part
    (Decimal('150'), Decimal('0.25'))
    """
    return _seen(at, price, lambda _: price)


def _seen(at: Seats, price: Decimal, paid: Callable[[Decimal], Decimal]) -> Share:
    terms, best = at.terms, at.best

    def left(value: Decimal) -> Decimal:
        """What the customer keeps when so much is realised, after what we pay back under a guarantee."""
        due = paid(value)
        back = ZERO if terms.guarantee is None else min(due, max(ZERO, terms.guarantee - value))
        return value - due + back

    with localcontext(EXACT):
        margin = None if terms.walk_away is None else price - terms.walk_away
        worth = at.worth(best) if best else None
        of_difference = None
        if best and worth is not None and worth > best.price:
            of_difference = (price - best.price) / (worth - best.price)
        if at.value is None:
            return Share(
                price, of_difference=of_difference, keeps=None if worth is None else worth - price, margin=margin
            )
        if terms.guarantee is None or at.draws.at(ZERO) >= terms.guarantee:  # or one that is never called upon
            p10, p50, p90 = (left(at.draws.at(Decimal(part))) for part in ("0.1", "0.5", "0.9"))
            chance = at.draws.chance(lambda value: left(value) > 0)
        else:  # more value may leave less, for more of the price falls due again
            kept = at.draws.through(left)
            p10, p50, p90 = (kept.at(Decimal(part)) for part in ("0.1", "0.5", "0.9"))
            chance = kept.chance(lambda value: value > 0)
        return Share(
            price,
            "",
            price / at.value if at.value > 0 else None,
            of_difference,
            left(at.value),
            p10,
            p50,
            p90,
            chance,
            max(ZERO, -left(-at.most_costs)),
            margin,
        )


def price_flows(price: Decimal, terms: Terms, factors: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The payments of a price, year 0 first: all in year 0, or with `per_year` in equal parts from year 1 on.

    The parts have the price as their present value: price / Σ factors(1…).
    """
    with localcontext(EXACT):
        if not terms.per_year or len(factors) == 1:
            return (price, *(ZERO,) * (len(factors) - 1))
        return (ZERO, *(price / sum(factors[1:], ZERO),) * (len(factors) - 1))


def after_price(result: Result, price: Decimal, terms: Terms) -> Measures:
    """The measures of a case after our price: it is one more cost, paid as the terms say."""
    with localcontext(EXACT):
        paid = price_flows(price, terms, result.factors)
        costs = [cost + payment for cost, payment in zip(result.cost_flows, paid, strict=True)]
    return measure(result.benefit_flows, costs, result.factors, result.case.timing)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount in whole units of the currency's smallest coin, half to even.

    >>> rounded(Decimal("10.005"), "EUR"), rounded(Decimal("10.6"), "JPY")
    (Decimal('10.00'), Decimal('11'))
    """
    return amount.quantize(ONE.scaleb(-decimals(currency)), ROUND_HALF_EVEN, EXACT)


def instalments(price: Decimal, parts: int, currency: str) -> tuple[Decimal, ...]:
    """A price cut into `parts` instalments that add up to the rounded price, to the smallest coin; the first are more.

    Raises:
        ValueError: there is no part.

    >>> [str(each) for each in instalments(Decimal(100), 3, "EUR")]
    ['33.34', '33.33', '33.33']
    """
    if parts < 1:
        raise ValueError("a price is paid in one part at least")
    coin = ONE.scaleb(-decimals(currency))
    coins = int(EXACT.divide(rounded(price, currency), coin))
    each, over = divmod(coins, parts)
    return tuple(EXACT.multiply(coin, Decimal(each + (at < over))) for at in range(parts))
