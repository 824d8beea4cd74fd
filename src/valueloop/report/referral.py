"""Referrals: the answer to a new one, and the tree with what each brought."""

from collections.abc import Sequence

from valueloop.document import (
    Block,
    Branch,
    Cell,
    Commands,
    Document,
    Heading,
    Span,
    Style,
    Tree,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.referral import ReferralAdded, ReferralPage, ReferralView, ThanksView
from valueloop.domain.page.standing import Done
from valueloop.domain.referral import Why
from valueloop.report.answers import Line, exposure, source, with_consequence
from valueloop.report.figures import count, day, listed, money
from valueloop.report.moves import the
from valueloop.report.promise import thank


def added(done: Done[ReferralAdded]) -> Document:
    """A referral was recorded."""
    made = done.what
    whom = f"{the(made.person)} at {done.account}" if made.person else done.account
    first: Line = ["Referral ", strong(str(made.number)), f": {whom} named {made.name} to us ({source(made.touch)})."]
    return with_consequence(
        done, first, _tied(made), ["You owe them a thank-you: ", strong(thank(done.account, made.person))]
    )


def _tied(made: ReferralAdded) -> Line:
    if made.account is None and made.near:
        meant = f"No account of ours has that name: did you mean {listed(made.near, 'or')}? vl undo takes it back."
        return [Span(meant, Style.BAD)]
    if made.account is None:
        return [f"Once it is an account it stands below them: vl account add {quoted(made.name)}"]
    if made.exposed:
        return [f"{made.account} is an account of ours: it is introduced by them now."]
    known = exposure(made.exposure, made.exposed_by)
    return [f"{made.account} is an account of ours; its exposure stays as it is recorded: {known}."]


def referrals(page: ReferralPage) -> Document:
    """Who named whom, as a tree, with what each brought and the thank-yous that we owe."""
    empty = 'Nobody has named anybody to us yet. vl referral add ACCOUNT "Calder Snacks" records it.'
    if page.account:
        named = quoted(page.account)
        empty = f'{page.account} has named nobody to us yet. vl referral add {named} "Calder Snacks" records it.'
    blocks: list[Block] = []
    if page.named_by:
        blocks.append(text(f"{page.account} was named to us by {page.named_by}."))
    blocks.append(Tree(tuple(_branch(each) for each in page.roots), empty=empty))
    if page.roots:
        won, still = _amounts(page.won), _amounts(page.open)
        said = f"Referrals brought {won} won and {still} on offer, each account counted once."
        if not page.won and not page.open:
            said = "Referrals have brought no deal yet."
        blocks.append(text(strong(said)))
    blocks += _owed(page.owed)
    where = f" by {page.account}" if page.account else ""
    return Document(f"Referrals{where}", tuple(blocks))


def _branch(each: ReferralView) -> Branch:
    facts: list[Span] = [Span(f", {part}") for part in (_own(each), _said(each)) if part]
    if each.again:
        facts.append(muted(", which stands elsewhere in the tree"))
    elif not each.account:
        facts.append(muted(", no account of ours yet"))
    if each.thanked is not None:
        facts.append(Span(", thanked", Style.GOOD) if each.thanked else Span(", not thanked yet", Style.BAD))
    if each.won_below or each.open_below:
        both = [
            f"{_amounts(sums)} {what}"
            for sums, what in ((each.won_below, "won"), (each.open_below, "on offer"))
            if sums
        ]
        facts.append(strong(f"; below it {listed(both)}"))
    return Branch(cell(strong(each.name), *facts), tuple(_branch(one) for one in each.below))


def _own(each: ReferralView) -> str:
    if each.again:
        return ""
    won = f"{money(each.won)} won" if each.won else ""
    still = f"{money(each.open)} on offer" if each.open else ""
    return ", ".join(part for part in (won, still) if part)


def _said(each: ReferralView) -> str:
    if each.day is None:
        return ""
    return f"named by {the(each.person)} {day(each.day)}" if each.person else f"named {day(each.day)}"


def _amounts(found: Sequence[Money]) -> str:
    return listed([money(each) for each in found]) if found else "nothing"


def _owed(found: Sequence[ThanksView]) -> list[Block]:
    if not found:
        return []
    rows: list[list[Cell | str]] = [
        [cell(strong(each.account)), the(each.person) if each.person else "anybody", _for(each), _when(each)]
        for each in found
    ]
    typed = tuple(dict.fromkeys(thank(each.account, each.person) for each in found))
    return [Heading("Thanks that we owe"), table(["Account", "To", "For", "When"], rows), Commands(typed)]


def _for(each: ThanksView) -> str:
    return f"naming {each.about}" if each.why is Why.REFERRAL else f"the deal won {day(each.since)}"


def _when(each: ThanksView) -> Cell:
    if each.late_days:
        return cell(Span(f"{count(each.late_days, 'day')} late", Style.BAD))
    return cell(f"by {day(each.due)}")
