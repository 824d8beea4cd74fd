"""Revenue from both chairs, what of it is referenceable, scalable and profitable, and what the rest lacks."""

from collections.abc import Iterator, Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.revenue import RevenueDeal, RevenuePage, RevenueSum
from valueloop.domain.revenue import EXCEEDED, KEPT, TWICE, UNTIMED, Holds, Profit, Reference, Repeat
from valueloop.report.figures import count, day, listed, money, number, percent

NEWEST = 20  # so many deals are shown, the latest first
_NAMED = 5  # so many accounts are named behind what is missing
_MARK = {
    Holds.YES: Span("yes", Style.GOOD),
    Holds.NO: Span("no", Style.BAD),
    Holds.UNKNOWN: muted("not known"),
}


def revenue(page: RevenuePage, *, every: bool = False) -> Document:
    """The won deals by currency, the three tests as they are put, and what is missing to make the rest so."""
    title = "Revenue: referenceable, scalable, profitable"
    if not page.deals:
        said = "No deal is won yet: vl deal win ACCOUNT records one, and from then on its price is revenue."
        return Document(title, (text(said),))
    blocks: list[Block] = []
    for each in page.sums:
        if len(page.sums) > 1:
            blocks.append(Heading(f"In {each.currency}"))
        here = [deal for deal in page.deals if deal.price.currency == each.currency]
        shown = here if every else here[:NEWEST]
        blocks += [_first(each), _both(shown, each), *_measured(here), _tests(shown, each), *_guessed(here)]
        if len(shown) < len(here):
            blocks.append(text(muted(f"And {len(here) - len(shown):,} more: vl report revenue --all.")))
    blocks += [Heading("The tests"), _how(page), *_missing(page.deals)]
    if len(page.sums) > 1:
        blocks.append(text(muted("Amounts in two currencies are never added.")))
    return Document(title, tuple(blocks))


def _first(found: RevenueSum) -> Block:
    return text(
        strong(f"{money(found.price)} won"),
        f" in {count(found.deals, 'deal')}; ",
        strong(f"{money(found.all_three)} of it, {_part(found.all_three, found.price)}, is all three."),
    )


def _part(of: Money, price: Money) -> str:
    return percent(EXACT.divide(of.amount, price.amount)) if price.amount else "–"


def _both(deals: Sequence[RevenueDeal], found: RevenueSum) -> Block:
    """What they get and what we get, deal by deal."""
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.account), muted(f" ({listed(each.products)})") if each.products else None),
            day(each.closed),
            money(each.accepted),
            money(each.price),
            money(each.invoiced),
            money(each.paid),
        ]
        for each in deals
    ]
    total: list[Cell | str] = [
        cell(strong(count(found.deals, "deal"))),
        "",
        money(found.accepted),
        money(found.price),
        money(found.invoiced),
        money(found.paid),
    ]
    heads = ["Account", "Won", ">They get a year", ">We: price", ">Invoiced", ">Paid"]
    return table(heads, rows, [total])


def _measured(deals: Sequence[RevenueDeal]) -> list[Block]:
    """Which of what they get was measured."""
    told = sum(each.measured > 0 for each in deals)
    if not told:
        return [text(muted("What they get is what they accepted: nothing of it is measured yet."))]
    of = f"in {told:,} of {count(len(deals), 'deal')} something was"
    return [text(muted(f"What they get is what they accepted, and where it was measured what came: {of}."))]


def _tests(deals: Sequence[RevenueDeal], found: RevenueSum) -> Block:
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.account)),
            money(each.price),
            cell(_MARK[each.referenceable]),
            cell(_MARK[each.scalable]),
            cell(_MARK[each.profitable], f", {money(each.left)} left" if each.left is not None else None),
        ]
        for each in deals
    ]
    sums = (found.referenceable, found.scalable, found.profitable)
    total: list[Cell | str] = [
        cell(strong("Of it")),
        money(found.price),
        *(f"{money(each)}, {_part(each, found.price)}" for each in sums),
    ]
    return table(["Account", ">Price", "Referenceable", "Scalable", "Profitable"], rows, [total])


def _guessed(deals: Sequence[RevenueDeal]) -> list[Block]:
    """How much of our time nobody logged."""
    untimed, touches = (sum(each) for each in zip(*((e.profit.untimed, e.profit.touches) for e in deals), strict=True))
    if not untimed:
        return []
    said = f"What is left counts the hours that were logged; {untimed:,} of {count(touches, 'touch')} have none."
    return [text(muted(said))]


def _how(page: RevenuePage) -> Block:
    hour = page.deals[0].profit.hour
    return Bullets(
        (
            cell(
                strong("Referenceable: "),
                "they named another account to us, or at least one line of the deal was measured and every measured "
                f"one came to {percent(KEPT)} of its promise (a cost to {percent(EXCEEDED)} at most); and no defect "
                "there is open.",
            ),
            cell(
                strong("Scalable: "),
                f"the same product was won at {TWICE} accounts or more, and this deal was delivered, with no defect "
                "of it open.",
            ),
            cell(
                strong("Profitable: "),
                f"price − product cost − our hours there since the deal was opened × {number(hour)} (the setting hour) "
                f"is above nought, even if each touch without hours took {number(UNTIMED)} of them. A price "
                "that depends on what is realised is what its terms come to. What is not known is no yes.",
            ),
        )
    )


def _missing(deals: Sequence[RevenueDeal]) -> list[Block]:
    """What would make the rest so, each with the money that waits for it, what most deals lack first."""
    found: dict[tuple[str, str], list[RevenueDeal]] = {}
    for deal in deals:
        for lack in _lacks(deal):
            found.setdefault(lack, []).append(deal)
    if not found:
        return [text(Span("Nothing is missing: all of it is all three.", Style.GOOD))]
    order = sorted(found.items(), key=lambda each: -len(each[1]))
    points = tuple(
        cell(strong(f"{_sums(those)} not {test}: "), f"{way} ({_at(those)}).") for (test, way), those in order
    )
    return [Heading("What is missing"), Bullets(points)]


def _sums(deals: Sequence[RevenueDeal]) -> str:
    found: dict[str, Money] = {}
    for each in deals:
        price = each.price
        found[price.currency] = found[price.currency] + price if price.currency in found else price
    return listed([money(each) for each in found.values()])


def _at(deals: Sequence[RevenueDeal]) -> str:
    names = list(dict.fromkeys(each.account for each in deals))
    more = len(names) - _NAMED
    return listed(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more:,} more"


def _lacks(deal: RevenueDeal) -> Iterator[tuple[str, str]]:
    """What keeps a deal from each of the three, and how to mend it."""
    if deal.referenceable is not Holds.YES:
        yield "referenceable", _no_reference(deal.reference)
    if deal.scalable is not Holds.YES:
        yield from (("scalable", each) for each in _no_repeat(deal.repeat))
    if deal.profitable is not Holds.YES:
        yield "profitable", _no_profit(deal.profit)


def _no_reference(found: Reference) -> str:
    if found.defects:
        return "mend what is open; vl defect list shows it"
    if found.measured:
        return "a line came short of its promise; find out why, and measure again"
    return "measure what a line came to, vl realise ACCOUNT …, or ask whom they would name"


def _no_repeat(found: Repeat) -> Iterator[str]:
    if found.accounts is None:
        yield "no offer of the deal was accepted, so which product was sold is not recorded"
    elif found.accounts < TWICE:
        yield "win the product at a second account; vl similar ACCOUNT shows who is alike"
    if found.defects:
        yield "mend the defects of the deal; vl defect list shows them"
    elif found.delivered is None:
        yield "no delivery is recorded; vl delivery add ACCOUNT … does it"
    elif not found.delivered:
        yield "deliver what is left; vl delivery list shows it"


def _no_profit(found: Profit) -> str:
    if found.left is None:
        return "what the product costs is not known; vl product edit NAME --cost 9k records it"
    if found.left <= 0:
        return "the price leaves nothing after cost and hours"
    return f"{count(found.untimed, 'touch')} without hours may have eaten it; vl edit ACCOUNT touch:N hours=2 says"
