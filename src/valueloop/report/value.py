"""What it is worth to them, line by line, and our share of it."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.document import (
    Bar,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Span,
    Style,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.deal import State
from valueloop.domain.page.value import InputView, LineView, PriceView, SharePage, SumView, ValuePage
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.report.figures import count, day, estimate, money, percent, rate, span
from valueloop.report.moves import the


def value(page: ValuePage) -> Document:
    """The value case: each line with its status, the sums, how each is reckoned, and every input with its rung."""
    if not page.lines:
        blocks: tuple[Block, ...] = (text("No value line yet. A guess with an amount makes one; so does vl line add."),)
        return Document(f"Value to {page.account}", blocks)
    return Document(
        f"Value to {page.account}",
        (
            *state(page),
            _lines(page),
            *_sums(page),
            Heading("How each line is reckoned"),
            Bullets(tuple(reckoned(each) for each in page.lines)),
            Heading("Inputs"),
            inputs(page.inputs),
            text(muted(conventions(page.years, page.discount_rate))),
        ),
    )


def state(page: ValuePage) -> list[Block]:
    """Whether the case is that of a closed deal."""
    if page.deal in (None, State.OPEN):
        return []
    price = f" at {money(page.price)}" if page.price else ""
    return (
        [text(f"The deal is {page.deal.value}{price}; this is its value case as it stood then.")] if page.deal else []
    )


def conventions(years: int, discount_rate: Decimal) -> str:
    """How figures over time are reckoned, in a sentence."""
    return (
        f"Present value over {count(years, 'year')} at {rate(discount_rate)} a year, at the end of each year; "
        "a single amount falls in year 0 and is not discounted. Measured against doing nothing, before our price. "
        "Amounts per year are at full ramp and before risk. An input of three figures counts at its mean, "
        "(low + likely + high) / 3. Figures are rounded one by one."
    )


def _lines(page: ValuePage) -> Block:
    return table(
        [">No.", "Line", ">A year", ">Low to high", f">{page.years}-year PV", "Stands"],
        [
            [
                str(each.number),
                cell(each.name, muted(f" ({each.effect.value})")),
                amount(each),
                "" if each.missing or each.low == each.high else span(each.low, each.high),
                "" if each.missing else signed(each),
                stands(each),
            ]
            for each in page.lines
        ],
    )


def amount(line: LineView) -> str:
    """A line's amount, with `once` where it is not per year."""
    if line.missing:
        return "?"
    return money(line.amount) + (" once" if line.once else "")


def signed(line: LineView) -> str:
    """A line's present value, a cost with its sign."""
    return money(line.present_value * Decimal(-1) if line.effect is Effect.COST else line.present_value)


def stands(line: LineView) -> Cell:
    """Where a line stands with the customer, in a few words."""
    if line.status is Status.ACCEPTED and line.acceptance:
        return cell(Span(f"accepted by {the(line.acceptance.by)}", Style.GOOD))
    if line.status is Status.CHANGED and line.acceptance:
        was = f"{money(line.acceptance.figure)} on {day(line.acceptance.day)}"
        return cell(Span(f"potential: accepted at {was}, changed since", Style.BAD))
    if line.status is Status.REFUTED:
        return cell(muted(f"set aside: they do not have need {line.need}"))
    if line.status is Status.INCOMPLETE:
        return cell(Span(f"needs {', '.join(line.missing)}", Style.BAD))
    if line.effect is Effect.COST:
        return cell(f"a cost to them; {line.source.value}")
    return cell(f"potential; {line.source.value}")


def _sums(page: ValuePage) -> list[Block]:
    def row(label: str, each: SumView, style: Style = Style.PLAIN) -> list[Cell | str]:
        return [
            cell(Span(label, style)),
            money(each.per_year),
            money(each.total),
            cell(Span(money(each.present_value), style)),
            span(each.low, each.high),
        ]

    rows = [row("Accepted", page.accepted), row("Potential", page.potential)]
    if page.costs.total.amount:
        rows.append(row("Costs to them", page.costs))
    total = [
        row("Accepted less costs", page.value, Style.STRONG),
        row("Accepted and potential less costs", page.possible),
    ]
    return [
        table(["Sum", ">A year", f">{page.years} years", ">Present value", ">Low to high (PV)"], rows, total),
    ]


def reckoned(line: LineView, *, customer: bool = False) -> Cell:
    """A line's equation in words, with what bends it over time."""
    bends = []
    if line.risk:
        bends.append(f"{rate(line.risk)} risk")
    if any(step != 1 for step in line.ramp):
        bends.append("ramp " + ", ".join(rate(step) for step in line.ramp))
    tail = f"; {', '.join(bends)}" if bends else ""
    if line.guess:
        basis = "a yearly amount that you agreed to" if customer else "our guess of a yearly amount, no equation yet"
        return cell(f"{line.number} {line.name}: {basis}{tail}")
    return cell(f"{line.number} {line.name} = ", strong(line.words), tail)


def inputs(rows: Sequence[InputView]) -> Block:
    """The inputs, each with what it stands on: its rung, whose number it is, when and in which touch it was said."""
    return table(
        ["Input", ">Value", "Unit", "Stands on"],
        [
            [each.name.replace("_", " "), estimate(each.low, each.likely, each.high), each.unit, stands_on(each)]
            for each in rows
        ],
    )


def stands_on(each: InputView) -> str:
    """What an input stands on, in a few words."""
    when = f", {day(each.day)}" if each.day else ""
    touch = f", #{each.touch}" if each.touch else ""
    if each.by is None:
        return f"{OURS[each.source]}{when}{touch}"
    return f"{each.source.value} by {the(each.by)}{when}{touch or ', source not recorded'}"


OURS = {
    Source.GUESS: "our guess",
    Source.DEDUCED: "our deduction",
    Source.SAID: "said, by whom is not recorded",
    Source.ACCEPTED: "accepted, by whom is not recorded",
    Source.MEASURED: "our measurement",
}


def share(page: SharePage) -> Document:
    """Our share: a price by the rule, each price on the table, and what they keep."""
    value_ = page.value
    blocks: list[Block] = []
    if value_.present_value.amount <= 0:
        blocks.append(
            text(
                Span("Nothing may be priced yet: no value is accepted beyond its costs. ", Style.BAD),
                f"Potential less costs: {money(page.possible.present_value)}.",
            )
        )
    else:
        blocks.append(
            text(
                "Accepted value less costs: ",
                strong(money(value_.present_value)),
                f" (present value{'' if value_.low == value_.high else '; ' + span(value_.low, value_.high)}). "
                f"Still potential, not priced: {money(page.possible.present_value - value_.present_value)}.",
            )
        )
    rows = [_price(_label(each), each) for each in page.prices]
    if value_.present_value.amount > 0:
        rows.insert(0, _price(f"our share, {rate(page.fraction)}", page.rule, bold=True))
    if rows:
        columns = ["Price by", ">Price", ">Of value", ">They keep", ">Low to high", ">Over floor"]
        blocks.append(table(columns, rows))
    if page.floor and 0 < page.rule.price.amount < page.floor.amount:
        said = (
            f"Our share of what they have accepted is below our floor of {money(page.floor)}: have more accepted first."
        )
        blocks.append(text(Span(said, Style.BAD)))
    floor = f"Our floor is {money(page.floor)}. " if page.floor else "No floor is known: set it with vl product edit. "
    blocks.append(text(muted(floor + conventions(page.years, page.discount_rate) + " The price is paid in year 0.")))
    return Document(f"Share at {page.account}", tuple(blocks))


def _label(price: PriceView) -> str:
    return "agreed price" if price.offer is None else f"offer {price.offer}, {price.what}"


def _price(label: str, row: PriceView, *, bold: bool = False) -> list[Cell | str]:
    style = Style.STRONG if bold else Style.PLAIN
    bar = [Bar(min(row.part, Decimal(1))), Span(f" {percent(row.part)}")] if row.part is not None else [Span("–")]
    return [
        cell(Span(label, style)),
        cell(Span(money(row.price), style)),
        cell(*bar),
        cell(Span(money(row.keeps), Style.GOOD if row.keeps.amount > 0 else Style.BAD)),
        span(row.keeps_low, row.keeps_high),
        cell(Span(money(row.margin), Style.BAD if row.margin and row.margin.amount < 0 else Style.PLAIN)),
    ]
