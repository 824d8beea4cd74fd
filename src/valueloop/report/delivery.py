"""Deliveries and deployments: the lists, and what the acts on them answer."""

from collections.abc import Sequence

from valueloop.document import Block, Cell, Document, Span, Style, cell, muted, strong, table, text
from valueloop.domain.delivery import Progress
from valueloop.domain.names import quoted
from valueloop.domain.page.delivery import DeliveryMoved, DeliveryView, DeploymentView, NeedServed
from valueloop.domain.page.standing import Done
from valueloop.report.answers import Line, source, with_consequence
from valueloop.report.figures import count, day, listed, numbered
from valueloop.report.moves import the


def deliveries(rows: Sequence[DeliveryView], account: str | None = None) -> Document:
    """Deliveries: when each is due, by how many days it is late, what was delivered, who accepted it."""
    shown: list[list[Cell | str]] = []
    for each in rows:
        row: list[Cell | str] = [str(each.number), cell(strong(each.text))]
        if account is None:
            row.append(each.account)
        shown.append([*row, _numbers(each.needs), day(each.due), stands(each)])
    heads = [">No.", "Delivery", *([] if account is not None else ["Account"]), "Needs", "Due", "Stands"]
    where = "ACCOUNT" if account is None else quoted(account)
    empty = (
        f'Nothing is to be delivered. After a deal is won: vl delivery add {where} "controller on line 3" --due DATE'
    )
    blocks: list[Block] = [table(heads, shown, empty=empty)]
    late = [each for each in rows if each.late and each.progress is Progress.OPEN]
    if late:
        said = listed([str(each.number) for each in late])
        blocks.append(text(Span(f"Late: {'delivery' if len(late) == 1 else 'deliveries'} {said}.", Style.BAD)))
    waits = [each for each in rows if each.progress is Progress.DELIVERED]
    if waits:
        blocks.append(text(muted(f"To have one accepted: vl delivery accept {waits[0].number} --by CONTACT")))
    return Document("Deliveries", tuple(blocks))


def _numbers(needs: Sequence[NeedServed]) -> str:
    return ", ".join(str(each.number) for each in needs) or "–"


def stands(each: DeliveryView) -> Cell:
    """How far a delivery has come, and by how many days it is late."""
    behind = f"{count(each.late, 'day')} late"
    match each.progress:
        case Progress.ACCEPTED:
            by = f" by {the(each.accepted_by)}" if each.accepted_by else ""
            return cell(Span(f"accepted{by}, {day(each.accepted)}", Style.GOOD))
        case Progress.DELIVERED:
            late = f", {behind}" if each.late else ""
            return cell(f"delivered {day(each.delivered)}{late}, to be accepted")
        case _:
            return cell(Span(f"open, {behind}", Style.BAD) if each.late else "open")


def added(done: Done[DeliveryMoved]) -> Document:
    """A delivery was added: what it serves, and what of the deal nothing serves yet."""
    each = done.what.delivery
    late = f", {count(each.late, 'day')} ago" if each.late else ""
    due = f", due {day(each.due)}{late}" if each.due else ", with no day on which it is due (--due DATE)"
    first: Line = [
        "Delivery ",
        strong(str(each.number)),
        f" for {each.account}: {each.text}{due}; {_serves(each.needs)}.",
    ]
    return with_consequence(done, first, _nothing_serves(done.what))


def _serves(needs: Sequence[NeedServed]) -> str:
    if not needs:
        return "it serves no need yet (--need N)"
    return f"it serves {listed([f'need {each.number}, {each.name}' for each in needs])}"


def _nothing_serves(what: DeliveryMoved) -> Line:
    """The needs of the deal that nothing delivers: no end without an end-to-end."""
    if not what.unserved:
        return []
    named = listed([f"need {each.number}, {each.name}" for each in what.unserved])
    return [Span(f"Of the deal, nothing delivers yet: {named}.", Style.BAD)]


def delivered(done: Done[DeliveryMoved]) -> Document:
    """A delivery was made."""
    each = done.what.delivery
    late = f", {count(each.late, 'day')} late" if each.late else ", in time" if each.due else ""
    first: Line = [f"Delivery {each.number}, {each.text}: delivered {day(each.delivered)}{late}. {_left(done.what)}"]
    ask: Line = [muted(f"Have it accepted: vl delivery accept {each.number} --by CONTACT")]
    return with_consequence(done, first, _nothing_serves(done.what) if not done.what.to_deliver else [], ask)


def accepted(done: Done[DeliveryMoved]) -> Document:
    """A delivery was accepted by a person of theirs."""
    each, what = done.what.delivery, done.what
    who = the(each.accepted_by) if each.accepted_by else "somebody"
    late = f" It came {count(each.late, 'day')} late." if each.late else ""
    said = f"{who[0].upper()}{who[1:]} accepts delivery {each.number}, {each.text}, {day(each.accepted)}"
    by_that = f" It was not recorded as delivered: it is now, {day(each.delivered)}." if what.by_that else ""
    first: Line = [f"{said} ({source(each.touch)}).{by_that}{late} {_left(what)}"]
    whole = not what.to_deliver and not what.to_accept
    return with_consequence(done, first, _nothing_serves(what) if whole else [])


def _left(what: DeliveryMoved) -> str:
    """What of the deal's parts is still to do."""
    if what.to_deliver:
        return f"{count(what.to_deliver, 'part')} of {what.parts} still to be delivered."
    if what.to_accept:
        return f"All parts are delivered, {count(what.to_accept, 'part')} of {what.parts} still to be accepted."
    return "Every part of the deal is delivered and accepted."


def deployments(rows: Sequence[DeploymentView], account: str | None = None) -> Document:
    """What runs where, which needs it serves, who cares for it, and when it is looked at next."""
    shown: list[list[Cell | str]] = []
    for each in rows:
        row: list[Cell | str] = [str(each.number), _what(each)]
        if account is None:
            row.append(each.account)
        serves = "; ".join(f"{need.number} {need.name}" for need in each.needs)
        shown.append([*row, cell(serves or muted("none recorded")), _care(each), next_look(each)])
    heads = [
        ">No.",
        "Runs",
        *([] if account is not None else ["Account"]),
        "Serves needs",
        "Cared for by",
        "Next review",
    ]
    where = "ACCOUNT" if account is None else quoted(account)
    empty = f'Nothing runs anywhere. To record it: vl deployment add {where} "Line controller" --at "line 3" --need N'
    blocks: list[Block] = [table(heads, shown, empty=empty)]
    due = [each for each in rows if each.overdue]
    if due:
        blocks.append(text(muted(f"Ask how it serves them, then: vl deployment review {due[0].number}")))
    return Document("Deployments", tuple(blocks))


def _what(each: DeploymentView) -> Cell:
    at = f", at {each.place}" if each.place else ""
    product = f" ({each.product})" if each.product and each.product != each.text else ""
    return cell(strong(each.text), f"{product}{at}, since {day(each.since)}")


def _care(each: DeploymentView) -> Cell:
    theirs = f"; theirs: {each.person}" if each.person else ""
    return cell(each.carer or Span("nobody of ours", Style.BAD), theirs)


def next_look(each: DeploymentView) -> Cell:
    """When the needs of what runs are to be looked at next, or since when it runs no more."""
    if each.ended is not None:
        return cell(muted(f"ended {day(each.ended)}"))
    if each.overdue:
        return cell(Span(f"{day(each.review)}, {count(each.overdue, 'day')} overdue", Style.BAD))
    return cell(day(each.review))


def deployed(done: Done[DeploymentView]) -> Document:
    """Something runs at a customer's: where, for which needs, who cares, when it is looked at next."""
    each = done.what
    of = f" (product {each.product})" if each.product and each.product != each.text else ""
    at = f" at {each.place}" if each.place else ""
    theirs = f", for {the(each.person)}" if each.person else ""
    first: Line = [
        "Deployment ",
        strong(str(each.number)),
        f": {each.text}{of} runs{at} at {each.account} since {day(each.since)}{theirs}; {_serves(each.needs)}.",
    ]
    late = f", {count(each.overdue, 'day')} overdue" if each.overdue else ""
    who = the(each.carer)
    cares = f"{who[0].upper()}{who[1:]} cares for it" if who else Span("Nobody of ours cares for it yet", Style.BAD)
    return with_consequence(done, first, [cares, f"; its needs are looked at again on {day(each.review)}{late}."])


def reviewed(done: Done[DeploymentView]) -> Document:
    """What runs was looked at: what to tell of its needs, and when it is looked at next."""
    each = done.what
    first: Line = [
        f"Deployment {each.number}, {each.text}: reviewed {day(each.reviewed)}; next review {day(each.review)}."
    ]
    told: Line = []
    if each.needs:
        named = numbered("need", [need.number for need in each.needs])
        learn = f"vl learn {quoted(each.account)} {each.needs[0].number} yes --via visit"
        told = [muted(f"What you heard of {named}: {learn}")]
    return with_consequence(done, first, told)


def ended(done: Done[DeploymentView]) -> Document:
    """Something runs no more."""
    each = done.what
    lines: list[Line] = [
        [f"Deployment {each.number}, {each.text}: ended {day(each.ended)}; it ran since {day(each.since)}."]
    ]
    if each.needs:
        lines.append([f"Ask what serves {numbered('need', [need.number for need in each.needs])} now."])
    return with_consequence(done, *lines)
