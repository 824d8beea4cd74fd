"""What an act answers: what was understood, what it changed, what comes next; two or three lines."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from valueloop.document import Document, Piece, Span, Style, muted, strong, text
from valueloop.domain.bias import Bias
from valueloop.domain.deal import State
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.account import AccountView, ProductView
from valueloop.domain.page.contact import Person
from valueloop.domain.page.deal import Closed
from valueloop.domain.page.line import AcceptedLine, InputSet, LineAdded
from valueloop.domain.page.record import Change, Edited, SettingView, Undone
from valueloop.domain.page.standing import Done, LineStands
from valueloop.domain.page.touch import Logged, StepDone
from valueloop.domain.page.turn import Guessed, Learned, Offered, Responded
from valueloop.domain.value.line import Status
from valueloop.report.estimates import beside
from valueloop.report.figures import count, day, estimate, listed, money, number, numbered, percent, rate, span, units
from valueloop.report.loop import reason
from valueloop.report.moves import move, the

Line = Sequence[str | Piece]


def answer(*lines: Line) -> Document:
    """An answer of a few lines."""
    return Document("", tuple(text(*line) for line in lines if line))


def with_consequence(done: Done[Any], *lines: Line) -> Document:
    """The act's own lines, then what it changed, then where the account stands now."""
    return answer(*lines, changed(done), _now(done))


def _now(done: Done[Any]) -> Line:
    left = f"Patience {units(done.after.patience)} of {units(done.after.patience_start)}. "
    return [muted(left), "Next: ", move(done.move), "."]


def changed(done: Done[Any]) -> Line:
    """The beliefs and value lines that an act moved, in one line; nothing when it moved none.

    A need or a line that the act itself made is told by the act.
    """
    was = {each.number: each for each in done.before.needs}
    parts: list[str] = []
    for need in done.after.needs:
        before = was.get(need.number)
        if before and percent(before.chance) != percent(need.chance):  # less than a percent is no news
            parts.append(f"Need {need.number}, {need.name}: {percent(before.chance)} → {percent(need.chance)}.")
    had = {each.number: each for each in done.before.lines} if done.before.deal == done.after.deal else {}
    for line in done.after.lines:
        before_line = had.get(line.number)
        if before_line and before_line != line:
            parts.append(_line_moved(before_line, line, done.after.currency))
    return [" ".join(parts)] if parts else []


def _line_moved(before: LineStands, after: LineStands, currency: str) -> str:
    said = f"Line {after.number}, {after.name}: "
    per = " once" if after.once else " a year"
    then, now = (money(Money(each.amount, currency)) for each in (before, after))
    if before.status is Status.INCOMPLETE and after.status is not Status.INCOMPLETE:
        return f"{said}now worth {now}{per}."
    if after.status is Status.CHANGED and before.status is Status.ACCEPTED:
        return f"{said}accepted at {then}{per}, now {now}, so it is potential again."
    moved = f"{then} → {now}{per}" if then != now else f"{now}{per}"
    if before.status is not after.status:
        return f"{said}{moved}, {before.status.value} → {after.status.value}."
    return f"{said}{moved}."


def source(touch: int | None) -> str:
    """The touch in which something was said, as an answer names it."""
    return f"source: touch #{touch}" if touch else "source not recorded"


def logged(done: Done[Logged], local: datetime | None) -> Document:
    """A touch was logged; `local` is its moment on the seller's clock."""
    saved = done.what
    when = day(saved.day) + (f" {local:%H:%M}" if local else "")
    whom = f" with {listed([the(each) for each in saved.people])}" if saved.people else ""
    lines: list[Line] = [
        ["Saved as ", strong(f"#{saved.number}"), f": {saved.kind.value}{whom} at {done.account}, {when}."]
    ]
    if saved.step:
        due = f", due {day(saved.due)}" if saved.due else ""
        lines.append([f"Step {saved.step}: {saved.next_step}{due} (", strong(f"vl done {saved.step}"), ")."])
    return with_consequence(done, *lines)


def step_done(done: StepDone) -> Document:
    """A step was closed."""
    rest = f"{count(done.still_open, 'step')} still open there" if done.still_open else "no step open there now"
    return answer([f"Done: step {done.number}, {done.text}, at {done.account}; {rest}."])


def _prior(made: Guessed) -> str:
    """Where the chance is from: typed, and what the base rate would be; else the base rate, or the default."""
    if made.rate is None:
        return "" if made.chance_typed else " (the default)"
    said = f"the base rate at accounts like this is {percent(made.rate)}"
    return f" ({said})" if made.chance_typed else " (the base rate at accounts like this)"


def guessed(done: Done[Guessed]) -> Document:
    """A need was guessed."""
    made = done.what
    whom = f" for {the(made.person)}" if made.person else ""
    chance = f"chance {percent(made.chance)}{_prior(made)}"
    first: Line = ["Need ", strong(str(made.number)), f", {made.name}{whom}: {chance}, by {_by(made.channel)}."]
    if made.direction is Direction.PERSONAL:
        return with_consequence(done, first, ["Personal: it is shown, never priced."])
    if made.low is None or made.high is None or made.likely is None:
        return with_consequence(
            done, first, ["No money yet: add it with vl line add … --need " + str(made.number) + "."]
        )
    worth = span(made.low, made.high)
    likely = f", likely {money(made.likely)}" if made.low != made.high else ""
    return with_consequence(
        done,
        first,
        [f"Value line {made.line}: {made.direction.value} {worth} a year{likely}, our guess ({source(made.touch)})."],
        _record(made.record),
    )


def _record(record: Bias | None) -> Line:
    """How estimates of the kind turned out so far; nothing where none was measured."""
    return [muted(said)] if (said := beside(record)) else []


def _by(channel: Any) -> str:
    kind = way(channel)
    return "analogy" if kind is Way.ANALOGY else f"{kind.value} ({channel.value})"


def learned(done: Done[Learned]) -> Document:
    """Evidence on a need was recorded."""
    seen = done.what
    whom = f" from {the(seen.person)}" if seen.person else ""
    heading = f"{seen.answer.value.capitalize()} to need {seen.need}, {seen.name}, by {_by(seen.channel)}{whom}"
    moved = any(
        before.chance != after.chance for before, after in zip(done.before.needs, done.after.needs, strict=False)
    )
    why = f"odds × {number(seen.ratio)}"
    if not moved:
        why = "no news" if seen.answer is Answer.UNSURE else "the same question again: no new evidence"
    return with_consequence(done, [f"{heading}: {why} ({source(seen.touch)})."])


def offered(done: Done[Offered]) -> Document:
    """An offer was made."""
    made = done.what
    whom = f" to {the(made.person)}" if made.person else ""
    terms = f" ({made.terms})" if made.terms else ""
    tests = f"tests {numbered('need', made.needs)}" if made.needs else "covers no need yet"
    lines: list[Line] = [
        ["Offer ", strong(str(made.number)), f"{whom}: {made.product} at {money(made.price)}{terms}; it {tests}."]
    ]
    if made.below_floor:
        lines.append([_warn(f"That is below our floor of {money(made.below_floor)}.")])
    return with_consequence(done, *lines)


def _warn(said: str) -> Piece:
    return Span(said, Style.BAD)


def responded(done: Done[Responded]) -> Document:
    """An offer was answered."""
    told = done.what
    verdict = {Verdict.SILENT: "no answer"}.get(told.verdict, told.verdict.value)
    who = f" by {the(told.person)}" if told.person and told.verdict is not Verdict.SILENT else ""
    because = f" ({reason(told.reason.value)})" if told.reason else ""
    price = f" at {money(told.price)}" if told.price else ""
    return with_consequence(done, [f"Offer {told.offer}, {told.product}: {verdict}{price}{who}{because}."])


def line_added(done: Done[LineAdded]) -> Document:
    """A value line was added."""
    made = done.what
    instead = f"; it takes the place of line {made.replaced}, our guess" if made.replaced else ""
    if made.replaced_accepted_by:
        instead += f", which {the(made.replaced_accepted_by)} had accepted: have this one accepted too"
    first: Line = [
        "Line ",
        strong(str(made.number)),
        f", {made.name} ({made.effect.value}) = {made.words or 'given year by year'}{instead}.",
    ]
    both = "both count" if len(made.beside) == 1 else "all count"
    twice: Line = (
        [_warn(f"Need {made.need} has {numbered('line', made.beside)} already: {both}.")] if made.beside else []
    )
    if made.missing:
        wanted = " ".join(f"{each}=…" for each in made.missing)
        bends = _bends(made).removeprefix(", ")
        lines: list[Line] = [[f"With {bends}."]] if bends else []
        lines.append([f"Still to be set: vl input set {quoted(done.account)} {wanted}"])
        return with_consequence(done, first, twice, *lines, _record(made.record))
    worth = f"Worth {money(made.amount)} {'once' if made.once else 'a year'}{_bends(made)}."
    return with_consequence(done, first, twice, [worth], _record(made.record))


def _bends(made: LineAdded) -> str:
    """What bends a line over time, said back so that a slip is seen at once."""
    risk = f", {rate(made.risk)} risk" if made.risk else ""
    ramp = f", ramp {', '.join(rate(each) for each in made.ramp)}" if any(each != 1 for each in made.ramp) else ""
    late = f", {number(made.delay)} months late" if made.delay else ""
    when = f", in year {made.year}" if made.year else ""
    return risk + ramp + late + when


def inputs_set(done: Done[list[InputSet]]) -> Document:
    """Inputs were set."""
    lines: list[Line] = []
    for each in done.what:
        was = f" (was {_shown(each.was)})" if each.was else ""
        if each.was_source is not None and each.was_source is not each.source:
            before = f"{_shown(each.was)}, " if each.was else ""
            was = f" (was {before}{each.was_source.value})" if each.estimate else was
        if each.estimate is None:
            lines.append([strong(each.name), f" is taken away{was}."])
            continue
        whom = f" by {the(each.person)}" if each.person else ""
        value = estimate(each.estimate.low, each.estimate.likely, each.estimate.high, each.unit)
        lines.append([strong(each.name), f" = {value}{was}: {each.source.value}{whom} ({source(each.touch)})."])
        if not each.lines:
            meant = f"; did you mean {listed(each.near, 'or')}?" if each.near else "."
            lines.append([_warn(f"No line uses {each.name} yet{meant}")])
            lines.append([muted(f"vl input set {quoted(done.account)} {each.name}= takes it away.")])
    used = {number for each in done.what for number in each.lines}
    lines += [_below_nought(each, done.after.currency) for each in done.after.lines if each.number in used]
    return with_consequence(done, *lines)


def _below_nought(line: LineStands, currency: str) -> Line:
    """A warning of a line whose figure is below nought; nothing of any other."""
    if line.amount >= 0:
        return []
    amount = money(Money(line.amount, currency))
    return [_warn(f"Line {line.number}, {line.name}, is below nought: {amount}{' once' if line.once else ' a year'}.")]


def _shown(value: Estimate) -> str:
    return estimate(value.low, value.likely, value.high)


def accepted(done: Done[AcceptedLine]) -> Document:
    """A line was accepted."""
    agreed = done.what
    per = "once" if agreed.once else "a year"
    who = the(agreed.person)
    first = f"{who[0].upper()}{who[1:]} accepts line {agreed.number}, {agreed.name}: {money(agreed.figure)} {per}"
    return answer([f"{first} ({source(agreed.touch)})."], _now(done))


def closed(done: Done[Closed]) -> Document:
    """A deal was won or lost."""
    deal = done.what
    if deal.state is State.LOST:
        return answer(
            [f"Deal {deal.number} with {done.account} is lost: {deal.reason}. Its value case is kept as it stood."]
        )
    because = f" ({deal.reason})" if deal.reason else ""
    lines: list[Line] = [
        [strong(f"Deal {deal.number} with {done.account} is won at {money(deal.price)}"), f"{because}."],
        [f"Its value case is kept as it stood: {money(deal.accepted)} accepted, less their costs (present value)."],
    ]
    if deal.price and deal.price.amount > deal.accepted.amount:
        lines.append(
            [_warn("The price is above the value that they have accepted: say so to yourself before they do.")]
        )
    name = quoted(done.account)
    lines.append(
        [muted(f"Next: vl handover {name} for those who deliver; vl delivery add, vl invoice schedule {name}.")]
    )
    return answer(*lines)


def account_added(view: AccountView, near: Sequence[str] = ()) -> Document:
    """An account was added; `near` are the accounts that may be meant by who introduced it, where that is none."""
    how = f", {exposure(view.exposure, view.exposed_by)}" if view.exposure else ""
    next_ = f'Next: vl contact add {quoted(view.name)} "production manager"'
    lines: list[Line] = [["Account ", strong(view.name), f" added, in {view.currency}{how}."]]
    if near:
        edit = f"vl account edit {quoted(view.name)} --introduced-by {quoted(near[0])}"
        lines.append([f"{view.exposed_by} is no account of ours: did you mean {listed(near, 'or')}? {edit}"])
    return answer(*lines, [muted(next_)])


def exposure(kind: str | None, by: str) -> str:
    """How an account came to know of us.

    >>> exposure("advertisement", "spring mailing")
    'by an advertisement (spring mailing)'
    """
    match kind:
        case None:
            return "not recorded"
        case "advertisement":
            return f"by an advertisement ({by})" if by else "by an advertisement"
        case "introduction":
            return f"introduced by {by}"
        case _:
            return f"saw it at {by}"


def product_added(view: ProductView) -> Document:
    """A product was added."""
    known = [f"{what} {money(amount)}" for what, amount in (("cost", view.cost), ("floor", view.floor)) if amount]
    return answer(["Product ", strong(view.name), f" added{', ' + ', '.join(known) if known else ''}."])


def contact_added(done: Done[Person]) -> Document:
    """A contact was added."""
    who = done.what
    facts = [each for each in (who.role, who.department, who.influence, who.stance) if each]
    under = f", reports to {the(who.reports_to)}" if who.reports_to else ""
    said = f" ({', '.join(facts)})" if facts else ""
    return answer(["Contact ", strong(who.name), f"{said} added at {done.account}{under}."])


def edited(name: str, changes: Sequence[Change]) -> Document:
    """Fields were changed: each before and after."""
    if not changes:
        return answer([f"{name}: nothing changed."])
    return answer([f"{name}: " + "; ".join(f"{each.field} {each.before} → {each.after}" for each in changes) + "."])


def record_edited(done: Done[Edited]) -> Document:
    """A record was edited: before and after, and what follows from it."""
    what = done.what
    shown = edited(f"{what.record}, {what.name}", what.changes).blocks
    cited = (
        [f"{count(what.cited, 'record')} cite{'s' if what.cited == 1 else ''} it as the source."] if what.cited else []
    )
    follows = changed(done)
    if done.before.patience != done.after.patience:
        follows = [*follows, f" Patience {units(done.before.patience)} → {units(done.after.patience)}."]
    rest = answer(cited, follows or (["No chance and no value line changed."] if what.changes else []))
    return Document("", (*shown, *rest.blocks))


def setting(view: SettingView) -> Document:
    """A setting was changed."""
    return answer([strong(view.key), f" = {view.value} ({view.meaning}; default {view.default})."])


def undone(act: Undone) -> Document:
    """An act was taken back."""
    more = f"{count(act.more, 'act')} more can be undone" if act.more else "nothing more can be undone"
    return answer(["Undone: ", strong(f"vl {act.what}")], [f"vl redo does it again; {more}."])


def redone(act: Undone) -> Document:
    """An act was done again."""
    more = f"{count(act.more, 'act')} more can be redone" if act.more else "nothing more can be redone"
    return answer(["Redone: ", strong(f"vl {act.what}")], [f"vl undo takes it back; {more}."])
