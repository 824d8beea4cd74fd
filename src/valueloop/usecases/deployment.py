"""Deployments: what runs where at a customer's, which needs it serves, who cares for it, when it is looked at next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from valueloop.domain.delivery import next_review, overdue
from valueloop.domain.names import a_text
from valueloop.domain.page.delivery import DeploymentView
from valueloop.domain.page.standing import Done
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.store import find
from valueloop.store.account import Product
from valueloop.store.after import After, load_after
from valueloop.store.delivery import Deployment, DeploymentNeed
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.usecases.delivery import needs_served, with_rows, won_deal
from valueloop.usecases.named import account_of, contact_named, need_named
from valueloop.usecases.standing import on_account


@dataclass(frozen=True)
class DeploymentTyped:
    """What runs, as typed: its product, where, the needs served, who of ours and of theirs, since when, its review."""

    text: str
    product: str | None = None
    place: str = ""
    needs: Sequence[str] = ()
    carer: str = ""
    person: str | None = None
    since: date | None = None
    review: date | None = None


def add(store: Store, occasion: Occasion, account: str, typed: DeploymentTyped) -> Done[DeploymentView]:
    """Record what runs at a customer's; a text that is a part of one product's name means that product.

    Its needs are looked at again on `review`, else so many days after `since` as the setting `review` says.

    Raises:
        Invalid: it runs since a day that is still to come, is to be looked at before that, or says nothing.
        Ambiguous, Unknown: the account, the product, a need or the person is not there.
    """
    since = typed.since or occasion.today
    if since > occasion.today:
        why = "it is still to come"
        raise Invalid(
            "--since", since.isoformat(), why, "what is to come is a delivery: vl delivery add ACCOUNT … --due"
        )
    if typed.review is not None and typed.review < since:
        raise Invalid("--review", typed.review.isoformat(), f"it runs since {since.isoformat()} only")

    def act(unit: Unit, dossier: Dossier) -> DeploymentView:
        deal, (product, text) = won_deal(dossier), _product(unit, typed)
        served = list({(need := need_named(dossier, each)).key: need for each in typed.needs}.values())
        row = Deployment(
            account_id=dossier.account.key,
            deal_id=deal.key if deal else None,
            product_id=product.key if product else None,
            text=text,
            place=typed.place.strip(),
            carer=typed.carer.strip(),
            contact_id=contact_named(dossier, typed.person).key if typed.person is not None else None,
            since=since,
            review=typed.review or next_review(since, int(dossier.settings.number("review"))),
        )
        unit.add(row)
        for each in served:
            unit.add(DeploymentNeed(deployment_id=row.key, need_id=each.key))
        return _as_it_is(unit, dossier, row, occasion.today)

    return on_account(store, occasion, account, act)


def _product(unit: Unit, typed: DeploymentTyped) -> tuple[Product | None, str]:
    """The product that is named, else the one of whose name the text is a part, and then its name; and what runs."""
    text = a_text("deployment", typed.text)
    if typed.product is not None:
        return find.product(unit, typed.product), text
    try:
        found = find.product(unit, text)
    except (Ambiguous, Unknown):
        return None, text
    return found, found.name


def review(store: Store, occasion: Occasion, number: int, following: date | None = None) -> Done[DeploymentView]:
    """Record that what runs was looked at today, and when it is to be next: else after the days of the setting.

    Raises:
        Unknown: there is no such deployment.
        Conflict: it runs no more.
        Invalid: the next review is past, or is today.
    """
    if following is not None and following <= occasion.today:
        raise Invalid("--next", following.isoformat(), "it is no day to come", "write a day after today")

    def act(unit: Unit, dossier: Dossier) -> DeploymentView:
        row = _running(unit, number)
        row.reviewed = occasion.today
        row.review = following or next_review(occasion.today, int(dossier.settings.number("review")))
        return _as_it_is(unit, dossier, row, occasion.today)

    account = store.read(lambda unit: account_of(unit, Deployment, "deployment", number))
    return on_account(store, occasion, account, act)


def end(store: Store, occasion: Occasion, number: int, when: date | None = None) -> Done[DeploymentView]:
    """Record that something runs no more, from today or another day on.

    Raises:
        Unknown: there is no such deployment.
        Conflict: it runs no more already.
        Invalid: the day is still to come, or lies before the day since which it ran.
    """
    day = when or occasion.today
    if day > occasion.today:
        raise Invalid("--when", day.isoformat(), "it is still to come", "until then it runs")

    def act(unit: Unit, dossier: Dossier) -> DeploymentView:
        row = _running(unit, number)
        if day < row.since:
            raise Invalid("--when", day.isoformat(), f"deployment {number} runs since {row.since.isoformat()} only")
        row.ended = day
        return _as_it_is(unit, dossier, row, occasion.today)

    account = store.read(lambda unit: account_of(unit, Deployment, "deployment", number))
    return on_account(store, occasion, account, act)


def _running(unit: Unit, number: int) -> Deployment:
    row = unit.session.get_one(Deployment, number)
    if row.ended is not None:
        raise Conflict(f"deployment {number}, {row.text}, runs no more since {row.ended.isoformat()}")
    return row


def _as_it_is(unit: Unit, dossier: Dossier, row: Deployment, today: date) -> DeploymentView:
    unit.session.flush()
    return deployment_view(dossier, load_after(unit, [dossier.account])[dossier.account.key], row, today)


def deployment_view(dossier: Dossier, after: After, row: Deployment, today: date) -> DeploymentView:
    """A deployment of a loaded account."""
    product = dossier.products.get(row.product_id or 0)
    return DeploymentView(
        row.key,
        dossier.account.name,
        row.deal_id,
        row.text,
        product.name if product else None,
        row.place,
        needs_served(dossier, after.deployed[row.key]),
        row.carer,
        dossier.name_of(row.contact_id),
        row.since,
        row.review,
        overdue(row.review, row.ended, today),
        row.reviewed,
        row.ended,
    )


def list_deployments(
    store: Store, account: str | None, today: date, *, everything: bool = False
) -> list[DeploymentView]:
    """What runs at one account, or at all, the next review first; with `everything` also what runs no more.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[DeploymentView]:
        found = [
            deployment_view(dossier, after, each, today)
            for dossier, after in with_rows(unit, Deployment, account)
            for each in after.deployments
            if everything or each.ended is None
        ]
        return sorted(found, key=lambda each: (each.ended is not None, each.review or date.max, each.number))

    return store.read(read)
