"""The sales kit: what a seller takes into the room, a page each."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from valueloop.cli.output import shows
from valueloop.cli.params import Account, Context, Customer, contacts
from valueloop.errors import Refused

if TYPE_CHECKING:
    from valueloop.document import Block, Document
    from valueloop.domain.page.brief import BriefPage


class Page(StrEnum):
    """A page of the sales kit."""

    PLAYERS = "players"
    QUESTIONS = "questions"
    PRESENTATION = "presentation"
    PROPOSAL = "proposal"
    CASE_STUDY = "case-study"


_FOR_THEM = (Page.PROPOSAL, Page.CASE_STUDY)


@shows
def brief(
    ctx: Context,
    account: Account,
    page: Annotated[
        Page | None,
        typer.Argument(metavar="[PAGE]", help="One page alone; else the three for you.", show_default=False),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--for", metavar="CONTACT", help="Whom you meet.", autocompletion=contacts, show_default=False),
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="A case study without names.")] = False,
    customer: Customer = False,
) -> None:
    """Make the sales kit: players, questions, presentation; and for them proposal or case-study.

    Without PAGE it shows the three that are for you. A proposal and a case study are pages for them: nothing of ours is
    on them, with or without --customer.
    """
    from valueloop.usecases import brief as kit

    if anonymous and page is not Page.CASE_STUDY:
        raise typer.BadParameter("--anonymous is for a case study: vl brief ACCOUNT case-study --anonymous")
    if person and page in (Page.PLAYERS, Page.CASE_STUDY):
        raise typer.BadParameter(f"--for is for questions, presentation and proposal: {page.value} is of all of them")
    if customer and page not in _FOR_THEM:
        raise typer.BadParameter("for a customer there are two pages of the kit: proposal and case-study")
    found = kit.brief(ctx.obj.store(), account, ctx.obj.today(), person)
    if page is Page.CASE_STUDY and (found.summary.deal is None or found.summary.deal.state.value != "won"):
        raise Refused(f"a case study tells of a deal that was won, and {found.summary.account.name} has none")
    if page is Page.PROPOSAL and not _anything(found):
        raise Refused(f"{found.summary.account.name} has said and agreed to nothing yet: a proposal is made of that")
    if page is Page.CASE_STUDY and not anonymous:
        sys.stderr.write(f"Note: ask {found.summary.account.name} before others see it; --anonymous withholds names.\n")
    pages = [page] if page else [each for each in Page if each not in _FOR_THEM]
    documents = [_drawn(each, found, anonymous=anonymous) for each in pages]
    ctx.obj.page(documents[0] if page else _kit(documents), None if page in _FOR_THEM else found)


def _anything(found: "BriefPage") -> bool:
    """Whether a proposal has anything to say: an entry that they said, a line that is theirs, or a price."""
    from valueloop.domain.page.their_map import their_map

    said = any(each.entries for each in their_map(found.summary.map).maps)
    return said or bool(found.theirs.lines) or found.theirs.price is not None


def _drawn(page: Page, found: "BriefPage", *, anonymous: bool) -> "Document":
    from valueloop.report import brief as report
    from valueloop.report.case_study import case_study
    from valueloop.report.proposal import proposal
    from valueloop.report.script import script

    match page:
        case Page.PLAYERS:
            return report.players(found)
        case Page.QUESTIONS:
            return report.questions(found)
        case Page.PRESENTATION:
            return script(found)
        case Page.PROPOSAL:
            return proposal(found)
        case Page.CASE_STUDY:
            return case_study(found, anonymous=anonymous)


def _kit(pages: "list[Document]") -> "Document":
    """Pages in one, each under its title, its headings a level lower."""
    from valueloop.document import Document, Heading

    blocks: list[Block] = []
    for each in pages[1:]:
        lower = (Heading(block.text, block.level + 1) if isinstance(block, Heading) else block for block in each.blocks)
        blocks += [Heading(each.title), *lower]
    return Document(pages[0].title, (*pages[0].blocks, *blocks))
