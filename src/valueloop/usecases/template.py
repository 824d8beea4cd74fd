"""Templates: the value map of a role, saved from one account and laid on another as guesses."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import col, select

from valueloop.domain import names
from valueloop.domain.names import a_name, fold
from valueloop.domain.page.standing import Done
from valueloop.domain.page.template import (
    EntryLaid,
    EntryThere,
    TemplateApplied,
    TemplatePage,
    TemplateSaved,
    TemplateView,
    template_page,
)
from valueloop.domain.template import (
    MOST,
    Origin,
    Template,
    TemplateEntry,
    already,
    first_to_ask,
    gathered,
    theirs_alone,
)
from valueloop.domain.value_map import Better, Kind, Rung, gaps
from valueloop.errors import Conflict, Invalid, Refused
from valueloop.store import find, proposition
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load
from valueloop.store.proposition import Entry, Impact
from valueloop.store.session import Store, Unit
from valueloop.usecases.named import contact_named
from valueloop.usecases.standing import on_account


def save(
    store: Store, occasion: Occasion, name: str, account: str, person: str, shipped: Sequence[Template] = ()
) -> TemplateSaved:
    """Save the map of a person as that of their role: entries and impacts, without figures and money.

    A name that ships with the program may be taken: then the saved template is used in its place.

    Raises:
        Conflict: a saved template has the name.
        Refused: the person has no map.
        Invalid: the name cannot be told from a file's.
        Ambiguous, Unknown: the account or the person is not there.
    """

    def act(unit: Unit) -> TemplateSaved:
        called = _a_name(name)
        if unit.session.exec(select(proposition.Template).where(proposition.Template.folded == fold(called))).first():
            raise Conflict(f"the template '{called}' is there already")
        there = load(unit, find.account(unit, account))
        who = contact_named(there, person)
        made = Template(called, who.role.strip() or who.name, _map(there, who))
        if not made.entries:
            raise Refused(f"{who.name} at {there.account.name} has no map yet: a template begins with an entry of one")
        _add(unit, made, occasion.today)
        instead = fold(called) in {fold(each.name) for each in shipped}
        view = template_page(made, Origin.SAVED, occasion.today, instead=instead).template
        people = (there.account.name, *(each.name for each in there.contacts))
        return TemplateSaved(view, there.account.name, who.name, theirs_alone(made, people))

    return store.write(occasion, act)


def _a_name(name: str) -> str:
    called = a_name("template", name)
    if called == "-" or "/" in called or fold(called).endswith(".toml"):
        raise Invalid("template", name, "it reads as a file's name", "give it a name without .toml and without a /")
    return called


def _map(dossier: Dossier, who: Contact) -> tuple[TemplateEntry, ...]:
    """A person's map as a template has it, kind by kind: who said it, figures and money stay behind."""
    rows = [each for each in dossier.entries if each.contact_id == who.key]
    rows.sort(key=lambda each: list(Kind).index(Kind(each.kind)))
    found = []
    for row in rows:
        impacts = [each for each in dossier.impacts if each.entry_id == row.key]
        found.append(_entry(row, impacts))
    made = gathered(found)
    if any(count > MOST for count in (len(made), *(len(each.impacts) + len(each.personal) for each in made))):
        raise Refused(f"the map of {who.name} has more than {MOST:,} entries, or impacts on one: that is no template")
    return made


def _entry(
    row: Entry | proposition.TemplateEntry, impacts: Iterable[Impact | proposition.TemplateImpact]
) -> TemplateEntry:
    told = [(each.text, each.personal) for each in impacts]
    return TemplateEntry(
        Kind(row.kind),
        row.text,
        row.unit,
        Better(row.better) if row.better else None,
        tuple(text for text, personal in told if not personal),
        tuple(text for text, personal in told if personal),
    )


def _add(unit: Unit, made: Template, today: date) -> None:
    template = unit.add(proposition.Template(name=made.name, folded=fold(made.name), role=made.role, day=today))
    for each in made.entries:
        row = proposition.TemplateEntry(
            template_id=template, kind=each.kind, text=each.text, unit=each.unit, better=each.better
        )
        unit.add(row)
        for text, personal in _told(each):
            unit.add(proposition.TemplateImpact(entry_id=row.key, text=text, personal=personal))


def _told(entry: TemplateEntry) -> list[tuple[str, bool]]:
    """The impacts on an entry, each with whether it is personal."""
    return [(text, False) for text in entry.impacts] + [(text, True) for text in entry.personal]


def list_templates(store: Store, shipped: Sequence[Template] = ()) -> list[TemplateView]:
    """All templates by name: those saved, and those that ship and have none saved in their place."""
    return store.read(lambda unit: [each.template for each in _known(unit, shipped)])


def show_template(store: Store, given: str | Template, shipped: Sequence[Template] = ()) -> TemplatePage:
    """One template, by its name or as it was read from a file, looked at whole.

    Raises:
        Ambiguous, Unknown: several templates answer to the name, or none does.
    """
    if isinstance(given, Template):
        return template_page(given, Origin.FILE)
    return store.read(lambda unit: _named(unit, given, shipped))


def apply(
    store: Store,
    occasion: Occasion,
    account: str,
    person: str,
    given: str | Template,
    shipped: Sequence[Template] = (),
) -> Done[TemplateApplied]:
    """Lay a template, by its name or as it was read from a file, on a person: each entry is a guess until it is said.

    What the person's map says already is left as it is.

    Raises:
        Ambiguous, Unknown: the account, the person or the template is not there.
    """

    def act(unit: Unit, dossier: Dossier) -> TemplateApplied:
        who = contact_named(dossier, person)
        page = template_page(given, Origin.FILE) if isinstance(given, Template) else _named(unit, given, shipped)
        rows = [each for each in dossier.entries if each.contact_id == who.key]
        there = [(Kind(each.kind), each.text, each) for each in rows]
        kept, new = [], []
        for each in page.entries:
            same = already(each, there)
            if same is None:
                new.append(each)
            else:
                kept.append(EntryThere(same.number, same.text, each))
        added = _lay(unit, dossier, occasion.today, who, new)
        first = first_to_ask(new)
        return TemplateApplied(
            page.template.name,
            page.template.origin,
            page.template.instead,
            who.name,
            added,
            tuple(kept),
            gaps({Kind(each.kind) for each in rows} | {each.kind for each in new}),
            next((each.number for each in added if each.entry is first), None),
            tuple(each.number for each in added if each.entry.kind is Kind.METRIC),
        )

    return on_account(store, occasion, account, act)


def _lay(
    unit: Unit, dossier: Dossier, today: date, who: Contact, entries: Iterable[TemplateEntry]
) -> tuple[EntryLaid, ...]:
    first = max((each.number for each in dossier.entries), default=0) + 1
    impact = max((each.number for each in dossier.impacts), default=0)
    added = []
    for number, each in enumerate(entries, first):
        row = Entry(
            account_id=dossier.account.key,
            number=number,
            contact_id=who.key,
            kind=each.kind,
            text=each.text,
            rung=Rung.GUESS,
            day=today,
            unit=each.unit,
            better=each.better,
        )
        unit.add(row)
        for text, personal in _told(each):
            impact += 1
            unit.add(Impact(entry_id=row.key, number=impact, text=text, personal=personal, day=today))
        added.append(EntryLaid(number, each))
    return tuple(added)


def _named(unit: Unit, given: str, shipped: Sequence[Template]) -> TemplatePage:
    known = _known(unit, shipped)
    return known[names.find("template", given, [each.template.name for each in known])]


def _known(unit: Unit, shipped: Sequence[Template]) -> list[TemplatePage]:
    """All templates by name, each name once: what was saved stands before what ships."""
    session = unit.session
    entries: dict[int, list[proposition.TemplateEntry]] = {}
    for entry in session.exec(select(proposition.TemplateEntry).order_by(col(proposition.TemplateEntry.id))).all():
        entries.setdefault(entry.template_id, []).append(entry)
    impacts: dict[int, list[proposition.TemplateImpact]] = {}
    for impact in session.exec(select(proposition.TemplateImpact).order_by(col(proposition.TemplateImpact.id))).all():
        impacts.setdefault(impact.entry_id, []).append(impact)
    found = {fold(each.name): template_page(each, Origin.SHIPPED) for each in shipped}
    for row in session.exec(select(proposition.Template)).all():
        made = tuple(_entry(each, impacts.get(each.key, ())) for each in entries.get(row.key, ()))
        template = Template(row.name, row.role, made)
        found[row.folded] = template_page(template, Origin.SAVED, row.day, instead=row.folded in found)
    return [found[each] for each in sorted(found)]
