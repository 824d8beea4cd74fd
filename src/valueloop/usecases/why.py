"""Why a need has its chance, step by step."""

from decimal import Decimal

from valueloop.domain.loop.belief import Reading, once_answered
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.why import WhyPage, WhyStep
from valueloop.domain.probability import odds
from valueloop.store.dossier import Dossier, Seen
from valueloop.store.session import Store
from valueloop.usecases.named import need_named
from valueloop.usecases.standing import look


def why(store: Store, account: str, need: str) -> WhyPage:
    """A need's chance, explained: its prior, and what each observation did to it.

    Raises:
        Ambiguous, Unknown: the account or the need is not there.
    """
    return look(store, account, lambda dossier: why_of(dossier, need))


def why_of(dossier: Dossier, need: str) -> WhyPage:
    """The same of a loaded account."""
    row = need_named(dossier, need)
    belief, settings = dossier.belief(row), dossier.settings
    steps: list[WhyStep] = []
    at = belief.prior
    for seen, reading in zip(dossier.evidence(row), belief.readings, strict=True):
        if reading.before != at:
            steps.append(_elsewhere(at, reading.before))
        steps.append(_step(dossier, seen, reading))
        at = reading.after
    if belief.chance != at:
        steps.append(_elsewhere(at, belief.chance))
    yes, no = once_answered(belief.chance, settings.ratios)
    money = dossier.money().get(row.number)
    return WhyPage(
        dossier.account.name,
        row.number,
        row.name,
        belief.chance,
        belief.prior,
        row.typed,
        Channel(row.channel),
        row.day,
        row.rate,
        settings.chance,
        tuple(steps),
        yes,
        no,
        Money(money, dossier.account.currency) if money else None,
    )


def decibans(before: Decimal, after: Decimal) -> Decimal:
    """By how much the odds moved: 10·log10(odds after / odds before); nought where they did not.

    >>> decibans(Decimal("0.5"), Decimal("0.5")), round(decibans(Decimal("0.5"), Decimal("0.9")), 2)
    (Decimal('0'), Decimal('9.54'))
    """
    return Decimal(0) if before == after else 10 * EXACT.log10(EXACT.divide(odds(after), odds(before)))


def _elsewhere(before: Decimal, after: Decimal) -> WhyStep:
    moved = decibans(before, after)
    return WhyStep(None, None, None, None, None, "", counts=True, before=before, after=after, decibans=moved)


def _step(dossier: Dossier, seen: Seen, reading: Reading) -> WhyStep:
    channel = seen.evidence.channel
    answer = next((each for each in dossier.responses if each.id == seen.response_id), None)
    offer = next((each for each in dossier.offers if answer and each.id == answer.offer_id), None)
    tested = offer is not None and way(channel) is Way.TEST
    return WhyStep(
        seen.evidence.day,
        channel,
        seen.evidence.answer,
        dossier.name_of(seen.contact_id),
        seen.touch_id,
        seen.note,
        reading.counts,
        reading.before,
        reading.after,
        decibans(reading.before, reading.after),
        offer.id if offer and tested else None,
        dossier.products[offer.product_id].name if offer and tested else None,
        Money(offer.price, dossier.account.currency) if offer and tested else None,
        answer.verdict if answer and tested else None,
        answer.reason if answer and tested else None,
    )
