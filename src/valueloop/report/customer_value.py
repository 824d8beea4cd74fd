"""The value case as a page for the customer: what they agreed to, at the price on the table, and what it hangs on."""

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.page.value import LineView, ValuePage
from valueloop.domain.value.line import Effect, Status
from valueloop.report.figures import count, day, money
from valueloop.report.inputs import inputs
from valueloop.report.moves import the
from valueloop.report.sureness import hangs_on, sureness
from valueloop.report.terms import price_terms
from valueloop.report.value import amount, conventions, irr, payback, reckoned, roi, signed, years
from valueloop.report.waterfall import waterfall


def customer_value(page: ValuePage) -> Document:
    """The value case for its customer; `page` is made of their case alone (domain/value/theirs)."""
    title = f"What it is worth to {page.account}"
    if not page.lines:
        return Document(title, (text("Nothing is agreed yet."),))
    blocks: list[Block] = [*value_lines(page), *_results(page), *waterfall(page, customer=True), *years(page)]
    blocks += [*sureness(page, customer=True), *hangs_on(page, customer=True)]
    said = tuple(reckoned(each, customer=True) for each in page.lines)
    blocks += [Heading("How each line is reckoned"), Bullets(said)]
    if page.inputs:
        blocks += [Heading("Numbers"), inputs(page.inputs, customer=True)]
    told = conventions(page.basis, simulated=bool(page.tornado), whose="yours")
    return Document(title, (*blocks, text(muted(told))))


def value_lines(page: ValuePage, *, named: bool = True, yours: bool = True) -> list[Block]:
    """What changes in their money, line by line; `named` says who agreed, `yours` speaks to them and not of them."""
    rows: list[list[Cell | str]] = [
        [each.name, amount(each), signed(each), _stands(each, named=named, yours=yours)] for each in page.lines
    ]
    sums = page.sums
    total = [_total("Agreed", money(sums.accepted.per_year), money(sums.accepted.present_value))]
    if sums.potential.present_value.amount:
        potential = sums.potential
        total.append(_total("To be agreed", money(potential.per_year), money(potential.present_value)))
    if sums.costs.total.amount:
        costs = sums.costs
        total.append(_total(f"{'Your' if yours else 'Their'} costs", money(costs.per_year), money(costs.present_value)))
    horizon = f">{count(page.basis.years, 'year')}, present value"
    return [table(["What changes", ">A year", horizon, "Stands"], rows, total)]


def _total(label: str, yearly: str, present: str) -> list[Cell | str]:
    return [cell(strong(label)), cell(strong(yearly)), cell(strong(present)), ""]


def _stands(each: LineView, *, named: bool, yours: bool) -> Cell:
    if each.status is Status.ACCEPTED and each.acceptance:
        when = f", {day(each.acceptance.day)}" if each.acceptance.day else ""
        return cell(Span(f"agreed by {the(each.acceptance.by)}{when}" if named else "agreed", Style.GOOD))
    return cell(f"a cost to {'you' if yours else 'them'}" if each.effect is Effect.COST else "to be agreed")


def _results(page: ValuePage) -> list[Block]:
    """What a finance director asks for, before our price and once it is paid."""
    rows = [
        ("Benefits, present value", money(page.pv_benefits), money(page.pv_benefits)),
        ("Costs, present value", money(page.pv_costs), money(page.customer_pv_costs)),
        ("NPV", money(page.npv), money(page.customer_npv)),
        ("ROI", roi(page.roi), roi(page.customer_roi)),
        ("Payback", payback(page.payback_years), payback(page.customer_payback_years)),
        ("IRR", irr(page.irr, page.irr_rates), irr(page.customer_irr, page.customer_irr_rates)),
    ]
    if page.price is None or page.basis.price_in_costs:
        return [Heading("Results"), table(["", ">Before a price"], [row[:2] for row in rows]), *price_and_keep(page)]
    return [Heading("Results"), table(["", ">Before our price", ">Once it is paid"], rows), *price_and_keep(page)]


def price_and_keep(page: ValuePage) -> list[Block]:
    """The price, how it is paid, and what they keep of what they agreed to; nothing where there is none."""
    if page.outcome is not None:
        return [text(*price_terms(page.outcome))]
    if page.price is None or page.basis.price_in_costs:
        return []
    how = f", paid as {money(page.price_a_year)} a year" if page.price_a_year else ", paid at the start"
    keeps: list[str | Span] = []
    if page.customer_keeps and page.sums.accepted.present_value.amount:
        keeps = [" Of what you agreed to, less your costs, you keep ", strong(money(page.customer_keeps)), "."]
    return [text("The price is ", strong(money(page.price)), how, ".", *keeps)]
