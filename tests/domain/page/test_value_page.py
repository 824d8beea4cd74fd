"""The value page of a case: its keys, its figures before and after our price, its words for what is not there."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest

from domain.value.build import DAY, a_case, agreed, an_input, cost, decimals, earn, near, save
from domain.value.build import given as flows_of
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.page.value import AcceptanceView, InputView, RangeView, ValuePage, WorthView
from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.plain import plain
from valueloop.domain.value.alternative import Alternative, Difference, Kind
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


ENFORCE = Alternative(
    "Enforce", Decimal(50), Kind.INCUMBENT, Decimal(10), (Difference("energy", Decimal(90)), Difference("safety", None))
)
CASE = agreed(
    a_case(
        save("stops * 100", name="stops"),
        earn("40", name="more"),
        cost("200", name="training", once=True),
        save("waste * 3", name="waste"),
        years=2,
        title="A case",
        inputs=(an_input("stops", "4", "stop", source=Source.SAID, by="Ann", day=DAY, touch=3),),
        alternatives=(ENFORCE,),
        terms=Terms(),
    ),
    [1],
)  # accepted 800, potential 80, costs 200
RANGED = agreed(replace(CASE, inputs=(an_input("stops", "2/4/6"), an_input("waste", "1/2/9"))), [1])


def page_of(case: Case = CASE, draws: int = 2000) -> ValuePage:
    return value_page(Worked(case, draws))


DESIGN = """pv_benefits pv_costs npv roi payback_years irr value_per_year accepted potential p10 p50 p90 break_even
tornado worth price customer_keeps our_share customer_npv customer_roi customer_payback_years""".split()
MONEY = """pv_benefits pv_costs npv value_per_year accepted potential p10 p50 p90 price customer_keeps
customer_npv""".split()


def test_json_has_every_key_of_the_design_in_its_kind() -> None:
    shown = plain(page_of(RANGED))
    assert [key for key in DESIGN if key not in shown] == []
    for key in MONEY:
        assert set(shown[key]) == {"amount", "currency"}
        assert Decimal(shown[key]["amount"]).is_finite()
    for key in ("roi", "payback_years", "our_share", "customer_roi", "customer_payback_years", "chance_of_gain"):
        assert isinstance(shown[key], str)
        Decimal(shown[key])
    for key in ("break_even", "tornado", "worth", "lines", "inputs", "ranges", "flows"):
        assert isinstance(shown[key], list)
        assert shown[key]
        assert all(isinstance(each, dict) for each in shown[key])
    assert shown["lines"][0]["flows"] == ["0", "400", "400"]


def test_the_figures_before_our_price() -> None:
    page = page_of()
    assert (page.accepted, page.potential, page.pv_benefits) == (euros("800"), euros("80"), euros("880"))
    assert (page.pv_costs, page.npv, page.roi) == (euros("200"), euros("680"), Decimal("3.4"))
    assert near(page.payback_years, "200/440")
    assert isinstance(page.irr, Decimal)
    assert page.irr_rates == (page.irr,)
    assert page.value_per_year == euros("440")
    assert (page.account, page.deal, page.title) == (None, None, "A case")


def test_the_figures_after_our_price() -> None:
    page = page_of()
    assert page.price == euros("150")  # a quarter of what is accepted, less costs
    assert page.our_share == Decimal("0.25")
    assert page.customer_keeps == euros("450")
    assert (page.customer_pv_costs, page.customer_npv) == (euros("350"), euros("530"))
    assert near(page.customer_roi, "530/350")
    assert near(page.customer_payback_years, "350/440")
    assert isinstance(page.customer_irr, Decimal)
    assert page.customer_irr < Decimal(page.irr)
    assert page.customer_irr_rates == (page.customer_irr,)
    assert (page.price_by, page.price_a_year) == ("fraction", None)


def test_accepted_and_potential_are_the_benefits() -> None:
    for case in (CASE, RANGED, replace(CASE, discount_rate=Decimal("0.1")), a_case()):
        page = page_of(case, 10)
        gap = page.accepted.amount + page.potential.amount - page.pv_benefits.amount
        assert abs(gap) < Decimal("1e-20")


def test_a_price_that_is_paid_each_year() -> None:
    terms = Terms(price=Decimal(144), per_year=True)
    page = page_of(replace(CASE, discount_rate=Decimal("0.25"), terms=terms))
    assert (page.price, page.price_a_year, page.price_by) == (euros("144"), euros("100"), "the price asked")
    assert [each.price for each in page.flows] == [euros("0"), euros("100"), euros("100")]


def test_a_case_without_years_is_paid_now() -> None:
    page = page_of(replace(CASE, years=0, terms=Terms(price=Decimal(144), per_year=True)))
    assert (page.price, page.price_a_year) == (euros("144"), None)
    assert [each.price for each in page.flows] == [euros("144")]
    assert (page.npv, page.customer_npv, page.payback_years) == (euros("-200"), euros("-344"), "never")


def test_the_years_side_by_side() -> None:
    page = page_of()
    assert [each.year for each in page.flows] == [0, 1, 2]
    assert [each.benefits.amount for each in page.flows] == [0, 440, 440]
    assert [each.costs.amount for each in page.flows] == [200, 0, 0]
    assert [each.net.amount for each in page.flows] == [-200, 440, 440]
    assert [each.cumulative.amount for each in page.flows] == [-200, 240, 680]
    assert [each.price.amount for each in page.flows] == [150, 0, 0]


def test_where_nobody_asked_for_a_price_there_is_none() -> None:
    page = page_of(replace(CASE, terms=None))
    assert (page.price, page.our_share, page.customer_keeps, page.customer_npv) == (None, None, None, None)
    assert (page.customer_roi, page.customer_payback_years, page.customer_irr) == (None, None, None)
    assert (page.customer_pv_costs, page.customer_irr_rates, page.price_a_year) == (None, (), None)
    assert page.price_by == "no price is asked for"
    assert {each.price.amount for each in page.flows} == {0}
    assert [each.what for each in page.ranges] == ["benefits", "npv"]
    assert {each.after_price for each in page.break_even} == {None}
    assert {each.surplus for each in page.worth} == {None}


def test_where_a_rule_gives_no_price_the_page_says_why() -> None:
    page = page_of(replace(CASE, terms=Terms(Rule.BARGAIN)))
    assert (page.price, page.price_by) == (None, "our walk-away is not known")
    assert page.price_a_year is None


def test_where_the_costs_hold_our_price_the_results_are_the_customers() -> None:
    page = page_of(replace(CASE, price_in_costs=True))
    assert (page.price, page.our_share, page.price_by) == (None, None, "in the cost lines")
    assert page.customer_keeps == euros("600")
    assert (page.customer_npv, page.customer_roi) == (page.npv, page.roi)
    assert (page.customer_payback_years, page.customer_irr) == (page.payback_years, page.irr)
    assert page.customer_pv_costs == page.pv_costs


def test_never_and_none_are_said_in_words() -> None:
    page = page_of(a_case(flows_of("0 10 10"), cost("100", once=True), terms=Terms(price=Decimal(5))))
    assert (page.payback_years, page.customer_payback_years) == ("never", "never")
    several = page_of(a_case(flows_of("0 230 0"), flows_of("100 0 132", Effect.COST), terms=Terms(price=Decimal(0))))
    assert (several.irr, several.irr_rates) == ("none", decimals("0.1 0.2"))
    assert several.customer_irr == "none"
    assert page_of(a_case(save("5"))).roi is None


def test_an_empty_case_is_worth_nothing_and_says_so() -> None:
    page = page_of(a_case(terms=Terms()))
    assert page.npv == page.p10 == page.p90 == euros("0")
    assert page.chance_of_gain == 0
    assert (page.worth[-1].worth, page.next_best, page.next_question) == (None, None, None)
    assert page.price_by == "no value is accepted yet"


def test_what_is_known_is_as_sure_at_ten_per_cent_as_at_ninety() -> None:
    page = page_of()
    assert page.p10 == page.p50 == page.p90 == euros("680")
    assert page.chance_of_gain == 1
    keeps = RangeView("customer keeps", euros("450"), euros("450"), euros("450"), Decimal(1))
    assert page.ranges[2] == keeps
    assert page.tornado == ()


def test_ranges_are_drawn_with_the_seed_that_the_page_names() -> None:
    page, again = page_of(RANGED), page_of(RANGED)
    assert page == again
    assert page.p10.amount < page.p50.amount < page.p90.amount
    assert [each.what for each in page.ranges] == ["benefits", "npv", "customer keeps"]
    assert page.ranges[1] == RangeView("npv", page.p10, page.p50, page.p90, page.chance_of_gain)
    other = value_page(Worked(RANGED, 2000, 7))
    assert other.p10 != page.p10
    assert (other.basis.draws, other.basis.seed, page.basis.seed) == (2000, 7, 1)
    assert replace(page.basis, seed=7) == other.basis


def test_the_tornado_and_the_break_evens() -> None:
    page = page_of(replace(RANGED, terms=Terms(price=Decimal(100))))
    assert [(each.input, each.swing) for each in page.tornado] == [("stops", euros("800")), ("waste", euros("48"))]
    first = page.tornado[0]
    assert (first.npv_at_low, first.npv_at_high) == (euros("304"), euros("1104"))
    assert (first.low, first.high, first.verified) == (Decimal(2), Decimal(6), False)
    at_stops = page.break_even[0]
    assert (at_stops.input, at_stops.mean) == ("stops", Decimal(4))
    assert (at_stops.value, at_stops.after_price) == decimals("0.48 0.98")
    assert page.next_question == "stops"
    known = replace(RANGED, inputs=(replace(RANGED.inputs[0], source=Source.SAID), RANGED.inputs[1]))
    assert page_of(known).next_question == "waste"


def test_our_worth_against_each_alternative() -> None:
    page = page_of()
    enforce, nothing = page.worth
    assert enforce == WorthView(
        name="Enforce",
        kind=Kind.INCUMBENT,
        price=euros("50"),
        positive=euros("90"),
        negative=euros("0"),
        switching=euros("10"),
        differences=(("energy", euros("90")), ("safety", None)),
        unknown=("safety",),
        worth=euros("130"),
        surplus=euros("-20"),
    )
    assert (nothing.name, nothing.kind, nothing.worth, nothing.differences) == ("do nothing", None, euros("680"), ())
    assert nothing.surplus == euros("530")
    assert page.next_best == "Enforce"


def test_a_line_as_the_page_has_it() -> None:
    page = page_of(replace(CASE, lines=(*CASE.lines, replace(flows_of("1 2 3"), number=5))))
    stops, _, training, waste, given = page.lines
    assert (stops.words, stops.inputs, stops.amount, stops.status) == (
        "stops × 100",
        ("stops",),
        euros("400"),
        "accepted",
    )
    assert stops.acceptance == AcceptanceView("Ann", DAY, 1, euros("1"))
    assert (stops.total, stops.present_value, stops.flows) == (euros("800"), euros("800"), decimals("0 400 400"))
    assert (training.once, training.acceptance, training.given) == (True, None, False)
    assert (waste.status, waste.missing) == (Status.INCOMPLETE, ("waste",))
    assert (given.given, given.words, given.inputs, given.amount) == (True, "", (), euros("3"))


def test_an_input_as_the_page_has_it() -> None:
    four = Decimal(4)
    assert page_of().inputs == (InputView("stops", four, four, four, four, "stop", Source.SAID, "Ann", DAY, 3),)


def test_the_sums_as_the_page_has_them() -> None:
    sums = page_of().sums
    assert (sums.accepted.per_year, sums.accepted.total) == (euros("400"), euros("800"))
    assert (sums.potential.present_value, sums.costs.present_value) == (euros("80"), euros("200"))
    assert (sums.value.present_value, sums.possible.present_value) == (euros("600"), euros("680"))
    wide = page_of(RANGED).sums.value
    assert (wide.low, wide.high) == (euros("200"), euros("1000"))


def test_a_page_of_a_deal_names_it() -> None:
    page = value_page(Worked(CASE), "Mega", State.OPEN)
    assert (page.account, page.deal) == ("Mega", State.OPEN)


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_all_money_is_in_the_currency_of_the_case(currency: str) -> None:
    def currencies(of: object) -> set[str]:
        if isinstance(of, dict):
            found = {of["currency"]} if "currency" in of else set()
            return found.union(*map(currencies, of.values()))
        return set().union(*map(currencies, of)) if isinstance(of, list) else set()

    assert currencies(plain(page_of(replace(CASE, currency=currency)))) == {currency}


def test_the_page_does_not_hang_on_the_precision_around_it() -> None:
    case = a_case(save("x / 3"), earn("x / 7"), cost("x / 9", once=True), years=3, rate="0.1", x="1/2/4", terms=Terms())
    usual = page_of(case, 100)
    with localcontext(prec=6):
        assert page_of(case, 100) == usual
    assert usual.value_per_year.amount == usual.sums.potential.per_year.amount
