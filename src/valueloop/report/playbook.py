"""Playbooks: what worked, where it is from, and what came of each use."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.deal import State
from valueloop.domain.names import quoted
from valueloop.domain.page.similar import PlaybookApplied, PlaybookPage, PlaybookSaved, PlaybookUsed, PlaybookView
from valueloop.domain.page.standing import Done
from valueloop.report.answers import Line, with_consequence
from valueloop.report.figures import count, day, listed, money, percent
from valueloop.report.similar import analogies


def playbooks(rows: Sequence[PlaybookView]) -> Document:
    """All playbooks, with what came of them."""
    shown: list[list[Cell | str]] = [
        [cell(strong(each.name)), each.account, listed(each.needs), _offer(each.product, each.part), _record(each)]
        for each in rows
    ]
    empty = 'No playbook yet. Save one from an account where it worked: vl playbook save "…" --from ACCOUNT'
    return Document("Playbooks", (table(["Playbook", "From", "Needs", "Product", "Used"], shown, empty=empty),))


def _offer(product: str, part: Decimal | None) -> str:
    if not product:
        return "none was taken"
    return f"{product} at {percent(part)} of its value" if part is not None else product


def _record(view: PlaybookView) -> str:
    if not view.used:
        return "not yet"
    return f"{count(view.used, 'time')}: won {view.won}, lost {view.lost}, open {view.open}"


def playbook(page: PlaybookPage) -> Document:
    """One playbook: its needs, its offer, its moves, and where it was used."""
    view = page.playbook
    blocks: list[Block] = [
        text("From ", strong(view.account), f". Offer: {_offer(view.product, view.part)}. Used: {_record(view)}."),
        Heading("Needs"),
        Bullets(tuple(cell(each) for each in view.needs)),
        Heading("Moves"),
        *_moves(page.moves),
        Heading("Uses"),
    ]
    rows: list[list[Cell | str]] = [[cell(strong(each.account)), day(each.day), _since(each)] for each in page.uses]
    empty = f"Not used yet: vl playbook apply ACCOUNT {quoted(view.name)}"
    return Document(f"Playbook {view.name}", (*blocks, table(["Account", "Applied", "Since then"], rows, empty=empty)))


def _moves(moves: Sequence[str]) -> list[Block]:
    if not moves:
        return [text("Nobody was asked, and nothing was offered.")]
    return [table([">", "Move"], [[str(at), each] for at, each in enumerate(moves, 1)])]


def _since(each: PlaybookUsed) -> Cell:
    style = {State.WON: Style.GOOD, State.LOST: Style.BAD}.get(each.state, Style.PLAIN)
    at = f" at {money(each.price)}" if each.price else ""
    return cell(Span(f"{each.state.value}{at}", style))


def saved(made: PlaybookSaved) -> Document:
    """A playbook was saved."""
    lines: list[Line] = [
        ["Playbook ", strong(made.name), f" saved from {made.account}: {listed(made.needs)}."],
        [f"Offer: {_offer(made.product, made.part)}. {count(len(made.moves), 'move')} kept in words."],
        [muted(f"Next: vl playbook apply ACCOUNT {quoted(made.name)}")],
    ]
    return Document("", tuple(text(*each) for each in lines))


def applied(done: Done[PlaybookApplied]) -> Document:
    """A playbook was applied: what it guessed, and what it says to do."""
    made = done.what
    guesses = analogies(made.analogies) or [["All of its needs are here already: nothing was guessed."]]
    lines: list[Line] = [["Playbook ", strong(made.name), f" applied to {done.account}."], *guesses]
    if made.product:
        lines.append([f"What was taken at {made.analogies.account}: {_offer(made.product, made.part)}."])
    if made.moves:
        lines.append(["The moves there:"])
    lines += [[f"{at}. {each}"] for at, each in enumerate(made.moves, 1)]
    return with_consequence(done, *lines)
