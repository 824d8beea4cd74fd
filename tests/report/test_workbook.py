"""A value case as a workbook: what stands on its sheets, with its source; and what a customer's never holds."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from valueloop.domain.estimate import Estimate
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Acceptance, Effect, Input, Line, basis
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms
from valueloop.domain.value.theirs import theirs as their_case
from valueloop.interop.case_file import read_case
from valueloop.render.xlsx import xlsx
from valueloop.report.workbook import value_workbook
from valueloop.store.session import Store
from valueloop.usecases.worth import case_at
from valueloop.workbook import Figure, Text, Workbook

TODAY = date(2026, 6, 15)
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "line-controller.toml"
# What must never reach a customer: each stands somewhere in the case below, and nowhere else.
MARKED = {
    "guess": "MARKguess", "guessed input": "MARKhunch", "rival": "MARKrival", "difference": "MARKbetter",
    "owner": "MARKowner", "refuted": "MARKgone", "deduced": "MARKdeduced", "title": "MARKtitle",
}  # fmt: skip
FIGURES = {
    "walk-away": "31415",
    "switching": "27182",
    "price of a rival": "16180",
    "touch": "8675309",
    "alpha": "0.4242",
}


def number(value: str | int) -> Estimate:
    return Estimate.exactly(Decimal(value))


def secretive() -> Case:
    """A case with something of ours in every place that has room for it."""
    touch = int(FIGURES["touch"])
    inputs = (
        Input("stops", number(40), "", Source.SAID, "plant manager", TODAY, touch),
        Input("cost_of_stop", Estimate(Decimal(900), Decimal(1000), Decimal(1400)), "", Source.GUESS),
        Input(MARKED["guessed input"], number(7000)),
        Input("deduced", number(3), "", Source.DEDUCED),
    )
    lines = [
        Line(1, "fewer stops", Effect.SAVE, "stops * cost_of_stop", 3, MARKED["owner"], risk=Decimal("0.1")),
        Line(2, MARKED["guess"], Effect.EARN, MARKED["guessed input"], guess=True),
        Line(3, MARKED["deduced"], Effect.EARN, "deduced * 5"),
        Line(4, "training", Effect.COST, "12k", once=True),
        Line(5, MARKED["refuted"], Effect.COST, "99k", refuted=True),
        Line(6, "less scrap", Effect.SAVE, "stops * 5"),
        Line(7, "lacking", Effect.COST, "absent"),
    ]
    agreed = Acceptance(
        "plant manager", TODAY, touch, Decimal(44000), basis(lines[0], {each.name: each for each in inputs})
    )
    lines[0] = replace(lines[0], acceptance=agreed)
    rival = Alternative(
        MARKED["rival"],
        Decimal(FIGURES["price of a rival"]),
        switching=Decimal(FIGURES["switching"]),
        differences=(Difference(MARKED["difference"], None),),
    )
    terms = Terms(Rule.BARGAIN, alpha=Decimal(FIGURES["alpha"]), walk_away=Decimal(FIGURES["walk-away"]), per_year=True)
    return Case(
        "EUR", 3, Decimal("0.1"), inputs, tuple(lines), title=MARKED["title"], alternatives=(rival,), terms=terms
    )


def texts(book: Workbook) -> list[str]:
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row.cells]
    return [each.text for each in cells if isinstance(each, Text)]


def near(book: Workbook, key: str, wanted: Decimal, by: str = "1e-15") -> bool:
    value = book.figure(key).value
    return isinstance(value, Decimal) and abs(value - wanted) < Decimal(by)


def inside(file: bytes) -> str:
    """All that a file holds, by member, names and all."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return "\n".join(f"{each}\n{packed.read(each).decode('utf-8')}" for each in packed.namelist())


def test_the_sheets() -> None:
    ours = value_workbook(Worked(secretive()), account="Acme", day=TODAY)
    assert [each.name for each in ours.sheets] == ["Inputs", "Lines", "Flows", "Results", "Alternatives"]
    assert (ours.title, ours.day) == ("Value to Acme", TODAY)
    theirs = value_workbook(Worked(secretive()), account="Acme", day=TODAY, customer=True)
    assert [each.name for each in theirs.sheets] == ["Inputs", "Lines", "Flows", "Results"]
    assert theirs.title == "Value summary for Acme"


@pytest.mark.parametrize("price", [None, Decimal(52000)])
def test_nothing_of_ours_reaches_a_customer(price: Decimal | None) -> None:
    at = Worked(secretive())
    held = inside(xlsx(value_workbook(at, account="Acme", day=TODAY, price=price, customer=True)))
    ours = inside(xlsx(value_workbook(at, day=TODAY)))
    for what, mark in (*MARKED.items(), *FIGURES.items()):
        assert mark not in held, what
    for what in set(MARKED) - {"owner"}:  # nobody sees who of us owns a line
        assert MARKED[what] in ours, what
    for what in ("walk-away", "switching", "price of a rival", "touch"):
        assert FIGURES[what] in ours, what
    for word in ("guess", "walk-away", "potential", "our part", "deduc", "definedName", "hidden", "comment"):
        assert word not in held.lower(), word
    assert "fewer stops" in held
    assert "less scrap" in held
    assert "our estimate" in held
    assert "accepted by the plant manager, 15 Jun 2026" in held
    assert "said by the plant manager" in held


def test_their_case_is_worth_what_it_is_in_ours() -> None:
    at = Worked(secretive())
    theirs = Worked(their_case(at.case, Decimal(40000)))
    assert [each.line.number for each in theirs.result.lines] == [1, 4, 6]
    assert theirs.result.accepted == at.result.accepted
    assert theirs.result.costs == at.result.costs
    assert theirs.result.value == at.result.value
    assert theirs.case.terms == Terms(price=Decimal(40000), per_year=True)
    book = value_workbook(at, customer=True, price=Decimal(40000))
    assert near(book, "keeps", at.result.value.present_value - 40000)
    assert book.figure("price").value == 40000
    assert value_workbook(at, customer=True).figure("price") == replace(book.figure("price"), value=None)


def test_the_figures_are_those_of_the_page() -> None:
    at = Worked(read_case(EXAMPLE.read_text("utf-8"), "line-controller.toml"))
    page, book = value_page(at), value_workbook(at)
    wanted = {
        "npv": page.npv, "npv after": page.customer_npv, "pv benefits": page.pv_benefits, "pv costs": page.pv_costs,
        "pv costs after": page.customer_pv_costs, "keeps": page.customer_keeps, "price": page.price,
        "agreed pv": page.accepted, "open pv": page.potential, "value": page.sums.value.present_value,
    }  # fmt: skip
    for key, money in wanted.items():
        assert money
        assert near(book, key, money.amount), key
    assert book.figure("roi after").value == page.customer_roi
    assert book.figure("payback after").value == page.customer_payback_years
    assert book.figure("irr after").value == page.customer_irr
    assert book.figure("part").value == page.our_share
    for each in page.flows:
        assert near(book, f"left {each.year}", each.net.amount - each.price.amount)


def test_a_conversion_stands_in_the_formula() -> None:
    book = value_workbook(Worked(read_case(EXAMPLE.read_text("utf-8"), "line-controller.toml")))
    assert book.figure("amount 0").formula == "{mean 0}*{mean 1}*{mean 2}*{mean 3}*{mean 4}/60"
    assert "lines × stops × minutes × weeks × margin ÷ 60" in texts(book)


def test_every_row_with_a_figure_says_where_it_is_from() -> None:
    for at in (Worked(secretive()), Worked(read_case(EXAMPLE.read_text("utf-8"), "line-controller.toml"))):
        for customer in (False, True):
            for sheet in value_workbook(at, customer=customer).sheets:
                for row in sheet.rows:
                    if any(isinstance(each, Figure) for each in row.cells):
                        beside = [each for each in row.cells[1:] if isinstance(each, Text) and each.text]
                        assert beside, (sheet.name, row)


def test_what_may_be_typed_over_is_no_formula() -> None:
    book = value_workbook(Worked(secretive()))
    edits = {key for key in book.places if isinstance(_at(book, key), Figure) and book.figure(key).edit}
    assert {
        "rate",
        "price",
        "low 0",
        "likely 0",
        "high 0",
        "risk 0",
        "late 0",
        "ramp 0 1",
        "once 3",
        "rival 0",
    } <= edits
    assert not [key for key in edits if book.figure(key).formula]


def _at(book: Workbook, key: str) -> object:
    place = book.places[key]
    return book.sheets[place.sheet].rows[place.row].cells[place.column]


def test_why_there_is_no_price() -> None:
    case = secretive()
    for terms, said in (
        (None, "no price is asked for: type one"),
        (Terms(Rule.BARGAIN), "no price by the rule bargain: our walk-away is not known"),
        (Terms(price=Decimal(5)), "the price asked or agreed"),
        (Terms(), "by the rule fraction, as exported: it stays when an input changes"),
    ):
        assert said in texts(value_workbook(Worked(replace(case, terms=terms))))


def test_two_rates_are_named_and_neither_is_the_one() -> None:
    line = Line(1, "there and back", Effect.EARN, flows=tuple(map(Decimal, (-100, 230, -132))))
    book = value_workbook(Worked(Case("EUR", 2, Decimal(0), (), (line,))))
    assert book.figure("irr").value == "not one rate"
    assert any("as exported the rates are 10.0%, 20.0%" in each for each in texts(book))


def test_the_demo_account(demo_store: Path) -> None:
    store = Store(demo_store)
    name, at = case_at(store, "northgate", customer=True)
    assert at.case.terms is not None
    assert at.case.terms.price == 52000
    book = value_workbook(at, account=name, day=TODAY, price=at.case.terms.price, customer=True)
    assert near(book, "keeps", Decimal("260493.88"), "0.005")
    held = inside(xlsx(book))
    for mark in ("weekend shifts", "walk", "32000"):
        assert mark not in held
