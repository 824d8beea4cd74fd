"""What the planner is given of an account: whom to ask, what to offer at which prices, how fast it walks away."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from builders import DAY, Seller, at_mega, facts, newcomer
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.plan.given import Loop, Quote
from valueloop.domain.touch import Kind
from valueloop.store.dossier import Dossier
from valueloop.usecases.outlook import _given, most, outlook, relation, walk
from valueloop.usecases.standing import look

T = TypeVar("T")
THREE_YEARS = 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3  # of one a year, at the end of each, at 10 %


def seen(seller: Seller, of: Callable[[Dossier], T]) -> T:
    return look(seller.store, seller.at, of)


def given(seller: Seller) -> Loop:
    found = seen(seller, _given)
    assert found is not None
    return found


def quotes(seller: Seller) -> list[tuple[str, tuple[int, ...], float]]:
    return [(each.product, each.covers, each.price) for each in given(seller).quotes]


def asked(seller: Seller) -> list[tuple[int, str | None]]:
    return [(each.need, each.person) for each in given(seller).questions]


def with_a_need(seller: Seller) -> None:
    seller.product("Controller", cost="4k", meets="stops of the line")
    seller.guess("fewer stops", "40k", chance="40%")


# How well it knows us, and how fast it walks away.


def test_an_account_that_we_called_and_wrote_to_is_cold(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.log(kind=Kind.CALL)
    seller.log(kind=Kind.EMAIL)
    assert seen(seller, relation) == "cold"


@pytest.mark.parametrize(("kind", "inbound"), [(Kind.MEETING, False), (Kind.VISIT, False), (Kind.CALL, True)])
def test_an_account_that_met_us_or_came_to_us_is_warm(tmp_path: Path, kind: Kind, inbound: bool) -> None:
    seller = at_mega(tmp_path)
    seller.log(kind=kind, inbound=inbound)
    assert seen(seller, relation) == "warm"


@pytest.mark.parametrize(
    ("how", "expected"),
    [({"advertisement": "spring"}, "cold"), ({"seen_at": "mega"}, "warm"), ({"introduced_by": "mega"}, "warm")],
)
def test_an_account_that_was_sent_to_us_is_warm(tmp_path: Path, how: dict[str, str], expected: str) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga", **how)
    assert seen(seller.elsewhere("giga"), relation) == expected


def test_who_bought_is_a_customer_and_stays_one(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess(amount="40k")
    seller.win()
    assert seen(seller, relation) == "customer"
    seller.guess("less waste", "9k")
    seller.lose()
    assert seen(seller, relation) == "customer"


def test_an_account_walks_away_the_faster_the_less_patience_is_left(tmp_path: Path) -> None:
    """Ten to begin with; four calls of two each, then one more, then another."""
    seller = at_mega(tmp_path)
    seller.setting("patience.call", "2")
    assert seen(seller, walk) == pytest.approx(0.25)
    found = []
    for _ in range(6):
        seller.log()
        found.append(seen(seller, walk))
    assert found == pytest.approx([0.25 / each for each in (0.8, 0.6, 0.4, 0.2, 0.1, 0.1)])
    assert found == sorted(found)


def test_how_fast_it_walks_is_what_is_set_for_its_relation(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("walk.warm", "0.3")
    seller.log(kind=Kind.MEETING, inbound=True)
    assert seen(seller, walk) == pytest.approx(0.3)


def test_what_moves_cost_is_what_is_set(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    for key, text in (("patience.offer", "1.5"), ("hours.question", "0.2"), ("hour", "90")):
        seller.setting(key, text)
    costs = given(seller).costs
    assert facts(costs.question, costs.offer, costs.question_hours, costs.offer_hours) == (0.25, 1.5, 0.2, 3)
    assert facts(costs.hour, costs.walk) == (90, 0.25)


# What there is to reckon with.


def test_a_need_is_worth_the_present_value_of_its_lines_and_without_one_the_mean_of_the_others(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.guess("less waste", "20k", chance="60%")
    seller.guess("quicker starts")
    seller.guess("a plant to show", direction=Direction.PERSONAL)
    at = given(seller)
    assert at.worth == pytest.approx({1: 40_000 * THREE_YEARS, 2: 20_000 * THREE_YEARS, 3: 30_000 * THREE_YEARS})
    assert at.chances == pytest.approx({1: 0.4, 2: 0.6, 3: 0.35})


def test_the_chances_are_those_after_all_evidence_and_the_needs_nobody_spoke_to_are_named(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.guess("less waste", "20k", chance="50%")
    seller.guess("quicker starts", "20k", chance="50%")
    seller.learn("2", Answer.YES, by="plant")
    seller.learn("3", Answer.YES, Channel.LOGIC)
    at = given(seller)
    assert at.chances == pytest.approx({1: 0.4, 2: 3.4 / 4.4, 3: 0.75})
    assert at.unheard == {1, 3}, "to deduce is not to hear it"


def nothing_to_offer(seller: Seller) -> None:
    seller.guess("fewer stops")


def a_yes_against(seller: Seller) -> None:
    with_a_need(seller)
    seller.setting("ratio.call.yes", "0.5")


@pytest.mark.parametrize("story", [None, nothing_to_offer, a_yes_against])
def test_without_money_or_where_a_yes_speaks_against_nothing_is_weighed(
    tmp_path: Path, story: Callable[[Seller], None] | None
) -> None:
    seller = at_mega(tmp_path, story)
    assert seen(seller, outlook) is None
    assert seen(seller, most) is None


def test_without_a_product_nothing_is_weighed(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega", currency="EUR")
    seller.guess("fewer stops", "40k")
    assert seen(seller, outlook) is None
    seller.product("Stoppage kit", meets="stops")
    assert seen(seller, outlook) is not None


def test_what_is_weighed_has_a_ceiling(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    found, bound = seen(seller, outlook), seen(seller, most)
    assert found is not None
    assert bound is not None
    assert bound >= found.value > 0
    assert found.currency == "EUR"


# Whom to ask.


def people(seller: Seller) -> None:
    for name, influence in (("adviser", "advises"), ("user", "uses"), ("boss", "decides"), ("guard", "checks")):
        seller.contact(name, influence=influence)
    with_a_need(seller)


def test_those_who_count_most_are_asked_first_and_nobody_twice(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, people)
    order = []
    while asked(seller):
        [(need, person)] = asked(seller)
        assert need == 1
        assert person is not None
        order.append(person)
        seller.learn("1", Answer.UNSURE, Channel.EMAIL, by=person)
    assert order == ["boss", "user", "adviser", "plant manager", "production manager", "guard"]


def test_whose_need_it_is_is_asked_before_all_others(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, people)
    seller.guess("less waste", "9k", of="guard", chance="60%")
    assert asked(seller) == [(1, "boss"), (2, "guard")]
    seller.learn("2", Answer.UNSURE, by="guard")
    assert asked(seller) == [(1, "boss"), (2, "boss")]


def test_a_need_that_is_set_aside_is_asked_about_no_more(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, people)
    seller.guess("less waste", "9k", of="guard")
    seller.learn("2", Answer.NO, Channel.VISIT, by="guard")
    assert asked(seller) == [(1, "boss")]


def test_a_need_that_is_as_good_as_gone_is_neither_asked_about_nor_offered_on(tmp_path: Path) -> None:
    """A chance of 10 % is worth a question; below it the need is set aside."""
    seller = at_mega(tmp_path, with_a_need)
    seller.guess("no stops at night", "9k", chance="10%")
    assert {need for need, _ in asked(seller)} == {1, 2}
    assert {covers for _, covers, _ in quotes(seller)} == {(1, 2)}
    seller.learn("2", Answer.NO, Channel.LOGIC)
    assert {need for need, _ in asked(seller)} == {1}
    assert {covers for _, covers, _ in quotes(seller)} == {(1,)}
    seller.learn("1", Answer.NO, Channel.VISIT)
    assert (given(seller).questions, given(seller).quotes) == ((), ())
    assert seen(seller, outlook) is None


def test_what_was_deduced_of_somebody_is_no_question_to_them(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, people)
    seller.learn("1", Answer.YES, Channel.SENSE, by="boss")
    assert asked(seller) == [(1, "boss")]


def test_where_nobody_is_known_somebody_is_asked_once(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega", currency="EUR")
    with_a_need(seller)
    assert asked(seller) == [(1, None)]
    seller.learn("1", Answer.UNSURE)
    assert asked(seller) == []
    seller.contact("boss")
    assert asked(seller) == [(1, "boss")], "whoever it was, the boss may be asked"


def test_a_question_tells_as_much_as_a_call_does(tmp_path: Path) -> None:
    """Of a yes 5 and a no 0.5: specificity (5 − 1) / (5 − 0.5), sensitivity 5 × (1 − that)."""
    seller = at_mega(tmp_path, with_a_need)
    [question] = given(seller).questions
    assert (question.sensitivity, question.specificity) == pytest.approx((0.85, 0.75))
    seller.setting("ratio.call.yes", "5")
    seller.setting("ratio.call.no", "0.5")
    [question] = given(seller).questions
    assert (question.sensitivity, question.specificity) == pytest.approx((5 / 9, 8 / 9))


def test_what_is_personal_is_neither_asked_about_nor_offered_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.guess("stops that no visitor sees", direction=Direction.PERSONAL)
    assert {need for need, _ in asked(seller)} == {1}
    assert {covers for _, covers, _ in quotes(seller)} == {(1,)}


# What to offer, and at which prices.


def test_a_product_is_offered_on_the_needs_that_are_about_the_same_as_what_it_meets(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.product("Controller", meets="STOPS of the line, overtime")
    seller.product("Fewer", meets="fewer lines")  # says only how much
    for need in ("fewer stops", "less weekend overtime", "less waste"):
        seller.guess(need, "40k")
    assert {(product, covers) for product, covers, _ in quotes(seller)} == {("Controller", (1, 2))}


def test_a_product_is_offered_on_a_need_that_it_was_offered_on_before(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "40k")
    assert quotes(seller) == []
    seller.offer("1", price="30k")
    assert {(product, covers) for product, covers, _ in quotes(seller)} == {("Panel kit", (1,))}


def test_the_prices_are_parts_of_the_value_that_is_covered_and_never_below_the_floor(tmp_path: Path) -> None:
    """A quarter of 99,474 is 24,869: 14,921, 24,869 and 34,816, to two figures; or the floor."""
    seller = at_mega(tmp_path, with_a_need)
    assert [price for *_, price in quotes(seller)] == [15_000, 25_000, 35_000]
    seller.setting("share", "50%")
    assert [price for *_, price in quotes(seller)] == [30_000, 50_000, 70_000]
    seller.product("Dear controller", floor="49999", meets="stops")
    assert [price for product, _, price in quotes(seller) if product == "Dear controller"] == [49_999, 50_000, 70_000]


def test_a_product_without_a_cost_is_reckoned_to_cost_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.product("Advice", meets="stops")
    assert {(each.product, each.cost) for each in given(seller).quotes} == {("Controller", 4_000), ("Advice", 0)}
    assert isinstance(given(seller).quotes[0], Quote)


def test_a_product_of_another_currency_is_left_out(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.product("Controller", cost="$4k", meets="stops")
    seller.guess("fewer stops", "40k")
    assert quotes(seller) == []
    assert seen(seller, outlook) is None


def refused(seller: Seller, price: str, verdict: Verdict = Verdict.REJECTED) -> None:
    number = seller.offer("1", price=price, product="controller").what.number
    seller.respond(number, verdict, because=Reason.PRICE if verdict is not Verdict.SILENT else None)


def test_a_refused_price_is_cut_once_and_no_more(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    refused(seller, "35k")
    assert [price for *_, price in quotes(seller)] == [15_000, 25_000]
    refused(seller, "20k")
    assert quotes(seller) == []


@pytest.mark.parametrize(
    ("verdict", "left"), [(Verdict.COUNTERED, [15_000]), (Verdict.SILENT, [15_000, 25_000, 35_000])]
)
def test_a_counter_offer_refuses_our_price_and_silence_does_not(
    tmp_path: Path, verdict: Verdict, left: list[float]
) -> None:
    seller = at_mega(tmp_path, with_a_need)
    refused(seller, "25k", verdict)
    assert [price for *_, price in quotes(seller)] == left


def test_a_price_that_was_refused_for_one_product_may_be_asked_for_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    refused(seller, "15k")
    seller.product("Monitor", meets="stops")
    assert quotes(seller) == [("Monitor", (1,), 15_000), ("Monitor", (1,), 25_000), ("Monitor", (1,), 35_000)]


def test_what_a_won_deal_covers_is_not_offered_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.guess("no stops at night", "20k")
    seller.offer("1", price="25k", product="controller")
    seller.respond(1, Verdict.ACCEPTED)
    seller.win()
    seller.on(DAY + timedelta(days=9)).guess("stops at the filler", "30k")
    assert {covers for _, covers, _ in quotes(seller)} == {(2, 3)}


def test_what_was_accepted_and_then_lost_may_be_offered(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.offer("1", price="25k", product="controller")
    seller.respond(1, Verdict.ACCEPTED)
    seller.lose()
    assert {covers for _, covers, _ in quotes(seller)} == {(1,)}


def test_an_offer_that_nobody_accepted_is_not_what_was_sold(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, with_a_need)
    seller.offer("1", price="25k", product="controller")
    seller.win()
    assert {covers for _, covers, _ in quotes(seller)} == {(1,)}


def test_money_alone_is_not_enough_where_no_product_meets_the_need(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("less waste", "40k")
    assert given(seller).quotes == ()
    assert seen(seller, outlook) is None


def test_what_offers_taught_is_handed_on(tmp_path: Path) -> None:
    """An answered offer ties its needs, and moves what the account is thought to pay."""
    seller = at_mega(tmp_path, with_a_need)
    assert given(seller).joint.needs == ()
    refused(seller, "35k")
    at = given(seller)
    assert at.joint.needs == (1,)
    assert at.joint.levels[0] > 0.2 > at.joint.levels[-1], "who refuses a price pays less"
    assert at.chances[1] == pytest.approx(at.joint.chance(1))
    assert Decimal(str(at.payable.share)) == Decimal("0.4")
