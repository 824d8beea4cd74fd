"""What it is worth, and our share of it: the figures by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, facts
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.value.line import Effect, Status
from valueloop.usecases.worth import share, value


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def story(seller: Seller) -> None:
    """At no discount over 2 years: 10k a year at half risk, accepted; 3k..9k a year potential; 1k once a cost."""
    seller.setting("discount_rate", "0%")
    seller.setting("years", "2")
    seller.line("yield", "stops * 1k", Effect.EARN, of="production", risk="50%", ramp=["50%", "100%"])
    seller.inputs(stops="8/10/12")
    seller.line("energy", "kwh")
    seller.inputs(kwh="3k/6k/9k")
    seller.line("training", "1k", Effect.COST, once=True, risk="10%")
    seller.accept("1")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_an_account_without_a_deal_is_worth_nothing_yet(tmp_path: Path) -> None:
    page = value(at_mega(tmp_path).store, "mega")
    assert (page.deal, page.price, page.lines, page.inputs, page.years) == (None, None, (), (), 3)
    assert page.value.present_value == euros(0)
    sharing = share(at_mega(tmp_path).store, "mega")
    assert (sharing.floor, sharing.prices, sharing.rule.price, sharing.rule.part) == (None, (), euros("0.00"), None)


def test_each_line_is_worked_out(seller: Seller) -> None:
    page = value(seller.store, "mega")
    first, second, third = page.lines
    assert (first.amount, first.low, first.high) == (euros(10_000), euros(8_000), euros(12_000))
    assert facts(*first.flows) == (0, 2_500, 5_000)
    assert (first.total, first.present_value, first.status) == (euros(7_500), euros(7_500), Status.ACCEPTED)
    assert (first.inputs, first.words, first.formula) == (("stops",), "stops × 1k", "stops * 1k")
    assert facts(second.amount, second.flows, second.status) == (euros(6_000), (0, 6_000, 6_000), Status.POTENTIAL)
    assert facts(third.once, third.flows, third.effect) == (True, (1_100, 0, 0), Effect.COST)
    assert [facts(each.name, each.mean) for each in page.inputs] == [("stops", 10), ("kwh", 6_000)]


def test_accepted_and_potential_are_two_figures_and_costs_count_in_both(seller: Seller) -> None:
    page = value(seller.store, "mega")
    assert (page.accepted.per_year, page.accepted.present_value) == (euros(10_000), euros(7_500))
    assert (page.potential.per_year, page.potential.present_value) == (euros(6_000), euros(12_000))
    assert (page.costs.per_year, page.costs.present_value) == (euros(0), euros(1_100))
    assert page.value.present_value == euros(6_400)
    assert page.possible.present_value == euros(18_400)
    assert (page.accepted.low, page.accepted.high) == (euros(6_000), euros(9_000))


def test_one_may_look_at_it_otherwise_than_set(seller: Seller) -> None:
    page = value(seller.store, "mega", years=1, rate=Decimal("0.25"))
    assert (page.years, page.discount_rate) == (1, Decimal("0.25"))
    assert page.accepted.present_value == euros(2_000)
    assert value(seller.store, "mega").years == 2


def test_the_rule_prices_accepted_value_alone(seller: Seller) -> None:
    page = share(seller.store, "mega")
    assert (page.fraction, page.value.present_value, page.rule.price) == (Decimal("0.25"), euros(6_400), euros(1_600))
    assert (page.rule.what, page.rule.part, page.rule.keeps) == ("rule", Decimal("0.25"), euros(4_800))
    assert share(seller.store, "mega", Decimal("0.5")).rule.price == euros(3_200)
    seller.setting("share", "10%")
    assert share(seller.store, "mega").rule.price == euros(640)
    assert share(seller.store, "mega", years=1).years == 1


def test_an_offer_on_the_table_is_a_price_and_a_refused_one_is_not(seller: Seller) -> None:
    for price in ("2k", "16k", "4k"):
        seller.offer(price=price)
    seller.respond(1, Verdict.REJECTED)
    seller.respond(3, Verdict.ACCEPTED)
    page = share(seller.store, "mega")
    assert [(each.what, each.offer, each.price) for each in page.prices] == [
        ("open", 2, euros(16_000)), ("accepted", 3, euros(4_000))
    ]  # fmt: skip
    assert page.floor == euros(15_000)
    assert [each.margin for each in page.prices] == [euros(1_000), euros(-11_000)]
    assert [each.part for each in page.prices] == [Decimal("2.5"), Decimal("0.625")]
    assert [each.keeps for each in page.prices] == [euros(-9_600), euros(2_400)]


def test_their_own_price_stands_beside_ours(seller: Seller) -> None:
    seller.offer(price="4k")
    seller.respond(1, Verdict.COUNTERED, price="3k")
    assert [(each.what, each.offer, each.price) for each in share(seller.store, "mega").prices] == [
        ("countered", 1, euros(4_000)),
        ("their price", 1, euros(3_000)),
    ]


def test_once_won_the_price_agreed_is_the_only_one(seller: Seller) -> None:
    seller.offer(price="2k")
    seller.win("3200")
    page = share(seller.store, "mega")
    assert [(each.what, each.offer, each.price, each.part) for each in page.prices] == [
        ("agreed", None, euros(3_200), Decimal("0.5"))
    ]
    assert value(seller.store, "mega").price == euros(3_200)


def test_the_floor_is_of_the_product_last_offered_and_of_the_accounts_currency(seller: Seller) -> None:
    seller.offer()
    seller.product("Audit", floor="$9k")
    seller.offer(product="audit")
    page = share(seller.store, "mega")
    assert page.floor is None
    assert [each.margin for each in page.prices] == [None, None]


def test_value_below_nought_has_no_price(seller: Seller) -> None:
    seller.line("rebuilding", "100k", Effect.COST)
    page = share(seller.store, "mega")
    assert (page.rule.price, page.rule.part) == (euros(0), None)
