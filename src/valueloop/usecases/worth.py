"""What it is worth: the value case of an account as a page has it, and our share of it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.deal import State
from valueloop.domain.loop.response import Verdict
from valueloop.domain.page.share import SharePage
from valueloop.domain.page.split import share_page
from valueloop.domain.page.terms import OutcomeTerms, outcome_terms
from valueloop.domain.page.value import ValuePage
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.case import work
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.keys import with_keys
from valueloop.domain.value.terms import Terms
from valueloop.domain.value.theirs import theirs
from valueloop.store.dossier import Dossier
from valueloop.store.session import Store
from valueloop.store.value import Deal
from valueloop.usecases.standing import look

NOTHING: Mapping[str, str] = {}
_LIVE = ("agreed", "open", "accepted")


def value(
    store: Store, account: str, keys: Mapping[str, str] = NOTHING, draws: int = DRAWS, seed: int = SEED
) -> ValuePage:
    """What it is worth to the customer, line by line; `keys` look at it otherwise than set (`years`, `timing`, …).

    Raises:
        Unknown, Invalid, Conflict: a key is not known, or its value cannot be read.
    """
    return look(store, account, lambda dossier: value_of(dossier, dossier.deal, keys, draws, seed))


def value_of(
    dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING, draws: int = DRAWS, seed: int = SEED
) -> ValuePage:
    """The value case of a deal of a loaded account."""
    return replace(
        value_page(
            replace(_asked(dossier, deal, keys), draws=draws, seed=seed),
            dossier.account.name,
            State(deal.state) if deal else None,
        ),
        outcome=agreed_terms(dossier, deal, keys),
    )


def theirs_of(dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING) -> Worked:
    """The case of a deal as its customer may see it, at the price on the table; by outcome, what its terms come to."""
    prices, terms = _live_prices(dossier, deal), agreed_terms(dossier, deal, keys)
    price = prices[-1] if prices else None
    if price is not None and terms is not None:
        price = terms.price.amount if terms.agreed.amount > 0 else None
    return Worked(theirs(worked(dossier, deal, keys).case, price))


def their_page(
    dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING, draws: int = DRAWS, seed: int = SEED
) -> ValuePage:
    """The value page of a deal as its customer may see it: terms of the price once one is on the table."""
    shown = replace(theirs_of(dossier, deal, keys), draws=draws, seed=seed)
    page = value_page(shown, dossier.account.name, State(deal.state) if deal else None)
    return replace(page, outcome=agreed_terms(dossier, deal, keys) if _live_prices(dossier, deal) else None)


def agreed_terms(dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING) -> OutcomeTerms | None:
    """The terms of a deal's price by outcome, whatever an offer asks; None where it is fixed, or in the costs."""
    kept = dossier.case(deal)
    case = with_keys(kept, kept.terms or Terms(), keys)
    if case.price_in_costs:
        return None
    return outcome_terms(case.terms, work(case).value.present_value, case.currency, case.years)


def case_at(
    store: Store, account: str, keys: Mapping[str, str] = NOTHING, *, customer: bool = False
) -> tuple[str, Worked]:
    """An account's name and its value case; for a `customer` the case that is theirs, at the price on the table.

    Raises:
        Unknown, Invalid, Conflict: a key is not known, or its value cannot be read.
    """
    found = theirs_of if customer else _asked
    return look(store, account, lambda dossier: (dossier.account.name, found(dossier, dossier.deal, keys)))


def value_for_them(
    store: Store, account: str, keys: Mapping[str, str] = NOTHING, draws: int = DRAWS, seed: int = SEED
) -> ValuePage:
    """What it is worth to the customer, as they may see it: nothing of ours is in it.

    Raises:
        Unknown, Invalid, Conflict: a key is not known, or its value cannot be read.
    """
    return look(store, account, lambda dossier: their_page(dossier, dossier.deal, keys, draws, seed))


def worked(dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING) -> Worked:
    """The case of a deal, worked out; once it is won, the price agreed is the one that counts."""
    kept = dossier.case(deal)
    case = with_keys(kept, kept.terms or Terms(), keys)
    if deal is not None and deal.price is not None and case.terms and "price" not in keys:
        case = replace(case, terms=replace(case.terms, price=deal.price))
    return Worked(case)


def _asked(dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING) -> Worked:
    """The case of a deal at the price that is on the table, where nobody set another."""
    at = worked(dossier, deal, keys)
    prices = _live_prices(dossier, deal)
    if at.case.terms is None or at.case.terms.price is not None or not prices or {"price", "rule"} & set(keys):
        return at
    return Worked(replace(at.case, terms=replace(at.case.terms, price=prices[-1])))


def _live_prices(dossier: Dossier, deal: Deal | None) -> list[Decimal]:
    return [price for became, _, price in _on_the_table(dossier, deal) if became in _LIVE]


def share(store: Store, account: str, keys: Mapping[str, str] = NOTHING) -> SharePage:
    """The split desk: our share of the accepted value by each rule, and what the customer keeps.

    Raises:
        Unknown, Invalid, Conflict: a key is not known, or its value cannot be read.
    """
    return look(store, account, lambda dossier: share_of(dossier, dossier.deal, keys))


def share_of(dossier: Dossier, deal: Deal | None, keys: Mapping[str, str] = NOTHING) -> SharePage:
    """The split desk of a deal of a loaded account."""
    return share_page(worked(dossier, deal, keys), dossier.account.name, _on_the_table(dossier, deal))


def _on_the_table(dossier: Dossier, deal: Deal | None) -> list[tuple[str, int | None, Decimal]]:
    """The prices on the table: a refused offer is none any more; of a won deal it is the price agreed alone."""
    if deal is not None and deal.price is not None:
        return [("agreed", None, deal.price)]
    rows: list[tuple[str, int | None, Decimal]] = []
    for each in dossier.offers:
        answer = dossier.answer.get(each.key)
        became = Verdict(answer.verdict).value if answer else "open"
        if deal is None or each.deal_id != deal.id or became == Verdict.REJECTED:
            continue
        rows.append((became, each.id, each.price))
        if answer is not None and answer.price is not None:
            rows.append(("their price", each.id, answer.price))
    return rows
