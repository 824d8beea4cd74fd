"""Templates: what is saved of a person's map, what is laid on another as guesses, what was there already."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, dump, newcomer
from valueloop.domain.page.standing import Done
from valueloop.domain.page.template import EntryLaid, EntryThere, TemplateApplied, TemplateSaved, TemplateView
from valueloop.domain.template import Origin, Template, TemplateEntry
from valueloop.domain.value_map import Better, Kind, Rung
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown
from valueloop.store.proposition import Entry
from valueloop.store.session import Unit
from valueloop.usecases import template
from valueloop.usecases.proposition import value_map

STOPS = TemplateEntry(Kind.ISSUE, "line 3 stops", impacts=("no stop", "two points"), personal=("calm",))
YIELD = TemplateEntry(Kind.METRIC, "yield", "%", Better.HIGHER)
PLANNER = Template(
    "Planner",
    "planner",
    (
        TemplateEntry(Kind.ISSUE, "rush orders", impacts=("room in the plan",)),
        TemplateEntry(Kind.OBJECTIVE, "calm days"),
    ),
)


def story(seller: Seller) -> None:
    """Production at Mega is after less waste, a yield with figures and no stops; Giga has two people, no maps."""
    seller.line("fewer stops", "10k")
    seller.entry("line 3 stops")
    seller.entry("waste", Kind.OBJECTIVE)
    seller.entry("yield", Kind.METRIC)
    seller.entry("visitors", Kind.STRATEGY, of="plant")
    seller.impact("1", "no stop", "fewer")
    seller.impact("1", "calm", personal=True)
    seller.impact("1", "two points")
    seller.impact("visitors", "pride", personal=True)

    def measured(unit: Unit) -> None:
        row = unit.session.get(Entry, 3)
        assert row
        row.unit, row.better, row.now, row.target = "%", "higher", Decimal(94), Decimal(97)

    seller.store.write(seller.occasion(), measured)
    seller.account("Giga", currency="EUR")
    giga = seller.elsewhere("giga")
    giga.contact("Ms Adeyemi", role="production manager")
    giga.contact("planner")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def save(
    seller: Seller, name: str = "Line stops", of: str = "production", shipped: tuple[Template, ...] = ()
) -> TemplateSaved:
    return template.save(seller.store, seller.occasion(), name, seller.at, of, shipped)


def apply(
    seller: Seller, given: str | Template = "stops", of: str = "adeyemi", shipped: tuple[Template, ...] = ()
) -> Done[TemplateApplied]:
    return template.apply(seller.store, seller.occasion("vl template apply"), "giga", of, given, shipped)


def test_a_map_is_saved_without_figures_and_money_kind_by_kind(seller: Seller) -> None:
    made = save(seller)
    view = TemplateView("Line stops", "production manager", 1, 1, 0, 1, 3, Origin.SAVED, DAY, instead=False)
    assert made == TemplateSaved(view, "Mega", "production manager", ("line 3 stops",))
    page = template.show_template(seller.store, "STOPS")
    assert page.template == view
    assert page.entries == (TemplateEntry(Kind.OBJECTIVE, "waste"), YIELD, STOPS)
    assert page.whole == Template("Line stops", "production manager", page.entries)
    kept = {table: rows for table, rows in dump(seller.store.path).items() if table.startswith("template")}
    assert set(kept) == {"template", "template_entry", "template_impact"}
    assert "94" not in str(kept)
    assert "Mega" not in str(kept)


def test_the_role_is_recorded_or_else_the_name(seller: Seller) -> None:
    giga = seller.elsewhere("giga")
    giga.entry("stops", of="adeyemi")
    giga.entry("rush", of="planner")
    assert save(giga, "a", "adeyemi").template.role == "production manager"
    assert save(giga, "b", "planner").template.role == "planner"


def test_what_a_map_has_twice_is_saved_once(seller: Seller) -> None:
    seller.entry("Waste", Kind.OBJECTIVE)
    seller.impact("5", "less of it")
    save(seller)
    first, *_ = template.show_template(seller.store, "stops").entries
    assert first == TemplateEntry(Kind.OBJECTIVE, "waste", impacts=("less of it",))


def test_what_cannot_be_saved(seller: Seller, monkeypatch: pytest.MonkeyPatch) -> None:
    save(seller)
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match="the template 'LINE stops' is there already"):
        save(seller, "LINE stops")
    with pytest.raises(Refused, match="planner at Giga has no map yet"):
        save(seller.elsewhere("giga"), "x", "planner")
    for name in (" ", "mine.TOML", "-", "a\nb", "quality/safety", "/tmp"):
        with pytest.raises(Invalid) as wrong:
            save(seller, name)
        assert wrong.value.what == "template"
    with pytest.raises(Unknown):
        save(seller, "x", "nobody")
    with pytest.raises(Unknown):
        save(seller.elsewhere("nowhere"), "x")
    with pytest.raises(Ambiguous):
        save(seller, "x", "manager")
    monkeypatch.setattr(template, "MOST", 2)
    with pytest.raises(Refused, match="more than 2 entries"):
        save(seller, "x")
    assert dump(seller.store.path) == before


def test_saving_is_one_act(seller: Seller) -> None:
    before = dump(seller.store.path)
    save(seller)
    seller.undo()
    assert dump(seller.store.path) == before
    seller.redo()
    assert template.show_template(seller.store, "stops").entries[2] == STOPS


def test_laid_on_a_person_each_entry_is_a_guess_without_figures_or_money(seller: Seller) -> None:
    save(seller)
    before = dump(seller.store.path)
    done = apply(seller)
    laid = (EntryLaid(1, TemplateEntry(Kind.OBJECTIVE, "waste")), EntryLaid(2, YIELD), EntryLaid(3, STOPS))
    assert done.what == TemplateApplied(
        "Line stops", Origin.SAVED, False, "Ms Adeyemi", laid, (), (Kind.STRATEGY,), 1, (2,)
    )  # fmt: skip
    (made,) = value_map(seller.store, "giga", "adeyemi").maps
    assert [(each.number, each.kind, each.text, each.rung, each.touch) for each in made.entries] == [
        (1, Kind.OBJECTIVE, "waste", Rung.GUESS, None),
        (2, Kind.METRIC, "yield", Rung.GUESS, None),
        (3, Kind.ISSUE, "line 3 stops", Rung.GUESS, None),
    ]
    assert [(each.number, each.text, each.personal, each.line) for each in made.entries[2].impacts] == [
        (1, "no stop", False, None), (2, "two points", False, None), (3, "calm", True, None)
    ]  # fmt: skip
    columns = "SELECT unit, better, now, target, rung FROM entry WHERE account_id = 2 AND number = 2"
    assert asked(seller.store.path, columns) == [("%", "higher", None, None, "guess")]
    assert seller.undo().what == "vl template apply"
    assert dump(seller.store.path) == before


def test_it_is_a_guess_though_they_talked_today(seller: Seller) -> None:
    seller.elsewhere("giga").log("hello", "adeyemi")
    apply(seller, PLANNER)
    (made,) = value_map(seller.store, "giga", "adeyemi").maps
    assert {(each.rung, each.touch) for each in made.entries} == {(Rung.GUESS, None)}


def test_what_the_map_says_already_is_left_as_it_is(seller: Seller) -> None:
    giga = seller.elsewhere("giga")
    giga.entry("the yield of the fillers, 91 % today", Kind.METRIC, of="adeyemi", rung=Rung.CONFIRMED)
    giga.entry("Waste", Kind.OBJECTIVE, of="planner")
    giga.entry("line 3 stops", Kind.STRATEGY, of="adeyemi")
    giga.impact("3", "another")
    save(seller)
    done = apply(seller).what
    assert done.there == (EntryThere(1, "the yield of the fillers, 91 % today", YIELD),)
    assert [(each.number, each.entry.text) for each in done.added] == [(4, "waste"), (5, "line 3 stops")]
    assert (done.gaps, done.ask, done.measures) == ((), 4, ())
    (made,) = value_map(seller.store, "giga", "adeyemi").maps
    assert [each.rung for each in made.entries if each.kind is Kind.METRIC] == [Rung.CONFIRMED]
    assert [each.number for entry in made.entries for each in entry.impacts] == [1, 2, 3, 4]


def test_laid_a_second_time_nothing_is_added_and_no_act_is_kept(seller: Seller) -> None:
    apply(seller, PLANNER)
    before = dump(seller.store.path)
    done = apply(seller, PLANNER).what
    assert (done.added, len(done.there), done.ask) == ((), 2, None)
    assert dump(seller.store.path) == before
    assert len(apply(seller, PLANNER, of="planner").what.added) == 2, "another person has a map of their own"


def test_one_from_a_file_needs_no_name_in_the_store(seller: Seller) -> None:
    done = apply(seller, PLANNER, of="planner").what
    assert (done.name, done.origin, done.instead, done.ask) == ("Planner", Origin.FILE, False, 2)


def test_one_that_ships_is_used_until_another_is_saved_under_its_name(seller: Seller) -> None:
    shipped = (PLANNER, replace(PLANNER, name="line STOPS"), replace(PLANNER, name="buyer"))
    (buyer, stops, planner) = template.list_templates(seller.store, shipped)
    assert [each.name for each in (buyer, stops, planner)] == ["buyer", "line STOPS", "Planner"]
    assert {(each.origin, each.day, each.instead) for each in (buyer, stops, planner)} == {
        (Origin.SHIPPED, None, False)
    }
    assert (planner.objectives, planner.metrics, planner.strategies, planner.issues, planner.impacts) == (1, 0, 0, 1, 1)
    assert template.show_template(seller.store, "plan", shipped).whole == PLANNER
    made = save(seller, shipped=shipped)
    assert made.template.instead
    listed = template.list_templates(seller.store, shipped)
    assert [(each.name, each.origin, each.instead) for each in listed] == [
        ("buyer", Origin.SHIPPED, False), ("Line stops", Origin.SAVED, True), ("Planner", Origin.SHIPPED, False)
    ]  # fmt: skip
    done = apply(seller, shipped=shipped).what
    assert (done.origin, done.instead, len(done.added)) == (Origin.SAVED, True, 3)
    seller.undo()
    seller.undo()
    assert apply(seller, shipped=shipped).what.origin is Origin.SHIPPED


def test_a_template_is_found_by_any_part_of_its_name_that_no_other_has(seller: Seller) -> None:
    save(seller)
    save(seller, "All stops", "plant")
    before = dump(seller.store.path)
    with pytest.raises(Ambiguous, match="All stops, Line stops"):
        apply(seller)
    with pytest.raises(Unknown, match="did you mean Planner") as wrong:
        template.show_template(seller.store, "planer", (PLANNER,))
    assert wrong.value.what == "template"
    with pytest.raises(Unknown):
        apply(seller, of="nobody")
    with pytest.raises(Unknown):
        apply(seller, "buyer")
    assert dump(seller.store.path) == before


def test_a_store_that_is_not_there_has_those_that_ship(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    assert [each.name for each in template.list_templates(seller.store, (PLANNER,))] == ["Planner"]
    assert template.show_template(seller.store, "planner", (PLANNER,)).whole == PLANNER
    assert list(tmp_path.iterdir()) == []
