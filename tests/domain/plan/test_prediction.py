"""The predictor: its law on any history, each expert by hand, and that it learns what there is to learn."""

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.plan.prediction import (
    BASE_DRIFT,
    BASE_PRIOR,
    BASE_VARIANCE,
    DRIFT,
    SHARE,
    BaseRate,
    Expert,
    LogisticRegression,
    Opinion,
    Predictor,
    WeightsOfEvidence,
    regret_bound,
)

Features = Mapping[str, str]
History = Sequence[tuple[Features, bool]]
ROUNDING = 1e-9
INTRODUCED = {"came by": "introduction", "size": "small"}
ADVERTISED = {"came by": "advertisement", "size": "small"}

FEATURES = st.dictionaries(st.sampled_from("abcdé") | st.text(max_size=3), st.sampled_from("xyz"), max_size=6)
HISTORIES = st.lists(st.tuples(FEATURES, st.booleans()), max_size=30)


def loss(chance: float, outcome: bool) -> float:
    return -math.log(chance if outcome else 1 - chance)


def half_of_each(yes: int, no: int) -> float:
    """What the base rate loses in all on any history of so many: −ln of Γ(yes + ½) Γ(no + ½) / (π Γ(yes + no + 1))."""
    return math.log(math.pi) + math.lgamma(yes + no + 1) - math.lgamma(yes + 0.5) - math.lgamma(no + 0.5)


def one_of_each(yes: int, no: int) -> float:
    """The same for Laplace's rule of succession, (yes + 1) / (n + 2): ln of (n + 1) × n over yes."""
    return math.log(yes + no + 1) + math.lgamma(yes + no + 1) - math.lgamma(yes + 1) - math.lgamma(no + 1)


def holds_the_law(history: History) -> None:
    """After each outcome: against both base rates, from closed forms, and against every expert, from its own losses."""
    predictor = Predictor()
    lost, yes, alone = 0.0, 0, dict.fromkeys([each.expert for each in predictor.opinions({})], 0.0)
    for number, (features, outcome) in enumerate(history, start=1):
        chance, opinions = predictor.chance(features), predictor.opinions(features)
        assert 0 < chance < 1
        assert chance == pytest.approx(sum(each.weight * each.chance for each in opinions), abs=1e-15)
        assert math.fsum(each.weight for each in opinions) == pytest.approx(1, abs=1e-12)
        lost, yes = lost + loss(chance, outcome), yes + outcome
        for each in opinions:
            right = each.chance if outcome else 1 - each.chance
            alone[each.expert] += -math.log(right) if right else math.inf
        predictor.learn(features, outcome)
        no = number - yes
        assert lost <= half_of_each(yes, no) + regret_bound(number) + ROUNDING
        assert lost <= one_of_each(yes, no) + regret_bound(number) + math.log(math.pi / 2) + ROUNDING
        assert alone["base rate"] == pytest.approx(half_of_each(yes, no), abs=1e-8)
        for name, theirs in alone.items():
            prior = BASE_PRIOR if name == "base rate" else (1 - BASE_PRIOR) / 5
            assert lost <= theirs + regret_bound(number, prior) + ROUNDING


def taught(history: History) -> Predictor:
    predictor = Predictor()
    for features, outcome in history:
        predictor.learn(features, outcome)
    return predictor


def told(turn: int, outcome: bool) -> Features:
    return {"came by": "introduction" if outcome else "advertisement", "size": "small" if turn % 3 else "large"}


def wide(turn: int) -> Features:
    return {f"name {at}": str(turn * at % 3) for at in range(20)}


HARD: dict[str, Callable[[int], tuple[Features, bool]]] = {
    "always yes": lambda turn: (told(turn, True), True),
    "always no, nothing known": lambda _: ({}, False),
    "alternating": lambda turn: ({"a": "x"}, turn % 2 == 0),
    "the rate turns": lambda turn: ({"a": str(turn % 4)}, turn > 200 or turn % 20 == 0),
    "told, then the opposite": lambda turn: (told(turn, turn % 3 == 0), (turn % 3 == 0) == (turn < 200)),
    "twenty names that say nothing": lambda turn: (wide(turn), turn * 7919 % 13 < 4),
    "twenty names that say the same, then lie": lambda turn: (
        dict.fromkeys(wide(0), str(turn % 2)),
        (turn % 2 == 0) == (turn < 300),
    ),
    "a category of its own each time": lambda turn: ({"account": str(turn)}, turn * 7919 % 13 < 6),
}


@given(HISTORIES)
def test_no_history_costs_more_than_the_bound(history: History) -> None:
    holds_the_law(history)


@pytest.mark.parametrize("name", HARD)
def test_no_long_hard_history_costs_more_than_the_bound(name: str) -> None:
    holds_the_law([HARD[name](turn) for turn in range(400)])


@pytest.mark.parametrize("about", [INTRODUCED, {}, wide(1)])
def test_not_even_the_opposite_of_what_it_says_each_time(about: Features) -> None:
    predictor, history = Predictor(), []
    for _ in range(300):
        outcome = predictor.chance(about) < 0.5
        history.append((about, outcome))
        predictor.learn(about, outcome)
    assert {outcome for _, outcome in history} == {True, False}
    holds_the_law(history)


def test_the_bound_is_less_than_a_nat_and_a_fifth_and_a_five_hundredth_an_outcome() -> None:
    assert regret_bound(0) == regret_bound(1) == pytest.approx(math.log(2))
    assert (
        regret_bound(1) + math.log(math.pi / 2) == pytest.approx(math.log(math.pi)) == pytest.approx(1.1447, abs=1e-4)
    )
    assert regret_bound(1001) - regret_bound(1) == pytest.approx(2.002, abs=1e-4)
    assert regret_bound(1, 0.1) == pytest.approx(math.log(10))


def test_half_of_each_costs_at_most_the_logarithm_of_half_pi_more_than_one_of_each() -> None:
    worst = max(half_of_each(yes, no) - one_of_each(yes, no) for yes in range(300) for no in range(300))
    assert math.log(math.pi / 2) - 0.002 < worst < math.log(math.pi / 2)


@given(HISTORIES, FEATURES)
def test_the_same_history_gives_the_same_chance_whatever_the_order_of_the_names(
    history: History, features: Features
) -> None:
    turned = [(dict(reversed(list(each.items()))), outcome) for each, outcome in history]
    once = taught(history)
    assert (
        once.chance(features) == once.chance(features) == taught(turned).chance(dict(reversed(list(features.items()))))
    )


@given(HISTORIES, FEATURES)
def test_a_category_never_seen_is_as_a_name_left_out(history: History, features: Features) -> None:
    predictor = taught(history)
    strange = {**features, "never": "met", "nor": "this"}
    assert predictor.chance(strange) == predictor.chance(features)


def test_of_a_case_about_which_all_is_unknown_it_says_about_what_is_usual() -> None:
    predictor = taught([(told(turn, turn % 4 == 0), turn % 4 == 0) for turn in range(200)])
    assert predictor.chance({"came by": "pigeon"}) == predictor.chance({})
    assert 0.15 < predictor.chance({}) < 0.5


def test_before_any_outcome_it_is_a_half() -> None:
    assert Predictor().chance(INTRODUCED) == pytest.approx(0.5)
    assert all(each.chance == 0.5 for each in Predictor().opinions({}))


def test_an_obvious_rule_is_learned_from_forty_outcomes() -> None:
    predictor = taught([(told(turn, turn % 2 == 0), turn % 2 == 0) for turn in range(40)])
    assert predictor.chance(INTRODUCED) > 0.75
    assert predictor.chance(ADVERTISED) < 0.25


def test_of_two_hundred_drawn_outcomes_it_makes_more_than_the_base_rate_does() -> None:
    dice, predictor, lost, base = Random(5), Predictor(), 0.0, 0.0  # a world of three names, one of which matters
    rate = BaseRate()
    for _ in range(200):
        features = {name: dice.choice("xyz") for name in ("a", "b", "c")}
        outcome = dice.random() < (0.8 if features["a"] == "x" else 0.2)
        lost, base = lost + loss(predictor.chance(features), outcome), base + loss(rate.chance(()), outcome)
        predictor.learn(features, outcome)
        rate.learn((), outcome)
    assert lost < base - 15


def test_chances_come_near_what_is_true() -> None:
    """Of a steady world, the mean chance of the last thousand of three thousand outcomes."""
    dice, predictor, truth = Random(7), Predictor(), {"x": 0.1, "y": 0.3, "z": 0.6}
    said: dict[str, list[float]] = {category: [] for category in truth}
    for turn in range(3000):
        features = {"a": dice.choice("xyz"), "b": dice.choice("xyz")}
        if turn >= 2000:
            said[features["a"]].append(predictor.chance(features))
        predictor.learn(features, dice.random() < truth[features["a"]])
    for category, rate in truth.items():
        assert sum(said[category]) / len(said[category]) == pytest.approx(rate, abs=0.05)


def test_when_the_world_turns_after_two_thousand_outcomes_it_follows_within_a_hundred() -> None:
    predictor = taught([({}, False)] * 2000)
    assert predictor.chance({}) < 0.01
    for _ in range(100):
        predictor.learn({}, True)
    assert predictor.chance({}) > 0.5


def test_nobodys_weight_falls_below_its_share() -> None:
    predictor = taught([(told(turn, turn % 2 == 0), turn % 2 == 0) for turn in range(500)])
    weights = {each.expert: each.weight for each in predictor.opinions({})}
    assert len(weights) == 6
    assert SHARE * BASE_PRIOR <= weights["base rate"] < 0.01
    assert min(weights.values()) >= SHARE * (1 - BASE_PRIOR) / 5


def test_who_foresaw_what_happened_gains_weight_as_by_hand() -> None:
    predictor = taught([(INTRODUCED, True)])
    before = predictor.opinions(INTRODUCED)
    chance = predictor.chance(INTRODUCED)
    predictor.learn(INTRODUCED, False)
    for number, (then, now) in enumerate(zip(before, predictor.opinions(INTRODUCED), strict=True)):
        prior = 0.1 if number else 0.5
        assert now.weight == pytest.approx(0.998 * then.weight * (1 - then.chance) / (1 - chance) + 0.002 * prior)
    assert before[0] == Opinion("base rate", before[0].weight, 0.75)


def test_the_base_rate_counts_half_an_outcome_of_each_kind() -> None:
    assert chances_of(BaseRate(), [True, True, False]) == [0.5, 0.75, 2.5 / 3, 2.5 / 4]


def test_the_recent_rate_has_forgotten_half_after_its_half_life() -> None:
    rate = BaseRate(half_life=2)
    assert chances_of(rate, [True, False, False])[-1] == pytest.approx((0.5 + 0.5) / (1 + 0.5**0.5 + 0.5 + 1))


def test_weights_of_evidence_by_hand() -> None:
    evidence = WeightsOfEvidence(smoothing=10, half_life=math.inf)
    for trait, outcome in (("x", True), ("x", True), ("y", False), ("y", True), ("y", False)):
        evidence.learn([("a", trait), ("b", "same")], outcome)
    base = math.log(3.5 / 2.5)  # three of five, and half of each
    prior = 10 * 3.5 / 6
    of_x, of_same = math.log((2 + prior) / (10 - prior)), math.log((3 + prior) / (2 + 10 - prior))
    both = base + (of_x - base + of_same - base) / math.sqrt(2)
    assert odds_said(evidence, [("a", "x"), ("b", "same"), ("c", "new")]) == pytest.approx(both)
    assert odds_said(evidence, [("a", "x")]) == pytest.approx(of_x)
    assert odds_said(evidence, [("a", "new")]) == odds_said(evidence, []) == pytest.approx(base)


def test_evidence_fades_where_it_is_not_seen_again() -> None:
    evidence = WeightsOfEvidence(smoothing=1, half_life=4)
    evidence.learn([("a", "x")], True)
    for _ in range(4):
        evidence.learn([], False)
    rate = BaseRate(half_life=4)
    usual = chances_of(rate, [True, False, False, False, False])[-1]
    assert odds_said(evidence, [("a", "x")]) == pytest.approx(math.log((0.5 + usual) / (1 - usual)))


def test_logistic_regression_by_hand() -> None:
    regression = LogisticRegression(spread=0.4)
    regression.learn([("a", "x")], True)
    shrink = 1 / math.sqrt(1 + math.pi * (BASE_VARIANCE + 0.16) / 8)
    base = BASE_VARIANCE * shrink / 2, BASE_VARIANCE - BASE_VARIANCE**2 * shrink**2 / 4 + BASE_DRIFT
    of_x = 0.16 * shrink / 2, 0.16 - 0.16**2 * shrink**2 / 4 + DRIFT
    flat = 1 / math.sqrt(1 + math.pi * (base[1] + of_x[1]) / 8)
    assert odds_said(regression, [("a", "x")]) == pytest.approx(flat * (base[0] + of_x[0]))
    assert odds_said(regression, [("a", "y")]) == pytest.approx(base[0] / math.sqrt(1 + math.pi * base[1] / 8))


def test_logistic_regression_is_near_the_exact_answer_of_the_integral() -> None:
    """One intercept, yes, yes, no: the chance of a next yes by quadrature over its normal prior."""
    grid = [at / 100 for at in range(-1200, 1201)]
    sigma = [1 / (1 + math.exp(-each)) for each in grid]
    dense = [math.exp(-each * each / 2 / BASE_VARIANCE) * p * p * (1 - p) for each, p in zip(grid, sigma, strict=True)]
    exact = sum(d * p for d, p in zip(dense, sigma, strict=True)) / sum(dense)
    assert chances_of(LogisticRegression(spread=0.4), [True, True, False])[-1] == pytest.approx(exact, abs=0.02)


def test_a_weight_is_never_less_sure_than_at_first_and_never_without_doubt() -> None:
    regression = LogisticRegression(spread=0.4)
    for _ in range(3000):
        regression.learn([("a", "x")], True)
        assert 0 < regression._weights["a", "x"][1] <= 0.16
        assert 0 < regression._base[1] <= BASE_VARIANCE


def test_regressions_share_among_names_that_say_the_same() -> None:
    """Ten copies of one name are no surer than it, within a few points; a plain sum of evidence would be."""
    one, ten = LogisticRegression(spread=0.15), LogisticRegression(spread=0.15)
    for turn in range(300):
        outcome = turn % 5 < (4 if turn % 2 else 1)
        one.learn([("a", str(turn % 2))], outcome)
        ten.learn([(f"a{copy}", str(turn % 2)) for copy in range(10)], outcome)
    assert ten.chance([(f"a{copy}", "1") for copy in range(10)]) == pytest.approx(0.8, abs=0.03)
    assert 0.55 < one.chance([("a", "1")]) < 0.8


def test_what_is_far_out_stays_a_number() -> None:
    traits = [(f"name {at}", "x") for at in range(2000)]
    for spread, outcome in ((30.0, True), (30.0, False)):
        regression = LogisticRegression(spread)
        for _ in range(50):
            regression.learn(traits, outcome)
        assert 0 <= regression.chance(traits) <= 1
        regression._base = (5000.0 if outcome else -5000.0, 1e-9)
        assert regression.chance([]) == outcome


def chances_of(expert: Expert, outcomes: Sequence[bool]) -> list[float]:
    """What it says of nothing in particular, before the first outcome and after each."""
    said = [expert.chance([])]
    for outcome in outcomes:
        expert.learn([], outcome)
        said.append(expert.chance([]))
    return said


def odds_said(expert: Expert, traits: Sequence[tuple[str, str]]) -> float:
    chance = expert.chance(traits)
    return math.log(chance / (1 - chance))
