"""The handover of a won deal, for those who deliver it."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.delivery import Progress
from valueloop.domain.loop.belief import FOUND
from valueloop.domain.loop.need import Direction
from valueloop.domain.names import quoted
from valueloop.domain.page.contact import Person
from valueloop.domain.page.delivery import DeliveryView
from valueloop.domain.page.handover import HandoverPage, NeedFound, NotMet, Promised, Said, Served, Sold
from valueloop.domain.promise import Word
from valueloop.report.delivery import deliveries, deployments
from valueloop.report.figures import count, day, listed, money, numbered, percent
from valueloop.report.gaps import WHY, worth
from valueloop.report.inputs import inputs
from valueloop.report.loop import reason
from valueloop.report.moves import the
from valueloop.report.terms import price_terms
from valueloop.report.value import amount, reckoned


def handover(page: HandoverPage) -> Document:
    """What those who deliver need to know: the needs in their words, what was sold and promised, what is missing."""
    blocks: list[Block] = [*_deal(page), Heading("Who is who"), _who(page.people)]
    blocks.append(Heading("What they need, in their words"))
    for each in page.needs:
        blocks += _need(each)
    if not page.needs:
        blocks.append(text("No need was found yet: ask, and log what they say with --learn."))
    blocks += _agreed(page)
    blocks += [Heading("What was promised"), _promises(page.promises)]
    if page.deal is not None:
        blocks += [Heading("What is delivered"), *_deliveries(page)]
    if page.deployments:
        blocks += [Heading("What runs there"), *deployments(page.deployments, page.account).blocks]
    if page.served:
        blocks += [Heading("Needs of the deal, end to end"), *_end_to_end(page)]
    blocks += [Heading("Needs that nothing meets yet"), *_not_met(page)]
    return Document(f"Handover: {page.account}", tuple(blocks))


def _deal(page: HandoverPage) -> list[Block]:
    deal = page.deal
    if deal is None:
        said = "No deal is won yet, so nothing is sold or to be delivered: this is what is known so far."
        return [text(Span(said, Style.BAD), f" As of {day(page.day)}.")]
    yearly = ", paid per year" if deal.yearly else ""
    because = f" ({deal.reason})" if deal.reason else ""
    charge = f" In charge of the account: {page.owner}." if page.owner else ""
    blocks: list[Block] = [
        text(
            strong(f"Won on {day(deal.won)} at {money(deal.price)}{yearly}"),
            f"{because}. As of {day(page.day)}.{charge}",
        )
    ]
    if deal.outcome is not None:
        blocks.append(text(*price_terms(deal.outcome, yours=False)))
    if still := _still(page):
        blocks.append(text(Span(f"Still open: {listed(still)}.", Style.BAD)))
    if deal.sold:
        return [*blocks, Bullets(tuple(_sold(each) for each in deal.sold))]
    return [*blocks, text(Span("No offer of the deal was accepted, so what was sold is not recorded.", Style.BAD))]


def _still(page: HandoverPage) -> list[str]:
    """What of the deal is not done yet, in a few words."""
    parts = sum(each.progress is not Progress.ACCEPTED for each in page.deliveries)
    promises = sum(each.stands is Word.OPEN for each in page.promises)
    bare = [each.number for each in page.served if not each.deliveries and not each.deployments]
    return [
        *([f"{count(parts, 'delivery')} not accepted"] if parts else []),
        *([count(promises, "promise") + " to keep"] if promises else []),
        *([f"{numbered('need', bare)} delivered by nothing"] if bare else []),
    ]


def _sold(each: Sold) -> Cell:
    terms = f" ({each.terms})" if each.terms else ""
    needs = f", for {numbered('need', each.needs)}" if each.needs else ", for no need that is recorded"
    return cell("Sold: ", strong(each.product), f"{terms} at {money(each.price)}{needs}; offer {each.number}.")


def _who(people: Sequence[Person]) -> Block:
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.name)),
            _does(each),
            each.influence.value if each.influence else "",
            each.stance.value if each.stance else "",
            each.phone or each.email,
        ]
        for each in people
    ]
    return table(["Who", "What they do", "Part", "Stance", "Reached by"], rows, empty="Nobody is recorded.")


def _does(each: Person) -> str:
    return ", ".join(said for said in (each.role, each.department) if said)


def _need(each: NeedFound) -> list[Block]:
    facts = [f"for {the(each.person)}"] if each.person else []
    if each.direction is Direction.PERSONAL:
        facts.append("personal, not priced")
    elif each.worth is not None:
        facts.append(f"{money(each.worth)} a year to them")
    if each.agreed is not None:
        facts.append(f"{money(each.agreed)} of it agreed with {listed([the(one) for one in each.agreed_by])}")
    facts.append(f"chance {percent(each.chance)}")
    deal = Span("Part of the deal", Style.GOOD) if each.in_deal else Span("Not part of a deal", Style.BAD)
    blocks: list[Block] = [Heading(f"Need {each.number}: {each.name}", 3), text(deal, f"; {', '.join(facts)}.")]
    if each.said:
        return [*blocks, Bullets(tuple(_said(one) for one in each.said))]
    return [*blocks, text(Span("Nobody of theirs has spoken to it: no touch, note or answer is recorded.", Style.BAD))]


def _said(each: Said) -> Cell:
    answers = f"{listed([one.value for one in each.answers])}, " if each.answers else ""
    mark = f" (#{each.touch})" if each.touch else ""
    whom = each.people or ((each.person,) if each.person else ())
    who = (
        f" with {listed([the(one) for one in whom])}" if whom and each.touch else f" by {the(whom[0])}" if whom else ""
    )
    return cell(f"“{each.text}”", muted(f" {answers}{each.way}{who}, {day(each.day)}{mark}"))


def _agreed(page: HandoverPage) -> list[Block]:
    """The accepted value lines with their inputs."""
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            each.name,
            amount(each),
            f"{the(each.acceptance.by)}, {day(each.acceptance.day)}" if each.acceptance else "",
        ]
        for each in page.lines
    ]
    made = table([">Line", "What changes", ">A year", "Agreed by"], rows, empty="No value line was accepted.")
    blocks: list[Block] = [Heading("What it is to bring them"), made]
    if page.lines:
        blocks.append(Bullets(tuple(reckoned(each) for each in page.lines)))
    if page.inputs:
        blocks.append(inputs(page.inputs))
    return blocks


def _promises(rows: Sequence[Promised]) -> Block:
    shown: list[list[Cell | str]] = [
        [
            str(each.number),
            cell(each.text, muted(f" seen by: {each.measure}") if each.measure else None),
            each.said_by,
            day(each.due),
            promise_stands(each),
        ]
        for each in rows
    ]
    empty = "No promise is recorded: ask who sold it what they said, and vl promise add."
    return table([">No.", "Promise", "Said by", "Due", "Stands"], shown, empty=empty)


def promise_stands(each: Promised) -> Cell:
    """How a promise stands, and by how many days it is overdue."""
    match each.stands:
        case Word.KEPT:
            return cell(Span(f"kept {day(each.ended)}", Style.GOOD))
        case Word.BROKEN:
            return cell(Span(f"broken {day(each.ended)}", Style.BAD))
        case _:
            return cell(Span(f"open, {count(each.late, 'day')} overdue", Style.BAD) if each.late else "open")


def _deliveries(page: HandoverPage) -> list[Block]:
    if page.deliveries:
        return list(deliveries(page.deliveries, page.account).blocks)
    said = f'No delivery is planned yet: vl delivery add {quoted(page.account)} "…" --need N --due DATE'
    return [text(Span(said, Style.BAD))]


def _end_to_end(page: HandoverPage) -> list[Block]:
    """Each need of the deal with what delivers it: a need that nothing delivers is a deal without an end."""
    of = {each.number: each for each in page.deliveries}
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            each.name,
            _delivered_by(each, of),
            numbered("deployment", each.deployments) if each.deployments else "",
        ]
        for each in page.served
    ]
    blocks: list[Block] = [table([">No.", "Need", "Delivered by", "Runs as"], rows)]
    bare = [each.number for each in page.served if not each.deliveries and not each.deployments]
    if bare:
        whole = "what was sold is whole once each need in it is served"
        said = f"Nothing delivers {numbered('need', bare)}: {whole}."
        blocks.append(text(Span(said, Style.BAD)))
    return blocks


def _delivered_by(each: Served, of: dict[int, DeliveryView]) -> Cell:
    if not each.deliveries and not each.deployments:
        return cell(Span("nothing yet", Style.BAD))
    return cell("; ".join(f"{number} ({of[number].progress.value})" for number in each.deliveries))


def _not_met(page: HandoverPage) -> list[Block]:
    shown: list[list[Cell | str]] = [
        [
            str(each.number),
            each.name,
            _why(each),
            "personal" if each.direction is Direction.PERSONAL else money(each.worth) if each.worth else "not known",
            cell(_over(each)),
        ]
        for each in page.not_met
    ]
    heads = [">No.", "Need", "Why", ">A year", "The same gap over all accounts"]
    found = any(each.chance >= FOUND or each.agreed_by for each in page.needs)
    met = "Every need that was found is met, or waits for the answer to an offer."
    made = table(heads, shown, empty=met if found else "No need is found yet, so nobody can say.")
    if not shown:
        return [made]
    return [made, text(muted("A year is what it is worth to them. All gaps, the most money first: vl report gaps"))]


def _why(each: NotMet) -> str:
    because = f" ({reason(each.reason.value)})" if each.reason else ""
    at = f", offer {each.offer} at {money(each.price)}" if each.offer else ""
    return f"{WHY[each.why]}{because}{at}"


def _over(each: NotMet) -> str:
    if not each.over:
        return "not counted: no money"
    told = [
        f"{count(gap.accounts, 'account')}, {count(gap.lost, 'deal')} lost, {worth(gap)}"
        + ("" if worth(gap) == "not known" else " a year")
        for gap in each.over
    ]
    return "; ".join(told)
