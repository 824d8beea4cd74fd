"""What it is worth to them, line by line: results before and after our price, year by year, and what it hangs on."""

from decimal import Decimal

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.page.value import Basis, LineView, SumView, ValuePage
from valueloop.domain.value.line import Effect, Status
from valueloop.report.figures import count, day, decimal, listed, money, number, percent, rate, span
from valueloop.report.inputs import inputs
from valueloop.report.moves import the
from valueloop.report.sureness import against, hangs_on, sureness
from valueloop.report.terms import price_terms
from valueloop.report.waterfall import waterfall


def value(page: ValuePage) -> Document:
    """The value case: lines and sums, results before and after our price, how sure they are, and whose numbers."""
    title = f"Value to {page.account}" if page.account else page.title
    if not page.lines and len(page.worth) == 1:
        missing = text("No value line yet. A guess with an amount makes one; so does vl line add.")
        return Document(title, (missing,))
    blocks: list[Block] = [*state(page)]
    if page.lines:
        blocks += [_lines(page), *_sums(page), *_results(page), *waterfall(page), *years(page)]
    blocks += [*against(page), *sureness(page), *hangs_on(page)]
    if page.lines:
        blocks += [Heading("How each line is reckoned"), Bullets(tuple(reckoned(each) for each in page.lines))]
    if page.inputs:
        blocks += [Heading("Inputs"), inputs(page.inputs, traced=page.account is not None)]
    return Document(title, (*blocks, text(muted(conventions(page.basis, simulated=bool(page.tornado))))))


def state(page: ValuePage) -> list[Block]:
    """Whether the case is that of a closed deal."""
    if page.deal in (None, State.OPEN):
        return []
    price = f" at {money(page.price)}" if page.price and page.deal is State.WON else ""
    return (
        [text(f"The deal is {page.deal.value}{price}; this is its value case as it stood then.")] if page.deal else []
    )


_RECKONED = """\
Measured against doing nothing.
Amounts a year are at full ramp and before risk.
An input of three figures counts at its mean, (low + likely + high) / 3.
""".splitlines()
_MEASURES = (
    "NPV is benefits less costs, ROI is NPV / costs, both in present value; payback is on undiscounted money, linear "
    "within a year."
)


def conventions(basis: Basis, *, results: bool = True, simulated: bool = True, whose: str = "theirs") -> str:
    """How figures over time are reckoned, in a few sentences; NPV and the like, and simulated ones, have more."""
    horizon = f"Present value over {count(basis.years, 'year')} at {rate(basis.discount_rate)} a year"
    parts = [f"{horizon}, {basis.timing.words}; year 0 is today and is not discounted.", *_RECKONED]
    parts += [_MEASURES] if results else []
    parts.append(
        "Our price is in the cost lines." if basis.price_in_costs else f"Costs are {whose}, without our price."
    )
    if simulated:
        parts.append(
            f"P10, P50 and P90: one in ten, half, and nine in ten of {basis.draws:,} draws (seed {basis.seed}) are "
            "below; inputs with a range are drawn from a triangle, each by itself."
        )
    return " ".join([*parts, "Figures are rounded one by one."])


def _lines(page: ValuePage) -> Block:
    return table(
        [">No.", "Line", ">A year", ">Low to high", f">{page.basis.years}-year PV", "Stands"],
        [
            [
                str(each.number),
                cell(each.name, muted(f" ({each.effect.value})")),
                amount(each),
                "" if blank(each) or each.low == each.high else span(each.low, each.high),
                "" if blank(each) else signed(each),
                stands(each),
            ]
            for each in page.lines
        ],
    )


def blank(line: LineView) -> bool:
    """Whether a line has no figure."""
    return line.status in (Status.INCOMPLETE, Status.MISFIT)


def amount(line: LineView) -> str:
    """A line's amount, with `once` where it is not per year, and its largest year where flows are given."""
    if blank(line):
        return "?"
    if line.once:
        return f"{money(line.amount)} once" + (f", year {line.year}" if line.year else "")
    return f"to {money(line.amount)}" if line.given else money(line.amount)


def signed(line: LineView) -> str:
    """A line's present value, a cost with its sign."""
    return money(line.present_value * Decimal(-1) if line.effect is Effect.COST else line.present_value)


def stands(line: LineView) -> Cell:
    """Where a line stands with the customer, in a few words."""
    if line.status is Status.ACCEPTED and line.acceptance:
        return cell(Span(f"accepted by {the(line.acceptance.by)}", Style.GOOD))
    if line.status is Status.CHANGED and line.acceptance:
        was = f"{money(line.acceptance.figure)}" + (f" on {day(line.acceptance.day)}" if line.acceptance.day else "")
        return cell(Span(f"potential: accepted at {was}, changed since", Style.BAD))
    if line.status is Status.REFUTED:
        return cell(muted(f"set aside: they do not have need {line.need}"))
    if line.status is Status.INCOMPLETE:
        return cell(Span(f"needs {', '.join(line.missing)}", Style.BAD))
    if line.status is Status.MISFIT:
        return cell(Span(f"no figure: {line.wrong}", Style.BAD))
    kind = "a cost to them" if line.effect is Effect.COST else "potential"
    return cell(f"{kind}; {'flows given' if line.given else line.source.value}")


def _sums(page: ValuePage) -> list[Block]:
    def row(label: str, each: SumView, style: Style = Style.PLAIN) -> list[Cell | str]:
        return [
            cell(Span(label, style)),
            money(each.per_year),
            money(each.total),
            cell(Span(money(each.present_value), style)),
            span(each.low, each.high),
        ]

    sums = page.sums
    rows = [row("Accepted", sums.accepted), row("Potential", sums.potential)]
    if sums.costs.total.amount:
        rows.append(row("Costs to them", sums.costs))
    total = [
        row("Accepted less costs", sums.value, Style.STRONG),
        row("Accepted and potential less costs", sums.possible),
    ]
    columns = ["Sum", ">A year", f">{count(page.basis.years, 'year')}", ">Present value", ">Low to high (PV)"]
    return [table(columns, rows, total)]


def _results(page: ValuePage) -> list[Block]:
    """What a finance director asks for: the results once our price is paid, and those of the solution itself."""
    priced = page.customer_npv is not None and not page.basis.price_in_costs
    accepted = page.sums.value.present_value
    left = accepted - page.price if page.price else accepted
    rows: list[tuple[str, str, str]] = [
        ("Benefits, present value", money(page.pv_benefits), money(page.pv_benefits)),
        ("Costs, present value", money(page.customer_pv_costs), money(page.pv_costs)),
        ("NPV", money(page.customer_npv), money(page.npv)),
        ("ROI", roi(page.customer_roi), roi(page.roi)),
        ("Payback", payback(page.customer_payback_years), payback(page.payback_years)),
        ("IRR", irr(page.customer_irr, page.customer_irr_rates), irr(page.irr, page.irr_rates)),
    ]
    if page.potential.amount and page.accepted.amount:
        rows.append(("NPV of the accepted lines alone", money(left), money(accepted)))
    solution = ">Our price is in the costs" if page.basis.price_in_costs else ">Before our price"
    head = ["All lines, accepted and potential", *([">After our price"] if priced else []), solution]
    shown = [row if priced else (row[0], row[2]) for row in rows]
    out = [each.name for each in page.lines if blank(each)]
    left_out = [text(Span(f"Left out, for want of a figure: {listed(out)}.", Style.BAD))] if out else []
    return [Heading("Results"), *left_out, table(head, shown), text(*_price(page))]


def _price(page: ValuePage) -> list[str | Span]:
    """The price that the results after our price hold, or why there is none."""
    if page.basis.price_in_costs:
        return ["The cost lines hold our price: before and after are the same."]
    if page.price is None:
        return [f"No result after our price: {page.price_by}."]
    if page.outcome is not None and page.price_by == "the price asked":
        asked = "as agreed" if page.deal is State.WON else "as asked"
        return [
            f"The results after our price hold {money(page.price)}, {asked}. ",
            *price_terms(page.outcome, yours=False),
        ]
    asked = "as agreed" if page.deal is State.WON else "the price asked"
    by = asked if page.price_by == "the price asked" else f"by the rule {page.price_by}"
    a_year = f", paid as {money(page.price_a_year)} a year" if page.price_a_year else ", paid in year 0"
    part = f": {percent(page.our_share)} of the accepted value" if page.our_share is not None and page.lines else ""
    keeps: list[str | Span] = []
    if part and page.customer_keeps:
        keeps = [" They keep ", strong(money(page.customer_keeps)), " of it."]
    return ["Our price is ", strong(money(page.price)), f" ({by}){a_year}{part}.", *keeps]


def roi(value_: Decimal | None) -> str:
    """ROI as a percentage; none where there are no costs."""
    return "none: no costs" if value_ is None else f"{decimal(value_ * 100, 1)}%"


def payback(years: Decimal | str | None) -> str:
    """Payback in years, `never`, or at once."""
    if years is None or isinstance(years, str):
        return years or "–"
    shown = decimal(years, 1)
    return "at once" if years == 0 else f"{shown} years" if shown != "0.0" else "under 0.1 years"


def irr(value_: Decimal | str | None, rates: tuple[Decimal, ...]) -> str:
    """IRR as a percentage; all of them where there are several."""
    if isinstance(value_, Decimal):
        return f"{decimal(value_ * 100, 1)}%"
    return f"several: {', '.join(f'{decimal(each * 100, 1)}%' for each in rates)}" if rates else "none"


def years(page: ValuePage) -> list[Block]:
    """The flows year by year, and what is left once our price is paid."""
    rows = [
        [str(each.year), *(money(one) for one in (each.benefits, each.costs, each.net, each.cumulative))]
        for each in page.flows
    ]
    priced = page.price is not None and page.price.amount
    columns = [">Year", ">Benefits", ">Costs", ">Net", ">Cumulated"]
    if priced:
        left = Money(Decimal(0), page.basis.currency)
        for row, each in zip(rows, page.flows, strict=True):
            left = left + each.net - each.price
            row += [money(each.price), money(left)]
        columns += [">Our price", ">Left so far"]
    return [Heading("Year by year"), table(columns, rows)]


def reckoned(line: LineView, *, customer: bool = False) -> Cell:
    """A line's equation in words, with what bends it over time."""
    bends = []
    if line.risk:
        bends.append(f"{rate(line.risk)} risk")
    if any(step != 1 for step in line.ramp):
        bends.append("ramp " + ", ".join(rate(step) for step in line.ramp))
    if line.delay:
        bends.append(f"{number(line.delay)} months late")
    if line.once and line.year:
        bends.append(f"in year {line.year}")
    tail = f"; {', '.join(bends)}" if bends else ""
    if line.guess:
        basis = "a yearly amount that you agreed to" if customer else "our guess of a yearly amount, no equation yet"
        return cell(f"{line.number} {line.name}: {basis}{tail}")
    if line.given:
        return cell(f"{line.number} {line.name}: given year by year{tail}")
    return cell(f"{line.number} {line.name} = ", strong(line.words), tail)
