"""Alternatives: what the customer may do instead of taking our offer, and how we differ."""

from collections.abc import Mapping
from decimal import Decimal

from valueloop.domain.money import Money, read_amount, read_number, split_currency
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.case_act import AlternativeAdded, DifferenceSet
from valueloop.domain.page.standing import Done
from valueloop.domain.value.alternative import NOTHING, Kind
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.store.value import AlternativeRow, DifferenceRow
from valueloop.usecases.named import same_currency, the_open_deal
from valueloop.usecases.standing import on_account


def add_alternative(
    store: Store,
    occasion: Occasion,
    account: str,
    name: str,
    kind: Kind,
    price: str,
    switching: str,
    differences: Mapping[str, str],
) -> Done[AlternativeAdded]:
    """Add what the customer may do instead, with how we differ from it.

    Raises:
        Conflict: it is there already, or an amount is in another currency.
        Refused: it is doing nothing, which is weighed in any case.
        Invalid: an amount cannot be read.
    """

    def act(unit: Unit, dossier: Dossier) -> AlternativeAdded:
        called = a_name("alternative", name)
        if fold(called) == NOTHING:
            raise Refused("doing nothing is always an alternative: we are worth the value of the lines against it")
        deal = the_open_deal(unit, dossier, occasion)
        there = dossier.alternatives_of(deal)
        if any(fold(each.name) == fold(called) for each in there):
            raise Conflict(f"an alternative '{called}' is there already in this deal")
        row = AlternativeRow(
            deal_id=deal.key,
            number=max((each.number for each in there), default=0) + 1,
            name=called,
            kind=kind,
            price=_amount(dossier, price),
            switching=_amount(dossier, switching),
        )
        unit.add(row)
        differs = [_differ(unit, dossier, row, one, text) for one, text in differences.items()]
        currency = dossier.account.currency
        return AlternativeAdded(
            row.number, row.name, kind, Money(row.price, currency), Money(row.switching, currency), tuple(differs)
        )

    return on_account(store, occasion, account, act)


def set_differences(
    store: Store, occasion: Occasion, account: str, alternative: str, differences: Mapping[str, str]
) -> Done[AlternativeAdded]:
    """Say how we differ from an alternative: `energy=240k`, below nought where it is better, `?` unknown, empty away.

    Raises:
        Unknown, Ambiguous: no such alternative, or several.
        Refused: no deal is open.
        Invalid, Conflict: an amount cannot be read, or is in another currency.
    """

    def act(unit: Unit, dossier: Dossier) -> AlternativeAdded:
        if dossier.open_deal is None:
            raise Refused(
                f"no deal is open at {dossier.account.name}: a closed one keeps its alternatives as they were"
            )
        row = alternative_named(dossier, alternative)
        differs = [_differ(unit, dossier, row, one, text) for one, text in differences.items()]
        currency = dossier.account.currency
        return AlternativeAdded(
            row.number,
            row.name,
            Kind(row.kind),
            Money(row.price, currency),
            Money(row.switching, currency),
            tuple(differs),
        )

    return on_account(store, occasion, account, act)


def alternative_named(dossier: Dossier, given: str) -> AlternativeRow:
    """The one alternative of the current deal that a number or a part of a name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    rows = dossier.alternatives_of(dossier.deal)
    return find.numbered("alternative", given, rows, lambda each: (each.number, each.name), dossier.account.name)


def _amount(dossier: Dossier, text: str) -> Decimal:
    amount = read_amount(text, dossier.account.currency)
    same_currency(dossier.account, amount.currency, text)
    return amount.amount


def _differ(unit: Unit, dossier: Dossier, row: AlternativeRow, name: str, text: str) -> DifferenceSet:
    called = a_name("difference", name)
    there = [each for each in dossier.contrasts if each.alternative_id == row.id]
    old = next((each for each in there if fold(each.name) == fold(called)), None)
    if not text.strip():
        if old is None:
            raise Unknown("difference", name, [each.name for each in there], row.name)
        unit.session.delete(old)
        dossier.contrasts = [each for each in dossier.contrasts if each is not old]
        return DifferenceSet(old.name, None, gone=True)
    amount = None
    if text.strip() != "?":
        body, currency = split_currency(text, dossier.account.currency)
        same_currency(dossier.account, currency, text)
        if "/" in body or ".." in body:
            raise Invalid("amount", text, "one figure is needed here, in present value", "write 240k, or ? if unknown")
        amount = read_number(body, "amount")
    if old is not None:
        old.amount = amount
    else:
        made = DifferenceRow(alternative_id=row.key, name=called, amount=amount)
        unit.add(made)
        dossier.contrasts = [*dossier.contrasts, made]
    return DifferenceSet(called, None if amount is None else Money(amount, dossier.account.currency))
