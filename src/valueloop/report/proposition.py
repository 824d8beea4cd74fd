"""Value maps and value propositions."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.page.map import EntryView, ImpactView, MapPage, PersonMap, PersonMoney
from valueloop.domain.value.line import Status
from valueloop.domain.value_map import Kind, Rung
from valueloop.report.figures import count, listed, money, percent
from valueloop.report.inputs import OURS
from valueloop.report.moves import the
from valueloop.report.records import branches

_PLURAL = {Kind.OBJECTIVE: "Objectives", Kind.METRIC: "Metrics", Kind.STRATEGY: "Strategies", Kind.ISSUE: "Issues"}


def value_map(page: MapPage, *, one: bool) -> Document:
    """The value map: of one person in full, or the organisation as a tree with the money at each."""
    if one:
        return Document(f"Value map: {page.maps[0].person.name}, {page.account}", tuple(_map(page.maps[0])))
    blocks: list[Block] = [
        text(
            "Benefits a year: ",
            strong(f"{money(page.accepted)} accepted"),
            f", {money(page.potential)} potential, at the owner of each line and counted once on its way up.",
        ),
        branches([(each.person.level, _money_at(each)) for each in page.people]),
    ]
    if page.nobody.amount:
        blocks.append(
            text(Span(f"{money(page.nobody)} a year belongs to nobody yet: give its line an owner.", Style.BAD))
        )
    unmapped = [each for each in page.people if not each.entries]
    if unmapped:
        blocks.append(text(muted(f"No map yet: {listed([each.person.name for each in unmapped])}.")))
    for each in page.maps:
        blocks += [Heading(each.person.name), *_map(each)]
    return Document(f"Value map of {page.account}", tuple(blocks))


def _money_at(each: PersonMoney) -> Cell:
    own = [
        f"{money(amount)} {word}"
        for amount, word in ((each.accepted, "accepted"), (each.potential, "potential"))
        if amount.amount
    ]
    below = each.rolled_up.amount - each.accepted.amount - each.potential.amount
    talked = count(each.person.touches, "touch") if each.person.touches else "not talked to"
    return cell(
        strong(each.person.name),
        Span(f" · {', '.join(own)}", Style.GOOD) if own else None,
        f" · with those below {money(each.rolled_up)}" if below else None,
        muted(f" · {talked}"),
    )


def _map(person: PersonMap) -> list[Block]:
    """One person's map: their business first, our impacts under what they touch."""
    blocks: list[Block] = []
    for kind in Kind:
        entries = [each for each in person.entries if each.kind is kind]
        if entries:
            blocks += [Heading(_PLURAL[kind], 3), Bullets(tuple(_entry(each) for each in entries))]
        else:
            blocks += [Heading(_PLURAL[kind], 3), text(Span(f"No {kind.value} known: ask.", Style.BAD))]
    blocks.append(
        text(
            strong(f"{money(person.accepted)} accepted"),
            f", {money(person.potential)} potential a year on this map, each line once. Impacts are in italics.",
        )
    )
    return blocks


def _entry(entry: EntryView) -> Cell:
    impacts = [piece for each in entry.impacts for piece in (Span("\n"), *impact(each))]
    return cell(f"{entry.text} ", muted(f"({entry.number}, {_rung(entry)})"), *impacts)


def _rung(entry: EntryView) -> str:
    return entry.rung.value + (f" in #{entry.touch}" if entry.touch and entry.rung is not Rung.GUESS else "")


def impact(each: ImpactView) -> list[Span]:
    """An impact in italics, with its money."""
    return [Span(each.text, Style.IMPACT), Span(f": {worth(each)}")]


def worth(each: ImpactView) -> str:
    """An impact's money and where it stands."""
    if each.personal:
        return "personal, not priced"
    if each.line is None:
        return "no money yet"
    if each.amount is None:
        return f"line {each.line} is not complete"
    if each.counted_at is not None:
        return f"line {each.line}, counted at impact {each.counted_at}"
    per = "once" if each.once else "a year"
    status = {Status.ACCEPTED: "accepted", Status.REFUTED: "set aside"}.get(
        each.status or Status.POTENTIAL, "potential"
    )
    return f"{money(each.amount)} {per}, {status}"


def proposition(page: MapPage) -> Document:
    """The value proposition table of each person: what leads first, the rest below."""
    blocks: list[Block] = []
    for person in page.maps:
        if len(page.maps) > 1:
            blocks.append(Heading(person.person.name))
        blocks += _table(person)
    if not blocks:
        blocks.append(text('Nobody has a value map yet. Begin: vl entry add ACCOUNT --for "…" --objective "…"'))
    elif len(page.maps) > 1:
        blocks.append(
            text(
                f"All lines of {page.account}, each once: {money(page.accepted)} accepted, {money(page.potential)} "
                "potential a year."
            )
        )
    whom = f" for {the(page.maps[0].person.name)}" if len(page.maps) == 1 else ""
    return Document(f"Value proposition{whom}, {page.account}", tuple(blocks))


def _table(person: PersonMap) -> list[Block]:
    shown = [each for each in person.entries if each.impacts]
    if not shown:
        return [text(f"No impact is known for {the(person.person.name)} yet: vl impact add ties one to an entry.")]
    order = sorted(
        shown, key=lambda each: (not each.leads, -(each.accepted.amount + each.potential.amount), each.number)
    )
    columns = ["They are after", "What we change", ">Accepted", ">Potential", "Whose number"]
    rows: list[list[Cell | str]] = []
    for entry in order:
        # What carries money comes first, under its entry too.
        impacts = sorted(
            entry.impacts, key=lambda each: (each.amount is None or each.counted_at is not None, each.number)
        )
        for at, each in enumerate(impacts):
            style = Style.STRONG if entry.leads else Style.PLAIN
            rows.append(
                [
                    cell(Span(entry.text, style), muted(f" ({entry.kind.value})")) if at == 0 else "",
                    cell(Span(each.text, Style.IMPACT)),
                    _money_if(each, accepted=True),
                    _money_if(each, accepted=False),
                    _evidence(each),
                ]
            )
    total: list[Cell | str] = [
        cell(strong("A year, each line once")),
        "",
        cell(strong(money(person.accepted))),
        cell(strong(money(person.potential))),
        "",
    ]
    # A column of money that nobody has is room taken from words.
    empty = {
        at
        for at, each in ((2, person.accepted), (3, person.potential))
        if not any(row[at] for row in rows) and not each.amount
    }
    kept = [at for at in range(len(columns)) if at not in empty]
    shown_rows, totals = ([[row[at] for at in kept] for row in each] for each in (rows, [total]))
    return [table([columns[at] for at in kept], shown_rows, totals if len(empty) < 2 else ()), *_focus(person, order)]


def _counts(each: ImpactView) -> bool:
    return each.amount is not None and each.counted_at is None


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


def _evidence(each: ImpactView) -> str:
    if each.personal:
        return "personal, not priced"
    if each.amount is None:
        return "no money yet" if each.line is None else f"line {each.line} is not complete"
    if each.counted_at is not None:
        return f"line {each.line}, counted above"
    if each.status is Status.REFUTED:
        return "set aside: they do not have it"
    if each.accepted_by:
        return f"accepted by {the(each.accepted_by)}"
    if each.said_by:
        return f"{each.source} by {listed([the(one) for one in each.said_by])}"
    return "our guess" if each.source is None else OURS[each.source]
