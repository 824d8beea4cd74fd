"""Logging a call: who, when, what was said, what came of it, and what comes next."""

from sqlmodel import col, select

from valueloop.domain.loop.evidence import Channel
from valueloop.domain.names import a_text
from valueloop.domain.page.standing import Done
from valueloop.domain.page.touch import Logged, StepDone, TouchTyped
from valueloop.domain.touch import Kind
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.store.account import Account
from valueloop.store.contact import Step, Touch, TouchContact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Observation
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import contact_named, need_named
from valueloop.usecases.standing import on_account


def log(store: Store, occasion: Occasion, account: str, typed: TouchTyped) -> Done[Logged]:
    """Log a touch, with what was learned in it and the next step.

    Raises:
        Invalid: it lies in the future, or says nothing.
        Ambiguous, Unknown: a person or a need is not there.
    """
    if typed.day > occasion.today or (typed.at is not None and typed.at > occasion.at):
        raise Invalid("date", typed.day.isoformat(), "it is still to come", "a plan is a step: --next and --due")
    if typed.thanks and (typed.inbound or typed.kind is Kind.NOTE):
        said = "a thank-you is ours to say" if typed.inbound else "a note is to ourselves, so it thanks nobody"
        raise Invalid("--thanks", typed.text, said, "say how it was said: --call, --email, --meeting or --visit")
    if typed.due is not None and typed.due < occasion.today:
        raise Invalid("due date", typed.due.isoformat(), "it is past")

    def act(unit: Unit, dossier: Dossier) -> Logged:
        here = dossier.account.key
        who = list({(row := contact_named(dossier, each)).key: row for each in typed.people}.values())
        needs = [(need_named(dossier, given), answer) for given, answer in typed.learned]
        touch = Touch(
            account_id=here,
            kind=typed.kind,
            inbound=typed.inbound,
            day=typed.day,
            at=typed.at,
            text=a_text("text", typed.text),
            outcome=typed.outcome,
            hours=typed.hours,
            thanks=typed.thanks,
            asked=typed.asked,
            told=typed.told,
            campaign=typed.campaign.strip(),
        )
        number = unit.add(touch)
        for person in who:
            unit.add(TouchContact(touch_id=number, contact_id=person.key))
        if needs and typed.kind is Kind.NOTE:
            raise Invalid("--learn", typed.learned[0][0], "a note is no evidence", "say how: --call, or use vl learn")
        for need, answer in needs:
            unit.add(
                Observation(
                    need_id=need.key,
                    channel=Channel(typed.kind.value),
                    answer=answer,
                    contact_id=who[0].key if who else None,
                    touch_id=number,
                    day=typed.day,
                )
            )
        step = None
        if typed.next_step is not None:
            text = a_text("step", typed.next_step)
            step = unit.add(Step(account_id=here, touch_id=number, text=text, due=typed.due))
        names = tuple(person.name for person in who)
        return Logged(number, typed.kind, typed.day, typed.at, names, step, typed.next_step, typed.due)

    return on_account(store, occasion, account, act)


def done(store: Store, occasion: Occasion, number: int) -> StepDone:
    """Close a next step.

    Raises:
        Unknown: there is no such step.
        Conflict: it is done already.
    """

    def act(unit: Unit) -> StepDone:
        step = unit.session.get(Step, number)
        if step is None:
            raise Unknown("step", str(number), open_steps(unit))
        if step.done is not None:
            raise Conflict(f"step {number} was done on {step.done.isoformat()}")
        step.done = occasion.today
        unit.session.flush()
        account = unit.session.get_one(Account, step.account_id)
        return StepDone(number, step.text, account.name, len(open_steps(unit, step.account_id)))

    return store.write(occasion, act)


def open_steps(unit: Unit, account: int | None = None) -> list[str]:
    """The open steps, of one account or of all, the earliest due first."""
    query = select(Step).where(col(Step.done).is_(None)).order_by(col(Step.due).is_(None), col(Step.due))
    if account is not None:
        query = query.where(Step.account_id == account)
    return [f"{each.key} ({each.text})" for each in unit.session.exec(query).all()]
