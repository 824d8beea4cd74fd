"""Value lines, and who accepted them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.domain import formula
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money, read_number, split_currency, write_number
from valueloop.domain.names import a_name, fold, quoted
from valueloop.domain.page.line import AcceptedLine, LineAdded, LineTyped
from valueloop.domain.page.standing import Done
from valueloop.domain.probability import read_fraction, write_fraction
from valueloop.domain.value.case import check_units, work
from valueloop.domain.value.keys import MOST_YEARS
from valueloop.domain.value.line import MOST_MONTHS, MOST_RAMP, Effect, Status, Worked, basis
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import Accepted, Deal, ValueLine
from valueloop.usecases.estimates import record_of
from valueloop.usecases.named import (
    contact_named,
    line_named,
    need_named,
    next_line_number,
    source_touch,
    the_open_deal,
)
from valueloop.usecases.standing import on_account


def add_line(store: Store, occasion: Occasion, account: str, typed: LineTyped) -> Done[LineAdded]:
    """Add a value line; tied to a need, it takes the place of the line that the guess made.

    Raises:
        Invalid: the formula, risk or ramp cannot be read; the need is personal.
        Conflict: a line of that name is there.
    """

    def act(unit: Unit, dossier: Dossier) -> LineAdded:
        need = need_named(dossier, typed.need) if typed.need is not None else None
        if need and need.direction == Direction.PERSONAL:
            raise Invalid("--need", str(need.number), "it is personal: shown, never priced")
        person = (
            contact_named(dossier, typed.person).key
            if typed.person is not None
            else (need.contact_id if need else None)
        )
        deal = the_open_deal(unit, dossier, occasion)
        guessed = [each for each in dossier.lines_of(deal) if need and each.guess and each.need_id == need.id]
        old = [] if typed.effect is Effect.COST else guessed  # a cost stands beside the benefit, not for it
        row = ValueLine(
            deal_id=deal.key,
            number=next_line_number(dossier, deal),
            name=_free_line_name(dossier, deal, typed.name, old),
            effect=typed.effect,
            formula=formula.parse(typed.formula).text if typed.formula else "",
            need_id=need.key if need else None,
            contact_id=person,
            once=typed.once,
            risk=read_fraction(typed.risk, "risk"),
            ramp=read_ramp(typed.ramp),
            flows=read_flows(typed.flows, dossier.account.currency),
            year=typed.year,
            delay=read_delay(typed.delay),
        )
        fits_together(row)
        for each in old:
            each.replaced = True
        unit.add(row)
        dossier.lines = [*dossier.lines, row]
        check_units(dossier.case(deal), [row.number])
        return replace(_line_added(dossier, deal, row, old), record=record_of(unit, typed.effect))

    return on_account(store, occasion, account, act)


def _free_line_name(dossier: Dossier, deal: Deal, name: str, old: Sequence[ValueLine]) -> str:
    called = a_name("line", name)
    if any(fold(each.name) == fold(called) and each not in old for each in dossier.lines_of(deal)):
        raise Conflict(f"a line '{called}' is there already in this deal")
    return called


def read_ramp(parts: Sequence[str]) -> str:
    """A ramp as it is kept, `50%/100%`: what part of the amount each year reaches; none given means all at once.

    >>> read_ramp(["50%", "100%"])
    '50%/100%'
    """
    return "/".join(write_fraction(read_fraction(part, "ramp", MOST_RAMP)) for part in parts) or "100%"


def read_flows(parts: Sequence[str], currency: str) -> str:
    """Yearly flows as they are kept, year 0 first; below nought too.

    Raises:
        Invalid: one cannot be read, or is in another currency.

    >>> read_flows(["0", "45k", "-5k"], "EUR")
    '0/45000/-5000'
    """
    found = []
    for part in parts:
        body, code = split_currency(part, currency)
        if code != currency:
            raise Invalid("flows", part, f"it is in {code}, but the account reckons in {currency}")
        found.append(write_number(read_number(body, "flows")))
    if len(found) > MOST_YEARS + 1:
        raise Invalid("flows", "/".join(parts), f"they go beyond year {MOST_YEARS}")
    return "/".join(found)


def read_delay(text: str) -> Decimal:
    """How many months late a line starts.

    >>> read_delay("4.5")
    Decimal('4.5')
    """
    value = read_number(text, "delay")
    if not 0 <= value <= MOST_MONTHS:
        raise Invalid("delay", text, f"it is not between 0 and {MOST_MONTHS} months", "write 6")
    return value


def a_year(text: str) -> int:
    """The year in which a single amount falls, from 0 on.

    >>> a_year("2")
    2
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4 and int(digits) <= MOST_YEARS):
        raise Invalid("year", text, f"it is no year from 0 to {MOST_YEARS}")
    return int(digits)


def fits_together(row: ValueLine) -> None:
    """Refuse what a line cannot have at once.

    Raises:
        Invalid: a formula and flows, or neither; a ramp, a delay or a year where none can be.
    """
    if bool(row.formula) == bool(row.flows):
        raise Invalid("line", row.name, "it has a formula, or flows: one of the two is meant")
    if (row.flows or row.once) and (row.ramp != "100%" or row.delay):
        raise Invalid("line", row.name, "a ramp and a delay go with a yearly amount by formula")
    if row.flows and row.once:
        raise Invalid("line", row.name, "flows say year by year what comes: --once goes with a formula")
    if row.year and not row.once:
        raise Invalid("line", row.name, "a year goes with --once")


def _line_added(dossier: Dossier, deal: Deal, row: ValueLine, old: Sequence[ValueLine]) -> LineAdded:
    worked = next(each for each in work(dossier.case(deal)).lines if each.line.number == row.number)
    amount = None if worked.missing else Money(worked.amount, dossier.account.currency)
    words = formula.parse(row.formula).words() if row.formula else ""
    agreed = [
        dossier.name_of(each.contact_id) for each in dossier.acceptances if each.line_id in {one.id for one in old}
    ]
    return LineAdded(
        row.number,
        row.name,
        Effect(row.effect),
        words,
        worked.missing,
        old[0].number if old else None,
        agreed[-1] if agreed else None,
        amount,
        worked.line.single,
        row.year,
        row.delay,
        row.risk,
        worked.line.ramp,
        worked.line.need,
        _beside(dossier, deal, row),
    )


def _beside(dossier: Dossier, deal: Deal, row: ValueLine) -> tuple[int, ...]:
    """The lines of the same need whose money counts as the new line's does; a cost is none beside a benefit."""
    if row.need_id is None:
        return ()
    lines = dossier.result(deal).lines
    refuted = {each.line.number for each in lines if each.line.refuted and each.status is not Status.ACCEPTED}
    same = [each for each in dossier.lines_of(deal) if each.need_id == row.need_id and each is not row]
    alike = [each for each in same if (each.effect == Effect.COST) is (row.effect == Effect.COST)]
    return tuple(each.number for each in alike if each.number not in refuted)


def accept(
    store: Store, occasion: Occasion, account: str, line: str, person: str, touch: int | None = None
) -> Done[AcceptedLine]:
    """Record that a contact agrees with a line, at the figure that it has now.

    Raises:
        Refused: no deal is open; it is a benefit that comes out below nought.
        Unknown: an input of the line is not set.
        Invalid: its units do not come out as money.
        Conflict: it is accepted as it stands already.
    """

    def act(unit: Unit, dossier: Dossier) -> AcceptedLine:
        if dossier.open_deal is None:
            raise Refused(f"no deal is open at {dossier.account.name}")
        row, who = line_named(dossier, line), contact_named(dossier, person)
        worked = next(each for each in dossier.result().lines if each.line.number == row.number)
        if worked.missing:
            raise Unknown("input", worked.missing[0], where=dossier.account.name)
        if worked.wrong:
            raise Invalid(f"line '{row.name}'", row.formula, worked.wrong)
        if worked.status is Status.ACCEPTED:
            assert worked.line.acceptance
            raise Conflict(f"line {row.number} is accepted as it stands, by {worked.line.acceptance.by}")
        _is_no_loss(dossier, worked)
        inputs = {each.name: each for each in dossier.case(dossier.deal).inputs}
        origin = source_touch(dossier, occasion, touch, who.key)
        unit.add(
            Accepted(
                line_id=row.key,
                contact_id=who.key,
                touch_id=origin,
                day=occasion.today,
                figure=worked.amount,
                basis=basis(worked.line, inputs),
            )
        )
        figure = Money(worked.amount, dossier.account.currency)
        return AcceptedLine(row.number, row.name, figure, worked.line.single, who.name, origin, worked.source)

    return on_account(store, occasion, account, act)


def _is_no_loss(dossier: Dossier, worked: Worked) -> None:
    """Refuse a benefit below nought: it would make what they gain smaller and be called value.

    Raises:
        Refused: it comes out below nought; given flows do when they come to less than nought in all.
    """
    line = worked.line
    figure = worked.total if line.flows else worked.amount
    if line.effect is Effect.COST or figure >= 0:
        return
    per = "in all" if line.flows else "once" if line.once else "a year"
    shown = f"{write_number(round(figure, 2))} {dossier.account.currency} {per}"
    kind = "a saving" if line.effect is Effect.SAVE else "an earning"
    way_out = f"vl edit {quoted(dossier.account.name)} line:{line.number} effect=cost"
    raise Refused(
        f"line {line.number}, {line.name}, comes out at {shown}, and {kind} below nought is a cost: "
        f"put its figures right, or turn their sign and make it one with {way_out}"
    )
