"""Realised against promised value: the gap of a line in a sentence, and what a measurement means."""

from valueloop.document import Document, Span, Style, muted, strong
from valueloop.domain.names import quoted
from valueloop.domain.page.realised import InputMeasured, LineMeasured, RealisedLine
from valueloop.domain.page.standing import Done
from valueloop.domain.value.line import Effect
from valueloop.report.answers import Line, source, with_consequence
from valueloop.report.figures import estimate, listed, money, number, numbered, percent, units
from valueloop.report.invoice import due_by_outcome
from valueloop.report.moves import the


def measured(done: Done[LineMeasured]) -> Document:
    """A line was measured: the gap, whose measurement it is, goodwill, the price where it depends on it."""
    made, name = done.what, quoted(done.account)
    whose = f"Measured by {the(made.line.by)}" if made.line.by else "Measured"
    before = ""
    if made.before is not None and made.before.realised is not None:
        before = f"; it was measured before at {money(made.before.realised)}"
    lines: list[Line] = [gap(made.line), [f"{whose} ({source(made.line.touch)}){before}.{_goodwill(done)}"]]
    if made.also:
        moved = [f"line {each.number}, {each.name}: {money(each.realised)}" for each in made.also]
        lines.append([f"What was measured counts there too: {'; '.join(moved)}."])
    if made.outcome is not None:
        lines.append([due_by_outcome(made.outcome, done.account)])
    if made.waiting:
        lines.append(
            [muted(f"Not measured yet: {numbered('line', made.waiting)} (vl realise {name} {made.waiting[0]} …).")]
        )
    else:
        lines.append([muted(f"All lines are measured: vl renewal {name} shows what came of the promise.")])
    return with_consequence(done, *lines)


def _goodwill(done: Done[LineMeasured]) -> str:
    moved = done.after.patience - done.before.patience
    if not moved:
        return ""
    verb = "earns" if moved > 0 else "costs"
    return f" That {verb} {units(abs(moved))} of patience and goodwill."


def gap(line: RealisedLine) -> Line:
    """The gap of a line that was measured: `Line 2, yield: €110,000 a year, promised €126,720: 13% short, since …`."""
    per = "once" if line.once else "a year"
    head = f"Line {line.number}, {line.name}: "
    style = Style.GOOD if line.good else Style.BAD
    return [
        head,
        strong(f"{money(line.realised)} {per}"),
        f", promised {money(line.promised)}: ",
        Span(how_far(line), style),
        f"{_since(line)}.",
    ]


def how_far(line: RealisedLine) -> str:
    """How far what was realised is from the promise, in a few words.

    >>> from decimal import Decimal
    >>> from valueloop.domain.money import Money
    >>> from valueloop.domain.value.source import Source
    >>> euros = Money(Decimal(100), "EUR")
    >>> at = (1, "yield", Effect.EARN, False, Source.SAID, True, euros, Money(Decimal(87), "EUR"))
    >>> part, rest = Decimal("0.87"), (euros, euros, (), False, None, None, None)
    >>> how_far(RealisedLine(*at, Money(Decimal(-13), "EUR"), part, False, *rest))
    '13% short'
    """
    if line.gap is None:
        return "not measured"
    if not line.gap.amount:
        return "as promised"
    above = line.gap.amount > 0
    if line.part is None:
        return "nothing was promised"
    size = percent(abs(line.part - 1))
    if line.effect is Effect.COST:
        return f"{size} {'more than promised' if above else 'less than promised'}"
    return f"{size} {'more than promised' if above else 'short'}"


def _since(line: RealisedLine) -> str:
    """What made the gap: the inputs that were measured otherwise than promised."""
    moved = [each for each in line.inputs if each.measured != each.promised]
    if not moved or line.gap is None or not line.gap.amount:
        return ""
    return f", since {listed([_moved(each) for each in moved])}"


def _moved(each: InputMeasured) -> str:
    return f"{as_measured(each, ' is ')} and not {number(each.promised)}"


def as_measured(each: InputMeasured, between: str = " ") -> str:
    """An input in words, with its figure: `hours saved 3.5 hour/week`."""
    figure = estimate(each.measured, each.measured, each.measured, each.unit)
    return f"{each.name.replace('_', ' ')}{between}{figure}"
