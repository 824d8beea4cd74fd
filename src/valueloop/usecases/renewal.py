"""The renewal page of a won deal, gathered: for us, and as its customer may see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

from valueloop.domain.deal import State
from valueloop.domain.invoice import depends
from valueloop.domain.loop.belief import GONE
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.renewal import DefectMet, NeedOpen, PromiseEnded, RenewalPage, RenewalSums
from valueloop.domain.promise import Stage, Word
from valueloop.domain.value.alternative import weigh
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.realised import LineRealised, realised_value
from valueloop.domain.value.share import Seats, Share, by_rule
from valueloop.domain.value.spread import Draws
from valueloop.domain.value.theirs import shown
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.load import load
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.receivables import invoices_of, total
from valueloop.usecases.won import live_of, price_now, realised_lines, terms_of, won_deal


def renewal(store: Store, account: str, today: date, *, customer: bool = False) -> RenewalPage:
    """What the deal won last promised and what came of it; for a `customer` without anything of ours.

    Of theirs are lines that they accepted, that rest on their word or were measured, and costs; needs that they spoke
    of themselves; no price for the renewal.

    Raises:
        Refused: no deal is won.
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> RenewalPage:
        dossier = load(unit, find.account(unit, account))
        page = _page(unit, dossier, today)
        return _theirs(page, dossier) if customer else page

    return store.read(read)


def _page(unit: Unit, dossier: Dossier, today: date) -> RenewalPage:
    deal, currency = won_deal(dossier), dossier.account.currency
    case, terms = dossier.case(deal), terms_of(dossier, deal)
    found, lines = dossier.realised_of(deal), realised_lines(dossier, deal)
    invoices = invoices_of(unit, today, dossier.account.key)
    sums = total(currency, live_of(deal, invoices))
    measured = any(each.realised is not None for each in found)
    price = Money(price_now(dossier, deal), currency)
    value = realised_value(found)
    share = _share(dossier, deal, found, value) if measured else Share(None, "nothing is measured yet")
    return RenewalPage(
        dossier.account.name,
        today,
        deal.key,
        deal.closed or deal.opened,
        case.years,
        case.discount_rate,
        case.timing,
        lines,
        _sums(lines, currency, value) if measured else None,
        price,
        depends(terms),
        sums.invoiced,
        sums.paid,
        sums.open,
        Money(EXACT.subtract(value, price.amount), currency) if measured else None,
        tuple(_promises(dossier, deal)),
        tuple(_defects(dossier, deal)),
        tuple(_needs(dossier)),
        terms.rule,
        terms.fraction,
        None if share.price is None else Money(share.price, currency),
        share.why,
    )


def _share(dossier: Dossier, deal: Deal, found: Sequence[LineRealised], value: Decimal) -> Share:
    """The price that the deal's rule gives of what is realised, in place of what is accepted."""
    costs = [each.realised or each.promised for each in found if each.promised.line.effect is Effect.COST]
    with localcontext(EXACT):
        spent = sum((each.present_value for each in costs), Decimal(0))
    terms = replace(terms_of(dossier, deal), price=None)
    worths = weigh(dossier.case(deal).alternatives, value)
    return by_rule(terms.rule, Seats(value, spent, spent, Draws((value,)), worths, terms))


def _sums(lines: Sequence[RealisedLine], currency: str, value: Decimal) -> RenewalSums:
    """Promised and realised a year over what was measured; as present values what was told them, and what came."""

    def sign(each: RealisedLine) -> int:
        return -1 if each.effect is Effect.COST else 1

    with localcontext(EXACT):
        yearly = [each for each in lines if each.realised is not None and not each.once]
        promised = sum((sign(each) * each.promised.amount for each in yearly), Decimal(0))
        came = sum((sign(each) * each.realised.amount for each in yearly if each.realised), Decimal(0))
        told = [each for each in lines if each.agreed or each.realised is not None or each.effect is Effect.COST]
        whole = sum((sign(each) * each.promised_value.amount for each in told), Decimal(0))
    return RenewalSums(*(Money(each, currency) for each in (promised, came, whole, value)))


def _promises(dossier: Dossier, deal: Deal) -> list[PromiseEnded]:
    """The promises of the deal, and those that name none, the earliest first."""
    found = []
    for each in dossier.promises:
        if each.deal_id not in (None, deal.id):
            continue
        end = dossier.ends.get(each.key)
        word = Word.OPEN if end is None else Word.KEPT if end.kept else Word.BROKEN
        found.append(PromiseEnded(each.text, each.due, word, end.day if end else None))
    return found


def _defects(dossier: Dossier, deal: Deal) -> list[DefectMet]:
    """The defects of the deal, and those that name none, the earliest first."""
    found = []
    for each in sorted(dossier.defects, key=lambda one: (one.day, one.key)):
        if each.deal_id in (None, deal.id):
            mended = [step.day for step in dossier.steps_of(each) if step.stage == Stage.MENDED]
            planned = [step.due for step in dossier.steps_of(each) if step.due is not None]
            due = planned[-1] if planned and not mended else None
            found.append(DefectMet(each.text, each.day, mended[0] if mended else None, dossier.met(each), due))
    return found


def _needs(dossier: Dossier) -> list[NeedOpen]:
    """The needs that no won deal served, and that are not as good as gone, the likeliest money first."""
    served = _served(dossier)
    money = dossier.money()
    found = []
    for need in dossier.needs:
        chance = dossier.belief(need).chance
        if need.direction == Direction.PERSONAL or need.key in served or chance < GONE:
            continue
        worth = money.get(need.number)
        found.append(
            NeedOpen(
                need.number,
                need.name,
                Direction(need.direction),
                chance,
                None if worth is None else Money(worth, dossier.account.currency),
                _said(dossier, need),
                dossier.name_of(need.contact_id),
            )
        )
    return sorted(found, key=lambda each: (-each.chance * (each.worth.amount if each.worth else 0), -each.chance))


def _served(dossier: Dossier) -> set[int]:
    """The needs under an offer that was taken in a won deal, and those whose lines its customer had accepted."""
    won = {each.id for each in dossier.deals if each.state == State.WON}
    taken = {number for number, answer in dossier.answer.items() if answer.verdict == Verdict.ACCEPTED}
    served = {
        need
        for each in dossier.offers
        if each.deal_id in won and each.key in taken
        for need in dossier.covered[each.key]
    }
    by_number = {each.number: each.key for each in dossier.needs}
    for deal in dossier.deals:
        if deal.id in won:
            for worked in dossier.result(deal).lines:
                if worked.status is Status.ACCEPTED and worked.line.need in by_number:
                    served.add(by_number[worked.line.need])
    return served


def _said(dossier: Dossier, need: Need) -> bool:
    """Whether they spoke of a need themselves, when asked or unasked, and did not take it back."""
    asked = [each for each in dossier.evidence(need) if way(each.evidence.channel) is Way.ASK]
    if asked:
        return asked[-1].evidence.answer is Answer.YES
    return way(Channel(need.channel)) is Way.ASK


def _theirs(page: RenewalPage, dossier: Dossier) -> RenewalPage:
    """The page without anything of ours."""
    promised = {each.promised.line.number: each.promised for each in dossier.realised_of(won_deal(dossier))}
    lines = tuple(each for each in page.lines if each.realised is not None or shown(promised[each.number]))
    currency = page.price.currency
    return replace(
        page,
        lines=lines,
        sums=_sums(lines, currency, page.sums.realised_value.amount) if page.sums else None,
        needs=tuple(each for each in page.needs if each.said),
        renew_at=None,
        renew_why="",
    )
