"""Gaps over the store: what offers are refused for, and needs that nobody meets yet, by the money at stake."""

from collections.abc import Sequence

from valueloop.document import Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.gap import Why
from valueloop.domain.page.gaps import GapsPage, GapsView, NeedGap, RefusalGap
from valueloop.report.figures import count, listed, money
from valueloop.report.loop import reason

WHY = {
    Why.REFUSED: "refused",
    Why.ELSEWHERE: "met elsewhere",
    Why.NOT_OFFERED: "never offered",
    Why.NO_PRODUCT: "no product meets it",
}


def gaps(page: GapsPage) -> Document:
    """What we are refused for and what is not met, the most money first."""
    blocks: list[Block] = []
    for each in page.views:
        if len(page.views) > 1:
            blocks.append(Heading(f"Accounts in {each.currency}"))
        blocks += _view(each, 3 if len(page.views) > 1 else 2)
    if not page.views:
        blocks.append(text('No need is guessed and no offer made yet: vl guess ACCOUNT "…" --save 80k..140k'))
    if len(page.views) > 1:
        blocks.append(text(muted("Each currency stands by itself: amounts in two are never added.")))
    return Document("Gaps", tuple(blocks))


def _view(view: GapsView, level: int) -> list[Block]:
    closed = f"{count(view.won, 'deal')} won, {view.lost:,} lost" if view.won + view.lost else "no deal closed yet"
    blocks: list[Block] = [text(strong(count(view.accounts, "account")), f" with a need or an offer; {closed}.")]
    blocks += [Heading("Why offers are refused", level), _refusals(view.refusals)]
    if view.refusals:
        said = (
            "Money is the highest price refused for it in a deal: of deals lost, and at stake of those lost or open. "
            "A deal refused for two reasons stands under both."
        )
        blocks.append(text(muted(said)))
    if any(each.reason is None for each in view.refusals):
        blocks.append(text(muted("To say why: vl respond OFFER rejected --because price")))
    blocks += [Heading("Needs that nobody meets yet", level), _needs(view.needs)]
    if view.needs:
        said = (
            "Needs that were found, by what they are worth a year to the accounts; those about the same count as one. "
            "Lost deals are those in which an offer or a value line was about it."
        )
        blocks.append(text(muted(said)))
    if any(each.why is Why.NO_PRODUCT for gap in view.needs for each in gap.whys):
        blocks.append(text(muted('If one of ours does meet it, say so: vl product edit PRODUCT --meets "…, …"')))
    return blocks


def _refusals(rows: Sequence[RefusalGap]) -> Block:
    shown: list[list[Cell | str]] = [
        [
            cell(strong(reason(each.reason.value)) if each.reason else "no reason recorded", muted(_besides(each))),
            f"{each.answers:,}",
            f"{each.accounts:,}",
            f"{each.lost:,}",
            money(each.lost_money),
            money(each.at_stake),
        ]
        for each in rows
    ]
    heads = ["Because", ">Refusals", ">Accounts", ">Lost deals", ">Lost", ">At stake"]
    return table(heads, shown, empty="No offer was refused yet.")


def _besides(each: RefusalGap) -> str:
    """The deals among them that are not lost."""
    told = [f"{many:,} {how}" for many, how in ((each.open, "open"), (each.won, "won after all")) if many]
    return f" ({listed(told)})" if told else ""


def _needs(rows: Sequence[NeedGap]) -> Block:
    shown: list[list[Cell | str]] = [
        [
            cell(strong(each.name), muted(_also(each))),
            cell(_why(each)),
            f"{each.accounts:,}",
            f"{each.lost:,}",
            worth(each),
        ]
        for each in rows
    ]
    heads = ["Need", "Why not", ">Accounts", ">Lost deals", ">A year to them"]
    return table(heads, shown, empty="Every need that was found is met, or waits for the answer to an offer.")


def _also(each: NeedGap) -> str:
    names = f" (also: {listed([f'“{name}”' for name in each.names])})" if each.names else ""
    more = f" and {each.accounts - len(each.where):,} more" if each.accounts > len(each.where) else ""
    at = f"{', '.join(each.where)}{more}" if more else listed(each.where)
    return f"{names}: {at}"


def _why(each: NeedGap) -> Span:
    whys = [f"{WHY[one.why]}{f' ({one.needs:,})' if len(each.whys) > 1 else ''}" for one in each.whys]
    none = any(one.why is Why.NO_PRODUCT for one in each.whys)
    return Span(listed(whys), Style.BAD if none else Style.PLAIN)


def worth(each: NeedGap) -> str:
    """What a gap is worth a year, and at how many accounts nobody knows."""
    if each.unvalued == each.accounts:
        return "not known"
    unknown = f", {each.unvalued:,} not known" if each.unvalued else ""
    return f"{money(each.worth)}{unknown}"
