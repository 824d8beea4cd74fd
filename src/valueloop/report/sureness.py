"""How sure the value is: against the alternatives, over the inputs' ranges, and input by input."""

from decimal import Decimal

from valueloop.document import Block, Cell, Heading, Span, Stretch, Style, cell, muted, table, text
from valueloop.domain.deal import State
from valueloop.domain.page.value import BreakEvenView, SwingView, ValuePage, WorthView
from valueloop.report.figures import listed, money, number, percent, rough, span
from valueloop.report.inputs import OURS

_MOST = 10  # so many inputs are drawn; the others swing less
_WORTH = (
    "Worth is the alternative's price, plus what we are better at, less what it is better at, less what a change to us "
    "costs; against doing nothing it is the value of the lines. The two are never added."
)
_TO_YOU = {"benefits": "Benefits", "npv": "NPV, before our price", "customer keeps": "You keep, of what you agreed to"}
_WHAT = {"benefits": "Benefits", "npv": "NPV, before our price", "customer keeps": "They keep, of the accepted value"}


def against(page: ValuePage) -> list[Block]:
    """Our worth against each alternative, who wins now, and the price at which that turns."""
    if len(page.worth) == 1:
        return []
    rows: list[list[Cell | str]] = [
        [
            each.name,
            money(each.price),
            _plus(each),
            money(each.worth) if each.worth else "not known",
            _verdict(each),
        ]
        for each in page.worth
    ]
    blocks: list[Block] = [
        Heading("Against the alternatives"),
        table(["Alternative", ">Price", "Differences", ">We are worth", "With us they are"], rows),
    ]
    best = next((each for each in page.worth if each.name == page.next_best), None)
    if best is not None and best.worth is not None:
        blocks.append(text(*_turns(page, best)))
    blocks.append(text(muted(_WORTH)))
    return blocks


def _plus(each: WorthView) -> Cell:
    if each.kind is None:
        return cell(muted("the lines above"))
    known = [
        f"{name} {'+' if amount.amount >= 0 else ''}{money(amount)}" for name, amount in each.differences if amount
    ]
    switching = [f"switching {money(each.switching * Decimal(-1))}"] if each.switching.amount else []
    parts = ", ".join([*known, *switching])
    unknown = Span(("; " if parts else "") + f"unknown: {', '.join(each.unknown)}", Style.BAD) if each.unknown else None
    return cell(parts or None, unknown)


def _verdict(each: WorthView) -> Cell:
    if each.surplus is None:
        return cell(muted("not known"))
    if each.surplus.amount > 0:
        return cell(Span(f"{money(each.surplus)} better off", Style.GOOD))
    return cell(
        Span(f"{money(each.surplus * Decimal(-1))} worse off" if each.surplus.amount else "as well off", Style.BAD)
    )


def _turns(page: ValuePage, best: WorthView) -> list[str | Span]:
    """Who wins now, by how much, and at which price that turns."""
    name = f"“{best.name}”"
    if page.price is None or best.surplus is None:
        return [f"The next-best alternative is {name}: above {money(best.worth)} they are better off with it."]
    doubt = f", without {listed(list(best.unknown))}, which nobody knows" if best.unknown else ""
    if best.surplus.amount > 0:
        won = f"We win at {money(page.price)}, by {money(best.surplus)} over the next best, {name}{doubt}. "
        return [Span(won, Style.GOOD), f"That turns at a price of {money(best.worth)}."]
    if not best.surplus.amount:
        return [f"At {money(page.price)} they are as well off with the next best, {name}{doubt}."]
    lost = f"At {money(page.price)} the next best, {name}, wins by {money(best.surplus * Decimal(-1))}{doubt}. "
    return [Span(lost, Style.BAD), f"That turns at a price of {money(best.worth)}."]


def sureness(page: ValuePage, *, customer: bool = False) -> list[Block]:
    """P10, P50 and P90 of what is simulated, and the chance of a gain."""
    if not page.tornado:
        return []
    rows = [
        [
            _TO_YOU[each.what] if customer else _WHAT[each.what],
            money(each.p10),
            money(each.p50),
            money(each.p90),
            percent(each.chance_of_gain),
        ]
        for each in page.ranges
        if each.what != "customer keeps" or page.accepted.amount  # of nothing accepted nothing is kept
    ]
    return [Heading("How sure it is"), table(["Present value", ">P10", ">P50", ">P90", ">Chance of a gain"], rows)]


def hangs_on(page: ValuePage, *, customer: bool = False) -> list[Block]:
    """The tornado: each input's swing, the figure at which they gain nothing, and the question to ask next.

    For a `customer` there is no question.
    """
    if not page.break_even:
        return []
    swings = {each.input: each for each in page.tornado}
    telling = [each for each in page.break_even if each.input in swings or not _never(page, each)]
    calm = [each.input.replace("_", " ") for each in page.break_even if each not in telling]
    columns = ["Input", ">From to", "", ">NPV", ">No gain at"]
    if page.price is not None:
        columns.append(">With our price at")
    blocks: list[Block] = [Heading("What it hangs on")]
    if telling:
        rows = [_hanging(page, each, swings.get(each.input)) for each in telling[:_MOST]]
        blocks.append(table(columns, rows))
    if len(telling) > _MOST:
        blocks.append(text(muted(f"{len(telling) - _MOST} inputs more swing it less: --json has them all.")))
    if calm:
        blocks.append(text(f"{'You' if customer else 'They'} gain even if any one of these were 0: {listed(calm)}."))
    return [*blocks, text(*_ask(page))] if page.deal in (None, State.OPEN) and not customer else blocks


def _hanging(page: ValuePage, each: BreakEvenView, swing: SwingView | None) -> list[Cell | str]:
    """One input: its range, what the NPV does over it, and where they gain nothing."""
    name = each.input.replace("_", " ")
    if swing is None:
        return [name, number(each.mean), "", "", *_nothing(page, each)]
    low = min(min(one.npv_at_low.amount, one.npv_at_high.amount) for one in page.tornado)
    high = max(max(one.npv_at_low.amount, one.npv_at_high.amount) for one in page.tornado)
    ends = sorted((one.amount - low) / (high - low) for one in (swing.npv_at_low, swing.npv_at_high))
    middle = (page.npv.amount - low) / (high - low)
    return [
        name,
        span_of(swing.low, swing.high),
        cell(Stretch(ends[0], ends[1], min(max(middle, Decimal(0)), Decimal(1)))),
        span(*sorted((swing.npv_at_low, swing.npv_at_high), key=lambda one: one.amount)),
        *_nothing(page, each),
    ]


def _never(page: ValuePage, each: BreakEvenView) -> bool:
    """Whether they gain now and at any figure of this input from nought on: nothing is lost by it alone."""
    found, left = [each.value], [page.npv]
    if page.price is not None and page.customer_npv is not None:
        found, left = [*found, each.after_price], [*left, page.customer_npv]
    return all(one.amount > 0 for one in left) and all(one is None or one < 0 < each.mean for one in found)


def span_of(low: Decimal, high: Decimal) -> str:
    """A range of a quantity: `2 to 5`."""
    return f"{number(low)} to {number(high)}"


def _nothing(page: ValuePage, each: BreakEvenView) -> list[Cell | str]:
    """The input's value at which they gain nothing; where it would have to fall below nought, that is said."""

    def shown(found: Decimal | None) -> str:
        if found is None:
            return "none"
        return "not even at 0" if found < 0 < each.mean else rough(found)

    return [shown(each.value), *([shown(each.after_price)] if page.price is not None else [])]


def _ask(page: ValuePage) -> list[str | Span]:
    if page.next_question:
        swing = next(each for each in page.tornado if each.input == page.next_question)
        return [
            "Ask next about ",
            Span(swing.input.replace("_", " "), Style.STRONG),
            f" ({' '.join((span_of(swing.low, swing.high), swing.unit)).strip()}, {OURS[swing.source]})",
            f": it swings the NPV by {money(swing.swing)}.",
        ]
    ours = [each.name for each in page.inputs if each.source.rung < 2 and each.low == each.high]
    if ours:
        names = listed([each.replace("_", " ") for each in ours])
        return [f"Nobody there has confirmed {names}: ask, or give low/likely/high to see what hangs on it."]
    return ["Every number is theirs, or swings nothing."]
