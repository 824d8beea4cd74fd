"""What an account that suits us is like: set, taken away, and held against the accounts that there are."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from valueloop.domain.check.ideal import ENOUGH, TRAITS, Criterion, fit, meets, read_criterion
from valueloop.domain.money import read_number, write_number
from valueloop.domain.names import near
from valueloop.domain.page.check import CriterionView, IdealPage, IdealSet
from valueloop.errors import Invalid, Unknown
from valueloop.store import customer
from valueloop.store.account import Account
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit


def set_criteria(store: Store, occasion: Occasion, typed: Mapping[str, str], weight: str | None = None) -> IdealSet:
    """Set what traits of an account that suits us are to be; an empty text takes one away.

    A criterion that is set anew keeps its weight unless one is given; a new one weighs 1.

    Raises:
        Unknown: there is no such trait, or nothing of it is set that could be taken away.
        Invalid: what is wanted, or the weight, cannot be read.
    """

    def act(unit: Unit) -> IdealSet:
        rows = {each.trait: each for each in _rows(unit)}
        made, gone = [], []
        for given, wanted in typed.items():
            trait = given.strip().lower()
            row = rows.pop(trait, None)
            if not wanted.strip():
                if row is None:
                    raise Unknown("trait that is set", given, near(given, [*rows]))
                unit.session.delete(row)
                gone.append(trait)
                continue
            heavy = weight if weight is not None else write_number(row.weight) if row else "1"
            read = read_criterion(given, wanted, heavy)
            if row is None:
                unit.add(customer.Criterion(trait=read.trait, wanted=read.wanted, weight=read.weight))
            else:
                row.wanted, row.weight = read.wanted, read.weight
            made.append(read.trait)
        unit.session.flush()
        return IdealSet(tuple(made), tuple(gone), _page(unit))

    if weight is not None and not any(each.strip() for each in typed.values()):
        raise Invalid("weight", weight, "there is nothing to weigh", "write TRAIT=VALUE with it")
    if weight is not None:
        read_number(weight, "weight")
    return store.write(occasion, act)


def ideal(store: Store) -> IdealPage:
    """What an account that suits us is like, and how many accounts do."""
    return store.read(_page)


def _rows(unit: Unit) -> Sequence[customer.Criterion]:
    return unit.session.exec(select(customer.Criterion).order_by(col(customer.Criterion.id))).all()


def _page(unit: Unit) -> IdealPage:
    found = sorted(_rows(unit), key=lambda each: (-each.weight, TRAITS.index(each.trait)))
    criteria = [Criterion(each.trait, each.wanted, each.weight) for each in found]
    columns = [col(getattr(Account, each)) for each in TRAITS]
    accounts = [dict(zip(TRAITS, each, strict=True)) for each in unit.session.exec(select(*columns)).all()]
    shares = [fit(criteria, each).share for each in accounts]
    return IdealPage(
        tuple(_view(each, accounts) for each in criteria),
        sum(each is not None and each >= ENOUGH for each in shares),
        sum(each is not None and each < ENOUGH for each in shares),
        shares.count(None),
    )


def _view(criterion: Criterion, accounts: Sequence[Mapping[str, str | int | None]]) -> CriterionView:
    met = [meets(criterion, each[criterion.trait]) for each in accounts]
    return CriterionView(
        criterion.trait, criterion.wanted, criterion.weight, met.count(True), met.count(False), met.count(None)
    )
