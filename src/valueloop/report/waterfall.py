"""From value to what they keep, as a waterfall: each step stands where the one before it ended."""

from decimal import Decimal

from valueloop.document import Block, Cell, Heading, Span, Stretch, Style, cell, table
from valueloop.domain.page.value import ValuePage
from valueloop.domain.value.line import Effect, Status
from valueloop.report.figures import money

_MOST = 12  # so many lines are shown one by one; more would be no picture


def waterfall(page: ValuePage, *, customer: bool = False) -> list[Block]:
    """The waterfall of present values: benefits, costs, what they are worth together, our price, what they keep."""
    zero = Decimal(0)
    steps: list[tuple[str, Decimal, bool]] = []
    counted = [each for each in page.lines if each.present_value.amount and each.status is not Status.REFUTED]
    accepted = [each for each in counted if each.status is Status.ACCEPTED and each.effect is not Effect.COST]
    costs = [each for each in counted if each.effect is Effect.COST]
    open_ = [each for each in counted if each.status is not Status.ACCEPTED and each.effect is not Effect.COST]
    for group, side in ((accepted, 1), (costs, -1)):
        steps += [(each.name, each.present_value.amount * side, False) for each in group]
    if accepted:
        steps.append(
            (
                "agreed, less your costs" if customer else "accepted less costs",
                page.sums.value.present_value.amount,
                True,
            )
        )
        if page.price is not None and not page.basis.price_in_costs:
            left = page.sums.value.present_value - page.price
            steps += [
                ("our price", -page.price.amount, False),
                ("you keep" if customer else "they keep", left.amount, True),
            ]
    else:
        steps = [(each.name, each.present_value.amount, False) for each in open_] + steps
        steps.append(("potential less costs", page.npv.amount, True))
    if len(steps) > _MOST or len(steps) < 3:
        return []
    ends, at = [], zero
    for _, amount, total in steps:
        begin, at = (zero, amount) if total else (at, at + amount)
        ends.append((begin, at))
    low, high = min(zero, *(min(each) for each in ends)), max(zero, *(max(each) for each in ends))
    if high == low:
        return []
    rows: list[list[Cell | str]] = []
    for (name, amount, total), (begin, end) in zip(steps, ends, strict=True):
        style = Style.STRONG if total else Style.PLAIN
        first, last = sorted(((begin - low) / (high - low), (end - low) / (high - low)))
        shown = page.npv * zero + type(page.npv)(amount, page.basis.currency)
        down = Style.BAD if amount < 0 and not total else style
        drawn = Stretch(first, last, style=down)
        rows.append([cell(Span(name, style)), cell(drawn), cell(Span(money(shown), style))])
    return [
        Heading(f"From value to what {'you' if customer else 'they'} keep"),
        table(["Step", "", ">Present value"], rows),
    ]
