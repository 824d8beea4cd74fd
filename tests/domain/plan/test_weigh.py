"""An account's moves, weighed: held against a recursion over every history that knows no matrices."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from math import exp, log
from statistics import NormalDist

import pytest

from builders import facts
from valueloop.domain.loop.joint import Joint
from valueloop.domain.loop.payable import Payable
from valueloop.domain.plan import weigh as module
from valueloop.domain.plan.given import Costs, Loop, Question, Quote
from valueloop.domain.plan.outlook import Outlook, Weighed
from valueloop.domain.plan.weigh import ASK_FIRST, ceiling, weigh

COSTS = Costs(walk=0.12, question=0.25, offer=2, question_hours=0.5, offer_hours=3, hour=60)
ASK_1, ASK_2 = Question(1, "boss", 0.85, 0.75), Question(2, None, 0.85, 0.75)
KIT = Quote("kit", (1,), 10_000, 2_000)
BOTH = Quote("line", (1, 2), 30_000, 9_000)
CHEAP = Quote("line", (1, 2), 20_000, 9_000)
LOOP = Loop(
    {1: 0.4, 2: 0.3},
    {1: 40_000.0, 2: 90_000.0},
    Joint.independent({}),
    Payable(),
    COSTS,
    [ASK_1, ASK_2],
    [KIT, BOTH, CHEAP],
)
# Needs that are likely not there, and dear hours: it is best to ask.
ASKING = replace(LOOP, chances={1: 0.2, 2: 0.03}, costs=replace(COSTS, hour=200))
State = tuple[frozenset[int], float]
Belief = Mapping[State, float]


@dataclass
class Recursion:
    """The value of an account by trying every move after every history: states as sets, chances by hand."""

    at: Loop
    known: dict[tuple[Question | Quote, State], tuple[float, float]] = field(default_factory=dict)

    def prior(self) -> Belief:
        found: dict[State, float] = {}
        for there in product((False, True), repeat=len(self.at.chances)):
            present = frozenset(need for need, yes in zip(self.at.chances, there, strict=True) if yes)
            chance = 1.0
            for need, each in self.at.chances.items():
                chance *= each if need in present else 1 - each
            for fifth in (0.1, 0.3, 0.5, 0.7, 0.9):
                found[present, 0.4 * exp(0.5 * NormalDist().inv_cdf(fifth))] = chance / 5
        return found

    def yes(self, move: Question | Quote, state: State) -> float:
        present, part = state
        if isinstance(move, Question):
            return move.sensitivity if move.need in present else 1 - move.specificity
        value = sum(self.at.worth[need] for need in move.covers if need in present)
        taken = NormalDist().cdf((log(part * value) - log(move.price)) / 0.42) if value else 0.002
        return min(max(taken, 0.002), 0.98)

    def no_need(self, quote: Quote, state: State) -> float:
        """How much of a refusal is for want of a need: 0.6 of what is unmet, and half of what means nothing."""
        full = sum(self.at.worth[need] for need in quote.covers)
        met = sum(self.at.worth[need] for need in quote.covers if need in state[0])
        return 0.6 * min(max(1 - met / full, 0.03), 0.97) + 0.2

    def goes_on(self, move: Question | Quote, state: State) -> tuple[float, float]:
        """The chances of the two outcomes after which the talk goes on."""
        if (move, state) not in self.known:
            yes = self.yes(move, state)
            share = self.no_need(move, state) if isinstance(move, Quote) else 0
            refused = ((1 - yes) * share, (1 - yes) * (1 - share))
            self.known[move, state] = refused if isinstance(move, Quote) else (yes, 1 - yes)
        return self.known[move, state]

    def begin(self, belief: Belief, move: Question | Quote, left: list[Question | Quote]) -> float:
        """What it is worth to begin with a move."""
        costs, asks = self.at.costs, isinstance(move, Question)
        hours, spent = (costs.question_hours, costs.question) if asks else (costs.offer_hours, costs.offer)
        found = -hours * costs.hour * sum(belief.values())
        if isinstance(move, Quote):
            found += (move.price - move.cost) * sum(
                p * (1 - sum(self.goes_on(move, state))) for state, p in belief.items()
            )
        after = [each for each in left if each is not move]
        for outcome in (0, 1):
            stays = {state: p * self.goes_on(move, state)[outcome] for state, p in belief.items()}
            found += self.value({state: p * exp(-costs.walk * spent) for state, p in stays.items()}, after)
        return found

    def value(self, belief: Belief, left: list[Question | Quote]) -> float:
        return max([0.0, *(self.begin(belief, move, left) for move in left)])

    def all(self) -> list[Question | Quote]:
        return [*self.at.questions, *self.at.quotes]


def weighed(at: Loop, depth: int = 1) -> Outlook:
    found = weigh(at, "EUR", depth)
    assert found is not None
    return found


def same_move(seen: Weighed, move: Question | Quote) -> bool:
    if isinstance(move, Question):
        return seen.need == move.need
    return (seen.product, seen.price) == (move.product, Decimal(str(move.price)))


@pytest.mark.parametrize(
    "at",
    [
        LOOP,
        ASKING,
        replace(LOOP, questions=[], quotes=[BOTH, CHEAP]),
        replace(LOOP, costs=replace(COSTS, walk=1.5)),
        replace(LOOP, chances={1: 0.9, 2: 0.05}),
        replace(LOOP, costs=replace(COSTS, walk=0.01, hour=900)),
    ],
    ids=["two needs", "a question is best", "offers only", "impatient", "one is sure", "patient, and hours are dear"],
)
def test_the_values_are_those_of_every_plan_tried_by_hand(at: Loop) -> None:
    found, by_hand = weighed(at), Recursion(at)
    assert found.exact
    assert float(found.value) == pytest.approx(by_hand.value(by_hand.prior(), by_hand.all()), abs=0.01)
    assert len(found.moves) == len(by_hand.all())
    for move in by_hand.all():
        [seen] = [each for each in found.moves if same_move(each, move)]
        assert float(seen.value) == pytest.approx(by_hand.begin(by_hand.prior(), move, by_hand.all()), abs=0.01)
        yes = sum(chance * by_hand.yes(move, state) for state, chance in by_hand.prior().items())
        assert float(seen.yes) == pytest.approx(yes, abs=1e-6)
    assert [each.value for each in found.moves] == sorted((each.value for each in found.moves), reverse=True)


def test_a_move_says_what_it_spends_and_whom_it_is_about() -> None:
    found = weighed(LOOP)
    ask = next(each for each in found.moves if each.need == 1)
    offer = next(each for each in found.moves if each.product == "kit")
    assert facts(ask.person, ask.patience, ask.hours, ask.product) == ("boss", Decimal("0.25"), Decimal("0.5"), None)
    assert facts(offer.need, offer.patience, offer.hours, offer.price, offer.covers) == (None, 2, 3, 10_000, (1,))
    assert float(ask.leaves) == pytest.approx(1 - exp(-0.03), abs=1e-6)
    assert float(offer.leaves) == pytest.approx(1 - exp(-0.24), abs=1e-6)


def test_what_offers_alone_bring_is_the_ladders_order_of_them() -> None:
    """One offer alone: its margin by its chance of a yes, less the hours."""
    found = weighed(replace(LOOP, quotes=[KIT]))
    [offer] = [each for each in found.moves if each.product]
    assert found.offers_only == pytest.approx(8_000 * offer.yes - 180, abs=Decimal("0.02"))
    assert found.offers_only <= found.value


# The plan, and the hours.


def test_the_plan_follows_each_answer_and_its_chances_leave_out_who_walks_away() -> None:
    found, by_hand = weighed(ASKING, 2), Recursion(ASKING)
    assert found.first is not None
    first = next(each for each in by_hand.all() if found.first and same_move(found.first, each))
    assert isinstance(first, Question), "or this test is about nothing"
    yes, no = found.plan
    said = float(found.first.yes)
    assert (yes.outcome, no.outcome) == ("yes", "no")
    assert float(yes.chance) == pytest.approx(exp(-0.03) * said, abs=1e-6)
    assert float(no.chance) == pytest.approx(exp(-0.03) * (1 - said), abs=1e-6)
    after_yes = {state: p * by_hand.yes(first, state) for state, p in by_hand.prior().items()}
    left = [each for each in by_hand.all() if each is not first]
    best = max(left, key=lambda move: by_hand.begin(after_yes, move, left))
    assert yes.then is not None
    assert same_move(yes.then, best)
    assert [each.outcome for each in yes.branches] == ["refused: no need", "refused: too dear"]
    assert no.then is not None
    assert [each.outcome for each in no.branches] == ["yes", "no"], "need 2 is asked about then"
    assert all(not each.branches for each in (*yes.branches, *no.branches)), "two moves were asked for"
    assert all(not each.branches for each in weighed(ASKING, 1).plan), "one move was asked for"


def test_the_hours_are_those_of_the_first_two_moves() -> None:
    for depth in (1, 2):
        found = weighed(ASKING, depth)
        assert found.first is not None
        assert all(each.then for each in found.plan), "or this test is about less"
        after = sum(each.chance * each.then.hours for each in found.plan if each.then)
        assert float(found.hours) == pytest.approx(float(found.first.hours + after), abs=1e-5)
        assert float(found.per_hour) == pytest.approx(float(found.value / found.hours))


def test_where_the_plan_stops_after_an_answer_no_more_hours_are_counted() -> None:
    found = weighed(replace(LOOP, questions=[], quotes=[KIT]))
    assert [each.outcome for each in found.plan] == ["refused: no need", "refused: too dear"]
    assert [each.then for each in found.plan] == [None, None]
    assert found.hours == 3


# A question first.

NEARLY = replace(LOOP, chances={1: 0.4}, worth={1: 40_000.0}, questions=[ASK_1], quotes=[KIT])


def value_of_first_question(at: Loop) -> Decimal:
    found = weighed(at)
    return next(each.value for each in found.moves if each.need) / found.value


def test_a_question_that_brings_nearly_as_much_as_an_offer_is_asked_first_where_nobody_has_spoken() -> None:
    at = replace(NEARLY, chances={1: 0.9})
    assert ASK_FIRST <= value_of_first_question(at) < 1, "or this test is about nothing"
    heard, unheard = weighed(at), weighed(replace(at, unheard=frozenset({1})))
    assert heard.first == heard.moves[0]
    assert heard.first.product == "kit"
    assert unheard.first == unheard.moves[1]
    assert unheard.first.need == 1
    assert unheard.moves == heard.moves, "what each brings is the same"
    assert [each.outcome for each in unheard.plan] == ["yes", "no"]
    assert [each.outcome for each in heard.plan] == ["refused: no need", "refused: too dear"]


def test_a_question_that_brings_much_less_is_not() -> None:
    at = replace(NEARLY, chances={1: 0.9}, costs=replace(COSTS, question_hours=12), unheard=frozenset({1}))
    assert value_of_first_question(at) < ASK_FIRST
    first = weighed(at).first
    assert first is not None
    assert first.product == "kit"


def test_a_question_about_something_else_is_no_reason_to_wait() -> None:
    """Need 2 is in no offer: a question about it changes nothing, costs hardly anything, and is not asked first."""
    at = replace(LOOP, chances={1: 0.9, 2: 0.5}, questions=[ASK_2], quotes=[KIT], unheard=frozenset({1, 2}))
    first = weighed(replace(at, costs=replace(COSTS, question=0.0, question_hours=0.01))).first
    assert first is not None
    assert first.product == "kit"


def test_nobody_has_spoken_to_a_need_that_the_offer_leaves_out() -> None:
    at = replace(LOOP, chances={1: 0.9, 2: 0.5}, questions=[ASK_1], quotes=[KIT], unheard=frozenset({2}))
    first = weighed(at).first
    assert first is not None
    assert first.product == "kit"


def test_a_question_that_is_best_anyway_is_the_best() -> None:
    found = weighed(replace(ASKING, unheard=frozenset({1, 2})))
    assert found.first == found.moves[0] == weighed(ASKING).first
    assert found.first is not None
    assert found.first.need == 1


# Nothing to weigh, and nothing worth doing.


@pytest.mark.parametrize(
    "at",
    [
        replace(LOOP, quotes=[]),
        replace(LOOP, worth={}),
        replace(LOOP, worth={1: 0.0, 2: 0.0}),
        replace(LOOP, worth={1: 40_000.0}, quotes=[Quote("line", (2,), 30_000, 9_000)]),
        Loop(
            dict.fromkeys(range(1, 14), 0.5),
            {1: 1.0, **dict.fromkeys(range(2, 14), 1000.0)},
            LOOP.joint,
            Payable(),
            COSTS,
            quotes=[Quote("small", (1,), 1, 0)],
        ),
    ],
    ids=["no offer", "no money", "nothing but noughts", "an offer on what is worth nothing", "a need too many"],
)
def test_nothing_is_weighed_where_nothing_can_be_offered(at: Loop) -> None:
    assert weigh(at, "EUR") is None


def test_where_no_move_brings_what_it_costs_the_plan_is_to_stop() -> None:
    found = weighed(replace(LOOP, quotes=[replace(KIT, cost=10_000)], unheard=frozenset({1, 2})))
    assert facts(found.first, found.value, found.offers_only, found.hours, found.plan) == (None, 0, 0, 0, ())
    assert found.exact
    assert all(each.value < 0 for each in found.moves)
    assert found.per_hour == 0


# How far the values may be trusted.


def test_the_ceiling_of_an_exact_plan_is_no_lower_than_it() -> None:
    for at in (LOOP, NEARLY, replace(LOOP, quotes=[replace(KIT, cost=10_000)])):
        assert ceiling(at) >= weighed(at).value


def test_many_moves_are_weighed_by_a_lookahead_that_the_optimum_lies_above() -> None:
    at = replace(
        LOOP,
        chances={1: 0.4, 2: 0.3, 3: 0.5},
        worth={1: 40_000.0, 2: 90_000.0, 3: 60_000.0},
        questions=[Question(need, who, 0.85, 0.75) for need in (1, 2, 3) for who in ("boss", "aide")],
        quotes=[Quote("line", (1, 2, 3), price, 9_000) for price in (20_000, 30_000, 45_000)] + [KIT],
    )
    found = weighed(at)
    assert not found.exact
    assert 0 < found.offers_only <= found.value <= ceiling(at)
    assert len(found.moves) == 10


def test_the_figures_of_an_outlook_are_rounded_to_cents_and_millionths(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module._money(1234.5678) == Decimal("1234.57")
    assert module._chance(1 / 3) == Decimal("0.333333")
    monkeypatch.setattr(module, "ASK_FIRST", 0.0)
    at = replace(NEARLY, chances={1: 0.9}, costs=replace(COSTS, question_hours=12), unheard=frozenset({1}))
    first = weighed(at).first
    assert first is not None
    assert first.need == 1, "the limit alone decides"
