"""What to do next at one account, and today over all of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.plan import DayMove, DayMoves, NeedFacts, NextPage
from valueloop.domain.page.today import OfferView, OwedView, StepView, TodayPage
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.promise import Stage
from valueloop.errors import Invalid, Unknown
from valueloop.store.account import Account, Product
from valueloop.store.contact import Step
from valueloop.store.dossier import Dossier
from valueloop.store.load import load_all
from valueloop.store.loop import Need, Observation, Offer, Response
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal
from valueloop.usecases.apart import parted_from
from valueloop.usecases.named import need_named
from valueloop.usecases.outlook import ask_whom, most
from valueloop.usecases.queue import queue_of
from valueloop.usecases.rhythm import everybody
from valueloop.usecases.standing import advice, look


def next_at(store: Store, account: str, today: date, supposed: str | None = None) -> NextPage:
    """The next move at one account, and why; or what it would be, had something been learned: nothing is stored.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does; a need or an offer is not there.
        Invalid: what is supposed cannot be read.
    """

    def view(dossier: Dossier) -> NextPage:
        if supposed is not None:
            dossier = suppose(dossier, supposed, today)
        move, patience, currency = advice(dossier, today, 2), dossier.patience(), dossier.account.currency
        money = dossier.money()
        needs = tuple(
            NeedFacts(
                each.number,
                each.name,
                Direction(each.direction),
                dossier.belief(each).chance,
                Money(money[each.number], currency) if each.number in money else None,
            )
            for each in dossier.needs
        )
        covered = [dossier.worths[each] for each in move.needs if each in dossier.worths]
        value = Money(Decimal(str(round(sum(covered), 2))), currency) if covered else None
        bound = most(dossier) if move.outlook is not None and not move.outlook.exact else None
        ceiling = None if bound is None else Money(bound, currency)
        return NextPage(dossier.account.name, move, patience.left, patience.start, needs, value, ceiling, supposed)

    return look(store, account, view)


def suppose(dossier: Dossier, text: str, today: date) -> Dossier:
    """An account as it would be, had something been learned: `learn 3 yes`, or `respond 2 rejected price`.

    Raises:
        Invalid: it is neither.
        Unknown, Ambiguous: the need or the offer is not there.
    """
    match text.split():
        case ["learn", need, answer] if answer in list(Answer):
            seen = Observation(
                act_id=_LAST,
                need_id=need_named(dossier, need).key,
                channel=Channel.CALL,
                answer=answer,
                contact_id=_unasked(dossier, need_named(dossier, need)),
                day=today,
            )
            return replace(dossier, observations=[*dossier.observations, seen])
        case ["respond", offer, verdict, *reason] if verdict in list(Verdict) and _may_be(verdict, reason):
            row = next((each for each in dossier.offers if str(each.id) == offer), None)
            if row is None:
                raise Unknown("offer", offer)
            why = Reason(reason[0]) if reason else None
            answered = Response(
                id=_LAST, act_id=_LAST, offer_id=row.key, verdict=verdict, reason=why, day=today, contact_id=None
            )
            return replace(dossier, responses=[*dossier.responses, answered])
    raise Invalid(
        "--what-if", text, "it supposes nothing", 'write "learn NEED yes|no|unsure" or "respond OFFER rejected price"'
    )


def _may_be(verdict: str, reason: list[str]) -> bool:
    """Whether an answer may have this reason: none, or one that there is, and never with a yes."""
    return not reason or (len(reason) == 1 and reason[0] in list(Reason) and verdict != Verdict.ACCEPTED)


_LAST = 2**62  # comes after every act there is


def _unasked(dossier: Dossier, need: Need) -> int | None:
    """Whom the planner would ask: else the answer would replace the one that somebody gave already."""
    person = ask_whom(dossier, need)
    return person.key if person else None


def day_moves(store: Store, day: date, most_shown: int) -> DayMoves:
    """The day's moves over all accounts: what is urgent, then what brings most by the hour; and where to stop.

    What an hour brings is kept with each account as of its last act, so that only the best are weighed anew.
    """

    def read(unit: Unit) -> DayMoves:
        rows = _candidates(unit, day)
        shown = [(dossier, advice(dossier, day)) for dossier in load_all(unit, rows[: most_shown + _SPARE])]
        idle = [(dossier, move) for dossier, move in shown if move.kind is MoveKind.STOP]
        stop = tuple(dossier.account.name for dossier, move in idle if not move.about)
        live = [(dossier, move) for dossier, move in shown if move.kind is not MoveKind.STOP]
        ranked = sorted(live, key=lambda each: _rank(*each))
        return DayMoves(
            day,
            tuple(_day_move(*each) for each in ranked[:most_shown]),
            stop,
            max(0, len(rows) - len(idle) - most_shown),
        )

    return store.read(read)


_SPARE = 20
_URGENT = (MoveKind.MEND, MoveKind.KEEP, MoveKind.STEP, MoveKind.CLOSE, MoveKind.ANSWER)


def _candidates(unit: Unit, day: date) -> list[Account]:
    """The accounts that something may be due at or expected of, the most urgent and most rewarding first."""
    session = unit.session
    due = select(Step.account_id).where(col(Step.done).is_(None), col(Step.due) <= day)
    ended = select(PromiseEnd.promise_id)
    word = select(Promise.account_id).where(col(Promise.due) <= day, col(Promise.id).not_in(ended))
    mended = select(DefectStep.defect_id).where(DefectStep.stage == Stage.MENDED)
    defects = select(Defect.account_id).where(col(Defect.id).not_in(mended))
    deals = select(Deal.account_id).where(Deal.state == State.OPEN)
    query = select(Account).where(
        col(Account.id).in_(due)
        | col(Account.id).in_(word)
        | col(Account.id).in_(defects)
        | col(Account.id).in_(deals)
        | col(Account.reward).is_not(None)
    )
    offered = select(Offer.account_id).where(col(Offer.deal_id).in_(select(Deal.id).where(Deal.state == State.OPEN)))
    urgent = {number for each in (due, word, defects, offered) for number in session.exec(each).all()}
    query = query.where(col(Account.id).not_in(parted_from()))
    rows = session.exec(query.order_by(col(Account.reward).desc(), col(Account.id))).all()
    return sorted(rows, key=lambda each: each.id not in urgent)


def _rank(dossier: Dossier, move: Advice) -> tuple[bool, Decimal, int]:
    per_hour = move.outlook.per_hour if move.outlook else Decimal(0)
    return (move.kind not in _URGENT, -per_hour, dossier.account.key)


def _day_move(dossier: Dossier, move: Advice) -> DayMove:
    patience, currency = dossier.patience(), dossier.account.currency
    value = Money(move.outlook.value, currency) if move.outlook else None
    per_hour = Money(move.outlook.per_hour, currency) if move.outlook else None
    return DayMove(dossier.account.name, move, value, per_hour, patience.left, patience.start)


def today(store: Store, day: date) -> TodayPage:
    """What a day asks for, over all accounts."""

    def read(unit: Unit) -> TodayPage:
        session = unit.session
        names = dict(session.exec(select(Account.id, Account.name)).all())
        live = col(Step.account_id).not_in(parted_from())
        steps = session.exec(select(Step).where(col(Step.done).is_(None), live)).all()
        rows = [
            StepView(each.key, names[each.account_id], each.text, each.due, (day - each.due).days if each.due else 0)
            for each in sorted(steps, key=lambda each: (each.due or date.max, each.key))
        ]
        here = col(Deal.account_id).not_in(parted_from())
        open_deals = session.exec(select(Deal).where(Deal.state == State.OPEN, here)).all()
        queue = queue_of(unit, day)
        return TodayPage(
            day,
            len(names),
            len(open_deals),
            tuple(each for each in rows if each.due is not None and each.due <= day),
            tuple(each for each in rows if each.due is None or each.due > day),
            tuple(_waiting(unit, day, {each.key for each in open_deals}, names)),
            tuple(_owed(unit, day, {each.account for each in rows})),
            queue.rows,
        )

    return store.read(read)


def _waiting(unit: Unit, day: date, deals: set[int], names: dict[int | None, str]) -> list[OfferView]:
    answered = set(unit.session.exec(select(Response.offer_id).where(Response.verdict != Verdict.SILENT)).all())
    query = select(Offer, Product, Account.currency).where(
        Offer.product_id == Product.id, Offer.account_id == Account.id, col(Offer.deal_id).in_(deals)
    )
    return [
        OfferView(
            each.key, names[each.account_id], product.name, Money(each.price, currency), each.day, (day - each.day).days
        )
        for each, product, currency in unit.session.exec(query.order_by(col(Offer.day), col(Offer.id))).all()
        if each.id not in answered
    ]


def _owed(unit: Unit, day: date, with_step: set[str]) -> list[OwedView]:
    """Customers and accounts with an open deal whose rhythm asks for a touch, and with whom no step is agreed.

    Those that nobody has ever touched come first, then the longest silence.
    """
    owed = [
        OwedView(each.account, each.last_touch, (day - each.last_touch).days if each.last_touch else None)
        for each in everybody(unit, day)
        if each.account not in with_step and (each.last_touch is None or each.due <= day)
    ]
    return sorted(owed, key=lambda each: (-(each.quiet_days if each.quiet_days is not None else 10**6), each.account))
