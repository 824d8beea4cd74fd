"""Receivables: what customers owe us, by how long it is overdue."""

from valueloop.document import Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.page.invoice import Debtor, ReceivablesPage, ReceivablesView
from valueloop.report.figures import coined, count, day, listed

_HEADS = [">Open", ">Not due", ">1–30 days", ">31–60", ">Over 60"]


def receivables(page: ReceivablesPage) -> Document:
    """What customers owe us, the oldest debt first, each currency by itself."""
    blocks: list[Block] = []
    for each in page.views:
        if len(page.views) > 1:
            blocks.append(Heading(each.currency))
        blocks += _view(each)
    if not page.views:
        blocks.append(text("Nothing is open: vl invoice schedule ACCOUNT makes the invoices of a won deal."))
    if len(page.views) > 1:
        blocks.append(text(muted("Each currency stands by itself: amounts in two are never added.")))
    return Document(f"Receivables on {day(page.day)}", tuple(blocks))


def _view(view: ReceivablesView) -> list[Block]:
    rows = [[cell(each.account), *_amounts(each)] for each in view.debtors if each.open.amount]
    whole = [cell(strong("In all")), *(cell(strong(coined(each))) for each in _ages(view))]
    blocks: list[Block] = [table(["Account", *_HEADS], rows, [whole])] if rows else []
    blocks += _credits(view)
    late = [(one, each) for each in view.debtors for one in each.invoices if one.overdue]
    late.sort(key=lambda pair: (pair[0].due, pair[0].number))
    if not late:
        return [*blocks, text("Nothing of theirs is overdue.")]
    heads = ["Overdue", "Account", "What", "Due", ">Days", ">Open"]
    overdue = [
        [f"invoice {one.number}", each.account, one.text, day(one.due), f"{one.overdue:,}", coined(one.open)]
        for one, each in late
    ]
    oldest = late[0][0]
    said = f"{count(len(late), 'invoice')} overdue, the oldest for {count(oldest.overdue, 'day')}: {oldest.account}."
    return [*blocks, text(Span(said, Style.BAD)), table(heads, overdue)]


def _credits(view: ReceivablesView) -> list[Block]:
    """What we owe them, which no sum above has deducted."""
    owed = [f"{each.account} {coined(each.credit)}" for each in view.debtors if each.credit.amount]
    if not owed:
        return []
    left = Money(view.open.amount - view.credit.amount, view.currency)
    rest = f"; less that, {coined(left)} is open" if view.open.amount else ""
    return [text(f"By credits we owe {listed(owed)}{rest}.")]


def _ages(each: Debtor | ReceivablesView) -> tuple[Money, ...]:
    return (each.open, each.not_due, each.to_30, each.to_60, each.over_60)


def _amounts(each: Debtor) -> list[Cell]:
    whole, not_due, *late = _ages(each)
    shown = [cell(strong(coined(whole))), _or_dash(not_due, Style.PLAIN)]
    return shown + [_or_dash(one, Style.BAD) for one in late]


def _or_dash(amount: Money, style: Style) -> Cell:
    return cell(Span(coined(amount), style)) if amount.amount else cell("–")
