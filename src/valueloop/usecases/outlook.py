"""What the planner is given of an account: its needs and beliefs, whom to ask, what to offer at which prices."""

from collections.abc import Iterator
from decimal import Decimal

from valueloop.domain import gap
from valueloop.domain.account import Exposure
from valueloop.domain.contact import Influence
from valueloop.domain.deal import State
from valueloop.domain.loop.belief import GONE
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.plan.given import Costs, Loop, Question, Quote, prices
from valueloop.domain.plan.outlook import Outlook
from valueloop.domain.touch import Kind
from valueloop.store.account import Product
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need

_ORDER = (Influence.DECIDES.value, Influence.USES.value, Influence.ADVISES.value)
_LEAST_PATIENCE = 0.1  # of what an account begins with: nearer to nought, the hazard does not grow further


def outlook(dossier: Dossier, depth: int = 1) -> Outlook | None:
    """The moves at an account, weighed by the planner; None where there is nothing to weigh."""
    loop = _given(dossier)
    if loop is None:
        return None
    from valueloop.domain.plan.weigh import weigh  # numpy and the planner, only where there is something to weigh

    return weigh(loop, dossier.account.currency, depth)


def most(dossier: Dossier) -> Decimal | None:
    """What no plan at an account can be expected to bring more than; None where there is nothing to weigh."""
    loop = _given(dossier)
    if loop is None:
        return None
    from valueloop.domain.plan.weigh import ceiling

    return ceiling(loop)


def _given(dossier: Dossier) -> Loop | None:
    """What the planner reckons from; None without money, without a product, or where a yes speaks against a need."""
    settings = dossier.settings
    call = settings.ratios.tells(Channel.CALL)
    if not dossier.worths or not dossier.products or call is None:
        return None
    costs = Costs(walk(dossier), *(settings.plans(key) for key in _COSTS))
    needs = [each for each in dossier.needs if each.direction != Direction.PERSONAL]
    usual = sum(dossier.worths.values()) / len(dossier.worths)
    worth = {each.number: dossier.worths.get(each.number, usual) for each in needs}
    return Loop(
        {each.number: float(dossier.belief(each).chance) for each in needs},
        worth,
        dossier.beliefs[1],
        settings.payable,
        costs,
        tuple(_questions(dossier, needs, *call)),
        tuple(_quotes(dossier, needs, worth)),
        frozenset(each.number for each in needs if not dossier.belief(each).verified),
    )


_COSTS = ("patience.question", "patience.offer", "hours.question", "hours.offer", "hour")


def walk(dossier: Dossier) -> float:
    """How fast the account walks away, per unit of patience: by how well it knows us, and faster the less is left."""
    patience = dossier.patience()
    left = max(float(patience.left / patience.start), _LEAST_PATIENCE)
    return dossier.settings.plans(f"walk.{relation(dossier)}") / left


def relation(dossier: Dossier) -> str:
    """How well an account knows us: a customer; warm (it came to us, met us, or was sent to us); or cold."""
    if any(each.state == State.WON for each in dossier.deals):
        return "customer"
    met = any(each.inbound or each.kind in (Kind.MEETING, Kind.VISIT) for each in dossier.touches)
    sent = dossier.account.exposure in (Exposure.SEEN, Exposure.INTRODUCTION)
    return "warm" if met or sent else "cold"


def _questions(dossier: Dossier, needs: list[Need], sensitivity: float, specificity: float) -> Iterator[Question]:
    """Each need that somebody may still be asked about, as well as a call tells."""
    for need in needs:
        person = ask_whom(dossier, need)
        if dossier.belief(need).chance < GONE:
            continue
        if person or (not dossier.contacts and None not in _asked(dossier, need)):
            name = person.name if person else None
            yield Question(need.number, name, sensitivity, specificity)


def ask_whom(dossier: Dossier, need: Need) -> Contact | None:
    """The person to ask about a need: whose it is, else who counts most, of those who were not asked yet."""
    asked = _asked(dossier, need)
    people = sorted(dossier.contacts, key=lambda each: (each.id != need.contact_id, _rank(each.influence), each.key))
    return next((each for each in people if each.id not in asked), None)


def _asked(dossier: Dossier, need: Need) -> set[int | None]:
    return {
        each.contact_id
        for each in dossier.observations
        if each.need_id == need.id and way(Channel(each.channel)) is Way.ASK
    }


def _rank(influence: str | None) -> int:
    return _ORDER.index(influence) if influence in _ORDER else len(_ORDER)


def _quotes(dossier: Dossier, needs: list[Need], worth: dict[int, float]) -> Iterator[Quote]:
    """Each product against the needs that it meets, at each price that is worth weighing."""
    served = set(served_by_won(dossier))

    def live(need: Need) -> bool:
        return dossier.belief(need).chance >= GONE

    for product in dossier.products.values():
        if product.currency != dossier.account.currency:
            continue
        covers = tuple(
            each.number for each in needs if each.key not in served and live(each) and meets(dossier, product, each)
        )
        if not covers:
            continue
        refused = [
            float(each.price)
            for each in dossier.offers
            if each.product_id == product.id and _refused(dossier, each.key)
        ]
        usual = float(dossier.settings.share) * sum(worth[each] for each in covers)
        for price in prices(usual, None if product.floor is None else float(product.floor), refused):
            yield Quote(product.name, covers, price, float(product.cost or Decimal(0)))


def _refused(dossier: Dossier, offer: int) -> bool:
    answer = dossier.answer.get(offer)
    return answer is not None and answer.verdict in (Verdict.REJECTED, Verdict.COUNTERED)


def served_by_won(dossier: Dossier) -> Iterator[int]:
    """The needs that an offer accepted in a won deal covers: they are met."""
    won = {each.id for each in dossier.deals if each.state == State.WON}
    for each in dossier.offers:
        answer = dossier.answer.get(each.key)
        if each.deal_id in won and answer is not None and answer.verdict == Verdict.ACCEPTED:
            yield from dossier.covered[each.key]


def meets(dossier: Dossier, product: Product, need: Need) -> bool:
    """Whether a product meets a need: a kind that it says it meets is about the same, or it was offered against it."""
    offered = any(each.product_id == product.id and need.key in dossier.covered[each.key] for each in dossier.offers)
    return offered or gap.meets(need.name, product.meets)
