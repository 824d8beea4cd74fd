"""The pipeline: the open deals, what each is worth to them, and what its offer may be expected to bring."""

from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlmodel import col, select

from valueloop.domain import names
from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.pipeline import PipelineDeal, PipelineOffer, PipelinePage, PipelineSum
from valueloop.domain.pipeline import Tabled, sums
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.account import page
from valueloop.usecases.forecast import chance_taken


def pipeline(store: Store, today: date, owner: str | None = None) -> PipelinePage:
    """The open deals, those that may bring most first; of one owner, by any unambiguous part of the name.

    The chance is that of a yes to the latest offer of the deal, while that waits for an answer: what `vl next` would
    reckon with, as things stand. Where no need under the offer has money, there is none, and none is made up.

    Raises:
        Ambiguous, Unknown: several owners answer to the name, or none does.
    """

    def read(unit: Unit) -> PipelinePage:
        whose = None if owner is None else _owner(unit, owner)
        query = select(Account).join(Deal, col(Deal.account_id) == col(Account.id))
        query = query.where(Deal.state == State.OPEN).order_by(col(Deal.id))
        if whose is not None:
            query = query.where(Account.owner == whose)
        deals = [_deal(dossier, today) for dossier in load_all(unit, unit.session.exec(query).all())]
        deals.sort(key=_order)
        found = [_sum(currency, list(those)) for currency, those in groupby(deals, key=_currency)]
        return PipelinePage(today, whose, tuple(deals), tuple(found))

    return store.read(read)


def _owner(unit: Unit, given: str) -> str:
    found = unit.session.exec(select(Account.owner).where(Account.owner != "").distinct()).all()
    owners = sorted(found)
    return owners[names.find("owner", given, owners)]


def _currency(deal: PipelineDeal) -> str:
    return deal.accepted.currency


def _order(deal: PipelineDeal) -> tuple[str, Decimal, Decimal, int]:
    expected = deal.expected.amount if deal.expected else Decimal(0)
    return _currency(deal), -expected, -(deal.accepted + deal.potential).amount, deal.number


def _deal(dossier: Dossier, today: date) -> PipelineDeal:
    deal, currency, known = dossier.open_deal, dossier.account.currency, page(dossier)
    assert deal is not None  # it was asked for
    offer = _offer(dossier, deal)
    expects = _tabled(offer).expects if offer else None
    return PipelineDeal(
        deal.key,
        dossier.account.name,
        dossier.account.owner,
        known.account.phase,
        deal.opened,
        (today - deal.opened).days,
        known.accepted_per_year,
        known.potential_per_year,
        offer,
        None if expects is None else Money(expects, currency),
        known.last_touch,
    )


def _offer(dossier: Dossier, deal: Deal) -> PipelineOffer | None:
    made = [each for each in dossier.offers if each.deal_id == deal.id]
    if not made:
        return None
    last = max(made, key=lambda each: (each.day, each.key))
    answer = dossier.answer.get(last.key)
    verdict = Verdict(answer.verdict) if answer else None
    waits = Tabled(last.price, verdict).waits
    valued = any(dossier.need[each].number in dossier.worths for each in dossier.covered[last.key])
    chance = chance_taken(dossier, last) if waits and valued else None
    return PipelineOffer(
        last.key,
        dossier.products[last.product_id].name,
        Money(last.price, dossier.account.currency),
        last.day,
        verdict,
        None if chance is None else Decimal(f"{chance:.4f}"),
    )


def _tabled(offer: PipelineOffer) -> Tabled:
    return Tabled(offer.price.amount, offer.verdict, offer.chance)


def _sum(currency: str, deals: list[PipelineDeal]) -> PipelineSum:
    found = sums([_tabled(each.offer) if each.offer else None for each in deals])
    nought = Money(Decimal(0), currency)
    return PipelineSum(
        currency,
        found.deals,
        sum((each.accepted for each in deals), nought),
        sum((each.potential for each in deals), nought),
        found.waiting,
        Money(found.tabled, currency),
        found.known,
        None if found.expected is None else Money(found.expected, currency),
        found.agreed,
        Money(found.agreed_price, currency),
        found.without,
    )
