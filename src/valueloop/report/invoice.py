"""Invoices: what an act on one answers, and the list of them."""

from collections.abc import Sequence

from valueloop.document import Block, Cell, Document, Span, Style, cell, muted, strong, table, text
from valueloop.domain.invoice import InvoiceState
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.number import EXACT
from valueloop.domain.page.invoice import (
    InvoiceAdded,
    InvoiceCancelled,
    InvoicePage,
    InvoicePaid,
    InvoiceTotal,
    InvoiceView,
    OutcomeView,
    Scheduled,
)
from valueloop.domain.page.standing import Done
from valueloop.domain.value.flow import Timing
from valueloop.report.answers import Line, answer
from valueloop.report.figures import coined, count, day, listed, money, rate


def scheduled(done: Done[Scheduled]) -> Document:
    """The invoices of a deal were made."""
    made = done.what
    first, last = made.invoices[0], made.invoices[-1]
    what = "base" if made.outcome else "price"
    head: Line = [strong(f"Deal {made.deal} with {done.account}"), f": {_together(made, what)}."]
    when = f"due {day(first.due)}" if first is last else f"the first due {day(first.due)}, the last {day(last.due)}"
    lines: list[Line] = [head, [f"{_amounts(made.invoices)}; {when}."]]
    if made.years is not None and made.timing is not None:
        lines.append([_yearly(made.timing, rate(made.rate))])
    if made.outcome:
        name = quoted(done.account)
        said = "The rest of the price follows from realised value: vl realise "
        lines.append([f"{said}{name} LINE input=value, then vl invoice add {name} --outcome."])
        lines += _won_at(made)
    return answer(*lines, [muted(f"vl invoice list {quoted(done.account)} shows them.")])


def _won_at(made: Scheduled) -> list[Line]:
    """At which price a deal by outcome was won, and what its terms come to on what was accepted."""
    terms, won = made.terms, coined(made.agreed)
    if terms is None or terms.agreed.amount <= 0:
        return [[muted(f"It was won at {won}.")]] if made.agreed.amount != made.price.amount else []
    on = f"on what they accepted, {money(terms.agreed)},"
    if coined(terms.price) == won:
        return [[muted(f"It was won at {won}: {on} that is what its terms come to.")]]
    return [
        [muted(f"By its terms the price comes to {coined(terms.price)} {on} if that is realised; it was won at {won}.")]
    ]


def _together(made: Scheduled, what: str) -> str:
    of = f"its {what} of {coined(made.price)}"
    if made.years is not None:
        return f"{count(len(made.invoices), 'invoice')} for {of}, paid each year: {coined(made.whole)} in all"
    several = len(made.invoices) > 1
    return f"{count(len(made.invoices), 'invoice')}{', together' if several else ' for'} {of}"


def _amounts(invoices: Sequence[InvoiceView]) -> str:
    """Their numbers and amounts: `Invoices 1 to 12, €5,000.00 each`."""
    amounts = [coined(each.amount) for each in invoices]
    numbers = f"Invoice {invoices[0].number}"
    if len(invoices) > 1:
        numbers = f"Invoices {invoices[0].number} to {invoices[-1].number}"
    if len(set(amounts)) == 1:
        return f"{numbers}: {amounts[0]}{' each' if len(invoices) > 1 else ''}"
    if len(invoices) <= 4:
        return f"{numbers}: {listed(amounts)}"
    more = amounts.count(amounts[0])
    return f"{numbers}: {more} of {amounts[0]} and {len(invoices) - more} of {amounts[-1]}"


def _yearly(timing: Timing, at: str) -> str:
    return f"Reckoned as paid {timing.words}, their present value at {at} is the price; paid sooner, it is more."


def added(done: Done[InvoiceAdded]) -> Document:
    """An invoice or a credit was added."""
    made = done.what.invoice
    what = "Credit" if made.amount.amount < 0 else "Invoice"
    number_ = f" ({made.reference})" if made.reference else ""
    size = coined(_size(made))
    first: Line = [f"{what} ", strong(str(made.number)), f"{number_} for {done.account}: {size}, {made.text}, "]
    first = [*first, f"due {day(made.due)}."]
    return answer(first, *([_reckoned(done.what.reckoned)] if done.what.reckoned else []), [muted(_how_to_pay(made))])


def _how_to_pay(made: InvoiceView) -> str:
    said = "records that it was paid back" if made.amount.amount < 0 else "records its payment"
    return f"vl invoice pay {made.number} {said}; a part with its amount."


def _reckoned(made: OutcomeView) -> Line:
    """How an outcome part was reckoned, figure by figure."""
    parts = [f"Realised {coined(made.realised)} (present value, {as_if(made.years)})"]
    if made.fraction is not None and made.baseline is not None:
        parts.append(f"{rate(made.fraction)} of what is above {coined(made.baseline)} on top of {coined(made.first)}")
    if made.back is not None and made.guarantee is not None and made.back.amount:
        short = Money(EXACT.subtract(made.guarantee.amount, made.realised.amount), made.guarantee.currency)
        said = f"that is {coined(short)} short of the {coined(made.guarantee)} guaranteed"
        most = f": we give back {coined(made.back)}"
        parts.append(said + (most if coined(short) == coined(made.back) else f"{most}, all of the price and no more"))
    parts.append(f"they owe {coined(made.price)} in all")
    parts.append(f"{coined(made.first)} of it {'as the base' if made.fraction is not None else 'as the price'}")
    if made.before.amount:
        parts.append(f"{coined(made.before)} by outcome before")
    return ["; ".join(parts) + "."]


def as_if(years: int) -> str:
    """What a price by outcome is reckoned from: a forecast.

    >>> as_if(3)
    'reckoned as if what was measured holds on for 3 years'
    """
    return f"reckoned as if what was measured holds on for {count(years, 'year')}"


def due_by_outcome(made: OutcomeView, account: str) -> str:
    """What realised value means for the price, and the command that invoices it."""
    waiting = ""
    if made.guarantee is not None and made.waiting:
        once = f"{listed(made.waiting)}, {'is' if len(made.waiting) == 1 else 'are'} measured"
        waiting = f" The guarantee of {coined(made.guarantee)} is judged once {once}."
    if not made.part.amount:
        return f"The price stays {coined(made.price)}, {as_if(made.years)}.{waiting}"
    what = "a credit of" if made.part.amount < 0 else "an outcome part of"
    size = coined(_abs(made.part))
    held = as_if(made.years)
    said = f"{held[0].upper()}{held[1:]}, they owe {coined(made.price)} in all, so {what} {size} is due"
    return f"{said}: vl invoice add {quoted(account)} --outcome.{waiting}"


def paid(done: Done[InvoicePaid]) -> Document:
    """A payment was recorded."""
    made, at = done.what, done.what.invoice
    verb = "paid back on credit" if at.amount.amount < 0 else "paid on invoice"
    rest = f"{coined(_abs(at.open))} of it still open" if at.open.amount else "nothing of it is open now"
    first: Line = [
        strong(f"{coined(_abs(made.amount))} {verb} {at.number}"),
        f", {at.text}, by {done.account} on {day(made.day)}; {rest}."
        if at.amount.amount > 0
        else f", {at.text}, to {done.account} on {day(made.day)}; {rest}.",
    ]
    return answer(first, [_arrears(made.total, done.account)])


def _arrears(sums: InvoiceTotal, account: str) -> str:
    if not sums.open.amount:
        return f"{account} owes nothing now: {coined(sums.paid)} of {coined(sums.invoiced)} is paid."
    if sums.open.amount < 0:
        return f"All in all we owe {account} {coined(_abs(sums.open))} now."
    late = f", {coined(sums.overdue)} of it overdue" if sums.overdue.amount else ", none of it overdue"
    return f"Open at {account}: {coined(sums.open)}{late}."


def cancelled(done: Done[InvoiceCancelled]) -> Document:
    """An invoice was cancelled."""
    at = done.what.invoice
    what = "Credit" if at.amount.amount < 0 else "Invoice"
    return answer(
        [
            f"{what} {at.number}, {at.text}, {coined(_size(at))} for {done.account}, is cancelled: ",
            f"{done.what.reason}.",
        ],
        [muted("vl undo takes it back.")],
    )


def invoices(page: InvoicePage) -> Document:
    """The invoices, what is due first at the top, and their sums."""
    title = f"Invoices of {page.account}" if page.account else "Invoices"
    part_paid = any(each.payments for each in page.invoices)
    rows = [_row(each, page, part_paid=part_paid) for each in page.invoices]
    heads = ["No", "What", "Due", ">Amount", *([">Paid"] if part_paid else []), ">Open"]
    hidden = f"{count(page.settled, 'invoice')} paid or cancelled: --all shows {'it' if page.settled == 1 else 'them'}."
    blocks: list[Block] = []
    if rows:
        blocks.append(table(heads, rows))
    elif page.settled:
        blocks.append(text("Nothing is open."))
    else:
        name = quoted(page.account) if page.account else "ACCOUNT"
        said = (
            f'No invoice yet: vl invoice schedule {name} makes those of a won deal, vl invoice add {name} 12k "…" one.'
        )
        blocks.append(text(said))
    blocks += [text(*_sums(each)) for each in page.totals]
    if page.settled:
        blocks.append(text(muted(hidden)))
    return Document(title, tuple(blocks))


def _sums(each: InvoiceTotal) -> list[str | Span]:
    late = Span(f"{coined(each.overdue)} overdue", Style.BAD) if each.overdue.amount else Span("nothing overdue")
    said = f"Invoiced {coined(each.invoiced)}, paid {coined(each.paid)}, open "
    return [said, strong(coined(each.open)), "; ", late, "."]


def _row(each: InvoiceView, page: InvoicePage, *, part_paid: bool) -> list[Cell | str]:
    reference = f" ({each.reference})" if each.reference else ""
    later = each.issued is not None and each.issued > page.day
    issued = f", {'to be issued' if later else 'issued'} {day(each.issued)}" if each.issued else ""
    issued = "" if each.cancelled else issued
    whose = strong(f"{each.account}: ") if not page.account else None
    return [
        str(each.number),
        cell(whose, f"{each.text}{reference}", muted(issued)),
        due(each),
        coined(each.amount),
        *([coined(each.paid) if each.payments else "–"] if part_paid else []),
        coined(each.open),
    ]


def due(each: InvoiceView) -> Cell:
    """When an invoice is due, and for how long it has been overdue, or that nothing of it is owed any more."""
    when = day(each.due)
    match each.state:
        case InvoiceState.OVERDUE:
            return cell(when, Span(f", {count(each.overdue, 'day')} overdue", Style.BAD))
        case InvoiceState.PAID:
            return cell(when, Span(f", paid {day(each.payments[-1].day)}" if each.payments else ", paid", Style.GOOD))
        case InvoiceState.CANCELLED:
            return cell(when, muted(f", cancelled {day(each.cancelled)}"))
        case _:
            return cell(when)


def _size(at: InvoiceView) -> Money:
    return _abs(at.amount)


def _abs(amount: Money) -> Money:
    return Money(abs(amount.amount), amount.currency)
