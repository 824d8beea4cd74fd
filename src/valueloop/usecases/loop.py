"""Guessing a need, and learning of it by asking, deduction or analogy."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money, read_number, read_yearly
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.standing import Done
from valueloop.domain.page.turn import Guessed, GuessTyped, Learned
from valueloop.domain.probability import LEAST, MOST, read_chance
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.errors import Conflict, Invalid
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Need, Observation
from valueloop.store.session import Store, Unit
from valueloop.store.value import ValueInput, ValueLine
from valueloop.usecases.estimates import record_of
from valueloop.usecases.named import (
    contact_named,
    free_input_name,
    need_named,
    next_line_number,
    same_currency,
    source_touch,
    the_open_deal,
)
from valueloop.usecases.rates import base_rate
from valueloop.usecases.standing import on_account


def guess(store: Store, occasion: Occasion, account: str, typed: GuessTyped) -> Done[Guessed]:
    """Record a guess at a need; an amount makes a value line of one input, at the rung "guess".

    Raises:
        Conflict: a need of that name is there; the amount is in another currency.
        Invalid: a chance, weight or amount cannot be read.
    """

    def act(unit: Unit, dossier: Dossier) -> Guessed:
        name = a_name("need", typed.name)
        if any(fold(each.name) == fold(name) for each in dossier.needs):
            raise Conflict(f"the need '{name}' is there already at {dossier.account.name}; use learn or edit")
        if typed.channel in (Channel.OFFER, Channel.REFUSAL):
            raise Invalid("--via", typed.channel.value, "an offer tests a guess, it does not make one")
        person = contact_named(dossier, typed.person) if typed.person is not None else None
        rate = base_rate(unit, dossier.account, name)
        usual = a_prior(rate.mean) if rate else dossier.settings.chance
        chance = read_chance(typed.chance) if typed.chance is not None else usual
        need = Need(
            name=name,
            direction=typed.direction,
            weight=a_weight(typed.weight),
            chance=chance,
            channel=typed.channel,
            contact_id=person.key if person else None,
            touch_id=source_touch(dossier, occasion, typed.touch, person.key if person else None),
            day=occasion.today,
            typed=typed.chance is not None,
            rate=rate.mean if rate else None,
        )
        add_need(unit, dossier, need)
        if typed.direction is Direction.PERSONAL and typed.amount is not None:
            raise Invalid("amount", typed.amount, "what is personal is never priced")
        line = _line(unit, dossier, occasion, need, typed.amount) if typed.amount is not None else None
        return Guessed(
            need.number,
            name,
            typed.direction,
            need.chance,
            typed.chance is not None,
            typed.channel,
            person.name if person else None,
            line.number if line else None,
            line.low if line else None,
            line.likely if line else None,
            line.high if line else None,
            need.touch_id,
            rate.mean if rate else None,
            record_of(unit, Effect(need.direction)) if line else None,
        )

    return on_account(store, occasion, account, act)


def a_prior(rate: Decimal) -> Decimal:
    """A base rate as a prior: what is certain can learn nothing.

    >>> a_prior(Decimal("0.9999"))
    Decimal('0.999')
    """
    return min(max(rate, LEAST), MOST)


def add_need(unit: Unit, dossier: Dossier, need: Need) -> None:
    """Write a new need of an account, under its next number."""
    need.account_id = dossier.account.key
    need.number = max((each.number for each in dossier.needs), default=0) + 1
    unit.add(need)
    dossier.needs = [*dossier.needs, need]


def a_weight(text: str) -> Decimal:
    """A need's weight: how much it counts among others, above 0 and at most 100.

    >>> a_weight("2")
    Decimal('2')
    """
    weight = read_number(text, "weight")
    if not 0 < weight <= 100:
        raise Invalid("weight", text, "it is not above 0 and at most 100")
    return weight


@dataclass(frozen=True)
class GuessLine:
    """The value line that a guess made: a yearly amount, our guess."""

    number: int
    low: Money
    likely: Money
    high: Money


def _line(unit: Unit, dossier: Dossier, occasion: Occasion, need: Need, amount: str) -> GuessLine:
    estimate, currency = read_yearly(amount, dossier.account.currency)
    same_currency(dossier.account, currency, amount)
    return guess_line(unit, dossier, occasion, need, estimate)


def guess_line(unit: Unit, dossier: Dossier, occasion: Occasion, need: Need, estimate: Estimate) -> GuessLine:
    """Write the value line of a guess: one input, a yearly amount in the account's currency, at the rung "guess"."""
    deal, currency = the_open_deal(unit, dossier, occasion), dossier.account.currency
    name = free_input_name(dossier, deal, need.name)
    figure = ValueInput(
        deal_id=deal.key,
        name=name,
        low=estimate.low,
        likely=estimate.likely,
        high=estimate.high,
        unit=f"{currency}/year",
        source=Source.GUESS,
        touch_id=need.touch_id,
        day=occasion.today,
    )
    unit.add(figure)
    dossier.inputs = [*dossier.inputs, figure]
    taken = any(fold(each.name) == fold(need.name) for each in dossier.lines_of(deal))
    line = ValueLine(
        deal_id=deal.key,
        contact_id=need.contact_id,
        number=next_line_number(dossier, deal),
        name=f"{need.name} (need {need.number})" if taken else need.name,
        effect=Effect(need.direction),
        formula=name,
        need_id=need.key,
        risk=Decimal(0),
        guess=True,
    )
    unit.add(line)
    dossier.lines = [*dossier.lines, line]
    return GuessLine(
        line.number, Money(estimate.low, currency), Money(estimate.likely, currency), Money(estimate.high, currency)
    )


def learn(
    store: Store,
    occasion: Occasion,
    account: str,
    need: str,
    answer: Answer,
    channel: Channel,
    person: str | None = None,
    touch: int | None = None,
    note: str = "",
) -> Done[Learned]:
    """Record evidence on a need.

    Raises:
        Ambiguous, Unknown: the need, person or touch is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> Learned:
        row = need_named(dossier, need)
        if channel in (Channel.OFFER, Channel.REFUSAL):
            raise Invalid("--via", channel.value, "what an offer taught is told with its answer", "use vl respond")
        who = contact_named(dossier, person).key if person is not None else None
        kind = channel.value if way(channel) is Way.ASK else None
        source = source_touch(dossier, occasion, touch, who, kind)
        if who is None and source is not None and kind and len(dossier.present[source]) == 1:
            who = dossier.present[source][0]
        unit.add(
            Observation(
                need_id=row.key,
                channel=channel,
                answer=answer,
                contact_id=who,
                touch_id=source,
                day=dossier.touch[source].day if source else occasion.today,
                note=note.strip(),
            )
        )
        ratio = dossier.settings.ratios(channel, answer)
        return Learned(row.number, row.name, answer, channel, way(channel), dossier.name_of(who), source, ratio)

    return on_account(store, occasion, account, act)
