"""The next move at one account: what changes it and why, what it rests on, and what it would be, had we heard more."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from math import exp
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, facts, newcomer
from drawn import lines
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.plan import NextPage
from valueloop.domain.plan import planner
from valueloop.domain.plan.advice import MoveKind
from valueloop.domain.plan.outlook import Outlook
from valueloop.errors import Invalid, Unknown
from valueloop.report.figures import money
from valueloop.report.plan import next_move
from valueloop.usecases.plan import next_at

THREE_YEARS = 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3  # of one a year, at the end of each, at 10 %
SIMPLE_RULE = "A simple rule is as good here: do not ask, offer, and learn from the reason of a refusal."


def page(seller: Seller, supposed: str | None = None) -> NextPage:
    return next_at(seller.store, seller.at, seller.today, supposed)


def said(seller: Seller) -> list[str]:
    return lines(next_move(page(seller)))


# Four accounts that are alike but for one fact.


def refused_once(seller: Seller, *, answer: Answer = Answer.NO, price: str = "120k", calls: int = 0) -> Seller:
    """Two needs, a product for each; one answer, one offer refused as too dear, and some calls that taught nothing."""
    then = seller.on(DAY - timedelta(days=30))
    then.product("Line controller", cost="21k", floor="32k", meets="yield of the machines")
    then.product("Shift planner", cost="12k", floor="18k", meets="overtime")
    then.guess("higher yield of the lines", "40k..120k", direction=Direction.EARN, chance="30%", of="production")
    then.guess("less weekend overtime", "30k..90k", chance="30%", of="production")
    for _ in range(calls):
        then.log("nothing new", "production")
    then.log("they talked of yield", "production", learned=[("1", answer)])
    then.offer("1", price=price, product="line", to="production")
    then.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    return seller


def weighed_at(seller: Seller) -> Outlook:
    found = page(seller).move.outlook
    assert found is not None
    return found


def euros(amount: Decimal) -> str:
    return money(Money(amount, "EUR"))


def test_where_a_question_may_save_a_wasted_offer_it_is_asked_of_somebody_who_was_not_yet(tmp_path: Path) -> None:
    seller = refused_once(at_mega(tmp_path))
    shown, outlook = said(seller), weighed_at(seller)
    assert shown[2] == "Ask the plant manager about need 1, higher yield of the lines."
    gained = outlook.value - outlook.offers_only
    assert gained > 300
    alone = euros(outlook.offers_only)
    assert f"Offers alone, without a question, would bring {alone}: asking is worth {euros(gained)}." in shown
    assert SIMPLE_RULE not in shown
    assert "Patience 7.3 of 10." in shown


def test_one_other_answer_and_the_money_is_agreed_before_it_is_offered_on(tmp_path: Path) -> None:
    """No became yes: the need is found, its offer is best by far, and its line is nobody's yet."""
    seller = refused_once(at_mega(tmp_path), answer=Answer.YES)
    shown, first = said(seller), weighed_at(seller).first
    assert shown[2] == "Have the production manager agree with line 1, higher yield of the lines."
    assert "An offer comes next, and nobody there has agreed with this line yet: its price rests on it." in shown
    assert first is not None
    assert facts(first.product, first.price) == ("Line controller", 70_000)
    assert SIMPLE_RULE in shown


def test_one_other_price_and_the_other_product_is_offered(tmp_path: Path) -> None:
    """Who finds 70,000 too dear has the need less surely, or pays less, than who finds 120,000 too dear."""
    seller = refused_once(at_mega(tmp_path), price="70k")
    shown, outlook = said(seller), weighed_at(seller)
    assert shown[2] == "Offer Shift planner at €52,000 on need 2."
    less = euros(outlook.value - outlook.rivals[0].value)
    assert (
        f"Next best: ask the production manager about need 2 (less weekend overtime); it brings {less} less." in shown
    )
    assert not any("asking is worth" in each for each in shown)


def test_seven_more_calls_and_no_patience_is_left_for_questions(tmp_path: Path) -> None:
    """Ten less eight calls of 0.7 and a refusal of 2; each further unit is walked away from at 0.25 × 10 / 2.4."""
    seller = refused_once(at_mega(tmp_path), calls=7)
    shown, outlook = said(seller), weighed_at(seller)
    assert shown[2] == "Offer Shift planner at €52,000 on need 2."
    assert SIMPLE_RULE in shown
    assert "Patience 2.4 of 10." in shown
    [ask] = [each for each in outlook.moves if each.need == 1]
    assert float(ask.leaves) == pytest.approx(1 - exp(-0.25 * 10 / 2.4 * 0.25), abs=1e-6)
    assert any(" 0.25 23% 0.5" in " ".join(each.split()) for each in shown)


# What the page stands on.


def weighed(seller: Seller) -> None:
    seller.product("Controller", cost="4k", meets="stops, waste")
    seller.guess("fewer stops", "40k", chance="40%", of="production")
    seller.guess("less waste", "20k", direction=Direction.EARN, chance="30%")
    seller.guess("pride", direction=Direction.PERSONAL)
    seller.guess("quicker starts")


def test_the_facts_of_each_need_stand_beside_the_move(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, weighed))
    assert [(each.number, each.name, each.direction, each.chance, each.worth) for each in found.needs] == [
        (1, "fewer stops", Direction.SAVE, Decimal("0.4"), Money(Decimal(40_000), "EUR")),
        (2, "less waste", Direction.EARN, Decimal("0.3"), Money(Decimal(20_000), "EUR")),
        (3, "pride", Direction.PERSONAL, Decimal("0.35"), None),
        (4, "quicker starts", Direction.SAVE, Decimal("0.35"), None),
    ]
    assert facts(found.account, found.patience, found.patience_start, found.supposed) == ("Mega", 10, 10, None)


def test_the_value_is_the_present_value_of_the_needs_that_the_offer_covers(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, weighed)
    for need in ("1", "2"):
        for person in ("plant", "production"):
            seller.learn(need, Answer.UNSURE, by=person)
    found = page(seller)
    assert facts(found.move.kind, found.move.needs) == (MoveKind.OFFER, (1, 2))
    assert found.value is not None
    assert float(found.value.amount) == pytest.approx(60_000 * THREE_YEARS, abs=0.01)
    assert page(at_mega(tmp_path, None)).value is None


def test_a_small_account_is_weighed_exactly_and_needs_no_ceiling(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, weighed))
    assert found.move.outlook is not None
    assert facts(found.move.outlook.exact, found.ceiling) == (True, None)
    assert "No plan can be expected to bring more: every one was weighed." in lines(next_move(found))


def test_a_large_account_says_what_no_plan_can_exceed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = at_mega(tmp_path, weighed)
    whole = page(seller).move.outlook
    monkeypatch.setattr(planner, "EXACT_NODES", 0)
    found = page(seller)
    assert found.move.outlook is not None
    assert whole is not None
    assert found.ceiling is not None
    assert not found.move.outlook.exact
    assert found.move.outlook.value <= whole.value <= found.ceiling.amount
    assert f"No plan can be expected to bring more than €{found.ceiling.amount:,.0f}." in lines(next_move(found))


def test_the_plan_is_followed_over_two_moves(tmp_path: Path) -> None:
    outlook = page(refused_once(at_mega(tmp_path))).move.outlook
    assert outlook is not None
    assert [each.outcome for each in outlook.plan] == ["yes", "no"]
    assert all(each.branches and not any(below.branches for below in each.branches) for each in outlook.plan)


def test_what_is_urgent_is_not_weighed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, weighed)
    seller.offer("1", product="controller")
    found = page(seller)
    assert facts(found.move.kind, found.move.outlook, found.ceiling, found.value) == (MoveKind.ANSWER, None, None, None)


def test_an_account_that_nothing_can_be_won_at_is_to_be_unqualified(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.product("Controller", cost="30k", floor="31k", meets="stops")
    seller.guess("fewer stops", "2k", chance="10%")
    found = page(seller)
    assert found.move.kind is MoveKind.STOP
    assert found.move.outlook is not None
    shown = lines(next_move(found))
    assert shown[2] == "Unqualify: no move is expected to bring what it costs."
    assert any(each.startswith("The best there is, ask the plant manager about need 1") for each in shown)
    assert any(
        each.endswith("is expected to bring −€30 when your time is counted. Spend it where it brings more.")
        for each in shown
    )
    assert [each for each in shown if each.startswith("  $ ")] == ['  $ vl account unqualify "Mega" --because "…"']


def test_the_page_of_an_account_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        page(newcomer(tmp_path))


# What if.


@pytest.mark.parametrize(
    ("supposed", "answer"),
    [("learn 1 yes", Answer.YES), ("learn 1 no", Answer.NO), ("learn stops unsure", Answer.UNSURE)],
)
def test_to_suppose_an_answer_is_to_see_what_learning_it_would_lead_to(
    tmp_path: Path, supposed: str, answer: Answer
) -> None:
    seller = at_mega(tmp_path, weighed)
    before, kept = page(seller), seller.store.path.read_bytes()
    found = page(seller, supposed)
    assert seller.store.path.read_bytes() == kept
    seller.learn("1", answer, Channel.CALL, by="production")
    assert found == replace(page(seller), supposed=supposed)
    assert found != replace(before, supposed=supposed)


@pytest.mark.parametrize(
    ("supposed", "verdict", "reason"),
    [
        ("respond 1 rejected price", Verdict.REJECTED, Reason.PRICE),
        ("respond 1 rejected no-need", Verdict.REJECTED, Reason.NO_NEED),
        ("respond 1 rejected", Verdict.REJECTED, None),
        ("respond 1 accepted", Verdict.ACCEPTED, None),
        ("respond 1 countered", Verdict.COUNTERED, None),
        ("respond 1 silent", Verdict.SILENT, None),
    ],
)
def test_to_suppose_an_answer_to_an_offer_is_to_see_what_it_would_lead_to(
    tmp_path: Path, supposed: str, verdict: Verdict, reason: Reason | None
) -> None:
    seller = at_mega(tmp_path, weighed)
    seller.offer("1", "2", price="50k", product="controller")
    kept = seller.store.path.read_bytes()
    found = page(seller, supposed)
    assert seller.store.path.read_bytes() == kept
    seller.respond(1, verdict, because=reason)
    assert found == replace(page(seller), supposed=supposed)


def test_what_is_supposed_is_said_and_that_nothing_of_it_is_stored(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, weighed)
    shown = lines(next_move(page(seller, "learn 1 yes")))
    assert shown[2] == "Supposing: learn 1 yes. Nothing is stored."
    assert not any("Supposing" in each for each in said(seller))
    assert asked(seller.store.path, "SELECT count(*) FROM evidence") == [(0,)]


def test_a_supposed_answer_is_of_somebody_who_was_not_asked_and_replaces_nobodys(tmp_path: Path) -> None:
    """The one said no, the other is supposed to say yes: odds 2/3 × 0.2 × 3.4."""
    seller = at_mega(tmp_path, weighed)
    seller.learn("1", Answer.NO, by="production")
    chance = page(seller, "learn 1 yes").needs[0].chance
    assert float(chance / (1 - chance)) == pytest.approx(2 / 3 * 0.2 * 3.4)


@pytest.mark.parametrize(
    "supposed",
    ["", "  ", "learn", "learn 1", "learn 1 maybe", "learn 1 yes please", "respond 1", "respond 1 perhaps",
     "respond 1 rejected price trust", "log 1 yes", "1=yes"],
)  # fmt: skip
def test_what_cannot_be_supposed_is_refused(tmp_path: Path, supposed: str) -> None:
    seller = at_mega(tmp_path, weighed)
    seller.offer("1", product="controller")
    with pytest.raises(Invalid, match="it supposes nothing; write"):
        page(seller, supposed)


@pytest.mark.parametrize(("supposed", "what"), [("learn 9 yes", "need '9'"), ("respond 9 accepted", "offer '9'")])
def test_what_is_supposed_of_something_unknown_is_refused(tmp_path: Path, supposed: str, what: str) -> None:
    with pytest.raises(Unknown, match=f"no {what}"):
        page(at_mega(tmp_path, weighed), supposed)


def test_the_offer_of_another_account_is_unknown_here(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, weighed)
    seller.account("Giga")
    seller.elsewhere("giga").offer(price="9k")
    with pytest.raises(Unknown, match="no offer '1'"):
        page(seller, "respond 1 accepted")
