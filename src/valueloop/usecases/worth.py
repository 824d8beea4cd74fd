"""What it is worth: the value case of an account as a page has it, and our share of it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.formula import parse
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.value import AcceptanceView, InputView, LineView, PriceView, SharePage, SumView, ValuePage
from valueloop.domain.value.case import Result, Sum, work
from valueloop.domain.value.line import Acceptance, Input, Worked
from valueloop.domain.value.share import at_price, fixed_price
from valueloop.store.dossier import Dossier
from valueloop.store.session import Store
from valueloop.store.value import Deal
from valueloop.usecases.standing import look


def value(store: Store, account: str, years: int | None = None, rate: Decimal | None = None) -> ValuePage:
    """What it is worth to the customer, line by line; `years` and `rate` look at it otherwise than set."""
    return look(store, account, lambda dossier: value_of(dossier, dossier.deal, years, rate))


def value_of(dossier: Dossier, deal: Deal | None, years: int | None = None, rate: Decimal | None = None) -> ValuePage:
    """The value case of a deal of a loaded account."""
    result = _result(dossier, deal, years, rate)
    case, currency = result.case, result.case.currency
    return ValuePage(
        dossier.account.name,
        State(deal.state) if deal else None,
        Money(deal.price, currency) if deal and deal.price is not None else None,
        currency,
        case.years,
        case.discount_rate,
        tuple(_line(each, currency) for each in result.lines),
        tuple(_input(each) for each in case.inputs),
        _sum(result.accepted, currency),
        _sum(result.potential, currency),
        _sum(result.costs, currency),
        _sum(result.value, currency),
        _sum(result.possible, currency),
    )


def _result(dossier: Dossier, deal: Deal | None, years: int | None, rate: Decimal | None) -> Result:
    case = dossier.case(deal)
    return work(
        replace(
            case,
            years=case.years if years is None else years,
            discount_rate=case.discount_rate if rate is None else rate,
        )
    )


def _line(worked: Worked, currency: str) -> LineView:
    line, equation = worked.line, parse(worked.line.formula)
    return LineView(
        line.number,
        line.name,
        line.effect,
        line.formula,
        equation.words(),
        equation.names,
        Money(worked.amount, currency),
        Money(worked.low, currency),
        Money(worked.high, currency),
        line.once,
        line.risk,
        line.ramp,
        worked.flows,
        Money(worked.total, currency),
        Money(worked.present_value, currency),
        worked.status,
        worked.source,
        line.owner,
        line.need,
        line.guess,
        worked.missing,
        _acceptance(line.acceptance, currency) if line.acceptance else None,
    )


def _acceptance(agreed: Acceptance, currency: str) -> AcceptanceView:
    return AcceptanceView(agreed.by, agreed.day, agreed.touch, Money(agreed.figure, currency))


def _input(each: Input) -> InputView:
    estimate = each.estimate
    return InputView(
        each.name,
        estimate.low,
        estimate.likely,
        estimate.high,
        estimate.mean,
        each.unit,
        each.source,
        each.by,
        each.day,
        each.touch,
    )


def _sum(each: Sum, currency: str) -> SumView:
    figures = (each.per_year, each.total, each.present_value, each.low, each.high)
    per_year, total, present_value, low, high = (Money(figure, currency) for figure in figures)
    return SumView(per_year, total, present_value, low, high)


def share(
    store: Store,
    account: str,
    fraction: Decimal | None = None,
    years: int | None = None,
    rate: Decimal | None = None,
) -> SharePage:
    """Our share of the accepted value as a price, and what the customer keeps."""
    return look(store, account, lambda dossier: share_of(dossier, dossier.deal, fraction, years, rate))


def share_of(
    dossier: Dossier,
    deal: Deal | None,
    fraction: Decimal | None = None,
    years: int | None = None,
    rate: Decimal | None = None,
) -> SharePage:
    """The share of a loaded account's deal."""
    result, currency = _result(dossier, deal, years, rate), dossier.account.currency
    part = dossier.settings.share if fraction is None else fraction
    floor = _floor(dossier, deal)

    def seen(what: str, offer: int | None, price: Decimal) -> PriceView:
        at = at_price(price, result.value, floor)
        margin = None if at.margin is None else Money(at.margin, currency)
        keeps, low, high = (Money(each, currency) for each in (at.keeps, at.keeps_low, at.keeps_high))
        return PriceView(what, offer, Money(at.price, currency), at.part, keeps, low, high, margin)

    # A refused offer is no price any more; once the deal is won, the price agreed is the only one.
    if deal is not None and deal.price is not None:
        rows = [seen("agreed", None, deal.price)]
    else:
        made = [each for each in dossier.offers if deal and each.deal_id == deal.id]
        became = {each.key: _what_became(dossier, each.key) for each in made}
        rows = []
        for each in (one for one in made if became[one.key] != Verdict.REJECTED):
            rows.append(seen(became[each.key], each.id, each.price))
            answer = dossier.answer.get(each.key)
            if answer is not None and answer.price is not None:
                rows.append(seen("their price", each.id, answer.price))
    return SharePage(
        dossier.account.name,
        currency,
        result.case.years,
        result.case.discount_rate,
        part,
        _sum(result.value, currency),
        _sum(result.possible, currency),
        None if floor is None else Money(floor, currency),
        seen("rule", None, fixed_price(part, result.value)),
        tuple(rows),
    )


def _what_became(dossier: Dossier, offer: int) -> str:
    answer = dossier.answer.get(offer)
    return Verdict(answer.verdict).value if answer else "open"


def _floor(dossier: Dossier, deal: Deal | None) -> Decimal | None:
    """The floor of the product last offered in the deal, where it is in the account's currency."""
    offers: Sequence[int] = [each.product_id for each in dossier.offers if deal and each.deal_id == deal.id]
    product = dossier.products[offers[-1]] if offers else None
    return product.floor if product and product.currency == dossier.account.currency else None
