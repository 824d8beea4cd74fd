"""The facts that checks look at, from all that is known of an account and of the market around it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.account import Exposure
from valueloop.domain.check.facts import Facts
from valueloop.domain.check.ideal import Criterion
from valueloop.domain.check.parts import (
    Balance,
    Kept,
    Market,
    Named,
    Offered,
    Owed,
    Rates,
    Sale,
    Somebody,
    Talk,
)
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.names import fold
from valueloop.domain.promise import Met
from valueloop.domain.touch import Kind
from valueloop.store import customer
from valueloop.store.account import Account
from valueloop.store.after import After
from valueloop.store.dossier import Dossier
from valueloop.store.load import settings
from valueloop.store.session import Unit
from valueloop.store.value import Deal
from valueloop.usecases import said
from valueloop.usecases.delivery import deal_needs, unserved
from valueloop.usecases.outlook import outlook
from valueloop.usecases.referral import owed_of


@dataclass(frozen=True)
class Around:
    """What the whole store says: where home is, where we have won, what suits us.

    `won` has the accounts that we won, by their industry, folded ("" where none is recorded), and `spelled` how the
    first of them writes it.
    """

    currency: str
    regions: Counter[str]
    home: str
    won: dict[str, set[int]]
    spelled: dict[str, str]
    criteria: tuple[Criterion, ...]


def around(unit: Unit) -> Around:
    """What the whole store says; home is the region of most accounts, of equals that of the first."""
    named = select(Account.region).where(Account.region != "").order_by(col(Account.id))
    regions: Counter[str] = Counter()
    written: dict[str, str] = {}
    for region in unit.session.exec(named).all():
        regions[fold(region)] += 1
        written.setdefault(fold(region), region)
    customers = col(Account.id).in_(select(Deal.account_id).where(Deal.state == State.WON))
    won: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for number, industry in unit.session.exec(select(Account.id, Account.industry).where(customers)).all():
        if number is not None:
            won[fold(industry)].add(number)
            spelled.setdefault(fold(industry), industry)
    criteria = unit.session.exec(select(customer.Criterion).order_by(col(customer.Criterion.id))).all()
    return Around(
        settings(unit).currency,
        regions,
        written[regions.most_common(1)[0][0]] if regions else "",
        dict(won),
        spelled,
        tuple(Criterion(each.trait, each.wanted, each.weight) for each in criteria),
    )


def facts_of(dossier: Dossier, after: After, store: Around, today: date, *, quick: bool = False) -> Facts:
    """What checks look at, of one account.

    Quick ones are for many accounts, where nobody is shown the money to be expected: the planner does not weigh an
    account again that was worth our time as of its last act, and what an hour should bring there stands for `bring`.
    """
    account, patience, result = dossier.account, dossier.patience(), dossier.result()
    offers = said.offers(dossier)
    due = [each for each in dossier.steps if each.done is not None or each.due is None or each.due <= today]
    ours, theirs = said.statements(dossier)
    return Facts(
        account.name,
        today,
        account.currency,
        account.industry,
        account.size,
        account.region,
        account.owner,
        Exposure(account.exposure) if account.exposure else None,
        people=tuple(_somebody(each.name, each.influence, each.stance) for each in dossier.contacts),
        talks=_talks(dossier),
        needs=said.needs(dossier, result),
        offers=offers,
        lines=said.lines(result),
        incumbents=said.incumbents(dossier),
        steps=len(due),
        done=sum(each.done is not None for each in due),
        unsure=said.unsure(result) if offers else "",
        covered=said.covered(dossier),
        ours=ours,
        theirs=theirs,
        bring=_bring(dossier, offers, quick=quick),
        kept=_kept(dossier, today),
        owed=_owed(after),
        referrals=tuple(Named(each.name, each.day) for each in after.referrals),
        unthanked=_unthanked(dossier, after),
        sales=_sales(dossier, after),
        parted=dossier.parting.day if dossier.parting else None,
        balance=Balance(patience.left, patience.start, len(patience.entries)),
        market=_market(dossier, store),
        rates=_rates(dossier),
    )


def _somebody(name: str, influence: str | None, stance: str | None) -> Somebody:
    return Somebody(name, Influence(influence) if influence else None, Stance(stance) if stance else None)


def _talks(dossier: Dossier) -> tuple[Talk, ...]:
    return tuple(
        Talk(
            each.day,
            Kind(each.kind),
            each.inbound,
            tuple(dossier.person[who].name for who in dossier.present[each.key]),
            each.hours,
            each.asked,
            each.told,
            each.thanks,
        )
        for each in dossier.touches
        if each.kind != Kind.NOTE
    )


def _bring(dossier: Dossier, offers: Sequence[Offered], *, quick: bool) -> Decimal | None:
    """What the planner expects; None where it can weigh nothing, an offer still waits for its answer, or a deal is won.

    At a customer no check asks for it.
    """
    if any(each.state == State.WON for each in dossier.deals):
        return None
    waiting = (Verdict.SILENT, Verdict.ACCEPTED)
    if any(each.live and (each.verdict is None or each.verdict in waiting) for each in offers):
        return None
    kept = dossier.account.reward
    if quick and kept is not None and kept > 0:
        return Decimal(kept) / 100
    found = outlook(dossier)
    return None if found is None else found.value


def _kept(dossier: Dossier, today: date) -> Kept:
    ends = [dossier.ends[each.key].kept for each in dossier.promises if each.key in dossier.ends]
    unended = [each for each in dossier.promises if each.key not in dossier.ends]
    met = [dossier.met(each) for each in dossier.defects]
    return Kept(
        kept=sum(ends),
        broken=len(ends) - sum(ends),
        late=sum(each.due is not None and each.due < today for each in unended),
        open=len(unended),
        responded=sum(each is Met.RESPONDED for each in met),
        reacted=sum(each is Met.REACTED for each in met),
        waiting=sum(each is None for each in met),
    )


def _owed(after: After) -> tuple[Owed, ...]:
    left = [
        Owed(
            each.key, each.amount - sum((one.amount for one in after.payments.get(each.key, [])), Decimal(0)), each.due
        )
        for each in after.invoices
        if each.cancelled is None
    ]
    return tuple(each for each in left if each.left > 0)


def _sales(dossier: Dossier, after: After) -> tuple[Sale, ...]:
    found = []
    for deal in dossier.deals:
        if deal.state != State.WON:
            continue
        sought = tuple((each.number, each.name) for each in deal_needs(dossier, deal))
        waiting = {each.number for each in unserved(dossier, deal, after)}
        served = frozenset(number for number, _ in sought if number not in waiting)
        found.append(Sale(deal.closed or deal.opened, deal.price, sought, served))
    return tuple(found)


def _unthanked(dossier: Dossier, after: After) -> tuple[Named, ...]:
    return tuple(
        Named(f"naming {each.about}" if each.about else "the deal", each.since) for each in owed_of(dossier, after)
    )


def _market(dossier: Dossier, store: Around) -> Market:
    industry = fold(dossier.account.industry)
    alike = store.won.get(industry, set()) if industry else store.won.get("", set()) & {dossier.account.key}
    return Market(
        store.currency,
        store.home,
        store.regions[fold(dossier.account.region)],
        store.regions.total(),
        len(alike),
        tuple(sorted(name for each, name in store.spelled.items() if each and each != industry)),
        len(dossier.products),
        store.criteria,
    )


def _rates(dossier: Dossier) -> Rates:
    """The settings that checks reckon with; what was learned of them counts, as it does for the planner."""
    hour, hours = (Decimal(str(dossier.settings.plans(key))) for key in ("hour", "hours.offer"))
    return Rates(hour, hours, Decimal(str(dossier.settings.payable.share)))
