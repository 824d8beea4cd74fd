"""Checks: what warns and what to do, what cannot be said and what to log, and over all accounts where to look first."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from string import Formatter

from valueloop.document import (
    Block,
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
from valueloop.domain.check.finding import Figure, Says
from valueloop.domain.money import Money
from valueloop.domain.page.check import (
    AccountChecked,
    CheckFound,
    CheckPage,
    ChecksPage,
    CheckView,
    IdealPage,
    IdealSet,
    MuteDone,
)
from valueloop.domain.page.standing import Done
from valueloop.report.answers import answer, with_consequence
from valueloop.report.figures import count, day, listed, money, number, percent, units
from valueloop.report.moves import the

_MANY = {"person": "people", "criterion": "criteria"}  # words whose many no rule makes


def check(page: CheckPage) -> Document:
    """The checks of one account: what warns, what cannot be said, what is fine, what is muted."""
    heard = [each for each in page.found if each.muted is None]
    by = {says: [each for each in heard if each.says is says] for says in Says}
    silent = [each for each in page.found if each.muted is not None]
    many = len(by[Says.WARNS])
    blocks: list[Block] = [
        text(
            Span(f"{count(many, 'check')} {_s('warn', many)}", Style.BAD if many else Style.PLAIN),
            f"; {len(by[Says.UNKNOWN])} cannot say, {len(by[Says.FINE])} {'is' if len(by[Says.FINE]) == 1 else 'are'} "
            f"fine{f', {len(silent)} muted' if silent else ''}.",
        )
    ]
    for each in by[Says.WARNS]:
        blocks += [
            Heading(f"{each.check.title} ({each.check.name})"),
            text(strong(f"{_sentence(each)}. "), each.do),
            text(muted(f"Why it matters: {each.check.reason}")),
            Commands((each.command,)),
        ]
    if by[Says.UNKNOWN]:
        rows = [[each.check.name, f"{_sentence(each)}. {each.do}"] for each in by[Says.UNKNOWN]]
        blocks += [
            Heading("Cannot say"),
            table(["Check", "What is missing, and what to log"], rows),
            Commands(tuple(dict.fromkeys(each.command for each in by[Says.UNKNOWN]))),
        ]
    blocks += _rows("Fine", by[Says.FINE], _sentence)
    blocks += _rows("Muted", silent, lambda each: f"{each.muted} ({_sentence(each, begins=False)})")
    return Document(f"Checks at {page.account}", tuple(blocks))


def _s(verb: str, many: int) -> str:
    return f"{verb}s" if many == 1 else verb


def _rows(title: str, found: Sequence[CheckFound], said: Callable[[CheckFound], str]) -> list[Block]:
    if not found:
        return []
    heads = {"Fine": "What was seen", "Muted": "Why it is silent, and what it sees"}
    return [Heading(title), table(["Check", heads[title]], [[each.check.name, said(each)] for each in found])]


def _sentence(found: CheckFound, *, begins: bool = True) -> str:
    """What a check saw, with its figures as a page shows them."""
    said = filled(found.seen, {each.name: each.value for each in found.figures})
    return said[:1].upper() + said[1:] if begins else said


def filled(seen: str, figures: Mapping[str, Figure]) -> str:
    """A sentence with its figures in it.

    Behind a figure's name stands how it is shown: `%` as a percentage, `units` as patience, `the` as people, any other
    word as so many of that thing.

    >>> filled("{calls:talk}, {share:%} with {who:the}", {"calls": 6, "share": Decimal("0.8"), "who": "plant manager"})
    '6 talks, 80% with the plant manager'
    """
    parts = []
    for literal, name, how, _ in Formatter().parse(seen):
        parts.append(literal)
        if name is not None:
            parts.append(_shown(figures[name], how or ""))
    return "".join(parts)


def _shown(figure: Figure, how: str) -> str:
    match figure:
        case Money():
            return money(figure)
        case date():
            return day(figure)
        case Decimal():
            return percent(figure) if how == "%" else units(figure) if how == "units" else number(figure)
        case int():
            return _count(figure, how) if how else f"{figure:,}"
        case str():
            return the(figure) if how == "the" else figure
        case _:
            return listed([the(each) if how == "the" else each for each in figure])


def _count(figure: int, what: str) -> str:
    return f"{figure:,} {_MANY[what]}" if what in _MANY and figure != 1 else count(figure, what)


def check_all(page: ChecksPage) -> Document:
    """The checks over all live accounts: where most warn, and what warns most often."""
    if not page.live:
        empty = 'No account yet. Add one: vl account add "Northgate Bottling"'
        return Document("Checks", (text(_blank(page) if page.blank else empty),))
    titles = {each.check.name: each.check.title for each in page.checks}
    warned = [each for each in page.checks if each.warns]
    blocks: list[Block] = [
        table(
            ["Account", ">Warn", "The gravest", ">Cannot say", ">Muted"],
            [_account(each, titles) for each in page.accounts],
        )
    ]
    if page.left:
        blocks.append(
            text(muted(f"And {count(page.left, 'account')} with no more warnings than these: vl check --all."))
        )
    if page.blank:
        blocks.append(text(muted(_blank(page))))
    blocks.append(Heading("By check"))
    if warned:
        blocks.append(
            table(
                ["Check", ">Warns at", ">Fine at", ">Cannot say at"],
                [
                    [
                        f"{each.check.title} ({each.check.name})",
                        f"{each.warns:,}",
                        f"{each.fine:,}",
                        f"{each.unknown:,}",
                    ]
                    for each in sorted(warned, key=lambda one: -one.warns)
                ],
            )
        )
    blind = [each.check.name for each in page.checks if each.unknown and each.unknown + each.muted == page.live]
    rest = len(page.checks) - len(warned)
    if rest:
        blocks.append(text(f"{count(rest, 'check')} {_s('warn', rest)} at no account."))
    if blind:
        said = Span("At no account is anything logged that these could look at: ", Style.BAD)
        blocks.append(text(said, f"{listed(blind)}."))
    blocks.append(text(muted("vl check ACCOUNT says what was seen and what to do; vl check --names lists all checks.")))
    return Document("Checks", tuple(blocks))


def _blank(page: ChecksPage) -> str:
    return f'At {count(page.blank, "account")} nothing is logged, so nothing can be said: vl log ACCOUNT "…" --call'


def _account(each: AccountChecked, titles: Mapping[str, str]) -> list[Cell | str]:
    return [
        cell(strong(each.account)),
        f"{each.warns}",
        f"{titles[each.worst]} ({each.worst})" if each.worst else "",
        f"{each.unknown}",
        f"{each.muted or ''}",
    ]


def names(found: Sequence[CheckView]) -> Document:
    """Every check: the name that mutes it, when it warns, why that matters, and which part of the method says so."""
    rows: list[list[Cell | str]] = [
        [
            each.name,
            cell(strong(f"{each.title}: "), f"{each.when}. ", muted(f"{each.reason} ({_source(each.source)}.)")),
        ]
        for each in found
    ]
    return Document(
        "All checks, the gravest first",
        (
            table(["Name", "When it warns, and why that matters"], rows),
            text(muted('To silence one at an account: vl mute ACCOUNT NAME --because "…"')),
        ),
    )


def mute(done: Done[MuteDone]) -> Document:
    """A check was muted at an account, or is heard again."""
    made = done.what
    if made.muted:
        said = f" ({made.check.title}) is silent at {done.account}: {made.reason}"
    else:
        said = f" ({made.check.title}) is heard again at {done.account}; it was silent because: {made.reason}"
    still = [f"Also muted there: {listed(made.still)}."] if made.still else []
    return with_consequence(done, ["The check ", strong(made.check.name), f"{said}."], still)


def ideal(page: IdealPage) -> Document:
    """What an account that suits us is like, trait by trait, and how many accounts do."""
    rows = [
        [each.trait, each.wanted, number(each.weight), f"{each.met:,}", f"{each.missed:,}", f"{each.unknown:,}"]
        for each in page.criteria
    ]
    empty = 'Nothing is said yet. Say it: vl ideal set industry="food and drink" --weight 2'
    blocks: list[Block] = [
        table(["Trait", "Is to be", ">Weight", ">Accounts that are so", ">Are not", ">Not recorded"], rows, empty=empty)
    ]
    if page.criteria:
        blocks.append(text(_suits(page)))
        blocks.append(text(muted("An account suits you when it meets half or more of the weight that is recorded.")))
    return Document("What an account that suits us is like", tuple(blocks))


def _suits(page: IdealPage) -> str:
    behind = f"; of {page.unknown:,} nothing of it is recorded" if page.unknown else ""
    others = f"{page.others:,} {'does' if page.others == 1 else 'do'} not"
    return f"{count(page.suit, 'account')} {_s('suit', page.suit)} you, {others}{behind}."


def ideal_set(done: IdealSet) -> Document:
    """What was set of it, and what it makes of the accounts."""
    by = {each.trait: each for each in done.page.criteria}
    made = [f"{each} is to be {by[each].wanted} (weight {number(by[each].weight)})" for each in done.set]
    lines: list[list[str]] = [[f"An account that suits us: {listed(made)}."]] if made else []
    if done.gone:
        lines.append([f"Taken away: {listed(done.gone)}."])
    lines.append([_suits(done.page) if done.page.criteria else "Nothing is said of it any more."])
    return answer(*lines)


def _source(source: str) -> str:
    """Which part of the method says so, without its number in the plan of this program."""
    return re.sub(r"M\d+(?: and M\d+)*, the parts? of ", "", source)
