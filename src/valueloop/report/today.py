"""Today over all accounts."""

from collections.abc import Sequence

from valueloop.document import (
    Block,
    Cell,
    Commands,
    Document,
    Heading,
    Span,
    Style,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.page.queue import QueueRow
from valueloop.domain.page.today import OfferView, OwedView, StepView, TodayPage
from valueloop.report.figures import count, day, money
from valueloop.report.queue import waiting


def today(page: TodayPage) -> Document:
    """Today, over all accounts: what is due, which offers wait, who is owed a call, what is coming."""
    title = f"Today, {day(page.day)}"
    if not page.accounts:
        said = "Nothing is recorded yet. See a finished example, or begin:"
        return Document(title, (text(said), Commands(_BEGIN)))
    blocks = [*_queue(page.queue), *_due(page.due), *_waiting(page.offers), *_owed(page.owed), *_coming(page.coming)]
    if not blocks:
        blocks = [text("Nothing is due. vl next ACCOUNT says what to do next at an account.")]
    held = f"{count(page.accounts, 'account')}, {count(page.open_deals, 'open deal')}."
    return Document(title, (text(held), *blocks))


_BEGIN = (
    "vl demo",
    'vl account add "Northgate Bottling"',
    'vl contact add northgate "production manager"',
    'vl log northgate "what was said" --call --with production',
)


def _queue(rows: Sequence[QueueRow]) -> list[Block]:
    """What cannot wait at customers: the first few, and where the rest is, with what to type."""
    if not rows:
        return []
    more = f"The first {_FEW} of {len(rows)}. " if len(rows) > _FEW else ""
    said = text(muted(f"{more}vl queue has what to type for each."))
    return [Heading("Cannot wait"), waiting(rows[:_FEW]), said]


_FEW = 5


def _due(rows: Sequence[StepView]) -> list[Block]:
    if not rows:
        return []
    shown: list[list[Cell | str]] = [
        [str(each.number), cell(strong(each.account)), each.text, _when(each.overdue_days)] for each in rows
    ]
    return [Heading("Due"), table([">Step", "Account", "What", "Due"], shown)]


def _when(overdue: int) -> Cell:
    if overdue == 0:
        return cell(strong("today"))
    return cell(Span(f"{count(overdue, 'day')} ago", Style.BAD))


def _waiting(rows: Sequence[OfferView]) -> list[Block]:
    if not rows:
        return []
    shown: list[list[Cell | str]] = [
        [str(each.number), cell(strong(each.account)), each.product, money(each.price), count(each.waiting_days, "day")]
        for each in rows
    ]
    return [Heading("Offers without an answer"), table([">Offer", "Account", "What", ">Price", ">Waiting"], shown)]


def _owed(rows: Sequence[OwedView]) -> list[Block]:
    if not rows:
        return []
    shown: list[list[Cell | str]] = [[cell(strong(each.account)), _silence(each)] for each in rows]
    return [Heading("Owed a call"), table(["Account", "Last touch"], shown)]


def _silence(each: OwedView) -> str:
    return "never" if each.quiet_days is None else f"{day(each.last_touch)}, {count(each.quiet_days, 'day')} ago"


def _coming(rows: Sequence[StepView]) -> list[Block]:
    if not rows:
        return []
    shown: list[list[Cell | str]] = [
        [str(each.number), cell(strong(each.account)), each.text, day(each.due) if each.due else "no date"]
        for each in rows
    ]
    return [Heading("Coming"), table([">Step", "Account", "What", "Due"], shown)]
