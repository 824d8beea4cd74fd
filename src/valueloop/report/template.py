"""Templates of value maps: the list, one looked at whole, one saved, one laid on a person."""

from collections.abc import Sequence

from valueloop.document import (
    Block,
    Bullets,
    Cell,
    Commands,
    Document,
    Heading,
    Piece,
    Span,
    Style,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.names import quoted
from valueloop.domain.page.standing import Done
from valueloop.domain.page.template import TemplateApplied, TemplatePage, TemplateSaved, TemplateView
from valueloop.domain.template import Origin, TemplateEntry
from valueloop.domain.value_map import Kind
from valueloop.report.answers import with_consequence
from valueloop.report.figures import count, day, listed, numbered
from valueloop.report.moves import the

_PLURAL = {Kind.OBJECTIVE: "Objectives", Kind.METRIC: "Metrics", Kind.STRATEGY: "Strategies", Kind.ISSUE: "Issues"}


def templates(rows: Sequence[TemplateView]) -> Document:
    """All templates: their roles, and how much each holds."""
    shown: list[list[Cell | str]] = [
        [
            cell(strong(each.name), f" ({each.role})" if each.role != each.name else None),
            *(str(of) for of in (each.objectives, each.metrics, each.strategies, each.issues, each.impacts)),
            _from(each),
        ]
        for each in rows
    ]
    columns = ["Template", *(f">{each}" for each in _PLURAL.values()), ">Impacts", "From"]
    return Document("Templates", (table(columns, shown),))


def _from(view: TemplateView) -> str:
    if view.origin is not Origin.SAVED:
        return view.origin.value
    return f"saved {day(view.day)}" + (", instead of the shipped one" if view.instead else "")


def template(page: TemplatePage) -> Document:
    """One template: what somebody in the role is after, and under it where we make a difference."""
    view = page.template
    blocks: list[Block] = [text("Role: ", strong(view.role), f"; {_from(view)}. Impacts are in italics.")]
    for kind in Kind:
        entries = [each for each in page.entries if each.kind is kind]
        if entries:
            blocks += [Heading(_PLURAL[kind]), Bullets(tuple(_entry(each) for each in entries))]
    if view.origin is Origin.FILE:  # no command finds it by its name
        return Document(f"Template {view.name}", tuple(blocks))
    named = quoted(view.name)
    lay = f"vl template apply ACCOUNT {named} --for CONTACT"
    return Document(
        f"Template {view.name}",
        (
            *blocks,
            text(muted("To edit a copy of it, and to lay it on somebody:")),
            Commands((f"vl template show {named} --toml > mine.toml", lay)),
        ),
    )


def _entry(entry: TemplateEntry) -> Cell:
    impacts: list[Piece] = []
    for each in entry.impacts:
        impacts += [Span("\n"), Span(each, Style.IMPACT)]
    for each in entry.personal:
        impacts += [Span("\n"), Span(each, Style.IMPACT), Span(": personal, not priced")]
    return cell(entry.text, muted(_measure(entry)), *impacts)


def _measure(entry: TemplateEntry) -> str:
    """The unit of an entry, and which way is better."""
    told = [entry.unit, f"{entry.better.value} is better" if entry.better else ""]
    return f" ({', '.join(each for each in told if each)})" if any(told) else ""


def saved(made: TemplateSaved) -> Document:
    """A template was saved; what may tell of the customer it is from is named."""
    view = made.template
    counts = {"objective": view.objectives, "metric": view.metrics, "strategy": view.strategies, "issue": view.issues}
    held = [count(of, what) for what, of in {**counts, "impact": view.impacts}.items() if of]
    named, role = quoted(view.name), f", role {view.role}" if view.role != made.person else ""
    lines: list[list[str | Piece]] = [
        [
            "Template ",
            strong(view.name),
            f" saved from {the(made.person)} at {made.account}{role}: {listed(held)}.",
        ]
    ]
    if view.instead:
        lines.append(["A template of that name ships with vl: from now on yours is used instead."])
    if made.theirs:
        told = listed([f"“{each}”" for each in made.theirs])
        lines.append([Span(f"This may be {made.account}'s alone: {told}.", Style.BAD)])
        lines.append([muted(f"To edit it: vl template show {named} --toml > mine.toml, and apply mine.toml.")])
    lines.append([muted(f"Next: vl template apply ACCOUNT {named} --for CONTACT")])
    return Document("", tuple(text(*each) for each in lines))


def applied(done: Done[TemplateApplied]) -> Document:
    """A template was laid on a person: the guesses, what was there, what to ask first."""
    made = done.what
    if not made.added:
        nothing = f"nothing was added; the map of {the(made.person)} at {done.account} says all of it already."
        return with_consequence(done, ["Template ", strong(made.name), f": {nothing}"])
    impacts = sum(len(each.entry.impacts) + len(each.entry.personal) for each in made.added)
    where = f"laid on {the(made.person)} at {done.account}"
    yours = " (yours, instead of the shipped one)" if made.instead else ""
    money = f", {count(impacts, 'impact')} with no money yet" if impacts else ""
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            each.entry.kind.value,
            cell(each.entry.text, muted(_measure(each.entry))),
            _impacts(each.entry),
        ]
        for each in made.added
    ]
    return Document(
        "",
        (
            text("Template ", strong(made.name), f"{yours} {where}: {count(len(made.added), 'guess')}{money}."),
            table([">", "Kind", "They may be after", "What we may change"], rows),
            *_there(made),
            *_ask(made, done.account),
            *with_consequence(done).blocks,
        ),
    )


def _impacts(entry: TemplateEntry) -> Cell:
    pieces: list[Piece] = []
    for at, each in enumerate((*entry.impacts, *entry.personal)):
        pieces += [Span("; ")] if at else []
        pieces.append(Span(each, Style.IMPACT))
        if at >= len(entry.impacts):
            pieces.append(Span(" (personal)"))
    return cell(*pieces)


def _there(made: TemplateApplied) -> list[Block]:
    """What was left out, and under which number it is there already; of one that is worded otherwise both texts."""
    told = [
        f"{each.number}, “{each.text}”" + (f" (for “{each.entry.text}”)" if each.text != each.entry.text else "")
        for each in made.there
    ]
    return [text(f"There already, not added again: {listed(told)}.")] if told else []


def _ask(made: TemplateApplied, account: str) -> list[Block]:
    """What to ask about: the first guess, the figures of metrics, and the kinds of which nothing is known."""
    first = next(each for each in made.added if each.number == made.ask)
    said: list[str] = [f"Ask first whether it is so: entry {first.number}, “{first.entry.text}”."]
    if made.measures:
        what = numbered("metric", made.measures)
        stand = f"{what} stands now, and where it" if len(made.measures) == 1 else f"{what} stand now, and where they"
        said.append(f"Ask where {stand} should be.")
    if made.gaps:
        said.append(f"No {listed([each.value for each in made.gaps], 'or')} is known: ask.")
    return [text(" ".join(said)), Commands((f"vl entry confirm {quoted(account)} {first.number}",))]
