"""What the acts on a value map answer."""

from valueloop.document import Document, muted, strong
from valueloop.domain.page.map import EntriesRaised, EntryAdded, ImpactAdded
from valueloop.domain.page.standing import Done
from valueloop.domain.value_map import Kind
from valueloop.report.answers import Line, answer, source
from valueloop.report.figures import listed
from valueloop.report.moves import the
from valueloop.report.value_map import measured


def entry_added(done: Done[EntryAdded]) -> Document:
    """An entry of a value map was added."""
    made = done.what
    rung = f"{made.rung.value}" + (f" (touch #{made.touch})" if made.touch else "")
    figures = f", {found}" if (found := measured(made.measure)) else ""
    said = f" for {the(made.person)}: {made.kind.value}, {made.text}{figures}; {rung}."
    lines: list[Line] = [["Entry ", strong(str(made.number)), said]]
    if made.kind is Kind.METRIC and made.measure.unknown:
        lines.append([muted(f"Not known yet: {listed(list(made.measure.unknown))}.")])
    return answer(*lines)


def entries_raised(done: Done[EntriesRaised]) -> Document:
    """Entries of a value map were said, or confirmed, by the customer."""
    made = done.what
    which = listed([f"entry {number}, “{text}”" for number, text in made.entries])
    return answer([strong(made.rung.value.capitalize()), f": {which} ({source(made.touch)})."])


def impact_added(done: Done[ImpactAdded]) -> Document:
    """An impact was added."""
    made = done.what
    carries = (
        f"; its money is line {made.line}"
        if made.line
        else ("; personal, never priced" if made.personal else "; no money yet")
    )
    return answer([f"Impact {made.number} on entry {made.entry}, {made.entry_text}: {made.text}{carries}."])
