"""How estimates turned out: beside a new one, and as a page."""

from valueloop.document import Block, Cell, Document, cell, muted, strong, table, text
from valueloop.domain.bias import HALF_BELIEVED, LEAST, MOST, Bias
from valueloop.domain.page.estimates import EstimatesPage
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.report.figures import count, percent

_KINDS = {Effect.EARN: "Earnings", Effect.SAVE: "Savings", Effect.COST: "Costs"}
_RUNGS = {
    Source.GUESS: "on our guess",
    Source.DEDUCED: "deduced",
    Source.SAID: "on what they said",
    Source.ACCEPTED: "accepted",
    Source.MEASURED: "measured before",
}


def beside(record: Bias | None) -> str:
    """The record of a kind of line as a sentence beside a new estimate; empty where there is none.

    >>> from decimal import Decimal
    >>> beside(Bias(Effect.SAVE, None, 3, Decimal("0.84"), Decimal("0.9165")))
    'Savings came to 84% of the estimate on 3 lines measured so far: reckon with 92%.'
    """
    if record is None:
        return ""
    came, lines = percent(record.came), count(record.lines, "line")
    said = f"{_KINDS[record.effect]} came to {came} of the estimate on {lines} measured so far"
    return f"{said}: reckon with {percent(record.factor)}."


def estimates(page: EstimatesPage) -> Document:
    """The record of estimates, by kind of line and by rung."""
    blocks: list[Block] = []
    if page.kinds:
        rows: list[list[Cell | str]] = []
        for each in page.kinds:
            rows.append(_row(cell(strong(_KINDS[each.whole.effect])), each.whole))
            rows += [_row(cell(f"  {_RUNGS[one.source]}"), one) for one in each.rungs if one.source]
        blocks.append(table(["Kind of line", ">Lines measured", ">Came to", ">Reckon with"], rows))
        blocks.append(text(muted(_HOW)))
    else:
        blocks.append(text("Nothing is measured yet: vl realise ACCOUNT LINE input=value records what a line came to."))
    if page.waiting:
        lines, where = count(page.waiting, "line"), count(page.accounts, "account")
        verb = "is" if page.waiting == 1 else "are"
        said = f"{lines} of the deals won last at {where} {verb} not measured yet: vl renewal ACCOUNT names them."
        blocks.append(text(said))
    return Document("How estimates turned out", tuple(blocks))


_HOW = (
    "Came to: realised as a part of the estimate, the geometric mean over the lines; what came to less than "
    f"{percent(LEAST)} (a loss too) counts as that, and so does what came to more than {percent(MOST)}. Reckon with: "
    f"the same, shrunk towards 100%: of n lines its logarithm counts n / (n + {HALF_BELIEVED}), so that "
    f"{HALF_BELIEVED} lines are believed by half; that is judgement. A line stands on the weakest rung of its inputs "
    "when its deal was won. It is shown beside each new estimate, and changes none."
)


def _row(name: Cell, each: Bias) -> list[Cell | str]:
    return [name, f"{each.lines:,}", percent(each.came), percent(each.factor)]
