"""Defects: where we fell short of what a customer expected, and each step in meeting one."""

from datetime import date, timedelta

from sqlmodel import col, select

from valueloop.domain.names import a_text
from valueloop.domain.page.promise import DefectAdded, DefectMet, DefectTyped, DefectView
from valueloop.domain.page.standing import Done
from valueloop.domain.promise import Pace, Stage, Step, met, owed, stage
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import settings
from valueloop.store.promise import Defect, DefectStep
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import account_of, contact_named, source_touch
from valueloop.usecases.standing import on_account


def add_defect(store: Store, occasion: Occasion, account: str, typed: DefectTyped) -> Done[DefectAdded]:
    """Record a defect: what they saw, whether or not anything was promised.

    Raises:
        Invalid: it says nothing, or its day is still to come.
        Ambiguous, Unknown: the account, the person, the promise or the touch is not there.
    """
    day = typed.day or occasion.today
    if day > occasion.today:
        raise Invalid("date", day.isoformat(), "it is still to come")

    def act(unit: Unit, dossier: Dossier) -> DefectAdded:
        who = contact_named(dossier, typed.person) if typed.person is not None else None
        if typed.promise is not None and typed.promise not in {each.id for each in dossier.promises}:
            known = [f"{each.key} ({each.text})" for each in dossier.promises if each.key not in dossier.ends]
            raise Unknown("promise", str(typed.promise), known[:3], dossier.account.name)
        row = Defect(
            account_id=dossier.account.key,
            deal_id=dossier.deal.key if dossier.deal else None,
            promise_id=typed.promise,
            text=a_text("defect", typed.text),
            urgent=typed.urgent,
            contact_id=who.key if who else None,
            touch_id=source_touch(dossier, occasion, typed.touch, who.key if who else None),
            day=day,
        )
        until = day + timedelta(days=dossier.settings.pace.acknowledge)
        name = who.name if who else None
        return DefectAdded(unit.add(row), row.text, name, typed.promise, row.urgent, until, row.touch_id)

    return on_account(store, occasion, account, act)


def meet_defect(
    store: Store,
    occasion: Occasion,
    number: int,
    to: Stage,
    text: str = "",
    due: date | None = None,
    touch: int | None = None,
    on: date | None = None,
) -> Done[DefectMet]:
    """Take a step with a defect: acknowledge it, plan its mending until a day, mend it. Another plan may replace one.

    Raises:
        Unknown: there is no such defect, or no such touch.
        Conflict: it is as far already, or further; or the step would lie before the report or an earlier step.
        Invalid: a plan or a mending says nothing, the plan's day is past, the step's day is still to come.
    """
    day = on or occasion.today
    if day > occasion.today:
        raise Invalid("date", day.isoformat(), "it is still to come")
    if to is not Stage.ACKNOWLEDGED:
        text = a_text("plan" if to is Stage.PLANNED else "mending", text)
    if due is not None and due < occasion.today:
        raise Invalid("due date", due.isoformat(), "it is past", "a plan is for what is still to be done")

    def act(unit: Unit, dossier: Dossier) -> DefectMet:
        row = next(each for each in dossier.defects if each.id == number)
        steps = dossier.steps_of(row)
        _forward(row, steps, to)
        _in_time(row, steps, day)
        source = source_touch(dossier, occasion, touch, row.contact_id)
        step = DefectStep(defect_id=number, stage=to, due=due, text=text.strip(), touch_id=source, day=day)
        unit.add(step)
        pace, known = dossier.settings.pace, _known(steps)
        wanted, after = _deadline(row, known, to, pace), _known([*steps, step])
        follows = owed(row.day, after, pace)
        return DefectMet(
            number,
            row.text,
            to,
            day,
            step.text,
            due,
            wanted if stage(known) is Stage.PLANNED and to is Stage.PLANNED else None,
            0 if wanted is None else max(0, (day - wanted).days),
            follows.due if follows else None,
            met(row.day, after, pace),
            source,
        )

    account = store.read(lambda unit: account_of(unit, Defect, "defect", number))
    return on_account(store, occasion, account, act)


def _forward(row: Defect, steps: list[DefectStep], to: Stage) -> None:
    """Refuse a step back, or the same one again: only a plan may be replaced by another."""
    order, now = list(Stage), stage(_known(steps))
    if now is None or order.index(to) > order.index(now) or now is to is Stage.PLANNED:
        return
    day = max(each.day for each in steps if each.stage == now).isoformat()
    if now is Stage.MENDED:
        out = "if it came back, it is a defect of its own: vl defect add"
    elif to is Stage.ACKNOWLEDGED and now is Stage.ACKNOWLEDGED:
        out = f'what comes next is a plan: vl defect plan {row.key} "…" --due DATE'
    else:
        out = f'what comes next is mending it: vl defect mend {row.key} "…"'
    raise Conflict(f"defect {row.key} was {now.value} on {day} already; {out}")


def _in_time(row: Defect, steps: list[DefectStep], day: date) -> None:
    """Refuse a step before the report, or before the step that it follows."""
    if day < row.day:
        raise Conflict(f"defect {row.key} was reported on {row.day.isoformat()}, after that day")
    if steps and day < steps[-1].day:
        raise Conflict(f"defect {row.key} was {steps[-1].stage} on {steps[-1].day.isoformat()}, after that day")


def _deadline(row: Defect, known: list[Step], to: Stage, pace: Pace) -> date | None:
    """By when the step was to be taken: that of its own stage, however many were left out before it."""
    if to is Stage.ACKNOWLEDGED:
        return row.day + timedelta(days=pace.acknowledge)
    if to is Stage.PLANNED and stage(known) is not Stage.PLANNED:
        return row.day + timedelta(days=pace.plan)
    found = owed(row.day, known, pace)
    return found.due if found and found.stage is Stage.MENDED else None


def _known(steps: list[DefectStep]) -> list[Step]:
    return [Step(Stage(each.stage), each.day, each.due) for each in steps]


def list_defects(
    store: Store, today: date, account: str | None = None, *, everything: bool = False
) -> list[DefectView]:
    """The defects that are not mended, those whose deadline is nearest at the top; with `everything` the mended below.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[DefectView]:
        here = None if account is None else find.account(unit, account).key
        found = _views(unit, today, here)
        still = [each for each in found if each.stage is not Stage.MENDED]
        still.sort(key=lambda each: (each.deadline or date.max, each.number))
        mended = [each for each in found if each.stage is Stage.MENDED] if everything else []
        mended.sort(key=lambda each: (each.mended or date.min, each.number), reverse=True)
        return [*still, *mended]

    return store.read(read)


def _views(unit: Unit, today: date, here: int | None) -> list[DefectView]:
    session, query = unit.session, select(Defect).order_by(col(Defect.id))
    if here is not None:
        query = query.where(Defect.account_id == here)
    rows = session.exec(query).all()
    if not rows:
        return []
    names = dict(session.exec(select(Account.id, Account.name)).all())
    people = dict(session.exec(select(Contact.id, Contact.name)).all())
    steps: dict[int, list[DefectStep]] = {each.key: [] for each in rows}
    for step in sorted(session.exec(select(DefectStep)).all(), key=lambda each: (each.day, each.act_id)):
        if step.defect_id in steps:
            steps[step.defect_id].append(step)
    pace = settings(unit).pace
    return [
        view(
            row, steps[row.key], pace, today, names[row.account_id], people[row.contact_id] if row.contact_id else None
        )
        for row in rows
    ]


def view(row: Defect, steps: list[DefectStep], pace: Pace, today: date, account: str, person: str | None) -> DefectView:
    """A defect as the list shows it."""
    known = _known(steps)
    follows, how = owed(row.day, known, pace), met(row.day, known, pace)
    plans = [each for each in steps if each.stage == Stage.PLANNED]
    mended = next((each for each in steps if each.stage == Stage.MENDED), None)
    deadline = follows.due if follows else None
    return DefectView(
        row.key,
        account,
        row.text,
        person,
        row.urgent,
        row.promise_id,
        row.day,
        row.touch_id,
        stage(known),
        follows.stage if follows else None,
        deadline,
        0 if deadline is None else max(0, (today - deadline).days),
        plans[-1].text if plans else "",
        mended.day if mended else None,
        mended.text if mended else "",
        how,
    )
