"""The goodwill ledger: the balance over time, each entry with its cause, and whether it can bear the next ask."""

from decimal import Decimal

from valueloop.document import (
    Bar,
    Block,
    Cell,
    Commands,
    Course,
    Document,
    Heading,
    Span,
    Style,
    Timeline,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.goodwill import Bears
from valueloop.domain.loop.patience import Cause
from valueloop.domain.names import quoted
from valueloop.domain.number import EXACT
from valueloop.domain.page.goodwill import GoodwillAsk, GoodwillEntry, GoodwillPage
from valueloop.report.figures import day, listed, number, numbered
from valueloop.report.promise import thank

_ASK = {
    Cause.CALL: "a call",
    Cause.EMAIL: "an email",
    Cause.MEETING: "a meeting",
    Cause.VISIT: "a visit",
    Cause.REJECTED: "an offer that is refused",
}


def goodwill(page: GoodwillPage) -> Document:
    """The goodwill ledger of an account, for us alone: it is judgement, and says so."""
    first = text(strong(f"{_units(page.left)} of {_units(page.start)}"), " ", Bar(_share(page.left, page.highest)))
    looks = Style.GOOD if page.bears is Bears.ALL else Style.BAD
    blocks: list[Block] = [first, text(Span(_verdict(page), looks))]
    blocks += _repair(page)
    blocks += [Heading("The next ask"), table(["Next", ">Would leave", "Borne"], [_ask(each) for each in page.asks])]
    blocks += _went(page)
    blocks += _amounts(page)
    said = "All amounts are judgement: nobody has validated figures for a customer's patience or goodwill."
    blocks.append(text(muted(f"{said} Set them to what you see: vl config set goodwill.kept 1.5")))
    return Document(f"Goodwill, {page.account}", tuple(blocks))


def _units(value: Decimal) -> str:
    return number(value)


def _share(left: Decimal, highest: Decimal) -> Decimal:
    return EXACT.divide(max(left, Decimal(0)), highest)


def _verdict(page: GoodwillPage) -> str:
    borne = [_ASK[each.cause] for each in page.asks if each.borne]
    rest = [_ASK[each.cause] for each in page.asks if not each.borne]
    match page.bears:
        case Bears.ALL:
            return "It can bear the next ask, even an offer that is refused."
        case Bears.SOME:
            return f"It can bear {listed(borne, 'or')}, but not {listed(rest, 'or')}."
        case Bears.NONE:
            return "It can bear no further ask: give before you ask again."
        case Bears.SPENT:
            return "It is spent: stop selling and repair."


def _repair(page: GoodwillPage) -> list[Block]:
    """What would earn some of it back, once not every ask can be borne."""
    if page.bears is Bears.ALL:
        return []
    name = quoted(page.account)
    open_ones = []
    if page.open_defects:
        open_ones.append(f"mend {numbered('defect', page.open_defects)}")
    if page.open_promises:
        open_ones.append(f"keep {numbered('promise', page.open_promises)}")
    said = f"What earns: {listed([*open_ones, 'measure what was realised', 'thank them'])}."
    typed = [f"vl defect list {name}"] if page.open_defects else []
    typed += [f"vl promise list {name}"] if page.open_promises else []
    return [text(said), Commands((*typed, thank(page.account, None)))]


def _ask(each: GoodwillAsk) -> list[Cell | str]:
    looks = Style.PLAIN if each.borne else Style.BAD
    return [
        _ASK[each.cause],
        cell(Span(_units(each.left), looks)),
        "yes" if each.borne else cell(Span("no", Style.BAD)),
    ]


def _went(page: GoodwillPage) -> list[Block]:
    if not page.entries:
        nothing = "Nothing has moved it yet: log a touch (vl log), and it shows here."
        return [Heading("How it went"), text(nothing)]
    points = tuple((each.day, each.share) for each in page.course)
    figures = f"{_units(page.start)} → {_units(page.left)}"
    rows = [_entry(each, page.highest) for each in page.entries]
    return [
        Heading("How it went"),
        Timeline(f"Balance, of {_units(page.highest)}", (Course("goodwill", points, figures),)),
        table(["Day", "What", ">By", ">Balance", ""], rows),
    ]


def _entry(each: GoodwillEntry, highest: Decimal) -> list[Cell | str]:
    looks = Style.GOOD if each.amount > 0 else Style.BAD if each.cause.loss else Style.PLAIN
    where = f"#{each.number}" if each.record == "touch" else f"{each.record} {each.number}"
    return [
        day(each.day),
        cell(each.cause.words, muted(f" ({where}: {each.text})")),
        cell(Span(signed(each.amount), looks)),
        _units(each.left),
        cell(Bar(_share(each.left, highest))),
    ]


def signed(amount: Decimal) -> str:
    """What an entry adds, with its sign.

    >>> signed(Decimal("0.50")), signed(Decimal(-2))
    ('+0.5', '−2')
    """
    return f"+{number(amount)}" if amount > 0 else number(amount)


def _amounts(page: GoodwillPage) -> list[Block]:
    rows: list[list[Cell | str]] = [
        [each.cause.words, signed(each.amount), cell(each.key, None if each.default else muted(" (set by you)"))]
        for each in page.amounts
    ]
    weighs = f"A loss weighs {number(page.loss)} times as much as a gain of the same size (goodwill.loss)."
    return [Heading("The amounts in force"), table(["What", ">By", "Setting"], rows), text(muted(weighs))]
