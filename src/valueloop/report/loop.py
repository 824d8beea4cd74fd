"""The loop history."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from valueloop.document import (
    Bar,
    Block,
    Cell,
    Course,
    Document,
    Heading,
    Span,
    Style,
    Timeline,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.page.history import Event, History, NeedMoved
from valueloop.domain.page.value import InputView
from valueloop.report.figures import day, listed, money, number, numbered, percent, units
from valueloop.report.inputs import whose
from valueloop.report.moves import the


def history(page: History) -> Document:
    """The loop history as a timeline: one table a loop, belief before → after as bars, patience left."""
    blocks: list[Block] = [
        text(
            f"Patience {units(page.patience)} of {units(page.patience_start)} ",
            Bar(max(page.patience, page.patience * 0) / page.patience_start),
        )
    ]
    blocks += _courses(page)
    for turn_number, events in groupby(page.events, key=lambda each: each.loop):
        turn = list(events)
        blocks += [Heading(_loop_title(turn_number, turn)), _loop_table(turn)]
    if not page.events:
        blocks.append(text("Nothing has happened yet: log a call or guess a need."))
    return Document(f"Loop history of {page.account}", tuple(blocks))


def _courses(page: History) -> list[Block]:
    """How the chance of each need went over the whole loop, where anything moved."""
    points: dict[int, list[tuple[date, Decimal]]] = {}
    for event in page.events:
        for moved in event.needs:
            points.setdefault(moved.number, []).append((event.day, moved.after))
    if not any(len(each) > 1 for each in points.values()):
        return []
    courses = tuple(
        Course(f"need {number}", tuple(each), f"{percent(each[0][1])} → {percent(each[-1][1])}")
        for number, each in sorted(points.items())
    )
    return [Timeline("Chance", courses)]


def _loop_title(number: int, events: Sequence[Event]) -> str:
    ends = [_verdict(each) for each in events if each.kind == "response"]
    ends += [each.kind for each in events if each.kind in ("won", "lost")]
    return f"Loop {number}" + (f": {', '.join(ends)}" if ends else "")


def _verdict(event: Event) -> str:
    """An answer in a few words: `rejected at €40,000 (price)`."""
    said_ = "no answer" if event.outcome == "silent" else event.outcome or ""
    at = f" at {money(event.price)}" if event.price else ""
    because = f" ({reason(event.reason)})" if event.reason else ""
    return said_ + at + because


def reason(word: str | None) -> str:
    """A reason as a person would say it.

    >>> reason("no-need")
    'no need for it'
    """
    return {"no-need": "no need for it"}.get(word or "", word or "")


def _loop_table(events: Sequence[Event]) -> Block:
    rows: list[list[Cell | str]] = []
    for each in events:
        seen = [moved for moved in each.needs if moved.before is None or percent(moved.before) != percent(moved.after)]
        moves: Sequence[NeedMoved | None] = seen or (None,)
        for at, moved in enumerate(moves):
            first = at == 0
            rows.append(
                [
                    day(each.day) if first else "",
                    units(each.patience) if first else "",
                    cell(*_belief(moved)) if moved else "",
                    cell(*said(each)) if first else "",
                ]
            )
    return table(["Day", ">Patience", "Belief", "What happened"], rows)


def _belief(moved: NeedMoved) -> list[Span | Bar]:
    label = Span(f"need {moved.number} ")
    if moved.before is None:
        return [label, Bar(moved.after), Span(f" {percent(moved.after)}")]
    return [label, Bar(moved.after, moved.before), Span(f" {percent(moved.before)} → {percent(moved.after)}")]


def said(event: Event) -> list[Span]:
    """What happened, in a few words."""
    whom = listed([the(each) for each in event.people])
    match event.kind:
        case "touch":
            return _talk(event, whom)
        case "guess":
            return [
                strong(f"Guess {event.number}"),
                Span(f": {event.text}" + (f", for {whom}" if whom else "")),
                muted(f" (by {event.channel})"),
            ]
        case "learn":
            return [
                strong("Learned"),
                Span(
                    f": {_answers(event)} by {event.channel}"
                    + (f", {whom}" if whom else "")
                    + (f", {event.text}" if event.text else "")
                ),
            ]
        case "offer":
            covers = f", on {numbered('need', event.covers)}" if event.covers else ""
            return [
                strong(f"Offer {event.number}"),
                Span(f": {event.text} at {money(event.price)}{covers}" + (f", to {whom}" if whom else "")),
            ]
        case "response":
            style = {"accepted": Style.GOOD, "rejected": Style.BAD}.get(event.outcome or "", Style.STRONG)
            answers = f" ({_answers(event)})" if event.answers else ""
            return [strong(f"Offer {event.number} "), Span(_verdict(event), style), Span(answers)]
        case "acceptance":
            return [strong("Accepted"), Span(f": line {event.number}, {event.text}, {money(event.price)}, by {whom}")]
        case "input":
            return [
                strong(
                    "Number raised" if all(now.source.rung > was.source.rung for was, now in event.inputs) else "Number"
                ),
                Span(
                    ": "
                    + "; ".join(
                        f"{now.name.replace('_', ' ')} {_figure(was)} → {_figure(now)}" for was, now in event.inputs
                    )
                ),
            ]
        case "figures":
            return [strong("Reckoned"), Span(f": {event.text}")]
        case "won" | "lost":
            style = Style.GOOD if event.kind == "won" else Style.BAD
            at = f" at {money(event.price)}" if event.price else ""
            return [
                Span(f"Deal {event.number} {event.kind}{at}", style),
                Span(f": {event.reason}" if event.reason else ""),
            ]
        case _:
            return _beside(event)


def _beside(event: Event) -> list[Span]:
    """What happened beside the loop, in a few words: a correction, and what moved the balance after a deal."""
    match event.kind:
        case "correction":
            return [muted("Correction of what was recorded")]
        case "promise":
            style = Style.GOOD if event.outcome == "kept" else Style.BAD
            return [strong(f"Promise {event.number} "), Span(event.outcome or "", style), Span(f": {event.text}")]
        case "defect":
            return [Span(f"Defect {event.number}", Style.BAD), Span(f": {event.text}")]
        case "mended":
            return [strong(f"Defect {event.number} mended"), Span(f" ({event.outcome}): {event.text}")]
        case _:
            return [strong("Measured"), Span(f": line {event.number}, {event.text}")]


def _talk(event: Event, whom: str) -> list[Span]:
    """A touch: how, with whom, what was said, what was learned and what came of it."""
    head = f"#{event.number} {'inbound ' if event.inbound else ''}{event.channel}" + (f", {whom}" if whom else "")
    answers = _answers(event)
    outcome = f" [{event.outcome}]" if event.outcome else ""
    told = [strong(head), Span(f": {event.text}")]
    return [*told, *([Span(f" ({answers})")] if answers else []), *([muted(outcome)] if outcome else [])]


def _figure(each: InputView) -> str:
    """An input's figure with its rung: `4 (our guess)`."""
    figures = [each.likely] if each.low == each.high else [each.low, each.likely, each.high]
    return f"{' / '.join(number(one) for one in figures)} ({whose(each)})"


def _answers(event: Event) -> str:
    words = {Answer.YES: "yes to", Answer.NO: "no to", Answer.UNSURE: "unsure of"}
    told = {each: [number for number, answer in event.answers if answer is each] for each in words}
    return listed([f"{words[each]} {numbered('need', numbers)}" for each, numbers in told.items() if numbers])
