"""The pipeline: the open deals from both chairs, and what the offers on the table may bring."""

from datetime import date

from valueloop.document import Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.pipeline import PipelineDeal, PipelineOffer, PipelinePage, PipelineSum
from valueloop.report.figures import count, day, money, percent

_EMPTY = "No deal is open. The next value line or offer opens one: vl offer ACCOUNT PRODUCT --need 1 --price 45k"


def pipeline(page: PipelinePage) -> Document:
    """The open deals, a table for each currency, with what they come to below it."""
    title = f"Pipeline of {page.owner}" if page.owner else "Pipeline"
    if not page.deals:
        said = f"No deal of {page.owner} is open." if page.owner else _EMPTY
        return Document(title, (text(said),))
    blocks: list[Block] = []
    for each in page.sums:
        if len(page.sums) > 1:
            blocks.append(Heading(f"In {each.currency}"))
        here = [deal for deal in page.deals if deal.accepted.currency == each.currency]
        blocks += [_table(here, each, page), *_said(each)]
    owners = {each.owner for each in page.deals}
    if len(owners) == 1 and not page.owner:
        [owner] = owners
        blocks.append(
            text(f"Owner of all: {owner}." if owner else "No account has an owner: vl account edit … --owner")
        )
    if len(page.sums) > 1:
        blocks.append(text(muted("Amounts in two currencies are never added.")))
    blocks.append(text(muted(_HOW)))
    return Document(title, tuple(blocks))


_HOW = (
    "Accepted and potential: what they get a year. Offer: the latest of the deal. Expected: what it may bring us, "
    "price × chance of a yes, while it waits for an answer; a dash where it was refused, or covers no need that has "
    "money, so that nobody can say. Days: since the deal was opened, and in brackets since the last touch."
)


def _table(deals: list[PipelineDeal], found: PipelineSum, page: PipelinePage) -> Block:
    owners = {each.owner for each in page.deals}
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.account), muted(_known(each, owners))),
            money(each.accepted),
            money(each.potential),
            _offer(each.offer),
            _expected(each),
            f"{each.days:,} ({_since(each.last_touch, page.today)})",
        ]
        for each in deals
    ]
    total: list[Cell | str] = [
        cell(strong(count(found.deals, "deal"))),
        money(found.accepted),
        money(found.potential),
        f"{money(found.tabled)} waiting" if found.waiting else "",
        money(_ours(found)),
        "",
    ]
    heads = ["Account", ">Accepted", ">Potential", "Offer", ">Expected", ">Days"]
    return table(heads, rows, [total])


def _ours(found: PipelineSum) -> Money | None:
    """What may be expected and what is agreed, together."""
    if not found.agreed:
        return found.expected
    return found.agreed_price + found.expected if found.expected else found.agreed_price


def _known(each: PipelineDeal, owners: set[str]) -> str:
    whose = "" if len(owners) == 1 else f", {each.owner}" if each.owner else ", no owner"
    return f" ({each.phase.value}{whose})"


def _expected(each: PipelineDeal) -> str:
    chance = each.offer.chance if each.offer else None
    return money(each.expected) if chance is None else f"{money(each.expected)} ({percent(chance)})"


def _offer(offer: PipelineOffer | None) -> Cell:
    if offer is None:
        return cell(muted("none yet"))
    said = {
        Verdict.ACCEPTED: Span(", they said yes", Style.GOOD),
        Verdict.REJECTED: Span(", refused", Style.BAD),
        Verdict.COUNTERED: Span(", countered", Style.BAD),
        Verdict.SILENT: Span(", no answer", Style.BAD),
    }
    answer = said[offer.verdict] if offer.verdict else None
    return cell(f"{money(offer.price)}, {day(offer.day)}", answer)


def _since(last: date | None, today: date) -> str:
    return "never" if last is None else f"{(today - last).days:,}"


def _said(found: PipelineSum) -> list[Block]:
    """What may be expected, and of how many deals nobody can say."""
    blocks: list[Block] = []
    if found.expected is not None:
        blocks.append(
            text(
                strong(f"{money(found.expected)} to be expected"),
                f" of {money(found.tabled)} on the table: chance × price, of {count(found.known, 'offer')}.",
            )
        )
    if found.agreed:
        blocks.append(
            text(
                strong(f"{money(found.agreed_price)} agreed"),
                f" in {count(found.agreed, 'deal')}: close with vl deal win ACCOUNT.",
            )
        )
    if found.without:
        verb = "is" if found.without == 1 else "are"
        said = (
            f"{count(found.without, 'deal')} {verb} in no sum of ours: no offer waits there, or its chance is unknown."
        )
        blocks.append(text(said))
    return blocks
