"""Value maps: the organisation with the money at each person, and what each is after."""

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, text
from valueloop.domain.page.map import EntryView, ImpactView, MapPage, NeedOnMap, PersonMap, PersonMoney
from valueloop.domain.page.their_map import their_map
from valueloop.domain.value.line import Status
from valueloop.domain.value_map import Kind, Measure, Rung
from valueloop.report.figures import count, day, listed, money, number, percent
from valueloop.report.inputs import OURS
from valueloop.report.moves import the
from valueloop.report.records import branches

_PLURAL = {Kind.OBJECTIVE: "Objectives", Kind.METRIC: "Metrics", Kind.STRATEGY: "Strategies", Kind.ISSUE: "Issues"}


def value_map(page: MapPage, *, one: bool, customer: bool = False) -> Document:
    """The value map: of one person in full, or the organisation as a tree with the money at each.

    For a `customer`: what they said or confirmed, impacts that are not personal, and money that rests on their word.
    """
    page = their_map(page) if customer else page
    if one:
        shown = page.maps[0]
        title = f"Value map: {shown.person.name}, {page.account}"
        return Document(title, tuple(_map(shown, customer=customer)))
    blocks: list[Block] = [*_tree(page, customer=customer)]
    for each in page.maps:
        blocks += [Heading(each.person.name), *_map(each, customer=customer)]
    return Document(f"Value map of {page.account}", tuple(blocks))


def _tree(page: MapPage, *, customer: bool) -> list[Block]:
    if customer and not page.people:
        return [text("Nothing is agreed yet.")]
    if customer:
        agreed = text("Benefits a year that you have agreed to: ", strong(money(page.accepted)), ".")
        return [agreed, branches([(each.person.level, _agreed_at(each)) for each in page.people])]
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
    unmet = [each for each in page.people if not each.person.touches and (each.accepted + each.potential).amount]
    if unmet:
        names = listed([f"{each.person.name} ({money(each.accepted + each.potential)} a year)" for each in unmet])
        blocks.append(text(Span(f"Not talked to, with money: {names}.", Style.BAD)))
    unmapped = [each for each in page.people if not each.entries]
    if unmapped:
        blocks.append(text(muted(f"No map yet: {listed([each.person.name for each in unmapped])}.")))
    return blocks


def _agreed_at(each: PersonMoney) -> Cell:
    agreed = Span(f" · {money(each.accepted)}", Style.GOOD) if each.accepted.amount else None
    return cell(strong(each.person.name), agreed)


def _money_at(each: PersonMoney) -> Cell:
    own = [
        f"{money(amount)} {word}"
        for amount, word in ((each.accepted, "accepted"), (each.potential, "potential"))
        if amount.amount
    ]
    below = each.rolled_up.amount - each.accepted.amount - each.potential.amount
    last = f", last {day(each.person.last_touch)}" if each.person.last_touch else ""
    talked = f"{count(each.person.touches, 'touch')}{last}" if each.person.touches else "not talked to"
    return cell(
        strong(each.person.name),
        Span(f" · {', '.join(own)}", Style.GOOD) if own else None,
        f" · with those below {money(each.rolled_up)}" if below else None,
        muted(f" · {talked}"),
    )


def _map(person: PersonMap, *, customer: bool) -> list[Block]:
    """One person's map: their business first, our impacts under what they touch."""
    blocks: list[Block] = []
    for kind in Kind:
        entries = [each for each in person.entries if each.kind is kind]
        if entries:
            found = tuple(_entry(each, customer=customer) for each in entries)
            blocks += [Heading(_PLURAL[kind], 3), Bullets(found)]
        elif not customer:
            blocks += [Heading(_PLURAL[kind], 3), text(Span(f"No {kind.value} known: ask.", Style.BAD))]
    if person.needs:
        needs = tuple(_need(each) for each in person.needs)
        blocks += [Heading("Needs without money", 3), Bullets(needs)]
    return [*blocks, text(*_sums(person, customer=customer))]


def _sums(person: PersonMap, *, customer: bool) -> list[str | Span]:
    italics = " Where we make a difference is in italics."
    if customer:
        if not person.accepted.amount:
            return [italics.strip()]
        return [strong(money(person.accepted)), " a year is agreed on this map.", italics]
    if not (person.accepted + person.potential).amount:
        return ["No money is on this map yet.", italics]
    sums = f", {money(person.potential)} potential a year on this map, each line once."
    return [strong(f"{money(person.accepted)} accepted"), sums, italics]


def _entry(entry: EntryView, *, customer: bool) -> Cell:
    impacts = [piece for each in entry.impacts for piece in (Span("\n"), *_impact(each, customer=customer))]
    if customer:
        return cell(with_figures(entry), *impacts)
    unknown = entry.measure.unknown if entry.kind is Kind.METRIC else ()
    ask = Span(f"\nNot known: {listed(list(unknown))}: ask.", Style.BAD) if unknown else None
    return cell(f"{with_figures(entry)} ", muted(f"({entry.number}, {_rung(entry)})"), ask, *impacts)


def with_figures(entry: EntryView) -> str:
    """An entry, with its figures behind it where there are any."""
    found = measured(entry.measure)
    return f"{entry.text}: {found}" if found else entry.text


def measured(measure: Measure) -> str:
    """A measure in a few words: `94 % now, 97 % the target`; empty where nothing is known of it.

    >>> from decimal import Decimal
    >>> from valueloop.domain.value_map import Better
    >>> measured(Measure("%", now=Decimal(94), target=Decimal(97))), measured(Measure("hours a week", Better.LOWER))
    ('94 % now, 97 % the target', 'hours a week, lower is better')
    """
    behind = f" {measure.unit}" if measure.unit else ""
    figures = [
        f"{number(figure)}{behind} {what}"
        for figure, what in ((measure.now, "now"), (measure.target, "the target"))
        if figure is not None
    ]
    parts = figures or ([measure.unit] if measure.unit else [])
    if measure.better and len(figures) < 2:
        parts.append(f"{measure.better.value} is better")
    return ", ".join(parts)


def _rung(entry: EntryView) -> str:
    where = entry.confirmed if entry.rung is Rung.CONFIRMED else entry.touch
    return entry.rung.value + (f" in #{where}" if where and entry.rung is not Rung.GUESS else "")


def _need(need: NeedOnMap) -> Cell:
    why = "personal, never priced" if need.personal else "no money known: ask"
    said = muted(f" (need {need.number}, {percent(need.chance)})")
    return cell(need.name, said, Span(f": {why}", Style.PLAIN if need.personal else Style.BAD))


def _impact(each: ImpactView, *, customer: bool) -> list[Span]:
    """An impact in italics, with its money."""
    said = worth(each)
    if customer:
        said = "to be reckoned with you" if each.amount is None else "counted above" if each.counted_at else said
    return [Span(each.text, Style.IMPACT), Span(f": {said}")]


def worth(each: ImpactView) -> str:
    """An impact's money, where it stands, and whose number it is."""
    if each.personal:
        return "personal, not priced"
    if each.line is None:
        return "no money yet"
    if each.amount is None:
        return f"line {each.line} is not complete"
    if each.counted_at is not None:
        return f"line {each.line}, counted at impact {each.counted_at}"
    per = "once" if each.once else "a year"
    return f"{money(each.amount)} {per}, {_status(each)}"


def _status(each: ImpactView) -> str:
    if each.status is Status.REFUTED:
        return "set aside: they do not have it"
    if each.status is Status.ACCEPTED:
        return f"accepted by {the(each.accepted_by)}" if each.accepted_by else "accepted"
    return f"potential, {whose_number(each)}"


def whose_number(each: ImpactView) -> str:
    """Whose number an impact's money rests on: said by somebody, or ours."""
    if each.said_by:
        return f"{each.source} by {listed([the(one) for one in each.said_by])}"
    return "our guess" if each.source is None else OURS[each.source]
