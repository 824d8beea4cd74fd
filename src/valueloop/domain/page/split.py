"""The split desk of a case: every rule and every price on the table, seen from both chairs."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.domain.page.case import sums_view
from valueloop.domain.page.share import PriceView, SharePage, TermsView
from valueloop.domain.page.worth import Worked, a_year
from valueloop.domain.value.line import Effect
from valueloop.domain.value.share import Share, at_price, by_rule, half_gains, instalments, parity
from valueloop.domain.value.terms import Rule, Terms


def share_page(at: Worked, account: str, prices: Sequence[tuple[str, int | None, Decimal]]) -> SharePage:
    """The split desk of a case: every rule, and each price on the table (what became of it, its offer, the price)."""
    terms, case, chairs = at.case.terms or Terms(), at.case, at.seats
    rules = [(rule.value, by_rule(rule, chairs)) for rule in Rule]
    rules += [("parity", parity(chairs)), ("half the gains less double the losses", half_gains(chairs))]
    inside = Share(None, "our price is in the cost lines")
    if case.price_in_costs:  # a price by a rule would count it twice
        rules, prices = [(what, inside) for what, _ in rules], []
    chosen = at.share or inside
    label = "the price asked" if terms.price is not None else terms.rule.value
    sums = sums_view(at.result, case.currency)
    cut: tuple[Decimal, ...] = ()
    if chosen.price is not None and not terms.per_year:
        cut = instalments(chosen.price, terms.instalments, case.currency)
    waiting = [each.line.name for each in at.result.lines if each.status.open and each.line.effect is not Effect.COST]
    return SharePage(
        account,
        at.basis,
        _terms(at, terms),
        sums.value,
        sums.possible,
        at.known(terms.walk_away),
        chairs.best.name if chairs.best else None,
        _price(at, label, None, chosen),
        tuple(_price(at, what, None, share) for what, share in rules),
        tuple(_price(at, what, offer, at_price(price, chairs)) for what, offer, price in prices),
        tuple(at.money(each) for each in cut),
        tuple(waiting),
    )


def _terms(at: Worked, terms: Terms) -> TermsView:
    return TermsView(
        terms.rule,
        terms.fraction,
        terms.alpha,
        at.money(terms.base),
        at.money(terms.baseline),
        at.money(terms.least),
        at.known(terms.most),
        at.known(terms.guarantee),
        at.known(terms.walk_away),
        at.known(terms.price),
        terms.per_year,
        terms.instalments,
    )


def _price(at: Worked, what: str, offer: int | None, share: Share) -> PriceView:
    return PriceView(
        what,
        offer,
        at.known(share.price),
        at.known(a_year(at, share.price)),
        share.why,
        share.part,
        share.of_difference,
        at.known(share.keeps),
        at.known(share.p10),
        at.known(share.p50),
        at.known(share.p90),
        share.chance,
        at.known(share.lost),
        at.known(share.margin),
    )
