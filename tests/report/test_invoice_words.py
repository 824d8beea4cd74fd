"""Invoices, realised value, renewal and estimates in words: what is said to the cent, and what fits a terminal."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import DAY, Seller, at_mega
from drawn import squeezed
from valueloop.document import Document
from valueloop.domain.bias import Bias
from valueloop.domain.invoice import InvoiceState
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.estimates import EstimateKind, EstimatesPage
from valueloop.domain.page.invoice import (
    Debtor,
    InvoiceAdded,
    InvoicePage,
    InvoiceTotal,
    InvoiceView,
    OutcomeView,
    PaymentView,
    ReceivablesPage,
    ReceivablesView,
    Scheduled,
)
from valueloop.domain.page.realised import InputMeasured, RealisedLine
from valueloop.domain.page.renewal import DefectMet, NeedOpen, PromiseEnded, RenewalPage, RenewalSums
from valueloop.domain.page.standing import Done
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.domain.promise import Met, Word
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule
from valueloop.render.terminal import console, draw
from valueloop.report import answers
from valueloop.report import invoice as said
from valueloop.report.estimates import beside, estimates
from valueloop.report.invoice import due_by_outcome, invoices
from valueloop.report.realised import gap, how_far, measured
from valueloop.report.receivables import receivables
from valueloop.report.renewal import renewal
from valueloop.report.terms import price_terms
from valueloop.usecases import invoice, realised, schedule
from valueloop.usecases.invoice import InvoiceTyped
from valueloop.usecases.realised import MeasuredTyped

D = Decimal


def euros(text: str) -> Money:
    return Money(D(text), "EUR")


def widest(document: Document) -> int:
    """The longest line of a page at 80 columns."""
    stream = io.StringIO()
    draw(document, console(stream, colour=False, width=80))
    return max(len(each) for each in stream.getvalue().splitlines())


INVOICE = InvoiceView(
    7,
    "Northgate Bottling",
    1,
    "Line controller, instalment 1 of 3",
    "RE-17",
    euros("21333.34"),
    False,
    date(2026, 5, 4),
    date(2026, 6, 3),
    euros("1333.34"),
    euros("20000.00"),
    InvoiceState.OVERDUE,
    12,
    None,
    (PaymentView(1, date(2026, 6, 10), euros("1333.34"), ""),),
)
SUMS = InvoiceTotal(1, euros("21333.34"), euros("1333.34"), euros("20000.00"), euros("20000.00"))
NOTHING = euros("0")
OUTCOME = OutcomeView(
    euros("150000"),
    euros("10000"),
    euros("30000"),
    NOTHING,
    euros("20000"),
    D("0.2"),
    euros("50000"),
    None,
    None,
    (),
    3,
)
LINE = RealisedLine(
    2,
    "yield",
    Effect.EARN,
    False,
    Source.SAID,
    True,
    euros("126720"),
    euros("110000"),
    euros("-16720"),
    D("0.868"),
    False,
    euros("315000"),
    euros("270000"),
    (InputMeasured("hours_saved", D(4), D("3.5"), "hour/week"), InputMeasured("machines", D(3), D(3), "")),
    False,
    "plant manager",
    None,
    DAY,
)
UNMEASURED = replace(
    LINE, number=3, name="overtime", realised=None, gap=None, part=None, good=None, realised_value=None, inputs=()
)


def spoken(line: RealisedLine) -> str:
    return "".join(each if isinstance(each, str) else getattr(each, "text", "") for each in gap(line))


def test_a_gap_is_said_in_a_sentence() -> None:
    assert spoken(LINE) == (
        "Line 2, yield: €110,000 a year, promised €126,720: 13% short, since hours saved is 3.5 hour/week and not 4."
    )


@pytest.mark.parametrize(
    ("effect", "gap_", "part", "found"),
    [
        (Effect.SAVE, "0", "1", "as promised"),
        (Effect.SAVE, "10", "1.1", "10% more than promised"),
        (Effect.SAVE, "-10", "0.9", "10% short"),
        (Effect.COST, "10", "1.1", "10% more than promised"),
        (Effect.COST, "-10", "0.9", "10% less than promised"),
        (Effect.SAVE, "5", None, "nothing was promised"),
    ],
)
def test_how_far_it_is_from_the_promise(effect: Effect, gap_: str, part: str | None, found: str) -> None:
    line = replace(LINE, effect=effect, gap=euros(gap_), part=None if part is None else D(part))
    assert how_far(line) == found


def test_where_nothing_moved_nothing_is_the_reason() -> None:
    assert how_far(UNMEASURED) == "not measured"
    assert "since" not in spoken(replace(LINE, gap=NOTHING))
    given = replace(LINE, inputs=(), given=True)
    assert spoken(given).endswith("13% short.")
    per = replace(LINE, inputs=(InputMeasured("stops", D(4), D(3), "1/year"),), once=True)
    assert "€110,000 once" in spoken(per)
    assert "since stops is 3/year and not 4" in spoken(per)


def test_an_overdue_invoice_says_for_how_long() -> None:
    page = InvoicePage(None, DAY, (INVOICE,), 2, (SUMS,))
    shown = squeezed(invoices(page))
    assert "Northgate Bottling: Line controller, instalment 1 of 3 (RE-17), issued 4 May 2026" in shown
    assert "3 Jun 2026, 12 days overdue" in shown
    assert "€21,333.34 €1,333.34 €20,000.00" in shown
    assert "Invoiced €21,333.34, paid €1,333.34, open €20,000.00; €20,000.00 overdue." in shown
    assert "2 invoices paid or cancelled: --all shows them." in shown
    assert widest(invoices(page)) <= 80


def test_each_state_of_an_invoice_is_told() -> None:
    paid = replace(INVOICE, state=InvoiceState.PAID)
    unpaid = replace(INVOICE, state=InvoiceState.PAID, payments=())
    gone = replace(INVOICE, state=InvoiceState.CANCELLED, cancelled=DAY, payments=())
    later = replace(INVOICE, state=InvoiceState.OPEN, issued=date(2026, 7, 1), payments=(), reference="")
    never = replace(later, issued=None)
    shown = squeezed(invoices(InvoicePage("Mega", DAY, (paid, unpaid, gone, later, never), 1, ())))
    assert "3 Jun 2026, paid 10 Jun 2026" in shown
    assert "3 Jun 2026, paid €21,333.34 –" in shown
    assert "3 Jun 2026, cancelled 15 Jun 2026" in shown
    assert "to be issued 1 Jul 2026" in shown
    assert "1 invoice paid or cancelled: --all shows it." in shown


def test_empty_lists_say_what_to_type() -> None:
    assert "Nothing is open." in squeezed(invoices(InvoicePage("Mega", DAY, (), 3, (SUMS,))))
    assert 'vl invoice schedule "Mega" makes' in squeezed(invoices(InvoicePage("Mega", DAY, (), 0, ())))
    assert "vl invoice schedule ACCOUNT makes" in squeezed(invoices(InvoicePage(None, DAY, (), 0, ())))
    assert "Nothing is open: vl invoice schedule" in squeezed(receivables(ReceivablesPage(DAY, ())))
    assert "Nothing is measured yet: vl realise" in squeezed(estimates(EstimatesPage((), 0, 0)))


def test_an_outcome_is_said_with_the_command_that_invoices_it() -> None:
    assert due_by_outcome(OUTCOME, "Mega") == (
        "Reckoned as if what was measured holds on for 3 years, they owe €30,000.00 in all, so an outcome part of "
        "€20,000.00 is due: "
        'vl invoice add "Mega" --outcome.'
    )
    waits = replace(OUTCOME, part=NOTHING, guarantee=euros("9"), waiting=("line 1, a", "line 2, b"))
    assert due_by_outcome(waits, "Mega") == (
        "The price stays €30,000.00, reckoned as if what was measured holds on for 3 years. The guarantee of €9.00 is "
        "judged once line 1, a and line 2, b, are measured."
    )
    one = replace(waits, part=euros("-5"), waiting=("line 1, a",))
    assert "so a credit of €5.00 is due" in due_by_outcome(one, "Mega")
    assert "once line 1, a, is measured." in due_by_outcome(one, "Mega")


AGES = (euros("100"), euros("10"), euros("20"), euros("30"), euros("40"))


def test_receivables_are_told_by_age_with_credits_beside_them() -> None:
    debtor = Debtor("Mega", (INVOICE,), *AGES, euros("7"), date(2026, 6, 3))
    owed = Debtor("Owed", (), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, euros("5"), None)
    view = ReceivablesView("EUR", (debtor, owed), *AGES, euros("12"))
    shown = squeezed(receivables(ReceivablesPage(DAY, (view,))))
    assert "Mega €100.00 €10.00 €20.00 €30.00 €40.00" in shown
    assert "By credits we owe Mega €7.00 and Owed €5.00; less that, €88.00 is open." in shown
    assert "1 invoice overdue, the oldest for 12 days: Northgate Bottling." in shown
    assert "Owed €0.00" not in shown
    two = squeezed(receivables(ReceivablesPage(DAY, (view, replace(view, currency="USD")))))
    assert "amounts in two are never added" in two
    assert widest(receivables(ReceivablesPage(DAY, (view,)))) <= 80


def test_credits_alone_are_no_table() -> None:
    owed = Debtor("Owed", (), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, euros("5"), None)
    view = ReceivablesView("EUR", (owed,), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, euros("5"))
    shown = squeezed(receivables(ReceivablesPage(DAY, (view,))))
    assert "By credits we owe Owed €5.00." in shown
    assert "Nothing of theirs is overdue." in shown


def test_estimates_are_told_by_kind_and_rung() -> None:
    whole = Bias(Effect.COST, None, 3, D("1.15"), D("1.0724"))
    rung = Bias(Effect.COST, Source.MEASURED, 3, D("1.15"), D("1.0724"))
    shown = squeezed(estimates(EstimatesPage((EstimateKind(whole, (rung,)),), 1, 1)))
    assert "Costs 3 115% 107%" in shown
    assert "measured before 3 115% 107%" in shown
    assert "1 line of the deals won last at 1 account is not measured yet" in shown
    assert "5 lines of the deals won last at 2 accounts are not" in squeezed(estimates(EstimatesPage((), 5, 2)))
    assert beside(whole) == "Costs came to 115% of the estimate on 3 lines measured so far: reckon with 107%."
    assert beside(None) == ""


RENEWAL = RenewalPage(
    "Northgate Bottling",
    date(2026, 12, 1),
    1,
    date(2026, 5, 5),
    3,
    D("0.1"),
    Timing.END,
    (LINE, UNMEASURED),
    RenewalSums(euros("126720"), euros("110000"), euros("630000"), euros("270000")),
    euros("52000"),
    False,
    euros("52000"),
    euros("20000"),
    euros("32000"),
    euros("218000"),
    (
        PromiseEnded("weekly call", None, Word.KEPT, DAY),
        PromiseEnded("quiet start", None, Word.BROKEN, DAY),
        PromiseEnded("training", date(2026, 6, 20), Word.OPEN, None),
        PromiseEnded("plant tour", date(2027, 6, 20), Word.OPEN, None),
        PromiseEnded("a visit", None, Word.OPEN, None),
    ),
    (
        DefectMet("late panel", DAY, DAY, Met.RESPONDED),
        DefectMet("short cable", DAY, DAY, Met.REACTED),
        DefectMet("loud fan", DAY, None, None),
    ),
    (
        NeedOpen(2, "spare parts", Direction.SAVE, D("0.49"), euros("11500"), False, "maintenance engineer"),
        NeedOpen(4, "noise", Direction.SAVE, D("0.6"), None, True, None),
    ),
    Rule.FRACTION,
    D("0.25"),
    euros("67500"),
    "",
)


def test_our_renewal_page_has_what_is_missing_and_a_price() -> None:
    shown = squeezed(renewal(RENEWAL))
    for each in (
        "Since 5 May 2026, when deal 1 was won: 1 of 2 lines measured.",
        "yield €126,720 a year €110,000 a year[1] 13% short",
        "overtime €126,720 a year – not measured yet",
        "Northgate Bottling has paid €20,000.00 of €52,000.00 invoiced; €32,000.00 is open.",
        "The price is €52,000.00; of what is realised so far Northgate Bottling keeps €218,000 (present value).",
        "weekly call: kept 15 Jun 2026",
        "quiet start: broken 15 Jun 2026",
        "training: open, due 20 Jun 2026, overdue",
        "plant tour: open, due 20 Jun 2027",
        "a visit: open",
        "late panel, reported 15 Jun 2026: mended 15 Jun 2026, we responded",
        "short cable, reported 15 Jun 2026: mended 15 Jun 2026, we reacted",
        "loud fan, reported 15 Jun 2026: not mended yet",
        'line 3, overtime: vl realise "Northgate Bottling" 3 …',
        "Need 2, spare parts: chance 49%, €11,500 a year, the maintenance engineer, our guess: they have not said it",
        "Need 4, noise: chance 60%, no money yet",
        "€67,500 by the deal's own rule (fraction, 25%), of what is realised instead of what was agreed;",
        "they pay €52,000 now. It may rise once line 3 is measured.",
        "[1] Measured by the plant manager, 15 Jun 2026 (source not recorded): hours saved 3.5 hour/week, machines 3.",
    ):
        assert each in shown
    assert widest(renewal(RENEWAL)) <= 80


def done(what: Any) -> Any:
    """An act at Mega, which stands as it may."""
    nothing: Any = None
    return Done(what, "Mega", nothing, nothing, nothing)


def test_a_price_by_outcome_is_a_forecast_in_both_chairs() -> None:
    depends = replace(RENEWAL, price_depends=True)
    for customer in (False, True):
        shown = squeezed(renewal(depends, customer=customer)).replace("\n", " ")
        assert "The price, reckoned as if what was measured holds on for 3 years, is €52,000.00;" in shown


def test_a_credit_says_what_is_short_and_how_much_of_it_is_given_back() -> None:
    at = InvoiceAdded(
        replace(INVOICE, amount=euros("-30000")),
        replace(OUTCOME, guarantee=euros("200000"), price=NOTHING, part=euros("-30000"), back=euros("30000")),
    )
    shown = squeezed(said.added(done(at)))
    short = "that is €50,000.00 short of the €200,000.00 guaranteed: we give back"
    assert f"{short} €30,000.00, all of the price and no more;" in shown
    assert at.reckoned is not None
    whole = replace(at, reckoned=replace(at.reckoned, back=euros("50000")))
    assert f"{short} €50,000.00; they owe" in squeezed(said.added(done(whole)))


TERMS = OutcomeTerms(
    euros("12000"), D("0.2"), euros("60000"), NOTHING, euros("40000"), euros("100000"), euros("150000"),
    euros("30000"), euros("120000"), 3,
)  # fmt: skip


def words(terms: OutcomeTerms, *, yours: bool) -> str:
    return "".join(each if isinstance(each, str) else each.text for each in price_terms(terms, yours=yours))


def test_a_price_by_outcome_is_said_by_its_terms() -> None:
    assert words(TERMS, yours=True) == (
        "The price follows from what is realised. You pay €12,000.00 first, and then 20% of what is realised above "
        "€60,000.00 (at most €40,000.00). If less than €100,000.00 is realised, you get back what is short of it, up "
        "to all of the price. These are present values over 3 years, benefits less costs. On what you agreed to, "
        "€150,000, that comes to €30,000.00, and you keep €120,000."
    )
    bare = replace(TERMS, base=NOTHING, least=euros("5"), most=None, guarantee=None, agreed=NOTHING)
    assert words(bare, yours=False) == (
        "The price follows from what is realised. They pay 20% of what is realised above €60,000.00 (at least €5.00). "
        "These are present values over 3 years, benefits less costs."
    )


def test_the_terms_and_the_price_at_the_win_are_two_things() -> None:
    made = Scheduled(
        1, euros("12000"), euros("12000"), (INVOICE,), True, euros("12500"), None, None, D("0.1"), TERMS
    )  # fmt: skip

    def shown(made: Scheduled) -> str:
        return squeezed(said.scheduled(done(made))).replace("\n", " ")

    on = "on what they accepted, €150,000,"
    assert f"By its terms the price comes to €30,000.00 {on} if that is realised; it was won at €12,500" in shown(made)
    same = replace(made, agreed=TERMS.price)
    assert f"It was won at €30,000.00: {on} that is what its terms come to." in shown(same)
    none = replace(made, terms=replace(TERMS, agreed=NOTHING))
    assert "It was won at €12,500.00. " in shown(none)
    assert "It was won at" not in shown(replace(none, agreed=made.price))


def test_their_renewal_page_speaks_to_them() -> None:
    planned = DefectMet("wet sensor", DAY, None, None, date(2026, 12, 9))
    theirs = replace(RENEWAL, needs=RENEWAL.needs[1:], defects=(*RENEWAL.defects, planned), renew_at=None)
    shown = squeezed(renewal(theirs, customer=True))
    for each in (
        "Since 5 May 2026, when you agreed to it: 1 of 2 lines measured.",
        "You have paid €20,000.00 of €52,000.00 invoiced; €32,000.00 is open. The price is €52,000.00; of what",
        "is realised so far you keep €218,000 (present value).",
        "late panel, reported 15 Jun 2026: mended 15 Jun 2026\n",
        "[1] Measured by the plant manager, 15 Jun 2026: hours saved",
        "loud fan, reported 15 Jun 2026: not mended yet\n",
        "wet sensor, reported 15 Jun 2026: not mended yet, planned for 9 Dec 2026\n",
        "What you told us that nothing of this meets",
    ):
        assert each in shown
    for each in ("vl ", "chance", "responded", "reacted", "rule", "source not recorded", "a visit"):
        assert each not in shown
    bare = replace(theirs, needs=(), defects=(), promises=(), invoiced=NOTHING, paid=NOTHING, open=NOTHING)
    shown = squeezed(renewal(bare, customer=True))
    assert "What is kept\nThe price is €52,000.00; of what is realised so far you keep" in shown
    assert "Promises" not in shown


def test_a_renewal_page_of_little_says_what_to_type() -> None:
    empty = replace(
        RENEWAL,
        lines=(),
        sums=None,
        keeps=None,
        promises=(),
        defects=(),
        needs=(),
        renew_at=None,
        renew_why="nothing is measured yet",
        invoiced=NOTHING,
        paid=NOTHING,
        open=NOTHING,
        price_depends=True,
    )
    shown = squeezed(renewal(empty))
    for each in (
        "it has no value line with a figure",
        'Nothing is invoiced yet: vl invoice schedule "Northgate Bottling". The price, until something is measured, is',
        "None is recorded: vl promise add",
        "No open need is known",
        "None by the deal's rule: nothing is measured yet.",
    ):
        assert each in shown


def test_other_sides_of_a_renewal() -> None:
    cost = replace(LINE, effect=Effect.COST, once=True, inputs=(), given=True, touch=41, by=None, agreed=False)
    lines = (cost, replace(UNMEASURED, agreed=False), replace(UNMEASURED, number=5, agreed=False))
    page = replace(RENEWAL, lines=lines, rule=Rule.BARGAIN, renew_at=euros("52000"), invoiced=euros("-5"))
    shown = squeezed(renewal(page))
    assert "yield (cost) €126,720 once €110,000 once[1]" in shown
    assert "Invoiced −€5.00, paid €20,000.00, credits deducted." in shown
    assert "[1] Measured, 15 Jun 2026 (touch #41): the amount itself." in shown
    assert "(bargain), of what is realised instead of what was agreed; as much as they pay now." in shown
    assert "It may rise once lines 3 and 5 are measured." in shown
    assert "€126,720 a year, not agreed" in shown
    assert "€126,720 a year, to be agreed" in squeezed(renewal(page, customer=True))
    plain = replace(cost, given=False)
    done = replace(RENEWAL, lines=(plain,), open=NOTHING, paid=euros("52000"), keeps=euros("-1"))
    shown = squeezed(renewal(done))
    assert "has paid €52,000.00 of €52,000.00 invoiced. The price" in shown
    assert "[1] Measured, 15 Jun 2026 (touch #41)." in shown
    assert "What is not measured" not in shown


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    seller = at_mega(tmp_path)
    seller.line("stops", "stops * 1k")
    seller.inputs(stops="40", by="production")
    seller.line("scrap", "stops * 10")
    return seller


def test_what_acts_answer(seller: Seller) -> None:
    seller.keys(rule="outcome", base="10k", fraction="20%", instalments="7")
    seller.win("20k")
    at, on = (seller.store, seller.occasion()), "mega"
    shown = squeezed(said.scheduled(schedule.schedule(*at, on)))
    assert "Deal 1 with Mega: 7 invoices, together its base of €10,000.00." in shown
    assert "the first due 15 Jul 2026, the last 15 Jan 2027." in shown
    assert "It was won at €20,000.00" in shown
    done = realised.realise(*at, on, "stops", MeasuredTyped({"stops": "30"}))
    shown = squeezed(measured(done))
    assert "Line 1, stops: €30,000 a year, promised €40,000: 25% short, since stops is 30 and not 40." in shown
    assert "Measured (source not recorded). That costs 2 of patience and goodwill." in shown
    assert "so an outcome part of €14,921.11 is due" in shown
    assert 'Not measured yet: line 2 (vl realise "Mega" 2 …).' in shown
    both = realised.realise(*at, on, "scrap", MeasuredTyped({"stops": "50"}, person="plant"))
    shown = squeezed(measured(both))
    assert "Measured by the plant manager (source not recorded). That earns" in shown
    assert "What was measured counts there too: line 1, stops: €50,000." in shown
    assert "All lines are measured: vl renewal" in shown
    again = squeezed(measured(realised.realise(*at, on, "scrap", MeasuredTyped({"stops": "50"}))))
    assert "it was measured before at €500." in again
    assert "patience and goodwill" not in again
    shown = squeezed(said.added(invoice.add(*at, on, InvoiceTyped(outcome=True))))
    assert "Invoice 8 for Mega: €25,117.21, outcome part, due 15 Jul 2026." in shown
    assert "20% of what is above €0.00 on top of €10,000.00; they owe €35,117.21 in all; €10,000.00 of it as" in shown
    assert "vl invoice pay 8 records its payment" in shown
    realised.realise(*at, on, "stops", MeasuredTyped({"stops": "0"}))
    less = squeezed(said.added(invoice.add(*at, on, InvoiceTyped(outcome=True))))
    assert "Credit 9 for Mega: €25,117.21, outcome part, less than invoiced before" in less
    assert "€25,117.21 by outcome before" in less
    assert "vl invoice pay 9 records that it was paid back" in less


def test_payments_and_cancellations_in_words(seller: Seller) -> None:
    seller.win("20k")
    at, on = (seller.store, seller.occasion()), "mega"
    shown = squeezed(said.scheduled(schedule.schedule(*at, on)))
    assert "Deal 1 with Mega: 1 invoice for its price of €20,000.00." in shown
    assert "Invoice 1: €20,000.00; due 15 Jul 2026." in shown
    some = squeezed(said.paid(invoice.pay(*at, 1, "5k")))
    assert "€5,000.00 paid on invoice 1, price, by Mega on 15 Jun 2026; €15,000.00 of it still open." in some
    assert "Open at Mega: €15,000.00, none of it overdue." in some
    invoice.add(*at, on, InvoiceTyped("100", "late fee"))
    seller.edit("invoice:2", due="2026-06-01")
    assert "€100.00 of it overdue" in squeezed(said.paid(invoice.pay(*at, 1, "5k")))
    assert "Invoice 2, late fee, €100.00 for Mega, is cancelled: waived." in squeezed(
        said.cancelled(invoice.cancel(*at, 2, "waived"))
    )
    credit = squeezed(said.added(invoice.add(*at, on, InvoiceTyped("15k", "half back", number="CR-1", credit=True))))
    assert "Credit 3 (CR-1) for Mega: €15,000.00, half back" in credit
    assert "All in all we owe Mega €15,000.00 now." in squeezed(said.paid(invoice.pay(*at, 1)))
    back = squeezed(said.paid(invoice.pay(*at, 3)))
    assert "€15,000.00 paid back on credit 3, half back, to Mega on 15 Jun 2026; nothing of it is open now." in back
    assert "Mega owes nothing now: €5,000.00 of €5,000.00 is paid." in back
    invoice.add(*at, on, InvoiceTyped("7", "x", credit=True))
    assert "Credit 4, x, €7.00" in squeezed(said.cancelled(invoice.cancel(*at, 4, "no")))


def test_schedules_in_words(seller: Seller) -> None:
    seller.keys(per_year="yes")
    seller.win("20k")
    at = (seller.store, seller.occasion(), "mega")
    shown = squeezed(said.scheduled(schedule.schedule(*at)))
    assert "3 invoices for its price of €20,000.00, paid each year: €24,126.90 in all." in shown
    assert "Invoices 1 to 3: €8,042.30 each; the first due 15 Jun 2027, the last 15 Jun 2029." in shown
    assert "Reckoned as paid at the end of each year, their present value at 10% is the price" in shown


def test_a_long_schedule_says_how_many_are_a_coin_more(seller: Seller) -> None:
    seller.keys(instalments="7")
    seller.win("20k")
    shown = squeezed(said.scheduled(schedule.schedule(seller.store, seller.occasion(), "mega")))
    assert "Invoices 1 to 7: 2 of €2,857.15 and 5 of €2,857.14" in shown


def test_a_guarantee_in_words(seller: Seller) -> None:
    seller.keys(guarantee="200k", instalments="3")
    seller.win("20k")
    at = (seller.store, seller.occasion(), "mega")
    assert "€6,666.67, €6,666.67 and €6,666.66" in squeezed(said.scheduled(schedule.schedule(*at)))
    for line in ("stops", "scrap"):
        realised.realise(*at, line, MeasuredTyped({"stops": "70"}))
    shown = squeezed(said.added(invoice.add(*at, InvoiceTyped(outcome=True))))
    assert "€20,000.00 of it as the price" in shown
    assert "holds on for 3 years); that is €24,179.56 short of the €200,000.00 guaranteed: we give back" in shown
    assert "€20,000.00, all of the price and no more; they owe €0.00 in all" in shown


def test_the_record_stands_beside_new_estimates(seller: Seller) -> None:
    seller.win("20k")
    realised.realise(seller.store, seller.occasion(), "mega", "stops", MeasuredTyped({}, "20k"))
    told = "Savings came to 50% of the estimate on 1 line measured so far: reckon with 84%."
    for shown in (
        squeezed(answers.guessed(seller.guess("heat", "5k"))),
        squeezed(answers.line_added(seller.line("heat of all", "6k"))),
        squeezed(answers.line_added(seller.line("more", "a * b"))),
    ):
        assert told in shown
    assert "came to" not in squeezed(answers.guessed(seller.guess("noise")))
