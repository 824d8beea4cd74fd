"""Contacts: add, edit, and the tree that they form."""

from collections.abc import Mapping

from valueloop.domain.contact import Influence, Stance, above
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.contact import Person
from valueloop.domain.page.record import Change
from valueloop.domain.page.standing import Done
from valueloop.domain.touch import Kind
from valueloop.errors import Conflict
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.session import Store, Unit
from valueloop.usecases.fields import differences
from valueloop.usecases.named import contact_named
from valueloop.usecases.standing import look, on_account

_FIELDS = ("name", "role", "department", "influence", "stance", "email", "phone", "note")


def add_contact(store: Store, occasion: Occasion, account: str, name: str, typed: Mapping[str, str]) -> Done[Person]:
    """Add a person at an account; `typed` holds the other fields as typed.

    Raises:
        Conflict: a person of that name is there.
        Unknown: nobody there is called as the person reported to.
    """

    def act(unit: Unit, dossier: Dossier) -> Person:
        called = a_name("contact", name)
        if any(fold(each.name) == fold(called) for each in dossier.contacts):
            raise Conflict(f"'{called}' is there already at {dossier.account.name}")
        row = Contact(account_id=dossier.account.key, name=called)
        _set(dossier, row, typed)
        unit.add(row)
        return _person(dossier, row, 0)

    return on_account(store, occasion, account, act)


def edit_contact(
    store: Store, occasion: Occasion, account: str, contact: str, typed: Mapping[str, str]
) -> Done[tuple[str, list[Change]]]:
    """Change fields of a contact; returns the name and each change.

    Raises:
        Conflict: another there has the new name.
        Refused: the tree would lead back to the person.
    """

    def act(unit: Unit, dossier: Dossier) -> tuple[str, list[Change]]:
        row = contact_named(dossier, contact)
        before = row.model_dump() | {"reports_to": dossier.name_of(row.reports_to_id)}
        _set(dossier, row, typed)
        unit.session.flush()
        after = row.model_dump() | {"reports_to": dossier.name_of(row.reports_to_id)}
        return row.name, differences(before, after, (*_FIELDS, "reports_to"))

    return on_account(store, occasion, account, act)


def _set(dossier: Dossier, row: Contact, typed: Mapping[str, str]) -> None:
    for field, value in typed.items():
        match field:
            case "name":
                called = a_name("contact", value)
                if any(fold(each.name) == fold(called) and each is not row for each in dossier.contacts):
                    raise Conflict(f"'{called}' is there already at {dossier.account.name}")
                row.name = called
            case "reports_to":
                row.reports_to_id = contact_named(dossier, value).key if value else None
                tree = {each.key: each.reports_to_id for each in dossier.contacts}
                if row.id is not None:
                    list(above(row.key, tree))
            case "influence" | "stance":
                setattr(row, field, value or None)
            case _:
                setattr(row, field, value.strip())


def org_chart(store: Store, account: str) -> tuple[str, tuple[Person, ...]]:
    """The account's name, and its people as a tree: each followed by those who report to them."""
    return look(store, account, lambda dossier: (dossier.account.name, people(dossier)))


def people(dossier: Dossier) -> tuple[Person, ...]:
    """The people at an account, each followed by those who report to them."""

    def below(boss: int | None, level: int) -> list[Person]:
        found = []
        for row in dossier.contacts:
            if row.reports_to_id == boss:
                found += [_person(dossier, row, level), *below(row.id, level + 1)]
        return found

    return tuple(below(None, 0))


def _person(dossier: Dossier, row: Contact, level: int) -> Person:
    talks = [each for each in dossier.touches if each.kind != Kind.NOTE]  # a note is to ourselves, whoever it is about
    with_them = [each.day for each in talks if row.id in dossier.present[each.key]]
    return Person(
        row.name,
        row.role,
        row.department,
        dossier.name_of(row.reports_to_id),
        level,
        Influence(row.influence) if row.influence else None,
        Stance(row.stance) if row.stance else None,
        row.email,
        row.phone,
        row.note,
        len(with_them),
        max(with_them, default=None),
    )
