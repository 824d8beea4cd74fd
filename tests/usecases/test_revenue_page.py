"""Revenue: what each won deal brought, and the three tests by what was recorded of it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts, newcomer
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.revenue import RevenueDeal, RevenuePage
from valueloop.domain.promise import Stage
from valueloop.domain.revenue import Holds, Profit, Reference, Repeat
from valueloop.domain.touch import Kind
from valueloop.store.columns import Row
from valueloop.store.customer import Referral
from valueloop.store.delivery import Delivery, Deployment
from valueloop.store.invoice import Invoice, Payment, Realised
from valueloop.store.promise import Defect, DefectStep
from valueloop.usecases.realised import MeasuredTyped, realise
from valueloop.usecases.revenue import revenues


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def add(seller: Seller, row: Row) -> int:
    return seller.store.write(seller.occasion(), lambda unit: unit.add(row))


def deals(seller: Seller) -> dict[str, RevenueDeal]:
    return {each.account: each for each in revenues(seller.store).deals}


def mega(seller: Seller) -> RevenueDeal:
    return deals(seller)["Mega"]


def won(seller: Seller) -> None:
    """A deal won at 40k by the panel kit, which costs 9k; agreed at 20k a year."""
    seller.guess("fewer stops", "20k")
    seller.accept("1")
    seller.offer("1", price="40k")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win(None)


def elsewhere(seller: Seller, name: str, price: str = "30k", product: str = "kit") -> Seller:
    seller.account(name, currency="EUR")
    there = seller.elsewhere(name)
    there.guess("fewer stops", "20k")
    number = there.offer("1", price=price, product=product).what.number
    there.respond(number, Verdict.ACCEPTED)
    there.win(None)
    return there


def test_a_store_without_a_won_deal_has_no_revenue(tmp_path: Path) -> None:
    assert revenues(newcomer(tmp_path).store) == RevenuePage((), ())
    seller = at_mega(tmp_path)
    seller.guess("stops", "20k")
    seller.lose()
    assert revenues(seller.store) == RevenuePage((), ())


def test_a_won_deal_says_what_they_get_and_what_we_get(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    found = mega(seller)
    assert facts(found.closed, found.products, found.accepted) == (DAY, ("Panel kit",), euros("20000.00"))
    assert facts(found.price, found.invoiced, found.paid, found.left) == (
        euros(40_000), euros(0), euros(0), euros(31_000)
    )  # fmt: skip
    assert facts(found.reference, found.referenceable) == (Reference(0, 0, 0, 0), Holds.UNKNOWN)
    assert facts(found.repeat, found.scalable) == (Repeat(1, None, 0), Holds.NO)
    assert found.profit == Profit(Decimal(40_000), Decimal(9_000), Decimal(0), Decimal(60), 0, 0)
    assert found.profitable is Holds.YES


def test_only_invoices_that_stand_and_their_payments_count(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    first, credit, gone = (
        add(seller, Invoice(account_id=1, deal_id=1, text=text, amount=Decimal(amount), due=DAY, cancelled=cancelled))
        for text, amount, cancelled in (("half", 20_000, None), ("credit", -500, None), ("wrong", 7, DAY))
    )
    for invoice, amount in ((first, 12_000), (first, 8_000), (gone, 7)):
        add(seller, Payment(invoice_id=invoice, amount=Decimal(amount), day=DAY))
    assert credit
    assert facts(mega(seller).invoiced, mega(seller).paid) == (euros(19_500), euros(20_000))
    [total] = revenues(seller.store).sums
    assert facts(total.invoiced, total.paid, total.accepted) == (euros(19_500), euros(20_000), euros("20000.00"))


def test_a_customer_who_named_another_is_a_reference_until_a_defect_is_open(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    add(seller, Referral(account_id=1, name="Giga", day=DAY))
    assert mega(seller).referenceable is Holds.YES
    defect = add(seller, Defect(account_id=1, text="late", day=DAY))
    assert facts(mega(seller).referenceable, mega(seller).reference.defects) == (Holds.NO, 1)
    add(seller, DefectStep(defect_id=defect, stage=Stage.MENDED.value, day=DAY))
    assert mega(seller).referenceable is Holds.YES


@pytest.mark.parametrize(("amount", "holds"), [("18000", Holds.YES), ("17999", Holds.NO)])
def test_a_measured_line_makes_a_reference_within_a_tenth(tmp_path: Path, amount: str, holds: Holds) -> None:
    seller = at_mega(tmp_path, won)
    add(seller, Realised(account_id=1, deal_id=1, line_id=1, amount=Decimal(amount), day=DAY))
    assert facts(mega(seller).reference.measured, mega(seller).referenceable) == (1, holds)


def delivered(seller: Seller) -> None:
    add(seller, Delivery(account_id=1, deal_id=1, text="all", delivered=DAY, day=DAY))


def half(seller: Seller) -> None:
    delivered(seller)
    add(seller, Delivery(account_id=1, deal_id=1, text="the rest", day=DAY))


def running(seller: Seller) -> None:
    add(seller, Deployment(account_id=1, deal_id=1, text="kit", since=DAY))


def running_elsewhere(seller: Seller) -> None:
    add(seller, Deployment(account_id=1, text="kit", since=DAY))


@pytest.mark.parametrize(
    ("done", "known", "holds"),
    [
        (delivered, True, Holds.YES),
        (half, False, Holds.NO),
        (running, True, Holds.YES),
        (running_elsewhere, None, Holds.UNKNOWN),
    ],
)
def test_what_was_won_at_two_accounts_is_scalable_once_it_is_delivered(
    tmp_path: Path, done: Callable[[Seller], None], known: bool | None, holds: Holds
) -> None:
    seller = at_mega(tmp_path, won)
    elsewhere(seller, "Weir")
    done(seller)
    assert facts(mega(seller).repeat, mega(seller).scalable) == (Repeat(2, known, 0), holds)


def test_a_defect_of_the_deal_keeps_it_from_scaling_and_one_of_no_deal_does_not(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    elsewhere(seller, "Weir")
    delivered(seller)
    add(seller, Defect(account_id=1, text="a rude call", day=DAY))
    assert mega(seller).scalable is Holds.YES
    add(seller, Defect(account_id=1, deal_id=1, text="late", day=DAY))
    assert facts(mega(seller).scalable, mega(seller).reference.defects) == (Holds.NO, 2)


def test_the_rarest_product_of_a_deal_counts_and_one_account_counts_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    seller.product("Pipe")
    weir = elsewhere(seller, "Weir")
    weir.guess("more", "20k")
    for product in ("kit", "pipe", "pipe"):
        number = weir.offer("2", price="9k", product=product).what.number
        weir.respond(number, Verdict.ACCEPTED)
    weir.win("18k")
    last = revenues(seller.store).deals[0]
    assert facts(last.account, last.products, last.repeat.accounts) == ("Weir", ("Panel kit", "Pipe"), 1)
    assert mega(seller).repeat.accounts == 2
    assert facts(last.profit.cost, last.left, last.profitable) == (None, None, Holds.UNKNOWN)


def test_a_price_without_an_accepted_offer_is_of_an_unknown_product(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "20k")
    seller.win("5k")
    found = mega(seller)
    assert facts(found.products, found.repeat.accounts, found.scalable) == ((), None, Holds.UNKNOWN)
    assert facts(found.left, found.profitable) == (None, Holds.UNKNOWN)


def test_a_cost_in_another_currency_is_not_known(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.product("Imported", cost="$5k")
    seller.guess("stops", "20k")
    seller.offer("1", price="9k", product="imported")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win(None)
    assert mega(seller).left is None


def test_our_hours_since_the_deal_was_opened_cost_until_the_next_opens(tmp_path: Path) -> None:
    """Before it 3 hours; then 2, an email without hours, a note without (nothing) and one of half an hour; later 5."""
    seller = at_mega(tmp_path)
    seller.log(hours=Decimal(3))
    second, third = (seller.on(DAY + timedelta(days=each)) for each in (1, 2))
    won(second)
    second.log(hours=Decimal(2))
    second.log(kind=Kind.EMAIL, inbound=True)
    second.log(kind=Kind.NOTE)
    second.log(kind=Kind.NOTE, hours=Decimal("0.5"))
    third.guess("quicker starts", "9k")
    third.log(hours=Decimal(5))
    found = mega(seller)
    assert facts(found.profit.hours, found.profit.touches, found.profit.untimed) == (Decimal("2.5"), 3, 1)
    assert found.left == euros(31_000 - 150)
    third.win("1k")
    assert revenues(seller.store).deals[0].profit.hours == 5


def test_the_setting_hour_says_what_an_hour_costs(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    seller.setting("hour", "4000")
    seller.log(hours=Decimal(8))
    assert facts(mega(seller).left, mega(seller).profitable) == (euros(-1_000), Holds.NO)


def test_the_latest_comes_first_and_currencies_stand_apart(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    elsewhere(seller.on(DAY + timedelta(days=1)), "Weir")
    seller.account("Yonder", currency="USD")
    there = seller.elsewhere("yonder")
    there.guess("stops", "20k")
    there.win("7k")
    found = revenues(seller.store)
    assert [each.account for each in found.deals] == ["Weir", "Yonder", "Mega"]
    euro, dollar = found.sums
    assert facts(euro.currency, euro.deals, euro.price, euro.profitable) == ("EUR", 2, euros(70_000), euros(70_000))
    assert facts(euro.referenceable, euro.scalable, euro.all_three) == (euros(0),) * 3
    assert facts(dollar.currency, dollar.price.amount, dollar.profitable.amount) == ("USD", 7000, 0)


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, won)
    before = dump(seller.store.path)
    revenues(seller.store)
    assert dump(seller.store.path) == before


def test_what_was_measured_and_what_the_price_comes_to_count(tmp_path: Path) -> None:
    def story(seller: Seller) -> None:
        seller.setting("years", "1")
        seller.setting("discount_rate", "0%")
        seller.guess("fewer stops", "20k")
        seller.accept("1")
        seller.keys(rule="outcome", base="1k", fraction="50%")
        seller.offer("1", price="40k")
        seller.respond(1, Verdict.ACCEPTED)
        seller.win(None)

    seller = at_mega(tmp_path, story)
    found = mega(seller)
    # on 20,000 accepted: 1,000 and half of it; less the product's cost of 9,000
    assert facts(found.accepted, found.measured, found.price, found.left) == (
        euros("20000.00"),
        0,
        euros(40_000),
        euros("2000.00"),
    )
    realise(seller.store, seller.occasion(), "mega", "1", MeasuredTyped({}, "24k"))
    found = mega(seller)
    assert facts(found.accepted, found.measured, found.left) == (euros("24000.00"), 1, euros("4000.00"))
