"""The interrupt queue: each thing that waits, whose it is, and the command that meets it."""

from collections.abc import Collection, Sequence

from valueloop.document import Block, Cell, Commands, Document, Span, Style, Table, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.queue import QueuePage, QueueRow
from valueloop.domain.queue import Waits
from valueloop.domain.referral import Why
from valueloop.report.figures import coined, count, day
from valueloop.report.moves import the
from valueloop.report.promise import defect_command, thank, to_do

RULE = "Core customers first, then what is urgent, then the longest overdue, then what is due first, then the oldest."


def queue(page: QueuePage) -> Document:
    """The interrupt queue, in order, with what to type for each row."""
    nothing = (
        "Nothing waits at a customer: no defect, promise, delivery, review, invoice, thank-you or threat asks for you "
        "now, and nothing is to be invoiced."
    )
    blocks: list[Block] = [waiting(page.rows, nothing)]
    if page.rows:
        typed = tuple(f"{command(each)}  # {at}" for at, each in enumerate(page.rows, 1))
        blocks += [text("Once it is done, type:"), Commands(typed), *_besides(page.rows), text(muted(RULE))]
    if page.later:
        blocks.append(text(muted(f"{count(page.later, 'thing')} more to come, or without a day: vl queue --all")))
    return Document(f"What cannot wait, {day(page.day)}", tuple(blocks))


def waiting(shown: Sequence[QueueRow], nothing: str = "") -> Table:
    """What waits, in order; what a core customer is granted is said once."""
    rows: list[list[Cell | str]] = []
    told: set[str] = set()
    for at, each in enumerate(shown, 1):
        rows.append([str(at), _whose(each, told), _what(each), _when(each)])
        told.add(each.account)
    return table([">", "Account", "What waits", "When"], rows, empty=nothing)


def _besides(shown: Sequence[QueueRow]) -> list[Block]:
    """What is to be typed when more came of it."""
    waits = {each.waits for each in shown}
    said = []
    if Waits.INVOICE in waits:
        said.append("vl invoice pay N records a payment once it came")
    if Waits.THREAT in waits:
        said.append("vl threat end N ends a threat once it is over")
    return [text(f"{'; '.join(said)}.")] if said else []


def _whose(each: QueueRow, told: Collection[str]) -> Cell:
    if not each.core:
        return cell(strong(each.account))
    if each.account in told:
        return cell(strong(each.account), " ", Span("core", Style.GOOD))
    granted = muted(f": {'; '.join(each.privileges)}") if each.privileges else None
    return cell(strong(each.account), " ", Span("core customer", Style.GOOD), granted)


def _what(each: QueueRow) -> Cell:
    whom = f" ({the(each.person)})" if each.person else ""
    match each.waits:
        case Waits.DEFECT:
            assert each.stage is not None
            haste = Span("urgent: ", Style.BAD) if each.urgent else None
            return cell(haste, f"{to_do(each.stage)} defect {each.number}, {each.text}{whom}")
        case Waits.PROMISE:
            return cell(f"keep promise {each.number}, {each.text}{whom}")
        case Waits.DELIVERY:
            return cell(f"deliver {each.number}, {each.text}{whom}")
        case Waits.INVOICE:
            return cell(f"remind them of invoice {each.number}, {each.text}: {_asked(each)} is unpaid")
        case Waits.THANKS:
            whom = the(each.person) if each.person else "them"
            why = f"naming {each.text}" if each.why is Why.REFERRAL else "the deal that was won"
            return cell(f"thank {whom} for {why}")
        case Waits.THREAT:
            return cell(f"answer threat {each.number}, {each.text}{whom}")
        case Waits.REVIEW:
            return cell(f"review deployment {each.number}, {each.text}{whom}")
        case Waits.BILL:
            return cell(f"invoice the deal won on {day(each.since)}: {_asked(each)} to be paid, nothing invoiced")
        case Waits.OUTCOME:
            assert each.amount is not None
            way = "invoice them" if each.amount.amount > 0 else "credit them"
            return cell(f"{way} {_asked(each)}, by what was realised")


def _asked(each: QueueRow) -> str:
    """What is to be paid, to the coin, whoever owes it."""
    assert each.amount is not None
    return coined(Money(abs(each.amount.amount), each.amount.currency))


def _when(each: QueueRow) -> Cell:
    if each.late_days:
        return cell(Span(f"{count(each.late_days, 'day')} late", Style.BAD))
    return cell(f"by {day(each.due)}" if each.due else f"since {day(each.since)}")


def command(each: QueueRow) -> str:
    """The command that records that a row is met, ready to be completed and typed."""
    match each.waits:
        case Waits.DEFECT:
            assert each.number is not None
            assert each.stage is not None
            return defect_command(each.number, each.stage)
        case Waits.PROMISE:
            return f"vl promise keep {each.number}"
        case Waits.DELIVERY:
            return f"vl delivery done {each.number}"
        case Waits.INVOICE:
            return f'vl log {quoted(each.account)} "reminded them of invoice {each.number}" --call'
        case Waits.THANKS:
            return thank(each.account, each.person)
        case Waits.THREAT:
            whom = f" --with {quoted(each.person)}" if each.person else ""
            return f"vl log {quoted(each.account)} {quoted(each.text + ': …')} --call{whom}"
        case Waits.REVIEW:
            return f"vl deployment review {each.number}"
        case Waits.BILL:
            return f"vl invoice schedule {quoted(each.account)}"
        case Waits.OUTCOME:
            return f"vl invoice add {quoted(each.account)} --outcome"
