"""Partings in words: what one had cost, what was given up, whether the needs were known, and whether it was right."""

from valueloop.document import (
    Block,
    Bullets,
    Cell,
    Commands,
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
from valueloop.domain.names import quoted
from valueloop.domain.page.parting import Parted, PartingsPage, PartingView
from valueloop.domain.page.standing import Done
from valueloop.domain.parting import Basis, CameOf, Kind, Known
from valueloop.report.answers import Line, answer, with_consequence
from valueloop.report.figures import count, day, money, number, units

_BY = {Basis.PLAN: "as the plan weighed it", Basis.LINES: "our share of its lines", Basis.WON: "they had agreed to"}


def parted(done: Done[Parted]) -> Document:
    """We parted from an account: how and why, what it had cost, what is given up."""
    what, deal = done.what.parting, done.what.deal
    to = f" to {what.rival}" if what.rival else ""
    with_it = f" Deal {deal.number} is lost with it." if deal else ""
    given = f" Given up: {_given(what)}." if what.given_up is not None else ""
    lines: list[Line] = [
        [strong(f"{what.account} is {what.kind.value}{to}"), f": {_sentence(what.reason)}{with_it}"],
        [f"It had cost {_cost(what)}.{given}"],
    ]
    if what.known is not None:
        lines.append([_needs(what)])
    return with_consequence(done, *lines)


def _sentence(said: str) -> str:
    """What was typed, with a full stop if it has none."""
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _cost(view: PartingView) -> str:
    guess = f", {count(view.estimated, 'touch')} of ours taken as usual" if view.estimated else ""
    return f"{units(view.spent)} of patience and {number(view.hours)} of our hours{guess}"


def _given(view: PartingView) -> str:
    return f"{money(view.given_up)}, {_BY[view.given_up_by]}" if view.given_up_by else "not known"


def _needs(view: PartingView) -> str:
    """Whether we knew the needs of a customer that a rival took, in a sentence."""
    last = f"last asked about on {day(view.reviewed)}"
    match view.known:
        case Known.NEVER:
            return "Their needs were not known: nobody there was ever asked about one."
        case Known.STALE:
            return f"Their needs were not known any more: {last}."
        case Known.UNASKED:
            return f"The need was guessed, {view.need}, and nobody there was asked about it."
        case Known.ELSEWHERE:
            return f"Their needs were {last}, but the reason is none of those on record."
        case _:
            return f"The need was known: {view.need}; needs were {last}."


def reopened(done: Done[PartingView]) -> Document:
    """An account was taken up again."""
    was = done.what
    after = f"after {count(was.days_ago, 'day')}" if was.days_ago else "on the same day"
    how = f"lost to {was.rival}" if was.kind is Kind.LOST else was.kind.value
    return with_consequence(done, [strong(f"{was.account} is taken up again"), f", {after}; it was {how}."])


def looked_back(done: Done[PartingView]) -> Document:
    """A parting was looked back on."""
    was = done.what
    note = f" ({was.note})" if was.note else ""
    right = " To be regretted." if was.regretted else ""
    return answer([f"{was.account}, {was.kind.value} on {day(was.day)}: {_since(was)}{note}.{right}"])


def _since(view: PartingView) -> str:
    """What came of an account since."""
    if view.came_of is CameOf.WON:
        return f"won by {view.rival}"
    if view.back is not None:
        return f"came back on {day(view.back)}"
    if view.came_of is not None:
        return "came back" if view.came_of is CameOf.BACK else "nothing came of it"
    if view.ended is not None:
        return "taken up again"
    return "look back" if view.look_back else "too early to say"


def partings(page: PartingsPage) -> Document:
    """All partings, the latest first, and whether they were right."""
    title = f"Partings, {day(page.day)}"
    if not page.partings:
        said = "No account was unqualified, fired or lost: vl account unqualify ACCOUNT --because TEXT does the first."
        return Document(title, (text(said),))
    blocks: list[Block] = [text(strong(_ours(page)))]
    rows = [_row(each) for each in page.partings]
    blocks.append(table(["Account", "Parted", ">Patience", ">Hours", ">Given up", "Since"], rows))
    lost = [each for each in page.partings if each.kind is Kind.LOST]
    if lost:
        knew = sum(each.known is Known.KNOWN for each in lost)
        blocks.append(Heading("Did we know their needs?"))
        blocks.append(text(f"{count(len(lost), 'customer')} lost to a rival; the need was known at {knew or 'none'}."))
        blocks.append(Bullets(tuple(cell(strong(each.account), f". {_needs(each)}") for each in lost)))
    due = [each for each in page.partings if each.look_back]
    if due:
        blocks.append(Heading("To look back on"))
        blocks.append(Commands(tuple(f"vl account look-back {quoted(each.account)} --nothing" for each in due)))
        blocks.append(text(muted('Or what else came of it: --came-back, --won-by "RIVAL".')))
    blocks.append(text(muted(_how(page))))
    return Document(title, tuple(blocks))


def _ours(page: PartingsPage) -> str:
    if not page.ours:
        return "No parting was our own choice."
    known = sum(each.kind is not Kind.LOST and (each.regretted or each.looked is not None) for each in page.partings)
    wrong = f"{page.regretted:,} {'is' if page.regretted == 1 else 'are'}" if page.regretted else "none is"
    chose = f"Of {count(page.ours, 'parting')} that we chose, {wrong} to be regretted"
    rest = page.ours - known
    return f"{chose}; of {rest:,} nobody knows yet." if rest else f"{chose}."


def _row(each: PartingView) -> list[Cell | str]:
    to = f" to {each.rival}" if each.kind is Kind.LOST else ""
    again = f", until {day(each.ended)}" if each.ended else f", {count(each.days_ago, 'day')} ago"
    again = again if each.ended or each.days_ago else ", today"
    bad = Style.BAD if each.regretted or each.look_back else Style.PLAIN
    return [
        cell(strong(each.account), f": {each.reason}"),
        cell(f"{each.kind.value}{to}", muted(f" {day(each.day)}{again}")),
        units(each.spent),
        f"{'~' if each.estimated else ''}{number(each.hours)}",
        money(each.given_up),
        cell(Span(_since(each), bad)),
    ]


def _how(page: PartingsPage) -> str:
    about = any(each.estimated for each in page.partings)
    said = (
        "Given up: what the plan last weighed the account at, else our share of its lines by their chances; of a "
        "customer, what they had agreed to. To be regretted: another won it, or it came to us again."
    )
    return f"{said} Hours with a ~ hold touches without a time, each as long as a question." if about else said
