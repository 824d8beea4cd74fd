"""Value maps and propositions: what each person is after, and where we make a difference."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from valueloop.domain.contact import rolled_up
from valueloop.domain.loop.belief import GONE
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.page.map import (
    EntryView,
    ImpactView,
    LineOnMap,
    MapPage,
    NeedOnMap,
    PersonMap,
    PersonMoney,
)
from valueloop.domain.proposition import leading
from valueloop.domain.value.line import Effect, Input, Status, Worked
from valueloop.domain.value_map import Better, Kind, Measure, Rung, gaps
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.proposition import Entry, Impact
from valueloop.store.session import Store
from valueloop.usecases.contact import people
from valueloop.usecases.named import contact_named
from valueloop.usecases.standing import look


def value_map(store: Store, account: str, person: str | None = None) -> MapPage:
    """The value map: of one person in full, or the tree of the organisation with the money at each."""
    return look(store, account, lambda dossier: map_of(dossier, person))


def map_of(dossier: Dossier, person: str | None = None) -> MapPage:
    """The value map of a loaded account; propositions read it too."""
    chosen = (
        [contact_named(dossier, person)]
        if person
        else [each for each in dossier.contacts if _has_entries(dossier, each)]
    )
    currency, zero = dossier.account.currency, Decimal(0)
    yearly = [each for each in dossier.result().lines if each.line.effect is not Effect.COST and not each.line.single]
    benefits = [each for each in yearly if each.status is not Status.REFUTED]
    sure, hoped = ({each.key: zero for each in dossier.contacts} for _ in range(2))
    by_name = {each.name: each.key for each in dossier.contacts}
    # By number, not by name: a frozen case keeps the names of its time.
    owners = {each.number: each.contact_id for each in dossier.lines_of(dossier.deal)}
    nobody = zero
    for each in benefits:
        owner = owners[each.line.number]
        if owner is None:
            nobody += each.amount
        else:
            (sure if each.status is Status.ACCEPTED else hoped)[owner] += each.amount
    tree = {each.key: each.reports_to_id for each in dossier.contacts}
    all_of = rolled_up({key: sure[key] + hoped[key] for key in sure}, tree)

    def money(amount: Decimal) -> Money:
        return Money(amount, currency)

    shown = people(dossier)
    entries = {each.name: sum(one.contact_id == each.id for one in dossier.entries) for each in dossier.contacts}
    return MapPage(
        dossier.account.name,
        tuple(
            PersonMoney(
                each,
                entries[each.name],
                *(money(table[by_name[each.name]]) for table in (sure, hoped, all_of)),
            )
            for each in shown
        ),
        tuple(_person_map(dossier, each, next(one for one in shown if one.name == each.name)) for each in chosen),
        money(sum((each.amount for each in benefits if each.status is Status.ACCEPTED), zero)),
        money(sum((each.amount for each in benefits if each.status is not Status.ACCEPTED), zero)),
        money(nobody),
        tuple(
            LineOnMap(
                each.line.number,
                each.line.name,
                dossier.name_of(owners[each.line.number]),
                each.line.effect,
                money(each.amount),
                each.status,
                each.source,
            )
            for each in benefits
            if each.amount
        ),
    )


def _has_entries(dossier: Dossier, person: Contact) -> bool:
    return any(each.contact_id == person.id for each in dossier.entries)


def _person_map(dossier: Dossier, contact: Contact, person: Person) -> PersonMap:
    currency, zero = dossier.account.currency, Decimal(0)
    rows = [each for each in dossier.entries if each.contact_id == contact.id]
    rows.sort(key=lambda each: (list(Kind).index(Kind(each.kind)), each.number))
    counted: dict[int, int] = {}
    made = [(row, _impacts(dossier, row, counted)) for row in rows]
    sums = [_sums(impacts) for _, impacts in made]
    sure, hoped = (sum((each[which] for each in sums), zero) for which in (0, 1))
    # What leads is judged by accepted money; before any is accepted, by what is possible.
    lead = leading([each[0] if sure else each[1] for each in sums])
    entries = tuple(
        EntryView(
            row.number,
            Kind(row.kind),
            row.text,
            Rung(row.rung),
            row.touch_id,
            impacts,
            Money(sums[at][0], currency),
            Money(sums[at][1], currency),
            at in lead,
            measure_of(row),
            row.confirmed_id,
        )
        for at, (row, impacts) in enumerate(made)
    )
    missing = gaps({Kind(each.kind) for each in rows})
    return PersonMap(
        person, entries, missing, Money(sure, currency), Money(hoped, currency), _unpriced(dossier, contact)
    )


def measure_of(row: Entry) -> Measure:
    """How an entry is measured."""
    return Measure(row.unit, Better(row.better) if row.better else None, row.now, row.target)


def _unpriced(dossier: Dossier, contact: Contact) -> tuple[NeedOnMap, ...]:
    """The person's needs without money, but for those that they do not have."""
    known = dossier.money()
    return tuple(
        NeedOnMap(each.number, each.name, each.direction == Direction.PERSONAL, dossier.belief(each).chance)
        for each in dossier.needs
        if each.contact_id == contact.id and not known.get(each.number) and dossier.belief(each).chance >= GONE
    )


def _impacts(dossier: Dossier, entry: Entry, counted: dict[int, int]) -> tuple[ImpactView, ...]:
    result = dossier.result()
    worked = {each.line.number: each for each in result.lines}
    inputs = {each.name: each for each in result.case.inputs}
    numbers = {each.key: each.number for each in dossier.lines_of(dossier.deal)}
    found = []
    for row in dossier.impacts:
        if row.entry_id != entry.id:
            continue
        line = worked.get(numbers.get(row.line_id or 0, 0))
        first = counted.setdefault(line.line.number, row.number) if line else row.number
        found.append(_impact(row, line, inputs, None if first == row.number else first, dossier.account.currency))
    return tuple(found)


def _impact(
    row: Impact, line: Worked | None, inputs: Mapping[str, Input], counted_at: int | None, currency: str
) -> ImpactView:
    if line is None:
        return ImpactView(row.number, row.text, row.personal, None, None, False, None, None, (), None, None, None)
    lowest = [
        each
        for name in (line.equation.names if line.equation else ())
        if (each := inputs.get(name)) and each.source is line.source
    ]
    agreed = line.line.acceptance if line.status is Status.ACCEPTED else None
    return ImpactView(
        row.number,
        row.text,
        row.personal,
        line.line.number,
        None if line.missing else Money(line.amount, currency),
        line.line.single,
        line.status,
        line.source,
        tuple(dict.fromkeys(each.by for each in lowest if each.by)),
        agreed.by if agreed else None,
        line.line.owner,
        counted_at,
    )


def _sums(impacts: Sequence[ImpactView]) -> tuple[Decimal, Decimal]:
    """The yearly money of impacts: accepted and potential, each line once."""
    sure = hoped = Decimal(0)
    for each in impacts:
        if each.amount is None or each.counted_at is not None or each.once:
            continue
        if each.status is Status.ACCEPTED:
            sure += each.amount.amount
        elif each.status is not Status.REFUTED:
            hoped += each.amount.amount
    return sure, hoped
