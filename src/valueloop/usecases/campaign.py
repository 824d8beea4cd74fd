"""Campaigns: which accounts each met, in which phase, and how many answered."""

from datetime import date

from sqlmodel import col, select

from valueloop.domain.account import Exposure, Phase
from valueloop.domain.campaign import ENOUGH, WITHIN, Moment, Sent, Sign, outcome, phase_on, tabled
from valueloop.domain.deal import State
from valueloop.domain.page.campaign import CampaignPhase, CampaignsPage
from valueloop.domain.touch import Kind, Outcome
from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.contact import Touch
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.session import Store, Unit


def campaigns(store: Store, day: date) -> CampaignsPage:
    """How campaigns were answered, by the phase that the account was in when one met it.

    A campaign meets an account by an advertisement that exposed it (which was answered if they ever came to us or met
    us) and by each touch of ours that was part of it (answered by an inbound touch or an agreed step within 30 days).
    """

    def read(unit: Unit) -> CampaignsPage:
        touched = select(Touch.account_id).where(col(Touch.campaign) != "", col(Touch.inbound).is_(False))
        shown = (col(Account.exposure) == Exposure.ADVERTISEMENT.value) & (col(Account.exposed_by) != "")
        rows = unit.session.exec(
            select(Account).where(shown | col(Account.id).in_(touched)).order_by(col(Account.id))
        ).all()
        after = load_after(unit, rows)
        sent = [each for one in load_all(unit, rows) for each in _sent(one, after[one.account.key], day)]
        sent.sort(key=lambda each: each[0])
        found = tabled([each for _, each in sent])
        return CampaignsPage(
            WITHIN,
            ENOUGH,
            tuple(
                CampaignPhase(each.campaign, each.phase, each.sent, each.answered, each.waiting, each.rate)
                for each in found
            ),
        )

    return store.read(read)


def _sent(dossier: Dossier, after: After, day: date) -> list[tuple[int, Sent]]:
    """How campaigns met one account, each with the act that says so."""
    found = []
    account = dossier.account
    if account.exposure == Exposure.ADVERTISEMENT and account.exposed_by:
        came = any(each.inbound or each.kind in (Kind.MEETING, Kind.VISIT) for each in dossier.touches)
        found.append((account.act_id, Sent(account.exposed_by, Phase.EXPERIENCE, came)))
    signs, answers = _signs(dossier, after), _answers(dossier)
    for each in dossier.touches:
        if each.campaign.strip() and not each.inbound:
            moment = (each.day, each.act_id)
            sent = Sent(each.campaign.strip(), phase_on(moment, signs), outcome(moment, answers, day))
            found.append((each.act_id, sent))
    return found


def _answers(dossier: Dossier) -> list[Moment]:
    """When they came to us, or agreed to a step or an order."""
    agreed = (Outcome.ADVANCE, Outcome.ORDER)
    return [(each.day, each.act_id) for each in dossier.touches if each.inbound or each.outcome in agreed]


def _signs(dossier: Dossier, after: After) -> list[tuple[Moment, Sign]]:
    """What happened at an account that shows its phase, each with its moment."""
    signs = [((each.day, each.act_id), Sign.TALKED) for each in dossier.touches]
    signs += [((each.day, each.act_id), Sign.OFFERED) for each in dossier.offers]
    signs += [((each.day, each.act_id), Sign.ACCEPTED) for each in dossier.acceptances]
    for deal in dossier.deals:
        if deal.state == State.WON and deal.closed is not None:
            terms = dossier.case(deal).terms
            rented = terms is not None and terms.per_year
            signs.append(((deal.closed, _LAST), Sign.RENTED if rented else Sign.WON))
    signs += [((each.delivered, _LAST), Sign.DELIVERED) for each in after.deliveries if each.delivered is not None]
    for runs in after.deployments:
        signs.append(((runs.since, _LAST), Sign.DELIVERED))
        if runs.ended is not None:
            signs.append(((runs.ended, _LAST), Sign.ENDED))
    return signs


_LAST = 2**62  # a deal keeps the day on which it was won, not the act: it comes after all of that day
