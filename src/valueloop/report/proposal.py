"""A sample proposal: a page for the customer, of what they said and agreed to, at the price on the table."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, strong, text
from valueloop.domain.deal import State
from valueloop.domain.page.brief import BriefPage
from valueloop.domain.page.map import EntryView, PersonMap
from valueloop.domain.page.their_map import their_map
from valueloop.domain.value.line import Status
from valueloop.domain.value_map import Kind
from valueloop.report.customer_value import price_and_keep, value_lines
from valueloop.report.figures import day, listed, money
from valueloop.report.moves import the
from valueloop.report.value_map import with_figures


def proposal(page: BriefPage) -> Document:
    """The proposal: where they want to be, what stands in the way, what changes, its worth, and the price."""
    summary = page.summary
    shown = their_map(summary.map, proud=False).maps
    maps = [each for each in shown if page.player in (None, each.person.name)]
    to = listed([the(each) for each in ([page.player] if page.player else [each.person.name for each in maps])])
    head = f"To {to}, {day(summary.day)}." if to else f"{day(summary.day)}."
    blocks: list[Block] = [text(head)]
    blocks += _said(maps, "Where you want to be", (Kind.OBJECTIVE, Kind.STRATEGY))
    blocks += _said(maps, "What stands in the way", (Kind.ISSUE,))
    blocks += changes(maps)
    if page.theirs.lines:
        blocks += [Heading("What it is worth to you"), *value_lines(page.theirs)]
    blocks += _price(page)
    blocks += _said(maps, "How we will both see that it works", (Kind.METRIC,))
    blocks += _ahead(page)
    return Document(f"Proposal to {summary.account.name}", tuple(blocks))


def _said(maps: Sequence[PersonMap], title: str, kinds: Sequence[Kind]) -> list[Block]:
    items = [cell(_told(entry)) for each in maps for entry in each.entries if entry.kind in kinds]
    return [Heading(title), Bullets(tuple(items))] if items else []


def _told(entry: EntryView) -> str:
    """An entry with its figures; of a metric without any, that it is still to be measured."""
    bare = entry.kind is Kind.METRIC and entry.measure.now is None and entry.measure.target is None
    told = with_figures(entry)
    return f"{told}: to be measured together" if bare and told == entry.text else told


def changes(maps: Sequence[PersonMap]) -> list[Block]:
    """What changes, with the money that rests on their word."""
    items: list[Cell] = []
    for one in (impact for each in maps for entry in each.entries for impact in entry.impacts):
        counts = one.amount is not None and one.counted_at is None
        worth = f": {money(one.amount)} {'once' if one.once else 'a year'}" if counts else ""
        agreed = ", as you agreed" if counts and one.status is Status.ACCEPTED else ""
        items.append(cell(Span(one.text, Style.IMPACT), f"{worth}{agreed}"))
    return [Heading("What changes"), Bullets(tuple(items))] if items else []


def _price(page: BriefPage) -> list[Block]:
    offer = page.summary.live_offer
    if offer is None and page.theirs.price is None:
        return [Heading("Price"), text("To be named.")]
    blocks: list[Block] = [Heading("Price")]
    if offer is not None:
        needs = {each.number: each.name for each in page.summary.needs}
        covered = listed([needs[each] for each in offer.needs if each in needs])
        terms = f" Terms: {offer.terms}." if offer.terms else ""
        blocks.append(text(strong(offer.product), f", for {covered}.{terms}"))
    return [*blocks, *price_and_keep(page.theirs)]


def _ahead(page: BriefPage) -> list[Block]:
    """What comes next: nothing of a deal that is closed."""
    deal = page.summary.deal
    if deal is not None and deal.state is State.WON:
        return [Heading("Agreed"), text(f"You said yes on {day(deal.closed)}." if deal.closed else "You said yes.")]
    if page.theirs.price is not None:
        return [
            Heading("To go ahead"),
            text("If these are your numbers, and the price leaves you enough of them, say yes: we agree on a day."),
        ]
    agreed = page.theirs.sums.accepted.present_value.amount
    numbers = "Tell us which of these numbers are yours, and we name a price that is a part of them."
    said = "We name a price that is a part of what you agreed to." if agreed else numbers
    return [Heading("To go ahead"), text(said if page.theirs.lines else "Tell us what it would be worth to you.")]
