"""The sales kit of an account: its players, the questions worth asking, and what pages for them are made of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import reduce

from valueloop.domain.brief import Ask, Stake, by_stake, gap_stake, need_stake, number_stake, parts_missing
from valueloop.domain.deal import State
from valueloop.domain.loop.belief import GONE, once_answered
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.brief import BriefPage, Question
from valueloop.domain.page.map import MapPage, PersonMap
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.value import ValuePage
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Kind, Rung
from valueloop.store import find
from valueloop.store.after import After, load_after
from valueloop.store.dossier import Dossier
from valueloop.store.load import load
from valueloop.store.session import Store, Unit
from valueloop.usecases.core_customer import core, privileges_of
from valueloop.usecases.named import contact_named
from valueloop.usecases.summary import summary_of
from valueloop.usecases.won import realised_lines
from valueloop.usecases.worth import their_page

Asked = tuple[Stake, Question]


def brief(store: Store, account: str, today: date, person: str | None = None) -> BriefPage:
    """The sales kit of an account; with a person, for a meeting with them.

    Raises:
        Ambiguous, Unknown: the account or the person is not there.
    """

    def read(unit: Unit) -> BriefPage:
        row = find.account(unit, account)
        dossier = load(unit, row)
        after = load_after(unit, [row])[row.key]
        won = any(each.state == State.WON for each in dossier.deals)
        page = brief_of(dossier, today, person)
        return replace(
            page,
            core=won and row.key in core(unit),
            privileges=privileges_of(after),
            realised=_realised(dossier),
            undelivered=_undelivered(dossier, after),
        )

    return store.read(read)


def _realised(dossier: Dossier) -> tuple[RealisedLine, ...]:
    """The measured lines of the deal, if it is won."""
    deal = dossier.deal
    if deal is None or deal.state != State.WON:
        return ()
    return tuple(each for each in realised_lines(dossier, deal) if each.realised is not None)


def _undelivered(dossier: Dossier, after: After) -> tuple[int, ...]:
    """The lines of a won deal whose need nothing serves that was delivered; none where it cannot be said."""
    deal = dossier.deal
    parts = [each for each in after.deliveries if deal and deal.state == State.WON and each.deal_id == deal.id]
    came = [each for each in parts if each.delivered is not None]
    if not parts or any(not after.delivered[each.key] for each in came):
        return ()
    served = {need for each in came for need in after.delivered[each.key]}
    served |= {need for each in after.deployments for need in after.deployed[each.key]}
    numbers = {each.number for each in dossier.needs if each.key in served}
    lines = (each.line for each in dossier.result(deal).lines)
    return tuple(each.number for each in lines if each.need is not None and each.need not in numbers)


def brief_of(dossier: Dossier, today: date, person: str | None = None) -> BriefPage:
    """The same of a loaded account."""
    whom = contact_named(dossier, person).name if person else None
    summary, deal = summary_of(dossier, today), dossier.deal
    players = tuple(sorted(summary.map.people, key=lambda each: -(each.accepted + each.potential).amount))
    theirs = their_page(dossier, deal)
    asked = [*_needs(dossier), *_numbers(dossier, summary.value), *_gaps(dossier, summary.map, summary.value)]
    mine = [each for each in asked if whom is None or each[1].whom == whom]
    missing = parts_missing([each.person.influence for each in players])
    return BriefPage(summary, theirs, whom, players, missing, tuple(by_stake(mine)))


def _needs(dossier: Dossier) -> Iterator[Asked]:
    """Guesses that nobody there has spoken to; and needs, those of pride apart, that have no money yet."""
    money, worths, currency = dossier.money(), dossier.worths, dossier.account.currency
    for each in dossier.needs:
        belief = dossier.belief(each)
        if belief.chance < GONE:
            continue
        whom = dossier.name_of(each.contact_id)
        if not belief.verified:
            yes, no = once_answered(belief.chance, dossier.settings.ratios)
            worth = Decimal(f"{worths[each.number]:.2f}") if each.number in worths else None
            stake = need_stake(worth, yes, no)
            asked = Question(Ask.NEED, each.name, each.number, whom, _money(stake, currency), belief.chance, yes, no)
            yield stake, asked
        elif each.direction != Direction.PERSONAL and not money.get(each.number):
            yield Stake(None), Question(Ask.PRICE, each.name, each.number, whom, None, belief.chance)


def _numbers(dossier: Dossier, value: ValuePage) -> Iterator[Asked]:
    """Inputs that are ours: each with its swing, or with what it carries; of a closed deal there is nothing to ask."""
    if value.deal not in (None, State.OPEN):
        return
    swings = {each.input: each.swing.amount for each in value.tornado}
    open_lines = [each for each in value.lines if each.status.open and not each.guess]
    for each in value.inputs:
        users = [line for line in open_lines if each.name in line.inputs]
        if each.source.rung >= Source.SAID.rung or not users:
            continue
        carries = reduce(EXACT.add, (line.present_value.amount for line in users))
        stake = number_stake(swings.get(each.name, Decimal(0)), carries)
        whom = next((line.owner for line in users if line.owner), None)
        asked = Question(
            Ask.NUMBER,
            each.name,
            None,
            whom,
            _money(stake, dossier.account.currency),
            low=each.low,
            high=each.high,
            unit=each.unit,
            source=each.source,
        )
        yield stake, asked


def _gaps(dossier: Dossier, page: MapPage, value: ValuePage) -> Iterator[Asked]:
    """What the maps of people with money or with a map lack, or only guess: the first of a person stands for the money.

    Who has no map is asked for an objective; a metric that was said is asked for what is not known of it.
    """
    potential: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    chances = {each.number: dossier.belief(each).chance for each in dossier.needs}
    for each in value.lines:
        if each.owner and each.effect is not Effect.COST and each.status.open:
            potential[each.owner].append((each.present_value.amount, chances.get(each.need or 0, Decimal(1))))
    maps = {each.person.name: each for each in page.maps}
    for person in page.people:
        name = person.person.name
        stake = gap_stake(potential[name])
        if name not in maps and stake.amount is None:
            continue
        for question in _lacking(name, maps.get(name)):
            yield stake, replace(question, stake=_money(stake, dossier.account.currency))
            stake = Stake(None)


def _lacking(name: str, found: PersonMap | None) -> Iterator[Question]:
    """What to ask a person for the map, in the order in which one asks."""
    if found is None:
        yield Question(Ask.GAP, Kind.OBJECTIVE.value, None, name, None)
        return
    for kind in Kind:
        entries = [each for each in found.entries if each.kind is kind]
        if kind in found.gaps:
            yield Question(Ask.GAP, kind.value, None, name, None)
        elif all(each.rung is Rung.GUESS for each in entries):
            yield Question(Ask.ENTRY, entries[0].text, entries[0].number, name, None, kind=kind)
    for entry in found.entries:
        if entry.kind is Kind.METRIC and entry.rung is not Rung.GUESS and entry.measure.unknown:
            yield Question(Ask.MEASURE, entry.text, entry.number, name, None, lacks=entry.measure.unknown)


def _money(stake: Stake, currency: str) -> Money | None:
    return None if stake.amount is None else Money(stake.amount, currency)
