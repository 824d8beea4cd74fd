"""Our share: each rule by hand, and what it leaves to both chairs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.value.build import a_case, agreed, cost, decimals, near, save
from valueloop.domain.value.alternative import Alternative, Difference, weigh
from valueloop.domain.value.case import work
from valueloop.domain.value.share import (
    Seats,
    Share,
    at_price,
    by_rule,
    half_gains,
    outcome_price,
    parity,
    seats,
)
from valueloop.domain.value.spread import Draws
from valueloop.domain.value.terms import Rule, Terms

NOUGHT = Decimal(0)
# As likely 100 as 120, 140, … 300: P10 is 120, P50 200, P90 280.
SPREAD = Draws(tuple(Decimal(each) for each in range(100, 301, 20)))
ENFORCE = Alternative(
    "Enforce",
    Decimal(36),
    switching=Decimal(4),
    differences=(Difference("x", Decimal(80)), Difference("y", Decimal(-16))),
)  # its worth is 96


def at(
    value: str | None = "200",
    terms: Terms | None = None,
    *alternatives: Alternative,
    costs: str = "0",
    most_costs: str | None = None,
    possible: str | None = None,
    draws: Draws = SPREAD,
) -> Seats:
    whole = possible or value
    worths = weigh(alternatives, None if whole is None else Decimal(whole))
    dearest = Decimal(costs if most_costs is None else most_costs)
    return Seats(None if value is None else Decimal(value), Decimal(costs), dearest, draws, worths, terms or Terms())


@pytest.mark.parametrize(("fraction", "price"), [("0.25", "50"), ("0", "0"), ("1", "200")])
def test_a_fixed_share_is_that_part_of_the_accepted_value(fraction: str, price: str) -> None:
    share = by_rule(Rule.FRACTION, at(terms=Terms(fraction=Decimal(fraction))))
    assert (share.price, share.part, share.why) == (Decimal(price), Decimal(fraction), "")
    assert share.of_difference == Decimal(fraction)  # against doing nothing the difference is the value


def test_the_difference_to_an_alternative_is_shared_on_top_of_its_price() -> None:
    share = by_rule(Rule.DIFFERENCE, at("200", Terms(fraction=Decimal("0.5")), ENFORCE))
    assert share.price == 66  # 36 + half of 96 − 36
    assert share.of_difference == Decimal("0.5")
    assert share.part == Decimal("0.33")  # of 200: another ratio
    assert share.keeps == 134


def test_against_doing_nothing_the_difference_is_the_accepted_value() -> None:
    """Doing nothing is weighed with all lines, and priced with those that are accepted: 80, which is below 96."""
    for possible in ("90", "300"):
        seen = at("80", Terms(fraction=Decimal("0.5")), ENFORCE, possible=possible)
        share = by_rule(Rule.DIFFERENCE, seen)
        assert (share.price, share.part, share.of_difference) == decimals("40 0.5 0.5")
        assert seen.best is seen.worths[-1]


@pytest.mark.parametrize("value", ["35.99", "20"])
def test_no_rule_prices_more_than_what_is_accepted(value: str) -> None:
    above = Share(None, "it is above the accepted value")
    no_better = Alternative("as dear", Decimal(36))  # against which we are worth its price
    seen = at(value, Terms(base=Decimal(36)), no_better)
    assert (by_rule(Rule.OUTCOME, seen), parity(seen), half_gains(seen)) == (above, above, above)
    worse = Alternative("worse", Decimal(60), switching=Decimal(45))  # against which we are worth 15
    assert by_rule(Rule.DIFFERENCE, at(value, Terms(fraction=Decimal("0.1")), worse)) == above


def test_a_price_of_all_that_is_accepted_is_not_above_it() -> None:
    no_better = Alternative("as dear", Decimal(36))
    seen = at("36", Terms(base=Decimal(36), fraction=NOUGHT), no_better)
    shares = [by_rule(Rule.OUTCOME, seen), parity(seen), half_gains(seen)]
    assert [each.price for each in shares] == [36, 36, 36]


def test_a_price_that_somebody_asks_may_be_above_what_is_accepted() -> None:
    assert at_price(Decimal(50), at("36")).keeps == -14


def test_an_alternative_may_speak_where_no_line_does() -> None:
    share = by_rule(Rule.DIFFERENCE, at(None, Terms(fraction=Decimal("0.5"), walk_away=Decimal(60)), ENFORCE))
    assert share == Share(Decimal(66), of_difference=Decimal("0.5"), keeps=Decimal(30), margin=Decimal(6))


def test_an_alternative_that_is_better_lowers_the_price_and_no_price_is_below_nought() -> None:
    better = replace(ENFORCE, differences=(Difference("all", Decimal(-36)),))  # our worth is −4
    assert by_rule(Rule.DIFFERENCE, at("200", Terms(), better)).price == 26  # 36 less a quarter of 40
    share = by_rule(Rule.DIFFERENCE, at("200", Terms(fraction=Decimal(1)), better))
    assert share.price is None
    assert share.why


def test_bargaining_shares_what_is_above_our_walk_away() -> None:
    share = by_rule(Rule.BARGAIN, at(terms=Terms(alpha=Decimal("0.5"), walk_away=Decimal(30))))
    assert (share.price, share.margin, share.keeps) == decimals("115 85 85")  # 30 + half of 170
    all_of_it = by_rule(Rule.BARGAIN, at(terms=Terms(alpha=Decimal(1), walk_away=Decimal(200))))
    assert (all_of_it.price, all_of_it.margin) == decimals("200 0")


@pytest.mark.parametrize(
    ("realised", "base", "baseline", "least", "most", "price"),
    [
        ("200", "0", "0", "0", None, "50"),
        ("200", "10", "40", "0", None, "50"),  # 10 + a quarter of 160
        ("200", "10", "40", "60", None, "70"),
        ("200", "10", "40", "0", "20", "30"),
        ("200", "10", "40", "40", "40", "50"),
        ("200", "10", "200", "5", "20", "15"),  # nothing above the baseline
        ("40", "10", "100", "0", "20", "10"),
        ("-50", "10", "0", "0", None, "10"),
        ("200", "0", "0", "60", "20", "60"),  # a most below the least, which no key lets through
    ],
)
def test_by_outcome_a_part_of_what_is_above_the_baseline_is_paid(
    realised: str, base: str, baseline: str, least: str, most: str | None, price: str
) -> None:
    ends = (Decimal(least), None if most is None else Decimal(most))
    terms = Terms(Rule.OUTCOME, Decimal("0.25"), NOUGHT, Decimal(base), Decimal(baseline), *ends)
    assert outcome_price(terms, Decimal(realised)) == Decimal(price)
    if Decimal(realised) > 0:
        assert by_rule(Rule.OUTCOME, at(realised, terms)).price == Decimal(price)


def test_by_outcome_the_price_moves_with_what_is_realised() -> None:
    terms = Terms(Rule.OUTCOME, base=Decimal(10), baseline=Decimal(40), most=Decimal(50), walk_away=Decimal(45))
    share = by_rule(Rule.OUTCOME, at("200", terms))
    assert (share.price, share.keeps, share.margin) == decimals("50 150 5")
    # at 120 they pay 10 + 20, at 200 10 + 40, at 280 10 + 50, which is the most
    assert (share.p10, share.p50, share.p90) == decimals("90 150 220")
    assert share.lost == 10


def test_parity_is_the_price_of_the_next_best_alternative() -> None:
    dearer = Alternative("dear", Decimal(300))
    assert parity(at("50", None, dearer, ENFORCE)).price == 36  # against which we are worth the least
    none = parity(at())
    assert (none.price, none.why) == (None, "no alternative is known")


def test_half_the_gains_less_double_the_losses_stand_on_the_price_of_the_alternative() -> None:
    assert half_gains(at("200", None, ENFORCE)).price == 36 + 40 - 2 * (16 + 4)
    worse = replace(ENFORCE, switching=Decimal(40))
    assert half_gains(at("200", None, worse)) == Share(None, "the losses outweigh the gains")


def test_without_an_alternative_the_gains_are_the_accepted_benefits_and_the_losses_the_costs() -> None:
    assert half_gains(at("170", costs="30")).price == 40  # half of 200, less twice 30
    assert half_gains(at("70", costs="30")) == Share(None, "the losses outweigh the gains")
    assert half_gains(at(None)) == Share(None, "no value line is there, and no alternative")


@pytest.mark.parametrize("value", ["0", "-20"])
@pytest.mark.parametrize("alternatives", [(), (ENFORCE,)])
def test_without_accepted_value_there_is_no_price(value: str, alternatives: tuple[Alternative, ...]) -> None:
    seen = at(value, Terms(walk_away=Decimal(5), base=Decimal(7)), *alternatives, possible="300")
    shares = [*(by_rule(rule, seen) for rule in Rule), parity(seen), half_gains(seen)]
    assert shares == [Share(None, "no value is accepted yet")] * 6


def test_without_any_line_and_alternative_there_is_no_price() -> None:
    seen = at(None, Terms(walk_away=Decimal(5)))
    assert {by_rule(rule, seen) for rule in Rule if rule is not Rule.DIFFERENCE} == {
        Share(None, "no value is accepted yet")
    }
    assert by_rule(Rule.DIFFERENCE, seen) == Share(None, "no value line is there, and no alternative")
    assert parity(seen) == Share(None, "no alternative is known")


@pytest.mark.parametrize(
    ("walk_away", "why"),
    [(None, "our walk-away is not known"), ("201", "the accepted value is below our walk-away: no price suits both")],
)
def test_nobody_bargains_without_room(walk_away: str | None, why: str) -> None:
    terms = Terms(walk_away=None if walk_away is None else Decimal(walk_away))
    assert by_rule(Rule.BARGAIN, at(terms=terms)) == Share(None, why)


def test_a_price_is_seen_from_both_chairs() -> None:
    share = at_price(Decimal(150), at("200", Terms(walk_away=Decimal(160)), costs="30"))
    assert share == Share(
        Decimal(150),
        "",
        part=Decimal("0.75"),
        of_difference=Decimal("0.75"),
        keeps=Decimal(50),
        p10=Decimal(-30),
        p50=Decimal(50),
        p90=Decimal(130),
        chance=share.chance,
        lost=Decimal(180),
        margin=Decimal(-10),
    )
    assert near(share.chance, "8/11")  # of 100 to 300, 160 to 300 are above the price


def test_share_of_the_value_and_share_of_the_difference_are_two_ratios() -> None:
    share = at_price(Decimal(51), at("200", None, ENFORCE))
    assert (share.part, share.of_difference) == decimals("0.255 0.25")


def test_a_price_below_theirs_is_a_negative_share_of_the_difference() -> None:
    assert at_price(Decimal(6), at("200", None, ENFORCE)).of_difference == Decimal("-0.5")


def test_there_is_no_share_of_what_is_not_there() -> None:
    share = at_price(Decimal(50), at("0", None, costs="20"))
    assert (share.part, share.of_difference, share.keeps) == (None, None, Decimal(-50))
    no_better = Alternative("as good", Decimal(36))
    assert at_price(Decimal(30), at("200", None, no_better)).of_difference is None
    assert at_price(Decimal(30), at(None)) == Share(Decimal(30))


@pytest.mark.parametrize(
    ("guarantee", "keeps", "p10", "p90", "lost"),
    [
        (None, "150", "70", "230", "80"),
        ("180", "150", "120", "230", "30"),  # at 120 all of the price is paid back
        ("140", "150", "90", "230", "30"),  # at 120, 20 of it
        ("260", "200", "120", "230", "30"),  # at 200 all of it; at 280 none
        ("10", "150", "70", "230", "40"),  # with nothing gained and 30 spent, 40
        ("0", "150", "70", "230", "50"),
    ],
)
def test_a_guarantee_pays_back_what_is_short_of_it_up_to_the_price(
    guarantee: str | None, keeps: str, p10: str, p90: str, lost: str
) -> None:
    terms = Terms(guarantee=None if guarantee is None else Decimal(guarantee))
    share = at_price(Decimal(50), at("200", terms, costs="30"))
    assert (share.keeps, share.p10, share.p90, share.lost) == decimals(f"{keeps} {p10} {p90} {lost}")
    assert share.price == 50


def test_a_guarantee_makes_it_likelier_that_they_gain() -> None:
    some_lose = Draws(decimals("-10 20 40 60 80"))
    seen = at("40", None, draws=some_lose)
    assert at_price(Decimal(50), seen).chance == Decimal("0.4")
    assert at_price(Decimal(50), replace(seen, terms=Terms(guarantee=Decimal(60)))).chance == Decimal("0.8")


@pytest.mark.parametrize("fraction", ["0.5", "1"])
def test_what_they_keep_rises_from_p10_to_p90_whatever_the_terms(fraction: str) -> None:
    """By outcome and with a guarantee they keep most in the middle: P10 is still the low end."""
    terms = Terms(Rule.OUTCOME, fraction=Decimal(fraction), guarantee=Decimal(100))
    share = by_rule(Rule.OUTCOME, at("90", terms, draws=Draws(tuple(Decimal(each) for each in range(60, 121)))))
    assert share.p10 is not None
    assert share.p50 is not None
    assert share.p90 is not None
    assert share.p10 <= share.p50 <= share.p90


def test_the_chance_of_gain_counts_every_outcome_that_gains() -> None:
    """All of the value is paid, but below 100 as much is paid back as is short: they gain below 100 alone."""
    terms = Terms(Rule.OUTCOME, fraction=Decimal(1), guarantee=Decimal(100))
    share = by_rule(Rule.OUTCOME, at("90", terms, draws=Draws(decimals("60 80 110 120"))))
    assert share.chance == Decimal("0.5")


def test_the_most_that_they_can_lose_is_the_costs_at_their_highest() -> None:
    seen = at("200", None, costs="30", most_costs="45")
    assert at_price(Decimal(50), seen).lost == 95
    assert at_price(Decimal(50), replace(seen, terms=Terms(guarantee=NOUGHT))).lost == 50  # 45 of the price come back


def test_nobody_loses_less_than_nothing() -> None:
    assert at_price(NOUGHT, at("200")).lost == 0


def test_the_seats_of_a_case_hold_the_accepted_value_and_weigh_doing_nothing_with_all() -> None:
    dear = cost("training", once=True, risk=Decimal("0.5"))
    case = agreed(a_case(save("100"), save("40"), dear, alternatives=(ENFORCE,), training="10/20/30"), [1])
    result = work(case)
    found = seats(result, SPREAD, Terms())
    assert (found.value, found.costs, found.most_costs) == decimals("170 30 45")
    assert [each.worth for each in found.worths] == list(decimals("96 250"))
    assert found.best is found.rival is found.worths[0]


def test_the_seats_of_a_case_without_a_figure_know_the_alternatives_alone() -> None:
    found = seats(work(a_case(save("unknown"), alternatives=(ENFORCE,))), Draws((NOUGHT,)), Terms())
    assert (found.value, found.worths[-1].worth) == (None, None)
    assert found.best is found.worths[0]


def test_the_rival_is_the_best_of_the_others_where_doing_nothing_is_next_best() -> None:
    found = at("80", None, ENFORCE)
    assert found.best is found.worths[-1]
    assert found.rival is found.worths[0]
    assert found.worth(found.worths[-1]) == 80
    assert at("80").rival is None
