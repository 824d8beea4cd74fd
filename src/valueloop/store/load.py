"""Loading accounts whole: all that is known of one, or of many, in a few queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from sqlmodel import col, select

from valueloop.domain.settings import Settings
from valueloop.store import tally
from valueloop.store.account import Account, Product
from valueloop.store.columns import Row
from valueloop.store.contact import Contact, Step, Touch, TouchContact
from valueloop.store.customer import Parting
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Realised, RealisedInput
from valueloop.store.loop import Moment, Need, Observation, Offer, OfferNeed, Response
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.store.proposition import Entry, Impact
from valueloop.store.session import Unit
from valueloop.store.setting import SettingRow
from valueloop.store.value import Accepted, AlternativeRow, CaseKey, Deal, DifferenceRow, ValueInput, ValueLine

R = TypeVar("R", bound=Row)


def settings(unit: Unit) -> Settings:
    """The settings in force: what was set, over what closed accounts have taught, over the defaults."""
    rows = unit.session.exec(select(SettingRow)).all()
    own = {each.name: each.value for each in rows}
    return Settings(own, tally.learned(unit, own))


def load(unit: Unit, account: Account) -> Dossier:
    """All that is known of one account, each kind of row in the order in which it was written."""
    return load_all(unit, [account])[0]


def load_all(unit: Unit, accounts: Sequence[Account]) -> list[Dossier]:
    """All that is known of several accounts, in as many queries as for one (for each thousand of them)."""
    found: list[Dossier] = []
    for at in range(0, len(accounts), _AT_ONCE):
        found += _load(unit, accounts[at : at + _AT_ONCE])
    return found


_AT_ONCE = 1000  # SQLite takes some thirty thousand parameters in one query


def _load(unit: Unit, accounts: Sequence[Account]) -> list[Dossier]:
    session, here = unit.session, [each.key for each in accounts]
    home: dict[type[Row], dict[int, int]] = {}  # the account that each row belongs to, by kind and number

    def kept(kind: type[R], rows: Sequence[R], owner: Callable[[R], int]) -> dict[int, list[R]]:
        home[kind] = {each.key: owner(each) for each in rows}
        grouped: dict[int, list[R]] = defaultdict(list)
        for each in rows:
            grouped[owner(each)].append(each)
        return grouped

    def of(kind: type[R]) -> dict[int, list[R]]:
        owner = attrgetter("account_id")
        rows = session.exec(select(kind).where(col(owner(kind)).in_(here)).order_by(col(kind.id))).all()
        return kept(kind, rows, owner)

    def below(kind: type[R], parent: type[Row], reference: str) -> dict[int, list[R]]:
        up, ids = attrgetter(reference), list(home[parent])
        rows: list[R] = []
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            rows += session.exec(select(kind).where(col(up(kind)).in_(some)).order_by(col(kind.id))).all()
        return kept(kind, rows, lambda each: home[parent][up(each)])

    contacts, touches, steps, moments = of(Contact), of(Touch), of(Step), of(Moment)
    needs, offers, deals, entries = of(Need), of(Offer), of(Deal), of(Entry)
    present, covered = below(TouchContact, Touch, "touch_id"), below(OfferNeed, Offer, "offer_id")
    observations, responses = below(Observation, Need, "need_id"), below(Response, Offer, "offer_id")
    lines, inputs = below(ValueLine, Deal, "deal_id"), below(ValueInput, Deal, "deal_id")
    alternatives, keys = below(AlternativeRow, Deal, "deal_id"), below(CaseKey, Deal, "deal_id")
    contrasts = below(DifferenceRow, AlternativeRow, "alternative_id")
    acceptances, impacts = below(Accepted, ValueLine, "line_id"), below(Impact, Entry, "entry_id")
    promises, defects, realised, partings = of(Promise), of(Defect), of(Realised), of(Parting)
    ends, steps_taken = below(PromiseEnd, Promise, "promise_id"), below(DefectStep, Defect, "defect_id")
    figures = below(RealisedInput, Realised, "realised_id")
    products = session.exec(select(Product).order_by(col(Product.id))).all()
    in_force = settings(unit)
    return [
        Dossier(
            settings=in_force,
            account=account,
            contacts=contacts[number],
            touches=touches[number],
            present=_pairs((each.touch_id, each.contact_id) for each in present[number]),
            steps=steps[number],
            needs=needs[number],
            observations=observations[number],
            offers=offers[number],
            covered=_pairs((each.offer_id, each.need_id) for each in covered[number]),
            responses=responses[number],
            products={each.key: each for each in products},
            deals=deals[number],
            lines=lines[number],
            inputs=[each for each in inputs[number] if not each.replaced],
            earlier_inputs=[each for each in inputs[number] if each.replaced],
            acceptances=acceptances[number],
            alternatives=alternatives[number],
            contrasts=contrasts[number],
            case_keys=keys[number],
            entries=entries[number],
            impacts=impacts[number],
            moments=moments[number],
            promises=promises[number],
            promise_ends=ends[number],
            defects=defects[number],
            defect_steps=steps_taken[number],
            realised=realised[number],
            realised_inputs=figures[number],
            partings=partings[number],
        )
        for number, account in zip(here, accounts, strict=True)
    ]


def _pairs(links: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Rows that tie two others together, as lists of the second by the first."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        found[one].append(other)
    return found
