"""The split desk of a case: all rules side by side, the prices on the table, the price in force."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.value.build import a_case, agreed, cost, decimals, near, save
from valueloop.domain.money import Money
from valueloop.domain.page.share import PriceView, SharePage
from valueloop.domain.page.split import share_page
from valueloop.domain.page.worth import Worked
from valueloop.domain.plain import plain
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.case import Case
from valueloop.domain.value.terms import Rule, Terms

ENFORCE = Alternative("Enforce", Decimal(60), differences=(Difference("x", Decimal(80)), Difference("y", Decimal(-5))))
CASE = agreed(
    a_case(
        save("100", name="stops"),
        save("20", name="more"),
        save("unknown", name="waste"),
        save("50", name="gone", refuted=True),
        cost("40", name="training", once=True),
        cost("unknown", name="trips"),
        alternatives=(ENFORCE,),
        terms=Terms(walk_away=Decimal(30)),
    ),
    [1],
)  # accepted 200 − 40, worth against Enforce 135


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def page_of(case: Case = CASE, *prices: tuple[str, int | None, Decimal]) -> SharePage:
    return share_page(Worked(case, 100), "Mega", prices)


def test_every_rule_stands_beside_the_others() -> None:
    rules = {each.what: each for each in page_of().rules}
    assert list(rules) == [
        "fraction",
        "difference",
        "bargain",
        "outcome",
        "parity",
        "half the gains less double the losses",
    ]
    prices = [each.price.amount if each.price else None for each in rules.values()]
    assert prices == list(decimals("40 78.75 95 40 60 90"))
    assert [each.part for each in rules.values()][:2] == list(decimals("0.25 0.4921875"))
    assert near(rules["fraction"].of_difference, "-20/75")
    assert rules["difference"].of_difference == Decimal("0.25")


def test_a_rule_is_seen_from_both_chairs() -> None:
    found = page_of().rule
    assert found == PriceView(
        what="fraction",
        offer=None,
        price=euros("40"),
        a_year=None,
        why="",
        part=Decimal("0.25"),
        of_difference=found.of_difference,
        keeps=euros("120"),
        keeps_p10=euros("120"),
        keeps_p50=euros("120"),
        keeps_p90=euros("120"),
        chance_of_gain=Decimal(1),
        lost=euros("80"),
        margin=euros("10"),
    )
    assert near(found.of_difference, "-20/75")  # 40 − 60 of 135 − 60


def test_prices_on_the_table_stand_below() -> None:
    page = page_of(CASE, ("offered", 7, Decimal(80)), ("agreed", None, Decimal(160)))
    offered, settled = page.prices
    assert (offered.what, offered.offer, offered.price, offered.part) == ("offered", 7, euros("80"), Decimal("0.5"))
    assert (offered.keeps, offered.margin, offered.lost) == (euros("80"), euros("50"), euros("120"))
    assert (settled.what, settled.offer, settled.keeps) == ("agreed", None, euros("0"))
    assert settled.chance_of_gain == 0


def test_what_waits_for_a_yes_is_named() -> None:
    assert page_of().missing == ("more", "waste")  # no cost, nothing refuted


def test_the_sums_and_our_walk_away() -> None:
    page = page_of()
    assert (page.account, page.walk_away, page.next_best) == ("Mega", euros("30"), "Enforce")
    assert (page.value.present_value, page.possible.present_value) == (euros("160"), euros("200"))
    assert page.basis.currency == "EUR"
    assert page_of(replace(CASE, terms=Terms())).walk_away is None


def test_a_price_that_is_asked_takes_the_place_of_the_rule() -> None:
    page = page_of(replace(CASE, terms=Terms(Rule.BARGAIN, price=Decimal(70), instalments=3)))
    assert (page.rule.what, page.rule.price) == ("the price asked", euros("70"))
    assert [str(each.amount) for each in page.instalments] == ["23.34", "23.33", "23.33"]


def test_a_price_in_one_part_is_one_instalment() -> None:
    assert page_of().instalments == (euros("40"),)


def test_a_yearly_price_has_no_instalments() -> None:
    page = page_of(replace(CASE, terms=Terms(per_year=True, instalments=3)), ("offered", 1, Decimal(90)))
    assert page.instalments == ()
    assert (page.rule.price, page.rule.a_year) == (euros("40"), euros("20"))
    assert page.prices[0].a_year == euros("45")


def test_without_a_price_there_are_no_instalments_and_a_reason() -> None:
    page = page_of(replace(CASE, terms=Terms(Rule.BARGAIN)))
    assert (page.rule.what, page.rule.price, page.rule.why) == ("bargain", None, "our walk-away is not known")
    assert page.instalments == ()
    assert page.rule.keeps is page.rule.lost is page.rule.margin is None


def test_where_the_costs_hold_our_price_the_desk_says_so() -> None:
    page = page_of(replace(CASE, price_in_costs=True), ("offered", 7, Decimal(80)))
    assert (page.rule.price, page.rule.why) == (None, "our price is in the cost lines")
    assert [(each.price, each.why) for each in page.rules] == [(None, "our price is in the cost lines")] * 6
    assert (page.prices, page.instalments) == ((), ())  # a price beside them would count it twice


def test_without_terms_those_that_nobody_set_count_for_the_rules() -> None:
    page = page_of(replace(CASE, terms=None))
    assert page.terms == page_of(replace(CASE, terms=Terms())).terms
    assert page.rules[0].price == euros("40")
    assert page.rule.price is None


def test_an_account_without_lines_and_alternatives_has_a_desk_too() -> None:
    page = page_of(a_case(terms=Terms()))
    assert (page.next_best, page.missing, page.instalments) == (None, (), ())
    assert {each.price for each in page.rules} == {None}
    assert all(each.why for each in page.rules)


@pytest.mark.parametrize(("currency", "paid"), [("JPY", "14 13 13"), ("KWD", "13.334 13.333 13.333")])
def test_instalments_are_in_whole_coins_of_the_currency(currency: str, paid: str) -> None:
    page = page_of(replace(CASE, currency=currency, terms=Terms(instalments=3)))
    assert [str(each.amount) for each in page.instalments] == paid.split()


def test_json_has_every_row_in_its_kind() -> None:
    shown = plain(page_of(CASE, ("offered", 7, Decimal(80))))
    assert shown["rule"]["price"] == {"amount": "40.00", "currency": "EUR"}
    assert shown["rules"][0]["part"] == "0.25"
    assert shown["prices"][0]["offer"] == 7
    assert shown["terms"]["rule"] == "fraction"
    assert shown["missing"] == ["more", "waste"]
