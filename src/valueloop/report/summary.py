"""The deal summary: one page whose every figure leads, by a footnote, to where it was said."""

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, strong, table, text
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Way, way
from valueloop.domain.page.contact import Person
from valueloop.domain.page.history import Event
from valueloop.domain.page.share import PriceView, TermsView
from valueloop.domain.page.summary import NeedView, OfferSummary, SummaryPage
from valueloop.domain.page.value import InputView, LineView, SumView
from valueloop.domain.promise import Word
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule
from valueloop.report.figures import count, day, estimate, listed, money, percent, rate, span
from valueloop.report.footnotes import Notes
from valueloop.report.inputs import OURS
from valueloop.report.loop import said
from valueloop.report.moves import the
from valueloop.report.promise import LOOKS
from valueloop.report.terms import price_terms
from valueloop.report.value import amount, blank, reckoned, signed, stands

_LOOP_LINES = 5


def summary(page: SummaryPage, *, customer: bool = False) -> Document:
    """The deal summary; `customer` leaves out everything of ours: chances, patience, floor, notes, what was refused."""
    notes = Notes(page, customer=customer)
    if customer:
        blocks = [*_customer_head(page), *_who(page, customer=True), *_agreed_needs(page, notes), *_value(page, notes)]
        blocks += _customer_price(page, notes) + _promises(page, notes)
        title = f"Value summary for {page.account.name}"
    else:
        blocks = [*_head(page, notes), *_who(page, customer=False), *_needs(page, notes), *_loop(page, notes)]
        blocks += [*_value(page, notes), *_share(page, notes), *_promises(page, notes), *_steps(page)]
        title = f"Deal summary: {page.account.name}"
    return Document(title, tuple(blocks), notes.texts)


def _head(page: SummaryPage, notes: Notes) -> list[Block]:
    deal = page.deal
    if deal is None:
        where = [Span("No deal is open yet.")]
    elif deal.state is State.OPEN:
        where = [Span(f"Open since {day(deal.opened)}.")]
    else:
        because = f" ({deal.reason})" if deal.reason else ""
        at = [Span(" at "), strong(money(deal.price), _price_note(page, notes))] if deal.price else []
        where = [strong(f"{deal.state.value.capitalize()} on {day(deal.closed)}"), *at, Span(f"{because}.")]
    return [text(*where, Span(f" As of {day(page.day)}."))]


def _price_note(page: SummaryPage, notes: Notes) -> str:
    deal = page.deal
    taken = [each for each in page.offers if deal and deal.price and each.price == deal.price]
    return notes.offer(taken[-1] if taken else None)


def _customer_head(page: SummaryPage) -> list[Block]:
    return [text(f"As of {day(page.day)}. Amounts in {page.account.currency}.")]


def _who(page: SummaryPage, *, customer: bool) -> list[Block]:
    if customer:
        met: list[list[Cell | str]] = [[cell(strong(each.name)), _does(each)] for each in page.people if each.touches]
        return [Heading("Who"), table(["Who", "What they do"], met)] if met else []
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.name)),
            _does(each),
            each.influence or "",
            each.stance or "",
            f"{each.touches}, last {day(each.last_touch)}" if each.touches else "none",
        ]
        for each in page.people
    ]
    return [
        Heading("Who"),
        table(["Who", "What they do", "Part", "Stance", "Touches"], rows, empty="Nobody is recorded."),
    ]


def _does(each: Person) -> str:
    return ", ".join(fact for fact in (each.role, each.department) if fact)


def _needs(page: SummaryPage, notes: Notes) -> list[Block]:
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            each.name,
            each.person or "",
            _worth(page, each, notes),
            cell(Span(percent(each.chance), Style.PLAIN, (notes.chance(each),))),
        ]
        for each in page.needs
    ]
    return [
        Heading("Needs"),
        table([">No.", "Need", "For", ">Worth a year", ">Chance"], rows, empty="No need is guessed yet."),
    ]


def _worth(page: SummaryPage, need: NeedView, notes: Notes) -> Cell:
    if need.worth is None:
        return cell("personal" if need.direction.value == "personal" else "not known")
    lines = [each for each in page.value.lines if each.need == need.number and each.effect is not Effect.COST]
    return cell(Span(money(need.worth), Style.PLAIN, tuple(notes.line(each) for each in lines)))


def _agreed_needs(page: SummaryPage, notes: Notes) -> list[Block]:
    """The needs that the customer has spoken for: a yes to us, or an accepted line; never a personal one."""
    agreed = {each.need for each in page.value.lines if each.status is Status.ACCEPTED}
    items = []
    for each in page.needs:
        told = [seen for seen in each.evidence if seen.person and way(seen.channel) in (Way.ASK, Way.TEST)]
        yes = [seen for seen in told if seen.counts and seen.answer is Answer.YES]
        if each.direction.value == "personal" or (not yes and each.number not in agreed):
            continue
        items.append(
            cell(
                Span(
                    each.name, Style.PLAIN, tuple(dict.fromkeys(notes.touch(seen.touch) for seen in yes if seen.touch))
                )
            )
        )
    return [Heading("What you told us"), Bullets(tuple(items))] if items else []


def _loop(page: SummaryPage, notes: Notes) -> list[Block]:
    """The loop in five lines: the turns that decided it."""
    telling = [each for each in page.history.events if each.kind in ("offer", "response", "acceptance", "won", "lost")]
    lines = telling[-_LOOP_LINES:]
    if not lines:
        return []
    blocks: list[Block] = [Heading("The loop"), Bullets(tuple(_turn(page, each, notes) for each in lines))]
    if len(telling) > len(lines):
        before = count(len(telling) - len(lines), "turn")
        blocks.append(text(f"{before[0].upper()}{before[1:]} before that: vl history shows the whole loop."))
    return blocks


def _turn(page: SummaryPage, event: Event, notes: Notes) -> Cell:
    spans = [Span(f"{day(event.day)}: "), *said(event)]
    if event.price is not None and event.kind in ("offer", "response"):
        offer = next((each for each in page.offers if each.number == event.number), None)
        spans.append(Span("", Style.PLAIN, (notes.offer(offer),)))
    elif event.kind == "acceptance":
        line = next((each for each in page.value.lines if each.number == event.number), None)
        touch = line.acceptance.touch if line and line.acceptance else None
        spans.append(Span("", Style.PLAIN, (notes.touch(touch),)))
    elif event.price is not None:
        spans.append(Span("", Style.PLAIN, (_price_note(page, notes),)))
    return cell(*spans)


def _value(page: SummaryPage, notes: Notes) -> list[Block]:
    shown = [each for each in page.value.lines if not notes.customer or _theirs(each)]
    if not shown:
        return [Heading("Value"), text("No value is recorded yet.")]
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            f"{each.name} ({each.effect.value})",
            cell(Span(amount(each), Style.PLAIN, (notes.line(each),))),
            cell(Span("" if blank(each) else signed(each), Style.PLAIN, () if blank(each) else (notes.sums(),))),
            _stands(each, notes),
        ]
        for each in shown
    ]
    years = page.value.basis.years
    head = [">No.", "Line", ">A year", f">Present value, {count(years, 'year')}", "Stands"]
    used = {name for each in shown for name in each.inputs}
    return [
        Heading("Value"),
        table(head, rows, _sums(page, notes)),
        Heading("How it is reckoned", 3),
        Bullets(tuple(reckoned(each, customer=notes.customer) for each in shown)),
        table(
            ["Input", ">Value", "Unit", "Stands on"],
            [_input(each, notes) for each in page.value.inputs if each.name in used],
            empty="No input is set yet.",
        ),
    ]


def _theirs(line: LineView) -> bool:
    """Whether a line may stand on a customer's page: agreed, a cost to them, or resting on what they said."""
    agreed = line.status is Status.ACCEPTED or line.effect is Effect.COST
    return agreed or (not line.guess and line.source.rung >= Source.SAID.rung)


def _stands(line: LineView, notes: Notes) -> Cell:
    if line.status is Status.ACCEPTED and line.acceptance:
        said_ = f"accepted by {the(line.acceptance.by)}, {day(line.acceptance.day)}"
        # Where it was not recorded in which talk, a customer is told who and when, and no more.
        led = () if notes.customer and not line.acceptance.touch else (notes.touch(line.acceptance.touch),)
        return cell(Span(said_, Style.GOOD, led))
    if notes.customer:
        return cell("a cost to you" if line.effect is Effect.COST else "to be agreed")
    return stands(line)


def _sums(page: SummaryPage, notes: Notes) -> list[list[Cell | str]]:
    def row(label: str, each: SumView) -> list[Cell | str]:
        return [
            "",
            cell(strong(label)),
            cell(strong(money(each.per_year), notes.sums())),
            cell(strong(money(each.present_value), notes.sums())),
            "",
        ]

    sums = page.value.sums
    rows = [row("Accepted", sums.accepted)]
    if not notes.customer:
        rows.append(row("Potential", sums.potential))
    if sums.costs.total.amount:
        rows.append(row("Costs to you" if notes.customer else "Costs to them", sums.costs))
        rows.append(row("Accepted less costs", sums.value))
    return rows


def _input(each: InputView, notes: Notes) -> list[Cell | str]:
    shown = estimate(each.low, each.likely, each.high)
    who = (
        f"{each.source.value}, {the(each.by)}"
        if each.by
        else (OURS[each.source] if not notes.customer else "our estimate")
    )
    return [each.name.replace("_", " "), cell(Span(shown, Style.PLAIN, (notes.source(each),))), each.unit, who]


def _share(page: SummaryPage, notes: Notes) -> list[Block]:
    share = page.share
    won = page.deal is not None and page.deal.state is State.WON  # then the price agreed stands below
    asked = share.terms.price is not None and not won
    ruled = [share.rule] if asked else [each for each in share.rules if each.what == share.terms.rule]
    ruled = [each for each in ruled if each.price is not None]
    rows: list[list[Cell | str]] = []
    for each in (*ruled, *share.prices):
        offer = next((one for one in page.offers if one.number == each.offer), None)
        note = notes.sums() if each in ruled else (notes.offer(offer) if offer else _price_note(page, notes))
        rows.append(
            [
                _ours(share.terms, each.what) if each in ruled else _label(each.what, offer),
                cell(Span(money(each.price), Style.PLAIN, (note,))),
                cell(Span(percent(each.part), Style.PLAIN, (notes.sums(),))),
                cell(Span(money(each.keeps), Style.PLAIN, (notes.sums(),))),
                cell(Span(_ends(each), Style.PLAIN, (notes.draws(),))),
                cell(Span(money(each.margin), Style.PLAIN, (notes.floor(),) if each.margin else ())),
            ]
        )
    walk_away = [Span(" Our walk-away is "), Span(money(share.walk_away), Style.PLAIN, (notes.floor(),)), Span(".")]
    return [
        Heading("Price and share"),
        text(
            "Accepted value less costs is ",
            strong(money(share.value.present_value), notes.sums()),
            ".",
            *(walk_away if share.walk_away else ()),
        ),
        *_against(page, notes),
        table(
            ["Price by", ">Price", ">Of value", ">They keep", ">P10 to P90", ">Over walk-away"],
            rows,
            empty="No price yet: no value is accepted beyond its costs, and no offer is made.",
        ),
    ]


def _ours(terms: TermsView, what: str) -> str:
    """What our own price comes from."""
    if terms.price is not None and what == "the price asked":
        return what
    return f"our share, {rate(terms.fraction)}" if what == Rule.FRACTION else f"our price by {what}"


def _ends(each: PriceView) -> str:
    return span(each.keeps_p10, each.keeps_p90) if each.keeps_p10 and each.keeps_p90 else "–"


def _against(page: SummaryPage, notes: Notes) -> list[Block]:
    """What we are worth against each alternative that is recorded."""
    rivals = [each for each in page.value.worth if each.kind is not None]
    if not rivals:
        return [text("Measured against doing nothing, the only alternative recorded.")]
    rows: list[list[Cell | str]] = [
        [
            each.name,
            cell(Span(money(each.price), Style.PLAIN, (notes.alternative(each),))),
            cell(Span(money(each.worth), Style.PLAIN, (notes.alternative(each),))),
            listed(list(each.unknown)),
        ]
        for each in page.value.worth
    ]
    return [table(["Alternative", ">Price", ">We are worth", "Unknown differences"], rows)]


def _label(what: str, offer: OfferSummary | None) -> str:
    if offer is None:
        return "agreed price"
    terms = f" ({offer.terms})" if offer.terms else ""
    return f"offer {offer.number}, {offer.product}{terms}: {what}"


def _customer_price(page: SummaryPage, notes: Notes) -> list[Block]:
    """The price on the table, and what they keep of what they have agreed to."""
    deal = page.deal
    offer = page.live_offer
    price = deal.price if deal and deal.state is State.WON and deal.price else (offer.price if offer else None)
    if price is None:
        return []
    if page.value.outcome is not None:
        sold = f"{offer.product}{f' ({offer.terms})' if offer.terms else ''}. " if offer else ""
        return [Heading("Price"), text(sold, *price_terms(page.value.outcome))]
    sums, years = page.value.sums, page.value.basis.years
    worth = sums.value.present_value
    keeps = worth - price
    when = "in equal parts each year" if page.share.terms.per_year else "at the start"
    terms = f" ({offer.terms})" if offer and offer.terms else ""
    what = f"{offer.product}{terms}: " if offer else ""
    blocks: list[Block] = [
        Heading("Price"),
        text(what, strong(money(price), notes.offer(offer)), "."),
    ]
    if worth.amount > 0:
        blocks.append(
            text(
                f"What you have agreed to is worth {money(sums.accepted.present_value)} today",
                Span("", Style.PLAIN, (notes.sums(),)),
                f", over {count(years, 'year')} and less your costs {money(worth)}"
                if sums.costs.total.amount
                else f", over {count(years, 'year')}",
                f". Once this price is paid, {when}, you keep ",
                strong(money(keeps), notes.sums()),
                ".",
            )
        )
    return blocks


def _promises(page: SummaryPage, notes: Notes) -> list[Block]:
    """What was promised, and how it stands; on a customer's page, which is one sheet, what is still open."""
    if notes.customer:
        still = [each for each in page.promises if each.word is Word.OPEN]
        said_ = [f"{each.text}{f', by {day(each.due)}' if each.due else ''}" for each in still]
        return [text(f"We promised: {'; '.join(said_)}.")] if still else []
    items = []
    for each in page.promises:
        word = Span(each.word.value, LOOKS[each.word])
        ended = f" {day(each.ended)}" if each.ended else f", due {day(each.due)}" if each.due else ""
        who = f" (said by {each.said_by})" if each.said_by else ""
        items.append(cell(Span(each.text, Style.PLAIN, (notes.touch(each.touch),)), ": ", word, f"{ended}{who}"))
    return [Heading("Promises"), Bullets(tuple(items))] if items else []


def _steps(page: SummaryPage) -> list[Block]:
    if not page.steps:
        return [Heading("Next step"), text("No step is open.")]
    items = tuple(cell(f"{each.text}" + (f", due {day(each.due)}" if each.due else "")) for each in page.steps)
    return [Heading("Next steps"), Bullets(items)]
