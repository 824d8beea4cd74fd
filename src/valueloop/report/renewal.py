"""The renewal page: promised and realised line by line, what it cost, what was kept, what is still open."""

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.renewal import DefectMet, NeedOpen, PromiseEnded, RenewalPage
from valueloop.domain.promise import Met, Word
from valueloop.domain.value.line import Effect
from valueloop.domain.value.terms import Rule
from valueloop.report.figures import coined, count, day, money, numbered, percent, rate
from valueloop.report.invoice import as_if
from valueloop.report.moves import the
from valueloop.report.realised import as_measured, how_far


def renewal(page: RenewalPage, *, customer: bool = False) -> Document:
    """A won deal looked at for its renewal; for a `customer` nothing of ours is on it."""
    notes: dict[str, str] = {}
    blocks: list[Block] = [text(_opening(page, customer=customer)), *_lines(page, notes, customer=customer)]
    blocks += _kept(page, customer=customer)
    blocks += _promises(page, customer=customer) + _defects(page, customer=customer)
    if page.waiting and not customer:
        blocks += _waiting(page)
    blocks += _needs(page, customer=customer)
    if not customer:
        blocks += _price(page)
    title = f"What came of it: {page.account}" if customer else f"Renewal: {page.account}"
    return Document(title, tuple(blocks), notes)


def _opening(page: RenewalPage, *, customer: bool) -> str:
    whose = "you agreed to it" if customer else f"deal {page.deal} was won"
    measured = len(page.lines) - len(page.waiting)
    if not page.lines:
        return f"Since {day(page.won)}, when {whose}: it has no value line with a figure."
    return f"Since {day(page.won)}, when {whose}: {measured} of {count(len(page.lines), 'line')} measured."


def _lines(page: RenewalPage, notes: dict[str, str], *, customer: bool) -> list[Block]:
    if not page.lines:
        return []
    rows = [_row(each, notes, customer=customer) for each in page.lines]
    total: list[list[Cell | str]] = []
    if page.sums:
        promised, came = page.sums.promised_per_year, page.sums.realised_per_year
        total.append([cell(strong("Measured, a year, less costs")), money(promised), cell(strong(money(came))), ""])
        whole = f"{count(page.years, 'year')}, present value, less costs"
        promised, came = page.sums.promised_value, page.sums.realised_value
        total.append([cell(strong(whole)), money(promised), cell(strong(money(came))), ""])
    found: list[Block] = [table(["What changes", ">Promised", ">Realised", "Gap"], rows, total)]
    if page.sums:
        found.append(text(muted(_how(page))))
    return found


def _row(each: RealisedLine, notes: dict[str, str], *, customer: bool) -> list[Cell | str]:
    per = " once" if each.once else " a year"
    cost = " (cost)" if each.effect is Effect.COST else ""
    agreed = each.agreed or each.effect is Effect.COST
    open_ = None if agreed else muted(", to be agreed" if customer else ", not agreed")
    promised = cell(money(each.promised) + per, open_)
    if each.realised is None:
        return [f"{each.name}{cost}", promised, "–", cell(muted("not measured yet"))]
    key = f"line {each.number}"
    notes[key] = _note(each, customer=customer)
    style = Style.GOOD if each.good else Style.BAD
    realised = cell(Span(money(each.realised) + per, Style.STRONG, (key,)))
    return [f"{each.name}{cost}", promised, realised, cell(Span(how_far(each), style))]


def _note(each: RealisedLine, *, customer: bool) -> str:
    """Whose measurement it is, when, and what was measured."""
    who = f"Measured by {the(each.by)}" if each.by else "Measured"
    where = "" if customer else f" (touch #{each.touch})" if each.touch else " (source not recorded)"
    figures = [as_measured(one) for one in each.inputs]
    what = f": {', '.join(figures)}" if figures else ": the amount itself" if each.given else ""
    return f"{who}, {day(each.day)}{where}{what}."


def _how(page: RenewalPage) -> str:
    waits = ""
    if page.waiting:
        waits = " What is not measured counts nought, a cost as it was promised."
    return (
        f"Present value over {count(page.years, 'year')} at {rate(page.rate)} a year, the money flowing "
        f"{page.timing.words}, as if what was measured holds on; a promise counts after its risk.{waits}"
    )


def _kept(page: RenewalPage, *, customer: bool) -> list[Block]:
    """What they paid, and what they keep of what is realised."""
    who, have, keep = ("You", "have", "keep") if customer else (page.account, "has", "keeps")
    said: list[str | Span] = []
    if min(page.invoiced.amount, page.paid.amount, page.open.amount) < 0:
        said.append(f"Invoiced {coined(page.invoiced)}, paid {coined(page.paid)}, credits deducted. ")
    elif page.invoiced.amount:
        still = f"; {coined(page.open)} is open" if page.open.amount else ""
        said.append(f"{who} {have} paid {coined(page.paid)} of {coined(page.invoiced)} invoiced{still}. ")
    elif not customer:
        said.append(f"Nothing is invoiced yet: vl invoice schedule {quoted(page.account)}. ")
    stands = ""
    if page.price_depends:
        stands = f", {as_if(page.years)}," if page.sums else ", until something is measured,"
    said.append(f"The price{stands} is {coined(page.price)}")
    if page.keeps is None:
        return [Heading("What is kept"), text(*said, ".")]
    style = Style.GOOD if page.keeps.amount >= 0 else Style.BAD
    far = "so far " if page.waiting else ""
    said.append(f"; of what is realised {far}{who.lower() if customer else who} {keep} ")
    said += [Span(money(page.keeps), style), " (present value)."]
    return [Heading("What is kept"), text(*said)]


def _promises(page: RenewalPage, *, customer: bool) -> list[Block]:
    shown = [each for each in page.promises if each.word is not Word.OPEN or each.due is not None or not customer]
    if not shown:
        return [] if customer else [Heading("Promises"), text("None is recorded: vl promise add records one.")]
    return [Heading("Promises"), Bullets(tuple(_promise(each, page) for each in shown))]


def _promise(each: PromiseEnded, page: RenewalPage) -> Cell:
    if each.word is Word.OPEN:
        late = each.due is not None and each.due < page.day
        when = f"open, due {day(each.due)}" if each.due else "open"
        return cell(f"{each.text}: ", Span(f"{when}, overdue" if late else when, Style.BAD if late else Style.PLAIN))
    style = Style.GOOD if each.word is Word.KEPT else Style.BAD
    return cell(f"{each.text}: ", Span(f"{each.word.value} {day(each.day)}", style))


def _defects(page: RenewalPage, *, customer: bool) -> list[Block]:
    if not page.defects:
        return []
    return [Heading("Defects"), Bullets(tuple(_defect(each, customer=customer) for each in page.defects))]


def _defect(each: DefectMet, *, customer: bool) -> Cell:
    head = f"{each.text}, reported {day(each.reported)}: "
    if each.mended is None:
        planned = f", planned for {day(each.planned)}" if each.planned else ""
        return cell(head, Span(f"not mended yet{planned}", Style.BAD))
    how = "" if customer or each.how is None else ", we responded" if each.how is Met.RESPONDED else ", we reacted"
    return cell(head, Span(f"mended {day(each.mended)}{how}", Style.GOOD))


def _waiting(page: RenewalPage) -> list[Block]:
    name = quoted(page.account)
    items = tuple(cell(f"line {each.number}, {each.name}: vl realise {name} {each.number} …") for each in page.waiting)
    return [Heading("Not measured yet"), Bullets(items)]


def _needs(page: RenewalPage, *, customer: bool) -> list[Block]:
    title = "What you told us that nothing of this meets" if customer else "What a renewal may add"
    if not page.needs:
        return (
            [] if customer else [Heading(title), text("No open need is known: ask what they are after now (vl guess).")]
        )
    items = tuple(cell(each.name) if customer else _need(each) for each in page.needs)
    return [Heading(title), Bullets(items)]


def _need(each: NeedOpen) -> Cell:
    worth = f", {money(each.worth)} a year" if each.worth else ", no money yet"
    said = "" if each.said else ", our guess: they have not said it"
    whom = f", {the(each.person)}" if each.person else ""
    return cell(strong(f"Need {each.number}, {each.name}"), f": chance {percent(each.chance)}{worth}{whom}{said}")


def _price(page: RenewalPage) -> list[Block]:
    """The price that the deal's own rule gives of realised value; ours alone."""
    if page.renew_at is None:
        return [Heading("Price of a renewal"), text(f"None by the deal's rule: {page.renew_why}.")]
    f = f", {rate(page.fraction)}" if page.rule is not Rule.BARGAIN else ""
    waits = [each.number for each in page.waiting if each.effect is not Effect.COST]
    verb = "is" if len(waits) == 1 else "are"
    rest = f" It may rise once {numbered('line', waits)} {verb} measured." if waits else ""
    paid = _against(page.renew_at, page.price)
    said = f" by the deal's own rule ({page.rule.value}{f}), of what is realised instead of what was agreed; {paid}."
    return [Heading("Price of a renewal"), text(strong(money(page.renew_at)), said, muted(rest))]


def _against(price: Money, paid: Money) -> str:
    if coined(price) == coined(paid):
        return "as much as they pay now"
    return f"they pay {money(paid)} now"
