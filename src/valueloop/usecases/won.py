"""A won deal looked at: its lines as promised and as measured since, and what its price comes to by that."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext

from valueloop.domain.invoice import at_first, by_outcome, depends, outcome
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.number import EXACT
from valueloop.domain.page.invoice import InvoiceView, OutcomeView
from valueloop.domain.page.realised import InputMeasured, RealisedLine
from valueloop.domain.value.line import Effect, Input, Status
from valueloop.domain.value.realised import LineRealised, realised_value
from valueloop.domain.value.terms import Terms
from valueloop.errors import Refused
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Realised
from valueloop.store.value import Deal
from valueloop.usecases import delivery


def won_deal(dossier: Dossier) -> Deal:
    """The deal that was won last.

    Raises:
        Refused: none was.
    """
    won = delivery.won_deal(dossier)
    if won is None:
        name = quoted(dossier.account.name)
        way = f"vl deal win {name} closes the open one" if dossier.open_deal else "the next offer opens one"
        raise Refused(f"no deal is won at {dossier.account.name} yet: {way}")
    return won


def realised_lines(dossier: Dossier, deal: Deal) -> tuple[RealisedLine, ...]:
    """The lines of a won deal that had a figure, as they were promised and as they were measured since."""
    case = dossier.frozen_case(deal) or dossier.live_case(deal)
    inputs = {each.name: each for each in case.inputs}
    number = {each.key: each.number for each in dossier.lines}
    rows = [each for each in dossier.realised if each.deal_id == deal.id]
    latest = {number[each.line_id]: each for each in rows}
    of = {each.key for each in rows}
    measured = {each.name: each.value for each in dossier.realised_inputs if each.realised_id in of}
    return tuple(
        _line(dossier, each, latest.get(each.promised.line.number), inputs, measured)
        for each in dossier.realised_of(deal)
    )


def _line(
    dossier: Dossier,
    each: LineRealised,
    row: Realised | None,
    inputs: Mapping[str, Input],
    measured: Mapping[str, Decimal],
) -> RealisedLine:
    currency, promised, came = dossier.account.currency, each.promised, each.realised
    given = row is not None and row.amount is not None
    names = promised.line.equation.names if promised.line.equation and came and not given else ()
    return RealisedLine(
        promised.line.number,
        promised.line.name,
        promised.line.effect,
        promised.line.single,
        promised.source,
        promised.status is Status.ACCEPTED,
        Money(promised.amount, currency),
        Money(came.amount, currency) if came else None,
        None if each.gap is None else Money(each.gap, currency),
        each.part,
        each.good,
        Money(promised.present_value, currency),
        Money(came.present_value, currency) if came else None,
        tuple(
            InputMeasured(name, inputs[name].estimate.mean, measured[name], inputs[name].unit)
            for name in names
            if name in measured
        ),
        given,
        dossier.name_of(row.contact_id) if row else None,
        row.touch_id if row else None,
        row.day if row else None,
    )


def outcome_of(dossier: Dossier, deal: Deal, invoices: Sequence[InvoiceView]) -> OutcomeView | None:
    """What the price of a won deal comes to by what is realised so far; None where it does not depend on it.

    A guarantee is judged once all benefits were measured that the customer had accepted; where they had accepted none,
    all that were promised.
    """
    terms, currency = terms_of(dossier, deal), dossier.account.currency
    if not depends(terms):
        return None
    lines = dossier.realised_of(deal)
    waiting = _waiting(lines)
    before = _total(each.amount.amount for each in live_of(deal, invoices) if each.outcome)
    price = deal.price or Decimal(0)
    found = outcome(terms, price, realised_value(lines), before, currency, whole=not waiting)
    shares = by_outcome(terms)
    return OutcomeView(
        Money(found.realised, currency),
        Money(found.first, currency),
        Money(found.price, currency),
        Money(found.before, currency),
        Money(found.part, currency),
        terms.fraction if shares else None,
        Money(terms.baseline, currency) if shares else None,
        None if terms.guarantee is None else Money(terms.guarantee, currency),
        None if found.back is None else Money(found.back, currency),
        waiting,
        dossier.case(deal).years,
    )


def price_now(dossier: Dossier, deal: Deal, invoices: Sequence[InvoiceView] = ()) -> Decimal:
    """What a won deal's price comes to as things stand: by what was measured where it depends on that.

    While nothing was measured it is what is owed whatever comes.
    """
    if any(each.realised is not None for each in dossier.realised_of(deal)):
        reckoned = outcome_of(dossier, deal, invoices)
        if reckoned is not None:
            return reckoned.price.amount
    return at_first(terms_of(dossier, deal), deal.price or Decimal(0))


def _waiting(lines: Sequence[LineRealised]) -> tuple[str, ...]:
    benefits = [each for each in lines if each.promised.line.effect is not Effect.COST]
    accepted = [each for each in benefits if each.promised.status is Status.ACCEPTED]
    return tuple(
        f"line {each.promised.line.number}, {each.promised.line.name}"
        for each in accepted or benefits
        if each.realised is None
    )


def terms_of(dossier: Dossier, deal: Deal) -> Terms:
    """The terms of a deal as they were when it was closed."""
    return (dossier.frozen_case(deal) or dossier.live_case(deal)).terms or Terms()


def live_of(deal: Deal, invoices: Iterable[InvoiceView]) -> list[InvoiceView]:
    """The invoices of a deal that were not cancelled."""
    return [each for each in invoices if each.deal == deal.id and each.cancelled is None]


def _total(amounts: Iterable[Decimal]) -> Decimal:
    with localcontext(EXACT):
        return sum(amounts, Decimal(0))
