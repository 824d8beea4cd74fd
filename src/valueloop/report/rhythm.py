"""The rhythm of touches in words: who is overdue, and who is in charge."""

from valueloop.document import Block, Cell, Commands, Document, Span, Style, cell, muted, strong, table, text
from valueloop.domain.names import quoted
from valueloop.domain.page.rhythm import RhythmPage, RhythmView
from valueloop.report.figures import count, day


def rhythm(page: RhythmPage) -> Document:
    """Who is to be touched, the longest overdue first, and who of us is in charge."""
    whose = f" of {page.owner}" if page.owner else ""
    title = f"Rhythm{whose}, {day(page.day)}"
    if not page.accounts and page.owner:
        return Document(
            title, (text("Somebody is in charge of every customer and of every account with an open deal."),)
        )
    if not page.accounts:
        return Document(title, (text("No account is a customer or has an open deal: there is no rhythm to keep."),))
    verb = "are" if page.overdue > 1 else "is"
    late = f"{page.overdue or 'None'} of {count(len(page.accounts), 'account')} {verb} overdue"
    charge = f"; nobody is in charge of {page.nobodys:,}" if page.nobodys else ""
    blocks: list[Block] = [text(strong(f"{late}{charge}."))]
    heads = ["Account", "In charge", "Last touch", ">Every", "Due", ">Overdue"]
    blocks.append(table(heads, [_row(each) for each in page.accounts]))
    typed = []
    if page.overdue:
        typed.append(f'vl log {quoted(page.accounts[0].account)} "…" --call')
    unowned = next((each for each in page.accounts if not each.owner), None)
    if unowned:
        typed.append(f'vl account edit {quoted(unowned.account)} --owner "NAME"')
    if typed:
        blocks.append(Commands(tuple(typed)))
    said = "Customers, and accounts with an open deal. Who was never touched is owed one since the deal was opened."
    own = " A rhythm with a * was set for the account: vl account edit ACCOUNT --rhythm 6w."
    blocks.append(text(muted(said + (own if any(each.own for each in page.accounts) else ""))))
    return Document(title, tuple(blocks))


def _row(each: RhythmView) -> list[Cell | str]:
    never = Span("never", Style.BAD)
    late = each.overdue_days > 0
    return [
        cell(strong(each.account), muted(" (customer)") if each.customer else None),
        cell(each.owner or Span("nobody", Style.BAD)),
        day(each.last_touch) if each.last_touch else cell(never),
        f"{count(each.every, 'day')}{' *' if each.own else ''}",
        day(each.due),
        cell(Span(count(each.overdue_days, "day"), Style.BAD)) if late else "–",
    ]
