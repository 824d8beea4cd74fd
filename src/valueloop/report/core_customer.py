"""Core customers: the rank with each part of it, the rule, and the privileges."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, Span, Style, cell, muted, strong, table, text
from valueloop.domain.core_customer import Out
from valueloop.domain.names import quoted
from valueloop.domain.page.core_customer import CorePage, CoreRow, PrivilegeView
from valueloop.domain.page.standing import Done
from valueloop.report.answers import Line, with_consequence
from valueloop.report.figures import count, day, decimal, listed, money, number, percent, rate

_OUT = {Out.PARTED: "we have parted", Out.SPENT: "no goodwill left"}


def core(page: CorePage) -> Document:
    """Customers by rank, core customers first, each part of the score with what it is from; and the rule."""
    rows = [_row(each, at) for at, each in enumerate(page.rows, 1)]
    heads = [">", "Customer", ">Score", "Realised a year", "Goodwill", "Referrals"]
    nobody = "Nobody is a customer yet: an account is one once a deal was won there (vl deal win)."
    blocks: list[Block] = [table(heads, rows, empty=nobody)]
    if page.rows:
        blocks += [*_granted(page.rows), *_unmeasured(page.rows), *_rule(page)]
    return Document("Core customers", tuple(blocks))


def _row(each: CoreRow, at: int) -> list[Cell | str]:
    mark = Span(" core", Style.GOOD) if each.core else None
    out = Span(f" {_OUT[each.out]}", Style.BAD) if each.out else None
    realised = (
        cell(percent(each.value), muted(f" {money(each.accepted)} accepted, not measured"))
        if each.realised is None
        else cell(percent(each.value), muted(f" {money(each.realised)}"))
    )
    return [
        str(at),
        cell(strong(each.account), mark, out),
        cell(decimal(each.score, 2)),
        realised,
        cell(Bar(each.goodwill), muted(f" {number(each.left)} of {number(each.start)}")),
        cell(percent(each.referrals), muted(f" {_named(each)}")),
    ]


def _named(each: CoreRow) -> str:
    if not each.brought and not each.named:
        return "none"
    parts = [count(each.brought, "customer")] if each.brought else []
    parts += [f"{each.named} more named" if each.brought else f"{each.named} named"] if each.named else []
    return ", ".join(parts)


def _granted(rows: Sequence[CoreRow]) -> list[Block]:
    """What core customers are granted; who of them is granted nothing; and who is granted something and is none."""
    found: list[Block] = []
    for each in rows:
        if each.core and each.privileges:
            found.append(text(strong(each.account), f" is granted: {'; '.join(each.privileges)}."))
        elif each.core:
            typed = f'vl privilege add {quoted(each.account)} "called back within the hour"'
            found.append(text(strong(each.account), f" has no privilege yet: {typed}"))
        elif each.privileges:
            said = f"{each.account} has a privilege and is no core customer now: vl privilege list"
            found.append(text(muted(said)))
    return found


def _unmeasured(rows: Sequence[CoreRow]) -> list[Block]:
    nobody = [each.account for each in rows if each.realised is None]
    if not nobody:
        return []
    what = "has" if len(nobody) == 1 else "have"
    said = f"{listed(nobody)} {what} nothing measured yet, so that realised value counts nought: what was accepted"
    return [text(f"{said} is no result. vl realise ACCOUNT LINE … records one.")]


def _rule(page: CorePage) -> list[Block]:
    score = (
        f"Score = {rate(page.weigh_value)} × realised value a year, of the most in its currency + "
        f"{rate(page.weigh_goodwill)} × goodwill, of what it began with + {rate(page.weigh_referrals)} × referrals, of "
        "the most (one that became a customer counts 1, any other a half)."
    )
    line = (
        f"Core are the best {rate(page.part)} of the customers with goodwill left that we have not parted from, "
        "rounded down, at least one. The weights are judgement: vl config set core.value 50%"
    )
    return [text(muted(score)), text(muted(line))]


def privilege_added(done: Done[PrivilegeView]) -> Document:
    """A privilege was granted."""
    made = done.what
    lines: list[Line] = [["Privilege ", strong(str(made.number)), f" of {made.account}: {made.text}."]]
    if made.core:
        lines.append(["A core customer: it shows on vl queue and vl brief."])
    else:
        said = f"{made.account} is no core customer by the rule (vl report core): it shows once they are one."
        lines.append([Span(said, Style.BAD)])
    return with_consequence(done, *lines)


def privilege_ended(done: Done[PrivilegeView]) -> Document:
    """A privilege was ended."""
    made = done.what
    return with_consequence(done, [f"Privilege {made.number} of {made.account}, {made.text}, ended {day(made.ended)}."])


def privileges(found: Sequence[PrivilegeView], account: str | None = None) -> Document:
    """The privileges that hold."""
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            cell(strong(each.account), None if each.core else Span(" no core customer", Style.BAD)),
            each.text,
            day(each.day),
        ]
        for each in found
    ]
    empty = 'No privilege is granted. vl privilege add ACCOUNT "called back within the hour" grants one.'
    title = f"Privileges of {found[0].account}" if account and found else "Privileges"
    return Document(title, (table([">", "Customer", "Privilege", "Since"], rows, empty=empty),))
