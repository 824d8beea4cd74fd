"""Propositions by segment: what the money of each is in, and whether they are one market or several."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.document import Bar, Block, Cell, Document, Heading, cell, muted, strong, table, text
from valueloop.domain.account import SIZES
from valueloop.domain.effort import decimal_of
from valueloop.domain.money import Money
from valueloop.domain.page.segment import SegmentNeed, SegmentsPage, SegmentView
from valueloop.domain.segment import ENOUGH, TOGETHER, Market
from valueloop.report.figures import count, listed, money, percent

SHOWN, NEEDS = 12, 6  # so many segments are shown in full, and so many needs of each


def propositions(page: SegmentsPage) -> Document:
    """The answer first, then all segments in a table, then what the money of each is in."""
    title = "Propositions by segment"
    valued = [each for each in page.segments if each.valued]
    if not valued:
        return Document(title, (text('No account has money a year yet. Begin: vl guess ACCOUNT "…" --save 80k..140k'),))
    blocks: list[Block] = [text(strong(_answer(page))), text(muted(_how()))]
    if len(page.segments) > 1:
        blocks.append(_overview(page.segments))
    for each in valued[:SHOWN]:
        blocks += [Heading(_name(each)), *_segment(each)]
    if len(valued) > SHOWN:
        blocks.append(text(muted(f"And {count(len(valued) - SHOWN, 'segment')} more: --json has all.")))
    return Document(title, tuple(blocks))


def _answer(page: SegmentsPage) -> str:
    """Whether it is one market or several, as a sentence with its measure."""
    if page.finding is Market.FEW:
        one = f"{page.compared:,} segment has" if page.compared else "no segment has"
        return (
            f"One market or several: too few to say. Two segments with money at {ENOUGH} accounts or more are needed; "
            f"{one} that."
        )
    ends = [percent(page.lowest), percent(page.highest)]
    overlaps = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    which = f"{count(page.compared, 'segment')} overlap by {overlaps} in what their money is in"
    match page.finding:
        case Market.ONE:
            return f"It is one market: its {which}."
        case Market.SEVERAL:
            return f"They are {page.markets:,} markets with different propositions: {which}."
        case _:
            return (
                f"Industry and size do not tell the propositions apart: {which}, and the accounts of one segment by no "
                f"more than {percent(page.within)} with one another."
            )


def _how() -> str:
    half = percent(decimal_of(TOGETHER))
    return (
        f"Segments are one market where {half} or more of their money is in the same needs, or each is one with a "
        "third. Money is yearly, accepted and potential; each account with money counts as much. Typical is the "
        "median. Needs that are about the same are one."
    )


def _overview(segments: Sequence[SegmentView]) -> Block:
    several = any(each.market and each.market > 1 for each in segments)
    heads = ["Industry", "People", ">Accounts", ">Won, lost", ">Typical", "Leads with"]
    rows: list[list[Cell | str]] = []
    for each in segments:
        leads = listed([one.name for one in each.needs if one.leads])
        row: list[Cell | str] = [
            each.industry or cell(muted("not known")),
            _size(each.size),
            f"{each.accounts:,}" if each.valued == each.accounts else f"{each.valued:,} of {each.accounts:,}",
            f"{each.won:,}, {each.lost:,}",
            _amounts(each.typical),
            leads or cell(muted("no money yet")),
        ]
        if several:
            row.insert(2, f"{each.market}" if each.market else "–")
        rows.append(row)
    if several:
        heads.insert(2, ">Market")
    return table(heads, rows)


def _segment(each: SegmentView) -> list[Block]:
    shown = each.needs[:NEEDS]
    rows: list[list[Cell | str]] = [
        [
            cell(strong(need.name) if need.leads else need.name),
            listed([effect.value for effect in need.effects]),
            cell(Bar(need.part), f" {percent(need.part)}"),
            f"{need.accounts:,}",
            _amounts(need.typical),
            _owners(need),
        ]
        for need in shown
    ]
    heads = ["Need", "Kind", "Of the money", ">At", ">Typical", "Whose"]
    return [table(heads, rows), text(_said(each), muted(_rest(each)))]


def _said(each: SegmentView) -> str:
    """What leads in a segment, in a sentence: bold does not survive a pipe."""
    leads = [need for need in each.needs if need.leads]
    carried = sum((need.part for need in leads), Decimal(0))
    named = listed([f"“{need.name}”" for need in leads])
    ways = {Decimal(1): "All money is earned.", Decimal(0): "All money is saved."}
    way = ways.get(each.earned or Decimal(0), f"Of all money {percent(each.earned)} is earned, the rest saved.")
    return f"{named} lead{'s' if len(leads) == 1 else ''} with {percent(carried)} of the money. {way} "


def _rest(each: SegmentView) -> str:
    alike = "" if each.alike is None else f"Its accounts overlap by {percent(each.alike)} with one another. "
    more = len(each.needs) - NEEDS
    return alike + (f"{count(more, 'need')} more with less." if more > 0 else "")


def _owners(need: SegmentNeed) -> Cell:
    if not need.owners:
        return cell(muted("nobody, or no role"))
    more = len(need.owners) - 2
    return cell(", ".join(need.owners[:2]) + (f" and {more} more" if more > 0 else ""))


def _amounts(found: Sequence[Money]) -> str:
    return ", ".join(money(each) for each in found)


def _name(each: SegmentView) -> str:
    """A segment by its industry and size; what is not known says so."""
    people = f"{_size(each.size)} people" if each.size else "size not known"
    return f"{each.industry or 'industry not known'}, {people}"


def _size(size: int) -> str:
    if size == 0:
        return "not known"
    if size == 1:
        return f"below {SIZES[0]}"
    if size > len(SIZES):
        return f"{SIZES[-1]:,} or more"
    return f"{SIZES[size - 2]:,} to {SIZES[size - 1] - 1:,}"
