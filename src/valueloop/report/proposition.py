"""Value propositions: for each person what they are after, what we change and its worth; and the hierarchy of value."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.document import (
    Bar,
    Block,
    Branch,
    Cell,
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
from valueloop.domain.page.map import EntryView, ImpactView, LineOnMap, MapPage, PersonMap
from valueloop.domain.page.their_map import their_map
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.report.figures import listed, money, percent
from valueloop.report.moves import the
from valueloop.report.value_map import whose_number

_CERTAINTY = {
    "accepted": "accepted",
    Source.MEASURED.value: "measured, not accepted yet",
    Source.SAID.value: "said, not accepted yet",
    Source.DEDUCED.value: "our deduction",
    Source.GUESS.value: "our guess",
}
_KIND = {Effect.EARN: "earn more", Effect.SAVE: "spend less"}


def proposition(page: MapPage, *, customer: bool = False) -> Document:
    """The value proposition table of each person: what leads first, the rest below; of all, the hierarchy of value.

    For a `customer`: what they said or confirmed, and money that rests on their word.
    """
    if customer:
        page = their_map(page)
        shown = tuple(each for each in page.maps if any(entry.impacts for entry in each.entries))
        page = replace(page, maps=shown or page.maps[:1])
    blocks: list[Block] = []
    for person in page.maps:
        if len(page.maps) > 1:
            blocks.append(Heading(person.person.name))
        blocks += _table(person, customer=customer)
    if not page.maps and customer:
        blocks.append(text("Nothing is agreed yet."))
    elif not page.maps:
        blocks.append(text('Nobody has a value map yet. Begin: vl entry add ACCOUNT --for "…" --objective "…"'))
    elif len(page.maps) > 1 and not customer:
        blocks += hierarchy(page)
    whom = f" for {the(page.maps[0].person.name)}" if len(page.maps) == 1 else ""
    return Document(f"Value proposition{whom}, {page.account}", tuple(blocks))


def hierarchy(page: MapPage) -> list[Block]:
    """Where the value of the account is: by player, then by kind and certainty, each line once."""
    if not page.lines:
        return []
    total = page.accepted + page.potential
    players = _grouped(page.lines, lambda each: each.owner or "")
    roots = [
        Branch(
            _part(name or "nobody yet", lines, total, strong),
            tuple(
                Branch(_part(_KIND[Effect(kind)], some, total), tuple(Branch(_line(each)) for each in some))
                for kind, some in _grouped(lines, lambda each: each.effect.value)
            ),
        )
        for name, lines in players
    ]
    return [
        Heading("Hierarchy of value"),
        text(
            f"All lines of {page.account}, each once: {money(page.accepted)} accepted, {money(page.potential)} "
            "potential a year."
        ),
        Tree(tuple(roots)),
        _ranked("By kind", _grouped(page.lines, lambda each: _KIND[each.effect]), total),
        _ranked("By certainty", _grouped(page.lines, lambda each: _CERTAINTY[each.certainty]), total),
    ]


def _grouped(lines: Sequence[LineOnMap], key: Callable[[LineOnMap], str]) -> list[tuple[str, list[LineOnMap]]]:
    """Lines by what they share, the groups and the lines with most money first."""
    found: dict[str, list[LineOnMap]] = {}
    for each in sorted(lines, key=lambda one: (-one.amount.amount, one.number)):
        found.setdefault(key(each), []).append(each)
    return sorted(found.items(), key=lambda group: -_sum(group[1]))


def _sum(lines: Sequence[LineOnMap]) -> Decimal:
    return sum((each.amount.amount for each in lines), Decimal(0))


def _part(name: str, lines: Sequence[LineOnMap], total: Money, look: Callable[[str], Span] = Span) -> Cell:
    amount = _sum(lines)
    return cell(look(name), f" · {money(Money(amount, total.currency))}", muted(f" · {percent(amount / total.amount)}"))


def _line(each: LineOnMap) -> Cell:
    style = Style.GOOD if each.status is Status.ACCEPTED else Style.MUTED
    return cell(f"{each.name} (line {each.number}) · {money(each.amount)} · ", Span(_CERTAINTY[each.certainty], style))


def _ranked(title: str, groups: Sequence[tuple[str, Sequence[LineOnMap]]], total: Money) -> Block:
    rows: list[list[Cell | str]] = []
    for name, lines in groups:
        part = _sum(lines) / total.amount
        worth = money(Money(_sum(lines), total.currency))
        rows.append([name, cell(Bar(part)), percent(part), worth])
    return table([title, "", ">Part", ">A year"], rows)


def _table(person: PersonMap, *, customer: bool) -> list[Block]:
    shown = [each for each in person.entries if each.impacts]
    if not shown:
        whom = the(person.person.name)
        if customer:
            return [text(f"Nothing is agreed with {whom} yet.")]
        return [text(f"No impact is known for {whom} yet: vl impact add ties one to an entry.")]
    order = sorted(
        shown, key=lambda each: (not each.leads, -(each.accepted.amount + each.potential.amount), each.number)
    )
    columns = ["They are after", "What we change", ">Accepted", ">Potential", "Whose number"]
    if customer:
        columns = ["You are after", "What changes", ">Agreed", ">To be agreed", "Whose number"]
    rows = [row for entry in order for row in _rows(entry, customer=customer)]
    sums = (person.accepted, person.potential)
    total: list[Cell | str] = [
        cell(strong("A year, each line once")),
        "",
        *(cell(strong(money(each))) for each in sums),
        "",
    ]
    # A column of money that nobody has is room taken from words.
    empty = {at for at, each in enumerate(sums, 2) if not any(row[at] for row in rows) and not each.amount}
    kept = [at for at in range(len(columns)) if at not in empty]
    shown_rows, totals = ([[row[at] for at in kept] for row in each] for each in (rows, [total]))
    made = table([columns[at] for at in kept], shown_rows, totals if len(empty) < 2 else ())
    return [made, *([] if customer else _focus(person, order))]


def _rows(entry: EntryView, *, customer: bool) -> list[list[Cell | str]]:
    """An entry's rows, one an impact: what carries money comes first."""
    # What carries money comes first, under its entry too.
    impacts = sorted(entry.impacts, key=lambda each: (each.amount is None or each.counted_at is not None, each.number))
    style = Style.STRONG if entry.leads else Style.PLAIN
    rows: list[list[Cell | str]] = []
    for at, each in enumerate(impacts):
        known = not customer or each.amount is not None
        rows.append(
            [
                cell(Span(entry.text, style), muted(f" ({entry.kind.value})")) if at == 0 else "",
                cell(Span(each.text, Style.IMPACT)),
                _money_if(each, accepted=True),
                _money_if(each, accepted=False),
                _evidence(each, customer=customer) if known else "to be reckoned with you",
            ]
        )
    return rows


def _focus(person: PersonMap, order: Sequence[EntryView]) -> list[Block]:
    """What to speak of first, in a sentence: bold does not survive a pipe."""
    lead = [each for each in order if each.leads]
    if not lead:
        return []
    sure = bool(person.accepted.amount)
    of = person.accepted if sure else person.potential
    carried = sum((each.accepted if sure else each.potential).amount for each in lead)
    what = "accepted" if sure else "potential"
    named = listed([f"“{each.text}”" for each in lead])
    return [text(muted(f"{percent(carried / of.amount)} of the {what} money is in {named}."))]


def _money_if(each: ImpactView, *, accepted: bool) -> str:
    """The impact's money in the column of its status; what is set aside stands in neither."""
    if each.amount is None or each.counted_at is not None or each.status is Status.REFUTED:
        return ""
    if (each.status is Status.ACCEPTED) is not accepted:
        return ""
    return money(each.amount) + (" once" if each.once else "")


def _evidence(each: ImpactView, *, customer: bool) -> str:
    if each.personal:
        return "personal, not priced"
    if each.amount is None:
        return "no money yet" if each.line is None else f"line {each.line} is not complete"
    if each.counted_at is not None:
        return "counted above" if customer else f"line {each.line}, counted above"
    if each.status is Status.REFUTED:
        return "set aside: they do not have it"
    if each.accepted_by:
        return f"accepted by {the(each.accepted_by)}"
    return whose_number(each)
