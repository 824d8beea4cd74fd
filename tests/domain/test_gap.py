"""Gaps: why a need is not met, refusals by their reason, unmet needs by kind; each with its money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.deal import State
from valueloop.domain.gap import Attempt, Refusal, Unmet, Why, by_kind, by_reason, meets, why_unmet
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.gaps import WhyCount, need_gap, refusal_gap

YES, NO = Verdict.ACCEPTED, Verdict.REJECTED
OPEN, WON, LOST = State.OPEN, State.WON, State.LOST


@pytest.mark.parametrize(
    ("attempts", "product", "expected"),
    [
        ([], True, Why.NOT_OFFERED),
        ([], False, Why.NO_PRODUCT),
        ([Attempt(YES, None, WON)], True, None),
        ([Attempt(YES, None, OPEN)], True, None),
        ([Attempt(YES, None, LOST)], True, Why.REFUSED),
        ([Attempt(YES, None, WON), Attempt(NO, Reason.PRICE, LOST)], True, None),
        ([Attempt(None, None, OPEN)], True, None),
        ([Attempt(Verdict.SILENT, None, OPEN)], True, None),
        ([Attempt(None, None, LOST)], True, Why.REFUSED),
        ([Attempt(Verdict.SILENT, None, LOST)], True, Why.REFUSED),
        ([Attempt(None, None, WON)], True, None),  # they bought, and nobody said no
        ([Attempt(Verdict.SILENT, None, WON)], True, Why.REFUSED),
        ([Attempt(NO, Reason.PRICE, OPEN)], False, Why.REFUSED),
        ([Attempt(Verdict.COUNTERED, None, OPEN)], True, Why.REFUSED),
        ([Attempt(NO, Reason.COMPETITOR, OPEN)], False, Why.ELSEWHERE),
        ([Attempt(NO, Reason.COMPETITOR, OPEN), Attempt(NO, Reason.PRICE, OPEN)], True, Why.REFUSED),
        ([Attempt(NO, Reason.PRICE, OPEN), Attempt(None, None, OPEN)], True, None),
    ],
)
def test_why_a_need_is_not_met(attempts: list[Attempt], product: bool, expected: Why | None) -> None:
    assert why_unmet(attempts, product=product) is expected


def test_a_product_meets_what_it_says_it_meets() -> None:
    assert meets("less weekend overtime", "yield of existing machines, weekend overtime")
    assert not meets("less weekend overtime", "yield of existing machines,,")
    assert not meets("less weekend overtime", " ")


@pytest.mark.parametrize(
    ("need", "kinds", "met"),
    [
        ("OEE", "scrap; oee", True),  # a short name is no telling word, and one name is one need
        ("higher yield of the filling lines", "yield", True),
        ("weekend overtime", "overtime of the setters at weekends", True),
        ("weekend cover of the service desk", "setters on weekend overtime at night", False),
        ("fewer lines", "fewer machines", False),  # both say only how much
    ],
)
def test_half_of_the_telling_words_make_it_the_same_kind(need: str, kinds: str, *, met: bool) -> None:
    assert meets(need, kinds) is met


def refusal(account: int, deal: int, state: State, reason: Reason | None, price: int, answers: int = 1) -> Refusal:
    return Refusal(account, deal, state, reason, Decimal(price), answers)


def test_refusals_are_ranked_by_the_money_at_stake() -> None:
    found = by_reason(
        [
            refusal(1, 1, WON, Reason.PRICE, 64),
            refusal(2, 2, LOST, Reason.PRICE, 36),
            refusal(2, 2, LOST, Reason.PRICE, 30),
            refusal(2, 3, OPEN, Reason.PRICE, 20),
            refusal(3, 4, LOST, Reason.TRUST, 90),
            refusal(4, 5, LOST, None, 0, answers=0),
            refusal(1, 1, WON, Reason.NO_NEED, 28),
        ]
    )
    assert [each.reason for each in found] == [Reason.TRUST, Reason.PRICE, None, Reason.NO_NEED]
    price = found[1]
    assert (price.answers, price.accounts, price.lost, price.open, price.won) == (4, 2, 1, 1, 1)
    assert (price.lost_money, price.at_stake) == (Decimal(36), Decimal(56))
    assert (found[2].answers, found[2].lost, found[3].at_stake) == (0, 1, Decimal(0))


def test_of_equal_money_the_more_lost_then_the_more_refused_then_by_name() -> None:
    found = by_reason(
        [
            refusal(1, 1, WON, Reason.TIMING, 9),
            refusal(1, 1, WON, Reason.PRICE, 9),
            refusal(1, 1, WON, None, 9),
            refusal(1, 1, WON, Reason.TRUST, 9),
            refusal(1, 1, WON, Reason.TRUST, 9),
            refusal(2, 2, LOST, Reason.OTHER, 0),
        ]
    )
    assert [each.reason for each in found] == [Reason.OTHER, Reason.TRUST, Reason.PRICE, Reason.TIMING, None]


refusals = st.lists(
    st.builds(
        refusal,
        st.integers(1, 3),
        st.integers(1, 4),
        st.just(LOST),
        st.sampled_from([Reason.PRICE, Reason.TRUST, None]),
        st.integers(0, 100),
    )
)


@given(refusals)
def test_a_deal_counts_once_for_a_reason_however_often_it_was_refused_for_it(found: list[Refusal]) -> None:
    for group in by_reason(found):
        own = [each for each in found if each.reason is group.reason]
        assert group.lost == len({each.deal for each in own})
        assert max(each.price for each in own) <= group.at_stake <= sum(each.price for each in own)
    assert by_reason([*found, *found]) == tuple(
        type(each)(each.reason, 2 * each.answers, *(getattr(each, name) for name in REST)) for each in by_reason(found)
    )


REST = ("accounts", "lost", "open", "won", "lost_money", "at_stake")


def test_unmet_needs_of_one_kind_are_one() -> None:
    found = by_kind(
        [
            Unmet("Mega", "yield", "yield", Why.REFUSED, Decimal(80), frozenset({1})),
            Unmet("Mega", "filling yield", "yield", Why.NOT_OFFERED, Decimal(20)),
            Unmet("Nord", "more yield", "yield", Why.REFUSED, None, frozenset({2, 3})),
            Unmet("Nord", "less waste", "less waste", Why.NO_PRODUCT, Decimal(300)),
        ]
    )
    assert [each.kind for each in found] == ["less waste", "yield"]
    of = found[1]
    assert (of.names, of.whys) == (("filling yield", "more yield"), ((Why.REFUSED, 2), (Why.NOT_OFFERED, 1)))
    assert (of.accounts, of.where, of.lost, of.unvalued) == (2, ("Mega", "Nord"), 3, 1)
    assert (of.worth, of.lost_worth) == (Decimal(100), Decimal(80))


def test_a_gap_as_a_page_has_it() -> None:
    (kind,) = by_kind(Unmet(f"A{at}", "yield", "yield", Why.REFUSED, Decimal(at)) for at in range(5))
    view = need_gap(kind, "CHF", ("kit",))
    assert (view.where, view.accounts, view.products) == (("A4", "A3", "A2"), 5, ("kit",))
    assert (view.worth, view.whys) == (Money(Decimal(10), "CHF"), (WhyCount(Why.REFUSED, 5),))
    (group,) = by_reason([refusal(1, 1, LOST, Reason.PRICE, 36)])
    assert refusal_gap(group, "CHF").lost_money == refusal_gap(group, "CHF").at_stake == Money(Decimal(36), "CHF")
