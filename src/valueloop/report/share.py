"""The split desk: our share by each rule side by side, from both chairs."""

from decimal import Decimal
from functools import reduce

from valueloop.document import Bar, Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.page.share import PriceView, SharePage
from valueloop.domain.value.terms import Rule
from valueloop.report.figures import coined, listed, money, percent, rate, span
from valueloop.report.value import conventions


def share(page: SharePage) -> Document:
    """Every rule's price, what they keep of it and what we get; what is missing; how it is paid."""
    blocks = [*_accepted(page), *_theirs(page), *_ours(page), *_risk(page), *_paid(page)]
    return Document(
        f"Share at {page.account}", (*blocks, text(muted(_rules(page) + conventions(page.basis, results=False))))
    )


def _accepted(page: SharePage) -> list[Block]:
    """What may be priced, and what waits for a yes."""
    value, possible = page.value.present_value, page.possible.present_value
    waiting = f" Waiting for a yes: {listed(list(page.missing))}." if page.missing else ""
    if value.amount <= 0:
        none = Span("Nothing may be priced yet: no value is accepted beyond its costs. ", Style.BAD)
        return [text(none, f"Potential less costs: {money(possible)}.{waiting}")]
    sure = "" if page.value.low == page.value.high else "; " + span(page.value.low, page.value.high)
    return [
        text(
            "Accepted value less costs: ",
            strong(money(value)),
            f" (present value{sure}). Still potential, not priced: {money(possible - value)}.{waiting}",
        )
    ]


def _rows(page: SharePage) -> list[PriceView]:
    """The rules that give a price, and the prices on the table."""
    asked = [page.rule] if page.terms.price is not None and not page.prices else []
    return [each for each in (*asked, *page.rules, *page.prices) if each.price is not None]


def _label(page: SharePage, row: PriceView) -> Cell:
    if row.offer is not None:
        return cell(f"offer {row.offer}, {row.what}")
    said = {
        Rule.FRACTION: f"our share, {rate(page.terms.fraction)}",
        Rule.DIFFERENCE: f"{rate(page.terms.fraction)} of the difference",
        Rule.BARGAIN: f"bargain, {rate(page.terms.alpha)}",
        Rule.OUTCOME: f"by outcome, {rate(page.terms.fraction)}",
        "parity": "parity with the next best",
        "agreed": "agreed price",
    }.get(row.what, row.what)
    return cell(strong(said)) if row.what == page.rule.what else cell(said)


def _theirs(page: SharePage) -> list[Block]:
    rows: list[list[Cell | str]] = [
        [
            _label(page, row),
            money(row.price),
            cell(Span(money(row.keeps), Style.GOOD if row.keeps and row.keeps.amount > 0 else Style.BAD)),
            span(row.keeps_p10, row.keeps_p90) if row.keeps_p10 and row.keeps_p90 else "",
            percent(row.chance_of_gain),
            money(row.lost),
        ]
        for row in _rows(page)
    ]
    columns = ["Price by", ">Price", ">They keep", ">P10 to P90", ">They gain", ">Most to lose"]
    return [Heading("Their chair"), table(columns, rows)] if rows else []


def _ours(page: SharePage) -> list[Block]:
    best = page.next_best or "nothing"
    rows: list[list[Cell | str]] = []
    for row in _rows(page):
        bar = (
            [Bar(min(max(row.part, Decimal(0)), Decimal(1))), Span(f" {percent(row.part)}")]
            if row.part
            else [Span("–")]
        )
        low = Style.BAD if row.margin and row.margin.amount < 0 else Style.PLAIN
        rows.append(
            [
                _label(page, row),
                money(row.price),
                cell(*bar),
                "below it" if row.of_difference is not None and row.of_difference < 0 else percent(row.of_difference),
                cell(Span(money(row.margin), low)),
            ]
        )
    none = [f"{_plain(page, each)}: {each.why}" for each in (*page.rules, page.rule) if each.price is None]
    floor = money(page.walk_away)
    blocks: list[Block] = []
    if rows:
        columns = ["Price by", ">Price", "Of accepted value", ">Of difference", ">Over walk-away"]
        blocks += [Heading("Our chair"), table(columns, rows)]
        blocks.append(text(f"Of difference: of what we are worth above the price of the next best, “{best}”."))
    beaten = [_plain(page, row) for row in _rows(page) if row.of_difference is not None and row.of_difference > 1]
    if beaten:
        lost = f"Above what we are worth against the next best, “{best}”, so that it wins: {listed(beaten)}."
        blocks.append(text(Span(lost, Style.BAD)))
    if none:
        blocks.append(text("No price by ", "; ".join(dict.fromkeys(none)), "."))
    price = page.rule.price
    if page.walk_away and price and price.amount < page.walk_away.amount:
        said = f"Our price by the rule is below our walk-away of {floor}: have more accepted first."
        blocks.append(text(Span(said, Style.BAD)))
    elif page.walk_away:
        blocks.append(text(f"Our walk-away is {floor}."))
    else:
        floor = "or the floor of a product (vl product edit), which comes in with its offer (vl offer)"
        blocks.append(text(f"No walk-away is known: vl case set … walk_away=30k, {floor}."))
    return blocks


def _plain(page: SharePage, row: PriceView) -> str:
    return "".join(each.text for each in _label(page, row) if isinstance(each, Span))


def _risk(page: SharePage) -> list[Block]:
    """What they can lose is said before what they can gain: the risk that our terms take from them."""
    terms = page.terms
    outcome = next(each for each in page.rules if each.what == Rule.OUTCOME)
    shared = terms.rule is Rule.OUTCOME and terms.price is None  # a price that is asked stands for the rule
    row = page.rule if page.rule.price is not None else outcome
    if row.price is None or not (shared or terms.guarantee is not None):
        return []
    said = [f"The most they can lose is {money(row.lost)}: all their costs at their highest, and no value at all."]
    if terms.guarantee is not None:
        given = coined(terms.guarantee)
        below = f"Below {given} of realised value (benefits less costs) we pay back what is short of it"
        said.append(f"{below}, up to all that was paid.")
    if shared:
        most = f", at most {coined(terms.most)}" if terms.most is not None else ""
        said.append(
            f"They pay {coined(terms.base)} first, and then {rate(terms.fraction)} of what is realised above "
            f"{coined(terms.baseline)}, of that at least {coined(terms.least)}{most}."
        )
    if row.keeps_p50 and row.keeps_p90:
        likely, lucky = money(row.keeps_p50), money(row.keeps_p90)
        said.append(f"Then the upside: as likely as not they keep {likely}, one time in ten over {lucky}.")
    return [Heading("Risk"), text(" ".join(said))]


def _paid(page: SharePage) -> list[Block]:
    """How the price is paid, to the coin."""
    if page.rule.a_year is not None:
        return [
            text(
                f"Paid each year: {money(page.rule.a_year)}, {page.basis.years} times; its present value is the price."
            )
        ]
    if len(page.instalments) < 2:
        return []
    parts = [coined(each) for each in page.instalments]
    whole = coined(reduce(Money.__add__, page.instalments))
    return [text(f"In {len(parts)} instalments: {listed(parts)}; together {whole}.")]


def _rules(page: SharePage) -> str:
    f, alpha = rate(page.terms.fraction), rate(page.terms.alpha)
    return (
        f"V is the accepted value less costs, a the next-best alternative. Our share: {f} of V. Difference: price(a) + "
        f"{f} of (worth(a) − price(a)). Bargain: W + {alpha} of (V − W), W our walk-away. Outcome: base + {f} of what "
        "is realised above the baseline, at least and at most so much. Parity is the price of the next best; half the "
        "gains less double the losses is how people feel them. No rule prices above V. "
    )
