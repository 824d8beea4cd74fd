"""A sample proposal: a page for the customer, of what they said and agreed to, at the price on the table."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, strong, text
from valueloop.domain.page.brief import BriefPage
from valueloop.domain.page.map import EntryView, PersonMap
from valueloop.domain.page.summary import OfferSummary
from valueloop.domain.page.value import ValuePage
from valueloop.domain.value.line import Status
from valueloop.domain.value_map import Kind, Rung
from valueloop.report.customer_value import price_and_keep, value_lines
from valueloop.report.figures import day, listed, money
from valueloop.report.moves import the
from valueloop.report.value_map import measured, theirs

_LIVE = ("open", "accepted")


def proposal(page: BriefPage) -> Document:
    """The proposal: where they want to be, what stands in the way, what changes, its worth, and the price."""
    summary = page.summary
    maps = [each for each in summary.map.maps if page.player in (None, each.person.name)]
    to = listed([the(each.person.name) for each in maps])
    head = f"To {to}, {day(summary.day)}." if to else f"{day(summary.day)}."
    blocks: list[Block] = [text(head)]
    blocks += _said(maps, "Where you want to be", (Kind.OBJECTIVE, Kind.STRATEGY))
    blocks += _said(maps, "What stands in the way", (Kind.ISSUE,))
    blocks += changes(maps)
    if page.theirs.lines:
        blocks += [Heading("What it is worth to you"), *value_lines(page.theirs)]
    blocks += _price(page)
    blocks += _said(maps, "How we will both see that it works", (Kind.METRIC,))
    blocks += [Heading("To go ahead"), text(_ahead(page.theirs))]
    return Document(f"Proposal to {summary.account.name}", tuple(blocks))


def theirs_alone(entry: EntryView) -> bool:
    """Whether an entry may stand on a page for others: said by them, and not about one person's pride."""
    pride = bool(entry.impacts) and all(each.personal for each in entry.impacts)
    return entry.rung is not Rung.GUESS and not pride


def _said(maps: Sequence[PersonMap], title: str, kinds: Sequence[Kind]) -> list[Block]:
    items = [
        cell(entry.text, f": {found}" if (found := measured(entry.measure)) else None)
        for each in maps
        for entry in each.entries
        if entry.kind in kinds and theirs_alone(entry)
    ]
    return [Heading(title), Bullets(tuple(items))] if items else []


def changes(maps: Sequence[PersonMap]) -> list[Block]:
    """What changes, with the money that rests on their word."""
    items: list[Cell] = []
    for each in maps:
        for entry in each.entries:
            for one in entry.impacts if theirs_alone(entry) else ():
                if not one.personal:
                    counts = theirs(one) and one.counted_at is None
                    worth = f": {money(one.amount)} {'once' if one.once else 'a year'}" if counts else ""
                    agreed = ", as you agreed" if counts and one.status is Status.ACCEPTED else ""
                    items.append(cell(Span(one.text, Style.IMPACT), f"{worth}{agreed}"))
    return [Heading("What changes"), Bullets(tuple(items))] if items else []


def live_offer(page: BriefPage) -> OfferSummary | None:
    """The offer that is on the table, or was taken."""
    live = [each for each in page.summary.offers if each.outcome in _LIVE]
    return live[-1] if live else None


def _price(page: BriefPage) -> list[Block]:
    offer = live_offer(page)
    if offer is None and page.theirs.price is None:
        return [Heading("Price"), text("To be named.")]
    blocks: list[Block] = [Heading("Price")]
    if offer is not None:
        needs = {each.number: each.name for each in page.summary.needs}
        covered = listed([needs[each] for each in offer.needs if each in needs])
        terms = f" Terms: {offer.terms}." if offer.terms else ""
        blocks.append(text(strong(offer.product), f", for {covered}.{terms}"))
    return [*blocks, *price_and_keep(page.theirs)]


def _ahead(value: ValuePage) -> str:
    if value.price is None:
        return "Tell us which of these numbers are yours, and we name a price that is a part of them."
    return "If these are your numbers and the price leaves you enough of them, say yes, and we agree on a day to begin."
