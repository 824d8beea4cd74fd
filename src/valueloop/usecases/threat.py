"""Threats: a rival at a customer, what it claims, and who may leave us for one."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.money import Money, read_amount
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.standing import Done
from valueloop.domain.page.threat import CustomerStands, KeepView, ThreatEnded, ThreatsPage, ThreatTyped, ThreatView
from valueloop.domain.promise import Stage
from valueloop.domain.threat import Keep, Margin, rank, review_due
from valueloop.domain.value.line import Effect, Status
from valueloop.errors import Conflict, Refused
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.after import After, load_after
from valueloop.store.customer import Threat
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load_all, settings
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.apart import parted_from
from valueloop.usecases.margin import known_money, last_reviewed, surplus_of, threat_view, won
from valueloop.usecases.named import account_of, contact_named, same_currency, source_touch
from valueloop.usecases.standing import on_account


def add_threat(store: Store, occasion: Occasion, account: str, typed: ThreatTyped) -> Done[ThreatView]:
    """Record a rival at a customer: what it claims, and what is known of its value, its price and changing to it.

    Raises:
        Refused: the account is no customer: there a rival is an alternative.
        Conflict: a threat of that rival stands there already, or an amount is in another currency.
        Invalid: an amount cannot be read, or is below nought.
        Ambiguous, Unknown: the person or the touch is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> ThreatView:
        name, rival = dossier.account.name, a_name("rival", typed.rival)
        if not won(dossier):
            raise Refused(f"{name} is no customer yet: there a rival is an alternative, vl alternative add")
        for each in _threats(unit, dossier.account):
            if each.ended is None and fold(each.rival) == fold(rival):
                ways = f"vl edit threat:{each.key} …, or vl threat end {each.key}"
                raise Conflict(f"{each.rival} is a threat at {name} already: {ways}")
        who = contact_named(dossier, typed.person).key if typed.person is not None else None
        row = Threat(
            account_id=dossier.account.key,
            rival=rival,
            claim=typed.claim.strip(),
            value=_amount(dossier, "--value", typed.value),
            price=_amount(dossier, "--price", typed.price),
            switching=_amount(dossier, "--switching", typed.switching),
            contact_id=who,
            touch_id=source_touch(dossier, occasion, typed.touch, who),
            day=occasion.today,
        )
        unit.add(row)
        return threat_view(dossier, row)

    return on_account(store, occasion, account, act)


def _amount(dossier: Dossier, option: str, typed: str | None) -> Decimal | None:
    if typed is None:
        return None
    amount = read_amount(typed, dossier.account.currency, option)
    same_currency(dossier.account, amount.currency, typed)
    return amount.amount


def end_threat(store: Store, occasion: Occasion, number: int) -> Done[ThreatEnded]:
    """End a threat: the rival has given up, or was never one.

    Raises:
        Unknown: there is no such threat.
        Conflict: it has ended already.
    """

    def act(unit: Unit, dossier: Dossier) -> ThreatEnded:
        row = unit.session.get_one(Threat, number)
        if row.ended is not None:
            raise Conflict(f"threat {number} ended on {row.ended.isoformat()} already")
        row.ended = occasion.today
        unit.session.add(row)
        return ThreatEnded(number, dossier.account.name, row.rival, (occasion.today - row.day).days)

    account = store.read(lambda unit: account_of(unit, Threat, "threat", number))
    return on_account(store, occasion, account, act)


def list_threats(store: Store, account: str | None = None, *, everything: bool = False) -> list[ThreatView]:
    """The threats at an account, or at all, the latest first; with `everything` those too that are over.

    A threat is over when it ended, or when we have parted from the account.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[ThreatView]:
        query = select(Threat).order_by(col(Threat.day).desc(), col(Threat.id).desc())
        if account is not None:
            query = query.where(Threat.account_id == find.account(unit, account).key)
        if not everything:
            query = query.where(col(Threat.ended).is_(None), col(Threat.account_id).not_in(parted_from()))
        rows = unit.session.exec(query).all()
        here = unit.session.exec(select(Account).where(col(Account.id).in_({each.account_id for each in rows}))).all()
        dossiers = {each.account.key: each for each in load_all(unit, here)}
        return [threat_view(dossiers[each.account_id], each) for each in rows]

    return store.read(read)


def _threats(unit: Unit, account: Account) -> Sequence[Threat]:
    return unit.session.exec(select(Threat).where(Threat.account_id == account.id).order_by(col(Threat.id))).all()


def who_may_leave(store: Store, day: date) -> ThreatsPage:
    """All customers, who may leave first: their margin against each rival, and what would keep them.

    A customer is an account with a deal that was won, and that we have not parted from.
    """

    def read(unit: Unit) -> ThreatsPage:
        bought = select(Deal.account_id).where(Deal.state == State.WON)
        query = select(Account).where(col(Account.id).in_(bought), col(Account.id).not_in(parted_from()))
        rows = unit.session.exec(query.order_by(col(Account.folded))).all()
        after = load_after(unit, rows)
        found = [stands(each, after[each.account.key], day) for each in load_all(unit, rows)]
        found.sort(key=_ranked)
        return ThreatsPage(day, int(settings(unit).number("review")), tuple(found))

    return store.read(read)


def _ranked(customer: CustomerStands) -> tuple[int, str, Decimal]:
    """Those who may leave first; within one currency by the margin, since amounts in two are not compared."""
    worst = customer.threats[0] if customer.threats else None
    band, low = rank(None if worst is None else _margin_of(worst))
    return (band if low >= 0 else -1, customer.agreed.currency, low)


def _margin_of(view: ThreatView) -> Margin:
    low, high = view.margin_low, view.margin_high
    return Margin(low.amount if low else None, high.amount if high else None)


def stands(dossier: Dossier, after: After, day: date) -> CustomerStands:
    """How firmly one customer stands: what they have from us, the threats, the needs' review, what would keep them."""
    currency, have = dossier.account.currency, surplus_of(dossier)
    threats = [threat_view(dossier, each, have) for each in after.threats if each.ended is None]
    threats.sort(key=lambda each: rank(_margin_of(each)))
    reviewed = last_reviewed(dossier, after.deployments)
    planned = [each.review for each in after.deployments if each.ended is None and each.review is not None]
    due = review_due(reviewed, int(dossier.settings.number("review")), planned)
    overdue = due is None or due < day
    patience = dossier.patience()
    return CustomerStands(
        dossier.account.name,
        known_money(have.surplus if have else None, currency),
        known_money(have.value if have else None, currency),
        have.part_measured if have else None,
        Money(sum((each.price or Decimal(0) for each in won(dossier)), Decimal(0)), currency),
        Money(_to_pay(after), currency),
        len(after.referrals),
        tuple(threats),
        reviewed,
        due,
        overdue,
        patience.left,
        patience.start,
        tuple(_keeps(dossier, threats, day, overdue=overdue)),
    )


def _to_pay(after: After) -> Decimal:
    """What is open on invoices."""
    owed = sum((each.amount for each in after.invoices if each.cancelled is None), Decimal(0))
    live = {each.key for each in after.invoices if each.cancelled is None}
    return owed - sum((one.amount for key, paid in after.payments.items() if key in live for one in paid), Decimal(0))


def _keeps(dossier: Dossier, threats: Sequence[ThreatView], day: date, *, overdue: bool) -> Iterator[KeepView]:
    for defect in dossier.defects:
        if all(each.stage != Stage.MENDED for each in dossier.steps_of(defect)):
            yield KeepView(Keep.MEND, defect.key, defect.text)
    for promise in dossier.promises:
        if promise.key not in dossier.ends and promise.due is not None and promise.due <= day:
            yield KeepView(Keep.KEEP, promise.key, promise.text)
    if overdue:
        yield KeepView(Keep.REVIEW)
    yield from _of_lines(dossier)
    for threat in threats:
        if threat.unknown:
            yield KeepView(Keep.ASK, threat.number, threat.rival)
        elif threat.margin_low is not None and threat.margin_low.amount < 0:
            short = Money(-threat.margin_low.amount, threat.margin_low.currency)
            yield KeepView(Keep.CONCEDE, threat.number, threat.rival, short)


def _of_lines(dossier: Dossier) -> Iterator[KeepView]:
    for deal in won(dossier):
        for each in dossier.realised_of(deal):
            line, came = each.promised.line, each.realised
            accepted = each.promised.status is Status.ACCEPTED and line.effect is not Effect.COST
            if came is not None and not each.good:
                short = Money(abs(each.gap or Decimal(0)) * came.weight, dossier.account.currency)
                yield KeepView(Keep.RAISE, line.number, line.name, short)
            elif came is None and accepted:
                yield KeepView(Keep.MEASURE, line.number, line.name)
