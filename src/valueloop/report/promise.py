"""Promises and defects: what their acts answer, and the two registers."""

from collections.abc import Sequence
from datetime import date

from valueloop.document import Cell, Document, Span, Style, cell, muted, strong, table
from valueloop.domain.names import quoted
from valueloop.domain.page.promise import DefectAdded, DefectMet, DefectView, Promised, PromiseEnded, PromiseView
from valueloop.domain.page.standing import Done
from valueloop.domain.promise import Met, Stage, Word
from valueloop.report.answers import Line, source, with_consequence
from valueloop.report.figures import count, day
from valueloop.report.moves import the

LOOKS = {Word.OPEN: Style.PLAIN, Word.KEPT: Style.GOOD, Word.BROKEN: Style.BAD}


def promised(done: Done[Promised]) -> Document:
    """A promise was recorded."""
    made = done.what
    whom = f" to {the(made.person)} at {done.account}" if made.person else f" to {done.account}"
    until = f"due {day(made.due)}" if made.due else "with no day: nothing will remind you of it"
    seen = f"; kept when {made.measure}" if made.measure else ""
    by = f"Said by {made.said_by}" if made.said_by else "Who of ours said it is not recorded"
    return with_consequence(
        done,
        [
            "Promise ",
            strong(str(made.number)),
            f"{whom}: {made.text}, {until}{seen}. {by} ({source(made.touch)}).",
        ],
    )


def ended(done: Done[PromiseEnded]) -> Document:
    """A promise was kept or broken."""
    end = done.what
    late = f", {count(end.late, 'day')} late" if end.late else ""
    because = f": {end.note}" if end.note else ""
    lines: list[Line] = [
        [
            f"Promise {end.number}, {end.text}, is ",
            Span(end.word.value, LOOKS[end.word]),
            f" {day(end.day)}{late}{because} ({source(end.touch)}).",
        ]
    ]
    if end.was is not None:
        lines.append([f"It was recorded as {end.was.value} before: the later word counts."])
    return with_consequence(done, *lines)


def promises(found: Sequence[PromiseView], account: str | None = None, *, everything: bool = False) -> Document:
    """The register of promises."""
    where = "" if account else "At"
    rows: list[list[Cell | str]] = []
    for each in found:
        row: list[Cell | str] = [str(each.number), *([cell(strong(each.account))] if where else []), _promise(each)]
        rows.append([*row, _stands(each)])
    heads = [">", *([where] if where else []), "Promise", "Stands"]
    empty = 'No promise is open. vl promise add ACCOUNT "…" --due DATE records one.'
    if everything:
        empty = 'No promise is recorded. vl promise add ACCOUNT "…" --due DATE records one.'
    title = f"Promises at {found[0].account}" if account and found else "Promises"
    return Document(title, (table(heads, rows, empty=empty),))


def _promise(each: PromiseView) -> Cell:
    told = [f"to {the(each.person)}"] if each.person else []
    told += [f"said by {each.said_by}"] if each.said_by else []
    seen = [", ".join(told)] if told else []
    seen += [f"kept when {each.measure}"] if each.measure else []
    return cell(each.text, muted(f" ({'; '.join(seen)})") if seen else None)


def _stands(each: PromiseView) -> Cell:
    if each.word is Word.OPEN:
        return _until(each.due, each.late_days)
    late = f", {count(each.late_days, 'day')} late" if each.late_days else ""
    note = muted(f": {each.note}") if each.note else None
    return cell(Span(each.word.value, LOOKS[each.word]), f" {day(each.ended)}{late}", note)


def _until(due: date | None, late: int) -> Cell:
    if due is None:
        return cell(muted("no day"))
    if late:
        return cell(Span(f"{count(late, 'day')} late", Style.BAD), f", due {day(due)}")
    return cell(f"due {day(due)}")


def defect_added(done: Done[DefectAdded]) -> Document:
    """A defect was recorded."""
    made = done.what
    who = f", seen by {the(made.person)}" if made.person else ""
    haste = Span("urgent", Style.BAD) if made.urgent else None
    first: Line = [
        "Defect ",
        strong(str(made.number)),
        f" at {done.account}{who}: {made.text} (",
        haste or "",
        ", " if haste else "",
        f"{source(made.touch)}).",
    ]
    lines = [first]
    if made.promise is not None:
        said = f"It does not break promise {made.promise} by itself: "
        lines.append([said, strong(f'vl promise break {made.promise} --because "…"'), " does."])
    until = f"Acknowledge it by {day(made.acknowledge)}: "
    return with_consequence(done, *lines, [until, strong(f"vl defect acknowledge {made.number}")])


def defect_met(done: Done[DefectMet]) -> Document:
    """A step was taken with a defect."""
    step = done.what
    late = Span(f", {count(step.late, 'day')} late", Style.BAD) if step.late else ""
    did = f": {step.text}" if step.text else ""
    until = f", until {day(step.due)}" if step.due else ""
    before = f" (until {day(step.was)} before)" if step.was else ""
    first: Line = [
        f"Defect {step.number}, {step.defect}, is {step.stage.value} {day(step.day)}",
        late,
        f"{did}{until}{before} ({source(step.touch)}).",
    ]
    return with_consequence(done, first, _then(step))


def _then(step: DefectMet) -> Line:
    if step.stage is Stage.ACKNOWLEDGED:
        return [f"Plan its mending by {day(step.next_due)}: ", strong(f'vl defect plan {step.number} "…" --due DATE')]
    if step.stage is Stage.PLANNED:
        return ["Once it is done: ", strong(f'vl defect mend {step.number} "…"')]
    if step.met is Met.RESPONDED:
        return [Span("Responded", Style.GOOD), ": acknowledged, planned and mended in time."]
    return [Span("Reacted", Style.BAD), ": a step came late, or was left out. Acknowledge, plan, and mend by that day."]


def defects(found: Sequence[DefectView], account: str | None = None, *, everything: bool = False) -> Document:
    """The register of defects."""
    where = "" if account else "At"
    rows: list[list[Cell | str]] = []
    for each in found:
        row: list[Cell | str] = [str(each.number), *([cell(strong(each.account))] if where else []), _defect(each)]
        rows.append([*row, _reached(each), _next(each)])
    heads = [">", *([where] if where else []), "Defect", "Stands", "Next"]
    empty = 'Every defect that is recorded is mended. vl defect add ACCOUNT "…" records one.'
    if everything:
        empty = 'No defect is recorded. vl defect add ACCOUNT "…" records one.'
    title = f"Defects at {found[0].account}" if account and found else "Defects"
    return Document(title, (table(heads, rows, empty=empty),))


def _defect(each: DefectView) -> Cell:
    haste = Span("urgent: ", Style.BAD) if each.urgent else None
    by = f" by {the(each.person)}" if each.person else ""
    promised = f"; promise {each.promise}" if each.promise else ""
    return cell(haste, each.text, muted(f" (seen {day(each.day)}{by}{promised})"))


def _reached(each: DefectView) -> Cell:
    if each.stage is None:
        return cell(Span("not acknowledged", Style.BAD))
    if each.stage is Stage.MENDED:
        looks = Style.GOOD if each.met is Met.RESPONDED else Style.BAD
        return cell(f"mended {day(each.mended)}: {each.done}; ", Span(each.met.value if each.met else "", looks))
    return cell(f"{each.stage.value}: {each.plan}" if each.plan else each.stage.value)


_TO_DO = {Stage.ACKNOWLEDGED: "acknowledge", Stage.PLANNED: "plan", Stage.MENDED: "mend"}


def to_do(stage: Stage) -> str:
    """What takes a defect to a stage: a word of the command, and of the page.

    >>> to_do(Stage.MENDED)
    'mend'
    """
    return _TO_DO[stage]


def defect_command(number: int, stage: Stage) -> str:
    """The command that takes a defect to a stage.

    >>> defect_command(3, Stage.ACKNOWLEDGED)
    'vl defect acknowledge 3'
    """
    rest = {Stage.ACKNOWLEDGED: "", Stage.PLANNED: ' "…" --due DATE', Stage.MENDED: ' "…"'}[stage]
    return f"vl defect {to_do(stage)} {number}{rest}"


def _next(each: DefectView) -> Cell:
    if each.owed is None:
        return cell("")
    until = _until(each.deadline, each.late_days)
    return cell(f"{to_do(each.owed)}, ", *until)


def thank(account: str, person: str | None) -> str:
    """The command that logs a thank-you.

    >>> print(thank("Mega", "plant manager"))
    vl log "Mega" "…" --call --thanks --with "plant manager"
    """
    return f'vl log {quoted(account)} "…" --call --thanks' + (f" --with {quoted(person)}" if person else "")
