"""What the store has learned: how often each kind of need was there, and what replaces the shipped figures."""

from valueloop.document import Block, Cell, Document, Heading, cell, muted, strong, table, text
from valueloop.domain.page.rates import RatesPage
from valueloop.domain.settings import LEARNED_FROM
from valueloop.report.figures import count, number, percent


def rates(page: RatesPage) -> Document:
    """Base rates by kind of need, and the settings that closed deals speak to, with how many of them do."""
    title = "What your closed deals teach"
    if not page.needs and not page.settings:
        return Document(title, (text("No deal is closed yet: each one that is won or lost teaches."),))
    blocks: list[Block] = []
    if page.needs:
        rows: list[list[Cell | str]] = [
            [cell(strong(each.name)), percent(each.rate), f"{each.accounts}"] for each in page.needs if each.accounts
        ]
        blocks.append(table(["Need", ">It was there", ">Accounts that say so"], rows))
        blocks.append(
            text(
                muted(
                    "Over all accounts; the fewer say so, the nearer to 35%. A guess takes the rate where it is alike."
                )
            )
        )
    if page.settings:
        shown: list[list[Cell | str]] = [
            [each.key, number(each.usual), number(each.learned), str(each.accounts), "yes" if each.in_force else "no"]
            for each in page.settings
        ]
        blocks.append(Heading("Figures that they speak to"))
        blocks.append(table(["Setting", ">Set", ">Learned", ">Accounts", "In force"], shown))
        said = f"A learned figure is reckoned with from {count(LEARNED_FROM, 'account')} on, unless you set your own."
        blocks.append(text(muted(said)))
    return Document(title, tuple(blocks))
