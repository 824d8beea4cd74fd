"""Revenue over the store: every won deal, and whether it is referenceable, scalable and profitable."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.revenue import RevenueDeal, RevenuePage, RevenueSum
from valueloop.domain.revenue import Profit, Reference, Repeat, Tagged, as_promised, revenue
from valueloop.domain.touch import Kind
from valueloop.domain.value.line import Effect
from valueloop.store.account import Product
from valueloop.store.after import After
from valueloop.store.dossier import Dossier
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.over_all import loaded
from valueloop.usecases.won import price_now, realised_lines
from valueloop.usecases.worth import agreed_terms


@dataclass(frozen=True)
class _Won:
    """A won deal before it is known at how many accounts its products were won."""

    view: RevenueDeal
    products: frozenset[int]
    account: int


def revenues(store: Store) -> RevenuePage:
    """Every won deal with the three tests, the latest first, and how much of each currency holds them."""
    return store.read(_page)


def _page(unit: Unit) -> RevenuePage:
    query = select(Deal.account_id).where(Deal.state == State.WON).order_by(col(Deal.account_id)).distinct()
    won = [each for dossier, after in loaded(unit, unit.session.exec(query).all()) for each in _won(dossier, after)]
    at: dict[int, set[int]] = defaultdict(set)
    for each in won:
        for product in each.products:
            at[product].add(each.account)
    deals = [_repeated(each, min((len(at[one]) for one in each.products), default=None)) for each in won]
    deals.sort(key=lambda each: (each.closed or date.min, each.number), reverse=True)
    currencies = sorted({each.price.currency for each in deals})
    sums = tuple(_sum(currency, [each for each in deals if each.price.currency == currency]) for currency in currencies)
    return RevenuePage(tuple(deals), sums)


def _repeated(won: _Won, accounts: int | None) -> RevenueDeal:
    repeat = replace(won.view.repeat, accounts=accounts)
    return replace(won.view, repeat=repeat, scalable=repeat.holds)


def _won(dossier: Dossier, after: After) -> Iterator[_Won]:
    currency, opened = dossier.account.currency, sorted(each.opened for each in dossier.deals)
    measured = dossier.measurements()
    unmended = [each for each in dossier.defects if dossier.met(each) is None]
    for deal in dossier.deals:
        if deal.state != State.WON:
            continue
        price = deal.price or Decimal(0)
        products = _products(dossier, deal)
        until = next((each for each in opened if each > deal.opened), None)
        kept = [as_promised(line) for row, line in measured if row.deal_id == deal.id]
        reference = Reference(len(after.referrals), len(kept), kept.count(False), len(unmended))
        repeat = Repeat(None, _delivered(after, deal), sum(each.deal_id == deal.id for each in unmended))
        comes_to, came = _comes_to(dossier, deal), realised_lines(dossier, deal)
        profit = _profit(dossier, comes_to, products, deal.opened, until)
        invoices = [each for each in after.invoices if each.deal_id == deal.id and each.cancelled is None]
        paid = (payment.amount for each in invoices for payment in after.payments[each.key])
        view = RevenueDeal(
            deal.key,
            dossier.account.name,
            deal.closed,
            tuple(each.name for each in products),
            Money(_a_year(dossier.result(deal).accepted.per_year, came), currency),
            Money(price, currency),
            Money(sum((each.amount for each in invoices), Decimal(0)), currency),
            Money(sum(paid, Decimal(0)), currency),
            None if profit.left is None else Money(profit.left, currency),
            reference.holds,
            repeat.holds,
            profit.holds,
            reference,
            repeat,
            profit,
            sum(each.realised is not None and _benefit(each) for each in came),
        )
        yield _Won(view, frozenset(each.key for each in products), dossier.account.key)


def _benefit(each: RealisedLine) -> bool:
    return each.effect is not Effect.COST


def _a_year(accepted: Decimal, lines: Sequence[RealisedLine]) -> Decimal:
    """What they get a year: what they accepted, but as it came where it was measured."""
    for each in lines:
        if each.realised is not None and _benefit(each) and not each.once:
            was = each.promised.amount if each.agreed else Decimal(0)
            accepted = EXACT.add(accepted, EXACT.subtract(each.realised.amount, was))
    return accepted


def _comes_to(dossier: Dossier, deal: Deal) -> Decimal:
    """What the price of a won deal comes to by its terms: on what was measured, else on what was accepted."""
    terms = agreed_terms(dossier, deal)
    measured = any(each.realised is not None for each in dossier.realised_of(deal))
    if terms is not None and terms.agreed.amount > 0 and not measured:
        return terms.price.amount
    return price_now(dossier, deal)


def _products(dossier: Dossier, deal: Deal) -> list[Product]:
    """What was sold: the products of the deal's accepted offers, each once."""
    yes = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    sold = [each.product_id for each in dossier.offers if each.deal_id == deal.id and each.key in yes]
    return [dossier.products[each] for each in dict.fromkeys(sold)]


def _delivered(after: After, deal: Deal) -> bool | None:
    """Whether all parts of a deal were delivered; of one with none, whether something runs there."""
    parts = [each for each in after.deliveries if each.deal_id == deal.id]
    if parts:
        return all(each.delivered is not None for each in parts)
    return True if any(each.deal_id == deal.id for each in after.deployments) else None


def _profit(dossier: Dossier, price: Decimal, products: list[Product], since: date, until: date | None) -> Profit:
    """What the deal leaves: touches from its opening on are its own, until the next deal of the account opens."""
    costs = [each.cost if each.currency == dossier.account.currency else None for each in products]
    known = [each for each in costs if each is not None]
    ours = [
        each
        for each in dossier.touches
        if since <= each.day and (until is None or each.day < until) and (each.kind != Kind.NOTE or each.hours)
    ]
    return Profit(
        price,
        sum(known, Decimal(0)) if costs and len(known) == len(costs) else None,
        sum((each.hours for each in ours if each.hours is not None), Decimal(0)),
        dossier.settings.number("hour"),
        len(ours),
        sum(each.hours is None for each in ours),
    )


def _sum(currency: str, deals: list[RevenueDeal]) -> RevenueSum:
    found = revenue([Tagged(e.price.amount, e.referenceable, e.scalable, e.profitable) for e in deals])

    def total(amounts: Iterable[Money]) -> Money:
        return reduce(Money.__add__, amounts, Money(Decimal(0), currency))

    return RevenueSum(
        currency,
        len(deals),
        total(each.accepted for each in deals),
        Money(found.price, currency),
        total(each.invoiced for each in deals),
        total(each.paid for each in deals),
        Money(found.referenceable, currency),
        Money(found.scalable, currency),
        Money(found.profitable, currency),
        Money(found.all_three, currency),
    )
