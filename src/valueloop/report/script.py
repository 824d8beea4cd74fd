"""The scripted presentation for one player: situation, problem, implication, need-payoff, in their own words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, text
from valueloop.domain.page.brief import BriefPage
from valueloop.domain.page.map import EntryView, PersonMap
from valueloop.domain.page.summary import TouchView
from valueloop.domain.page.value import LineView
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value_map import Kind, Rung
from valueloop.report.figures import count, day, listed, money
from valueloop.report.moves import the
from valueloop.report.value_map import measured

_BUSINESS = (Kind.OBJECTIVE, Kind.METRIC, Kind.STRATEGY)


def script(page: BriefPage) -> Document:
    """What to say to one player, in the order in which it convinces; without a player, to the one with most money."""
    account = page.summary.account.name
    whom = _whom(page)
    if whom is None:
        nobody = f"{the(page.player)[:1].upper()}{the(page.player)[1:]} has no" if page.player else "Nobody has a"
        made = "a presentation is made of what they are after (vl entry add, vl template apply)."
        title = f"Presentation for {the(page.player)}, {account}" if page.player else f"Presentation, {account}"
        return Document(title, (text(f"{nobody} value map yet: {made}"),))
    title = f"Presentation for {the(whom.person.name)}, {account}"
    blocks = [*_situation(page, whom), *_problem(page, whom), *_implication(page, whom), *_payoff(whom)]
    return Document(title, tuple(blocks))


def _whom(page: BriefPage) -> PersonMap | None:
    maps = {each.person.name: each for each in page.summary.map.maps}
    if page.player:
        return maps.get(page.player)
    return next((maps[each.person.name] for each in page.players if each.person.name in maps), None)


def _situation(page: BriefPage, whom: PersonMap) -> list[Block]:
    """Where they are and where they want to be: what they said of their business, apart from us."""
    known = [each for each in whom.entries if each.kind in _BUSINESS]
    items = [cell(_told(each)) for each in known]
    quotes = _quotes(page, whom, known)
    if not items and not quotes:
        return [Heading("Situation"), text(Span("Nothing is known of their business: ask first.", Style.BAD))]
    return [Heading("Situation"), Bullets((*items, *quotes))]


def _told(each: EntryView) -> str:
    begins = {
        Kind.OBJECTIVE: "You want",
        Kind.METRIC: "You measure",
        Kind.STRATEGY: "Your way there",
        Kind.ISSUE: "What stands in the way",
    }
    figures = f", {found}" if (found := measured(each.measure)) else ""
    unsure = " (our guess: check it first)" if each.rung is Rung.GUESS else ""
    return f"{begins[each.kind]}: {each.text}{figures}{unsure}."


def _quotes(page: BriefPage, whom: PersonMap, entries: Iterable[EntryView], seen: Sequence[int] = ()) -> list[Cell]:
    """What was noted of talks with them, from which these entries came: each talk once."""
    touches = {each.number: each for each in page.summary.touches}
    numbers = dict.fromkeys(each.touch for each in entries if each.touch and each.touch not in seen)
    return [_quote(touches[each], whom) for each in numbers if each in touches]


def _quote(touch: TouchView, whom: PersonMap) -> Cell:
    here = " with others" if touch.people and touch.people != (whom.person.name,) else ""
    where = f"{touch.kind}{here}, {day(touch.day)}, #{touch.number}"
    return cell(Span(f"“{touch.text}”", Style.IMPACT), muted(f" ({where})"))


def _problem(page: BriefPage, whom: PersonMap) -> list[Block]:
    issues = [each for each in whom.entries if each.kind is Kind.ISSUE]
    if not issues:
        return [Heading("Problem"), text("Ask: “What stands in your way?” No issue of theirs is known.")]
    told = [each.touch for each in whom.entries if each.kind in _BUSINESS and each.touch]
    return [Heading("Problem"), Bullets((*(cell(_told(each)) for each in issues), *_quotes(page, whom, issues, told)))]


def _implication(page: BriefPage, whom: PersonMap) -> list[Block]:
    """What it costs them to leave it as it is: the money of their own lines, and of those on their map."""
    basis = page.summary.value.basis
    items = [
        cell(
            f"{each.name[:1].upper()}{each.name[1:]}: ",
            strong(f"{money(each.amount)} {_per(each)}"),
            f", {_known(each, whom)}.",
        )
        for each in _lines(page, whom)
    ]
    if not items:
        return [Heading("Implication"), text("Ask: “What does that cost you in a year?” No money of theirs is known.")]
    total = [each for each in _lines(page, whom) if not each.once]
    blocks: list[Block] = [Heading("Implication"), Bullets(tuple(items))]
    if total:
        yearly = total[0].amount
        for each in total[1:]:
            yearly = yearly + each.amount
        told = f"Left as it is, that is {money(yearly * Decimal(basis.years))} in {count(basis.years, 'year')}. "
        blocks.append(text(told, "Ask: “Who else feels it when nothing changes?”"))
    return blocks


def _lines(page: BriefPage, whom: PersonMap) -> list[LineView]:
    mapped = {each.line for entry in whom.entries for each in entry.impacts}
    found = [
        each
        for each in page.summary.value.lines
        if (each.owner == whom.person.name or each.number in mapped)
        and each.effect is not Effect.COST
        and each.amount.amount
        and each.status is not Status.REFUTED
    ]
    return sorted(found, key=lambda each: -each.amount.amount)


def _per(each: LineView) -> str:
    return "once" if each.once else "a year"


def _known(each: LineView, whom: PersonMap) -> str:
    if each.status is not Status.ACCEPTED or each.acceptance is None:
        return f"not agreed yet ({each.source.value}): ask what it is really"
    by = "you" if each.acceptance.by == whom.person.name else the(each.acceptance.by)
    return f"as {by} agreed" + (f" on {day(each.acceptance.day)}" if each.acceptance.day else "")


def _payoff(whom: PersonMap) -> list[Block]:
    """What it would be worth to have it: questions that let them say it."""
    items = [
        cell("Ask: “If you had ", Span(each.text, Style.IMPACT), f": what would that do for {_end(entry)}?”")
        for entry in whom.entries
        for each in entry.impacts
    ]
    if not items:
        return [Heading("Need-payoff"), text("No impact of ours is on their map yet: vl impact add.")]
    carried = [each for entry in whom.entries for each in entry.impacts if each.amount and each.counted_at is None]
    worth = [f"{each.text}, {money(each.amount)} {'once' if each.once else 'a year'}" for each in carried]
    tail = [text("Then say what it is worth: ", strong(listed(worth)), ".")] if worth else []
    return [Heading("Need-payoff"), Bullets(tuple(items)), *tail]


def _end(entry: EntryView) -> str:
    return f"“{entry.text}”" if entry.kind is not Kind.ISSUE else f"what you said of “{entry.text}”"
