"""The invoices of a won deal, scheduled from its terms."""

from datetime import date, timedelta
from decimal import Decimal

from valueloop.domain.invoice import (
    MONTHLY,
    YEARLY,
    at_first,
    by_outcome,
    due_days,
    first_due,
    parts_of,
    read_every,
    yearly,
)
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.invoice import InvoiceView, Scheduled
from valueloop.domain.page.standing import Done
from valueloop.domain.value.flow import factors
from valueloop.domain.value.share import rounded
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Invoice
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.receivables import invoices_of, total
from valueloop.usecases.standing import on_account
from valueloop.usecases.won import live_of, terms_of, won_deal
from valueloop.usecases.worth import agreed_terms


def schedule(
    store: Store, occasion: Occasion, account: str, first: date | None = None, every: str | None = None
) -> Done[Scheduled]:
    """Make the invoices of the deal won last from its terms: one per instalment, or one a year over the horizon.

    Paid per year, each is price / Σ discount factors: their present value is the price agreed, and their sum is more.
    By outcome it is the base that is invoiced now; the rest follows from what is realised (`add` with `outcome`).

    Raises:
        Refused: no deal is won; nothing is due before value is realised.
        Conflict: the deal has invoices already.
        Invalid: `every` cannot be read, or the price is paid per year.
    """

    def act(unit: Unit, dossier: Dossier) -> Scheduled:
        deal, terms = won_deal(dossier), terms_of(dossier, won_deal(dossier))
        _none_yet(dossier, deal, invoices_of(unit, occasion.today, dossier.account.key))
        case, currency = dossier.case(deal), dossier.account.currency
        weights = factors(case.years, case.discount_rate, case.timing)
        each_year = yearly(terms, weights)
        if each_year and every is not None:
            raise Invalid("--every", every, "the price is paid once a year, by the deal's terms", "leave it out")
        agreed = deal.price or Decimal(0)
        price = rounded(at_first(terms, agreed), currency)
        amounts = parts_of(price, terms, weights, currency)
        if not amounts:
            raise Refused(_nothing_due(dossier, by_outcome(terms)))
        days, won = int(dossier.settings.number("terms")), deal.closed or occasion.today
        start = first or first_due(occasion.today, days, won, case.timing if each_year else None)
        spacing = YEARLY if each_year else MONTHLY if every is None else read_every(every)
        what, made = _what(dossier, deal, base=by_outcome(terms)), []
        for at, (amount, due) in enumerate(zip(amounts, due_days(start, spacing, len(amounts)), strict=True), 1):
            row = Invoice(
                account_id=dossier.account.key,
                deal_id=deal.key,
                text=_part_text(what, at, len(amounts), each_year=each_year),
                amount=amount,
                issued=max(occasion.today, due - timedelta(days=days)),
                due=due,
            )
            made.append(unit.add(row))
        views = [each for each in invoices_of(unit, occasion.today, dossier.account.key) if each.number in made]
        return Scheduled(
            deal.key,
            Money(price, currency),
            total(currency, views).invoiced,
            tuple(views),
            by_outcome(terms),
            Money(agreed, currency),
            case.years if each_year else None,
            case.timing if each_year else None,
            case.discount_rate,
            agreed_terms(dossier, deal),
        )

    return on_account(store, occasion, account, act)


def _none_yet(dossier: Dossier, deal: Deal, invoices: list[InvoiceView]) -> None:
    there = [each for each in live_of(deal, invoices) if not each.outcome and each.amount.amount > 0]
    if there:
        numbers = ", ".join(str(each.number) for each in there)
        several = len(there) > 1
        raise Conflict(
            f"deal {deal.key} with {dossier.account.name} has {'invoices' if several else 'invoice'} {numbers} "
            f"already: take {'them' if several else 'it'} back first, with vl undo or vl invoice cancel "
            f"{there[0].number} --because …"
        )


def _nothing_due(dossier: Dossier, outcome: bool) -> str:
    name = quoted(dossier.account.name)
    if not outcome:
        return f"the deal with {dossier.account.name} was won at no price: there is nothing to invoice"
    return (
        f"by the terms with {dossier.account.name} nothing is due before value is realised: measure it with "
        f"vl realise {name} LINE input=value, then invoice it with vl invoice add {name} --outcome"
    )


def _what(dossier: Dossier, deal: Deal, *, base: bool) -> str:
    """What the invoices of a deal are for: the products of its accepted offers, else its price; or the base of them."""
    taken = [each for each in dossier.offers if each.deal_id == deal.id and each.key in dossier.answer]
    sold = [each for each in taken if dossier.answer[each.key].verdict == Verdict.ACCEPTED]
    names = list(dict.fromkeys(dossier.products[each.product_id].name for each in sold))
    return ", ".join([*names, "base"]) if base else ", ".join(names) or "price"


def _part_text(what: str, at: int, parts: int, *, each_year: bool) -> str:
    """What a part of a schedule is called."""
    if each_year:
        return f"{what}, year {at} of {parts}"
    return what if parts == 1 else f"{what}, instalment {at} of {parts}"
