"""Gaps over the store: what offers are refused for, needs that are not met, and the money at stake."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.gap import Attempt, Refusal, Unmet, UnmetKind, Why, by_kind, by_reason, meets, why_unmet
from valueloop.domain.loop.belief import FOUND
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.gaps import GapsPage, GapsView, NeedGap, need_gap, refusal_gap
from valueloop.domain.segment import by_meaning
from valueloop.domain.value.case import work
from valueloop.domain.value.line import Effect
from valueloop.store.account import Account, Product
from valueloop.store.after import After, load_after
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.loop import Need, Offer, Response
from valueloop.store.session import Store, Unit
from valueloop.usecases.delivery import deal_needs

_AT_ONCE = 250  # accounts in memory at a time


def gaps(store: Store) -> GapsPage:
    """What offers are refused for, and the needs that were found and are not met, over the whole store, by currency.

    Refusals are ranked by the prices refused in lost and open deals, unmet needs by what they are worth to the
    accounts a year. Personal needs have no money, and are left to the accounts' own pages.
    """
    return store.read(_page)


@dataclass(frozen=True)
class _Here:
    """What one account adds: its refusals, its unmet needs, and how its deals ended."""

    currency: str
    won: int
    lost: int
    refusals: tuple[Refusal, ...]
    unmet: tuple[Unmet, ...]


def _page(unit: Unit) -> GapsPage:
    kinds, products = kinds_of_need(unit), products_of(unit)
    either = [select(Need.account_id), select(Offer.account_id)]
    where = col(Account.id).in_(either[0]) | col(Account.id).in_(either[1])
    numbers = unit.session.exec(select(Account.id).where(where).order_by(col(Account.id))).all()
    by_currency: dict[str, list[_Here]] = defaultdict(list)
    for dossier, after in _loaded(unit, [each for each in numbers if each is not None]):
        here = _here(dossier, after, kinds, products)
        by_currency[here.currency].append(here)
    order = sorted(by_currency, key=lambda each: (-len(by_currency[each]), each))
    return GapsPage(tuple(_view(each, by_currency[each], products) for each in order))


def _view(currency: str, found: Sequence[_Here], products: Mapping[str, str]) -> GapsView:
    refusals = by_reason(each for here in found for each in here.refusals)
    return GapsView(
        currency,
        len(found),
        sum(each.won for each in found),
        sum(each.lost for each in found),
        tuple(refusal_gap(each, currency) for each in refusals),
        tuple(_gap(each, currency, products) for each in by_kind(each for here in found for each in here.unmet)),
    )


def _gap(kind: UnmetKind, currency: str, products: Mapping[str, str]) -> NeedGap:
    ours = [name for name, kinds in products.items() if any(meets(each, kinds) for each in (kind.kind, *kind.names))]
    return need_gap(kind, currency, tuple(ours))


def _loaded(unit: Unit, numbers: Sequence[int]) -> Iterator[tuple[Dossier, After]]:
    """Accounts by number, each loaded whole; only a few are in memory at a time."""
    for at in range(0, len(numbers), _AT_ONCE):
        some = col(Account.id).in_(numbers[at : at + _AT_ONCE])
        accounts = unit.session.exec(select(Account).where(some).order_by(col(Account.id))).all()
        after = load_after(unit, accounts)
        yield from ((each, after[each.account.key]) for each in load_all(unit, accounts))
        unit.session.expunge_all()


def kinds_of_need(unit: Unit) -> dict[str, str]:
    """The name that stands for each need of the store: of those about the same, the one that most accounts have."""
    query = select(Need.name, Need.account_id).where(Need.direction != Direction.PERSONAL.value).distinct()
    return by_meaning(Counter(name for name, _ in unit.session.exec(query).all()))


def products_of(unit: Unit) -> dict[str, str]:
    """What each product says that it meets, by its name."""
    rows = unit.session.exec(select(Product).order_by(col(Product.folded))).all()
    return {each.name: each.meets for each in rows}


def _here(dossier: Dossier, after: After, kinds: Mapping[str, str], products: Mapping[str, str]) -> _Here:
    states = Counter(each.state for each in dossier.deals)
    found = [each for each in unmet_needs(dossier, after, products) if each.need.direction != Direction.PERSONAL]
    worths = yearly(dossier) if found else {}
    unmet = (
        Unmet(
            dossier.account.name,
            each.need.name,
            kinds[each.need.name],
            each.why,
            worths.get(each.need.number),
            _lost_over(dossier, each.need),
        )
        for each in found
    )
    return _Here(
        dossier.account.currency, states[State.WON], states[State.LOST], tuple(_refusals(dossier)), tuple(unmet)
    )


def _refusals(dossier: Dossier) -> Iterator[Refusal]:
    """The offers that were not taken, by their latest answers; and the deals that are lost with none refused."""
    for deal in dossier.deals:
        made = [each for each in dossier.offers if each.deal_id == deal.id]
        refused = [(each, answer) for each in made if (answer := dossier.answer.get(each.key)) and _against(answer)]
        state = State(deal.state)
        for offer, answer in refused:
            reason = Reason(answer.reason) if answer.reason else None
            yield Refusal(dossier.account.key, deal.key, state, reason, offer.price)
        if state is State.LOST and not refused:
            price = made[-1].price if made else Decimal(0)
            yield Refusal(dossier.account.key, deal.key, state, None, price, answers=0)


def _against(answer: Response) -> bool:
    """Whether an answer refuses: it does, or gives a reason against without being a yes."""
    return answer.verdict == Verdict.REJECTED or (answer.verdict != Verdict.ACCEPTED and answer.reason is not None)


@dataclass(frozen=True)
class NeedUnmet:
    """A need of an account that was found and is not met: why, and the latest offer on it with its answer."""

    need: Need
    why: Why
    offer: Offer | None
    answer: Response | None


def unmet_needs(dossier: Dossier, after: After, products: Mapping[str, str]) -> Iterator[NeedUnmet]:
    """The needs found at an account that no deal, delivery or deployment meets; those that wait for an answer left out.

    `products` is what each product of ours says that it meets.
    """
    won = [each for each in dossier.deals if each.state == State.WON]
    met = {need.key for deal in won for need in deal_needs(dossier, deal)}
    met |= {need for each in after.deliveries for need in after.delivered[each.key]}
    met |= {need for each in after.deployments if each.ended is None for need in after.deployed[each.key]}
    states = {each.key: State(each.state) for each in dossier.deals}
    for need in dossier.needs:
        if need.key in met or not is_found(dossier, need):
            continue
        made = [each for each in dossier.offers if need.key in dossier.covered[each.key]]
        tried = [_attempt(dossier, each, states[each.deal_id]) for each in made]
        ours = need.direction == Direction.PERSONAL or any(meets(need.name, kinds) for kinds in products.values())
        why = why_unmet(tried, product=ours)  # no product says of a personal need that it meets it
        if why is not None:
            last = made[-1] if made else None
            yield NeedUnmet(need, why, last, dossier.answer.get(last.key) if last else None)


def _attempt(dossier: Dossier, offer: Offer, deal: State) -> Attempt:
    answer = dossier.answer.get(offer.key)
    if answer is None:
        return Attempt(None, None, deal)
    return Attempt(Verdict(answer.verdict), Reason(answer.reason) if answer.reason else None, deal)


def is_found(dossier: Dossier, need: Need) -> bool:
    """Whether a need was found: sure enough to offer on, or somebody there accepted a line of it."""
    lines = {each.key for each in dossier.lines if each.need_id == need.id}
    return dossier.belief(need).chance >= FOUND or any(each.line_id in lines for each in dossier.acceptances)


def yearly(dossier: Dossier) -> dict[int, Decimal]:
    """The yearly benefit that lines tie to each need, by its number: of the latest deal that has a figure for it."""
    found: dict[int, Decimal] = {}
    for deal in dossier.deals:
        total: dict[int, Decimal] = defaultdict(Decimal)
        for each in work(dossier.case(deal)).lines:
            line = each.line
            if line.need is not None and line.effect is not Effect.COST and each.counted and not line.single:
                total[line.need] += each.amount
        found |= total
    return found


def _lost_over(dossier: Dossier, need: Need) -> frozenset[int]:
    """The lost deals in which a need was at stake: an offer covered it, or a line was tied to it."""
    lost = {each.key for each in dossier.deals if each.state == State.LOST}
    tied = {each.deal_id for each in dossier.offers if need.key in dossier.covered[each.key]}
    tied |= {each.deal_id for each in dossier.lines if each.need_id == need.id}
    return frozenset(lost & tied)


def over_the_store(unit: Unit, names: Iterable[str]) -> dict[str, tuple[NeedGap, ...]]:
    """The gap that each of these needs is part of, over the whole store, one for each currency: as `gaps` has it.

    Only accounts with a need of such a kind are loaded.
    """
    kinds, products = kinds_of_need(unit), products_of(unit)
    wanted = {name: kinds[name] for name in names}
    alike = [name for name, kind in kinds.items() if kind in wanted.values()]
    found: dict[tuple[str, str], list[Unmet]] = defaultdict(list)
    for dossier, after in _loaded(unit, _accounts_with(unit, alike)):
        here = _here(dossier, after, kinds, products)
        for each in here.unmet:
            found[each.kind, here.currency].append(each)
    made = {key: _gap(by_kind(unmet)[0], key[1], products) for key, unmet in sorted(found.items())}
    return {name: tuple(gap for (kind, _), gap in made.items() if kind == of) for name, of in wanted.items()}


def _accounts_with(unit: Unit, names: Sequence[str]) -> list[int]:
    """The accounts that have a need of one of these names, by number."""
    found: set[int] = set()
    for at in range(0, len(names), _AT_ONCE):
        some = col(Need.name).in_(names[at : at + _AT_ONCE])
        found.update(unit.session.exec(select(Need.account_id).where(some)).all())
    return sorted(found)
