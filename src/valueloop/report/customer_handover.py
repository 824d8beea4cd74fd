"""The handover as its customer may see it: what we understood and promised, what comes when, what is accepted."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.delivery import Progress
from valueloop.domain.loop.need import Direction
from valueloop.domain.page.delivery import DeliveryView, DeploymentView
from valueloop.domain.page.handover import HandoverPage, NeedFound, Promised
from valueloop.domain.promise import Word
from valueloop.report.figures import day, listed, money
from valueloop.report.moves import the
from valueloop.report.terms import price_terms


def customer_handover(page: HandoverPage) -> Document:
    """What we understood they need, what we promised, what comes when, what is accepted; nothing of ours."""
    blocks: list[Block] = [text(f"As of {day(page.day)}. Please tell us where we have it wrong.")]
    priced = [each for each in page.needs if each.direction is not Direction.PERSONAL]
    needs = [each for each in priced if each.in_deal or (page.deal is None and (each.told or each.agreed_by))]
    blocks += [Heading("What we understood you need"), _their_needs(needs)]
    if page.deal is not None and page.deal.sold:
        sold = [f"{each.product} ({each.terms})" if each.terms else each.product for each in page.deal.sold]
        blocks += [Heading("What you decided on"), Bullets(tuple(cell(each) for each in dict.fromkeys(sold)))]
    if page.deal is not None and page.deal.outcome is not None:
        blocks += [Heading("What the price is"), text(*price_terms(page.deal.outcome))]
    blocks += [Heading("What we promised"), _their_promises(page.promises)]
    blocks += [Heading("What comes when"), _their_deliveries(page.deliveries)]
    open_ = [each.name for each in page.served if not each.deliveries and not each.deployments]
    if open_:
        blocks.append(text(f"Still to be planned: {listed(open_)}."))
    if page.deployments:
        blocks += [Heading("What runs with you"), _their_deployments(page.deployments)]
    return Document(f"What we understood and agreed: {page.account}", tuple(blocks))


def _their_needs(needs: Sequence[NeedFound]) -> Block:
    items = []
    for each in needs:
        by = f", agreed by {listed([the(one) for one in each.agreed_by])}" if each.agreed_by else ""
        items.append(cell(strong(each.name), f": {money(each.agreed)} a year{by}" if each.agreed is not None else None))
    return Bullets(tuple(items)) if items else text("Nothing is written down yet: please tell us.")


def _their_promises(rows: Sequence[Promised]) -> Block:
    words = {Word.OPEN: "open", Word.KEPT: "kept", Word.BROKEN: "not kept"}
    shown: list[list[Cell | str]] = [
        [
            cell(each.text, muted(f" (seen by: {each.measure})") if each.measure else None),
            day(each.due),
            _their_word(each, words),
        ]
        for each in rows
    ]
    return table(
        ["Promise", "By", "Stands"], shown, empty="No promise is written down: please tell us if one is missing."
    )


def _their_word(each: Promised, words: dict[Word, str]) -> str:
    when = f", {day(each.ended)}" if each.ended else ""
    return f"{words[each.stands]}{when}"


def _their_deliveries(rows: Sequence[DeliveryView]) -> Block:
    shown: list[list[Cell | str]] = [
        [each.text, "; ".join(need.name for need in each.needs), day(each.due), _their_stand(each)] for each in rows
    ]
    return table(["What", "For", "Due", "Stands"], shown, empty="No date is agreed yet.")


def _their_stand(each: DeliveryView) -> Cell:
    match each.progress:
        case Progress.ACCEPTED:
            by = f" by {the(each.accepted_by)}" if each.accepted_by else ""
            return cell(Span(f"accepted{by}, {day(each.accepted)}", Style.GOOD))
        case Progress.DELIVERED:
            return cell(f"delivered {day(each.delivered)}, to be accepted by you")
        case _:
            return cell("late, still to come" if each.late else "to come")


def _their_deployments(rows: Sequence[DeploymentView]) -> Block:
    shown: list[list[Cell | str]] = [
        [each.text, each.place, "; ".join(need.name for need in each.needs), day(each.since), day(each.review)]
        for each in rows
    ]
    return table(["What", "Where", "For", "Since", "Next look at it"], shown)
