"""Invoices: made from a deal's terms, added, paid in parts, cancelled; and what follows from realised value."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts
from valueloop.domain.invoice import InvoiceState
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.invoice import InvoiceAdded, InvoicePaid, InvoiceView, Scheduled
from valueloop.domain.value.flow import Timing
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.store.session import Store
from valueloop.usecases import invoice, realised, receivables, schedule
from valueloop.usecases.invoice import InvoiceTyped
from valueloop.usecases.realised import MeasuredTyped

D = Decimal


def won(seller: Seller, price: str = "90k", **terms: str) -> Seller:
    """Two lines accepted by the production manager, 200k and 40k a year, and the deal won on these terms."""
    seller.line("stops", "stops * price")
    seller.inputs(stops="100/year", price="€2k", by="production")
    seller.line("energy", "40k")
    seller.accept("stops")
    seller.accept("energy")
    if terms:
        seller.keys(**terms)
    seller.win(price)
    return seller


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path)


def scheduled(seller: Seller, first: date | None = None, every: str | None = None) -> Scheduled:
    return schedule.schedule(seller.store, seller.occasion(), seller.at, first, every).what


def add(seller: Seller, amount: str | None = None, text: str | None = None, **typed: object) -> InvoiceAdded:
    said = InvoiceTyped(amount, text, **typed)  # type: ignore[arg-type]
    return invoice.add(seller.store, seller.occasion(), seller.at, said).what


def pay(seller: Seller, number: int, amount: str | None = None, day: date | None = None, note: str = "") -> InvoicePaid:
    return invoice.pay(seller.store, seller.occasion(), number, amount, day, note).what


def measure(seller: Seller, line: str, amount: str) -> None:
    realised.realise(seller.store, seller.occasion(), seller.at, line, MeasuredTyped({}, amount))


def all_of(seller: Seller) -> list[InvoiceView]:
    return list(receivables.list_invoices(seller.store, seller.today, seller.at, everything=True).invoices)


def euros(text: str) -> Money:
    return Money(D(text), "EUR")


def test_a_price_is_one_invoice_due_by_the_terms(seller: Seller) -> None:
    won(seller)
    made = scheduled(seller)
    (one,) = made.invoices
    assert facts(made.deal, made.price, made.whole, made.outcome, made.years) == (
        1,
        euros("90000.00"),
        euros("90000.00"),
        False,
        None,
    )
    assert facts(one.text, one.issued, one.due, one.state) == ("price", DAY, date(2026, 7, 15), InvoiceState.OPEN)
    assert "90000" in dump(seller.store.path)["invoice"][0]


def test_instalments_add_up_and_are_due_as_far_apart_as_asked(seller: Seller) -> None:
    seller.offer(product="panel kit", price="100k")
    seller.respond(1, Verdict.ACCEPTED)
    won(seller, "100k", instalments="3")
    made = scheduled(seller, date(2026, 8, 31), "1m")
    assert [each.amount.amount for each in made.invoices] == [D("33333.34"), D("33333.33"), D("33333.33")]
    assert [str(each.due) for each in made.invoices] == ["2026-08-31", "2026-09-30", "2026-10-31"]
    assert [str(each.issued) for each in made.invoices] == ["2026-08-01", "2026-08-31", "2026-10-01"]
    assert made.invoices[1].text == "Panel kit, instalment 2 of 3"
    assert made.whole == euros("100000.00")


def test_the_days_to_pay_are_set(seller: Seller) -> None:
    won(seller)
    seller.setting("terms", "14")
    assert scheduled(seller).invoices[0].due == DAY + timedelta(days=14)


def test_a_price_per_year_is_invoiced_once_a_year_over_the_horizon(seller: Seller) -> None:
    won(seller, per_year="yes")
    with pytest.raises(Invalid) as wrong:
        scheduled(seller, every="3m")
    assert "once a year" in str(wrong.value)
    made = scheduled(seller)
    assert [each.amount.amount for each in made.invoices] == [D("36190.33")] * 3
    assert [str(each.due) for each in made.invoices] == ["2027-06-15", "2028-06-15", "2029-06-15"]
    assert facts(made.years, made.timing, made.whole) == (3, Timing.END, euros("108570.99"))
    assert made.invoices[2].text == "price, year 3 of 3"


def test_by_outcome_the_base_is_invoiced_now(seller: Seller) -> None:
    won(seller, rule="outcome", base="10k")
    made = scheduled(seller)
    assert facts(made.outcome, made.price, made.agreed) == (True, euros("10000.00"), euros("90000"))
    assert [each.text for each in made.invoices] == ["base"]


def test_where_nothing_is_due_yet_there_is_no_schedule(seller: Seller) -> None:
    with pytest.raises(Refused) as none:
        scheduled(seller)
    assert str(none.value) == "no deal is won at Mega yet: the next offer opens one"
    won(seller, rule="outcome")
    with pytest.raises(Refused) as later:
        scheduled(seller)
    assert 'vl invoice add "Mega" --outcome' in str(later.value)


def test_a_deal_won_at_nothing_has_nothing_to_invoice(seller: Seller) -> None:
    won(seller, "0")
    with pytest.raises(Refused) as wrong:
        scheduled(seller)
    assert "won at no price" in str(wrong.value)


def test_a_deal_has_one_schedule_until_it_is_cancelled(seller: Seller) -> None:
    won(seller, instalments="2")
    scheduled(seller)
    with pytest.raises(Conflict) as wrong:
        scheduled(seller)
    assert "has invoices 1, 2 already: take them back first, with vl undo or vl invoice cancel 1" in str(wrong.value)
    for number in (1, 2):
        invoice.cancel(seller.store, seller.occasion(), number, "wrong address")
    assert [each.number for each in scheduled(seller).invoices] == [3, 4]


def test_a_schedule_is_undone_whole(seller: Seller) -> None:
    won(seller, instalments="4")
    before = dump(seller.store.path)
    scheduled(seller)
    seller.undo()
    assert dump(seller.store.path) == before


def test_the_deal_won_last_is_the_one_that_is_invoiced(seller: Seller) -> None:
    won(seller)
    later = seller.on(DAY + timedelta(days=30))
    later.line("more", "10k")
    later.win("7k")
    assert scheduled(later).deal == 2


def test_an_invoice_is_added_in_whole_coins(seller: Seller) -> None:
    won(seller)
    made = add(seller, "€333.3355", " travel ", number=" RE-17 ", due=date(2026, 6, 20)).invoice
    assert facts(made.amount, made.text, made.reference) == (euros("333.34"), "travel", "RE-17")
    assert facts(made.issued, made.due, made.outcome) == (DAY, date(2026, 6, 20), False)
    credit = add(seller, "100", "parts came back", credit=True).invoice
    assert facts(credit.amount, credit.due) == (euros("-100.00"), date(2026, 7, 15))


@pytest.mark.parametrize(
    ("amount", "text", "said"),
    [
        ("0.001", "travel", "it comes to nothing"),
        ("-5", "travel", "below nought"),
        ("5", " ", "it says nothing"),
        ("5", None, "it says nothing"),
        (None, "travel", "it is not a number"),
        ("2k..3k", "travel", "not a range"),
    ],
)
def test_what_is_no_invoice_is_refused(seller: Seller, amount: str | None, text: str | None, said: str) -> None:
    won(seller)
    with pytest.raises(Invalid) as wrong:
        add(seller, amount, text)
    assert said in str(wrong.value)


def test_an_invoice_is_in_the_accounts_currency_and_of_a_won_deal(seller: Seller) -> None:
    with pytest.raises(Refused):
        add(seller, "5", "travel")
    won(seller)
    with pytest.raises(Conflict):
        add(seller, "$5", "travel")


def test_part_payments_add_up(seller: Seller) -> None:
    won(seller)
    scheduled(seller)
    before = dump(seller.store.path)
    with pytest.raises(
        Invalid, match='issued on 2026-06-15 only; correct that first: vl edit "Mega" invoice:1 issued='
    ):
        pay(seller, 1, "50k", DAY - timedelta(days=3))
    assert dump(seller.store.path) == before
    seller.edit("invoice:1", issued="2026-06-12")
    first = pay(seller, 1, "50k", DAY - timedelta(days=3), " by cheque ")
    assert facts(first.amount, first.day, first.invoice.open) == (
        euros("50000.00"),
        date(2026, 6, 12),
        euros("40000.00"),
    )
    assert first.invoice.payments[0].note == "by cheque"
    assert first.total.open == euros("40000.00")
    rest = pay(seller, 1)
    assert facts(rest.amount, rest.invoice.state, rest.total.paid) == (
        euros("40000.00"),
        InvoiceState.PAID,
        euros("90000.00"),
    )
    with pytest.raises(Conflict) as wrong:
        pay(seller, 1, "1")
    assert str(wrong.value) == "invoice 1 is paid already"


def test_no_more_is_paid_than_is_open_and_nothing_tomorrow(seller: Seller) -> None:
    won(seller)
    scheduled(seller)
    with pytest.raises(Conflict) as more:
        pay(seller, 1, "90000.01")
    assert "90000.01 is more than the 90,000.00 EUR that is open on invoice 1" in str(more.value)
    with pytest.raises(Invalid) as early:
        pay(seller, 1, day=DAY + timedelta(days=1))
    assert "still to come" in str(early.value)
    with pytest.raises(Conflict):
        pay(seller, 1, "$5")
    with pytest.raises(Unknown) as none:
        pay(seller, 7)
    assert (none.value.what, none.value.given) == ("invoice", "7")


def test_an_amount_in_a_currency_without_cents_is_told_without_them(tmp_path: Path) -> None:
    seller = Seller(Store(tmp_path / "yen.db"), at="kaizen")
    seller.account("Kaizen", currency="JPY")
    seller.line("stops", "stops")
    seller.inputs(stops="JPY 500000/year")
    seller.win("100000")
    scheduled(seller)
    with pytest.raises(Conflict) as more:
        pay(seller, 1, "100001")
    assert "100001 is more than the 100,000 JPY" in str(more.value)


def test_a_credit_is_paid_back(seller: Seller) -> None:
    won(seller)
    add(seller, "100", "parts came back", credit=True)
    some = pay(seller, 1, "60")
    assert facts(some.amount, some.invoice.open) == (euros("-60.00"), euros("-40.00"))
    assert pay(seller, 1).invoice.state is InvoiceState.PAID


def test_an_invoice_is_cancelled_with_its_reason_unless_something_was_paid(seller: Seller) -> None:
    won(seller, instalments="2")
    scheduled(seller)
    done = invoice.cancel(seller.store, seller.occasion(), 2, "one is enough").what
    assert facts(done.reason, done.invoice.cancelled, done.invoice.text) == (
        "one is enough",
        DAY,
        "price, instalment 2 of 2",
    )
    assert all_of(seller)[1].text == "price, instalment 2 of 2 (cancelled: one is enough)"
    with pytest.raises(Conflict) as again:
        invoice.cancel(seller.store, seller.occasion(), 2, "again")
    assert "was cancelled on 2026-06-15 already" in str(again.value)
    with pytest.raises(Conflict) as owed:
        pay(seller, 2)
    assert "is cancelled: nothing is owed on it" in str(owed.value)
    with pytest.raises(Invalid):
        invoice.cancel(seller.store, seller.occasion(), 1, " ")
    pay(seller, 1, "5")
    with pytest.raises(Refused) as paid:
        invoice.cancel(seller.store, seller.occasion(), 1, "wrong")
    assert "--credit" in str(paid.value)


def test_an_outcome_part_is_reckoned_from_what_was_measured(seller: Seller) -> None:
    won(seller, rule="outcome", base="10k", fraction="20%", baseline="50k", most="60k")
    scheduled(seller)
    with pytest.raises(Refused) as unmeasured:
        add(seller, outcome=True)
    assert "nothing is measured at Mega yet" in str(unmeasured.value)
    measure(seller, "energy", "40k")
    made = add(seller, outcome=True)
    # 40k a year over three years at 10 % is 99,474.08; 20 % of what is above 50k
    assert facts(made.invoice.amount, made.invoice.text) == (euros("9894.82"), "outcome part")
    assert made.reckoned is not None
    assert facts(made.reckoned.price, made.reckoned.first) == (euros("19894.82"), euros("10000.00"))
    with pytest.raises(Refused) as enough:
        add(seller, outcome=True)
    assert str(enough.value) == "no more is due by what is realised at Mega so far"
    measure(seller, "stops", "200k")
    rest = add(seller, outcome=True)
    assert facts(rest.invoice.amount, rest.reckoned and rest.reckoned.before) == (euros("50105.18"), euros("9894.82"))
    assert sum(each.amount.amount for each in all_of(seller)) == 70_000
    measure(seller, "stops", "0")
    less = add(seller, outcome=True).invoice
    assert facts(less.amount, less.text) == (euros("-50105.18"), "outcome part, less than invoiced before")


def test_a_guarantee_is_judged_once_all_that_was_accepted_is_measured(seller: Seller) -> None:
    won(seller, price="90k", guarantee="500k")
    scheduled(seller)
    measure(seller, "stops", "160k")
    with pytest.raises(Refused) as waits:
        add(seller, outcome=True)
    assert "the guarantee waits for line 2, energy" in str(waits.value)
    measure(seller, "energy", "30k")
    made = add(seller, outcome=True).invoice
    # 190k a year comes to 472,501.88; 27,498.12 is short of the guarantee
    assert facts(made.amount, made.text, made.outcome) == (euros("-27498.12"), "guarantee not reached", True)
    measure(seller, "stops", "0")
    measure(seller, "energy", "0")
    assert add(seller, outcome=True).invoice.amount == euros("-62501.88")  # at most the price, in all
    measure(seller, "stops", "200k")
    measure(seller, "energy", "40k")
    assert add(seller, outcome=True).invoice.amount == euros("90000.00")


def test_a_guarantee_on_lines_that_nobody_accepted_waits_for_all_benefits(seller: Seller) -> None:
    seller.line("one", "10k")
    seller.line("two", "20k")
    seller.keys(guarantee="1M")
    seller.win("5k")
    measure(seller, "one", "10k")
    with pytest.raises(Refused) as waits:
        add(seller, outcome=True)
    assert "waits for line 2, two" in str(waits.value)


def test_a_fixed_price_has_no_outcome_part(seller: Seller) -> None:
    won(seller)
    measure(seller, "stops", "0")
    with pytest.raises(Refused) as wrong:
        add(seller, outcome=True)
    assert str(wrong.value) == "the price agreed with Mega is fixed: no part of it depends on what is realised"


def test_an_invoice_to_be_issued_later_may_be_paid_before(seller: Seller) -> None:
    won(seller, instalments="3")
    scheduled(seller, date(2026, 9, 1))
    assert pay(seller, 3).invoice.state is InvoiceState.PAID


def test_a_due_day_that_is_past_is_refused(seller: Seller) -> None:
    won(seller)
    before = dump(seller.store.path)
    with pytest.raises(Invalid, match=r"it is past; add it without --due, then correct the date: vl edit \"Mega\""):
        add(seller, "5k", "travel", due=DAY - timedelta(days=1))
    assert dump(seller.store.path) == before
    assert add(seller, "5k", "travel", due=DAY).invoice.due == DAY


def test_the_same_invoice_twice_is_refused(seller: Seller) -> None:
    won(seller)
    add(seller, "5k", "travel", number="RE-1")
    for number in ("", "RE-1"):
        with pytest.raises(Conflict, match="invoice 1, travel, is of the same amount already"):
            add(seller, "5k", " Travel ", number=number)
    for amount, text, number, credit in (
        ("5k", "travel", "RE-2", False),
        ("5001", "travel", "", False),
        ("5k", "travel in July", "", False),
        ("5k", "travel", "", True),
    ):
        add(seller, amount, text, number=number, credit=credit)
    invoice.cancel(seller.store, seller.occasion(), 3, "a slip")
    assert add(seller, "5001", "travel").invoice.number == 6


def test_a_schedule_says_what_the_terms_come_to_on_what_was_accepted(seller: Seller) -> None:
    won(seller, "12k", rule="outcome", base="10k", fraction="20%", baseline="50k", most="60k")
    made = scheduled(seller)
    assert made.terms is not None
    # 240k a year over three years at 10 % is 596,844.48: 20 % of what is above 50k is more than the most
    assert facts(made.agreed, made.terms.price, made.terms.agreed) == (
        euros("12000"),
        euros("70000.00"),
        Money(made.terms.agreed.amount, "EUR"),
    )
    assert round(made.terms.agreed.amount, 2) == D("596844.48")
