"""What acts on a whole value case answer: keys set, alternatives added, a file's case loaded."""

from valueloop.document import Document, strong
from valueloop.domain.names import quoted
from valueloop.domain.page.case_act import AlternativeAdded, CaseLoaded, DifferenceSet, KeySet
from valueloop.domain.page.standing import Done
from valueloop.report.answers import Line, with_consequence
from valueloop.report.figures import count, listed, money


def keys_set(done: Done[list[KeySet]]) -> Document:
    """What was set of a value case."""
    lines: list[Line] = []
    for each in done.what:
        was = f" (was {each.was})" if each.was is not None and each.was != each.value else ""
        now = f" = {each.value}" if each.value is not None else " is as the settings have it"
        lines.append([strong(each.name), f"{now}{was}: {each.meaning}."])
    return with_consequence(done, *lines)


def alternative_added(done: Done[AlternativeAdded]) -> Document:
    """An alternative was added."""
    made = done.what
    switching = f", a change from it to us costs them {money(made.switching)}" if made.switching.amount else ""
    first: Line = [
        "Alternative ",
        strong(str(made.number)),
        f", {made.name} ({made.kind.value}): {money(made.price)}{switching}.",
    ]
    rest: list[Line] = [[_differs(made)]] if made.differences else []
    if not made.differences:
        rest = [[f"How we differ: vl alternative set {quoted(done.account)} {made.number} energy=240k service=?"]]
    return with_consequence(done, first, *rest)


def differences_set(done: Done[AlternativeAdded]) -> Document:
    """Differences to an alternative were set."""
    made = done.what
    return with_consequence(done, ["Alternative ", strong(str(made.number)), f", {made.name}. {_differs(made)}"])


def _differs(made: AlternativeAdded) -> str:
    return f"How we differ: {'; '.join(_difference(each) for each in made.differences)}."


def _difference(each: DifferenceSet) -> str:
    if each.gone:
        return f"{each.name} is taken away"
    if each.amount is None:
        return f"{each.name} unknown"
    better = "better" if each.amount.amount >= 0 else "worse"
    return f"{each.name} {money(each.amount)} ({better})"


def loaded(done: Done[CaseLoaded]) -> Document:
    """A file's case was loaded."""
    case = done.what
    lines: list[Line] = [
        [
            "Loaded ",
            strong(case.title),
            f": {count(len(case.lines), 'line')} ({listed(case.lines)}), {count(case.inputs, 'input')}"
            + (f", {count(len(case.alternatives), 'alternative')}" if case.alternatives else "")
            + ".",
        ],
        [f"It sets {listed(case.keys)}: vl case set changes them."],
    ]
    return with_consequence(done, *lines)
