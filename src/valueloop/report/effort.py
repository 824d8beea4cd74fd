"""Effort against value: who has our touches and whose the money is, with the names to call."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.effort import ENOUGH, REAL, Finding, decimal_of
from valueloop.domain.names import fold, quoted
from valueloop.domain.page.effort import EffortCall, EffortGroup, EffortPage, EffortTable, EffortView
from valueloop.report.figures import count, day, listed, money, number, percent
from valueloop.report.moves import the


def effort(page: EffortPage) -> Document:
    """Effort against value by department and by role, the mismatch in a sentence, and the names to call."""
    blocks: list[Block] = []
    for each in page.views:
        if len(page.views) > 1:
            blocks.append(Heading(f"Accounts in {each.currency}"))
        blocks += _view(each, page.account)
    if not page.views:
        said = "Nobody owns money at any account yet: give value lines an owner, vl line add ACCOUNT … --for PERSON."
        blocks.append(text(said))
    if page.nobody:
        owed = listed([money(each) for each in page.nobody])
        said = f"{owed} a year {'belong' if len(page.nobody) > 1 else 'belongs'} to nobody yet: give its line an owner."
        blocks.append(text(Span(said, Style.BAD)))
    if len(page.views) > 1:
        blocks.append(text(muted("Each currency is compared by itself: amounts in two are never added.")))
    if page.left_out:
        said = f"Left out: {count(page.left_out_touches, 'touch')} of ours at {count(page.left_out, 'account')}"
        blocks.append(text(muted(f"{said} where nobody owns money: where the value is, is not known there.")))
    where = f" at {page.account}" if page.account else ""
    return Document(f"Effort against value{where}", tuple(blocks))


def _view(view: EffortView, account: str | None) -> list[Block]:
    here = "" if account else f" at {count(view.accounts, 'account')}"
    timed = f", {number(view.hours)} hours of them timed" if view.hours is not None and not view.by_hours else ""
    timed = f", {number(view.hours)} hours" if view.hours is not None and view.by_hours else timed
    first = text(
        strong(f"{count(view.touches, 'touch')} of ours"),
        f"{timed}{here}, {view.inbound:,} of theirs; ",
        strong(f"{money(view.worth)} a year"),
        " at the owners of its lines.",
    )
    blocks: list[Block] = [first]
    for what, found in (("Department", view.departments), ("Role", view.roles)):
        if found.groups:
            blocks.append(_table(what, found, view))
            blocks += _said(what.lower(), found, view)
    if view.roles.finding is Finding.UNVALUED:
        said = "Nobody owns money there yet: there is no value to compare effort with."
        blocks.append(text(Span(said, Style.BAD)))
    elif view.roles.finding is Finding.FEW:
        blocks.append(text(f"{count(view.touches, 'touch')} of ours: too few to say more; {ENOUGH} are needed."))
    blocks += _calls(view.calls, view.more, account)
    blocks.append(text(muted(_how(view))))
    unset = [
        (what, option)
        for what, option, found in (
            ("department", "production", view.departments),
            ("role", '"plant manager"', view.roles),
        )
        if any(not each.name for each in found.groups)
    ]
    for what, option in unset:
        whom = f"{quoted(account) if account else 'ACCOUNT'} NAME"
        blocks.append(text(muted(f"To record a {what}: vl contact edit {whom} --{what} {option}")))
    return blocks


def _how(view: EffortView) -> str:
    """How it is counted, in a note."""
    effort = "hours" if view.by_hours else "touches"
    theirs = "; theirs, in brackets, are no effort of ours" if view.inbound else ""
    alone = f" {count(view.unnamed, 'touch')} of ours named nobody." if view.unnamed else ""
    return (
        f"Effort is {effort} of ours{theirs}. A touch with several people is shared evenly among them. Value is yearly "
        f"money, accepted and potential. It is a mismatch from {percent(decimal_of(REAL))} to move on.{alone}"
    )


def _table(what: str, found: EffortTable, view: EffortView) -> Block:
    heads = [what, ">Touches", "Effort", "Value", ">A year"]
    timed = view.hours is not None
    if timed:
        heads.insert(2, ">Hours")
    rows: list[list[Cell | str]] = []
    for each in found.groups:
        theirs = muted(f" ({number(each.inbound)})") if view.inbound else None
        row: list[Cell | str] = [
            cell(each.name or muted(f"no {what.lower()}")),
            cell(number(each.touches), theirs),
            cell(Bar(each.of_effort), f" {percent(each.of_effort)}"),
            cell(Bar(each.of_worth), f" {percent(each.of_worth)}"),
            money(each.worth),
        ]
        if timed:
            row.insert(2, number(each.hours))
        rows.append(row)
    return table(heads, rows)


def _said(what: str, found: EffortTable, view: EffortView) -> list[Block]:
    """What a table comes to, as a sentence; what is so of both tables is said after them."""
    if found.finding is Finding.APART:
        return [text(strong(_mismatch(what, found, "hours" if view.by_hours else "touches")))]
    if found.finding is Finding.ALIKE:
        said = f"By {what}, effort and value agree: {percent(found.apart)} of the effort would have to move."
        return [text(Span(said, Style.GOOD))]
    if found.finding is Finding.UNNAMED:
        return [text(Span(f"Half or more is with people of no {what}: too little is known to say.", Style.BAD))]
    return []


def _mismatch(what: str, found: EffortTable, unit: str) -> str:
    """Where most of the effort is too much, and where most of the value is too little called on."""
    over = max(found.groups, key=lambda each: each.of_effort - each.of_worth)
    under = max(found.groups, key=lambda each: each.of_worth - each.of_effort)
    there = f"{percent(over.of_worth)} of the value is" if over.of_worth else "no value is"
    spent = f"{percent(under.of_effort)} of our {unit}" if under.of_effort else f"none of our {unit}"
    return (
        f"{percent(over.of_effort)} of our {unit} went to {_people(what, over)}, where {there}; "
        f"{percent(under.of_worth)} of the value is with {_people(what, under)}, with {spent}. "
        f"{percent(found.apart)} of the effort would have to move."
    )


def _people(what: str, group: EffortGroup) -> str:
    if not group.name:
        return f"people of no {what}"
    if what == "department":
        return group.name
    return the(group.name) if group.people == 1 else f"“{group.name}” ({group.people:,} people)"


def _calls(found: Sequence[EffortCall], more: int, account: str | None) -> list[Block]:
    if not found:
        return []
    rows: list[list[Cell | str]] = []
    for each in found:
        row: list[Cell | str] = [cell(strong(each.person), muted(_known(each)))]
        if not account:
            row.append(each.account)
        talked = day(each.last_touch) if each.last_touch else Span("never", Style.BAD)
        row += [money(each.worth), percent(each.of_worth), percent(each.of_effort), cell(talked)]
        rows.append(row)
    heads = ["Call", *([] if account else ["At"]), ">A year", ">Value", ">Effort", "Last touch"]
    blocks: list[Block] = [Heading("Where to call"), table(heads, rows)]
    if more:
        blocks.append(text(muted(f"And {more:,} more, each with more of the value than of our effort.")))
    return blocks


def _known(each: EffortCall) -> str:
    """What a person does, where the name does not say it."""
    name = fold(each.person)
    said = [known for known in (each.role, each.department) if fold(known) not in name]
    return f" ({', '.join(said)})" if said else ""
