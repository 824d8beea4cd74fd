"""Promises: what was said to a customer, by whom of us, until when; kept or broken."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from valueloop.domain.names import a_text
from valueloop.domain.page.promise import Promised, PromiseEnded, PromiseTyped, PromiseView
from valueloop.domain.page.standing import Done
from valueloop.domain.promise import Word
from valueloop.errors import Conflict, Invalid
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.promise import Promise, PromiseEnd
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import account_of, contact_named, source_touch
from valueloop.usecases.standing import on_account


def add_promise(store: Store, occasion: Occasion, account: str, typed: PromiseTyped) -> Done[Promised]:
    """Record a promise; who said it is else the account's owner, else whoever types, where that is a name of somebody.

    Raises:
        Invalid: it says nothing, or its day is past.
        Ambiguous, Unknown: the account, the person or the touch is not there.
    """
    if typed.due is not None and typed.due < occasion.today:
        out = "leave --due out, and say what came of it: vl promise keep, or break"
        raise Invalid("due date", typed.due.isoformat(), "it is past", out)

    def act(unit: Unit, dossier: Dossier) -> Promised:
        who = contact_named(dossier, typed.person) if typed.person is not None else None
        row = Promise(
            account_id=dossier.account.key,
            deal_id=dossier.deal.key if dossier.deal else None,
            text=a_text("promise", typed.text),
            said_by=(typed.said_by or "").strip() or dossier.account.owner or _known(occasion.who),
            due=typed.due,
            measure=typed.measure.strip(),
            contact_id=who.key if who else None,
            touch_id=source_touch(dossier, occasion, typed.touch, who.key if who else None),
            day=occasion.today,
        )
        name = who.name if who else None
        return Promised(unit.add(row), row.text, name, row.said_by, row.due, row.measure, row.touch_id)

    return on_account(store, occasion, account, act)


def _known(login: str) -> str:
    return "" if login in ("root", "unknown") else login


def end_promise(
    store: Store,
    occasion: Occasion,
    number: int,
    word: Word,
    note: str = "",
    touch: int | None = None,
    on: date | None = None,
) -> Done[PromiseEnded]:
    """Say that a promise was kept, or broken, on a day, else today; of two words the later one counts.

    Raises:
        Unknown: there is no such promise, or no such touch.
        Conflict: that was said of it already, or something else of a later day.
        Invalid: it was broken, and nobody says why; the day is still to come.
    """
    day = on or occasion.today
    if day > occasion.today:
        raise Invalid("date", day.isoformat(), "it is still to come")
    if word is Word.BROKEN and not note.strip():
        raise Invalid("--because", note, "a broken promise teaches nothing without its reason")

    def act(unit: Unit, dossier: Dossier) -> PromiseEnded:
        row = next(each for each in dossier.promises if each.id == number)
        before = dossier.ends.get(number)
        was = None if before is None else _word(before)
        if before is not None and was is word:
            said = f"promise {number} was {word.value} on {before.day.isoformat()} already"
            raise Conflict(f"{said}; vl undo takes back what was typed last")
        if before is not None and was is not None and day < before.day:
            raise Conflict(f"promise {number} was {was.value} on {before.day.isoformat()}, after that day")
        source = source_touch(dossier, occasion, touch, row.contact_id)
        kept = word is Word.KEPT
        unit.add(PromiseEnd(promise_id=number, kept=kept, note=note.strip(), touch_id=source, day=day))
        late = _late(row.due, day)
        who = dossier.name_of(row.contact_id)
        return PromiseEnded(number, row.text, who, word, day, note.strip(), row.due, late, was, source)

    account = store.read(lambda unit: account_of(unit, Promise, "promise", number))
    return on_account(store, occasion, account, act)


def list_promises(
    store: Store, today: date, account: str | None = None, *, everything: bool = False
) -> list[PromiseView]:
    """The open promises, those due first at the top; or with `everything` the kept and broken ones below them.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def read(unit: Unit) -> list[PromiseView]:
        here = None if account is None else find.account(unit, account).key
        found = list(_views(unit, today, here))
        still = [each for each in found if each.word is Word.OPEN]
        still.sort(key=lambda each: (each.due or date.max, each.number))
        ended = [each for each in found if each.word is not Word.OPEN] if everything else []
        ended.sort(key=lambda each: (each.ended or date.min, each.number), reverse=True)
        return [*still, *ended]

    return store.read(read)


def _views(unit: Unit, today: date, here: int | None) -> Iterator[PromiseView]:
    session, query = unit.session, select(Promise).order_by(col(Promise.id))
    if here is not None:
        query = query.where(Promise.account_id == here)
    rows = session.exec(query).all()
    if not rows:
        return
    names = dict(session.exec(select(Account.id, Account.name)).all())
    people = dict(session.exec(select(Contact.id, Contact.name)).all())
    ends = sorted(session.exec(select(PromiseEnd)).all(), key=lambda each: (each.day, each.act_id))
    latest = {each.promise_id: each for each in ends}
    for row in rows:
        person = None if row.contact_id is None else people[row.contact_id]
        yield _view(row, names[row.account_id], person, latest.get(row.key), today)


def views_of(dossier: Dossier, today: date) -> tuple[PromiseView, ...]:
    """The promises at a loaded account, as they were made."""
    found = []
    for row in dossier.promises:
        end = dossier.ends.get(row.key)
        found.append(_view(row, dossier.account.name, dossier.name_of(row.contact_id), end, today))
    return tuple(found)


def _view(row: Promise, account: str, person: str | None, end: PromiseEnd | None, today: date) -> PromiseView:
    return PromiseView(
        row.key,
        account,
        row.text,
        person,
        row.said_by,
        row.day,
        row.due,
        row.measure,
        row.touch_id,
        Word.OPEN if end is None else _word(end),
        None if end is None else end.day,
        "" if end is None else end.note,
        _late(row.due, today if end is None else end.day),
    )


def _word(end: PromiseEnd) -> Word:
    return Word.KEPT if end.kept else Word.BROKEN


def _late(due: date | None, day: date) -> int:
    return 0 if due is None else max(0, (day - due).days)
