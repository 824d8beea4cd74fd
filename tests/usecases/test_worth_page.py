"""What it is worth, and our share of it: the figures by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, facts
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.value.alternative import Kind
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.line import Effect, Status
from valueloop.errors import Invalid, Unknown
from valueloop.usecases.worth import case_at, share, value, value_for_them


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
    assert (page.deal, page.price, page.lines, page.inputs, page.basis.years) == (None, None, (), (), 3)
    assert facts(page.accepted, page.npv, page.roi, page.irr, page.payback_years) == (
        euros(0),
        euros(0),
        None,
        "none",
        0,
    )
    assert (page.sums.value.present_value, page.price_by, page.next_best) == (
        euros(0),
        "no value is accepted yet",
        None,
    )
    sharing = share(at_mega(tmp_path).store, "mega")
    assert (sharing.walk_away, sharing.prices, sharing.instalments, sharing.missing) == (None, (), (), ())
    assert (sharing.rule.price, sharing.rule.part, sharing.rule.why) == (None, None, "no value is accepted yet")


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
    sums = page.sums
    assert (page.accepted, page.potential) == (euros(7_500), euros(12_000))
    assert (sums.accepted.per_year, sums.accepted.present_value) == (euros(10_000), euros(7_500))
    assert (sums.potential.per_year, sums.potential.present_value) == (euros(6_000), euros(12_000))
    assert (sums.costs.per_year, sums.costs.present_value) == (euros(0), euros(1_100))
    assert sums.value.present_value == euros(6_400)
    assert sums.possible.present_value == euros(18_400)
    assert (sums.accepted.low, sums.accepted.high) == (euros(6_000), euros(9_000))


def test_results_before_and_after_our_price_are_two_sets(seller: Seller) -> None:
    page = value(seller.store, "mega")
    assert (page.pv_benefits, page.pv_costs, page.npv) == (euros(19_500), euros(1_100), euros(18_400))
    assert page.value_per_year == euros(16_000)
    assert round(page.roi or 0, 6) == Decimal("16.727273")  # 18,400 / 1,100
    assert [
        facts(each.year, each.benefits, each.costs, each.net, each.cumulative, each.price) for each in page.flows
    ] == [
        (0, euros(0), euros(1_100), euros(-1_100), euros(-1_100), euros(1_600)),
        (1, euros(8_500), euros(0), euros(8_500), euros(7_400), euros(0)),
        (2, euros(11_000), euros(0), euros(11_000), euros(18_400), euros(0)),
    ]  # fmt: skip
    assert round(Decimal(page.payback_years), 6) == Decimal("0.129412")  # 1,100 / 8,500
    assert (page.price, page.price_a_year, page.price_by, page.our_share) == (
        euros(1_600), None, "fraction", Decimal("0.25")
    )  # fmt: skip
    assert (page.customer_keeps, page.customer_npv, page.customer_pv_costs) == (
        euros(4_800), euros(16_800), euros(2_700)
    )  # fmt: skip
    assert round(page.customer_roi or 0, 6) == Decimal("6.222222")  # 16,800 / 2,700
    assert round(Decimal(page.customer_payback_years or 0), 6) == Decimal("0.317647")  # 2,700 / 8,500


def test_what_it_hangs_on_is_told_the_largest_swing_first(seller: Seller) -> None:
    page = value(seller.store, "mega")
    assert [facts(each.input, each.npv_at_low, each.npv_at_high, each.swing) for each in page.tornado] == [
        ("kwh", euros(12_400), euros(24_400), euros(12_000)), ("stops", euros(16_900), euros(19_900), euros(3_000))
    ]  # fmt: skip
    kwh, stops = page.break_even
    assert facts(kwh.input, kwh.mean, kwh.value, kwh.after_price) == ("kwh", 6_000, -3_200, -2_400)
    assert round(stops.value or 0, 6) == Decimal("-14.533333")  # 750 a stop, and 10,900 without any
    assert page.next_question == "kwh"
    seller.inputs(kwh="3k/6k/9k", by="plant")
    assert value(seller.store, "mega").next_question == "stops"


def test_how_sure_it_is_is_simulated_with_a_seed(seller: Seller) -> None:
    page = value(seller.store, "mega")
    assert page.p10.amount < page.p50.amount < page.p90.amount
    assert abs(page.p50.amount - 18_400) < 200
    assert [each.what for each in page.ranges] == ["benefits", "npv", "customer keeps"]
    assert page.chance_of_gain == 1
    again, other = value(seller.store, "mega"), value(seller.store, "mega", draws=1_000, seed=7)
    assert (again.p10, again.basis.draws, again.basis.seed) == (page.p10, 20_000, 1)
    assert (other.basis.draws, other.basis.seed, other.npv) == (1_000, 7, page.npv)
    assert other.p10 != page.p10


def test_one_may_look_at_it_otherwise_than_set(seller: Seller) -> None:
    page = value(seller.store, "mega", {"years": "1", "discount_rate": "25%"})
    assert (page.basis.years, page.basis.discount_rate) == (1, Decimal("0.25"))
    assert page.accepted == euros(2_000)
    early = value(seller.store, "mega", {"years": "1", "discount_rate": "25%", "timing": "start"})
    assert (early.accepted, early.basis.timing) == (euros(2_500), Timing.START)
    assert value(seller.store, "mega").basis.years == 2


def test_what_one_looks_at_it_with_is_a_key_of_the_case(seller: Seller) -> None:
    for look in (value, share):
        with pytest.raises(Unknown) as wrong:
            look(seller.store, "mega", {"year": "1"})
        assert wrong.value.what == "key of a value case"
        assert "years" in wrong.value.near
        with pytest.raises(Invalid, match="timing 'late' cannot be used: it is none of its words; write end, mid"):
            look(seller.store, "mega", {"timing": "late"})
        with pytest.raises(Invalid, match="it is in USD, but the case is in EUR; convert it first"):
            look(seller.store, "mega", {"price": "$5k"})
        with pytest.raises(Invalid, match="most '1000' cannot be used: it is below the least, 2000"):
            look(seller.store, "mega", {"least": "2k", "most": "1k"})


def test_the_rule_prices_accepted_value_alone(seller: Seller) -> None:
    page = share(seller.store, "mega")
    assert (page.terms.fraction, page.value.present_value, page.rule.price) == (
        Decimal("0.25"), euros(6_400), euros(1_600)
    )  # fmt: skip
    assert (page.rule.what, page.rule.part, page.rule.keeps) == ("fraction", Decimal("0.25"), euros(4_800))
    assert (page.missing, page.possible.present_value) == (("energy",), euros(18_400))
    assert share(seller.store, "mega", {"fraction": "50%"}).rule.price == euros(3_200)
    seller.setting("share", "10%")
    assert share(seller.store, "mega").rule.price == euros(640)
    assert share(seller.store, "mega", {"years": "1"}).basis.years == 1


def test_every_rule_stands_beside_the_others(seller: Seller) -> None:
    seller.alternative("the incumbent", "3k", Kind.INCUMBENT, "500", energy="2k", service="-1k", training="?")
    page = share(seller.store, "mega", {"walk_away": "1k", "base": "200", "baseline": "2400", "most": "800"})
    told = {each.what: each for each in page.rules}
    assert {name: each.price for name, each in told.items()} == {
        "fraction": euros(1_600),  # 6,400 / 4
        "difference": euros(3_125),  # 3,000 + (3,500 − 3,000) / 4
        "bargain": euros(3_700),  # 1,000 + (6,400 − 1,000) / 2
        "outcome": euros(1_000),  # 200 + the most of 800, since 4,000 / 4 is more
        "parity": euros(3_000),
        "half the gains less double the losses": euros(1_000),  # 3,000 + 2,000 / 2 − 2 × (1,000 + 500)
    }
    assert (page.walk_away, page.next_best) == (euros(1_000), "the incumbent")
    bargain = told["bargain"]
    assert (bargain.margin, bargain.keeps, bargain.lost) == (euros(2_700), euros(2_700), euros(4_800))
    assert facts(told["difference"].of_difference, told["parity"].of_difference) == (Decimal("0.25"), 0)
    assert bargain.keeps_p10 is not None
    assert bargain.keeps_p50 is not None
    assert bargain.keeps_p90 is not None
    assert bargain.keeps_p10.amount < bargain.keeps_p50.amount < bargain.keeps_p90.amount
    assert bargain.chance_of_gain == 1  # at worst 4,900 are realised


def test_we_are_worth_as_much_as_our_differences_to_an_alternative(seller: Seller) -> None:
    seller.alternative("the incumbent", "3k", Kind.INCUMBENT, "500", energy="2k", service="-1k", training="?")
    page = value(seller.store, "mega")
    incumbent, nothing = page.worth
    assert (incumbent.name, incumbent.kind, incumbent.unknown) == ("the incumbent", Kind.INCUMBENT, ("training",))
    assert (incumbent.positive, incumbent.negative, incumbent.switching) == (euros(2_000), euros(1_000), euros(500))
    assert (incumbent.worth, incumbent.surplus) == (euros(3_500), euros(1_900))  # 3,500 − 6,400 / 4
    assert incumbent.differences == (("energy", euros(2_000)), ("service", euros(-1_000)), ("training", None))
    assert (nothing.name, nothing.kind, nothing.worth, page.next_best) == (
        "do nothing", None, euros(18_400), "the incumbent"
    )  # fmt: skip


def test_a_price_may_be_cut_into_instalments_that_add_up(seller: Seller) -> None:
    page = share(seller.store, "mega", {"price": "100", "instalments": "3"})
    assert page.instalments == (euros("33.34"), euros("33.33"), euros("33.33"))
    yearly = share(seller.store, "mega", {"price": "100", "instalments": "3", "per_year": "yes"})
    assert (yearly.instalments, yearly.rule.a_year) == ((), euros(50))


def test_a_price_that_is_asked_takes_the_rules_place(seller: Seller) -> None:
    seller.keys(price="€2k")
    page, found = share(seller.store, "mega"), value(seller.store, "mega")
    assert (page.rule.what, page.rule.price, page.rule.part) == ("the price asked", euros(2_000), Decimal("0.3125"))
    assert (found.price, found.price_by, found.customer_keeps) == (euros(2_000), "the price asked", euros(4_400))


def test_a_case_whose_costs_hold_our_price_has_no_other(seller: Seller) -> None:
    seller.keys(price_in_costs="yes")
    page, found = share(seller.store, "mega"), value(seller.store, "mega")
    assert (page.rule.price, page.rule.why) == (None, "our price is in the cost lines")
    assert (found.price, found.price_by, found.our_share) == (None, "in the cost lines", None)
    assert (found.customer_npv, found.customer_keeps) == (found.npv, euros(6_400))


def test_an_offer_on_the_table_is_a_price_and_a_refused_one_is_not(seller: Seller) -> None:
    for price in ("2k", "16k", "4k"):
        seller.offer(price=price)
    seller.respond(1, Verdict.REJECTED)
    seller.respond(3, Verdict.ACCEPTED)
    page = share(seller.store, "mega")
    assert [(each.what, each.offer, each.price) for each in page.prices] == [
        ("open", 2, euros(16_000)), ("accepted", 3, euros(4_000))
    ]  # fmt: skip
    assert page.walk_away == euros(15_000)
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
    found = value(seller.store, "mega")
    assert (found.price, found.price_by, found.our_share) == (euros(3_200), "the price asked", Decimal("0.5"))


def test_the_floor_is_of_the_product_last_offered_and_of_the_accounts_currency(seller: Seller) -> None:
    seller.offer()
    seller.product("Audit", floor="$9k")
    seller.offer(product="audit")
    page = share(seller.store, "mega")
    assert page.walk_away is None
    assert [each.margin for each in page.prices] == [None, None]
    assert share(seller.store, "mega", {"walk_away": "9k"}).walk_away == euros(9_000)


def test_value_below_nought_has_no_price(seller: Seller) -> None:
    seller.line("rebuilding", "100k", Effect.COST)
    page = share(seller.store, "mega")
    assert (page.rule.price, page.rule.part, page.rule.why) == (None, None, "no value is accepted yet")


def test_the_price_on_the_table_is_the_one_that_counts(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("fewer stops", "20k")
    seller.accept("fewer stops")
    assert value(seller.store, "mega").price_by == "fraction"
    seller.offer(price="9k")
    page = value(seller.store, "mega")
    assert (page.price, page.price_by) == (Money(Decimal(9000), "EUR"), "the price asked")
    assert page.price == value_for_them(seller.store, "mega").price, "both chairs see one price"
    assert value(seller.store, "mega", {"price": "8k"}).price == Money(Decimal(8000), "EUR")
    seller.keys(price="7k")
    assert value(seller.store, "mega").price == Money(Decimal(7000), "EUR")
    seller.keys(price="")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    assert value(seller.store, "mega").price_by == "fraction", "what was refused is on no table"
    assert value_for_them(seller.store, "mega").price is None


def test_the_case_at_an_account_is_ours_or_theirs(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("fewer stops", "20k")
    seller.accept("fewer stops")
    seller.guess("hope", "10k")
    seller.offer(price="9k")
    name, ours = case_at(seller.store, "mega")
    _, theirs = case_at(seller.store, "mega", customer=True)
    assert name == "Mega"
    assert [len(each.case.lines) for each in (ours, theirs)] == [2, 1]
    assert [each.case.terms.price for each in (ours, theirs) if each.case.terms] == [Decimal(9000)] * 2
