"""The joint belief: the same as by brute force, whatever the order, each question counted once, never certain."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from math import prod
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from by_hand import Act, Answered, Asked, Paying, State, believed, chance_of, sets
from valueloop.domain.loop.belief import Belief, in_time, replay
from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Evidence, Ratios
from valueloop.domain.loop.joint import MOST_NEEDS, Joint, replay_all
from valueloop.domain.loop.payable import LEVELS, Payable, Test
from valueloop.domain.loop.response import Reason, Verdict

DAY = date(2026, 5, 3)
RATIOS = Ratios(DEFAULT_RATIOS)
EVEN = Decimal("0.5")
ASKED = [Channel.CALL, Channel.EMAIL, Channel.MEETING, Channel.VISIT, Channel.STATISTIC, Channel.LOGIC, Channel.ANALOGY]
PERCENT = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)


class History:
    """What was asked and offered at an account: as the store hands it over, and as plain arithmetic has it."""

    def __init__(self, priors: Mapping[int, Decimal]) -> None:
        self.priors = dict(priors)
        self.evidence: dict[int, list[Evidence]] = {need: [] for need in priors}
        self.tests: dict[str, Test] = {}
        self.story: list[Act] = []
        self.acts = 0

    def ask(self, need: int, channel: Channel, answer: Answer, day: int | None = None) -> "History":
        self.acts += 1
        when = DAY + timedelta(days=self.acts if day is None else day)
        self.evidence[need].append(Evidence(channel, answer, when, self.acts, f"question {self.acts}"))
        self.story.append(Asked(need, ratio(channel, answer)))
        return self

    def answer(
        self,
        worth: Mapping[int, float],
        price: float,
        verdict: Verdict,
        reason: Reason | None = None,
        counter: float | None = None,
        told: Mapping[int, Answer] | None = None,
        day: int | None = None,
    ) -> "History":
        self.acts += 1
        when, name, told = DAY + timedelta(days=self.acts if day is None else day), f"offer {self.acts}", told or {}
        said = spoken(verdict, reason)
        for need in worth:
            of = (Channel.OFFER, told[need]) if need in told else said
            self.evidence[need].append(Evidence(*of, when, self.acts, name))
        self.tests[name] = Test(worth, price, verdict, reason, counter, frozenset(told))
        weighs = {need: ratio(Channel.OFFER, each) for need, each in told.items()}
        self.story.append(Answered(worth, price, verdict.value, reason and reason.value, counter, weighs))
        return self

    def beliefs(self, ratios: Ratios = RATIOS, payable: Payable | None = None) -> dict[int, Belief]:
        return self.replayed(ratios, payable)[0]

    def replayed(self, ratios: Ratios = RATIOS, payable: Payable | None = None) -> tuple[dict[int, Belief], Joint]:
        return replay_all(self.priors, self.evidence, self.tests, ratios, payable or Payable())

    def chance(self, need: int = 1) -> float:
        return float(self.beliefs()[need].chance)

    def by_hand(self) -> dict[State, float]:
        return believed({need: float(prior) for need, prior in self.priors.items()}, self.story)


def ratio(channel: Channel, answer: Answer) -> float:
    yes, no = DEFAULT_RATIOS[channel]
    return {Answer.YES: float(yes), Answer.NO: float(no), Answer.UNSURE: 1.0}[answer]


def spoken(verdict: Verdict, reason: Reason | None) -> tuple[Channel, Answer]:
    """What an answer that speaks of no single need is kept as, of each that the offer covers."""
    if verdict is Verdict.ACCEPTED:
        return Channel.OFFER, Answer.YES
    no = verdict is Verdict.REJECTED and reason is Reason.NO_NEED
    return Channel.REFUSAL, Answer.NO if no else Answer.UNSURE


def one(prior: Decimal = EVEN) -> History:
    return History({1: prior})


def two(one: str = "0.5", other: str = "0.5") -> History:
    return History({1: Decimal(one), 2: Decimal(other)})


ASKS = st.tuples(st.integers(1, 4), st.sampled_from(ASKED), st.sampled_from(Answer))
ANSWERS = st.tuples(
    st.dictionaries(st.integers(1, 4), st.floats(1_000, 100_000), min_size=1),
    st.floats(0.02, 2),  # the price, as a part of all that the offer could be worth
    st.sampled_from(Verdict),
    st.none() | st.sampled_from(Reason),
    st.none() | st.floats(0.1, 1.2),  # their price, as a part of ours
    st.dictionaries(st.integers(1, 4), st.sampled_from(Answer), max_size=2),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to four needs, and up to six acts on as many days."""
    history = History({need: draw(PERCENT) for need in range(1, draw(st.integers(1, 4)) + 1)})
    for act in draw(st.lists(ASKS | ANSWERS, max_size=6)):
        if len(act) == 3:
            need, channel, answer = act
            history.ask(1 + (need - 1) % len(history.priors), channel, answer)
            continue
        worth, part, verdict, reason, counter, told = act
        here = {need: each for need, each in worth.items() if need in history.priors} or {1: 10_000.0}
        price = part * sum(here.values())
        of = {need: each for need, each in told.items() if need in here}
        theirs = None if counter is None else counter * price
        history.answer(here, price, verdict, reason if verdict is not Verdict.ACCEPTED else None, theirs, of)
    return history


@given(histories())
def test_the_belief_is_what_brute_force_finds(history: History) -> None:
    found, by_hand = history.beliefs(), history.by_hand()
    assert set(found) == set(history.priors)
    for need, belief in found.items():
        assert float(belief.chance) == pytest.approx(chance_of(need, by_hand), abs=1e-9)


@given(histories())
def test_needs_that_offers_tie_are_believed_in_together_and_with_what_the_customer_pays(history: History) -> None:
    _, joint = history.replayed()
    by_hand = history.by_hand()
    assert joint.needs == tuple(sorted({need for test in history.tests.values() for need in test.worth}))
    expected = dict.fromkeys(product(sets(joint.needs), range(LEVELS)), 0.0)
    for (there, level), weight in by_hand.items():
        expected[there.intersection(joint.needs), level] += weight
    found = {
        (there, level): joint.weights[sum(1 << joint.needs.index(need) for need in there) * LEVELS + level]
        for there, level in expected
    }
    assert found == pytest.approx(expected, abs=1e-9)
    assert joint.levels == pytest.approx(
        [sum(each for (_, level), each in by_hand.items() if level == at) for at in range(LEVELS)], abs=1e-9
    )


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_acts_does_not_change_what_is_believed_in_the_end(history: History, random: Random) -> None:
    days = random.sample(range(1, history.acts + 1), history.acts)
    shuffled = {
        need: [
            Evidence(each.channel, each.answer, DAY + timedelta(days=days[each.order - 1]), each.order, each.same_as)
            for each in found
        ]
        for need, found in history.evidence.items()
    }
    before, after = history.beliefs(), replay_all(history.priors, shuffled, history.tests, RATIOS, Payable())[0]
    for need, belief in before.items():
        assert float(after[need].chance) == pytest.approx(float(belief.chance), abs=1e-9)


@given(histories())
def test_a_need_that_no_answered_offer_covers_is_believed_in_by_exact_odds(history: History) -> None:
    found, joint = history.replayed()
    for need in set(history.priors) - set(joint.needs):
        assert found[need] == replay(history.priors[need], history.evidence[need], RATIOS)


@given(histories())
def test_the_readings_lead_on_in_time_and_a_ratio_is_that_of_the_odds(history: History) -> None:
    for need, belief in history.beliefs().items():
        assert [(each.evidence, each.counts) for each in belief.readings] == in_time(history.evidence[need])
        assert belief.prior == history.priors[need]
        for each in belief.readings:
            assert 0 < each.before < 1
            assert 0 < each.after < 1
            odds = (each.after / (1 - each.after)) / (each.before / (1 - each.before))
            assert abs(float(each.ratio / odds) - 1) < 1e-9


@given(PERCENT, st.lists(st.sampled_from(Verdict), max_size=4))
def test_what_is_equally_likely_either_way_teaches_nothing(prior: Decimal, verdicts: list[Verdict]) -> None:
    history = History({1: prior, 2: EVEN}).answer({1: 1.0}, 1, Verdict.SILENT).ask(1, Channel.VISIT, Answer.NO)
    for verdict in verdicts:
        history.answer({2: 50_000.0}, 20_000, verdict)
    neutral = Ratios(dict.fromkeys(Channel, (Decimal(1), Decimal(1))))
    belief = history.beliefs(neutral, Payable(silence=1.0))[1]
    assert float(belief.chance) == pytest.approx(float(prior), abs=1e-11)


def test_a_question_that_was_put_again_counts_once_the_latest() -> None:
    history = two().answer({1: 50_000.0, 2: 50_000.0}, 30_000, Verdict.REJECTED)
    asked = [(Answer.NO, 7), (Answer.YES, 9), (Answer.NO, 8)]
    for at, (answer, day) in enumerate(asked):
        history.evidence[1].append(Evidence(Channel.CALL, answer, DAY + timedelta(days=day), 10 + at, "ask 3"))
    belief = history.beliefs()[1]
    assert [(each.evidence.answer, each.counts) for each in belief.readings[1:]] == [
        (Answer.NO, False),
        (Answer.NO, False),
        (Answer.YES, True),
    ]
    assert [each.ratio for each in belief.readings[1:3]] == [1, 1]
    assert [each.before == each.after for each in belief.readings[1:3]] == [True, True]
    once = two().answer({1: 50_000.0, 2: 50_000.0}, 30_000, Verdict.REJECTED).ask(1, Channel.CALL, Answer.YES)
    assert belief.chance == once.beliefs()[1].chance


def test_of_an_offer_that_was_answered_twice_the_latest_answer_counts() -> None:
    history = one().answer({1: 50_000.0}, 30_000, Verdict.ACCEPTED)
    refused = Evidence(Channel.REFUSAL, Answer.UNSURE, DAY, 0, "offer 1")
    history.evidence[1].append(refused)
    belief = history.beliefs()[1]
    assert [(each.counts, each.ratio == 1) for each in belief.readings] == [(False, True), (True, False)]
    assert belief.chance == one().answer({1: 50_000.0}, 30_000, Verdict.ACCEPTED).beliefs()[1].chance


PARTS = st.floats(0.01, 5)


@given(PERCENT, PARTS, st.floats(100, 1_000_000))
@example(Decimal("0.5"), 5.0, 10_000.0)  # they paid five times what the need was thought to be worth
def test_an_accepted_offer_never_lowers_the_chance_of_the_only_need_it_covers(
    prior: Decimal, part: float, worth: float
) -> None:
    after = one(prior).answer({1: worth}, part * worth, Verdict.ACCEPTED).chance()
    assert after >= float(prior) - 1e-9


@given(PERCENT, PARTS)
@example(Decimal("0.5"), 0.02)  # a refusal, though it costs a fiftieth of what the need was thought to be worth
@example(Decimal("0.5"), 0.9)
def test_no_single_answer_to_an_offer_is_louder_than_a_thousand_to_one(prior: Decimal, part: float) -> None:
    for verdict, reason, counter in (
        (Verdict.ACCEPTED, None, None),
        (Verdict.REJECTED, None, None),
        (Verdict.REJECTED, Reason.NO_NEED, None),
        (Verdict.REJECTED, Reason.PRICE, None),
        (Verdict.COUNTERED, None, 0.8),
        (Verdict.SILENT, None, None),
    ):
        theirs = None if counter is None else counter * part * 10_000
        after = one(prior).answer({1: 10_000.0}, part * 10_000, verdict, reason, theirs).chance()
        in_favour = (after / (1 - after)) / float(prior / (1 - prior))
        assert 1 / 1000 < in_favour < 1000, (verdict, reason)


@given(PERCENT, st.floats(0.1, 0.6))
def test_a_refusal_for_want_of_a_need_lowers_its_chance_and_one_for_the_price_lowers_it_less(
    prior: Decimal, part: float
) -> None:
    no_need, dear = (
        one(prior).answer({1: 10_000.0}, part * 10_000, Verdict.REJECTED, why).chance()
        for why in (Reason.NO_NEED, Reason.PRICE)
    )
    assert no_need < dear
    assert no_need < float(prior)


def test_a_dear_offer_that_is_refused_for_its_price_speaks_for_the_need() -> None:
    """Whoever has no need seldom speaks of the price; and at twice the value, few who have it would say yes."""
    assert one().answer({1: 10_000.0}, 20_000, Verdict.REJECTED, Reason.PRICE).chance() > 0.7


@given(PERCENT, st.floats(0.05, 0.9))
def test_silence_says_less_than_a_refusal_and_the_same_way(prior: Decimal, part: float) -> None:
    silent, refused = (
        one(prior).answer({1: 10_000.0}, part * 10_000, each).chance() for each in (Verdict.SILENT, Verdict.REJECTED)
    )
    assert refused < silent < float(prior)


@given(PERCENT, st.floats(0.1, 0.9))
def test_a_counter_offer_raises_the_chance_of_the_only_need(prior: Decimal, part: float) -> None:
    countered = one(prior).answer({1: 10_000.0}, 8_000, Verdict.COUNTERED, None, part * 8_000)
    assert countered.chance() > float(prior)


def test_a_counter_offer_tells_what_the_customer_pays() -> None:
    def levels(theirs: float) -> tuple[float, ...]:
        return one().answer({1: 100_000.0}, 60_000, Verdict.COUNTERED, None, theirs).replayed()[1].levels

    low, high = levels(20_000), levels(50_000)
    assert low.index(max(low)) == 1
    assert high.index(max(high)) == 3


def test_a_yes_to_an_offer_on_two_needs_ties_them() -> None:
    """One of them may be enough: where the first turns out not to be there, the other is the likelier."""
    taken = two("0.3", "0.3").answer({1: 50_000.0, 2: 50_000.0}, 20_000, Verdict.ACCEPTED)
    before = taken.chance(2)
    taken.ask(1, Channel.VISIT, Answer.NO)
    belief = taken.beliefs()[2]
    assert float(belief.chance) > before
    assert [float(each.after) for each in belief.readings] == [before], "nobody spoke of it since"


def test_after_a_refusal_for_the_price_a_need_that_is_confirmed_makes_the_customer_one_who_pays_less() -> None:
    refused = one().answer({1: 100_000.0}, 30_000, Verdict.REJECTED, Reason.PRICE)
    _, before = refused.replayed()
    _, after = refused.ask(1, Channel.VISIT, Answer.YES).replayed()
    assert after.levels[0] > before.levels[0] > 0.2
    assert after.levels[4] < before.levels[4] < 0.2


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("prior", ["0.001", "0.5", "0.999"])
def test_no_answers_however_many_make_a_belief_certain(verdict: Verdict, prior: str) -> None:
    history = one(Decimal(prior))
    for at in range(60):
        part = (0.01, 0.4, 20.0)[at % 3]
        history.answer({1: 10_000.0}, part * 10_000, verdict, counter=0.5 * part * 10_000, told={1: Answer.NO})
        history.ask(1, Channel.OFFER, Answer.NO if at < 45 else Answer.YES)
    belief = history.beliefs()[1]
    assert all(0 < each.after < 1 for each in belief.readings)
    assert 0 < belief.chance < 1


def test_a_yes_at_a_price_that_nobody_pays_is_borne_however_sure_the_need_was() -> None:
    history = one()
    for _ in range(400):
        history.answer({1: 10_000.0}, 5_000, Verdict.SILENT, told={1: Answer.YES})
    history.answer({1: 10_000.0}, 1_000_000, Verdict.ACCEPTED)
    assert 0.99 < history.chance() < 1


@given(histories())
def test_what_one_act_tells_of_several_needs_is_one_step(history: History) -> None:
    """The needs under one answer move at once: each from what was believed before it to what was after."""
    history.answer(dict.fromkeys(history.priors, 10_000.0), 20_000, Verdict.REJECTED, told={1: Answer.YES})
    *_, last = history.story
    history.story.pop()
    before = history.by_hand()
    history.story.append(last)
    after = history.by_hand()
    for need, belief in history.beliefs().items():
        reading = belief.readings[-1]
        assert float(reading.before) == pytest.approx(chance_of(need, before), abs=1e-9)
        assert float(reading.after) == pytest.approx(chance_of(need, after), abs=1e-9)


def test_without_an_answered_offer_there_is_nothing_to_tie() -> None:
    found, joint = two().ask(1, Channel.CALL, Answer.YES).replayed()
    assert joint == Joint((), (0.2,) * LEVELS)
    assert float(found[1].chance) == pytest.approx(3.4 / 4.4)
    assert found[2] == Belief(EVEN, (), EVEN)


def test_an_offer_that_names_a_need_of_which_nothing_is_known_ties_the_others() -> None:
    history = one().answer({1: 50_000.0}, 30_000, Verdict.ACCEPTED)
    history.tests["offer 1"] = Test({1: 50_000.0, 7: 1.0}, 30_000, Verdict.ACCEPTED)
    assert history.replayed()[1].needs == (1,)


def test_of_more_than_twelve_needs_under_offers_those_in_the_most_doubt_are_tied_and_the_rest_stand_alone() -> None:
    priors = {need: Decimal(need) / 100 for need in range(50, 64)}
    history = History(priors).ask(63, Channel.CALL, Answer.YES).ask(50, Channel.CALL, Answer.NO)
    history.answer(dict.fromkeys(priors, 1_000.0), 5_000, Verdict.REJECTED, Reason.NO_NEED)
    found, joint = history.replayed()
    assert joint.needs == tuple(range(50, 62))
    assert len(joint.needs) == MOST_NEEDS
    for need in (62, 63):
        assert found[need] == replay(priors[need], history.evidence[need], RATIOS)
    assert all(found[need].chance < priors[need] for need in joint.needs)


def test_of_needs_in_equal_doubt_the_first_twelve_are_tied() -> None:
    priors = {need: Decimal("0.3") if need % 2 else Decimal("0.7") for need in range(1, 15)}
    history = History(priors).answer(dict.fromkeys(priors, 1_000.0), 5_000, Verdict.SILENT)
    assert history.replayed()[1].needs == tuple(range(1, 13))


# The joint itself: summed out, put beside others, asked whether an offer is taken.


@st.composite
def joints(draw: st.DrawFn) -> Joint:
    needs = draw(st.lists(st.integers(1, 9), max_size=4, unique=True))
    count = LEVELS << len(needs)
    weights = draw(st.lists(st.integers(0, 100), min_size=count, max_size=count).filter(any))
    return Joint(tuple(needs), tuple(each / sum(weights) for each in weights))


def spelled(joint: Joint) -> dict[State, float]:
    """The weights by the set of needs and the level, read off the order that its docstring tells."""
    return {
        (frozenset(need for bit, need in enumerate(joint.needs) if (at // 5) & 2**bit), at % 5): weight
        for at, weight in enumerate(joint.weights)
    }


@given(joints())
def test_the_chance_of_a_need_is_that_of_all_sets_that_hold_it(joint: Joint) -> None:
    for need in joint.needs:
        assert joint.chance(need) == pytest.approx(chance_of(need, spelled(joint)))
    assert sum(joint.levels) == pytest.approx(1)


@given(joints(), st.data())
def test_summing_needs_out_leaves_the_others_as_they_are_tied(joint: Joint, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(joint.needs), unique=True) if joint.needs else st.just([]))
    over = joint.over(kept)
    assert over.needs == tuple(kept)
    assert over.levels == pytest.approx(joint.levels)
    expected = dict.fromkeys(product(sets(kept), range(LEVELS)), 0.0)
    for (there, level), weight in spelled(joint).items():
        expected[there.intersection(kept), level] += weight
    assert spelled(over) == pytest.approx(expected)


def test_over_all_its_needs_it_is_itself() -> None:
    _, joint = two("0.3", "0.6").answer({1: 5e4, 2: 3e4}, 30_000, Verdict.ACCEPTED).replayed()
    assert joint.over(joint.needs) == joint
    assert joint.over((2, 1)).over((1, 2)) == joint


@given(joints(), st.lists(st.floats(0, 1), max_size=3))
def test_needs_put_beside_know_nothing_of_it_or_of_each_other(joint: Joint, given_: Sequence[float]) -> None:
    more = {10 + at: each for at, each in enumerate(given_)}
    beside = joint.beside(more)
    assert beside.needs == (*joint.needs, *more)
    for need, each in more.items():
        assert beside.chance(need) == pytest.approx(each)
    assert spelled(beside.over(joint.needs)) == pytest.approx(spelled(joint))
    found = spelled(beside)
    for (there, level), weight in spelled(joint).items():
        for new in sets(more):
            expected = weight
            for need, each in more.items():
                expected *= each if need in new else 1 - each
            assert found[there | new, level] == pytest.approx(expected)


@given(st.dictionaries(st.integers(1, 9), st.floats(0, 1), max_size=4))
def test_independent_needs_have_the_chances_given_and_every_level_is_as_likely(given_: dict[int, float]) -> None:
    joint = Joint.independent(given_)
    assert {need: joint.chance(need) for need in joint.needs} == pytest.approx(given_)
    assert joint.levels == pytest.approx([0.2] * LEVELS)
    for one, other in combinations(joint.needs, 2):
        both = sum(weight for (there, _), weight in spelled(joint).items() if {one, other} <= there)
        assert both == pytest.approx(given_[one] * given_[other])


@given(joints(), st.dictionaries(st.integers(1, 9), st.floats(1, 100_000), max_size=4), st.floats(1, 100_000))
def test_an_offer_is_taken_as_often_as_the_sum_over_all_sets_and_levels_says(
    joint: Joint, worth: dict[int, float], price: float
) -> None:
    levels = Paying().levels()
    expected = sum(
        weight * Paying().takes(sum(each for need, each in worth.items() if need in there), price, levels[level])
        for (there, level), weight in spelled(joint).items()
    )
    assert joint.accepts(worth, price, Payable()) == pytest.approx(expected, abs=1e-12)


@given(histories())
def test_several_answers_are_as_likely_as_the_sum_over_all_sets_and_levels_says(history: History) -> None:
    priors = {need: float(prior) for need, prior in history.priors.items()}
    answers = [each for each in history.story if isinstance(each, Answered)]

    def all_of_them(there: frozenset[int], level: float) -> float:
        values = [sum(worth for need, worth in each.worth.items() if need in there) for each in answers]
        return prod(each.chance(value, level, Paying()) for each, value in zip(answers, values, strict=True))

    levels = Paying().levels()
    prior = believed(priors, ())
    expected = sum(weight * all_of_them(there, levels[level]) for (there, level), weight in prior.items())
    found = Joint.independent(priors).answered(history.tests.values(), Payable())
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-15)


def test_what_a_level_says_counts_where_an_offer_is_weighed() -> None:
    """Who refused 30,000 for the price takes 25,000 less often than who was never asked."""
    asked = Joint.independent({1: 0.9})
    _, refused = one(Decimal("0.9")).answer({1: 100_000.0}, 30_000, Verdict.REJECTED, Reason.PRICE).replayed()
    again = Joint((), refused.levels).beside({1: 0.9})
    assert again.accepts({1: 100_000.0}, 25_000, Payable()) < asked.accepts({1: 100_000.0}, 25_000, Payable()) - 0.1
