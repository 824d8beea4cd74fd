"""Threats in words: what a customer would gain by leaving for a rival, who may leave, and what would keep them."""

from collections.abc import Sequence

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.money import Money
from valueloop.domain.names import quoted
from valueloop.domain.page.standing import Done
from valueloop.domain.page.threat import CustomerStands, KeepView, ThreatEnded, ThreatsPage, ThreatView
from valueloop.domain.threat import Figure, Keep
from valueloop.report.answers import source, with_consequence
from valueloop.report.figures import count, day, listed, money, percent, units
from valueloop.report.moves import the

_WHAT = {Figure.VALUE: "value", Figure.PRICE: "price", Figure.SWITCHING: "cost of changing"}
_ASK = {
    Figure.VALUE: "what it would bring them",
    Figure.PRICE: "its price",
    Figure.SWITCHING: "what changing would cost them",
}


def added(done: Done[ThreatView]) -> Document:
    """A threat was recorded: who, what they claim, and what the customer would gain by leaving."""
    made = done.what
    said = f", “{made.claim}”" if made.claim else ""
    by = f", said by {the(made.person)}" if made.person else ""
    first = f": {made.rival} at {made.account}{said}{by} ({source(made.touch)})."
    return with_consequence(done, ["Threat ", strong(str(made.number)), first], [_margin(made)], _taken(made))


def ended(done: Done[ThreatEnded]) -> Document:
    """A threat has ended."""
    over = done.what
    lasted = f"after {count(over.days, 'day')}" if over.days else "on the day it was recorded"
    return with_consequence(done, [f"Threat {over.number}, {over.rival} at {over.account}, has ended {lasted}."])


def _margin(view: ThreatView) -> Span:
    """What they lose or gain by leaving, in a sentence."""
    low, high = view.margin_low, view.margin_high
    if view.surplus is None:
        return Span("What they have from us is not known, since nothing of it is accepted or measured.", Style.BAD)
    ours = f"we leave them {money(view.surplus)}"
    if low is None and high is None:
        return Span(f"Unknown whether they gain by leaving ({ours}): {_ask(view.unknown)}.", Style.BAD)
    if low is None:
        return Span(f"They gain by leaving where it brings them more than {money(high)}: {_ask(view.unknown)}.")
    if low == high:
        theirs = money(Money(view.surplus.amount - low.amount, low.currency))
        if low.amount < 0:
            return Span(f"They gain {_size(low)} by leaving: {ours}, it would leave them {theirs}.", Style.BAD)
        return Span(f"They lose {money(low)} by leaving: {ours}, it would leave them {theirs}.", Style.GOOD)
    if low.amount < 0:
        return Span(f"They gain up to {_size(low)} by leaving ({ours}): {_ask(view.unknown)}.", Style.BAD)
    return Span(f"They lose at least {money(low)} by leaving ({ours}); for sure, {_ask(view.unknown)}.", Style.GOOD)


def _size(amount: Money) -> str:
    return money(Money(abs(amount.amount), amount.currency))


def _ask(unknown: Sequence[Figure]) -> str:
    return f"ask {listed([_ASK[each] for each in unknown])}"


def _taken(view: ThreatView) -> list[str | Span]:
    """Which figures stand for unknown ones."""
    if not view.taken:
        return []
    what = listed([_WHAT[each] for each in view.taken])
    verb = "are" if len(view.taken) > 1 else "is"
    said = f"Its {what} {verb} taken from the alternative {view.taken_from} of the deal."
    back = (
        " Changing from us is taken to cost what changing to us would have." if Figure.SWITCHING in view.taken else ""
    )
    return [muted(said + back)]


def threats(found: Sequence[ThreatView], *, everything: bool = False) -> Document:
    """Threats in a list, the latest first."""
    heads = ["No.", "Account", "Rival", "Since", ">They lose by leaving"]
    rows: list[list[Cell | str]] = [
        [
            str(each.number),
            each.account,
            cell(each.rival, muted(f" “{each.claim}”") if each.claim else None),
            day(each.day) + (f", ended {day(each.ended)}" if each.ended else ""),
            _short(each),
        ]
        for each in found
    ]
    if not everything:
        empty = 'No rival is a threat: vl threat add ACCOUNT "RIVAL" "what they claim" records one.'
    else:
        empty = 'No threat is recorded: vl threat add ACCOUNT "RIVAL" "what they claim" records one.'
    return Document("Threats", (table(heads, rows, empty=empty),))


def _short(view: ThreatView) -> Cell:
    """A margin in a table."""
    low, high = view.margin_low, view.margin_high
    if low is None:
        return cell(Span("unknown", Style.BAD))
    bad = Style.BAD if low.amount < 0 else Style.PLAIN
    return cell(Span(money(low) if low == high else f"at least {money(low)}", bad))


def who_may_leave(page: ThreatsPage) -> Document:
    """All customers, who may leave first: the margin from both chairs, and what would keep them."""
    title = f"Who may leave, {day(page.day)}"
    if not page.customers:
        said = "No account is a customer now: one has a deal that was won, and we have not parted from it."
        return Document(title, (text(said),))
    blocks: list[Block] = [text(strong(_summary(page))), _table(page.customers)]
    for each in page.customers:
        if each.threats:
            blocks += _at_risk(each)
    rest = [each for each in page.customers if not each.threats]
    if rest:
        blocks.append(Heading("No rival is known"))
        blocks.append(Bullets(tuple(_at_rest(each) for each in rest)))
        hears = f'When you hear of one: vl threat add {quoted(rest[0].account)} "RIVAL" "what they claim"'
        blocks.append(text(muted(hears)))
    blocks.append(text(muted(_how(page))))
    return Document(title, tuple(blocks))


def _summary(page: ThreatsPage) -> str:
    gain = sum(_gains(each) for each in page.customers)
    unknown = sum(not _gains(each) and any(one.margin_low is None for one in each.threats) for each in page.customers)
    old = sum(each.review_overdue for each in page.customers)
    parts = [f"{gain:,} may gain by leaving"] if gain else []
    parts += [f"whether {unknown:,} would is not known"] if unknown and gain else []
    parts += [f"whether {unknown:,} would gain by leaving is not known"] if unknown and not gain else []
    parts = parts or ["nobody is known to gain by leaving"]
    parts += [f"the needs of {old:,} are to be asked about again"] if old else []
    return f"{count(len(page.customers), 'customer')}: {listed(parts)}."


def _gains(customer: CustomerStands) -> bool:
    """Whether they may gain by leaving, as far as is known."""
    return any(each.margin_low is not None and each.margin_low.amount < 0 for each in customer.threats)


def _table(found: Sequence[CustomerStands]) -> Block:
    rows: list[list[Cell | str]] = []
    for each in found:
        worst = each.threats[0] if each.threats else None
        unknown = ", unknown" if any(one.margin_low is None for one in each.threats) else ""
        more = f" and {len(each.threats) - 1:,} more{unknown}" if len(each.threats) > 1 else ""
        asked = day(each.reviewed) if each.reviewed else "never"
        rows.append(
            [
                each.account,
                _short(worst) if worst else "–",
                f"{worst.rival}{more}" if worst else "–",
                cell(Span(asked, Style.BAD if each.review_overdue else Style.PLAIN)),
                f"{units(each.goodwill)} of {units(each.goodwill_start)}",
            ]
        )
    return table(["Customer", ">They lose by leaving", "To", "Needs asked", ">Goodwill"], rows)


def _at_risk(customer: CustomerStands) -> list[Block]:
    blocks: list[Block] = [Heading(customer.account)]
    for each in customer.threats:
        claim = f": “{each.claim}”" if each.claim else ""
        blocks.append(text(strong(each.rival), f" ({day(each.day)}){claim}. ", _margin(each), " ", *_taken(each)))
    blocks.append(text(f"They have {_theirs(customer)}. We would lose {_lost(customer)}."))
    blocks += _what_keeps(customer)
    return blocks


def _theirs(customer: CustomerStands) -> str:
    """What the customer has from us, from their chair."""
    if customer.value is None or customer.surplus is None:
        return "nothing from us that has a figure"
    measured = (
        "nothing of what they accepted measured"
        if not customer.part_measured
        else f"{percent(customer.part_measured)} of what they accepted measured"
    )
    return f"a value of {money(customer.value)} from us, {measured}; {money(customer.surplus)} once our price is paid"


def _lost(customer: CustomerStands) -> str:
    """What goes with the customer, from our chair."""
    named = f" and named {count(customer.sent, 'account')} to us" if customer.sent else ""
    owed = f", with {money(customer.to_pay)} still to be paid" if customer.to_pay.amount > 0 else ""
    return f"a customer who agreed to {money(customer.agreed)}{named}{owed}"


def _what_keeps(customer: CustomerStands) -> list[Block]:
    if not customer.keeps:
        return [text(muted("Nothing is left undone there: stay in touch."))]
    said = [_keep(customer, each) for each in customer.keeps]
    return [text("What would keep them:"), Bullets(tuple(cell(each[0].upper() + each[1:]) for each in said))]


def _keep(customer: CustomerStands, keep: KeepView) -> str:
    """One thing that would keep a customer, without its full stop."""
    threat = next((each for each in customer.threats if each.number == keep.number), None)
    match keep.how:
        case Keep.MEND:
            return f"mend defect {keep.number}, {keep.text}"
        case Keep.KEEP:
            return f"keep promise {keep.number}, {keep.text}, which is due"
        case Keep.REVIEW:
            last = f"last asked on {day(customer.reviewed)}" if customer.reviewed else "nobody there was ever asked"
            return f"ask about their needs: {last}"
        case Keep.RAISE:
            return f"raise line {keep.number}, {keep.text}, which falls {money(keep.amount)} short"
        case Keep.MEASURE:
            return f"measure line {keep.number}, {keep.text}: nobody has"
        case Keep.CONCEDE:
            return f"or give way on the price by more than {money(keep.amount)}, against {keep.text}"
        case _:
            unknown = threat.unknown if threat else tuple(Figure)
            return f"find out about {keep.text}: {listed([_ASK[each] for each in unknown])}"


def _at_rest(customer: CustomerStands) -> Cell:
    """A customer whom no rival is known at, with what is to be done there."""
    said = listed([_keep(customer, each) for each in customer.keeps]) or "nothing is left undone"
    return cell(strong(customer.account), f": {said}.")


def _how(page: ThreatsPage) -> str:
    mixed = len({each.agreed.currency for each in page.customers}) > 1
    apart = " Amounts in two currencies are not compared: each stands by itself." if mixed else ""
    return (
        "They lose by leaving: what we leave them − (what the rival brings − its price − what changing costs them), in "
        "present values; below nought they gain. What they accepted counts as promised until it is measured. "
        f"Needs are to be asked about every {count(page.review_days, 'day')}.{apart}"
    )
